"""A site is taken into its next year: the last one is kept as it went out, and what changed since is told."""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from building import Run, copy_project, files, nothing_changes, replace
from previewing import preview

from assess.build.manifest import tree_digest
from assess.earlier import kept
from redaction.diagnostics.errors import AssessError

YEAR = "2022-23"
BANNER = re.compile(r'<div class="admonition note kept-edition".*?</div>')
OF_THE_TOP = {"404.html", "_headers", "_redirects", "sitemap.xml", "sitemap.xml.gz"}
NEW = ("new", "edition", "2023/24", "--signed", "2024-05-18")
IN_WELSH = "languages: {{cy: {{site_name: Asesiad strategol {}}}}}"
LAST_YEAR = "This is the assessment of 2022/23.\n"
CORRECTIONS = """\
corrections:
  - date: 2023-09-04
    pages: [stations.md]
    wrong: A sentence was not clear.
    matters: No finding changes.
"""
CLAIMS = "id,label,page,figure,place,printed,expression\nrise,Rise,disorder/crime.md,text,Text,most,unpublished\n"
DESCRIPTOR = """\
title: What was printed
headline: What was printed, and how to recompute it
place: Saltmere
period: As each says
sources: [county-crimes]
columns:
  label: {title: What}
  page: {title: Page}
  figure: {title: Figure}
  place: {title: Place}
  printed: {title: Printed}
  expression: {title: Expression}
"""


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=A test", "-c", "user.email=test@saltmere.example")
    return subprocess.run(["git", *who, "-C", folder, *arguments], check=True, capture_output=True, text=True).stdout


def commit(project: Path) -> None:
    git(project, "add", "--all")
    git(project, "commit", "--quiet", "--message", "All of it")


def keep_release(project: Path, folder: Path, *editions: str) -> None:
    """Keep what went out, as a partnership does when it publishes."""
    folder.mkdir(exist_ok=True)
    for name in (f"{each}.{kind}" for each in editions for kind in ("manifest.json", "ledger.csv")):
        shutil.copyfile(project / "site" / name, folder / name)


@pytest.fixture(scope="module")
def released(chart_cache: Path, tmp_path_factory: pytest.TempPathFactory, assess_here: Run) -> Path:
    """A project whose public and partner editions went out, all committed; releases of the second lie outside it."""
    project = copy_project(tmp_path_factory.mktemp("years") / "project", chart_cache)
    about = project / "docs" / "about.md"
    about.write_text(about.read_text("utf-8").replace("---\n\n", f"---\n\n{LAST_YEAR}\n{{{{ differences() }}}}\n\n", 1))
    data = project / "data" / "public"
    (data / "printed-claims.csv").write_text(CLAIMS)
    (data / "printed-claims.yaml").write_text(DESCRIPTOR)
    (data / "corrections.yml").write_text(CORRECTIONS)
    (project / ".gitignore").write_text("/site/\n/.cache\n")
    code, _, err = assess_here(project, "build", "public", "partner", "--restricted", project / "data" / "sample")
    assert code == 0, err
    keep_release(project, project / "releases", "public")
    keep_release(project, project.with_name("since"), "public", "partner")
    replace(project / "mkdocs.yml", "extra:\n", f"extra:\n  {IN_WELSH.format('2022/23')}\n")
    git(project, "init", "--quiet")
    commit(project)
    return project


@pytest.fixture
def another(released: Path, tmp_path: Path) -> Path:
    """A copy of that, to change as a test likes."""
    return Path(shutil.copytree(released, tmp_path / "project", symlinks=True))


