"""A built page is read as its reader has it."""

from __future__ import annotations

from assess.lineage.page_reader import Bound, Page, read_page

NUMBER = '<data value="5" data-cell="d/r/c">5</data>'


def page(body: str) -> Page:
    return read_page("a/", f"<html><nav>n</nav><article><h1>The page</h1>{body}</article></html>")


def the_number(body: str) -> Bound:
    (number,) = page(body).numbers
    return number


def test_a_number_has_its_own_sentence() -> None:
    number = the_number(f"<p>One before. It was {NUMBER} in <b>all</b>, or 1.5 each. One after.</p>")
    assert number.sentence == "It was 5 in all, or 1.5 each."
    assert (number.text, number.value, number.cells, number.by) == ("5", "5", ("d/r/c",), "")


def test_a_number_stands_under_its_heading() -> None:
    body = f'<h2>Fires<a class="headerlink">&para;</a></h2><p>{NUMBER}</p>'
    assert the_number(body).place == "Fires"
    assert the_number(f"<p>{NUMBER}</p>").place == "The page"


def test_a_number_in_a_table_is_told_by_its_row_and_column() -> None:
    table = (
        "<table><thead><tr><th>Area</th><th>2021</th><th>2022</th></tr></thead>"
        f"<tbody><tr><th>North</th><td>4</td><td>{NUMBER}</td></tr></tbody></table>"
    )
    number = the_number(f'<figure id="fig-1"><figcaption><p>Up</p></figcaption>{table}</figure>')
    assert (number.place, number.sentence, number.in_table) == ("fig-1: North, 2022", "", True)
    assert not the_number(f'<figure id="fig-1"><p>{NUMBER}</p></figure>').in_table


def test_a_number_without_a_formula_is_its_one_cell() -> None:
    assert the_number(f"<p>{NUMBER}</p>").formula == "d/r/c"
    computed = (
        '<data value="1" data-cell="d/r/a d/r/b" data-by="change" data-formula="change(d/r/a, d/r/b)">up 1%</data>'
    )
    assert the_number(f"<p>{computed}</p>").formula == "change(d/r/a, d/r/b)"


def test_what_stands_between_two_numbers_is_known() -> None:
    one, two = page(f"<p>{NUMBER} and {NUMBER}.</p>").numbers
    assert (one.following, two.following) == (" and ", None)


def test_prose_leaves_numbers_out() -> None:
    assert page(f"<p>It was {NUMBER}. So it goes.</p>").prose == ("The page", "It was ….", "So it goes.")


def test_charts_and_lineage_are_not_prose() -> None:
    body = '<svg><text>9</text></svg><details class="lineage"><p>x<br>y</p></details><p>Words</p>'
    assert page(body).prose == ("The page", "Words")


def test_a_number_that_stands_where_no_reader_looks_is_counted() -> None:
    assert page(f"<p>{NUMBER}</p>").unread == 0
    assert page(f"<svg>{NUMBER}</svg>").unread == 1
    assert read_page("a/", f"<nav>{NUMBER}</nav>").unread == 1
