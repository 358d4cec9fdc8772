"""Records become counts: what is counted, what is refused, and what is said of either."""

from __future__ import annotations

import gzip
import json
import random
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pytest
from openpyxl import Workbook
from recording import BY_OFFENCE, HEADER, RECORDS, SOURCE, dataset, made, messages, pack, refused, rows

from assess.audit import pack_faults
from assess.frames import counts
from assess.intake.run import total_of
from redaction.diagnostics.errors import AssessError


def test_records_are_counted_by_row_and_column_with_zeros_and_totals(tmp_path: Path) -> None:
    made(pack(tmp_path))
    assert rows(tmp_path) == {
        "id": ["2024-02", "2024-03", "2024-04", "2024-05", "2024-06", "all"],
        "burglary": ["0", "0", "2", "0", "0", "2"],
        "theft": ["1", "0", "0", "0", "0", "1"],
        "violence": ["0", "0", "0", "0", "1", "1"],
        "total": ["1", "0", "2", "0", "1", "4"],
    }


def test_what_it_writes_is_a_dataset_with_its_sums_and_says_that_it_was_made(tmp_path: Path) -> None:
    made(pack(tmp_path))
    text = (tmp_path / "internal" / "by-offence.yaml").read_text("utf-8")
    assert text.startswith("# Made by `assess intake`")
    assert '"2024-04": {title: April 2024, kind: count, unit: offences}' in text
    assert 'sums:\n  - {total: total, parts: ["burglary", "theft", "violence"]}\n' in text


def test_a_pack_with_records_is_one_that_a_build_takes(tmp_path: Path) -> None:
    made(pack(tmp_path))
    assert pack_faults(tmp_path, ["internal"]) == []
    (tmp_path / "record").mkdir()
    assert len(pack_faults(tmp_path, ["internal"])) == 1


def test_counts_in_long_form_have_every_cell_once(tmp_path: Path) -> None:
    made(pack(tmp_path))
    counts = tmp_path / "intake" / "counts" / "by-offence"
    assert counts.with_suffix(".csv").read_text("utf-8").splitlines()[:3] == [
        "offence,month,offences", "burglary,2024-02,0", "burglary,2024-03,0",
    ]  # fmt: skip
    assert json.loads(counts.with_suffix(".json").read_text("utf-8"))["measures"] == {
        "offences": {"kind": "count", "title": "Offences", "unit": "offences"}
    }


def test_counts_are_a_data_frame_with_types_units_and_labels(tmp_path: Path) -> None:
    made(pack(tmp_path))
    frame = counts("by-offence", restricted=tmp_path)
    assert frame["offences"].sum() == 4
    assert [str(frame[name].dtype) for name in ("offence", "offences")] == ["category", "Int64"]
    assert frame.attrs["units"] == {"offences": "offences"}
    assert not frame.attrs["synthetic"]
    assert frame.attrs["labels"]["month"]["2024-04"] == "April 2024"
    with pytest.raises(AssessError, match="`assess intake` makes them"):
        counts("nothing", restricted=tmp_path)


def test_counts_of_made_up_records_say_so(tmp_path: Path) -> None:
    made(pack(tmp_path, declared=f"synthetic: true\n{SOURCE}{BY_OFFENCE}"))
    assert counts("by-offence", restricted=tmp_path).attrs["synthetic"]


def test_rows_within_rows_have_their_parents_and_add_up_to_them(tmp_path: Path) -> None:
    made(pack(tmp_path, declared=SOURCE + dataset(rows="[group, offence]", columns="")))
    assert rows(tmp_path) == {
        "id": ["offences"],
        "acquisitive": ["3"],
        "acquisitive-burglary": ["2"],
        "acquisitive-theft": ["1"],
        "acquisitive-violence": ["0"],
        "violent": ["1"],
        "violent-burglary": ["0"],
        "violent-theft": ["0"],
        "violent-violence": ["1"],
        "total": ["4"],
    }


def test_different_values_are_counted_once_in_every_total_and_sums_are_exact(tmp_path: Path) -> None:
    made(pack(tmp_path, declared=SOURCE + dataset(columns="", measures=MEASURES)))
    assert rows(tmp_path) == {
        "id": ["people", "loss"],
        "burglary": ["2", "10.75"],
        "theft": ["1", "1.00"],
        "violence": ["1", "0.00"],
        "total": ["3", "11.75"],
    }
    assert 'columns: ["loss"]' in (tmp_path / "internal" / "by-offence.yaml").read_text("utf-8")


