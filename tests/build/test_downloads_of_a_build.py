"""The downloads of the built editions: every dataset, in every format, as validators and other readers find them."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from building import Run, files
from csvw import CSVW
from lxml import etree
from python_calamine import CalamineWorkbook

from assess.load.editions import editions_named, know, policy_of
from assess.load.sources import Sources
from assess.project.layout import Project
from redaction.view import View

EDITIONS = ("public", "partner", "internal")
KINDS = (".csv", ".csv-metadata.json", ".xlsx", ".ods")
HEAVIEST = {".png": 600_000, ".svg": 20_000}
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture(scope="module")
def views(sites: Path) -> dict[str, View]:
    """What each edition may know."""
    project = Project(sites.parent)
    policy = policy_of(project)
    editions = editions_named(policy, EDITIONS)
    known = know(Sources(project, policy, sites.parent / "data" / "sample"), editions)
    return {each.edition.id: each.view for each in known}


def document(path: Path) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(path.read_text("utf-8"))


def without_spaces(text: str) -> str:
    return re.sub(r"\s", "", text)


def supplied(view: View) -> list[str]:
    return [name for name, dataset in view.datasets.items() if dataset.supplied]


def shown(view: View, name: str) -> list[list[str | Decimal]]:
    """The cells of a dataset as its table shows them, the header left out, codes after numbers beside them."""
    dataset = view.datasets[name]
    columns = sorted(dataset.descriptor.shown_columns, key=lambda column: column != "label")
    texts = {column.name for column in dataset.descriptor.columns if column.kind == "text"}
    found: list[list[str | Decimal]] = []
    for column in columns:
        if column in texts:
            found.append([row.cells[column].text for row in dataset.rows])
            continue
        numbers = [view.quantity(name, row.id, column) for row in dataset.rows]
        found.append(
            [
                each.code
                if each.value is None
                else each.value.quantize(Decimal(1).scaleb(-each.decimals), ROUND_HALF_UP)
                for each in numbers
            ]
        )
        if any(each.value is not None and each.code for each in numbers):
            found.append([each.code if each.value is not None else "" for each in numbers])
    if dataset.descriptor.synthetic:
        found.append(["Synthetic"] * len(dataset.rows))
    return [list(row) for row in zip(*found, strict=True)]


@cache
def opened(path: Path) -> dict[str, list[list[Any]]]:
    """Every cell of a workbook, by sheet."""
    workbook = CalamineWorkbook.from_path(str(path))
    return {name: workbook.get_sheet_by_name(name).to_python() for name in workbook.sheet_names}


@pytest.mark.parametrize("edition", EDITIONS)
def test_an_edition_has_the_files_of_its_own_datasets_and_no_others(
    edition: str, sites: Path, views: dict[str, View]
) -> None:
    names = supplied(views[edition])
    assert len(names) >= 5
    archive = f"saltmere-strategic-assessment-2022-23-{edition}-data.zip"
    expected = {f"{name}{kind}" for name in names for kind in KINDS} | {"datapackage.json", archive}
    folder = sites / edition / "downloads"
    pictures = {path for path in folder.iterdir() if path.suffix in HEAVIEST}
    assert {path.stem for path in pictures} <= set(names)
    assert {path.name for path in folder.iterdir()} - {path.name for path in pictures} == expected
    inside = {f"{name}{kind}" for name in names for kind in KINDS[:2]} | {"datapackage.json"}
    with zipfile.ZipFile(folder / archive) as opened_archive:
        assert set(opened_archive.namelist()) == inside
        assert all(opened_archive.read(name) == (folder / name).read_bytes() for name in inside)


def test_a_withheld_dataset_has_no_file_and_no_name(sites: Path, views: dict[str, View]) -> None:
    for edition, fewest in (("public", 3), ("partner", 1)):
        withheld = set(views["internal"].datasets) - set(views[edition].datasets)
        assert len(withheld) >= fewest
        for name, content in files(sites / edition / "downloads").items():
            assert not [word for word in withheld if word in name or word.encode() in content], name


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_csv_reads_back_as_the_view(edition: str, sites: Path, views: dict[str, View]) -> None:
    for name in supplied(views[edition]):
        text = (sites / edition / "downloads" / f"{name}.csv").read_bytes().decode()
        _, *rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        wanted = [
            [f"{each:f}" if isinstance(each, Decimal) else each for each in row] for row in shown(views[edition], name)
        ]
        assert [[cell.removeprefix("'") for cell in row] for row in rows] == [
            [re.sub("^-(0(\\.0+)?)$", "\\1", cell) for cell in row] for row in wanted
        ], name


@pytest.mark.parametrize("kind", [".xlsx", ".ods"])
@pytest.mark.parametrize("edition", EDITIONS)
def test_every_workbook_reads_back_as_the_view(edition: str, kind: str, sites: Path, views: dict[str, View]) -> None:
    for name in supplied(views[edition]):
        sheets = opened(sites / edition / "downloads" / f"{name}{kind}")
        assert list(sheets) == ["Cover", "Notes", "Data"]
        wanted = shown(views[edition], name)
        found = sheets["Data"][-len(wanted) :]
        for row, cells in zip(found, wanted, strict=True):
            assert [Decimal(repr(one)) if isinstance(one, float | int) else one for one in row] == cells, name


@pytest.mark.parametrize("kind", [".xlsx", ".ods"])
def test_a_cover_carries_the_marking_of_its_edition(kind: str, sites: Path, views: dict[str, View]) -> None:
    for edition, view in views.items():
        for name in supplied(view):
            cover = " ".join(
                str(cell) for row in opened(sites / edition / "downloads" / f"{name}{kind}")["Cover"] for cell in row
            )
            assert f"Marking: {view.edition.marking}." in cover
            assert view.edition.handling in cover
            assert ("ynthetic" in cover) == view.datasets[name].descriptor.synthetic


def test_made_up_numbers_are_labelled_in_every_file(sites: Path, views: dict[str, View]) -> None:
    view = views["internal"]
    synthetic = {name for name in supplied(view) if view.datasets[name].descriptor.synthetic}
    assert len(synthetic) == 3
    folder = sites / "internal" / "downloads"
    for name in supplied(view):
        text = (folder / f"{name}.csv").read_text("utf-8")
        assert all(line.endswith(",Synthetic") == (name in synthetic) for line in text.splitlines()[1:]), name
        title = json.loads((folder / f"{name}.csv-metadata.json").read_bytes())["dc:title"]
        assert title.startswith("Synthetic") == (name in synthetic)
    package = json.loads((folder / "datapackage.json").read_bytes())
    assert {each["name"] for each in package["resources"] if each["title"].startswith("Synthetic")} == synthetic


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_validator_accepts_every_csv_by_its_metadata(edition: str, sites: Path) -> None:
    for path in sorted((sites / edition / "downloads").glob("*.csv-metadata.json")):
        described = CSVW(str(path))
        assert (described.is_valid, described.warnings) == (True, []), path.name
        assert list(described.tables[0]), path.name


def test_that_validator_refuses_a_cell_that_is_not_what_is_said(sites: Path, tmp_path: Path) -> None:
    for kind in KINDS[:2]:
        shutil.copy(sites / "public" / "downloads" / f"asb-total{kind}", tmp_path)
    path = tmp_path / "asb-total.csv"
    path.write_text(path.read_text("utf-8").replace(",941,", ",many,"), "utf-8")
    with pytest.raises(UserWarning, match="many"):
        assert CSVW(str(tmp_path / "asb-total.csv-metadata.json")).is_valid


def unpacked(sites: Path, edition: str, folder: Path) -> Path:
    """The package of an edition as readers have it: the zip, unpacked."""
    (archive,) = (sites / edition / "downloads").glob("*.zip")
    shutil.unpack_archive(archive, folder)
    return folder / "datapackage.json"


@pytest.fixture(scope="module")
def validated(sites: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What Frictionless says of the package of each edition, and of one whose file was changed.

    It warns as it loads, so it has a process of its own.
    """
    folder = tmp_path_factory.mktemp("packages")
    packages = {edition: unpacked(sites, edition, folder / edition) for edition in EDITIONS}
    packages["changed"] = unpacked(sites, "public", folder / "changed")
    path = folder / "changed" / "asb-total.csv"
    path.write_text(path.read_text("utf-8").replace(",941,", ",many,"), "utf-8")
    asked = "[frictionless.validate(each).to_dict() for each in sys.argv[1:]]"
    program = f"import frictionless, json, sys; print(json.dumps({asked}))"
    told = subprocess.run(
        [sys.executable, "-c", program, *packages.values()], capture_output=True, text=True, check=True
    )
    return dict(zip(packages, json.loads(told.stdout), strict=True))


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_validator_accepts_the_package(edition: str, validated: dict[str, Any], views: dict[str, View]) -> None:
    told = validated[edition]
    assert (told["valid"], told["stats"]["tasks"], told["stats"]["errors"]) == (True, len(supplied(views[edition])), 0)


