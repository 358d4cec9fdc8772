"""Figures whose data was a picture: dropping in a CSV is all it takes to make them appear."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from building import differing, ended, start

PAGE = "5-crime-and-asb/5-3-anti-social-behaviour/index.html"
SUPPLIED = {
    "11": ("asb-by-type-and-month", "id,label,environment,nuisance,personal\n2021-10,October 2021,90011,90012,90013\n"),
    "17": ("op-caesar-by-month", "id,label,count\n2021-08,August 2021,90017\n2021-09,September 2021,90117\n"),
    "18": ("op-caesar-by-location", "id,label,count\nblackshots,Blackshots,90018\n"),
    "19": ("op-irish-lions-by-month", "id,label,count\n2021-07,July 2021,90019\n"),
}


@pytest.fixture(scope="module")
def supplied(sites: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sites of a project with the CSV of every awaited figure."""
    target = tmp_path_factory.mktemp("supplied") / "project"
    shutil.copytree(sites.parent, target, symlinks=True, ignore=shutil.ignore_patterns("site"))
    for name, content in SUPPLIED.values():
        (target / "data" / "public" / f"{name}.csv").write_text(content, "utf-8")
    code, _, err = ended(start(target, "build", "public"))
    assert code == 0, err
    return target / "site"


@pytest.fixture(scope="module")
def figures(sites: Path, supplied: Path) -> dict[str, tuple[str, str]]:
    """Each awaited figure by its number: as committed, and once its CSV is there."""
    before, after = ((root / "public" / PAGE).read_text("utf-8") for root in (sites, supplied))
    return {number: (_figure(before, number), _figure(after, number)) for number in SUPPLIED}


def _figure(page: str, number: str) -> str:
    (found,) = re.findall(rf'<figure class="figure" id="fig-{number}".*?</figure>', page, re.DOTALL)
    return str(found)


@pytest.mark.parametrize("number", SUPPLIED)
def test_without_its_data_a_figure_says_whose_data_it_awaits(figures: dict[str, tuple[str, str]], number: str) -> None:
    before, _ = figures[number]
    assert "[x] Not available." in before
    assert "Essex Police" in before
    assert not re.search("<svg|<table|downloads/", before)


@pytest.mark.parametrize("number", SUPPLIED)
def test_with_its_data_a_figure_has_chart_table_and_download(figures: dict[str, tuple[str, str]], number: str) -> None:
    _, after = figures[number]
    name, content = SUPPLIED[number]
    assert "[x]" not in after
    assert after.count("<svg") == after.count("<table>") == 1
    assert f'downloads/{name}.csv"' in after
    for value in re.findall(r"\b90\d{3}\b", content):
        assert f'<data value="{value}" data-cell="{name}/' in after


def test_the_manifest_tells_what_was_added_and_what_that_changed(sites: Path, supplied: Path) -> None:
    before, after = (json.loads((root / "public.manifest.json").read_text("utf-8")) for root in (sites, supplied))
    names = [name for name, _ in SUPPLIED.values()]
    assert differing(before["inputs"], after["inputs"]) == sorted(f"data/public/{name}.csv" for name in names)
    changed = differing(before["files"], after["files"])
    assert {PAGE, "search/search_index.json", *(f"downloads/{name}.csv" for name in names)} <= set(changed)
    assert [name for name in changed if name.startswith("assets/")] == []
