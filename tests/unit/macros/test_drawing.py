"""A chart as SVG: the same bytes whatever was drawn before, nothing in it but the picture, its words the table's."""

from __future__ import annotations

import gzip
import hashlib
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_view import dataset, datasets, small_view, stub, vocabulary, with_descriptor

from macros.charts.chart import Chart, Mark, charts_of
from macros.charts.drawing import SMALL, TEXT, draw, round_ticks, tick_label
from macros.charts.responsive_svg import NARROW
from macros.charts.text_width import width
from macros.html.tables import table_rows
from macros.vocabulary.figures import charts_html

KINDS: dict[str, tuple[str, str, list[str]]] = {
    "ranked": ("incidents", "ranked", ["2022"]),
    "decimals": ("rates", "ranked", ["rate"]),
    "change": ("incidents", "change", ["change"]),
    "grouped": ("incidents", "grouped", ["2021", "2022"]),
    "one series": ("incidents", "grouped", ["2022"]),
    "months": ("incidents", "months", ["2021", "2022"]),
    "columns": ("incidents", "months", ["2022"]),
    "stacked": ("incidents", "stacked", ["2021", "2022"]),
    "map": ("incidents", "map", ["2022"]),
    "multiples": ("incidents", "multiples", ["2021", "2022"]),
    "gap": ("incidents", "gap", ["2021", "2022"]),
}
GRID = """\
title: Places
headline: Places
place: Anyshire
period: "2022"
sources: [police]
columns:
  label: {title: Area}
  column: {title: Column, kind: count, unit: tiles}
  row: {title: Row, kind: count, unit: tiles}
"""
GRID_CSV = "id,label,column,row\nnorth,N,1,1\nsouth,S,2,3\neast,E,2,1\nwest,W,1,2\n"


def chart(name: str) -> Chart:
    return charts_of(small_view("public", dataset("places", GRID, GRID_CSV)), *KINDS[name], "places")[0]


@pytest.fixture(scope="module")
def drawn() -> dict[str, str]:
    """Each kind of chart, drawn once."""
    return {name: draw(chart(name)) for name in KINDS}


def texts(svg: str) -> list[str]:
    """The words of an SVG; those of one `<text>` with several lines joined by a space."""
    root = ET.fromstring(svg)  # noqa: S314  # drawn by ourselves
    found = [element for element in root.iter() if element.tag.endswith("}text") or element.tag == "text"]
    return [" ".join("".join(part.itertext()) for part in (list(each) or [each])) for each in found]


def test_the_same_chart_is_the_same_bytes_after_others_were_drawn(drawn: dict[str, str]) -> None:
    again = {name: draw(chart(name)) for name in reversed(KINDS)}
    assert again == drawn


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
    for unwanted in ("href", "<script", "javascript", "style=", "<style", "<image", "<foreignObject", "@import"):
        assert unwanted not in svg, unwanted
    assert not re.search(r"<[^>]*\son[a-z]+=", svg)
    for of_vega in ("vega", "$schema", '"data"', "values", "mark-", "role-", "aria-", "role=", " id=", "url("):
        assert of_vega not in svg, of_vega
    assert not re.search("#[0-9a-f]{3}|rgb|font", svg), "a colour or a font that the stylesheet cannot change"
    assert set(re.findall(r"https?://[^\"' ]+", svg)) == {"http://www.w3.org/2000/svg"}


@pytest.mark.parametrize("name", KINDS)
def test_the_stylesheet_knows_each_of_its_looks(name: str, drawn: dict[str, str], root: Path) -> None:
    """But for names, which look like the words around them, and the kind, which needs no look."""
    styles = (root / "assess/theme/assets/stylesheets/assessment.css").read_text("utf-8")
    inside = drawn[name].partition(">")[2]
    looks = {look for each in re.findall(r' class="([^"]*)"', inside) for look in each.split()} - {"name"}
    assert looks
    assert [look for look in sorted(looks) if not re.search(rf"\.figure__chart[, ][^{{]*\.{look}\b", styles)] == []


@pytest.mark.parametrize("name", KINDS)
def test_its_coordinates_are_no_longer_than_an_eye_can_tell(name: str, drawn: dict[str, str]) -> None:
    attributes = "".join(re.findall(r'="[^"]*"', drawn[name]))
    assert re.findall(r"\d\.\d{3,}", attributes) == []


