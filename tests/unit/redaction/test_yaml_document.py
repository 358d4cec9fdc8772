from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from specimens import messages

from redaction.diagnostics.yaml_document import parse_yaml

QUOTE = "Put quotation marks around a text that holds a colon, a # or brackets"
NESTED = """\
title: Incidents
columns:
  label: {title: Area}
  count:
    title: Number
notes:
  - first
  - second
"""

words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8)
contents = st.recursive(
    words, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3), max_leaves=8
)


@pytest.mark.parametrize("value", ["2021", "007", "no", "1e3", "2022-10-01", "~", "1_000", "0x10", "12:30"])
def test_a_value_means_what_it_looks_like(value: str) -> None:
    assert parse_yaml("a.yaml", f"key: {value}").content == {"key": value}


def test_a_key_means_what_it_looks_like() -> None:
    assert list(parse_yaml("a.yaml", "2021: a\nno: b\n").content) == ["2021", "no"]


def test_a_key_without_a_value_holds_an_empty_text() -> None:
    assert parse_yaml("a.yaml", "title:\n").content == {"title": ""}


def test_an_empty_file_has_no_keys() -> None:
    assert parse_yaml("a.yaml", "# nothing yet\n").content == {}


@given(st.dictionaries(words, contents, max_size=4))
def test_content_is_read_as_it_was_written(content: dict[str, Any]) -> None:
    assert parse_yaml("a.yaml", yaml.safe_dump(content, default_style='"', sort_keys=False)).content == content


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("title",), 1),
        (("columns",), 2),
        (("columns", "label", "title"), 3),
        (("columns", "count"), 4),
        (("columns", "count", "title"), 5),
        (("notes", 0), 7),
        (("notes", 1), 8),
    ],
)
def test_every_key_and_item_knows_its_line(path: tuple[str | int, ...], line: int) -> None:
    assert parse_yaml("a.yaml", NESTED).line(path) == line


@pytest.mark.parametrize(
    ("path", "line"), [((), 1), (("nowhere",), 1), (("columns", "count", "kind"), 4), (("notes", 2), 6)]
)
def test_what_is_not_there_has_the_line_of_what_it_would_stand_in(path: tuple[str | int, ...], line: int) -> None:
    assert parse_yaml("a.yaml", NESTED).line(path) == line


def test_a_problem_names_the_keys_that_lead_to_it_and_counts_items_from_one() -> None:
    problem = parse_yaml("a.yaml", NESTED).problem("yaml-value", ("notes", 1), '"second"', "a note")
    assert str(problem) == 'a.yaml, line 8, notes > 2: found "second", expected a note'


def test_lines_are_counted_from_where_the_yaml_starts_in_its_file() -> None:
    document = parse_yaml("a.md", NESTED, first_line=2)
    assert (document.line(("title",)), document.line(("notes", 1))) == (2, 9)


@pytest.mark.parametrize(("first_line", "line"), [(1, 2), (2, 3)])
def test_text_that_is_not_yaml_says_where(first_line: int, line: int) -> None:
    [message] = messages(lambda: parse_yaml("a.yaml", "title: A\nnote: so: what\n", first_line=first_line))
    assert message.startswith(f"a.yaml, line {line}: found text that is not YAML (")
    assert message.endswith(f"), expected `key: value` lines. {QUOTE}")


@pytest.mark.parametrize("text", ["a: [b", "a: 'b", "a: {{ n('b') }} c", "a:\n\tb: c", "a: @b", "a: *b"])
def test_text_that_is_not_yaml_is_a_problem(text: str) -> None:
    assert len(messages(lambda: parse_yaml("a.yaml", text))) == 1


@pytest.mark.parametrize("text", ["- a\n- b\n", "just words\n"])
def test_a_file_that_holds_no_keys_says_so(text: str) -> None:
    assert messages(lambda: parse_yaml("a.yaml", text)) == [
        "a.yaml, line 1: found no keys, expected `key: value` lines"
    ]


def test_every_key_given_twice_is_reported_at_its_second_line() -> None:
    text = "title: A\ntitle: B\ncolumns:\n  label: {x: 1}\n  label: {x: 1, x: 2}\n"
    assert messages(lambda: parse_yaml("a.yaml", text)) == [
        'a.yaml, line 2: found the key "title" twice, expected each key once',
        'a.yaml, line 5: found the key "label" twice, expected each key once',
        'a.yaml, line 5: found the key "x" twice, expected each key once',
    ]


def test_the_same_key_in_two_places_is_no_fault() -> None:
    assert parse_yaml("a.yaml", "a: {title: A}\nb: {title: B}\n").content["b"] == {"title": "B"}
