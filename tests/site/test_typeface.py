"""The site's own typeface: whole, named by its content, and enough for every word of every page."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hosted import hosted
from letters import letters_lacking
from playwright.sync_api import Browser
from served import EDITIONS

from assess.audit import theme_digests
from macros.charts.typeface import FILES, TYPEFACE

HEAVIEST = 60_000
WELSH = "ÂâÊêÎîÔôÛûŴŵŶŷÀàÈèÌìÒòÙùẀẁỲỳÁáÉéÍíÓóÚúẂẃÝýÄäËëÏïÖöÜüẄẅŸÿ"
SIGNS = "£€%+−–—‘’“”…·•×÷±≤≥≈½¼¾°→←↑↓↔↕✓✗"  # noqa: RUF001  # the very signs are meant


def test_two_weights_are_light_and_named_by_their_content_wherever_they_are_named(root: Path) -> None:
    files = {path.name: path.read_bytes() for path in TYPEFACE.glob("*.woff2")}
    assert sorted(files) == sorted(FILES.values())
    assert sum(map(len, files.values())) <= HEAVIEST
    styles = (root / "assess/theme/assets/stylesheets/assessment.css").read_text("utf-8")
    assert set(re.findall(r"\.\./fonts/([\w.-]+\.woff2)", styles)) == files.keys()
    for name, content in files.items():
        assert name.split(".")[1] == hashlib.sha256(content).hexdigest()[:8]
        assert hashlib.sha256(content).digest() in theme_digests(), "the audit would ask for a person"


@pytest.mark.parametrize("name", FILES)
def test_each_weight_says_its_licence_and_has_welsh_the_signs_in_use_and_an_l_with_a_tail(name: str) -> None:
    font = TTFont(TYPEFACE / FILES[name])
    assert "SIL Open Font License" in font["name"].getDebugName(13)
    letters = font.getBestCmap()
    assert [letter for letter in WELSH + SIGNS if ord(letter) not in letters] == []
    assert len(font["glyf"][letters[ord("l")]].coordinates) > 4, "an l that is a mere stem, as a capital I is"


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_letter_of_every_page_is_in_it(sites: Path, edition: str) -> None:
    assert letters_lacking(sites / edition) == {}


def test_a_page_is_set_in_it_from_the_first_and_loads_nothing_in_vain(browser: Browser, sites: Path) -> None:
    with hosted(sites / "public") as top:
        page = browser.new_page()
        refused: list[str] = []
        page.on("console", lambda message: refused.append(message.text))
        page.goto(top)
        loaded = page.evaluate(
            "document.fonts.ready.then(() => [...document.fonts].filter(f => f.status == 'loaded')"
            ".map(f => f.family + ' ' + f.weight))"
        )
        preloaded = page.locator("link[rel=preload]").evaluate_all("links => links.map(link => link.href)")
        page.close()
    assert sorted(loaded) == ["Inter 400", "Inter 700"]
    assert sorted(preloaded) == sorted(f"{top}assets/fonts/{name}" for name in FILES.values())
    assert refused == []
