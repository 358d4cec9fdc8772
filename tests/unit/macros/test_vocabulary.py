"""Every macro on a small View: exact HTML, names that do not resolve, arguments that do not fit, escaping."""

from __future__ import annotations

import inspect
import itertools
import json
import re
from dataclasses import replace
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from small_view import (
    COMMENTARY,
    EDITIONS,
    SOURCES,
    datasets,
    small_view,
    stub,
    vocabulary,
    with_descriptor,
)

from macros.charts.spark import bars
from macros.language.calls import usage
from macros.language.site_map import Priority, PublishedPage, Section, SiteMap
from macros.language.template import MacroCall
from macros.pages.page import PageFile
from macros.pages.validation import check_page
from macros.vocabulary.assurance import WORLDS
from macros.vocabulary.vocabulary import MACROS, Vocabulary
from redaction.data.dataset import Cell
from redaction.diagnostics.errors import LookupFailedError

MINUS = "\u2212"
FRONT_MATTER_KEYS = {"title", "description", "sources", "findings", "priority", "hide", "audience", "after"}


def written(text: str, edition: str = "public") -> str:
    return without_formulas(asked(text, edition))


def asked(text: str, edition: str = "public") -> str:
    return vocabulary(small_view(edition)).text(text)


def without_formulas(text: str) -> str:
    """What was asked for is tested on its own, below."""
    return re.sub(r' data-formula="[^"]*"', "", text)


def refused(text: str, edition: str = "public") -> str:
    with pytest.raises(LookupFailedError) as caught:
        written(text, edition)
    return str(caught.value)


# --- names ---------------------------------------------------------------------------------------------


def test_the_vocabulary_is_small_and_closed() -> None:
    assert set(MACROS) == {
        "n",
        "amount",
        "printed",
        "quoted",
        "change",
        "difference",
        "share",
        "rank",
        "total",
        "highest",
        "lowest",
        "period",
        "assessment_year",
        "figure",
        "table",
        "key_findings",
        "restricted",
        "withheld",
        "source_register",
        "contents",
        "summary",
        "cards",
        "figure_list",
        "all_data",
        "places",
        "compare",
        "measures",
        "priorities",
        "awaited",
        "last_corrected",
        "help_now",
        "report_to",
        "known_issues",
        "latest",
        "differences",
        "same_quantities",
        "reconciliation",
        "reconciliation_counts",
        "checked",
        "says",
    }


@pytest.mark.parametrize("key", sorted(FRONT_MATTER_KEYS))
def test_a_page_may_have_each_of_these_keys(key: str) -> None:
    brief = "{place: 1, name: N, why: W, result: R, now: O}"
    values = {"sources": "[police]", "priority": brief, "findings": "[One]", "hide": "[toc]", "audience": "partner"}
    lines = {"title": "T", "description": "D", key: values.get(key, "X")}
    text = "---\n" + "".join(f"{name}: {value}\n" for name, value in lines.items()) + "---\n"
    assert check_page(PageFile("a.md", text), vocabulary()) == []


@pytest.mark.parametrize("macro", MACROS)
def test_no_front_matter_shadows_a_macro(macro: str) -> None:
    """mkdocs-macros lets the front matter of a page replace a macro of the same name."""
    text = f"---\ntitle: T\ndescription: D\n{macro}: [police]\n---\n"
    problems = check_page(PageFile("a.md", text), vocabulary())
    assert [(problem.line, problem.found) for problem in problems] == [(4, f'the key "{macro}"')]


def test_no_setting_of_the_site_shadows_a_macro(root: object) -> None:
    """mkdocs-macros offers every key of `extra:` to pages too."""
    extra = yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))["extra"]  # type: ignore[operator]
    assert not set(extra) & set(MACROS)


@pytest.mark.parametrize("macro", MACROS)
def test_the_usage_of_a_macro_names_its_arguments_and_not_the_caller(macro: str) -> None:
    shown = usage(getattr(Vocabulary, macro))
    assert shown.startswith(f"{macro}(")
    assert shown.endswith(")")
    assert "caller" not in shown


def test_usages() -> None:
    assert usage(Vocabulary.n) == "n('DATASET', 'ROW', 'COLUMN')"
    assert usage(Vocabulary.change) == "change('DATASET', 'ROW', 'FROM', 'TO', expects=...)"
    assert usage(Vocabulary.share) == "share('DATASET', 'ROW', 'COLUMN', of=...)"
    assert usage(Vocabulary.highest) == "highest('DATASET', 'COLUMN', count=...)"
    assert usage(Vocabulary.figure) == "figure('DATASET', chart=..., of=..., grid=...)"
    assert usage(Vocabulary.restricted) == "restricted('SOURCE', prose=...)"
    assert usage(Vocabulary.withheld) == "withheld()"


# --- bound numbers -------------------------------------------------------------------------------------

