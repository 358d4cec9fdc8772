"""What `wording.yml` declares, held against every text of the project that readers see."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVarTuple

from assess.lint.texts import CHECKED, Text
from assess.lint.wording.declarations import FILE, Exemption, Known, Wording
from assess.lint.wording.lasting import Text as Beside
from assess.lint.wording.lasting import lasting_faults, undated_cells
from assess.lint.wording.periods import mixed_periods, older_years
from assess.lint.wording.related_figures import related_figures
from assess.lint.wording.stale import left_behind, stale_columns, stale_faults, stale_period
from assess.lint.wording.unsupported import Reader
from assess.project.settings import Settings
from macros.language.template import MacroCall
from macros.language.words import Found, Sentence, Words, source_of, words_of
from macros.pages.page import PRIORITY, PageFile
from macros.pages.verdicts import Over, Verdicts
from macros.vocabulary.sentences import SENTENCE_MACROS
from macros.vocabulary.vocabulary import MACROS
from redaction.data.dataset import Dataset
from redaction.data.looked_up import Asked, ask
from redaction.diagnostics.errors import Problem
from redaction.view import View

Given = TypeVarTuple("Given")
_TITLE = re.compile(r'(?<=\A---\n)title: "?(?P<number>\d+(?:\.\d+)*) ')
_PRIORITY = re.compile(
    r"\[Priority (?P<last>\d)\]\((?P<path>[^)#\s]+\.md)[^)]*\)|(?<=\A---\n)title: .*Priority (?P<title>\d)"
)
_LINK = re.compile(r"\[(?P<number>\d+(?:\.\d+)*)(?: [^\]]*)?\]\((?P<path>[^)#\s]+\.md)[^)]*\)")
_TITLED = re.compile(r"^#+ Section (?P<number>\d+(?:\.\d+)*): (?P<title>[^{\n]*[^{\s])", re.MULTILINE)
_FILE_NUMBER = re.compile(r"(?:^|/)(\d+(?:-\d+)*)-[a-z][^/]*$")
_FIGURES = re.compile(r"\b[Ff]igures? \d+[a-z]?(?:(?:, | and | to )\d+[a-z]?)*")
_OF_PRINT = "differences"  # the macro of the page that tells what was printed otherwise, of any figure


def known_of(wording: Wording, datasets: Iterable[Dataset], pages: Iterable[PageFile], settings: Settings) -> Known:
    """What declared numerals may name: figures and texts of the open data, sections with a page, declared dates."""
    datasets = tuple(datasets)
    sections = {each.number for each in settings.sections}
    titles: dict[str, frozenset[str]] = {}
    for page in pages:
        title = next((text for text, _ in page.texts), "")
        if found := re.match(r"(\d+(?:\.\d+)*) ?(.*)", title):
            sections.add(found[1])
            titles[found[1]] = titles.get(found[1], frozenset()) | {found[2]}
    cells = {cell.text for each in datasets for row in each.rows for cell in row.cells.values() if cell.number is None}
    figures = "\n".join(each.descriptor.figure for each in datasets)
    labels = {f"{each.id}/{row.id}": row.label for each in datasets for row in each.rows}
    periods = [text for each in datasets for text in (each.descriptor.period, *each.descriptor.shown_columns.values())]
    periods += [settings.year, *(row.label for each in datasets for row in each.rows)]
    dates = wording.dates | wording.dates_in(periods)
    return Known(figures, frozenset(sections), dates, "\n".join(sorted(cells)), labels, titles)


def page_faults(reader: Reader, page: PageFile, view: View) -> list[Problem]:
    """Everything wrong with the words of a page beside its numbers, as an edition that shows all of it has them."""
    problems = [
        *_section_faults(page),
        *_titled_faults(page, reader),
        *_priority_faults(page),
        *_figure_faults(reader, page, view),
    ]
    if (page.language or view.language) not in CHECKED:
        return problems
    every = [call for words, _ in page.words for call in words.calls]
    results = {line for key, _, line in page.matters if key == PRIORITY}
    for words, line in page.words:
        beside = Beside(words, view, reader.wording, of_result=line in results)
        problems += _lasting(reader, page.name, beside, line, every)
        problems += reader.direction_faults(page.name, words, line, view)
        problems += reader.place_faults(page.name, words, line, view)
        problems += reader.few_faults(page.name, words, line, view)
        problems += mixed_periods(page.name, words, line, view)
    return problems


def typed_in_page(reader: Reader, page: PageFile) -> list[Problem]:
    """Every typed number of a page that nothing bears out, and every expectation that its words contradict."""
    return [fault for words, line in page.words for fault in reader.typed_faults(page.name, words, line)]


def _section_faults(page: PageFile) -> Iterator[Problem]:
    """The numbers of sections that a title or a link gives, where they are not those of the page's own file name."""
    named = [(found, page.path) for found in _TITLE.finditer(page.text)]
    named += [(found, found["path"]) for found in _LINK.finditer(page.text)]
    for found, path in named:
        number = _FILE_NUMBER.search(path.removesuffix("/index.md"))
        expected = number[1].replace("-", ".") if number else found["number"]
        if found["number"] != expected:
            line = page.text.count("\n", 0, found.start()) + 1
            yield Problem(
                "section-number", page.name, line, f'the section "{found["number"]}"', f'"{expected}", of {path}'
            )


