# ruff: noqa: ARG005, B905, S608, PLC3002, UP031, E501, RUF005  # writers as they were written: a line each, and odd signs on purpose
"""What a second red team wrote a table of small counts as, which had not been thought of: a writer a channel."""

from __future__ import annotations

import base64
import bz2
import gzip
import html
import io
import json
import lzma
import math
import quopri
import statistics
import struct
import zlib
from collections.abc import Callable, Iterable
from itertools import accumulate

from everyday_files import (
    E,
    Made,
    _each,
    _fixed,
    _joined,
    _listed,
    _markdown,
    _page,
    _rows,
    _run,
    _scaled,
    _svg,
    _txt,
    residents,
)
from planting import _MAIN, Planted, book, in_words, page, pdf, tarred, word, zipped
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


def _table(grid: Grid) -> str:
    return f"<table>{_rows(grid)}</table>"


def _quoted(text: str) -> str:
    return html.escape(text, quote=True)


def _b64(content: bytes) -> str:
    return base64.b64encode(content).decode()


def _tar_slack(grid: Grid) -> Planted:
    """A tar whose only member ends in its block, and what is written behind it there."""
    whole, hidden = bytearray(tarred("a.txt", b"x")), _run(grid).encode()[:500]
    whole[513 : 513 + len(hidden)] = hidden
    return "a.tar", bytes(whole)


def _zip_tail(grid: Grid) -> Planted:
    """A zip whose only member is longer than what it is packed to."""
    packer = zlib.compressobj(wbits=-15)
    packed = packer.compress(b"hello world") + packer.flush() + _run(grid).encode()
    sizes = (zlib.crc32(b"hello world"), len(packed), 11, 5)
    head = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 0, *sizes, 0) + b"a.txt" + packed
    entry = struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 8, 0, 0, *sizes, 0, 0, 0, 0, 0, 0) + b"a.txt"
    return "a.zip", head + entry + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 1, 1, len(entry), len(head), 0)