@pytest.fixture(scope="module")
def renewed(released: Path, tmp_path_factory: pytest.TempPathFactory, assess_here: Run) -> Path:
    """The next year of it, whose data got the year and one of whose pages was renamed, with the site of each edition.

    The internal edition has not gone out before.
    """
    folder = tmp_path_factory.mktemp("renewed")
    project = Path(shutil.copytree(released, folder / "project", symlinks=True))
    since = Path(shutil.copytree(released.with_name("since"), folder / "since"))
    code, out, err = assess_here(project, *NEW, "--since", since)
    assert code == 0, err
    (folder / "said").write_text(out)
    (folder / "check").write_text(assess_here(project, "check")[2])
    about = project / "docs" / "about.md"
    about.write_text(about.read_text("utf-8").replace(LAST_YEAR, ""))
    add_a_year(project)
    rename_a_page(project)
    code, _, err = assess_here(project, "build", "--restricted", project / "data" / "sample", "--since", since)
    assert code == 0, err
    return project


def add_a_year(project: Path) -> None:
    """Give the table of crime a year in which each kind falls by 40, revise a number of it, and change a note."""
    path = project / "data" / "public" / "crime-by-kind.csv"
    header, *rows = csv.reader(path.read_text("utf-8").splitlines())
    *parts, total = [[*row, str(int(row[3]) - 40)] for row in rows]
    parts[0][2], total[2] = "759", "13229"
    total[4] = str(sum(int(row[4]) for row in parts))
    path.write_text("".join(",".join(row) + "\n" for row in [[*header, "2023"], *parts, total]), "utf-8")
    descriptor = path.with_suffix(".yaml")
    column = '  "{0}": {{title: Year to September {0}, kind: count, unit: offences}}\n'
    replace(descriptor, column.format(2022), column.format(2022) + column.format(2023))
    for by in ("difference", "change"):
        replace(descriptor, f'by: {by}, from: "2021", to: "2022"', f'by: {by}, from: "2022", to: "2023"')
    replace(descriptor, "'2021', '2022'", "'2022', '2023'")
    for told in (descriptor, project / "redaction" / "sources.yml"):
        replace(told, "September 2021 and September 2022", "September 2021, 2022 and 2023")
    replace(descriptor, "describes no real place", "describes no place")
    page = project / "docs" / "disorder" / "crime.md"
    replace(page, "'2021', '2022'", "'2022', '2023'")


def rename_a_page(project: Path) -> None:
    (project / "docs" / "disorder" / "crime.md").rename(project / "docs" / "disorder" / "crimes.md")
    replace(project / "docs" / "disorder" / "index.md", "(crime.md)", "(crimes.md)")
    settings = project / "mkdocs.yml"
    replace(settings, "- disorder/crime.md", "- disorder/crimes.md")
    forwards = "crime-figures.md: disorder/crimes.md\n    disorder/crime.md: disorder/crimes.md"
    replace(settings, "crime-figures.md: disorder/crime.md", forwards)


def what_changed(project: Path, edition: str) -> str:
    return (project / "site" / edition / "what-changed" / "index.html").read_text("utf-8")


def part(page: str, heading: str) -> str:
    """What stands under a heading of a page."""
    return re.split(r"<h2[^>]*>", page.partition(f'<h2 id="{heading}">')[2])[0]


def rows(text: str) -> list[list[str]]:
    """The texts of each row of its tables."""
    found = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", text)]
    return [[re.sub(r"<[^>]+>", "", cell) for cell in row] for row in found]


@pytest.mark.parametrize("edition", ["public", "partner"])
def test_each_file_of_last_year_is_served_as_it_went_out_but_for_its_banner(
    released: Path, renewed: Path, edition: str
) -> None:
    site, served = released / "site" / edition, renewed / "site" / edition / YEAR
    names = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()} - OF_THE_TOP
    assert names == {path.relative_to(served).as_posix() for path in served.rglob("*") if path.is_file()}
    for name in names:
        content = (served / name).read_bytes()
        if name.startswith("embed/"):  # a chart alone, which other sites may show at its one address
            assert f'<a href="../../../{name.removesuffix("index.html")}">' in content.decode()
            continue
        if name.endswith(".html"):
            without, banners = BANNER.subn("", content.decode())
            assert banners == 1, name
            content = without.encode()
        assert content == (site / name).read_bytes(), name


