"""What an intake refuses: each fault at its line, all at once, and nothing of a record in any message."""

from __future__ import annotations

from pathlib import Path

import pytest
from recording import BY_OFFENCE, RECORDS, SOURCE, WARDS, dataset, made, messages, pack

from redaction.diagnostics.errors import AssessError


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("kind: day", "kind: date", "line 6, sources > offences > columns > recorded > kind: found a value"),
        ("kind: whole, blank", "kind: whole, blanc", 'expected "blank" [yaml-key-unknown]'),
        ("of: age,", "of: aeg,", 'unknown column a value that is not shown here, expected "age" [unknown-name]'),
        ("{by: month, of: recorded}", "{by: month, of: age}", "a column of the kind day [records-declaration]"),
        ("{by: month, of: recorded}", "{by: hour, of: recorded}", "found days without an hour"),
        ("{by: month, of", "{by: month, starts: [1], of", "found `starts`, expected `starts` for `by: bands`"),
        ("starts: [10, 18, 25]", "starts: [10, 10]", "expected the lowest number of each band"),
        ("VIO: Violent}}", "XXX: Violent}}", "codes and groups that do not go"),
        ("lookup: wards", "lookup: ward", 'expected "wards" [unknown-name]'),
        ("codes: {BUR: Burglary", "kind: text, codes: {BUR: Burglary", "expected `codes:` for `kind: code`"),
        ("files: records/*.csv", "sheet: One", "found no one place to read from"),
        ("files: records/*.csv", "table: t", "found no one place to read from"),
        ("    refused_at_most: 50\n", "    keep: [{column: age, from: x}]\n", "expected a whole number [records-decl"),
        ("    refused_at_most: 50\n", "    keep: [{column: age}]\n", "found no one wish"),
        ("    refused_at_most: 50\n", "    keep: [{column: offence, is: BUX}]\n", "one of BUR, THE, VIO"),
        ("refused_at_most: 50", "refused_at_most: most", "expected a percentage from 0 to 100"),
        ("from: offences", "from: offence", 'expected "offences" [unknown-name]'),
        ("rows: offence", "rows: age", "unknown dimension"),
        ("rows: offence", "rows: [month]", "found no dimension, or one twice"),
        ("count: records", "count: records, sum: loss", "found no one way to count"),
        ("count: records", "sum: postcode", "a column of the kind number or whole"),
        ("title: Offences, headline", "titel: Offences, headline", 'describe: found no "title", expected a line'),
        ("headline: A finding", "columns: x, headline: A finding", "no such line: the intake writes it"),
        ("sources: [records]", "sources: [records], unheard: of", "yaml-key-unknown"),
        ("    totals: true", "    audience: public", "Counts of records stay in the pack until they are protected"),
    ],
)  # fmt: skip
def test_a_declaration_that_does_not_fit_together_is_told_at_its_line(
    tmp_path: Path, before: str, after: str, told: str
) -> None:
    declared = SOURCE + BY_OFFENCE
    assert before in declared
    found = messages(pack(tmp_path, declared=declared.replace(before, after, 1)))
    assert any(told in message for message in found), found
    assert all(message.startswith("intake.yml, line ") for message in found)


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    declared = SOURCE.replace("of: age,", "of: aeg,").replace("lookup: wards", "lookup: ward")
    assert len(messages(pack(tmp_path, declared=declared + dataset(rows="ofence")))) == 3


def test_files_and_headings_that_are_not_there_are_told_together(tmp_path: Path) -> None:
    declared = SOURCE.replace("Recorded on", "Recorded").replace("heading: Offence", "heading: Crime")
    assert messages(pack(tmp_path, declared=declared + BY_OFFENCE)) == [
        'records/2024.csv, line 1: found no heading "Crime", expected it once [records-heading]',
        (
            'records/2024.csv, line 1: found no heading "Recorded", expected "Recorded on" as the `heading:` of '
            "recorded [records-heading]"
        ),
    ]


