"""An edit of a page or a table: its own range changes alone, and nobody's save is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.edit.blocks import Block, blocks_of, with_block
from assess.edit.cells import Edit, NewRow, cells_of, with_cells
from assess.edit.change import EditRefusedError, digest_of
from assess.edit.listing import with_page_in_contents, with_page_in_navigation
from redaction.data.csv_table import read_records

PARTNERSHIP = Path(__file__).parents[2] / "partnership"
PAGES = sorted((PARTNERSHIP / "docs").rglob("*.md"))
TABLES = sorted((PARTNERSHIP / "data" / "public").glob("*.csv"))
KINDS = """---
title: A page of every kind
description: What people write.
---
# A heading
A paragraph right below it
of two lines, with {{ n('asb-total',

  'saltmere', 'count') }} in it.

- One item

- Another

    with a paragraph of its own
1. not a new block

| a | b |
|---|---|
| 1 | 2 |

```text
{{ no call }}

# no heading
```

{{ table('asb-total') }}
{% call restricted('rail-police') %}
A sentence for partners.

{{ figure('rail-offences-by-type') }}
{% call restricted(prose='themes', source='briefing') %}
And one for the few.
{% endcall %}
{% endcall %}

<!-- a remark

of two parts -->

The end, {% call restricted('infirmary') %}within{% endcall %} a line."""


def ways(content: bytes) -> list[bytes]:
    """A file as editors on several systems save it."""
    lines = content.replace(b"\n", b"\r\n")
    return [content, lines, b"\xef\xbb\xbf" + content, b"\xef\xbb\xbf" + lines, content.rstrip(b"\n")]


def named(path: Path) -> str:
    return path.relative_to(PARTNERSHIP).as_posix()


pages = st.sampled_from(
    [way for text in (*(each.read_bytes() for each in PAGES), KINDS.encode()) for way in ways(text)]
)
tables = st.sampled_from([way for path in TABLES for way in ways(path.read_bytes())])
signs = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="{}"))
texts = st.tuples(st.lists(signs), st.sampled_from(["\n", "\r\n", "\r"])).map(lambda drawn: drawn[1].join(drawn[0]))


@given(st.data(), pages, texts)
def test_an_edit_of_a_page_changes_its_own_bytes_alone(data: st.DataObject, content: bytes, text: str) -> None:
    whole = [block for block in blocks_of(content) if "{%" not in block.text and block.kind != "top"]
    block = data.draw(st.sampled_from(whole))
    after = with_block("docs/a.md", content, digest_of(content), (block.start, block.end), text)
    new = after[block.start : len(after) - (len(content) - block.end)]
    assert after == content[: block.start] + new + content[block.end :]
    ends = b"\r\n" if b"\r\n" in content else b"\n"
    lines = text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n")
    assert new == ends.join(line.encode() for line in lines)


@given(pages)
def test_blocks_take_up_every_line_that_is_written_but_the_tags_of_restricted_parts(
    content: bytes,
) -> None:
    top, *blocks = blocks_of(content)
    assert content[: top.start].removeprefix(b"\xef\xbb\xbf") in (b"---\n", b"---\r\n")
    at = top.end
    for block in (top, *blocks):
        assert content[block.start : block.end].replace(b"\r\n", b"\n").decode() == block.text
        assert content[: block.start].count(b"\n") + 1 == block.line
        between = content[at : block.start].replace(b"\r\n", b"\n").decode() if block != top else ""
        assert all(line in ("", "---") or line.startswith("{% ") for line in between.split("\n"))
        at = block.end
    assert content.count(b"---", top.end, blocks[0].start) == 1
    assert content[at:].strip() in (b"", b"{% endcall %}")


def test_a_page_is_divided_where_a_reader_would_divide_it() -> None:
    blocks = blocks_of(KINDS.encode())
    assert [(each.kind, each.text.split("\n")[0]) for each in blocks] == [
        ("top", "title: A page of every kind"),
        ("heading", "# A heading"),
        ("paragraph", "A paragraph right below it"),
        ("list", "- One item"),
        ("table", "| a | b |"),
        ("code", "```text"),
        ("call", "{{ table('asb-total') }}"),
        ("paragraph", "A sentence for partners."),
        ("call", "{{ figure('rail-offences-by-type') }}"),
        ("paragraph", "And one for the few."),
        ("paragraph", "<!-- a remark"),
        ("paragraph", "The end, {% call restricted('infirmary') %}within{% endcall %} a line."),
    ]
    assert [sorted(each.sources) for each in blocks[6:]] == [
        [],
        ["rail-police"],
        ["rail-police"],
        ["briefing", "rail-police"],
        [],
        ["infirmary"],
    ]
    assert blocks[2].last == blocks[2].line + 3


@pytest.mark.parametrize(
    "broken", ["{% call restricted('briefing') %}{{ n( }", "{% raw %}", "{% call restricted(x) %}\n\nb"]
)
def test_a_part_whose_readers_cannot_be_told_is_said_to_be_of_no_source(broken: str) -> None:
    assert all("" in each.sources for each in blocks_of(f"A sentence.\n\n{broken}\n".encode())[1:])


@pytest.mark.parametrize("text", ["a {% endcall %} b", "{% call restricted('briefing') %}", "{%", ""])
def test_an_edit_moves_no_beginning_and_no_end_of_a_restricted_part(text: str) -> None:
    content = KINDS.encode()
    block = blocks_of(content)[-1]
    with pytest.raises(EditRefusedError, match=f"edited in the file itself: docs/a.md, line {block.line}"):
        with_block("docs/a.md", content, digest_of(content), (block.start, block.end), text)


def test_of_two_saves_of_one_opening_the_second_is_refused() -> None:
    content = KINDS.encode()
    blocks = blocks_of(content)
    first = with_block("docs/a.md", content, digest_of(content), place(blocks[1]), "# Another heading")
    with pytest.raises(EditRefusedError, match=r"docs/a\.md has been changed since you opened it"):
        with_block("docs/a.md", first, digest_of(content), place(blocks[2]), "Lost?")
    with pytest.raises(EditRefusedError, match="no such part"):
        with_block("docs/a.md", first, digest_of(first), (0, 5), "Lost?")


@given(pages, st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="{}")))
def test_the_top_of_a_page_is_edited_between_its_two_lines(content: bytes, description: str) -> None:
    top = blocks_of(content)[0]
    text = "\n".join(
        f"description: {description}" if line.startswith("description:") else line for line in top.text.split("\n")
    )
    after = with_block("docs/a.md", content, digest_of(content), place(top), text)
    assert blocks_of(after)[0].text == text
    assert (after[: top.start], after[len(after) - (len(content) - top.end) :]) == (
        content[: top.start],
        content[top.end :],
    )


@pytest.mark.parametrize(
    ("top", "said"),
    [
        ("title: A\ndescription: B\n---\nAnd more", "ends at the second line ---"),
        ("title: A\ndescription: B", "Whom a page is for"),
        ("title: A\ndescription: B\naudience: public\nafter: index.md", "Whom a page is for"),
        ("title: A\ndescription: B\naudience: partner\nafter: index.md\ndraft: true", "Whom a page is for"),
    ],
)
def test_the_top_of_a_page_says_the_same_readers_after_an_edit(top: str, said: str) -> None:
    content = b"---\ntitle: A\ndescription: B\naudience: partner\nafter: index.md\n---\nFor partners.\n"
    with pytest.raises(EditRefusedError, match=said):
        with_block("docs/a.md", content, digest_of(content), place(blocks_of(content)[0]), top)


def place(block: Block) -> tuple[int, int]:
    return block.start, block.end


@given(st.data(), tables, st.text(st.characters(codec="ascii", exclude_categories=["Cc"])))
def test_an_edit_of_a_table_changes_its_own_cell_alone(data: st.DataObject, content: bytes, text: str) -> None:
    rows = cells_of("a.csv", content)
    row = data.draw(st.sampled_from(sorted(rows)))
    column = data.draw(st.sampled_from(range(len(rows[row]))))
    cell = rows[row][column]
    after = with_cells("a.csv", content, digest_of(content), [Edit(row, column, text)])
    written = after[cell.start : len(after) - (len(content) - cell.end)]
    assert after == content[: cell.start] + written + content[cell.end :]
    read = {each.number: each.cells for each in read_records("a.csv", after).rows}
    before = {each.number: each.cells for each in read_records("a.csv", content).rows}
    meant = {**before, row: (*before[row][:column], text.strip(), *before[row][column + 1 :])}
    assert {number: "\0".join(cells).rstrip("\0") for number, cells in read.items()} == {
        number: "\0".join(cells).rstrip("\0") for number, cells in meant.items()
    }


def test_every_table_of_the_fixture_is_divided_into_the_cells_that_are_read() -> None:
    for path in TABLES:
        content = path.read_bytes()
        read = {row.number: row.cells for row in read_records(named(path), content).rows}
        assert {
            number: tuple(cell.text for cell in row) for number, row in cells_of(named(path), content).items()
        } == read


@pytest.mark.parametrize(
    ("content", "row", "column", "text", "after"),
    [
        (
            b'\xef\xbb\xbfid;label;count\r\na;"A; b";1\r\n',
            2,
            1,
            'B "b"',
            b'\xef\xbb\xbfid;label;count\r\na;"B ""b""";1\r\n',
        ),
        (b'id,n\na,"1"\n', 2, 1, "2", b'id,n\na,"2"\n'),
        (b"sep=;\r\nid;count\r\na; 12 \r\n", 2, 1, "13", b"sep=;\r\nid;count\r\na; 13 \r\n"),
        (b"id,label\r\ra,A\r\rb,B", 3, 1, "C, D", b"id,label\r\ra,A\r\rb,B".replace(b",A", b',"C, D"')),
        (b'id,label,n\n\na,"two\nlines",1\nb,,2\n', 4, 1, "B", b'id,label,n\n\na,"two\nlines",1\nb,B,2\n'),
    ],
)
def test_quoting_and_line_ends_stay_as_they_were(
    content: bytes, row: int, column: int, text: str, after: bytes
) -> None:
    assert with_cells("a.csv", content, digest_of(content), [Edit(row, column, text)]) == after


