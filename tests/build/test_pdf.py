"""The PDFs of an edition, as a board, an archive and a screen reader have them: read back by another library."""

from __future__ import annotations

import csv
import dataclasses
import datetime as dt
import gc
import io
import re
import shutil
import subprocess
import sys
import tempfile
import warnings
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pikepdf
import pypdf
import pytest
from building import SITE, Run, append, ask_for_pdfs, replace, run_here
from lxml import html
from papers import boxes, differences, faults, sheets

from assess.build import pipeline
from assess.build.pdf import imprint_of
from assess.load.editions import policy_of
from assess.pdf import libraries
from assess.pdf.bindery import Arrangement, volumes
from assess.pdf.press import Press
from assess.pdf.sheets import Sheets
from assess.pdf.tagging import finished, parts_of
from assess.pdf.typeset import Place, Typeset, cover_of, part_of
from assess.pdf.volume import Imprint, Laid, Leaf, Volume
from assess.project.layout import Project
from assess.project.settings import read_settings
from macros.charts.file_cache import KeptFiles

PACK = SITE / "data" / "sample"
STEM = "saltmere-strategic-assessment-2022-23"
NO_FONTS = "<fontconfig/>"

pytestmark = pytest.mark.usefixtures("typesetting")


@pytest.fixture(scope="module")
def built(with_pdfs: Path) -> Path:
    """A project whose public and partner editions were built with PDFs; what tests change they copy."""
    return with_pdfs


@cache
def pdf_of(project: Path, edition: str = "public", volume: str = "") -> pypdf.PdfReader:
    """A PDF of a built edition: the whole, or a section."""
    return pypdf.PdfReader(project / "site" / edition / "pdf" / f"{STEM}-{edition}{volume}.pdf")


def objects(reader: pypdf.PdfReader) -> Iterator[pypdf.generic.DictionaryObject]:
    """Every dictionary of a PDF."""
    for number in reader.xref_objStm.keys() | {each for table in reader.xref.values() for each in table}:
        found = reader.get_object(number)
        if isinstance(found, pypdf.generic.DictionaryObject):
            yield found


@pytest.mark.parametrize(
    ("edition", "volume", "pages"),
    [
        ("public", "-section-1", ["disorder", "disorder/crime"]),
        ("public", "-section-2", ["stations", "hospital"]),
        ("partner", "-section-2", ["stations", "hospital"]),
    ],
)
def test_a_pdf_says_what_its_pages_say_and_nothing_else(
    built: Path, edition: str, volume: str, pages: list[str]
) -> None:
    paths = [built / "site" / edition / page / "index.html" for page in pages]
    missing, more = differences(pdf_of(built, edition, volume), paths, r"^.* OFFICIAL.*\n.*Page \d+ of \d+$")
    assert (missing, more) == (Counter(), set())


def test_every_sign_on_a_sheet_is_one_that_the_typeface_has(built: Path) -> None:
    for path in (built / "site" / "public" / "pdf").iterdir():
        assert boxes(pypdf.PdfReader(path)) == []


def test_nothing_is_in_a_pdf_that_no_reader_sees(built: Path) -> None:
    for path in (built / "site" / "public" / "pdf").iterdir():
        reader = pypdf.PdfReader(path)
        assert {*(reader.metadata or {})} == {"/Title"}
        assert not reader.attachments
        assert {*reader.root_object} <= {
            *("/Lang", "/MarkInfo", "/Metadata", "/Names", "/Outlines", "/Pages", "/StructTreeRoot", "/Type"),
            "/ViewerPreferences",
        }
        assert {*reader.root_object["/Names"]} == {"/Dests"}
        said = reader.root_object["/Metadata"].get_object().get_data()
        for word in (b"creator", b"Author", b"Date", b"uuid", b"Producer"):
            assert word not in said
        assert {each["/Subtype"] for page in reader.pages for each in page.get("/Annots", ())} <= {"/Link"}
        assert all("/JS" not in each and "/EmbeddedFile" not in each.values() for each in objects(reader))


