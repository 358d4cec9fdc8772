"""The Markdown of a text is read by its parts, and each that is broken is told at its line with what to write."""

from __future__ import annotations

import pytest

from assess.lint.markdown_structure import heading_faults, layout_faults
from macros.language.markdown_text import headings_in, links_in, readable

TABLE = "| Area | 2021 | 2022 |\n|---|---|---|\n| North | 1 | 2 |\n"


def layout(text: str) -> list[tuple[int, str, str]]:
    return [(fault.line, fault.error.found, fault.error.expected) for fault in layout_faults(readable(text))]


def headings(text: str) -> list[tuple[int, str, str]]:
    return [(fault.line, fault.error.found, fault.error.expected) for fault in heading_faults(readable(text))]


@pytest.mark.parametrize(
    "text",
    [
        TABLE,
        f"Before.\n\n{TABLE}\nAfter.",
        "Area | 2021\n--- | ---:\nNorth | 1",
        "| One |\n|---|\n| a \\| b |",
        "| Area | 2022 |\n|:--|--:|\n| {{ n('a|b', 'c') }} | `x | y` |",
        "A line with a | in it.",
        "<!-- | a | b |\n| c | -->",
        "```\n| a | b |\n| c |\n```",
        "![The wards of the borough](map.png)",
        "Counts marked [p] are provisional, and [x] is none. See [p](page.md), [abc]: and [note 1].",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert layout(text) == []


@pytest.mark.parametrize(
    ("text", "line", "found", "expected"),
    [
        (TABLE + "| South | 3 |", 4, "a row of a table with 2 cells", "3, as in its heading"),
        (TABLE + "| South | 3 | 4 | 5 |", 4, "a row of a table with 4 cells", "3, as in its heading"),
        (TABLE.replace("|---|---|---|", "|---|---|"), 2, "a line of dashes with 2 cells", "3, as in its heading"),
        (
            "\n| Area | 2022 |\n| North | 1 |\n",
            2,
            "a table without its line of dashes",
            "|---|---| below its heading",
        ),
        ("These are the counts:\n" + TABLE, 2, "a table right below other text", "an empty line above it"),
        (
            "Text.\n\n![](map.png)",
            3,
            "an image without a text for those who cannot see it",
            "what it shows, in words: ![A map of the wards](map.png)",
        ),
        (
            "[![ ](map.png)](page.md)",
            1,
            "an image without a text for those who cannot see it",
            "what it shows, in words: ![A map of the wards](map.png)",
        ),
        ("Of these 12 [P] are late.", 1, 'unknown code "[P]"', '"[p]"'),
    ],
)
def test_what_is_broken_is_told_with_what_to_write(text: str, line: int, found: str, expected: str) -> None:
    assert layout(text) == [(line, found, expected)]


def test_an_unknown_code_is_answered_with_all_codes_and_their_meanings() -> None:
    [(line, found, expected)] = layout("\nIt is [q].")
    assert (line, found) == (2, 'unknown code "[q]"')
    assert expected.startswith("one of [c] (confidential), [x] (not available), ")


def test_headings_go_down_one_level_at_a_time_and_up_as_they_like() -> None:
    assert headings("## A\n\n### B\n\n#### C\n\n## D\n\n### E") == []
    assert headings("Text.\n\n### B\n") == [(3, 'the heading "B" 2 levels below the one above it', "## B")]
    assert headings("## A\n\n#### C") == [(3, 'the heading "C" 2 levels below the one above it', "### C")]


@pytest.mark.parametrize("text", ["# A page", "A page\n======"])
def test_a_page_has_one_title(text: str) -> None:
    assert headings(f"{text}\n\n## B") == []


def test_a_second_title_is_a_fault() -> None:
    assert headings("## B\n\n# A page") == [(3, 'the heading "A page" at the level of the title', "## A page")]


def test_headings_have_the_ids_that_their_addresses_end_in() -> None:
    text = "## Crime by type\n\n## *Loud* noise\n\n## [Fire](fire.md)\n\n## Renamed {: #old-name }\n\nTwo\n---\n"
    assert [each.id for each in headings_in(readable(text))] == [
        "crime-by-type",
        "loud-noise",
        "fire",
        "old-name",
        "two",
    ]


def test_links_and_images_are_found_with_their_lines_but_not_in_code_or_macros() -> None:
    text = "[a](one.md)\n`[b](two.md)` {{ n('[c](three.md)') }}\n![d](four.png 'T') [![e](f.png)](<g h.md>)"
    found = [(each.text, each.target, each.line, each.is_image) for each in links_in(readable(text))]
    assert found == [
        ("a", "one.md", 1, False),
        ("d", "four.png", 3, True),
        ("![e](f.png)", "g h.md", 3, False),
        ("e", "f.png", 3, True),
    ]


def test_blanking_moves_nothing() -> None:
    text = "A {{ n('x',\n 'y') }} b <!-- c\n d --> `e` f"
    plain = readable(text)
    assert len(plain) == len(text)
    assert plain.split("\n")[-1].split() == ["f"]
    assert plain[0] == "A"
