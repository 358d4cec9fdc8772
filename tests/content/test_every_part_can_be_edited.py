"""Each part of each page of this site, and rows of each open table, can be edited, and no other byte changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.edit.blocks import TOP, blocks_of, with_block
from assess.edit.cells import Edit, NewRow, cells_of, with_cells
from assess.edit.change import digest_of
from redaction.data.csv_table import read_records

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs").rglob("*.md"))
TABLES = sorted((ROOT / "data" / "public").glob("*.csv"))


MOST = 8  # rows of a table, spread over it


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", PAGES, ids=named)
def test_an_edit_of_a_part_changes_it_alone(path: Path) -> None:
    content = path.read_bytes()
    blocks = blocks_of(content)
    assert blocks[0].kind == TOP
    for block in blocks:
        text = block.text.replace("title: ", "title: Another ", 1) if block.kind == TOP else f"{block.text} More."
        after = with_block(named(path), content, digest_of(content), (block.start, block.end), text)
        assert after == content[: block.start] + text.encode() + content[block.end :], block.line


@pytest.mark.parametrize("path", TABLES, ids=named)
def test_an_edit_of_a_row_changes_it_alone(path: Path) -> None:
    name, content = named(path), path.read_bytes()
    digest, rows = digest_of(content), cells_of(name, content)
    lines = content.splitlines(keepends=True)
    read = {row.number: row.cells for row in read_records(name, content).rows}
    assert len(rows) == len(lines) == len(read)  # no cell has a line end within, and no row is empty
    for number in sorted(rows)[:: -(-len(rows) // MOST)]:
        cells = rows[number]
        before, line, after = b"".join(lines[: number - 1]), lines[number - 1], b"".join(lines[number:])
        cell = cells[number % len(cells)]
        changed = with_cells(name, content, digest, [Edit(number, number % len(cells), "7")])
        said = b'"7"' if cell.is_quoted else b"7"
        assert changed == content[: cell.start] + said + content[cell.end :]
        new = with_cells(name, content, digest, [], [NewRow(number, ("new", "7"))])
        assert (new[: len(before + line)], new[len(new) - len(after) :]) == (before + line, after)
        if number > 1:
            assert with_cells(name, content, digest, [], removed=[number]) == before + after