def test_a_machine_reads_headings_tables_pictures_and_links(built: Path) -> None:
    reader = pdf_of(built)
    assert reader.root_object["/Lang"] == "en"
    assert reader.root_object["/MarkInfo"]["/Marked"]
    tags = [each for each in objects(reader) if each.get("/Type") == "/StructElem"]
    kinds = Counter(each["/S"] for each in tags)
    assert kinds["/H1"] >= 2
    assert kinds["/H2"] >= 2
    assert {each["/A"]["/Scope"] for each in tags if each["/S"] == "/TH"} == {"/Row", "/Column"}
    assert all(each.get("/Alt") for each in tags if each["/S"] == "/Figure")
    links = [each.get_object() for page in reader.pages for each in page.get("/Annots", ())]
    assert links
    assert all(re.fullmatch(r"To page \d+|https?://.*", each["/Contents"]) for each in links)


def test_two_checkers_of_accessibility_find_nothing_wrong(built: Path) -> None:
    for edition in ("public", "partner"):
        site = built / "site" / edition
        pages = [page for page in site.rglob("index.html") if "<article" in page.read_text("utf-8")]
        assert faults(sorted((site / "pdf").iterdir()), pages) == []


def test_checkers_find_what_is_wrong(built: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.pdf"
    with pikepdf.open(next((built / "site" / "public" / "pdf").glob("*-section-1.pdf"))) as pdf:
        figure = next(part for part in parts_of(pdf.Root.StructTreeRoot) if part.get("/S") == "/Figure")
        del figure["/Alt"]
        pdf.save(wrong)
    found = faults([wrong], [])
    assert any("UA-13-004" in each for each in found)
    assert any("FIG-001" in each for each in found)


def test_a_table_over_several_sheets_is_one_table_whose_head_is_read_once() -> None:
    rows = "".join(f'<tr><th scope="row">Ward {number}</th><td>{number}</td></tr>' for number in range(150))
    head = '<tr><th scope="col">Ward</th><th scope="col">Number</th></tr>'
    table = f"<p>Words.</p><table><caption>Wards</caption><thead>{head}</thead><tbody>{rows}</tbody></table>"
    style = '@font-face { font-family: Inter; src: url("font:regular"); } * { font-family: Inter; font-weight: 400 }'
    head = f'<html lang="en"><title>A table</title><style>{style}</style>'
    content, told = laid_here(Typeset(f"{head}<body>{table}<p>After.</p></body></html>", {}))
    assert told.continued == [2, 3, 4]
    with pikepdf.open(io.BytesIO(finished(content, told.continued))) as pdf:
        tags = list(parts_of(pdf.Root.StructTreeRoot))
        kinds = Counter(str(each.S) for each in tags)
        assert (kinds["/Table"], kinds["/THead"], kinds["/TR"], kinds["/TH"]) == (1, 1, 151, 152)
        named = {str(each.ID) for each in tags if "/ID" in each}
        assert all({*map(str, each.A.Headers)} <= named for each in tags if each.S == "/TD")
        assert b"/Artifact" in pdf.pages[2].Contents.read_bytes()


def an_imprint(**more: str) -> Imprint:
    """What a site says of itself, with as much on its cover as there can be."""
    imprint = Imprint(
        *("A strategic assessment of a borough", "A partnership", "en", "Internal edition", "OFFICIAL-SENSITIVE"),
        *("For the community safety team and the executive only. Do not copy, forward or publish.", True),
        *(dt.date(2023, 5, 18), 2, dt.date(2023, 6, 1), "https://example.org/internal/"),
    )
    return dataclasses.replace(imprint, **more)


def laid_here(typeset: Typeset) -> tuple[bytes, Sheets]:
    """A document laid out in this process, where the machine may have no fonts.

    Its fonts keep a folder until they are collected: a build that this process makes then would count it as read.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from assess.pdf.layout import laid_out
    laid = laid_out(typeset.document, typeset.pictures)
    gc.collect()
    return laid


def test_what_is_laid_out_here_leaves_no_folder_to_a_later_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    laid_here(cover_of(Volume("whole", "", ()), an_imprint(), [], []))
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("lines", range(30, 39))
def test_addresses_of_links_never_stand_alone_on_a_sheet(lines: int) -> None:
    link = '<p>Words, and <a href="https://example.org/elsewhere">a page elsewhere</a>.</p>'
    leaf = Leaf("page/", f"<article><h1>A page</h1>{link}{'<p>A line.</p>' * lines}</article>", 1)
    part = part_of(Volume("section-1", "1 A section", ((leaf,),)), (leaf,), an_imprint(address=""))
    content, _ = laid_here(part)
    read = sheets(pypdf.PdfReader(io.BytesIO(content)))
    assert "Addresses of links" in read[-1]
    assert not read[-1].startswith("Addresses of links")


CODES = '<p class="table__codes">In this table: [x] means not available.</p>'
HEAD = "<thead><tr><th>Head</th><th>Number</th></tr></thead>"
TABLE = f"<table>%s{HEAD}<tbody>{'<tr><th>A row</th><td>[x]</td></tr>' * 12}</tbody></table>"


@pytest.mark.parametrize("lines", range(30, 35))
@pytest.mark.parametrize(
    ("leads", "table"),
    [
        (CODES, f'<div class="table">{TABLE % "<caption>A caption</caption>"}</div>'),
        ("<p>In this table: all that is not a table of numbers.</p>", TABLE % ""),
    ],
    ids=["what explains the codes of a figure", "what leads to a table without a title"],
)
def test_what_leads_to_a_table_is_on_the_sheet_where_it_begins(leads: str, table: str, lines: int) -> None:
    leaf = Leaf("page/", f"<article><h1>A page</h1>{'<p>A line.</p>' * lines}{leads}{table}</article>", 1)
    part = part_of(Volume("section-1", "1 A section", ((leaf,),)), (leaf,), an_imprint(address=""))
    content, _ = laid_here(part)
    (sheet,) = [each for each in sheets(pypdf.PdfReader(io.BytesIO(content))) if "In this table" in each]
    assert "A row" in sheet.partition("In this table")[2]


@pytest.mark.parametrize("lines", range(20, 26))
def test_the_last_row_of_a_table_of_sentences_is_not_alone_on_a_sheet(lines: int) -> None:
    sentence = "A sentence that takes two lines of its column. " * 4
    rows = "".join(f"<tr><td>Row {number}.</td><td>{sentence}</td></tr>" for number in range(9))
    table = f"<table>{HEAD}<tbody>{rows}</tbody></table>"
    leaf = Leaf("page/", f"<article><h1>A page</h1>{'<p>A line.</p>' * lines}{table}</article>", 1)
    part = part_of(Volume("section-1", "1 A section", ((leaf,),)), (leaf,), an_imprint(address=""))
    content, _ = laid_here(part)
    (sheet,) = [each for each in sheets(pypdf.PdfReader(io.BytesIO(content))) if "Row 8." in each]
    assert "Row 7." in sheet


def test_both_columns_of_the_contents_begin_at_one_height() -> None:
    headings = tuple((1 + (at % 4 > 0), f"heading-{at}", f"{at // 4}.{at % 4} Title") for at in range(40))
    part = Typeset("", {}, headings, frozenset(each[1] for each in headings))
    cover = cover_of(Volume("whole", "", ()), an_imprint(), [part], [Place(tuple(part.titles), "A", landscape=False)])
    content, _ = laid_here(cover)
    tops: dict[bool, float] = {}

    def see(text: str, _: object, at: list[float], *__: object) -> None:
        if "Title" in text:
            tops.setdefault(at[4] > 250, at[5])

    pypdf.PdfReader(io.BytesIO(content)).pages[1].extract_text(visitor_text=see)
    assert tops[False] == pytest.approx(tops[True])


@pytest.mark.parametrize("count", [8, 16, 17, 28])
def test_the_cover_of_a_section_has_room_for_its_contents(count: int) -> None:
    titles = ("A heading that is so long that it takes two lines of a column", "A heading of one line")
    headings = tuple((1 if at == 0 else 3, f"heading-{at}", titles[at % 2]) for at in range(count))
    part = Typeset("", {}, headings)
    volume = Volume("section-1", "1 A section whose title is long enough for a second line of it", ())
    cover = cover_of(volume, an_imprint(), [part], [Place(tuple(each[1] for each in headings), "A", landscape=False)])
    _, told = laid_here(cover)
    assert told.count == 2, "the cover, and the sheet that it keeps for the part"


def test_each_sheet_says_how_it_is_handled_and_which_it_is(built: Path) -> None:
    read = sheets(pdf_of(built, "partner"))
    for number, sheet in enumerate(read, 1):
        assert "OFFICIAL-SENSITIVE" in sheet
        assert "Synthetic data" in sheet
        assert f"Page {number} of {len(read)}" in sheet
    assert "Do not copy, forward or publish." in " ".join(read[0].split())


def test_running_heads_are_no_part_of_what_is_read_aloud(built: Path) -> None:
    page = pdf_of(built, volume="-section-1").pages[1]
    drawn = page.get_contents().get_data()
    assert drawn.count(b"/Artifact") > drawn.count(b"/Artifact\nBMC\nq\n"), "words in an artifact, not lines alone"


def test_contents_and_bookmarks_lead_to_each_page(built: Path) -> None:
    reader = pdf_of(built)
    titles = [each.title for each in reader.outline if not isinstance(each, list)]
    assert titles[:2] == ["1 Disorder", "2 Stations"]
    contents = sheets(reader)[1]
    for mark in reader.outline:
        if not isinstance(mark, list) and mark.title in titles[:2]:
            assert f"{mark.title} {reader.get_destination_page_number(mark) + 1}" in contents


def test_the_ledger_names_the_sheet_of_each_number(built: Path) -> None:
    with (built / "site" / "public.ledger.csv").open(encoding="utf-8", newline="") as file:
        entries = list(csv.DictReader(file))
    read: dict[str, list[str]] = {}
    found = [(entry, place) for entry in entries if entry["sheet"] for place in entry["sheet"].split("; ")]
    assert {entry["page"] for entry, _ in found} == {"disorder/", "disorder/crime/"}
    for entry, place in found:
        path, number = place.rsplit(" ", 1)
        if path not in read:
            read[path] = sheets(pypdf.PdfReader(built / "site" / "public" / path))
        assert entry["says"] in " ".join(read[path][int(number) - 1].split())


def test_a_page_leads_to_the_pdf_of_its_section_with_its_size_and_sheets(built: Path) -> None:
    site = built / "site" / "public"
    page = html.fromstring((site / "disorder" / "crime" / "index.html").read_text("utf-8"))
    (line,) = page.find_class("pdf-copy")
    path = (site / "disorder" / "crime" / line.find("a").get("href")).resolve()
    count, size = len(pypdf.PdfReader(path).pages), round(path.stat().st_size / 1000)
    assert line.text_content() == f"Section 1 Disorder, as a PDF ({count} pages, {size} kB)"
    (whole,) = html.fromstring((site / "index.html").read_text("utf-8")).find_class("pdf-copy")
    assert whole.find("a").get("href") == f"pdf/{STEM}-public.pdf"


def test_a_host_takes_the_edition_with_its_pdfs(built: Path) -> None:
    code, out, err = run_here(built, "verify", built / "site" / "public", "--target", "public")
    assert code == 0, out + err
    manifest = (built / "site" / "public.manifest.json").read_text("utf-8")
    assert f'"pdf/{STEM}-public.pdf"' in manifest
    assert '"weasyprint"' in manifest


def laid_out_again(built: Path, site: Path, place: Path) -> dict[str, Laid]:
    """The volumes of a built public site, laid out where they are not kept in a place; by their names."""
    settings = read_settings(Project(built))
    edition = policy_of(Project(built)).editions["public"]
    arrangement = Arrangement(settings.sections, settings.document.content["nav"], settings.after)
    press = Press("public", KeptFiles(place / "kept"), place / "work", settings.clock)
    return press.lay(volumes(site, arrangement), imprint_of(settings, edition, synthetic=False))


@pytest.fixture(scope="module")
def elsewhere(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the PDFs of the built public site were laid out as on another machine, in another place, without fonts."""
    place = tmp_path_factory.mktemp("another place")
    fonts = place / "fonts.conf"
    fonts.write_text(NO_FONTS, "utf-8")
    with pytest.MonkeyPatch.context() as machine:
        for name, value in {"FONTCONFIG_FILE": fonts, "HOME": place, "TZ": "Asia/Tokyo", "LC_ALL": "C"}.items():
            machine.setenv(name, str(value))
        laid_out_again(built, built / "site" / "public", place)
    return place


def test_the_same_pages_give_the_same_bytes_on_a_machine_without_fonts(built: Path, elsewhere: Path) -> None:
    made = {path.read_bytes() for path in (elsewhere / "kept" / "public").glob("*.pdf")}  # and the parts of all
    assert made > {path.read_bytes() for path in (built / "site" / "public" / "pdf").iterdir()}


def test_a_section_that_did_not_change_is_not_laid_out_again(built: Path, elsewhere: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(built / "site" / "public", site)
    shutil.copytree(elsewhere / "kept", tmp_path / "place" / "kept")
    replace(site / "stations" / "index.html", "</article>", "<p>Stations are places.</p></article>")
    laid_out_again(built, site, tmp_path / "place")
    before, after = (
        {path.name for path in (place / "kept" / "public").glob("*.pdf")} for place in (elsewhere, tmp_path / "place")
    )
    assert len(after - before) == 3, "section 2 without its cover, and with it, and the whole"
    assert before <= after


def test_a_setting_names_what_follows_the_sections(built: Path, small: Path, assess_here: Run) -> None:
    titles = [each.title for each in pdf_of(built).outline if not isinstance(each, list)]
    assert titles[:3] == ["1 Disorder", "2 Stations", "About this edition"]
    ask_for_pdfs(small)
    replace(small / "mkdocs.yml", "after: [about.md]", "after: [abuot.md]")
    code, _, err = assess_here(small, "build", "public")
    assert code == 1
    assert "mkdocs.yml" in err
    assert '"about.md"' in err


def test_a_board_paper_has_chosen_pages_and_a_cover(built: Path) -> None:
    asked = ("pdf", "public", "--pages", "disorder/crime.md", "--pages", "stations", "--title", "For the board of May")
    code, out, err = run_here(built, *asked)
    assert code == 0, err
    place = built / "site" / "papers" / "public-for-the-board-of-may.pdf"
    read = sheets(pypdf.PdfReader(place))
    assert out.startswith(f"site/papers/{place.name}  {len(read)} pages, audit passed")
    assert "For the board of May" in read[0]
    assert "OFFICIAL" in read[0]
    assert "1.1 Crime" in "".join(read[1:])
    assert "Incidents by type" not in "".join(read)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["public", "--pages", "disorder/crimes.md"], 1, '"disorder/crime.md"'),
        (["--pages", "stations.md"], 2, "restricted pack"),
        (["internal", "--restricted", str(PACK), "--pages", "stations.md"], 1, "Build it first"),
    ],
)
def test_a_paper_that_cannot_be_made_says_what_to_do(built: Path, arguments: list[str], code: int, says: str) -> None:
    found, out, err = run_here(built, "pdf", *arguments)
    assert (found, out) == (code, "")
    assert says in err
    assert "Traceback" not in err


