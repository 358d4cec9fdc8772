"""A chart as SVG: the same bytes whatever was drawn before, nothing in it but the picture, its words the table's."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from small_view import datasets, small_view, stub, vocabulary, with_descriptor

from macros.chart import Chart, Mark, chart_of
from macros.drawing import draw
from macros.figures import chart_html
from macros.tables import table_rows

KINDS = {
    "ranked": ("incidents", "ranked", ["2022"]),
    "decimals": ("rates", "ranked", ["rate"]),
    "change": ("incidents", "change", ["change"]),
    "grouped": ("incidents", "grouped", ["2021", "2022"]),
    "one series": ("incidents", "grouped", ["2022"]),
    "months": ("incidents", "months", ["2021", "2022"]),
    "one line": ("incidents", "months", ["2022"]),
}


def chart(name: str) -> Chart:
    return chart_of(small_view("public"), *KINDS[name])


@pytest.fixture(scope="module")
def drawn() -> dict[str, str]:
    """Each kind of chart, drawn once."""
    return {name: draw(chart(name)) for name in KINDS}


def texts(svg: str) -> list[str]:
    """The words of an SVG; those of one `<text>` with several lines joined by a space."""
    root = ET.fromstring(svg)  # noqa: S314  # drawn by ourselves
    found = [element for element in root.iter() if element.tag.endswith("}text") or element.tag == "text"]
    return [" ".join("".join(part.itertext()) for part in (list(each) or [each])) for each in found]


@pytest.mark.parametrize("name", KINDS)
def test_the_same_chart_is_the_same_bytes_after_others_were_drawn(name: str, drawn: dict[str, str]) -> None:
    for other in KINDS:
        if other != name:
            draw(chart(other))
    assert draw(chart(name)) == drawn[name]


def test_the_same_chart_is_the_same_bytes_in_another_process(drawn: dict[str, str], root: Path) -> None:
    script = (
        "import hashlib, sys\n"
        f"sys.path.insert(0, {str(Path(__file__).parent)!r})\n"
        "from test_drawing import KINDS, chart, draw\n"
        "for name in reversed(KINDS):\n"
        "    print(name, hashlib.sha256(draw(chart(name)).encode()).hexdigest(), sep='=')\n"
    )
    environment = {"PATH": "/usr/bin", "LC_ALL": "C", "TZ": "Asia/Tokyo", "PYTHONHASHSEED": "7", "HOME": "/nowhere"}
    result = subprocess.run(
        [sys.executable, "-c", script], cwd=root, env=environment, capture_output=True, text=True, check=True
    )
    there = dict(line.split("=") for line in result.stdout.splitlines())
    assert there == {name: hashlib.sha256(svg.encode()).hexdigest() for name, svg in drawn.items()}


@pytest.mark.parametrize("name", KINDS)
def test_it_is_one_svg_with_nothing_that_runs_loads_or_explains_itself(name: str, drawn: dict[str, str]) -> None:
    svg = drawn[name]
    assert ET.fromstring(svg).tag == "{http://www.w3.org/2000/svg}svg"  # noqa: S314  # drawn by ourselves
    assert "\n" not in svg
    for unwanted in ("href", "<script", "javascript", "style=", "<style", "<image", "<foreignObject", " on", "@import"):
        assert unwanted not in svg, unwanted
    for of_vega in ("vega", "$schema", '"data"', "values", "mark-", "aria-", "role=", "class="):
        assert of_vega not in svg, of_vega
    assert set(re.findall(r"https?://[^\"' ]+", svg)) == {"http://www.w3.org/2000/svg"}


@pytest.mark.parametrize("name", KINDS)
def test_its_coordinates_are_no_longer_than_an_eye_can_tell(name: str, drawn: dict[str, str]) -> None:
    attributes = "".join(re.findall(r'="[^"]*"', drawn[name]))
    assert re.findall(r"\d\.\d{3,}", attributes) == []


@pytest.mark.parametrize("name", KINDS)
def test_it_shows_each_category_and_what_it_measures(name: str, drawn: dict[str, str]) -> None:
    words = texts(drawn[name])
    for category in {mark.category for mark in chart(name).marks}:
        assert category in words
    assert chart(name).measure in words


@pytest.mark.parametrize("name", ["ranked", "decimals", "change", "grouped", "one series"])
def test_its_labels_are_the_numbers_of_the_table(name: str, drawn: dict[str, str]) -> None:
    dataset, _, columns = KINDS[name]
    view = small_view("public")
    found = view.datasets[dataset]
    names = [each.name for each in found.descriptor.columns if each.name != "label"]
    names += [each.name for each in found.descriptor.derived]
    top = {row.cells["label"].text for row in found.top_rows()}
    table = [
        row.cells[names.index(column)].text for row in table_rows(view, found) if row.label in top for column in columns
    ]
    numbers = sorted(text for text in table if not text.startswith("["))
    series = {"2021", "2022"}
    shown = sorted(text for text in texts(drawn[name]) if re.search(r"\d", text) and text not in series)
    assert shown == numbers


def test_a_number_with_three_decimals_keeps_them(drawn: dict[str, str]) -> None:
    assert "47.394" in texts(drawn["decimals"])


def test_a_code_stands_where_a_bar_has_no_number(drawn: dict[str, str]) -> None:
    """GSS: what is missing carries its code; a row without bar and label looks like nought."""
    assert "[low]" in texts(drawn["decimals"])


def test_words_are_escaped_and_whole() -> None:
    names = [
        '<b>&"it\'s"</b>',
        'id="x" role="img"',
        'url(#a) href="#b"',
        'a="1.23456"',
        "A rather long name of a place here",
    ]
    marks = tuple(Mark(name, "s", float(place), str(place)) for place, name in enumerate(names, start=1))
    words = texts(draw(Chart("ranked", marks, "", "Things")))
    for name in names:
        assert name in words


def test_words_stay_whole_inside_a_figure() -> None:
    """Ids are made the figure's own; a name that looks like one is no id."""
    label = 'id="x" and url(#a)'
    original = datasets()["injuries"]
    rows = tuple(row for row in original.rows)
    named = rows[0].__class__(rows[0].id, {**rows[0].cells, "label": rows[0].cells["label"].__class__(label)})
    view = small_view("partner", original.__class__(original.descriptor, original.audience, (named, *rows[1:])))
    svg = str(chart_html(view, view.datasets["injuries"], "ranked", ["count"], lambda each, _: draw(each)))
    assert label in texts(svg)


