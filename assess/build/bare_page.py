"""A page of an edition without the theme: what sends readers on, and a chart alone."""

from __future__ import annotations

from markupsafe import Markup

from macros.phrasebook.phrases import Phrases
from redaction.policy import Edition

_PAGE = Markup("""\
<!doctype html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="edition" content="{edition}">
{head}
<title>{title} - {site}</title>
</head>
{body}
</html>
""")
_MARKING = Markup('<p class="marking"><strong>{}</strong> {}{}</p>')


def marking_of(edition: Edition) -> Markup:
    """The marking of an edition as every such page shows it, with its handling where it has one."""
    return _MARKING.format(edition.marking, edition.name, f". {edition.handling}" if edition.handling else "")


def bare_page(edition: Edition, site: str, say: Phrases, title: str, *, head: Markup, body: Markup) -> str:
    """A page of an edition in the language of some phrases; `head` and `body` are its own parts, as HTML."""
    return str(_PAGE.format(language=say.tag, edition=edition.id, title=title, site=site, head=head, body=body))
