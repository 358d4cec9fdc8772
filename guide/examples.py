"""The examples in the guide, below each call of a macro what readers of the public edition get; and its page of rules.

Run by `make guide`, it writes them again where data, macros or rules changed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import lxml.html
from lxml.html import HtmlElement
from markdown import Markdown

from assess.load.editions import needs_pack, policy_of
from assess.load.sources import Sources
from assess.project.layout import Project
from macros.language.site_map import PublishedPage
from macros.pages.page import pages_for, site_map_of
from macros.vocabulary.vocabulary import Vocabulary
from redaction.diagnostics.errors import LookupFailedError, ProblemsFoundError, UsedFailedError
from redaction.diagnostics.explanation import page_of_rules
from redaction.redact import redact

ROOT = Path(__file__).resolve().parent.parent
SITE = ROOT / "guide" / "partnership"  # of a partnership that does not exist: whatever an example shows is there
PAGE = ROOT / "guide" / "reference" / "macros.md"
RULES = PAGE.with_name("rules.md")
_EXAMPLE = re.compile(r"^```jinja\n(?P<call>(?:(?!```).*\n)+)```\n\n```text.*\n(?:(?!```).*\n)*```$", re.MULTILINE)
RESULT = '```text title="Readers get"'
_LINES = ("p", "li", "tr", "dt", "dd", "caption", "h2", "h3", "desc")
_SHOWN = 12


def with_results(page: str, write: Callable[[str], str]) -> str:
    """A page with what `write` gives below each example."""

    def example(found: re.Match[str]) -> str:
        lines = list(_lines(write(found["call"].rstrip("\n"))))
        more = len(lines) - _SHOWN
        shown = [*lines[:_SHOWN], f"... and {more} more lines"] if more > 1 else lines
        return f"```jinja\n{found['call']}```\n\n{RESULT}\n" + "".join(f"{line}\n" for line in shown) + "```"

    return _EXAMPLE.sub(example, page)


def writer(project: Project) -> Callable[[str], str]:
    """What macros write on a page of the public edition that has findings; raises ProblemsFoundError."""
    policy = policy_of(project)
    sources = Sources(project, policy)
    folder, docs = sources.open_folder, sources.docs
    edition = next(each for each in policy.editions.values() if not needs_pack(policy, [each]))
    if folder.problems or docs.problems:
        raise ProblemsFoundError([*folder.problems, *docs.problems])
    view = replace(redact(folder.datasets, folder.prose, policy, edition), year=sources.settings.year)
    site = site_map_of(sources.settings.sections, pages_for(docs.pages, edition), view)
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


if __name__ == "__main__":
    PAGE.write_text(with_results(PAGE.read_text("utf-8"), writer(Project(SITE))), "utf-8")
    RULES.write_text(page_of_rules(), "utf-8")
