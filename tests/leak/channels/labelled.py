# ruff: noqa: E501  # a writer a line: each takes what the others take, and no line is cut where its file would not be
"""Small counts beside their labels: a writer a channel (F)."""

from __future__ import annotations

import json
import quopri
from html import escape

from planting import in_words, word, zipped
from small_counts import Grid

from channels.writing import Made, first_column, page_file, pdf_of, svg_file, text_file

LABELLED: dict[str, Made] = {
    "sentence": lambda g: text_file(", ".join(f"{r} {n}" for r, n in zip(g.rows, g.column(0), strict=True)) + "."),
    "number before the label": lambda g: text_file(
        "; ".join(f"{n} in {r}" for r, n in zip(g.rows, g.column(0), strict=True)) + "."
    ),
    "bullets": lambda g: text_file("\n".join(f"- {r}: {n}" for r, n in zip(g.rows, g.column(0), strict=True)), "a.md"),
    "three rows": lambda g: text_file(
        "\n".join(f"{r}: {', '.join(map(str, row))}" for r, row in list(zip(g.rows, g.cells, strict=True))[:3])
    ),
    "one column of five rows": lambda g: text_file(
        "\n".join(f"{r}: {n}" for r, n in list(zip(g.rows, g.column(1), strict=True))[:5])
    ),
    "rows in another order": lambda g: text_file(
        "\n".join(f"{r}: {n}" for n, r in sorted(zip(g.column(0), g.rows, strict=True)))
    ),
    "turned on its side": lambda g: text_file(
        "\n".join(",".join(line) for line in zip(*g.lines(), strict=True)), "a.csv"
    ),
    "labels first, numbers after": lambda g: text_file(f"{', '.join(g.rows)}\n{', '.join(map(str, g.column(0)))}\n"),
    "labels and numbers in a script": lambda g: text_file(
        f"labels: {json.dumps(g.rows)}, data: {json.dumps(g.column(0))}", "a.js"
    ),
    "alternative text": lambda g: page_file(
        f'<img alt="Bar chart: {", ".join(f"{r} {n}" for r, n in zip(g.rows, g.column(0), strict=True))}">'
    ),
    "titles of bars": lambda g: svg_file(
        "".join(f"<g><title>{r}: {n}</title><rect/></g>" for r, n in zip(g.rows, g.column(0), strict=True))
    ),
    "in words": lambda g: text_file("\n".join(f"{r}: {_words(n)}" for r, n in zip(g.rows, g.column(0), strict=True))),
    "one page a row": lambda g: (
        "a.zip",
        zipped({f"{r}.txt": f"{r}: {', '.join(map(str, row))}" for r, row in zip(g.rows, g.cells, strict=True)}),
    ),
}


def _words(number: int) -> str:
    from planting import in_words

    return in_words(number)


def _pairs(grid: Grid) -> list[tuple[str, int]]:
    return list(zip(grid.rows, first_column(grid), strict=True))


