"""All corrections of an edition: a page that lists them, and a feed (Atom, RFC 4287) for who wants to be told."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from markupsafe import Markup

from assess.corrections.marked import FEED, PAGE, Corrections, address_of, changes_html, day_in_words
from macros.language import site_map
from macros.pages.page import PageFile
from redaction.corrections import Correction
from redaction.policy import Edition

_PAGE = """\
---
title: Corrections
description: What was published here, was wrong and has been corrected, the newest first.
---

What was published here, was wrong and has been corrected, the newest first. You can follow
corrections in a feed reader: [feed of corrections]({feed}).

{entries}
"""
_ENTRY = Markup(
    '<section class="correction correction--entry" id="correction-{id}">\n<h2>{day}</h2>\n'
    "<p>{wrong}</p>\n{changes}\n<p>{matters}</p>\n<p>Where: {pages}</p>\n</section>"
)
_FEED = Markup("""\
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">
<id>{id}</id>
<title>{title}</title>
<updated>{updated}</updated>
<author><name>{author}</name></author>
<link rel="self" href="{own}"/>
<link rel="alternate" href="{page}"/>
{entries}
</feed>
""")
_FEED_ENTRY = Markup("""\
<entry>
<id>{id}</id>
<title>{title}</title>
<updated>{updated}</updated>
<link rel="alternate" href="{page}"/>
<content type="html">{content}</content>
</entry>""")


def corrections_page(corrections: Corrections, titles: Mapping[str, str]) -> PageFile:
    """The page that lists all; `titles` are those of pages by their paths."""
    entries = "\n\n".join(_entry(each, titles) for each in corrections.every)
    return PageFile(PAGE, _PAGE.format(feed=FEED, entries=entries))


def feed(corrections: Corrections, edition: Edition, site: str, author: str) -> str:
    """The feed of an edition, with addresses in full where the edition has one."""
    top = f"{edition.address.rstrip('/')}/" if edition.address else ""
    page = f"{top}{address_of(PAGE)}"
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{site} {edition.id} corrections")
    entries = [
        _FEED_ENTRY.format(
            id=uuid.uuid5(name, each.id).urn,
            title=f"Corrected on {day_in_words(each.day)}: {each.wrong}",
            updated=f"{each.day}T00:00:00Z",
            page=f"{page}#correction-{each.id}",
            content=str(Markup("<p>{}</p>{}<p>{}</p>").format(each.wrong, changes_html(each), each.matters)),
        )
        for each in corrections.every
    ]
    return str(
        _FEED.format(
            id=name.urn,
            title=f"Corrections: {site}, {edition.name}",
            updated=f"{corrections.every[0].day}T00:00:00Z",
            author=author,
            own=f"{top}{FEED}",
            page=page,
            entries=Markup("\n").join(entries),
        )
    )


def _entry(correction: Correction, titles: Mapping[str, str]) -> str:
    links = [
        Markup('<a href="{}">{}</a>').format(site_map.address(page, PAGE), titles.get(page, page))
        for page in correction.pages
    ]
    entry = _ENTRY.format(
        id=correction.id,
        day=day_in_words(correction.day),
        wrong=correction.wrong,
        changes=changes_html(correction),
        matters=correction.matters,
        pages=Markup(", ").join(links),
    )
    return "\n".join(line for line in str(entry).splitlines() if line.strip())