@pytest.mark.parametrize("kind", ["ranked", "change", "grouped", "months"])
def test_a_chart_without_a_number_is_still_drawn(kind: str) -> None:
    empty = Chart(kind, (Mark("a", "s", None, "[x]"), Mark("b", "s", None, "[x]")), "", "Things")  # type: ignore[arg-type]
    assert texts(draw(empty))


@pytest.mark.parametrize("kind", ["ranked", "grouped"])
def test_bars_start_at_zero(kind: str) -> None:
    marks = tuple(Mark(name, "s", value, str(value)) for name, value in (("a", 1000.0), ("b", 500.0)))
    svg = draw(Chart(kind, marks, "", "Things"))  # type: ignore[arg-type]
    bars = re.findall(r'<path d="M([\d.]+),[\d.]+h([\d.]+)v[\d.]+h-[\d.]+Z" fill="#', svg)
    (first, long), (second, short) = bars
    assert first == second
    assert float(long) == pytest.approx(2 * float(short), abs=0.02)


# --- in a figure ---------------------------------------------------------------------------------------


def drawn_now(chart: Chart, _: str) -> str:
    return draw(chart)


def figures(draw: Callable[[Chart, str], str] = drawn_now) -> tuple[str, str]:
    macros = vocabulary(draw=draw)
    return macros.text("{{ figure('incidents', chart='ranked', of='2022') }}"), macros.text(
        "{{ figure('rates', chart='ranked', of='rate') }}"
    )


@pytest.mark.parametrize("drawing", [drawn_now, stub])
def test_no_id_of_one_figure_is_an_id_of_another_and_each_reference_has_its_id(
    drawing: Callable[[Chart, str], str],
) -> None:
    """The stub has an id of its own in each chart, as vl-convert gives where it clips."""
    ids = []
    for html in figures(drawing):
        own = re.findall(r' id="([^"]+)"', html)
        assert len(own) == len(set(own))
        used = re.findall(r'url\(#([^)]+)\)|aria-labelledby="([^"]+)"', html)
        references = {name for pair in used for each in pair for name in each.split()}
        assert references <= set(own)
        assert references
        ids.append(set(own))
    assert not ids[0] & ids[1]


def test_an_svg_in_a_figure_has_a_title_and_a_description_of_its_own() -> None:
    for html in figures():
        svg = re.search(r"<svg.*</svg>", html, re.DOTALL)
        assert svg is not None
        tree = ET.fromstring(svg[0])  # noqa: S314  # drawn by ourselves
        assert tree.get("role") == "img"
        title, description = list(tree)[:2]
        assert [title.get("id"), description.get("id")] == str(tree.get("aria-labelledby")).split()
        assert str(description.text).startswith("Bar chart of ")


def test_the_same_figure_is_the_same_bytes_twice() -> None:
    assert figures() == figures()


def test_a_figure_says_no_column_that_it_does_not_show() -> None:
    """Altair ships every column of a frame unless it is told not to."""
    original = with_descriptor(datasets()["rates"], headline="Rates")
    view = small_view("public", original)
    svg = str(chart_html(view, original, "ranked", ["rate"], lambda each, _: draw(each)))
    for other in ("31650", "31,650", "61.25", "as counted", "remark"):
        assert other not in svg