PAIR = "incidents/{0}/2021 incidents/{0}/2022"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{{ n('incidents', 'north', '2022') }}", '<data value="1500" data-cell="incidents/north/2022">1,500</data>'),
        ("{{ n('rates', 'north', 'rate') }}", '<data value="47.394" data-cell="rates/north/rate">47.394</data>'),
        (
            "{{ n('rates', 'north', 'satisfied') }}",
            '<data value="61.3" data-cell="rates/north/satisfied">61.3%</data>',
        ),
        (
            "{{ n('rates', 'south', 'satisfied') }}",
            f'<data value="-0.1" data-cell="rates/south/satisfied">{MINUS}0.1%</data>',
        ),
        ("{{ n('rates', 'south', 'people') }}", '<data value="29000" data-cell="rates/south/people">29,000 [p]</data>'),
        (
            "{{ difference('rates', 'north', 'people', 'people') }}",
            '<data value="0" data-cell="rates/north/people rates/north/people" data-by="difference">no change</data>',
        ),
        (
            "{{ share('rates', 'south', 'people', of='north') }}",
            '<data value="91.6" data-cell="rates/south/people rates/north/people" data-by="share">91.6% [p]</data>',
        ),
        (
            "{{ rank('rates', 'north', 'people') }}",
            (
                '<data value="1" data-cell="rates/north/people rates/south/people rates/east/people" data-by="rank">'
                "highest of 2 [p]</data>"
            ),
        ),
        ("{{ n('rates', 'south', 'rate') }}", '<data value="[low]" data-cell="rates/south/rate">[low]</data>'),
        ("{{ n('rates', 'east', 'people') }}", '<data value="[x]" data-cell="rates/east/people">[x]</data>'),
        (
            "{{ n(dataset='incidents', row='south', column='change') }}",
            f'<data value="-50.0" data-cell="{PAIR.format("south")}" data-by="change">{MINUS}50.0%</data>',
        ),
        (
            "{{ n('incidents', 'total', 'rank') }}",
            '<data value="[z]" data-cell="" data-by="rank">[z]</data>',
        ),
        (
            "{{ change('incidents', 'north', '2021', '2022') }}",
            f'<data value="50.0" data-cell="{PAIR.format("north")}" data-by="change">up 50.0%</data>',
        ),
        (
            "{{ change('incidents', 'south', '2021', '2022') }}",
            f'<data value="-50.0" data-cell="{PAIR.format("south")}" data-by="change">down 50.0%</data>',
        ),
        (
            "{{ change('incidents', 'south', from_='2022', to='2021') }}",
            (
                '<data value="100.0" data-cell="incidents/south/2022 incidents/south/2021" data-by="change">'
                "up 100.0%</data>"
            ),
        ),
        (
            "{{ change('incidents', 'east', '2021', '2022') }}",
            f'<data value="0.0" data-cell="{PAIR.format("east")}" data-by="change">unchanged</data>',
        ),
        (
            "{{ change('incidents', 'west', '2021', '2022') }}",
            f'<data value="[z]" data-cell="{PAIR.format("west")}" data-by="change">[z]</data>',
        ),
        (
            "{{ difference('incidents', 'south', '2021', '2022') }}",
            f'<data value="-1000" data-cell="{PAIR.format("south")}" data-by="difference">1,000 fewer</data>',
        ),
        (
            "{{ difference('incidents', 'west', '2021', '2022') }}",
            f'<data value="500" data-cell="{PAIR.format("west")}" data-by="difference">500 more</data>',
        ),
        (
            "{{ share('incidents', 'north', '2022', of='total') }}",
            '<data value="42.9" data-cell="incidents/north/2022 incidents/total/2022" data-by="share">42.9%</data>',
        ),
        (
            "{{ share('incidents', 'north', '2022', of='north/2021') }}",
            '<data value="150.0" data-cell="incidents/north/2022 incidents/north/2021" data-by="share">150.0%</data>',
        ),
        (
            "{{ share('incidents', 'north', '2022', of='rates/north/people') }}",
            '<data value="4.7" data-cell="incidents/north/2022 rates/north/people" data-by="share">4.7%</data>',
        ),
        (
            "{{ share('incidents', 'north', '2022', of='*') }}",
            (
                '<data value="42.9" data-cell="incidents/north/2022 incidents/north/2022 incidents/south/2022 '
                'incidents/east/2022 incidents/west/2022" data-by="share">42.9%</data>'
            ),
        ),
        (
            "{{ rank('incidents', 'south', '2022') }}",
            (
                '<data value="2" data-cell="incidents/south/2022 incidents/north/2022 incidents/east/2022 '
                'incidents/west/2022" data-by="rank">2nd highest of 4</data>'
            ),
        ),
        (
            "{{ rank('incidents', 'west', '2022') }}",
            (
                '<data value="3" data-cell="incidents/west/2022 incidents/north/2022 incidents/south/2022 '
                'incidents/east/2022" data-by="rank">joint lowest of 4</data>'
            ),
        ),
        (
            "{{ rank('incidents', 'north-vale', '2022') }}",
            (
                '<data value="2" data-cell="incidents/north-vale/2022 incidents/north-hill/2022" data-by="rank">'
                "lowest of 2</data>"
            ),
        ),
        (
            "{{ total('incidents', '2022') }}",
            (
                '<data value="3500" data-cell="incidents/north/2022 incidents/south/2022 incidents/east/2022 '
                'incidents/west/2022" data-by="total">3,500</data>'
            ),
        ),
        (
            "{{ total('incidents', '2022', rows=['north', 'south']) }}",
            '<data value="2500" data-cell="incidents/north/2022 incidents/south/2022" data-by="total">2,500</data>',
        ),
        (
            "{{ total('rates', 'people') }}",
            (
                '<data value="[x]" data-cell="rates/north/people rates/south/people rates/east/people" data-by="total">'
                "[x]</data>"
            ),
        ),
        (
            "{{ highest('incidents', '2022') }}",
            (
                '<data value="north" data-cell="incidents/north/2022 incidents/south/2022 incidents/east/2022 '
                'incidents/west/2022 incidents/north/label" data-by="highest">North</data>'
            ),
        ),
        (
            "{{ lowest('rates', 'people') }}",
            (
                '<data value="south" data-cell="rates/north/people rates/south/people rates/east/people '
                'rates/south/label" data-by="lowest">South</data>'
            ),
        ),
        ("{{ period('incidents') }}", "2021 and 2022"),
    ],
)
@pytest.mark.parametrize("edition", EDITIONS)
def test_a_number_on_a_page(text: str, expected: str, edition: str) -> None:
    assert written(f"In all, {text}.", edition) == f"In all, {expected}."


