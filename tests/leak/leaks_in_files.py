"""Leaks in files that anybody may send, and in a site as it was built: found by the scanner and by the audit."""

from __future__ import annotations

import html
import random
from collections.abc import Callable, Iterator, Sequence

from cases import Gauntlet, Result
from leaks import Fact, runs_of
from places import PLACES, Tampered
from planting import CHANNELS, page, table_file
from planting import png as png_with
from workshop import traces

from assess.audit import audit
from assess.pictures.png import png


def in_files(gauntlet: Gauntlet) -> Iterator[Result]:
    """A file of each kind, as the scanner reads it."""
    scanner = gauntlet.at.scanner()
    for channel, write in CHANNELS.items():
        for _, leak in gauntlet.leaks():
            found = traces(scanner.findings_in(*write(leak.text)))
            yield Result("file", channel, leak.source, leak.form, f"scanner: {found[0]}" if found else "")


def in_forms(gauntlet: Gauntlet) -> Iterator[Result]:
    """Five neighbours of a column without a word beside them, in every written form."""
    scanner = gauntlet.at.scanner()
    for fact in gauntlet.at.facts.values():
        for leak in runs_of(fact):
            found = traces(scanner.findings_in("a.html", page(f"<p>Of these: {leak.text}.</p>")))
            kinds = [kind for kind in found if kind.startswith(("run", "number"))]
            yield Result("form", leak.form, leak.source, leak.form, f"scanner: {kinds[0]}" if kinds else "")


DRAWN: dict[str, Callable[[Sequence[float]], str]] = {
    "bars": lambda sizes: "".join(f'<rect y="{20 * at}" width="{size:.2f}"/>' for at, size in enumerate(sizes)),
    "a path": lambda sizes: f'<path d="{" ".join(f"L{40 * at},{500 - size:.2f}" for at, size in enumerate(sizes))}"/>',
    "points": lambda sizes: "".join(f'<circle cx="{20 * at}" cy="{size:.2f}" r="3"/>' for at, size in enumerate(sizes)),
    "styled elements": lambda sizes: "".join(f'<div style="width: {size / 4:.3f}%"></div>' for size in sizes),
}


def in_drawings(gauntlet: Gauntlet) -> Iterator[Result]:
    """A column as a drawing without a number on it."""
    scanner = gauntlet.at.scanner()
    for what, draw in DRAWN.items():
        for fact, leak in gauntlet.one_of_each():
            largest = max(fact.neighbours())
            drawn = draw([400 * number / largest for number in fact.neighbours()])
            file = ("a.html", page(drawn if "div" in drawn else f"<svg>{drawn}</svg>"))
            found = [kind for kind in traces(scanner.findings_in(*file)) if kind == "drawing"]
            yield Result(
                "drawing", f"geometry: {what}", leak.source, "a column", f"scanner: {found[0]}" if found else ""
            )


def _labels(fact: Fact) -> dict[str, str]:
    return {row.id: row.cells["label"].text for row in fact.dataset.rows if row.id != "total"}


def _in_order(fact: Fact) -> list[list[object]]:
    """The rows of a table in the order of a withheld column, and nothing of the column."""
    labels = _labels(fact)
    sized = sorted(zip(fact.neighbours(), labels.values(), strict=True), reverse=True)
    return [["Area"], *([label] for _, label in sized)]


def _less_one(fact: Fact) -> list[list[object]]:
    """Public numbers of all rows but one, and a total that gives the one away."""
    noise = random.Random(fact.source)  # noqa: S311  # the same numbers each time
    parts = {label: noise.randrange(100, 900) for name, label in _labels(fact).items() if name != fact.row}
    whole = sum(parts.values()) + fact.value
    return [["Area", "Count"], *([label, number] for label, number in parts.items()), ["Total", whole]]


BY_HAND: dict[str, tuple[Callable[[Fact], list[list[object]]], str]] = {
    "a list in the order of a withheld column": (_in_order, "order"),
    "a total less its published parts": (_less_one, "remainder"),
}


def by_hand(gauntlet: Gauntlet) -> Iterator[Result]:
    """What gives a number away without being one: an order, and a total less its parts, typed into a table."""
    scanner = gauntlet.at.scanner()
    for what, (made, kind) in BY_HAND.items():
        for fact in gauntlet.at.facts.values():
            rows = made(fact)
            marked = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
            for form, file in (
                ("a CSV", ("a.csv", table_file(rows))),
                ("a table of a page", ("a.html", page(f"<table>{marked}</table>"))),
            ):
                kinds = traces(scanner.findings_in(*file))
                found = [each for each in kinds if each == kind] or kinds
                yield Result("by hand", what, fact.source, form, f"scanner: {found[0]}" if found else "")


