# ruff: noqa: E501  # a writer a line: each takes what the others take, and no line is cut where its file would not be
"""Everyday files: text tables, records, mail, office documents, PDFs: a writer a channel (B)."""

from __future__ import annotations

import base64
import json
import quopri
import zlib
from html import escape

from planting import _MAIN, book, page, pdf, scripted, zipped
from small_counts import Grid

from channels.writing import Made, fixed_width, joined, markdown_of, page_file, run_of, table_rows, text_file


def _divs(grid: Grid) -> str:
    return "".join(
        f'<div class="row">{"".join(f"<div>{escape(c)}</div>" for c in line)}</div>' for line in grid.lines()
    )


def _columns_of(grid: Grid) -> str:
    """Only the numbers of a table, row by row, as many in a line as there are columns, with other numbers between."""
    return "\n".join(
        " ".join(str(n) for pair in zip(row, range(11, 99, 7), strict=False) for n in pair) for row in grid.cells
    )


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
    return "".join(
        f"<row>{''.join(f'<{tag}>{escape(cell)}</{tag}>' for cell in line)}</row>" for line in grid.lines()[1:]
    )


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
    text = [line + "\n" for line in fixed_width(grid).split("\n")]
    cell = {"cell_type": "code", "source": [], "outputs": [{"data": {"text/plain": text}}]}
    return json.dumps({"cells": [cell], "nbformat": 4})


def _mail(grid: Grid, encoding: str, kind: str = "text/csv") -> bytes:
    body = joined(grid, ",").encode() if kind == "text/csv" else page(f"<table>{table_rows(grid)}</table>")
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
        + "".join(f'<t:table-cell o:value="{cell}"><t:p>{escape(cell)}</t:p></t:table-cell>' for cell in line)
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
    text = joined(grid, ", ", "; ")
    folded = "\r\n ".join(text[at : at + 60] for at in range(0, len(text), 60))
    return f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDESCRIPTION:{folded}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