@pytest.mark.parametrize(
    ("text", "formulas"),
    [
        ("{{ n('incidents', 'north', '2022') }}", []),
        ("{{ n('incidents', 'north', 'latest') }}", ["incidents/north/latest"]),
        ("{{ n('incidents', 'north', 'change') }}", ["incidents/north/change"]),
        (
            "{{ change('incidents', 'north', 'previous', 'latest') }}",
            ["change(incidents/north/previous, incidents/north/latest)"],
        ),
        (
            "{{ difference('incidents', 'north', '2021', '2022') }}",
            ["difference(incidents/north/2021, incidents/north/2022)"],
        ),
        (
            "{{ share('incidents', 'north', 'latest', of='total') }}",
            ["share(incidents/north/latest, incidents/total/latest)"],
        ),
        ("{{ share('incidents', 'north', '2022', of='*') }}", ["share(incidents/north/2022, incidents/*/2022)"]),
        (
            "{{ share('incidents', 'north', '2022', of='rates/north/people') }}",
            ["share(incidents/north/2022, rates/north/people)"],
        ),
        ("{{ rank('incidents', 'north', '2022') }}", ["rank(incidents/north/2022)"]),
        ("{{ total('incidents', '2022') }}", ["total(incidents/*/2022)"]),
        (
            "{{ total('incidents', '2022', rows=['north', 'south']) }}",
            ["total(incidents/north/2022, incidents/south/2022)"],
        ),
        (
            "{{ highest('incidents', '2022', 2) }}",
            ["1 of highest(incidents/*/2022, 2)", "2 of highest(incidents/*/2022, 2)"],
        ),
    ],
)
def test_a_number_says_what_was_asked_for_where_its_cell_does_not(text: str, formulas: list[str]) -> None:
    assert re.findall(r'data-formula="([^"]*)"', asked(text)) == formulas


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("{{ highest('incidents', '2022', 2) }}", "North and South"),
        ("{{ highest('incidents', '2022', count=3) }}", "North, South, East and West"),
        ("{{ highest('incidents', '2022', 99) }}", "North, South, East and West"),
        ("{{ lowest('incidents', '2022') }}", "East and West"),
        ("{{ lowest('incidents', '2022', 2) }}", "East and West"),
        ("{{ lowest('incidents', '2022', 3) }}", "East, West and South"),
        ("{{ lowest('incidents', '2021') }}", "West"),
        ("{{ highest('incidents', 'change') }}", "North"),
        ("{{ lowest('incidents', 'change') }}", "South"),
        ("{{ highest('rates', 'satisfied') }}", "North"),
        ("{{ lowest('rates', 'satisfied') }}", "South"),
    ],
)
def test_extremes_take_ties_in_and_totals_and_parts_out(text: str, names: str) -> None:
    assert words(written(text)) == names


