"""Names that do not resolve and arguments that do not fit: the nearest name, and the usage."""

from __future__ import annotations

from dataclasses import replace

import pytest
from asking import refused, written
from small_view import (
    EDITIONS,
    datasets,
    small_view,
    vocabulary,
)

from macros.language.calls import usage
from macros.language.template import MacroCall
from macros.vocabulary.assurance import WORLDS
from macros.vocabulary.vocabulary import MACROS, Vocabulary
from redaction.data.dataset import Cell
from redaction.diagnostics.errors import LookupFailedError


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ n('incidnts', 'north', '2022') }}", 'found unknown dataset "incidnts", expected "incidents"'),
        ("{{ n('incidents', 'nort', '2022') }}", 'found unknown row "nort", expected "north" in dataset "incidents"'),
        ("{{ n('incidents', 'north', '202') }}", 'found unknown column "202", expected "2022" in dataset "incidents"'),
        (
            "{{ n('incidents', 'north', 'rnk') }}",
            'found unknown column "rnk", expected "rank" in dataset "incidents"',
        ),
        (
            "{{ n('rates', 'north', 'remark') }}",
            'found the column "remark" of "rates", which holds text, expected a column of numbers',
        ),
        ("{{ change('incidents', 'north', '2021', '2202') }}", 'unknown column "2202", expected "2022"'),
        ("{{ difference('incidents', 'sout', '2021', '2022') }}", 'unknown row "sout", expected "south"'),
        ("{{ share('incidents', 'north', '2022', of='totl') }}", 'unknown row "totl", expected "total"'),
        ("{{ share('incidents', 'north', '2022', of='total/202') }}", 'unknown column "202", expected "2022"'),
        ("{{ share('incidents', 'north', '2022', of='rats/a/b') }}", 'unknown dataset "rats", expected "rates"'),
        (
            "{{ share('incidents', 'north', '2022', of='a/b/c/d') }}",
            'the reference "a/b/c/d", expected COLUMN, ROW/COLUMN or DATASET/ROW/COLUMN',
        ),
        ("{{ share('incidents', 'north', '2022', of='') }}", "the reference"),
        ("{{ rank('incidents', 'nort', '2022') }}", 'unknown row "nort", expected "north"'),
        ("{{ total('incidents', 'rnk') }}", 'unknown column "rnk", expected "rank"'),
        ("{{ total('incidents', '2022', ['nort']) }}", 'unknown row "nort", expected "north"'),
        ("{{ highest('incidents', '202') }}", 'unknown column "202", expected "2022"'),
        ("{{ lowest('incidnts', '2022') }}", 'unknown dataset "incidnts", expected "incidents"'),
        ("{{ period('incidnts') }}", 'unknown dataset "incidnts", expected "incidents"'),
        ("{{ table('incidnts') }}", 'unknown dataset "incidnts", expected "incidents"'),
        ("{{ figure('incidnts', chart='ranked') }}", 'unknown dataset "incidnts", expected "incidents"'),
        ("{{ figure('incidents', chart='rankd', of='2022') }}", 'the chart "rankd", expected "ranked"'),
        (
            "{{ figure('incidents', chart='pie', of='2022') }}",
            "expected one of change, gap, grouped, heat, map, months, multiples, ranked",
        ),
        ("{{ figure('incidents', chart='ranked', of='202') }}", 'unknown column "202", expected "2022"'),
        ("{{ figure('incidents', chart='gap', of='2022') }}", "found 1 column for a gap chart, expected two"),
        ("{{ figure('incidents', chart='ranked') }}", "found 2 columns for a ranked chart, expected one"),
        ("{{ figure('incidents') }}", "found figure('incidents') without a chart, expected chart='ranked', or table"),
        ("{{ figure('incidents', chart='heatmap') }}", 'the chart "heatmap", expected "heat"'),
        ("{{ figure('incidents', chart='heat', of='202') }}", 'unknown column "202", expected "2022"'),
        ("{{ priorities('whi') }}", 'unknown part "whi", expected "why"'),
        ("{{ cards('crads') }}", 'unknown dataset "crads", expected "cards"'),
        ("{{ cards('rates') }}", 'unknown column "dataset", expected'),
        ("{{ known_issues('isues') }}", 'unknown dataset "isues", expected "issues"'),
        ("{{ known_issues('cards') }}", 'unknown column "where", expected'),
        ("{{ report_to('fyre') }}", 'unknown topic "fyre", expected "fire" in dataset "report-routes"'),
        ("{{ help_now('abuze') }}", 'unknown topic "abuze", expected "abuse" in dataset "help-routes"'),
        ("{{ help_now('fire', 'abuze') }}", 'unknown topic "abuze", expected "abuse" in dataset "help-routes"'),
        ("{{ latest('incidnts') }}", 'unknown dataset "incidnts", expected "incidents"'),
        ("{{ latest('rates') }}", 'the dataset "rates", which has no periods, expected columns named after periods'),
        ("{{ n('rates', 'north', 'latest') }}", '"latest", which needs columns that are named after periods'),
        ("{{ figure('help-routes', chart='grouped') }}", "expected"),
        ("{{ figure('awaited', chart='mnths') }}", 'the chart "mnths", expected "months"'),
        ("{{ figure('awaited', chart='months', of=['al']) }}", 'unknown column "al", expected "all"'),
        ("{{ key_findings() }}", "found key_findings() on a page without findings, expected `findings:`"),
        ("{{ restricted('hospitl') }}", 'unknown source "hospitl", expected "hospital"'),
        (
            "{{ restricted('hospital', prose='injury-comentary') }}",
            'unknown prose "injury-comentary", expected "injury-commentary" of source "hospital"',
        ),
    ],
)
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_name_that_is_not_right_is_told_the_nearest_one(text: str, expected: str, edition: str) -> None:
    assert expected in refused(text, edition)