def test_a_band_begins_with_its_lowest_number(tmp_path: Path) -> None:
    records = [f"1,01/04/2024,BUR,{age},1,ZZ1 1ZZ" for age in (9, 10, 17, 18, 24, 25)]
    made(pack(tmp_path, records, SOURCE + dataset(rows="age-band", columns="", totals="")))
    assert rows(tmp_path) == {
        "id": ["offences"],
        "10-to-17": ["2"],
        "18-to-24": ["2"],
        "25-and-over": ["1"],
        "not-known": ["1"],
    }


def test_a_day_lies_in_its_month_and_the_month_in_its_year_and_quarter(tmp_path: Path) -> None:
    kinds = ("calendar-year", "quarter", "financial-year", "financial-quarter", "weekday")
    days = ["31/12/2023", "29/02/2024", "31/03/2024", "01/04/2024"]
    derived = "".join(f"      {kind}: {{by: {kind}, of: recorded}}\n" for kind in kinds)
    declared = SOURCE.replace("    derived:\n", f"    derived:\n{derived}")
    declared += "".join(dataset(f"by-{kind}", rows=kind, columns="reference", totals="") for kind in kinds)
    made(pack(tmp_path, [f"{at},{day},BUR,17,1,ZZ1 1ZZ" for at, day in enumerate(days)], declared))

    def of_each(kind: str) -> list[str]:
        found = rows(tmp_path, f"by-{kind}")
        return [
            next(name for name, cells in found.items() if name != "id" and cells[at] == "1") for at in range(len(days))
        ]

    assert {kind: of_each(kind) for kind in kinds} == {
        "calendar-year": ["2023", "2024", "2024", "2024"],
        "quarter": ["2023-q4", "2024-q1", "2024-q1", "2024-q2"],
        "financial-year": ["2023-24", "2023-24", "2023-24", "2024-25"],
        "financial-quarter": ["2023-24-q3", "2023-24-q4", "2023-24-q4", "2024-25-q1"],
        "weekday": ["sunday", "thursday", "sunday", "monday"],
    }


def test_every_period_between_the_first_and_the_last_has_a_column(tmp_path: Path) -> None:
    declared = SOURCE.replace("by: month", "by: financial-quarter") + dataset()
    made(pack(tmp_path, ["1,01/04/2023,BUR,1,1,A", "1,31/03/2024,BUR,1,1,A"], declared))
    assert rows(tmp_path)["id"] == ["2023-24-q1", "2023-24-q2", "2023-24-q3", "2023-24-q4", "all"]


REFUSED = {
    "1,30/02/2024,BUR,17,1,A": 'no day written DD/MM/YYYY in "Recorded on"',
    "1,29/02/2023,BUR,17,1,A": 'no day written DD/MM/YYYY in "Recorded on"',
    "1,2024-04-01,BUR,17,1,A": 'no day written DD/MM/YYYY in "Recorded on"',
    "1,,BUR,17,1,A": 'nothing in "Recorded on"',
    "1,01/04/2024,bur,17,1,A": 'no listed code in "Offence"',
    "1,01/04/2024,BUR,17.5,1,A": 'no whole number in "Age"',
    "1,01/04/2024,BUR,17,1.005,A": 'no number of at most 2 decimals in "Loss"',
    "1,01/04/2024,BUR,17,1e3,A": 'no number of at most 2 decimals in "Loss"',
    "1,01/04/2024,,17,1,": 'nothing in "Offence"; nothing in "Postcode"',
    "1,01/04/2024,BUR,17": "not a cell for each heading",
    "1,01/04/2024,BUR,17,1,A,more": "not a cell for each heading",
}
MEASURES = "{people: {distinct: reference, title: People, unit: people}, loss: {sum: loss, title: Loss, unit: pounds}}"


def test_records_that_cannot_be_counted_are_in_the_rejects_with_their_rows_and_why(tmp_path: Path) -> None:
    declared = SOURCE.replace("refused_at_most: 50", "refused_at_most: 80") + dataset()
    declared += dataset("by-ward", rows="[ward, age-band]", measures=MEASURES)
    counted = made(pack(tmp_path, [*RECORDS, *REFUSED], declared)).counted["offences"]
    assert refused(tmp_path) == [[str(row), reason] for row, reason in enumerate(REFUSED.values(), 6)]
    assert (total_of(counted).counted, total_of(counted).refused) == (4, 11)


