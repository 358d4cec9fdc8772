"""A preview: it follows every edit, shows what a build makes and no more, and answers nobody but its own pages."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest
from building import Run, append, files, nothing_is_left, replace, run, small_project
from previewing import Preview, preview

PACK = ("--restricted", "data/sample")
EDITIONS = ("public", "partner", "internal")
NOT_SERVED = ("_headers", "_redirects")  # what a host reads; the preview says headers of its own


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, chart_cache: Path) -> Path:
    return small_project(tmp_path_factory.mktemp("previewed") / "project", chart_cache)


@pytest.fixture(scope="module")
def running(project: Path) -> Iterator[Preview]:
    with preview(project, *PACK) as started:
        assert started.settle() == []
        yield started


def as_built(project: Path, running: Preview, assess_here: Run) -> None:
    """Hold that every file of a build made now is served, byte for byte."""
    code, _, err = assess_here(project, "build", *PACK)
    assert code == 0, err
    for edition in EDITIONS:
        built = {name: content for name, content in files(project / "site" / edition).items() if name not in NOT_SERVED}
        assert len(built) > 20
        served = {name: running.ask(f"/{edition}/{name}") for name in built}
        assert [name for name in built if (served[name][0], served[name][2]) != (200, built[name])] == []


def test_every_file_is_served_as_a_build_makes_it_after_each_kind_of_edit(
    project: Path, running: Preview, assess_here: Run
) -> None:
    with running.follows() as told:
        append(project / "docs" / "index.md", "A new sentence.")
    assert [told.pages(edition) for edition in EDITIONS] == [{"index.html"}] * 3
    with running.follows() as told:
        table = project / "data/public/asb-total.csv"
        edited = table.read_text("utf-8").replace("larkmoor,Larkmoor,941", "larkmoor,Larkmoor,940")
        table.write_text(edited.replace("birchmere,Birchmere,937", "birchmere,Birchmere,938"), "utf-8")
    drawn_again = {"index.html", "about/index.html", "embed/asb-total/index.html"}
    assert told.pages("public") == drawn_again, "its list of figures draws the chart small, and other sites show it"
    with running.follows() as told:
        replace(project / "data/public/asb-total.yaml", "of the incidents in Wolder,", "of all incidents in Wolder,")
    assert told.pages("partner") == {"index.html"}
    with running.follows() as told:
        append(project / "data/sample/partner/prose/rail-commentary.md", "Another synthetic sentence.")
    assert [told.pages(edition) for edition in EDITIONS] == [set(), {"stations/index.html"}, {"stations/index.html"}]
    with running.follows() as told:
        replace(
            project / "data/sample/partner/rail-offences-by-type.yaml", "of invented offences", "of made-up offences"
        )
    assert [told.pages(edition) for edition in EDITIONS] == [set(), {"stations/index.html"}, {"stations/index.html"}]
    as_built(project, running, assess_here)

    with running.follows() as told:
        page = "---\ntitle: One more page\ndescription: A page that was not there.\n---\nSee [home](index.md).\n"
        (project / "docs" / "more.md").write_text(page, "utf-8")
        replace(project / "mkdocs.yml", "  - about.md\n", "  - about.md\n  - more.md\n")
    assert {"more/index.html", "index.html"} <= told.pages("public"), "the navigation is on every page"
    with running.follows() as told:
        append(project / "docs" / "more.md", "{{ n('asb-total', 'nowhere', 'count') }}")
    assert any("docs/more.md, line 7" in fault for fault in told.faults)
    with running.follows() as told:
        replace(project / "docs" / "more.md", "nowhere", "saltmere")
    assert told.faults == []
    as_built(project, running, assess_here)


def test_an_error_is_told_with_file_and_line_and_the_last_good_page_stays(project: Path, running: Preview) -> None:
    before = running.page("/public/hospital/"), running.page("/partner/hospital/")
    page = project / "docs" / "hospital.md"
    good = page.read_text("utf-8")
    with running.follows() as told:
        append(page, "{{ tabel('asb-total') }}\n\n{{ n('asb-totl', 'total', 'count') }}")
    line = good.count("\n") + 2
    assert [fault.partition(":")[0] for fault in told.faults] == [
        f"docs/hospital.md, line {line}",
        f"docs/hospital.md, line {line + 2}",
    ]
    assert '"table"' in told.faults[0]
    assert '"asb-total"' in told.faults[1]
    assert (running.page("/public/hospital/"), running.page("/partner/hospital/")) == before
    with running.follows() as told:
        page.write_text(f"{good}\nIt was mended.\n", "utf-8")
    assert told.faults == []
    assert b"It was mended." in running.page("/public/hospital/")
    with running.follows():
        page.write_text(good, "utf-8")


def test_a_broken_table_leaves_every_page_as_it_was_until_it_is_mended(project: Path, running: Preview) -> None:
    table = project / "data/public/asb-environment.csv"
    good, before = table.read_text("utf-8"), running.page("/internal/")
    with running.follows() as told:
        table.write_text(good.replace("id,label", "id,lable"), "utf-8")
    assert any(fault.startswith("data/public/asb-environment.csv") for fault in told.faults)
    assert running.page("/internal/") == before
    with running.follows() as told:
        table.write_text(good, "utf-8")
    assert told.faults == []


def test_a_link_that_leads_nowhere_keeps_back_its_page(project: Path, running: Preview) -> None:
    page = project / "docs" / "hospital.md"
    good, before = page.read_text("utf-8"), running.page("/public/hospital/")
    with running.follows() as told:
        append(page, "See [a page](nowhere.md).")
    assert any("nowhere.md" in fault for fault in told.faults)
    assert running.page("/public/hospital/") == before
    with running.follows() as told:
        page.write_text(good, "utf-8")
    assert told.faults == []


def test_what_an_editor_keeps_beside_a_file_is_no_change(project: Path, running: Preview) -> None:
    with running.follows() as told:
        for name in (".index.md.swp", "index.md~", "#index.md#"):
            (project / "docs" / name).write_text("kept", "utf-8")
        for name in (".index.md.swp", "index.md~", "#index.md#"):
            (project / "docs" / name).unlink()
        append(project / "docs" / "index.md", "One sentence more.")
    assert told.pages("public") == {"index.html"}
    assert told.faults == []


def test_the_public_edition_of_a_preview_with_a_pack_holds_nothing_of_it(running: Preview) -> None:
    restricted = "Quillhaven"
    assert restricted in running.page("/partner/stations/").decode()
    for name in ("stations/", "search/search_index.json", "sitemap.xml"):
        assert restricted not in running.page(f"/public/{name}").decode()
    assert running.ask("/public/downloads/rail-offences-by-type.csv")[0] == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"Host": "assessment.example"},
        {"Host": "assessment.example:{port}"},
        {"Host": "127.0.0.1:1"},
        {"Host": ""},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site"},
    ],
)
@pytest.mark.parametrize("path", ["/", "/partner/stations/", "/_/events"])
def test_nobody_but_its_own_pages_is_answered(running: Preview, path: str, headers: dict[str, str]) -> None:
    status, _, content = running.ask(path, {name: value.format(port=running.port) for name, value in headers.items()})
    assert status == 403
    assert b"<" not in content


def test_its_own_pages_and_addresses_that_are_typed_in_are_answered(running: Preview) -> None:
    for host in ("127.0.0.1", "localhost"):
        for fetched in ("same-origin", "none"):
            headers = {"Host": f"{host}:{running.port}", "Sec-Fetch-Site": fetched}
            status, said, _ = running.ask("/partner/stations/", headers)
            assert status == 200
            assert said["Cache-Control"] == "no-store"
            assert said["Cross-Origin-Resource-Policy"] == "same-origin"
            assert said["X-Frame-Options"] == "SAMEORIGIN"
            assert said["Content-Security-Policy"] == "frame-ancestors 'self'"
            assert "Access-Control-Allow-Origin" not in said


def test_it_listens_on_this_machine_alone(running: Preview) -> None:
    with socket.create_connection(("127.0.0.1", running.port), timeout=5):
        pass
    with pytest.raises(OSError, match="refused"), socket.create_connection(("127.0.0.2", running.port), timeout=5):
        pass


@pytest.mark.parametrize(
    "path", ["/public/../partner/", "/public/%2e%2e/partner/index.html", "/partner/..%2f", "/etc/passwd"]
)
def test_a_path_leads_to_files_of_its_edition_alone(running: Preview, path: str) -> None:
    assert running.ask(path)[0] == 404


def test_a_port_that_is_taken_is_told(project: Path, running: Preview) -> None:
    code, _, err = run(project, "serve", "--port", str(running.port))
    assert code == 1
    assert re.search(rf"Port {running.port} of this computer cannot be used: .* in use\. Name another with --port", err)


def test_without_a_pack_there_is_the_public_edition_and_the_end_leaves_nothing(project: Path, tmp_path: Path) -> None:
    with nothing_is_left(tmp_path):
        temporary = tmp_path / "temporary"
        temporary.mkdir()
        before = kept()
        with preview(project, changes={"TMPDIR": str(temporary)}) as started:
            assert started.settle() == []
            assert b"<h1" in started.page("/public/")
            assert started.ask("/partner/")[0] == 404
            made = kept() - before
            assert [path.stat().st_mode & 0o777 for path in made] == [0o700] * len(made)
            code, said = started.end()
        assert (code, said.splitlines()[-1]) == (0, "Stopped. The files of the preview were removed.")
        limit = monotonic() + 120  # a preview of another lane may be among what was made meanwhile: it ends too
        while made & kept() and monotonic() < limit:
            sleep(0.5)
        assert made & kept() == set()
        temporary.rmdir()


def kept() -> set[Path]:
    """What previews keep in memory while they run."""
    return set(Path("/dev/shm").glob("assess-preview-*"))  # noqa: S108  # looked at, and not written to
