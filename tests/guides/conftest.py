"""The command as a new user gives it, in this process, which is quicker."""

from __future__ import annotations

import re
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from release.command_line import main

sys.path.append(str(Path(__file__).resolve().parent.parent / "build"))  # the small project that builds are tested with

pytest.register_assert_rewrite("building")

from building import small_project  # noqa: E402  # after the lines above

Says = Callable[..., str]


@pytest.fixture(autouse=True)
def _as_before(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in ("ASSESS_RESTRICTED", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    before = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    yield
    for each, handler in before.items():
        signal.signal(each, handler)


@pytest.fixture
def small(tmp_path: Path, chart_cache: Path) -> Path:
    """A small project, held to the committed wording."""
    project = small_project(tmp_path / "project", chart_cache)
    wording = (Path(__file__).resolve().parent.parent.parent / "wording.yml").read_text("utf-8")
    (project / "wording.yml").write_text(re.sub(r"(?ms)^exempt:\n.*", "exempt: []\n", wording), "utf-8")
    return project


@pytest.fixture
def assess_in(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Says:
    """What a command says in a project, all of it; its exit code must be as expected."""

    def run(project: Path, *arguments: str | Path, code: int = 0) -> str:
        monkeypatch.chdir(project)
        ended = main([str(each) for each in arguments])
        out, err = capsys.readouterr()
        assert ended == code, out + err
        return str(out + err)

    return run