@pytest.mark.parametrize("name", KINDS)
def test_it_shows_each_category_and_what_it_measures(name: str, drawn: dict[str, str]) -> None:
    words = texts(drawn[name])
    for category in {mark.category for mark in chart(name).marks}:
        assert category in words
    assert any(word.startswith(chart(name).measure) for word in words)


@pytest.mark.parametrize("name", ["ranked", "decimals", "change", "grouped", "one series", "map"])
def test_its_labels_are_the_numbers_of_the_table(name: str, drawn: dict[str, str]) -> None:
    of, _, columns = KINDS[name]
    view = small_view("public")
    found = view.datasets[of]
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
    svg = str(charts_html(view.datasets["injuries"], charts_of(view, "injuries", "ranked", ["count"]), drawn_now))
    assert label in texts(svg)


@pytest.mark.parametrize("kind", ["ranked", "change", "grouped", "months", "stacked", "map", "multiples", "gap"])
def test_a_chart_without_a_number_says_so_for_each_category(kind: str) -> None:
    marks = (Mark("a", "s", None, "[x]"), Mark("b", "s", None, "[x]"))
    words = " ".join(texts(draw(Chart(kind, marks, "", "Things", places=((1, 1), (2, 1))))))  # type: ignore[arg-type]
    assert words.count("[x]") == 2


class Part(dict[str, str]):
    """The attributes of one part of a drawing, with places along its width in pixels at some width of column."""

    def along(self, name: str, column: float) -> float:
        text = self.get(name, "0")
        return float(text[:-1]) * column / 100 if text.endswith("%") else float(text)


def parts(svg: str, tag: str) -> list[Part]:
    """The parts of one kind; `left` is how far their group is moved to the right, `words` what they say."""
    root = ET.fromstring(svg)  # noqa: S314  # drawn by ourselves
    found = []
    for holder in root.iter():
        moved = re.match(r"translate\(([\d.]+),0\)", holder.get("transform", "translate(0,0)"))
        assert moved is not None
        found += [
            Part(each.attrib, left=moved[1], words="".join(each.itertext()))
            for each in holder
            if each.tag.endswith(tag)
        ]
    return found


@pytest.mark.parametrize("kind", ["ranked", "grouped", "multiples", "months"])
def test_bars_start_at_zero(kind: str) -> None:
    marks = tuple(Mark(name, "s", value, str(value)) for name, value in (("a", 1000.0), ("b", 500.0)))
    svg = draw(Chart(kind, marks, "", "Things", title="Panel" * (kind == "multiples")))  # type: ignore[arg-type]
    first, second = (each for each in parts(svg, "rect") if float(each["height"]) > 12)
    length, start = ("height", "y") if kind == "months" else ("width", "x")
    ends = [each.along(start, 1000) + (each.along(length, 1000) if kind == "months" else 0) for each in (first, second)]
    assert ends[0] == pytest.approx(ends[1], abs=0.02)
    assert first.along(length, 1000) == pytest.approx(2 * second.along(length, 1000), abs=0.2)


def test_two_numbers_are_dots_on_one_scale_with_a_line_between_and_each_number_outside() -> None:
    marks = (Mark("a", "Eldor", 30.0, "+30"), Mark("a", "Here", 10.0, "+10"), Mark("b", "Eldor", -10.0, "\u221210"))
    svg = draw(Chart("gap", (*marks, Mark("b", "Here", 10.0, "+10")), "", "Things"))
    dots = [each for each in parts(svg, "svg") if each["x"].endswith("%")]
    places = [round(each.along("x", 1000)) for each in dots]
    assert places[1] - places[0] == pytest.approx(places[3] - places[2], abs=2)
    axis, _ = parts(svg, "line")
    assert axis.along("x1", 1000) == pytest.approx((places[2] + places[3]) / 2, abs=2)
    boxes = [each for each in parts(svg, "rect") if each["height"] == "2"]
    assert [round(each.along("width", 1000)) for each in boxes] == pytest.approx([places[1] - places[0]] * 2, abs=2)
    anchors = {each["words"]: each.get("text-anchor", "start") for each in parts(svg, "text")}
    assert (anchors["+30"], anchors["\u221210"]) == ("start", "end")


