"""What looks like records of people in the tables of a site: an eye of its own, beside the check of each dataset.

A finding says what a column looks like and in how many of its cells, and never carries one of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from assess.audit.fingerprints.declared import read_yaml

_FEW, _MANY = 3, 20  # different cells: of what nobody but a record has, and of what a list of services has too
_SHARE = 0.2
_LIFETIMES = 15  # years between the first and the last of some days
_AT_ONCE = 5  # different days

_FORMS: tuple[tuple[str, re.Pattern[str]], ...] = (
    (
        "a national insurance number",
        re.compile(r"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?(?:\d\d ?){3}[A-D]", re.IGNORECASE),
    ),
    ("a driving licence", re.compile(r"[A-Z9]{5}\d{6}[A-Z9]{2}\d[A-Z]{2}")),
    ("a crime reference", re.compile(r"(?:[A-Z]{1,4}/)?\d{1,3}[A-Z]{0,3}/\d{4,8}/\d\d(?:\d\d)?")),
    ("a reference of a person", re.compile(r"(?:\d\d|(?:19|20)\d\d)/\d{4,7}[A-Z]")),
)
# What a list of public services may hold as well.
_CONTACTS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("a postcode", re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", re.IGNORECASE)),
    ("an e-mail address", re.compile(r"[\w.+'-]+@[\w-]+(?:\.[\w-]+)+")),
    ("a telephone number", re.compile(r"(?:\+44 ?(?:\(0\) ?)?|\(?0)[1-9](?:[ ()-]{0,2}\d){8,9}")),
)
_DAY = re.compile(r"(?:\d{1,2}[/.-]\d{1,2}[/.-](?P<last>(?:19|20)\d\d)|(?P<first>(?:19|20)\d\d)-\d\d-\d\d)(?:[T ].*)?")
_DIGITS = re.compile(r"\d{3}[ -]?\d{3}[ -]?\d{4}")
# What a heading says outright, and what stands under it then.
_HEADINGS: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (what, re.compile(heading, re.IGNORECASE), re.compile(cells))
    for what, heading, cells in (
        (
            "a date of birth",
            r"\b(?:date|day) of birth\b|\bd\.?o\.?b\b|\bbirth[ _-]?da(?:y|te)\b",
            r".*\d{4}.*|\d{5}(?:\.0)?",
        ),
        ("an NHS number", r"\bnhs[ _-]*(?:no|num|id)", r"\d{3}[ -]?\d{3}[ -]?\d{4}"),
        (
            "a name",
            (
                r"\b(?:first|fore|given|last|sur|middle|maiden)[ _-]*name|"
                r"\bname of (?:the )?(?:victim|suspect|offender|person)|"
                r"^(?:victim|suspect|offender|complainant|witness|nominal|defendant)(?:'?s)?[ _-]*name$"
            ),
            r"[^\W\d_][^\W\d_.,'\u2019 -]*(?:[ ,.'\u2019-]+[^\W\d_]+)*",
        ),
    )
)
_AXES = (
    re.compile(r"\b(?:lat|latitude|northings?)\b", re.IGNORECASE),
    re.compile(r"\b(?:lon|long|lng|longitude|eastings?)\b", re.IGNORECASE),
)
_FINE = re.compile(r"-?\d{1,2}\.\d{3,}|\d{6}(?:\.\d+)?")
_NAME = re.compile(r"([^\W\d_]+) (?:[^\W\d_]\.? )?[^\W\d_][^\W\d_'\u2019-]+|[^\W\d_][^\W\d_'\u2019-]+, ?([^\W\d_]+)")
# Given names that many people in Britain have; a column of them with second words is one of people.
_GIVEN_NAMES = (
    "adam adele ahmed aisha alan alex alexander alice amanda amelia amy andrea andrew angela anna anne anthony "
    "ava barbara ben benjamin brian callum carol caroline catherine charles charlotte chloe chris christine "
    "christopher claire craig daniel danielle darren david dawn deborah denise diane donna dorothy dylan edward "
    "elaine eleanor elizabeth ella ellie emily emma ethan evie fatima fiona gareth gary gemma george gillian "
    "grace graham hannah harry hayley heather helen holly ian isabella isla jack jacob jacqueline jade james "
    "jamie jane janet jason jean jennifer jessica joan joanna joanne john jonathan jordan joseph joshua joyce "
    "judith julie karen karl kate kathleen katie keith kelly kenneth kerry kevin kim kirsty laura lauren lee leah "
    "leanne lewis liam linda lisa louise lucy luke lynn malcolm margaret maria marie mark martin mary matthew "
    "megan melissa mia michael michelle mohammad mohammed muhammad natalie nathan neil nicholas nicola nigel "
    "nicole noah oliver olivia olu omar owen patricia patrick paul pauline peter philip poppy priya rachel "
    "rebecca richard robert roger ronald rosie ruby russell ruth ryan sally samantha samuel sandra sarah scott "
    "sean sharon shaun sheila shirley sian simon sophie stacey stephanie stephen steven stuart susan suzanne "
    "terence teresa thomas tina toby tracey tracy valerie vanessa victoria vincent wayne wendy william yasmin "
    "yusuf zoe "
)
_OF_PLACES = (
    "road street avenue close lane drive way court park ward hill green common wood bridge station school estate "
    "gardens east west north south town village parish division hospital centre house "
)
_GIVEN, _PLACES = frozenset(_GIVEN_NAMES.split()), frozenset(_OF_PLACES.split())


@dataclass(frozen=True)
class Looked:
    """What a column looks like, in how many of its cells, and which column of its table it is, from 0."""

    column: int
    what: str
    cells: int


def looked_like(table: Iterable[Sequence[str]], safe: frozenset[str], *, of_a_page: bool) -> Iterator[Looked]:
    """The columns of a table that look like records of people, its headings first.

    Columns whose headings are declared `safe` are passed over. A table `of_a_page` may list services, or who sits on a
    board, which people type and nobody declares: of names and ways to reach somebody it takes many.
    """
    columns: list[list[str]] = []
    for row in table:
        for at, cell in enumerate(row):
            while len(columns) <= at:
                columns.append([])
            columns[at].append(cell.strip())
    asked = [(at, column[0], [*filter(None, column[1:])]) for at, column in enumerate(columns) if column]
    asked = [(at, heading, cells) for at, heading, cells in asked if heading.casefold() not in safe]
    for at, heading, cells in asked:
        found = _column(heading, cells, _MANY if of_a_page else _FEW)
        if found:
            yield Looked(at, *found)
    if not of_a_page:
        yield from _coordinates(asked)


def _column(heading: str, cells: Sequence[str], many: int) -> tuple[str, int] | None:
    different = set(cells)
    if len(different) < _FEW:
        return None
    for what, title, form in _HEADINGS:
        count = sum(form.fullmatch(cell) is not None for cell in cells) if title.search(heading) else 0
        if count >= _FEW and 2 * count > len(cells):
            return what, count
    longer = {cell for cell in different if len(cell) > _FEW * 2}
    if len(longer) < _FEW:
        return None
    tried: list[tuple[str, Callable[[str], object], int]] = [(what, form.fullmatch, _FEW) for what, form in _FORMS]
    tried += [(what, form.fullmatch, many) for what, form in _CONTACTS]
    tried += [("an NHS number", _is_nhs, _FEW), ("a name", _is_name, many)]
    for what, is_one, fewest in tried:
        found = {cell for cell in longer if is_one(cell)}
        count = sum(cell in found for cell in cells) if len(found) >= fewest else 0
        if count and count >= _SHARE * len(cells):
            return what, count
    return ("a date of birth", len(cells)) if many == _FEW and _are_births(cells) else None


def _is_nhs(cell: str) -> bool:
    """Whether a cell is ten digits whose last proves the others."""
    if not _DIGITS.fullmatch(cell):
        return False
    digits = [int(each) for each in cell if each.isdigit()]
    return len(set(digits)) > 1 and sum((10 - at) * each for at, each in enumerate(digits[:9])) % 11 == -digits[9] % 11


def _is_name(cell: str) -> bool:
    found = _NAME.fullmatch(cell)
    if found is None or cell.rsplit(maxsplit=1)[-1].casefold() in _PLACES:
        return False
    return (found[1] or found[2]).casefold() in _GIVEN


def _are_births(cells: Sequence[str]) -> bool:
    """Whether all cells are days, spread over so many years that people were born on them.

    Days in order are those of a calendar or a history: no list of people goes by the day of their birth.
    """
    days = [found for cell in cells if (found := _DAY.fullmatch(cell))]
    if len(days) < len(cells) or len(set(cells)) < _AT_ONCE:
        return False
    years = [int(day["last"] or day["first"]) for day in days]
    return years not in (sorted(years), sorted(years, reverse=True)) and max(years) - min(years) >= _LIFETIMES


def _coordinates(columns: Sequence[tuple[int, str, list[str]]]) -> Iterator[Looked]:
    """Two columns that together say where something is, within some hundred metres."""
    found: list[Looked] = []
    for axis in _AXES:
        for at, heading, cells in columns:
            count = sum(_FINE.fullmatch(cell) is not None for cell in cells) if axis.search(heading) else 0
            if count >= _FEW and 2 * count > len(cells):
                found.append(Looked(at, "coordinates", count))
                break
    if len(found) == len(_AXES):
        yield found[0]


def declared_safe(folders: Iterable[Path]) -> frozenset[str]:
    """The headings of the columns that a steward declared to be about no person, in the descriptors of some folders."""
    found: set[str] = set()
    for path in (path for folder in folders for path in sorted(folder.glob("*.yaml"))):
        try:
            content = read_yaml(path)
        except (OSError, yaml.YAMLError):
            continue
        columns = content.get("columns") if isinstance(content, dict) else None
        for name, column in columns.items() if isinstance(columns, dict) else ():
            if isinstance(column, dict) and column.get("safe"):
                found |= {str(name).casefold(), str(column.get("title", name)).casefold()}
    return frozenset(found)
