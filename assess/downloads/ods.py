"""A workbook as ODS (OpenDocument, ISO/IEC 26300): the few parts that it needs, each written here, and nothing else."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from markupsafe import Markup, escape

from assess.downloads.archive import archived
from assess.downloads.sheets import Workbook, decimals_of, letters
from assess.downloads.xml_parts import part

MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"

# White space that a reader of the format would drop or join.
_SPACES = re.compile(r" {2,}|^ | $")


def ods(workbook: Workbook) -> bytes:
    """A workbook as the bytes of an ODS file."""
    return archived(
        {
            "mimetype": MIMETYPE.encode(),
            "META-INF/manifest.xml": part("ods/manifest.xml", mimetype=MIMETYPE),
            "meta.xml": part("ods/meta.xml", workbook=workbook),
            "content.xml": part("ods/content.xml", formats=_formats(workbook), paragraphs=_paragraphs, **_of(workbook)),
        }
    )


def _of(workbook: Workbook) -> dict[str, Any]:
    widths = sorted({width for sheet in workbook.sheets for width in sheet.widths})
    return {"sheets": workbook.sheets, "widths": widths, "letters": letters, "style": _style, "is_number": _is_number}


def _formats(workbook: Workbook) -> list[tuple[str, int, bool]]:
    """The styles that its numbers need: a name, the decimals, whether a percentage sign follows."""
    tables = [sheet.table for sheet in workbook.sheets if sheet.table]
    return sorted(
        {
            (_style(cell, percent), decimals_of(cell), percent)
            for table in tables
            for row in table.rows
            for cell, percent in zip(row, table.percent, strict=True)
            if isinstance(cell, Decimal)
        }
    )


def _style(number: Decimal, percent: bool) -> str:  # noqa: FBT001  # called by a template
    return f"n{decimals_of(number)}{'p' if percent else ''}"


def _is_number(cell: object) -> bool:
    return isinstance(cell, Decimal)


def _paragraphs(text: str) -> Markup:
    """A text as paragraphs, one a line, that keep their white space."""
    lines = [
        _SPACES.sub(lambda spaces: f'<text:s text:c="{len(spaces[0])}"/>', str(escape(line)))
        for line in text.split("\n")
    ]
    return Markup("".join(f"<text:p>{line}</text:p>" for line in lines))  # noqa: S704  # escaped just now
