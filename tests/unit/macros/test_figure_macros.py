"""Figures and tables: their parts, their downloads, and how they are described to machines."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import Any

import pytest
from asking import squeezed, written
from small_view import (
    datasets,
    small_view,
    vocabulary,
    with_descriptor,
)


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


def test_a_table_is_a_figure_without_its_chart_and_its_title_is_seen_once() -> None:
    figure, title = written("{{ figure('incidents', chart='ranked', of='2022') }}"), "Incidents by area, Anyshire"
    start, end = figure.index('<div class="figure__chart"'), figure.index("</svg></div>") + len("</svg></div>")
    without = re.sub(r'<p class="figure__title">.*?</p>\n?', "", figure[:start] + figure[end:])
    folded = re.compile(
        r'<details class="figure__table">\s*<summary>Show the table<span.*?</span></summary>(.*?)</details>', re.DOTALL
    )
    table = written("{{ table('incidents') }}")
    assert squeezed(table) == squeezed(folded.sub(r"\1", without).replace(' class="unseen"', ""))
    unseen = re.compile(r'<(caption|span)[^>]* class="unseen[^>]*>.*?</\1>|<svg.*?</svg>', re.DOTALL)
    for shown in (table, figure):
        assert re.sub("<[^>]*>", "", unseen.sub("", shown)).count(title) == 1


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
