"""What a PDF says beside what its pages say: the words, numbers and signs of both, counted; and what checkers find."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pdfua
import pypdf
from lxml import etree, html

OF_A_SCREEN = ("headerlink", "on-this-page", "lineage", "figure__cite", "citation", "pdf-copy")
OF_A_SCREEN += ("figure__downloads", "figure__pictures", "figure__embed")
OF_A_SCREEN += ("figure-list__picture", "leave", "to-top", "of-what")
OF_A_SCREEN += ("differs",)  # where the site has no address of its own on the web
_TOKEN = re.compile(r"[^\W\d]+|\d+|[^\w\s]")
# on each sheet of a table, on each part of a wide one, and in the contents
_SAID_AGAIN = ".//thead | .//tbody/tr/th | .//h1 | .//h2 | .//h3 | .//h4 | .//h5 | .//h6"


def sheets(reader: pypdf.PdfReader) -> list[str]:
    """The text of each sheet."""
    return [page.extract_text() for page in reader.pages]


def article(page: Path) -> etree._Element:
    """What a page says on paper: its article without what only a screen has."""
    found = html.fromstring(page.read_text("utf-8")).find(".//article")
    for part in [*found.iter("script", "title", "desc"), *found.iter("*")]:
        of_a_screen = set((part.get("class") or "").split()) & {*OF_A_SCREEN} or part.get("aria-hidden") == "true"
        if (
            (of_a_screen and part.tag != "svg") or part.tag in ("script", "title", "desc")
        ) and part.getparent() is not None:
            part.drop_tree()
    for shown in found.xpath(".//details[@class='figure__table']/summary"):
        shown.drop_tree()
    return found


def words(part: etree._Element) -> str:
    """The words of a part of a page, as one line."""
    return " ".join("".join(part.itertext()).split())


def tokens(text: str) -> Counter[str]:
    """The words, numbers and signs of a text."""
    return Counter(_TOKEN.findall(text))


def said_on(page: Path) -> Counter[str]:
    """The same of a page on paper, with the numbers before the items of its lists."""
    found = article(page)
    text = " ".join(" ".join(part.itertext()) for part in found)
    said = tokens(text.replace("Section ", "", 1))
    for listed in found.iter("ol"):
        said.update(sign for number in range(1, len(listed.findall("li")) + 1) for sign in (str(number), "."))
    return said


def differences(reader: pypdf.PdfReader, pages: Sequence[Path], running: str) -> tuple[Counter[str], set[str]]:
    """What the pages say and the sheets after the contents do not, and what only the sheets say.

    `running` is the pattern of the lines at the head and foot of each sheet. Heads of tables and headings may be said
    again, and the addresses of links are listed at the end.
    """
    heads = re.compile(running, re.MULTILINE)
    begins = reader.get_destination_page_number(reader.outline[0])
    on_sheets = tokens("\n".join(heads.sub("", sheet) for sheet in sheets(reader)[begins:]).replace("•", ""))
    on_pages = sum((said_on(page) for page in pages), Counter())
    articles = [article(page) for page in pages]
    again = [" ".join(part.itertext()) for each in articles for part in each.xpath(_SAID_AGAIN)]
    listed = [link.get("href", "") for each in articles for link in each.iter("a")]
    return on_pages - on_sheets, {*(on_sheets - on_pages)} - {
        *tokens(" ".join((*again, *listed, "Addresses of links")))
    }


def boxes(reader: pypdf.PdfReader) -> list[str]:
    """The fonts that show a box for some sign: those for which a table of their own leaves signs out."""
    fonts = {
        font.indirect_reference.idnum: font
        for page in reader.pages
        for font in (each.get_object() for each in page["/Resources"].get("/Font", {}).values())
    }
    return [font["/BaseFont"] for font in fonts.values() if font["/Encoding"] != "/Identity-H"]


# A rule of pdfua that fails on pikepdf 10 before it has looked; that headings have words outloud asks too.
NOT_LOOKED = {"UA-14-001"}
_RUNNING = re.compile(r"OFFICIAL[\w-]*, \w+ edition(?:\. Synthetic data)?$")
_COUNTED = re.compile(r"header cells look shredded: (\d+) header cells against (\d+) data cells")


def faults(papers: Sequence[Path], pages: Iterable[Path]) -> list[str]:
    """What two checkers of accessibility find wrong in PDFs that are made of some pages, but for what is explained."""
    heads = {*tokens(" ".join(" ".join(head.itertext()) for page in pages for head in article(page).iter("thead")))}
    found = []
    for path in papers:
        report = pdfua.validate(str(path))
        found += [f"{path.name}: {each}" for each in report.findings if each.severity is pdfua.Severity.ERROR]
        found += [
            f"{path.name}: {each.rule_id} was not asked" for each in report.skipped if each.rule_id not in NOT_LOOKED
        ]
    for result in _outloud(papers):
        name = Path(result["path"]).name
        found += [f"{name}: {result['error']}"] if result["error"] else []
        found += [
            f"{name}: {each}"
            for each in result["findings"]
            if each["severity"] == "error" and not _is_explained(each, heads)
        ]
    return found


def _outloud(papers: Sequence[Path]) -> list[dict[str, Any]]:
    """What outloud says; it runs as a command, since what it uses is under another licence than ours."""
    command = [Path(sys.executable).with_name("outloud"), *papers, "--json", "-", "--fail-on", "never"]
    said = subprocess.run(command, check=True, capture_output=True, text=True)  # a command of this environment
    results: list[dict[str, Any]] = json.loads(said.stdout)["results"]
    return results


def _is_explained(finding: dict[str, Any], heads: set[str]) -> bool:
    """Whether a finding is one of three that are none.

    A table whose rows have names has more heads than numbers where it has few columns, as each name is a head. And the
    head of a table that goes on over a sheet is read once: where it is drawn again it is no part of what is read. Nor
    are the title and the marking at the head of each sheet.
    """
    if counted := _COUNTED.fullmatch(finding["message"]):
        named, numbers = map(int, counted.groups())
        return any(named - rows >= 2 and numbers == rows * (named - rows - 1) for rows in range(1, named))
    said = finding.get("evidence", "")
    whole = said.rpartition(" ")[0] if said.endswith("\u2026") else said  # the last word may be cut
    is_head = bool(whole) and {*tokens(whole)} <= heads | {";"}
    return finding["rule"] == "TAG-002" and (is_head or bool(_RUNNING.search(said)))