def _titled_faults(page: PageFile, reader: Reader) -> Iterator[Problem]:
    """Headings that name a section by its number and the title of another, as in "Section 6.2: Fire prevention"."""
    for found in _TITLED.finditer(page.text):
        titles = ask(reader.known, Known.titles_of, found["number"])
        if titles and found["title"] not in titles:
            line = page.text.count("\n", 0, found.start()) + 1
            given, right = f'the section "{found["number"]}: {found["title"]}"', min(titles)
            yield Problem("section-number", page.name, line, given, f'"{found["number"]}: {right}"')


def _figure_faults(reader: Reader, page: PageFile, view: View) -> Iterator[Problem]:
    """The numbers of figures that a page names although it neither shows them nor takes a number from them.

    The page on what was printed otherwise tells of every figure.
    """
    calls = [call for words, _ in page.words for call in words.calls if call.arguments]
    datasets = [view.datasets.get(str(call.arguments[0])) for call in calls]
    used = {dataset.descriptor.figure for dataset in datasets if dataset}
    if any(call.name == _OF_PRINT for words, _ in page.words for call in words.calls):
        used |= view.of_all(_figures)
    for words, first_line in page.words:
        yield from _other_figures(reader, page.name, words, first_line, used)


def _figures(datasets: Mapping[str, Dataset]) -> frozenset[str]:
    return frozenset(dataset.descriptor.figure for dataset in datasets.values())


def _other_figures(
    reader: Reader, file: str, words: Words, first_line: int, known: Collection[str]
) -> Iterator[Problem]:
    """The numbers of figures that a text names and has nothing to do with."""
    expected = "a figure that stands here, or one that numbers are taken from"
    figures = [*_FIGURES.finditer(words.seen)]
    if figures and not ask(reader.known, Known.tells_figures):
        return
    for found in figures:
        for number in re.findall(r"\d+[a-z]?", found[0]):
            named = any(re.fullmatch(rf"{number}[a-z]?", each) for each in known)
            if not named and not reader.exempts(file, words, Found(found[0], *found.span())):
                line = first_line + words.line(found.start()) - 1
                yield Problem("figure-number", file, line, f'"figure {number}"', expected)


def _priority_faults(page: PageFile) -> Iterator[Problem]:
    """The numbers of priorities that a title or a link gives, where the file of the page ends in another."""
    for found in _PRIORITY.finditer(page.text):
        path = found["path"] or page.path
        number = _FILE_NUMBER.search(path)
        given = found["last"] or found["title"]
        if number and number[1].rpartition("-")[2] != given:
            line = page.text.count("\n", 0, found.start()) + 1
            expected = f'"{number[1].rpartition("-")[2]}", of {path}'
            yield Problem("section-number", page.name, line, f'the priority "{given}"', expected)


