"""How a figure is cited."""

from __future__ import annotations

import pytest

from macros.html.citation import Publication, citation_html
from macros.phrasebook.phrases import phrases_of

WHAT = "Figure 7: Offences by district, Eldor & Tharrowe, 2022"


def cited(address: str, page: str = "5-crime/5-1/") -> str:
    publication = Publication("Anytown assessment", "Anytown Partnership", "2023", "Public edition", address)
    return str(citation_html(publication, phrases_of("en"), WHAT, page, "fig-7"))


def test_a_citation_names_publisher_year_title_edition_and_figure() -> None:
    said = "Anytown Partnership (2023). <cite>Anytown assessment</cite>, Public edition. Figure 7: Offences by district"
    assert said in cited("")
    assert "Eldor &amp; Tharrowe" in cited("")


@pytest.mark.parametrize(
    ("address", "page", "shown"),
    [
        ("https://anytown.example/2022-23/", "5-crime/5-1/", "https://anytown.example/2022-23/5-crime/5-1/#fig-7"),
        ("https://anytown.example/2022-23/", "/", "https://anytown.example/2022-23/#fig-7"),
    ],
)
def test_with_an_address_it_gives_the_figures_own(address: str, page: str, shown: str) -> None:
    assert shown in cited(address, page)


def test_without_an_address_it_links_within_the_page() -> None:
    assert 'href="#fig-7"' in cited("")
    assert "https:" not in cited("")