@pytest.mark.parametrize(
    ("content", "edit", "said"),
    [
        ("id,n\na,1\n".encode("utf-16"), Edit(2, 1, "2"), "not in UTF-8"),
        (b"id,n\na,1\n", Edit(2, 2, "2"), "no cell in row 2, column 3"),
        (b"id,n\na,1\n", Edit(3, 0, "2"), "no cell in row 3, column 1"),
        (b"id,n\na,1\n", Edit(2, -1, "2"), "no cell in row 2"),
        (b"id,n\na,1\n", Edit(2, 1, "2\n3"), "A cell is one line"),
    ],
)
def test_what_cannot_be_edited_is_refused_with_its_reason(content: bytes, edit: Edit, said: str) -> None:
    with pytest.raises(EditRefusedError, match=said):
        with_cells("a.csv", content, digest_of(content), [edit])


def test_cells_are_edited_together_and_against_what_was_opened() -> None:
    content = TABLES[0].read_bytes()
    after = with_cells("a.csv", content, digest_of(content), [Edit(3, 2, "7"), Edit(2, 2, "6")])
    assert [row.cells[2] for row in read_records("a.csv", after).rows[1:3]] == ["6", "7"]
    with pytest.raises(EditRefusedError, match="has been changed since"):
        with_cells("a.csv", after, digest_of(content), [Edit(2, 2, "8")])
    with pytest.raises(EditRefusedError, match="the same place"):
        with_cells("a.csv", content, digest_of(content), [Edit(2, 2, "8"), Edit(2, 2, "9")])


