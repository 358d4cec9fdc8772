"""What others show of a page where its address is shared: the picture of its first figure with a chart (Open Graph)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from assess.downloads.pictures import pictured_on_pages
from assess.load.editions import EditionKnowledge
from macros.html.download_links import PNG
from macros.vocabulary.figures import subtitle
from macros.vocabulary.sentences import in_plain_text

_WIDTH, _HEIGHT = slice(16, 20), slice(20, 24)  # of a PNG (W3C), in its first chunk


def link_previews(known: EditionKnowledge, downloads: Mapping[str, bytes], folder: str) -> dict[str, dict[str, Any]]:
    """The picture of each page by its path: its whole address, its size in pixels, and what it shows in words.

    None where the edition is for some readers alone, who share no address with a service, or has no address yet.
    """
    address = known.edition.address
    if not address or not known.edition.indexed:
        return {}
    found: dict[str, dict[str, Any]] = {}
    for page, dataset in pictured_on_pages(known.view, known.site).items():
        name = f"{dataset.id}{PNG}"
        picture = downloads[name]
        found[page] = {
            "address": urljoin(address, f"{folder}/{name}"),
            "width": int.from_bytes(picture[_WIDTH]),
            "height": int.from_bytes(picture[_HEIGHT]),
            "shows": f"{in_plain_text(known.view, dataset.sentences['headline'])}. {subtitle(dataset)}",
        }
    return found