@settings(deadline=None)
@given(
    st.lists(st.integers(-50, 50), min_size=4, max_size=4), st.integers(1, 6), st.sampled_from(["highest", "lowest"])
)
def test_extremes_are_those_of_the_data(values: list[int], count: int, by: str) -> None:
    view = small_view("public", numbered(values))
    shown = words(vocabulary(view).text(f"{{{{ {by}('incidents', '2022', {count}) }}}}"))
    ordered = sorted(values, reverse=by == "highest")
    cut = ordered[min(count, 4) - 1]
    chosen = {value for value in values if (value >= cut if by == "highest" else value <= cut)}
    names = dict(zip(("North", "South", "East", "West"), values, strict=True))
    found = shown.replace(" and ", ", ").split(", ")
    assert {names[name] for name in found} == chosen
    assert [names[name] for name in found] == sorted((names[name] for name in found), reverse=by == "highest")
    assert len(found) == sum(value in chosen for value in values)


def numbered(values: list[int]) -> object:
    """The incidents with other numbers for 2022."""
    original = datasets()["incidents"]
    new = dict(zip(("north", "south", "east", "west"), values, strict=True))
    rows = tuple(
        replace(row, cells={**row.cells, "2022": Cell(str(new[row.id]), Decimal(new[row.id]))})
        if row.id in new
        else row
        for row in original.rows
    )
    return replace(original, rows=rows)


# --- figures and notices -------------------------------------------------------------------------------


def test_a_figure_of_a_dataset_without_a_number() -> None:
    expected = (
        '<figure class="figure" id="fig-injuries" aria-labelledby="fig-injuries-headline" data-dataset="injuries" '
        'data-title="Injuries by kind">\n'
        '<div class="figure__top">\n'
        '<h3 class="figure__headline" id="fig-injuries-headline">Most were <data value="first" '
        'data-cell="injuries/first/count injuries/second/count injuries/first/label" '
        'data-by="highest">First kind</data></h3>\n'
        '<p class="synthetic">Synthetic numbers, made up to show how this figure works. '
        "They describe nothing real.</p>\n"
        "</div>\n"
        '<div class="table" role="region" tabindex="0" aria-labelledby="fig-injuries-caption">\n'
        "<table>\n"
        '<caption id="fig-injuries-caption"><span>Injuries by kind, Anyshire, 2022. Unit: cases</span></caption>\n'
        '<thead><tr><th scope="col">Kind</th><th scope="col" class="number">Number</th></tr></thead>\n'
        "<tbody>\n"
        '<tr><th scope="row">First kind</th><td class="number"><data value="71" data-cell="injuries/first/count">'
        "71</data></td></tr>\n"
        '<tr><th scope="row">Second kind</th><td class="number"><data value="29" data-cell="injuries/second/count">'
        "29</data></td></tr></tbody>\n"
        "</table>\n"
        "</div>\n"
        '<p class="figure__source">Source: City Hospital (Ward records)</p>\n'
        "</figure>"
    )
    assert squeezed(written("{{ table('injuries') }}", "partner")) == squeezed(expected)


def squeezed(text: str) -> str:
    """HTML without line ends between elements, which mean nothing there."""
    return text.replace(">\n<", "><")


def test_a_table_is_a_figure_without_its_chart_and_its_title_is_seen_once() -> None:
    figure, title = written("{{ figure('incidents', chart='ranked', of='2022') }}"), "Incidents by area, Anyshire"
    start, end = figure.index('<div class="figure__chart"'), figure.index("</svg></div>") + len("</svg></div>")
    without = re.sub(r'<p class="figure__title">.*?</p>\n?', "", figure[:start] + figure[end:])
    folded = re.compile(
        r'<details class="figure__table">\s*<summary>Show the table</summary>(.*?)</details>', re.DOTALL
    )
    table = written("{{ table('incidents') }}")
    assert squeezed(table) == squeezed(folded.sub(r"\1", without).replace(' class="unseen"', ""))
    unseen = re.compile(r'<caption [^>]* class="unseen">.*?</caption>|<svg.*?</svg>', re.DOTALL)
    for shown in (table, unseen.sub("", figure)):
        assert re.sub("<[^>]*>", "", shown).count(title) == 1


def test_a_figure_is_drawn_for_its_own_audience() -> None:
    assert 'data-a="public-4"' in written("{{ figure('incidents', chart='ranked', of='2022') }}", "partner")
    assert 'data-a="partner-2"' in written("{{ figure('injuries', chart='ranked', of='count') }}", "partner")


def test_of_may_be_one_column_or_several() -> None:
    one = written("{{ figure('incidents', chart='grouped', of='2022') }}")
    assert one == written("{{ figure('incidents', chart='grouped', of=['2022']) }}")
    assert 'data-a="public-8"' in written("{{ figure('incidents', chart='grouped', of=['2021', '2022']) }}")
    assert 'data-a="public-8"' in written("{{ figure('incidents', chart='grouped') }}")


def test_a_figure_that_awaits_its_data_has_no_chart_no_table_and_no_download() -> None:
    text = vocabulary(downloads=True).text("{{ figure('awaited', chart='months') }}")
    assert "[x] Not available." in text
    assert "It would come from County Police" in text
    for absent in ("<svg", "<table", "downloads/", "tabindex"):
        assert absent not in text