def in_the_site(gauntlet: Gauntlet) -> Iterator[Result]:
    """Places of a built public site, as its audit reads it."""
    clean: set[int] = set()
    site = Tampered(gauntlet.at.request())
    assert audit(site.request, clean) == []
    for place, put in gauntlet.one_in(5, PLACES):
        for _, leak in gauntlet.leaks():
            put(site, leak.text)
            found = [kind for kind in traces(audit(site.request, clean)) if kind not in ("unstaged", "changed")]
            site.restore()
            yield Result("built site", place, leak.source, leak.form, f"audit: {found[0]}" if found else "")
    assert audit(site.request, clean) == []


PICTURE = "downloads/asb-total"


def _drawn(site: Tampered, text: str) -> str:
    """The picture of a figure with something written into it."""
    svg = (site.request.site / f"{PICTURE}.svg").read_text("utf-8")
    return svg.replace("</svg>", f'<text x="24" y="12" font-size="9">{html.escape(text)}</text></svg>')


def _svg(site: Tampered, text: str) -> None:
    site.put(f"{PICTURE}.svg", _drawn(site, text).encode(), staged=True)


def _both(site: Tampered, text: str) -> None:
    svg = _drawn(site, text)
    site.put(f"{PICTURE}.svg", svg.encode(), staged=True)
    site.put(f"{PICTURE}.png", png(svg), staged=True)


def _pixels(site: Tampered, text: str) -> None:
    site.put(f"{PICTURE}.png", png(_drawn(site, text)), staged=True)


def _chunk(site: Tampered, text: str) -> None:
    site.put(f"{PICTURE}.png", png_with((b"tEXt", b"Comment\0" + text.encode())), staged=True)


PICTURES: dict[str, Callable[[Tampered, str], None]] = {
    "picture of a figure: SVG": _svg,
    "picture of a figure: SVG and the PNG of it": _both,
    "picture of a figure: pixels of the PNG": _pixels,
    "picture of a figure: text of the PNG": _chunk,
}


def in_pictures(gauntlet: Gauntlet) -> Iterator[Result]:
    """The pictures of figures, judged by the SVG beside them: one of other pixels stops the build for a person."""
    clean: set[int] = set()
    site = Tampered(gauntlet.at.request())
    assert audit(site.request, clean) == []
    for what, put in PICTURES.items():
        for _, leak in gauntlet.one_of_each():
            put(site, leak.text)
            found = [each for each in audit(site.request, clean) if each.kind not in ("unstaged", "changed")]
            site.restore()
            kinds = traces(found) or sorted({each.kind for each in found})
            gate = f"audit: {kinds[0]}" if kinds else ""
            yield Result("built site", what, leak.source, leak.form, gate)
    assert audit(site.request, clean) == []


ALONE = "embed/asb-total/index.html"


def _beside(old: str, new: str) -> Callable[[Tampered, str], None]:
    """Something restricted beside what stands in the page of a chart alone."""
    return lambda site, text: site.edit(ALONE, old, new.replace("@", html.escape(text)))


def _another(site: Tampered, text: str) -> None:
    """The page of another chart alone, with the marks of one."""
    written = (site.request.site / ALONE).read_text("utf-8")
    start, end = written.index("<figure"), written.index("</figure>")
    site.put("embed/more/index.html", f"{written[:start]}<figure>{html.escape(text)}{written[end:]}".encode())


EMBEDS: dict[str, Callable[[Tampered, str], None]] = {
    "chart alone: its caveat": _beside("</figure>", '<p class="figure__caveat">@</p></figure>'),
    "chart alone: its title": _beside("</title>", " @</title>"),
    "chart alone: a row of its table": _beside("</tbody>", "<tr><th>@</th></tr></tbody>"),
    "chart alone: a word of its chart": _beside("</svg>", "<text>@</text></svg>"),
    "chart alone: a page that no figure gave": _another,
}


def in_embeds(gauntlet: Gauntlet) -> Iterator[Result]:
    """The pages of charts alone, which other sites show in frames."""
    clean: set[int] = set()
    site = Tampered(gauntlet.at.request())
    assert audit(site.request, clean) == []
    for what, put in EMBEDS.items():
        for _, leak in gauntlet.one_of_each():
            put(site, leak.text)
            found = [kind for kind in traces(audit(site.request, clean)) if kind not in ("unstaged", "changed")]
            site.restore()
            yield Result("built site", what, leak.source, leak.form, f"audit: {found[0]}" if found else "")
    assert audit(site.request, clean) == []