def test_a_letter_that_paper_could_not_show_stops_the_build(small: Path, assess_here: Run) -> None:
    append(small / "docs" / "stations.md", "A station in Greek: σταθμός.")
    code, _, err = assess_here(small, "pdf", "public")
    assert code == 1
    assert "U+03C3" in err
    assert not (small / "site").exists()


@pytest.mark.parametrize("arguments", [(), ("--pages", "stations.md")])
def test_a_machine_that_cannot_make_pdfs_is_told_what_it_lacks_before_anything_is_built(
    built: Path, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(libraries.LIBRARIES, "Pango", ("libpango-of-nobody.so",))
    monkeypatch.setattr(pipeline, "know", None)
    code, _, err = run_here(built, "pdf", "public", *arguments)
    assert code == 1
    assert "this system lacks Pango; have an administrator run apt-get install" in err
    monkeypatch.setattr(libraries, "find_spec", lambda _: None)
    assert "pip install 'assess[pdf]'" in run_here(built, "pdf", "public", *arguments)[2]


@pytest.mark.parametrize("unneeded", ["weasyprint", "pikepdf", "altair"])
def test_a_site_without_pdfs_whose_charts_are_kept_loads_nothing_that_lays_out_or_draws(unneeded: str) -> None:
    asked = f"import assess.build.pipeline, sys; sys.exit({unneeded!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
