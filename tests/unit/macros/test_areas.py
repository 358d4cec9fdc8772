"""Pages of areas: made from what descriptors declare, for any geography, and never merged."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_view import dataset, small_view, vocabulary

from macros.language.site_map import PublishedPage, SiteMap
from macros.pages.areas import INDEX, area_pages
from macros.pages.page import PageFile
from macros.pages.validation import check_pages
from redaction.data.areas import Geography, area_faults, geographies_of
from redaction.data.dataset import Dataset
from redaction.diagnostics.errors import LookupFailedError, ProblemsFoundError

MEASURE = """\
title: Thefts by {kind}
headline: A finding
place: Anyshire
period: year ending March 2022
sources: [police]
areas: {kind}
caveat: Bicycles are left out.
columns:
  label: {{title: Area}}
  count: {{title: Thefts, kind: count, unit: thefts}}
sums:
  - {{total: total, parts: others}}
"""
YEARS = """\
  "2021": {title: "2021", kind: count, unit: thefts}
  "2022": {title: "2022", kind: count, unit: thefts}
"""
ACCOUNT = """\
title: Work
headline: A finding
place: Anyshire
period: "2022"
sources: [police]
areas: village
columns:
  label: {title: What}
  area: {title: Where}
  kind: {title: Kind}
  page: {title: Page}
