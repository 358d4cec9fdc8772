"""A build that cannot succeed: one clear message, the last good site untouched, nothing left behind."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from building import (
    Run,
    appears,
    append,
    children,
    ended,
    last_good_site,
    move,
    named,
    nothing_changes,
    nothing_is_left,
    start,
)
from overriding import overridden, own_theme

import assess.build.examine
from assess.audit import AuditRequest, Finding, audit

Fails = Callable[..., str]
PACK = ("--restricted", "data/sample")


# Data in the wrong folder


def test_a_partner_dataset_in_the_public_folder_is_refused(standing: Path, refuses: Fails) -> None:
    for path in (standing / "data" / "sample" / "partner").glob("injuries-by-age.*"):
        shutil.copy(path, standing / "data" / "public")
    refuses(
        "build",
        "public",
        says=r'data/public/injuries-by-age.yaml, line \d+, sources: .*"infirmary".*public.*expected.*partner/',
    )


@pytest.mark.parametrize("pattern", ["briefing-themes.*", "prose/briefing-commentary.md"])
def test_what_is_internal_in_the_partner_folder_is_refused(standing: Path, refuses: Fails, pattern: str) -> None:
    pack = standing / "data" / "sample"
    move(pattern, pack / "internal", (pack / "partner" / pattern).parent)
    refuses(
        "build",
        "partner",
        *PACK,
        says=r'partner/(prose/)?briefing-\w+\.\w+, (line \d+, )?sources: .*"briefing".*expected.*internal/',
    )


@pytest.mark.parametrize("folder", ["partnr", "."])
def test_a_dataset_that_pages_need_in_a_folder_that_nobody_reads_is_missed(
    standing: Path, refuses: Fails, folder: str
) -> None:
    pack = standing / "data" / "sample"
    move("injuries-by-age.*", pack / "partner", pack / folder)
    refuses(
        "build",
        "partner",
        *PACK,
        says=r"found no dataset injuries-by-age, .*hospital\.md, line .*\[missing-from-pack\]",
    )


def test_a_restricted_dataset_in_a_public_folder_of_the_pack_is_refused(standing: Path, refuses: Fails) -> None:
    pack = standing / "data" / "sample"
    shutil.copytree(pack / "partner", pack / "public", ignore=shutil.ignore_patterns("prose"))
    refuses("build", "partner", *PACK, says="holds public/, which nobody reads: move it to data/public/")


# A pack or an output in the wrong place


@pytest.mark.parametrize(
    ("place", "named"),
    [
        ("docs/pack", "docs/pack"),
        ("theme/pack", "theme/pack"),
        ("data/public/pack", "data/public/pack"),
        ("docs/pack", "data/../docs/pack"),
        ("data/public/pack", "linked"),
    ],
)
def test_a_pack_where_files_are_published_is_refused(standing: Path, refuses: Fails, place: str, named: str) -> None:
    move("*", standing / "data" / "sample", standing / place)
    (standing / "linked").symlink_to(place)
    found = refuses("build", "partner", "--restricted", named, says="restricted pack .*(docs|theme|data/public)/")
    assert found.count("\n") == 1


@pytest.mark.parametrize("pack", [".", "..", "data/.."])
def test_a_pack_that_would_hold_the_project_is_refused(refuses: Fails, pack: str) -> None:
    refuses(
        "build", "partner", "--restricted", pack, says="restricted pack .* (would hold the project|inside one another)"
    )


@pytest.mark.parametrize("name", ["docs", "theme", "data", "data/public", "mkdocs.yml", "glossary.yml", "wording.yml"])
def test_an_input_that_lies_elsewhere_is_refused(standing: Path, refuses: Fails, name: str) -> None:
    own_theme(standing)
    elsewhere = standing.parent / f"{standing.name}-elsewhere"
    (standing / name).rename(elsewhere)
    (standing / name).symlink_to(elsewhere)
    refuses("build", "public", says=f"^{re.escape(name)} is a link to another place")


def test_a_tag_in_the_settings_is_told_in_a_sentence(standing: Path, refuses: Fails) -> None:
    settings = standing / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("site_description: ", "site_description: !ENV [HOME] # "))
    refuses("build", "public", says=r"mkdocs.yml, line \d+: found a tag")


@pytest.mark.parametrize("out", ["docs", "theme/site", "redaction", "data/../docs/site", "linked/site"])
def test_an_output_among_the_inputs_is_refused(standing: Path, refuses: Fails, out: str) -> None:
    (standing / "linked").symlink_to("docs")
    refuses("build", "public", "--out", out, says="output .* lies inside (docs|theme|redaction)/")


@pytest.mark.parametrize("out", ["data", "data/public", "data/public/site"])
def test_an_output_that_would_replace_the_data_is_refused(refuses: Fails, out: str) -> None:
    refuses("build", "public", "--out", out, says="output .*data")


@pytest.mark.parametrize("out", [".", "..", "site/.."])
def test_an_output_that_would_hold_the_project_is_refused(refuses: Fails, out: str) -> None:
    refuses("build", "public", "--out", out, says="output .* would hold the project")


@pytest.mark.parametrize("out", ["data/sample", "data/sample/partner", "data", "data/public/../sample"])
def test_an_output_inside_the_pack_or_around_it_is_refused(refuses: Fails, out: str) -> None:
    refuses("build", "partner", *PACK, "--out", out, says="pack .* output .* inside one another")


def test_a_line_end_in_a_path_is_refused(refuses: Fails) -> None:
    refuses("build", "public", "--out", "a\nb", says="The path of the output has a line end in it")


def test_an_output_that_is_a_file_is_refused(standing: Path, refuses: Fails) -> None:
    (standing / "report").touch()
    refuses("build", "public", "--out", "report", says="output .*/report is a file")


def test_a_folder_that_no_build_made_is_not_replaced(refuses: Fails, tmp_path: Path) -> None:
    (tmp_path / "home" / "public").mkdir(parents=True)
    (tmp_path / "home" / "public" / "letter.txt").write_text("somebody's own", "utf-8")
    refuses("build", "public", "--out", tmp_path / "home", says="home/public")


# A disk that cannot be written, or is full


@contextlib.contextmanager
def disk(place: Path, options: str) -> Iterator[None]:
    """A small disk of its own at a folder; a test that asks for it needs the rights to mount one."""
    if os.geteuid() or not shutil.which("mount"):
        pytest.skip("only root can mount a disk")
    place.mkdir(exist_ok=True)
    if subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], capture_output=True, check=False
    ).returncode:
        pytest.skip("no disk can be mounted here")
    try:
        yield
    finally:
        subprocess.run(["umount", "--lazy", place], check=True)


@pytest.mark.parametrize("out", ["/proc/nowhere/site", "/dev/null/site"])
def test_an_output_that_cannot_be_made_is_told(refuses: Fails, out: str) -> None:
    refuses("build", "public", "--out", out, says=f"output {out} cannot be written: ")


def test_an_output_that_cannot_be_written_is_told(refuses: Fails, tmp_path: Path) -> None:
    out = tmp_path / "out"
    if os.geteuid():  # rights bind everybody but root, who needs a disk that cannot be written
        last_good_site(out)
        out.chmod(0o500)
        refuses("build", "public", "--out", out, says="output .*/out cannot be written: Permission denied")
        out.chmod(0o700)
        return
    with disk(out, "size=1m"):
        last_good_site(out)
        subprocess.run(["mount", "-o", "remount,ro", out], check=True)
        refuses("build", "public", "--out", out, says="output .*/out cannot be written: Read-only")


def test_a_site_that_cannot_be_replaced_is_told(refuses: Fails, tmp_path: Path) -> None:
    out = tmp_path / "out"
    last_good_site(out)
    with disk(out / "public", "size=1m"):  # a disk in the place of a folder cannot be renamed
        found = refuses("build", "public", "--out", out, says="output .* cannot be changed: .*busy")
    assert found.count("\n") == 1


@pytest.mark.parametrize("size", ["100k", "1500k"])  # full while staging; full while rendering
def test_a_full_disk_is_told(refuses: Fails, tmp_path: Path, size: str) -> None:
    out = tmp_path / "out"
    with disk(out, f"size={size}"):
        last_good_site(out)
        refuses("build", "public", "--out", out, says="[Nn]o space left")


# Of 512 bytes: too small for a stage; too small for a site's largest file.
@pytest.mark.parametrize("blocks", [8, pytest.param(2000, marks=pytest.mark.whole)])
def test_a_file_that_the_system_has_no_room_for_is_told(fails: Fails, blocks: int) -> None:
    fails("build", "public", says="[Ff]ile too large", within=("sh", "-c", f'ulimit -f {blocks}; exec "$@"', "sh"))


@pytest.mark.whole
def test_a_disk_too_full_to_keep_charts_leaves_no_half_drawn_one(standing: Path, tmp_path: Path) -> None:
    charts = standing / ".cache" / "charts"
    charts.unlink()
    with disk(charts, "size=8k"):
        code, _, err = ended(start(standing, "build", "public", "partner", *PACK, changes={"TMPDIR": str(tmp_path)}))
        kept = [path for path in charts.rglob("*") if path.is_file()]
    assert code == 1
    assert "No space left" in err
    assert kept
    assert [path.name for path in kept if path.suffix != ".svg"] == []


# A renderer that fails or dies


def test_a_page_that_cannot_be_rendered_is_told_and_an_output_that_had_to_be_made_is_gone(
    standing: Path, fails: Fails
) -> None:
    append(overridden(standing, "main.html"), "{% block scripts %}{{ nothing.at.all }}{% endblock %}")
    fails("build", "public", "--out", "new/deep/site", says="public edition was not rendered:\n.*UndefinedError")


def test_one_bad_edition_keeps_the_others_back_and_is_told_without_what_its_page_says(
    standing: Path, refuses: Fails
) -> None:
    page = standing / "data" / "sample" / "partner" / "prose" / "rail-commentary.md"
    append(page, "Secretplace had 9184736 of them.")
    faulty = "{% if 'Secretplace' in (page.content or '') %}{{ nothing.at.all }}{% endif %}"
    template = overridden(standing, "main.html")
    template.write_text(
        f"{template.read_text('utf-8')}\n{{% block scripts %}}{faulty}{{{{ super() }}}}{{% endblock %}}\n", "utf-8"
    )
    found = refuses("build", "public", "partner", *PACK, says="partner edition was not rendered:\n.*stations.md")
    assert not re.search("public edition|Secretplace|9184736", found)


def soon(look: Callable[[], set[int]]) -> set[int]:
    """What is there as soon as there is something."""
    limit = time.monotonic() + 60
    while not (found := look()) and time.monotonic() < limit:
        time.sleep(0.001)
    return found


@pytest.mark.parametrize("whom", ["the renderer", pytest.param("its fork", marks=pytest.mark.whole)])
def test_a_renderer_that_is_killed_is_told(standing: Path, tmp_path: Path, whom: str) -> None:
    with nothing_is_left(tmp_path):
        process = start(standing, "build", "public")
        appears(process, standing / "site", ".assess-*/public/docs/index.md")  # it is asked for soon after
        (victim,) = named(children(process.pid), "assess.render.worker")
        if whom == "its fork":
            (victim,) = soon(lambda: children(victim))
        os.kill(victim, signal.SIGKILL)
        code, out, err = ended(process)
    assert (code, out) == (1, "")
    assert "Traceback" not in err
    assert re.search("renderer .*(stopped|killed)", err)


def _saved_meanwhile(project: Path, names: Sequence[str]) -> Callable[[AuditRequest], list[Finding]]:
    """An audit during which somebody saves some files."""

    def saving(request: AuditRequest) -> list[Finding]:
        for name in names:
            with (project / name).open("a", encoding="utf-8") as file:
                file.write("\n")
        return audit(request)

    return saving


def test_what_is_saved_while_a_build_runs_is_not_said_to_be_in_it(
    standing: Path, assess_here: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["data/public/asb-total.csv", "docs/stations.md", "mkdocs.yml", "theme/main.html"]
    overridden(standing, "main.html")
    monkeypatch.setattr(assess.build.examine, "audit", _saved_meanwhile(standing, names))
    with nothing_changes(standing / "site"):
        code, out, err = assess_here(standing, "build", "public")
    assert (code, out) == (1, "")
    assert err.splitlines() == [f"{name} was changed while the build ran. Build again" for name in names]


def test_what_is_saved_while_a_build_runs_and_is_none_of_its_inputs_keeps_nothing_back(
    standing: Path, assess_here: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ["style.yml", "data/sample/internal/briefing-themes.csv"]
    monkeypatch.setattr(assess.build.examine, "audit", _saved_meanwhile(standing, names))
    assert assess_here(standing, "build", "public", *PACK)[0] == 0


# Settings that cannot be read


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("mkdocs.yml", "site_name:", "site_name: : :", "mkdocs.yml, line \\d: "),
        ("mkdocs.yml", "signed: 2023-05-18", "signed: 18 May", "mkdocs.yml, line .*signed:.* 2023-05-18"),
        ("mkdocs.yml", "  signed: 2023-05-18", "  #", "mkdocs.yml.*signed"),
        ("mkdocs.yml", "id: public, name: Public edition", "id: public, name: Partner edition", "Public edition"),
        ("mkdocs.yml", "  sections: #", "  chapters: #", "mkdocs.yml.*sections"),
        ("mkdocs.yml", "name: assess", "name: assses", '"assses".*"assess"'),
        ("mkdocs.yml", "name: assess", "name: assess\n  custom_dir: looks", '"looks".*theme'),
        ("mkdocs.yml", "name: assess", "name: assess\n  custom_dir: theme", "no such folder"),
        (
            "redaction/editions.yml",
            "audiences: [public, partner]",
            "audiences: [public, partners]",
            '"partners".*"partner"',
        ),
        ("redaction/sources.yml", "audience: partner", "audience: partners", '"partners".*"partner"'),
        ("redaction/editions.yml", "audiences: [public]", "audiences: [partner]", "redaction/editions.yml, line"),
    ],
)
def test_settings_with_a_fault_are_told_with_their_file(
    standing: Path, refuses: Fails, *, file: str, old: str, new: str, says: str
) -> None:
    path = standing / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    refuses("build", "public", says=says)