def test_a_fall_is_drawn_to_the_left_of_zero_and_a_rise_to_the_right() -> None:
    svg = draw(Chart("change", (Mark("a", "s", 4.0, "+4"), Mark("b", "s", -2.0, "\u22122")), "", "Things"))
    rise, fall = parts(svg, "rect")
    [axis] = parts(svg, "line")
    assert rise.along("x", 1000) == pytest.approx(axis.along("x1", 1000), abs=0.2)
    assert fall.along("x", 1000) + fall.along("width", 1000) == pytest.approx(axis.along("x1", 1000), abs=0.2)
    assert rise.along("width", 1000) == pytest.approx(2 * fall.along("width", 1000), abs=0.3)


def test_panels_have_one_scale() -> None:
    marks = (Mark("a", "s", 1000.0, "1,000"), Mark("b", "s", 10.0, "10"))
    panels = [Chart("multiples", (mark,), "", "Things", mark.category, marks) for mark in marks]
    long, short = (parts(draw(panel), "rect")[0].along("width", 10_000) for panel in panels)
    assert long == pytest.approx(100 * short, rel=0.01)


def test_the_parts_of_a_stacked_bar_touch_and_make_its_whole(drawn: dict[str, str]) -> None:
    bars: dict[str, list[Part]] = {}
    for part in parts(drawn["stacked"], "rect"):
        if float(part["height"]) > 12:
            bars.setdefault(part["y"], []).append(part)
    assert [len(bar) for bar in bars.values()] == [3, 4]
    for bar in bars.values():
        place = 0.0
        for part in bar:
            assert part.along("x", 100) == pytest.approx(place, abs=0.02)
            place += part.along("width", 100)
        assert place == pytest.approx(100, abs=0.2)


def test_a_part_too_small_for_its_label_has_it_beneath() -> None:
    marks = (Mark("Large", "One", 97.0, "97.0%"), Mark("Small", "One", 3.0, "3.0%"))
    words = texts(draw(Chart("stacked", marks, "", "Percentage")))
    assert "97.0%" in words
    assert "Small 3.0%" in words
    assert "Large 97.0%" not in words


def test_tiles_stand_where_the_grid_has_them(drawn: dict[str, str]) -> None:
    tiles = parts(drawn["map"], "rect")
    words = {each["words"]: each for each in parts(drawn["map"], "text")}
    [picked] = [tile for tile in tiles if tile["class"] == "picked"]
    assert {word: words[word]["x"] for word in ("North", "South", "East", "West")} == {
        "North": "25%",
        "South": "75%",
        "East": "75%",
        "West": "25%",
    }
    assert float(picked["y"]) < float(words["South"]["y"]) < float(picked["y"]) + float(picked["height"])
    tops = {word: float(words[word]["y"]) for word in ("North", "East", "West", "South")}
    assert tops["North"] == tops["East"] < tops["West"] < tops["South"]


def test_a_line_breaks_where_there_is_no_number() -> None:
    values = (1.0, 2.0, None, 3.0, 4.0, 5.0)
    marks = tuple(
        Mark(str(place), series, value, "[x]" if value is None else str(value))
        for series in ("s", "t")
        for place, value in enumerate(values)
    )
    svg = draw(Chart("months", marks, "", "Things"))
    for look in ("first", "second"):
        assert len([line for line in parts(svg, "line") if line["class"] == look]) == 3


def test_months_are_shortened_and_say_each_year_once() -> None:
    names = [f"{month} {year}" for year in (2021, 2022) for month in ("November", "December", "January")]
    words = texts(draw(Chart("months", tuple(Mark(name, "s", 5.0, "5") for name in names), "", "Things")))
    assert [word for word in words if word in ("Nov", "Dec", "Jan")] == ["Nov", "Dec", "Jan"] * 2
    assert sorted(word for word in words if word.startswith("20")) == ["2021", "2022"]


@pytest.mark.parametrize("values", [[0.0], [3.0, 7.0], [0.012, 0.08], [1_498_931.0], [-5.0, 12.0], [-3.0], [99.9], []])
def test_ticks_are_round_and_hold_every_value(values: list[float]) -> None:
    found = round_ticks(values)
    assert found[0] <= min([0, *values])
    assert found[-1] >= max([0, *values]) - 1e-9
    assert 0 in found
    assert 2 <= len(found) <= 7
    step = found[1] - found[0]
    assert [round(tick / step) for tick in found] == list(range(round(found[0] / step), round(found[-1] / step) + 1))
    labels = [tick_label(tick, step) for tick in found]
    assert len(set(labels)) == len(labels)
    assert [float(label.replace(",", "").replace("\u2212", "-")) for label in labels] == pytest.approx(found)