@pytest.mark.parametrize(
    ("page", "link"),
    [
        ("index.md", "downloads/incidents"),
        ("page.md", "../downloads/incidents"),
        ("section/index.md", "../downloads/incidents"),
        ("section/page.md", "../../downloads/incidents"),
        ("a/b/c.md", "../../../downloads/incidents"),
    ],
)
def test_a_figure_links_to_its_download_from_any_page(page: str, link: str) -> None:
    text = vocabulary(page=page, downloads=True).text("{{ table('incidents') }}")
    for ending, label in (
        (".csv", "CSV"),
        (".xlsx", "Excel (XLSX)"),
        (".ods", "OpenDocument (ODS)"),
        (".csv-metadata.json", "metadata (JSON)"),
    ):
        named = f"{label}: Incidents by area, Anyshire, 2021 and 2022"
        assert f'<a href="{link}{ending}" download aria-label="{named}">{label}</a>' in text
    assert "downloads/" not in vocabulary(page=page).text("{{ table('incidents') }}")


def test_all_data_of_an_edition_is_one_file() -> None:
    text = vocabulary(page="section/page.md", downloads=True).text("{{ all_data() }}")
    assert '<a href="../../downloads/anyshire-public-data.zip" download>' in text
    assert vocabulary().text("{{ all_data() }}") == ""


def described(text: str) -> dict[str, Any]:
    """What a page says of a dataset in JSON-LD."""
    (script,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    found: dict[str, Any] = json.loads(script)
    return found


def test_a_figure_is_described_for_search_engines() -> None:
    told = described(vocabulary(downloads=True).text("{{ table('incidents') }}"))
    assert (told["@context"], told["@type"]) == ("https://schema.org/", "Dataset")
    assert told["name"] == "Incidents by area, Anyshire, 2021 and 2022"
    assert told["temporalCoverage"] == "2021 and 2022"
    assert told["creator"] == [{"@type": "Organization", "name": "County Police"}]
    assert told["variableMeasured"] == ["2021", "2022", "Difference", "Change", "Share", "Rank"]
    kinds = [(each["encodingFormat"], each["contentUrl"].rpartition("/")[2]) for each in told["distribution"]]
    assert [name for _, name in kinds] == [f"incidents{end}" for end in (".csv", ".xlsx", ".ods", ".csv-metadata.json")]
    assert kinds[0][0] == "text/csv"
    assert "license" not in told
    assert "1500" not in str(told)


def test_with_an_address_the_downloads_are_told_in_full() -> None:
    view = small_view()
    view = replace(view, edition=replace(view.edition, address="https://example.org/a/", indexed=True))
    told = described(vocabulary(view, downloads=True).text("{{ table('incidents') }}"))
    assert told["distribution"][0]["contentUrl"] == "https://example.org/a/downloads/incidents.csv"
    assert told["isAccessibleForFree"] is True
    assert "conditionsOfAccess" not in told


def test_made_up_numbers_and_closed_editions_are_described_as_such() -> None:
    told = described(vocabulary(small_view("partner"), downloads=True).text("{{ table('injuries') }}"))
    assert told["name"].startswith("Synthetic")
    assert told["isAccessibleForFree"] is False
    assert told["conditionsOfAccess"] == "OFFICIAL-SENSITIVE."


def test_no_text_ends_the_description_of_a_dataset() -> None:
    nasty = "</script><script>alert(1)</script> <!-- & \u2028"
    changed = with_descriptor(datasets()["incidents"], title=nasty, notes=(nasty,))
    text = vocabulary(small_view("public", changed), downloads=True).text("{{ table('incidents') }}")
    assert text.count("</script>") == text.count("<script") == 1
    assert described(text)["name"].startswith(nasty)


NOTICE = (
    '<aside class="withheld" data-source="hospital" aria-label="Withheld from this edition: Ward records">\n'
    "<p><strong>[c] Ward records: not shown in this edition</strong></p>\n"
    "<p>The hospital shares these with partners only.</p>\n"
    "</aside>"
)
LABEL = '<p class="restricted"><strong>Ward records: OFFICIAL-SENSITIVE.</strong> Partners only.</p>'
SEVENTY_ONE = '<data value="71" data-cell="injuries/first/count">71</data>'


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("{{ restricted('hospital') }}", LABEL),
        (
            "{{ restricted('hospital', prose='injury-commentary') }}",
            f"{LABEL}\n\nMost were {SEVENTY_ONE} of the first kind.",
        ),
        ("{% call restricted('hospital') %}Secret{% endcall %}", f"{LABEL}\n\nSecret"),
        (
            "{% call restricted('hospital') %}{{ n('injuries', 'first', 'count') }}{% endcall %}",
            f"{LABEL}\n\n{SEVENTY_ONE}",
        ),
        (
            "{% call restricted('hospital', prose='injury-commentary') %}Secret{% endcall %}",
            f"{LABEL}\n\nMost were {SEVENTY_ONE} of the first kind.\n\nSecret",
        ),
    ],
)
def test_what_is_restricted_is_shown_to_those_who_may_see_it_and_is_a_notice_to_others(text: str, shown: str) -> None:
    assert written(f"a {text} z", "partner") == f"a {shown} z"
    assert written(f"a {text} z", "public") == f"a {NOTICE} z"


