"""Each test here fails today; each is a bug, named by what should hold."""

from __future__ import annotations

from typing import Any

import pytest
from specimens import CSV, DESCRIPTOR, dataset, messages, policy, source

from redaction.data.cells import CellError, parse_cell
from redaction.data.dataset import Column
from redaction.diagnostics.errors import AssessError, LookupFailedError, ProblemsFoundError
from redaction.diagnostics.yaml_document import parse_yaml
from redaction.reader import read_folder
from redaction.redact import redact

COUNT = Column("count", "Number", "count", "incidents")
NESTED = "id,parent,label,count\na,,A,30\na1,a,A1,10\na2,a,A2,20\nb,,B,5\ntotal,,T,35\n"
SHARE = "derived:\n  it: {title: It, by: share, part: count, whole: "


def view(*datasets: Any) -> Any:
    rules = policy(source("storm"), source("insight", "partner", ("trend",), ("a", "b")))
    return redact(datasets, [], rules, rules.editions["public"])


def partner(tmp_path: Any, files: Any) -> str:
    rules = policy(source("storm"), source("insight", "partner", ("trend",), ("a", "b")), source("btp", "partner"))
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return "\n".join(map(str, read_folder(tmp_path, "partner", "partner", rules).problems))


def test_a_column_that_rests_on_its_own_total_is_an_error_and_not_endless() -> None:
    with pytest.raises(LookupFailedError, match="depends on itself"):
        view(dataset(extra=SHARE + '"*/it"}\n')).quantity("asb", "tharrowe", "it")


@pytest.mark.parametrize(
    "extra",
    [
        "highlight: qxzjkvw\n",
        "sums: [{total: qxzjkvw, parts: others}]\n",
        "sums: [{total: total, parts: [qxzjkvw]}]\n",
        "derived: {r: {title: R, by: rank, of: count, only: [qxzjkvw]}}\n",
    ],
)
def test_no_value_of_a_restricted_descriptor_and_no_row_id_of_its_csv_stands_in_a_message(extra: Any) -> None:
    csv = "id,label,count\nsecretplace,S,1\ntotal,T,1\n"
    [message] = messages(lambda: dataset(csv, extra, audience="partner"))
    assert "qxzjkvw" not in message
    assert "secretplace" not in message


def test_an_unknown_source_of_a_restricted_descriptor_is_not_shown(tmp_path: Any) -> None:
    files = {"trend.yaml": DESCRIPTOR.replace("storm", "operation-qxzjkvw"), "trend.csv": CSV}
    assert "qxzjkvw" not in partner(tmp_path, files)


def test_an_unknown_source_of_a_restricted_prose_is_not_shown(tmp_path: Any) -> None:
    assert "qxzjkvw" not in partner(tmp_path, {"prose/a.md": "---\nsource: operation-qxzjkvw\n---\nText\n"})


def test_a_key_that_the_message_hides_is_not_shown_as_its_place() -> None:
    text = DESCRIPTOR + "  Qxzjkvw Station: {title: It}\n"
    [message] = messages(lambda: dataset(None, audience="partner", base=text))
    assert "Qxzjkvw" not in message


def test_a_key_given_twice_in_a_restricted_descriptor_is_not_shown() -> None:
    text = DESCRIPTOR + "  qxzjkvw: {title: It}\n  qxzjkvw: {title: It}\n"
    [message] = messages(lambda: dataset(None, audience="partner", base=text))
    assert "qxzjkvw" not in message


def test_a_control_character_pasted_from_a_document_is_a_problem_with_its_line() -> None:
    with pytest.raises(ProblemsFoundError, match="line 2"):
        parse_yaml("a.yaml", "title: A\nnotes: one\x0btwo\n")


def test_yaml_that_holds_itself_is_a_problem() -> None:
    with pytest.raises(ProblemsFoundError):
        parse_yaml("a.yaml", "notes: &x [*x]\n")


@pytest.mark.parametrize(("text", "misleading"), [("120 [x]", '"[u]"'), ("[p]", '"[z]"'), ("12 [q]", '"[u]"')])
def test_a_code_is_not_said_to_be_another_that_means_something_else(text: Any, misleading: Any) -> None:
    with pytest.raises(CellError) as caught:
        parse_cell(text, COUNT)
    assert caught.value.expected != misleading