def test_each_banner_leads_to_the_page_that_took_its_place(renewed: Path) -> None:
    served = renewed / "site" / "public" / YEAR
    found = {}
    for path in set(served.rglob("*.html")) - set((served / "embed").rglob("*.html")):
        href, said = re.findall(r'<a href="([^"]*)">([^<]*)</a>', BANNER.findall(path.read_text("utf-8"))[0])[0]
        towards = path.parent / href.partition("#")[0]
        assert (towards / "index.html").is_file(), path
        address = path.parent.relative_to(served).as_posix()
        found[address] = (towards.resolve().relative_to(served.parent).as_posix(), said)
    assert found["."] == (".", "Go to the assessment of 2023/24")
    assert found["stations"] == ("stations", "See this page in the assessment of 2023/24")
    moved = ("disorder/crimes", "See the page that takes its place in the assessment of 2023/24")
    assert found["disorder/crime"] == found["crime-figures"] == moved


def test_every_rise_that_became_a_fall_is_told_first_and_sentences_before_tables(renewed: Path) -> None:
    page = what_changed(renewed, "public")
    told = rows(part(page, "what-turned-round"))
    assert told[0] == ["Page", "Where", "2022/23", "2023/24"]
    assert told[1] == ["1.1 Crime", "Crime", "All crime went up 2.7%.", "All crime went down 7.1%."]
    assert ["1.1 Crime", "Figure 5", "All crime went up 2.7% in a year", "All crime went down 7.1% in a year"] in told
    assert ["1.1 Crime", "Burglary in a home, Percentage change", "+0.7%", "\N{MINUS SIGN}5.2%"] in told
    assert '<a href="../disorder/crimes/#fig-5">Burglary in a home, Percentage change</a>' in page
    assert page.index("what-turned-round") < page.index('<h2 id="numbers">')
    assert "Falls that became rises" not in page


def test_numbers_tables_definitions_and_pages_are_told(renewed: Path) -> None:
    page = what_changed(renewed, "public")
    numbers = rows(part(page, "numbers"))
    assert ["1.1 Crime", "Burglary in a home, Year to September 2021", "758", "759"] in numbers
    assert ["1.1 Crime", "Burglary in a shop, Difference", "\N{MINUS SIGN}80", "\N{MINUS SIGN}40"] in numbers
    assert rows(part(page, "tables"))[1:] == [["Crime by kind", "Year to September 2023", ""]]
    (note,) = rows(part(page, "definitions"))[1:]
    assert note[:2] == ["Crime by kind", "Note"]
    assert ("no real place" in note[2], "no place" in note[3]) == (True, True)
    assert rows(part(page, "pages"))[1:] == [["1.1 Crime", "1.1 Crime"]]
    assert f'href="../{YEAR}/"' in page


def test_an_edition_that_had_no_last_year_has_neither_the_page_nor_a_link_to_it(renewed: Path, sites: Path) -> None:
    for site in (renewed / "site" / "internal", sites / "public"):
        assert not (site / YEAR).exists()
        assert not (site / "what-changed").exists()
        assert [path for path in site.rglob("*.html") if "what-changed" in path.read_text("utf-8")] == []
    assert 'href="what-changed/"' in (renewed / "site" / "public" / "index.html").read_text("utf-8")


def test_what_belongs_to_its_edition_is_kept_with_it_and_starts_anew(released: Path, renewed: Path) -> None:
    data, place = renewed / "data" / "public", renewed / "releases" / YEAR / "data" / "public"
    for name in ("printed-claims.csv", "printed-claims.yaml", "corrections.yml"):
        assert (place / name).read_bytes() == (released / "data" / "public" / name).read_bytes()
    assert not (data / "corrections.yml").exists()
    assert (data / "printed-claims.csv").read_text("utf-8") == CLAIMS.splitlines()[0] + "\n"
    assert "No number of a printed document" in (renewed / "site/public/about/index.html").read_text("utf-8")
    assert not (renewed / "site" / "public" / "corrections").exists()
    assert (renewed / "site" / "public" / YEAR / "corrections" / "index.html").is_file()