def test_the_notice_is_the_same_whatever_the_pack_holds() -> None:
    for prose in (COMMENTARY, replace(COMMENTARY, text="{{ broken"), replace(COMMENTARY, text="x" * 1000)):
        view = small_view("public", prose=prose)
        assert vocabulary(view).text("{{ restricted('hospital', prose='injury-commentary') }}") == NOTICE


def test_a_prose_that_the_pack_does_not_hold_is_asked_for_by_its_path() -> None:
    view = small_view("partner", prose=replace(COMMENTARY, name="another"))
    with pytest.raises(LookupFailedError, match=r"partner/prose/injury-commentary\.md"):
        vocabulary(view).text("{{ restricted('hospital', prose='injury-commentary') }}")


def test_what_is_withheld_is_said_from_the_policy() -> None:
    expected = (
        '<dl class="register">\n'
        "<dt>Ward records (City Hospital)</dt>\n"
        "<dd>The hospital shares these with partners only.</dd>\n"
        "<dd>Marking: OFFICIAL-SENSITIVE. Handling: Partners only.</dd>\n"
        "<dt>Railway police</dt>\n"
        "<dd>The railway shares these with partners only.</dd>\n"
        "<dd>Marking: OFFICIAL-SENSITIVE. Handling: Partners only.</dd></dl>"
    )
    assert squeezed(written("{{ withheld() }}")) == squeezed(expected)
    assert written("{{ withheld() }}", "partner") == "<p>Nothing is withheld from this edition.</p>"


def test_the_register_tells_quality_or_the_notice() -> None:
    expected = (
        '<dl class="register">\n'
        '<dt id="source-police">Records</dt>\n<dd>Owner: County Police. Period: 2021 and 2022.</dd>\n'
        "<dd>Quality: none stated</dd>\n"
        '<dt id="source-council">Borough Council</dt>\n<dd>Owner: Borough Council. Period: 2022.</dd>\n'
        "<dd>Quality: Council homes only.</dd>\n"
        '<dt id="source-hospital">Ward records</dt>\n<dd>Owner: City Hospital. Period: 2022.</dd>\n'
        "<dd>Withheld: The hospital shares these with partners only.</dd>\n"
        '<dt id="source-railway">Railway police</dt>\n<dd>Owner: Railway police. Period: 2022.</dd>\n'
        "<dd>Withheld: The railway shares these with partners only.</dd></dl>"
    )
    assert squeezed(written("{{ source_register() }}")) == squeezed(expected)
    assert "Quality: Few and uneven." in written("{{ source_register() }}", "partner")
    assert "Withheld:" not in written("{{ source_register() }}", "partner")


def test_the_register_links_to_a_source_that_has_an_address() -> None:
    linked = replace(SOURCES["council"], link="https://example.org/a?b=1&c=2")
    text = vocabulary(small_view("public", council=linked)).text("{{ source_register() }}")
    address = "https://example.org/a?b=1&amp;c=2"
    assert f'<dd><a href="{address}">{address}</a></dd>' in text
    assert text.count("<a ") == 1


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("{{ n('incidents', 'north', 'latest') }}", "{{ n('incidents', 'north', '2022') }}"),
        ("{{ n('incidents', 'north', 'previous') }}", "{{ n('incidents', 'north', '2021') }}"),
        (
            "{{ change('incidents', 'north', 'previous', 'latest') }}",
            "{{ change('incidents', 'north', '2021', '2022') }}",
        ),
        (
            "{{ share('incidents', 'north', 'latest', of='total/previous') }}",
            "{{ share('incidents', 'north', '2022', of='total/2021') }}",
        ),
        ("{{ rank('incidents', 'south', 'latest') }}", "{{ rank('incidents', 'south', '2022') }}"),
        ("{{ highest('incidents', 'latest') }}", "{{ highest('incidents', '2022') }}"),
        ("{{ total('incidents', 'previous') }}", "{{ total('incidents', '2021') }}"),
        (
            "{{ figure('incidents', chart='ranked', of='latest') }}",
            "{{ figure('incidents', chart='ranked', of='2022') }}",
        ),
    ],
)
def test_the_latest_year_and_the_one_before_need_no_number(text: str, same: str) -> None:
    assert written(text) == written(same)


