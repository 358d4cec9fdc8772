"""The pages of an earlier year as they are served: each with a banner that leads to the page that took its place."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from assess.build.hosting.csp import check_scripts, scripts_of
from assess.build.hosting.finish import EARLIER, OF_THE_THEME_ALONE
from assess.build.redirect_page import redirect_page
from assess.earlier.kept import MARK, Kept
from macros.html.embedding import FOLDER as EMBEDS
from macros.phrasebook.phrases import Phrases
from redaction.diagnostics.errors import AssessError
from redaction.policy import Edition

_INDEX = "index.html"
# What only the top of a host has a use for.
_OF_THE_TOP = (OF_THE_THEME_ALONE, "_headers", "_redirects", "sitemap.xml", "sitemap.xml.gz")
_TITLE = re.compile("</h1>")
_TOP = re.compile(r"<body\b[^>]*>")
_OWN_FOLDER = re.compile(
    r'\bsrc="(/[^"]*?)assets/'
)  # of the host that it went out to, as the page for what is lost says
_BANNER = Markup(
    '<div class="admonition note {mark}" role="note"><p class="admonition-title">{title}</p><p>{kept}</p></div>'
)
_LINK = Markup('<a href="{}">{}</a>')
_SAME, _MOVED, _HOME, _GONE = "earlier.same", "earlier.moved", "earlier.home", "earlier.gone"


@dataclass(frozen=True)
class Now:
    """The site that is built: its edition, its name, its year, the addresses of its pages, where old addresses lead.

    `years` are the folders of all years that it keeps, and `say` are the words of its language.
    """

    edition: Edition
    site: str
    year: str
    pages: frozenset[str]
    forwards: Mapping[str, str]
    years: frozenset[str]
    say: Phrases


def serve(kept: Kept, now: Now, stage: Path) -> None:
    """Write an earlier year into a stage as it is to be served.

    The years that it kept itself are left out, since they have addresses of their own: who asks for one is sent there,
    and so is who asks for a chart alone, which other sites may show at its one address.
    Raises AssessError for a page with a script that the year's theme had not, and where the site that is built has a
    page at the address of the year.
    """
    top = f"{kept.folder}/"
    if any(page.startswith(top) for page in (*now.pages, *now.forwards)):
        raise AssessError(
            f"There is a page at {top}, where the assessment of {kept.year} is kept. Give it another name"
        )
    lost = (kept.site / OF_THE_THEME_ALONE).read_bytes().decode()
    where = found[1] if (found := _OWN_FOLDER.search(lost)) else "/"
    trusted = scripts_of(lost, where)
    for name in kept.files:
        year = name.partition("/")[0]
        if name in _OF_THE_TOP or (year in now.years and name != f"{year}/{_INDEX}"):
            continue
        content = (kept.site / name).read_bytes()
        if name.endswith(".html"):
            page = content.decode()
            check_scripts(f"{top}{name}", page, trusted, where)
            content = _served(page, name, kept, now).encode()
        place = stage / EARLIER / kept.folder / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(content)


def _served(page: str, name: str, kept: Kept, now: Now) -> str:
    """A page of an earlier year as it is served; that of a chart alone, or of a year before, leads to today's."""
    old = name.removesuffix(_INDEX)
    if not old.startswith(tuple(f"{each}/" for each in (EMBEDS, *now.years))):
        return with_banner(page, name, kept, now)
    towards = "" if old.startswith(f"{EMBEDS}/") and old not in now.pages else old
    return redirect_page(now.edition, now.site, f"{kept.folder}/{old}", towards, now.say)


def with_banner(page: str, name: str, kept: Kept, now: Now) -> str:
    """A page of an earlier year with its banner, under its title; nothing else in it is other than it was."""
    banner = _banner(name.removesuffix(_INDEX), kept, now)
    place = _TITLE if _TITLE.search(page) else _TOP
    return place.sub(lambda found: found[0] + banner, page, count=1)


def _banner(old: str, kept: Kept, now: Now) -> str:
    towards, link, said = successor(old, now)
    path, _, place = towards.partition("#")
    here = f"{kept.folder}/{old}".rstrip("/")
    href = f"{posixpath.relpath(path or '.', here)}/" + (f"#{place}" if place else "")
    say, year = now.say, now.year or now.say("earlier.this_year")
    told = say.html("earlier.kept", said=say(said) if said else "", link=_LINK.format(href, say(link, year=year)))
    return str(_BANNER.format(mark=MARK, title=say("earlier.banner", year=kept.year), kept=told))


def successor(old: str, now: Now) -> tuple[str, str, str]:
    """Where the readers of an old address go, from the top; the phrase of the link, and that before it or none."""
    if old in now.pages:
        return old, _SAME if old else _HOME, ""
    if old in now.forwards:
        return now.forwards[old], _MOVED, ""
    return "", _HOME, _GONE
