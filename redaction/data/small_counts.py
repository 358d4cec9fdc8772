"""Small counts of people in data that states no policy for them: they are told of, and the project decides."""

from __future__ import annotations

import re

from redaction.data.dataset import Column, Dataset

_PEOPLE = re.compile(
    r"\b(?:people|persons?|victims?|survivors?|offenders?|suspects?|perpetrators?|residents?|children|adults|patients?|"
    r"clients?|service users?|women|men|girls|boys|males?|females?|pupils|students|drivers?|casualties|deaths|killed|"
    r"injured|arrests?|arrested|detainees|detentions|referrals?|complainants?|witnesses|nominals|prisoners|homeless)\b(?!-)",
    re.IGNORECASE,
)
_OF_SOMETHING_ELSE = re.compile(r"\b(?:points?|scores?|pounds|euros|days|hours|minutes|miles|years)\b", re.IGNORECASE)


def small_counts(dataset: Dataset, threshold: int) -> int:
    """How many cells of a dataset count people with a number above 0 and below a threshold.

    None does where the descriptor says that its owner published them.
    """
    if dataset.descriptor.published:
        return 0
    rows_are_people = any(map(_PEOPLE.search, (dataset.descriptor.title, dataset.descriptor.columns[0].title)))
    counted = [each.name for each in dataset.descriptor.columns if _counts_people(each, are_people=rows_are_people)]
    numbers = [row.cells[name].number for name in counted for row in dataset.rows]
    return sum(number is not None and 0 < number < threshold for number in numbers)


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