def test_rejects_have_the_rows_of_their_file_among_lines_that_are_no_records(tmp_path: Path) -> None:
    wrong, short = "1,nonsense,BUR,17,1,A", "1,2"
    declared = SOURCE.replace("refused_at_most: 50", "refused_at_most: 80") + BY_OFFENCE
    made(pack(tmp_path, [wrong, RECORDS[0], short, wrong, short, short, RECORDS[1], RECORDS[2], wrong], declared))
    assert [int(row) for row, _ in refused(tmp_path)] == [2, 4, 5, 6, 7, 10]


def test_counts_are_those_that_somebody_would_make_by_hand(tmp_path: Path) -> None:
    made_up = random.Random(24)  # noqa: S311  # a fixed seed is wanted
    days = [f"{day:02}/{month:02}/2024" for month in (4, 5) for day in (1, 15, 30)]
    drawn = [(made_up.choice(days), made_up.choice(["BUR", "THE"]), made_up.choice("AB")) for _ in range(500)]
    records = [f'{at},{day},{offence},,,"ZZ{area}, ""{area}"""' for at, (day, offence, area) in enumerate(drawn)]
    wards = 'Postcode,Ward\n"ZZA, ""A""",Upper\n"zzb,""b""",Lower\n'
    pack(tmp_path, records, SOURCE + dataset(rows="[ward, offence]", totals=""))
    (tmp_path / "lookups" / "wards.csv").write_text(wards, "utf-8")
    made(tmp_path)
    expected = Counter((ward, offence, day[3:5]) for day, offence, ward in drawn)
    found = rows(tmp_path)
    for (ward, offence, month), records_ in expected.items():
        row = f"{'upper' if ward == 'A' else 'lower'}-{'burglary' if offence == 'BUR' else 'theft'}"
        assert found[row][found["id"].index(f"2024-{month}")] == str(records_)


def test_only_what_the_filters_let_pass_is_counted_and_both_bounds_are_kept(tmp_path: Path) -> None:
    keep = "    keep: [{column: recorded, from: 2024-04-01, to: 2024-04-30}, {column: offence, is_not: THE}]\n"
    declared = SOURCE.replace("    refused_at_most", keep + "    refused_at_most") + BY_OFFENCE
    records = ["1,31/03/2024,BUR,1,1,A", *RECORDS, "1,01/05/2024,BUR,1,1,A", "1,02/04/2024,THE,1,1,A"]
    counted = made(pack(tmp_path, records, declared)).counted["offences"]
    assert rows(tmp_path)["total"] == ["2", "2"]
    assert (total_of(counted).counted, total_of(counted).left_out) == (2, 5)


def test_a_record_whose_area_is_not_known_is_counted_as_such(tmp_path: Path) -> None:
    counted = made(pack(tmp_path, declared=SOURCE + dataset(rows="ward", columns=""))).counted["offences"]
    assert rows(tmp_path) == {"id": ["offences"], "lower": ["1"], "upper": ["2"], "not-known": ["1"], "total": ["4"]}
    assert total_of(counted).unmatched == {"ward": 1}


def test_a_file_that_did_not_change_is_not_counted_again(tmp_path: Path) -> None:
    pack(tmp_path)
    text = (tmp_path / "records" / "2024.csv").read_text("utf-8")
    (tmp_path / "records" / "2025.csv").write_text(text, "utf-8")

    def kept() -> dict[str, bool]:
        return {each.file: each.was_kept for each in made(tmp_path).counted["offences"]}

    assert kept() == {"records/2024.csv": False, "records/2025.csv": False}
    before = rows(tmp_path)
    assert kept() == {"records/2024.csv": True, "records/2025.csv": True}
    assert rows(tmp_path) == before
    (tmp_path / "records" / "2025.csv").write_text(f"{text}9,01/04/2024,BUR,1,1,A\n", "utf-8")
    assert kept() == {"records/2024.csv": True, "records/2025.csv": False}
    assert rows(tmp_path)["total"][-1] == "9"
    (tmp_path / "intake.yml").write_text(SOURCE.replace("BUR: Burglary", "BUR: Break-ins") + BY_OFFENCE, "utf-8")
    assert kept() == {"records/2024.csv": False, "records/2025.csv": False}


def test_what_is_kept_and_refused_of_a_file_goes_with_it(tmp_path: Path) -> None:
    made(pack(tmp_path, [*RECORDS, "1,nonsense,BUR,17,1,A"]))
    assert refused(tmp_path) != []
    made(pack(tmp_path))
    assert not (tmp_path / "intake" / "rejects" / "offences").exists()
    assert len([*(tmp_path / "intake" / "kept" / "offences").glob("*.parquet")]) == 1
    assert not (tmp_path / "intake" / "tmp").exists()


