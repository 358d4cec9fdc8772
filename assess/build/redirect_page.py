"""The page at an address that a page had before: it sends its readers on, without a script."""

from __future__ import annotations

import posixpath

from markupsafe import Markup

from macros.phrasebook.phrases import Phrases
from redaction.policy import Edition

_MARKING = Markup('<p class="marking"><strong>{}</strong> {}{}</p>')
_PAGE = Markup("""\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="edition" content="{id}">
<meta name="robots" content="noindex, nofollow, noarchive">
<meta http-equiv="refresh" content="0; url={towards}">
<link rel="canonical" href="{canonical}">
<title>{moved} - {site}</title>
</head>
<body>
{marking}
<main>
<h1>{moved}</h1>
<p><a href="{towards}">{go}</a></p>
</main>
{marking}
</body>
</html>
""")


def redirect_page(edition: Edition, site: str, old: str, new: str, say: Phrases) -> str:
    """The page at an old address of an edition, both addresses from the top of the site; `new` may name a place."""
    page, _, place = new.partition("#")
    towards = f"{posixpath.relpath(page or '.', old)}/" + (f"#{place}" if place else "")
    canonical = f"{edition.address.rstrip('/')}/{page}" if edition.address else towards.partition("#")[0]
    handling = f". {edition.handling}" if edition.handling else ""
    marking = _MARKING.format(edition.marking, edition.name, handling)
    told = {"language": say.tag, "moved": say("moved.title"), "go": say("moved.go")}
    return str(_PAGE.format(**told, id=edition.id, towards=towards, canonical=canonical, site=site, marking=marking))
