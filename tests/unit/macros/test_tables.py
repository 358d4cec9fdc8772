"""A dataset as an accessible table."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest
from small_view import INCIDENTS, INCIDENTS_CSV, dataset, datasets, small_view, with_descriptor

from macros.html.number_format import in_table
from macros.html.tables import table_columns, table_html, table_rows
from redaction.data.dataset import Dataset
from redaction.data.shorthand import MEANINGS

MINUS = "\u2212"


def table(name: str, *more: Dataset, heat: bool = False) -> str:
    view = small_view("partner", *more)
    return str(table_html(view, view.datasets[name], "fig-9", "What, where, when", heat=heat))


class Cells(HTMLParser):
    """Each cell of a table: its tag, its attributes, its words."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[tuple[str, dict[str, str | None], str]]] = []
        self.classes: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.rows.append([])
            self.classes.append(dict(attrs).get("class") or "")
        if tag in ("th", "td"):
            self.rows[-1].append((tag, dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        if self.rows and self.rows[-1] and data.strip():
            tag, attributes, words = self.rows[-1][-1]
            self.rows[-1][-1] = tag, attributes, words + data


def cells(html: str) -> Cells:
    reader = Cells()
    reader.feed(html)
    return reader


def words(html: str) -> list[list[str]]:
    return [[text for _, _, text in row] for row in cells(html).rows]


def test_the_caption_names_the_table_and_its_scrolling_region() -> None:
    html = table("incidents")
    assert html.count("<caption") == 1
    assert '<caption id="fig-9-caption"><span>What, where, when</span></caption>' in html
    assert '<div class="table" role="region" tabindex="0" aria-labelledby="fig-9-caption">' in html


def test_a_caption_whose_title_stands_above_a_chart_names_the_table_unseen() -> None:
    view = small_view("partner")
    html = table_html(view, view.datasets["incidents"], "fig-9", "What, where, when", titled=True)
    assert '<caption id="fig-9-caption" class="unseen"><span>What, where, when</span></caption>' in html
    assert 'aria-labelledby="fig-9-caption"' in html


def test_every_header_has_its_scope_and_every_row_one_header() -> None:
    rows = cells(table("incidents")).rows
    assert all(tag == "th" and attributes["scope"] == "col" for tag, attributes, _ in rows[0])
    for row in rows[1:]:
        assert row[0][0] == "th"
        assert row[0][1]["scope"] == "row"
        assert all(tag == "td" for tag, _, _ in row[1:])
        assert len(row) == len(rows[0])


def test_the_cells() -> None:
    assert words(table("incidents")) == [
        ["Area", "2021", "2022", "Difference", "Change", "Share", "Rank"],
        ["North", "1,000", "1,500", "+500", "+50.0%", "42.9%", "1"],
        ["Hill", "600", "900", "+300", "+50.0%", "25.7%", "[z]"],
        ["Hill top", "600", "900", "+300", "+50.0%", "25.7%", "[z]"],
        ["Vale", "400", "600", "+200", "+50.0%", "17.1%", "[z]"],
        ["South", "2,000", "1,000", f"{MINUS}1,000", f"{MINUS}50.0%", "28.6%", "2"],
        ["East", "500", "500", "0", "0.0%", "14.3%", "3"],
        ["West", "0", "500", "+500", "[z]", "14.3%", "3"],
        ["All areas", "3,500", "3,500", "0", "0.0%", "100.0%", "[z]"],
    ]


def test_totals_and_rows_under_rows_are_marked() -> None:
    assert cells(table("incidents")).classes == ["", "", "sub-row", "sub-row-2", "sub-row", "", "", "", "total"]


def test_a_row_that_is_only_the_sum_of_its_own_parts_is_no_total() -> None:
    alone = INCIDENTS.replace("  - {total: total, parts: [north, south, east, west]}\n", "")
    assert cells(table("incidents", dataset("incidents", alone, INCIDENTS_CSV))).classes[1] == ""


def test_numbers_are_marked_for_alignment_and_text_is_not() -> None:
    rows = cells(table("rates")).rows
    for row in rows:
        assert [attributes.get("class") for _, attributes, _ in row] == [None, "number", "number", "number", None]


def test_every_number_is_bound_to_its_cells() -> None:
    html = table("incidents")
    assert html.count("<data ") == 8 * 6
    cells = "incidents/south/2021 incidents/south/2022"
    formula = "incidents/south/difference"
    assert f'<data value="-1000" data-cell="{cells}" data-by="difference" data-formula="{formula}">' in html


def test_a_unit_that_all_columns_share_is_not_repeated_in_each() -> None:
    assert [column.title for column in table_columns(datasets()["incidents"])][:3] == ["Area", "2021", "2022"]


def test_units_that_differ_stand_in_each_header() -> None:
    titles = words(table("rates"))[0]
    assert titles == ["Area", "People", "Rate (per 1,000)", "Satisfied (per cent)", "Remark"]


def test_the_row_header_comes_first_wherever_it_is_declared() -> None:
    original = datasets()["rates"]
    moved = with_descriptor(original, columns=(*original.descriptor.columns[1:], original.descriptor.columns[0]))
    assert words(table("rates", moved))[0][0] == "Area"
    assert words(table("rates", moved))[1][0] == "North"


@pytest.mark.parametrize(
    ("name", "codes"),
    [("incidents", ["[z]"]), ("rates", ["[x]", "[low]", "[p]"]), ("injuries", [])],
)
def test_the_codes_used_are_explained_above_the_table_and_no_others(name: str, codes: list[str]) -> None:
    html = table(name)
    before = html.partition("<table")[0]
    assert [code for code in MEANINGS if f"{code} means {MEANINGS[code]}" in before] == sorted(
        codes, key=list(MEANINGS).index
    )
    assert before.count(" means ") == len(codes)
    assert ("table__codes" in html) == bool(codes)


def test_a_code_in_a_text_is_no_code() -> None:
    """The remark of one row says "[x] marks it"; alone, that explains nothing."""
    original = datasets()["rates"]
    south = replace(original, rows=(original.row("south"),))  # type: ignore[arg-type]
    html = table("rates", south)
    assert "[x] marks it" in html
    assert "[x] means" not in html
    assert "[low] means" in html


def test_codes_of_computed_cells_are_explained_too() -> None:
    original = datasets()["incidents"]
    none = with_descriptor(original, derived=())
    assert "[z] means not applicable" not in table("incidents", none)
    assert "[z] means not applicable" in table("incidents")


def test_not_applicable_stands_where_a_column_is_only_for_other_rows() -> None:
    for row in words(table("incidents"))[1:]:
        assert (row[-1] == "[z]") == (row[0] in {"Hill", "Hill top", "Vale", "All areas"})


def test_zero_is_a_true_zero_and_has_a_number() -> None:
    west = next(row for row in cells(table("incidents")).rows if row[0][2] == "West")
    assert west[1][2] == "0"


def test_the_rows_say_what_the_table_shows() -> None:
    """Downloads are written from these."""
    view = small_view("partner")
    for name in ("incidents", "rates", "injuries"):
        rows = table_rows(view, view.datasets[name])
        assert [[row.label, *(cell.text for cell in row.cells)] for row in rows] == words(table(name))[1:]


def test_every_numeric_cell_is_the_quantity_of_the_view() -> None:
    view = small_view("partner")
    found = view.datasets["incidents"]
    columns = [column.name for column in table_columns(found) if column.name != "label"]
    for row, shown in zip(found.rows, table_rows(view, found), strict=True):
        for column, cell in zip(columns, shown.cells, strict=True):
            quantity = view.quantity("incidents", row.id, column)
            assert cell.text == in_table(quantity)


def test_shading_goes_from_the_lowest_to_the_highest_number() -> None:
    shades = {}
    for row in cells(table("incidents", heat=True)).rows[1:]:
        for _, attributes, text in row[1:3]:
            shades[int(text.replace(",", ""))] = int(str(attributes["class"]).partition("heat-")[2])
    assert shades[0] == 0
    assert shades[3500] == 4
    assert [shades[number] for number in sorted(shades)] == sorted(shades.values())
    assert set(shades.values()) <= {0, 1, 2, 3, 4}


def test_a_table_that_is_no_heat_table_has_no_shades() -> None:
    assert "heat-" not in table("incidents")
