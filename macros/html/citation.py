"""How a figure is cited: publisher, year, title, edition, and the address that stays its own."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin

from markupsafe import Markup

from macros.html.templating import html
from macros.phrasebook.phrases import Phrases


@dataclass(frozen=True)
class Publication:
    """What is cited: the site, who publishes it, the year it was signed, and the edition with its address."""

    site: str
    publisher: str
    year: str
    edition: str
    address: str = ""


def citation_html(publication: Publication, say: Phrases, what: str, page: str, html_id: str) -> Markup:
    """How to cite a figure or table at a place on a page; `page` is the page's address from the top of the site."""
    address = urljoin(publication.address, f"{page.lstrip('/')}#{html_id}") if publication.address else ""
    return html("citation.html", say, publication=publication, what=what, address=address, id=html_id)
