"""Every fault in the pages, the prose and the datasets of one edition, each told once at its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from macros.charts.chart import Chart, check_kind
from macros.language.calls import bind
from macros.language.site_map import PublishedPage, SiteMap
from macros.language.template import SAYS, Fault, MacroCall, Part, RestrictedBlock, parse_template
from macros.language.words import source_of, words_of
from macros.pages.page import (
    IN_BRIEF,
    PRIORITY,
    WITH_HEADLINE,
    PageFile,
    argument_of,
    dataset_of,
    shown_calls,
    text_at,
    texts_under,
)
from macros.pages.verdicts import Alone, Over, Verdicts
from macros.pages.written_twice import written_twice
from macros.phrasebook.phrases import LANGUAGES
from macros.vocabulary.figures import Draw
from macros.vocabulary.sentences import SENTENCE_MACROS
from macros.vocabulary.vocabulary import MACROS, Vocabulary, in_language
from redaction.data.areas import area_faults, geographies_of
from redaction.data.dataset import Dataset
from redaction.data.looked_up import LookedUp
from redaction.data.telling import words_faults
from redaction.diagnostics.errors import SOURCES, LookupFailedError, Problem, UsedFailedError, WithheldError
from redaction.diagnostics.suggestions import expected_one_of, unknown
from redaction.expressions import holds, parse_expectation
from redaction.reconciliation.claims import CLAIMS, claim_faults
from redaction.reconciliation.same_quantity import SAME_QUANTITY, link_faults
from redaction.view import Prose, View

_UNTRUE = "untrue-sentence"
_OPEN_FILES = ("docs/", "data/")


@dataclass(frozen=True)
class Checked:
    """What is wrong with something, and the charts that its calls ask for, each with the audience of its data."""

    problems: tuple[Problem, ...]
    charts: tuple[tuple[Chart, str], ...]


def check_pages(
    pages: Iterable[PageFile], vocabulary: Vocabulary, unread: Iterable[str] = (), kept: Verdicts | None = None
) -> list[Problem]:
    """Every fault in the datasets, the prose and the pages of a View, each once.

    What rests on a dataset that could not be read (`unread`) is not reported again.
    Every call is made, so a chart that the vocabulary is asked to draw is one that the edition needs.
    Where verdicts are `kept`, one of a thing that rests on the same as before is taken from them.
    """
    kept = kept or Alone()
    view, pages = vocabulary.view, tuple(pages)
    paths, edition = tuple(page.path for page in pages), view.edition.id
    macros = asked_over(kept, vocabulary)
    checked: list[Checked] = []
    names = dict.fromkeys(unread)
    faulty = kept.names(names)
    for dataset in view.datasets.values():
        checked.append(kept.over((edition, dataset.id), _checked_dataset, macros, dataset, faulty))
        if any(each.rule != _UNTRUE for each in checked[-1].problems):  # an untrue note spoils no number
            faulty = kept.names(names := {**names, dataset.id: None})
    for prose in view.prose.values():
        checked.append(kept.over((edition, prose.name), _checked_prose, macros, prose, faulty))
        if checked[-1].problems:
            faulty = kept.names(names := {**names, prose.name: None})
    checked += [kept.over(edition, judge, macros, paths, faulty) for judge in _OF_ALL]
    spoken = {language: _told_in(kept, macros, language) for language in dict.fromkeys(page.language for page in pages)}
    for page in pages:
        checked.append(kept.over((edition, page.path), _checked_page, spoken[page.language], page, faulty))
    for chart, audience in dict.fromkeys(chart for each in checked for chart in each.charts):
        vocabulary.draw(chart, audience)
    return [problem for each in checked for problem in each.problems]


def view_over(kept: Verdicts, view: View) -> Over[View]:
    """A View over any datasets."""
    return Over(view, kept.as_before(("bare", view.edition.id), view.over({})), LookedUp(view.datasets), View.over)


def asked_over(kept: Verdicts, vocabulary: Vocabulary) -> Over[Vocabulary]:
    """The macros of an edition, asked outside its pages over any datasets; nothing is drawn."""
    view, others = vocabulary.view, (vocabulary.site, vocabulary.archive)
    bare = kept.of(view.edition.id, _undrawn, view.over({}), *others)
    return Over(_undrawn(view, *others), bare, LookedUp(view.datasets), _over)


def _over(macros: Vocabulary, datasets: Mapping[str, Dataset]) -> Vocabulary:
    return replace(macros, view=macros.view.over(datasets))


def _told_in(kept: Verdicts, macros: Over[Vocabulary], language: str) -> Over[Vocabulary]:
    """The same told in a language, that of the site where none is named."""
    view = macros.whole.view
    told = kept.of((view.edition.id, language), in_language, macros.bare, language or view.language)
    return replace(macros, whole=in_language(macros.whole, language or view.language), bare=told)


def _undrawn(view: View, site: SiteMap, archive: str) -> Vocabulary:
    return Vocabulary(view, nowhere, site, draw=asking({}), archive=archive)


def nowhere() -> PublishedPage:
    """The page that macros are asked on outside all pages."""
    return PublishedPage("index.md", "")


def asking(asked: dict[tuple[Chart, str], None]) -> Draw:
    """What draws nothing, and notes the charts that it is asked for."""

    def draw(chart: Chart, audience: str) -> str:
        asked[chart, audience] = None
        return "<svg></svg>"

    return draw


def _checked(vocabulary: Vocabulary, faults: Callable[[Vocabulary], Iterable[Problem]]) -> Checked:
    """What is found with the macros over a View, and the charts that are asked for meanwhile."""
    asked: dict[tuple[Chart, str], None] = {}
    problems = tuple(faults(replace(vocabulary, draw=asking(asked))))
    return Checked(problems, tuple(asked))


def _checked_dataset(vocabulary: Vocabulary, dataset: Dataset, faulty: Container[str]) -> Checked:
    return _checked(vocabulary, lambda macros: dataset_faults(dataset, macros, faulty))


def _checked_prose(vocabulary: Vocabulary, prose: Prose, faulty: Container[str]) -> Checked:
    file = f"{vocabulary.view.sources[prose.source].audience}/prose/{prose.name}.md"
    return _checked(vocabulary, lambda macros: _text_faults(file, prose.text, prose.first_line, macros, faulty))


def _checked_figures(vocabulary: Vocabulary, _paths: tuple[str, ...], _faulty: Container[str]) -> Checked:
    return _checked(vocabulary, lambda macros: _figure_number_faults(macros.view))


def _checked_areas(vocabulary: Vocabulary, paths: tuple[str, ...], faulty: Container[str]) -> Checked:
    return _checked(vocabulary, lambda macros: _area_faults(macros.view, paths, faulty))


def _checked_print(vocabulary: Vocabulary, paths: tuple[str, ...], faulty: Container[str]) -> Checked:
    return _checked(vocabulary, lambda macros: _reconciliation_faults(macros, paths, faulty))


# What no dataset and no page is at fault for alone: numbers of figures, areas, what was printed.
_OF_ALL = (_checked_figures, _checked_areas, _checked_print)


def _checked_page(vocabulary: Vocabulary, page: PageFile, faulty: Container[str]) -> Checked:
    return _checked(vocabulary, lambda macros: check_page(page, macros, faulty))


JUDGES = (_checked_dataset, _checked_prose, *_OF_ALL, _checked_page)


def check_page(page: PageFile, vocabulary: Vocabulary, faulty: Container[str] = ()) -> list[Problem]:
    """Every fault in one page; what rests on a faulty dataset or prose is not reported again."""
    document, problems = page.front_matter, [*page.front_matter_faults]
    problems += [
        replace(
            document.problem(
                "unknown-name", ("sources", index), f'unknown source "{name}"', _expected_source(name, vocabulary.view)
            ),
            rests_on=SOURCES,
        )
        for index, name in enumerate(texts_under(document, "sources"))
        if name not in vocabulary.view.sources and not any(f'"{name}"' in problem.found for problem in problems)
    ]
    findings = texts_under(document, "findings")
    for index, finding in enumerate(findings):
        line = document.line(("findings", index))
        problems += _text_faults(page.name, finding, line, vocabulary, faulty)
    problems += _in_brief_faults(page, vocabulary, faulty)
    here = replace(vocabulary, page=lambda: PublishedPage(page.path, "", () if problems else tuple(findings)))
    known = _Besides(faulty, "key_findings") if problems else faulty
    return problems + _text_faults(page.name, page.body, page.body_line, here, known)


@dataclass(frozen=True)
class _Besides:
    """Some names, and one more."""

    names: Container[str]
    one: str

    def __contains__(self, name: object) -> bool:
        return name == self.one or name in self.names


def _in_brief_faults(page: PageFile, vocabulary: Vocabulary, faulty: Container[str]) -> Iterator[Problem]:
    """Every fault in what a page says of its priority in brief."""
    for name in IN_BRIEF if not page.front_matter_faults else ():
        text, line = text_at(page.front_matter, (PRIORITY, name)), page.front_matter.line((PRIORITY, name))
        for fault in _sentence_faults(text, page.name, vocabulary, faulty):
            yield fault.at(page.name, line)


def written_faults(page: PageFile) -> list[Problem]:
    """Faults of a page that show without any data: those of its front matter, and of the language of its body."""
    found = [fault.at(page.name, page.body_line) for fault in page.template.faults]
    return [*page.front_matter_faults, *found]


def _text_faults(
    file: str, text: str, first_line: int, vocabulary: Vocabulary, faulty: Container[str]
) -> list[Problem]:
    template = parse_template(text, MACROS)
    found = [*template.faults, *_part_faults(template.parts, vocabulary, faulty)]
    found += written_twice(template.parts, vocabulary)
    found = [_with_sentence(fault, text, is_open=file.startswith(_OPEN_FILES)) for fault in found]
    return [fault.at(file, first_line) for fault in found] + list(
        _repeated_figures(file, first_line, template.parts, vocabulary.view)
    )


@dataclass(frozen=True)
class _Untrue(Fault):
    """An expectation that the data do not bear out."""

    call: MacroCall


def _with_sentence(fault: Fault, text: str, *, is_open: bool) -> Fault:
    """A fault, with the sentence that is not true where it is one; a restricted sentence is not quoted."""
    words = words_of(text, MACROS) if isinstance(fault, _Untrue) else None
    if words is None or not isinstance(fault, _Untrue):
        return fault
    sentence = next(source_of(words, each) for each in words.sentences if fault.call in each.calls)
    found = f'a sentence that is not true of the data: "{sentence}"' if is_open else "a sentence that is not true"
    expected, advice = (fault.error.expected, fault.error.advice) if is_open else ("words that are", "")
    return Fault(fault.line, LookupFailedError(_UNTRUE, found, expected, advice))


def _part_faults(parts: Iterable[Part], vocabulary: Vocabulary, faulty: Container[str]) -> Iterator[Fault]:
    for part in parts:
        if isinstance(part, RestrictedBlock):
            yield from _block_faults(part, vocabulary, faulty)
        elif isinstance(part, MacroCall):
            yield from _call_faults(part, vocabulary, faulty)


def _call_faults(call: MacroCall, vocabulary: Vocabulary, faulty: Container[str]) -> Iterator[Fault]:
    if any(name in faulty for name in (call.name, *_names_in(call))):
        return
    try:
        vocabulary.call(call)
        if call.name == SAYS:
            yield from _untrue(call, vocabulary.view)
    except UsedFailedError:
        return
    except LookupFailedError as error:
        if error.dataset not in faulty:
            yield Fault(call.line, error)


def _untrue(call: MacroCall, view: View) -> Iterator[Fault]:
    """An expectation that the data do not bear out; raises LookupFailedError where it cannot be asked."""
    words, *expressions = map(str, call.arguments)
    for each in expressions:
        if not holds(view, parse_expectation(each)):
            found, expected = f'"{words}", which the data do not support', f'"{each}" to be true'
            yield _Untrue(
                call.line, LookupFailedError(_UNTRUE, found, expected, "Correct the words, or the data"), call
            )
            return  # one sentence, one message


def _block_faults(block: RestrictedBlock, vocabulary: Vocabulary, faulty: Container[str]) -> Iterator[Fault]:
    yield from _call_faults(block.call, vocabulary, faulty)
    source = argument_of(block.call, "source")
    inside = [part for part in block.inside if not isinstance(part, RestrictedBlock)]
    for part in block.inside:
        if isinstance(part, RestrictedBlock):
            yield Fault(
                part.call.line,
                LookupFailedError("restricted-block", "a restricted block inside another", "one after the other"),
            )
    found_inside = [
        fault
        for call in inside
        if isinstance(call, MacroCall)
        for fault in _block_call_faults(call, source, vocabulary, faulty)
    ]
    yield from found_inside
    known = vocabulary.view.sources.get(source or "")
    if not found_inside and known and known.audience == vocabulary.view.edition.audiences[0]:
        found = f"a restricted block of {source}, which everybody may see"
        expected = "the text alone, without the lines before and after it"
        yield Fault(block.call.line, LookupFailedError("released-source", found, expected))


def _block_call_faults(
    call: MacroCall, source: str | None, vocabulary: Vocabulary, faulty: Container[str]
) -> Iterator[Fault]:
    """Faults in a call inside a block; where this edition will not make it, only ids and arguments can be checked."""
    dataset, view = dataset_of(call), vocabulary.view
    if source not in view.sources or call.name in faulty or (call.name == SAYS and source not in view.visible):
        return
    owner = view.withheld.get(dataset or "")
    owner = owner or next((each.id for each in view.sources.values() if dataset in each.datasets), None)
    if dataset and owner not in (None, source) and not (source in view.visible and dataset in view.withheld):
        expected = f"a dataset of {source}, or one that everybody may see"
        yield Fault(
            call.line,
            LookupFailedError("withheld-dataset", f'the dataset "{dataset}", which rests on {owner}', expected),
        )
    elif source in view.visible or dataset is None or dataset in view.datasets:
        yield from _call_faults(call, vocabulary, faulty)
    elif owner is None:
        own = [name for name, withheld_by in view.withheld.items() if withheld_by == source]
        yield Fault(call.line, unknown("dataset", dataset, [*own, *view.datasets]))
    else:
        try:
            arguments = bind(getattr(Vocabulary, call.name), call)
            if call.name == "figure":
                check_kind(dataset, arguments.get("chart", ""))
        except LookupFailedError as error:
            yield Fault(call.line, error)


def _names_in(call: MacroCall) -> set[str]:
    """What the arguments of a call name, the datasets of its expressions and references among them."""
    texts = [value for value in (*call.arguments, *call.named.values()) if isinstance(value, str)]
    references = (token for text in texts for token in re.findall(r"[^\s()]+", text) if "/" in token)
    return {*texts, *(reference.partition("/")[0] for reference in references)}


def dataset_faults(dataset: Dataset, vocabulary: Vocabulary, faulty: Container[str]) -> Iterator[Problem]:
    """Every fault in the derived columns, the headline and the notes of a dataset."""
    descriptor = dataset.descriptor
    file = _file_of(dataset, vocabulary.view)
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
                if str(error) not in seen and error.place == f"{dataset.id}/{column.name}":
                    line = descriptor.lines.get(column.name, 0)
                    yield _in_descriptor(error.original).at(file, line, f"line {line}, derived > {column.name}")
                seen.add(str(error))
    for place, sentence, told in _sentences(dataset, vocabulary):
        line = descriptor.lines.get(place, 0)
        for fault in _sentence_faults(sentence, file, told, faulty):
            yield _in_descriptor(fault.error).at(file, line, f"line {line}, {place}")
    yield from words_faults(dataset, file, LANGUAGES, vocabulary.view.written)


def _sentences(dataset: Dataset, vocabulary: Vocabulary) -> Iterator[tuple[str, str, Vocabulary]]:
    """Every sentence of a dataset by its place in the descriptor, with the macros in its language."""
    yield from ((place, sentence, vocabulary) for place, sentence in dataset.sentences.items())
    for language, words in dataset.descriptor.languages.items():
        if language in LANGUAGES:
            spoken = in_language(vocabulary, language)
            yield from ((f"languages > {language} > {each}", text, spoken) for each, text in words.sentences.items())


def _sentence_faults(sentence: str, file: str, vocabulary: Vocabulary, faulty: Container[str]) -> Iterator[Fault]:
    """Every fault in a headline or a note."""
    template = parse_template(sentence, SENTENCE_MACROS)
    beside = written_twice(template.parts, vocabulary)
    for fault in (*template.faults, *_part_faults(template.parts, vocabulary, faulty), *beside):
        yield _with_sentence(fault, sentence, is_open=file.startswith(_OPEN_FILES))


def _file_of(dataset: Dataset, view: View) -> str:
    """The descriptor of a dataset as messages call it: in the repository, or in the pack."""
    is_open = dataset.audience == view.edition.audiences[0]
    return f"data/{dataset.audience}/{dataset.id}.yaml" if is_open else f"{dataset.audience}/{dataset.id}.yaml"


def _in_descriptor(error: LookupFailedError) -> LookupFailedError:
    """A failure as a descriptor can mend it: there is no restricted block to write in one."""
    if isinstance(error, WithheldError):
        return LookupFailedError("withheld-dataset", error.found, "a dataset that everybody who sees this one may see")
    return error


def _figure_number_faults(view: View) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for dataset in view.datasets.values():
        number = dataset.descriptor.figure
        if number in first:
            file = _file_of(dataset, view)
            found = f'figure "{number}", which {first[number]} has too'
            line = dataset.descriptor.lines.get("figure", 0)
            yield Problem("figure-number-twice", file, line, found, "a number of its own")
        elif number:
            first[number] = dataset.id


def _area_faults(view: View, paths: Iterable[str], faulty: Container[str]) -> Iterator[Problem]:
    """Every area that a row says something of, and that no dataset of its geography has."""
    read = [dataset for name, dataset in view.datasets.items() if name not in faulty]
    for geography in geographies_of(read):
        known = [area.id for area in geography.areas]
        for account in geography.accounts:
            file = _file_of(account, view).replace(".yaml", ".csv")
            yield from area_faults(account, known, file, paths, is_open=file.startswith(_OPEN_FILES))


def _reconciliation_faults(vocabulary: Vocabulary, paths: Iterable[str], faulty: Container[str]) -> Iterator[Problem]:
    """Every fault in what was printed and in what is linked, at its row; a page that is unread may show anything."""
    view = vocabulary.view
    pages = dict.fromkeys(paths, tuple(view.datasets)) | {
        page.path: tuple(page.figures) for page in vocabulary.site.pages
    }
    for name in (CLAIMS, SAME_QUANTITY):
        if name not in view.datasets or name in faulty:
            continue
        dataset = view.datasets[name]
        file = _file_of(dataset, view).replace(".yaml", ".csv")
        if name == CLAIMS:
            yield from claim_faults(view, dataset, file, pages, faulty)
        else:
            yield from link_faults(view, dataset, file, faulty)


def _repeated_figures(file: str, first_line: int, parts: Iterable[Part], view: View) -> Iterator[Problem]:
    seen: set[str] = set()
    for call in shown_calls(parts, view, _always):
        dataset = dataset_of(call)
        if call.name in WITH_HEADLINE and dataset:
            if dataset in seen:
                error = LookupFailedError(
                    "figure-twice",
                    f'the figure "{dataset}" again',
                    "each figure once on a page",
                    "A figure has its table with it" if call.name == "table" else "",
                )
                yield error.at(file, first_line + call.line - 1)
            seen.add(dataset)


def _always(_: str | None) -> bool:
    return True


def _expected_source(name: str, view: View) -> str:
    return expected_one_of(name, "source", view.sources)