def test_a_pattern_that_fits_no_file_is_told(tmp_path: Path) -> None:
    [message] = messages(pack(tmp_path, declared=SOURCE.replace("records/*", "record/*") + BY_OFFENCE))
    assert message.startswith("intake.yml, line 3, sources > offences > files: found no such file")
    assert message.endswith("[records-file]")


@pytest.mark.parametrize("name", ["2025.docx", "2025.csv.gz", "2025.parquet"])
def test_a_file_that_cannot_be_read_is_told_without_a_word_of_it(tmp_path: Path, name: str) -> None:
    pack(tmp_path, declared=SOURCE.replace("records/*.csv", "records/*") + BY_OFFENCE)
    (tmp_path / "records" / name).write_bytes(b"qxzjkvw,nonsense")
    [message] = messages(tmp_path)
    assert message.startswith(f"records/{name}: found ")
    assert "qxzjkvw" not in message


def test_more_refused_records_than_are_allowed_stop_it_and_the_rejects_are_there(tmp_path: Path) -> None:
    declared = SOURCE.replace("refused_at_most: 50", "refused_at_most: 19.9") + BY_OFFENCE
    [message] = messages(pack(tmp_path, [*RECORDS, "1,qxzjkvw,BUR,17,1,A"], declared))
    assert "found 1 of 5 records that cannot be counted: 1 with no day written DD/MM/YYYY" in message
    assert "qxzjkvw" not in message
    assert message.endswith("[records-refused]")
    assert not (tmp_path / "internal").exists()
    assert "qxzjkvw" in next((tmp_path / "intake" / "rejects" / "offences").iterdir()).read_text("utf-8")


@pytest.mark.parametrize(("allowed", "stops"), [("24.9", True), ("25", False)])
def test_more_records_without_an_area_than_are_allowed_stop_it(tmp_path: Path, allowed: str, *, stops: bool) -> None:
    declared = SOURCE.replace("unmatched_at_most: 50", f"unmatched_at_most: {allowed}")
    pack(tmp_path, declared=declared + dataset(rows="ward"))
    if not stops:
        assert made(tmp_path).tables["by-offence"].rows == 4
        return
    [message] = messages(tmp_path)
    assert "found 1 of 4 records whose ward is not known, expected at most 24.9%" in message
    assert message.endswith("[records-unmatched]")


def test_a_look_up_with_two_areas_for_a_key_is_refused(tmp_path: Path) -> None:
    pack(tmp_path, declared=SOURCE + dataset(rows="ward"))
    (tmp_path / "lookups" / "wards.csv").write_text(WARDS + "zz1 1zz,Qxzjkvw\n", "utf-8")
    [message] = messages(tmp_path)
    assert message == (
        'lookups/wards.csv: found 1 key with more than one value, expected one "Ward" for each "Postcode" '
        "[records-lookup]"
    )


def test_values_that_would_share_an_id_are_refused(tmp_path: Path) -> None:
    records = [*RECORDS, "1,01/04/2024,BUR,1,1,ZZ1-1ZZ"]
    [message] = messages(pack(tmp_path, records, SOURCE + dataset(rows="postcode")))
    assert "found 1 value of postcode with the id of another" in message
    assert message.endswith("[records-dimension]")


def test_a_dataset_that_no_intake_made_is_never_written_over(tmp_path: Path) -> None:
    pack(tmp_path)
    (tmp_path / "internal").mkdir()
    (tmp_path / "internal" / "by-offence.yaml").write_text("title: Mine\n", "utf-8")
    with pytest.raises(AssessError, match="was not made by an intake, and stays"):
        made(tmp_path)


def test_a_column_that_nothing_rests_on_is_not_asked_for(tmp_path: Path) -> None:
    declared = SOURCE.replace("heading: Reference", "heading: Not there")
    assert made(pack(tmp_path, declared=declared + BY_OFFENCE)).tables.keys() == {"by-offence"}
