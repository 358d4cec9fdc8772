# ruff: noqa: ARG005, E501, S608  # a writer a line: each takes what the others take, and no line is cut where its file would not be
"""The same kinds of files laid out in rarer ways: a writer a channel (B)."""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import Callable
from html import escape

from planting import _MAIN, Planted, book, page, word, zipped
from small_counts import Grid

from channels.writing import (
    Made,
    base64_of,
    first_column,
    html_table,
    joined,
    markdown_of,
    page_file,
    pdf_of,
    run_of,
    text_file,
)

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


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


LAID_OUT: dict[str, Made] = {
    "grid table of reST / mysql": lambda g: text_file(_boxed(g)),
    "box-drawing table": lambda g: text_file(_drawn_box(g)),
    "MediaWiki table": lambda g: text_file(
        '{| class="wikitable"\n' + "".join("|-\n| " + " || ".join(row) + "\n" for row in g.lines()) + "|}"
    ),
    "MediaWiki table, a cell a line": lambda g: text_file(
        "{|\n" + "".join("|-\n" + "".join(f"| {c}\n" for c in row) for row in g.lines()) + "|}"
    ),
    "AsciiDoc table, a cell a line": lambda g: text_file(
        "|===\n" + "\n\n".join("\n".join(f"|{c}" for c in row) for row in g.lines()) + "\n|===", "a.adoc"
    ),
    "AsciiDoc table": lambda g: text_file(
        "|===\n" + "\n".join("".join(f"|{c} " for c in row) for row in g.lines()) + "\n|===", "a.adoc"
    ),
    "org table": lambda g: text_file("\n".join("| " + " | ".join(row) + " |" for row in g.lines()), "a.org"),
    "BBCode table": lambda g: text_file(
        "[table]" + "".join("[tr]" + "".join(f"[td]{c}[/td]" for c in row) + "[/tr]" for row in g.lines()) + "[/table]"
    ),
    "Textile table": lambda g: text_file("\n".join("|" + "|".join(row) + "|" for row in g.lines()), "a.textile"),
    "reST list-table": lambda g: text_file(
        ".. list-table::\n\n" + "".join("   * - " + "\n     - ".join(row) + "\n" for row in g.lines()), "a.rst"
    ),
    "reST csv-table": lambda g: text_file(
        ".. csv-table::\n\n" + "".join("   " + ", ".join(f'"{c}"' for c in row) + "\n" for row in g.lines()), "a.rst"
    ),
    "vertical output of a client": lambda g: text_file(
        "".join(
            (
                f"*************************** {i + 1}. row ***************************\n"
                + "".join((f"{k:>16}: {v}\n" for k, v in r.items()))
                for i, r in enumerate(g.records())
            )
        )
    ),
    "cell a line": lambda g: text_file("\n".join(c for row in g.lines() for c in row)),
    "cell a line, blank line between rows": lambda g: text_file("\n\n".join("\n".join(row) for row in g.lines())),
    "tilde-separated": lambda g: text_file(joined(g, "~")),
    "caret-separated": lambda g: text_file(joined(g, "^")),
    "unit separator": lambda g: ("a.txt", joined(g, "\x1f", "\x1e").encode()),
    "CSV quoted, semicolons, decimal commas": lambda g: text_file(
        "".join(";".join(f'"{c},0"' if c.isdigit() else f'"{c}"' for c in row) + "\n" for row in g.lines()), "a.csv"
    ),
    "CSV with a preamble": lambda g: text_file("Title of the export\nMade on Monday\n\n" + joined(g, ";"), "a.csv"),
    "CSV in which counts bear percentages": lambda g: text_file(
        "".join(
            ",".join([row[0]] + [f"{c} ({100 * int(c) / max(1, sum(map(int, row[1:]))):.0f}%)" for c in row[1:]]) + "\n"
            for row in g.lines()[1:]
        ),
        "a.csv",
    ),
    "CSV padded with noughts": lambda g: text_file(
        "".join(",".join([row[0]] + [c.zfill(5) for c in row[1:]]) + "\n" for row in g.lines()[1:]), "a.csv"
    ),
    "CSV with decimals .0": lambda g: text_file(
        "".join(",".join([row[0]] + [c + ".0" for c in row[1:]]) + "\n" for row in g.lines()[1:]), "a.csv"
    ),
    "CSV with exponents": lambda g: text_file(
        "".join(",".join([row[0]] + [f"{int(c):.2E}" for c in row[1:]]) + "\n" for row in g.lines()[1:]), "a.csv"
    ),
    "CSV with notes at the numbers": lambda g: text_file(
        "".join(",".join([row[0]] + [c + " [r]" for c in row[1:]]) + "\n" for row in g.lines()[1:]), "a.csv"
    ),
    "CSV with units at the numbers": lambda g: text_file(
        "".join(",".join([row[0]] + [c + " people" for c in row[1:]]) + "\n" for row in g.lines()[1:]), "a.csv"
    ),
    "CSV without labels, shuffled columns": lambda g: text_file(
        "".join((",".join([str(i * 13 % 7), *list(reversed(row[1:]))]) + "\n" for i, row in enumerate(g.lines()[1:]))),
        "a.csv",
    ),
    "numbers with letters after": lambda g: text_file("\n".join(f"{c}r" for c in first_column(g))),
    "SYLK": lambda g: text_file(
        "ID;PWXL\n"
        + "".join((f"C;Y{y};X{x};K{c}\n" for y, row in enumerate(g.lines()[1:], 2) for x, c in enumerate(row[1:], 2)))
        + "E\n",
        "a.slk",
    ),
    "DIF": lambda g: text_file(
        'TABLE\n0,1\n"x"\nDATA\n0,0\n""\n'
        + "".join("-1,0\nBOT\n" + "".join(f"0,{c}\nV\n" for c in row[1:]) for row in g.lines()[1:])
        + "-1,0\nEOD\n",
        "a.dif",
    ),
    "ARFF": lambda g: text_file(
        "@RELATION x\n@ATTRIBUTE a STRING\n@DATA\n"
        + "".join(",".join([f"'{row[0]}'", *row[1:]]) + "\n" for row in g.lines()[1:]),
        "a.arff",
    ),
    "pandas JSON by index": lambda g: text_file(
        json.dumps({c: {str(i): n for i, n in enumerate(g.column(at))} for at, c in enumerate(g.columns)}), "a.json"
    ),
    "pandas JSON split": lambda g: text_file(
        json.dumps({"columns": list(g.columns), "index": list(g.rows), "data": [list(r) for r in g.cells]}), "a.json"
    ),
    "JSON indented rows": lambda g: text_file(json.dumps({"data": [list(r) for r in g.cells]}, indent=2), "a.json"),
    "JSON nested records": lambda g: text_file(
        json.dumps(
            [
                {"area": {"name": row, "values": {c: {"n": n} for c, n in zip(g.columns, r, strict=False)}}}
                for row, r in zip(g.rows, g.cells, strict=False)
            ]
        ),
        "a.json",
    ),
    "JSON by label, an object each": lambda g: text_file(
        json.dumps({row: dict(zip(g.columns, r, strict=False)) for row, r in zip(g.rows, g.cells, strict=False)}),
        "a.json",
    ),
    "JSON-stat": lambda g: text_file(
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
    "JSON-stat sparse": lambda g: text_file(
        json.dumps({"value": {str(i): n for i, n in enumerate(n for r in g.cells for n in r)}}), "a.json"
    ),
    "long (tidy) CSV": lambda g: text_file(
        "area,measure,value\n"
        + "".join(
            (
                f"{row},{c},{n}\n"
                for row, r in zip(g.rows, g.cells, strict=False)
                for c, n in zip(g.columns, r, strict=False)
            )
        ),
        "a.csv",
    ),
    "long CSV without labels": lambda g: text_file(
        "a,m,value\n" + "".join((f"{i},{j},{n}\n" for i, r in enumerate(g.cells) for j, n in enumerate(r))), "a.csv"
    ),
    "long CSV sorted by measure": lambda g: text_file(
        "m,a,value\n" + "".join((f"{j},{i},{r[j]}\n" for j in range(len(g.columns)) for i, r in enumerate(g.cells))),
        "a.csv",
    ),
    "R data frame": lambda g: text_file(
        "d <- data.frame("
        + ", ".join(f"{chr(97 + at)} = c({', '.join(map(str, g.column(at)))})" for at in range(len(g.columns)))
        + ")",
        "a.R",
    ),
    "R dput with L": lambda g: text_file(
        "structure(list("
        + ", ".join(f"{chr(97 + at)} = c({', '.join(f'{n}L' for n in g.column(at))})" for at in range(len(g.columns)))
        + '), class = "data.frame")',
        "a.R",
    ),
    "MATLAB matrix": lambda g: text_file("a = [" + "; ".join(" ".join(map(str, r)) for r in g.cells) + "];", "a.m"),
    "tuples of Python": lambda g: text_file(
        "rows = ["
        + ", ".join((f"({row!r}, {', '.join(map(str, r))})" for row, r in zip(g.rows, g.cells, strict=False)))
        + "]",
        "a.py",
    ),
    "DataFrame printed, wide, with an index": lambda g: text_file(
        "\n".join((f"{i:<4}" + "".join((f"{c:>9}" for c in map(str, r))) for i, r in enumerate(g.cells)))
    ),
    "SQL, one INSERT a row": lambda g: text_file(
        "".join(
            (
                f"INSERT INTO t (a,{','.join((f'c{j}' for j in range(len(r))))}) VALUES ('{row}', {', '.join(map(str, r))});\n"
                for row, r in zip(g.rows, g.cells, strict=False)
            )
        ),
        "a.sql",
    ),
    "SQL, UPDATE": lambda g: text_file(
        "".join((f"UPDATE t SET n={r[0]}, m={r[1]} WHERE id={i};\n" for i, r in enumerate(g.cells))), "a.sql"
    ),
    "SQL case": lambda g: text_file(
        "SELECT CASE id " + " ".join((f"WHEN {i} THEN {n}" for i, n in enumerate(first_column(g)))) + " END", "a.sql"
    ),
    "switch of a script": lambda g: text_file(
        "switch(w){" + "".join((f"case {i}: return {n};" for i, n in enumerate(first_column(g)))) + "}", "a.js"
    ),
    "access log with query strings": lambda g: text_file(
        "".join(
            (
                f'10.0.0.{i} - - [01/Jan/2026:09:{i + 10}:07 +0000] "GET /x?ward={i}&n={n}&z=1 HTTP/1.1" 200 {i * 37 + 511}\n'
                for i, n in enumerate(first_column(g))
            )
        ),
        "access.log",
    ),
    "links with query strings": lambda g: page_file(
        "".join((f'<a href="/x?w={i}&amp;n={n}">more</a>' for i, n in enumerate(first_column(g))))
    ),
    "one link with all numbers": lambda g: page_file(
        f"""<a href="https://charts.example/chart?cht=bvs&amp;chd=t:{",".join(map(str, first_column(g)))}&amp;chs=200x100">more</a>"""
    ),
    "gettext": lambda g: text_file(
        "".join((f'msgid "w{i}"\nmsgstr "{n}"\n\n' for i, n in enumerate(first_column(g)))), "a.po"
    ),
    "properties": lambda g: text_file(
        "".join((f"ward.{i}.count={n}\n" for i, n in enumerate(first_column(g)))), "a.properties"
    ),
    "properties by name": lambda g: text_file(
        "".join((f"ward.{row.replace(' ', '')}={n}\n" for row, n in zip(g.rows, first_column(g), strict=False))),
        "a.properties",
    ),
    "plist": lambda g: text_file(
        "<plist><dict>"
        + "".join((f"<key>k{i}</key><integer>{n}</integer>" for i, n in enumerate(first_column(g))))
        + "</dict></plist>",
        "a.plist",
    ),
    "Turtle": lambda g: text_file(
        "".join((f':w{i} :cases "{n}"^^xsd:integer ; :other {i} .\n' for i, n in enumerate(first_column(g)))), "a.ttl"
    ),
    "N-Triples": lambda g: text_file(
        "".join((f'<http://x/w{i}> <http://x/c> "{n}" .\n' for i, n in enumerate(first_column(g)))), "a.nt"
    ),
    "S-expressions": lambda g: text_file(
        "(" + " ".join((f"(row {i} {' '.join(map(str, r))})" for i, r in enumerate(g.cells))) + ")", "a.el"
    ),
    "Prolog facts": lambda g: text_file(
        "".join((f"cases(w{i}, {n}).\n" for i, n in enumerate(first_column(g)))), "a.pl"
    ),
    "BibTeX": lambda g: text_file(
        "".join((f"@misc{{w{i}, year = {{2020}}, pages = {{{n}}}}}\n" for i, n in enumerate(first_column(g)))), "a.bib"
    ),
    "KML extended data": lambda g: text_file(
        "<kml>"
        + "".join(
            (
                f'<Placemark><name>p{i}</name><ExtendedData><Data name="n"><value>{n}</value></Data></ExtendedData><Point><coordinates>0.3{i},51.{i}</coordinates></Point></Placemark>'
                for i, n in enumerate(first_column(g))
            )
        )
        + "</kml>",
        "a.kml",
    ),
    "vCard notes": lambda g: text_file(
        "".join((f"BEGIN:VCARD\r\nFN:W{i}\r\nNOTE:{n}\r\nEND:VCARD\r\n" for i, n in enumerate(first_column(g)))),
        "a.vcf",
    ),
    "calendar, an event each": lambda g: text_file(
        "BEGIN:VCALENDAR\r\n"
        + "".join(
            (
                f"BEGIN:VEVENT\r\nUID:{i}\r\nDTSTART:202601{i + 1:02}\r\nSUMMARY:{n}\r\nEND:VEVENT\r\n"
                for i, n in enumerate(first_column(g))
            )
        )
        + "END:VCALENDAR\r\n",
        "a.ics",
    ),
    "bullets nested": lambda g: text_file(
        "".join(
            (
                f"- Area {i}\n" + "".join((f"  - {c}: {n}\n" for c, n in zip(g.columns, r, strict=False)))
                for i, r in enumerate(g.cells)
            )
        ),
        "a.md",
    ),
    "numbered list": lambda g: text_file("".join((f"{i + 1}. {n}\n" for i, n in enumerate(first_column(g)))), "a.md"),
    "headings with numbers below": lambda g: text_file(
        "".join(
            (
                f"## Section {i}\n\nThere were {n} cases in the year, as told to the board.\n\n"
                for i, n in enumerate(first_column(g))
            )
        ),
        "a.md",
    ),
    "paragraphs of a page, a row each": lambda g: page_file(
        "".join(
            (
                f"<h3>Area {i}</h3><p>In 2022 there were {r[0]} and before that {r[1]}.</p>"
                for i, r in enumerate(g.cells)
            )
        )
    ),
    "cards of a page": lambda g: page_file(
        "".join(
            (
                f'<article><h3>Area {i}</h3><p class="big">{r[0]}</p><p>of {i * 17 + 900}</p></article>'
                for i, r in enumerate(g.cells)
            )
        )
    ),
    "table of inputs": lambda g: page_file(
        "<form>"
        + "".join(
            (f'<input name="a{i}" type="number" min="0" max="999" value="{n}">' for i, n in enumerate(first_column(g)))
        )
        + "</form>"
    ),
    "options with values": lambda g: page_file(
        "<select>"
        + "".join((f'<option value="{n}">Area {i}</option>' for i, n in enumerate(first_column(g))))
        + "</select>"
    ),
    "data attributes on rows": lambda g: page_file(
        "<ul>"
        + "".join(
            (
                f'<li data-a="{i * 7 % 31}" data-n="{n}" data-z="{i * 3 % 17}">x</li>'
                for i, n in enumerate(first_column(g))
            )
        )
        + "</ul>"
    ),
    "custom elements": lambda g: page_file(
        "".join((f'<my-row a="{i}" n="{n}"></my-row>' for i, n in enumerate(first_column(g))))
    ),
    "ARIA grid, rows of buttons": lambda g: page_file(
        "<div role=grid>"
        + "".join(
            "<div role=row>"
            + "".join(f"<div role=gridcell><button><span>{c}</span></button></div>" for c in row)
            + "</div>"
            for row in g.lines()
        )
        + "</div>"
    ),
    "table with a table in each cell": lambda g: page_file(
        "<table>"
        + "".join(
            "<tr>" + "".join(f"<td><table><tr><td>{c}</td></tr></table></td>" for c in row) + "</tr>"
            for row in g.lines()
        )
        + "</table>"
    ),
    "table turned, heads in rows": lambda g: page_file(
        "<table>"
        + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in col) + "</tr>" for col in zip(*g.lines(), strict=False))
        + "</table>"
    ),
    "table split over two tables": lambda g: page_file(
        "".join(
            "<table>"
            + "".join("<tr>" + "".join(f"<td>{c}</td>" for c in row) + "</tr>" for row in part)
            + "</table><p>and</p>"
            for part in (g.lines()[1:5], g.lines()[5:])
        )
    ),
    "notebook with an HTML output": lambda g: text_file(
        json.dumps(
            {
                "cells": [
                    {
                        "cell_type": "code",
                        "source": [],
                        "outputs": [
                            {
                                "data": {
                                    "text/html": [
                                        x + "\n" for x in html_table(g).replace("</tr>", "</tr>\n").split("\n")
                                    ]
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
    "notebook with Markdown": lambda g: text_file(
        json.dumps(
            {
                "cells": [{"cell_type": "markdown", "source": [x + "\n" for x in markdown_of(g).split("\n")]}],
                "nbformat": 4,
            }
        ),
        "a.ipynb",
    ),
    "notebook with a printed list": lambda g: text_file(
        json.dumps(
            {
                "cells": [
                    {
                        "cell_type": "code",
                        "source": ["x"],
                        "outputs": [{"name": "stdout", "text": [f"[{', '.join(map(str, first_column(g)))}]\n"]}],
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
        + base64.encodebytes(page(html_table(g))),
    ),
    "mail in UTF-16, base64": lambda g: (
        "a.eml",
        b"From: a@b.c\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-16le\nContent-Transfer-Encoding: base64\n\n"
        + base64.encodebytes(joined(g, ",").encode("utf-16-le")),
    ),
    "mail, format flowed, quoted with >": lambda g: (
        "a.eml",
        b"From: a@b.c\nMIME-Version: 1.0\nContent-Type: text/plain; format=flowed\n\n"
        + "".join("> > " + "  ".join(row) + "\n" for row in g.lines()).encode(),
    ),
    "mail subject encoded": lambda g: (
        "a.eml",
        (
            "From: a@b.c\nSubject: =?utf-8?B?" + base64_of(run_of(g).encode()) + "?=\nMIME-Version: 1.0\n\nhello\n"
        ).encode(),
    ),
    "mail with an attached workbook": lambda g: (
        "a.eml",
        b"From: a@b.c\nMIME-Version: 1.0\nContent-Type: application/vnd.ms-excel; name=a.xlsx\nContent-Transfer-Encoding: base64\n\n"
        + base64.encodebytes(book("; ".join(map(str, first_column(g))))),
    ),
    "mail saved as text with the head lost": lambda g: text_file(
        "Hello\n\n" + base64.encodebytes(joined(g, ",").encode()).decode(), "a.txt"
    ),
    "Word, tabs between": lambda g: (
        "a.docx",
        word(
            "".join(
                "<w:p>" + "<w:r><w:tab/></w:r>".join(f"<w:r><w:t>{escape(c)}</w:t></w:r>" for c in row) + "</w:p>"
                for row in g.lines()
            )
        ),
    ),
    "Word, a paragraph a cell": lambda g: (
        "a.docx",
        word("".join(f"<w:p><w:r><w:t>{escape(c)}</w:t></w:r></w:p>" for row in g.lines() for c in row)),
    ),
    "Word, chart cache": lambda g: (
        "a.docx",
        word(
            "<w:p/>",
            {
                "word/charts/chart1.xml": '<c:chartSpace xmlns:c="urn:c"><c:ser><c:val><c:numRef><c:numCache>'
                + "".join((f'<c:pt idx="{i}"><c:v>{n}</c:v></c:pt>' for i, n in enumerate(first_column(g))))
                + "</c:numCache></c:numRef></c:val></c:ser></c:chartSpace>"
            },
        ),
    ),
    "Word, deleted rows": lambda g: (
        "a.docx",
        word(
            "".join(
                "<w:p><w:del>"
                + "".join(f"<w:r><w:delText xml:space='preserve'>{escape(c)}\t</w:delText></w:r>" for c in row)
                + "</w:del></w:p>"
                for row in g.lines()
            )
        ),
    ),
    "Word, embedded workbook": lambda g: (
        "a.docx",
        word("<w:p/>", {"word/embeddings/sheet1.xlsx": book("; ".join(map(str, first_column(g))))}),
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
                    for i, n in enumerate(first_column(g))
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
                + "".join((f'<w:docVar w:name="v{i}" w:val="{n}"/>' for i, n in enumerate(first_column(g))))
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
                    + "".join(
                        f"<a:tc><a:txBody><a:p><a:r><a:t>{escape(c)}</a:t></a:r></a:p></a:txBody></a:tc>" for c in row
                    )
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
                        for i, n in enumerate(first_column(g))
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
                    for i, n in enumerate(first_column(g))
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
                + "".join((f'<c:pt idx="{i}"><c:v>{n}</c:v></c:pt>' for i, n in enumerate(first_column(g))))
                + "</c:numCache></c:chartSpace>"
            }
        ),
    ),
    "sheet, array constant in a formula": lambda g: _sheet_of(
        g, lambda g: f"""<row r="2"><c r="B2"><f>SUM({{{";".join(map(str, first_column(g)))}}})</f><v>1</v></c></row>"""
    ),
    "sheet, list of a validation": lambda g: (
        "a.xlsx",
        book(
            sheet=f"""<dataValidations><dataValidation><formula1>"{",".join(map(str, first_column(g)))}"</formula1></dataValidation></dataValidations>"""
        ),
    ),
    "sheet, defined name": lambda g: (
        "a.xlsx",
        book(
            names=f"""<definedNames><definedName name="x">{{{",".join(map(str, first_column(g)))}}}</definedName></definedNames>"""
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
                        for i, n in enumerate(first_column(g), 2)
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
            + "".join((f'<inputCells r="B{i}" val="{n}"/>' for i, n in enumerate(first_column(g), 2)))
            + "</scenario></scenarios>"
        ),
    ),
    "sheet, number formats that say them": lambda g: (
        "a.xlsx",
        book(
            more={
                "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><numFmts>'
                + "".join(
                    (
                        f'<numFmt numFmtId="{170 + i}" formatCode="&quot;{n}&quot;"/>'
                        for i, n in enumerate(first_column(g))
                    )
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
                    b"\x02\x0c\x00\x00\x00\x00\x00\x00\x00\x00" + struct.pack("<i", n << 2 | 2) for n in first_column(g)
                ),
            }
        ),
    ),
    "flat ODS": lambda g: text_file(
        '<office:document xmlns:office="urn:o" xmlns:table="urn:t" xmlns:text="urn:x"><table:table>'
        + "".join(
            "<table:table-row>"
            + "".join(
                f'<table:table-cell office:value="{c}"><text:p>{escape(c)}</text:p></table:table-cell>' for c in row
            )
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
                    + "".join(f"<table:table-cell><text:p>{escape(c)}</text:p></table:table-cell>" for c in row)
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
                + html_table(g).encode()
                + b"</body></html>",
            }
        ),
    ),
    "PDF table, columns first": lambda g: pdf_of(
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
    "PDF table, moved by Td": lambda g: pdf_of(
        "BT /F1 10 Tf 50 760 Td "
        + " ".join(" ".join(f"({c}) Tj 80 0 Td" for c in row) + f" {-80 * len(row)} -20 Td" for row in g.lines())
        + " ET"
    ),
    "PDF table, hexadecimal strings": lambda g: pdf_of(
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
    "PDF table, a digit at a time": lambda g: pdf_of(
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
    "PDF table, turned by 90 degrees": lambda g: pdf_of(
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
    "PDF table, rows with a gap array": lambda g: pdf_of(
        "BT /F1 10 Tf 50 760 Td "
        + " ".join("[" + " -4000 ".join(f"({c})" for c in row) + "] TJ 0 -20 Td" for row in g.lines())
        + " ET"
    ),
    "PDF table, each row a text object with Tc": lambda g: pdf_of(
        " ".join(
            (f"BT /F1 10 Tf 2 Tc 50 {760 - 20 * y} Td ({'   '.join(row)}) Tj ET" for y, row in enumerate(g.lines()))
        )
    ),
}