def _boxed(grid: Grid) -> str:
    lines = grid.lines()
    widths = [max(len(line[at]) for line in lines) for at in range(len(lines[0]))]
    edge = "+" + "+".join("-" * (width + 2) for width in widths) + "+"
    cells = (" | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)
    return "\n".join([edge, *(f"| {line} |\n{edge}" for line in cells)])


def _drawn_box(grid: Grid) -> str:
    lines = grid.lines()
    widths = [max(len(line[at]) for line in lines) for at in range(len(lines[0]))]
    cells = (" \u2502 ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)) for line in lines)
    return "\n".join(f"\u2502 {line} \u2502" for line in cells)


def _sheet_of(grid: Grid, write: Callable[[Grid], str]) -> Planted:
    data = f'<worksheet xmlns="{_MAIN}"><sheetData>{write(grid)}</sheetData></worksheet>'
    return "a.xlsx", book(more={"xl/worksheets/sheet3.xml": data})


def _cells(grid: Grid, ordered: Callable[[list], list] = list) -> str:
    rows = ordered(list(enumerate(grid.cells, 2)))
    return "".join(
        f'<row r="{at}">'
        + "".join(f'<c r="{chr(66 + to)}{at}"><v>{n}</v></c>' for to, n in enumerate(cells))
        + "</row>"
        for at, cells in rows
    )


HIDDEN: dict[str, Made] = {
    "conditional comment holding a table": lambda g: _page(f"<p>x</p><!--[if mso]>{_table(g)}<![endif]-->"),
    "table commented out in a page": lambda g: _page(f"<p>x</p><!-- {_table(g)} -->"),
    "CSV in a comment of a page": lambda g: _page(f"<p>x</p><!--\n{_joined(g, ',')}-->"),
    "template script holding a table": lambda g: _page(f'<script type="text/x-template">{_table(g)}</script>'),
    "CSV in a script element": lambda g: _page(f"""<script type="text/csv">\n{_joined(g, ",")}</script>"""),
    "markup in a template literal of a script file": lambda g: _txt(f"export const t = `{_table(g)}`;", "a.js"),
    "block comment of a script with a table": lambda g: _txt(f"/*\n{_fixed(g)}\n*/\nfoo();", "a.js"),
    "block comment of a style sheet with a table": lambda g: _txt(
        f"/*\n{_joined(g, ',')}\n*/\np {{ color: red }}", "a.css"
    ),
    "style element comment with rows": lambda g: _page("x", f"<style>/*\n{_joined(g, ' | ')}*/</style>"),
    "JSON keys twice": lambda g: _txt("{" + ", ".join(f'"n": {n}' for n in _first(g)) + "}", "a.json"),
    "JSON with comments": lambda g: _txt("{\n// " + _run(g) + '\n"a": 1,\n}', "a.json"),
    "JSON lines in a .json with a table": lambda g: _txt("\n".join(json.dumps(row) for row in g.lines()), "a.json"),
    "XML instruction after the root": lambda g: _txt(f"<a>x</a><?note {_run(g)}?>", "a.xml"),
    "XML CDATA of a CSV": lambda g: _txt(f"<a><![CDATA[\n{_joined(g, ',')}]]></a>", "a.xml"),
    "XML CDATA of HTML": lambda g: _txt(
        f"<rss><item><description><![CDATA[{_table(g)}]]></description></item></rss>", "a.xml"
    ),
    "XML with escaped HTML": lambda g: _txt(f"<rss><item><content>{E(_table(g))}</content></item></rss>", "feed.xml"),
    "srcdoc with a table": lambda g: _page(f'<iframe srcdoc="{_quoted(_table(g))}"></iframe>'),
    "srcdoc in a srcdoc": lambda g: _page(
        '<iframe srcdoc="%s"></iframe>' % _quoted('<iframe srcdoc="%s"></iframe>' % _quoted(_table(g)))
    ),
    "attribute holding a table as HTML": lambda g: _page(f'<b data-content="{_quoted(_table(g))}">x</b>'),
    "attribute holding JSON records": lambda g: _page(f'<b data-chart="{_quoted(json.dumps(g.records()))}">x</b>'),
    "attribute holding JSON rows": lambda g: _page(f'<b data-rows="{_quoted(json.dumps(g.lines()))}">x</b>'),
    "attribute holding a CSV": lambda g: _page(f"""<b data-csv="{_quoted(_joined(g, ","))}">x</b>"""),
    "foreignObject table in a drawing": lambda g: _svg(
        f'<foreignObject><table xmlns="http://www.w3.org/1999/xhtml">{_rows(g)}</table></foreignObject>'
    ),
    "Markdown reference that nothing uses": lambda g: _txt(f"# x\n\n[//]: # ({_run(g)})\n", "a.md"),
    "gzip, second member": lambda g: ("a.txt.gz", gzip.compress(b"hello") + gzip.compress(_joined(g, ",").encode())),
    "gzip, after its end": lambda g: ("a.txt.gz", gzip.compress(b"hello") + b"\n" + _run(g).encode()),
    "bzip2, second stream": lambda g: ("a.bz2", bz2.compress(b"hello") + bz2.compress(_joined(g, ",").encode())),
    "xz, second stream": lambda g: ("a.xz", lzma.compress(b"hello") + lzma.compress(_joined(g, ",").encode())),
    "xz, after its end": lambda g: ("a.xz", lzma.compress(b"hello") + _joined(g, ",").encode()),
    "bzip2, after its end": lambda g: ("a.bz2", bz2.compress(b"hello") + _joined(g, ",").encode()),
    "lzma alone (old)": lambda g: ("a.lzma", lzma.compress(_joined(g, ",").encode() * 3, format=lzma.FORMAT_ALONE)),
    "zstd frame uncompressed": lambda g: (
        "a.zst",
        b"(\xb5/\xfd\x04\x00" + (len(_joined(g, ",")) << 3 | 1).to_bytes(3, "little") + _joined(g, ",").encode(),
    ),
    "tar, after its end": lambda g: ("a.tar", tarred("a.txt", b"x") + _joined(g, ",").encode()),
    "tar, slack of a block": _tar_slack,
    "zip, after the end of a packed member": _zip_tail,
    "base64 of gzip": lambda g: _txt(f'''x = "{_b64(gzip.compress(_joined(g, ",").encode()))}"''', "a.js"),
    "base64 of raw deflate long": lambda g: _txt(
        f'''x = "{_b64(zlib.compress(_joined(g, ",").encode() * 4)[2:-4])}"''', "a.js"
    ),
    "base64 of a workbook": lambda g: _txt(f'''x = "{_b64(book("; ".join(map(str, _first(g)))))}"''', "a.js"),
    "base64 of a PDF": lambda g: _txt(f'x = "{_b64(pdf(_run(g)))}"', "a.js"),
    "base64 of tar": lambda g: _txt(f'''x = "{_b64(tarred("a.csv", _joined(g, ",").encode()))}"''', "a.js"),
    "base64 in pieces joined by plus": lambda g: _txt(
        "x = "
        + " +\n".join(
            f'''"{_b64(_joined(g, ",").encode())[i : i + 60]}"'''
            for i in range(0, len(_b64(_joined(g, ",").encode())), 60)
        ),
        "a.js",
    ),
    "base64 lines in a YAML block": lambda g: _txt(
        "a: !!binary |\n"
        + "\n".join("  " + row for row in base64.encodebytes(gzip.compress(_joined(g, ",").encode())).decode().split()),
        "a.yaml",
    ),
    "base64 of hex": lambda g: _txt(f"x={_b64(_joined(g, ',').encode().hex().encode())}"),
    "hex of gzip": lambda g: _txt(f'''x="{gzip.compress(_joined(g, ",").encode()).hex()}"''', "a.js"),
    "hex of zlib": lambda g: _txt(f'''x="{zlib.compress(_joined(g, ",").encode()).hex()}"''', "a.js"),
    "hex of UTF-16": lambda g: _txt(f'''x="{_run(g).encode("utf-16-le").hex()}"''', "a.js"),
    "hex in upper case with 0x literals of SQL": lambda g: _txt(
        f"INSERT INTO t VALUES (0x{_run(g).encode().hex().upper()});", "a.sql"
    ),
    "postgres bytea hex": lambda g: _txt(
        f"COPY t FROM stdin;\n1\t\\\\x{_joined(g, ',').encode().hex()}\n\\.\n", "a.sql"
    ),
    "\\x escapes of a gzip": lambda g: _txt(
        "x=b'" + "".join(f"\\x{b:02x}" for b in gzip.compress(_joined(g, ",").encode())) + "'", "a.py"
    ),
    "bytes listed as numbers, gzip": lambda g: _txt(
        "new Uint8Array([" + ",".join(map(str, gzip.compress(_joined(g, ",").encode()))) + "])", "a.js"
    ),
    "bytes listed as numbers, text": lambda g: _txt(
        "new Uint8Array([" + ", ".join(map(str, _joined(g, ",").encode())) + "])", "a.js"
    ),
    "Intel HEX": lambda g: _txt(
        "\n".join(
            (
                ":" + (bytes([len(ch)]) + i.to_bytes(2) + b"\x00" + ch).hex().upper() + "00"
                for i, ch in ((i, _joined(g, ",").encode()[i : i + 16]) for i in range(0, len(_joined(g, ",")), 16))
            )
        )
        + "\n:00000001FF\n",
        "a.hex",
    ),
    "binary digits": lambda g: _txt("x " + " ".join(f"{c:08b}" for c in _run(g).encode())),
    "base85 of Python": lambda g: _txt(f"x = b'{base64.b85encode(_joined(g, ',').encode()).decode()}'", "a.py"),
    "UTF-7": lambda g: (
        "a.eml",
        b"From: a@b.c\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-7\n\n"
        + b"; ".join(b"+" + base64.b64encode(str(n).encode("utf-16-be")).rstrip(b"=") + b"-" for n in _first(g))
        + b"\n",
    ),
    "EBCDIC": lambda g: ("a.txt", _joined(g, ",").encode("cp500")),
    "UTF-16 with a text in UTF-8 before it": lambda g: (
        "a.txt",
        b"Notes of the meeting, as agreed.\n" * 4 + _joined(g, ",").encode("utf-16-le"),
    ),
    "fullwidth digits in a table": lambda g: _txt(
        "".join(chr(65296 + int(c)) if c.isdigit() else c for c in _joined(g, ",")), "a.csv"
    ),
    "mathematical bold digits": lambda g: _txt("".join(chr(120782 + int(c)) if c.isdigit() else c for c in _run(g))),
    "circled or subscript digits": lambda g: _txt(
        "; ".join("".join(chr(8320 + int(c)) for c in str(n)) for n in _first(g))
    ),
    "superscript digits": lambda g: _txt("; ".join("".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(c)] for c in str(n)) for n in _first(g))),
    "PDF, after its end": lambda g: ("a.pdf", pdf("hello") + f"\n% {_run(g)}\n".encode()),
    "PDF, comment before objects": lambda g: ("a.pdf", pdf("hello").replace(b"\n", f"\n% {_run(g)}\n".encode(), 1)),
    "PDF subject metadata": lambda g: ("a.pdf", pdf("hello", title=_run(g))),
    "PDF attachment of a workbook": lambda g: ("a.pdf", pdf("hello", attachment=_joined(g, ","))),
    "RTF hex letters": lambda g: ("a.rtf", ("{\\rtf1 " + "".join(f"\\'{ord(c):02x}" for c in _run(g)) + "}").encode()),
    "SVG in a data address of a style": lambda g: _txt(
        f"p {{ background: url('data:image/svg+xml;utf8,<svg xmlns=%22x%22><text>{_run(g)}</text></svg>') }}", "a.css"
    ),
    "data address: CSV percent-encoded link": lambda g: _page(
        '<a download href="data:text/csv;charset=utf-8,%s">x</a>'
        % "".join(f"%{b:02X}" for b in _joined(g, ",").encode())
    ),
    "data address: zip": lambda g: _page(
        '<a download href="data:application/zip;base64,%s">x</a>' % _b64(zipped({"a.csv": _joined(g, ",")}))
    ),
    "punycode/escapes in JSON of JSON": lambda g: _txt(
        json.dumps({"state": json.dumps({"rows": json.dumps(g.lines())})}), "a.json"
    ),
    "JSON string holding CSV": lambda g: _txt(json.dumps({"file": _joined(g, ",")}), "a.json"),
    "JSON string holding HTML": lambda g: _txt(json.dumps({"html": _table(g)}), "a.json"),
    "source map with a CSV": lambda g: _txt(
        json.dumps({"version": 3, "sourcesContent": [_joined(g, ",")]}), "a.js.map"
    ),
}