@pytest.mark.parametrize("macro", ["table('injuries')", "n('injuries', 'first', 'count')", "period('injuries')"])
def test_a_withheld_dataset_is_told_the_block_it_belongs_in(macro: str) -> None:
    message = refused(f"{{{{ {macro} }}}}")
    assert message == (
        'found the dataset "injuries", which the public edition may not show, expected it inside a restricted block. '
        "Write {% call restricted('hospital') %} before it and {% endcall %} after it"
    )


def test_a_dataset_that_the_policy_lists_and_the_pack_lacks() -> None:
    view = small_view("partner")
    held = {name: each for name, each in view.datasets.items() if name != "stations"}
    with pytest.raises(LookupFailedError, match='"stations", which the restricted pack does not hold'):
        vocabulary(replace(view, datasets=held)).text("{{ table('stations') }}")


WRONG = [
    ("n", ("incidents", "north"), {}, "other arguments"),
    ("n", (), {}, "other arguments"),
    ("n", ("incidents", "north", "2022", "x"), {}, "other arguments"),
    ("n", ("incidents", "north"), {"colum": "2022"}, "other arguments"),
    ("n", ("incidents", "north", "2022"), {"column": "2022"}, "other arguments"),
    ("n", ("incidents", "north", 2022), {}, "column=2022"),
    ("n", ("incidents", ["north"], "2022"), {}, "row=['north']"),
    ("n", ("incidents", None, "2022"), {}, "row=None"),
    ("n", (True, "north", "2022"), {}, "dataset=True"),
    ("change", ("incidents", "north", "2021"), {}, "other arguments"),
    ("change", ("incidents", "north", 2021, 2022), {}, "from=2021"),
    ("difference", ("incidents", "north", "2021"), {"of": "2022"}, "other arguments"),
    ("share", ("incidents", "north", "2022"), {}, "other arguments"),
    ("share", ("incidents", "north", "2022"), {"of": 1}, "of=1"),
    ("share", ("incidents", "north", "2022"), {"of": ["total"]}, "of=['total']"),
    ("share", ("incidents", "north", "2022"), {"of": ["/"]}, "of=['/']"),
    ("rank", ("incidents", "north", "2022", "lowest"), {}, "other arguments"),
    ("total", ("incidents", "2022", "north"), {}, "rows='north'"),
    ("total", ("incidents", "2022", [1]), {}, "rows=[1]"),
    ("total", ("incidents", "2022", 3), {}, "rows=3"),
    ("highest", ("incidents", "2022", "3"), {}, "count='3'"),
    ("highest", ("incidents", "2022", 0), {}, "count=0"),
    ("lowest", ("incidents", "2022", -1), {}, "count=-1"),
    ("lowest", ("incidents", "2022", 1.5), {}, "count=1.5"),
    ("period", (2022,), {}, "dataset=2022"),
    ("figure", ("incidents",), {"chart": 1}, "chart=1"),
    ("figure", ("incidents",), {"chart": "ranked", "of": 2022}, "of=2022"),
    ("figure", ("incidents",), {"chart": "ranked", "of": [2022]}, "of=[2022]"),
    ("figure", ("incidents",), {"colour": "red"}, "other arguments"),
    ("table", ("incidents", "ranked"), {}, "other arguments"),
    ("key_findings", ("x",), {}, "other arguments"),
    ("restricted", (), {}, "other arguments"),
    ("restricted", (["hospital"],), {}, "source=['hospital']"),
    ("restricted", ("hospital",), {"prose": 1}, "prose=1"),
    ("restricted", ("hospital",), {"caller": "x"}, ""),
    ("withheld", ("public",), {}, "other arguments"),
    ("source_register", ("public",), {}, "other arguments"),
    ("contents", ("public",), {}, "other arguments"),
    ("differences", ("public",), {}, "other arguments"),
    ("same_quantities", ("public",), {}, "other arguments"),
    ("reconciliation", ("public",), {}, "other arguments"),
    ("reconciliation_counts", ("public",), {}, "other arguments"),
    ("summary", (5,), {}, "section=5"),
    ("cards", (), {}, "other arguments"),
    ("cards", (["cards"],), {}, "dataset=['cards']"),
    ("figure_list", ("public",), {}, "other arguments"),
    ("all_data", ("public",), {}, "other arguments"),
    ("places", ("ward",), {}, "other arguments"),
    ("measures", ("ward",), {}, "other arguments"),
    ("priorities", (4,), {}, "said=4"),
    ("last_corrected", ("police",), {}, "other arguments"),
    ("added", ("police",), {}, "other arguments"),
    ("awaited", ("police",), {}, "other arguments"),
    ("compare", (), {}, "other arguments"),
    ("help_now", (), {}, "other arguments"),
    ("report_to", (999,), {}, "topics="),
    ("report_to", ("fire",), {"topic": "fire"}, "other arguments"),
    ("help_now", (999,), {}, "topics="),
    ("help_now", ("abuse",), {"topic": "fire"}, "other arguments"),
    ("known_issues", (), {}, "other arguments"),
    ("known_issues", (["issues"],), {}, "dataset=['issues']"),
    ("latest", (), {}, "other arguments"),
    ("latest", (2022,), {}, "dataset=2022"),
    ("assessment_year", (2022,), {}, "other arguments"),
    ("checked", (), {}, "other arguments"),
    ("checked", (8,), {}, "what=8"),
    ("says", ("rose", 8), {}, "expressions="),
    ("amount", (8,), {}, "expression=8"),
    ("printed", (), {}, "other arguments"),
    ("quoted", ("rates", "north"), {}, "other arguments"),
]