# What is not told of the same words beside a problem of each rule.
_BETTER = {
    "unsupported-comparison": "typed-number",
    "stale-period": "typed-number",
    "document-period": "number-of-another",
}


def told_once(problems: Iterable[Problem]) -> list[Problem]:
    """Problems without those whose words another one tells better.

    A number word may be a word that compares, such as halved, or a period that is past. A number of another period may
    stand in what tells of one document.
    """
    every = list(problems)
    told = {(each.file, each.line, better, _quoted(each)) for each in every for better in [_BETTER.get(each.rule, "")]}
    return [each for each in every if (each.file, each.line, each.rule, _quoted(each)) not in told]


def _quoted(problem: Problem) -> str:
    """The first words that a message quotes, or the call that it names."""
    if problem.found.startswith("{{"):
        return problem.found.partition("}}")[0]
    return [*problem.found.split('"'), ""][1].lower()


def sentence_faults(reader: Reader, dataset: Dataset, view: View) -> list[Problem]:
    """What is wrong with the words beside numbers in the headline and the notes of a dataset.

    They may give percentages of few: the table that they stand with has the counts.
    """
    problems: list[Problem] = []
    file, figures = f"data/{dataset.audience}/{dataset.id}.yaml", related_figures(dataset, view)
    own = MacroCall("table", (dataset.id,), {}, 1)
    for place, sentence in dataset.sentences.items():
        words, line = words_of(sentence, SENTENCE_MACROS), dataset.descriptor.lines.get(place, 1)
        if words is not None:
            problems += reader.direction_faults(file, words, line, view)
            problems += reader.place_faults(file, words, line, view)
            problems += _other_figures(reader, file, words, line, figures)
            problems += mixed_periods(file, words, line, view)
            problems += _lasting(reader, file, Beside(words, view, reader.wording, of_data=True), line, [own])
    return [*problems, *_left_in_data(reader, file, dataset, view)]


def _left_in_data(reader: Reader, file: str, dataset: Dataset, view: View) -> Iterator[Problem]:
    """A period of a dataset that is no longer that of its numbers, and reasons in its cells that do not say when."""
    period = stale_period(dataset, view)
    if period:
        found, expected = f'the period "{period}", of numbers that have a later one', "the periods of its columns"
        advice = "Or name those that it tells of, in place of `latest` and `previous`, in its derived columns"
        yield Problem("stale-period", file, dataset.descriptor.lines.get("period", 1), found, expected, advice)
    for name, title, ends in stale_columns(dataset):
        found, expected = f'the column "{title}", of {ends}, beside a later one', "`previous` and `latest` in it"
        line = dataset.descriptor.lines.get(name, 1)
        yield Problem("stale-period", file, line, found, expected, "Or name its period in its title")
    for line, cell in undated_cells(dataset, reader.wording):
        told = f'a reason, "{cell}", in a row whose period moves'
        yield Problem("undated-reason", file.replace(".yaml", ".csv"), line, told, "the period that it explains")


def _lasting(reader: Reader, file: str, text: Beside, first_line: int, every: Iterable[MacroCall]) -> Iterator[Problem]:
    """What may become untrue in the sentences of a text when the data get another period, each sentence once."""
    judged: list[Sentence] = []
    of_print = any(call.name == _OF_PRINT for call in every)
    stale = () if of_print else (*stale_faults(text, every), *left_behind(text))
    for told in (*lasting_faults(text), *stale):
        seen = told.sentence.seen
        start = told.sentence.start + len(seen) - len(seen.lstrip())
        here = Found(seen, start, told.sentence.start + len(seen.rstrip()))
        if told.sentence not in judged and not reader.exempts(file, text.words, here):
            line = first_line + text.words.line(start) - 1
            yield Problem(told.rule, file, line, told.found, told.expected)
        judged.append(told.sentence)
    yield from reader.bare_faults(file, text, first_line, judged)


