"""What several kinds of channels write a table of small counts with."""

from __future__ import annotations

import base64
import io
from collections.abc import Callable
from html import escape

from planting import Planted, page
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject
from small_counts import Grid

Made = Callable[[Grid], Planted]


def text_file(text: str, name: str = "a.txt") -> Planted:
    return name, text.encode()


def page_file(body: str, head: str = "") -> Planted:
    return "a.html", page(body, head)


def joined(grid: Grid, between: str, end: str = "\n") -> str:
    return "".join(between.join(line) + end for line in grid.lines())


def run_of(grid: Grid, column: int = 0, between: str = "; ") -> str:
    return between.join(map(str, grid.column(column)))


def base64_of(content: bytes) -> str:
    return base64.b64encode(content).decode()


def table_rows(grid: Grid, cell: str = "td") -> str:
    return "".join(f"<tr>{''.join(f'<{cell}>{escape(c)}</{cell}>' for c in line)}</tr>" for line in grid.lines())


def fixed_width(grid: Grid, *, right: bool = True, blanks: bool = False) -> str:
    lines = grid.lines()
    widths = [max(len(line[at]) for line in lines) + 3 for at in range(len(lines[0]))]
    out = []
    for number, line in enumerate(lines):
        cells = ["" if blanks and at > 1 and (number + at) % 3 == 0 else cell for at, cell in enumerate(line)]
        out.append(
            "".join(
                cell.rjust(width) if right and at else cell.ljust(width)
                for at, (cell, width) in enumerate(zip(cells, widths, strict=True))
            )
        )
    return "\n".join(out)


def markdown_of(grid: Grid) -> str:
    head, *body = grid.lines()
    lines = [head, ["---"] * len(head), *body]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def svg_file(body: str) -> Planted:
    return "a.svg", f'<svg xmlns="http://www.w3.org/2000/svg">{body}</svg>'.encode()


def first_column(grid: Grid) -> list[int]:
    return grid.column(0)


def pdf_of(drawn: str) -> Planted:
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


def html_table(grid: Grid) -> str:
    return f"<table>{table_rows(grid)}</table>"