TOLD: dict[str, Made] = {
    "prose, each its sentence": lambda g: text_file(
        " ".join((f"{row} recorded {n} in the year." for row, n in _pairs(g)))
    ),
    "prose, number words mixed": lambda g: text_file(
        " ".join((f"In {row} there were {(in_words(n) if i % 2 else n)}." for i, (row, n) in enumerate(_pairs(g))))
    ),
    "headings and paragraphs": lambda g: text_file(
        "".join(
            (
                f"## {row}\n\nThe year saw {n} of them, which the board noted at its meeting in spring.\n\n"
                for row, n in _pairs(g)
            )
        ),
        "a.md",
    ),
    "page headings and big numbers": lambda g: page_file(
        "".join((f"<section><h3>{row}</h3><p>The year saw</p><p><b>{n}</b></p></section>" for row, n in _pairs(g)))
    ),
    "labels in capitals": lambda g: text_file("\n".join((f"{row.upper()}\t{n}" for row, n in _pairs(g)))),
    "labels without spaces": lambda g: text_file("\n".join((f"{row.replace(' ', '')}={n}" for row, n in _pairs(g)))),
    "labels with underscores": lambda g: text_file(
        "\n".join((f"{row.replace(' ', '_').lower()}={n}" for row, n in _pairs(g)))
    ),
    "labels in camel case keys": lambda g: text_file(
        json.dumps(
            {row.title().replace(" ", "")[:1].lower() + row.title().replace(" ", "")[1:]: n for row, n in _pairs(g)}
        ),
        "a.json",
    ),
    "labels shortened": lambda g: text_file("\n".join((f"{row[:5]}. {n}" for row, n in _pairs(g)))),
    "labels with the word ward": lambda g: text_file("\n".join((f"{row} ward ({n})" for row, n in _pairs(g)))),
    "tooltip attributes": lambda g: svg_file(
        "".join((f'<path d="M0 0h1v1z" data-label="{row}" data-value="{n}"/>' for row, n in _pairs(g)))
    ),
    "aria labels": lambda g: svg_file(
        "".join((f'<path aria-label="{row}: {n}" d="M0 0h1v1z"/>' for row, n in _pairs(g)))
    ),
    "file names": lambda g: ("a.zip", zipped({f"{row}-{n}.txt": "x" for row, n in _pairs(g)})),
    "addresses": lambda g: page_file(
        "".join((f"""<a href="/areas/{row.lower().replace(" ", "-")}/{n}/">more</a>""" for row, n in _pairs(g)))
    ),
    "anchors": lambda g: page_file(
        "".join((f"""<a id="{row.lower().replace(" ", "-")}-{n}">x</a>""" for row, n in _pairs(g)))
    ),
    "class names": lambda g: page_file(
        "".join((f"""<i class="{row.lower().replace(" ", "-")} n-{n}"></i>""" for row, n in _pairs(g)))
    ),
    "CSS content by selector": lambda g: text_file(
        "".join((f"#{row.lower().replace(' ', '-')}::after {{ content: '{n}' }}\n" for row, n in _pairs(g))), "a.css"
    ),
    "options": lambda g: page_file(
        "<select>" + "".join((f'<option value="{n}">{row}</option>' for row, n in _pairs(g))) + "</select>"
    ),
    "search index": lambda g: text_file(
        json.dumps(
            {"docs": [{"location": f"a/#{row}", "title": row, "text": f"The year saw {n}."} for row, n in _pairs(g)]}
        ),
        "search_index.json",
    ),
    "five rows of five, of a longer table": lambda g: text_file(
        "\n".join((f"{row}: {n}" for row, n in _pairs(g)[2:7]))
    ),
    "three rows": lambda g: text_file("\n".join((f"{row}: {n}" for row, n in _pairs(g)[:3]))),
    "four rows in a sentence": lambda g: text_file(
        "The most were in " + ", ".join((f"{row} ({n})" for row, n in sorted(_pairs(g), key=lambda x: -x[1])[:4])) + "."
    ),
    "largest and smallest": lambda g: text_file(
        f"It ran from {min(_pairs(g), key=lambda x: x[1])[1]} in {min(_pairs(g), key=lambda x: x[1])[0]} to {max(_pairs(g), key=lambda x: x[1])[1]} in {max(_pairs(g), key=lambda x: x[1])[0]}."
    ),
    "one cell with row, column and title": lambda g: text_file(
        f"{g.title.split(': ')[1]}: {g.rows[3]} had {g.cells[3][1]} ({g.columns[1]})."
    ),
    "KML placemarks": lambda g: text_file(
        "<kml>"
        + "".join((f"<Placemark><name>{row}</name><description>{n}</description></Placemark>" for row, n in _pairs(g)))
        + "</kml>",
        "a.kml",
    ),
    "labels far from numbers": lambda g: text_file(
        "".join(
            (
                f"{row}. {'The board noted the year with interest and thanked all who took part in it. ' * 3}It was {n}.\n"
                for row, n in _pairs(g)
            )
        )
    ),
    "legend and series in JSON": lambda g: text_file(
        json.dumps(
            {
                "xAxis": {"data": list(g.rows)},
                "series": [{"name": c, "data": g.column(j)} for j, c in enumerate(g.columns)],
            }
        ),
        "a.json",
    ),
    "numbers then labels list": lambda g: text_file(f"{', '.join(map(str, first_column(g)))}\n{', '.join(g.rows)}\n"),
    "Word heading and paragraph": lambda g: (
        "a.docx",
        word(
            "".join(
                (
                    f"<w:p><w:r><w:t>{escape(row)}</w:t></w:r></w:p><w:p><w:r><w:t>There were {n}.</w:t></w:r></w:p>"
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
                    (
                        f"<a:p><a:r><a:t>{escape(row)} </a:t></a:r><a:r><a:t>{n}</a:t></a:r></a:p>"
                        for row, n in _pairs(g)
                    )
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
    "labels and numbers in two columns of PDF": lambda g: pdf_of(
        "BT /F1 10 Tf "
        + " ".join((f"1 0 0 1 50 {760 - 20 * y} Tm ({row}) Tj" for y, (row, n) in enumerate(_pairs(g))))
        + " "
        + " ".join((f"1 0 0 1 250 {760 - 20 * y} Tm ({n}) Tj" for y, (row, n) in enumerate(_pairs(g))))
        + " ET"
    ),
}