@given(st.data(), tables, st.lists(st.text(st.characters(codec="ascii", exclude_categories=["Cc"])), min_size=1))
def test_a_new_row_goes_below_another_and_changes_no_other_byte(
    data: st.DataObject, content: bytes, texts: list[str]
) -> None:
    rows = cells_of("a.csv", content)
    below = data.draw(st.sampled_from(sorted(rows)))
    width = len(rows[min(rows)])
    new = ("new", *texts)[:width]
    after = with_cells("a.csv", content, digest_of(content), [], [NewRow(below, new)])
    inserted = len(after) - len(content)
    at = next(at for at in range(len(content) + 1) if after[:at] + after[at + inserted :] == content)
    assert b"new" in after[at : at + inserted]
    before = [row.cells for row in read_records("a.csv", content).rows]
    place = [row.number for row in read_records("a.csv", content).rows].index(below) + 1
    read = [row.cells for row in read_records("a.csv", after).rows]
    assert read[:place] + read[place + 1 :] == before
    assert "\0".join(read[place]) == "\0".join(text.strip() for text in new).rstrip("\0")


@pytest.mark.parametrize(
    ("content", "rows", "after"),
    [
        (b"id,n\na,1\n", [NewRow(2, ("b", "2"))], b"id,n\na,1\nb,2\n"),
        (b"id,n\na,1", [NewRow(2, ("b", "2"))], b"id,n\na,1\nb,2"),
        (b"id;n\r\na;1\r\n", [NewRow(1, ("b; c", "2"))], b'id;n\r\n"b; c";2\r\na;1\r\n'),
        (b"id,n\na,1\nc,3\n", [NewRow(2, ("b", "2")), NewRow(2, ("bb", "2"))], b"id,n\na,1\nb,2\nbb,2\nc,3\n"),
        (b"id,n\r\na,1", [NewRow(2, ("b", "2")), NewRow(2, ("c", "3"))], b"id,n\r\na,1\r\nb,2\r\nc,3"),
    ],
)
def test_new_rows_are_written_as_the_file_is(content: bytes, rows: list[NewRow], after: bytes) -> None:
    assert with_cells("a.csv", content, digest_of(content), [], rows) == after


