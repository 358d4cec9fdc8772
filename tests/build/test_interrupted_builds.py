"""A build that is stopped: at whatever moment, the last good site stays and nothing is left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
from building import (
    LAST_GOOD,
    Run,
    appears,
    become_subreaper,
    children,
    ended,
    files,
    nothing_is_left,
    stands,
    start,
    still_running,
)

BUILD = ("build", "public", "partner", "--restricted", "data/sample")
STOPPED = "Stopped. Nothing was changed.\n"
STAGING = ".assess-*/public/docs/index.md"
RENDERING = ".assess-*/public/site/404.html"
RENDERED = ".assess-*/*/rendered.json"
TRACED = ".assess-*/public.ledger.csv"  # its audit is still to come


@pytest.mark.parametrize(
    ("moment", "asked_by"),
    [
        (STAGING, signal.SIGHUP),  # the terminal was closed
        pytest.param(RENDERING, signal.SIGTERM, marks=pytest.mark.whole),
        pytest.param(RENDERING, signal.SIGINT, marks=pytest.mark.whole),
        (RENDERED, signal.SIGINT),
        pytest.param(TRACED, signal.SIGTERM, marks=pytest.mark.whole),
    ],
)
def test_a_build_that_is_asked_to_stop_leaves_nothing(
    standing: Path, tmp_path: Path, moment: str, asked_by: signal.Signals
) -> None:
    with nothing_is_left(tmp_path):
        process = start(standing, *(BUILD if moment == RENDERED else ("build", "public")))
        appears(process, standing / "site", moment)
        process.send_signal(asked_by)
        found = ended(process)
    assert found == (1, "", STOPPED)


@pytest.mark.parametrize(
    "moment",
    [pytest.param("while a process to draw starts", marks=pytest.mark.whole), "while charts are drawn"],
)
def test_ctrl_c_at_a_terminal_reaches_every_process_and_none_complains(
    standing: Path, tmp_path: Path, moment: str
) -> None:
    (standing / ".cache" / "charts").unlink()
    (standing / ".cache" / "charts").mkdir()
    with nothing_is_left(standing / "site"):
        process = start(standing, *BUILD, changes={"TMPDIR": str(tmp_path)})
        if moment == "while charts are drawn":
            appears(process, standing / ".cache" / "charts", "*/*")
        else:
            appears(process, standing / "site", ".assess-*")
            time.sleep(0.1)
        os.killpg(process.pid, signal.SIGINT)
        found = ended(process)
    assert found == (1, "", STOPPED)
    assert [path for path in (standing / ".cache").rglob("*") if path.is_file() and path.suffix != ".svg"] == []


@pytest.mark.whole
def test_impatience_leaves_nothing_either(standing: Path, tmp_path: Path) -> None:
    with nothing_is_left(tmp_path):
        process = start(standing, *BUILD)
        appears(process, standing / "site", RENDERED)
        while process.poll() is None:
            process.send_signal(signal.SIGINT)
            time.sleep(0.005)
        code, _, err = ended(process)
    assert "Traceback" not in err
    assert code in (1, -signal.SIGINT)  # an interpreter that is ending already dies of it


def test_ctrl_c_while_the_command_still_starts_is_no_traceback(standing: Path, tmp_path: Path) -> None:
    with nothing_is_left(tmp_path):
        process = start(standing, "build", "public")
        while process.poll() is None and "msgspec" not in _mapped(process):  # it imports what it stands on
            time.sleep(0.001)
        process.send_signal(signal.SIGINT)
        _, out, err = ended(process)
    assert out == ""
    assert "Traceback" not in err


def _mapped(process: subprocess.Popen[str]) -> str:
    try:
        return Path(f"/proc/{process.pid}/maps").read_text("utf-8")
    except OSError:
        return ""


@pytest.mark.whole
def test_ctrl_c_once_the_sites_are_in_place_does_not_say_that_nothing_changed(standing: Path) -> None:
    old = {f"old-{number}.html": b"" for number in range(3000)}  # an old site that takes a moment to remove
    stands(standing / "site", "public", {"index.html": LAST_GOOD.encode(), **old})
    process = start(standing, "build", "public")
    appears(process, standing / "site", "public/404.html")
    process.send_signal(signal.SIGINT)
    _, _, err = ended(process)
    assert list((standing / "site").glob(".*")) == []
    assert (standing / "site" / "public" / "404.html").is_file()
    assert err != STOPPED


def test_after_a_kill_while_rendering_nothing_runs_on_and_the_next_build_sweeps(
    standing: Path, assess_here: Run
) -> None:
    before = files(standing / "site")
    assert killed(standing, RENDERING) == set(), "a process runs on"
    after = files(standing / "site")
    assert {name: after[name] for name in before} == before
    assert len(list((standing / "site").glob(".assess-*"))) == 1

    code, _, err = assess_here(standing, "build", "public")

    assert (code, err) == (0, "")
    assert list((standing / "site").glob(".*")) == []


@pytest.mark.whole
def test_after_a_kill_while_drawing_nothing_runs_on(standing: Path) -> None:
    (standing / ".cache" / "charts").unlink()
    (standing / ".cache" / "charts").mkdir()
    assert killed(standing, "../.cache/charts/*/*") == set(), "a process runs on"


def killed(project: Path, moment: str) -> set[int]:
    """Kill a build once a file has appeared: the processes that run on."""
    become_subreaper()
    before = children(os.getpid())
    process = start(project, "build", "public")
    appears(process, project / "site", moment)
    process.kill()
    process.wait()
    left = still_running(before)
    ended(process)
    return left
