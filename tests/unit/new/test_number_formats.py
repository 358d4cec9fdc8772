"""A number format shows what Excel shows, or is refused: never the stored value in its place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assess.new.sheet.formats.shown import shown_number, shown_text
from assess.new.sheet.formats.tokens import NotUnderstoodError

Case = tuple[str, float | str, str | None]
FORMATS = Path(__file__).parent / "formats"


def cases(name: str) -> list[Case]:
    return [tuple(json.loads(line)) for line in (FORMATS / name).read_text("utf-8").splitlines()]


def shown(form: str, value: float | str) -> str | None:
    try:
        text = shown_text(value, form) if isinstance(value, str) else shown_number(value, form)
    except NotUnderstoodError:
        return None
    return " ".join(text.split())


def test_formats_give_what_microsoft_documents() -> None:
    made = cases("documented.jsonl")
    assert len({form for form, _, _ in made}) >= 60
    assert [(form, value, shown(form, value)) for form, value, _ in made] == made


def test_formats_give_what_a_public_table_says_or_are_refused() -> None:
    public = cases("ssf.jsonl")
    wrong, refused = [], 0
    for form, value, expected in public:
        found = shown(form, value)
        refused += found is None
        if found is not None and found != " ".join((expected or "").split()):
            wrong.append((form, value, expected, found))
    assert wrong == []
    assert refused < len(public) * 0.3  # most of them numbers that cannot be shown as days
    assert len(public) > 1000


@given(st.text('0#?,.%"[]<>=;\\_*@/$-E+e ydmhsc5', max_size=12), st.floats(-1e9, 1e9, allow_nan=False))
def test_whatever_a_format_says_it_is_evaluated_or_refused(form: str, value: float) -> None:
    shown(form, value)


@pytest.mark.parametrize("value", [3, 0.5, -3, 12345.678, 44470])
def test_a_format_that_shows_no_digit_never_gives_the_stored_value_away(value: float) -> None:
    for form in (";;;", '"[c]";"[c]";"[c]"', '"withheld";"withheld"', '[<99999]"[c]";"[c]"'):
        assert not any(letter.isdigit() for letter in shown(form, value) or "")
