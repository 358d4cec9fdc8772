"""What of a volume is laid out, as HTML with a stylesheet for paper: each part, and the cover, which keeps them places.

A part is its articles and the addresses of their links. The cover has the contents too, and an empty sheet for each
sheet of the parts, with the heads that run over all. So a part is laid out once, whichever volumes it is bound in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from assess.pdf.article import bound, key_of
from assess.pdf.volume import Imprint, Leaf, Volume
from assess.pictures.colours import variables
from macros.html.templating import template
from macros.phrasebook.phrases import phrases_of

_SIGN = re.compile(r"[^A-Za-z0-9 ]")
_TEMPLATES = Path(__file__).with_name("templates")
_LISTED = (3, 2)  # levels of headings in the contents of a section; those of the whole are the titles of pages
_IN_A_COLUMN = 16  # headings; more are listed in two
_ON_COVER = 28  # headings that a section's cover has room for, also with its handling and a word of synthetic numbers

Heading = tuple[int, str, str]  # its level, its id and its words


@dataclass(frozen=True)
class Typeset:
    """What is laid out: an HTML document, the pictures that it names, and its headings.

    Some of these are titles of pages, and some of those open a sheet.
    """

    document: str
    pictures: Mapping[str, bytes]
    headings: tuple[Heading, ...] = ()
    titles: frozenset[str] = frozenset()
    opened: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Place:
    """What the cover has to know of a sheet of a part: the headings on it, the title it is beneath, and how it lies."""

    headings: tuple[str, ...]
    title: str
    landscape: bool


def part_of(volume: Volume, leaves: Sequence[Leaf], imprint: Imprint) -> Typeset:
    """The document of a part of a volume; the same part always gives the same text."""
    say = phrases_of(imprint.language)
    articles = [bound(volume, leaves, leaf, imprint.address, imprint.language) for leaf in leaves]
    headings = [heading for article in articles for heading in article.headings]
    titles = [
        (leaf, article.headings[0][1]) for leaf, article in zip(leaves, articles, strict=True) if article.headings
    ]
    listed = (2, f"{key_of(leaves[0].address)}:addresses", say("paper.addresses"))
    addresses = sorted({address for article in articles for address in article.addresses})
    document = template(_TEMPLATES, "part.html").render(
        language=imprint.language,
        style=_style(),
        articles=[
            Markup(_opened(article.content, leaf.level, place))  # noqa: S704  # they were escaped when rendered
            for place, (article, leaf) in enumerate(zip(articles, leaves, strict=True))
        ],
        addresses=addresses,
        listed=listed,
    )
    pictures = {name: each for article in articles for name, each in article.pictures.items()}
    return Typeset(
        document,
        pictures,
        headings=(*headings, *([listed] if addresses else [])),
        titles=frozenset(title for _, title in titles),
        opened=frozenset(title for leaf, title in titles if leaf.level == 1),
    )


def cover_of(volume: Volume, imprint: Imprint, parts: Sequence[Typeset], places: Sequence[Place]) -> Typeset:
    """The document of a volume's cover, its contents, and an empty sheet for each place of its parts."""
    contents = [heading for part in parts for heading in part.headings if heading[1] in part.titles]
    if volume.title:
        every = [heading for part in parts for heading in part.headings]
        by_level = [[heading for heading in every if heading[0] <= level] for level in _LISTED]
        contents = next((each for each in by_level if len(each) <= _ON_COVER), by_level[-1])
    document = template(_TEMPLATES, "cover.html").render(
        imprint=imprint,
        volume=volume,
        title=title_of(volume, imprint),
        style=_style_of_cover(volume, imprint),
        contents=contents,
        many=len(contents) > _IN_A_COLUMN,
        places=places,
        say=phrases_of(imprint.language),
    )
    return Typeset(document, {})


def title_of(volume: Volume, imprint: Imprint) -> str:
    """The title of a PDF: that of its part before that of the whole, with the edition."""
    return ", ".join(filter(None, (volume.title, imprint.site, imprint.edition)))


def _opened(content: str, level: int, place: int) -> str:
    """An article that begins a sheet where it begins a section; the first follows what stands before it."""
    look = "first" if place == 0 else "opens" if level == 1 else "follows"
    return content.replace('class="', f'class="{look} ', 1)


def _style() -> Markup:
    """The stylesheet of parts and covers."""
    return Markup(template(_TEMPLATES, "paper.css").render(colours=variables()))  # noqa: S704  # our own


def _style_of_cover(volume: Volume, imprint: Imprint) -> Markup:
    """The same with the look of a cover, and what the heads and feet of every sheet say."""
    marking, say = f"{imprint.marking}, {imprint.edition}", phrases_of(imprint.language)
    more = template(_TEMPLATES, "cover.css").render(
        volume=volume,
        marking=_quoted(f"{marking}. {say('frame.synthetic')}" if imprint.synthetic else marking),
        running=_quoted(volume.title or imprint.site),
        foot=_quoted(imprint.address or f"{imprint.owner}, {imprint.site}"),
    )
    return _style() + Markup(more)  # noqa: S704  # our own stylesheet, whose values are strings of CSS


def _quoted(text: str) -> Markup:
    """A text as a string of CSS, in which every sign but letters and digits is spelled out (CSS Syntax 3, 4.3.7)."""
    return Markup('"{}"').format(Markup(_SIGN.sub(lambda sign: f"\\{ord(sign[0]):x} ", text)))  # noqa: S704  # as it says
