"""The names of columns and the ids of rows, from what a sheet calls them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from redaction.data.periods import period_of

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = re.compile(rf"(?P<name>{'|'.join(_MONTHS)})[a-z]* (?P<year>(?:19|20)\d\d)", re.IGNORECASE)
_FEWEST_PERIODS = 2
NOTE = re.compile(r"\s*\[note \d+\]", re.IGNORECASE)
_CODE = re.compile(r"\s*\[(?:p|r|e|b|u|f)\]")
_UNIT = re.compile(r"\((?P<unit>[a-z][a-z -]{2,})\)\s*$")
_STATUS = frozenset(
    {"provisional", "revised", "estimated", "estimate", "forecast", "projected", "final", "draft", "to", "date", "ytd"}
    | {"year", "note", "notes", "of", "which", "all", "total", "inclusive", "including", "excluding", "male", "female"}
)
_YEAR = re.compile(
    r"(?P<year>(?:19|20)\d\d) ?\((?:provisional|revised|estimated?|forecast|projected|final)\)", re.IGNORECASE
)
# Signs that tell names apart, and the words for them.
_SIGNS = (
    (re.compile(r"^(?:<=|\u2264|=<)\s*(\S+)$"), r"\1 and under"),
    (re.compile(r"^(?:>=|\u2265|=>)\s*(\S+)$"), r"\1 and over"),
    (re.compile(r"^<\s*(\S+)$"), r"under \1"),
    (re.compile(r"^>\s*(\S+)$"), r"over \1"),
    (re.compile(r"(?<=\d)\s*\+"), " and over "),
    (re.compile(r"(?<=\w)\+(?=\W|$)"), " plus "),
    (re.compile(r"\+"), " plus "),
    (re.compile("^[-\u2212](?=\\d)"), "minus "),
    (re.compile(r"%"), " per cent "),
    (re.compile(r"&"), " and "),
    (re.compile("\u00a3"), " pounds "),
    (re.compile("\u20ac"), " euros "),
    (re.compile(r"\$"), " dollars "),
    (re.compile(r"<"), " under "),
    (re.compile(r">"), " over "),
    (re.compile("['\u2019]"), ""),
)
_OTHER = re.compile(r"[^a-z0-9]+")
_SIGNLESS = re.compile(r"(?:[A-Za-z ,.:;/()]|(?<!^)[0-9-])*")


def row_id(label: str) -> str:
    """The id of a row with a label: a month as m2021-10, anything else in lower-case letters and hyphens.

    What stands in brackets, and signs such as those of <16 and 16+, tell rows apart and are kept.
    """
    bare = NOTE.sub("", label) if "[" in label else label
    month = _MONTH.fullmatch(bare)
    if month:
        return f"m{month['year']}-{_MONTHS.index(month['name'][:3].lower()) + 1:02}"
    return slug(bare)


def column_name(heading: str) -> str:
    """The name of a column: its heading without its unit, notes, and what a year is said to be."""
    bare = _CODE.sub("", NOTE.sub("", heading))
    year = _YEAR.fullmatch(bare.strip())
    if year:
        return year["year"]
    return slug(_UNIT.sub("", bare) if unit_of(bare) else bare)


def by_period(names: Sequence[str]) -> dict[str, str]:
    """The names that columns get from their periods where they count one thing: fires-2024-25 becomes 2024-25.

    So `latest` and `previous` find them. Columns of several things keep their names, and so do those beside a period.
    """
    if any(map(period_of, names)):
        return {}
    parted = {name: found for name in names if (found := next(_parted(name), None))}
    things, periods = {thing for thing, _ in parted.values()}, [period for _, period in parted.values()]
    if len(things) != 1 or len(periods) < _FEWEST_PERIODS or len({*map(period_of, periods)}) < len(periods):
        return {}
    return {name: period for name, (_, period) in parted.items()}


def _parted(name: str) -> Iterator[tuple[str, str]]:
    """What a name counts and the period that it ends or begins with, the longest one first."""
    parts = name.split("-")
    for at in range(1, len(parts)):
        if period_of(period := "-".join(parts[at:])):
            yield "-".join(parts[:at]), period
    for at in range(len(parts) - 1, 0, -1):
        if period_of(period := "-".join(parts[:at])):
            yield "-".join(parts[at:]), period


def unit_of(heading: str) -> str:
    """The unit that a heading ends with in brackets, if it does: incidents, but not provisional."""
    found = _UNIT.search(heading)
    return found["unit"] if found and not set(found["unit"].split()) <= _STATUS else ""


def without_unit(heading: str) -> str:
    """A heading without the unit at its end."""
    return _UNIT.sub("", heading).strip() if unit_of(heading) else heading


def slug(text: str) -> str:
    """A text in lower-case letters, digits and hyphens; empty where nothing in it can be written so."""
    if not _SIGNLESS.fullmatch(text):
        for sign, word in _SIGNS:
            text = sign.sub(word, text.strip())
    plain = text if text.isascii() else unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return _OTHER.sub("-", plain.lower()).strip("-")
