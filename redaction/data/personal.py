"""Columns that look like records of people, which no edition may show.

What is looked for: what names, finds or contacts a person, and tables in which each row is one. A finding says what a
column looks like and in how many cells, and never carries a value.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from redaction.data.given_names import GIVEN_NAMES

PERSON_A_ROW = "one row for each person"


@dataclass(frozen=True)
class Finding:
    """What a column looks like, and in how many cells; the table as a whole has no column."""

    column: str
    looks_like: str
    cells: int


# What is found wherever it stands in a text: one is enough.
_ANYWHERE = {
    "an e-mail address": re.compile(r"[\w.+-]+@[\w-]+\.[A-Za-z]{2,}"),
    "a postcode": re.compile(
        r"\b(?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d{1,2}|\d[A-HJKPSTUW]|[A-HK-Y]\d[ABEHMNPRVWXY])"
        r"\s{0,2}\d[ABD-HJLNP-UW-Z]{2})\b"
    ),
    "a national insurance number": re.compile(
        r"\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z][ -]?\d{2}[ -]?\d{2}[ -]?\d{2}[ -]?[A-D]\b"
    ),
    "a telephone number": re.compile(r"(?<![\w.,/])(?:\+44[ ()0-]{0,5}|\(?0)[1-9](?:[ ()-]{0,2}\d){8,9}(?![\w/]|\.\d)"),
    "a crime reference": re.compile(
        r"\b(?:(?:[A-Z]{1,4}/)?\d{1,3}[A-Z]{0,3}/\d{3,8}|[A-Z]{1,4}/\d{3,8})/(?:\d\d|20\d\d)\b"
    ),
    "a driving licence": re.compile(r"\b[A-Z][A-Z9]{4}\d{6}[A-Z9]{2}\d[A-Z]{2}\b"),
    "a reference of a person": re.compile(
        r"\b(?:\d{2}|(?:19|20)\d{2})/\d{4,7}[A-Z]\b"
    ),  # in the Police National Computer
    "a bank account": re.compile(r"\b\d\d-\d\d-\d\d,?\s+\d{8}\b"),
    "an address of a device": re.compile(
        r"(?<![\w.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\w.])"
    ),
    "a grid reference": re.compile(r"\b[HJNOST][A-HJ-Z] ?\d{3,5} ?\d{3,5}\b"),
    "coordinates": re.compile(r"\b(?:49|5\d|60)\.\d{3,}\s*[,;/ ]\s*-?\d\.\d{3,}"),
    "a name": re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Master|PC|DC|Sgt)\.? [A-Z][a-z'\u2019-]+"),
}
_SHORT = re.compile(r"[+-]?[\d,]{1,8}(?:\.\d{1,2})?%?(?: ?\[\w+\])?|\[\w+\]")

_POSTCODE_IN_FULL = re.compile(r"[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?:(?:flat|unit) )?\d+[a-z]?,? [a-z' .-]+\b(?:road|street|avenue|close|lane|drive|way|court|crescent|gardens|"
    r"place|terrace|grove|hill|mews|walk|rd|st|ave)\b.*",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?:\d{1,2}(?:st|nd|rd|th)?[ /.-](?:\d{1,2}|[A-Za-z]{3,9})[ /.-](?P<last>\d{4}|\d{2})|(?P<first>\d{4})-\d\d-\d\d)"
    r"(?:[ T]00:00(?::00)?)?"
)
_REFERENCE = re.compile(r"(?=.*\d{3})[A-Za-z0-9/ _.-]{4,}")
_WORDS = re.compile(
    r"[^\W\d_][^\W\d_'\u2019-]*(?:['\u2019-][^\W\d_]+)*(?:,? [^\W\d_][^\W\d_.'\u2019-]*(?:['\u2019-][^\W\d_]+)*){1,3}"
)
_INITIAL = re.compile(r"(?:[A-Z]\.? ?){1,2} [A-Z][a-z'\u2019-]{2,}|[A-Z][a-z'\u2019-]{2,},? (?:[A-Z]\.? ?){1,2}")
_IN_A_SENTENCE = re.compile(r"(?<!St )(?<!St\. )(?<!Saint )\b([A-Z][a-z]+) ([A-Z][a-z'\u2019-]{2,})\b(?! (?:[A-Z]))")
_PLATE = re.compile(r"[A-Z]{2}\d{2} ?[A-Z]{3}|[A-HJ-NPR-TV-Y]\d{1,3} ?[A-Z]{3}", re.IGNORECASE)
_OF_A_PROPERTY = re.compile(r"\d{11,12}")
_OF_A_CARD = re.compile(r"\d{14,16}|(?:\d{4} ){3}\d{4}")
_OF_A_PUPIL = re.compile(r"[A-HJ-NP-RT-Z]\d{11}[\dA-Z]")
_THREE_WORDS = re.compile(r"(?:///)?[a-z]{3,}\.[a-z]{3,}\.[a-z]{3,}")
_NAMES_A_PLACE = re.compile(
    r"school|college|academy|ward|area|place|station|street|road|hospital|surgery|practice|service|town|village|parish|"
    r"park|team|provider|organi[sz]ation|charity|venue|site|building|pub\b|club",
    re.IGNORECASE,
)
_PLACES = frozenset(
    {"road", "street", "avenue", "close", "lane", "drive", "way", "court", "park", "ward", "hill", "green", "common"}
    | {"wood", "bridge", "station", "school", "estate", "gardens", "east", "west", "north", "south", "town", "village"}
    | {"parish", "district", "division", "county", "sea", "bay", "cross", "hospital", "centre", "house"}
)
_NAMES = "(?:first|fore|given|last|sur|family|full|middle|maiden|nick)"
_ROLES = (
    "(?:victim|suspect|offender|complainant|witness|officer|nominal|aggrieved|person|client|patient|defendant|custody|"
    "pupil|staff|employee|pnc|prison(?:er)?)"
)

# What a heading says, and what its cells must then look like.
_HEADINGS: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (looks_like, re.compile(heading, re.IGNORECASE), re.compile(cells, re.IGNORECASE))
    for looks_like, heading, cells in (
        ("a postcode", r"post ?-?_?code", r"[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}"),
        ("a date of birth", r"\bd\.?o\.?b\b|birth|\bborn\b", r".*\d.*"),
        ("an NHS number", r"\bnhs\b", r"\d{3}[ -]?\d{3}[ -]?\d{4}"),
        ("a national insurance number", r"\bn\.?i\.?(?:no|number)?\b|national insurance", r"[a-z]{2}.*\d.*"),
        ("a telephone number", r"phone|\bmobile|\btel\b", r"[+(]?\d[\d ()-]{8,}"),
        (
            "a crime reference",
            r"(?:crime|incident|offence|case|custody|cad|investigation)[ _-]*(?:ref|no\b|num|id\b|urn)|\burn\b|\bcad\b",
            _REFERENCE.pattern,
        ),
        (
            "a name",
            rf"{_NAMES}[ _-]*name|^{_ROLES}s?(?:'?s?[ _-]*name)?$|name of (?:the )?{_ROLES}",
            r"[A-Za-z][A-Za-z.,'\u2019 -]+",
        ),
        ("an address", r"\baddress\b", r".*\d.*[a-z].*"),
        ("a registration of a vehicle", r"\bv\.?r\.?[mn]\b|registration|number ?plate", r"[a-z]{2}\d\d ?[a-z]{3}"),
        ("a passport or a licence", r"passport|travel document|licen[cs]e (?:no|num|ref)", r"(?=.*\d{4})[a-z0-9 ]{6,}"),
        (
            "a reference of a person",
            rf"{_ROLES}[ _-]*(?:id|ref|no|num|urn)|\bpnc ?id|\bcro\b|\buprn\b",
            r"(?=.*\d)[A-Za-z0-9/ _.-]{2,}",
        ),
    )
)
_AXES = (
    re.compile(r"\b(?:lat|latitude|northing|northings|y)\b", re.IGNORECASE),
    re.compile(r"\b(?:lon|long|lng|longitude|easting|eastings|x)\b", re.IGNORECASE),
)
_FINE = re.compile(r"-?\d{1,2}\.\d{3,}|\d{6}(?:\.\d+)?")
_ATTRIBUTES = {
    "age": (re.compile(r"\bage\b(?!.*(?:band|group|range))", re.IGNORECASE), re.compile(r"\d{1,3}")),
    "sex": (
        re.compile(r"\b(?:sex|gender)\b", re.IGNORECASE),
        re.compile(r"m|f|male|female|non-?binary|other|unknown|not (?:known|stated)|u|x", re.IGNORECASE),
    ),
    "origin": (re.compile(r"ethnic|nationality|religion|\brace\b|country of birth", re.IGNORECASE), re.compile(r"\D+")),
    "state": (
        re.compile(r"disab|sexual orient|marital|pregnan|diagnos|medical|health condition|occupation", re.IGNORECASE),
        re.compile(r".*[A-Za-z].*"),
    ),
}
_NO_MEASURE = re.compile(
    r"\bage\b|\byear|\bdate|\bday\b|\bmonth|\bid\b|\bref|\bno\b|\bnumber$|code|\burn\b|lat|lon|easting|northing|postcode",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"[+-]?[\d,]*\.?\d+%?")
_SOME, _MOST = 0.2, 0.8
_SENTENCE = 4  # spaces
_TRIED = 1000  # different cells of a long column that are tried before all are
_LIFETIMES = 15  # years from the first of some days to the last


def personal_findings(
    headings: Mapping[str, str], columns: Mapping[str, Sequence[str]], safe: Iterable[str] = ()
) -> list[Finding]:
    """What looks like records of people; `headings` are the titles, `columns` the cells, by the name of a column.

    Columns that are `safe` are not looked at.
    """
    declared = set(safe)
    asked = {name: [cell for cell in cells if cell] for name, cells in columns.items() if name not in declared}
    found = []
    for name, cells in asked.items():
        finding = _column_finding(name, headings.get(name, name), tuple(cells)) if cells else None
        if finding:
            found.append(finding)
    found += _coordinates(headings, {name: cells for name, cells in asked.items() if cells})
    if not found and (count := _people_rows(headings, asked)):
        found.append(Finding("", PERSON_A_ROW, count))
    return found


@lru_cache(maxsize=256)
def _column_finding(name: str, heading: str, filled: tuple[str, ...]) -> Finding | None:
    """What a column looks like, if anything: by its heading and cells, or by its cells alone."""
    cells = Counter(filled)
    for looks_like, title, form in _HEADINGS:
        if title.search(heading) or title.search(name):
            count = _count(cells, lambda cell, form=form: form.fullmatch(cell) is not None)  # type: ignore[misc]  # mypy takes no default of a lambda
            if count and not _are_quantities(looks_like, cells):
                return Finding(name, looks_like, count)
    longer = Counter({cell: times for cell, times in cells.items() if not _SHORT.fullmatch(cell)})
    together = "\n".join(longer)
    for looks_like, form in _ANYWHERE.items():
        if form.search(together) and (count := _count(longer, lambda cell, form=form: form.search(cell) is not None)):  # type: ignore[misc]  # mypy takes no default of a lambda
            return Finding(name, looks_like, count)
    some = list(longer)[:: 1 + len(longer) // _TRIED]
    for looks_like, is_one, usual in _BY_CELLS:
        if not any(map(is_one, some)):
            continue
        share = _MOST if looks_like == "a name" and _NAMES_A_PLACE.search(heading) else usual
        count = _count(longer, is_one)
        if count >= share * cells.total():
            return Finding(name, looks_like, count)
    return Finding(name, "a date of birth", cells.total()) if _are_births(longer) else None


def _are_quantities(looks_like: str, cells: Iterable[str]) -> bool:
    """Whether the cells under a heading count something: 320 calls by telephone, 12 births."""
    digits = {"an NHS number", "a telephone number"}
    return looks_like not in digits and all(_NUMBER.fullmatch(cell) and len(cell) < 6 for cell in cells)


def _count(cells: Counter[str], is_one: Callable[[str], bool]) -> int:
    return sum(times for cell, times in cells.items() if is_one(cell))


def _is_nhs_number(cell: str) -> bool:
    """Ten digits whose last is the check digit of the others, modulus 11."""
    digits = re.sub(r"[ -]", "", cell)
    if len(digits) != 10 or not digits.isdecimal() or len(set(digits)) == 1:
        return False
    weighted = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - weighted % 11) % 11 == int(digits[-1])


def _is_mobile_without_zero(cell: str) -> bool:
    return len(cell) == 10 and cell.isdecimal() and cell.startswith("7")


def _is_name(cell: str) -> bool:
    """Whether a cell is a given name and a family name, in whatever order."""
    if not _WORDS.fullmatch(cell) or not (cell.islower() or all(word[0].isupper() for word in cell.split())):
        return False
    words = re.split(r",? ", _without_accents(cell).lower())
    if words[-1].strip(".") in _PLACES or "and" in words:
        return False
    return (words[1] if "," in cell else words[0]).partition("-")[0] in GIVEN_NAMES


def _without_accents(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()


def _is_initial_and_name(cell: str) -> bool:
    return _INITIAL.fullmatch(cell) is not None and cell.lower().split()[-1] not in _PLACES


def _names_somebody(cell: str) -> bool:
    """Whether a sentence names a person: a given name and a family name."""
    if cell.count(" ") < _SENTENCE:
        return False
    found = _IN_A_SENTENCE.findall(_without_accents(cell))
    return any(given.lower() in GIVEN_NAMES and family.lower() not in _PLACES for given, family in found)


_BY_CELLS: tuple[tuple[str, Callable[[str], bool], float], ...] = (
    ("a postcode", lambda cell: _POSTCODE_IN_FULL.fullmatch(cell) is not None, _SOME),
    ("an NHS number", _is_nhs_number, _MOST),
    ("a telephone number", _is_mobile_without_zero, _MOST),
    ("an address", lambda cell: _ADDRESS.fullmatch(cell) is not None, _SOME),
    ("a name", _is_name, 0.3),
    ("a name", _is_initial_and_name, _MOST),
    ("a name in a text", _names_somebody, 0.0),
    ("a registration of a vehicle", lambda cell: _PLATE.fullmatch(cell) is not None, _SOME),
    ("a reference of a property", lambda cell: _OF_A_PROPERTY.fullmatch(cell) is not None, _MOST),
    ("a number of a card or a device", lambda cell: _OF_A_CARD.fullmatch(cell) is not None, _MOST),
    ("a reference of a person", lambda cell: _OF_A_PUPIL.fullmatch(cell) is not None, _SOME),
    ("coordinates", lambda cell: _THREE_WORDS.fullmatch(cell) is not None, _SOME),
)


def _coordinates(headings: Mapping[str, str], columns: Mapping[str, Sequence[str]]) -> Iterable[Finding]:
    """Two columns that together say where something is, within a hundred metres."""
    for axis in _AXES:
        for name, cells in columns.items():
            if axis.search(headings.get(name, name)) or axis.search(name):
                count = _count(Counter(cells), lambda cell: _FINE.fullmatch(cell) is not None)
                if count >= _MOST * len(cells):
                    yield Finding(name, "coordinates", count)
                    return


def _people_rows(headings: Mapping[str, str], columns: Mapping[str, Sequence[str]]) -> int:
    """How many rows are people: two or more of their attributes in columns, and nothing that counts them."""
    attributes = []
    measures = []
    for name, cells in columns.items():
        heading = headings.get(name, name)
        for attribute, (title, form) in _ATTRIBUTES.items():
            if title.search(heading) and cells and all(form.fullmatch(cell) for cell in set(cells)):
                attributes.append((attribute, name))
                break
        else:
            if (
                cells
                and not _NO_MEASURE.search(heading)
                and all(_NUMBER.fullmatch(c) or c[0] == "[" for c in set(cells))
            ):
                measures.append(name)
    if len({attribute for attribute, _ in attributes}) < 2:
        return 0
    rows = max((len(cells) for cells in columns.values()), default=0)
    kinds = list(zip(*(columns[name] for _, name in attributes if name), strict=False))
    repeats = len(kinds) - len(set(kinds))
    return rows if not measures or repeats > len(kinds) // 2 else 0


def _are_births(cells: Iterable[str]) -> bool:
    """Whether a column holds days that are spread over so many years that people were born on them."""
    years = []
    for cell in cells:
        day = _DAY.fullmatch(cell)
        if day is None:
            return False
        year = int(day["last"] or day["first"])
        years.append(year if year > 99 else 1900 + year if year > 30 else 2000 + year)
    return len(years) > 2 and max(years) - min(years) >= _LIFETIMES
