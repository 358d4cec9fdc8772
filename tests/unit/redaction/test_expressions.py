from __future__ import annotations

from decimal import Decimal

import pytest
from printed_worlds import view_of

from redaction.diagnostics.errors import LookupFailedError
from redaction.expressions import Operation, Reference, parse_expression, quantity_of

NORTH, SOUTH = "crimes/north/2022", "crimes/south/2022"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (f"value {NORTH}", "250"),
        ("value crimes/*/2022", "800"),
        ("value 2.50", "2.5"),
        ("difference crimes/south/2021 crimes/south/2022", "-100"),
        ("change crimes/south/2021 crimes/south/2022", "-25"),
        (f"share {NORTH} crimes/total/2022", "31.25"),
        (f"total {NORTH} {SOUTH}", "550"),
        (f"rank {NORTH}", "2"),
        (f"rank-from-fewest {NORTH}", "4"),
        (f"below {NORTH}", "3"),
        ("rows crimes/*/label", "5"),
        (f"share {NORTH} (difference crimes/other/2022 crimes/total/2022)", "33.33333333333333333333333333"),
    ],
)
def test_an_expression_comes_to_a_number(text: str, value: str) -> None:
    assert quantity_of(view_of(), parse_expression(text)).value == Decimal(value)


def test_a_number_names_every_cell_it_came_from() -> None:
    found = quantity_of(view_of(), parse_expression(f"share {NORTH} (total {SOUTH} crimes/east/2022)"))
    assert found.cells == (NORTH, SOUTH, "crimes/east/2022")


def test_what_rests_on_a_missing_number_has_none() -> None:
    found = quantity_of(view_of(), parse_expression("difference answers/no/before answers/no/after"))
    assert found.value is None


def test_an_expression_is_read_as_a_tree() -> None:
    north = Reference("crimes", "north", "2022")
    assert parse_expression(f"higher (value {NORTH}) 25") == Operation(
        "higher", (Operation("value", (north,)), Decimal(25))
    )


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        ("", 'unknown operation ""', "one of"),
        (f"chnage {NORTH} {SOUTH}", 'unknown operation "chnage"', '"change"'),
        (f"change {NORTH}", "change of 1", "change of 2"),
        (f"change {NORTH} {SOUTH} {NORTH}", "change of 3", "change of 2"),
        ("change north south", 'the reference "north"', "DATASET/ROW/COLUMN"),
        ("value crimes/north/", 'the reference "crimes/north/"', "DATASET/ROW/COLUMN"),
        ("value crimes/north/latest", 'the column "latest" in a claim', "the year that was printed, such as 2022"),
        (f"value (change {NORTH} {SOUTH}", "a bracket that is not closed", ")"),
        (f"value {NORTH}) extra", '")" after the end', "one operation"),
        ("rank crimes/*/2022", "rank of what is no cell", "rank DATASET/ROW/COLUMN"),
        ("rank 4", "rank of what is no cell", "rank DATASET/ROW/COLUMN"),
        (f"value (higher {NORTH} {SOUTH})", 'unknown operation "higher"', "one of"),
        ("negative 4", 'unknown operation "negative"', "one of"),
        (f"unpublished {NORTH}", "unpublished of 1", "unpublished of 0"),
    ],
)
def test_anything_else_is_refused(text: str, found: str, expected: str) -> None:
    with pytest.raises(LookupFailedError) as caught:
        parse_expression(text)
    assert found in caught.value.found
    assert expected in caught.value.expected


@pytest.mark.parametrize("text", ["value crimse/north/2022", "value crimes/nort/2022", "value crimes/north/2032"])
def test_a_name_that_does_not_exist_is_found_when_it_is_looked_up(text: str) -> None:
    with pytest.raises(LookupFailedError, match="unknown"):
        quantity_of(view_of(), parse_expression(text))