def _gzipped(folder: Path) -> str:
    content = (folder / "records" / "2024.csv").read_bytes()
    (folder / "records" / "2024.csv.gz").write_bytes(gzip.compress(content))
    return "files: records/*.csv.gz"


def _as_parquet(folder: Path) -> str:
    read = f"FROM read_csv('{folder}/records/2024.csv', dateformat = '%d/%m/%Y')"
    days = 'SELECT * REPLACE (strftime("Recorded on", \'%d/%m/%Y\') AS "Recorded on")'
    duckdb.sql(f"COPY ({days} {read}) TO '{folder}/records/a.parquet'")
    return "files: records/a.parquet"


def _as_workbook(folder: Path) -> str:
    book = Workbook()
    sheet: Any = book.active
    for line in [HEADER, *RECORDS]:
        sheet.append([int(cell) if cell.isdecimal() else cell or None for cell in line.split(",")])
    book.save(folder / "records" / "a.xlsx")
    return "files: [records/a.xlsx]"


def _as_table(folder: Path) -> str:
    with duckdb.connect(str(folder / "records" / "all.duckdb")) as database:
        database.execute(f"CREATE TABLE recorded AS FROM read_csv('{folder}/records/2024.csv', all_varchar = true)")
    return "database: records/all.duckdb\n    table: recorded"


def _with_semicolons_and_windows_line_ends(folder: Path) -> str:
    text = "\ufeff" + "\r\n".join([HEADER, *RECORDS]).replace(",", ";") + "\r\n"
    (folder / "records" / "2024.csv").write_bytes(text.encode())
    return "files: records/*.csv"


@pytest.mark.parametrize(
    "as_another", [_gzipped, _as_parquet, _as_workbook, _as_table, _with_semicolons_and_windows_line_ends]
)
def test_records_of_every_kind_make_the_same_dataset(tmp_path: Path, as_another: Any) -> None:
    declared = SOURCE + dataset(rows="[ward, age-band]")
    made(pack(tmp_path, declared=declared))
    before = (tmp_path / "internal" / "by-offence.csv").read_bytes()
    place = as_another(tmp_path)
    (tmp_path / "intake.yml").write_text(declared.replace("files: records/*.csv", place), "utf-8")
    counted = made(tmp_path).counted["offences"]
    assert (tmp_path / "internal" / "by-offence.csv").read_bytes() == before
    assert total_of(counted).counted == 4


def test_refused_rows_of_a_table_of_a_database_are_in_the_rejects(tmp_path: Path) -> None:
    place = _as_table(pack(tmp_path, [*RECORDS, "1,nonsense,BUR,1,1,A"]))
    (tmp_path / "intake.yml").write_text(SOURCE.replace("files: records/*.csv", place) + BY_OFFENCE, "utf-8")
    made(tmp_path)
    assert refused(tmp_path) == [["", 'no day written DD/MM/YYYY in "Recorded on"']]


ADD_ONE = "def adjust(frame):\n    frame['offences'] = frame['offences'] + 1\n    return frame\n"


def test_counts_can_be_adjusted_by_the_pack_and_their_totals_follow(tmp_path: Path) -> None:
    pack(tmp_path, declared=SOURCE + dataset(adjust="adjust.py"))
    (tmp_path / "adjust.py").write_text(ADD_ONE, "utf-8")
    made(tmp_path)
    assert rows(tmp_path)["total"] == ["4", "3", "5", "3", "4", "19"]
    [recorded] = json.loads((tmp_path / "intake" / "report.json").read_text("utf-8"))["adjusted"].values()
    assert (recorded["file"], recorded["cells"]) == ("adjust.py", 15)


@pytest.mark.parametrize(
    ("adjust", "found"),
    [
        ("def adjust(frame):\n    return frame[1:]\n", "an adjust that adds cells or takes some away"),
        ("def adjust(frame):\n    frame['offences'] = -1\n    return frame\n", "an adjust that makes something else"),
        ("def adjust(frame):\n    raise ValueError(frame)\n", "an adjust that fails (ValueError)"),
        ("def adjust(:\n", "Python that cannot be run (SyntaxError)"),
    ],
)
def test_an_adjustment_that_does_not_adjust_is_a_problem(tmp_path: Path, adjust: str, found: str) -> None:
    pack(tmp_path, declared=SOURCE + dataset(adjust="adjust.py"))
    (tmp_path / "adjust.py").write_text(adjust, "utf-8")
    [message] = messages(tmp_path)
    assert found in message
    assert message.endswith("[records-adjustment]")
    assert not (tmp_path / "internal").exists()
