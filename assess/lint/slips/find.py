"""Every slip in the Markdown of a text, one for each cause."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from assess.lint.slips.addresses import address_slips
from assess.lint.slips.dialect import dialect_slips
from assess.lint.slips.elsewhere import signs_of_others
from assess.lint.slips.inline import inline_slips, note_slips
from assess.lint.slips.left_over import left_over
from assess.lint.slips.lists import list_slips
from assess.lint.slips.places import place_slips
from assess.lint.slips.raw_html import attribute_slips, html_slips
from assess.lint.slips.references import reference_slips
from assess.lint.slips.slip import Slip, blocks_of, once
from macros.language.markdown_text import readable, without_macros
from macros.language.template import Fault
from macros.vocabulary.vocabulary import MACROS
from redaction.diagnostics.errors import LookupFailedError


@cache
def slips_in(text: str) -> tuple[Fault, ...]:
    """The slips of a text, each at its line; none of them quotes the text."""
    plain = readable(text)
    blocks = blocks_of(plain)
    found = [
        *left_over(plain),
        *signs_of_others(plain),
        *place_slips(text),
        *html_slips(readable_but_comments(text)),
        *list_slips(blocks),
        *inline_slips(plain, blocks, MACROS),
        *note_slips(blocks),
        *reference_slips(plain),
        *dialect_slips(without_macros(text, "x"), blocks),
        *attribute_slips(plain),
        *address_slips(plain),
    ]
    return tuple(_faults(_one_a_line(once(found, blocks))))


def readable_but_comments(text: str) -> str:
    """A text with code and macros blanked, its comments where they are."""
    return readable(text.replace("<!--", "<!-\x00")).replace("<!-\x00", "<!--")


def _one_a_line(slips: list[Slip]) -> Iterator[Slip]:
    """The first slip of each line: what else is odd there comes of the same."""
    told: set[int] = set()
    for slip in slips:
        if slip.line not in told:
            told.add(slip.line)
            yield slip


def _faults(slips: Iterator[Slip]) -> Iterator[Fault]:
    for slip in slips:
        error = LookupFailedError(slip.rule, slip.found, slip.expected, slip.advice)
        yield Fault(slip.line, error, last=slip.last)