def test_that_validator_refuses_a_package_with_a_changed_file(validated: dict[str, Any]) -> None:
    told = validated["changed"]
    errors = {error["type"] for task in told["tasks"] for error in task["errors"]}
    assert not told["valid"]
    assert {"hash-count", "type-error"} & errors


def test_pages_describe_what_they_offer_and_the_search_index_does_not(sites: Path) -> None:
    for edition in EDITIONS:
        described = 0
        for path in (sites / edition).rglob("*.html"):
            page = path.read_text("utf-8")
            offered = page.count('class="figure__downloads"')
            told = [json.loads(script) for script in SCRIPT.findall(page)]
            assert len(told) == offered
            described += offered
            for each in told:
                addresses = [part["contentUrl"] for part in each["distribution"]]
                assert all((path.parent / address).is_file() for address in addresses), path
                assert all(f'href="{address}"' in page for address in addresses)
        assert described >= 5
        index = (sites / edition / "search" / "search_index.json").read_text("utf-8")
        assert not re.search(r"schema\.org|encodingFormat|DataDownload|Download this table", index)


@pytest.mark.parametrize("edition", EDITIONS)
def test_each_chart_is_offered_as_a_picture_that_says_nothing_but_what_its_figure_says(
    sites: Path, edition: str
) -> None:
    site = sites / edition
    offered: set[str] = set()
    for path in (path for path in site.rglob("*.html") if "embed" not in path.relative_to(site).parts):
        for figure in document(path).iter("figure"):
            links = {Path(href).name for href in figure.xpath(".//p[@class='figure__pictures']/a/@href")}
            name = figure.get("data-dataset", "")
            has_chart = bool(figure.xpath(".//div[@class='figure__chart']"))
            assert links == ({f"{name}.png", f"{name}.svg"} if has_chart else set())
            if has_chart:
                said = without_spaces(figure.text_content())
                picture = etree.parse(site / "downloads" / f"{name}.svg").getroot()
                texts = ["".join(each.itertext()) for each in picture.iter("{*}text")]
                edition_line = next(place for place, text in enumerate(texts) if text.startswith("Saltmere"))
                assert [text for text in texts[:edition_line] if without_spaces(text) not in said] == []
                assert f"{edition.capitalize()} edition" in " ".join(texts[edition_line:])
            offered |= links
    found = {path.name for path in (site / "downloads").iterdir() if path.suffix in (".png", ".svg")}
    assert found == offered
    assert len(found) >= 6
    named = json.loads((sites / f"{edition}.manifest.json").read_text("utf-8"))["files"]
    assert {f"downloads/{name}" for name in found} <= named.keys()


