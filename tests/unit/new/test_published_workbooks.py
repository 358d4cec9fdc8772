"""A workbook as government publishes it, with a cover, notes and several tables, comes in with a command a table."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.table import Table
from test_cases import SAID, project_in

from assess.new.dataset import Asked, make_dataset
from assess.new.prompts import Answers
from assess.new.sheet.inference import Hints
from redaction.diagnostics.errors import ProblemsFoundError
from redaction.reader import read_folder, read_policy

SHEETS = {
    "Cover_sheet": (["Offences recorded in Saltmere"], ["Publication date"], ["1 June 2023"], ["Contact us"]),
    "Table_of_contents": (["Table of contents"], ["Worksheet number", "Title"], [1, "By ward"], [2, "By offence"]),
    "Notes": (
        ["Notes"],
        ["This worksheet contains one table."],
        ["Note number", "Note text", "Applicable tables", "Link"],
        ["note 1", "Police recorded crime is not accredited official statistics.", "1, 2", "Crime"],
        ["[note 2]", "Of residents alone.", "1", "No link"],
        ["note 3", "Boundaries were changed.", "2", "No link"],
        ["note 11", "Of another table.", "2", "No link"],
    ),
    "Table_1": (
        ["Table 1: Offences by ward, 2021 and 2022 [note 1]"],
        ["This worksheet contains one table. [c] = confidential, [x] = not available, [low] = under 0.5."],
        ["Ward", "Area code", "2021", "2022 [p] [note 2]", "Rate per 1,000 people", "Change (%)"],
        ["Saltmere", "E06999934", 1300, 1450, 8.44, 0.115],
        ["Belhus", "E05002229", 410, "[c]", "[x]", "[z]"],
        ["Tilbury [note 2]", "E05002247", 890, "[c]", "[low]", 0.17],
    ),
    "Table_2": (
        ["Table 2: Offences by kind"],
        ["This worksheet contains two tables, one below the other."],
        ["Offence [note 3]", "Apr to Jun 2022 [p]", "Jul to Sep 2022 [p]", "Total"],
        ["Burglary", 40, 35, 75],
        ["Robbery", 5, 10, 15],
        ["All offences", 45, 45, 90],
        [],
        ["Table 2b: Offences by month"],
        ["Month", "Offences"],
        ["October 2021", 7],
        ["November 2021", 9],
    ),
}


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in SHEETS.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    first = book["Table_1"]
    first.add_table(Table(displayName="offences", ref="A3:F6"))
    for row in range(4, 7):
        first.cell(row, 3).number_format = first.cell(row, 4).number_format = "#,##0"
        first.cell(row, 5).number_format, first.cell(row, 6).number_format = "0.0", "0%"
    book.save(tmp_path / "release.xlsx")
    return tmp_path / "release.xlsx"


def brought_in(workbook: Path, partnership: Path, sheet: str, table: int = 0) -> tuple[str, str]:
    """The CSV and the descriptor that one command makes, which pass the check as they are."""
    project = project_in(workbook.parent / "project", partnership)
    asked = Asked(workbook, "offences", sheet, Hints(), table)
    make_dataset(project, read_policy(project.policy), None, asked, Answers(SAID))
    folder = project.root / "data" / "public"
    assert read_folder(folder, "data/public", "public", read_policy(project.policy)).problems == ()
    return (folder / "offences.csv").read_text("utf-8"), (folder / "offences.yaml").read_text("utf-8")


def test_a_table_with_codes_notes_and_areas_comes_in_as_it_is_shown(workbook: Path, partnership: Path) -> None:
    csv, yaml = brought_in(workbook, partnership, "Table_1")
    assert csv == (
        "id,label,area-code,2021,2022,rate-per-1-000-people,change-per-cent\n"
        "saltmere,Saltmere,E06999934,1300,1450,8.4,12\n"
        "belhus,Belhus,E05002229,410,[c],[x],[z]\n"
        "tilbury,Tilbury [note 2],E05002247,890,[c],[low],17\n"
    )
    assert '"2022": {title: "2022 [p] [note 2]", kind: count, unit: offences}' in yaml
    assert '{title: "Change (%)", kind: percent}' in yaml
    assert yaml.endswith(
        'notes:\n  - "[note 1] Police recorded crime is not accredited official statistics."\n'
        '  - "[note 2] Of residents alone."\n'
        "sums:\n  - {total: saltmere, parts: others}\n"
    )


def test_each_table_of_a_sheet_comes_in_by_its_number(workbook: Path, partnership: Path) -> None:
    csv, yaml = brought_in(workbook, partnership, "Table_2", 1)
    assert csv.splitlines()[0] == "id,label,apr-to-jun-2022,jul-to-sep-2022,total"
    assert csv.splitlines()[3] == "all-offences,All offences,45,45,90"
    assert "{total: all-offences, parts: others}" in yaml
    assert "[note 3] Boundaries were changed." in yaml


def test_the_second_table_of_a_sheet_is_the_one_below(workbook: Path, partnership: Path) -> None:
    assert brought_in(workbook, partnership, "Table_2", 2)[0] == (
        "id,label,offences\nm2021-10,October 2021,7\nm2021-11,November 2021,9\n"
    )


@pytest.mark.parametrize(
    ("table", "says"), [(0, "--table 1, --table 2 and so on take one of them"), (3, "a number from 1 to 2")]
)
def test_which_table_is_meant_is_asked(workbook: Path, partnership: Path, table: int, says: str) -> None:
    with pytest.raises(ProblemsFoundError, match=says):
        brought_in(workbook, partnership, "Table_2", table)
