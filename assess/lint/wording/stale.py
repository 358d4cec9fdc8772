"""Periods in words that the data beside them, or the assessment, have left behind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from assess.lint.wording.lasting import Text, Told, asked_by, is_of_document, says_a_year
from assess.lint.wording.nearby import (
    MOVING,
    cells_in,
    datasets_in,
    leads_to,
    moves,
    moving_texts,
    section_of,
    tells_a_change,
)
from macros.language.template import SAYS, MacroCall
from macros.language.words import Sentence
from redaction.data.dataset import Dataset
from redaction.data.periods import period_of, year_in
from redaction.view import View

_NAMES = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_MONTHS = {name: at for at, name in enumerate(_NAMES)}


def _date(month: str, year: str) -> str:
    return rf"(?:\d\d? )?(?P<{month}>{'|'.join(_NAMES)}) (?P<{year}>(?:19|20)\d\d)"


_A_DATE = re.compile(_date("month", "year"))
_A_FINANCIAL_YEAR = re.compile(r"\b(?:19|20)\d\d[/\u2013-](?:20)?\d\d\b")
_A_YEAR_IN = re.compile(r"(?:19|20)\d\d")
# "the year to the end of September 2022", "12 months ending September 2022", "October 2021 to September 2022".
_SPANS = (
    re.compile(rf"\b(?:years?|12 months) (?:to|ending|ended|up to)(?: the end of)? {_date('month', 'year')}"),
    re.compile(rf"{_date('from_month', 'from_year')} to (?:the end of )?{_date('month', 'year')}"),
)
_A_YEAR = 12


def stale_faults(text: Text, every: Iterable[MacroCall]) -> Iterator[Told]:
    """Each sentence whose period is no longer that of its numbers, of the data of its section, page or site.

    `every` are the calls of the page.
    """
    every = tuple(every)
    for sentence in text.words.sentences:
        said = {*_said_in(sentence.seen)}
        kept = said and (is_of_document(text, sentence) or text.does("reasons", sentence))
        if said and not kept and _is_stale(text, sentence, said, every):
            found = f'"{_written(max(said))}" in "{text.source(sentence)}", and data beside it end otherwise'
            yield Told("stale-period", sentence, found, "their latest period, or words that name each")


def left_behind(text: Text) -> Iterator[Told]:
    """Each change between named periods that the data have left behind, where its paragraph does not say when.

    A change in words is one too: rose, while the data bear it out.
    """
    for sentence in text.words.sentences:
        told = [call for call in sentence.calls if tells_a_change(call) and _is_earlier(call, text.view)]
        judges = text.does("documents", sentence)  # whose words of judgement are as old as it is
        call = next((each for each in told if not (judges and each.name == SAYS)), None)
        around = (*text.words.beside(sentence), *leads_to(text.words, sentence))
        if call and not any(map(says_a_year, around)):
            found = f'{text.written(call)}, of an earlier period, in "{text.source(sentence)}", which does not say when'
            yield Told("stale-period", sentence, found, "words that name its period, or 'previous' and 'latest'")


def _is_earlier(call: MacroCall, view: View) -> bool:
    """Whether a change leads to a period that is not the latest of its dataset, and not back in time."""
    asked = asked_by(call)
    if asked and str(asked["from_"]) > str(asked["to"]):
        return False  # told as what it is
    named = (
        [(str(asked["dataset"]), str(asked["to"]))]
        if asked
        else [(each.dataset, each.column) for each in cells_in(call)]
    )
    periods = [(column, view.datasets[name].descriptor.periods) for name, column in named if name in view.datasets]
    dated = [column == every[-1] for column, every in periods if column in every]
    return bool(dated) and not any(dated) and not moves(call)


def stale_period(dataset: Dataset, view: View) -> str:
    """The period that a dataset gives in words, where it is derived from later ones; else nothing."""
    period = dataset.descriptor.period
    years = [year for found in _A_FINANCIAL_YEAR.finditer(period) if (year := year_in(found[0]))]
    said = max([*(_month_of(found) for found in _A_DATE.finditer(period)), *(year.last for year in years)], default=0)
    moving = [each for each in _behind(dataset, view) if each.id != dataset.id]
    left = said and any(said in _ends_of(each)[:-1] for each in moving)
    return period if left else ""


def stale_columns(dataset: Dataset) -> Iterator[tuple[str, str, str]]:
    """Each derived column of a period that the data have left behind, whose title does not say so: name, title, period.

    Beside the columns of every period its readers take it for that of the latest.
    """
    descriptor = dataset.descriptor
    for each in descriptor.derived:
        named = [text for texts in each.operands.values() for text in texts.values()]
        own = [descriptor.periods.index(text) for text in named if text in descriptor.periods]
        if own and max(own) < len(descriptor.periods) - 1 and not _A_YEAR_IN.search(each.title):
            yield each.name, each.title, descriptor.periods[max(own)]


def _behind(dataset: Dataset, view: View) -> Iterator[Dataset]:
    """A dataset, and those whose latest numbers it shows: by its derived columns, or by a row that names them."""
    operands = [each for column in dataset.descriptor.derived for each in column.operands.values()]
    cells = [text.split("/") for each in operands for text in each.values() if text.count("/") == 2]
    names = {name for name, _, column in cells if column in MOVING}
    for _, texts in moving_texts(dataset):
        named = [view.datasets[text] for text in texts.values() if text in view.datasets]
        names |= {each.id for each in named if any(each.row(text) for text in texts.values())}
    yield dataset
    yield from (view.datasets[name] for name in sorted(names - {dataset.id}) if name in view.datasets)


def _is_stale(text: Text, sentence: Sentence, said: set[int], every: tuple[MacroCall, ...]) -> bool:
    """Whether the nearest data have left a period behind: those of the sentence, its section, its page, or the site."""
    own = [call for call in sentence.calls if call.arguments]
    if own:
        moving = [call for call in own if moves(call)]
        return any(said & {*_ends_of(each)[:-1]} for each in _moved(moving, text.view))
    covers = bool(text.does("covers", sentence))
    section = [call for each in section_of(text.words, sentence) for call in each.calls]
    for calls in (section, every):
        if any(datasets_in(calls, text.view)):
            shown = datasets_in([call for call in calls if not _keeps(call, text.view)], text.view)
            near = [each for one in shown for each in _behind(one, text.view)]
            return any(_left(said, _ends_of(each), covers=covers) or _ahead(said, _ends_of(each)) for each in near)
    if text.of_data:
        return False
    year = year_in(text.view.year)
    before = covers and year is not None and max(said) <= year.last - _A_YEAR
    return before or any(_left(said, each, covers=False) for each in text.view.of_all(_all_ends))


def _keeps(call: MacroCall, view: View) -> bool:
    """Whether a call names a period of its dataset, and so has the same numbers next year."""
    dataset = view.datasets.get(str(next(iter(call.arguments), "")))
    return dataset is not None and not {*dataset.descriptor.periods}.isdisjoint(map(str, call.arguments[1:]))


def _moved(calls: Iterable[MacroCall], view: View) -> Iterator[Dataset]:
    """The datasets whose latest or previous period some calls ask for."""
    for call in calls:
        names = {cell.dataset for cell in cells_in(call) if cell.column in MOVING}
        yield from (each for each in datasets_in([call], view) if not names or each.id in names)


def _left(said: set[int], ends: tuple[int, ...], *, covers: bool) -> bool:
    """Whether data with some periods have left one behind: the last but one, or any that data are said to cover.

    An earlier one is more often history than a sentence that was forgotten. Words that name the latest too are right.
    """
    return not said & {*ends[-1:]} and bool(said & {*(ends[:-1] if covers else ends[-2:-1])})


def _ahead(said: set[int], ends: tuple[int, ...]) -> bool:
    """Whether data have not yet got to a period: it ends whole years after their latest."""
    later = [month - end for month in said for end in ends[-1:] if month > end]
    return not said & {*ends[-1:]} and any(months % _A_YEAR == 0 for months in later)


def _all_ends(datasets: Mapping[str, Dataset]) -> frozenset[tuple[int, ...]]:
    return frozenset(map(_ends_of, datasets.values()))


def _ends_of(dataset: Dataset) -> tuple[int, ...]:
    """The months in which the years of a dataset end, earliest first: as its latest column or its period says."""
    descriptor = dataset.descriptor
    periods = [period for name in descriptor.periods if (period := period_of(name)) and period.months == _A_YEAR]
    if not periods:
        return ()
    latest = periods[-1].last
    texts = (descriptor.shown_columns[descriptor.periods[-1]], descriptor.period)
    named = [month for each in texts for month in _ends_in(each) if 0 <= latest - month < _A_YEAR]
    earlier = latest - named[0] if named else 0
    return tuple(period.last - earlier for period in periods)


def _ends_in(text: str) -> list[int]:
    """The months that a text names, latest first."""
    return sorted((_month_of(found) for found in _A_DATE.finditer(text)), reverse=True)


def _said_in(seen: str) -> Iterator[int]:
    """The months in which the periods end that a sentence says in words."""
    for span in _SPANS:
        yield from map(_month_of, span.finditer(seen))


def _month_of(found: re.Match[str]) -> int:
    return int(found["year"]) * _A_YEAR + _MONTHS[found["month"]]


def _written(month: int) -> str:
    return f"{_NAMES[month % _A_YEAR]} {month // _A_YEAR}"
