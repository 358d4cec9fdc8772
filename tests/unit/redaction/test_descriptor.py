from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from specimens import DESCRIPTOR, HIDDEN, messages, yaml

from redaction.data.dataset import Column, DerivedColumn, Descriptor, Selection
from redaction.data.descriptor import parse_descriptor

FULL = (
    DESCRIPTOR
    + """\
  rate: {title: Rate, kind: number, unit: offences, decimals: 1}
derived:
  share: {title: Share, by: share, part: count, whole: total/count}
  rank: {title: Rank, by: rank, of: count, order: lowest, only: [tharrowe]}
  change:
    title: Change
    by: change
    from: {default: "crime/{row}/2021", weapons: "state/weapons/2021"}
    to: "crime/{row}/2022"
figure: "10"
highlight: tharrowe
notes: [One, Two]
awaiting: Eldor Police
synthetic: true
"""
)

secret = st.text("QXZJKVW", min_size=6)


def read(text: str, *, is_open: bool = True) -> Descriptor:
    return parse_descriptor("asb", yaml(text, is_open=is_open))


def faults_of(text: str) -> list[str]:
    return messages(lambda: read(text))


def derived(line: str) -> str:
    return f"{DESCRIPTOR}derived:\n  it: {{title: It, {line}}}\n"


def test_a_descriptor_is_named_like_its_file_and_says_what_the_dataset_is() -> None:
    found = read(DESCRIPTOR)
    assert (found.id, found.title, found.headline) == ("asb", "Incidents", "A finding")
    assert (found.place, found.period, found.sources) == ("Tharrowe", "2022", ("storm",))


def test_what_a_descriptor_does_not_say_is_empty() -> None:
    found = read(DESCRIPTOR)
    assert (found.derived, found.notes, found.figure, found.highlight, found.awaiting) == ((), (), "", "", "")
    assert not found.synthetic


def test_what_a_descriptor_may_say_beside() -> None:
    found = read(FULL)
    assert (found.figure, found.highlight, found.notes) == ("10", "tharrowe", ("One", "Two"))
    assert (found.awaiting, found.synthetic) == ("Eldor Police", True)


def test_a_column_is_text_unless_it_says_what_kind_of_number_it_holds() -> None:
    assert read(FULL).columns == (
        Column("label", "Area"),
        Column("count", "Number", "count", "incidents"),
        Column("rate", "Rate", "number", "offences", 1),
    )


def test_a_derived_column_says_what_it_follows_from() -> None:
    assert read(FULL).derived == (
        DerivedColumn("share", "Share", "share", {"part": {"default": "count"}, "whole": {"default": "total/count"}}),
        DerivedColumn("rank", "Rank", "rank", {"of": {"default": "count"}}, "lowest", ("tharrowe",)),
        DerivedColumn(
            "change",
            "Change",
            "change",
            {
                "from": {"default": "crime/{row}/2021", "weapons": "state/weapons/2021"},
                "to": {"default": "crime/{row}/2022"},
            },
        ),
    )


@pytest.mark.parametrize(("name", "line"), [("headline", 2), ("share", 11), ("rank", 12), ("change", 13)])
def test_the_headline_and_the_derived_columns_keep_their_lines(name: str, line: int) -> None:
    assert read(FULL).lines[name] == line


@pytest.mark.parametrize("value", ["true", "false"])
def test_a_dataset_is_synthetic_where_it_says_so(value: str) -> None:
    assert read(f"{DESCRIPTOR}synthetic: {value}\n").synthetic == (value == "true")


@pytest.mark.parametrize("key", ["title", "headline", "place", "period", "sources", "columns"])
def test_no_key_that_a_reader_needs_may_be_missing(key: str) -> None:
    content = "\n".join(line for line in DESCRIPTOR.splitlines() if not line.startswith((f"{key}:", "  ")))
    columns = "" if key == "columns" else "\n  label: {title: Area}\n"
    assert faults_of(content + columns) == [f'asb.yaml, line 1: found no "{key}", expected a line "{key}: ..."']


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("period:", "perod:", 'line 4, perod: found the key "perod", expected "period"'),
        ("kind: count", "knd: count", 'line 8, columns > count > knd: found the key "knd", expected "kind"'),
        ("kind: count", "kind: cuont", 'line 8, columns > count > kind: found "cuont", expected "count"'),
        (
            "[storm]",
            "storm",
            'line 5, sources: found "storm", expected a list: a line for each that begins with a hyphen, or [one, two]',
        ),
        ("[storm]", "[]", "line 5, sources: found no source, expected the id of at least one source"),
        ("headline: A finding", "headline:", 'line 2, headline: found "", expected a text'),
        (
            ", unit: incidents",
            "",
            'line 8, columns > count: found no "unit", expected what is counted, such as `unit: incidents`',
        ),
        (
            "label: {",
            "lable: {",
            'line 6, columns: found no "label", expected a column "label" that names each row',
        ),
    ],
)
def test_a_slip_is_reported_at_its_line_with_what_was_meant(right: str, wrong: str, message: str) -> None:
    assert f"asb.yaml, {message}" in faults_of(DESCRIPTOR.replace(right, wrong))


