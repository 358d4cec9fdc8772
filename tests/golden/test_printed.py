"""Every row that the signed-off document printed is on the public site, as printed, or listed as different.

`printed/*.tsv` hold the printed tables: each row's label and cells, exactly as printed. A row printed with a
hyphen before it is part of the one above. `printed/differs.tsv` lists each cell that is shown otherwise, and why;
a count is never among them, but for words printed around it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from html_tables import ShownCell, ShownRow, ShownTable, number, tables

PRINTED = Path(__file__).with_name("printed")
LABEL = "label"

CHANGES = ("Difference", "Percentage change")
BY_AREA = ("Number", "Percentage of Essex")
# The figure on the site that each file is of, and its columns in the order they are printed.
FIGURES: dict[str, tuple[str, tuple[str, ...]]] = {
    "figure-04": ("fig-4", ("2021", "2022", *CHANGES)),
    "figure-05": ("fig-5", ("2021", "2022", *CHANGES)),
    "figure-06": ("fig-6", ("Essex percentage change", "Thurrock percentage change")),
    "figure-07": ("fig-7", ("October 2020 to September 2021", "October 2021 to September 2022", *CHANGES)),
    "figure-08a": ("fig-8a", ("2021", "2022", *CHANGES)),
    "figure-08b": ("fig-8b", ("2021", "2022", *CHANGES)),
    "figure-09": ("fig-9", ("Crime", "Rank (16 = most)", "Percentage of all beat areas")),
    "figure-10": (
        "fig-10",
        ("Essex", "Thurrock", "Rank of Thurrock (1 = most)", "Thurrock as a percentage of Essex"),
    ),
    "figure-12": ("fig-12", BY_AREA),
    "figure-13": ("fig-13", BY_AREA),
    "figure-14": ("fig-14", BY_AREA),
    "figure-15": ("fig-15", BY_AREA),
    "figure-16": ("fig-16", ("Anti-social behaviour", "Rank (16 = most)", "Percentage of all beat areas")),
    "figure-20": ("fig-20", ("Number of complaints",)),
    "figure-21": ("fig-21", ("Priority level", "Number of reports")),
    "figure-22": ("fig-22", ("Number",)),
    "figure-22-contractors": ("fig-contractor-fixed-penalties", ("Number",)),
    "crime-severity": (
        "fig-crime-severity",
        ("Crime severity score (points)", "Offences per 1,000 population"),
    ),
}
PRINTED_ROWS = 236
# Columns in which a cell is printed once for all the rows under it.
PRINTED_ONCE = {("figure-21", "Priority Level")}

EVERY_FIGURE = pytest.mark.parametrize("name", FIGURES)


@dataclass(frozen=True)
class PrintedTable:
    """A table as printed: its columns, and each row's label and cells."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, order=True)
class Difference:
    """A cell that is not shown as printed; the column is the printed one, or `label`."""

    figure: str
    row: str
    column: str
    printed: str
    shown: str


