"""The PDFs of a rendered edition: made from its pages, put beside them, and linked from each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path, PurePosixPath

from assess.pdf.article import language_of
from assess.pdf.bindery import WHOLE, Arrangement, volumes
from assess.pdf.press import Press
from assess.pdf.volume import Imprint, Laid, Volume
from macros.phrasebook.phrases import Phrases, phrases_of

FOLDER = "pdf"
_BEFORE = '<p class="citation">'


@dataclass(frozen=True)
class Copies:
    """The PDFs of an edition, by their path in its site, with the volume that each holds."""

    laid: Mapping[str, tuple[Volume, Laid]]

    def sheets(self, address: str, order: int) -> str:
        """The sheets of a number, as the ledger has them: a path and a number for each PDF that holds it."""
        found = ((path, laid.numbers.get((address, order))) for path, (_, laid) in self.laid.items())
        return "; ".join(f"{path} {sheet}" for path, sheet in found if sheet)


def publish(stage: Path, arrangement: Arrangement, imprint: Imprint, press: Press, stem: str) -> Copies:
    """Put the PDFs of a rendered stage beside its site and into it; `stem` is what the name of each begins with.

    The audit compares the two, so that nothing but a PDF that was laid out can stand there.
    """
    bound = volumes(stage / "site", arrangement)
    laid = press.lay(bound, imprint)
    copies = Copies({_path(volume, stem): (volume, laid[volume.name]) for volume in bound})
    for place in (stage, stage / "site"):
        (place / FOLDER).mkdir()
        for path, (_, each) in copies.laid.items():
            (place / path).write_bytes(each.content)
    return copies


def link(site: Path, copies: Copies) -> None:
    """Have each page of a site lead to the PDF of its section, or else of the whole, with its size."""
    places: dict[str, str] = {}
    for path, (volume, _) in copies.laid.items():
        places |= {leaf.address: path for leaf in volume.leaves}
    whole = next(path for path, (volume, _) in copies.laid.items() if volume.name == WHOLE)
    for page in sorted(site.rglob("*.html")):
        text = page.read_bytes().decode()
        address = f"{page.relative_to(site).parent.as_posix()}/"
        path = places.get(address, whole)
        if text.count(_BEFORE) == 1 and page.name == "index.html":
            up = "../" * len(PurePosixPath(address).parts)
            line = _line(path, up, *copies.laid[path], phrases_of(language_of(text)))
            page.write_bytes(text.replace(_BEFORE, f"{line}\n{_BEFORE}").encode())


def _path(volume: Volume, stem: str) -> str:
    return f"{FOLDER}/{stem}.pdf" if volume.name == WHOLE else f"{FOLDER}/{stem}-{volume.name}.pdf"


def _line(path: str, up: str, volume: Volume, laid: Laid, say: Phrases) -> str:
    what = say("paper.section", title=volume.title) if volume.title else say("paper.whole")
    sheets = say("paper.one_page" if laid.sheets == 1 else "paper.pages", count=laid.sheets)
    return f'<p class="pdf-copy"><a href="{up}{path}">{escape(what)}</a> ({sheets}, {size(laid.content)})</p>'


def size(content: bytes) -> str:
    """How big a file is, as people say it (kB and MB of 1,000)."""
    return f"{len(content) / 1e6:.1f} MB" if len(content) >= 1e6 else f"{max(1, round(len(content) / 1e3))} kB"
