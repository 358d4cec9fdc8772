"""The scanner reads every channel, every form a number takes, and says what it cannot read."""

from __future__ import annotations

import functools
import hashlib
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import time
import zipfile
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from email.errors import CharsetError
from pathlib import Path
from unittest.mock import patch

import pytest
from building import Run, environment
from channels.hidden import outlined_pdf
from planting import CHANNELS, FORMS, book, page, pdf, scripted, zipped
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, IndirectObject, NameObject, NumberObject

from assess.audit import Finding, Scanner, Verdict, Withheld, theme_digests, verdict
from assess.audit.readers import kinds as kinds_of_files
from assess.audit.readers import parts
from assess.audit.readers.markup import xml_parts
from assess.audit.scanner import ASTRAY
from assess.audit.text.limits import Limits
from assess.audit.text.passages import Part, Passage

COLUMN = [473126, 263248, 841716, 626932, 681683]  # the first cells of quillhaven-halt in rail-offences-by-type.csv
OF_COLUMN = "partner/rail-offences-by-type.csv"
SENTENCE = "Gorsewhistle, where the marmalade kiosk draws a crowd"
RUNS = {"run of numbers", "number"}
Audited = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def withheld(partnership: Path, pack: Path) -> Withheld:
    """All that the public may not know of the sample pack."""
    return Withheld(partnership, "public", (partnership / "data" / "public",), (pack / "partner", pack / "internal"))


@pytest.fixture
def scanner(withheld: Withheld) -> Scanner:
    """A scanner of anybody's files."""
    return Scanner(withheld.fingerprints())


def kinds(findings: list[Finding], source: str = "") -> set[str]:
    return {finding.kind for finding in findings if source in finding.source}


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_run_is_found_in_every_channel(scanner: Scanner, channel: str) -> None:
    name, content = CHANNELS[channel]("; ".join(map(str, COLUMN)))
    findings = scanner.findings_in(name, content)
    assert "number" in kinds(findings, OF_COLUMN)
    assert "run of numbers" in kinds(findings, OF_COLUMN)
    assert all(finding.place for finding in findings if finding.verdict is Verdict.FAIL)


@pytest.mark.parametrize("channel", CHANNELS)
def test_nothing_is_found_in_the_same_file_without_it(scanner: Scanner, channel: str) -> None:
    name, content = CHANNELS[channel]("12; 7; a word; 2022; 31; 18")
    assert {finding.kind for finding in scanner.findings_in(name, content)} <= {"unreadable"}


@pytest.mark.parametrize("channel", sorted(CHANNELS.keys() - {"name of a file", "pivot cache"}))
def test_a_sentence_and_a_name_are_found_in_every_channel(scanner: Scanner, channel: str) -> None:
    name, content = CHANNELS[channel](SENTENCE)
    found = kinds(scanner.findings_in(name, content))
    assert "name" in found
    assert "run of words" in found


@pytest.mark.parametrize("form", FORMS)
def test_a_run_is_found_in_every_form(scanner: Scanner, form: str) -> None:
    findings = scanner.findings_in("a.html", page(f"<p>Of these: {FORMS[form](COLUMN)}.</p>"))
    assert RUNS & kinds(findings, OF_COLUMN)
    assert form in {"entities", "base64"} or "run of numbers" in kinds(findings, OF_COLUMN)


WARDS = """id,label,rate,2021,2022
brackenmoor,Brackenmoor,75.97,201591,402972
quernhollow,Quernhollow,23.78,269877,953813
rushlantern,Rushlantern,40.59,354903,768345
saltwhistle,Saltwhistle,14.34,565548,253249
tansyquay,Tansyquay,61.02,508708,939943
umberwhin,Umberwhin,88.41,889537,986833
vetchgleam,Vetchgleam,52.16,632082,874584
wickenspire,Wickenspire,19.93,784854,348092
yarrowmast,Yarrowmast,31.75,961142,562474
zephyrstead,Zephyrstead,95.28,649716,975292
total,All wards,,5817958,7065597
"""


@pytest.fixture
def of_wards(partnership: Path, tmp_path: Path) -> Scanner:
    """A scanner beside a pack that holds one table of synthetic wards."""
    (tmp_path / "partner").mkdir()
    (tmp_path / "partner" / "wards.csv").write_text(WARDS, "utf-8")
    public = (partnership / "data" / "public",)
    return Scanner(Withheld(partnership, "public", public, (tmp_path / "partner",)).fingerprints())


def test_a_single_number_needs_five_digits_or_its_label(of_wards: Scanner) -> None:
    said = "The moorland rate of {} was 75.97 in all."
    assert kinds(of_wards.findings_in("a.txt", said.format("Brackenmoor").encode())) == {"number beside its label"}
    assert of_wards.findings_in("a.txt", said.format("a place").encode()) == []
    assert kinds(of_wards.findings_in("a.txt", b"It was 269,877.")) == {"number"}


def test_what_is_worked_out_from_the_pack_is_found(scanner: Scanner, of_wards: Scanner) -> None:
    change = "Quernhollow went up by 253.4%."  # from 269877 to 953813
    rank = "Wickenspire is ranked 9th."  # of ten wards in 2022
    assert "change beside its label" in kinds(of_wards.findings_in("a.txt", change.encode()))
    assert "rank beside its label" in kinds(of_wards.findings_in("a.txt", rank.encode()))
    shares = [100 * value / 3559868 for value in COLUMN]
    text = ", ".join(f"{share:.1f}%" for share in shares)
    assert "run of shares" in kinds(scanner.findings_in("a.txt", text.encode()), OF_COLUMN)


