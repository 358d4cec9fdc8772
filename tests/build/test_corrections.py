"""A published number that was wrong: nothing goes out until readers are told, on its page, in a list and in a feed."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from building import Run, replace, small_project

SAID = ("--wrong", "Ten burglaries were left out.", "--matters", "No finding changes.", "--on", "2023-09-04")
PAGE = "disorder/crime/index.html"
MARK = '<a class="correction" href="#correction-2023-09-04-1">corrected</a>'
ATOM = "{http://www.w3.org/2005/Atom}"
RESTRICTED = "The count of one station was doubled"


def change_a_number(project: Path) -> None:
    """Correct a number of crimes, and the total that it is a part of."""
    path = project / "data" / "public" / "crime-by-kind.csv"
    text = path.read_text("utf-8").replace("shop,520,440", "shop,520,450").replace("13228,13589", "13228,13599")
    path.write_text(text, "utf-8", newline="")


def keep_release(project: Path, edition: str = "public") -> None:
    """Keep what went out, as a partnership does when it publishes."""
    (project / "releases").mkdir(exist_ok=True)
    for kind in ("manifest.json", "ledger.csv"):
        shutil.copyfile(project / "site" / f"{edition}.{kind}", project / "releases" / f"{edition}.{kind}")


@pytest.fixture(scope="module")
def released(chart_cache: Path, tmp_path_factory: pytest.TempPathFactory, assess_here: Run) -> Path:
    """A project whose public edition went out, in which a number was corrected since."""
    project = small_project(tmp_path_factory.mktemp("released") / "project", chart_cache)
    assert assess_here(project, "build", "public")[0] == 0
    keep_release(project)
    change_a_number(project)
    return project


@pytest.fixture(scope="module")
def refused(released: Path, assess_here: Run) -> str:
    """What a build says while no correction was written."""
    code, out, err = assess_here(released, "build", "public", "--out", "site/refused")
    assert (code, out) == (1, "")
    return err


@pytest.fixture(scope="module")
def corrected(released: Path, refused: str, assess_here: Run) -> Path:
    """The same, with the correction written and the edition built."""
    assert refused
    assert assess_here(released, "correct", *SAID)[0] == 0
    code, _, err = assess_here(released, "build", "public")
    assert code == 0, err
    return released


def test_a_number_that_differs_from_the_release_stops_the_build(refused: str) -> None:
    assert "no correction says so" in refused
    assert "disorder/crime/ fig-5: Burglary in a shop, Year to September 2022: was 440, now 450" in refused
    assert "`assess correct public` writes the correction" in refused


def test_a_preview_is_no_release(corrected: Path) -> None:
    from assess.cli.plans import plan_of
    from assess.load.editions import policy_of
    from assess.project.layout import Project

    project = Project(corrected)
    policy = policy_of(project)
    assert plan_of(project, policy, policy.editions.values(), None, corrected / "site").released is None


def test_the_page_has_a_dated_notice_and_each_corrected_number_a_mark(corrected: Path) -> None:
    page = (corrected / "site" / "public" / PAGE).read_text("utf-8")
    assert re.search(
        r'</h1><div class="correction [^>]*id="correction-2023-09-04-1"><p><strong>Corrected on 4 Sept', page
    )
    assert "Burglary in a shop, Year to September 2022: was 440, now 450" in page
    assert page.count(MARK) == 8
    assert page.count(f'>450</data><span class="correction"> {MARK}') == 1
    assert f'758</data><span class="correction"> {MARK}' not in page


def test_the_day_of_the_correction_stands_beside_that_of_signing(corrected: Path) -> None:
    site = corrected / "site" / "public"
    for name in (PAGE, "index.html"):
        assert "signed 18 May 2023, last corrected 4 September 2023" in (site / name).read_text("utf-8")
    assert "last corrected" not in (site / "stations" / "index.html").read_text("utf-8")


def test_the_home_page_says_the_day_where_it_said_that_nothing_was_corrected(corrected: Path) -> None:
    home = (corrected / "site" / "public" / "index.html").read_text("utf-8")
    assert 'class="last-corrected">4 September 2023, and <a href="corrections/">all corrections</a> are listed<' in home


def test_a_page_lists_all_and_a_feed_tells_of_them(corrected: Path) -> None:
    site = corrected / "site" / "public"
    page = (site / "corrections" / "index.html").read_text("utf-8")
    assert 'id="correction-2023-09-04-1"' in page
    assert '<a href="../disorder/crime/">1.1 Crime</a>' in page
    assert 'href="corrections/"' in (site / "index.html").read_text("utf-8")
    assert 'type="application/atom+xml" title="Corrections" href="../../corrections.xml">' in (site / PAGE).read_text()
    feed = ET.fromstring((site / "corrections.xml").read_bytes())  # noqa: S314  # built just now
    assert [feed.findtext(f"{ATOM}{name}") is not None for name in ("id", "title", "updated", "author")] == [True] * 4
    assert [each.findtext(f"{ATOM}updated") for each in feed.iter(f"{ATOM}entry")] == ["2023-09-04T00:00:00Z"]


def test_ledger_and_manifest_cite_it(corrected: Path) -> None:
    with (corrected / "site" / "public.ledger.csv").open(encoding="utf-8", newline="") as file:
        cited = {row["says"] for row in csv.DictReader(file) if row["correction"] == "2023-09-04-1"}
    assert {"450", "13,599", "up 2.8%"} <= cited
    manifest = json.loads((corrected / "site" / "public.manifest.json").read_text("utf-8"))
    assert manifest["corrections"] == {"2023-09-04-1": {"date": "2023-09-04", "pages": ["disorder/crime.md"]}}


def test_a_notice_and_marks_are_no_changes_of_the_prose(corrected: Path, assess_here: Run) -> None:
    _, out, _ = assess_here(corrected, "diff", "releases/public.ledger.csv", "site/public.ledger.csv")
    assert "now: All crime went up 2.8%.\n" in out
    assert "corrected" not in out


def test_the_corrected_site_may_go_to_its_host(corrected: Path, assess_here: Run) -> None:
    code, out, err = assess_here(corrected, "verify", "site/public", "--target", "public", "--on", "2023-09-05")
    assert (code, "release 1" in out) == (0, True), err


def test_nothing_is_left_to_correct_but_a_sentence_can_be(corrected: Path, assess_here: Run) -> None:
    file = corrected / "data" / "public" / "corrections.yml"
    before = file.read_text("utf-8")
    code, _, err = assess_here(corrected, "correct", *SAID)
    assert (code, "No number differs" in err) == (1, True)
    sentence = ("--page", "docs/stations.md", "--was", "Stations are safe.", "--now", "Stations are: safer.")
    assert assess_here(corrected, "correct", *SAID, *sentence)[0] == 0
    after = file.read_text("utf-8")
    file.write_text(before, "utf-8")
    assert after.startswith(before)
    assert 'pages: ["stations.md"]' in after.removeprefix(before)


def test_a_new_assessment_corrects_no_number_of_the_one_before(
    released: Path, tmp_path: Path, assess_here: Run
) -> None:
    project = tmp_path / "project"
    shutil.copytree(released, project, symlinks=True)
    (project / "data" / "public" / "corrections.yml").unlink(missing_ok=True)
    settings = project / "mkdocs.yml"
    text = settings.read_text("utf-8").replace("signed: 2023-05-18", "signed: 2024-05-18").replace("2022/23", "2023/24")
    settings.write_text(text, "utf-8")
    code, _, err = assess_here(project, "build", "public", "--out", tmp_path / "out")
    assert code == 0, err


def test_an_address_of_the_release_that_is_gone_stops_check_and_build(
    released: Path, tmp_path: Path, assess_here: Run
) -> None:
    project = tmp_path / "project"
    shutil.copytree(released, project, symlinks=True)
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("    crime-figures.md: disorder/crime.md\n", ""), "utf-8")
    for command in ("check", "build"):
        arguments = ("public",) if command == "build" else ()
        code, _, err = assess_here(project, command, *arguments)
        assert (code, "no page at crime-figures/, which release 1 of the public edition has" in err) == (1, True), err
        assert err.count("[lost-address]") == 1


def test_the_address_of_a_chart_alone_that_is_gone_stops_check_until_its_readers_go_elsewhere(
    released: Path, tmp_path: Path, assess_here: Run
) -> None:
    project = tmp_path / "project"
    shutil.copytree(released, project, symlinks=True)
    replace(
        project / "docs/disorder/crime.md",
        "{{ figure('crime-by-kind', chart='ranked', of='2022') }}",
        "{{ table('crime-by-kind') }}",
    )
    code, _, err = assess_here(project, "check")
    assert (code, err.count("[lost-address]")) == (1, 1), err
    assert "no page at embed/crime-by-kind/, which release 1 of the public edition has" in err
    settings = project / "mkdocs.yml"
    replace(settings, "  redirects:", "  redirects:\n    embed/crime-by-kind.md: embed/asb-total.md")
    assert "[lost-address]" not in assess_here(project, "check")[2]


def test_a_ledger_of_another_release_is_no_record(released: Path, tmp_path: Path, assess_here: Run) -> None:
    other = tmp_path / "other"
    shutil.copytree(released / "releases", other)
    with (other / "public.ledger.csv").open("a", encoding="utf-8") as file:
        file.write("\r\n")
    code, _, err = assess_here(released, "build", "public", "--since", other, "--out", tmp_path / "out")
    assert (code, "found no public.ledger.csv of the same release beside it" in err) == (1, True), err


def test_a_correction_of_what_only_partners_may_see_is_theirs_alone(
    tmp_path: Path, chart_cache: Path, assess_here: Run
) -> None:
    project = small_project(tmp_path / "project", chart_cache)
    pack = tmp_path / "pack"
    shutil.copytree(project / "data" / "sample", pack)
    text = (
        "corrections:\n  - date: 2023-09-04\n    pages: [stations.md]\n"
        f"    wrong: {RESTRICTED}.\n    matters: Not much.\n"
        "    changes: [{was: '1', now: '2', cells: rail-offences-by-type/total/all}]\n"
    )
    (pack / "partner" / "corrections.yml").write_text(text, "utf-8")
    code, _, err = assess_here(project, "build", "--restricted", pack)
    assert code == 0, err
    site = project / "site"
    holding = {
        path.relative_to(site).parts[0]
        for path in site.rglob("*")
        if path.is_file() and RESTRICTED in path.read_text("utf-8", "replace")
    }
    assert holding == {"partner", "internal"}
    assert not (site / "public" / "corrections").exists()
    (project / "data" / "public" / "corrections.yml").write_text(text, "utf-8")
    code, _, err = assess_here(project, "build", "public")
    assert (code, 'a correction of the dataset "rail-offences-by-type"' in err) == (1, True), err
