"""Nothing but its audit opens a pack for the public edition, once its bytes are made; another edition reads its own."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from building import Run, append, differing, environment, files
from leaking import Watch

# Runs the command with everything that can look at a file noting what it was asked for.
_NOTING = """
import builtins, os, sys
asked = []

def noting(function):
    def call(path=".", *rest, **named):
        asked.append(os.fsdecode(path) if isinstance(path, (str, bytes, os.PathLike)) else "")
        return function(path, *rest, **named)
    return call

for name in ("stat", "lstat", "access", "open", "listdir", "scandir", "readlink", "walk"):
    setattr(os, name, noting(getattr(os, name)))
builtins.open = noting(builtins.open)
SEEN = ("open", "os.listdir", "os.scandir")
sys.addaudithook(lambda event, found: asked.append(str(found[0])) if event in SEEN else None)
from assess.cli.main import main
code = main(sys.argv[2:])
print(*sorted({path for path in asked if os.path.abspath(path).startswith(sys.argv[1])}), sep="\\n", file=sys.stderr)
sys.exit(code)
"""


@dataclass(frozen=True)
class Seen:
    """A command's exit code, what it opened of the pack, what it asked for there, and the log of the system."""

    code: int
    opened: set[Path]
    asked: list[str]
    log: str


def seen(project: Path, pack: Path, log: Path, *arguments: str) -> Seen:
    """Run a command with every eye on it: the kernel's notes on the pack, Python's own, strace where there is one."""
    tracing = ["strace", "--seccomp-bpf", "-f", "-s", "4096", "-e", "trace=%file", "-o", str(log)]
    command = [sys.executable, "-c", _NOTING, str(pack), *arguments]
    (project / "site").mkdir(exist_ok=True)
    watch = Watch().on(pack, project / "site")
    ended = subprocess.run(
        [*(tracing if shutil.which("strace") else []), *command],
        cwd=project,
        env=environment({"ASSESS_RESTRICTED": str(pack)}),
        capture_output=True,
        text=True,
        check=False,
    )
    system = log.read_text("utf-8", "replace") if log.exists() else ""
    return Seen(ended.returncode, watch.opened(), ended.stderr.split(), system)


@pytest.fixture
def outside(small: Path, tmp_path: Path) -> Path:
    """The pack where a real one lies: outside the project."""
    shutil.move(small / "data" / "sample", tmp_path / "pack")
    return tmp_path / "pack"


def _looking(calls: list[str], pack: Path) -> set[str]:
    """The processes that asked for anything in a pack, by their numbers."""
    return {call.split()[0] for call in calls if f"{pack}/" in call}


def _calls(log: str) -> list[str]:
    """The calls in a log of strace, but for the start of programs, whose environment names the pack."""
    return [line for line in log.splitlines() if " execve(" not in line]


def test_only_the_audit_of_the_public_edition_looks_into_the_pack_and_only_once_its_bytes_are_made(
    small: Path, outside: Path, tmp_path: Path, small_sites: Path
) -> None:
    found = seen(small, outside, tmp_path / "log", "build", "public")
    assert (found.code, found.opened) == (0, set())
    assert set(found.asked) <= {str(outside)}, "the command asks whether there is a pack, and for nothing in it"
    if found.log:
        calls = _calls(found.log)
        assert any(f'"{small}/data/public/asb-total.csv"' in call for call in calls)
        assert any("/public/docs/index.md" in call and "O_RDONLY" in call for call in calls), "the renderer is not seen"
        (audit,) = _looking(calls, outside)
        own = [call for call in calls if call.startswith(audit)]
        first = next(at for at, call in enumerate(own) if f"{outside}/" in call)
        assert not any("O_WRONLY" in call and "/site/" in call for call in own[first:]), "what has seen the pack writes"
    assert differing(files(small / "site" / "public"), files(small_sites / "public")) == []


def test_only_the_audit_looks_into_the_pack_where_an_edition_stands_as_it_was_built(
    small: Path, outside: Path, tmp_path: Path
) -> None:
    assert seen(small, outside, tmp_path / "first", "build", "public").code == 0
    found = seen(small, outside, tmp_path / "log", "build", "public")
    assert (found.code, found.opened) == (0, set())
    assert set(found.asked) <= {str(outside)}
    if found.log:
        calls = _calls(found.log)
        assert not any("/public/docs/index.md" in call for call in calls), "it is rendered again"
        (audit,) = _looking(calls, outside)
        own = [call for call in calls if call.startswith(audit)]
        first = next(at for at, call in enumerate(own) if f"{outside}/" in call)
        assert not any("O_WRONLY" in call and "/site/" in call for call in own[first:])


def test_the_same_eyes_see_a_check_with_the_pack_look_at_it(small: Path, outside: Path, tmp_path: Path) -> None:
    found = seen(small, outside, tmp_path / "log", "check")
    assert found.code == 0
    for folder in ("partner", "internal"):
        assert outside / folder in found.opened
        assert str(outside / folder / "prose") in found.asked
        assert not found.log or any(f'"{outside}/{folder}' in call for call in _calls(found.log))


def test_mkdocs_at_the_root_never_looks_at_the_pack(small: Path, outside: Path) -> None:
    watch = Watch().on(outside)
    built = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=small,
        env=environment({"ASSESS_RESTRICTED": str(outside)}),
        capture_output=True,
        check=False,
    )
    assert (built.returncode, watch.opened()) == (0, set())


def test_the_partner_edition_reads_its_folder_and_leaves_the_internal_one_to_its_audit(
    small: Path, outside: Path, assess_here: Run
) -> None:
    (small / "site").mkdir()
    watch = Watch().on(outside, small / "site")
    assert assess_here(small, "build", "partner", changes={"ASSESS_RESTRICTED": str(outside)})[0] == 0
    opened = watch.opened()
    read = {path for path in (outside / "partner").rglob("*") if path.suffix in (".csv", ".yaml", ".md")}
    assert len(read) == 6
    assert read <= opened
    assert {path for path in opened if outside / "internal" in (path, *path.parents)} == set()


def test_a_leak_of_a_pack_that_no_edition_reads_stops_the_build(small: Path, outside: Path, assess_here: Run) -> None:
    append(small / "docs" / "index.md", "Thefts at one station came to 473,126.")
    code, out, err = assess_here(small, "build", "public", "--restricted", outside)
    assert (code, out) == (1, "")
    assert "index.html: holds a number of partner/" in err
    assert "473" not in err
    code, out, _ = assess_here(small, "build", "public")
    assert code == 0
    assert "no pack was named, so nothing restricted was compared" in out


def test_a_pack_that_is_not_what_it_should_be_stops_every_build(small: Path, outside: Path, assess_here: Run) -> None:
    (outside / "partner").rename(outside / "Partners")
    names = outside / "sensitive.yml"
    names.write_text(names.read_text("utf-8").replace("internal:", "internl:") + "partner: [67]\n", "utf-8")
    code, _, err = assess_here(small, "build", "public", "--restricted", outside)
    assert code == 1
    assert "Partners/ is a folder of no readers. Did you mean partner?" in err
    assert "found a key that no readers have. Did you mean internal?" in err
    assert "found partner twice" in err
    assert "67" not in err
    assert not (small / "site" / "public").exists()
