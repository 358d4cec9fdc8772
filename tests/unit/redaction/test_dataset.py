from __future__ import annotations

from decimal import Decimal

import pytest
from specimens import DESCRIPTOR, dataset

from redaction.data.dataset import Cell, Dataset, DerivedColumn

NESTED = """\
id,parent,label,count
violence,,Violence,30
injury,violence,With injury,10
stalking,violence,Stalking,20
theft,,Theft,5
total,,Total,35
"""
SUMS = "sums:\n  - {total: violence, parts: children}\n  - {total: total, parts: [violence, theft]}\n"


@pytest.fixture
def nested() -> Dataset:
    return dataset(NESTED, SUMS)


def test_a_total_is_the_sum_of_rows_beside_it_and_not_of_rows_under_it(nested: Dataset) -> None:
    assert nested.totals == {"total"}


def test_top_rows_are_neither_totals_nor_part_of_another_row(nested: Dataset) -> None:
    assert [row.id for row in nested.top_rows()] == ["violence", "theft"]


@pytest.mark.parametrize(
    ("row", "peers"),
    [
        ("theft", ["violence", "theft"]),
        ("injury", ["injury", "stalking"]),
        ("total", ["violence", "theft", "total"]),
    ],
)
def test_a_row_is_compared_with_the_rows_of_its_parent_and_never_with_a_total(
    nested: Dataset, row: str, peers: list[str]
) -> None:
    assert [peer.id for peer in nested.peers(row)] == peers


def test_a_row_knows_its_label_and_its_parent(nested: Dataset) -> None:
    row = nested.row("injury")
    assert row is not None
    assert (row.label, row.parent, nested.parent_of("injury"), nested.parent_of("theft")) == (
        "With injury",
        "violence",
        "violence",
        "",
    )


def test_what_does_not_exist_is_not_found(nested: Dataset) -> None:
    assert (nested.row("nowhere"), nested.column("nowhere"), nested.derived_column("count")) == (None, None, None)


@pytest.mark.parametrize(("number", "decimals"), [(None, 0), ("12", 0), ("12.5", 1), ("12.50", 2)])
def test_a_cell_has_the_decimals_it_was_stored_with(number: str | None, decimals: int) -> None:
    assert Cell("", None if number is None else Decimal(number)).decimals == decimals


@pytest.mark.parametrize(("row", "reference"), [("burglary", "crime/burglary/2021"), ("weapons", "state/weapons/2021")])
def test_an_operand_is_that_of_its_row_or_else_the_default_with_the_row_filled_in(row: str, reference: str) -> None:
    references = {"default": "crime/{row}/2021", "weapons": "state/{row}/2021"}
    assert DerivedColumn("change", "Change", "change", {"from": references}).operand("from", row) == reference


@pytest.mark.parametrize(("unit", "of_all"), [("incidents", "incidents"), ("offences", "")])
def test_a_dataset_has_a_unit_where_all_its_numbers_share_it(unit: str, of_all: str) -> None:
    base = f"{DESCRIPTOR}  more: {{title: More, kind: count, unit: {unit}}}\n"
    assert dataset("id,label,count,more\na,A,1,2\n", base=base).descriptor.unit == of_all


def test_the_columns_that_are_shown_are_the_stored_and_then_the_derived() -> None:
    extra = "derived:\n  rank: {title: Rank, by: rank, of: count}\n"
    assert dataset(extra=extra).descriptor.shown_columns == {"label": "Area", "count": "Number", "rank": "Rank"}


@pytest.mark.parametrize(
    ("name", "meant"),
    [("latest", "2022"), ("previous", "2021"), ("2020", "2020"), ("count", "count"), ("nowhere", "nowhere")],
)
def test_the_latest_and_the_previous_year_stand_for_the_last_columns_named_after_years(name: str, meant: str) -> None:
    years = "".join(f'  "{year}": {{title: Year, kind: count, unit: incidents}}\n' for year in ("2022", "2020", "2021"))
    found = dataset("id,label,count,2020,2021,2022\na,A,1,2,3,4\n", base=DESCRIPTOR + years)
    assert found.descriptor.column_named(name) == meant


@pytest.mark.parametrize("name", ["latest", "previous"])
def test_where_no_column_is_named_after_a_year_there_is_no_latest(name: str) -> None:
    assert dataset().descriptor.column_named(name) == name


def test_a_dataset_that_awaits_its_data_has_nothing_to_show() -> None:
    assert (dataset(None, "awaiting: Eldor Police\n").supplied, dataset().supplied) == (False, True)


@pytest.mark.parametrize("name", ["latest", "previous", "years"])
def test_a_column_of_that_name_is_meant_before_the_years(name: str) -> None:
    own = f'  "2021": {{title: Year, kind: count, unit: incidents}}\n  {name}: {{title: Own}}\n'
    found = dataset(f"id,label,count,2021,{name}\na,A,1,2,x\n", base=DESCRIPTOR + own)
    assert found.descriptor.column_named(name) == name
    assert found.descriptor.columns_named(name) == (name,)
