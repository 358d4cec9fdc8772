"""Pages as written: their front matter and calls, and every fault in them for one edition."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from macros.language import Fault, MacroCall, Part, RestrictedBlock, parse_template
from macros.site_map import PublishedPage, Section, SiteMap, in_order
from macros.vocabulary import MACROS, Vocabulary, signature
from redaction.dataset import Dataset
from redaction.errors import LookupFailedError, Problem, ProblemsFoundError, UsedFailedError
from redaction.front_matter import split_front_matter
from redaction.schema import faults, list_of, mapping_of, one_of, optional, slug, text
from redaction.spelling import expected_one_of, unknown
from redaction.view import View
from redaction.yaml_document import YamlDocument, parse_yaml

_FRONT_MATTER = mapping_of(
    {
        "title": text,
        "description": text,
        optional("sources"): list_of(slug),
        optional("findings"): list_of(text),
        optional("hide"): list_of(one_of("navigation", "toc")),
    }
)
_WITH_HEADLINE = ("figure", "table")


@dataclass(frozen=True)
class PageFile:
    """A page: its path under docs/, and its text."""

    path: str
    text: str

    @property
    def name(self) -> str:
        """What messages call it."""
        return f"docs/{self.path}"


def check_pages(pages: Iterable[PageFile], vocabulary: Vocabulary, unread: Iterable[str] = ()) -> list[Problem]:
    """Every fault in the datasets, the prose and the pages of a View, each once.

    What rests on a dataset that could not be read (`unread`) is not reported again.
    Every call is made, so a chart that the vocabulary is asked to draw is one that the edition needs.
    """
    problems: list[Problem] = []
    faulty = set(unread)
    for dataset in vocabulary.view.datasets.values():
        found = list(_dataset_faults(dataset, vocabulary, faulty))
        problems += found
        if found:
            faulty.add(dataset.id)
    for prose in vocabulary.view.prose.values():
        file = f"{vocabulary.view.sources[prose.source].audience}/prose/{prose.name}.md"
        found = _text_faults(file, prose.text, prose.first_line, vocabulary, faulty)
        problems += found
        if found:
            faulty.add(prose.name)
    problems += _figure_number_faults(vocabulary.view)
    for page in pages:
        problems += check_page(page, vocabulary, faulty)
    return problems


def check_page(page: PageFile, vocabulary: Vocabulary, faulty: Iterable[str] = ()) -> list[Problem]:
    """Every fault in one page; what rests on a faulty dataset or prose is not reported again."""
    matter = split_front_matter(page.text)
    try:
        document = parse_yaml(page.name, matter.yaml, first_line=2)
    except ProblemsFoundError as error:
        return list(error.problems)
    problems = faults(document, _FRONT_MATTER)
    if problems:
        document = replace(document, content={})
    problems += [
        document.problem(("sources", index), f'unknown source "{name}"', _expected_source(name, vocabulary.view))
        for index, name in enumerate(_texts(document, "sources"))
        if name not in vocabulary.view.sources
    ]
    findings = _texts(document, "findings")
    for index, finding in enumerate(findings):
        line = document.line(("findings", index))
        problems += _text_faults(page.name, finding, line, vocabulary, faulty)
    here = replace(vocabulary, page=lambda: PublishedPage(page.path, "", () if problems else tuple(findings)))
    if problems:
        faulty = {*faulty, "key_findings"}
    return problems + _text_faults(page.name, matter.body, matter.body_line, here, faulty)


def sections_of(numbered: Iterable[Any]) -> tuple[Section, ...]:
    """The sections of the assessment, as `extra: sections:` of mkdocs.yml lists them."""
    return tuple(Section(str(each["number"]), each["title"], each.get("page") or "") for each in numbered)


def site_map_of(sections: tuple[Section, ...], pages: Iterable[PageFile]) -> SiteMap:
    """What pages say of each other; a page whose front matter cannot be read is left out."""
    published = []
    for page in pages:
        matter = split_front_matter(page.text)
        try:
            document = parse_yaml(page.name, matter.yaml, first_line=2)
        except ProblemsFoundError:
            continue
        if not faults(document, _FRONT_MATTER):
            calls = _calls(parse_template(matter.body, MACROS).parts)
            shown = [dataset for call in calls if call.name in _WITH_HEADLINE and (dataset := _dataset_of(call))]
            title = str(document.content["title"])
            published.append(PublishedPage(page.path, title, tuple(_texts(document, "findings")), tuple(shown)))
    return SiteMap(sections, in_order(published))


def _texts(document: YamlDocument, key: str) -> list[str]:
    return [str(each) for each in document.content.get(key, ())]


def _text_faults(file: str, text: str, first_line: int, vocabulary: Vocabulary, faulty: Iterable[str]) -> list[Problem]:
    template = parse_template(text, MACROS)
    found = [*template.faults, *_part_faults(template.parts, vocabulary, frozenset(faulty))]
    return [fault.error.at(file, first_line + fault.line - 1) for fault in found] + list(
        _repeated_figures(file, first_line, template.parts)
    )


def _part_faults(parts: Iterable[Part], vocabulary: Vocabulary, faulty: frozenset[str]) -> Iterator[Fault]:
    for part in parts:
        if isinstance(part, RestrictedBlock):
            yield from _block_faults(part, vocabulary, faulty)
        elif isinstance(part, MacroCall):
            yield from _call_faults(part, vocabulary, faulty)


def _call_faults(call: MacroCall, vocabulary: Vocabulary, faulty: frozenset[str]) -> Iterator[Fault]:
    if faulty & {call.name, *_names_in(call)}:
        return
    try:
        vocabulary.call(call)
    except UsedFailedError:
        return
    except LookupFailedError as error:
        yield Fault(call.line, error)


def _block_faults(block: RestrictedBlock, vocabulary: Vocabulary, faulty: frozenset[str]) -> Iterator[Fault]:
    yield from _call_faults(block.call, vocabulary, faulty)
    source = next(iter(block.call.arguments), block.call.named.get("source"))
    if source in vocabulary.view.visible:
        yield from _part_faults(block.inside, vocabulary, faulty)
    elif source in vocabulary.view.sources:
        for part in block.inside:
            if isinstance(part, MacroCall):
                yield from _withheld_call_faults(part, str(source), vocabulary, faulty)
            elif isinstance(part, RestrictedBlock):
                error = LookupFailedError("a restricted block inside another", "one after the other")
                yield Fault(part.call.line, error)


def _withheld_call_faults(
    call: MacroCall, source: str, vocabulary: Vocabulary, faulty: frozenset[str]
) -> Iterator[Fault]:
    """Faults in a call that this edition will not make: only the ids that the policy knows can be checked."""
    dataset = _dataset_of(call)
    view = vocabulary.view
    if dataset is None or dataset in view.datasets:
        yield from _call_faults(call, vocabulary, faulty)
    elif view.withheld.get(dataset) != source:
        own = [name for name, owner in view.withheld.items() if owner == source]
        yield Fault(call.line, unknown("dataset", dataset, [*own, *view.datasets]))


def _dataset_of(call: MacroCall) -> str | None:
    if "dataset" not in signature(call.name).parameters:
        return None
    found = next(iter(call.arguments), call.named.get("dataset"))
    return found if isinstance(found, str) else None


def _names_in(call: MacroCall) -> set[str]:
    return {value for value in (*call.arguments, *call.named.values()) if isinstance(value, str)}


def _dataset_faults(dataset: Dataset, vocabulary: Vocabulary, faulty: Iterable[str]) -> Iterator[Problem]:
    descriptor = dataset.descriptor
    file = f"data/{dataset.audience}/{dataset.id}.yaml"
    if descriptor.selection and not dataset.supplied and descriptor.selection.dataset not in faulty:
        try:
            vocabulary.view.column(descriptor.selection.dataset, descriptor.selection.rank)
        except LookupFailedError as error:
            line = descriptor.lines.get("rows_of", 0)
            yield error.at(file, line, f"line {line}, rows_of")
    for column in descriptor.derived:
        seen = set()
        for row in dataset.rows:
            if any(column.operand(name, row.id).partition("/")[0] in faulty for name in column.operands):
                continue
            try:
                vocabulary.view.quantity(dataset.id, row.id, column.name)
            except UsedFailedError as error:
                if str(error) not in seen and not isinstance(error.original, UsedFailedError):
                    line = descriptor.lines.get(column.name, 0)
                    yield error.at(file, line, f"line {line}, derived > {column.name}")
                seen.add(str(error))
    template = parse_template(descriptor.headline, MACROS)
    line = descriptor.lines.get("headline", 0)
    for fault in (*template.faults, *_part_faults(template.parts, vocabulary, frozenset(faulty))):
        yield fault.error.at(file, line, f"line {line}, headline")


def _figure_number_faults(view: View) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for dataset in view.datasets.values():
        number = dataset.descriptor.figure
        if number in first:
            file = f"data/{dataset.audience}/{dataset.id}.yaml"
            found = f'figure "{number}", which {first[number]} has too'
            yield Problem(file, 0, "figure", found, "a number of its own")
        elif number:
            first[number] = dataset.id


def _repeated_figures(file: str, first_line: int, parts: Iterable[Part]) -> Iterator[Problem]:
    seen: set[str] = set()
    for call in _calls(parts):
        dataset = _dataset_of(call)
        if call.name in _WITH_HEADLINE and dataset:
            if dataset in seen:
                expected = "each figure once on a page"
                error = LookupFailedError(f'the figure "{dataset}" again', expected)
                yield error.at(file, first_line + call.line - 1)
            seen.add(dataset)


def _calls(parts: Iterable[Part]) -> Iterator[MacroCall]:
    for part in parts:
        if isinstance(part, MacroCall):
            yield part
        elif isinstance(part, RestrictedBlock):
            yield from _calls(part.inside)


def _expected_source(name: str, view: View) -> str:
    return expected_one_of(name, "source", view.sources)
