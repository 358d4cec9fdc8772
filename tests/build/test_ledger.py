"""Each built edition comes with a ledger of every number it shows, each worked out again from its cells."""

from __future__ import annotations

import csv
import hashlib
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from building import Run
from overriding import overridden

from assess.verify import Question, verify

EDITIONS = ("public", "partner", "internal")
NUMBER = re.compile(r"<data\b[^>]*>(.*?)</data>", re.DOTALL)
Rows = list[dict[str, str]]


def ledger(site: Path) -> Rows:
    with site.with_name(f"{site.name}.ledger.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_bound_number_of_the_html_is_in_the_ledger(sites: Path, edition: str) -> None:
    site = sites / edition
    shown = [
        (path.parent.relative_to(site).as_posix() + "/", re.sub(r"<[^>]*>", "", said).replace("&amp;", "&"))
        for path in sorted(site.rglob("*.html"))
        for said in NUMBER.findall(path.read_text("utf-8"))
    ]
    rows = ledger(site)
    assert [(row["page"], row["says"]) for row in rows] == shown
    assert len(rows) > 100


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_number_has_its_cells_its_source_its_audience_and_the_digest_of_its_csv(
    sites: Path, edition: str, partnership: Path
) -> None:
    rows = ledger(sites / edition)
    folders = {"public": partnership / "data" / "public"} | {
        each: partnership / "data" / "sample" / each for each in EDITIONS[1:]
    }
    unclear = [row for row in rows if not (row["sources"] and row["audience"] and row["place"] and row["formula"])]
    assert unclear == []
    assert all(row["cells"] or row["says"] == "[z]" for row in rows)
    assert {row["audience"] for row in rows} == set(EDITIONS[: EDITIONS.index(edition) + 1])
    for name, digest in {tuple(each.split()) for row in rows for each in row["csv"].split("; ") if each}:
        (path,) = (folder / f"{name}.csv" for folder in folders.values() if (folder / f"{name}.csv").exists())
        assert hashlib.sha256(path.read_bytes()).hexdigest() == digest


def test_a_ledger_that_was_changed_is_not_verified(sites: Path, tmp_path: Path) -> None:
    for end in ("manifest.json", "ledger.csv"):
        shutil.copy(sites / f"public.{end}", tmp_path)
    question = Question(sites / "public", "public", tmp_path / "public.manifest.json")
    assert verify(question).problems == ()
    with (tmp_path / "public.ledger.csv").open("a", encoding="utf-8") as file:
        file.write("more")
    assert verify(question).problems == ("public.ledger.csv: is not the ledger that was made with this edition",)
    (tmp_path / "public.ledger.csv").unlink()
    assert verify(question).problems == (), "a host needs none"


def test_the_public_ledger_names_nothing_of_the_pack(sites: Path, partnership: Path) -> None:
    restricted = {path.stem for path in (partnership / "data" / "sample").rglob("*.csv")}
    text = (sites / "public.ledger.csv").read_text("utf-8")
    assert restricted
    assert [name for name in restricted if name in text] == []


def test_only_an_edition_that_says_so_shows_lineage_on_its_pages(sites: Path) -> None:
    page = Path("disorder/index.html")
    counts = [(sites / edition / page).read_text("utf-8").count('class="lineage"') for edition in EDITIONS]
    assert counts[:2] == [0, 0]
    assert counts[2] > 3


def test_every_table_that_is_no_figure_tells_its_numbers_at_the_end_of_the_page(sites: Path) -> None:
    rows = [row for row in ledger(sites / "internal") if row["table"] and not row["figure"]]
    for page in sorted({row["page"] for row in rows}):
        html = (sites / "internal" / page / "index.html").read_text("utf-8")
        told = html.partition("Where the numbers in this page's tables come from")[2].partition("</details>")[0]
        assert told.count("<li>") == sum(row["page"] == page for row in rows)


def test_lineage_links_lead_somewhere_and_ids_are_not_repeated(sites: Path) -> None:
    for path in (sites / "internal").rglob("index.html"):
        html = path.read_text("utf-8")
        ids = re.findall(r'\bid="((?:says|number)-\d+|numbers)"', html)
        assert len(ids) == len(set(ids))
        assert set(re.findall(r'href="#((?:says|number)-\d+)"', html)) <= set(ids)


def test_lineage_needs_neither_inline_styles_nor_scripts(sites: Path) -> None:
    for path in (sites / "internal").rglob("index.html"):
        for told in re.findall(r'<details class="lineage".*?</details>', path.read_text("utf-8"), re.DOTALL):
            assert not re.search(r"<script|<style|\bstyle=|\bon\w+=", told)


@pytest.fixture
def tampered(small: Path, assess_here: Run) -> Callable[[str, str, str], str]:
    """What a build of an edition says whose renderer writes one text of a page as another."""

    def check(edition: str, text: str, other: str) -> str:
        template = overridden(small, "partials/content.html")
        source = template.read_text("utf-8")
        written = "set marked = page.content |"
        assert source.count(written) == 1
        template.write_text(source.replace(written, f"{written} replace({text!r}, {other!r}) |"), "utf-8")
        code, out, err = assess_here(small, "build", edition, "--restricted", "data/sample")
        assert (code, out) == (1, "")
        assert not (small / "site").exists(), "nothing is promoted"
        return err

    return check


def test_a_page_that_does_not_say_what_its_data_gives_is_not_built(tampered: Callable[[str, str, str], str]) -> None:
    err = tampered("public", ">873</data>", ">874</data>")
    assert "The public edition shows numbers that its data does not give:" in err
    assert './: Saltmere strategic assessment: the page says "874", and its cells give "873"' in err
    assert './: fig-2: Saltmere, Number: the page says "874", and its cells give "873"' in err


def test_nothing_restricted_is_told_of_a_number_that_is_wrong(
    tampered: Callable[[str, str, str], str], partnership: Path
) -> None:
    with (partnership / "data" / "sample" / "partner" / "rail-offences-by-type.csv").open(encoding="utf-8") as file:
        row = next(iter(csv.DictReader(file)))
    value = f"{int(row['all']):,}"
    err = tampered("partner", f'/{row["id"]}/all">{value}</data>', f'/{row["id"]}/all">{value}1</data>')
    assert re.search(r"stations/: number \d+ on the page is not what its cells give", err)
    assert value not in err
    assert row["id"] not in err


def test_a_ledger_of_last_time_stays_when_a_build_fails(small: Path, assess_here: Run) -> None:
    assert assess_here(small, "build", "public")[0] == 0
    kept = (small / "site" / "public.ledger.csv").read_bytes()
    shutil.rmtree(small / "docs")
    assert assess_here(small, "build", "public")[0] == 1
    assert (small / "site" / "public.ledger.csv").read_bytes() == kept