@pytest.mark.parametrize("before", ["", "Page 29. ", "29; 9; "])
def test_a_share_beside_its_labels_is_found_whatever_shorter_number_stands_before_it(
    scanner: Scanner, before: str
) -> None:
    said = f"{before}Injuries by age; 18 to 24; Male; 28.6%"
    assert "share beside its label" in kinds(scanner.findings_in("a.txt", said.encode()), "partner/injuries-by-age.csv")


@pytest.mark.parametrize("typed", ["", "<!doctype html>", "<!DOCTYPE HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>"])
@pytest.mark.parametrize("end", ["", "</body>", "</body></html>", "</body>\n</html>\n", "</BODY></HTML> <!-- 2 -->"])
def test_a_page_that_holds_nothing_is_read_whatever_its_type_and_its_end(
    scanner: Scanner, typed: str, end: str
) -> None:
    assert scanner.findings_in("a.html", f"{typed}<html><body><p>Hello, in 2022</p>{end}".encode()) == []


def test_a_rank_tells_nothing_where_everybody_knows_all_of_its_labels(partnership: Path, tmp_path: Path) -> None:
    """A page that ranks the same rows gives some of them the ranks of any other table."""
    pack, public = tmp_path / "partner", partnership / "data" / "public"
    pack.mkdir()
    for kind in ("csv", "yaml"):
        shutil.copyfile(public / f"crime-by-kind.{kind}", pack / f"crime-by-kind.{kind}")
    scanner = Scanner(Withheld(partnership, "public", (public,), (pack,)).fingerprints())
    for row in (public / "crime-by-kind.csv").read_text("utf-8").splitlines()[1:]:
        said = f"Crime by kind. Year to September 2021: {row.split(',')[1]} is ranked"
        ranked = "\n".join(f"{said} {rank}." for rank in range(1, 40))
        assert scanner.findings_in("a.txt", ranked.encode()) == [], row


@pytest.mark.parametrize(
    "drawing",
    [
        "".join(f'<rect y="{20 * at}" width="{cell / 2000:.1f}"/>' for at, cell in enumerate(COLUMN)),
        "".join(f'<path d="M0,{20 * at}h{cell / 2000:.1f}v18h-{cell / 2000:.1f}Z"/>' for at, cell in enumerate(COLUMN)),
        f'<polyline points="{" ".join(f"{40 * at},{500 - cell / 2000:.1f}" for at, cell in enumerate(COLUMN))}"/>',
        "".join(f'<circle cx="{20 * at}" cy="{500 - cell / 2000:.2f}" r="3"/>' for at, cell in enumerate(COLUMN)),
    ],
)
def test_a_drawing_in_proportion_to_a_column_is_found(scanner: Scanner, drawing: str) -> None:
    svg = f'<svg xmlns="http://www.w3.org/2000/svg">{drawing}</svg>'
    assert "drawing" in kinds(scanner.findings_in("a.svg", svg.encode()), OF_COLUMN)
    assert "drawing" in kinds(scanner.findings_in("a.html", page(svg)), OF_COLUMN)


def test_bars_of_styled_elements_are_found(scanner: Scanner) -> None:
    bars = "".join(f'<div style="width: {cell / 8500:.2f}%"></div>' for cell in COLUMN)
    assert "drawing" in kinds(scanner.findings_in("a.html", page(bars)), OF_COLUMN)


def test_a_drawing_of_other_numbers_is_not_found(scanner: Scanner) -> None:
    noise = random.Random(3)  # noqa: S311  # the same noise each time
    bars = "".join(f'<rect width="{noise.uniform(1, 400):.1f}"/>' for _ in range(500))
    assert scanner.findings_in("a.svg", f"<svg>{bars}</svg>".encode()) == []


def test_a_sentence_is_known_whatever_stands_between_its_words(scanner: Scanner) -> None:
    for text in (
        "where <b>the</b> mar<i>malade</i> kiosk,<br>draws a <em>crowd</em>",
        "WHERE THE MARMALADE KIOSK DRAWS A CROWD",
        "where the marma-\nlade kiosk draws a crowd",
        "where the marma&shy;lade &ldquo;kiosk&rdquo; draws&nbsp;a crowd",
    ):
        assert "run of words" in kinds(scanner.findings_in("a.html", page(f"<p>{text}</p>"))), text


def test_a_place_in_a_file_is_told_and_a_value_is_not(scanner: Scanner) -> None:
    for name, content, place in (
        ("a.txt", b"x\nit is 473126", "line 2, column 7"),
        ("a.xlsx", book("x; 473126", state="veryHidden"), "sheet 2, very hidden, B2"),
        ("a.pdf", pdf("it is 473126"), "page 1"),
        ("a.csv", b"a,b\nc,473126\n", "row 2, column 2"),
        ("a.zip", zipped({"x.txt": "473126"}), "member 1, line 1"),
        ("a.html", page('<b title="473126">x</b>'), "/@title"),
    ):
        (finding,) = [each for each in scanner.findings_in(name, content) if each.kind == "number"]
        assert place in finding.place
        assert finding.value == "473126"
        assert "473126" not in f"{finding} {finding!r}"


def bomb() -> bytes:
    return zipped({"a.txt": b"0" * 300_000_000})


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 12))
    return f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY l0 "ha">{entities}]><x>&l11;</x>'.encode()


def encrypted_book() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 1000 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 1000


def locked() -> bytes:
    content = bytearray(zipped({"a.txt": "x"}))
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def two_zips() -> bytes:
    return zipped({"a.txt": "x" * 99}) + zipped({"a.txt": "x"})


