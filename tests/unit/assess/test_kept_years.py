"""What is served and told of an earlier year, piece by piece."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assess.build.kept_pages import Now, serve, successor, with_banner
from assess.diff.sides import read_side
from assess.earlier.changes import changes
from assess.earlier.kept import Kept, folder_of_year
from assess.earlier.page import changes_page, filled
from assess.lineage.ledger import HEADER
from macros.phrasebook.phrases import phrases_of
from redaction.diagnostics.errors import AssessError
from redaction.policy import Edition

SAY = phrases_of("en")
PUBLIC = Edition("public", "Public edition", "everybody", ("public",), "OFFICIAL")
NOW = Now(
    PUBLIC,
    "Anyshire 2025/26",
    "2025/26",
    frozenset(("", "crime/", "fires/")),
    {"burglary/": "crime/#burglary"},
    frozenset(("2024-25", "2023-24")),
    SAY,
)
KEPT = Kept("2024-25", "2024/25", "2025-05-18", Path(), Path(), Path(), ())


@pytest.mark.parametrize(
    ("year", "folder"), [("2024/25", "2024-25"), ("2025", "2025"), ("year ending March 2025", "year-ending-march-2025")]
)
def test_a_year_has_a_folder_that_is_an_address(year: str, folder: str) -> None:
    assert folder_of_year(year) == folder


class TestSuccessors:
    def test_a_page_that_is_still_there_is_its_own(self) -> None:
        assert successor("crime/", NOW)[:1] == ("crime/",)

    def test_a_page_that_was_renamed_is_followed_to_its_place(self) -> None:
        assert successor("burglary/", NOW)[:1] == ("crime/#burglary",)

    def test_a_page_that_is_gone_leads_home_and_says_so(self) -> None:
        assert successor("knives/", NOW) == ("", "earlier.home", "earlier.gone")
        assert "It has no page in its place now. <a href=" in with_banner("<h1>A</h1>", "knives/index.html", KEPT, NOW)

    @pytest.mark.parametrize(
        ("name", "href"),
        [
            ("index.html", "../"),
            ("crime/index.html", "../../crime/"),
            ("burglary/index.html", "../../crime/#burglary"),
            ("wards/north/index.html", "../../../"),
        ],
    )
    def test_the_banner_leads_there_from_its_own_address(self, name: str, href: str) -> None:
        assert f'<a href="{href}">' in with_banner("<body><h1>Crime</h1></body>", name, KEPT, NOW)


def test_the_banner_stands_under_the_title_and_else_at_the_top() -> None:
    for page, before in (
        ("<body><h1>A</h1><p>B</p></body>", "<body><h1>A</h1>"),
        ("<body class='x'>B", "<body class='x'>"),
    ):
        made = with_banner(page, "index.html", KEPT, NOW)
        assert made.startswith(f'{before}<div class="admonition note kept-edition" role="note">')
        assert made.endswith(page.removeprefix(before))


class TestServed:
    """A kept year that itself kept a year, and showed a chart alone."""

    THEME = '<script src="/assets/javascripts/bundle.1.min.js"></script>'

    @pytest.fixture
    def kept(self, tmp_path: Path) -> Kept:
        page = '<body><h1>A</h1><script src="{}assets/javascripts/bundle.1.min.js"></script></body>'
        files = {
            "404.html": self.THEME,
            "_headers": "/*",
            "index.html": page.format(""),
            "crime/index.html": page.format("../"),
            "embed/thefts/index.html": page.format("../../"),
            "2023-24/index.html": page.format("../"),
            "2023-24/crime/index.html": page.format("../../"),
            "assets/javascripts/bundle.1.min.js": "",
        }
        for name, text in files.items():
            path = tmp_path / "site" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text)
        return replace(KEPT, site=tmp_path / "site", files=tuple(sorted(files)))

    def test_older_years_and_charts_alone_lead_to_their_own_addresses(self, kept: Kept, tmp_path: Path) -> None:
        serve(kept, NOW, tmp_path / "stage")
        served = tmp_path / "stage" / "earlier" / "2024-25"
        assert {path.relative_to(served).as_posix() for path in served.rglob("*") if path.is_file()} == {
            "2023-24/index.html",
            "assets/javascripts/bundle.1.min.js",
            "crime/index.html",
            "embed/thefts/index.html",
            "index.html",
        }
        assert 'url=../../2023-24/"' in (served / "2023-24" / "index.html").read_text("utf-8")
        assert 'url=../../../"' in (served / "embed" / "thefts" / "index.html").read_text("utf-8")

    def test_a_script_that_its_theme_had_not_is_refused(self, kept: Kept, tmp_path: Path) -> None:
        (kept.site / "crime" / "index.html").write_text("<body><h1>A</h1><script>steal()</script></body>")
        with pytest.raises(AssessError, match=r"2024-25/crime/index\.html has a script that is not the theme's own"):
            serve(kept, NOW, tmp_path / "stage")

    def test_a_page_at_its_address_is_refused(self, kept: Kept, tmp_path: Path) -> None:
        with pytest.raises(AssessError, match="There is a page at 2024-25/"):
            serve(kept, replace(NOW, pages=frozenset(("2024-25/crime/",))), tmp_path / "stage")


class Site:
    """A site of two tables, and its ledger."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.ledger = folder / "site", folder / "ledger.csv"
        (self.folder / "downloads").mkdir(parents=True)

    def page(self, address: str, title: str, body: str = "") -> Site:
        path = self.folder / address / "index.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"<title>{title} - Anyshire</title>{body}", "utf-8")
        return self

    def table(self, name: str, unit: str, *notes: str, period: str = "2024") -> Site:
        described = {
            "dc:title": f"{name.capitalize()}, North, {period}",
            "dc:spatial": "North",
            "dc:temporal": period,
            "dc:source": ["Police"],
            "notes": [{"rdfs:comment": note} for note in notes],
            "tableSchema": {
                "columns": [
                    {"titles": "Area"},
                    {"titles": period, "dc:description": f"Unit: {unit}"},
                    {"titles": "All"},
                ]
            },
        }
        (self.folder / "downloads" / f"{name}.csv-metadata.json").write_text(json.dumps(described))
        return self

    def number(self, says: str, formula: str, how: str, sentence: str) -> Site:
        row = dict.fromkeys(HEADER, "") | {
            "edition": "public",
            "page": "crime/",
            "place": "Crime",
            "says": says,
            "value": says.replace("up ", "").replace("down ", "-").rstrip("%"),
            "how": how,
            "formula": formula,
            "cells": formula,
            "sentence": sentence,
        }
        if not self.ledger.exists():
            self.ledger.write_text(",".join(HEADER) + "\r\n", "utf-8", newline="")
        with self.ledger.open("a", encoding="utf-8", newline="") as file:
            file.write(",".join(row[name] for name in HEADER) + "\r\n")
        return self

    @property
    def pair(self) -> tuple[Path, Path]:
        return self.folder, self.ledger


