"""What one page says of all others: findings, figures, cards, priorities, help and reporting."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from decimal import Decimal

import pytest
from asking import PAIR, read, squeezed, tabled, without_formulas, written
from small_view import (
    datasets,
    small_view,
    vocabulary,
    with_descriptor,
)

from macros.charts.spark import bars
from macros.language.site_map import Priority, PublishedPage, Section, SiteMap
from macros.language.template import MacroCall
from macros.pages.page import PageFile
from macros.pages.validation import check_page
from macros.vocabulary import site
from redaction.data.dataset import Cell
from redaction.diagnostics.errors import LookupFailedError


def test_the_findings_of_the_page_are_a_list() -> None:
    findings = ("All crime rose.", "ASB was {{ change('incidents', 'south', '2021', '2022') }}.")
    down = f'<data value="-50.0" data-cell="{PAIR.format("south")}" data-by="change">down 50.0%</data>'
    text = without_formulas(vocabulary(findings=findings).text("{{ key_findings() }}"))
    assert text == f"- All crime rose.\n- ASB was {down}."


RANKED = MacroCall("figure", ("incidents",), {"chart": "ranked", "of": "2022"}, 1)


SITE = SiteMap(
    (Section("1", "Summary"), Section("5", "Crime", "5-crime/index.md"), Section("6", "Fire", "6-fire/index.md")),
    (
        PublishedPage("index.md", "Home", (), {"incidents": RANKED}),
        PublishedPage("5-crime/index.md", "Crime", ("One.", "Two: {{ n('incidents', 'north', '2022') }}.")),
        PublishedPage("5-crime/5-1.md", "More", ("Three.",), tabled("rates", "injuries", "awaited")),
        PublishedPage("5-crime/5-2.md", "Silent", ()),
        PublishedPage("6-fire/index.md", "Fire", ()),
    ),
)


def on(page: str, text: str, edition: str = "public") -> str:
    return without_formulas(vocabulary(small_view(edition), page=page, site=SITE).text(text))


def test_the_contents_link_to_each_section_that_has_a_page() -> None:
    last = "6. [Fire](../6-fire/index.md)"
    assert on("about/a.md", "{{ contents() }}") == (
        f"1. Summary (to be published)\n5. [Crime](../5-crime/index.md)\n{last}"
    )
    assert "5. [Crime](5-crime/index.md)" in on("index.md", "{{ contents() }}")
    assert "5. [Crime](index.md)" in on("5-crime/5-1.md", "{{ contents() }}")


SPARK_NORTH, SPARK_TOTAL = bars([Decimal(1000), Decimal(1500)], 1), bars([Decimal(3500), Decimal(3500)], 1)
FIFTEEN_HUNDRED = '<data value="1500" data-cell="incidents/north/2022">1,500</data>'


def test_the_summary_gives_each_finding_under_the_page_that_makes_it() -> None:
    pages = (
        f"[Crime](../5-crime/index.md)\n\n- One.\n- Two: {FIFTEEN_HUNDRED}.\n\n[More](../5-crime/5-1.md)\n\n- Three."
    )
    assert on("1-summary/index.md", "{{ summary() }}") == f"## 5 Crime\n\n{pages}"
    assert on("1-summary/index.md", "{{ summary('5') }}") == pages
    assert on("1-summary/index.md", "{{ summary(section='6') }}") == ""


def test_a_section_that_does_not_exist_or_is_to_come_has_no_summary() -> None:
    with pytest.raises(LookupFailedError, match='unknown section "1", expected one of 5, 6'):
        on("index.md", "{{ summary('1') }}")


def test_the_list_of_figures_holds_what_the_edition_shows() -> None:
    public = [
        '<a href="../5-crime/5-1/#fig-rates">Rates by area, Anyshire</a>',
        '<a href="../5-crime/5-1/#fig-2">Figure 2: Incidents by month, Anyshire</a> (data not supplied)',
        '<a href="../#fig-1">Figure 1: Incidents by area, Anyshire</a>',
    ]
    listed = re.compile(r'<span class="figure-list__name">(.*?)</span>')
    assert listed.findall(on("figures.md", "{{ figure_list() }}")) == public
    injuries = '<a href="../5-crime/5-1/#fig-injuries">Injuries by kind, Anyshire</a>'
    assert injuries in listed.findall(on("figures.md", "{{ figure_list() }}", "partner"))


def test_the_list_of_figures_goes_by_section_and_says_no_topic_where_there_is_one() -> None:
    topics = re.compile(r'<h3 class="figure-topic__name">(.*?)</h3>')
    listed = on("figures.md", "{{ figure_list() }}")
    assert topics.findall(listed) == ["5 Crime", "Other pages"]
    assert listed.index("5 Crime") < listed.index("#fig-rates") < listed.index("Other pages") < listed.index("#fig-1")
    alone = SiteMap((), (PublishedPage("index.md", "Home", (), tabled("rates")),))
    assert topics.findall(vocabulary(site=alone).text("{{ figure_list() }}")) == []


def test_the_list_of_figures_shows_a_chart_without_its_words_a_table_and_nothing_for_what_was_not_supplied() -> None:
    rates, awaited, ranked = re.findall(
        r'<span class="figure-list__picture">(.*?)</span>', on("figures.md", "{{ figure_list() }}")
    )
    marks = re.compile(r"<(?:rect|line|path)[^>]*>")
    drawn = on("index.md", "{{ figure('incidents', chart='ranked', of='2022') }}").partition("<svg")[2]
    assert marks.findall(ranked) == marks.findall(drawn.partition("</svg>")[0])
    assert '<svg class="thumbnail"' in ranked
    assert 'aria-hidden="true"' in ranked
    assert re.findall(r"<(?:text|title|desc)|id=", ranked) == []
    assert "<path" in rates
    assert awaited == ""


@pytest.mark.parametrize(("most", "pictures"), [(2, 0), (3, 3), (4, 3)])
def test_a_list_of_very_many_figures_has_their_names_alone(
    monkeypatch: pytest.MonkeyPatch, most: int, pictures: int
) -> None:
    monkeypatch.setattr(site, "_MOST_PICTURED", most)
    listed = on("figures.md", "{{ figure_list() }}")
    assert listed.count("figure-list__picture") == pictures
    assert listed.count("figure-list__name") == 3
    assert ("figure-list--names" in listed) == (not pictures)


def test_a_card_is_a_number_its_change_and_a_link() -> None:
    down = '<data value="0.0" data-cell="incidents/total/2021 incidents/total/2022" data-by="change">unchanged</data>'
    up = f'<data value="50.0" data-cell="{PAIR.format("north")}" data-by="change">up 50.0%</data>'
    expected = (
        '<ul class="cards">\n'
        '<li class="card"><a class="card__label" href="section/page/#fig-1">Incidents in North</a>\n'
        f'<p class="card__figure"><span class="card__number">{FIFTEEN_HUNDRED}</span>{SPARK_NORTH}</p>\n'
        f'<p class="card__change">{up} on the year before</p>\n'
        '<p class="card__period">2021 and 2022</p></li>\n'
        '<li class="card"><a class="card__label" href="section/#fig-1">Incidents in all</a>\n'
        '<p class="card__figure"><span class="card__number">'
        f'<data value="3500" data-cell="incidents/total/2022">3,500</data></span>{SPARK_TOTAL}</p>\n'
        f'<p class="card__change">{down} on the year before</p>\n'
        '<p class="card__period">2021 and 2022</p></li></ul>'
    )
    assert squeezed(on("index.md", "{{ cards('cards') }}")) == squeezed(expected)
    assert 'href="../../section/page/#fig-1"' in on("a/b.md", "{{ cards('cards') }}")


def test_a_card_says_a_change_that_a_cell_holds_as_it_says_its_own() -> None:
    cards, rates = datasets()["cards"], datasets()["rates"]
    columns = tuple(replace(each, signed=each.name == "satisfied") for each in rates.descriptor.columns)
    beside = replace(cards.descriptor.columns[-1], name="beside", title="County")
    wanted = Cell("rates/north/satisfied")
    rows = (replace(cards.rows[0], cells=cards.rows[0].cells | {"beside": wanted}),)
    beside_it = replace(with_descriptor(cards, columns=(*cards.descriptor.columns, beside)), rows=rows)
    view = small_view("public", beside_it, with_descriptor(rates, columns=columns))
    text = vocabulary(view, page="index.md", site=SITE).text("{{ cards('cards') }}")
    own = 'data-cell="rates/north/satisfied" data-formula="change(rates/north/satisfied)"'
    assert f'<p class="card__beside">County: <data value="61.3" {own}>up 61.3%</data></p>' in text
    with pytest.raises(LookupFailedError, match='the column "satisfied" of "rates", expected a signed column'):
        vocabulary(small_view("public", beside_it), page="index.md", site=SITE).text("{{ cards('cards') }}")


def test_what_a_card_is_compared_with_is_named_with_its_dataset() -> None:
    cards = datasets()["cards"]
    beside = replace(cards.descriptor.columns[-1], name="beside", title="County")
    for wrong in ("north", "rates/north/satisfied/2022", ""):
        rows = (replace(cards.rows[0], cells=cards.rows[0].cells | {"beside": Cell(wrong)}),)
        beside_it = replace(with_descriptor(cards, columns=(*cards.descriptor.columns, beside)), rows=rows)
        page = vocabulary(small_view("public", beside_it), page="index.md", site=SITE)
        with pytest.raises(LookupFailedError, match=f'"{wrong}" in the column "beside", expected DATASET/ROW or '):
            page.text("{{ cards('cards') }}")


@pytest.mark.parametrize(
    ("values", "drawn"),
    [
        ([1, 2], '<path class="other" d="M0 40v-20h10v20z"/><path class="chosen" d="M13 40v-40h10v40z"/>'),
        ([None, 2], '<path class="other" d=""/><path class="chosen" d="M13 40v-40h10v40z"/>'),
        ([0, 1000], '<path class="other" d=""/>'),
        ([1, 1000], '<path class="other" d="M0 40v-1h10v1z"/>'),
    ],
)
def test_a_spark_has_a_bar_for_each_number_from_zero(values: list[int | None], drawn: str) -> None:
    assert drawn in bars([None if value is None else Decimal(value) for value in values], 1)


@pytest.mark.parametrize("values", [[], [None], [0, 0]])
def test_there_is_no_spark_of_nothing(values: list[int | None]) -> None:
    assert bars([None if value is None else Decimal(value) for value in values], 0) == ""


def test_what_is_awaited_is_listed_by_who_could_supply_it_with_its_columns() -> None:
    call = MacroCall("figure", ("awaited",), {"chart": "months"}, 1)
    site = SiteMap((), (PublishedPage("section/page.md", "T", (), {"awaited": call}),))
    text = vocabulary(page="index.md", site=site).text("{{ awaited() }}")
    assert "<strong>From County Police:</strong>" in text
    assert '<a href="section/page/#fig-2">' in text
    assert "Every figure of this edition has its data." in vocabulary().text("{{ awaited() }}")


def test_priorities_stand_by_their_places_each_with_its_numbers_and_a_link_to_its_page() -> None:
    said = [
        Priority(2, "Noise & dust", "People say so", "It fell", "Officers visit"),
        Priority(1, "Burglary", "It hurts", "{{ n('incidents', 'north', '2022') }} incidents", "Locks are given"),
    ]
    pages = tuple(PublishedPage(f"report/{each.place}.md", "T", priority=each) for each in said)
    macros = vocabulary(page="index.md", site=SiteMap((), pages))
    text = without_formulas(macros.text("{{ priorities() }}"))
    heard = re.findall(r'href="(.*?)" aria-label="(.*?)">', text)
    assert heard == [("report/1/", "Priority 1: Burglary"), ("report/2/", "Priority 2: Noise &amp; dust")]
    assert f"<p><strong>Last year:</strong> {FIFTEEN_HUNDRED} incidents</p>" in text
    assert re.findall("<p>(.*?)</p>", macros.text("{{ priorities('now') }}")) == ["Locks are given", "Officers visit"]


@pytest.mark.parametrize("key", ["why", "result", "now"])
def test_a_wrong_name_in_a_priority_is_told_at_its_line(key: str) -> None:
    said = {"why": "W", "result": "R", "now": "O"} | {key: "\"{{ n('incidnts', 'north', '2022') }}\""}
    lines = ["title: T", "description: D", "priority:", "  place: 1", "  name: N"]
    lines += [f"  {name}: {text}" for name, text in said.items()]
    (problem,) = check_page(PageFile("a.md", "\n".join(["---", *lines, "---", "Words"])), vocabulary())
    assert problem.line == 7 + [*said].index(key)
    assert 'expected "incidents"' in str(problem)


def test_an_issue_says_where_it_is_why_and_what_is_planned() -> None:
    expected = (
        '<ul class="known-issues"><li><p>A map has no words</p>\n<ul>\n<li>Where: On the map page</li>\n'
        "<li>Success criterion that this fails: 1.1.1 Non-text Content</li>\n"
        "<li>Why: It was drawn by hand</li>\n<li>Plan: Words by May</li>\n</ul></li></ul>"
    )
    assert on("section/page.md", "{{ known_issues('issues') }}") == expected


def test_help_is_there_for_each_subject() -> None:
    text = on("section/page.md", "{{ help_now('abuse') }}")
    assert '<li>In danger now: <strong>Call <a href="tel:999">999</a></strong></li>' in text
    assert '<li>Abuse helpline: <strong><a href="tel:0800000000">0800 000 000</a></strong></li>' in text
    assert "Abuse helpline" not in on("section/page.md", "{{ help_now('fire') }}")
    assert on("section/page.md", "{{ help_now('fire', 'abuse') }}") == text
    assert '<a href="../../help/">All places to get help</a>' in text
    assert text.index('class="quick-exit"') < text.index("In danger now")


def test_where_to_report_goes_by_topic_with_the_routes_that_one_file_gives_it() -> None:
    every = on("section/page.md", "{{ report_to() }}")
    assert re.findall(r"<dt>(.*?)</dt>", every) == ["A fire", "Harm to somebody"]
    harm = every.partition("Harm to somebody")[2]
    assert '<dd>In danger now: <strong>Call <a href="tel:999">999</a></strong>.' in harm
    assert '<dd>Abuse helpline: <strong><a href="tel:0800000000">0800 000 000</a></strong>.' in harm
    assert "data-search-exclude" not in every
    fire = on("section/page.md", "{{ report_to('fire') }}")
    assert "In danger now" in fire
    assert "Abuse helpline" not in fire
    assert "data-search-exclude" in fire, "a part of the list is no answer to a search: the page with all of it is"


def test_a_route_on_the_web_is_a_link_and_is_not_said_twice() -> None:
    routes = datasets()["help-routes"]
    cells = routes.rows[0].cells | {"link": Cell("https://report.example/x/"), "what": Cell("To tell them")}
    web = replace(routes, rows=(replace(routes.rows[0], cells=cells | {"contact": Cell("report.example/x/")}),))
    text = vocabulary(small_view("public", web)).text("{{ report_to('fire') }}")
    assert '<dd><a href="https://report.example/x/">In danger now</a>.</dd>' in text
    assert "To tell them" not in text, "one route needs no words to tell it from others"
    two = vocabulary(small_view("public", replace(web, rows=(*web.rows, routes.rows[1]))))
    several = two.text("{{ report_to('harm') }}")
    assert '<span class="report-to__what">To tell them</span>' in several
    called = replace(routes, rows=(replace(routes.rows[0], cells=cells),))
    said = vocabulary(small_view("public", called)).text("{{ report_to('fire') }}")
    assert 'In danger now</a>: <strong>Call <a href="tel:999">' in said
    unknown_yet = replace(
        routes, rows=(replace(routes.rows[0], cells=routes.rows[0].cells | {"contact": Cell("Not given")}),)
    )
    assert "In danger now. Contact: not given." in vocabulary(small_view("public", unknown_yet)).text(
        "{{ report_to('fire') }}"
    )


def test_a_topic_with_a_route_that_is_not_there_is_told() -> None:
    reports = datasets()["report-routes"]
    wrong = {**reports.rows[0].cells, "routes": Cell("danjer")}
    view = small_view("public", replace(reports, rows=(replace(reports.rows[0], cells=wrong),)))
    with pytest.raises(LookupFailedError, match='unknown row "danjer", expected "danger"'):
        vocabulary(view).text("{{ report_to() }}")


def test_a_heat_table_shades_every_stored_number_and_nothing_else() -> None:
    text = written("{{ figure('rates', chart='heat') }}")
    assert "<svg" not in text
    cells = [(tag, dict(attributes)) for tag, attributes in read(text).tags if tag in ("td", "data")]
    for (tag, cell), (inner, number) in itertools.pairwise(cells):
        if (tag, inner) == ("td", "data"):
            has_number = not str(number["value"]).startswith("[")
            assert ("heat-" in str(cell["class"])) == has_number, number


def test_a_heat_table_does_not_shade_what_is_computed() -> None:
    text = written("{{ figure('incidents', chart='heat') }}")
    assert re.search(r'<td class="number heat-4"><data value="3500" data-cell="incidents/total/2021">', text)
    assert re.search(r'<td class="number heat-0"><data value="0" data-cell="incidents/west/2021">', text)
    assert not re.search(r'heat-\d"><data [^>]*data-by=', text)


def test_a_heat_table_without_any_number_is_still_a_table() -> None:
    empty = datasets()["injuries"]
    rows = tuple(replace(row, cells={**row.cells, "count": Cell("[x]", code="[x]")}) for row in empty.rows)
    view = small_view("partner", with_descriptor(replace(empty, rows=rows), headline="None"))
    assert "[x] means not available" in vocabulary(view).text("{{ figure('injuries', chart='heat') }}")


def test_an_edition_lists_what_it_adds_by_page_and_an_open_one_nothing() -> None:
    assert on("index.md", "{{ added() }}") == ""
    added = on("index.md", "{{ added() }}", "partner")
    assert added.startswith("## What this edition adds\n\n")
    assert '<a class="card__label" href="5-crime/5-1/#fig-injuries">More</a>' in squeezed(added)
    assert "Source: Ward records" in added
    assert re.findall(r"<li>(.*?)</li>", added) == [datasets()["injuries"].descriptor.title]
