# ruff: noqa: B905, PLC3002, UP031, E501  # writers as they were written: a line each, and odd signs on purpose
"""What a second red team wrote a table of small counts as, which had not been thought of: a writer a channel."""

from __future__ import annotations

import io
import json
import math
import statistics
from collections.abc import Iterable
from itertools import accumulate

from everyday_files import (
    Made,
    _each,
    _listed,
    _page,
    _scaled,
    _svg,
    _txt,
    residents,
)
from planting import Planted, word, zipped
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject
from small_counts import Grid

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def _first(grid: Grid) -> list[int]:
    return grid.column(0)


def _whole(grid: Grid) -> int:
    return sum(_first(grid))


def _pairs(grid: Grid) -> list[tuple[str, int]]:
    return list(zip(grid.rows, _first(grid), strict=True))


def _told(grid: Grid, values: Iterable[object]) -> Planted:
    return _txt("\n".join(f"{row}: {value}" for row, value in zip(grid.rows, values, strict=True)))


def _bars(grid: Grid) -> list[list[float]]:
    most = max(map(max, grid.cells))
    return [[400 * number / most for number in row] for row in grid.cells]


def _pdf_of(drawn: str) -> Planted:
    """A PDF of one page that draws what a stream says."""
    writer = PdfWriter()
    sheet = writer.add_blank_page(width=600, height=800)
    stream = DecodedStreamObject()
    stream.set_data(drawn.encode("latin-1"))
    font = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}
    named = DictionaryObject({NameObject(key): NameObject(value) for key, value in font.items()})
    fonts = DictionaryObject({NameObject("/F1"): writer._add_object(named)})  # noqa: SLF001  # no other way to add one
    sheet[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    sheet[NameObject("/Contents")] = writer._add_object(stream.flate_encode())  # noqa: SLF001  # as above
    file = io.BytesIO()
    writer.write(file)
    return "a.pdf", file.getvalue()


SHOWN: dict[str, Made] = {
    "grouped bars, series side by side": lambda g: _svg(
        "".join(
            (
                f'<rect x="{at * 90 + j * 9}" width="8" height="{s:.2f}"/>'
                for at, r in enumerate(_bars(g))
                for j, s in enumerate(r)
            )
        )
    ),
    "grouped bars, downwards": lambda g: _svg(
        "".join(
            (
                f'<rect x="{at * 90 + j * 9}" y="{400 - s:.2f}" width="8" height="{s:.2f}"/>'
                for at, r in enumerate(_bars(g))
                for j, s in enumerate(r)
            )
        )
    ),
    "stacked bars of all columns": lambda g: _svg(
        "".join(
            (
                f'<rect y="{at * 9}" x="{sum(r[:j]):.2f}" width="{s:.2f}"/>'
                for at, r in enumerate(_bars(g))
                for j, s in enumerate(r)
            )
        )
    ),
    "stacked, right edges only": lambda g: _svg(
        "".join(
            (f'<path d="M0,{at * 9}H{sum(r[: j + 1]):.2f}"/>' for at, r in enumerate(_bars(g)) for j, s in enumerate(r))
        )
    ),
    "treemap by areas": lambda g: _svg(
        "".join(
            (
                f'<rect width="{w:.3f}" height="{9 * n / w:.3f}"/>'
                for n, w in ((n, 3 + i * 37 % 11) for i, n in enumerate(_first(g)))
            )
        )
    ),
    "treemap of divs": lambda g: _page(
        "".join(
            (
                f'<div style="width:{w:.3f}px;height:{90 * n / w:.3f}px"></div>'
                for n, w in ((n, 3 + i * 37 % 11) for i, n in enumerate(_first(g)))
            )
        )
    ),
    "squares by area": lambda g: _svg(
        "".join(f'<rect width="{9 * math.sqrt(n):.3f}" height="{9 * math.sqrt(n):.3f}"/>' for n in _first(g))
    ),
    "font sizes": lambda g: _page("".join(f'<span style="font-size:{10 + s / 10:.2f}px">x</span>' for s in _scaled(g))),
    "opacities": lambda g: _svg(
        "".join(f'<rect width="9" height="9" fill-opacity="{n / max(_first(g)):.4f}"/>' for n in _first(g))
    ),
    "opacity styles": lambda g: _page(
        "".join(f'<td style="background: rgba(0,0,0,{n / max(_first(g)):.4f})"></td>' for n in _first(g))
    ),
    "grey levels": lambda g: _svg(
        "".join(
            f'<rect width="9" height="9" fill="rgb({v},{v},{v})"/>'
            for v in (round(255 - 255 * n / max(_first(g))) for n in _first(g))
        )
    ),
    "grey levels in hexadecimal": lambda g: _svg(
        "".join(
            f'<path d="M0 0h9v9z" fill="#ff{v:02x}{v:02x}"/>'
            for v in (round(255 - 255 * n / max(_first(g))) for n in _first(g))
        )
    ),
    "hsl lightness": lambda g: _svg(
        "".join(
            f'<path d="M0 0h9v9z" style="fill:hsl(210 50% {100 - 60 * n / max(_first(g)):.2f}%)"/>' for n in _first(g)
        )
    ),
    "bars of letters": lambda g: _txt("\n".join((f"area {chr(97 + i)} {'#' * n}" for i, n in enumerate(_first(g))))),
    "bars of blocks": lambda g: _txt(
        "\n".join((f"{row:16} {'█' * round(n / 2)}" for row, n in zip(g.rows, _first(g))))
    ),
    "bars of letters in a page": lambda g: _page("".join(f"<p>{'|' * n}</p>" for n in _first(g))),
    "people drawn one by one": lambda g: _page("".join(f"<p>{'<i></i>' * n}</p>" for n in _first(g))),
    "dots drawn one by one": lambda g: _svg(
        "".join(
            (
                "<g>" + "".join((f'<circle cx="{k * 4}" cy="{i * 9}" r="1"/>' for k in range(n))) + "</g>"
                for i, n in enumerate(_first(g))
            )
        )
    ),
    "stroke widths": lambda g: _svg(
        "".join(
            (f'<line x1="0" x2="9" y1="{i}" y2="{i}" stroke-width="{s / 20:.3f}"/>' for i, s in enumerate(_scaled(g)))
        )
    ),
    "stroke widths in styles": lambda g: _svg(
        "".join(
            (
                f'<line x1="0" x2="9" y1="{i}" y2="{i}" style="stroke-width:{s / 20:.3f}px"/>'
                for i, s in enumerate(_scaled(g))
            )
        )
    ),
    "needles turned": lambda g: _svg(
        "".join(
            (
                f'<g transform="translate({i * 50} 0) rotate({s / 400 * 180:.2f})"><line y2="9"/></g>'
                for i, s in enumerate(_scaled(g))
            )
        )
    ),
    "matrix of scaling": lambda g: _svg(
        "".join(
            (
                f'<rect width="400" height="9" transform="matrix({s / 400:.5f} 0 0 1 0 {i * 9})"/>'
                for i, s in enumerate(_scaled(g))
            )
        )
    ),
    "use with a width": lambda g: _svg(
        '<symbol id="b"><rect width="100%" height="9"/></symbol>'
        + "".join((f'<use href="#b" y="{i * 9}" width="{s:.2f}"/>' for i, s in enumerate(_scaled(g))))
    ),
    "clip paths": lambda g: _page(
        "".join(f'<i style="clip-path: inset(0 {100 - s / 4:.3f}% 0 0)"></i>' for s in _scaled(g))
    ),
    "polygons of clip paths": lambda g: _page(
        '<i style="clip-path: polygon(0 100%, '
        + ", ".join((f"{i * 9}% {100 - s / 4:.3f}%" for i, s in enumerate(_scaled(g))))
        + ')"></i>'
    ),
    "flex grow": lambda g: _page("".join(f'<i style="flex: {s / 4:.3f} 1 0"></i>' for s in _scaled(g))),
    "padding": lambda g: _page("".join(f'<i style="padding-right: {s / 16:.4f}em"></i>' for s in _scaled(g))),
    "margins among other properties": lambda g: _page(
        "".join(
            (
                f'<i style="color: red; margin: 0 {s / 4:.3f}% 0 2px; top: {i * 9}px"></i>'
                for i, s in enumerate(_scaled(g))
            )
        )
    ),
    "calc widths": lambda g: _page(
        "".join(f'<i style="width: calc(100% * {s / 400:.5f} - 2px)"></i>' for s in _scaled(g))
    ),
    "absolute left and right": lambda g: _page(
        "".join(f'<i style="position:absolute;left:10%;right:{90 - s / 5:.3f}%"></i>' for s in _scaled(g))
    ),
    "backgrounds sized": lambda g: _page(
        "".join(f'<td style="background-size: {s / 4:.3f}% 100%">x</td>' for s in _scaled(g))
    ),
    "cells' own gradients": lambda g: _page(
        "".join(
            f'<td style="background: linear-gradient(90deg, #eee {s / 4:.2f}%, transparent {s / 4:.2f}%)">x</td>'
            for s in _scaled(g)
        )
    ),
    "hr widths": lambda g: _page("".join(f'<hr width="{s / 4:.2f}%">' for s in _scaled(g))),
    "image widths": lambda g: _page(
        "".join(f'<img src="bar.gif" height="9" width="{round(s * 10)}">' for s in _scaled(g))
    ),
    "table cell widths": lambda g: _page(
        "<table>" + "".join(f'<tr><td width="{s / 4:.2f}%"></td><td></td></tr>' for s in _scaled(g)) + "</table>"
    ),
    "animated sizes": lambda g: _svg(
        "".join(
            f'<rect width="0" height="9"><animate attributeName="width" to="{s:.2f}" dur="1s"/></rect>'
            for s in _scaled(g)
        )
    ),
    "keyframes": lambda g: _txt(
        "".join((f"@keyframes k{i} {{ to {{ width: {s:.2f}px }} }}" for i, s in enumerate(_scaled(g)))), "a.css"
    ),
    "styles set by a script": lambda g: _page(
        "<script>" + "".join((f"b[{i}].style.width='{s:.2f}px';" for i, s in enumerate(_scaled(g)))) + "</script>"
    ),
    "attributes set by a script": lambda g: _txt(
        "".join((f"r{i}.setAttribute('height', '{s:.2f}');" for i, s in enumerate(_scaled(g)))), "a.js"
    ),
    "array of sizes in a script": lambda g: _txt("const h=[" + ",".join(f"{s:.2f}" for s in _scaled(g)) + "];", "a.js"),
    "array of points in JSON": lambda g: _txt(
        json.dumps({"points": [[i * 20, round(s, 2)] for i, s in enumerate(_scaled(g))]}), "a.json"
    ),
    "objects of bars in JSON": lambda g: _txt(
        json.dumps({"bars": [{"x": i * 20, "h": round(s, 2)} for i, s in enumerate(_scaled(g))]}), "a.json"
    ),
    "canvas arcs of a pie": lambda g: _page(
        "<script>"
        + "".join(
            (
                f"c.arc(9,9,9,{2 * math.pi * (a - n) / sum(_first(g)):.5f},{2 * math.pi * a / sum(_first(g)):.5f});"
                for n, a in zip(_first(g), accumulate(_first(g)))
            )
        )
        + "</script>"
    ),
    "canvas bars to the bottom": lambda g: _page(
        "<script>" + _each(g, lambda at, s: f"c.fillRect({at * 20}, {400 - s:.2f}, 12, {s:.2f});") + "</script>"
    ),
    "canvas through a scaled variable": lambda g: _page(
        "<script>" + _each(g, lambda at, s: f"bar({at}, {s:.2f});") + "</script>"
    ),
    "TikZ bars": lambda g: _txt(
        "".join((f"\\draw ({i},0) rectangle ({i + 0.8:.1f},{s / 100:.4f});\n" for i, s in enumerate(_scaled(g)))),
        "a.tex",
    ),
    "pgfplots coordinates scaled": lambda g: _txt(
        "\\addplot coordinates {" + " ".join((f"({i},{s:.2f})" for i, s in enumerate(_scaled(g)))) + "};", "a.tex"
    ),
    "Mermaid pie of shares": lambda g: _txt(
        "pie\n"
        + "".join((f'  "area {chr(97 + i)}" : {100 * n / sum(_first(g)):.2f}\n' for i, n in enumerate(_first(g)))),
        "a.mmd",
    ),
    "Graphviz pen widths": lambda g: _txt(
        "digraph {"
        + "".join((f"a{chr(97 + i)} -> b [penwidth={s / 40:.4f}];" for i, s in enumerate(_scaled(g))))
        + "}",
        "a.dot",
    ),
    "DXF": lambda g: _txt(
        "".join(
            (f"0\nLINE\n8\n0\n10\n{i * 10}.0\n20\n0.0\n11\n{i * 10}.0\n21\n{s:.3f}\n" for i, s in enumerate(_scaled(g)))
        ),
        "a.dxf",
    ),
    "HPGL": lambda g: _txt(
        "".join((f"PU{i * 100},0;PD{i * 100},{round(s * 25)};" for i, s in enumerate(_scaled(g)))), "a.plt"
    ),
    "VML in a document": lambda g: (
        "a.docx",
        word(
            "".join(
                f'<w:pict><v:rect xmlns:v="urn:v" style="width:{s:.2f}pt;height:9pt"/></w:pict>' for s in _scaled(g)
            )
        ),
    ),
    "DrawingML guides": lambda g: (
        "a.pptx",
        zipped(
            {
                "[Content_Types].xml": "<Types/>",
                "ppt/slides/slide1.xml": '<p:sld xmlns:p="urn:p" xmlns:a="urn:a">'
                + "".join(
                    f'<a:prstGeom><a:avLst><a:gd name="adj" fmla="val {round(s * 100)}"/></a:avLst></a:prstGeom>'
                    for s in _scaled(g)
                )
                + "</p:sld>",
            }
        ),
    ),
    "DrawingML path": lambda g: (
        "a.pptx",
        zipped(
            {
                "[Content_Types].xml": "<Types/>",
                "ppt/slides/slide1.xml": '<p:sld xmlns:p="urn:p" xmlns:a="urn:a"><a:path w="100" h="400">'
                + "".join(
                    (f'<a:lnTo><a:pt x="{i * 20}" y="{round(s * 1000)}"/></a:lnTo>' for i, s in enumerate(_scaled(g)))
                )
                + "</a:path></p:sld>",
            }
        ),
    ),
    "data bars of a sheet": lambda g: (
        "a.ods",
        zipped(
            {
                "mimetype": "x",
                "content.xml": '<o xmlns:d="urn:d">'
                + "".join(f'<d:rect svg:width="{s / 100:.4f}cm" xmlns:svg="urn:s"/>' for s in _scaled(g))
                + "</o>",
            }
        ),
    ),
    "PDF pie arcs": lambda g: _pdf_of(
        " ".join(
            (
                f"300 300 m {300 + 100 * math.cos(2 * math.pi * (a - n) / sum(_first(g))):.3f} {300 + 100 * math.sin(2 * math.pi * (a - n) / sum(_first(g))):.3f} l {300 + 100 * math.cos(2 * math.pi * a / sum(_first(g))):.3f} {300 + 100 * math.sin(2 * math.pi * a / sum(_first(g))):.3f} l h f"
                for n, a in zip(_first(g), accumulate(_first(g)))
            )
        )
    ),
    "PDF bars by matrices": lambda g: _pdf_of(
        " ".join((f"q {s:.2f} 0 0 9 10 {i * 12} cm 0 0 1 1 re f Q" for i, s in enumerate(_scaled(g))))
    ),
    "PDF polyline": lambda g: _pdf_of(
        "0 0 m " + " ".join((f"{i * 20} {s:.2f} l" for i, s in enumerate(_scaled(g)))) + " S"
    ),
    "PDF bars by line widths": lambda g: _pdf_of(
        " ".join((f"{s:.2f} w 0 {i * 9} m 9 {i * 9} l S" for i, s in enumerate(_scaled(g))))
    ),
    "pie with relative arcs": lambda g: _svg(
        (
            lambda pts: "".join(
                (
                    f'<path d="M0,0L{a[0]:.3f},{a[1]:.3f}a150,150 0 {int(n * 2 > sum(_first(g)))} 1 {b[0] - a[0]:.3f},{b[1] - a[1]:.3f}Z"/>'
                    for n, a, b in pts
                )
            )
        )(
            [
                (
                    n,
                    (
                        150 * math.cos(2 * math.pi * (x - n) / sum(_first(g))),
                        150 * math.sin(2 * math.pi * (x - n) / sum(_first(g))),
                    ),
                    (
                        150 * math.cos(2 * math.pi * x / sum(_first(g))),
                        150 * math.sin(2 * math.pi * x / sum(_first(g))),
                    ),
                )
                for n, x in zip(_first(g), accumulate(_first(g)))
            ]
        )
    ),
    "pie by polygons": lambda g: _svg(
        "".join(
            (
                '<polygon points="0,0 '
                + " ".join(
                    (
                        f"{150 * math.cos(2 * math.pi * (x - n + n * k / 8) / sum(_first(g))):.3f},{150 * math.sin(2 * math.pi * (x - n + n * k / 8) / sum(_first(g))):.3f}"
                        for k in range(9)
                    )
                )
                + '"/>'
                for n, x in zip(_first(g), accumulate(_first(g)))
            )
        )
    ),
    "pie, dash offsets": lambda g: _svg(
        "".join(
            (
                f'<circle r="50" pathLength="100" stroke-dasharray="{100 * n / sum(_first(g)):.3f} 100" stroke-dashoffset="{-100 * (x - n) / sum(_first(g)):.3f}"/>'
                for n, x in zip(_first(g), accumulate(_first(g)))
            )
        )
    ),
    "ring, styled dashes": lambda g: _svg(
        "".join(f'<circle r="50" style="stroke-dasharray: {314.159 * n / sum(_first(g)):.3f} 400"/>' for n in _first(g))
    ),
    "square root scale": lambda g: _svg(
        "".join(f'<rect width="{20 * math.sqrt(n):.3f}" height="9"/>' for n in _first(g))
    ),
    "radar": lambda g: _svg(
        '<polygon points="'
        + " ".join(
            (
                f"{s * math.cos(2 * math.pi * i / len(_first(g))):.3f},{s * math.sin(2 * math.pi * i / len(_first(g))):.3f}"
                for i, s in enumerate(_scaled(g))
            )
        )
        + '"/>'
    ),
    "radial bars": lambda g: _svg(
        "".join(
            (
                f'<line x2="{s * math.cos(2 * math.pi * i / len(_first(g))):.3f}" y2="{s * math.sin(2 * math.pi * i / len(_first(g))):.3f}"/>'
                for i, s in enumerate(_scaled(g))
            )
        )
    ),
    "spline of Vega": lambda g: _svg(
        '<path d="M0,%.3f' % _scaled(g)[0]
        + "".join(
            (
                f"C{i * 20 - 13.3:.3f},{a:.3f},{i * 20 - 6.7:.3f},{b:.3f},{i * 20},{b:.3f}"
                for i, (a, b) in enumerate(zip(_scaled(g), _scaled(g)[1:]), 1)
            )
        )
        + '"/>'
    ),
    "step line": lambda g: _svg(
        '<path d="M0,0' + "".join((f"V{s:.2f}H{i * 20 + 20}" for i, s in enumerate(_scaled(g)))) + '"/>'
    ),
    "bars of Matplotlib": lambda g: _svg(
        "".join(
            (
                f'<g id="patch_{i}"><path d="M {i * 20} 307.5 \nL {i * 20 + 12} 307.5 \nL {i * 20 + 12} {307.5 - s * 0.7:.6f} \nL {i * 20} {307.5 - s * 0.7:.6f} \nz\n" style="fill: #1f77b4"/></g>'
                for i, s in enumerate(_scaled(g))
            )
        )
    ),
    "lollipops in many groups": lambda g: _svg(
        "".join(
            (
                f'<g class="row r{i}" transform="translate(0,{i * 20})"><path d="M0,0H{s:.2f}"/><circle cx="{s:.2f}" r="4"/></g>'
                for i, s in enumerate(_scaled(g))
            )
        )
    ),
    "bars between other bars": lambda g: _svg(
        "".join(
            (
                f'<rect class="track" width="400"/><rect class="limit" width="{i * 61 % 97 + 100}"/><rect class="v" width="{s:.2f}"/>'
                for i, s in enumerate(_scaled(g))
            )
        )
    ),
    "sparklines, a row each": lambda g: _page(
        "".join(
            f"""<svg><polyline points="{" ".join((f"{j * 9},{40 - s / 10:.2f}" for j, s in enumerate(r)))}"/></svg>"""
            for r in _bars(g)
        )
    ),
    "bullet lengths in en": lambda g: _page(
        "".join(f'<i style="inline-size: {s / 16:.4f}ch"></i>' for s in _scaled(g))
    ),
    "translate property": lambda g: _page("".join(f'<i style="translate: {s:.2f}px 0"></i>' for s in _scaled(g))),
    "Lottie": lambda g: _txt(
        json.dumps(
            {"layers": [{"ty": 4, "ks": {"s": {"a": 0, "k": [round(s / 4, 3), 100, 100]}}} for s in _scaled(g)]}
        ),
        "a.json",
    ),
}

COMPUTED: dict[str, Made] = {
    "per mille": lambda g: _listed([f"{1000 * n / _whole(g):.1f}‰" for n in _first(g)]),
    "shares of the largest, in per cent": lambda g: _listed([f"{100 * n / max(_first(g)):.1f}%" for n in _first(g)]),
    "shares of the average, in per cent": lambda g: _listed(
        [f"{100 * n * len(_first(g)) / _whole(g):.1f}" for n in _first(g)]
    ),
    "shares of the row": lambda g: _txt(
        "\n".join("; ".join(f"{100 * n / max(1, sum(r)):.1f}%" for n in r) for r in g.cells)
    ),
    "shares of the row, labelled": lambda g: _txt(
        "\n".join(
            (f"{row}: " + "; ".join((f"{100 * n / max(1, sum(r)):.1f}%" for n in r)) for row, r in zip(g.rows, g.cells))
        )
    ),
    "whole shares, labelled": lambda g: _told(g, [f"{round(100 * n / _whole(g))}%" for n in _first(g)]),
    "shares to a decimal, labelled": lambda g: _told(g, [f"{100 * n / _whole(g):.1f}%" for n in _first(g)]),
    "shares of two columns": lambda g: _listed([f"{100 * r[0] / max(1, r[0] + r[1]):.1f}%" for r in g.cells]),
    "one in so many": lambda g: _listed([f"1 in {_whole(g) / n:.1f}" for n in _first(g)]),
    "index numbers to the last row": lambda g: _listed([f"{100 * n / _first(g)[-1]:.1f}" for n in _first(g)]),
    "index numbers to the average": lambda g: _listed(
        [f"{100 * n * len(_first(g)) / _whole(g):.1f}" for n in _first(g)]
    ),
    "ratios to the row before": lambda g: _listed([f"{b / a:.3f}" for a, b in zip(_first(g), _first(g)[1:])]),
    "signed changes between columns": lambda g: _listed([f"{b - a:+d}" for a, b in zip(_first(g), g.column(1))]),
    "signed changes between columns, labelled": lambda g: _told(
        g, [f"{b - a:+d}" for a, b in zip(_first(g), g.column(1))]
    ),
    "changes in per cent, signed, labelled": lambda g: _told(
        g, [f"{100 * (b - a) / a:+.1f}%" for a, b in zip(_first(g), g.column(1))]
    ),
    "changes in per cent, whole, labelled": lambda g: _told(
        g, [f"{100 * (b - a) / a:+.0f}%" for a, b in zip(_first(g), g.column(1))]
    ),
    "changes back in time, in per cent": lambda g: _listed(
        [f"{100 * (a - b) / b:.1f}%" for a, b in zip(_first(g), g.column(1))]
    ),
    "cumulative from the end": lambda g: _listed(list(accumulate(reversed(_first(g))))),
    "cumulative from the end, shown forwards": lambda g: _listed(list(accumulate(reversed(_first(g))))[::-1]),
    "sums of three columns": lambda g: _listed([sum(r[:3]) for r in g.cells]),
    "sums of the first and the third column": lambda g: _listed([r[0] + r[2] for r in g.cells]),
    "sums of neighbouring rows": lambda g: _listed([a + b for a, b in zip(_first(g)[::2], _first(g)[1::2])]),
    "moving sums of three": lambda g: _listed([sum(_first(g)[i : i + 3]) for i in range(len(_first(g)) - 2)]),
    "moving sums of two": lambda g: _listed([a + b for a, b in zip(_first(g), _first(g)[1:])]),
    "moving averages of two": lambda g: _listed([f"{(a + b) / 2:.1f}" for a, b in zip(_first(g), _first(g)[1:])]),
    "moving averages of five": lambda g: _listed(
        [f"{sum(_first(g)[i : i + 5]) / 5:.1f}" for i in range(len(_first(g)) - 4)]
    ),
    "quarters": lambda g: _listed([sum(_first(g)[i : i + 3]) for i in range(0, len(_first(g)) - 2, 3)]),
    "averages of two columns": lambda g: _listed([f"{(r[0] + r[1]) / 2:.1f}" for r in g.cells]),
    "averages of three columns": lambda g: _listed([f"{sum(r[:3]) / 3:.2f}" for r in g.cells]),
    "per quarter": lambda g: _listed([f"{n / 4:.2f}" for n in _first(g)]),
    "per working day": lambda g: _listed([f"{n / 260:.3f}" for n in _first(g)]),
    "per night of the week": lambda g: _listed([f"{n / 7:.2f}" for n in _first(g)]),
    "days between": lambda g: _listed([f"{365 / n:.2f}" for n in _first(g)]),
    "differences from the average": lambda g: _listed([f"{n - _whole(g) / len(_first(g)):+.1f}" for n in _first(g)]),
    "differences from the largest": lambda g: _listed([max(_first(g)) - n for n in _first(g)]),
    "differences from the first": lambda g: _listed([n - _first(g)[0] for n in _first(g)]),
    "differences from the median": lambda g: _listed([f"{n - statistics.median(_first(g)):+.1f}" for n in _first(g)]),
    "standard scores": lambda g: _listed(
        [f"{(n - statistics.mean(_first(g))) / statistics.pstdev(_first(g)):+.2f}" for n in _first(g)]
    ),
    "logarithms": lambda g: _listed([f"{math.log10(n):.3f}" for n in _first(g)]),
    "natural logarithms": lambda g: _listed([f"{math.log(n):.3f}" for n in _first(g)]),
    "square roots": lambda g: _listed([f"{math.sqrt(n):.3f}" for n in _first(g)]),
    "all others": lambda g: _listed([_whole(g) - n for n in _first(g)]),
    "one more than each": lambda g: _listed([n + 1 for n in _first(g)]),
    "rounded to two": lambda g: _told(g, [2 * round(n / 2) for n in _first(g)]),
    "rounded to four": lambda g: _told(g, [4 * round(n / 4) for n in _first(g)]),
    "rounded to five, unlabelled": lambda g: _listed([5 * round(n / 5) for n in _first(g)]),
    "rounded up to five, labelled": lambda g: _told(g, [5 * math.ceil(n / 5) for n in _first(g)]),
    "bands": lambda g: _told(g, [f"{10 * (n // 10)} to {10 * (n // 10) + 9}" for n in _first(g)]),
    "rates per 10,000, labelled": lambda g: _told(
        g, [f"{10000 * n / r:.1f}" for n, r in zip(_first(g), residents(len(g.rows), g.of))]
    ),
    "rates per 1,000, to a decimal, labelled": lambda g: _told(
        g, [f"{1000 * n / r:.1f}" for n, r in zip(_first(g), residents(len(g.rows), g.of))]
    ),
    "rates of a million": lambda g: _listed(
        [f"{1000000.0 * n / r:.0f}" for n, r in zip(_first(g), residents(len(g.rows), g.of))]
    ),
    "one resident in so many": lambda g: _listed(
        [f"{r / n:.1f}" for n, r in zip(_first(g), residents(len(g.rows), g.of))]
    ),
    "two files whose difference it is": lambda g: (
        "a.zip",
        zipped(
            {
                "a.csv": "".join((f"{row},{1000 + 37 * i}\n" for i, row in enumerate(g.rows))),
                "b.csv": "".join((f"{row},{1000 + 37 * i + n}\n" for i, (row, n) in enumerate(zip(g.rows, _first(g))))),
            }
        ),
    ),
    "totals and all columns but one": lambda g: _txt(
        f"{g.of},{','.join(g.columns[1:])},All\n"
        + "".join((f"{row},{','.join(map(str, r[1:]))},{sum(r)}\n" for row, r in zip(g.rows, g.cells))),
        "a.csv",
    ),
    "total row and all rows but one": lambda g: _txt(
        "".join((f"{row},{n}\n" for row, n in list(zip(g.rows, _first(g)))[1:])) + f"Total,{_whole(g)}\n", "a.csv"
    ),
    "maximum and minimum of rows": lambda g: _listed([max(r) for r in g.cells]),
    "medians of rows": lambda g: _listed([statistics.median(r) for r in g.cells]),
    "weighted score": lambda g: _listed([r[0] * 3 + r[1] for r in g.cells]),
    "trebled": lambda g: _listed([3 * n for n in _first(g)]),
    "halved": lambda g: _listed([f"{n / 2:g}" for n in _first(g)]),
    "times ten": lambda g: _listed([10 * n for n in _first(g)]),
    "costs at a unit cost": lambda g: _listed([f"£{n * 1850:,}" for n in _first(g)]),
}

KINDS: dict[str, dict[str, Made]] = {"C, shown": SHOWN, "D, computed": COMPUTED}
