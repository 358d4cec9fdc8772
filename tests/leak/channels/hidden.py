# ruff: noqa: ARG005, S608  # a writer a line: each takes what the others take, and no line is cut where its file would not be
"""What a parser drops, what is encoded, packed or drawn so that few read it: a writer a channel (A)."""

from __future__ import annotations

import base64
import bz2
import gzip
import html
import io
import json
import lzma
import struct
import zipfile
import zlib
from html import escape

from planting import Planted, book, page, pdf, scripted, tarred, zipped
from small_counts import Grid

from channels.writing import (
    Made,
    base64_of,
    first_column,
    fixed_width,
    html_table,
    joined,
    page_file,
    run_of,
    svg_file,
    table_rows,
    text_file,
)


def _noise_zip(grid: Grid, size: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("noise", bytes((at * 7919 >> 3) % 256 for at in range(size)))
        archive.writestr("a.txt", run_of(grid))
    return file.getvalue()


DROPPED: dict[str, Made] = {
    "comment after the page": lambda g: ("a.html", page("<p>x</p>") + f"<!-- {run_of(g)} -->".encode()),
    "comment before the page": lambda g: ("a.html", f"<!-- {run_of(g)} -->".encode() + page("<p>x</p>")),
    "page ended in its middle": lambda g: page_file(f"<p>x</p></body></html><!-- {run_of(g)} --><p>y</p>"),
    "a second page": lambda g: ("a.html", page("x") + page(f"<p>{run_of(g)}</p>")),
    "text after the page": lambda g: ("a.html", page("x") + run_of(g).encode()),
    "table after the page": lambda g: ("a.html", page("x") + f"<table>{table_rows(g)}</table>".encode()),
    "a second body": lambda g: ("a.html", f"<html><body>x</body><body><p>{run_of(g)}</p></body></html>".encode()),
    "a second html": lambda g: ("a.html", f"<html><body>x</body></html><html><p>{run_of(g)}</p></html>".encode()),
    "comment after a drawing": lambda g: ("a.svg", f"<svg><text>x</text></svg><!-- {run_of(g)} -->".encode()),
    "comment before a drawing": lambda g: ("a.svg", f"<!-- {run_of(g)} --><svg><text>x</text></svg>".encode()),
    "instruction before a drawing": lambda g: ("a.svg", f"<?note {run_of(g)}?><svg><text>x</text></svg>".encode()),
    "second root in a drawing": lambda g: ("a.svg", f"<svg/><svg><text>{run_of(g)}</text></svg>".encode()),
    "declaration of a document": lambda g: (
        "a.xml",
        f"<!DOCTYPE a [<!-- {run_of(g)} --> <!ELEMENT a ANY>]><a>x</a>".encode(),
    ),
    "declaration of a page": lambda g: ("a.html", f"<!DOCTYPE html SYSTEM '{run_of(g)}'>".encode() + page("x")),
    "CDATA in a page": lambda g: page_file(f"<p>x</p><![CDATA[ {run_of(g)} ]]>"),
    "bogus comment": lambda g: page_file(f"<p>x</p><!note {run_of(g)} >"),
    "question mark in a page": lambda g: page_file(f"<p>x</p><?php {run_of(g)} ?>"),
    "end tag with attributes": lambda g: page_file(f'<p>x</p title="{run_of(g)}">'),
    "attribute twice": lambda g: page_file(f'<p title="x" title="{run_of(g)}">x</p>'),
    "comment without an end": lambda g: page_file(f"<p>x</p><!-- {run_of(g)}"),
    "plaintext": lambda g: page_file(f"<p>x</p><plaintext>{run_of(g)}"),
    "noscript in the head": lambda g: page_file("x", f"<noscript>{run_of(g)}</noscript>"),
    "frameset": lambda g: page_file(f"<frameset><noframes>{run_of(g)}</noframes></frameset>"),
    "textarea": lambda g: page_file(f"<textarea><b>{run_of(g)}</b></textarea>"),
    "select": lambda g: page_file("<select>" + "".join(f"<option>{n}" for n in g.column(0)) + "</select>"),
    "end of script in a string": lambda g: page_file(f"<script>var x='</script><!-- {run_of(g)} -->'</script>"),
    "sentence after the page": lambda g: ("a.html", page("x") + f"<p>{run_of(g)} were the counts of it</p>".encode()),
}


ENCODED: dict[str, Made] = {
    **{
        f"base64 of {size} bytes": lambda g, size=size: (
            "a.js",
            f'x = "{base64_of(_noise_zip(g, size))}"'.encode(),
        )
        for size in (50, 500, 1000, 5000, 50_000)
    },
    "base64 in lines": lambda g: text_file(f"x\n{base64.encodebytes(joined(g, ',').encode() * 3).decode()}y\n"),
    "base64 for addresses": lambda g: text_file(
        f"https://host/a?x={base64.urlsafe_b64encode(_noise_zip(g, 900)).decode()}", "a.md"
    ),
    "base64 of UTF-16": lambda g: text_file(f"x={base64_of(run_of(g).encode('utf-16-le'))}"),
    "base64 of zlib": lambda g: text_file(f"x={base64_of(zlib.compress(joined(g, ',').encode()))}"),
    "base64 of bzip2": lambda g: text_file(f"x={base64_of(bz2.compress(joined(g, ',').encode()))}"),
    "base64 of xz": lambda g: text_file(f"x={base64_of(lzma.compress(joined(g, ',').encode()))}"),
    "base64 of base64": lambda g: text_file(f"x={base64_of(base64_of(joined(g, ',').encode()).encode())}"),
    "base32": lambda g: text_file(f"x {base64.b32encode(run_of(g).encode()).decode()}"),
    "Ascii85": lambda g: text_file(f"x <~{base64.a85encode(run_of(g).encode()).decode()}~>"),
    "uuencode": lambda g: text_file(_uu(run_of(g))),
    "hexadecimal": lambda g: text_file(f"x {run_of(g).encode().hex()}"),
    "hexadecimal, in pairs": lambda g: text_file("x " + run_of(g).encode().hex(" ")),
    "hexadecimal, with 0x": lambda g: text_file("x " + ",".join(f"0x{c:02x}" for c in run_of(g).encode())),
    "octal": lambda g: text_file("x " + " ".join(f"{c:03o}" for c in run_of(g).encode())),
    "codes of letters": lambda g: text_file(f"String.fromCharCode({','.join(map(str, run_of(g).encode()))})", "a.js"),
    "octal escapes": lambda g: text_file("x='" + "".join(f"\\{c:03o}" for c in run_of(g).encode()) + "'", "a.js"),
    "quoted-printable": lambda g: text_file("".join(f"={c:02X}" for c in run_of(g).encode())),
    "zlib": lambda g: ("a.z", zlib.compress(joined(g, ",").encode())),
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
    data = base64_of(struct.pack(f"<{len(numbers)}{code}", *numbers))
    return "a.json", json.dumps({"data": [{"type": "bar", "y": {"dtype": kind, "bdata": data}}]}).encode()


NOT_HTML: dict[str, Made] = {
    f"XML elements called {tag}": lambda g, tag=tag: (
        "a.xml",
        f"<a>{''.join(f'<{tag}>{n}</{tag}>' for n in g.column(0))}</a>".encode(),
    )
    for tag in ("data", "b", "code", "i", "label", "span", "time", "var", "r", "t", "s", "u", "a")
} | {
    "spans side by side": lambda g: page_file("".join(f"<span>{n}</span>" for n in g.column(0))),
    "XML with a namespace": lambda g: (
        "a.xml",
        f'<x:a xmlns:x="urn:x">{"".join(f"<x:data>{n}</x:data>" for n in g.column(0))}</x:a>'.encode(),
    ),
    "own elements side by side": lambda g: page_file("".join(f"<x-n>{n}</x-n>" for n in g.column(0))),
}


UNREADABLE: dict[str, Made] = {
    "letters as outlines": lambda g: svg_file(_outlined(run_of(g, 0, " ")[:24])),
    "letters as outlines in one path": lambda g: svg_file(_outlined(run_of(g, 0, " ")[:24], one=True)),
    "letters as outlines in a PDF": lambda g: (
        "a.pdf",
        scripted(outlined_pdf(run_of(g, 0, " ")[:24]).encode(), "/Stamp"),
    ),
    "letters as outlines in a PDF, each moved to its place": lambda g: (
        "a.pdf",
        scripted(outlined_pdf(run_of(g, 0, " ")[:24], step=(12, 0)).encode(), "/Stamp"),
    ),
    "letters as outlines in a PDF, one below another": lambda g: (
        "a.pdf",
        scripted(outlined_pdf(run_of(g, 0, " ")[:24], step=(0, -30)).encode(), "/Stamp"),
    ),
    "EPS": lambda g: ("a.eps", b"%!PS-Adobe-3.0 EPSF-3.0\n0 0 moveto 10 3 5 7 8 2 curveto fill\n"),
    "unknown data in a text": lambda g: ("a.js", f'x="{base64_of(_mixed(900))}"'.encode()),
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


def _quoted(text: str) -> str:
    return html.escape(text, quote=True)


def _tar_slack(grid: Grid) -> Planted:
    """A tar whose only member ends in its block, and what is written behind it there."""
    whole, hidden = bytearray(tarred("a.txt", b"x")), run_of(grid).encode()[:500]
    whole[513 : 513 + len(hidden)] = hidden
    return "a.tar", bytes(whole)


def _zip_tail(grid: Grid) -> Planted:
    """A zip whose only member is longer than what it is packed to."""
    packer = zlib.compressobj(wbits=-15)
    packed = packer.compress(b"hello world") + packer.flush() + run_of(grid).encode()
    sizes = (zlib.crc32(b"hello world"), len(packed), 11, 5)
    head = struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 0, *sizes, 0) + b"a.txt" + packed
    entry = struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 8, 0, 0, *sizes, 0, 0, 0, 0, 0, 0) + b"a.txt"
    return "a.zip", head + entry + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 1, 1, len(entry), len(head), 0)


