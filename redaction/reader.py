"""Reading policy, datasets and prose from disk: the only module here that opens files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from redaction.assemble import assemble
from redaction.csv_table import parse_csv
from redaction.dataset import Dataset
from redaction.descriptor import parse_descriptor
from redaction.errors import AssessError, Problem, ProblemsFoundError, at_line
from redaction.front_matter import split_front_matter
from redaction.policy import Policy
from redaction.policy_files import parse_policy
from redaction.schema import boolean, faults, mapping_of, optional, slug
from redaction.spelling import expected_one_of
from redaction.view import Prose
from redaction.yaml_document import YamlDocument, parse_yaml

_IGNORED = (".", "~$", "Thumbs.db", "desktop.ini")
_PROSE = mapping_of({"source": slug, optional("synthetic"): boolean})


@dataclass(frozen=True)
class Folder:
    """What lies in the folder of one audience, and what is wrong with it."""

    audience: str
    datasets: tuple[Dataset, ...] = ()
    prose: tuple[Prose, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_text(path: Path, name: str) -> str:
    """A text file in UTF-8, with or without a byte-order mark; `name` is what messages call it."""
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        expected = "text in UTF-8"
        raise ProblemsFoundError(
            [Problem(name, line, at_line(line), "a letter in another encoding", expected, "Save the file as UTF-8")]
        ) from None
    except OSError as error:
        raise AssessError(f"{name} cannot be read: {error.strerror}") from None


def read_policy(folder: Path) -> Policy:
    """The policy in a `redaction/` folder; raises ProblemsFoundError."""
    documents: list[YamlDocument] = []
    problems: list[Problem] = []
    for file in ("sources.yml", "editions.yml"):
        name = f"{folder.name}/{file}"
        try:
            documents.append(parse_yaml(name, read_text(folder / file, name)))
        except ProblemsFoundError as error:
            problems += error.problems
    if problems:
        raise ProblemsFoundError(problems)
    return parse_policy(*documents)


def read_folder(folder: Path, name: str, audience: str, policy: Policy) -> Folder:
    """The datasets and prose of an audience's folder, each fault reported; `name` is what messages call it."""
    if not folder.is_dir():
        advice = f"It holds the datasets that the {audience} audience may see"
        return Folder(audience, problems=(Problem(name, 0, "", "no such folder", "a folder of datasets", advice),))
    is_open = audience == policy.open_audience
    datasets: list[Dataset] = []
    prose: list[Prose] = []
    problems: list[Problem] = []
    for path in sorted(folder.iterdir()):
        shown = f"{name}/{path.name}"
        try:
            if path.name.startswith(_IGNORED):
                continue
            if path.is_symlink():
                problems.append(_stray(shown, "a link to another place"))
            elif path.is_dir() and path.name == "prose" and not is_open:
                prose += _read_prose(path, shown)
            elif path.suffix == ".yaml":
                dataset = _read_dataset(path, name, audience, is_open)
                problems += _clearance_faults(dataset, shown, policy)
                datasets.append(dataset)
            elif path.suffix != ".csv":
                problems.append(_stray(shown, "a file of another kind"))
            elif not path.with_suffix(".yaml").exists():
                expected = f"a descriptor {path.stem}.yaml beside it"
                problems.append(Problem(shown, 0, "", "a CSV on its own", expected))
        except ProblemsFoundError as error:
            problems += error.problems
    problems += [
        _clearance_problem(f"{name}/prose/{each.name}.md", each.source, audience, policy, each.name, "prose")
        for each in prose
        if not _may_lie_here(each.source, audience, policy, each.name, "prose")
    ]
    return Folder(audience, tuple(datasets), tuple(prose), tuple(problems))


def _read_dataset(path: Path, folder: str, audience: str, is_open: bool) -> Dataset:
    shown = f"{folder}/{path.name}"
    document = parse_yaml(shown, read_text(path, shown), is_open=is_open)
    descriptor = parse_descriptor(path.stem, document)
    csv_path = path.with_suffix(".csv")
    table = None
    if csv_path.exists():
        if csv_path.is_symlink():
            raise ProblemsFoundError([_stray(f"{folder}/{csv_path.name}", "a link to another place")])
        try:
            content = csv_path.read_bytes()
        except OSError as error:
            raise AssessError(f"{folder}/{csv_path.name} cannot be read: {error.strerror}") from None
        table = parse_csv(f"{folder}/{csv_path.name}", content)
    return assemble(descriptor, document, table, audience)


def _read_prose(folder: Path, name: str) -> Iterator[Prose]:
    problems: list[Problem] = []
    for path in sorted(folder.iterdir()):
        shown = f"{name}/{path.name}"
        if path.name.startswith(_IGNORED):
            continue
        if path.suffix != ".md" or path.is_symlink():
            problems.append(_stray(shown, "a file of another kind", "Markdown files only"))
            continue
        matter = split_front_matter(read_text(path, shown))
        document = parse_yaml(shown, matter.yaml, first_line=2, is_open=False)
        found = faults(document, _PROSE)
        problems += found
        if not found:
            synthetic = document.content.get("synthetic") == "true"
            yield Prose(path.stem, str(document.content["source"]), matter.body, matter.body_line, synthetic)
    if problems:
        raise ProblemsFoundError(problems)


def _may_lie_here(source: str, audience: str, policy: Policy, name: str, kind: str) -> bool:
    if source not in policy.sources:
        return False
    found = policy.sources[source]
    listed = found.datasets if kind == "datasets" else found.prose
    return policy.cleared(found, audience) and (policy.is_open(found) or name in listed)


def _clearance_faults(dataset: Dataset, file: str, policy: Policy) -> list[Problem]:
    return [
        _clearance_problem(file, source, dataset.audience, policy, dataset.id, "datasets")
        for source in dataset.descriptor.sources
        if not _may_lie_here(source, dataset.audience, policy, dataset.id, "datasets")
    ]


def _clearance_problem(file: str, source: str, audience: str, policy: Policy, name: str, kind: str) -> Problem:
    if source not in policy.sources:
        return Problem(
            file, 0, "sources", f'unknown source "{source}"', expected_one_of(source, "source", policy.sources)
        )
    found = policy.sources[source]
    if not policy.cleared(found, audience):
        return Problem(
            file,
            0,
            "sources",
            f'the source "{source}" in the folder of the {audience} audience',
            f"it in the folder {found.audience}/",
            f"{found.name} may be shown to the {found.audience} audience only",
        )
    expected = f'"{name}" in the {kind} of {source} in sources.yml'
    return Problem(file, 0, "sources", f"{kind} that the source does not list", expected)


def _stray(name: str, found: str, expected: str = "CSV files with their YAML descriptors") -> Problem:
    return Problem(name, 0, "", found, expected, "Move it elsewhere")
