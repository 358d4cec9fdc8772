"""Tables on paper: each is set so that none of its columns is cut."""

from __future__ import annotations

import pytest
from lxml import html

from assess.pdf.wide_tables import fitted


def figure(columns: int, heading: str) -> html.HtmlElement:
    """A figure with a table of some columns of numbers, beside the names of its rows."""
    heads = "".join(f'<th scope="col" class="number">{heading}{number}</th>' for number in range(columns))
    cells = "".join(f'<td class="number">{number},000</td>' for number in range(columns))
    row = f'<tr><th scope="row">Grays Riverside</th>{cells}</tr>'
    table = f'<table><caption>Words</caption><thead><tr><th scope="col">Ward</th>{heads}</tr></thead>{row * 9}</table>'
    return html.fragment_fromstring(f'<figure class="figure"><div class="table">{table}</div></figure>')


@pytest.mark.parametrize(
    ("columns", "sheet", "size"),
    [
        (8, "figure", None),
        (9, "figure", "small"),
        (10, "figure landscape", None),
        (12, "figure landscape", None),
        (13, "figure landscape", "small"),
        (14, "figure landscape", "small"),
    ],
)
def test_a_wider_table_is_set_smaller_or_on_a_landscape_sheet(columns: int, sheet: str, size: str | None) -> None:
    found = figure(columns, "Incidents")
    fitted(found.find(".//table"))
    assert found.get("class") == sheet
    assert found.find(".//table").get("class") == size


def test_a_table_too_wide_for_any_sheet_is_cut_into_parts_that_each_name_their_rows() -> None:
    found = figure(40, "Incidents")
    fitted(found.find(".//table"))
    parts = found.findall(".//table")
    assert len(parts) > 1
    heads = [cell.text for part in parts for cell in part.find(".//thead/tr")]
    assert [head for head in heads if head != "Ward"] == [f"Incidents{number}" for number in range(40)]
    assert all(row[0].text == "Grays Riverside" for part in parts for row in part.findall("tr"))


def test_a_short_table_stays_on_one_sheet() -> None:
    short = html.fragment_fromstring("<div><table><tr><th>Ward</th><td>1</td></tr></table></div>")
    fitted(short.find(".//table"))
    assert short.find(".//table").get("class") == "short"


def test_a_short_table_of_sentences_may_go_on_over_a_sheet() -> None:
    said = "The partnership was asked to look at this again, and has said when it will."
    prose = html.fragment_fromstring(f"<div><table><tr><th>Ward</th><td>{said}</td></tr></table></div>")
    fitted(prose.find(".//table"))
    assert "prose" in prose.find(".//table").get("class").split()
    assert "short" not in prose.find(".//table").get("class").split()