def test_a_row_is_added_and_a_cell_beside_it_changed_in_one_save() -> None:
    content = b"id,n\na,1\ntotal,1\n"
    after = with_cells("a.csv", content, digest_of(content), [Edit(3, 1, "3")], [NewRow(2, ("b", "2"))])
    assert after == b"id,n\na,1\nb,2\ntotal,3\n"
    with pytest.raises(EditRefusedError, match="no row 4"):
        with_cells("a.csv", content, digest_of(content), [], [NewRow(4, ("b", "2"))])
    with pytest.raises(EditRefusedError, match="one line"):
        with_cells("a.csv", content, digest_of(content), [], [NewRow(2, ("b", "2\n3"))])


@given(st.data(), tables)
def test_rows_taken_out_are_gone_and_no_other_byte_changes(data: st.DataObject, content: bytes) -> None:
    rows = cells_of("a.csv", content)
    out = data.draw(st.sets(st.sampled_from(sorted(rows)[1:]), min_size=1))
    after = with_cells("a.csv", content, digest_of(content), [], removed=out)
    lines = content.splitlines(keepends=True)  # no cell of these tables has a line end within
    assert after == b"".join(line for number, line in enumerate(lines, start=1) if number not in out)
    read = [row.cells for row in read_records("a.csv", content).rows if row.number not in out]
    assert [row.cells for row in read_records("a.csv", after).rows] == read


@pytest.mark.parametrize(
    ("content", "after"),
    [
        (b'id,label,n\n\na,"two\nlines",1\nb,,2\n', b"id,label,n\n\nb,,2\n"),
        (b"\xef\xbb\xbfsep=;\r\nid;n\r\na;1\r\nb;2\r\n".removeprefix(b"\xef\xbb\xbf"), b"sep=;\r\nid;n\r\nb;2\r\n"),
        (b"id,n\ra,1\rb,2", b"id,n\rb,2"),
    ],
)
def test_a_row_is_taken_out_whole_however_it_is_written(content: bytes, after: bytes) -> None:
    assert (
        with_cells("a.csv", content, digest_of(content), [], removed=[sorted(cells_of("a.csv", content))[1]]) == after
    )