HIDDEN: dict[str, Made] = {
    "conditional comment holding a table": lambda g: page_file(f"<p>x</p><!--[if mso]>{html_table(g)}<![endif]-->"),
    "table commented out in a page": lambda g: page_file(f"<p>x</p><!-- {html_table(g)} -->"),
    "CSV in a comment of a page": lambda g: page_file(f"<p>x</p><!--\n{joined(g, ',')}-->"),
    "template script holding a table": lambda g: page_file(f'<script type="text/x-template">{html_table(g)}</script>'),
    "CSV in a script element": lambda g: page_file(f"""<script type="text/csv">\n{joined(g, ",")}</script>"""),
    "markup in a template literal of a script file": lambda g: text_file(
        f"export const t = `{html_table(g)}`;", "a.js"
    ),
    "block comment of a script with a table": lambda g: text_file(f"/*\n{fixed_width(g)}\n*/\nfoo();", "a.js"),
    "block comment of a style sheet with a table": lambda g: text_file(
        f"/*\n{joined(g, ',')}\n*/\np {{ color: red }}", "a.css"
    ),
    "style element comment with rows": lambda g: page_file("x", f"<style>/*\n{joined(g, ' | ')}*/</style>"),
    "JSON keys twice": lambda g: text_file("{" + ", ".join(f'"n": {n}' for n in first_column(g)) + "}", "a.json"),
    "JSON with comments": lambda g: text_file("{\n// " + run_of(g) + '\n"a": 1,\n}', "a.json"),
    "JSON lines in a .json with a table": lambda g: text_file(
        "\n".join(json.dumps(row) for row in g.lines()), "a.json"
    ),
    "XML instruction after the root": lambda g: text_file(f"<a>x</a><?note {run_of(g)}?>", "a.xml"),
    "XML CDATA of a CSV": lambda g: text_file(f"<a><![CDATA[\n{joined(g, ',')}]]></a>", "a.xml"),
    "XML CDATA of HTML": lambda g: text_file(
        f"<rss><item><description><![CDATA[{html_table(g)}]]></description></item></rss>", "a.xml"
    ),
    "XML with escaped HTML": lambda g: text_file(
        f"<rss><item><content>{escape(html_table(g))}</content></item></rss>", "feed.xml"
    ),
    "srcdoc with a table": lambda g: page_file(f'<iframe srcdoc="{_quoted(html_table(g))}"></iframe>'),
    "srcdoc in a srcdoc": lambda g: page_file(
        '<iframe srcdoc="{}"></iframe>'.format(_quoted(f'<iframe srcdoc="{_quoted(html_table(g))}"></iframe>'))
    ),
    "attribute holding a table as HTML": lambda g: page_file(f'<b data-content="{_quoted(html_table(g))}">x</b>'),
    "attribute holding JSON records": lambda g: page_file(f'<b data-chart="{_quoted(json.dumps(g.records()))}">x</b>'),
    "attribute holding JSON rows": lambda g: page_file(f'<b data-rows="{_quoted(json.dumps(g.lines()))}">x</b>'),
    "attribute holding a CSV": lambda g: page_file(f"""<b data-csv="{_quoted(joined(g, ","))}">x</b>"""),
    "foreignObject table in a drawing": lambda g: svg_file(
        f'<foreignObject><table xmlns="http://www.w3.org/1999/xhtml">{table_rows(g)}</table></foreignObject>'
    ),
    "Markdown reference that nothing uses": lambda g: text_file(f"# x\n\n[//]: # ({run_of(g)})\n", "a.md"),
    "gzip, second member": lambda g: ("a.txt.gz", gzip.compress(b"hello") + gzip.compress(joined(g, ",").encode())),
    "gzip, after its end": lambda g: ("a.txt.gz", gzip.compress(b"hello") + b"\n" + run_of(g).encode()),
    "bzip2, second stream": lambda g: ("a.bz2", bz2.compress(b"hello") + bz2.compress(joined(g, ",").encode())),
    "xz, second stream": lambda g: ("a.xz", lzma.compress(b"hello") + lzma.compress(joined(g, ",").encode())),
    "xz, after its end": lambda g: ("a.xz", lzma.compress(b"hello") + joined(g, ",").encode()),
    "bzip2, after its end": lambda g: ("a.bz2", bz2.compress(b"hello") + joined(g, ",").encode()),
    "lzma alone (old)": lambda g: ("a.lzma", lzma.compress(joined(g, ",").encode() * 3, format=lzma.FORMAT_ALONE)),
    "zstd frame uncompressed": lambda g: (
        "a.zst",
        b"(\xb5/\xfd\x04\x00" + (len(joined(g, ",")) << 3 | 1).to_bytes(3, "little") + joined(g, ",").encode(),
    ),
    "tar, after its end": lambda g: ("a.tar", tarred("a.txt", b"x") + joined(g, ",").encode()),
    "tar, slack of a block": _tar_slack,
    "zip, after the end of a packed member": _zip_tail,
    "base64 of gzip": lambda g: text_file(f'''x = "{base64_of(gzip.compress(joined(g, ",").encode()))}"''', "a.js"),
    "base64 of raw deflate long": lambda g: text_file(
        f'''x = "{base64_of(zlib.compress(joined(g, ",").encode() * 4)[2:-4])}"''', "a.js"
    ),
    "base64 of a workbook": lambda g: text_file(
        f'''x = "{base64_of(book("; ".join(map(str, first_column(g)))))}"''', "a.js"
    ),
    "base64 of a PDF": lambda g: text_file(f'x = "{base64_of(pdf(run_of(g)))}"', "a.js"),
    "base64 of tar": lambda g: text_file(f'''x = "{base64_of(tarred("a.csv", joined(g, ",").encode()))}"''', "a.js"),
    "base64 in pieces joined by plus": lambda g: text_file(
        "x = "
        + " +\n".join(
            f'''"{base64_of(joined(g, ",").encode())[i : i + 60]}"'''
            for i in range(0, len(base64_of(joined(g, ",").encode())), 60)
        ),
        "a.js",
    ),
    "base64 lines in a YAML block": lambda g: text_file(
        "a: !!binary |\n"
        + "\n".join("  " + row for row in base64.encodebytes(gzip.compress(joined(g, ",").encode())).decode().split()),
        "a.yaml",
    ),
    "base64 of hex": lambda g: text_file(f"x={base64_of(joined(g, ',').encode().hex().encode())}"),
    "hex of gzip": lambda g: text_file(f'''x="{gzip.compress(joined(g, ",").encode()).hex()}"''', "a.js"),
    "hex of zlib": lambda g: text_file(f'''x="{zlib.compress(joined(g, ",").encode()).hex()}"''', "a.js"),
    "hex of UTF-16": lambda g: text_file(f'''x="{run_of(g).encode("utf-16-le").hex()}"''', "a.js"),
    "hex in upper case with 0x literals of SQL": lambda g: text_file(
        f"INSERT INTO t VALUES (0x{run_of(g).encode().hex().upper()});", "a.sql"
    ),
    "postgres bytea hex": lambda g: text_file(
        f"COPY t FROM stdin;\n1\t\\\\x{joined(g, ',').encode().hex()}\n\\.\n", "a.sql"
    ),
    "\\x escapes of a gzip": lambda g: text_file(
        "x=b'" + "".join(f"\\x{b:02x}" for b in gzip.compress(joined(g, ",").encode())) + "'", "a.py"
    ),
    "bytes listed as numbers, gzip": lambda g: text_file(
        "new Uint8Array([" + ",".join(map(str, gzip.compress(joined(g, ",").encode()))) + "])", "a.js"
    ),
    "bytes listed as numbers, text": lambda g: text_file(
        "new Uint8Array([" + ", ".join(map(str, joined(g, ",").encode())) + "])", "a.js"
    ),
    "Intel HEX": lambda g: text_file(
        "\n".join(
            (
                ":" + (bytes([len(ch)]) + i.to_bytes(2) + b"\x00" + ch).hex().upper() + "00"
                for i, ch in ((i, joined(g, ",").encode()[i : i + 16]) for i in range(0, len(joined(g, ",")), 16))
            )
        )
        + "\n:00000001FF\n",
        "a.hex",
    ),
    "binary digits": lambda g: text_file("x " + " ".join(f"{c:08b}" for c in run_of(g).encode())),
    "base85 of Python": lambda g: text_file(f"x = b'{base64.b85encode(joined(g, ',').encode()).decode()}'", "a.py"),
    "UTF-7": lambda g: (
        "a.eml",
        b"From: a@b.c\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-7\n\n"
        + b"; ".join(b"+" + base64.b64encode(str(n).encode("utf-16-be")).rstrip(b"=") + b"-" for n in first_column(g))
        + b"\n",
    ),
    "EBCDIC": lambda g: ("a.txt", joined(g, ",").encode("cp500")),
    "UTF-16 with a text in UTF-8 before it": lambda g: (
        "a.txt",
        b"Notes of the meeting, as agreed.\n" * 4 + joined(g, ",").encode("utf-16-le"),
    ),
    "fullwidth digits in a table": lambda g: text_file(
        "".join(chr(65296 + int(c)) if c.isdigit() else c for c in joined(g, ",")), "a.csv"
    ),
    "mathematical bold digits": lambda g: text_file(
        "".join(chr(120782 + int(c)) if c.isdigit() else c for c in run_of(g))
    ),
    "circled or subscript digits": lambda g: text_file(
        "; ".join("".join(chr(8320 + int(c)) for c in str(n)) for n in first_column(g))
    ),
    "superscript digits": lambda g: text_file(
        "; ".join("".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(c)] for c in str(n)) for n in first_column(g))
    ),
    "PDF, after its end": lambda g: ("a.pdf", pdf("hello") + f"\n% {run_of(g)}\n".encode()),
    "PDF, comment before objects": lambda g: ("a.pdf", pdf("hello").replace(b"\n", f"\n% {run_of(g)}\n".encode(), 1)),
    "PDF subject metadata": lambda g: ("a.pdf", pdf("hello", title=run_of(g))),
    "PDF attachment of a workbook": lambda g: ("a.pdf", pdf("hello", attachment=joined(g, ","))),
    "RTF hex letters": lambda g: (
        "a.rtf",
        ("{\\rtf1 " + "".join(f"\\'{ord(c):02x}" for c in run_of(g)) + "}").encode(),
    ),
    "SVG in a data address of a style": lambda g: text_file(
        f"p {{ background: url('data:image/svg+xml;utf8,<svg xmlns=%22x%22><text>{run_of(g)}</text></svg>') }}", "a.css"
    ),
    "data address: CSV percent-encoded link": lambda g: page_file(
        '<a download href="data:text/csv;charset=utf-8,{}">x</a>'.format(
            "".join(f"%{b:02X}" for b in joined(g, ",").encode())
        )
    ),
    "data address: zip": lambda g: page_file(
        '<a download href="data:application/zip;base64,{}">x</a>'.format(base64_of(zipped({"a.csv": joined(g, ",")})))
    ),
    "punycode/escapes in JSON of JSON": lambda g: text_file(
        json.dumps({"state": json.dumps({"rows": json.dumps(g.lines())})}), "a.json"
    ),
    "JSON string holding CSV": lambda g: text_file(json.dumps({"file": joined(g, ",")}), "a.json"),
    "JSON string holding HTML": lambda g: text_file(json.dumps({"html": html_table(g)}), "a.json"),
    "source map with a CSV": lambda g: text_file(
        json.dumps({"version": 3, "sourcesContent": [joined(g, ",")]}), "a.js.map"
    ),
}