def test_the_latest_period_as_its_column_says_it() -> None:
    original = datasets()["incidents"]
    columns = tuple(
        replace(each, title="April <2021> to March 2022") if each.name == "2022" else each
        for each in original.descriptor.columns
    )
    view = small_view("public", with_descriptor(original, columns=columns))
    assert vocabulary(view).text("{{ latest('incidents') }}") == "April &lt;2021&gt; to March 2022"


def test_the_findings_of_the_page_are_a_list() -> None:
    findings = ("All crime rose.", "ASB was {{ change('incidents', 'south', '2021', '2022') }}.")
    down = f'<data value="-50.0" data-cell="{PAIR.format("south")}" data-by="change">down 50.0%</data>'
    text = without_formulas(vocabulary(findings=findings).text("{{ key_findings() }}"))
    assert text == f"- All crime rose.\n- ASB was {down}."


RANKED = MacroCall("figure", ("incidents",), {"chart": "ranked", "of": "2022"}, 1)


def tabled(*datasets: str) -> dict[str, MacroCall]:
    return {name: MacroCall("table", (name,), {}, 1) for name in datasets}


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
    assert re.findall(r'href="(.*?)">(.*?)</a>', text) == [("report/1/", "Burglary"), ("report/2/", "Noise &amp; dust")]
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


# --- what does not resolve -----------------------------------------------------------------------------


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
        ("{{ n('rates', 'north', 'latest') }}", 'unknown column "latest"'),
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


# --- escaping ------------------------------------------------------------------------------------------

NASTY = "<b onclick=\"x('y')\">&amp;</b><script>alert(1)</script>"
ESCAPED = "&lt;b onclick=&#34;x(&#39;y&#39;)&#34;&gt;&amp;amp;&lt;/b&gt;&lt;script&gt;alert(1)&lt;/script&gt;"


class Reader(HTMLParser):
    """The tags and the words of a piece of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, tuple[tuple[str, str | None], ...]]] = []
        self.words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, tuple(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        self.tags.append(("!--", ((data, None),)))

    def handle_decl(self, decl: str) -> None:
        self.tags.append(("!", ((decl, None),)))

    def handle_pi(self, data: str) -> None:
        self.tags.append(("?", ((data, None),)))


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader


def words(html: str) -> str:
    return read(html).words


def labelled(label: str) -> object:
    """The incidents, north called something else."""
    original = datasets()["incidents"]
    rows = tuple(
        replace(row, cells={**row.cells, "label": Cell(label)}) if row.id == "north" else row for row in original.rows
    )
    return replace(original, rows=rows)


def everything_said(text: str) -> dict[str, tuple[str, str]]:
    """For each place where data puts a text on a page: the page's HTML with it there, and a call that shows it."""
    original = datasets()["incidents"]
    title = replace(original.descriptor.columns[1], title=text)
    columns = (original.descriptor.columns[0], title, *original.descriptor.columns[2:])
    two = (*original.descriptor.columns[:2], replace(original.descriptor.columns[2], title=text))
    derived = (replace(original.descriptor.derived[0], title=text), *original.descriptor.derived[1:])
    unit = tuple(replace(each, unit=text) if each.is_numeric else each for each in original.descriptor.columns)
    table, register = "{{ table('incidents') }}", "{{ source_register() }}"
    chart = "{{ figure('incidents', chart='ranked', of='2022') }}"
    cards = datasets()["cards"]
    card = replace(cards.rows[0], cells={**cards.rows[0].cells, "label": Cell(text)})
    routes = datasets()["help-routes"]
    said = {**routes.rows[0].cells, "label": Cell(text), "contact": Cell(text)}
    issues = datasets()["issues"]
    wrong = {name: Cell(text) for name in issues.rows[0].cells}
    home = SiteMap((), (PublishedPage("index.md", "Home", (), tabled("incidents")),))
    places = {
        "row label": (labelled(text), table),
        "row label in a chart's description": (labelled(text), chart),
        "row label in a sentence": (labelled(text), "{{ highest('incidents', '2022') }}"),
        "title": (with_descriptor(original, title=text), chart),
        "headline": (with_descriptor(original, headline=text), table),
        "place": (with_descriptor(original, place=text), table),
        "period": (with_descriptor(original, period=text), table),
        "period in a sentence": (with_descriptor(original, period=text), "{{ period('incidents') }}"),
        "note": (with_descriptor(original, notes=(text,)), table),
        "figure number": (with_descriptor(original, figure=text), table),
        "column title in a sentence": (with_descriptor(original, columns=two), "{{ latest('incidents') }}"),
        "column title": (with_descriptor(original, columns=columns), table),
        "derived column title": (with_descriptor(original, derived=derived), table),
        "unit": (with_descriptor(original, columns=unit), chart),
        "note of a sum": (replace(original, sums=(replace(original.sums[0], note=text),)), table),
    }
    shown = {
        place: (vocabulary(small_view("public", dataset)).text(call), call) for place, (dataset, call) in places.items()
    }
    for place, dataset, call in [
        ("card", replace(cards, rows=(card,)), "{{ cards('cards') }}"),
        ("help", replace(routes, rows=(replace(routes.rows[0], cells=said),)), "{{ help_now('abuse') }}"),
        ("report", replace(routes, rows=(replace(routes.rows[0], cells=said),)), "{{ report_to('fire') }}"),
        ("issue", replace(issues, rows=(replace(issues.rows[0], cells=wrong),)), "{{ known_issues('issues') }}"),
        ("title in the list of figures", with_descriptor(original, title=text), "{{ figure_list() }}"),
        ("number in the list of figures", with_descriptor(original, figure=text), "{{ figure_list() }}"),
    ]:
        shown[place] = (vocabulary(small_view("public", dataset), site=home).text(call), call)
    awaited = with_descriptor(datasets()["awaited"], awaiting=text)
    await_call = "{{ table('awaited') }}"
    shown["awaiting"] = (vocabulary(small_view("public", awaited)).text(await_call), await_call)
    hospital = "{{ restricted('hospital') }}"
    for part, edition, source, call in [
        ("name", "public", "hospital", hospital),
        ("notice", "public", "hospital", hospital),
        ("handling", "partner", "hospital", hospital),
        ("notice", "public", "hospital", "{{ withheld() }}"),
        ("owner", "public", "hospital", "{{ withheld() }}"),
        ("handling", "public", "hospital", "{{ withheld() }}"),
        ("caveat", "public", "police", register),
        ("period", "public", "police", register),
        ("notice", "public", "hospital", register),
        ("link", "public", "police", register),
        ("name", "public", "police", table),
        ("owner", "public", "police", table),
    ]:
        view = small_view(edition, **{source: replace(SOURCES[source], **{part: text})})
        shown[f"{part} of {source} by {call}"] = (vocabulary(view).text(call), call)
    return shown


