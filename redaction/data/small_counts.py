"""Small counts of people in data that states no policy for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from redaction.data.dataset import Dataset

THRESHOLD = 5
_PEOPLE = re.compile(
    r"\b(?:people|persons?|victims?|offenders?|suspects?|residents?|children|adults|patients?|clients?|women|men|girls|boys|"
    r"pupils|students|drivers|casualties|deaths|killed|injured|arrests?|detainees|referrals?|complainants?|witnesses)\b",
    re.IGNORECASE,
)


def small_counts(dataset: Dataset, threshold: int = THRESHOLD) -> Iterator[str]:
    """A remark on each column that counts people with numbers above 0 and below a threshold: how many such cells."""
    for column in dataset.descriptor.columns:
        if column.kind != "count" or not (_PEOPLE.search(column.unit) or _PEOPLE.search(column.title)):
            continue
        numbers = [row.cells[column.name].number for row in dataset.rows]
        small = sum(number is not None and 0 < number < threshold for number in numbers)
        if small:
            cells = f"{small} cell{'s' * (small != 1)}"
            yield (
                f"small counts of people: {cells} of a column of counts below {threshold}, and no policy says what "
                "becomes of them"
            )
