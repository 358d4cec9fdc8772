# ruff: noqa: ARG005, E501  # a writer a line: each takes what the others take, and XML is no longer for being cut
"""How a table of small counts gets into a file: one writer a channel, in the lettered kinds of the audit."""

from __future__ import annotations

import base64
import bz2
import html
import io
import json
import lzma
import math
import quopri
import struct
import zipfile
import zlib
from collections.abc import Callable, Sequence
from itertools import accumulate

from planting import _MAIN, Planted, book, page, pdf, scripted, zipped
from small_counts import Grid

Made = Callable[[Grid], Planted]
E = html.escape


def _txt(text: str, name: str = "a.txt") -> Planted:
    return name, text.encode()


def _page(body: str, head: str = "") -> Planted:
    return "a.html", page(body, head)


def _joined(grid: Grid, between: str, end: str = "\n") -> str:
    return "".join(between.join(line) + end for line in grid.lines())


def _run(grid: Grid, column: int = 0, between: str = "; ") -> str:
    return between.join(map(str, grid.column(column)))


# --- A: what a parser drops, what is encoded, what is XML and not HTML


def _b64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _noise_zip(grid: Grid, size: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("noise", bytes((at * 7919 >> 3) % 256 for at in range(size)))
        archive.writestr("a.txt", _run(grid))
    return file.getvalue()


DROPPED: dict[str, Made] = {
    "comment after the page": lambda g: ("a.html", page("<p>x</p>") + f"<!-- {_run(g)} -->".encode()),
    "comment before the page": lambda g: ("a.html", f"<!-- {_run(g)} -->".encode() + page("<p>x</p>")),
    "page ended in its middle": lambda g: _page(f"<p>x</p></body></html><!-- {_run(g)} --><p>y</p>"),
    "a second page": lambda g: ("a.html", page("x") + page(f"<p>{_run(g)}</p>")),
    "text after the page": lambda g: ("a.html", page("x") + _run(g).encode()),
    "table after the page": lambda g: ("a.html", page("x") + f"<table>{_rows(g)}</table>".encode()),
    "a second body": lambda g: ("a.html", f"<html><body>x</body><body><p>{_run(g)}</p></body></html>".encode()),
    "a second html": lambda g: ("a.html", f"<html><body>x</body></html><html><p>{_run(g)}</p></html>".encode()),
    "comment after a drawing": lambda g: ("a.svg", f"<svg><text>x</text></svg><!-- {_run(g)} -->".encode()),
    "comment before a drawing": lambda g: ("a.svg", f"<!-- {_run(g)} --><svg><text>x</text></svg>".encode()),
    "instruction before a drawing": lambda g: ("a.svg", f"<?note {_run(g)}?><svg><text>x</text></svg>".encode()),
    "second root in a drawing": lambda g: ("a.svg", f"<svg/><svg><text>{_run(g)}</text></svg>".encode()),
    "declaration of a document": lambda g: (
        "a.xml",
        f"<!DOCTYPE a [<!-- {_run(g)} --> <!ELEMENT a ANY>]><a>x</a>".encode(),
    ),
    "declaration of a page": lambda g: ("a.html", f"<!DOCTYPE html SYSTEM '{_run(g)}'>".encode() + page("x")),
    "CDATA in a page": lambda g: _page(f"<p>x</p><![CDATA[ {_run(g)} ]]>"),
    "bogus comment": lambda g: _page(f"<p>x</p><!note {_run(g)} >"),
    "question mark in a page": lambda g: _page(f"<p>x</p><?php {_run(g)} ?>"),
    "end tag with attributes": lambda g: _page(f'<p>x</p title="{_run(g)}">'),
    "attribute twice": lambda g: _page(f'<p title="x" title="{_run(g)}">x</p>'),
    "comment without an end": lambda g: _page(f"<p>x</p><!-- {_run(g)}"),
    "plaintext": lambda g: _page(f"<p>x</p><plaintext>{_run(g)}"),
    "noscript in the head": lambda g: _page("x", f"<noscript>{_run(g)}</noscript>"),
    "frameset": lambda g: _page(f"<frameset><noframes>{_run(g)}</noframes></frameset>"),
    "textarea": lambda g: _page(f"<textarea><b>{_run(g)}</b></textarea>"),
    "select": lambda g: _page("<select>" + "".join(f"<option>{n}" for n in g.column(0)) + "</select>"),
    "end of script in a string": lambda g: _page(f"<script>var x='</script><!-- {_run(g)} -->'</script>"),
    "sentence after the page": lambda g: ("a.html", page("x") + f"<p>{_run(g)} were the counts of it</p>".encode()),
}
ENCODED: dict[str, Made] = {
    **{
        f"base64 of {size} bytes": lambda g, size=size: (
            "a.js",
            f'x = "{_b64(_noise_zip(g, size))}"'.encode(),
        )
        for size in (50, 500, 1000, 5000, 50_000)
    },
    "base64 in lines": lambda g: _txt(f"x\n{base64.encodebytes(_joined(g, ',').encode() * 3).decode()}y\n"),
    "base64 for addresses": lambda g: _txt(
        f"https://host/a?x={base64.urlsafe_b64encode(_noise_zip(g, 900)).decode()}", "a.md"
    ),
    "base64 of UTF-16": lambda g: _txt(f"x={_b64(_run(g).encode('utf-16-le'))}"),
    "base64 of zlib": lambda g: _txt(f"x={_b64(zlib.compress(_joined(g, ',').encode()))}"),
    "base64 of bzip2": lambda g: _txt(f"x={_b64(bz2.compress(_joined(g, ',').encode()))}"),
    "base64 of xz": lambda g: _txt(f"x={_b64(lzma.compress(_joined(g, ',').encode()))}"),
    "base64 of base64": lambda g: _txt(f"x={_b64(_b64(_joined(g, ',').encode()).encode())}"),
    "base32": lambda g: _txt(f"x {base64.b32encode(_run(g).encode()).decode()}"),
    "Ascii85": lambda g: _txt(f"x <~{base64.a85encode(_run(g).encode()).decode()}~>"),
    "uuencode": lambda g: _txt(_uu(_run(g))),
    "hexadecimal": lambda g: _txt(f"x {_run(g).encode().hex()}"),
    "hexadecimal, in pairs": lambda g: _txt("x " + _run(g).encode().hex(" ")),
    "hexadecimal, with 0x": lambda g: _txt("x " + ",".join(f"0x{c:02x}" for c in _run(g).encode())),
    "octal": lambda g: _txt("x " + " ".join(f"{c:03o}" for c in _run(g).encode())),
    "codes of letters": lambda g: _txt(f"String.fromCharCode({','.join(map(str, _run(g).encode()))})", "a.js"),
    "octal escapes": lambda g: _txt("x='" + "".join(f"\\{c:03o}" for c in _run(g).encode()) + "'", "a.js"),
    "quoted-printable": lambda g: _txt("".join(f"={c:02X}" for c in _run(g).encode())),
    "zlib": lambda g: ("a.z", zlib.compress(_joined(g, ",").encode())),
    "float64 in base64": lambda g: _typed(g, "f8", "d"),
    "float32 in base64": lambda g: _typed(g, "f4", "f"),
    "int32 in base64": lambda g: _typed(g, "i4", "i"),
    "int16 in base64": lambda g: _typed(g, "i2", "h"),
}


def _uu(text: str) -> str:
    lines = [text.encode()[at : at + 45] for at in range(0, len(text), 45)]
    import binascii

    return "begin 644 a.txt\n" + "".join(binascii.b2a_uu(line).decode() for line in lines) + "`\nend\n"


def _typed(grid: Grid, kind: str, code: str) -> Planted:
    numbers = grid.column(0)
    data = _b64(struct.pack(f"<{len(numbers)}{code}", *numbers))
    return "a.json", json.dumps({"data": [{"type": "bar", "y": {"dtype": kind, "bdata": data}}]}).encode()


NOT_HTML: dict[str, Made] = {
    f"XML elements called {tag}": lambda g, tag=tag: (
        "a.xml",
        f"<a>{''.join(f'<{tag}>{n}</{tag}>' for n in g.column(0))}</a>".encode(),
    )
    for tag in ("data", "b", "code", "i", "label", "span", "time", "var", "r", "t", "s", "u", "a")
} | {
    "spans side by side": lambda g: _page("".join(f"<span>{n}</span>" for n in g.column(0))),
    "XML with a namespace": lambda g: (
        "a.xml",
        f'<x:a xmlns:x="urn:x">{"".join(f"<x:data>{n}</x:data>" for n in g.column(0))}</x:a>'.encode(),
    ),
    "own elements side by side": lambda g: _page("".join(f"<x-n>{n}</x-n>" for n in g.column(0))),
}

# --- B: everyday files


def _rows(grid: Grid, cell: str = "td") -> str:
    return "".join(f"<tr>{''.join(f'<{cell}>{E(c)}</{cell}>' for c in line)}</tr>" for line in grid.lines())


def _divs(grid: Grid) -> str:
    return "".join(f'<div class="row">{"".join(f"<div>{E(c)}</div>" for c in line)}</div>' for line in grid.lines())


def _columns_of(grid: Grid) -> str:
    """Only the numbers of a table, row by row, as many in a line as there are columns, with other numbers between."""
    return "\n".join(
        " ".join(str(n) for pair in zip(row, range(11, 99, 7), strict=False) for n in pair) for row in grid.cells
    )


def _fixed(grid: Grid, *, right: bool = True, blanks: bool = False) -> str:
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


def _log(grid: Grid) -> str:
    lines = []
    for at, record in enumerate(grid.records()):
        told = " ".join(f"{key.replace(' ', '_')}={value}" for key, value in record.items())
        lines.append(f"2026-01-{at + 1:02} 09:{at + 10}:07 INFO {told} took {17 * at + 3}ms")
    return "\n".join(lines)


def _sql(grid: Grid) -> str:
    values = ",\n".join(
        f"({at + 1}, '{line[0]}', {', '.join(line[1:])}, 'x')" for at, line in enumerate(grid.lines()[1:])
    )
    return f"INSERT INTO t VALUES\n{values};\n"


def _copy(grid: Grid) -> str:
    body = "\n".join("\t".join([str(at), *line, "\\N"]) for at, line in enumerate(grid.lines()[1:]))
    return f"COPY public.t FROM stdin;\n{body}\n\\.\n"


def _latex(grid: Grid) -> str:
    body = " \\\\\n".join(" & ".join(line) for line in grid.lines())
    return f"\\begin{{tabular}}{{lrrr}}\n{body} \\\\\n\\end{{tabular}}\n"


def _markdown(grid: Grid) -> str:
    head, *body = grid.lines()
    lines = [head, ["---"] * len(head), *body]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _yaml_records(grid: Grid) -> str:
    return "".join(
        "- " + "\n  ".join(f"{key}: {value}" for key, value in record.items()) + "\n" for record in grid.records()
    )


def _toml(grid: Grid) -> str:
    return "".join(
        "[[row]]\n" + "".join(f"{key.replace(' ', '_')} = {json.dumps(value)}\n" for key, value in record.items())
        for record in grid.records()
    )


def _xml_rows(grid: Grid, tag: str = "c") -> str:
    return "".join(f"<row>{''.join(f'<{tag}>{E(cell)}</{tag}>' for cell in line)}</row>" for line in grid.lines()[1:])


def _xml_named(grid: Grid) -> str:
    return "".join(
        "<row>"
        + "".join(
            f"<{k.replace(' ', '_') if k[0].isalpha() else 'y' + k}>{v}</{k.replace(' ', '_') if k[0].isalpha() else 'y' + k}>"
            for k, v in record.items()
        )
        + "</row>"
        for record in grid.records()
    )


def _geojson(grid: Grid) -> str:
    features = [
        {
            "type": "Feature",
            "geometry": {"type": "Point", "coordinates": [0.31 + at / 97, 51.4 + at / 89]},
            "properties": record,
        }
        for at, record in enumerate(grid.records())
    ]
    return json.dumps({"type": "FeatureCollection", "features": features})


def _notebook(grid: Grid) -> str:
    text = [line + "\n" for line in _fixed(grid).split("\n")]
    cell = {"cell_type": "code", "source": [], "outputs": [{"data": {"text/plain": text}}]}
    return json.dumps({"cells": [cell], "nbformat": 4})


def _mail(grid: Grid, encoding: str, kind: str = "text/csv") -> bytes:
    body = _joined(grid, ",").encode() if kind == "text/csv" else page(f"<table>{_rows(grid)}</table>")
    if encoding == "base64":
        coded = base64.encodebytes(body)
    elif encoding == "quoted-printable":
        coded = quopri.encodestring(body)
    else:
        coded = body
    return (
        (
            f'From: a@example.org\nSubject: x\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="B"\n\n--B\n'
            f"Content-Type: text/plain\n\nHello\n--B\nContent-Type: {kind}; charset=utf-8\n"
            f'Content-Transfer-Encoding: {encoding}\nContent-Disposition: attachment; filename="a.csv"\n\n'
        ).encode()
        + coded
        + b"\n--B--\n"
    )


def _sparse_sheet(grid: Grid) -> bytes:
    """A sheet whose rows leave out cells and bear references."""
    rows = []
    for at, line in enumerate(grid.lines()[1:], 2):
        cells = "".join(
            f'<c r="{chr(65 + 2 * number)}{at}"><v>{cell}</v></c>'
            for number, cell in enumerate(line[1:])
            if (at + number) % 4 or number == 0
        )
        extra = f'<c r="B{at}"><v>{at * 31 % 97}</v></c>' if at % 2 else ""
        first, _, rest = cells.partition("</c>")
        rows.append(f'<row r="{at}">{first}</c>{extra}{rest}</row>')
    return book(
        more={
            "xl/worksheets/sheet3.xml": f'<worksheet xmlns="{_MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'
        }
    )


def _rowspan(grid: Grid) -> str:
    """Rows grouped two by two under a cell that spans both."""
    rows = []
    for at, line in enumerate(grid.lines()[1:]):
        group = f'<td rowspan="2">{at * 13 % 89}</td>' if at % 2 == 0 else ""
        rows.append(f"<tr>{group}{''.join(f'<td>{cell}</td>' for cell in line)}</tr>")
    return f"<table>{''.join(rows)}</table>"


def _spreadsheetml(grid: Grid) -> str:
    rows = "".join(
        "<Row>"
        + "".join(
            f'<Cell{" ss:Index=" + chr(34) + str(at + 2) + chr(34) if at == 1 else ""}><Data ss:Type="Number">{cell}</Data></Cell>'
            for at, cell in enumerate(line)
        )
        + "</Row>"
        for line in grid.lines()[1:]
    )
    return (
        '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" '
        f'xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table>{rows}</Table></Worksheet></Workbook>'
    )


def _ods(grid: Grid) -> bytes:
    rows = "".join(
        "<t:table-row>"
        + ('<t:table-cell t:number-columns-repeated="2"/>' if at % 2 else "<t:table-cell/><t:table-cell/>")
        + "".join(f'<t:table-cell o:value="{cell}"><t:p>{E(cell)}</t:p></t:table-cell>' for cell in line)
        + "</t:table-row>"
        for at, line in enumerate(grid.lines()[1:])
    )
    return zipped({"mimetype": "x", "content.xml": f'<o xmlns:t="urn:t" xmlns:o="urn:o"><t:table>{rows}</t:table></o>'})


def _pdf_table(grid: Grid) -> bytes:
    """A PDF whose cells are set one by one, row after row."""
    drawn = ["BT /F1 10 Tf"]
    for at, line in enumerate(grid.lines()):
        for number, cell in enumerate(line):
            drawn.append(f"1 0 0 1 {50 + 80 * number} {760 - 20 * at} Tm ({cell}) Tj")
    return scripted(" ".join([*drawn, "ET"]).encode(), "/Stamp")


def _power_query(grid: Grid) -> bytes:
    table = json.dumps(grid.lines()[1:])
    packed = base64.b64encode(zlib.compress(table.encode())[2:-4]).decode()
    code = f'section S; shared T = Table.FromRows(Json.Document(Binary.Decompress(Binary.FromText("{packed}", BinaryEncoding.Base64), Compression.Deflate)))'
    inner = zipped({"Formulas/Section1.m": code})
    mashup = base64.b64encode(b"\0\0\0\0" + len(inner).to_bytes(4, "little") + inner + b"\0" * 8).decode()
    item = f'<DataMashup xmlns="http://schemas.microsoft.com/DataMashup">{mashup}</DataMashup>'
    return book(more={"customXml/item1.xml": item})


def _ics(grid: Grid) -> str:
    text = _joined(grid, ", ", "; ")
    folded = "\r\n ".join(text[at : at + 60] for at in range(0, len(text), 60))
    return f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDESCRIPTION:{folded}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


EVERYDAY: dict[str, Made] = {
    "fixed width": lambda g: _txt(_fixed(g)),
    "fixed width, to the left": lambda g: _txt(_fixed(g, right=False)),
    "fixed width with empty cells": lambda g: _txt(_fixed(g, blanks=True)),
    "tabs": lambda g: _txt(_joined(g, "\t")),
    "Markdown table": lambda g: _txt(_markdown(g), "a.md"),
    "log": lambda g: _txt(_log(g), "a.log"),
    "SQL, values": lambda g: _txt(_sql(g), "a.sql"),
    "SQL, copied": lambda g: _txt(_copy(g), "a.sql"),
    "LaTeX": lambda g: _txt(_latex(g), "a.tex"),
    "reStructuredText": lambda g: _txt(_fixed(g, right=False), "a.rst"),
    "many numbers a line": lambda g: _txt(_columns_of(g)),
    "CSV with more columns": lambda g: _txt(
        "".join(f"{line[0]},{at},{at * 7 % 50},{','.join(line[1:])}\n" for at, line in enumerate(g.lines())), "a.csv"
    ),
    "JSON lines": lambda g: _txt("".join(json.dumps(r) + "\n" for r in g.records()), "a.ndjson"),
    "JSON records": lambda g: _txt(json.dumps(g.records()), "a.json"),
    "JSON rows": lambda g: _txt(json.dumps(g.lines()), "a.json"),
    "JSON columns": lambda g: _txt(json.dumps({c: g.column(at) for at, c in enumerate(g.columns)}), "a.json"),
    "JSON by label": lambda g: _txt(json.dumps({r[0]: r[1:] for r in g.lines()[1:]}), "a.json"),
    "JavaScript rows": lambda g: _txt(f"const rows = {json.dumps(g.lines())};", "a.js"),
    "Python dictionary": lambda g: _txt(f"rows = {g.records()!r}", "a.py"),
    "YAML records": lambda g: _txt(_yaml_records(g), "a.yaml"),
    "TOML records": lambda g: _txt(_toml(g), "a.toml"),
    "INI": lambda g: _txt(
        "".join(f"[{r[0]}]\n" + "".join(f"v{a}={c}\n" for a, c in enumerate(r[1:])) for r in g.lines()[1:]), "a.ini"
    ),
    "XML rows": lambda g: _txt(f"<t>{_xml_rows(g)}</t>", "a.xml"),
    "XML records": lambda g: _txt(f"<t>{_xml_named(g)}</t>", "a.xml"),
    "XML attributes": lambda g: _txt(
        "<t>"
        + "".join(
            f"<r {' '.join(f'v{a}={chr(34)}{c}{chr(34)}' for a, c in enumerate(line))}/>" for line in g.lines()[1:]
        )
        + "</t>",
        "a.xml",
    ),
    "GeoJSON": lambda g: _txt(_geojson(g), "a.geojson"),
    "notebook": lambda g: _txt(_notebook(g), "a.ipynb"),
    "grid of divs": lambda g: _page(_divs(g)),
    "grid of spans": lambda g: _page(
        "".join(f"<p>{''.join(f'<span>{E(c)}</span>' for c in line)}</p>" for line in g.lines())
    ),
    "flat grid of divs": lambda g: _page(
        "<div>" + "".join(f"<div>{E(c)}</div>" for line in g.lines() for c in line) + "</div>"
    ),
    "list of lists": lambda g: _page(
        "<ul>"
        + "".join(f"<li>{line[0]}<ul>{''.join(f'<li>{c}</li>' for c in line[1:])}</ul></li>" for line in g.lines()[1:])
        + "</ul>"
    ),
    "definition list": lambda g: _page(
        "<dl>"
        + "".join(f"<dt>{line[0]}</dt>{''.join(f'<dd>{c}</dd>' for c in line[1:])}" for line in g.lines()[1:])
        + "</dl>"
    ),
    "table with spanned rows": lambda g: _page(_rowspan(g)),
    "table in a page": lambda g: _page(f"<table>{_rows(g)}</table>"),
    "pre in a page": lambda g: _page(f"<pre>{E(_fixed(g))}</pre>"),
    "SpreadsheetML": lambda g: _txt(_spreadsheetml(g), "a.xml"),
    "sheet by reference": lambda g: ("a.xlsx", _sparse_sheet(g)),
    "ODS with repeated cells": lambda g: ("a.ods", _ods(g)),
    "PDF table": lambda g: ("a.pdf", _pdf_table(g)),
    "PDF text": lambda g: ("a.pdf", pdf(_run(g))),
    "Power Query": lambda g: ("a.xlsx", _power_query(g)),
    "mail, base64": lambda g: ("a.eml", _mail(g, "base64")),
    "mail, quoted-printable": lambda g: ("a.eml", _mail(g, "quoted-printable")),
    "mail, as it is": lambda g: ("a.eml", _mail(g, "8bit")),
    "mail, a page": lambda g: ("a.eml", _mail(g, "quoted-printable", "text/html")),
    "page archive": lambda g: ("a.mht", _mail(g, "quoted-printable", "text/html")),
    "mailbox": lambda g: ("a.mbox", b"From a@example.org Thu Jan 1 00:00:00 2026\n" + _mail(g, "base64")),
    "calendar": lambda g: _txt(_ics(g), "a.ics"),
    "UTF-16 without a mark": lambda g: ("a.txt", _joined(g, ",").encode("utf-16-le")),
    "UTF-16, the other way round": lambda g: ("a.txt", _joined(g, ",").encode("utf-16-be")),
    "UTF-32 without a mark": lambda g: ("a.txt", _joined(g, ",").encode("utf-32-le")),
    "RTF table": lambda g: (
        "a.rtf",
        (
            "{\\rtf1 "
            + "".join("\\trowd " + "".join(f"{c}\\cell " for c in line) + "\\row " for line in g.lines())
            + "}"
        ).encode(),
    ),
    "Word table": lambda g: (
        "a.docx",
        zipped(
            {
                "word/document.xml": '<w:document xmlns:w="urn:w"><w:tbl>'
                + "".join(
                    "<w:tr>"
                    + "".join(f"<w:tc><w:p><w:r><w:t>{E(c)}</w:t></w:r></w:p></w:tc>" for c in line)
                    + "</w:tr>"
                    for line in g.lines()
                )
                + "</w:tbl></w:document>"
            }
        ),
    ),
}

# --- C: drawings


def _scaled(grid: Grid, to: float = 400, column: int = 0) -> list[float]:
    numbers = grid.column(column)
    return [to * n / max(numbers) for n in numbers]


def _svg(body: str) -> Planted:
    return "a.svg", f'<svg xmlns="http://www.w3.org/2000/svg">{body}</svg>'.encode()


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
    "bars": lambda g: _svg(_each(g, lambda at, s: f'<rect x="{at * 20}" width="12" height="{s:.2f}"/>')),
    "bars each in a group": lambda g: _svg(
        _each(g, lambda at, s: f'<g><title>x</title><rect y="{at * 20}" width="{s:.2f}"/></g>')
    ),
    "bars beside their tracks": lambda g: _svg(_each(g, lambda at, s: f'<rect width="400"/><rect width="{s:.2f}"/>')),
    "paths of bars": lambda g: _svg(_each(g, lambda at, s: f'<path d="M0,{at * 20}h{s:.2f}v12h-{s:.2f}Z"/>')),
    "one path for all bars": lambda g: _svg(
        '<path d="' + _each(g, lambda at, s: f"M0,{at * 20}h{s:.2f}v12h-{s:.2f}Z") + '"/>'
    ),
    "relative path": lambda g: _svg(
        '<path d="m0,0'
        + "".join(f"l20,{b - a:.2f}" for a, b in zip([0.0, *_scaled(g)], _scaled(g), strict=False))
        + '"/>'
    ),
    "absolute path": lambda g: _svg('<path d="M0,0' + _each(g, lambda at, s: f"L{at * 20},{s:.2f}") + '"/>'),
    "curved path": lambda g: _svg(
        '<path d="M0,0' + _each(g, lambda at, s: f"S{at * 20 - 5},{s:.2f} {at * 20},{s:.2f}") + '"/>'
    ),
    "polyline": lambda g: _svg('<polyline points="' + _each(g, lambda at, s: f"{at * 20},{s:.2f} ") + '"/>'),
    "area": lambda g: _svg('<path d="M0,400' + _each(g, lambda at, s: f"L{at * 20},{400 - s:.2f}") + 'L400,400Z"/>'),
    "lines": lambda g: _svg(_each(g, lambda at, s: f'<line x1="0" x2="{s:.2f}" y1="{at}" y2="{at}"/>')),
    "lines from a base": lambda g: _svg(
        _each(g, lambda at, s: f'<line y1="400" y2="{400 - s:.2f}" x1="{at}" x2="{at}"/>')
    ),
    "bubbles": lambda g: _svg(
        "".join(f'<circle cx="{at * 30}" cy="9" r="{9 * math.sqrt(n):.3f}"/>' for at, n in enumerate(g.column(0)))
    ),
    "dots": lambda g: _svg(_each(g, lambda at, s: f'<g><circle cx="{s:.2f}" cy="{at * 20}" r="3"/></g>')),
    "stacked bars": lambda g: _svg("".join(f'<rect x="{x:.2f}" y="0" height="9"/>' for x in accumulate(_scaled(g)))),
    "one stacked bar": lambda g: _svg(
        "".join(
            f'<rect x="{x - s:.2f}" width="{s:.2f}"/>' for x, s in zip(accumulate(_scaled(g)), _scaled(g), strict=True)
        )
    ),
    "logarithmic": lambda g: _svg("".join(f'<rect width="{100 * math.log10(n + 0.0):.3f}"/>' for n in g.column(0))),
    "pie": lambda g: _svg(_pie(g)),
    "ring": lambda g: _svg(_pie(g, hole=True)),
    "ring of dashes": lambda g: _svg(
        "".join(f'<circle r="50" stroke-dasharray="{314.159 * n / sum(g.column(0)):.3f} 400"/>' for n in g.column(0))
    ),
    "moved groups": lambda g: _svg(_each(g, lambda at, s: f'<g transform="translate(0,{s:.2f})"><circle r="2"/></g>')),
    "scaled bars": lambda g: _svg(_each(g, lambda at, s: f'<rect width="400" transform="scale({s / 400:.5f},1)"/>')),
    "styled widths": lambda g: _page(_each(g, lambda at, s: f'<div><div style="width: {s / 4:.3f}%"></div></div>')),
    "styled scaleX": lambda g: _page(_each(g, lambda at, s: f'<i style="transform: scaleX({s / 400:.5f})"></i>')),
    "custom properties": lambda g: _page(_each(g, lambda at, s: f'<i style="--size: {s / 400:.5f}"></i>')),
    "classes": lambda g: _page("x", "<style>" + _each(g, lambda at, s: f".b{at} {{ width: {s:.2f}px }}") + "</style>"),
    "classes with custom properties": lambda g: _page(
        "x", "<style>" + _each(g, lambda at, s: f".b{at} {{ --v: {s / 4:.3f}% }}") + "</style>"
    ),
    "style sheet": lambda g: ("a.css", _each(g, lambda at, s: f".b{at} {{ height: {s:.2f}px }}").encode()),
    "conic gradient": lambda g: _page(_conic(g)),
    "linear gradient": lambda g: _page(
        '<i style="background: linear-gradient('
        + ", ".join(f"red {s:.2f}px" for s in accumulate(_scaled(g)))
        + ')"></i>'
    ),
    "grid of fractions": lambda g: _page(
        '<i style="grid-template-columns: ' + " ".join(f"{s:.2f}fr" for s in _scaled(g)) + '"></i>'
    ),
    "canvas rectangles": lambda g: _page(
        "<script>" + _each(g, lambda at, s: f"c.fillRect(0, {at * 20}, {s:.2f}, 12);") + "</script>"
    ),
    "canvas lines": lambda g: ("a.js", _each(g, lambda at, s: f"ctx.lineTo({at * 20}, {s:.2f});").encode()),
    "meters": lambda g: _page(_each(g, lambda at, s: f'<meter max="400" value="{s:.2f}"></meter>')),
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

# --- A9: what cannot be read is for review
UNREADABLE: dict[str, Made] = {
    "letters as outlines": lambda g: _svg(_outlined(_run(g, 0, " ")[:24])),
    "letters as outlines in one path": lambda g: _svg(_outlined(_run(g, 0, " ")[:24], one=True)),
    "letters as outlines in a PDF": lambda g: (
        "a.pdf",
        scripted(outlined_pdf(_run(g, 0, " ")[:24]).encode(), "/Stamp"),
    ),
    "letters as outlines in a PDF, each moved to its place": lambda g: (
        "a.pdf",
        scripted(outlined_pdf(_run(g, 0, " ")[:24], step=(12, 0)).encode(), "/Stamp"),
    ),
    "letters as outlines in a PDF, one below another": lambda g: (
        "a.pdf",
        scripted(outlined_pdf(_run(g, 0, " ")[:24], step=(0, -30)).encode(), "/Stamp"),
    ),
    "EPS": lambda g: ("a.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n0 0 moveto 10 3 5 7 8 2 curveto fill\n"),
    "unknown data in a text": lambda g: ("a.js", f'x="{_b64(_mixed(900))}"'.encode()),
    "unknown digits in a text": lambda g: ("a.js", f'x="{_mixed(900).hex()}"'.encode()),
    "Outlook message": lambda g: ("a.msg", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
}


def _mixed(size: int) -> bytes:
    import hashlib

    return b"".join(hashlib.sha256(bytes([at])).digest() for at in range(size // 32))


_GLYPH = {digit: at for at, digit in enumerate("0123456789 ")}


def _outlined(text: str, *, one: bool = False) -> str:
    """Letters drawn by curves, each its own form, side by side."""
    paths = []
    for at, letter in enumerate(text):
        if letter == " ":
            continue
        form = _GLYPH.get(letter, 0) + 2
        x = 12 * at
        curves = "".join(f"C{x + k},{k} {x + 2 + k},{9 - k % 5} {x + (k * 5) % 9},{(k * 7) % 10}" for k in range(form))
        paths.append(f"M{x},0{curves}L{x + 8},10L{x},9Z")
    return f'<path d="{"".join(paths)}"/>' if one else "".join(f'<path d="{each}"/>' for each in paths)


def outlined_pdf(text: str, step: tuple[int, int] = (0, 0)) -> str:
    """The same by operators: each letter where it stands, or each at the start, and moved from there by a step."""
    drawn = []
    for at, letter in enumerate(text):
        form = _GLYPH.get(letter, 0) + 2
        x = 0 if any(step) else 12 * at
        drawn.append(f"q 1 0 0 1 {at * step[0]} {at * step[1]} cm {x} 0 m")
        drawn += [f"{x + k} {k} {x + 2 + k} {9 - k % 5} {x + (k * 5) % 9} {(k * 7) % 10} c" for k in range(form)]
        drawn.append(f"{x + 8} 10 l h f Q")
    return " ".join(drawn)


# --- D: worked out from others


def _listed(values: Sequence[object]) -> Planted:
    return _txt("; ".join(map(str, values)))


DERIVED: dict[str, Made] = {
    "shares, in per cent": lambda g: _listed([f"{100 * n / sum(g.column(0)):.1f}%" for n in g.column(0)]),
    "shares, in per cent to two decimals": lambda g: _listed(
        [f"{100 * n / sum(g.column(0)):.2f}" for n in g.column(0)]
    ),
    "shares, as fractions": lambda g: _listed([f"{n / sum(g.column(0)):.4f}" for n in g.column(0)]),
    "shares, as a workbook keeps them": lambda g: _listed([repr(n / sum(g.column(0))) for n in g.column(0)]),
    "index numbers": lambda g: _listed([f"{100 * n / g.column(0)[0]:.1f}" for n in g.column(0)]),
    "ratios to the largest": lambda g: _listed([f"{n / max(g.column(0)):.3f}" for n in g.column(0)]),
    "ratios to the average": lambda g: _listed([f"{n * len(g.rows) / sum(g.column(0)):.3f}" for n in g.column(0)]),
    "cumulative sums": lambda g: _listed(list(accumulate(g.column(0)))),
    "cumulative shares": lambda g: _listed([f"{100 * n / sum(g.column(0)):.1f}" for n in accumulate(g.column(0))]),
    "changes from row to row": lambda g: _listed([b - a for a, b in zip(g.column(0), g.column(0)[1:], strict=False)]),
    "changes from row to row, in per cent": lambda g: _listed(
        [f"{100 * (b - a) / a:.1f}%" for a, b in zip(g.column(0), g.column(0)[1:], strict=False)]
    ),
    "changes between columns": lambda g: _listed([b - a for a, b in zip(g.column(0), g.column(1), strict=True)]),
    "changes between columns, in per cent": lambda g: _listed(
        [f"{100 * (b - a) / a:.1f}%" for a, b in zip(g.column(0), g.column(1), strict=True)]
    ),
    "ratios of columns": lambda g: _listed([f"{b / a:.3f}" for a, b in zip(g.column(0), g.column(1), strict=True)]),
    "sums of columns": lambda g: _listed([sum(row) for row in g.cells]),
    "sums of two columns": lambda g: _listed([row[0] + row[1] for row in g.cells]),
    "averages of rows": lambda g: _listed([f"{sum(row) / len(row):.1f}" for row in g.cells]),
    "moving averages of three": lambda g: _listed(
        [f"{sum(g.column(0)[at : at + 3]) / 3:.1f}" for at in range(len(g.rows) - 2)]
    ),
    "per day": lambda g: _listed([f"{n / 365:.3f}" for n in g.column(0)]),
    "per week": lambda g: _listed([f"{n / 52:.2f}" for n in g.column(0)]),
    "per month": lambda g: _listed([f"{n / 12:.2f}" for n in g.column(0)]),
    "rates per 1,000": lambda g: _listed(
        [f"{1000 * n / r:.2f}" for n, r in zip(g.column(0), residents(len(g.rows), g.of), strict=True)]
    ),
    "rates per 100,000": lambda g: _listed(
        [f"{100_000 * n / r:.1f}" for n, r in zip(g.column(0), residents(len(g.rows), g.of), strict=True)]
    ),
    "doubled": lambda g: _listed([2 * n for n in g.column(0)]),
    "in tens of thousands": lambda g: _listed([f"{n / 1000:.3f}" for n in g.column(0)]),
    "two columns whose difference it is": lambda g: _txt(
        "".join(
            f"{line},{1000 + 37 * at},{1000 + 37 * at + n}\n"
            for at, (line, n) in enumerate(zip(g.rows, g.column(0), strict=True))
        ),
        "a.csv",
    ),
    "percentages beside their base": lambda g: _txt(
        "".join(
            f"{line},{1000 + 37 * at},{100 * n / (1000 + 37 * at):.3f}%\n"
            for at, (line, n) in enumerate(zip(g.rows, g.column(0), strict=True))
        ),
        "a.csv",
    ),
    "rounded to five": lambda g: _txt(
        "".join(f"{line},{5 * round(n / 5)}\n" for line, n in zip(g.rows, g.column(0), strict=True)), "a.csv"
    ),
    "rounded to three": lambda g: _txt(
        "".join(f"{line},{3 * round(n / 3)}\n" for line, n in zip(g.rows, g.column(0), strict=True)), "a.csv"
    ),
    "rounded to ten": lambda g: _txt(
        "".join(f"{line},{10 * round(n / 10)}\n" for line, n in zip(g.rows, g.column(0), strict=True)), "a.csv"
    ),
}


def residents(count: int, of: str) -> list[int]:
    """The open numbers that rates are of, as `small_counts.write_open` has them."""
    import random

    noise = random.Random("open")  # noqa: S311  # the same numbers each time
    lists = {
        name: [noise.randrange(2000, 9000) for _ in range(size)]
        for name, size in (("Ward", 14), ("Month", 12), ("Age", 8))
    }
    return lists[of][:count]


# --- F: small counts beside their labels
LABELLED: dict[str, Made] = {
    "sentence": lambda g: _txt(", ".join(f"{r} {n}" for r, n in zip(g.rows, g.column(0), strict=True)) + "."),
    "number before the label": lambda g: _txt(
        "; ".join(f"{n} in {r}" for r, n in zip(g.rows, g.column(0), strict=True)) + "."
    ),
    "bullets": lambda g: _txt("\n".join(f"- {r}: {n}" for r, n in zip(g.rows, g.column(0), strict=True)), "a.md"),
    "three rows": lambda g: _txt(
        "\n".join(f"{r}: {', '.join(map(str, row))}" for r, row in list(zip(g.rows, g.cells, strict=True))[:3])
    ),
    "one column of five rows": lambda g: _txt(
        "\n".join(f"{r}: {n}" for r, n in list(zip(g.rows, g.column(1), strict=True))[:5])
    ),
    "rows in another order": lambda g: _txt(
        "\n".join(f"{r}: {n}" for n, r in sorted(zip(g.column(0), g.rows, strict=True)))
    ),
    "turned on its side": lambda g: _txt("\n".join(",".join(line) for line in zip(*g.lines(), strict=True)), "a.csv"),
    "labels first, numbers after": lambda g: _txt(f"{', '.join(g.rows)}\n{', '.join(map(str, g.column(0)))}\n"),
    "labels and numbers in a script": lambda g: _txt(
        f"labels: {json.dumps(g.rows)}, data: {json.dumps(g.column(0))}", "a.js"
    ),
    "alternative text": lambda g: _page(
        f'<img alt="Bar chart: {", ".join(f"{r} {n}" for r, n in zip(g.rows, g.column(0), strict=True))}">'
    ),
    "titles of bars": lambda g: _svg(
        "".join(f"<g><title>{r}: {n}</title><rect/></g>" for r, n in zip(g.rows, g.column(0), strict=True))
    ),
    "in words": lambda g: _txt("\n".join(f"{r}: {_words(n)}" for r, n in zip(g.rows, g.column(0), strict=True))),
    "one page a row": lambda g: (
        "a.zip",
        zipped({f"{r}.txt": f"{r}: {', '.join(map(str, row))}" for r, row in zip(g.rows, g.cells, strict=True)}),
    ),
}


def _words(number: int) -> str:
    from planting import in_words

    return in_words(number)


KINDS: dict[str, dict[str, Made]] = {
    "A: dropped": DROPPED,
    "A: encoded": ENCODED,
    "A: XML": NOT_HTML,
    "A: not to be read": UNREADABLE,
    "B": EVERYDAY,
    "C": DRAWN,
    "D": DERIVED,
    "F": LABELLED,
}