@dataclass(frozen=True)
class Read:
    """What is wrong with the words of something, and the exemptions that it needs."""

    problems: tuple[Problem, ...]
    used: frozenset[Exemption]


def read_again(
    reader: Reader, kept: Verdicts, what: Hashable, judge: Callable[[Reader, *Given], Iterable[Problem]], *given: *Given
) -> tuple[Problem, ...]:
    """What a function of this module finds with a reader, or found of the same; the reader knows of its exemptions."""
    return _used(reader, kept.of((judge, what), _read, reader.wording, reader.known, judge, given))


def read_beside(
    reader: Reader,
    kept: Verdicts,
    what: Hashable,
    judge: Callable[[Reader, *Given, View], Iterable[Problem]],
    view: Over[View],
    *given: *Given,
) -> tuple[Problem, ...]:
    """The same beside a View, or of one whose datasets are the same in what was learnt of them."""
    return _used(reader, kept.over((judge, what), _read_beside, view, reader.wording, reader.known, judge, given))


def _used(reader: Reader, found: Read) -> tuple[Problem, ...]:
    reader.used |= found.used
    return found.problems


def _read(
    wording: Wording,
    known: Known | Asked[Known],
    judge: Callable[[Reader, *Given], Iterable[Problem]],
    given: tuple[*Given],
) -> Read:
    reader = Reader(wording, known)
    return Read(tuple(judge(reader, *given)), frozenset(reader.used))


def _read_beside(
    view: View,
    wording: Wording,
    known: Known | Asked[Known],
    judge: Callable[[Reader, *Given, View], Iterable[Problem]],
    given: tuple[*Given],
) -> Read:
    return _read(wording, known, judge, (*given, view))


JUDGES = (_read, _read_beside)


def typed_faults(reader: Reader, texts: Iterable[Text], year: str) -> list[Problem]:
    """Every typed number that nothing bears out, and every year that the assessment has left behind."""
    problems: list[Problem] = []
    for each in texts:
        words = words_of(each.text, MACROS)
        if words is not None:
            older = list(older_years(words, year))
            problems += reader.typed_faults(each.file, words, each.line, [found for found, _ in older])
            problems += _older_year_faults(reader, each, words, year, older)
    return problems


def _older_year_faults(
    reader: Reader, text: Text, words: Words, year: str, older: Iterable[tuple[Found, Sentence]]
) -> Iterator[Problem]:
    """Every sentence about the assessment that names a year before its own."""
    is_body = text.file.startswith("docs/") and "\n" in text.text  # a title and a description hold no macro
    expected = f'"{year}", the year of the assessment' + (", by {{ assessment_year() }}" if is_body else "")
    for found, sentence in older:
        if not reader.exempts(text.file, words, found):
            line = text.line + words.text.count("\n", 0, found.start)
            place = f'"{found.text}" in "{source_of(words, sentence)}"'
            yield Problem("older-year", text.file, line, place, expected)


def prose_faults(reader: Reader, view: View) -> list[Problem]:
    """Every typed number in the restricted texts of a View that nothing bears out; none of their words is told."""
    problems: list[Problem] = []
    for prose in view.prose.values():
        words = words_of(prose.text, MACROS)
        if words is not None:
            file = f"{view.sources[prose.source].audience}/prose/{prose.name}.md"
            problems += reader.restricted_number_faults(file, prose, words)
    return problems


def unused_faults(reader: Reader, pages: Iterable[PageFile], shown: Iterable[Iterable[PageFile]]) -> list[Problem]:
    """Every exemption that no text needs, where nothing else is wrong; none of a page that no edition at hand shows."""
    unread = {page.name for page in pages} - {page.name for each in shown for page in each}
    found, expected = "an exemption that nothing needs", "exemptions that a page needs"
    return [
        Problem("unused-exemption", FILE, each.line, f'{found}, of "{each.text}" on {each.page}', expected, "Delete it")
        for each in reader.unused()
        if each.page not in unread
    ]
