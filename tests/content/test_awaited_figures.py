"""Figures whose data was a picture: dropping in a CSV is all it takes to make them appear."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from abridged import abridged
from building import Run, append, differing

SUPPLIED = {
    "11": ("asb-by-type-and-month", "id,label,environment,nuisance,personal\n2021-10,October 2021,90011,90012,90013\n"),
    "17": ("op-caesar-by-month", "id,label,count\n2021-08,August 2021,90017\n2021-09,September 2021,90117\n"),
    "18": ("op-caesar-by-location", "id,label,count\nblackshots,Blackshots,90018\n"),
    "19": ("op-irish-lions-by-month", "id,label,count\n2021-07,July 2021,90019\n"),
}
NAMES = [name for name, _ in SUPPLIED.values()]
Figures = dict[str, tuple[str, str]]


@pytest.fixture(scope="module")
def projects(
    root: Path, chart_cache: Path, tmp_path_factory: pytest.TempPathFactory, assess_here: Run
) -> tuple[Path, Path]:
    """Two projects with the figures as the committed pages show them: one as committed, one with a CSV for each."""
    pages = "".join(path.read_text("utf-8") for path in (root / "docs").rglob("*.md"))
    both = []
    for kind in ("awaiting", "supplied"):
        project = abridged(tmp_path_factory.mktemp(kind) / "project", chart_cache)
        for path in (root / "data" / "public").glob("*"):
            if path.stem in (*NAMES, "crime-and-asb-facts"):
                shutil.copy(path, project / "data" / "public")
        for name in NAMES:
            (call,) = set(re.findall(rf"{{{{ figure\('{name}'.*?}}}}", pages))
            append(project / "docs" / "index.md", f"\n{call}")
        both.append(project)
    awaiting, supplied = both
    for name, content in SUPPLIED.values():
        (supplied / "data" / "public" / f"{name}.csv").write_text(content, "utf-8")
    assert [assess_here(project, "build", "public")[0] for project in both] == [0, 0]
    return awaiting, supplied


@pytest.fixture(scope="module")
def figures(projects: tuple[Path, Path]) -> Figures:
    """Each awaited figure by its number: without and with its CSV."""
    before, after = ((project / "site" / "public" / "index.html").read_text("utf-8") for project in projects)
    return {number: (_figure(before, number), _figure(after, number)) for number in SUPPLIED}


def _figure(page: str, number: str) -> str:
    (found,) = re.findall(
        rf'<figure class="figure(?: figure--awaited)?" id="fig-{number}".*?</figure>', page, re.DOTALL
    )
    return str(found)


@pytest.mark.parametrize("number", SUPPLIED)
def test_without_its_data_a_figure_says_whose_data_it_awaits(figures: Figures, number: str) -> None:
    before, _ = figures[number]
    assert "[x] Not available." in before
    assert "Essex Police" in before
    assert not re.search("<svg|<table|downloads/", before)


@pytest.mark.parametrize("number", SUPPLIED)
def test_with_its_data_a_figure_has_chart_table_and_download(figures: Figures, number: str) -> None:
    _, after = figures[number]
    name, content = SUPPLIED[number]
    assert "[x]" not in after
    assert after.count('role="img"') == after.count("<table") == 1
    assert f'downloads/{name}.csv"' in after
    for value in re.findall(r"\b90\d{3}\b", content):
        assert f'<data value="{value}" data-cell="{name}/' in after


def test_the_manifest_tells_what_was_added_and_what_that_changed(projects: tuple[Path, Path]) -> None:
    before, after = (json.loads((project / "site" / "public.manifest.json").read_text("utf-8")) for project in projects)
    assert differing(before["inputs"], after["inputs"]) == sorted(f"data/public/{name}.csv" for name in NAMES)
    changed = set(differing(before["files"], after["files"]))
    kinds = (".csv", ".csv-metadata.json", ".xlsx", ".ods")
    downloads = {f"{name}{kind}" for name in NAMES for kind in kinds} | {"datapackage.json"}
    pages = (projects[1] / "docs" / "index.md").read_text("utf-8")
    drawn = re.findall(r"figure\('([\w-]+)'[^)]*chart='(?!heat)", pages)
    downloads |= {f"{name}{kind}" for name in {*drawn} & {*NAMES} for kind in (".svg", ".png")}
    alone = {f"embed/{name}/index.html" for name in {*drawn} & {*NAMES}}
    packed = {name for name in changed if name.endswith("-public-data.zip")}
    assert len(packed) == 1
    published = {*packed, *alone, *(f"downloads/{name}" for name in downloads)}
    assert changed == {"index.html", "search/search_index.json", *published}
