"""Years in words: those that the assessment has left behind, and two periods that stand side by side unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from assess.lint.wording.sentence_context import cell_of
from macros.language.template import MacroCall
from macros.language.words import Found, Sentence, Words, source_of
from redaction.data.periods import Period, period_of, year_in
from redaction.diagnostics.errors import Problem
from redaction.view import View

_YEAR = re.compile(r"\b(?:19|20)\d\d(?:[/-](?:(?:19|20)\d\d|\d\d))?\b")
# In English and in Welsh, asesiad, which changes its first letter for none of the words before it.
_ABOUT = (
    r"\b(?:assessment|(?:this|our) (?:edition|site|website|year)|priorities for|"
    r"asesiad|(?:rhifyn|wefan|safle|flwyddyn) (?:hwn|hon)|blaenoriaethau)\b"
)
# The assessment beside its year: "assessment for 2024/25", "this edition covers 2024/25", "2024/25 assessment".
_NEAR = re.compile(
    rf"{_ABOUT}[^.;:,]{{0,60}}?(?P<after>{_YEAR.pattern})|(?P<before>{_YEAR.pattern}) (?:strategic )?assessment\b",
    re.IGNORECASE,
)
_MOVING = ("latest", "previous")
_PAIRS = ("change", "difference")
_SAYS_WHEN = ("latest", "period")


def older_years(words: Words, year: str) -> Iterator[tuple[Found, Sentence]]:
    """Each year that is said to be that of the assessment, and is before it, written in the same way."""
    now = year_in(year)
    for sentence in words.sentences if now else ():
        for found in _NEAR.finditer(sentence.seen):
            name = "after" if found["after"] else "before"
            then = year_in(found[name])
            if now and then and then.last < now.last and (now.last - then.last) % now.months == 0:
                start, end = found.span(name)
                yield Found(found[name], sentence.start + start, sentence.start + end), sentence


def mixed_periods(file: str, words: Words, first_line: int, view: View) -> Iterator[Problem]:
    """Each sentence whose changes, or whose latest numbers, are of different periods, and that does not name both."""
    for sentence in words.sentences:
        named = len({*_YEAR.findall(sentence.seen)}) + sum(call.name in _SAYS_WHEN for call in sentence.calls)
        ends = [(call, *end) for call in sentence.calls if (end := _end(call, view))]
        pairs = combinations(ends, 2)
        mixed = [other[0] for one, other in pairs if one[1] == other[1] and _differ(one[2], other[2])]
        if mixed and named < len(("one", "other")):
            line = first_line + words.text.count("\n", 0, sentence.start)
            found, expected = f'two periods in "{source_of(words, sentence)}"', "one period, or words that name both"
            advice = f"One of them is that of {cell_of(mixed[0])[0]}"
            yield Problem("mixed-periods", file, line, found, expected, advice)


def _end(call: MacroCall, view: View) -> tuple[str, Period] | None:
    """What a call asks for that goes with time, and the period it ends in: a change, or a latest or previous number."""
    dataset, column = view.datasets.get(cell_of(call)[0]), cell_of(call)[2]
    if dataset is None or (call.name not in _PAIRS and (call.name != "n" or column not in _MOVING)):
        return None
    if call.name in _PAIRS:
        column = str(call.named.get("to", [*call.arguments, ""][3 if "from_" not in call.named else 2]))
    period = period_of(dataset.descriptor.column_named(column))
    asked = column if call.name == "n" else "change"
    return (asked, period) if period else None


def _differ(one: Period, other: Period) -> bool:
    """Whether two are as long and do not end together."""
    return one.months == other.months and one != other
