"""What a PDF says beside what its pages say: the words, numbers and signs of both, counted."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pypdf
from lxml import etree, html

OF_A_SCREEN = ("headerlink", "on-this-page", "lineage", "figure__cite", "citation", "pdf-copy")
OF_A_SCREEN += ("figure__downloads", "figure__pictures", "figure__embed")
OF_A_SCREEN += ("figure-list__picture", "leave", "to-top")
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
        of_a_screen = set((part.get("class") or "").split()) & {*OF_A_SCREEN}
        if (of_a_screen or part.tag in ("script", "title", "desc")) and part.getparent() is not None:
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
