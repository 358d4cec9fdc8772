from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from specimens import HIDDEN, yaml

from redaction.diagnostics.schema import (
    boolean,
    faults,
    list_of,
    mapping_of,
    one_of,
    optional,
    signed_number,
    slug,
    table_of,
    text,
    whole_number,
)

AN_ID = "an id of lower-case letters, digits and hyphens"
SHAPE = mapping_of(
    {
        "title": text,
        "kind": one_of("text", "count"),
        optional("decimals"): whole_number,
        optional("sources"): list_of(slug),
        optional("columns"): table_of(mapping_of({"title": text})),
    }
)

secret = st.text("QXZJKVW", min_size=6)


def found(written: str, shape: Any = SHAPE, *, is_open: bool = True) -> list[str]:
    return [str(problem) for problem in faults(yaml(written, is_open=is_open), shape)]


def of_a_value(value: str, shape: Any) -> list[str]:
    return found(f"key: {value}\n", mapping_of({"key": shape}))


@pytest.mark.parametrize(
    ("shape", "value"),
    [
        (text, "any"),
        (slug, "a"),
        (slug, "a-b2"),
        (slug, "2021"),
        (boolean, "true"),
        (boolean, "false"),
        (whole_number, "0"),
        (whole_number, "12"),
        (signed_number, "-1"),
        (signed_number, "0"),
        (signed_number, "1.5"),
        (one_of("text", "count"), "count"),
        (list_of(slug), "[]"),
        (list_of(slug), "[a, b]"),
        (table_of(text), "{a: b}"),
    ],
)
def test_a_value_of_the_right_shape_has_no_fault(shape: Any, value: str) -> None:
    assert of_a_value(value, shape) == []


@pytest.mark.parametrize(
    ("shape", "value", "expected"),
    [
        (text, '" "', "a text"),
        *((slug, value, AN_ID) for value in ("A", "a_b", "a--b", "-a", "a-", "a b")),
        *((boolean, value, "true or false") for value in ("True", "yes", "1")),
        *((whole_number, value, "a whole number") for value in ("-1", "1.0", "one")),
        *((signed_number, value, "a number") for value in ("1.", "1,000", "one")),
        (one_of("text", "count"), "cuont", '"count"'),
        (one_of("text", "count"), "zzz", "one of count, text"),
        (list_of(slug), "a", "a list: a line for each that begins with a hyphen, or [one, two]"),
        (table_of(text), "a", "`id: ...` lines"),
        (mapping_of({"title": text}), "a", "`key: value` lines"),
    ],
)
def test_a_value_of_another_shape_is_quoted_with_what_was_expected(shape: Any, value: str, expected: str) -> None:
    assert of_a_value(value, shape) == [f'asb.yaml, line 1, key: found "{value.strip(chr(34))}", expected {expected}']


@pytest.mark.parametrize(("value", "called"), [("[a]", "a list"), ("{a: b}", "keys")])
@pytest.mark.parametrize("shape", [text, slug, boolean, whole_number, signed_number, one_of("a")])
def test_a_list_or_keys_in_place_of_a_value_are_named_as_such(shape: Any, value: str, called: str) -> None:
    [message] = of_a_value(value, shape)
    assert message.startswith(f"asb.yaml, line 1, key: found {called}, expected ")


def test_a_fault_within_a_list_names_the_item() -> None:
    assert of_a_value("\n  - a\n  - B\n  - c\n", list_of(slug)) == [
        f'asb.yaml, line 3, key > 2: found "B", expected {AN_ID}'
    ]


def test_a_misspelt_key_names_the_nearest() -> None:
    assert found("title: A\nkind: text\ndecimls: 1\n") == [
        'asb.yaml, line 3, decimls: found the key "decimls", expected "decimals"'
    ]


def test_a_key_like_no_other_lists_the_keys() -> None:
    assert found("title: A\nkind: text\nzzz: 1\n") == [
        'asb.yaml, line 3, zzz: found the key "zzz", expected one of columns, decimals, kind, sources, title'
    ]


def test_an_id_that_is_none_is_a_fault_of_the_key() -> None:
    assert found("title: A\nkind: text\ncolumns:\n  Mine: {title: B}\n") == [
        f'asb.yaml, line 4, columns > Mine: found the key "Mine", expected {AN_ID}'
    ]


def test_half_a_text_that_was_read_as_a_key_says_how_to_keep_it_whole() -> None:
    [message] = found("title: A\nkind: text\ncolumns:\n  label: {title: North, and south}\n")
    assert message.startswith('asb.yaml, line 4, columns > label > and south: found the key "and south", ')
    assert message.endswith(". Put quotation marks around a text that holds a comma or a colon")


def test_a_missing_key_is_a_fault_of_what_should_hold_it() -> None:
    assert sorted(found("title: A\ncolumns:\n  label: {}\n")) == [
        'asb.yaml, line 1: found no "kind", expected a line "kind: ..."',
        'asb.yaml, line 3, columns > label: found no "title", expected a line "title: ..."',
    ]


def test_every_fault_is_found_at_once() -> None:
    columns = "columns:\n  label: {tilte: x}\n  B: {title: y}\n"
    document = yaml(f"titel: A\nkind: cuont\ndecimals: -1\nsources: [A, b, C]\n{columns}")
    assert sorted(problem.place for problem in faults(document, SHAPE)) == [
        "line 1, titel",
        "line 2, kind",
        "line 3, decimals",
        "line 4, sources > 1",
        "line 4, sources > 3",
        "line 6, columns > label > tilte",
        "line 7, columns > B",
    ]


def test_a_document_that_nobody_else_may_see_is_not_quoted() -> None:
    assert found("title: A\nkind: cuont\n", is_open=False) == [
        f'asb.yaml, line 2, kind: found {HIDDEN}, expected "count"'
    ]


@given(secret, st.sampled_from([slug, boolean, whole_number, signed_number, one_of("a"), list_of(text)]))
def test_no_value_of_such_a_document_stands_in_a_message(value: str, shape: Any) -> None:
    [message] = found(f"key: {value}\n", mapping_of({"key": shape}), is_open=False)
    assert value not in message
