"""Reading policy, datasets and prose from disk: the only module here that opens files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any, Literal

from redaction.corrections import FILE as CORRECTIONS
from redaction.corrections import Correction, parse_corrections
from redaction.data.assemble import assemble
from redaction.data.csv_table import parse_csv
from redaction.data.dataset import Dataset
from redaction.data.descriptor import parse_descriptor
from redaction.diagnostics.errors import POLICY, AssessError, Problem, ProblemsFoundError, quoted
from redaction.diagnostics.front_matter import MarkdownFile, split_front_matter
from redaction.diagnostics.merge_conflicts import check_merged
from redaction.diagnostics.schema import boolean, faults, list_of, mapping_of, optional, slug, text
from redaction.diagnostics.suggestions import expected_one_of, nearest
from redaction.diagnostics.yaml_document import YamlDocument, loose_texts, parse_yaml, read_yaml
from redaction.file_names import copies_among, is_litter
from redaction.policy import Policy
from redaction.policy_files import policy_and_faults
from redaction.view import Prose

_TEXTS = ("title", "headline", "place")
_ENDS = re.compile(r"(?P<id>[^.]+)\.(?:(?P<csv>csv)|ya?ml)(?:\.(?:csv|ya?ml|txt))?", re.IGNORECASE)
_PROSE = mapping_of({"source": slug, optional("synthetic"): boolean, optional("typed"): list_of(text)})


@dataclass(frozen=True)
class Folder:
    """What lies in the folder of one audience, what is wrong with it, and the ids that could not be read for it.

    `documents` are the descriptors as they are written, by id, as far as each can be read.
    """

    audience: str
    datasets: tuple[Dataset, ...] = ()
    prose: tuple[Prose, ...] = ()
    problems: tuple[Problem, ...] = ()
    faulty: frozenset[str] = frozenset()
    documents: Mapping[str, YamlDocument] = field(default_factory=dict)
    corrections: tuple[Correction, ...] = ()


@dataclass(frozen=True)
class _Item:
    """A dataset or a prose: its file, the folder it lies in, its id, and what the policy calls its kind."""

    file: str
    audience: str
    name: str
    kind: Literal["datasets", "prose"]
    line: int = 0

    @property
    def place(self) -> str:
        """Where it names its sources."""
        return f"line {self.line}, sources" if self.line else "sources"


@dataclass(frozen=True)
class _Texts:
    """The two files of a dataset: what messages call them but for their endings, and what they hold."""

    name: str
    yaml: str
    csv: bytes | None


def read_text(path: Path, name: str) -> str:
    """A text file in UTF-8, with or without a byte-order mark; `name` is what messages call it."""
    try:
        return text_of(name, path.read_bytes())
    except OSError as error:
        raise AssessError(f"{name} cannot be read: {error.strerror}") from None


def text_of(name: str, content: bytes) -> str:
    """The text that a file in UTF-8 holds; raises ProblemsFoundError where it is none."""
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        expected = "text in UTF-8"
        raise ProblemsFoundError(
            [Problem("not-utf-8", name, line, "a letter in another encoding", expected, "Save the file as UTF-8")]
        ) from None
    if "\0" in text or text.startswith("PK\x03\x04"):
        found, advice = "a file that is no text", "Save it as plain text, in UTF-8"
        raise ProblemsFoundError([Problem("not-utf-8", name, 1, found, "text in UTF-8", advice)])
    check_merged(name, text)
    return text


def read_policy(folder: Path) -> Policy:
    """The policy in a `redaction/` folder; raises ProblemsFoundError."""
    policy, problems = policy_as_far(folder)
    if policy is None or problems:
        raise ProblemsFoundError(problems)
    return policy


def policy_as_far(folder: Path) -> tuple[Policy | None, list[Problem]]:
    """The policy as far as it can be made out, and every fault of it; one with faults may not be applied."""
    documents: list[YamlDocument] = []
    problems: list[Problem] = []
    for file in ("sources.yml", "editions.yml"):
        name = f"{folder.name}/{file}"
        try:
            documents.append(parse_yaml(name, read_text(folder / file, name)))
        except ProblemsFoundError as error:
            problems += error.problems
    return (None, problems) if problems else policy_and_faults(*documents)


def read_folder(
    folder: Path, name: str, audience: str, policy: Policy, edited: Mapping[str, bytes] | None = None
) -> Folder:
    """The datasets and prose of an audience's folder, each fault reported; `name` is what messages call it.

    `edited` is what some CSV files would hold, by the names of messages, were an edit saved.
    """
    if not folder.is_dir():
        advice = f"It holds the datasets that the {audience} audience may see"
        return Folder(
            audience, problems=(Problem("missing-file", name, 0, "no such folder", "a folder of datasets", advice),)
        )
    is_open = audience == policy.open_audience
    datasets: list[Dataset] = []
    prose: list[Prose] = []
    problems: list[Problem] = []
    faulty: set[str] = set()
    documents: dict[str, YamlDocument] = {}
    corrections: tuple[Correction, ...] = ()
    whole, copies = _without_copies(folder, name)
    paths, misnamed = _by_their_names(whole, name)
    problems += [*copies, *misnamed.values()]
    faulty |= misnamed.keys()
    for path in paths:
        shown = f"{name}/{path.name}"
        try:
            if path.is_symlink():
                problems.append(_stray(shown, "a link to another place"))
            elif path.is_dir() and path.name == "prose" and not is_open:
                prose, found = _read_prose(path, shown)
                problems += found
            elif path.is_dir():
                problems.append(_stray(shown, "a file of another kind"))
            elif path.name == CORRECTIONS:
                document = parse_yaml(shown, read_text(path, shown), is_open=is_open)
                corrections, found = parse_corrections(document, audience, is_open=is_open)
                problems += found
            elif path.suffix == ".yaml":
                text = read_text(path, shown)
                documents[path.stem] = _document(shown, text, is_open=is_open)[0]
                problems += _loose_texts(documents[path.stem], text)
                dataset = _dataset(
                    _Texts(f"{name}/{path.stem}", text, _csv(path, name, edited or {})), audience, is_open=is_open
                )
                item = _Item(shown, audience, dataset.id, "datasets", documents[path.stem].line(("sources",)))
                found = _clearance_faults(item, dataset.descriptor.sources, policy)
                problems += found
                faulty |= {dataset.id} if found else set()
                datasets.append(dataset)
            elif path.suffix != ".csv":
                problems.append(_stray(shown, "a file of another kind"))
            elif not path.with_suffix(".yaml").exists():
                problems.append(_lone(shown, path))
                faulty.add(path.stem)
        except ProblemsFoundError as error:
            problems += error.problems
            faulty.add(path.stem)
    for each in prose:
        item = _Item(f"{name}/prose/{each.name}.md", audience, each.name, "prose")
        problems += _clearance_faults(item, [each.source], policy)
    read = (tuple(datasets), tuple(prose), tuple(problems), frozenset(faulty))
    return Folder(audience, *read, documents, corrections)


def _loose_texts(document: YamlDocument, text: str) -> tuple[Problem, ...]:
    """Texts of an open descriptor that YAML reads as something else."""
    is_read = document.is_open and document.content
    return _loose(document.file, text) if is_read else ()


@lru_cache(maxsize=1024)
def _loose(name: str, text: str) -> tuple[Problem, ...]:
    return tuple(loose_texts(name, text, _TEXTS, first_line=1))


def _csv(descriptor: Path, folder: str, edited: Mapping[str, bytes]) -> bytes | None:
    """What the CSV beside a descriptor holds; none where there is none. Raises ProblemsFoundError."""
    path = descriptor.with_suffix(".csv")
    if path.is_symlink():
        raise ProblemsFoundError([_stray(f"{folder}/{path.name}", "a link to another place")])
    try:
        name = f"{folder}/{path.name}"
        return edited[name] if name in edited else path.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise AssessError(f"{folder}/{path.name} cannot be read: {error.strerror}") from None


@lru_cache(maxsize=1024)
def _document(name: str, text: str, *, is_open: bool) -> tuple[YamlDocument, list[Problem]]:
    """A descriptor as it is written, as far as it can be read, and what is wrong with it."""
    return read_yaml(name, text, is_open=is_open)


@lru_cache(maxsize=1024)
def _dataset(texts: _Texts, audience: str, *, is_open: bool) -> Dataset:
    """The dataset that two files make; the same files make the same one, whenever they are read."""
    document, problems = _document(f"{texts.name}.yaml", texts.yaml, is_open=is_open)
    if problems:
        raise ProblemsFoundError(problems)
    descriptor = parse_descriptor(texts.name.rpartition("/")[2], document)
    table = None if texts.csv is None else parse_csv(f"{texts.name}.csv", texts.csv, is_open=is_open)
    return assemble(descriptor, document, table, audience)


def _read_prose(folder: Path, name: str) -> tuple[list[Prose], list[Problem]]:
    prose: list[Prose] = []
    problems: list[Problem] = []
    paths, copies = _without_copies(folder, name)
    problems += copies
    for path in paths:
        shown = f"{name}/{path.name}"
        if path.suffix != ".md" or path.is_symlink() or path.is_dir():
            problems.append(_stray(shown, "a file of another kind", "Markdown files only"))
            continue
        try:
            matter = split_front_matter(read_text(path, shown))
            document = parse_yaml(shown, matter.yaml, first_line=2, is_open=False)
        except ProblemsFoundError as error:
            problems += error.problems
            continue
        found = faults(document, _PROSE)
        problems += found
        if not found:
            prose.append(_prose(path.stem, document.content, matter))
    return prose, problems


def _prose(name: str, content: Mapping[str, Any], matter: MarkdownFile) -> Prose:
    synthetic = content.get("synthetic") == "true"
    return Prose(name, content["source"], matter.body, matter.body_line, synthetic, tuple(content.get("typed", ())))


def _clearance_faults(item: _Item, sources: Iterable[str], policy: Policy) -> list[Problem]:
    """Why a thing may not lie in its folder: nothing where it may."""
    names = list(sources)
    found = [policy.sources[name] for name in names if name in policy.sources]
    problems = [
        Problem(
            "unknown-name",
            item.file,
            item.line,
            f"unknown source {quoted(name, is_open=item.audience == policy.open_audience)}",
            expected_one_of(name, "source", policy.sources),
            place=item.place,
            rests_on=POLICY,
        )
        for name in names
        if name not in policy.sources
    ]
    problems += [
        Problem(
            "source-not-cleared",
            item.file,
            item.line,
            f'the source "{source.id}" in the folder of the {item.audience} audience',
            f"it in the folder {source.audience}/",
            f"{source.name} may be shown to the {source.audience} audience only",
            place=item.place,
            rests_on=POLICY,
        )
        for source in found
        if not policy.cleared(source, item.audience)
    ]
    restricted = [source for source in found if not policy.is_open(source)]
    listed = [
        source for source in restricted if item.name in (source.datasets if item.kind == "datasets" else source.prose)
    ]
    if restricted and not listed and not problems:
        expected = f'"{item.name}" under {restricted[0].id} in sources.yml'
        problems.append(
            Problem(
                "source-not-listed",
                item.file,
                item.line,
                f"{item.kind} that the source does not list",
                expected,
                place=item.place,
                rests_on=POLICY,
            )
        )
    return problems


def _without_copies(folder: Path, shown: str) -> tuple[list[Path], list[Problem]]:
    """What lies in a folder but what other programs left there, and copies, which are told: once for a dataset."""
    paths = [path for path in sorted(folder.iterdir()) if not is_litter(path.name)]
    copies = copies_among({path.name for path in paths})
    told = {PurePosixPath(name).stem: copied_file(f"{shown}/{name}", of) for name, of in copies.items()}
    return [path for path in paths if path.name not in copies], [*told.values()]


def copied_file(name: str, original: str) -> Problem:
    """What is told of a file that is called a copy of another one."""
    expected = f"one file of each name. Put it in the place of {original}, or delete it"
    return Problem("copied-file", name, 0, f"a copy of {original}", expected)


def _by_their_names(paths: list[Path], shown: str) -> tuple[list[Path], dict[str, Problem]]:
    """The files of a folder but those whose names have another end, and their pairs; and what is told, by id."""
    misnamed: dict[str, Problem] = {}
    for path in paths:
        if right := _right_name(path.name):
            advice = "Rename the file. Windows hides the ends of names until you ask it to show them"
            found = Problem("file-name", f"{shown}/{path.name}", 0, "a name with another end", right, advice)
            misnamed[right.partition(".")[0]] = found
    read = [
        path for path in paths if not _right_name(path.name) and (path.stem not in misnamed or _pair(path).exists())
    ]
    return read, misnamed


def _right_name(name: str) -> str | None:
    """The name that a table or its descriptor would have, where its end is another one, such as .csv.csv or .yml."""
    found = _ENDS.fullmatch(name)
    if not found or name == CORRECTIONS:
        return None
    right = f"{found['id']}.{'csv' if found['csv'] else 'yaml'}"
    return right if right != name else None


def _pair(path: Path) -> Path:
    """The other file of a dataset."""
    return path.with_suffix(".yaml" if path.suffix == ".csv" else ".csv")


def _lone(name: str, path: Path) -> Problem:
    """A CSV without its descriptor."""
    waiting = [each.stem for each in path.parent.glob("*.yaml") if not each.with_suffix(".csv").exists()]
    close = nearest(path.stem, waiting)
    if close:
        told = f"a CSV whose descriptor is called {close}.yaml", f"one name for both, such as {close}.csv"
        return Problem("lone-csv", name, 0, *told, about=f"{name.rpartition('/')[0]}/{close}.csv")
    return Problem("lone-csv", name, 0, "a CSV on its own", f"a descriptor {path.stem}.yaml beside it")


def _stray(name: str, found: str, expected: str = "CSV files with their YAML descriptors") -> Problem:
    return Problem("stray-file", name, 0, found, expected, "Move it elsewhere")