PLAIN = everything_said("x")


@pytest.mark.parametrize("place", PLAIN)
def test_no_text_of_data_or_policy_becomes_markup(place: str) -> None:
    html, _ = everything_said(NASTY)[place]
    plain, _ = PLAIN[place]
    assert "<script" not in html
    assert "<b " not in html
    assert NASTY in words(html) or NASTY.lower() in words(html) or ESCAPED in html
    names = [tag for tag, _ in read(plain).tags]
    assert [tag for tag, _ in read(html).tags] == names


_MARKUP = st.text(st.sampled_from("<>&\"'=/ !-?;#xab\u00e9"), min_size=1, max_size=24).filter(lambda text: text.strip())


@settings(max_examples=40, deadline=None)
@given(_MARKUP)
def test_no_text_whatever_becomes_markup(text: str) -> None:
    through = [place for place, (html, _) in everything_said(text).items() if outline(html) != outline(PLAIN[place][0])]
    assert through == []


def outline(html: str) -> list[tuple[str, list[str]]]:
    """The tags of a piece of HTML and the names of their attributes."""
    return [(tag, [name for name, _ in attributes]) for tag, attributes in read(html).tags]


@pytest.mark.parametrize("label", ["[here](https://example.org)", "*North*", "`North`", "North<br>", "![x](y.png)"])
@pytest.mark.parametrize("macro", ["{{ highest('incidents', '2022') }}", "{{ period('incidents') }}"])
def test_a_text_in_a_sentence_is_no_markdown_either(label: str, macro: str) -> None:
    """What a macro puts in a sentence is read by Markdown next."""
    dataset = with_descriptor(labelled(label), period=label)  # type: ignore[arg-type]
    paragraph = vocabulary(small_view("public", dataset)).text(f"The most: {macro}.")
    page = read(Markdown(extensions=["attr_list", "tables", "toc"]).convert(paragraph))
    assert {tag for tag, _ in page.tags} <= {"p", "data"}
    assert page.words == f"The most: {label}."


def test_a_macro_draws_only_what_it_is_asked_for() -> None:
    asked = []

    def draw(chart: object, audience: str) -> str:
        asked.append(audience)
        return stub(chart, audience)  # type: ignore[arg-type]

    macros = vocabulary(small_view("partner"), draw=draw)
    macros.text("{{ table('incidents') }} {{ n('incidents', 'north', '2022') }}")
    assert asked == []
    macros.text("{{ figure('injuries', chart='ranked', of='count') }}")
    assert asked == ["partner"]


def test_every_macro_is_a_method_with_a_docstring_for_the_guide() -> None:
    for macro in MACROS:
        assert inspect.getdoc(getattr(Vocabulary, macro))


def test_the_year_of_the_assessment_is_said_where_the_site_has_it() -> None:
    call = MacroCall("assessment_year", (), {}, 1)
    assert vocabulary(replace(small_view("public"), year="2022/23")).call(call) == "2022/23"
    with pytest.raises(LookupFailedError) as caught:
        vocabulary(small_view("public")).call(call)
    assert "`year:` under `extra:` of mkdocs.yml" in caught.value.expected