HOSTILE = {
    "two.zip": (two_zips, "belong to none"),
    "deep.html": (lambda: page("<div>" * 5000 + "x"), "deep"),
    "letters.html": (lambda: b"<p>" + "\uff14\uff17".encode("iso-2022-jp") + b"</p>", "bytes in it that are none"),
    "object.rtf": (lambda: b"{\\rtf1{\\object{\\objdata 504b}}}", "rich text"),
    "bomb.zip": (bomb, "bomb"),
    "laughs.xml": (laughs, "entities"),
    "cut.pdf": (lambda: pdf("a text")[:-200], "PDF"),
    "locked.xlsx": (encrypted_book, "encrypted"),
    "locked.zip": (locked, "encrypted"),
    "deep.json": (lambda: b"[" * 200_000, "deep"),
    "picture.png": (lambda: CHANNELS["PNG tEXt"]("x")[1], "picture"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_hostile_ends_in_review_with_a_reason_and_in_time(scanner: Scanner, name: str) -> None:
    make, reason = HOSTILE[name]
    content = make()
    start = time.monotonic()
    findings = scanner.findings_in(name, content)
    assert time.monotonic() - start < 20
    assert verdict(findings) is Verdict.REVIEW
    assert reason in str(findings[0])


def _nameless() -> bytes:
    """An archive with an empty file that has no name, and another."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(zipfile.ZipInfo(""), b"")
        archive.writestr("a.txt", "It was 57452.")
    return written.getvalue()


ODD = {
    "a.zip": _nameless(),
    "a.eml": b"Content-Type: text/plain; charset=utf\0-8\nContent-Transfer-Encoding: base64\n\n"
    + b64encode(b"It was 57452."),
    "c.eml": b"MIME-Version: 1.0\nSubject: =?utf5\xa6-8?B?NjE7IDg3?=\n\nIt was 57452.",
    "b.eml": b"MIME-Version: 1.0\nContent-Type: text/plain; charset*=x\0y'en'z\n\nIt was 57452.",
    "a.txt": b"=49=74=20=77=61=73=20=35=37=34=35=32=2E=20\xbd=41=20=77=6F=72=64=20=6D=6F=72=65=2E",
    "a.css": b"/* It was 57452. */ i { width: 1e999999px } b { width: 3e-999999px } u { width: 9e400px }",
    "a.svg": b"<svg><text>57452</text>" + b"".join(b'<circle r="%de400"/>' % at for at in range(9)) + b"</svg>",
}


def test_a_folder_in_an_archive_whose_size_alone_was_wiped_out_is_for_review(five_digits: Scanner) -> None:
    whole = bytearray(zipped({"a/": "a word"}))
    sizes = whole.index(b"PK\x01\x02") + 20  # of what is packed and of what that unpacks to
    whole[sizes : sizes + 8] = bytes(8)
    assert kinds(five_digits.findings_in("a.zip", bytes(whole))) == {"unreadable"}


@pytest.mark.parametrize("name", ODD)
def test_what_is_written_as_nothing_can_be_is_read_all_the_same(five_digits: Scanner, name: str) -> None:
    findings = five_digits.findings_in(name, ODD[name])
    assert "number" in kinds(findings)
    assert not any(ASTRAY in str(each) for each in findings)


@pytest.mark.parametrize("fault", [ValueError, OverflowError, CharsetError])
def test_a_file_that_its_reader_cannot_cope_with_is_for_review_and_others_are_read(
    scanner: Scanner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: type[Exception]
) -> None:
    def cope(*_: object) -> Iterator[Part]:
        yield Passage("text", ", ".join(map(str, COLUMN)))
        raise fault

    monkeypatch.setattr(kinds_of_files, "zip_parts", cope)
    monkeypatch.setattr(kinds_of_files, "_BEGINNINGS", ((b"PK", "zip", cope),))
    (tmp_path / "a.zip").write_bytes(b"PK")
    (tmp_path / "b.txt").write_text(", ".join(map(str, COLUMN)), "utf-8")
    found = scanner.scan(tmp_path).findings
    assert {each.file for each in found if each.kind == "run of numbers"} == {"a.zip", "b.txt"}
    assert [each.file for each in found if ASTRAY in str(each)] == ["a.zip"]


def _pdf_with_objects(table: bytes, held: bytes) -> bytes:
    """A PDF with a packed stream of three objects: a table of their numbers and places, then the objects."""
    writer = PdfWriter(io.BytesIO(pdf("x")))
    stream = DecodedStreamObject()
    stream.set_data(table + held)
    stream = stream.flate_encode()
    for key, value in {
        "/Type": NameObject("/ObjStm"),
        "/N": NumberObject(3),
        "/First": NumberObject(len(table)),
    }.items():
        stream[NameObject(key)] = value
    writer._add_object(stream)  # noqa: SLF001  # no other way to add one
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


@pytest.fixture
def five_digits(tmp_path: Path, partnership: Path) -> Scanner:
    """A scanner for a pack with numbers as objects of a PDF may have them."""
    (tmp_path / "pack" / "partner").mkdir(parents=True)
    table = "id,label,count\na,Amber,57452\nb,Beryl,61733\nc,Coral,80917\n"
    (tmp_path / "pack" / "partner" / "a-table.csv").write_text(table, "utf-8")
    open_data, withheld = (partnership / "data" / "public",), (tmp_path / "pack" / "partner",)
    return Scanner(Withheld(partnership, "public", open_data, withheld).fingerprints())


@pytest.mark.parametrize("told", ["sha256:{}", "{}"])
def test_digits_in_the_digest_of_a_file_are_no_number(five_digits: Scanner, told: str) -> None:
    digest = hashlib.sha256(b"a file").hexdigest()[:52] + "abc57452defa"
    resources = {"resources": [{"hash": told.format(digest)}]}
    assert five_digits.findings_in("datapackage.json", json.dumps(resources).encode()) == []
    assert kinds(five_digits.findings_in("a.json", b'{"hash": "abc-57452-defa0123456789"}')) == {"number"}


@pytest.mark.parametrize(("members", "found"), [(3, set()), (4, set()), (5, {"unreadable"})])
def test_an_archive_of_too_many_files_is_for_review(five_digits: Scanner, members: int, found: set[str]) -> None:
    scanner = replace(five_digits, limits=Limits(members=4))
    content = zipped({f"{at:x}.txt": "a word" for at in range(members)})
    assert kinds(scanner.findings_in("a.zip", content)) == found


def test_an_archive_may_hold_all_data_of_a_large_site(five_digits: Scanner) -> None:
    content = zipped({f"{at:x}.txt": "a word" for at in range(4 * 4_000)})
    assert five_digits.findings_in("a.zip", content) == []


_HELD = b"<< /A 1 >>".ljust(452) + b"<< /B 2 0 R >>".ljust(68) + b"<< /C 3 >>"


def test_numbers_and_places_of_a_pdfs_objects_are_no_statement(five_digits: Scanner) -> None:
    written = _pdf_with_objects(b"56 0 57 452 58 520 ", _HELD)
    assert kinds(five_digits.findings_in("a.pdf", written)) == set()


@pytest.mark.parametrize(
    ("table", "held"),
    [
        (b"3 0 57 452 99 520 ", _HELD),
        (b"56 500 57 452 58 520 ", _HELD),
        (b"56 0 57 452 58 9999 ", _HELD),
        (b"56 0 57 452 ", _HELD),
        (b"1 0 2 452 3 520 ", _HELD.replace(b"/B 2 0 R", b"/B 57452")),
        (b"1 0 2 452 3 520 ", _HELD.replace(b"/B 2 0 R", b"/B 57452 0 R")),
        (b"1 0 2 452 3 520 ", _HELD.replace(b">>  ", b">> % 57452", 1)),
    ],
    ids=["out of turn", "falling", "beyond", "one short", "a number", "of no object", "between objects"],
)
def test_what_is_told_by_the_numbers_of_a_pdfs_objects_is_found(
    five_digits: Scanner, table: bytes, held: bytes
) -> None:
    assert "number" in kinds(five_digits.findings_in("a.pdf", _pdf_with_objects(table, held)))


@pytest.mark.parametrize(
    ("old", "new"),
    [(b"\n1 0 obj", b"\n473126 0 obj"), (b"/Length ", b"/Length 473126 %"), (b"startxref\n", b"startxref\n473126\n")],
)
def test_a_number_of_the_format_that_is_not_true_is_found(scanner: Scanner, old: bytes, new: bytes) -> None:
    content = pdf("x")
    assert old in content
    assert "number" in kinds(scanner.findings_in("a.pdf", content.replace(old, new, 1)))


def test_a_pdf_whose_letters_cannot_be_told_is_for_review(scanner: Scanner) -> None:
    writer = PdfWriter(io.BytesIO(pdf("x")))
    font = writer.pages[0]["/Resources"]["/Font"]["/F1"]
    font[NameObject("/Subtype")] = NameObject("/Type0")
    font[NameObject("/Encoding")] = NameObject("/Identity-H")
    written = io.BytesIO()
    writer.write(written)
    assert "whose letters are not known" in str(scanner.findings_in("a.pdf", written.getvalue()))


def _pdf_with_numbering(codespace: str, said: str, *, encoding: str = "", tells: bool = True) -> bytes:
    """A PDF whose letters have numbers of two bytes, by a table of its own or a name, and a table of what they say."""
    writer = PdfWriter(io.BytesIO(pdf("x")))

    def added(data: str) -> IndirectObject:
        stream = DecodedStreamObject()
        stream.set_data(data.encode())
        return writer._add_object(stream.flate_encode())  # noqa: SLF001  # no other way to add one

    letters = sorted(set(said))
    mapped = "\n".join(f"<{at:04x}> <{ord(letter):04x}>" for at, letter in enumerate(letters, 1))
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type0")})
    font[NameObject("/BaseFont")] = NameObject("/Own")
    table = f"begincmap 1 begincodespacerange {codespace} endcodespacerange endcmap"
    font[NameObject("/Encoding")] = NameObject(encoding) if encoding else added(table)
    if tells:
        font[NameObject("/ToUnicode")] = added(
            f"begincmap 1 begincodespacerange <0000> <ffff> endcodespacerange "
            f"{len(letters)} beginbfchar\n{mapped}\nendbfchar endcmap"
        )
    page_of = writer.pages[0]
    page_of["/Resources"]["/Font"][NameObject("/F2")] = writer._add_object(font)  # noqa: SLF001  # as above
    drawn = "".join(f"{letters.index(letter) + 1:04x}" for letter in said)
    page_of[NameObject("/Contents")] = added(f"BT /F2 12 Tf 10 10 Td <{drawn}> Tj ET")
    file = io.BytesIO()
    writer.write(file)
    return file.getvalue()


@pytest.mark.parametrize("encoding", ["", "/Identity-H"])
def test_letters_that_a_pdf_numbers_by_a_table_of_its_own_are_read(scanner: Scanner, encoding: str) -> None:
    content = _pdf_with_numbering("<0000> <ffff>", "It was 473126 of all.", encoding=encoding)
    assert "number" in kinds(scanner.findings_in("a.pdf", content))
    clean = _pdf_with_numbering("<0000> <ffff>", "It was 1 of all.", encoding=encoding)
    assert scanner.findings_in("a.pdf", clean) == []


@pytest.mark.parametrize(
    ("codespace", "encoding"),
    [("<00> <80> <8140> <fefe>", ""), ("<000000> <ffffff>", ""), ("", ""), ("<0000> <ffff>", "/Own-Numbering-H")],
    ids=["of several lengths", "of three bytes", "of none", "by a name"],
)
def test_letters_whose_numbers_have_no_length_that_is_known_are_for_review(
    scanner: Scanner, codespace: str, encoding: str
) -> None:
    content = _pdf_with_numbering(codespace, "It was 1 of all.", encoding=encoding)
    assert "whose letters are not known" in str(scanner.findings_in("a.pdf", content)[0])


@pytest.mark.parametrize(("text", "step"), [("235235235", (12, 0)), ("2356899", (0, -30)), ("2356899", (40, 70))])
def test_letters_that_a_pdf_draws_as_outlines_are_for_review_wherever_they_are_moved_to(
    scanner: Scanner, text: str, step: tuple[int, int]
) -> None:
    (finding,) = scanner.findings_in("a.pdf", scripted(outlined_pdf(text, step).encode(), "/Stamp"))
    assert "outlines, in which letters may be drawn" in str(finding)


def test_a_row_of_letters_of_which_one_form_alone_bends_is_for_review_where_it_is_moved_to(scanner: Scanner) -> None:
    drawn = {"4": "0 0 m 6 0 l 5 8 l 4 8 l 4 -2 l 5 -2 l 1 1 l h f", "7": "0 8 m 6 8 l 2 -2 l 1 -2 l 5 7 l 0 7 l h f"}
    row = " ".join(
        f"q 1 0 0 1 {12 * at} 300 cm {drawn[letter]} Q" if letter in drawn else _dot(12 * at + 3, 303, 5)
        for at, letter in enumerate("0470470")
    )
    (finding,) = scanner.findings_in("a.pdf", scripted(row.encode(), "/Stamp"))
    assert "outlines, in which letters may be drawn" in str(finding)


def test_letters_behind_a_path_that_is_too_long_to_follow_are_for_review(scanner: Scanner) -> None:
    dots = "1 0 m 1 1 1 1 0 1 c -1 1 -1 1 -1 0 c " * 2_000  # of one form, and without an end
    (finding,) = scanner.findings_in("a.pdf", scripted(f"{dots}h f".encode(), "/Stamp"))
    assert "outlines, in which letters may be drawn" in str(finding)


def _dot(x: int, y: int, radius: float) -> str:
    """A circle of four curves, moved to its place."""
    r, k = radius, 0.5523 * radius
    corners = (
        f"{r} {k} {k} {r} 0 {r} c -{k} {r} -{r} {k} -{r} 0 c -{r} -{k} -{k} -{r} 0 -{r} c {k} -{r} {r} -{k} {r} 0 c"
    )
    return f"q 1 0 0 1 {x} {y} cm {r} 0 m {corners} h f Q"


def test_dots_of_a_chart_in_a_pdf_are_no_letters(scanner: Scanner) -> None:
    drawn = " ".join(_dot(40 * at, 300 + 17 * (at % 5), 3 + at % 2) for at in range(14))
    assert scanner.findings_in("a.pdf", scripted(drawn.encode(), "/Stamp")) == []


@pytest.mark.parametrize("name", ["a.html", "a.xml"])
def test_what_a_large_document_holds_between_its_brackets_is_read(scanner: Scanner, name: str) -> None:
    filled = "<p>a word and a word</p>\n" * 400_000
    hidden = "".join(f'<b v="{cell}"/>' for cell in COLUMN)
    findings = scanner.findings_in(name, f"<r>{filled}{hidden}<!-- {SENTENCE} --></r>".encode())
    assert {"number", "run of numbers", "run of words", "name"} <= kinds(findings)


def test_a_wide_table_is_read_to_its_last_column(scanner: Scanner) -> None:
    rows = "\n".join(",".join(["a"] * 90 + [f"{cell}"]) for cell in COLUMN)
    assert "run of numbers" in kinds(scanner.findings_in("a.csv", rows.encode()))


def test_a_place_does_not_name_what_is_withheld(scanner: Scanner) -> None:
    for name, content in (
        ("a.json", b'{"Gorsewhistle": [473126]}'),
        ("a.xml", b"<r><Gorsewhistle>473126</Gorsewhistle></r>"),
        ("a.html", page('<b data-gorsewhistle="it is 473126">x</b>')),
        ("a.xlsx", book(more={"xl/Gorsewhistle.xml": "<r>473126</r>"})),
    ):
        findings = scanner.findings_in(name, content)
        assert "number" in kinds(findings)
        assert not [each for each in findings if "orsewhistle" in f"{each}"]


def test_a_pdf_that_goes_round_in_circles_is_ended(scanner: Scanner) -> None:
    content = pdf("x").replace(b"/Kids [ 3 0 R ]", b"/Kids [ 1 0 R ]")
    assert verdict(scanner.findings_in("a.pdf", content)) in {Verdict.REVIEW, Verdict.PASS}


_BIG = """
import re, sys
from pathlib import Path
from assess.audit import Scanner, Withheld
def peak():
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) // 1024
root, pack, file = map(Path, sys.argv[1:])
known = Withheld(root, "public", (root / "data/public",), (pack / "partner", pack / "internal")).fingerprints()
known.prepare()
before = peak()
found = Scanner(known).scan(file).findings
print(*sorted({finding.kind for finding in found}), sep=",")
print(peak() - before)
"""


def test_a_large_file_is_read_in_bounded_memory(partnership: Path, pack: Path, tmp_path: Path) -> None:
    megabytes = 60
    line = "a line of a log with nothing in it that anybody would look for, as most lines are\n"
    file = tmp_path / "large.log"
    with file.open("w", encoding="utf-8") as written:
        for part in range(megabytes):
            written.write(line * (1024 * 1024 // len(line)))
            if part == megabytes // 2:
                written.write("; ".join(map(str, COLUMN)) + "\n")
    start = time.monotonic()
    ended = subprocess.run(
        [sys.executable, "-c", _BIG, *map(str, (partnership, pack, file))], capture_output=True, text=True, check=False
    )
    assert ended.stderr == ""
    found, grown = ended.stdout.splitlines()
    print(f"{megabytes} MB in {time.monotonic() - start:.1f} s, {grown} MB more memory")
    assert {"number", "run of numbers"} <= set(found.split(","))
    assert int(grown) < 0.8 * megabytes


def test_two_hundred_mixed_files_take_seconds(withheld: Withheld, tmp_path: Path) -> None:
    names = [name for name in CHANNELS if not name.startswith("name of a file")]
    noise = random.Random(5)  # noqa: S311  # the same noise each time
    for at in range(200):
        text = "; ".join(str(noise.randrange(10, 9999)) for _ in range(60))
        channel = names[at % len(names)]
        name, content = CHANNELS[channel](text if channel != "name of a member" else "a")
        (tmp_path / f"{at}-{name}").write_bytes(content)
    start = time.process_time()  # on the wall it would tell of the other work of the machine
    report = Scanner(withheld.fingerprints()).scan(tmp_path)
    took = time.process_time() - start
    print(f"200 files in {took:.1f} s")
    assert sum(report.read.values()) == 200
    assert took < 10


@pytest.mark.parametrize("edition", ["public", "partner"])
def test_a_clean_site_raises_no_alarm(partnership: Path, pack: Path, sites: Path, edition: str) -> None:
    seen = () if edition == "public" else ("partner",)
    hidden = [name for name in ("partner", "internal") if name not in seen]
    open_data = (partnership / "data" / "public", *(pack / name for name in seen))
    known = Withheld(partnership, edition, open_data, tuple(pack / name for name in hidden)).fingerprints()
    # Closed is the stricter way, in which every word has to be known.
    report = Scanner(known, closed=True, trusted=theme_digests()).scan(sites / edition)
    assert report.findings == []
    assert sum(report.read.values()) >= sum(path.is_file() for path in (sites / edition).rglob("*")) > 0


def git(repository: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "core.hooksPath=/dev/null")
    subprocess.run(["git", *identity, *arguments], cwd=repository, check=True, capture_output=True)


@pytest.fixture
def audited(small: Path, assess_here: Run) -> Audited:
    """`assess audit` in a small project: its exit code, what it printed, and what it said on standard error."""
    return functools.partial(assess_here, small, "audit")


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    git(folder, "init", "-q")
    return folder


def test_history_is_read_though_the_file_is_gone(audited: Audited, repository: Path) -> None:
    (repository / "a.csv").write_text("a;473126;263248;841716;626932\n", "utf-8")
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "one")
    (repository / "a.csv").write_text("nothing\n", "utf-8")
    git(repository, "commit", "-qam", "It was at Quillhaven Halt")
    code, out, err = audited(repository, "--git", "--restricted", "data/sample")
    assert (code, err) == (1, "")
    assert "a.csv (" in out
    assert "message of commit" in out
    assert "473126" not in out
    assert "Quillhaven" not in out


def test_names_in_history_are_read_also_where_files_are_alike(audited: Audited, repository: Path) -> None:
    for name in ("a.csv", "of Quillhaven Halt.csv"):
        (repository / name).touch()
    git(repository, "add", ".")
    git(repository, "commit", "-qm", "one")
    git(repository, "branch", "about-473126")
    git(repository, "tag", "Osprelling")
    _, out, err = audited(repository, "--git", "--restricted", "data/sample")
    assert err == ""
    assert "names in folder" in out
    assert "names of branches and tags: holds a number" in out
    assert "names of branches and tags: holds a name" in out


def test_who_wrote_a_commit_is_read(audited: Audited, repository: Path) -> None:
    git(repository, "commit", "-q", "--allow-empty", "-m", "one", "--author", "Osprelling <a@b.c>")
    assert "message of commit" in audited(repository, "--git", "--restricted", "data/sample")[1]


def test_what_is_staged_is_read_and_the_rest_is_not(audited: Audited, repository: Path) -> None:
    (repository / "a.txt").write_text("nothing\n", "utf-8")
    git(repository, "add", ".")
    (repository / "a.txt").write_text("473126\n", "utf-8")
    assert audited(repository, "--staged", "--restricted", "data/sample")[0] == 0
    git(repository, "add", ".")
    code, out, _ = audited(repository, "--staged", "--restricted", "data/sample")
    assert code == 1
    assert "a.txt (" in out


def test_the_hook_stops_a_commit_of_restricted_content(small: Path, root: Path) -> None:
    shutil.copytree(root / ".githooks", small / ".githooks")
    (small / ".venv" / "bin").mkdir(parents=True)
    (small / ".venv" / "bin" / "assess").symlink_to(Path(sys.executable).with_name("assess"))
    (small / ".gitignore").write_text("/.venv\n/data/sample\n/.cache\n", "utf-8")
    identity = ["git", "-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "core.hooksPath=.githooks"]
    subprocess.run([*identity, "init", "-q"], cwd=small, check=True)
    environ = environment({"ASSESS_RESTRICTED": str(small / "data" / "sample")})
    (small / "notes.md").write_text("Thefts came to 473,126.\n", "utf-8")
    subprocess.run([*identity, "add", "notes.md"], cwd=small, check=True)
    commit = [*identity, "commit", "-qm", "notes"]
    stopped = subprocess.run(commit, cwd=small, env=environ, capture_output=True, text=True, check=False)
    assert stopped.returncode == 1
    assert "notes.md" in stopped.stdout + stopped.stderr
    (small / "notes.md").write_text("Nothing.\n", "utf-8")
    subprocess.run([*identity, "add", "notes.md"], cwd=small, check=True)
    assert subprocess.run(commit, cwd=small, env=environ, capture_output=True, check=False).returncode == 0


def test_the_hook_stops_a_merge_of_restricted_content(small: Path, root: Path) -> None:
    shutil.copytree(root / ".githooks", small / ".githooks")
    (small / ".venv" / "bin").mkdir(parents=True)
    (small / ".venv" / "bin" / "assess").symlink_to(Path(sys.executable).with_name("assess"))
    (small / "notes.md").write_text("Nothing.\n", "utf-8")
    git(small, "init", "-q")
    git(small, "add", ".githooks", "notes.md")
    git(small, "commit", "-qm", "one")
    git(small, "checkout", "-qb", "other")
    (small / "more.md").write_text("Thefts came to 473,126.\n", "utf-8")
    git(small, "add", "more.md")
    git(small, "commit", "-qm", "two")
    git(small, "checkout", "-q", "-")
    environ = environment({"ASSESS_RESTRICTED": str(small / "data" / "sample")})
    identity = ["git", "-c", "user.name=A", "-c", "user.email=a@b.c", "-c", "core.hooksPath=.githooks"]
    merge = [*identity, "merge", "--no-ff", "-qm", "three", "other"]
    stopped = subprocess.run(merge, cwd=small, env=environ, capture_output=True, text=True, check=False)
    assert stopped.returncode == 1
    assert "more.md" in stopped.stdout + stopped.stderr


def test_a_name_that_is_no_text_is_told_in_one_line(audited: Audited, tmp_path: Path) -> None:
    folder = tmp_path / "odd"
    folder.mkdir()
    for name in (b"\xff 473126.txt", b"a\npass: 263248.txt"):
        (folder / os.fsdecode(name)).touch()
    code, out, err = audited(folder, "--restricted", "data/sample")
    assert (code, err) == (1, "")
    assert "fail: \\udcff" in out
    assert "fail: a\\npass" in out
    told = json.loads(audited(folder, "--restricted", "data/sample", "--json")[1])
    assert len(told["findings"]) == 2


def test_a_folder_that_holds_nothing_or_cannot_be_listed_is_not_passed_over(
    scanner: Scanner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "Quillhaven Halt").mkdir()
    (tmp_path / "locked").mkdir()
    listed = os.scandir

    def refusing(path: str) -> object:
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied", path)
        return listed(path)

    monkeypatch.setattr(os, "scandir", refusing)
    findings = scanner.scan(tmp_path).findings
    assert {(each.file, each.kind) for each in findings} == {("Quillhaven Halt", "name"), ("locked", "unreadable")}


def test_the_command_says_what_it_read_and_found(audited: Audited, tmp_path: Path) -> None:
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "a.txt").write_text("Mail for Quillhaven Halt, 473,126 of it", "utf-8")
    (folder / "b.bin").write_bytes(b"\0\1")
    code, out, _ = audited(folder, "--restricted", "data/sample")
    assert code == 1
    assert "fail: a.txt: holds a number of partner/rail-offences-by-type.csv" in out
    assert "review: b.bin: is a kind of file" in out
    assert "Read 2 files: 1 text, 1 unknown" in out
    assert "473" not in out
    assert "473126" in audited(folder, "--restricted", "data/sample", "--show-values")[1]
    told = json.loads(audited(folder, "--restricted", "data/sample", "--json")[1])
    assert told["verdict"] == "fail"
    assert {finding["file"] for finding in told["findings"]} == {"a.txt", "b.bin"}
    (folder / "b.bin").unlink()
    assert audited(folder, "--restricted", "data/sample", "--target", "partner")[0] == 0


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["docs"],
        ["nowhere", "--restricted", "data/sample"],
        ["docs", "--restricted", "data/sample", "--target", "nobody"],
    ],
)
def test_a_command_that_cannot_be_carried_out_is_told(audited: Audited, arguments: list[str]) -> None:
    code, _, err = audited(*arguments)
    assert code == 2
    assert err


def test_what_a_repository_keeps_beside_its_objects_is_read_or_is_for_review(
    audited: Audited, repository: Path
) -> None:
    def git(*arguments: str) -> str:
        ended = subprocess.run(["git", *arguments], cwd=repository, check=True, capture_output=True, text=True)
        return ended.stdout.strip()

    (repository / "hidden.txt").write_text("It was 473,126.", "utf-8")
    (repository / "shown.txt").write_text("nothing", "utf-8")
    git("replace", git("hash-object", "-w", "hidden.txt"), git("hash-object", "-w", "shown.txt"))
    (repository / "hidden.txt").unlink()
    large = repository / ".git" / "lfs" / "objects" / "ab" / "cd" / "abcd0123"
    large.parent.mkdir(parents=True)
    large.write_text("It was 473,126.", "utf-8")
    (repository / ".git" / "modules" / "more").mkdir(parents=True)
    code, out, _ = audited(repository, "--git", "--restricted", "data/sample")
    assert code == 1
    assert "fail: large file abcd0123: holds a number" in out
    assert "fail: a file without a name" in out
    assert "review: submodule more" in out


@pytest.mark.parametrize(
    "place",
    [
        "addp-hunk-edit.diff",
        "TAG_EDITMSG",
        "lost-found/other/abc",
        "rr-cache/ab/preimage",
        "annex/objects/x/k",
        "hooks/pre-commit.sample",
        "objects/pack/saved.txt",
        "objects/info/more",
        "worktrees/w/COMMIT_EDITMSG",
        "lfs/tmp/unsent",
        "../elsewhere/objects/ab/cd/abcd0123",
    ],
)
def test_every_file_of_a_repository_is_read(audited: Audited, repository: Path, place: str) -> None:
    file = repository / ".git" / place
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("It was nothing.", "utf-8")
    git(repository, "config", "lfs.storage", str(repository / "elsewhere"))
    assert "fail: " not in audited(repository, "--git", "--restricted", "data/sample")[1]
    file.write_text("It was 473,126.", "utf-8")
    assert "fail: " in audited(repository, "--git", "--restricted", "data/sample")[1]


def test_what_objects_name_and_a_repository_does_not_hold_is_for_review(
    audited: Audited, repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    oid = hashlib.sha256(b"a large file").hexdigest()
    pointer = f"version https://git-lfs.github.com/spec/v1\noid sha256:{oid}\nsize 12\n"
    (repository / "large.csv").write_text(pointer, "utf-8")
    git(repository, "add", ".")
    git(repository, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},vendor")
    git(repository, "commit", "-qm", "one")
    (repository / "Quillhaven Halt.txt").touch()
    git(repository, "add", "Quillhaven Halt.txt")
    other = repository.parent / "other"
    other.mkdir()
    git(other, "init", "-q")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    out = audited(repository, "--git", "--restricted", "data/sample")[1]
    assert f"review: large file {oid[:10]}: is not read" in out
    assert "review: submodule vendor: is not read" in out
    assert "fail: names of files that are about to be committed: holds a name" in out
    held = repository / ".git" / "lfs" / "objects" / oid[:2] / oid[2:4] / oid
    held.parent.mkdir(parents=True)
    held.write_bytes(b"a large file")
    assert "large file" not in audited(repository, "--git", "--restricted", "data/sample")[1]


def test_records_of_people_in_a_site_are_told_apart_from_a_pack(audited: Audited, small: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "index.html").write_text('<html><meta name="edition" content="public"></html>', "utf-8")
    made_up = "".join(f"Theft,RM{at} 1AB\r\n" for at in range(9))
    (site / "theft.csv").write_text(f"Theft,Place\r\n{made_up}", "utf-8")
    code, out, _ = audited(site, "--restricted", "data/sample")
    assert code == 1
    assert "theft.csv: holds what looks like a postcode, in 9 cells of a column that nobody declared safe" in out
    assert "Columns that look like records of people: 1." in out
    assert "RM1" not in out
    (small / "data" / "public" / "stations.yaml").write_text(
        "columns: {place: {title: Place, safe: {by: A steward, why: stations}}}\n", "utf-8"
    )
    assert "people" not in audited(site, "--restricted", "data/sample")[1]


def test_a_file_inside_several_archives_is_found_in_each_and_what_was_clean_hides_nothing(scanner: Scanner) -> None:
    leak, clean = ", ".join(map(str, COLUMN)), "a word; 12; 7"
    one, two = zipped({"x.txt": leak, "y.txt": clean}), zipped({"z.txt": leak, "x.txt": leak, "y.txt": clean})
    for content, more in ((two, 8), (one, 2), (two, 8)):  # small members are read together too
        findings = scanner.findings_in("a.zip", content)
        assert kinds(findings, OF_COLUMN) >= RUNS
        [run] = [each for each in findings if each.kind == "run of numbers"]
        assert f"and in {more} more places" in run.place
    assert scanner.findings_in("clean.zip", zipped({"y.txt": clean})) == []
    assert kinds(scanner.findings_in("y.zip", zipped({"y.txt": leak})), OF_COLUMN) >= RUNS


def test_a_file_that_was_read_inside_an_archive_is_still_too_deep_inside_others(scanner: Scanner) -> None:
    inner = zipped({"y.txt": "a word; 12; 7"})
    assert scanner.findings_in("a.zip", zipped({"b.zip": inner})) == []
    deep = inner
    for _ in range(scanner.limits.depth):
        deep = zipped({"b.zip": deep})
    assert {each.verdict for each in scanner.findings_in("a.zip", deep)} == {Verdict.REVIEW}


def test_what_a_site_holds_too_is_not_read_again_in_its_archive_and_is_where_it_is_read_otherwise(
    scanner: Scanner,
) -> None:
    clean = b"a,b\nword,12\n"
    assert scanner.findings_in("data/x.csv", clean) == []
    with patch("assess.audit.scanner.parts", side_effect=parts) as read:
        assert scanner.findings_in("all.zip", zipped({"x.csv": clean.decode()})) == []
    assert [call.args[0].name for call in read.call_args_list] == ["all.zip"]
    joined = "; ".join("<b></b>".join(str(number)) for number in COLUMN)
    assert scanner.findings_in("x.txt", joined.encode()) == []
    assert kinds(scanner.findings_in("all.zip", zipped({"x.html": joined})), OF_COLUMN) >= RUNS


def test_a_file_that_carries_another_is_still_too_deep_inside_archives(scanner: Scanner) -> None:
    carries = b64encode(b"some words, and 12 of 34 more of them in a letter").decode()
    assert scanner.findings_in("x.txt", carries.encode()) == []
    deep: str | bytes = carries
    name = "x.txt"
    for _ in range(scanner.limits.depth - 1):
        deep, name = zipped({name: deep}), "y.zip"
    assert isinstance(deep, bytes)
    assert {each.verdict for each in scanner.findings_in("a.zip", deep)} == {Verdict.REVIEW}


@pytest.mark.parametrize("end", ["?>", " standalone='yes'?>"])
def test_xml_that_declares_what_it_is_written_in_is_read_once(end: str) -> None:
    def channels(text: str) -> set[str]:
        return {part.channel for part in xml_parts(text) if isinstance(part, Passage)}

    opening = f"<?xml version='1.0' encoding='UTF-8'{end}"
    assert channels(f"{opening}<a>143</a>") == {"text"}
    for other in ("version='1.7'", "encoding='a143-97-268'"):
        name = other.partition("=")[0]
        changed = re.sub(rf"{name}='[^']*'", other, opening)
        assert "source, inside tags" in channels(f"{changed}<a>143</a>")