"""
SITE = SiteMap((), (PublishedPage(INDEX, "Areas"), PublishedPage("section/page.md", "5.1 Lamps")))
EAST, ONLY_WEST = (
    "id,label,count\neast,East,60\nwest,West,9\ntotal,All,69\n",
    "id,label,count\nwest,West,9\ntotal,All,9\n",
)


def thefts(kind: str, csv: str = EAST) -> Dataset:
    return dataset(f"thefts-by-{kind}", MEASURE.format(kind=kind), csv)


def told_of(villages: str, *areas: str) -> tuple[Dataset, Dataset]:
    """Villages of which nothing is counted, and work that was done in some of them."""
    uncounted = MEASURE.format(kind="village").replace("  count: {title: Thefts, kind: count, unit: thefts}\n", "")
    named = dataset("villages", uncounted.partition("sums:")[0], f"id,label\n{villages}")
    work = f"id,label,area,kind,page\nlamps,New lamps,{' '.join(areas)},What was done,section/page.md\n"
    return named, dataset("work", ACCOUNT, work)


def burglaries() -> Dataset:
    return dataset("burglaries", MEASURE.format(kind="village"), ONLY_WEST)


def pages(*more: Dataset) -> dict[str, str]:
    return {page.path: page.text for page in area_pages(small_view("public", *more), SITE)}


def test_any_geography_that_a_descriptor_declares_gets_a_page_an_area_and_one_that_compares_them() -> None:
    assert pages(thefts("village")).keys() == {f"areas/village/{name}.md" for name in ("index", "east", "west")}


def test_a_site_without_a_list_of_areas_has_no_pages_of_them() -> None:
    assert area_pages(small_view("public", thefts("village")), SiteMap()) == ()


def test_a_page_says_its_numbers_by_a_macro() -> None:
    text = pages(thefts("village"))["areas/village/east.md"]
    assert "{{ measures('village', 'east') }}" in text


def test_a_card_says_number_share_rank_and_caveat_each_bound_to_its_cells() -> None:
    text = vocabulary(small_view("public", thefts("village"))).text("{{ measures('village', 'east') }}")
    own = 'data-cell="thefts-by-village/east/count'
    assert f'<data value="60" {own}">60</data></span> <span class="card__unit">thefts</span>' in text
    assert f'value="87.0" {own}' in text
    assert "highest of 2</data> villages" in text
    assert "Bicycles are left out." in text
    assert text.count('class="spark"') == 1


@pytest.mark.parametrize(("count", "said"), [(49, 1), (50, 0), (51, 0)])
def test_a_small_base_is_said(count: int, said: int) -> None:
    csv = f"id,label,count\neast,East,{count}\ntotal,All,{count}\n"
    view = small_view("public", thefts("village", csv))
    assert vocabulary(view).text("{{ measures('village', 'east') }}").count("Small number") == said


def test_areas_of_two_geographies_with_one_name_are_kept_apart_and_lead_to_each_other() -> None:
    found = pages(thefts("village"), thefts("beat"))
    assert "thefts-by-beat" not in found["areas/village/east.md"]
    assert "[beat called East](../beat/east.md)" in found["areas/village/east.md"]


def test_measures_stand_in_the_order_of_their_figures() -> None:
    first, second = (
        dataset(name, MEASURE.format(kind="village") + f'figure: "{figure}"\n', EAST)
        for name, figure in (("b", "9a"), ("a", "16"))
    )
    [found] = geographies_of([second, thefts("village"), first])
    assert [each.id for each in found.measures] == ["b", "a", "thefts-by-village"]


def test_a_page_says_where_no_number_of_the_year_before_is_published() -> None:
    said = "Numbers by village were not published for the year before."
    years = MEASURE.format(kind="village").replace("  count: {title: Thefts, kind: count, unit: thefts}\n", YEARS)
    both = dataset("thefts-by-village", years, "id,label,2021,2022\neast,East,50,60\nwest,West,8,9\ntotal,All,58,69\n")
    assert said in pages(thefts("village"))["areas/village/east.md"]
    assert said not in pages(both)["areas/village/east.md"]


def test_what_is_told_of_a_place_in_words_is_led_to_from_areas_that_have_its_name_in_their_own() -> None:
    beats = "id,label,count\neast-side,East Side,60\neastern,Eastern,9\ntotal,All,69\n"
    found = pages(*told_of("east,East\n", "east"), thefts("beat", beats))
    assert "See also [East (village)](../village/east.md): what was done." in found["areas/beat/east-side.md"]
    assert "See also" not in found["areas/beat/eastern.md"]


def test_an_area_leads_to_the_place_with_the_longest_name_in_its_own_and_not_to_its_neighbour() -> None:
    beats = "id,label,count\nfar-east,Far East,60\nfar-east-side,Far East Side,9\ntotal,All,69\n"
    found = pages(*told_of("east,East\nfar-east,Far East\n", "east", "far-east"), thefts("beat", beats))
    assert "See also" not in found["areas/beat/far-east.md"]
    assert "[Far East (village)](../village/far-east.md)" in found["areas/beat/far-east-side.md"]
    assert "[East (village)]" not in found["areas/beat/far-east-side.md"]


@pytest.mark.parametrize("beat", ["North Green/ Docks", "Old North Green", "North-Green West", "NORTH GREEN (part)"])
def test_a_name_is_found_in_another_however_its_words_are_joined(beat: str) -> None:
    found = pages(
        *told_of("north-green,North Green\n", "north-green"),
        thefts("beat", f"id,label,count\nb,{beat},9\ntotal,All,9\n"),
    )
    assert f"in their name: [{beat}](../beat/b.md) (beat)." in found["areas/village/north-green.md"]
    assert "See also [North Green (village)](../village/north-green.md)" in found["areas/beat/b.md"]


def test_an_area_that_a_dataset_leaves_out_has_no_figure_there() -> None:
    text = vocabulary(small_view("public", thefts("village"), burglaries())).text("{{ measures('village', 'east') }}")
    assert text.count("No figure is published for this village.") == 1


def test_what_was_done_stands_on_the_page_of_each_area_it_names() -> None:
    work = dataset("work", ACCOUNT, "id,label,area,kind,page\nlamps,New lamps,west,Done,section/page.md\n")
    found = pages(thefts("village"), work)
    told = "{{ quoted('work', 'lamps', 'label') }} ([read more: Lamps](../../section/page.md))"
    assert told in found["areas/village/west.md"]
    assert told not in found["areas/village/east.md"]


def test_an_account_without_its_columns_is_refused() -> None:
    with pytest.raises(ProblemsFoundError, match='no "kind" beside "area"'):
        dataset("work", ACCOUNT.replace("  kind: {title: Kind}\n", ""), "id,label,area,page\na,A,east,x.md\n")


def test_a_comparison_marks_one_area_and_says_where_there_is_no_figure() -> None:
    text = vocabulary(small_view("public", thefts("village"), burglaries())).text("{{ compare('village', 'east') }}")
    assert '<tr class="own"><th scope="row">East</th><td class="number">No figure</td>' in text
    assert 'data-cell="thefts-by-village/east/count">60</data>' in text


@pytest.mark.parametrize("call", ["compare('vilage')", "compare('village', 'eest')", "measures('village', 'eest')"])
def test_a_comparison_of_what_is_not_declared_is_a_fault(call: str) -> None:
    with pytest.raises(LookupFailedError):
        vocabulary(small_view("public", thefts("village"))).text(f"{{{{ {call} }}}}")


@pytest.mark.parametrize(
    ("name", "plural"),
    [("ward", "wards"), ("parish", "parishes"), ("county", "counties"), ("bay", "bays"), ("cross", "crosses")],
)
def test_areas_have_the_plural_of_english(name: str, plural: str) -> None:
    assert geographies_of([thefts(name)])[0].plural == plural


def test_a_descriptor_says_what_several_areas_are_called_where_no_rule_does() -> None:
    own = dataset("thefts", MEASURE.format(kind="staith").replace("areas:", "areas_plural: staithes\nareas:"), EAST)
    assert "All staithes" in pages(own)["areas/staith/index.md"]


@pytest.mark.parametrize(
    ("area", "page", "found"),
    [
        ("west", INDEX, []),
        ("west wets", INDEX, ['data/public/work.csv, row 3, column area: found unknown area "wets", expected "west"']),
        ("west", "aeras.md", ['data/public/work.csv, row 3, column page: found unknown page "aeras.md"']),
        ("total", INDEX, ['data/public/work.csv, row 3, column area: found unknown area "total"']),
    ],
)
def test_a_misspelt_area_or_page_is_told_at_its_row(area: str, page: str, found: list[str]) -> None:
    rows = f"id,label,area,kind,page\nlamps,New lamps,east,Done,{INDEX}\nbins,Bins,{area},Done,{page}\n"
    view = small_view("public", thefts("village"), dataset("work", ACCOUNT, rows))
    told = [
        str(each) for each in check_pages((PageFile(INDEX, ""),), vocabulary(view)) if each.file.endswith("work.csv")
    ]
    assert [each[: len(part)] for each, part in zip(told, found, strict=True)] == found


def test_what_a_restricted_account_names_wrongly_is_not_quoted() -> None:
    rows = "id,label,area,kind,page\nlamps,New lamps,hidden-place,Done,hidden/page.md\n"
    told = list(area_faults(dataset("work", ACCOUNT, rows), ["east"], "partner/work.csv", [INDEX], is_open=False))
    assert [each.line for each in told] == [2, 2]
    assert "hidden" not in "".join(map(str, told))


def test_totals_are_no_areas() -> None:
    assert [area.id for area in geographies_of([thefts("village")])[0].areas] == ["east", "west"]


@pytest.mark.parametrize(
    ("places", "whole"),
    [
        (["Anytown"], "Anytown"),
        (["Anytown council housing", "Anytown"], "Anytown"),
        (["Anytown", "Anytownshire"], ""),
        (["Anytown council housing", "Anytown streets"], ""),
        ([], ""),
    ],
)
def test_areas_are_parts_of_the_place_that_every_measure_of_them_names(places: list[str], whole: str) -> None:
    measures = [dataset(f"thefts-{at}", MEASURE.format(kind="village"), EAST) for at in range(len(places))]
    named = tuple(
        replace(each, descriptor=replace(each.descriptor, place=place))
        for each, place in zip(measures, places, strict=True)
    )
    assert Geography("village", "villages", (), named, ()).whole == whole
