"""`assess new dataset` infers what a table says, asks for the rest, and writes both files or nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from sheets import workbook

from assess.new.dataset import Asked, make_dataset
from assess.new.prompts import Answers, UnansweredError
from assess.new.sheet.inference import Hints
from assess.project.layout import Project
from redaction.diagnostics.errors import AssessError, ProblemsFoundError
from redaction.reader import read_policy

WARDS = 'Ward,2021,2022,Share (%)\nBelhus,40,38,38.8\nTilbury,51,"1,060",61.2\nTotal,91,"1,098",100\n'
SAID = {
    "source": "county-crimes",
    "title": "Burglary by ward",
    "headline": "Burglary was {{ change('wards', 'total', 'previous', 'latest') }}",
    "place": "Saltmere",
    "period": "years ending September 2021 and 2022",
    "unit": "offences",
}


@pytest.fixture
def project(tmp_path: Path, partnership: Path) -> Project:
    """A project of the policy alone."""
    for name in ("sources.yml", "editions.yml"):
        (tmp_path / "project" / "redaction").mkdir(parents=True, exist_ok=True)
        shutil.copyfile(partnership / "redaction" / name, tmp_path / "project" / "redaction" / name)
    (tmp_path / "project" / "data" / "public").mkdir(parents=True)
    return Project((tmp_path / "project").resolve())


@pytest.fixture
def make(project: Project, tmp_path: Path) -> Callable[..., list[str]]:
    """What makes a dataset of a text or a file."""

    def run(content: str | Path, hints: Hints | None = None, pack: Path | None = None, **said: str) -> list[str]:
        file = content if isinstance(content, Path) else tmp_path / "Wards.csv"
        if isinstance(content, str):
            file.write_text(content, "utf-8")
        answers = Answers({key: value for key, value in (SAID | said).items() if value})
        return make_dataset(project, read_policy(project.policy), pack, Asked(file, hints=hints or Hints()), answers)

    return run


def written(project: Project) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in (project.root / "data").rglob("*.*")}


def test_a_csv_becomes_a_dataset_with_the_lines_to_paste(make: Callable[..., list[str]], project: Project) -> None:
    said = make(WARDS)
    assert written(project) == {
        "wards.csv": "id,label,2021,2022,share-per-cent\nbelhus,Belhus,40,38,38.8\ntilbury,Tilbury,51,1060,61.2\n"
        "total,Total,91,1098,100\n",
        "wards.yaml": "title: Burglary by ward\n"
        "headline: \"Burglary was {{ change('wards', 'total', 'previous', 'latest') }}\"\n"
        "place: Saltmere\n"
        "period: years ending September 2021 and 2022\n"
        "sources: [county-crimes]\n"
        "columns:\n"
        "  label: {title: Ward}\n"
        '  "2021": {title: "2021", kind: count, unit: offences}\n'
        '  "2022": {title: "2022", kind: count, unit: offences}\n'
        '  share-per-cent: {title: "Share (%)", kind: percent, decimals: 1}\n'
        "sums:\n"
        "  - {total: total, parts: others}\n",
    }
    assert said == [
        "data/public/wards.csv  3 rows, 3 columns of numbers",
        "data/public/wards.yaml",
        'the row "total" is the sum of the others: it stands under `sums`',
        "percentages that follow from counts of the table belong under `derived`, and not in the CSV",
        "",
        'column A "Ward": words (the names of the rows)',
        'column B "2021": a count of offences (whole numbers)',
        'column C "2022": a count of offences (whole numbers)',
        'column D "Share (%)": a percentage, 1 decimal (its heading says so)',
        "",
        "Paste what you need on a page:",
        "",
        "    {{ figure('wards', chart='grouped', of='years') }}",
        "    {{ n('wards', 'total', 'share-per-cent') }}",
        "    {{ change('wards', 'total', 'previous', 'latest') }}",
        "",
        "Then run `assess check`.",
    ]


def test_a_sheet_becomes_the_same_dataset_as_its_csv(
    make: Callable[..., list[str]], project: Project, tmp_path: Path
) -> None:
    make(WARDS)
    expected = written(project)
    for path in (project.root / "data" / "public").iterdir():
        path.unlink()
    rows = (
        ("Ward", 2021, 2022, "Share (%)"),
        ("Belhus", 40, 38, 38.8),
        ("Tilbury", 51, 1060, 61.2),
        ("Total", 91, 1098, 100),
    )
    make(workbook(tmp_path / "wards.xlsx", rows))
    assert written(project) == expected


@pytest.mark.parametrize(
    ("content", "line"),
    [
        ("Area,Rate\nNorth,1.5\nSouth,2\n", "  rate: {title: Rate, kind: number, unit: offences, decimals: 1}"),
        (
            "Area,Fires,Rate\nNorth,4,1.5\nSouth,1,2.5\nTotal,5,2.0\n",
            "  - {total: total, parts: others, columns: [fires]}",
        ),
        ("Area,Change\nNorth,-4\nSouth,2\n", "  change: {title: Change, kind: number, unit: offences}"),
        ("Area,Solved\nNorth,4%\nSouth,12%\n", "  solved: {title: Solved, kind: percent}"),
        ("Area,Fires (incidents)\nNorth,4\nSouth,12 [p]\n", "  fires: {title: Fires, kind: count, unit: incidents}"),
        ("Area,Fires,Remark\nNorth,4,late\nSouth,[x],none\n", "  remark: {title: Remark}"),
        (
            "Area,Fires & floods\nNorth,4\nSouth,1\n",
            '  fires-and-floods: {title: "Fires & floods", kind: count, unit: offences}',
        ),
    ],
)
def test_each_column_is_of_the_kind_that_its_cells_are(
    make: Callable[..., list[str]], project: Project, content: str, line: str
) -> None:
    make(content, headline="All quiet")
    assert line in written(project)["wards.yaml"].splitlines()


def test_months_get_ids_of_months_and_a_chart_of_months(make: Callable[..., list[str]], project: Project) -> None:
    said = make("Month,Fires\nOctober 2021,3\nNov 2021,4\n", headline="All quiet")
    assert written(project)["wards.csv"] == "id,label,fires\nm2021-10,October 2021,3\nm2021-11,Nov 2021,4\n"
    assert "    {{ figure('wards', chart='months') }}" in said


def test_a_row_with_the_name_of_the_place_is_a_total_where_it_is_the_sum(
    make: Callable[..., list[str]], project: Project
) -> None:
    said = make(WARDS.replace("Total,", "Saltmere,"), headline="All quiet")
    assert 'the row "saltmere" is the sum of the others: it stands under `sums`' in said
    assert "{total: saltmere, parts: others}" in written(project)["wards.yaml"]


def test_a_row_with_the_name_of_the_place_that_is_no_sum_is_a_row(
    make: Callable[..., list[str]], project: Project
) -> None:
    said = make(WARDS.replace("Total,91", "Saltmere,92"), headline="All quiet")
    assert not [line for line in said if "saltmere" in line and "sum" in line]
    assert "sums" not in written(project)["wards.yaml"]


def test_percentages_of_two_years_are_compared_in_percentage_points(make: Callable[..., list[str]]) -> None:
    said = make("Question,2021,2022\nSafe by day,88%,90%\nSafe after dark,54%,51%\n", headline="All quiet", unit="")
    assert "    {{ difference('wards', 'safe-by-day', 'previous', 'latest') }}" in said
    assert not [line for line in said if "change(" in line]


def test_a_total_that_is_not_the_sum_is_said_and_not_declared(make: Callable[..., list[str]], project: Project) -> None:
    said = make(WARDS.replace("Total,91", "Total,92"))
    assert 'the row "total" looks like a total, but is not the sum of the others: look at it' in said
    assert "sums" not in written(project)["wards.yaml"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("Ward,2022\nBelhus,12o\nTilbury,51\n", 'row 2, column B: found "12o", expected a whole number such as 120'),
        ("Ward,2022\nBelhus,n/a\nTilbury,5\nGrays,6\n", 'found "n/a", expected a whole number such as 120'),
        ("Ward,2022\nBelhus,\nTilbury,5\nGrays,6\n", "found nothing, expected a number, or a code"),
        (
            "Ward,2022\nBelhus,1\nBelhus,2\n",
            'row 3, column A: found "Belhus", expected a name that no other row has',
        ),
        ("Ward,Count,count\nBelhus,1,2\n", "row 1: found two headings that make one name"),
        ("2021,2022\n1,2\n", "found no column of names"),
    ],
)
def test_what_is_unclear_is_told_and_nothing_is_written(
    make: Callable[..., list[str]], project: Project, content: str, says: str
) -> None:
    with pytest.raises(ProblemsFoundError) as raised:
        make(content)
    assert says in str(raised.value)
    assert written(project) == {}


def test_empty_cells_mean_what_the_command_says(make: Callable[..., list[str]], project: Project) -> None:
    make("Ward,2022\nBelhus,\nTilbury,5\nGrays,6\n", Hints(blank="[x]"), headline="All quiet")
    assert "belhus,Belhus,[x]" in written(project)["wards.csv"]


def test_all_that_the_file_does_not_say_is_asked_for_at_once(make: Callable[..., list[str]], project: Project) -> None:
    with pytest.raises(UnansweredError) as raised:
        make(WARDS, title="", period="", unit="")
    missing = [line.split()[0] for line in str(raised.value).splitlines()[1:]]
    assert missing == ["--title", "--period", "--unit"]
    assert written(project) == {}


def test_somebody_at_a_terminal_is_asked_until_there_is_an_answer(project: Project, tmp_path: Path) -> None:
    file = tmp_path / "wards.csv"
    file.write_text(WARDS, "utf-8")
    replies = iter(["", "Burglary by ward"])
    asked = []

    def ask(question: str) -> str:
        asked.append(question)
        return next(replies)

    given = {key: value for key, value in SAID.items() if key != "title"}
    make_dataset(project, read_policy(project.policy), None, Asked(file), Answers(given, ask))
    assert asked == ["What is measured, such as Burglary by ward: "] * 2
    assert written(project)["wards.yaml"].startswith("title: Burglary by ward\n")


@pytest.mark.parametrize(
    ("said", "says"),
    [
        (
            {"source": "county-crmies"},
            'no source "county-crmies"; expected "county-crimes"',
        ),
        ({"headline": "Up {{ chnge('a', 'b') }}"}, 'headline: found unknown macro "chnge", expected "change"'),
        ({"source": "infirmary"}, "for the partner audience alone. Name the restricted pack with --restricted DIR"),
    ],
)
def test_what_is_said_wrongly_is_answered_and_nothing_is_written(
    make: Callable[..., list[str]], project: Project, said: dict[str, str], says: str
) -> None:
    with pytest.raises(AssessError) as raised:
        make(WARDS, **said)
    assert says in str(raised.value)
    assert written(project) == {}


def test_nothing_is_written_over(make: Callable[..., list[str]], project: Project) -> None:
    make(WARDS)
    before = written(project)
    with pytest.raises(AssessError, match=r"data/public/wards\.csv is there already, and stays"):
        make(WARDS.replace("40", "41"))
    assert written(project) == before


def test_a_restricted_dataset_goes_to_the_pack_and_nothing_of_it_is_told(
    make: Callable[..., list[str]], project: Project, tmp_path: Path
) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    said = "\n".join(make(WARDS, pack=pack, source="infirmary, county-crimes"))
    assert written(project) == {}
    assert {path.name for path in (pack / "partner").iterdir()} == {"wards.csv", "wards.yaml"}
    assert "Add wards to `datasets:` of infirmary in redaction/sources.yml." in said
    assert "{% call restricted('infirmary') %}" in said
    for value in ("belhus", "Tilbury", "total", "1060", "2021"):
        assert value.lower() not in said.lower()


def test_a_fault_in_a_restricted_table_is_told_without_its_cells(
    make: Callable[..., list[str]], tmp_path: Path
) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    with pytest.raises(ProblemsFoundError) as raised:
        make("Ward,2022\nBelhus,7o7\nBelhus,5\nGrays,6\n", pack=pack, source="infirmary")
    assert str(raised.value).count("a value that is not shown here") == 2
    assert "7o7" not in str(raised.value)
    assert "Belhus" not in str(raised.value)
    assert list(pack.iterdir()) == []


def test_a_pack_in_the_repository_is_no_place_for_restricted_data(
    make: Callable[..., list[str]], project: Project
) -> None:
    pack = project.root / "data" / "sample"
    pack.mkdir()
    with pytest.raises(AssessError, match="data/sample lies in this repository, which counts as public"):
        make(WARDS, pack=pack, source="infirmary")
    assert written(project) == {}