def test_the_others_of_a_total_hold_a_row_that_is_the_sum_of_its_own_children() -> None:
    extra = "sums:\n  - {total: total, parts: others}\n  - {total: a, parts: children}\n"
    assert dataset(NESTED, extra).sums[0].parts == ("a", "b")


def test_an_operand_for_a_row_that_does_not_exist_is_a_fault() -> None:
    extra = SHARE + "{default: total/count, tharowe: basildon/count}}\n"
    messages(lambda: dataset(extra=extra))


@pytest.mark.parametrize(
    "line", ["by: change, from: [count, count], to: count", "by: share, part: [count], whole: count"]
)
def test_a_list_of_operands_is_a_fault_for_all_but_a_sum(line: Any) -> None:
    messages(lambda: dataset(extra=f"derived:\n  it: {{title: It, {line}}}\n"))


def test_a_list_of_operands_does_not_end_in_a_traceback() -> None:
    extra = "derived:\n  it: {title: It, by: change, from: [count, count], to: count}\n"
    with pytest.raises(AssessError):
        view(dataset(extra=extra)).quantity("asb", "tharrowe", "it")


@pytest.mark.parametrize("second", ["---\nsource: [\n---\nText\n", "---\nsource: \u00a3\n".encode("cp1252")])
def test_a_prose_that_cannot_be_read_does_not_hide_the_faults_of_the_others(tmp_path: Any, second: Any) -> None:
    found = partner(tmp_path, {"prose/a.md": "No source\n", "prose/b.md": second, "prose/c.md": "No source\n"})
    assert all(f"prose/{name}.md" in found for name in "abc")


def test_a_dataset_may_rest_on_two_restricted_sources(tmp_path: Any) -> None:
    rules = policy(source("insight", "partner", ("trend",)), source("btp", "partner"))
    (tmp_path / "trend.yaml").write_text(DESCRIPTOR.replace("storm", "insight, btp"))
    (tmp_path / "trend.csv").write_text(CSV)
    assert not read_folder(tmp_path, "partner", "partner", rules).problems


def test_a_quotation_mark_that_is_never_closed_says_in_which_row() -> None:
    from redaction.data.csv_table import parse_csv

    [message] = messages(lambda: parse_csv("asb.csv", b'id,label\na,A\nb,"B\nc,C\n'))
    assert "row 3" in message


def test_a_total_that_no_longer_differs_is_not_said_to_be_0_lower() -> None:
    extra = "sums:\n  - {total: total, parts: others, differs: {count: 1}, note: As printed}\n"
    [message] = messages(lambda: dataset("id,label,count\na,A,1\ntotal,T,1\n", extra))
    assert "0 lower" not in message


def test_a_declared_difference_of_a_column_that_is_not_summed_is_a_fault() -> None:
    base = DESCRIPTOR + "  more: {title: More, kind: count, unit: incidents}\n"
    extra = "sums:\n  - {total: total, parts: others, columns: [count], differs: {more: 5}, note: As printed}\n"
    messages(lambda: dataset("id,label,count,more\na,A,1,1\ntotal,T,1,1\n", extra, base=base))


def test_a_count_written_as_5_0_is_shown_without_a_decimal() -> None:
    assert view(dataset("id,label,count\na,A,5.0\n")).quantity("asb", "a", "count").decimals == 0


def test_a_comma_is_no_thousands_mark_where_cells_are_separated_by_semicolons() -> None:
    base = DESCRIPTOR.replace("kind: count", "kind: number")
    [message] = messages(lambda: dataset("id;label;count\na;A;1,234\n", base=base))
    assert "1.234 for decimals" in message


def test_a_declared_difference_may_be_written_with_a_plus() -> None:
    extra = "sums:\n  - {total: total, parts: others, differs: {count: +1}, note: As printed}\n"
    assert dataset("id,label,count\na,A,1\ntotal,T,2\n", extra).sums


def test_a_folder_named_like_a_dataset_does_not_hide_the_other_problems(tmp_path: Any) -> None:
    (tmp_path / "asb.yaml").mkdir()
    assert "notes.txt" in partner(tmp_path, {"notes.txt": "x"})
