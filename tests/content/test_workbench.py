"""What `make bench` builds: this project, and a peer that shows as much of it.

It is built by `make trials` alone: it serves measurements, and no reader ever sees it.
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from building import ROOT

from benchmarks.measuring import run
from benchmarks.workbench import UnequalError, Workbench, check_equal, peer
from macros.vocabulary.vocabulary import MACROS

TAKEN_AWAY = re.compile(r"<(figure|table|svg|dl|aside|style|details)\b.*?</\1>", re.DOTALL)
SENTENCES = re.compile(r"<(p|li)\b[^>]*>((?:(?!<(?:p|li|ul|ol)\b).)*?)</\1>", re.DOTALL)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Workbench:
    """The peer, built."""
    bench = peer(tmp_path_factory.mktemp("peer"))
    run(bench.command)
    return bench


@pytest.mark.whole
def test_the_peer_shows_as_many_pages_charts_and_tables_as_our_public_edition(sites: Path, built: Workbench) -> None:
    held = check_equal(sites / "public", built.site)
    assert min(held.values()) > 30


@pytest.mark.whole
def test_the_numbers_in_the_sentences_of_the_peer_are_ours(sites: Path, built: Workbench) -> None:
    compared = 0
    for path in sorted(built.site.rglob("index.html")):
        ours = {each for each in sentences(sites / "public" / path.relative_to(built.site)) if "<data " in each}
        assert {plain(each) for each in ours} - {plain(each) for each in sentences(path)} == set(), path
        compared += len(ours)
    assert compared > 300


def test_the_peer_has_a_macro_for_each_of_ours() -> None:
    text = (ROOT / "benchmarks" / "peer" / "__init__.py").read_text("utf-8")
    assert set(re.findall(r"@env\.macro.*\n    def (\w+)", text)) == set(MACROS)


@pytest.mark.whole
def test_a_peer_that_lacks_a_page_is_told(sites: Path, built: Workbench) -> None:
    (built.site / "index.html").unlink()
    with pytest.raises(UnequalError, match="The peer is no peer any more: it holds"):
        check_equal(sites / "public", built.site)


def sentences(page: Path) -> list[str]:
    """The sentences of a page's article that stand outside tables, figures and lists of data, as HTML."""
    article = page.read_text("utf-8").partition("<article")[2].partition("</article>")[0]
    return [found for _, found in SENTENCES.findall(TAKEN_AWAY.sub("", article))]


def plain(sentence: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", "", sentence)).split())