CARD = '<li class="card" id="priority-1"><span>1</span>\n<a class="card__label" href="x/">{}</a>'


@pytest.fixture
def years(tmp_path: Path) -> tuple[Site, Site]:
    """Two years of a site in which much became other."""
    old = Site(tmp_path / "old").page("", "Home", CARD.format("Burglary")).page("crime", "Crime").page("fires", "Fires")
    old.page("gone", "Gone").page("corrections", "Corrections")
    old.table("thefts", "offences", "Counted by the day.").table("fires", "fires")
    old.number("up 3%", "change(thefts/north/2023 thefts/north/2024)", "change", "Theft went up 3%.")
    old.number("down 2%", "change(fires/north/2023 fires/north/2024)", "change", "Fires went down 2%.")
    new = Site(tmp_path / "new").page("", "Home", CARD.format("Fires &amp; floods")).page("crime", "Crime")
    new.page("blazes", "Blazes").page("floods", "Floods")
    new.page("2024-25/crime", "Crime", '<div class="admonition note kept-edition">')
    new.table("thefts", "victims", "Counted by day.").table("floods", "floods")
    new.number("down 1%", "change(thefts/north/2024 thefts/north/2025)", "change", "Theft went down 1%.")
    new.number("up 5%", "change(fires/north/2024 fires/north/2025)", "change", "Fires went up 5%.")
    return old, new


def test_what_turned_round_is_told_by_how(years: tuple[Site, Site]) -> None:
    old, new = years
    turned = changes(old.pair, new.pair, {}).turned
    assert [*turned] == ["a rise became a fall", "a fall became a rise"]
    assert [[each.now for each in found] for found in turned.values()] == [["down 1%"], ["up 5%"]]


def test_tables_pages_definitions_and_priorities_are_compared(years: tuple[Site, Site]) -> None:
    old, new = years
    found = changes(old.pair, new.pair, {"fires/": "blazes/#top"})
    assert (found.tables_come, found.tables_gone) == (("Floods",), ("Fires",))
    (thefts,) = found.tables
    assert thefts.said == (
        ("unit", "2024", "offences", "victims"),
        ("note", "", "Counted by the day.", "Counted by day."),
    )
    assert [each.title for each in found.pages_gone] == ["Gone"]
    assert [(before.title, after.address) for before, after in found.pages_moved] == [("Fires", "blazes/#top")]
    assert "Floods" in [each.title for each in found.pages_come]
    assert found.priorities == (("Burglary", "Fires & floods"),)


def test_the_page_tells_them_in_order_and_escapes_what_it_quotes(years: tuple[Site, Site]) -> None:
    old, new = years
    found = changes(old.pair, new.pair, {"fires/": "blazes/"})
    page = filled(changes_page(SAY, priorities=True).text, found, KEPT, "2025/26", SAY)
    order = ("Rises that became falls", "Falls that became rises", "Tables that are new", "Priorities of both years")
    assert [page.index(each) for each in order] == sorted(page.index(each) for each in order)
    assert "Fires &amp; floods" in page
    assert '<a href="../2024-25/fires/">Fires</a></th><td><a href="../blazes/">Blazes</a>' in page
    assert '<a href="../crime/">Crime</a>' in page
    assert "what-changed-" not in page, "each place is filled"


def test_a_site_without_priorities_has_no_part_for_them() -> None:
    assert "Priorities" not in changes_page(SAY, priorities=False).text


def test_numbers_of_another_financial_year_are_the_same_ones(tmp_path: Path) -> None:
    from assess.diff.matching import difference

    old, new = Site(tmp_path / "old"), Site(tmp_path / "new")
    old.number("up 3%", "change(a/b/2022-23 a/b/2023-24)", "change", "It went up 3%.")
    new.number("up 4%", "change(a/b/2023-24 a/b/2024-25)", "change", "It went up 4%.")
    found = difference(read_side(old.ledger), read_side(new.ledger))
    assert ([each.now for each in found.changed], found.added, found.removed) == (["up 4%"], (), ())
