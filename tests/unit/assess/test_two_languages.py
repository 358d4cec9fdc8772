"""A small site with a page in Welsh: what each of the two pages says and leads to, and what a check says of it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from building import replace, run_here
from smallest_site import write_site

WELSH = """\
---
title: Tanau
description: Tanau yn Northtown.
lang: cy
---
Nifer y tanau yn Northtown: {{ n('fires', 'total', '2025') }}.

{{ figure('fires', chart='ranked') }}
"""


def bilingual(folder: Path) -> Path:
    """The smallest site with a page in Welsh beside its own."""
    site = write_site(folder)
    (site / "docs" / "cy").mkdir()
    (site / "docs" / "cy" / "index.md").write_text(WELSH, "utf-8")
    replace(site / "mkdocs.yml", "nav: [Home: index.md]", "nav: [Home: index.md, Hafan: cy/index.md]")
    replace(site / "mkdocs.yml", "  generator: false\n", "  generator: false\n  languages: {cy: {site_name: Tanau}}\n")
    return site


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = bilingual(tmp_path_factory.mktemp("bilingual"))
    code, out, err = run_here(site, "build")
    assert (code, err) == (0, ""), out
    assert "Cymraeg (cy), for review: no Welsh speaker has looked through" in out
    return site / "site" / "public"


def test_each_page_says_its_language_and_leads_to_its_twin(built: Path) -> None:
    english, welsh = ((built / name).read_text("utf-8") for name in ("index.html", "cy/index.html"))
    assert '<html lang="en"' in english
    assert '<html lang="cy"' in welsh
    for page, own, other, leads in ((english, "en", "cy", "cy/"), (welsh, "cy", "en", "../")):
        assert f'<link rel="alternate " hreflang="{own}" href="./">' in page
        assert f'<link rel="alternate " hreflang="{other}" href="{leads}">' in page
        assert f'<a href="{leads}" class="other-language" hreflang="{other}" lang="{other}">' in page
    assert '<a href="./" class="site-name">Tanau</a>' in welsh
    assert '<a href="." class="site-name">Fires of Northtown</a>' in english


def test_the_words_of_the_program_are_welsh_and_those_of_the_data_are_marked(built: Path) -> None:
    page = (built / "cy" / "index.html").read_text("utf-8")
    said = (
        "Neidio i'r prif gynnwys",
        "Dewislen",
        "Ffynhonnell: ",
        "Lawrlwytho'r tabl hwn:",
        "llofnodwyd ar 18 Mai 2026",
    )
    assert [each for each in said if each not in page] == []
    shown = page.replace(page[page.index('id="words">') : page.index("</script>", page.index('id="words">'))], "")
    assert [each for each in ("Skip to", "Menu", "Source:", "Download this", "signed", "Search") if each in shown] == []
    assert 'id="fig-fires-headline" lang="en">Northtown had' in page
    words = json.loads(page.partition('id="words">')[2].partition("</script>")[0])
    assert words["Searching"] == "Yn chwilio"


WORDS = """\
languages:
  cy:
    title: Tanau yn ôl lle
    headline: "Cafodd Northtown {{ n('fires', 'total', '2025') }} o danau"
    columns: {label: {title: Lle}, "2025": {unit: tanau}}
    rows: {north: Y Gogledd, south: Y De}
"""


def test_a_figure_of_a_welsh_page_has_the_welsh_of_its_data_and_its_numbers_are_traced(tmp_path: Path) -> None:
    site = bilingual(tmp_path / "site")
    code, out, _ = run_here(site, "check")
    assert (code, "Cymraeg (cy): no words in it for fires. Write them under" in out) == (0, True)
    descriptor = site / "data" / "public" / "fires.yaml"
    descriptor.write_text(descriptor.read_text("utf-8") + WORDS, "utf-8")
    for page in ("index.md", "cy/index.md"):
        text = (site / "docs" / page).read_text("utf-8")
        (site / "docs" / page).write_text(f"{text}\n{{{{ highest('fires', '2025') }}}}.\n", "utf-8")
    code, out, err = run_here(site, "build")
    assert (code, err) == (0, "")
    assert "Cymraeg (cy): no words in it for 1 texts of rows of fires" in out
    welsh, english = ((site / "site/public" / name).read_text("utf-8") for name in ("cy/index.html", "index.html"))
    assert re.search('id="fig-fires-headline">Cafodd Northtown <data[^>]*>200</data> o danau', welsh)
    assert re.search("<p><data[^>]*>Y Gogledd</data>", welsh)
    assert '<p class="figure__title">Tanau yn ôl lle, Northtown, 2025. Uned: tanau</p>' in welsh
    assert '<th scope="row" lang="en">Northtown</th>' in welsh
    assert [
        word for word in ("Y Gogledd", "tanau") if word in english.partition("<main")[2].partition("</main")[0]
    ] == []
    assert "north" in (site / "site/public/downloads/fires.csv").read_text("utf-8").lower()
    assert "Y Gogledd" in (site / "site/public.ledger.csv").read_text("utf-8")


def test_the_menu_of_a_page_has_the_pages_of_its_language(built: Path) -> None:
    menus = [
        (built / name).read_text("utf-8").partition('<nav class="sections"')[2].partition("</nav>")[0]
        for name in ("index.html", "cy/index.html")
    ]
    assert [("Home" in menu, "Hafan" in menu) for menu in menus] == [(True, False), (False, True)]


def test_the_search_knows_which_entries_are_welsh(built: Path) -> None:
    entries = json.loads((built / "search" / "search_index.json").read_text("utf-8"))["docs"]
    assert {(each["location"], each.get("lang")) for each in entries if each.get("kind") == "page"} == {
        ("", None),
        ("cy/", "cy"),
    }
    titles = {each["title"] for each in entries if each.get("kind") == "figure"}
    assert titles == {"Fires by place, Northtown, 2025"}  # its unit is left out, as Welsh says it too


def test_a_check_says_once_what_is_not_checked_and_which_pages_lack_a_twin(tmp_path: Path) -> None:
    site = bilingual(tmp_path / "site")
    page = "---\ntitle: More\ndescription: More of the fires.\n---\nWords.\n"
    (site / "docs" / "more.md").write_text(page, "utf-8")
    replace(site / "mkdocs.yml", "nav: [Home: index.md,", "nav: [Home: index.md, More: more.md,")
    code, out, err = run_here(site, "check")
    assert (code, err) == (0, "")
    assert out.count("wording and house style are not, since there is no check of them in this language") == 1
    assert "Cymraeg (cy): no twin of more.md\n" in out


@pytest.mark.parametrize(
    ("setting", "found"), [("language: en", 0), ("language: cy", 0), ("language: de", 1), ("language: welsh", 1)]
)
def test_a_site_is_in_a_language_that_the_program_speaks(tmp_path: Path, setting: str, found: int) -> None:
    site = write_site(tmp_path / "site")
    replace(site / "mkdocs.yml", "language: en", setting)
    code, _, err = run_here(site, "check")
    assert (code, "theme > language" in err) == (found, bool(found))
