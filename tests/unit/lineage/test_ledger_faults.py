"""A number that is not what its cells give is told, with both texts where everybody may know them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assess.lineage.annotations import with_lineage
from assess.lineage.ledger import Entry, Origins, trace
from assess.lineage.page_reader import read_page
from assess.lineage.recomputation import Recomputation
from redaction.data.dataset import LABEL, Cell, Column, Dataset, Descriptor, Row

UNTOLD = "untold"
UNKNOWN = "nothing that can be worked out"


def dataset(audience: str = "public") -> Dataset:
    columns = (
        Column(LABEL, "Area"),
        *(Column(year, year, "count", "fires") for year in ("2021", "2022")),
        Column("moved", "Moved", "percent", "%", decimals=1, signed=True),
    )
    rows = [("north", "North", 200, 150), ("south", "South", 90, 1250), ("east", "East", 10, 150)]
    moved = Cell("-4.5", Decimal("-4.5"))
    return Dataset(
        Descriptor("fires", "Fires", "", "Here", "Then", ("brigade",), columns),
        audience,
        tuple(
            Row(name, {LABEL: Cell(label), "2021": _cell(old), "2022": _cell(new), "moved": moved})
            for name, label, old, new in rows
        ),
    )


def _cell(number: int) -> Cell:
    return Cell(f"{number:,}", Decimal(number))


def traced(html: str, audience: str = "public") -> tuple[list[Entry], list[str]]:
    origins = Origins("e", {"fires": dataset(audience)}, {"brigade": "Brigade"}, {"fires": "abc"}, ("public", "team"))
    return trace([read_page("a/", f"<article><h2>Here</h2><p>{html}</p></article>")], origins)


PAIR = "fires/north/2021 fires/north/2022"
CHANGE = (
    f'<data value="-25.0" data-cell="{PAIR}" data-by="change" '
    'data-formula="change(fires/north/2021, fires/north/latest)">'
)
COLUMN = "fires/north/2022 fires/south/2022 fires/east/2022"
NAMED = (
    '<data value="{0}" data-cell="{1} fires/{0}/label" data-by="highest" '
    'data-formula="{2} of highest(fires/*/2022, 2)">'
)
JOINT = f'<data value="2" data-cell="{COLUMN}" data-by="rank" data-formula="rank(fires/east/2022)">'
NAMES = "".join(
    NAMED.format(name, COLUMN, place) + text
    for place, (name, text) in enumerate(
        (("south", "South</data>, "), ("north", "North</data> and "), ("east", "East</data>.")), 1
    )
)
RIGHT = [
    '<data value="1250" data-cell="fires/south/2022">1,250</data>',
    f"{CHANGE}down 25.0%</data>",
    f"{JOINT}joint lowest of 3</data>",
    f'<data value="1550" data-cell="{COLUMN}" data-by="total" data-formula="total(fires/*/2022)">1,550</data>',
    NAMES,
    '<data value="-4.5" data-cell="fires/north/moved" data-formula="change(fires/north/moved)">down 4.5%</data>',
]


@pytest.mark.parametrize("html", RIGHT)
def test_a_number_that_is_what_its_cells_give_passes(html: str) -> None:
    assert traced(html)[1] == []


@pytest.mark.parametrize(
    ("html", "said", "should"),
    [
        (RIGHT[0].replace("1,250<", "1,251<"), "1,251", "1,250"),
        (RIGHT[0].replace("1,250<", "1250<"), "1250", "1,250"),
        (RIGHT[0].replace('"1250"', '"1251"'), "the value 1251", "the value 1250"),
        (RIGHT[1].replace("down", "up"), "up 25.0%", "down 25.0%"),
        (RIGHT[1].replace(PAIR, "fires/north/2022"), "the cells fires/north/2022", f"the cells {PAIR}"),
        (RIGHT[1].replace('by="change"', 'by="share"'), "the computation share", "the computation change"),
        (RIGHT[2].replace("joint lowest", "lowest"), "lowest of 3", "joint lowest of 3"),
        (NAMES.replace(">South<", ">North<"), "North", "South"),
        (NAMES.replace(" and ", ", "), "North,", "North and another name"),
        (NAMES.partition(" and ")[0], "North", "North and another name"),
        (RIGHT[0].replace("south/2022", "west/2022"), "1,250", UNKNOWN),
        (RIGHT[-1].replace("down", "up"), "up 4.5%", "down 4.5%"),
        (RIGHT[0].replace('south/2022"', 'south/2022" data-formula="change(fires/south/2022)"'), "1,250", UNKNOWN),
        (RIGHT[1].replace("change(", "guess("), "down 25.0%", UNKNOWN),
    ],
)
def test_a_number_that_is_not_is_told_with_both(html: str, said: str, should: str) -> None:
    _, problems = traced(html)
    assert f'a/: Here: the page says "{said}", and its cells give "{should}"' in problems


def test_nothing_is_quoted_of_data_that_not_everybody_may_know() -> None:
    html = RIGHT[0].replace("1,250<", f"{UNTOLD}<")
    assert traced(html, "team")[1] == ["a/: number 1 on the page is not what its cells give"]
    elsewhere = f'<data value="1" data-cell="{UNTOLD}/x/y">1</data>'
    assert traced(elsewhere)[1] == ["a/: number 1 on the page is not what its cells give"]


def test_a_number_outside_the_text_is_told() -> None:
    assert traced(f"<svg>{RIGHT[0]}</svg>")[1] == ["a/: bound numbers that stand outside the page's own text: 1"]


def test_an_entry_says_all_there_is_to_know() -> None:
    (entry,), _ = traced(f"It went {RIGHT[1]}.", "team")
    assert (entry.edition, entry.page, entry.order, entry.place) == ("e", "a/", 1, "Here")
    assert (entry.says, entry.value, entry.how, entry.cells) == ("down 25.0%", "-25.0", "change", PAIR)
    assert (entry.sources, entry.audience, entry.csv) == ("Brigade", "team", "fires abc")
    assert entry.sentence == "It went down 25.0%."


def test_lineage_is_added_to_a_page_and_takes_nothing_away() -> None:
    cell = '<td><data value="1250" data-cell="fires/south/2022">1,250</data></td>'
    table = f"<table><thead><tr><th>Area</th><th>2022</th></tr></thead><tr><th>South</th>{cell}</tr></table>"
    figure = f'<figure class="figure" id="fig-1">{table}</figure>'
    html = f'<article><p>It went {RIGHT[1]} &amp; <a href="x">{RIGHT[0]}</a>.</p>{figure}</article>'
    datasets = {"fires": dataset()}
    origins = Origins("e", datasets, {"brigade": "Brigade & Co"}, {"fires": "abc"}, ("public",))
    shown = with_lineage(html, read_page("a/", html), origins, Recomputation(datasets))
    link = '<a class="bound" id="says-1" href="#number-1">'
    assert shown.count(link) == shown.count('class="bound"') == 1, "not in a link, and not in a table"
    figures, _, rest = shown.partition(
        '<details class="lineage"><summary>Where the numbers of “Fires” come from</summary>'
    )
    told, _, after = rest.partition("</details>")
    ended, _, told_at_end = after.partition('<details class="lineage" id="numbers">')
    entries, _, last = told_at_end.partition("</details>")
    assert f"{figures}{ended}{last}".replace(link, "").replace("</data></a> &amp;", "</data> &amp;") == html
    assert "2022: stored in <code>fires.csv</code>, column <code>2022</code>" in told
    assert "Brigade &amp; Co" in told
    assert '<li id="number-1"><a href="#says-1"><strong>down 25.0%</strong></a>' in entries
    assert "<code>fires/north/2021</code> 200" in entries