def test_a_row_takes_the_place_of_another_and_the_headings_stay() -> None:
    for content, after in ((b"id,n\na,1\nb,2\n", b"id,n\na,1\nc,3\n"), (b"id,n\na,1\nb,2", b"id,n\na,1\nc,3")):
        digest = digest_of(content)
        assert with_cells("a.csv", content, digest, [], [NewRow(3, ("c", "3"))], removed=[3]) == after
        assert with_cells("a.csv", content, digest, [Edit(2, 1, "7")], removed=[3]) == b"id,n\na,7\n"
        for row in (0, 1, 4):
            with pytest.raises(EditRefusedError, match=f"no row {row} that can be taken out"):
                with_cells("a.csv", content, digest, [], removed=[row])
        with pytest.raises(EditRefusedError, match="the same place"):
            with_cells("a.csv", content, digest, [Edit(2, 1, "7")], removed=[2])
        with pytest.raises(EditRefusedError, match="has been changed since"):
            with_cells("a.csv", content + b"d,4\n", digest, [], removed=[2])


SETTINGS = b"""site_name: A site # a remark
nav:
  - index.md
  - 1 Disorder:
      - disorder/index.md
      - Crime: "disorder/crime.md" # with a name
      # - disorder/old.md
  - about.md
not_nav: |
  /disorder/hidden.md
"""


@pytest.mark.parametrize("way", ways(SETTINGS), ids=range(5))
def test_a_new_page_is_listed_below_the_last_one_of_its_folder(way: bytes) -> None:
    after = with_page_in_navigation("mkdocs.yml", way, "disorder/fires.md")
    ending = b"\r\n" if b"\r\n" in way else b"\n"
    line = b"      - disorder/fires.md" + ending
    named = b"# with a name" + ending
    assert after == way.replace(named, named + line)


def test_a_new_page_in_a_folder_that_is_not_listed_is_for_a_person_to_list() -> None:
    with pytest.raises(EditRefusedError, match="lists no page of stations/"):
        with_page_in_navigation("mkdocs.yml", SETTINGS, "stations/one.md")
    with pytest.raises(EditRefusedError, match="lists no page of disorder/"):
        with_page_in_navigation("mkdocs.yml", b"site_name: A\n", "disorder/one.md")


@pytest.mark.parametrize(
    ("page", "after"),
    [
        ("Words.\n\n- [1.1 Crime](crime.md)\n", "Words.\n\n- [1.1 Crime](crime.md)\n- [1.2 Fires](fires.md)\n"),
        (
            "- **[Crime](crime.md)**: how it changed\n\nThe end",
            "- **[Crime](crime.md)**: how it changed\n- **[1.2 Fires](fires.md)**: Fires \\*all\\* round\n\nThe end",
        ),
        ("- [A](a.md)\r\n- [B](b.md)\r\n", "- [A](a.md)\r\n- [B](b.md)\r\n- [1.2 Fires](fires.md)\r\n"),
        ("Words", "Words\n\n- [1.2 Fires](fires.md)\n"),
        (
            "- [A](a.md)\n\n{% call restricted('rail') %}\n- [B](b.md)\n{% endcall %}\n",
            "- [A](a.md)\n- [1.2 Fires](fires.md)\n\n{% call restricted('rail') %}\n- [B](b.md)\n{% endcall %}\n",
        ),
    ],
    ids=["a list", "with what pages are about", "of another system", "no list", "never among what is restricted"],
)
def test_a_contents_page_leads_to_a_new_page_as_to_its_last_one(page: str, after: str) -> None:
    assert with_page_in_contents(page.encode(), "disorder/fires.md", "1.2 Fires", "Fires *all* round") == after.encode()