def read(name: str) -> list[list[str]]:
    with (PRINTED / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def printed(name: str) -> PrintedTable:
    header, *body = read(name)
    rows = []
    above = [""] * len(header)
    for cells in body:
        assert len(cells) == len(header), cells
        full = [
            before if not cell and (name, column) in PRINTED_ONCE else cell
            for cell, before, column in zip(cells, above, header, strict=True)
        ]
        rows.append((full[0], tuple(full[1:])))
        above = full
    return PrintedTable(tuple(header[1:]), tuple(rows))


def listed() -> dict[Difference, str]:
    header, *body = read("differs")
    assert header == ["figure", "row", "column", "printed", "shown", "reason"]
    return {Difference(*cells[:5]): cells[5] for cells in body}


@dataclass(frozen=True)
class Site:
    """The tables of an edition by the id of their figure, and its stored numbers by their cells."""

    tables: Mapping[str, ShownTable]
    stored: Mapping[str, Fraction]

    def table(self, name: str) -> ShownTable:
        """The table that a file of printed rows is about."""
        return self.tables[FIGURES[name][0]]

    def exact(self, cell: ShownCell) -> Fraction | None:
        """What a computed cell comes to, worked out here from the stored numbers it names; None for a code."""
        if not cell.by or cell.text.startswith("[") or not all(name in self.stored for name in cell.cells):
            return None
        first, *rest = (self.stored[name] for name in cell.cells)
        if cell.by == "share":
            return first / sum(rest) * 100
        if cell.by in {"change", "difference"}:
            (later,) = rest
            return later - first if cell.by == "difference" else (later - first) / first * 100
        return None


@pytest.fixture(scope="session")
def site(sites: Path) -> Site:
    """The public edition as it stands in its HTML."""
    found: dict[str, ShownTable] = {}
    for page in sorted((sites / "public").rglob("*.html")):
        for table in tables(page.read_text("utf-8")):
            assert table.figure not in found, f"{table.figure} is on two pages"
            found[table.figure] = table
    cells = [cell for table in found.values() for row in table.rows for cell in row.cells.values()]
    stored = {cell.cells[0]: Fraction(str(cell.value)) for cell in cells if cell.stored and cell.number is not None}
    return Site(found, stored)


def rounded(value: Fraction, decimals: int) -> Decimal:
    """Half away from zero."""
    away = int(abs(value) * 10**decimals + Fraction(1, 2))
    return Decimal(away if value >= 0 else -away).scaleb(-decimals)


def only_a_number(text: str) -> bool:
    return bool(re.fullmatch(r"[-+\u2212]?[\d,]+(?:\.\d+)?%?", text))


def same(paper: str, screen: ShownCell, site: Site) -> bool:
    """Whether a cell says what was printed: the same text, or the same number to the decimals printed."""
    if paper == screen.text:
        return True
    if not (only_a_number(paper) and only_a_number(screen.text)):
        return False
    exact = site.exact(screen)
    if exact is None:
        return number(paper) == screen.number and decimals(paper) == decimals(screen.text)
    return rounded(exact, decimals(paper)) == number(paper)


def decimals(text: str) -> int:
    return len(text.partition(".")[2].rstrip("%"))


def pairs(name: str, table: ShownTable) -> list[tuple[str, tuple[str, ...], ShownRow]]:
    """Each printed row beside the one shown in its place."""
    paper = printed(name).rows
    assert len(paper) == len(table.rows), "a row was lost, or invented"
    return [(label, cells, row) for (label, cells), row in zip(paper, table.rows, strict=True)]


def differences(name: str, site: Site) -> list[Difference]:
    """Every cell of a figure that is not shown as printed."""
    _, columns = FIGURES[name]
    headings = printed(name).columns
    found = []
    for label, cells, row in pairs(name, site.table(name)):
        if row.label != label.removeprefix("- "):
            found.append(Difference(name, label, LABEL, label, row.label))
        for heading, column, cell in zip(headings, columns, cells, strict=True):
            if not same(cell, row.cells[column], site):
                found.append(Difference(name, label, heading, cell, row.cells[column].text))
    return found


@EVERY_FIGURE
def test_every_printed_cell_is_shown_as_printed_or_listed_as_different(name: str, site: Site) -> None:
    unlisted = [each for each in differences(name, site) if each not in listed()]
    assert unlisted == []


def test_every_listed_difference_is_one(site: Site) -> None:
    found = {each for name in FIGURES for each in differences(name, site)}
    assert sorted(set(listed()) - found) == []


def test_every_listed_difference_has_a_reason_and_stands_once() -> None:
    body = read("differs")[1:]
    assert len(listed()) == len(body)
    assert all(len(cells) == 6 and cells[5].strip() for cells in body)
    assert all(cells[3] != cells[4] for cells in body)


@EVERY_FIGURE
def test_no_stored_number_differs_whatever_is_listed(name: str, site: Site) -> None:
    _, columns = FIGURES[name]
    table = site.table(name)
    compared = 0
    for label, cells, row in pairs(name, table):
        for column, cell in zip(columns, cells, strict=True):
            if row.cells[column].stored:
                assert number(cell) == row.cells[column].number == number(str(row.cells[column].value)), label
                compared += 1
    assert compared >= len(table.rows) or name == "figure-06"


@EVERY_FIGURE
def test_a_row_printed_with_a_hyphen_is_part_of_the_one_above(name: str, site: Site) -> None:
    for label, _, row in pairs(name, site.table(name)):
        assert label.startswith("- ") == row.kind.startswith("sub-row"), label


@EVERY_FIGURE
def test_what_is_shown_and_was_not_printed_follows_from_what_was(name: str, site: Site) -> None:
    """No number of our own stands among the printed ones: a further column is computed."""
    _, columns = FIGURES[name]
    for row in site.table(name).rows:
        for column, cell in row.cells.items():
            assert column in columns or cell.by, (row.label, column)


@EVERY_FIGURE
def test_every_number_names_the_cells_it_came_from(name: str, site: Site) -> None:
    table = site.table(name)
    for row in table.rows:
        for column, cell in row.cells.items():
            if cell.stored:
                assert len(cell.cells) == 1, (row.label, column)
                assert cell.cells[0].startswith(f"{table.dataset}/"), (row.label, column)
            elif cell.by and not cell.text.startswith("["):
                assert cell.cells, (row.label, column)


def test_every_computed_cell_of_the_site_is_what_its_cells_give(site: Site) -> None:
    compared = 0
    for table in site.tables.values():
        for row in table.rows:
            for column, cell in row.cells.items():
                exact = site.exact(cell)
                if exact is not None:
                    where = table.figure, row.label, column
                    assert rounded(exact, decimals(cell.text)) == cell.number == number(str(cell.value)), where
                    signed = cell.text.startswith(("+", "\u2212"))
                    assert signed == (cell.by != "share" and cell.number != 0), where
                    compared += 1
    assert compared > 300


def test_every_rank_is_the_place_among_the_cells_it_names(site: Site) -> None:
    compared = 0
    for table in site.tables.values():
        for row in table.rows:
            for column, cell in row.cells.items():
                if cell.by == "rank" and cell.number is not None and "= most" in column:
                    own, *peers = (site.stored[name] for name in cell.cells)
                    from_the_top = "(1 = most" in column
                    ahead = sum(peer > own if from_the_top else peer < own for peer in peers)
                    assert cell.number == ahead + 1, (table.figure, row.label)
                    compared += 1
    assert compared > 80


def test_no_total_has_a_rank_among_its_parts(site: Site) -> None:
    ranked = {
        (table.figure, row.label, cell.text)
        for table in site.tables.values()
        for row in table.rows
        for cell in row.cells.values()
        if cell.by == "rank"
        and "total" in row.kind.split()
        and cell.cells[:1]
        and cell.cells[0].split("/")[1] == "total"
    }
    assert ranked == set()


def test_no_heading_says_its_unit_twice(site: Site) -> None:
    twice = [
        column
        for table in site.tables.values()
        for column in table.columns
        if (match := re.fullmatch(r"(.+) \((.+)\)", column)) and match[1].lower() == match[2].lower()
    ]
    assert twice == []


def test_the_printed_tables_are_all_there() -> None:
    files = {path.stem for path in PRINTED.glob("*.tsv")}
    assert files == {*FIGURES, "differs"}
    assert sum(len(printed(name).rows) for name in FIGURES) == PRINTED_ROWS