LAID_OUT: dict[str, Made] = {
    "grid table of reST / mysql": lambda g: _txt(_boxed(g)),
    "box-drawing table": lambda g: _txt(_drawn_box(g)),
    "MediaWiki table": lambda g: _txt(
        '{| class="wikitable"\n' + "".join("|-\n| " + " || ".join(row) + "\n" for row in g.lines()) + "|}"
    ),
    "MediaWiki table, a cell a line": lambda g: _txt(
        "{|\n" + "".join("|-\n" + "".join(f"| {c}\n" for c in row) for row in g.lines()) + "|}"
    ),
    "AsciiDoc table, a cell a line": lambda g: _txt(
        "|===\n" + "\n\n".join("\n".join(f"|{c}" for c in row) for row in g.lines()) + "\n|===", "a.adoc"
    ),
    "AsciiDoc table": lambda g: _txt(
        "|===\n" + "\n".join("".join(f"|{c} " for c in row) for row in g.lines()) + "\n|===", "a.adoc"
    ),
    "org table": lambda g: _txt("\n".join("| " + " | ".join(row) + " |" for row in g.lines()), "a.org"),
    "BBCode table": lambda g: _txt(
        "[table]" + "".join("[tr]" + "".join(f"[td]{c}[/td]" for c in row) + "[/tr]" for row in g.lines()) + "[/table]"
    ),
    "Textile table": lambda g: _txt("\n".join("|" + "|".join(row) + "|" for row in g.lines()), "a.textile"),
    "reST list-table": lambda g: _txt(
        ".. list-table::\n\n" + "".join("   * - " + "\n     - ".join(row) + "\n" for row in g.lines()), "a.rst"
    ),
    "reST csv-table": lambda g: _txt(
        ".. csv-table::\n\n" + "".join("   " + ", ".join(f'"{c}"' for c in row) + "\n" for row in g.lines()), "a.rst"
    ),
    "vertical output of a client": lambda g: _txt(
        "".join(
            (
                f"*************************** {i + 1}. row ***************************\n"
                + "".join((f"{k:>16}: {v}\n" for k, v in r.items()))
                for i, r in enumerate(g.records())
            )
        )
    ),
    "cell a line": lambda g: _txt("\n".join(c for row in g.lines() for c in row)),
    "cell a line, blank line between rows": lambda g: _txt("\n\n".join("\n".join(row) for row in g.lines())),
    "tilde-separated": lambda g: _txt(_joined(g, "~")),
    "caret-separated": lambda g: _txt(_joined(g, "^")),
    "unit separator": lambda g: ("a.txt", _joined(g, "\x1f", "\x1e").encode()),
    "CSV quoted, semicolons, decimal commas": lambda g: _txt(
        "".join(";".join(f'"{c},0"' if c.isdigit() else f'"{c}"' for c in row) + "\n" for row in g.lines()), "a.csv"
    ),
    "CSV with a preamble": lambda g: _txt("Title of the export\nMade on Monday\n\n" + _joined(g, ";"), "a.csv"),
    "CSV in which counts bear percentages": lambda g: _txt(
        "".join(
            ",".join([row[0]] + [f"{c} ({100 * int(c) / max(1, sum(map(int, row[1:]))):.0f}%)" for c in row[1:]]) + "\n"
            for row in g.lines()[1:]
        ),
        "a.csv",
    ),
    "CSV padded with noughts": lambda g: _txt(
        "".join(",".join([row[0]] + [c.zfill(5) for c in row[1:]]) + "\n" for row in g.lines()[1:]), "a.csv"
    ),
    "CSV with decimals .0": lambda g: _txt(
        "".join(",".join([row[0]] + [c + ".0" for c in row[1:]]) + "\n" for row in g.lines()[1:]), "a.csv"
    ),
    "CSV with exponents": lambda g: _txt(
        "".join(",".join([row[0]] + [f"{int(c):.2E}" for c in row[1:]]) + "\n" for row in g.lines()[1:]), "a.csv"
    ),
    "CSV with notes at the numbers": lambda g: _txt(
        "".join(",".join([row[0]] + [c + " [r]" for c in row[1:]]) + "\n" for row in g.lines()[1:]), "a.csv"
    ),
    "CSV with units at the numbers": lambda g: _txt(
        "".join(",".join([row[0]] + [c + " people" for c in row[1:]]) + "\n" for row in g.lines()[1:]), "a.csv"
    ),
    "CSV without labels, shuffled columns": lambda g: _txt(
        "".join((",".join([str(i * 13 % 7)] + list(reversed(row[1:]))) + "\n" for i, row in enumerate(g.lines()[1:]))),
        "a.csv",
    ),
    "numbers with letters after": lambda g: _txt("\n".join(f"{c}r" for c in _first(g))),
    "SYLK": lambda g: _txt(
        "ID;PWXL\n"
        + "".join((f"C;Y{y};X{x};K{c}\n" for y, row in enumerate(g.lines()[1:], 2) for x, c in enumerate(row[1:], 2)))
        + "E\n",
        "a.slk",
    ),
    "DIF": lambda g: _txt(
        'TABLE\n0,1\n"x"\nDATA\n0,0\n""\n'
        + "".join("-1,0\nBOT\n" + "".join(f"0,{c}\nV\n" for c in row[1:]) for row in g.lines()[1:])
        + "-1,0\nEOD\n",
        "a.dif",
    ),
    "ARFF": lambda g: _txt(
        "@RELATION x\n@ATTRIBUTE a STRING\n@DATA\n"
        + "".join(",".join([f"'{row[0]}'"] + row[1:]) + "\n" for row in g.lines()[1:]),
        "a.arff",
    ),
    "pandas JSON by index": lambda g: _txt(
        json.dumps({c: {str(i): n for i, n in enumerate(g.column(at))} for at, c in enumerate(g.columns)}), "a.json"
    ),
    "pandas JSON split": lambda g: _txt(
        json.dumps({"columns": list(g.columns), "index": list(g.rows), "data": [list(r) for r in g.cells]}), "a.json"
    ),
    "JSON indented rows": lambda g: _txt(json.dumps({"data": [list(r) for r in g.cells]}, indent=2), "a.json"),
    "JSON nested records": lambda g: _txt(
        json.dumps(
            [
                {"area": {"name": row, "values": {c: {"n": n} for c, n in zip(g.columns, r)}}}
                for row, r in zip(g.rows, g.cells)
            ]
        ),
        "a.json",
    ),
    "JSON by label, an object each": lambda g: _txt(
        json.dumps({row: dict(zip(g.columns, r)) for row, r in zip(g.rows, g.cells)}), "a.json"
    ),
    "JSON-stat": lambda g: _txt(
        json.dumps(
            {
                "class": "dataset",
                "id": ["w", "c"],
                "size": [len(g.rows), len(g.columns)],
                "value": [n for r in g.cells for n in r],
            }
        ),
        "a.json",
    ),
    "JSON-stat sparse": lambda g: _txt(
        json.dumps({"value": {str(i): n for i, n in enumerate(n for r in g.cells for n in r)}}), "a.json"
    ),
    "long (tidy) CSV": lambda g: _txt(
        "area,measure,value\n"
        + "".join((f"{row},{c},{n}\n" for row, r in zip(g.rows, g.cells) for c, n in zip(g.columns, r))),
        "a.csv",
    ),
    "long CSV without labels": lambda g: _txt(
        "a,m,value\n" + "".join((f"{i},{j},{n}\n" for i, r in enumerate(g.cells) for j, n in enumerate(r))), "a.csv"
    ),
    "long CSV sorted by measure": lambda g: _txt(
        "m,a,value\n" + "".join((f"{j},{i},{r[j]}\n" for j in range(len(g.columns)) for i, r in enumerate(g.cells))),
        "a.csv",
    ),
    "R data frame": lambda g: _txt(
        "d <- data.frame("
        + ", ".join(f"{chr(97 + at)} = c({', '.join(map(str, g.column(at)))})" for at in range(len(g.columns)))
        + ")",
        "a.R",
    ),
    "R dput with L": lambda g: _txt(
        "structure(list("
        + ", ".join(f"{chr(97 + at)} = c({', '.join(f'{n}L' for n in g.column(at))})" for at in range(len(g.columns)))
        + '), class = "data.frame")',
        "a.R",
    ),
    "MATLAB matrix": lambda g: _txt("a = [" + "; ".join(" ".join(map(str, r)) for r in g.cells) + "];", "a.m"),
    "tuples of Python": lambda g: _txt(
        "rows = [" + ", ".join((f"({row!r}, {', '.join(map(str, r))})" for row, r in zip(g.rows, g.cells))) + "]",
        "a.py",
    ),
    "DataFrame printed, wide, with an index": lambda g: _txt(
        "\n".join((f"{i:<4}" + "".join((f"{c:>9}" for c in map(str, r))) for i, r in enumerate(g.cells)))
    ),
    "SQL, one INSERT a row": lambda g: _txt(
        "".join(
            (
                f"INSERT INTO t (a,{','.join((f'c{j}' for j in range(len(r))))}) VALUES ('{row}', {', '.join(map(str, r))});\n"
                for row, r in zip(g.rows, g.cells)
            )
        ),
        "a.sql",
    ),
    "SQL, UPDATE": lambda g: _txt(
        "".join((f"UPDATE t SET n={r[0]}, m={r[1]} WHERE id={i};\n" for i, r in enumerate(g.cells))), "a.sql"
    ),
    "SQL case": lambda g: _txt(
        "SELECT CASE id " + " ".join((f"WHEN {i} THEN {n}" for i, n in enumerate(_first(g)))) + " END", "a.sql"
    ),
    "switch of a script": lambda g: _txt(
        "switch(w){" + "".join((f"case {i}: return {n};" for i, n in enumerate(_first(g)))) + "}", "a.js"
    ),
    "access log with query strings": lambda g: _txt(
        "".join(
            (
                f'10.0.0.{i} - - [01/Jan/2026:09:{i + 10}:07 +0000] "GET /x?ward={i}&n={n}&z=1 HTTP/1.1" 200 {i * 37 + 511}\n'
                for i, n in enumerate(_first(g))
            )
        ),
        "access.log",
    ),
    "links with query strings": lambda g: _page(
        "".join((f'<a href="/x?w={i}&amp;n={n}">more</a>' for i, n in enumerate(_first(g))))
    ),
    "one link with all numbers": lambda g: _page(
        f"""<a href="https://charts.example/chart?cht=bvs&amp;chd=t:{",".join(map(str, _first(g)))}&amp;chs=200x100">more</a>"""
    ),
    "gettext": lambda g: _txt("".join((f'msgid "w{i}"\nmsgstr "{n}"\n\n' for i, n in enumerate(_first(g)))), "a.po"),
    "properties": lambda g: _txt("".join((f"ward.{i}.count={n}\n" for i, n in enumerate(_first(g)))), "a.properties"),
    "properties by name": lambda g: _txt(
        "".join((f"ward.{row.replace(' ', '')}={n}\n" for row, n in zip(g.rows, _first(g)))), "a.properties"
    ),
    "plist": lambda g: _txt(
        "<plist><dict>"
        + "".join((f"<key>k{i}</key><integer>{n}</integer>" for i, n in enumerate(_first(g))))
        + "</dict></plist>",
        "a.plist",
    ),
    "Turtle": lambda g: _txt(
        "".join((f':w{i} :cases "{n}"^^xsd:integer ; :other {i} .\n' for i, n in enumerate(_first(g)))), "a.ttl"
    ),
    "N-Triples": lambda g: _txt(
        "".join((f'<http://x/w{i}> <http://x/c> "{n}" .\n' for i, n in enumerate(_first(g)))), "a.nt"
    ),
    "S-expressions": lambda g: _txt(
        "(" + " ".join((f"(row {i} {' '.join(map(str, r))})" for i, r in enumerate(g.cells))) + ")", "a.el"
    ),
    "Prolog facts": lambda g: _txt("".join((f"cases(w{i}, {n}).\n" for i, n in enumerate(_first(g)))), "a.pl"),
    "BibTeX": lambda g: _txt(
        "".join((f"@misc{{w{i}, year = {{2020}}, pages = {{{n}}}}}\n" for i, n in enumerate(_first(g)))), "a.bib"
    ),
    "KML extended data": lambda g: _txt(
        "<kml>"
        + "".join(
            (
                f'<Placemark><name>p{i}</name><ExtendedData><Data name="n"><value>{n}</value></Data></ExtendedData><Point><coordinates>0.3{i},51.{i}</coordinates></Point></Placemark>'
                for i, n in enumerate(_first(g))
            )
        )
        + "</kml>",
        "a.kml",
    ),
    "vCard notes": lambda g: _txt(
        "".join((f"BEGIN:VCARD\r\nFN:W{i}\r\nNOTE:{n}\r\nEND:VCARD\r\n" for i, n in enumerate(_first(g)))), "a.vcf"
    ),
    "calendar, an event each": lambda g: _txt(
        "BEGIN:VCALENDAR\r\n"
        + "".join(
            (
                f"BEGIN:VEVENT\r\nUID:{i}\r\nDTSTART:202601{i + 1:02}\r\nSUMMARY:{n}\r\nEND:VEVENT\r\n"
                for i, n in enumerate(_first(g))
            )
        )
        + "END:VCALENDAR\r\n",
        "a.ics",
    ),
    "bullets nested": lambda g: _txt(
        "".join(
            (
                f"- Area {i}\n" + "".join((f"  - {c}: {n}\n" for c, n in zip(g.columns, r)))
                for i, r in enumerate(g.cells)
            )
        ),
        "a.md",
    ),
    "numbered list": lambda g: _txt("".join((f"{i + 1}. {n}\n" for i, n in enumerate(_first(g)))), "a.md"),
    "headings with numbers below": lambda g: _txt(
        "".join(
            (
                f"## Section {i}\n\nThere were {n} cases in the year, as told to the board.\n\n"
                for i, n in enumerate(_first(g))
            )
        ),
        "a.md",
    ),
    "paragraphs of a page, a row each": lambda g: _page(
        "".join(
            (
                f"<h3>Area {i}</h3><p>In 2022 there were {r[0]} and before that {r[1]}.</p>"
                for i, r in enumerate(g.cells)
            )
        )
    ),
    "cards of a page": lambda g: _page(
        "".join(
            (
                f'<article><h3>Area {i}</h3><p class="big">{r[0]}</p><p>of {i * 17 + 900}</p></article>'
                for i, r in enumerate(g.cells)
            )
        )
    ),
    "table of inputs": lambda g: _page(
        "<form>"
        + "".join((f'<input name="a{i}" type="number" min="0" max="999" value="{n}">' for i, n in enumerate(_first(g))))
        + "</form>"
    ),
    "options with values": lambda g: _page(
        "<select>" + "".join((f'<option value="{n}">Area {i}</option>' for i, n in enumerate(_first(g)))) + "</select>"
    ),
    "data attributes on rows": lambda g: _page(
        "<ul>"
        + "".join(
            (f'<li data-a="{i * 7 % 31}" data-n="{n}" data-z="{i * 3 % 17}">x</li>' for i, n in enumerate(_first(g)))
        )
        + "</ul>"
    ),
    "custom elements": lambda g: _page(
        "".join((f'<my-row a="{i}" n="{n}"></my-row>' for i, n in enumerate(_first(g))))
    ),
    "ARIA grid, rows of buttons": lambda g: _page(
        "<div role=grid>"
        + "".join(
            "<div role=row>"
            + "".join(f"<div role=gridcell><button><span>{c}</span></button></div>" for c in row)
            + "</div>"
            for row in g.lines()
        )
        + "</div>"
    ),
    "table with a table in each cell": lambda g: _page(
        "<table>"
        + "".join(
            "<tr>" + "".join(f"<td><table><tr><td>{c}</td></tr></table></td>" for c in row) + "</tr>"
            for row in g.lines()
        )
        + "</table>"
    ),
    "table turned, heads in rows": lambda g: _page(
        "<table>"
        + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in col) + "</tr>" for col in zip(*g.lines()))
        + "</table>"
    ),
    "table split over two tables": lambda g: _page(
        "".join(
            "<table>"
            + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in part)
            + "</table><p>and</p>"
            for part in (g.lines()[1:5], g.lines()[5:])
        )
    ),
    "notebook with an HTML output": lambda g: _txt(
        json.dumps(
            {
                "cells": [
                    {
                        "cell_type": "code",
                        "source": [],
                        "outputs": [
                            {
                                "data": {
                                    "text/html": [x + "\n" for x in _table(g).replace("</tr>", "</tr>\n").split("\n")]
                                }
                            }
                        ],
                    }
                ],
                "nbformat": 4,
            }
        ),
        "a.ipynb",
    ),
    "notebook with Markdown": lambda g: _txt(
        json.dumps(
            {
                "cells": [{"cell_type": "markdown", "source": [x + "\n" for x in _markdown(g).split("\n")]}],
                "nbformat": 4,
            }
        ),
        "a.ipynb",
    ),
    "notebook with a printed list": lambda g: _txt(
        json.dumps(
            {
                "cells": [
                    {
                        "cell_type": "code",
                        "source": ["x"],
                        "outputs": [{"name": "stdout", "text": [f"[{', '.join(map(str, _first(g)))}]\n"]}],
                    }
                ],
                "nbformat": 4,
            }
        ),
        "a.ipynb",
    ),
    "mail forwarded in a mail": lambda g: (
        "a.eml",
        b"From: a@b.c\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\nFrom: d@e.f\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
        + base64.encodebytes(page(_table(g))),
    ),
    "mail in UTF-16, base64": lambda g: (
        "a.eml",
        b"From: a@b.c\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-16le\nContent-Transfer-Encoding: base64\n\n"
        + base64.encodebytes(_joined(g, ",").encode("utf-16-le")),
    ),
    "mail, format flowed, quoted with >": lambda g: (
        "a.eml",
        b"From: a@b.c\nMIME-Version: 1.0\nContent-Type: text/plain; format=flowed\n\n"
        + "".join("> > " + "  ".join(row) + "\n" for row in g.lines()).encode(),
    ),
    "mail subject encoded": lambda g: (
        "a.eml",
        ("From: a@b.c\nSubject: =?utf-8?B?" + _b64(_run(g).encode()) + "?=\nMIME-Version: 1.0\n\nhello\n").encode(),
    ),
    "mail with an attached workbook": lambda g: (
        "a.eml",
        b"From: a@b.c\nMIME-Version: 1.0\nContent-Type: application/vnd.ms-excel; name=a.xlsx\nContent-Transfer-Encoding: base64\n\n"
        + base64.encodebytes(book("; ".join(map(str, _first(g))))),
    ),
    "mail saved as text with the head lost": lambda g: _txt(
        "Hello\n\n" + base64.encodebytes(_joined(g, ",").encode()).decode(), "a.txt"
    ),
    "Word, tabs between": lambda g: (
        "a.docx",
        word(
            "".join(
                "<w:p>" + "<w:r><w:tab/></w:r>".join(f"<w:r><w:t>{E(c)}</w:t></w:r>" for c in row) + "</w:p>"
                for row in g.lines()
            )
        ),
    ),
    "Word, a paragraph a cell": lambda g: (
        "a.docx",
        word("".join(f"<w:p><w:r><w:t>{E(c)}</w:t></w:r></w:p>" for row in g.lines() for c in row)),
    ),
    "Word, chart cache": lambda g: (
        "a.docx",
        word(
            "<w:p/>",
            {
                "word/charts/chart1.xml": '<c:chartSpace xmlns:c="urn:c"><c:ser><c:val><c:numRef><c:numCache>'
                + "".join((f'<c:pt idx="{i}"><c:v>{n}</c:v></c:pt>' for i, n in enumerate(_first(g))))
                + "</c:numCache></c:numRef></c:val></c:ser></c:chartSpace>"
            },
        ),
    ),
    "Word, deleted rows": lambda g: (
        "a.docx",
        word(
            "".join(
                "<w:p><w:del>"
                + "".join(f"<w:r><w:delText xml:space='preserve'>{E(c)}\t</w:delText></w:r>" for c in row)
                + "</w:del></w:p>"
                for row in g.lines()
            )
        ),
    ),
    "Word, embedded workbook": lambda g: (
        "a.docx",
        word("<w:p/>", {"word/embeddings/sheet1.xlsx": book("; ".join(map(str, _first(g))))}),
    ),
    "Word, embedded old OLE object": lambda g: (
        "a.docx",
        word("<w:p/>", {"word/embeddings/oleObject1.bin": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 500}),
    ),
    "Word, content controls": lambda g: (
        "a.docx",
        word(
            "".join(
                (
                    f"<w:sdt><w:sdtPr><w:tag w:val='n{i}'/></w:sdtPr><w:sdtContent><w:r><w:t>{n}</w:t></w:r></w:sdtContent></w:sdt>"
                    for i, n in enumerate(_first(g))
                )
            )
        ),
    ),
    "Word, document variables": lambda g: (
        "a.docx",
        word(
            "<w:p/>",
            {
                "word/settings.xml": f'<w:settings xmlns:w="{W}"><w:docVars>'
                + "".join((f'<w:docVar w:name="v{i}" w:val="{n}"/>' for i, n in enumerate(_first(g))))
                + "</w:docVars></w:settings>"
            },
        ),
    ),
    "slide table": lambda g: (
        "a.pptx",
        zipped(
            {
                "[Content_Types].xml": "<Types/>",
                "ppt/slides/slide1.xml": '<p:sld xmlns:p="urn:p" xmlns:a="urn:a"><a:tbl>'
                + "".join(
                    "<a:tr>"
                    + "".join(f"<a:tc><a:txBody><a:p><a:r><a:t>{E(c)}</a:t></a:r></a:p></a:txBody></a:tc>" for c in row)
                    + "</a:tr>"
                    for row in g.lines()
                )
                + "</a:tbl></p:sld>",
            }
        ),
    ),
    "slide, text boxes": lambda g: (
        "a.pptx",
        zipped(
            {
                "[Content_Types].xml": "<Types/>",
                "ppt/slides/slide1.xml": '<p:sld xmlns:p="urn:p" xmlns:a="urn:a">'
                + "".join(
                    (
                        f'<p:sp><p:nvSpPr><p:cNvPr id="{i * 3 + 2}" name="TextBox {i + 1}"/></p:nvSpPr><p:txBody><a:p><a:r><a:t>{n}</a:t></a:r></a:p></p:txBody></p:sp>'
                        for i, n in enumerate(_first(g))
                    )
                )
                + "</p:sld>",
            }
        ),
    ),
    "slides, a number each": lambda g: (
        "a.pptx",
        zipped(
            {
                "[Content_Types].xml": "<Types/>",
                **{
                    f"ppt/slides/slide{i + 1}.xml": f'<p:sld xmlns:p="urn:p" xmlns:a="urn:a"><a:t>{n}</a:t></p:sld>'
                    for i, n in enumerate(_first(g))
                },
            }
        ),
    ),
    "sheet, rows out of order": lambda g: _sheet_of(g, lambda g: _cells(g, lambda rows: rows[1::2] + rows[::2])),
    "sheet, numbers as texts with spaces": lambda g: _sheet_of(
        g,
        lambda g: "".join(
            (
                f'<row r="{r}">'
                + "".join((f'<c r="{chr(66 + j)}{r}" t="str"><v> {n} </v></c>' for j, n in enumerate(cs)))
                + "</row>"
                for r, cs in enumerate(g.cells, 2)
            )
        ),
    ),
    "sheet, table on its side": lambda g: _sheet_of(
        g,
        lambda g: "".join(
            f'<row r="{r}">'
            + "".join((f'<c r="{chr(66 + j)}{r}"><v>{n}</v></c>' for j, n in enumerate(g.column(r - 2))))
            + "</row>"
            for r in range(2, 2 + len(g.columns))
        ),
    ),
    "sheet, every other row a heading": lambda g: _sheet_of(
        g,
        lambda g: "".join(
            (
                f'<row r="{2 * i + 2}"><c r="A{2 * i + 2}"><v>{2000 + i * 31 % 17}</v></c><c r="B{2 * i + 2}"><v>{i * i % 13 + 1}</v></c></row><row r="{2 * i + 3}">'
                + "".join((f'<c r="{chr(66 + j)}{2 * i + 3}"><v>{n}</v></c>' for j, n in enumerate(cs)))
                + "</row>"
                for i, cs in enumerate(g.cells)
            )
        ),
    ),
    "sheet, chart cache": lambda g: (
        "a.xlsx",
        book(
            more={
                "xl/charts/chart1.xml": '<c:chartSpace xmlns:c="urn:c"><c:numCache><c:ptCount val="14"/>'
                + "".join((f'<c:pt idx="{i}"><c:v>{n}</c:v></c:pt>' for i, n in enumerate(_first(g))))
                + "</c:numCache></c:chartSpace>"
            }
        ),
    ),
    "sheet, array constant in a formula": lambda g: _sheet_of(
        g, lambda g: f"""<row r="2"><c r="B2"><f>SUM({{{";".join(map(str, _first(g)))}}})</f><v>1</v></c></row>"""
    ),
    "sheet, list of a validation": lambda g: (
        "a.xlsx",
        book(
            sheet=f"""<dataValidations><dataValidation><formula1>"{",".join(map(str, _first(g)))}"</formula1></dataValidation></dataValidations>"""
        ),
    ),
    "sheet, defined name": lambda g: (
        "a.xlsx",
        book(
            names=f"""<definedNames><definedName name="x">{{{",".join(map(str, _first(g)))}}}</definedName></definedNames>"""
        ),
    ),
    "sheet, pivot records": lambda g: (
        "a.xlsx",
        book(
            more={
                "xl/pivotCache/pivotCacheRecords1.xml": f'<pivotCacheRecords xmlns="{_MAIN}">'
                + "".join(
                    (
                        "<r>" + "".join((f'<n v="{n}"/>' for n in cs)) + f'<x v="{i}"/></r>'
                        for i, cs in enumerate(g.cells)
                    )
                )
                + "</pivotCacheRecords>"
            }
        ),
    ),
    "sheet, external link cache": lambda g: (
        "a.xlsx",
        book(
            more={
                "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{_MAIN}"><sheetData>'
                + "".join(
                    (
                        f'<row r="{i}">'
                        + "".join((f'<cell r="{chr(66 + j)}{i}"><v>{n}</v></cell>' for j, n in enumerate(cs)))
                        + "</row>"
                        for i, cs in enumerate(g.cells, 2)
                    )
                )
                + "</sheetData></externalLink>"
            }
        ),
    ),
    "sheet, threaded comments": lambda g: (
        "a.xlsx",
        book(
            more={
                "xl/comments1.xml": f'<comments xmlns="{_MAIN}"><commentList>'
                + "".join(
                    (
                        f'<comment ref="B{i}"><text><r><t>{n}</t></r></text></comment>'
                        for i, n in enumerate(_first(g), 2)
                    )
                )
                + "</commentList></comments>"
            }
        ),
    ),
    "sheet, scenario": lambda g: (
        "a.xlsx",
        book(
            sheet="<scenarios><scenario name='x'>"
            + "".join((f'<inputCells r="B{i}" val="{n}"/>' for i, n in enumerate(_first(g), 2)))
            + "</scenario></scenarios>"
        ),
    ),
    "sheet, number formats that say them": lambda g: (
        "a.xlsx",
        book(
            more={
                "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><numFmts>'
                + "".join(
                    (f'<numFmt numFmtId="{170 + i}" formatCode="&quot;{n}&quot;"/>' for i, n in enumerate(_first(g)))
                )
                + "</numFmts></styleSheet>"
            }
        ),
    ),
    "binary workbook (xlsb)": lambda g: (
        "a.xlsb",
        zipped(
            {
                "[Content_Types].xml": "<Types/>",
                "xl/workbook.bin": b"\x83\x01\x00",
                "xl/worksheets/sheet1.bin": b"".join(
                    b"\x02\x0c\x00\x00\x00\x00\x00\x00\x00\x00" + struct.pack("<i", n << 2 | 2) for n in _first(g)
                ),
            }
        ),
    ),
    "flat ODS": lambda g: _txt(
        '<office:document xmlns:office="urn:o" xmlns:table="urn:t" xmlns:text="urn:x"><table:table>'
        + "".join(
            "<table:table-row>"
            + "".join(f'<table:table-cell office:value="{c}"><text:p>{E(c)}</text:p></table:table-cell>' for c in row)
            + "</table:table-row>"
            for row in g.lines()
        )
        + "</table:table></office:document>",
        "a.fods",
    ),
    "ODT table": lambda g: (
        "a.odt",
        zipped(
            {
                "mimetype": "x",
                "content.xml": '<office:document xmlns:office="urn:o" xmlns:table="urn:t" xmlns:text="urn:x"><table:table>'
                + "".join(
                    "<table:table-row>"
                    + "".join(f"<table:table-cell><text:p>{E(c)}</text:p></table:table-cell>" for c in row)
                    + "</table:table-row>"
                    for row in g.lines()
                )
                + "</table:table></office:document>",
            }
        ),
    ),
    "EPUB": lambda g: (
        "a.epub",
        zipped(
            {
                "mimetype": "application/epub+zip",
                "OEBPS/a.xhtml": b'<html xmlns="http://www.w3.org/1999/xhtml"><body>'
                + _table(g).encode()
                + b"</body></html>",
            }
        ),
    ),
    "PDF table, columns first": lambda g: _pdf_of(
        "BT /F1 10 Tf "
        + " ".join(
            (
                f"1 0 0 1 {50 + 80 * x} {760 - 20 * y} Tm ({row[x]}) Tj"
                for x in range(len(g.columns) + 1)
                for y, row in enumerate(g.lines())
            )
        )
        + " ET"
    ),
    "PDF table, moved by Td": lambda g: _pdf_of(
        "BT /F1 10 Tf 50 760 Td "
        + " ".join(" ".join(f"({c}) Tj 80 0 Td" for c in row) + f" {-80 * len(row)} -20 Td" for row in g.lines())
        + " ET"
    ),
    "PDF table, hexadecimal strings": lambda g: _pdf_of(
        "BT /F1 10 Tf "
        + " ".join(
            (
                f"1 0 0 1 {50 + 80 * x} {760 - 20 * y} Tm <{c.encode().hex()}> Tj"
                for y, row in enumerate(g.lines())
                for x, c in enumerate(row)
            )
        )
        + " ET"
    ),
    "PDF table, a digit at a time": lambda g: _pdf_of(
        "BT /F1 10 Tf "
        + " ".join(
            (
                f"1 0 0 1 {50 + 80 * x + 6 * k} {760 - 20 * y} Tm ({d}) Tj"
                for y, row in enumerate(g.lines())
                for x, c in enumerate(row)
                for k, d in enumerate(c)
            )
        )
        + " ET"
    ),
    "PDF table, turned by 90 degrees": lambda g: _pdf_of(
        "BT /F1 10 Tf "
        + " ".join(
            (
                f"0 1 -1 0 {50 + 20 * y} {50 + 80 * x} Tm ({c}) Tj"
                for y, row in enumerate(g.lines())
                for x, c in enumerate(row)
            )
        )
        + " ET"
    ),
    "PDF table, rows with a gap array": lambda g: _pdf_of(
        "BT /F1 10 Tf 50 760 Td "
        + " ".join("[" + " -4000 ".join(f"({c})" for c in row) + "] TJ 0 -20 Td" for row in g.lines())
        + " ET"
    ),
    "PDF table, each row a text object with Tc": lambda g: _pdf_of(
        " ".join(
            (f"BT /F1 10 Tf 2 Tc 50 {760 - 20 * y} Td ({'   '.join(row)}) Tj ET" for y, row in enumerate(g.lines()))
        )
    ),
}

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

