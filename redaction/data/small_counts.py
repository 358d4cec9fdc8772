"""Small counts of people in data that states no policy for them: they are told of, and the project decides."""

from __future__ import annotations

import re
from collections.abc import Iterable

from redaction.data.dataset import Column, Dataset

_PEOPLE = re.compile(
    r"\b(?:people|persons?|victims?|survivors?|offenders?|suspects?|perpetrators?|residents?|children|adults|patients?|"
    r"clients?|service users?|women|men|girls|boys|males?|females?|pupils|students|drivers?|casualties|deaths|killed|"
    r"injured|arrests?|arrested|detainees|detentions|referrals?|complainants?|witnesses|nominals|prisoners|homeless)\b(?!-)",
    re.IGNORECASE,
)
_OF_SOMETHING_ELSE = re.compile(r"\b(?:points?|scores?|pounds|euros|days|hours|minutes|miles|years)\b", re.IGNORECASE)
_SMALL_AREAS = re.compile(
    r"\b(?:wards?|lsoas?|output areas?|beats?|streets?|postcodes?|neighbourhoods?)\b", re.IGNORECASE
)
_OF_EVENTS = re.compile(r"\b(?:offences?|crimes?|incidents?|calls|attendances?|reports?|arrests?)\b", re.IGNORECASE)


def small_counts(dataset: Dataset, threshold: int) -> int:
    """How many cells of a dataset count people with a number above 0 and below a threshold.

    None does where the descriptor says that its owner published them.
    """
    rows_are_people = any(map(_PEOPLE.search, (dataset.descriptor.title, dataset.descriptor.columns[0].title)))
    counted = [each for each in dataset.descriptor.columns if _counts_people(each, are_people=rows_are_people)]
    return _below(dataset, counted, threshold)


def small_area_counts(dataset: Dataset, threshold: int) -> int:
    """The same of cells that count no people but offences, incidents or calls, a row a ward or another small area."""
    first = dataset.descriptor.columns[0].title
    if not _SMALL_AREAS.search(first) and not re.search(
        rf"\bby (?:{_SMALL_AREAS.pattern})", dataset.descriptor.title, re.IGNORECASE
    ):
        return 0
    counted = [each for each in dataset.descriptor.columns if each.kind == "count" and _OF_EVENTS.search(each.unit)]
    return 0 if small_counts(dataset, threshold) else _below(dataset, counted, threshold)


def _below(dataset: Dataset, columns: Iterable[Column], threshold: int) -> int:
    if dataset.descriptor.published:
        return 0
    numbers = (row.cells[column.name].number for column in columns for row in dataset.rows)
    return sum(number is not None and 0 < number < threshold for number in numbers)


def remark_on_small_areas(cells: int, threshold: int) -> str:
    """What is said of small counts in small areas."""
    return (
        f"{cells} count{'s' * (cells != 1)} below {threshold} in small areas, and nothing says that they may be shown: "
        "protect them with `assess protect`, or in the descriptor `small_counts: {published_by: WHO, where: ADDRESS}`"
    )


def remark_on_small_counts(cells: int, threshold: int) -> str:
    """What is said of small counts of people."""
    return (
        f"{cells} count{'s' * (cells != 1)} of people below {threshold}, and nothing says that they may be shown: "
        "write [c], or in the descriptor `small_counts: {published_by: WHO, where: ADDRESS}`"
    )


def _counts_people(column: Column, *, are_people: bool) -> bool:
    if column.kind != "count" or _OF_SOMETHING_ELSE.search(column.unit):
        return False
    return bool(are_people or _PEOPLE.search(column.unit) or _PEOPLE.search(column.title))