def test_the_check_lists_what_still_says_last_year(renewed: Path) -> None:
    told = (renewed.with_name("check")).read_text("utf-8")
    assert re.search(r'docs/about.md, line 6.*found "2022/23"', told), told


def test_what_was_done_and_how_it_is_undone_is_said(renewed: Path) -> None:
    said = renewed.with_name("said").read_text("utf-8")
    assert f"The public edition of 2022/23 is kept as it went out, in releases/{YEAR}/public and " in said
    assert "The internal edition is not kept: no release of it" in said
    assert "To undo it before you commit: git restore . && git clean -fd releases/" in said
    assert f"Delete {renewed.with_name('since') / YEAR} too." in said


def test_git_undoes_it(another: Path, assess_here: Run) -> None:
    assert assess_here(another, *NEW)[0] == 0
    settings = (another / "mkdocs.yml").read_text("utf-8")
    assert "release: {number: 2, " in settings
    assert IN_WELSH.format("2023/24") in settings
    git(another, "restore", ".")
    git(another, "clean", "-fdq", "releases/")
    assert git(another, "status", "--porcelain") == ""


def test_the_new_site_may_go_to_its_host_and_was_made_from_what_is_kept(renewed: Path, assess_here: Run) -> None:
    asked = ("--target", "public", "--on", "2024-06-01", "--source", ".")
    code, out, err = assess_here(renewed, "verify", "site/public", *asked)
    assert (code, "release 2" in out) == (0, True), err
    inputs = json.loads((renewed / "site" / "public.manifest.json").read_bytes())["inputs"]
    assert f"releases/{YEAR}/public.ledger.csv" in inputs


def test_the_public_page_depends_on_no_pack(renewed: Path, tmp_path: Path, assess_here: Run) -> None:
    since = ("--since", renewed.with_name("since"))
    code, _, err = assess_here(renewed, "build", "public", "--out", tmp_path / "out", *since)
    assert code == 0, err
    manifests = (folder / "public.manifest.json" for folder in (tmp_path / "out", renewed / "site"))
    assert len({json.loads(path.read_bytes())["tree"] for path in manifests}) == 1


def test_a_trial_of_a_proof_has_the_earlier_years(renewed: Path, tmp_path: Path) -> None:
    from queue import SimpleQueue

    from assess.project.layout import Project
    from assess.prove.trial import Laboratory

    rooms = Laboratory(Project(renewed), "public", "public", tmp_path, SimpleQueue(), renewed.with_name("since"))
    copy = rooms.copied(tmp_path / "project")
    assert (copy / "releases" / YEAR / "partner.ledger.csv").is_file()
    assert not (copy / "releases" / "partner.manifest.json").exists(), "numbers of a world are no corrections"


def test_when_the_new_edition_has_gone_out_too_no_address_is_lost(
    renewed: Path, tmp_path: Path, assess_here: Run
) -> None:
    project = Path(shutil.copytree(renewed, tmp_path / "project", symlinks=True))
    keep_release(project, project / "releases", "public")
    code, _, err = assess_here(project, "check")
    assert (code, err) == (0, ""), err
    shutil.rmtree(project / "releases" / YEAR)
    code, _, err = assess_here(project, "check")
    assert (code, f"no page at {YEAR}/stations/, which release 2" in err) == (1, True), err


def test_a_difference_of_two_builds_leaves_earlier_years_alone(renewed: Path, assess_here: Run) -> None:
    _, out, _ = assess_here(renewed, "diff", f"releases/{YEAR}/public", "site/public")
    assert YEAR not in out


def spoil(site: Path, name: str, text: str) -> None:
    """Put a text into a page of a release, at its end."""
    path = site / name
    path.write_text(path.read_text("utf-8").replace("</article>", f"<p>{text}</p></article>"), "utf-8")


def test_what_is_kept_and_is_not_as_it_went_out_stops_a_build(renewed: Path, tmp_path: Path, assess_here: Run) -> None:
    project = Path(shutil.copytree(renewed, tmp_path / "project", symlinks=True))
    spoil(project / "releases" / YEAR / "public", "stations/index.html", "More.")
    with nothing_changes(project):
        code, _, err = assess_here(project, "build", "public")
    assert (code, f"releases/{YEAR}/public is not the release that went out" in err) == (1, True), err
    assert "stations/index.html: is not the file that was built" in err


