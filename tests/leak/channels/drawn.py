# ruff: noqa: ARG005, E501  # a writer a line: each takes what the others take, and no line is cut where its file would not be
"""Drawings whose lengths, areas, angles and shades are the numbers: a writer a channel (C)."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from itertools import accumulate

from planting import scripted, word, zipped
from small_counts import Grid

from channels.writing import Made, first_column, page_file, pdf_of, svg_file, text_file


def _scaled(grid: Grid, to: float = 400, column: int = 0) -> list[float]:
    numbers = grid.column(column)
    return [to * n / max(numbers) for n in numbers]


def _each(grid: Grid, write: Callable[[int, float], str], to: float = 400) -> str:
    return "".join(write(at, size) for at, size in enumerate(_scaled(grid, to)))


def _pie(grid: Grid, *, hole: bool = False) -> str:
    numbers = grid.column(0)
    whole, parts, at = sum(numbers), [], 0.0
    for number in numbers:
        end = at + 2 * math.pi * number / whole
        one, two = (f"{150 * math.cos(a):.3f},{150 * math.sin(a):.3f}" for a in (at, end))
        large = int(end - at > math.pi)
        start = "M" if hole else "M0,0L"
        parts.append(f'<path d="{start}{one}A150,150 0 {large} 1 {two}{"L0,0" if hole else ""}Z"/>')
        at = end
    return "".join(parts)


def _conic(grid: Grid) -> str:
    whole = sum(grid.column(0))
    stops, at = [], 0.0
    for number in grid.column(0):
        end = at + 360 * number / whole
        stops.append(f"red {at:.2f}deg {end:.2f}deg")
        at = end
    return f'<div style="background: conic-gradient({", ".join(stops)})"></div>'


DRAWN: dict[str, Made] = {
    "bars": lambda g: svg_file(_each(g, lambda at, s: f'<rect x="{at * 20}" width="12" height="{s:.2f}"/>')),
    "bars each in a group": lambda g: svg_file(
        _each(g, lambda at, s: f'<g><title>x</title><rect y="{at * 20}" width="{s:.2f}"/></g>')
    ),
    "bars beside their tracks": lambda g: svg_file(
        _each(g, lambda at, s: f'<rect width="400"/><rect width="{s:.2f}"/>')
    ),
    "paths of bars": lambda g: svg_file(_each(g, lambda at, s: f'<path d="M0,{at * 20}h{s:.2f}v12h-{s:.2f}Z"/>')),
    "one path for all bars": lambda g: svg_file(
        '<path d="' + _each(g, lambda at, s: f"M0,{at * 20}h{s:.2f}v12h-{s:.2f}Z") + '"/>'
    ),
    "relative path": lambda g: svg_file(
        '<path d="m0,0'
        + "".join(f"l20,{b - a:.2f}" for a, b in zip([0.0, *_scaled(g)], _scaled(g), strict=False))
        + '"/>'
    ),
    "absolute path": lambda g: svg_file('<path d="M0,0' + _each(g, lambda at, s: f"L{at * 20},{s:.2f}") + '"/>'),
    "curved path": lambda g: svg_file(
        '<path d="M0,0' + _each(g, lambda at, s: f"S{at * 20 - 5},{s:.2f} {at * 20},{s:.2f}") + '"/>'
    ),
    "polyline": lambda g: svg_file('<polyline points="' + _each(g, lambda at, s: f"{at * 20},{s:.2f} ") + '"/>'),
    "area": lambda g: svg_file(
        '<path d="M0,400' + _each(g, lambda at, s: f"L{at * 20},{400 - s:.2f}") + 'L400,400Z"/>'
    ),
    "lines": lambda g: svg_file(_each(g, lambda at, s: f'<line x1="0" x2="{s:.2f}" y1="{at}" y2="{at}"/>')),
    "lines from a base": lambda g: svg_file(
        _each(g, lambda at, s: f'<line y1="400" y2="{400 - s:.2f}" x1="{at}" x2="{at}"/>')
    ),
    "bubbles": lambda g: svg_file(
        "".join(f'<circle cx="{at * 30}" cy="9" r="{9 * math.sqrt(n):.3f}"/>' for at, n in enumerate(g.column(0)))
    ),
    "dots": lambda g: svg_file(_each(g, lambda at, s: f'<g><circle cx="{s:.2f}" cy="{at * 20}" r="3"/></g>')),
    "stacked bars": lambda g: svg_file(
        "".join(f'<rect x="{x:.2f}" y="0" height="9"/>' for x in accumulate(_scaled(g)))
    ),
    "one stacked bar": lambda g: svg_file(
        "".join(
            f'<rect x="{x - s:.2f}" width="{s:.2f}"/>' for x, s in zip(accumulate(_scaled(g)), _scaled(g), strict=True)
        )
    ),
    "logarithmic": lambda g: svg_file("".join(f'<rect width="{100 * math.log10(n + 0.0):.3f}"/>' for n in g.column(0))),
    "pie": lambda g: svg_file(_pie(g)),
    "ring": lambda g: svg_file(_pie(g, hole=True)),
    "ring of dashes": lambda g: svg_file(
        "".join(f'<circle r="50" stroke-dasharray="{314.159 * n / sum(g.column(0)):.3f} 400"/>' for n in g.column(0))
    ),
    "moved groups": lambda g: svg_file(
        _each(g, lambda at, s: f'<g transform="translate(0,{s:.2f})"><circle r="2"/></g>')
    ),
    "scaled bars": lambda g: svg_file(
        _each(g, lambda at, s: f'<rect width="400" transform="scale({s / 400:.5f},1)"/>')
    ),
    "styled widths": lambda g: page_file(_each(g, lambda at, s: f'<div><div style="width: {s / 4:.3f}%"></div></div>')),
    "styled scaleX": lambda g: page_file(_each(g, lambda at, s: f'<i style="transform: scaleX({s / 400:.5f})"></i>')),
    "custom properties": lambda g: page_file(_each(g, lambda at, s: f'<i style="--size: {s / 400:.5f}"></i>')),
    "classes": lambda g: page_file(
        "x", "<style>" + _each(g, lambda at, s: f".b{at} {{ width: {s:.2f}px }}") + "</style>"
    ),
    "classes with custom properties": lambda g: page_file(
        "x", "<style>" + _each(g, lambda at, s: f".b{at} {{ --v: {s / 4:.3f}% }}") + "</style>"
    ),
    "style sheet": lambda g: ("a.css", _each(g, lambda at, s: f".b{at} {{ height: {s:.2f}px }}").encode()),
    "conic gradient": lambda g: page_file(_conic(g)),
    "linear gradient": lambda g: page_file(
        '<i style="background: linear-gradient('
        + ", ".join(f"red {s:.2f}px" for s in accumulate(_scaled(g)))
        + ')"></i>'
    ),
    "grid of fractions": lambda g: page_file(
        '<i style="grid-template-columns: ' + " ".join(f"{s:.2f}fr" for s in _scaled(g)) + '"></i>'
    ),
    "canvas rectangles": lambda g: page_file(
        "<script>" + _each(g, lambda at, s: f"c.fillRect(0, {at * 20}, {s:.2f}, 12);") + "</script>"
    ),
    "canvas lines": lambda g: ("a.js", _each(g, lambda at, s: f"ctx.lineTo({at * 20}, {s:.2f});").encode()),
    "meters": lambda g: page_file(_each(g, lambda at, s: f'<meter max="400" value="{s:.2f}"></meter>')),
    "slide shapes": lambda g: (
        "a.pptx",
        zipped(
            {
                "ppt/slides/slide1.xml": '<s xmlns:a="urn:a" xmlns:p="urn:p">'
                + _each(
                    g,
                    lambda at, s: (
                        f'<p:sp><p:spPr><a:xfrm><a:off x="0" y="{at}"/><a:ext cx="{round(s * 9525)}" cy="9"/></a:xfrm></p:spPr></p:sp>'
                    ),
                )
                + "</s>"
            }
        ),
    ),
    "PDF rectangles": lambda g: (
        "a.pdf",
        scripted(_each(g, lambda at, s: f"10 {at * 20} {s:.2f} 12 re f ").encode(), "/Stamp"),
    ),
    "PDF lines": lambda g: (
        "a.pdf",
        scripted(_each(g, lambda at, s: f"10 {at * 20} m {s:.2f} {at * 20} l S ").encode(), "/Stamp"),
    ),
    "EPS bars": lambda g: (
        "a.eps",
        ("%!PS-Adobe-3.0 EPSF-3.0\n" + _each(g, lambda at, s: f"10 {at * 20} {s:.2f} 12 rectfill\n")).encode(),
    ),
    "Vega data": lambda g: ("a.json", json.dumps({"data": {"values": g.records()}, "mark": "bar"}).encode()),
}


def _bars(grid: Grid) -> list[list[float]]:
    most = max(map(max, grid.cells))
    return [[400 * number / most for number in row] for row in grid.cells]


def _relative_arcs(numbers: Sequence[int]) -> str:
    whole = sum(numbers)

    def rim(at: int) -> tuple[float, float]:
        angle = 2 * math.pi * at / whole
        return 150 * math.cos(angle), 150 * math.sin(angle)

    def slice_of(number: int, end: int) -> str:
        (left, top), (right, bottom) = rim(end - number), rim(end)
        large = int(number * 2 > whole)
        return f'<path d="M0,0L{left:.3f},{top:.3f}a150,150 0 {large} 1 {right - left:.3f},{bottom - top:.3f}Z"/>'

    return "".join(map(slice_of, numbers, accumulate(numbers)))


SHOWN: dict[str, Made] = {
    "grouped bars, series side by side": lambda g: svg_file(
        "".join(
            (
                f'<rect x="{at * 90 + j * 9}" width="8" height="{s:.2f}"/>'
                for at, r in enumerate(_bars(g))
                for j, s in enumerate(r)
            )
        )
    ),
    "grouped bars, downwards": lambda g: svg_file(
        "".join(
            (
                f'<rect x="{at * 90 + j * 9}" y="{400 - s:.2f}" width="8" height="{s:.2f}"/>'
                for at, r in enumerate(_bars(g))
                for j, s in enumerate(r)
            )
        )
    ),
    "stacked bars of all columns": lambda g: svg_file(
        "".join(
            (
                f'<rect y="{at * 9}" x="{sum(r[:j]):.2f}" width="{s:.2f}"/>'
                for at, r in enumerate(_bars(g))
                for j, s in enumerate(r)
            )
        )
    ),
    "stacked, right edges only": lambda g: svg_file(
        "".join(
            (f'<path d="M0,{at * 9}H{sum(r[: j + 1]):.2f}"/>' for at, r in enumerate(_bars(g)) for j, s in enumerate(r))
        )
    ),
    "treemap by areas": lambda g: svg_file(
        "".join(
            (
                f'<rect width="{w:.3f}" height="{9 * n / w:.3f}"/>'
                for n, w in ((n, 3 + i * 37 % 11) for i, n in enumerate(first_column(g)))
            )
        )
    ),
    "treemap of divs": lambda g: page_file(
        "".join(
            (
                f'<div style="width:{w:.3f}px;height:{90 * n / w:.3f}px"></div>'
                for n, w in ((n, 3 + i * 37 % 11) for i, n in enumerate(first_column(g)))
            )
        )
    ),
    "squares by area": lambda g: svg_file(
        "".join(f'<rect width="{9 * math.sqrt(n):.3f}" height="{9 * math.sqrt(n):.3f}"/>' for n in first_column(g))
    ),
    "font sizes": lambda g: page_file(
        "".join(f'<span style="font-size:{10 + s / 10:.2f}px">x</span>' for s in _scaled(g))
    ),
    "opacities": lambda g: svg_file(
        "".join(f'<rect width="9" height="9" fill-opacity="{n / max(first_column(g)):.4f}"/>' for n in first_column(g))
    ),
    "opacity styles": lambda g: page_file(
        "".join(f'<td style="background: rgba(0,0,0,{n / max(first_column(g)):.4f})"></td>' for n in first_column(g))
    ),
    "grey levels": lambda g: svg_file(
        "".join(
            f'<rect width="9" height="9" fill="rgb({v},{v},{v})"/>'
            for v in (round(255 - 255 * n / max(first_column(g))) for n in first_column(g))
        )
    ),
    "grey levels in hexadecimal": lambda g: svg_file(
        "".join(
            f'<path d="M0 0h9v9z" fill="#ff{v:02x}{v:02x}"/>'
            for v in (round(255 - 255 * n / max(first_column(g))) for n in first_column(g))
        )
    ),
    "hsl lightness": lambda g: svg_file(
        "".join(
            f'<path d="M0 0h9v9z" style="fill:hsl(210 50% {100 - 60 * n / max(first_column(g)):.2f}%)"/>'
            for n in first_column(g)
        )
    ),
    "bars of letters": lambda g: text_file(
        "\n".join((f"area {chr(97 + i)} {'#' * n}" for i, n in enumerate(first_column(g))))
    ),
    "bars of blocks": lambda g: text_file(
        "\n".join((f"{row:16} {'█' * round(n / 2)}" for row, n in zip(g.rows, first_column(g), strict=False)))
    ),
    "bars of letters in a page": lambda g: page_file("".join(f"<p>{'|' * n}</p>" for n in first_column(g))),
    "people drawn one by one": lambda g: page_file("".join(f"<p>{'<i></i>' * n}</p>" for n in first_column(g))),
    "dots drawn one by one": lambda g: svg_file(
        "".join(
            (
                "<g>" + "".join((f'<circle cx="{k * 4}" cy="{i * 9}" r="1"/>' for k in range(n))) + "</g>"
                for i, n in enumerate(first_column(g))
            )
        )
    ),
    "stroke widths": lambda g: svg_file(
        "".join(
            (f'<line x1="0" x2="9" y1="{i}" y2="{i}" stroke-width="{s / 20:.3f}"/>' for i, s in enumerate(_scaled(g)))
        )
    ),
    "stroke widths in styles": lambda g: svg_file(
        "".join(
            (
                f'<line x1="0" x2="9" y1="{i}" y2="{i}" style="stroke-width:{s / 20:.3f}px"/>'
                for i, s in enumerate(_scaled(g))
            )
        )
    ),
    "needles turned": lambda g: svg_file(
        "".join(
            (
                f'<g transform="translate({i * 50} 0) rotate({s / 400 * 180:.2f})"><line y2="9"/></g>'
                for i, s in enumerate(_scaled(g))
            )
        )
    ),
    "matrix of scaling": lambda g: svg_file(
        "".join(
            (
                f'<rect width="400" height="9" transform="matrix({s / 400:.5f} 0 0 1 0 {i * 9})"/>'
                for i, s in enumerate(_scaled(g))
            )
        )
    ),
    "use with a width": lambda g: svg_file(
        '<symbol id="b"><rect width="100%" height="9"/></symbol>'
        + "".join((f'<use href="#b" y="{i * 9}" width="{s:.2f}"/>' for i, s in enumerate(_scaled(g))))
    ),
    "clip paths": lambda g: page_file(
        "".join(f'<i style="clip-path: inset(0 {100 - s / 4:.3f}% 0 0)"></i>' for s in _scaled(g))
    ),
    "polygons of clip paths": lambda g: page_file(
        '<i style="clip-path: polygon(0 100%, '
        + ", ".join((f"{i * 9}% {100 - s / 4:.3f}%" for i, s in enumerate(_scaled(g))))
        + ')"></i>'
    ),
    "flex grow": lambda g: page_file("".join(f'<i style="flex: {s / 4:.3f} 1 0"></i>' for s in _scaled(g))),
    "padding": lambda g: page_file("".join(f'<i style="padding-right: {s / 16:.4f}em"></i>' for s in _scaled(g))),
    "margins among other properties": lambda g: page_file(
        "".join(
            (
                f'<i style="color: red; margin: 0 {s / 4:.3f}% 0 2px; top: {i * 9}px"></i>'
                for i, s in enumerate(_scaled(g))
            )
        )
    ),
    "calc widths": lambda g: page_file(
        "".join(f'<i style="width: calc(100% * {s / 400:.5f} - 2px)"></i>' for s in _scaled(g))
    ),
    "absolute left and right": lambda g: page_file(
        "".join(f'<i style="position:absolute;left:10%;right:{90 - s / 5:.3f}%"></i>' for s in _scaled(g))
    ),
    "backgrounds sized": lambda g: page_file(
        "".join(f'<td style="background-size: {s / 4:.3f}% 100%">x</td>' for s in _scaled(g))
    ),
    "cells' own gradients": lambda g: page_file(
        "".join(
            f'<td style="background: linear-gradient(90deg, #eee {s / 4:.2f}%, transparent {s / 4:.2f}%)">x</td>'
            for s in _scaled(g)
        )
    ),
    "hr widths": lambda g: page_file("".join(f'<hr width="{s / 4:.2f}%">' for s in _scaled(g))),
    "image widths": lambda g: page_file(
        "".join(f'<img src="bar.gif" height="9" width="{round(s * 10)}">' for s in _scaled(g))
    ),
    "table cell widths": lambda g: page_file(
        "<table>" + "".join(f'<tr><td width="{s / 4:.2f}%"></td><td></td></tr>' for s in _scaled(g)) + "</table>"
    ),
    "animated sizes": lambda g: svg_file(
        "".join(
            f'<rect width="0" height="9"><animate attributeName="width" to="{s:.2f}" dur="1s"/></rect>'
            for s in _scaled(g)
        )
    ),
    "keyframes": lambda g: text_file(
        "".join((f"@keyframes k{i} {{ to {{ width: {s:.2f}px }} }}" for i, s in enumerate(_scaled(g)))), "a.css"
    ),
    "styles set by a script": lambda g: page_file(
        "<script>" + "".join((f"b[{i}].style.width='{s:.2f}px';" for i, s in enumerate(_scaled(g)))) + "</script>"
    ),
    "attributes set by a script": lambda g: text_file(
        "".join((f"r{i}.setAttribute('height', '{s:.2f}');" for i, s in enumerate(_scaled(g)))), "a.js"
    ),
    "array of sizes in a script": lambda g: text_file(
        "const h=[" + ",".join(f"{s:.2f}" for s in _scaled(g)) + "];", "a.js"
    ),
    "array of points in JSON": lambda g: text_file(
        json.dumps({"points": [[i * 20, round(s, 2)] for i, s in enumerate(_scaled(g))]}), "a.json"
    ),
    "objects of bars in JSON": lambda g: text_file(
        json.dumps({"bars": [{"x": i * 20, "h": round(s, 2)} for i, s in enumerate(_scaled(g))]}), "a.json"
    ),
    "canvas arcs of a pie": lambda g: page_file(
        "<script>"
        + "".join(
            (
                f"c.arc(9,9,9,{2 * math.pi * (a - n) / sum(first_column(g)):.5f},{2 * math.pi * a / sum(first_column(g)):.5f});"
                for n, a in zip(first_column(g), accumulate(first_column(g)), strict=False)
            )
        )
        + "</script>"
    ),
    "canvas bars to the bottom": lambda g: page_file(
        "<script>" + _each(g, lambda at, s: f"c.fillRect({at * 20}, {400 - s:.2f}, 12, {s:.2f});") + "</script>"
    ),
    "canvas through a scaled variable": lambda g: page_file(
        "<script>" + _each(g, lambda at, s: f"bar({at}, {s:.2f});") + "</script>"
    ),
    "TikZ bars": lambda g: text_file(
        "".join((f"\\draw ({i},0) rectangle ({i + 0.8:.1f},{s / 100:.4f});\n" for i, s in enumerate(_scaled(g)))),
        "a.tex",
    ),
    "pgfplots coordinates scaled": lambda g: text_file(
        "\\addplot coordinates {" + " ".join((f"({i},{s:.2f})" for i, s in enumerate(_scaled(g)))) + "};", "a.tex"
    ),
    "Mermaid pie of shares": lambda g: text_file(
        "pie\n"
        + "".join(
            (f'  "area {chr(97 + i)}" : {100 * n / sum(first_column(g)):.2f}\n' for i, n in enumerate(first_column(g)))
        ),
        "a.mmd",
    ),
    "Graphviz pen widths": lambda g: text_file(
        "digraph {"
        + "".join((f"a{chr(97 + i)} -> b [penwidth={s / 40:.4f}];" for i, s in enumerate(_scaled(g))))
        + "}",
        "a.dot",
    ),
    "DXF": lambda g: text_file(
        "".join(
            (f"0\nLINE\n8\n0\n10\n{i * 10}.0\n20\n0.0\n11\n{i * 10}.0\n21\n{s:.3f}\n" for i, s in enumerate(_scaled(g)))
        ),
        "a.dxf",
    ),
    "HPGL": lambda g: text_file(
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
    "PDF pie arcs": lambda g: pdf_of(
        " ".join(
            (
                f"300 300 m {300 + 100 * math.cos(2 * math.pi * (a - n) / sum(first_column(g))):.3f} {300 + 100 * math.sin(2 * math.pi * (a - n) / sum(first_column(g))):.3f} l {300 + 100 * math.cos(2 * math.pi * a / sum(first_column(g))):.3f} {300 + 100 * math.sin(2 * math.pi * a / sum(first_column(g))):.3f} l h f"
                for n, a in zip(first_column(g), accumulate(first_column(g)), strict=False)
            )
        )
    ),
    "PDF bars by matrices": lambda g: pdf_of(
        " ".join((f"q {s:.2f} 0 0 9 10 {i * 12} cm 0 0 1 1 re f Q" for i, s in enumerate(_scaled(g))))
    ),
    "PDF polyline": lambda g: pdf_of(
        "0 0 m " + " ".join((f"{i * 20} {s:.2f} l" for i, s in enumerate(_scaled(g)))) + " S"
    ),
    "PDF bars by line widths": lambda g: pdf_of(
        " ".join((f"{s:.2f} w 0 {i * 9} m 9 {i * 9} l S" for i, s in enumerate(_scaled(g))))
    ),
    "pie with relative arcs": lambda g: svg_file(_relative_arcs(first_column(g))),
    "pie by polygons": lambda g: svg_file(
        "".join(
            (
                '<polygon points="0,0 '
                + " ".join(
                    (
                        f"{150 * math.cos(2 * math.pi * (x - n + n * k / 8) / sum(first_column(g))):.3f},{150 * math.sin(2 * math.pi * (x - n + n * k / 8) / sum(first_column(g))):.3f}"
                        for k in range(9)
                    )
                )
                + '"/>'
                for n, x in zip(first_column(g), accumulate(first_column(g)), strict=False)
            )
        )
    ),
    "pie, dash offsets": lambda g: svg_file(
        "".join(
            (
                f'<circle r="50" pathLength="100" stroke-dasharray="{100 * n / sum(first_column(g)):.3f} 100" stroke-dashoffset="{-100 * (x - n) / sum(first_column(g)):.3f}"/>'
                for n, x in zip(first_column(g), accumulate(first_column(g)), strict=False)
            )
        )
    ),
    "ring, styled dashes": lambda g: svg_file(
        "".join(
            f'<circle r="50" style="stroke-dasharray: {314.159 * n / sum(first_column(g)):.3f} 400"/>'
            for n in first_column(g)
        )
    ),
    "square root scale": lambda g: svg_file(
        "".join(f'<rect width="{20 * math.sqrt(n):.3f}" height="9"/>' for n in first_column(g))
    ),
    "radar": lambda g: svg_file(
        '<polygon points="'
        + " ".join(
            (
                f"{s * math.cos(2 * math.pi * i / len(first_column(g))):.3f},{s * math.sin(2 * math.pi * i / len(first_column(g))):.3f}"
                for i, s in enumerate(_scaled(g))
            )
        )
        + '"/>'
    ),
    "radial bars": lambda g: svg_file(
        "".join(
            (
                f'<line x2="{s * math.cos(2 * math.pi * i / len(first_column(g))):.3f}" y2="{s * math.sin(2 * math.pi * i / len(first_column(g))):.3f}"/>'
                for i, s in enumerate(_scaled(g))
            )
        )
    ),
    "spline of Vega": lambda g: svg_file(
        f'<path d="M0,{_scaled(g)[0]:.3f}'
        + "".join(
            (
                f"C{i * 20 - 13.3:.3f},{a:.3f},{i * 20 - 6.7:.3f},{b:.3f},{i * 20},{b:.3f}"
                for i, (a, b) in enumerate(zip(_scaled(g), _scaled(g)[1:], strict=False), 1)
            )
        )
        + '"/>'
    ),
    "step line": lambda g: svg_file(
        '<path d="M0,0' + "".join((f"V{s:.2f}H{i * 20 + 20}" for i, s in enumerate(_scaled(g)))) + '"/>'
    ),
    "bars of Matplotlib": lambda g: svg_file(
        "".join(
            (
                f'<g id="patch_{i}"><path d="M {i * 20} 307.5 \nL {i * 20 + 12} 307.5 \nL {i * 20 + 12} {307.5 - s * 0.7:.6f} \nL {i * 20} {307.5 - s * 0.7:.6f} \nz\n" style="fill: #1f77b4"/></g>'
                for i, s in enumerate(_scaled(g))
            )
        )
    ),
    "lollipops in many groups": lambda g: svg_file(
        "".join(
            (
                f'<g class="row r{i}" transform="translate(0,{i * 20})"><path d="M0,0H{s:.2f}"/><circle cx="{s:.2f}" r="4"/></g>'
                for i, s in enumerate(_scaled(g))
            )
        )
    ),
    "bars between other bars": lambda g: svg_file(
        "".join(
            (
                f'<rect class="track" width="400"/><rect class="limit" width="{i * 61 % 97 + 100}"/><rect class="v" width="{s:.2f}"/>'
                for i, s in enumerate(_scaled(g))
            )
        )
    ),
    "sparklines, a row each": lambda g: page_file(
        "".join(
            f"""<svg><polyline points="{" ".join((f"{j * 9},{40 - s / 10:.2f}" for j, s in enumerate(r)))}"/></svg>"""
            for r in _bars(g)
        )
    ),
    "bullet lengths in en": lambda g: page_file(
        "".join(f'<i style="inline-size: {s / 16:.4f}ch"></i>' for s in _scaled(g))
    ),
    "translate property": lambda g: page_file("".join(f'<i style="translate: {s:.2f}px 0"></i>' for s in _scaled(g))),
    "Lottie": lambda g: text_file(
        json.dumps(
            {"layers": [{"ty": 4, "ks": {"s": {"a": 0, "k": [round(s / 4, 3), 100, 100]}}} for s in _scaled(g)]}
        ),
        "a.json",
    ),
}
