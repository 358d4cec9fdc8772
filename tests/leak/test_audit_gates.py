"""Each gate of the audit, made to fail once on a copy of a built site."""

from __future__ import annotations

import dataclasses
import gzip
import io
import json
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from leaking import Content, numbers_of, words_of

from assess.audit import AuditRequest, Finding, Verdict, audit, audit_open, verdict
from assess.store import Store

Copied = Callable[[str], AuditRequest]
CELL, NEIGHBOUR = "882874", "447182"  # the first two numbers of injuries-by-age.csv
RUN = "where the marmalade kiosk draws a crowd"
LABEL = "Candlewhistle"


def page(text: str) -> str:
    """A whole page of the public edition with something on it."""
    marking = "<strong>OFFICIAL</strong>"
    return f'<html><meta name="edition" content="public">{marking}<p>{text}</p>{marking}</html>'


def zipped(text: str) -> bytes:
    """A zip with a text in it."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("folder/data.csv", text)
    return file.getvalue()


PLANTED: dict[str, tuple[str, str | bytes, str]] = {
    # what was planted: the file it is in, what is in that file, what kind of thing must be found there
    "a number": ("number.html", page(CELL), "number"),
    "a grouped number": ("grouped.html", page("882,874"), "number"),
    "a number grouped with spaces": ("spaced.html", page("882\u202f874"), "number"),
    "a number grouped with entities": ("entity.html", page("882&nbsp;874"), "number"),
    "a number spelled in entities": ("spelled.html", page("&#56;&#x38;2874"), "number"),
    "a number with decimals": ("decimals.html", page("82.993"), "number"),
    "a number at the end of a sentence": ("sentence.html", page("It was 882,874. Then"), "number"),
    "a number in an attribute": ("attribute.html", page(f'<i title="{CELL}"></i>'), "number"),
    "a number in data-value": ("value.html", page(f"<data value='{CELL}'>many</data>"), "number"),
    "a number in a comment": ("comment.html", page(f"<!-- {CELL} -->"), "number"),
    "a number in a script": ("script.html", page(f"<script>x={CELL}</script>"), "number"),
    "a number in a drawing": ("drawing.svg", f'<svg><text x="1">{CELL}</text></svg>', "number"),
    "a number in a style sheet": ("style.css", f"p::after {{content: '{CELL}'}}", "number"),
    "a number in a source map": ("source.js.map", f'{{"sourcesContent": ["{CELL}"]}}', "number"),
    "a number in JSON": ("plain.json", json.dumps({"text": f"were {CELL}."}), "number"),
    "a number in a JSON escape": ("escape.json", '{"text": "\\u0038\\u00382874"}', "number"),
    "a number beside another in JSON": ("list.json", f"[{CELL},{NEIGHBOUR}]", "number"),
    "a number beside another in a CSV": ("row.csv", f"x,{CELL},{NEIGHBOUR}\r\n", "number"),
    "a number in a zip": ("data.zip", zipped(f"x;{CELL}"), "number"),
    "a number in a gzip in a zip": ("more.csv.gz", gzip.compress(zipped(f"x;{CELL}")), "number"),
    "a run of prose": ("prose.html", page(RUN), "run of words"),
    "a run of prose over lines and tags": ("tags.html", page("the marmalade\nkiosk <b>draws</b> a crowd"), "word"),
    "a label": ("label.html", page(LABEL), "word"),
    "a label in capitals": ("capitals.html", page(LABEL.upper()), "word"),
    "a note": ("note.html", page("an imaginary Larkspurrow"), "word"),
    "the id of a dataset": ("id.html", page('<figure data-dataset="injuries-by-age">'), "id"),
    "the id of a dataset in an anchor": ("anchor.html", page('<a href="#fig-injuries-by-age-caption">'), "id"),
    "the id of prose": ("prose-id.json", '["rail-commentary"]', "id"),
    "the id of a dataset in the name of a file": ("downloads/briefing-themes.csv", "nothing", "id"),
    "another edition's mark": ("mark.html", page("").replace('"public"', '"partner"'), "mark"),
    "no mark": ("unmarked.html", page("").replace("<meta", "<link"), "mark"),
    "two marks": ("marks.html", page('<meta name="edition" content="partner">'), "mark"),
    "no marking": ("unmarking.html", page("").replace("strong", "em"), "marking"),
    "a marking at the top only": ("top.html", page("").replace("</p><strong>OFFICIAL</strong>", "</p>"), "marking"),
    "another marking": ("other.html", page("").replace("OFFICIAL", "OFFICIAL-SENSITIVE"), "marking"),
    "records of people": (
        "people.csv",
        "Offence,Where\r\n" + "".join(f"Theft,RM{each} 1AB\r\n" for each in range(9)),
        "people",
    ),
    "a file that was not staged": ("stray.txt", "nothing", "unstaged"),
}


@dataclass(frozen=True)
class Audited:
    """What an audit found in each file, all of it, and what the site looked like."""

    findings: list[Finding]

    def kinds(self, file: str) -> set[str]:
        """The kinds of what was found in a file."""
        return {finding.kind for finding in self.findings if finding.file == file}


@pytest.fixture(scope="module")
def planted(requests: dict[str, AuditRequest], tmp_path_factory: pytest.TempPathFactory) -> Audited:
    """The audit of a public site with everything above planted in files of their own."""
    stage = tmp_path_factory.mktemp("planted") / "public"
    shutil.copytree(requests["public"].stage, stage)
    for name, content, _ in PLANTED.values():
        place = stage / "site" / name
        place.write_bytes(content.encode() if isinstance(content, str) else content)
    return Audited(audit(dataclasses.replace(requests["public"], stage=stage, site=stage / "site")))


@pytest.mark.parametrize("edition", ["public", "partner", "internal"])
def test_a_site_as_it_was_built_passes(requests: dict[str, AuditRequest], edition: str) -> None:
    assert audit(requests[edition]) == []
    assert verdict([]) is Verdict.PASS


@pytest.mark.parametrize("what", PLANTED)
def test_what_is_planted_is_found(planted: Audited, what: str) -> None:
    file, _, kind = PLANTED[what]
    assert kind in planted.kinds(file)
    assert verdict([finding for finding in planted.findings if finding.file == file]) is Verdict.FAIL


def test_nothing_else_is_found(planted: Audited) -> None:
    """A page with nothing on it is found only to be unstaged: the gates above do not fire at everything."""
    assert planted.kinds("stray.txt") == {"unstaged"}
    assert planted.kinds("number.html") == {"unstaged", "number"}
    assert {finding.file for finding in planted.findings} == {file for file, _, _ in PLANTED.values()}


def _edited(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_files_that_the_renderer_makes_are_read_too(copied: Copied) -> None:
    request = copied("public")
    index, page_404 = request.site / "search" / "search_index.json", request.site / "404.html"
    _edited(index, '"text":"', f'"text":"{LABEL} ')
    _edited(request.site / "sitemap.xml", "<urlset", f"<!-- {CELL} --><urlset")
    (request.site / "sitemap.xml.gz").write_bytes(gzip.compress(f"<urlset><!-- {CELL} --></urlset>".encode()))
    _edited(page_404, "</body>", f"<p hidden>{CELL}</p></body>")
    download = request.site / "downloads" / "asb-total.csv"
    download.write_text(f"{download.read_text('utf-8')}more,{CELL}\n", "utf-8")
    found = Audited(audit(request))
    assert found.kinds("search/search_index.json") == {"word"}
    assert found.kinds("sitemap.xml") == found.kinds("sitemap.xml.gz") == found.kinds("404.html") == {"number"}
    assert found.kinds("downloads/asb-total.csv") == {"number", "changed"}


def test_a_page_that_lost_its_mark_or_marking_fails(copied: Copied) -> None:
    request = copied("partner")
    _edited(request.site / "index.html", '<meta name="edition" content="partner">', "")
    _edited(request.site / "404.html", "<strong>OFFICIAL-SENSITIVE</strong>", "")
    _edited(
        request.site / "about" / "index.html",
        'name="edition" content="partner"',
        'name="edition" content="public"',
    )
    found = Audited(audit(request))
    assert found.kinds("index.html") == {"mark"}
    assert found.kinds("404.html") == {"marking"}
    assert found.kinds("about/index.html") == {"mark"}


def test_what_is_missing_changed_or_linked_fails(copied: Copied, pack: Path) -> None:
    request = copied("public")
    (request.site / "404.html").unlink()
    (request.site / "downloads" / "asb-total.csv").unlink()
    (request.site / "downloads" / "asb-nuisance.csv").write_text("label\r\n", "utf-8")
    (request.site / "linked.md").symlink_to(pack / "partner" / "prose" / "injuries-commentary.md")
    (request.site / "sitemap.xml").rename(request.stage / "sitemap.xml")
    (request.site / "sitemap.xml").symlink_to(request.stage / "sitemap.xml")
    found = Audited(audit(request))
    assert found.kinds("404.html") == found.kinds("downloads/asb-total.csv") == {"missing"}
    assert found.kinds("downloads/asb-nuisance.csv") == {"changed"}
    assert {"unstaged", "word"} <= found.kinds("linked.md")
    assert "unstaged" in found.kinds("sitemap.xml")


def test_a_changed_file_of_the_theme_is_read(copied: Copied) -> None:
    request = copied("public")
    (script,) = (request.site / "assets" / "javascripts").glob("bundle.*.min.js")
    _edited(script, ";", f";x='{LABEL}';")
    assert "word" in Audited(audit(request)).kinds(script.relative_to(request.site).as_posix())


def test_a_link_to_a_folder_fails(copied: Copied, pack: Path) -> None:
    request = copied("public")
    (request.site / "data").symlink_to(pack / "partner")
    assert "data" in {finding.file for finding in audit(request)}


def test_a_link_to_nothing_fails(copied: Copied) -> None:
    request = copied("public")
    (request.site / "data.csv").symlink_to("nowhere")
    assert "unstaged" in Audited(audit(request)).kinds("data.csv")


def test_a_picture_of_a_figure_that_is_not_what_its_svg_comes_to_needs_a_person(copied: Copied) -> None:
    request = copied("public")
    pictures = sorted((request.site / "downloads").glob("*.png"))
    assert len(pictures) >= 2
    assert audit(request) == []
    name = f"downloads/{pictures[0].name}"
    for folder in (request.stage / "docs", request.site):
        (folder / name).write_bytes(pictures[1].read_bytes())
    findings = audit(request)
    assert [(each.file, each.kind) for each in findings] == [(name, "unreadable")]
    assert verdict(findings) is Verdict.REVIEW


def test_a_picture_is_looked_at_again_where_its_svg_changed(copied: Copied, tmp_path: Path) -> None:
    store = Store(tmp_path / "kept", b"k" * 32)
    request = dataclasses.replace(copied("public"), kept=store)
    assert audit(request) == audit(request) == []
    svg = min((request.site / "downloads").glob("*.svg"))
    changed = svg.read_text("utf-8").replace('font-size="19"', 'font-size="18"', 1)
    for folder in (request.stage / "docs", request.site):
        (folder / "downloads" / svg.name).write_text(changed, "utf-8")
    assert [(each.file, each.kind) for each in audit(request)] == [(f"downloads/{svg.stem}.png", "unreadable")]


UNREADABLE: dict[str, bytes] = {
    "data.bin": b"\x00\x01",
    "picture.png": b"\x00\x01",
    "letters.woff2": b"\x00\x01",
    "latin.txt": "naïve".encode("latin-1"),
    "half.gz": gzip.compress(b"text" * 99)[:20],
    "half.zip": zipped("text" * 99)[:60],
    "nested.gz": gzip.compress(gzip.compress(gzip.compress(gzip.compress(gzip.compress(b"text"))))),
    "binary.zip": zipped("\x00\x01").replace(b"data.csv", b"data.bin"),
}


def test_what_cannot_be_read_needs_a_person_and_never_passes(copied: Copied) -> None:
    request = copied("public")
    for folder in (request.stage / "docs", request.site):
        for name, content in UNREADABLE.items():
            (folder / name).write_bytes(content)  # staged, so that nothing else is wrong with it
    findings = audit(request)
    assert sorted(finding.file for finding in findings) == sorted(UNREADABLE)
    for finding in findings:
        assert verdict([finding]) is Verdict.REVIEW, finding.file


def test_every_cell_word_and_id_of_the_pack_is_found_on_its_own(
    copied: Copied, partner_content: Content, internal_content: Content
) -> None:
    request = copied("public")
    planted: dict[str, str] = {}
    for content in (partner_content, internal_content):
        kinds = {"number": sorted(content.cells), "word": sorted(content.words), "id": sorted(content.ids)}
        for kind, needles in kinds.items():
            for number, needle in enumerate(needles):
                if kind == "word" and len(needle) < 4:
                    continue  # shorter ones are told by the run of words they stand in
                name = f"{kind}-{number}-{len(planted)}.txt"
                planted[name] = needle
                (request.site / name).write_text(f"of {needle} here", "utf-8")
    found = Audited(audit(request))
    assert len(planted) > 140
    missed = [planted[name] for name in planted if name.split("-")[0] not in found.kinds(name)]
    assert missed == []


def test_no_finding_holds_what_it_found(
    copied: Copied, pack: Path, planted: Audited, partner_content: Content, internal_content: Content
) -> None:
    request = copied("public")
    for path in pack.glob("*/**/*"):
        if path.is_file():
            shutil.copy(path, request.site / f"leak-{len(list(request.site.iterdir()))}.txt")
    findings = [*audit(request), *planted.findings]
    assert len([finding for finding in findings if finding.kind in ("number", "word", "run of words", "id")]) > 50
    text = "\n".join(f"{finding} {finding.kind} {finding.file}" for finding in findings)
    for content in (partner_content, internal_content):
        assert (content.cells & numbers_of(text)) | (content.words & words_of(text)) == set()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "cp1252"])
def test_a_pack_is_known_in_every_encoding_that_a_build_reads(
    copied: Copied, pack: Path, tmp_path: Path, encoding: str
) -> None:
    request = copied("public")
    shutil.copytree(pack / "partner", tmp_path / "pack" / "partner")
    table = tmp_path / "pack" / "partner" / "injuries-by-age.csv"
    table.write_text(
        table.read_text("utf-8").replace("Under 10", "Cliché Schloßbergstraße").replace(",", ";"), encoding
    )
    (request.site / "a.txt").write_text(CELL, "utf-8")
    (request.site / "b.txt").write_text("Cliché", "utf-8")
    found = Audited(audit(dataclasses.replace(request, withheld=(tmp_path / "pack" / "partner",))))
    assert (found.kinds("a.txt"), found.kinds("b.txt")) == ({"unstaged", "number"}, {"unstaged", "word"})


@pytest.mark.parametrize("number", ["12340", "250000"])
def test_a_round_number_of_five_digits_is_known_too(copied: Copied, pack: Path, tmp_path: Path, number: str) -> None:
    request = copied("public")
    shutil.copytree(pack / "partner", tmp_path / "pack" / "partner")
    table = tmp_path / "pack" / "partner" / "injuries-by-age.csv"
    table.write_text(table.read_text("utf-8").replace(CELL, number), "utf-8")
    (request.site / "a.txt").write_text(f"It was {number}.", "utf-8")
    found = Audited(audit(dataclasses.replace(request, withheld=(tmp_path / "pack" / "partner",))))
    assert found.kinds("a.txt") == {"unstaged", "number"}


def test_a_run_of_the_pack_in_the_open_data_is_no_excuse_for_itself(small: Path) -> None:
    public, partner = small / "data" / "public", small / "data" / "sample" / "partner"
    assert audit_open(small, "public", public, (partner,)) == []
    (public / "another.csv").write_text("id,label,one,two,three\nfirst,First,882874,447182,1330056\n", "utf-8")
    found = audit_open(small, "public", public, (partner,))
    assert ("data/public/another.csv", "run of numbers") in {(each.file, each.kind) for each in found}