EVERYDAY: dict[str, Made] = {
    "fixed width": lambda g: text_file(fixed_width(g)),
    "fixed width, to the left": lambda g: text_file(fixed_width(g, right=False)),
    "fixed width with empty cells": lambda g: text_file(fixed_width(g, blanks=True)),
    "tabs": lambda g: text_file(joined(g, "\t")),
    "Markdown table": lambda g: text_file(markdown_of(g), "a.md"),
    "log": lambda g: text_file(_log(g), "a.log"),
    "SQL, values": lambda g: text_file(_sql(g), "a.sql"),
    "SQL, copied": lambda g: text_file(_copy(g), "a.sql"),
    "LaTeX": lambda g: text_file(_latex(g), "a.tex"),
    "reStructuredText": lambda g: text_file(fixed_width(g, right=False), "a.rst"),
    "many numbers a line": lambda g: text_file(_columns_of(g)),
    "CSV with more columns": lambda g: text_file(
        "".join(f"{line[0]},{at},{at * 7 % 50},{','.join(line[1:])}\n" for at, line in enumerate(g.lines())), "a.csv"
    ),
    "JSON lines": lambda g: text_file("".join(json.dumps(r) + "\n" for r in g.records()), "a.ndjson"),
    "JSON records": lambda g: text_file(json.dumps(g.records()), "a.json"),
    "JSON rows": lambda g: text_file(json.dumps(g.lines()), "a.json"),
    "JSON columns": lambda g: text_file(json.dumps({c: g.column(at) for at, c in enumerate(g.columns)}), "a.json"),
    "JSON by label": lambda g: text_file(json.dumps({r[0]: r[1:] for r in g.lines()[1:]}), "a.json"),
    "JavaScript rows": lambda g: text_file(f"const rows = {json.dumps(g.lines())};", "a.js"),
    "Python dictionary": lambda g: text_file(f"rows = {g.records()!r}", "a.py"),
    "YAML records": lambda g: text_file(_yaml_records(g), "a.yaml"),
    "TOML records": lambda g: text_file(_toml(g), "a.toml"),
    "INI": lambda g: text_file(
        "".join(f"[{r[0]}]\n" + "".join(f"v{a}={c}\n" for a, c in enumerate(r[1:])) for r in g.lines()[1:]), "a.ini"
    ),
    "XML rows": lambda g: text_file(f"<t>{_xml_rows(g)}</t>", "a.xml"),
    "XML records": lambda g: text_file(f"<t>{_xml_named(g)}</t>", "a.xml"),
    "XML attributes": lambda g: text_file(
        "<t>"
        + "".join(
            f"<r {' '.join(f'v{a}={chr(34)}{c}{chr(34)}' for a, c in enumerate(line))}/>" for line in g.lines()[1:]
        )
        + "</t>",
        "a.xml",
    ),
    "GeoJSON": lambda g: text_file(_geojson(g), "a.geojson"),
    "notebook": lambda g: text_file(_notebook(g), "a.ipynb"),
    "grid of divs": lambda g: page_file(_divs(g)),
    "grid of spans": lambda g: page_file(
        "".join(f"<p>{''.join(f'<span>{escape(c)}</span>' for c in line)}</p>" for line in g.lines())
    ),
    "flat grid of divs": lambda g: page_file(
        "<div>" + "".join(f"<div>{escape(c)}</div>" for line in g.lines() for c in line) + "</div>"
    ),
    "list of lists": lambda g: page_file(
        "<ul>"
        + "".join(f"<li>{line[0]}<ul>{''.join(f'<li>{c}</li>' for c in line[1:])}</ul></li>" for line in g.lines()[1:])
        + "</ul>"
    ),
    "definition list": lambda g: page_file(
        "<dl>"
        + "".join(f"<dt>{line[0]}</dt>{''.join(f'<dd>{c}</dd>' for c in line[1:])}" for line in g.lines()[1:])
        + "</dl>"
    ),
    "table with spanned rows": lambda g: page_file(_rowspan(g)),
    "table in a page": lambda g: page_file(f"<table>{table_rows(g)}</table>"),
    "pre in a page": lambda g: page_file(f"<pre>{escape(fixed_width(g))}</pre>"),
    "SpreadsheetML": lambda g: text_file(_spreadsheetml(g), "a.xml"),
    "sheet by reference": lambda g: ("a.xlsx", _sparse_sheet(g)),
    "ODS with repeated cells": lambda g: ("a.ods", _ods(g)),
    "PDF table": lambda g: ("a.pdf", _pdf_table(g)),
    "PDF text": lambda g: ("a.pdf", pdf(run_of(g))),
    "Power Query": lambda g: ("a.xlsx", _power_query(g)),
    "mail, base64": lambda g: ("a.eml", _mail(g, "base64")),
    "mail, quoted-printable": lambda g: ("a.eml", _mail(g, "quoted-printable")),
    "mail, as it is": lambda g: ("a.eml", _mail(g, "8bit")),
    "mail, a page": lambda g: ("a.eml", _mail(g, "quoted-printable", "text/html")),
    "page archive": lambda g: ("a.mht", _mail(g, "quoted-printable", "text/html")),
    "mailbox": lambda g: ("a.mbox", b"From a@example.org Thu Jan 1 00:00:00 2026\n" + _mail(g, "base64")),
    "calendar": lambda g: text_file(_ics(g), "a.ics"),
    "UTF-16 without a mark": lambda g: ("a.txt", joined(g, ",").encode("utf-16-le")),
    "UTF-16, the other way round": lambda g: ("a.txt", joined(g, ",").encode("utf-16-be")),
    "UTF-32 without a mark": lambda g: ("a.txt", joined(g, ",").encode("utf-32-le")),
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
                    + "".join(f"<w:tc><w:p><w:r><w:t>{escape(c)}</w:t></w:r></w:p></w:tc>" for c in line)
                    + "</w:tr>"
                    for line in g.lines()
                )
                + "</w:tbl></w:document>"
            }
        ),
    ),
}
