"""Corrections on the page itself: a dated notice, a mark beside each number, and the day of the last one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from assess.lineage.page_reader import Bound, Page
from macros.language import site_map
from macros.phrasebook.phrases import Phrases, phrases_of
from redaction.corrections import Correction

PAGE, FEED = "corrections.md", "corrections.xml"
_NUMBER = re.compile(r"<data\b.*?</data>", re.DOTALL)
_HEADING = re.compile(r"</h1>")
_SIGNED = re.compile(r'(<p class="citation">[^<]*\d{4})(?=\.)')
_NEVER = re.compile(r'(<span class="last-corrected">)[^<]*')
_TOP = "index.md"
_FEED_LINK = Markup('<link rel="alternate" type="application/atom+xml" title="{}" href="{}">\n</head>')
_NOTICE = Markup(
    '<div class="correction correction--notice" role="note" id="correction-{id}">'
    "<p><strong>{on}</strong> {wrong}</p>{changes}<p>{matters}</p>"
    '<p><a href="{all}#correction-{id}">{listed}</a></p></div>'
)
_MARK = Markup('<span class="correction"> <a class="correction" href="#correction-{}">{}</a></span>')


@dataclass(frozen=True)
class Corrections:
    """The corrections of an edition, the newest first."""

    every: tuple[Correction, ...] = ()

    def on(self, address: str) -> tuple[Correction, ...]:
        """Those on the page at an address."""
        return tuple(each for each in self.every if address in map(address_of, each.pages))

    def of(self, number: Bound) -> Correction | None:
        """The one that says what a number on a page is now."""
        found = (each for each in self.on(number.page) if says(each, number.cells, number.text))
        return next(found, None)


def in_order(corrections: Iterable[Correction]) -> Corrections:
    """Corrections, the newest first; those of a day as they are written."""
    return Corrections(tuple(sorted(corrections, key=lambda each: each.day, reverse=True)))


def says(correction: Correction, cells: Iterable[str], text: str) -> bool:
    """Whether a correction says that a number from some cells is this text now."""
    named = set(cells)
    return any(each.now == text and each.cells and set(each.cells) == named for each in correction.changes)


def address_of(page: str) -> str:
    """The address of a page by its path under docs/, as a page that is read says it."""
    return site_map.address(page, _TOP).lstrip("/") or "./"


def changes_html(correction: Correction, say: Phrases) -> Markup:
    """What was wrong and what it is now, as a list; nothing where a correction has words alone."""
    items = [
        Markup("<li>{}{}</li>").format(
            f"{each.of}: " if each.of else "", say("correction.changed", was=each.was, now=each.now)
        )
        for each in correction.changes
    ]
    return Markup("<ul>{}</ul>").format(Markup().join(items)) if items else Markup()


def with_corrections(html: str, page: Page, corrections: Corrections) -> str:
    """A page with its corrections; in an edition that has none it stays as it is."""
    if not corrections.every:
        return html
    top = site_map.to_the_top(_path_of(page.address))
    here, say = corrections.on(page.address), phrases_of(page.language)
    if page.address.endswith("/"):  # the page for what is not found is shown at any address
        html = html.replace("</head>", _FEED_LINK.format(say("correction.title"), f"{top}{FEED}"), 1)
    if here:
        numbers = iter(page.numbers)
        html = _NUMBER.sub(lambda match: match[0] + _mark(next(numbers), corrections, say), html)
        notices = "".join(_notice(each, f"{top}{address_of(PAGE)}", say) for each in here)
        html = _HEADING.sub(lambda match: match[0] + notices, html, count=1)
    newest = str(_last_corrected(corrections.every, f"{top}{address_of(PAGE)}", say))  # a Markup would escape the page
    html = _NEVER.sub(lambda match: match[1] + newest, html)
    last = here or (corrections.every if page.address == "./" else ())
    return _SIGNED.sub(lambda match: match[1] + _last(last, say), html, count=1) if last else html


def _notice(correction: Correction, every: str, say: Phrases) -> Markup:
    return _NOTICE.format(
        id=correction.id,
        on=say("correction.on", day=say.day(correction.day)),
        wrong=correction.wrong,
        changes=changes_html(correction, say),
        matters=correction.matters,
        all=every,
        listed=say("correction.all"),
    )


def _mark(number: Bound, corrections: Corrections, say: Phrases) -> str:
    """The mark of a number that was corrected; none inside a link, which may not hold another."""
    found = None if number.linked else corrections.of(number)
    return str(_MARK.format(found.id, say("correction.mark"))) if found else ""


def _last(corrections: Sequence[Correction], say: Phrases) -> str:
    return say("correction.last", day=say.day(max(each.day for each in corrections)))


def _last_corrected(corrections: Sequence[Correction], every: str, say: Phrases) -> Markup:
    """What stands in place of "no number has been corrected since"."""
    day = say.day(max(each.day for each in corrections))
    link = Markup('<a href="{}">{}</a>').format(every, say("correction.listed_link"))
    return say.html("correction.listed", day=day, link=link)


def _path_of(address: str) -> str:
    """The path under docs/ of a page, as far as the way to the top goes."""
    return f"{address.rstrip('/')}.md" if address not in ("./", "404.html") else _TOP