@pytest.mark.parametrize(("kind", "count"), [("text", 0), ("percent", 0), ("count", 1), ("number", 1)])
def test_what_is_counted_or_measured_needs_its_unit(kind: str, count: int) -> None:
    text = f"{DESCRIPTOR}  more: {{title: More, kind: {kind}}}\n  bad: {{title: Bad, kind: count}}\n"
    assert sum("columns > more" in message for message in faults_of(text)) == count


@pytest.mark.parametrize("name", ["id", "parent"])
def test_the_columns_that_every_dataset_has_are_not_declared(name: str) -> None:
    assert faults_of(f"{DESCRIPTOR}  {name}: {{title: It}}\n") == [
        (
            f'asb.yaml, line 9, columns > {name}: found "{name}", expected a column of your own. '
            "It is always there; leave it out"
        )
    ]


def test_a_derived_column_has_a_name_of_its_own() -> None:
    text = f"{DESCRIPTOR}derived:\n  count: {{title: It, by: rank, of: count}}\n"
    assert faults_of(text) == [
        'asb.yaml, line 10, derived > count: found "count" twice, expected a name that no column has'
    ]


@pytest.mark.parametrize(
    ("given_operands", "missing"),
    [
        ("by: share, part: count", ["whole"]),
        ("by: change", ["from", "to"]),
        ("by: difference, to: count", ["from"]),
        ("by: rank", ["of"]),
    ],
)
def test_a_computation_needs_all_it_works_with(given_operands: str, missing: list[str]) -> None:
    assert faults_of(derived(given_operands)) == [
        f'asb.yaml, line 10, derived > it: found no "{name}", expected a line "{name}: COLUMN"' for name in missing
    ]


def test_a_sum_is_of_a_list_of_columns() -> None:
    [found] = read(derived("by: sum, of: [count, rate]")).derived
    assert found.operands == {"of 1": {"default": "count"}, "of 2": {"default": "rate"}}


@pytest.mark.parametrize("operands", ["by: sum, of: count", "by: rank, of: [count]"])
def test_a_list_is_for_a_sum_and_for_nothing_else(operands: str) -> None:
    assert faults_of(derived(operands)) == [
        (
            "asb.yaml, line 10, derived > it: found operands of another kind, "
            "expected a list of columns for `by: sum`, and one column otherwise"
        )
    ]


@pytest.mark.parametrize(
    ("said", "selection"),
    [
        ("{dataset: matrix}", Selection("matrix")),
        ("{dataset: matrix, rank: rank, highest: 10}", Selection("matrix", "rank", 10)),
    ],
)
def test_a_dataset_may_take_its_rows_from_another(said: str, selection: Selection) -> None:
    assert read(f"{DESCRIPTOR}rows_of: {said}\n").selection == selection


def test_a_computation_takes_nothing_it_does_not_work_with() -> None:
    assert faults_of(derived("by: share, part: count, whole: total/count, to: count")) == [
        'asb.yaml, line 10, derived > it > to: found "to", expected part and whole for `by: share`'
    ]


def test_a_computation_that_does_not_exist_names_the_nearest() -> None:
    assert faults_of(derived("by: shares, part: count, whole: count")) == [
        'asb.yaml, line 10, derived > it > by: found "shares", expected "share"'
    ]


def test_every_fault_of_a_descriptor_is_reported_at_once() -> None:
    faulty = DESCRIPTOR.replace("[storm]", "[]").replace("label", "lable").replace(", unit: incidents", "")
    faulty += "  id: {title: Id}\nderived:\n  count: {title: It, by: share, of: count}\n"
    assert [message.split(" found ")[0] for message in faults_of(faulty)] == [
        "asb.yaml, line 5, sources:",
        "asb.yaml, line 6, columns:",
        "asb.yaml, line 8, columns > count:",
        "asb.yaml, line 9, columns > id:",
        "asb.yaml, line 11, derived > count:",
        "asb.yaml, line 11, derived > count:",
        "asb.yaml, line 11, derived > count:",
        "asb.yaml, line 11, derived > count > of:",
    ]


def test_the_faults_of_a_restricted_descriptor_are_told_without_its_values() -> None:
    text = DESCRIPTOR.replace("kind: count", "kind: cuont")
    assert messages(lambda: read(text, is_open=False)) == [
        f'asb.yaml, line 8, columns > count > kind: found {HIDDEN}, expected "count"'
    ]


@given(
    secret,
    st.sampled_from(
        [
            ("[storm]", "[{}]"),
            ("[storm]", "{}"),
            ("kind: count", "kind: {}"),
            ("kind: count", "kind: count, decimals: {}"),
            ("columns:", "figure: [{}]\ncolumns:"),
            ("columns:", "synthetic: {}\ncolumns:"),
            ("columns:", "highlight: {}\ncolumns:"),
            ("columns:", "sums: [{{total: {0}, parts: {0}, columns: [{0}], differs: {{a: {0}}}}}]\ncolumns:"),
            ("columns:", "derived: {{a: {{title: {0}, by: {0}, order: {0}, only: [{0}]}}}}\ncolumns:"),
            ("A finding", '"{}'),
            ("A finding", "{{{{ n('{}') }}}} of"),
        ]
    ),
)
def test_no_value_of_a_restricted_descriptor_stands_in_a_message(value: str, change: tuple[str, str]) -> None:
    right, wrong = change
    text = DESCRIPTOR.replace(right, wrong.format(value))
    assert value not in "\n".join(messages(lambda: read(text, is_open=False)))
