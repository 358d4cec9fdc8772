"""What `assess init` is told, how it says what is wrong with it, and what it never does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from building import ROOT, SITE, files, run_here

from assess.project.contact import Contact
from assess.project.layout import Project
from assess.project.settings import read_settings
from redaction.reader import read_policy

GIVEN = {
    "name": "Northmoor Community Safety Partnership",
    "place": "Northmoor",
    "year": "2025/26",
    "signed": "2026-05-18",
    "contact": "community.safety@northmoor.example",
}
WRONG = """\
name: "North{{moor}}"
place: Northmoor
year: 24/25
signed: yesterday
contact: somebody@northmoor.example
colour: green
areas: {kind: Ward, names: [Aldergate]}
editions:
  all: {audiences: [everyone], marking: SECRET}
"""
CONTRADICTORY = """\
name: Northmoor Community Safety Partnership
place: Northmoor
year: "2025"
signed: 2026-05-18
contact: somebody@northmoor.example
areas: {kind: ward, names: [Aldergate, Beck Side, aldergate, Total]}
audiences: {everyone: Everybody, health: Health partners}
editions:
  all: {audiences: [everyone]}
  health: {audiences: [health]}
  team: {audiences: [everyone, helth]}
"""


def options(**changes: str) -> list[str]:
    """The options of the command, with some changed."""
    return [part for name, text in (GIVEN | changes).items() for part in (f"--{name}", text) if text]


def started(folder: Path, *more: str, **changes: str) -> Path:
    code, _, err = run_here(folder, "init", "site", *options(**changes), *more)
    assert (code, err) == (0, "")
    return folder / "site"


def test_options_alone_start_a_site_of_three_usual_editions(tmp_path: Path) -> None:
    site = started(tmp_path)
    policy = read_policy(site / "redaction")
    assert {name: each.audiences for name, each in policy.editions.items()} == {
        "public": ("public",),
        "partner": ("public", "partner"),
        "internal": ("public", "partner", "internal"),
    }
    assert not (site / "docs" / "areas").exists()
    code, out, err = run_here(site, "check", "--restricted", "data/sample")
    assert (code, out.splitlines()[0], err) == (0, "No problems found in: public, partner, internal", "")
    assert (site / "data/public/report-routes.csv").is_file()
    said = read_settings(Project(site)).contact
    assert said == Contact(GIVEN["name"], GIVEN["contact"], GIVEN["contact"])


def test_a_contact_that_waits_to_be_filled_in_starts_a_site_and_counts_as_unsaid(tmp_path: Path) -> None:
    site = started(tmp_path, contact="FILL IN later")
    assert read_settings(Project(site)).contact == Contact(GIVEN["name"], "", "")


@pytest.mark.parametrize(
    ("year", "signed"),
    [
        ("2025", "2026-05-18"),
        ("2025-26", "2026-05-18"),
        ("year ending September 2025", "2026-05-18"),
        ("2009/10", "2010-05-18"),
    ],
)
def test_each_way_of_writing_a_year_gives_columns_of_two_years(tmp_path: Path, year: str, signed: str) -> None:
    site = started(tmp_path, "--editions", "all=all", "--areas", "Over, Under, Nether NE", year=year, signed=signed)
    code, out, err = run_here(site, "check")
    assert (code, out.splitlines()[0], err) == (0, "No problems found in: all", "")
    assert (site / "docs" / "areas" / "index.md").is_file()
    assert not (site / "data" / "sample").exists()
    assert "restricted" not in (site / "Makefile").read_text("utf-8")


def test_names_that_the_checks_of_words_would_stumble_over_are_declared(tmp_path: Path) -> None:
    awkward = "7 Oaks, Via Gellia, Overfield, Over, NELC Ward, Ynys Môn, King's & Queen's"
    site = started(tmp_path, "--areas", awkward, name="BCP Community Safety Partnership", place="Fewer Street 9")
    code, out, err = run_here(site, "check", "--restricted", "data/sample")
    assert (code, err) == (0, ""), out


def test_all_that_is_wrong_is_said_at_once_each_at_its_line(tmp_path: Path) -> None:
    (tmp_path / "answers.yml").write_text(WRONG, "utf-8")
    code, out, err = run_here(tmp_path, "init", "site", "--answers", "answers.yml")
    assert (code, out) == (1, "")
    assert re.findall(r"line (\d+)", err) == ["1", "3", "4", "6", "7", "9"]
    assert not (tmp_path / "site").exists()


def test_answers_that_contradict_one_another_are_said_at_once(tmp_path: Path) -> None:
    (tmp_path / "answers.yml").write_text(CONTRADICTORY, "utf-8")
    code, _, err = run_here(tmp_path, "init", "site", "--answers", "answers.yml")
    assert code == 1
    told = [line for line in err.splitlines() if "found" in line and "expected" in line]
    assert len(told) == 5
    for words in ('"Aldergate", which is there twice', '"aldergate"', '"Total"', '"helth"', "is for everybody"):
        assert words in err
    assert '"health"' in err, "the nearest right name"


@pytest.mark.parametrize(
    ("signed", "expected"), [("2025-03-31", 1), ("2025-04-01", 0), ("2027-03-31", 0), ("2027-04-01", 1)]
)
def test_a_site_is_signed_in_its_year_or_the_one_after_it(tmp_path: Path, signed: str, expected: int) -> None:
    code, _, err = run_here(tmp_path, "init", "site", *options(signed=signed))
    assert (code, int(signed in err)) == (expected, expected), err


def test_what_is_not_said_is_named_with_its_option_where_nobody_can_be_asked(tmp_path: Path) -> None:
    code, out, err = run_here(tmp_path, "init", "site", "--name", "A Partnership")
    assert (code, out) == (2, "")
    assert re.findall(r"^  --(\w+) ", err, re.MULTILINE) == ["place", "year", "signed", "contact"]


def test_nothing_is_ever_written_over(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "mine.txt").write_text("mine", "utf-8")
    code, _, err = run_here(tmp_path, "init", "site", *options())
    assert code == 1
    assert "is not empty, and stays as it is" in err
    assert files(tmp_path / "site") == {"mine.txt": b"mine"}


def test_the_structure_of_a_site_can_be_taken_without_its_place(tmp_path: Path) -> None:
    site = started(tmp_path, "--from", str(SITE))
    theirs, ours = read_policy(SITE / "redaction"), read_policy(site / "redaction")
    assert {name: (each.audiences, each.marking, each.lineage) for name, each in ours.editions.items()} == {
        name: (each.audiences, each.marking, each.lineage) for name, each in theirs.editions.items()
    }
    settings = (site / "mkdocs.yml").read_text("utf-8")
    assert '{number: 1, title: "Disorder"}' in settings
    assert '{number: 3, title: "Crime and anti-social behaviour", page: crime/index.md}' in settings
    assert not [name for name, text in files(site).items() if b"Saltmere" in text]
    code, out, err = run_here(site, "check", "--restricted", "data/sample")
    assert (code, err) == (0, ""), out


def test_the_scripts_of_delivery_are_those_of_this_repository(tmp_path: Path) -> None:
    site = started(tmp_path)
    for name in ("deliver.sh", "send.sh", "receive.sh"):
        assert (site / "deploy" / name).stat().st_mode & 0o111
        ours = (ROOT / "deploy" / name).read_text("utf-8").splitlines()
        assert (
            sum(
                one != other
                for one, other in zip(ours, (site / "deploy" / name).read_text("utf-8").splitlines(), strict=True)
            )
            == 1
        )
    assert {path.name for path in (site / "deploy" / "nginx").iterdir()} == {
        "common.conf",
        "public.conf",
        "partner.conf",
        "internal.conf",
    }


@pytest.mark.parametrize(
    ("languages", "site", "pages"),
    [
        ("en", "en", {"docs/index.md": "", "docs/help.md": ""}),
        ("cy", "cy", {"docs/index.md": "", "docs/help.md": ""}),
        ("en,cy", "en", {"docs/index.md": "", "docs/cy/index.md": "cy", "docs/cy/areas/index.md": "cy"}),
        ("cy, en", "cy", {"docs/index.md": "", "docs/en/index.md": "en", "docs/en/areas/index.md": "en"}),
    ],
)
def test_a_site_starts_in_a_language_or_in_two_with_a_twin_of_each_page(
    tmp_path: Path, languages: str, site: str, pages: dict[str, str]
) -> None:
    folder = started(tmp_path, lang=languages, areas="Aldergate, Beck Side")
    assert read_settings(Project(folder)).language == site
    for name, language in pages.items():
        text = (folder / name).read_text("utf-8")
        assert (f"\nlang: {language}\n" in text) == bool(language)
    code, out, err = run_here(folder, "check", "--restricted", "data/sample")
    assert (code, err) == (0, ""), err
    assert "no twin of" not in out
    in_part = [line for line in out.splitlines() if "no words in it for" in line and "-themes. " not in line]
    assert in_part == [], "what the example shows has words in both languages"
    assert ("cy" in languages) == ("for review" in out)


@pytest.mark.parametrize("languages", ["de", "en,de", "en,en", "en;cy"])
def test_a_language_that_the_program_does_not_speak_starts_nothing(tmp_path: Path, languages: str) -> None:
    code, _, err = run_here(tmp_path, "init", "site", *options(lang=languages))
    assert code == 1
    assert "languages, with commas between them and that of the site first: en, cy" in err
    assert not (tmp_path / "site").exists()
