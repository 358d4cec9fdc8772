"""Expressions of claims are worked out from raw cells, in the grammar that the reconciliation pages bind."""

from __future__ import annotations

import pytest
from test_ledger_faults import COLUMN, traced

from assess.lineage.recomputation import Recomputation, UntraceableError


def data(formula: str, value: str, cells: str, by: str, text: str) -> str:
    return f'<data value="{value}" data-cell="{cells}" data-by="{by}" data-formula="{formula}">{text}</data>'


NESTED = data(
    "change (total fires/north/2021 fires/south/2021) fires/north/2022",
    "-48.3",
    "fires/north/2021 fires/south/2021 fires/north/2022",
    "change",
    "\N{MINUS SIGN}48.3%",
)
SHOWN = [
    NESTED,
    data("difference fires/north/2021 100", "-100", "fires/north/2021", "difference", "\N{MINUS SIGN}100"),
    data(
        "amount (rate fires/north/2022 fires/south/2022)", "120.0", "fires/north/2022 fires/south/2022", "rate", "120.0"
    ),
    data("rank fires/south/2022", "1", COLUMN, "rank", "1"),
    data("ordinal (rank-from-fewest fires/south/2022)", "3", COLUMN, "rank", "3rd"),
    data("below fires/south/2022", "2", COLUMN, "below", "2"),
    data("1 of leading fires/south/2022", "South", f"{COLUMN} fires/south/label", "highest", "South"),
]


@pytest.mark.parametrize("html", SHOWN)
def test_an_expression_that_is_what_its_cells_give_passes(html: str) -> None:
    assert traced(html)[1] == []


@pytest.mark.parametrize(
    "html",
    [
        NESTED.replace(">\N{MINUS SIGN}48.3%", ">+48.3%"),
        NESTED.replace("total ", "share "),
        NESTED.replace("change (", "change ("[:-1]),
        SHOWN[1].replace("2021 100", "2021 101"),
        SHOWN[2].replace("rate fires", "share fires"),
        SHOWN[3].replace(">1<", ">1st<"),
        SHOWN[4].replace("rank-from-fewest", "rank"),
        SHOWN[5].replace('value="2"', 'value="3"'),
        SHOWN[6].replace(">South<", ">North<"),
    ],
)
def test_one_that_is_not_is_told(html: str) -> None:
    assert len(traced(html)[1]) == 1


@pytest.mark.parametrize(
    "formula", ["change (total fires/north/2021", "guess fires/north/2021 2", "value 1 2", "total )"]
)
def test_what_is_no_expression_is_not_worked_out(formula: str) -> None:
    with pytest.raises(UntraceableError):
        Recomputation({}).expected(formula)
