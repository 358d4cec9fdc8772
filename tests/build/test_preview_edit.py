"""Editing in the preview: what it reads and writes, and who may."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from building import files, replace, small_project
from previewing import Preview, preview

PACK = ("--restricted", "data/sample")
STATIONS = {"edition": "partner", "page": "stations/"}
RESTRICTED = "\n{% call restricted('rail-police') %}\nOnly partners read this of the lamplighters.\n{% endcall %}\n"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, chart_cache: Path) -> Path:
    made = small_project(tmp_path_factory.mktemp("edited") / "project", chart_cache)
    page = made / "docs" / "stations.md"
    page.write_bytes(page.read_bytes() + RESTRICTED.encode())
    for_partners = (
        "---\ntitle: For partners\ndescription: Them alone.\naudience: partner\nafter: stations.md\n---\nA part.\n"
    )
    (made / "docs" / "partners.md").write_text(for_partners, "utf-8")
    replace(made / "mkdocs.yml", "  /attachments.yml\n", "  /attachments.yml\n  /partners.md\n")
    committed(made)
    return made


def committed(project: Path) -> None:
    """Make a checkout of a project, with everything in it committed."""
    git(project, "init", "-q", "-b", "main")
    git(project, "config", "user.name", "A person")
    git(project, "config", "user.email", "person@example.org")
    git(project, "add", "docs", "data", "mkdocs.yml")
    git(project, "commit", "-qm", "The first")


def git(project: Path, *arguments: str) -> str:
    command = ["git", "-C", str(project), *arguments]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()


@pytest.fixture(scope="module")
def running(project: Path) -> Iterator[Preview]:
    with preview(project, *PACK, "--edit") as started:
        assert started.settle() == []
        yield started


@pytest.fixture(scope="module")
def plain(project: Path) -> Iterator[Preview]:
    """A preview of the same project without the option."""
    with preview(project) as started:
        assert started.settle() == []
        yield started


def opened(running: Preview, text: str, **asked: str) -> dict[str, Any]:
    """The part of a page that begins with a text, as an edit of it is asked."""
    status, page = running.post("read", asked)
    assert status == 200, page
    block = next(each for each in page["blocks"] if each["text"].startswith(text))
    return {**asked, "digest": page["digest"], "start": block["start"], "end": block["end"]}


def test_a_paragraph_is_changed_in_its_own_bytes_and_the_preview_follows(project: Path, running: Preview) -> None:
    page = project / "docs" / "hospital.md"
    page.chmod(0o640)
    before, others = page.read_bytes(), files(project / "docs")
    part = opened(running, "This page", edition="public", page="hospital/")
    assert running.post("check", {**part, "text": "This part is mended."}) == (200, {"problems": []})
    with running.follows() as told:
        status, answered = running.post("save", {**part, "text": "This part is mended."})
        assert (status, answered["saved"]) == (200, "docs/hospital.md")
    assert told.faults == []
    assert b"This part is mended." in running.page("/public/hospital/")
    after = before[: part["start"]] + b"This part is mended." + before[part["end"] :]
    assert files(project / "docs") == {**others, "hospital.md": after}, "and nothing is left beside it"
    assert page.stat().st_mode & 0o777 == 0o640

    status, answered = running.post("save", {**part, "text": "Somebody else's?"})
    assert status == 200
    assert answered["refused"].startswith("docs/hospital.md has been changed since you opened it")
    assert page.read_bytes() == after
    with running.follows():
        page.write_bytes(before)


def test_what_a_page_says_of_itself_is_checked_and_changed(project: Path, running: Preview) -> None:
    page = project / "docs" / "disorder" / "index.md"
    before = page.read_bytes()
    top = opened(running, "title: 1 Disorder", edition="public", page="disorder/")
    text = before.decode().split("---\n")[1].removesuffix("\n")
    [problem] = running.post("check", {**top, "text": text.replace("'nuisance'", "'nuisanc'")})[1]["problems"]
    assert ('"nuisanc"' in problem["text"], problem["line"]) == (True, 6)
    assert "refused" in running.post("save", {**top, "text": text.replace("title:", "titel:")})[1]
    assert page.read_bytes() == before
    with running.follows() as told:
        assert running.post("save", {**top, "text": text.replace("Nuisance", "Of all, nuisance")})[1]["saved"]
    assert told.faults == []
    assert page.read_bytes() == before.replace(b"Nuisance", b"Of all, nuisance")
    assert b"Of all, nuisance" in running.page("/public/disorder/")
    with running.follows():
        page.write_bytes(before)


def test_a_number_is_changed_in_its_own_bytes(project: Path, running: Preview) -> None:
    table = project / "data/public/asb-nuisance.csv"
    before = table.read_bytes()
    status, read = running.post("read", {"dataset": "asb-nuisance"})
    assert status == 200
    assert (read["file"], read["rows"][1]) == (
        "data/public/asb-nuisance.csv",
        {"row": 2, "cells": ["eastlow", "Eastlow", "867"]},
    )
    cells = [{"row": 2, "column": 2, "text": "866"}, {"row": 3, "column": 2, "text": "863"}]
    edit = {"dataset": "asb-nuisance", "digest": read["digest"], "cells": cells}
    with running.follows() as told:
        assert running.post("save", edit)[1]["saved"] == "data/public/asb-nuisance.csv"
    assert told.faults == []
    assert table.read_bytes() == before.replace(b",867\n", b",866\n").replace(b",862\n", b",863\n")
    assert list(running.post("save", edit)[1]) == ["refused"]
    with running.follows():
        table.write_bytes(before)


def test_a_row_is_taken_out_with_its_share_of_the_total(project: Path, running: Preview) -> None:
    table = project / "data/public/asb-by-type.csv"
    before = table.read_bytes()
    read = running.post("read", {"dataset": "asb-by-type"})[1]
    edit = {"dataset": "asb-by-type", "digest": read["digest"], "removed": [2]}
    [problem, _] = running.post("check", edit)[1]["problems"]
    assert "higher than the sum of its parts" in problem["text"]
    assert list(running.post("save", edit)[1]) == ["refused", "problems"]
    assert table.read_bytes() == before
    edit["cells"] = [{"row": 4, "column": 2, "text": "9290"}, {"row": 4, "column": 3, "text": "742"}]
    with running.follows():
        assert running.post("save", edit)[1].get("saved") == "data/public/asb-by-type.csv"
    lines = before.splitlines(keepends=True)
    after = b"".join(lines[:1] + lines[2:]).replace(b",10223,873", b",9290,742")
    assert table.read_bytes() == after
    assert "has been changed since" in running.post("save", edit)[1]["refused"]
    with running.follows():
        table.write_bytes(before)


def test_a_new_row_is_held_to_its_table_and_saved_with_its_total(project: Path, running: Preview) -> None:
    table = project / "data/public/asb-environment.csv"
    before = table.read_bytes()
    read = running.post("read", {"dataset": "asb-environment"})[1]
    edit = {"dataset": "asb-environment", "digest": read["digest"]}
    new = {"below": 2, "cells": [*read["rows"][1]["cells"][:2], "1"]}  # an id that is there already
    [problem] = [each for each in running.post("check", {**edit, "rows": [new]})[1]["problems"] if each["line"] == 3]
    assert read["rows"][1]["cells"][0] in problem["text"]
    assert list(running.post("save", {**edit, "rows": [new]})[1]) == ["refused", "problems"]
    assert table.read_bytes() == before


NEW = {
    "section": "1",
    "title": "1.2 Fires, and Café smoke",
    "description": "Fires in Saltmere.",
    "dataset": "asb-total",
}


def test_a_page_is_made_where_everybody_finds_it(project: Path, running: Preview) -> None:
    before, settings = files(project / "docs"), (project / "mkdocs.yml").read_bytes()
    status, told = running.post("places", {})
    assert (status, told["sections"]) == (200, [{"number": "1", "title": "Disorder", "next": "1.2"}])
    assert "asb-total" in [name for name, _ in told["datasets"]]
    assert "rail-offences-by-type" not in str(told)
    with running.follows() as followed:
        status, answered = running.post("page", {"new": NEW})
        assert (status, answered.get("saved")) == (200, "docs/disorder/1-2-fires-and-cafe-smoke.md"), answered
    assert followed.faults == []
    made = "disorder/1-2-fires-and-cafe-smoke.md"
    assert answered["page"] == made.removesuffix(".md") + "/"
    assert {f"docs/{made}", "docs/disorder/index.md", "mkdocs.yml"} <= {*answered["review"]}
    page = running.page(f"/public/{answered['page']}").decode()
    assert "1.2 Fires, and Caf" in page
    assert 'data-cell="asb-total/' in page
    assert "1-2-fires-and-cafe-smoke/" in running.page("/public/disorder/").decode()
    assert files(project / "docs").keys() - before.keys() == {made}

    assert "is there already" in running.post("page", {"new": NEW})[1]["refused"]
    with running.follows():
        (project / "docs" / made).unlink()
        (project / "docs/disorder/index.md").write_bytes(before["disorder/index.md"])
        (project / "mkdocs.yml").write_bytes(settings)
    assert files(project / "docs") == before


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ({"section": "9"}, "no such section"),
        ({"title": " "}, "needs a title"),
        ({"description": ""}, "a sentence that says what it is about"),
        ({"title": "1.2"}, "expected some words"),
        ({"title": "2.1 Fires"}, "a number of section 2, and the page would go in section 1"),
        ({"dataset": "rail-offences-by-type"}, "There is no dataset"),
        ({"title": "1.2 {{ n('asb-total') }}"}, "macro"),
    ],
)
def test_a_page_that_cannot_be_made_is_refused_with_its_reason(
    project: Path, running: Preview, wanted: dict[str, str], said: str
) -> None:
    before = files(project / "docs"), (project / "mkdocs.yml").read_bytes()
    answered = running.post("page", {"new": {**NEW, **wanted}})[1]
    assert said in answered["refused"] + str(answered.get("problems", ""))
    assert (files(project / "docs"), (project / "mkdocs.yml").read_bytes()) == before


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        ({"text": "All of {{ n('asb-totl', 'total', 'count') }}."}, '"asb-totl"'),
        ({"text": "First.\n\n{{ tabel('asb-total') }}"}, '"tabel"'),
        ({"text": "See [a page](nowhere.md)."}, "nowhere.md"),
    ],
)
def test_a_problem_is_told_at_its_line_and_refuses_the_save(
    project: Path, running: Preview, edit: dict[str, str], said: str
) -> None:
    before = files(project / "docs")
    part = opened(running, "This page", edition="public", page="hospital/")
    line = before["hospital.md"].count(b"\n", 0, part["start"]) + edit["text"].count("\n") + 1
    [problem] = running.post("check", {**part, **edit})[1]["problems"]
    assert said in problem["text"]
    assert problem["line"] == line
    status, answered = running.post("save", {**part, **edit})
    assert (status, answered["refused"]) == (200, "Nothing was saved: docs/hospital.md would have 1 more problem")
    assert answered["problems"] == [problem]
    assert files(project / "docs") == before


def test_a_table_is_held_to_its_schema(project: Path, running: Preview) -> None:
    before = files(project / "data/public")
    read = running.post("read", {"dataset": "asb-nuisance"})[1]
    edit = {"dataset": "asb-nuisance", "digest": read["digest"], "cells": [{"row": 4, "column": 2, "text": "many"}]}
    [problem] = [each for each in running.post("check", edit)[1]["problems"] if each["line"] == 4]
    assert '"many"' in problem["text"]
    status, answered = running.post("save", edit)
    assert status == 200
    assert problem in answered["problems"]
    assert files(project / "data/public") == before


def test_a_file_with_a_problem_can_be_edited_where_no_other_comes_of_it(project: Path, running: Preview) -> None:
    page = project / "docs" / "hospital.md"
    good = page.read_bytes()
    with running.follows():
        page.write_bytes(good + b"\n{{ tabel('asb-total') }}\n")
    with running.follows():
        part = opened(running, "This page", edition="public", page="hospital/")
        assert running.post("save", {**part, "text": "Something else."})[1]["saved"] == "docs/hospital.md"
    with running.follows() as told:
        part = opened(running, "{{ tabel", edition="public", page="hospital/")
        assert running.post("save", {**part, "text": ""})[1]["saved"] == "docs/hospital.md"
    assert told.faults == []
    with running.follows():
        page.write_bytes(good)


def test_an_edition_is_told_of_no_part_that_is_for_others(running: Preview) -> None:
    told = {
        edition: [each["text"] for each in running.post("read", {**STATIONS, "edition": edition})[1]["blocks"][1:]]
        for edition in ("public", "partner", "internal")
    }
    assert told["public"] == ["This section is about crime at stations."]
    assert told["partner"] == told["internal"]
    assert told["partner"][1:] == [
        "{{ figure('rail-offences-by-type', chart='ranked', of='all') }}",
        "Only partners read this of the lamplighters.",
    ]
    part = opened(running, "Only partners", **STATIONS)
    for name in ("check", "save"):
        status, answered = running.post(name, {**part, "edition": "public", "text": "Everybody?"})
        assert (status, "no such part" in answered["refused"]) == (200, True)
    assert running.post("read", {"edition": "public", "page": "partners/"})[1]["blocks"] == []
    for_partners = running.post("read", {**STATIONS, "page": "partners/"})[1]["blocks"]
    assert [each["text"] for each in for_partners][1:] == ["A part."]
    top = opened(running, "title: For partners", edition="partner", page="partners/")
    answered = running.post("save", {**top, "text": "title: For everybody\ndescription: All of them."})[1]
    assert answered["refused"].startswith("Whom a page is for")


OPEN = {"asb-by-type", "asb-environment", "asb-nuisance", "asb-total", "crime-by-kind"}


def options(form: dict[str, Any], name: str) -> dict[str, str]:
    return dict(next(each["options"] for each in form["choices"] if each["name"] == name))


def test_a_form_offers_what_its_readers_may_know_and_what_each_choice_gives(running: Preview) -> None:
    status, new = running.post("form", {"edition": "public"})
    assert (status, new["macro"], new["macros"][0]) == (200, "n", ["n", "The number in a cell"])
    assert not {"restricted", "printed", "cards"} & {name for name, _ in new["macros"]}
    assert set(options(new, "dataset")) == OPEN
    assert "rail-offences-by-type" in options(running.post("form", {"edition": "partner"})[1], "dataset")

    written = "{{ change('crime-by-kind', 'total', '2021', 'latest', expects='rise') }}"
    form = running.post("form", {"edition": "public", "text": written})[1]
    assert (form["says"], form["others"], form["text"]) == ("up 2.7%", "expects='rise'", written)
    assert [(each["name"], each["value"]) for each in form["choices"]] == [
        ("dataset", "crime-by-kind"),
        ("row", "total"),
        ("from_", "2021"),
        ("to", "latest"),
    ]
    assert options(form, "to")["latest"] == "the latest period (latest): up 2.7%"
    chosen = {"macro": "share", "given": {"dataset": "asb-by-type", "row": "nuisance", "column": "saltmere", "of": "-"}}
    form = running.post("form", {"edition": "public", "chosen": chosen})[1]
    assert form["text"] == "{{ share('asb-by-type', 'nuisance', 'saltmere', of='environment') }}"  # the first there is
    assert options(form, "of")["total"].endswith(": 85.0%")
    form = running.post("form", {"edition": "public", "text": "{{ figure('asb-by-type', chart='bars') }}"})[1]
    assert (form["alone"], form["others"], len(form["choices"])) == (True, "chart='bars'", 1)


@pytest.mark.parametrize(
    ("text", "value", "said"),
    [
        ("{{ n('asb-by-tpe', 'total', 'saltmere') }}", "asb-by-tpe", '"asb-by-tpe"'),
        ("{{ n('rail-offences-by-type', 'theft', 'all') }}", "rail-offences-by-type", "may not show"),
        ("{{ n('asb-by-type') }}", None, "n('DATASET', 'ROW', 'COLUMN')"),
        ("{{ nn('asb-by-type') }}", None, '"nn"'),
        ("{{ n( }}", None, "found"),
        ("text", None, "no call of a macro"),
    ],
)
def test_a_call_that_is_wrong_is_told_so_and_kept_until_another_is_chosen(
    running: Preview, text: str, value: str | None, said: str
) -> None:
    form = running.post("form", {"edition": "public", "text": text})[1]
    assert form["text"] == text
    assert said in (form["says"] if value else form["refused"])
    if value:
        assert (form["wrong"], form["choices"][0]["value"]) == (True, value)
        assert options(form, "dataset")[value] == f"not there ({value})"
    given = running.post("given", {"edition": "public", "texts": [text]})[1]["given"]
    assert given[text]["wrong"]
    assert said in given[text]["says"]


def test_a_call_gives_what_the_readers_of_an_edition_get(running: Preview) -> None:
    restricted = "{{ n('rail-offences-by-type', 'theft', 'all') }}"
    gives = {
        "{{ n('asb-by-type', 'total', 'saltmere') }}": "873",
        "{{ share('asb-by-type', 'nuisance', 'saltmere', of='total') }}": "85.0%",
        "{{ figure('asb-by-type') }}": "figure: Anti-social behaviour incidents by type",
        "{{ key_findings() }}": "key findings",
    }
    for edition in ("public", "partner"):
        given = running.post("given", {"edition": edition, "texts": [*gives, restricted]})[1]["given"]
        assert {text: given[text]["says"] for text in gives} == gives
        assert ("wrong" in given[restricted]) is (edition == "public")
    assert list(running.post("given", {"edition": "nobody", "texts": [*gives]})[1]) == ["refused"]
    everything = [running.post(name, {"edition": "public", "texts": [*gives]}) for name in ("given", "form")]
    assert "rail-offences" not in str(everything)


def test_restricted_tables_are_never_read(running: Preview) -> None:
    blocks = running.post("read", STATIONS)[1]["blocks"]
    assert [each["tables"] for each in blocks] == [[], [], [], []]
    for name in ("rail-offences-by-type", "../sample/partner/rail-offences-by-type"):
        status, answered = running.post("read", {"dataset": name})
        assert (status, list(answered)) == (200, ["refused"])
        assert answered["refused"].endswith("there is none that can be edited in the preview")


@pytest.mark.parametrize("name", ["../about/", "/etc/", "link/", "folder/about/", "index.md/", ".kept/", "/"])
def test_only_pages_of_the_project_are_read_and_none_through_a_link(
    project: Path, running: Preview, tmp_path: Path, name: str
) -> None:
    docs = project / "docs"
    (tmp_path / "about.md").write_text("---\ntitle: A\ndescription: B\n---\nElsewhere.\n", "utf-8")
    made = {docs / "link.md": tmp_path / "about.md", docs / "folder": tmp_path}
    kept = docs / ".kept.md"
    kept.write_text("Kept by an editor.\n", "utf-8")
    with running.follows():
        for link, target in made.items():
            link.symlink_to(target)
    try:
        status, answered = running.post("read", {"edition": "public", "page": name})
        assert (status, list(answered)) == (200, ["refused"])
    finally:
        with running.follows() as told:
            for link in made:
                link.unlink()
        kept.unlink()
    assert told.faults == []


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Assess-Edit": None},
        {"X-Assess-Edit": ""},
        {"X-Assess-Edit": "guessed"},
        {"X-Assess-Edit": "\xe4"},
        {"Origin": None},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Host": "assessment.example"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_nothing_is_written_or_read_for_anybody_but_its_own_editor(
    project: Path, running: Preview, headers: dict[str, str | None]
) -> None:
    part = opened(running, "This page", edition="public", page="hospital/")
    before = files(project / "docs")
    for name in ("read", "check", "save"):
        status, answered = running.post(name, {**part, "text": "Written by a stranger."}, headers)
        assert status == 403
        assert list(answered) == ["refused"]
    assert files(project / "docs") == before


def test_what_was_edited_in_this_run_is_sent_for_review_and_nothing_else(project: Path) -> None:
    page = project / "docs" / "hospital.md"
    before = page.read_bytes()
    with preview(project, "--edit") as started:
        assert started.settle() == []
        assert "nothing was edited" in started.post("review", {"message": "Mend"})[1]["refused"]
        part = opened(started, "This page", edition="public", page="hospital/")
        with started.follows():
            answered = started.post("save", {**part, "text": "This page is short."})[1]
            assert answered["review"] == ["docs/hospital.md"]
        assert started.post("page", {"new": NEW})[1]["saved"] == "docs/disorder/1-2-fires-and-cafe-smoke.md"
        git(project, "checkout", "-q", "docs/disorder")
        (project / "docs/disorder/1-2-fires-and-cafe-smoke.md").unlink()
        replace(project / "mkdocs.yml", "      - disorder/1-2-fires-and-cafe-smoke.md\n", "")
        (project / "docs" / "about.md").write_bytes((project / "docs" / "about.md").read_bytes() + b"\nBy hand.\n")
        assert "in a sentence" in started.post("review", {"message": "  "})[1]["refused"]
        assert started.post("review", {"message": "Shorten the page"}) == (200, {"branch": "review/shorten-the-page"})
        assert git(project, "diff", "--name-only", "main", "review/shorten-the-page") == "docs/hospital.md"
        assert git(project, "show", "review/shorten-the-page:docs/hospital.md").count("This page is short.") == 1
        assert git(project, "symbolic-ref", "--short", "HEAD") == "main"
    git(project, "checkout", "-q", "docs")
    assert page.read_bytes() == before


@pytest.mark.parametrize("asked", [{"start": "here"}, [], {"cells": [{"row": 1}]}])
def test_a_question_of_another_form_is_refused(running: Preview, asked: Any) -> None:
    status, answered = running.post("save", asked)
    assert (status, answered["refused"][:35]) == (200, "This is no question of the preview'")
    assert list(running.post("delete", {})[1]) == ["refused"]


def test_without_the_option_nothing_of_it_is_there(plain: Preview) -> None:
    assert plain.token == ""
    assert b"edit.js" not in plain.page("/")
    names = ("edit.js", "edit.css", "prose.js", "codemirror.js", "edit/read")
    assert [plain.ask(f"/_/{name}")[0] for name in names] == [404] * 5
    assert "nonce" not in plain.ask("/")[1]["Content-Security-Policy"]
    for token in ("", "guessed", None):
        status, answered = plain.post("read", {"edition": "public", "page": "index.md"}, {"X-Assess-Edit": token})
        assert status == 403
        assert "assess serve --edit" in answered["refused"]


def test_pages_are_served_as_without_the_option_and_the_token_is_in_none_of_them(
    running: Preview, plain: Preview
) -> None:
    for path in ("/public/", "/public/hospital/", "/public/404.html"):
        assert plain.page(path) == running.page(path)
    assert re.fullmatch(r"[\w-]{43}", running.token)
    for path in ("/", "/public/", "/_/edit.js", "/_/asking.js", "/_/editions.json"):
        assert running.token.encode() not in running.page(path)


def test_the_style_sheets_of_the_editor_have_a_number_that_is_used_once(running: Preview) -> None:
    nonces = set()
    for _ in range(2):
        _, headers, page = running.ask("/")
        found = re.search(r"style-src 'self' 'nonce-([\w-]{22})';", headers["Content-Security-Policy"])
        assert found
        assert f'nonce="{found[1]}"' in page.decode()
        assert headers["Content-Security-Policy"].count("nonce") == 1  # for no script
        nonces.add(found[1])
    assert len(nonces) == 2
    assert "nonce" not in running.ask("/_/prose.js")[1]["Content-Security-Policy"]
    assert "nonce" not in running.ask("/public/")[1]["Content-Security-Policy"]