@pytest.mark.parametrize("edition", EDITIONS)
def test_a_picture_weighs_no_more_than_a_photograph(sites: Path, edition: str) -> None:
    for path in (sites / edition / "downloads").glob("*.[ps][nv]g"):
        assert path.stat().st_size <= HEAVIEST[path.suffix], path


def test_the_list_of_figures_links_to_all_data(sites: Path) -> None:
    for edition in EDITIONS:
        path = sites / edition / "about" / "index.html"
        (link,) = re.findall(r'href="([^"]*-data\.zip)"', path.read_text("utf-8"))
        assert (path.parent / link).is_file()


def test_workbooks_are_kept_apart_for_each_edition(small: Path, assess_here: Run) -> None:
    kept = small / ".cache" / "downloads"
    kept.unlink()
    assert assess_here(small, "build", "public")[0] == 0
    assert {path.name for path in kept.iterdir()} == {"public"}
    first = {path: path.stat().st_mtime_ns for path in kept.rglob("*.*s*")}
    assert assess_here(small, "build", "--restricted", "data/sample")[0] == 0
    assert {path.name for path in kept.iterdir()} == set(EDITIONS)
    assert {path: path.stat().st_mtime_ns for path in first} == first
    for edition in EDITIONS:
        text = b"".join(path.read_bytes() for path in (kept / edition).iterdir())
        assert {name for name in EDITIONS if f"{name.capitalize()} edition".encode() in text} == {edition}
