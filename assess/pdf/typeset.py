"""A volume as one HTML document with a stylesheet for paper: cover, contents, articles, and the addresses of links."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from assess.pdf.article import bound
from assess.pdf.volume import Imprint, Volume
from assess.pictures.colours import variables
from macros.html.templating import template
from macros.phrasebook.phrases import phrases_of

_SIGN = re.compile(r"[^A-Za-z0-9 ]")
_TEMPLATES = Path(__file__).with_name("templates")
_LISTED = 3  # levels of headings in the contents of a section; that of the whole has the titles of pages


@dataclass(frozen=True)
class Typeset:
    """What is laid out: an HTML document, and the pictures that it names."""

    document: str
    pictures: Mapping[str, bytes]


def typeset(volume: Volume, imprint: Imprint) -> Typeset:
    """The document of a volume; the same volume always gives the same text."""
    say = phrases_of(imprint.language)
    articles = [bound(volume, leaf, imprint.address, imprint.language) for leaf in volume.leaves]
    contents = [
        heading
        for article in articles
        for place, heading in enumerate(article.headings)
        if place == 0 or (volume.title and heading[0] <= _LISTED)
    ]
    addresses = sorted({address for article in articles for address in article.addresses})
    if addresses:
        contents.append((1, "addresses", say("paper.addresses")))
    contents_of_parts = [
        Markup(_opened(article.content, leaf.level, place))  # noqa: S704  # the articles were escaped when rendered
        for place, (article, leaf) in enumerate(zip(articles, volume.leaves, strict=True))
    ]
    document = template(_TEMPLATES, "volume.html").render(
        imprint=imprint,
        volume=volume,
        title=title_of(volume, imprint),
        style=Markup(_style(volume, imprint)),  # noqa: S704  # our own stylesheet, whose values are JSON strings
        contents=contents,
        articles=contents_of_parts,
        addresses=addresses,
        say=say,
    )
    return Typeset(document, {name: each for article in articles for name, each in article.pictures.items()})


def title_of(volume: Volume, imprint: Imprint) -> str:
    """The title of a PDF: that of its part before that of the whole, with the edition."""
    return ", ".join(filter(None, (volume.title, imprint.site, imprint.edition)))


def _opened(content: str, level: int, place: int) -> str:
    """An article that begins a sheet where it begins a section; the first follows what stands before it."""
    look = "first" if place == 0 else "opens" if level == 1 else "follows"
    return content.replace('class="', f'class="{look} ', 1)


def _style(volume: Volume, imprint: Imprint) -> str:
    marking, say = f"{imprint.marking}, {imprint.edition}", phrases_of(imprint.language)
    return template(_TEMPLATES, "paper.css").render(
        volume=volume,
        colours=variables(),
        marking=_quoted(f"{marking}. {say('frame.synthetic')}" if imprint.synthetic else marking),
        running=_quoted(volume.title or imprint.site),
        foot=_quoted(imprint.address or f"{imprint.owner}, {imprint.site}"),
    )


def _quoted(text: str) -> Markup:
    """A text as a string of CSS, in which every sign but letters and digits is spelled out (CSS Syntax 3, 4.3.7)."""
    return Markup('"{}"').format(Markup(_SIGN.sub(lambda sign: f"\\{ord(sign[0]):x} ", text)))  # noqa: S704  # as it says
