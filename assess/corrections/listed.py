"""All corrections of an edition: a page that lists them, and a feed (Atom, RFC 4287) for who wants to be told."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from markupsafe import Markup

from assess.corrections.marked import FEED, PAGE, Corrections, address_of, changes_html
from macros.language import site_map
from macros.pages.page import PageFile
from macros.phrasebook.phrases import Phrases
from redaction.corrections import Correction
from redaction.policy import Edition

_PAGE = """\
---
title: {title}
description: {description}
---

{description} {follow}

{entries}
"""
_ENTRY = Markup(
    '<section class="correction correction--entry" id="correction-{id}">\n<h2>{day}</h2>\n'
    "<p>{wrong}</p>\n{changes}\n<p>{matters}</p>\n<p>{where}</p>\n</section>"
)
_FEED = Markup("""\
<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{language}">
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


def corrections_page(corrections: Corrections, titles: Mapping[str, str], say: Phrases) -> PageFile:
    """The page that lists all; `titles` are those of pages by their paths."""
    entries = "\n\n".join(_entry(each, titles, say) for each in corrections.every)
    told = {"title": say("correction.title"), "description": say("correction.description")}
    follow = say("correction.follow", feed=f"[{say('correction.feed')}]({FEED})")
    return PageFile(PAGE, _PAGE.format(**told, follow=follow, entries=entries))


def feed(corrections: Corrections, edition: Edition, site: str, author: str, say: Phrases) -> str:
    """The feed of an edition, with addresses in full where the edition has one."""
    top = f"{edition.address.rstrip('/')}/" if edition.address else ""
    page = f"{top}{address_of(PAGE)}"
    name = uuid.uuid5(uuid.NAMESPACE_URL, f"{site} {edition.id} corrections")
    entries = [
        _FEED_ENTRY.format(
            id=uuid.uuid5(name, each.id).urn,
            title=say("correction.on_feed", day=say.day(each.day), wrong=each.wrong),
            updated=f"{each.day}T00:00:00Z",
            page=f"{page}#correction-{each.id}",
            content=str(Markup("<p>{}</p>{}<p>{}</p>").format(each.wrong, changes_html(each, say), each.matters)),
        )
        for each in corrections.every
    ]
    return str(
        _FEED.format(
            id=name.urn,
            language=say.tag,
            title=say("correction.feed_title", site=site, edition=edition.name),
            updated=f"{corrections.every[0].day}T00:00:00Z",
            author=author,
            own=f"{top}{FEED}",
            page=page,
            entries=Markup("\n").join(entries),
        )
    )


def _entry(correction: Correction, titles: Mapping[str, str], say: Phrases) -> str:
    links = [
        Markup('<a href="{}">{}</a>').format(site_map.address(page, PAGE), titles.get(page, page))
        for page in correction.pages
    ]
    entry = _ENTRY.format(
        id=correction.id,
        day=say.day(correction.day),
        wrong=correction.wrong,
        changes=changes_html(correction, say),
        matters=correction.matters,
        where=say.html("correction.where", pages=Markup(", ").join(links)),
    )
    return "\n".join(line for line in str(entry).splitlines() if line.strip())
