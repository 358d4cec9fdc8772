"""What the tests of building share: a project with a last good site, and builds that must leave it alone."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from release.command_line import main

pytest.register_assert_rewrite("building")

from building import ended, last_good_site, nothing_changes, nothing_is_left, small_project, start  # noqa: E402  # after the line above

Fails = Callable[..., str]


@pytest.fixture(autouse=True)
def _signals_as_before() -> Iterator[None]:
    """What a command called in this process does on a signal ends with the test; Ctrl-C is heard in each."""
    before = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)}
    signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    for each, handler in before.items():
        signal.signal(each, handler)


@pytest.fixture
def small(tmp_path: Path, chart_cache: Path) -> Path:
    """A small project, to change as a test likes."""
    return small_project(tmp_path / "project", chart_cache)


@pytest.fixture
def standing(small: Path) -> Path:
    """A small project whose output holds a last good site of each edition."""
    last_good_site(small / "site")
    return small


@pytest.fixture
def fails(standing: Path, tmp_path: Path, chart_cache: Path) -> Fails:
    """A build that must fail with one clear message, and leave every file as it was and nothing behind."""

    def check(
        *arguments: str | Path, says: str, within: tuple[str, ...] = (), changes: Mapping[str, str] | None = None
    ) -> str:
        temporary = tmp_path / "temporary"
        temporary.mkdir(exist_ok=True)
        with nothing_is_left(tmp_path):
            process = start(standing, *arguments, changes={"TMPDIR": str(temporary), **(changes or {})}, within=within)
            code, out, err = ended(process)
        assert "Traceback" not in err
        assert (code, out) == (1, ""), err
        assert re.search(says, err), err
        kept = [path.name for path in chart_cache.parent.glob("*/*/*")]
        assert all(re.fullmatch(r"[0-9a-f]{64}\.(svg|xlsx|ods)", name) for name in kept)
        return err

    return check


@pytest.fixture
def refuses(
    standing: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Fails:
    """The same of what is refused before rendering: the command called in this process, which is quicker."""
    monkeypatch.chdir(standing)
    monkeypatch.delenv("ASSESS_RESTRICTED", raising=False)

    def check(*arguments: str | Path, says: str) -> str:
        with nothing_changes(tmp_path):
            code = main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        assert code in (1, 2), out
        assert out == ""
        assert re.search(says, err), err
        return str(err)

    return check