@pytest.mark.parametrize(("macro", "arguments", "named", "found"), WRONG)
@pytest.mark.parametrize("edition", EDITIONS)
def test_arguments_that_do_not_fit_are_told_the_usage(
    macro: str, arguments: tuple[object, ...], named: dict[str, object], found: str, edition: str
) -> None:
    with pytest.raises(LookupFailedError) as caught:
        vocabulary(small_view(edition)).call(MacroCall(macro, arguments, named, 1))
    assert found in caught.value.found
    assert caught.value.expected == usage(getattr(Vocabulary, macro))


def test_every_macro_is_asked_with_arguments_that_do_not_fit() -> None:
    assert {macro for macro, *_ in WRONG} == set(MACROS)


def test_how_much_is_checked_is_told_and_nothing_else() -> None:
    assert written("{{ checked('worlds') }} worlds") == f"{WORLDS} worlds"
    assert 'expected "worlds"' in refused("{{ checked('world') }}")


def test_a_dataset_that_awaits_its_data_adds_up_to_no_number() -> None:
    """GSS: 0 is only ever a true zero."""
    try:
        text = written("{{ total('awaited', 'all') }}")
    except LookupFailedError:
        return
    assert "[x]" in text


def test_a_misspelt_column_of_a_dataset_that_awaits_its_data_is_found() -> None:
    assert 'expected "night"' in refused("{{ total('awaited', 'nigt') }}")
    assert 'expected "night"' in refused("{{ highest('awaited', 'nigt') }}")


def test_a_row_of_a_dataset_that_awaits_its_data_is_said_to_await_it() -> None:
    assert "awaits" in refused("{{ n('awaited', 'june', 'all') }}")


def test_an_extreme_of_a_column_without_numbers_names_the_column() -> None:
    empty = datasets()["incidents"]
    rows = tuple(replace(row, cells={**row.cells, "2022": Cell("[x]", code="[x]")}) for row in empty.rows)
    with pytest.raises(LookupFailedError) as caught:
        vocabulary(small_view("public", replace(empty, rows=rows))).text("{{ highest('incidents', '2022') }}")
    assert "2022" in str(caught.value)
