"""The examples in the guides, each with what its macros write for the public edition: the guides are written anew."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import lxml.html
from lxml.html import HtmlElement
from markdown import Markdown

from assess.load.editions import needs_pack, policy_of, read_pages
from assess.project.layout import Project
from assess.project.settings import read_settings
from macros.language.site_map import PublishedPage
from macros.pages.page import pages_for, site_map_of
from macros.vocabulary.vocabulary import Vocabulary
from redaction.diagnostics.errors import LookupFailedError, ProblemsFoundError, UsedFailedError
from redaction.diagnostics.explanation import table_of_rules
from redaction.reader import read_folder
from redaction.redact import redact

GUIDES = ("AUTHORING.md", "MACROS.md")
RULES = "guide/reference/rules.md"
_BLOCK = re.compile(r"(?P<call>(?:^ {4}.*\n)+)\n```text\n(?:(?!```).*\n)*```$", re.MULTILINE)
_ROW = re.compile(r"^\| `(?P<call>\{\{ (?P<name>\w+)\(.*?\) \}\})`(?P<note>[^|]*) \| (?P<result>.*) \|$", re.MULTILINE)
_IN_A_ROW = ("n", "change", "difference", "share", "rank", "total", "highest", "lowest", "period", "latest")
_LINES = ("p", "li", "tr", "dt", "dd", "caption", "h2", "h3", "desc")
_SHOWN = 12


def renewed(guide: str, write: Callable[[str], str]) -> str:
    """A guide with what `write` gives for each example: below blocks, and in the second column of tables."""

    def block(found: re.Match[str]) -> str:
        text = "\n".join(line[4:] for line in found["call"].splitlines())
        lines = list(_lines(write(text)))
        more = len(lines) - _SHOWN
        shown = [*lines[:_SHOWN], f"... and {more} more lines"] if more > 1 else lines
        return f"{found['call']}\n```text\n" + "".join(f"{line}\n" for line in shown) + "```"

    def row(found: re.Match[str]) -> str:
        if found["name"] not in _IN_A_ROW:
            return found[0]
        return f"| `{found['call']}`{found['note']} | {' '.join(_lines(write(found['call'])))} |"

    return _ROW.sub(row, _BLOCK.sub(block, guide))


def guides_of(project: Project) -> dict[Path, tuple[str, str]]:
    """Each guide with examples, as it is and as it should be; raises ProblemsFoundError."""
    write = _writer(project)
    guides = {path: path.read_text("utf-8") for path in (project.root / name for name in GUIDES) if path.is_file()}
    rules = project.root / RULES
    told = {rules: (rules.read_text("utf-8"), table_of_rules())} if rules.is_file() else {}
    return {path: (text, renewed(text, write)) for path, text in guides.items()} | told


def _writer(project: Project) -> Callable[[str], str]:
    """What macros write on a page of the public edition that has findings."""
    policy, settings = policy_of(project), read_settings(project)
    place = project.open_data(policy)
    folder = read_folder(place, project.shown(place), policy.open_audience, policy)
    edition = next(each for each in policy.editions.values() if not needs_pack(policy, [each]))
    pages, _, problems = read_pages(project)
    if folder.problems or problems:
        raise ProblemsFoundError([*folder.problems, *problems])
    view = redact(folder.datasets, folder.prose, policy, edition)
    site = site_map_of(settings.sections, pages_for(pages, edition), view)
    here = next((page for page in site.pages if page.findings), PublishedPage("index.md", ""))
    vocabulary = Vocabulary(view, lambda: here, site, draw=lambda *_: "<svg></svg>")

    def write(text: str) -> str:
        try:
            return vocabulary.text(text)
        except UsedFailedError as error:
            raise LookupFailedError(error.rule, f"{error.found} in the example {text}", error.expected) from None

    return write


def _lines(written: str) -> Iterator[str]:
    """What is read of a text that macros wrote, a line for each paragraph, item and row."""
    html = Markdown().convert(written)
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    found = [
        each for each in root.iter(*_LINES) if each.tag == "tr" or not any(True for _ in each.iterdescendants(*_LINES))
    ]
    for each in found:
        text = _cells(each) if each.tag == "tr" else _text(each)
        if text and not any(above.tag == "tr" for above in each.iterancestors()):
            yield f"Chart: {text}" if each.tag == "desc" else text


def _cells(row: HtmlElement) -> str:
    return " | ".join(_text(cell) for cell in row)


def _text(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())
