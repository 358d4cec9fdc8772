from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from redaction.diagnostics.front_matter import MarkdownFile, split_front_matter

lines = st.lists(st.text("ab: -#", max_size=5).filter(lambda line: line != "---"), min_size=1, max_size=5)


def test_a_page_is_its_front_matter_and_its_body_with_the_line_it_starts_at() -> None:
    assert split_front_matter("---\ntitle: A\nsources: []\n---\nText\n") == MarkdownFile(
        "title: A\nsources: []", "Text\n", 5
    )


@pytest.mark.parametrize("text", ["", "Text\n", "\n---\na: b\n---\n", "----\na: b\n---\n", " ---\na: b\n---\n"])
def test_without_front_matter_all_of_it_is_body(text: str) -> None:
    assert split_front_matter(text) == MarkdownFile("", text, 1)


def test_front_matter_that_is_never_closed_is_body() -> None:
    assert split_front_matter("---\ntitle: A\nText\n") == MarkdownFile("", "---\ntitle: A\nText\n", 1)


def test_a_rule_in_the_body_belongs_to_the_body() -> None:
    assert split_front_matter("---\na: b\n---\nText\n\n---\nMore\n").body == "Text\n\n---\nMore\n"


@given(lines, lines)
def test_nothing_is_lost_and_the_body_starts_at_its_line(matter: list[str], body: list[str]) -> None:
    text = "\n".join(["---", *matter, "---", *body])
    found = split_front_matter(text)
    assert found.yaml.split("\n") == matter
    assert found.body.split("\n") == body
    assert text.split("\n")[found.body_line - 1 :] == body


def test_spaces_behind_the_dashes_are_no_text() -> None:
    assert split_front_matter("--- \na: b\n---\t\nText\n") == MarkdownFile("a: b", "Text\n", 4)
