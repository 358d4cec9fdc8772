"""The page at an address that a page had before: it sends its readers on, without a script."""

from __future__ import annotations

import posixpath

from markupsafe import Markup

from assess.build.bare_page import bare_page, marking_of
from macros.phrasebook.phrases import Phrases
from redaction.policy import Edition

_HEAD = Markup("""\
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex, nofollow, noarchive">
<meta http-equiv="refresh" content="0; url={towards}">
<link rel="canonical" href="{canonical}">""")
_BODY = Markup("""\
<body>
{marking}
<main>
<h1>{moved}</h1>
<p><a href="{towards}">{go}</a></p>
</main>
{marking}
</body>""")


def redirect_page(edition: Edition, site: str, old: str, new: str, say: Phrases) -> str:
    """The page at an old address of an edition, both addresses from the top of the site; `new` may name a place."""
    page, _, place = new.partition("#")
    towards = f"{posixpath.relpath(page or '.', old)}/" + (f"#{place}" if place else "")
    canonical = f"{edition.address.rstrip('/')}/{page}" if edition.address else towards.partition("#")[0]
    head = _HEAD.format(towards=towards, canonical=canonical)
    moved = say("moved.title")
    body = _BODY.format(towards=towards, moved=moved, go=say("moved.go"), marking=marking_of(edition))
    return bare_page(edition, site, say, moved, head=head, body=body)
