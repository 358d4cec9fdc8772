"""Texts that are no Markdown: titles, descriptions, and what settings, the glossary and the data say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from assess.lint.slips.elsewhere import signs_of_others
from assess.lint.slips.find import slips_in
from assess.lint.slips.left_over import left_over
from assess.lint.slips.raw_html import has_element
from assess.lint.texts import Text
from macros.language.markdown_text import readable, without_macros
from macros.language.template import Fault
from macros.pages.page import PageFile
from redaction.data.dataset import LABEL, Dataset
from redaction.diagnostics.errors import LookupFailedError, Problem

_PLAIN = "the words alone"
_MARKED = LookupFailedError("markdown-lost", "signs of Markdown in a text that is shown as it is", _PLAIN)
_TAGGED = LookupFailedError("html-refused", "HTML in a text that is shown as it is", _PLAIN)
_COMPUTED = LookupFailedError("macro-place", "a macro in a title or a description", "the words alone")
_SIGNS = re.compile(r"\*\*\S|(?<!\w)\*\w[^*]*\w\*(?!\w)|`[^`]+`|\]\([^)]*\)|^#{1,6} ")


def front_matter_slips(page: PageFile) -> Iterator[Problem]:
    """Slips in the title and the description of a page, which are plain, and in its findings, which are Markdown."""
    if page.matter.yaml and not page.body.strip():
        expected = "its text, or draft: true in its front matter"
        yield Problem("placeholder", page.name, page.text.count("\n"), "a page without a text", expected)
    for key, text, line in page.matters:
        faults = _plain_faults(text) if key in ("title", "description") else slips_in(text)[:1]
        yield from (fault.at(page.name, line) for fault in faults)


def plain_slips(texts: Iterable[Text]) -> Iterator[Problem]:
    """HTML in texts that would show it as it was typed, and what is left over in them from a draft."""
    for each in texts:
        yield from (fault.at(each.file, each.line) for fault in _left_or_tagged(each.text))


def label_slips(data: Iterable[tuple[str, Dataset]]) -> Iterator[Problem]:
    """HTML and Markdown in the names of rows, which are shown as they were typed; each comes with its file."""
    for file, dataset in data:
        for row, each in enumerate(dataset.rows, start=2):
            has_html = _has_html(each.label)
            if has_html or _SIGNS.search(each.label):
                yield (_TAGGED if has_html else _MARKED).at(file, row, f'row {row}, column "{LABEL}"')


def _plain_faults(text: str) -> tuple[Fault, ...]:
    if "{{" in text:
        return (Fault(1, _COMPUTED),)
    return _left_or_tagged(text) or ((Fault(1, _MARKED),) if _SIGNS.search(without_macros(text, "x")) else ())


@cache
def _left_or_tagged(text: str) -> tuple[Fault, ...]:
    """The first that is left over in a text from its draft, or its HTML."""
    plain = readable(text)
    slips = (*left_over(plain), *signs_of_others(plain))
    left = (LookupFailedError(each.rule, each.found, each.expected, each.advice) for each in slips)
    faults = tuple(Fault(1, each) for each in left)[:1]
    return faults or ((Fault(1, _TAGGED),) if _has_html(text) else ())


def _has_html(text: str) -> bool:
    return "<" in text and has_element(without_macros(text, "x"))
