"""A long table shows some of its rows, says how many there are, and links to the downloads that have all."""

from __future__ import annotations

from decimal import Decimal

import pytest

from redaction.data.dataset import LABEL, LARGEST_TABLE, Cell, Column, Dataset, Descriptor, OnPages, Row

COLUMNS = (Column(LABEL, "Area"), Column("2022", "2022", "count", "offences"))


def dataset(on_pages: OnPages, rows: int) -> Dataset:
    """Areas numbered from 0: each tenth is a group, and the others are part of the one before them."""
    made = tuple(
        Row(
            f"r{at}",
            {LABEL: Cell(f"Area {at}"), "2022": Cell(str(at), Decimal(at))},
            "" if at % 10 == 0 else f"r{at - at % 10}",
        )
        for at in range(rows)
    )
    descriptor = Descriptor("areas", "Areas", "All quiet", "Tharrowe", "2022", (), COLUMNS, on_pages=on_pages)
    return Dataset(descriptor, "public", made)


@pytest.mark.parametrize("rows", [LARGEST_TABLE - 1, LARGEST_TABLE, LARGEST_TABLE + 1])
def test_a_table_is_shown_whole_up_to_its_limit(rows: int) -> None:
    assert len(dataset(OnPages(), rows).page_rows) == min(rows, LARGEST_TABLE)


@pytest.mark.parametrize(
    ("on_pages", "shown"),
    [
        (OnPages(rows=2), ["r0", "r1"]),
        (OnPages(highest="2022", rows=2), ["r29", "r28"]),
        (OnPages(groups=True), ["r0", "r10", "r20"]),
        (OnPages(within="r10", rows=3), ["r10", "r11", "r12"]),
    ],
)
def test_a_descriptor_chooses_which_rows_are_shown(on_pages: OnPages, shown: list[str]) -> None:
    assert [row.id for row in dataset(on_pages, 30).page_rows] == shown