def test_a_page_and_a_script_of_last_year_are_audited_against_the_pack_of_today(
    renewed: Path, tmp_path: Path, assess_here: Run
) -> None:
    project = Path(shutil.copytree(renewed, tmp_path / "project", symlinks=True))
    place = project / "releases" / YEAR
    spoil(place / "public", "stations/index.html", "Marrowgate Parkway")
    bundle = next((place / "public" / "assets" / "javascripts").glob("bundle.*.min.js"))
    bundle.write_text(f"{bundle.read_text('utf-8')}\n// Marrowgate Parkway\n", "utf-8")
    path = place / "public.manifest.json"
    manifest = json.loads(path.read_bytes())
    told = ["stations/index.html", bundle.relative_to(place / "public").as_posix()]
    for name in told:
        content = (place / "public" / name).read_bytes()
        manifest["files"][name] = {"bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    manifest["tree"] = tree_digest(manifest["files"])
    path.write_text(json.dumps(manifest))
    code, _, err = assess_here(project, "build", "public", "--restricted", project / "data" / "sample")
    assert code == 1
    assert [name for name in told if f"{YEAR}/{name}" not in err] == [], err


@pytest.mark.whole
def test_a_preview_serves_the_years_that_are_kept_as_a_build_does(renewed: Path, tmp_path: Path) -> None:
    project = Path(shutil.copytree(renewed, tmp_path / "project", symlinks=True))
    built = files(renewed / "site" / "public" / YEAR)
    with preview(project) as running:
        assert running.settle() == []
        served = {name: running.page(f"/public/{YEAR}/{name}") for name in built}
        assert b"kept-edition" in running.page(f"/public/{YEAR}/stations/")
    assert len(built) > 20
    assert [name for name in built if served[name] != built[name]] == []
    spoil(project / "releases" / YEAR / "public", "stations/index.html", "More.")
    with preview(project) as running:
        assert [f"releases/{YEAR}/public is not the release" in each for each in running.settle()] == [True]
        assert running.ask(f"/public/{YEAR}/stations/")[0] == 404
        assert b"</article>" in running.page("/public/stations/")


class TestRefused:
    """Each time nothing at all is written."""

    @pytest.fixture(autouse=True)
    def _nothing_is_written(self, another: Path) -> None:
        self.project = another

    def refused(self, assess_here: Run, *arguments: str | Path) -> str:
        with nothing_changes(self.project):
            code, out, err = assess_here(self.project, *arguments)
        assert (code, out, "Nothing was written." in err) == (1, "", True), err
        return err

    def test_with_changes_that_are_not_committed(self, assess_here: Run) -> None:
        (self.project / "docs" / "more.txt").write_text("More.")
        assert "not as they were committed: docs/more.txt" in self.refused(assess_here, *NEW)

    def test_where_git_cannot_undo_it(self, assess_here: Run) -> None:
        shutil.rmtree(self.project / ".git")
        assert "no checkout of git" in self.refused(assess_here, *NEW)

    @pytest.mark.parametrize(
        ("year", "says"), [("2022/23", "no later year"), ("2021-22", "no later year"), ("next", "is no year")]
    )
    def test_a_year_that_does_not_follow(self, assess_here: Run, year: str, says: str) -> None:
        assert says in self.refused(assess_here, "new", "edition", year)

    def test_a_release_that_is_not_what_its_manifest_says(self, assess_here: Run) -> None:
        spoil(self.project / "site" / "public", "index.html", "More.")
        err = self.refused(assess_here, *NEW)
        assert "site/public is not the release that went out" in err
        assert "index.html: is not the file that was built" in err

    def test_a_site_that_is_not_there(self, assess_here: Run) -> None:
        shutil.rmtree(self.project / "site" / "public")
        assert "no folder site/public with the public edition as it went out" in self.refused(assess_here, *NEW)

    def test_a_site_of_which_no_release_is_kept(self, assess_here: Run) -> None:
        shutil.rmtree(self.project / "releases")
        commit(self.project)
        assert "No release is kept in releases/" in self.refused(assess_here, *NEW)

    def test_a_folder_of_the_repository_for_editions_that_are_not_for_everybody(self, assess_here: Run) -> None:
        err = self.refused(assess_here, *NEW, "--since", self.project / "releases")
        assert "releases lies in the repository" in err

    def test_a_pack_that_is_sealed(self, assess_here: Run, tmp_path: Path) -> None:
        pack = tmp_path / "pack.age"
        pack.write_bytes(b"sealed")
        with nothing_changes(self.project):
            code, _, err = assess_here(self.project, *NEW, "--restricted", pack)
        assert (code, "pack.age is sealed" in err) == (2, True), err

    def test_restricted_corrections_without_a_place_for_them(self, assess_here: Run, tmp_path: Path) -> None:
        pack = Path(shutil.copytree(self.project / "data" / "sample", tmp_path / "pack"))
        (pack / "partner" / "corrections.yml").write_text(CORRECTIONS)
        assert "with --since" in self.refused(assess_here, *NEW, "--restricted", pack)

    def test_a_copy_that_fails_half_way(self, assess_here: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        def fails(*_: object) -> None:
            raise AssessError("The disk is full")

        monkeypatch.setattr("assess.new.edition.read_kept", fails)
        assert "The disk is full" in self.refused(assess_here, *NEW)

    def test_a_file_that_cannot_be_written_at_the_end(self, assess_here: Run, monkeypatch: pytest.MonkeyPatch) -> None:
        put = Path.replace

        def fails(path: Path, target: Path) -> Path:
            if target.name == "mkdocs.yml":
                raise PermissionError(13, "Permission denied", str(target))
            return put(path, target)

        monkeypatch.setattr(Path, "replace", fails)
        said = {path: path.read_bytes() for path in self.project.rglob("*") if path.is_file()}
        code, _, err = assess_here(self.project, *NEW)
        assert (code, "mkdocs.yml cannot be written" in err) == (1, True), err
        assert said == {path: path.read_bytes() for path in self.project.rglob("*") if path.is_file()}


def test_corrections_of_a_pack_are_kept_with_the_releases_outside_the_repository(
    released: Path, another: Path, tmp_path: Path, assess_here: Run
) -> None:
    pack = Path(shutil.copytree(another / "data" / "sample", tmp_path / "pack"))
    since = Path(shutil.copytree(released.with_name("since"), tmp_path / "since"))
    (pack / "partner" / "corrections.yml").write_text(CORRECTIONS)
    code, out, err = assess_here(another, *NEW, "--restricted", pack, "--since", since)
    assert code == 0, err
    assert f"copy it back into {pack} first" in out
    assert not (pack / "partner" / "corrections.yml").exists()
    assert (since / YEAR / "data" / "partner" / "corrections.yml").read_text() == CORRECTIONS
    assert [path.name for path in (another / "releases" / YEAR / "data").iterdir()] == ["public"]


def test_a_dry_run_says_it_all_and_writes_nothing(another: Path, assess_here: Run) -> None:
    with nothing_changes(another):
        code, out, err = assess_here(another, *NEW, "--dry-run")
    assert (code, err) == (0, "")
    assert out.startswith("Nothing was written. This would be done:")
    assert f"releases/{YEAR}/public" in out


def test_sites_that_somebody_names_need_no_release_beside_the_pages(another: Path, assess_here: Run) -> None:
    out = Path(shutil.move(another / "site", another.with_name("went-out")))
    shutil.rmtree(another / "releases")
    commit(another)
    assert assess_here(another, *NEW, "--from", out)[0] == 0
    place = another / "releases" / YEAR
    assert kept.read_kept(place, place / "public.manifest.json", "public").year == "2022/23"
    assert not (place / "partner").exists(), "it is not for everybody, and lies in no checkout"