# --- at the width of a phone ---------------------------------------------------------------------------

LONG = (
    "West Place/ Purfield & Lakeside",
    "Death or serious injury caused by unlawful driving of a vehicle on a road",
    "Elm",
)


def outside(svg: str) -> list[str]:
    """The words and bars of a chart that do not lie within the narrowest column."""
    found = []
    for word in parts(svg, "text"):
        size = SMALL if set(word["class"].split()) & {"quiet", "small"} or "on-" in word["class"] else TEXT
        bold = bool(set(word["class"].split()) & {"strong", "title"})
        wide = width(word["words"], size, bold=bold)
        x = float(word["left"]) + word.along("x", NARROW) + float(word.get("dx", "0"))
        start = {"start": x, "middle": x - wide / 2, "end": x - wide}[word.get("text-anchor", "start")]
        if start < -0.5 or start + wide > NARROW + 0.5:
            found.append(word["words"])
    for bar in parts(svg, "rect"):
        start = float(bar["left"]) + bar.along("x", NARROW)
        if start < -0.5 or start + bar.along("width", NARROW) > NARROW + 0.5:
            found.append(str(bar))
    return found


@pytest.mark.parametrize("name", KINDS)
def test_it_fits_a_phone(name: str, drawn: dict[str, str]) -> None:
    assert outside(drawn[name]) == []


@settings(deadline=None, max_examples=20)
@given(
    st.sampled_from(["ranked", "change", "grouped", "multiples", "months", "gap"]),
    st.lists(st.one_of(st.none(), st.floats(-1e6, 1e6).map(lambda number: round(number, 3))), min_size=3, max_size=3),
    st.sampled_from([("s",), ("2021", "2022"), ("October 2020 to September 2021", "October 2021 to September 2022")]),
)
def test_any_numbers_and_names_fit_a_phone(kind: str, values: list[float | None], series: tuple[str, ...]) -> None:
    names = ("Ash", "Elm", "Fir") if kind == "months" else LONG
    marks = tuple(
        Mark(name, each, value, "[x]" if value is None else f"{value:,.1f} [p]")
        for each in (series if kind in ("grouped", "multiples", "months", "gap") else ("s",))
        for name, value in zip(names, values, strict=True)
    )
    title = "Panel" if kind == "multiples" else ""
    assert outside(draw(Chart(kind, marks, names[0], "Offences per 1,000 people of the borough", title))) == []  # type: ignore[arg-type]


@pytest.mark.parametrize("name", KINDS)
def test_it_is_slim(name: str, drawn: dict[str, str]) -> None:
    """A page of two figures may weigh 45 kB compressed; its charts are the least of that."""
    assert len(gzip.compress(drawn[name].encode())) < 1_500


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
        assert (title.get("id"), description.get("id")) == (tree.get("aria-labelledby"), tree.get("aria-describedby"))
        assert str(description.text).startswith("Bar chart of ")


def test_the_same_figure_is_the_same_bytes_twice_and_on_another_page() -> None:
    assert figures() == figures()
    text = "{{ figure('incidents', chart=['ranked', 'change'], of='change') }}"
    here, there = (vocabulary(draw=drawn_now, page=page).text(text) for page in ("section/page.md", "other.md"))
    assert here == there


def test_two_charts_in_a_figure_have_ids_of_their_own() -> None:
    text = vocabulary(draw=drawn_now).text("{{ figure('incidents', chart=['ranked', 'ranked'], of='2022') }}")
    ids = re.findall(r' id="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    assert {"fig-1-chart-title", "fig-1-chart-2-title"} <= set(ids)
    first, second = re.findall(r"</desc>(.*?)</svg>", text)
    assert first == second


def test_a_figure_says_no_column_that_it_does_not_show() -> None:
    """Altair ships every column of a frame unless it is told not to."""
    original = with_descriptor(datasets()["rates"], headline="Rates")
    view = small_view("public", original)
    svg = str(charts_html(original, charts_of(view, "rates", "ranked", ["rate"]), drawn_now))
    for other in ("31650", "31,650", "61.25", "as counted", "remark"):
        assert other not in svg