TOLD: dict[str, Made] = {
    "prose, each its sentence": lambda g: _txt(" ".join((f"{row} recorded {n} in the year." for row, n in _pairs(g)))),
    "prose, number words mixed": lambda g: _txt(
        " ".join((f"In {row} there were {(in_words(n) if i % 2 else n)}." for i, (row, n) in enumerate(_pairs(g))))
    ),
    "headings and paragraphs": lambda g: _txt(
        "".join(
            (
                f"## {row}\n\nThe year saw {n} of them, which the board noted at its meeting in spring.\n\n"
                for row, n in _pairs(g)
            )
        ),
        "a.md",
    ),
    "page headings and big numbers": lambda g: _page(
        "".join((f"<section><h3>{row}</h3><p>The year saw</p><p><b>{n}</b></p></section>" for row, n in _pairs(g)))
    ),
    "labels in capitals": lambda g: _txt("\n".join((f"{row.upper()}\t{n}" for row, n in _pairs(g)))),
    "labels without spaces": lambda g: _txt("\n".join((f"{row.replace(' ', '')}={n}" for row, n in _pairs(g)))),
    "labels with underscores": lambda g: _txt(
        "\n".join((f"{row.replace(' ', '_').lower()}={n}" for row, n in _pairs(g)))
    ),
    "labels in camel case keys": lambda g: _txt(
        json.dumps(
            {row.title().replace(" ", "")[:1].lower() + row.title().replace(" ", "")[1:]: n for row, n in _pairs(g)}
        ),
        "a.json",
    ),
    "labels shortened": lambda g: _txt("\n".join((f"{row[:5]}. {n}" for row, n in _pairs(g)))),
    "labels with the word ward": lambda g: _txt("\n".join((f"{row} ward ({n})" for row, n in _pairs(g)))),
    "tooltip attributes": lambda g: _svg(
        "".join((f'<path d="M0 0h1v1z" data-label="{row}" data-value="{n}"/>' for row, n in _pairs(g)))
    ),
    "aria labels": lambda g: _svg("".join((f'<path aria-label="{row}: {n}" d="M0 0h1v1z"/>' for row, n in _pairs(g)))),
    "file names": lambda g: ("a.zip", zipped({f"{row}-{n}.txt": "x" for row, n in _pairs(g)})),
    "addresses": lambda g: _page(
        "".join((f"""<a href="/areas/{row.lower().replace(" ", "-")}/{n}/">more</a>""" for row, n in _pairs(g)))
    ),
    "anchors": lambda g: _page(
        "".join((f"""<a id="{row.lower().replace(" ", "-")}-{n}">x</a>""" for row, n in _pairs(g)))
    ),
    "class names": lambda g: _page(
        "".join((f"""<i class="{row.lower().replace(" ", "-")} n-{n}"></i>""" for row, n in _pairs(g)))
    ),
    "CSS content by selector": lambda g: _txt(
        "".join((f"#{row.lower().replace(' ', '-')}::after {{ content: '{n}' }}\n" for row, n in _pairs(g))), "a.css"
    ),
    "options": lambda g: _page(
        "<select>" + "".join((f'<option value="{n}">{row}</option>' for row, n in _pairs(g))) + "</select>"
    ),
    "search index": lambda g: _txt(
        json.dumps(
            {"docs": [{"location": f"a/#{row}", "title": row, "text": f"The year saw {n}."} for row, n in _pairs(g)]}
        ),
        "search_index.json",
    ),
    "five rows of five, of a longer table": lambda g: _txt("\n".join((f"{row}: {n}" for row, n in _pairs(g)[2:7]))),
    "three rows": lambda g: _txt("\n".join((f"{row}: {n}" for row, n in _pairs(g)[:3]))),
    "four rows in a sentence": lambda g: _txt(
        "The most were in " + ", ".join((f"{row} ({n})" for row, n in sorted(_pairs(g), key=lambda x: -x[1])[:4])) + "."
    ),
    "largest and smallest": lambda g: _txt(
        f"It ran from {min(_pairs(g), key=lambda x: x[1])[1]} in {min(_pairs(g), key=lambda x: x[1])[0]} to {max(_pairs(g), key=lambda x: x[1])[1]} in {max(_pairs(g), key=lambda x: x[1])[0]}."
    ),
    "one cell with row, column and title": lambda g: _txt(
        f"{g.title.split(': ')[1]}: {g.rows[3]} had {g.cells[3][1]} ({g.columns[1]})."
    ),
    "KML placemarks": lambda g: _txt(
        "<kml>"
        + "".join((f"<Placemark><name>{row}</name><description>{n}</description></Placemark>" for row, n in _pairs(g)))
        + "</kml>",
        "a.kml",
    ),
    "labels far from numbers": lambda g: _txt(
        "".join(
            (
                f"{row}. {'The board noted the year with interest and thanked all who took part in it. ' * 3}It was {n}.\n"
                for row, n in _pairs(g)
            )
        )
    ),
    "legend and series in JSON": lambda g: _txt(
        json.dumps(
            {
                "xAxis": {"data": list(g.rows)},
                "series": [{"name": c, "data": g.column(j)} for j, c in enumerate(g.columns)],
            }
        ),
        "a.json",
    ),
    "numbers then labels list": lambda g: _txt(f"{', '.join(map(str, _first(g)))}\n{', '.join(g.rows)}\n"),
    "Word heading and paragraph": lambda g: (
        "a.docx",
        word(
            "".join(
                (
                    f"<w:p><w:r><w:t>{E(row)}</w:t></w:r></w:p><w:p><w:r><w:t>There were {n}.</w:t></w:r></w:p>"
                    for row, n in _pairs(g)
                )
            )
        ),
    ),
    "slide notes": lambda g: (
        "a.pptx",
        zipped(
            {
                "[Content_Types].xml": "<Types/>",
                "ppt/notesSlides/notesSlide1.xml": '<p:notes xmlns:p="urn:p" xmlns:a="urn:a">'
                + "".join(
                    (f"<a:p><a:r><a:t>{E(row)} </a:t></a:r><a:r><a:t>{n}</a:t></a:r></a:p>" for row, n in _pairs(g))
                )
                + "</p:notes>",
            }
        ),
    ),
    "mail in prose, quoted-printable": lambda g: (
        "a.eml",
        b"From: a@b.c\nMIME-Version: 1.0\nContent-Type: text/plain\nContent-Transfer-Encoding: quoted-printable\n\n"
        + quopri.encodestring(", ".join((f"{row} {n}" for row, n in _pairs(g))).encode()),
    ),
    "labels and numbers in two columns of PDF": lambda g: _pdf_of(
        "BT /F1 10 Tf "
        + " ".join((f"1 0 0 1 50 {760 - 20 * y} Tm ({row}) Tj" for y, (row, n) in enumerate(_pairs(g))))
        + " "
        + " ".join((f"1 0 0 1 250 {760 - 20 * y} Tm ({n}) Tj" for y, (row, n) in enumerate(_pairs(g))))
        + " ET"
    ),
}

KINDS: dict[str, dict[str, Made]] = {
    "A, hidden": HIDDEN,
    "B, laid out": LAID_OUT,
    "C, shown": SHOWN,
    "D, computed": COMPUTED,
    "F, told": TOLD,
}
