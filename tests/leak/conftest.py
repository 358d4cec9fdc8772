"""What the tests of leaks share: the pack's distinctive content, and audits that can be asked again."""

from __future__ import annotations

import dataclasses
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from leaking import Content, all_words, content_of, open_words, run_python

from release.audit import AuditRequest

Requests = dict[str, AuditRequest]
Copied = Callable[[str], AuditRequest]

# Runs the command, and keeps each stage with its rendered site, and what its audit was asked.
_KEEPING = """
import pickle, shutil, sys
from pathlib import Path
import release.build
from release.command_line import main

kept, arguments = Path(sys.argv[1]), sys.argv[2:]
ask = release.build.audit

def keep(request):
    shutil.copytree(request.stage, kept / request.edition)
    (kept / f"{request.edition}.request").write_bytes(pickle.dumps(request))
    return ask(request)

release.build.audit = keep
sys.exit(main(arguments))
"""


@pytest.fixture(scope="session")
def pack(root: Path) -> Path:
    """The committed synthetic pack."""
    return root / "data" / "sample"


@pytest.fixture(scope="session")
def partner_content(root: Path, pack: Path) -> Content:
    """What is distinctive of the pack's partner folder."""
    return content_of(pack / "partner", open_words(root))


@pytest.fixture(scope="session")
def internal_content(root: Path, pack: Path) -> Content:
    """What is distinctive of the pack's internal folder, also beside its partner folder."""
    return content_of(pack / "internal", open_words(root) | all_words(pack / "partner"))


@pytest.fixture(scope="session")
def requests(sites: Path, tmp_path_factory: pytest.TempPathFactory) -> Requests:
    """The audits of a build of all editions, with the stages and sites they were asked about."""
    project, kept = sites.parent, tmp_path_factory.mktemp("kept")
    out = tmp_path_factory.mktemp("out")
    built = run_python(_KEEPING, kept, "build", "--restricted", project / "data" / "sample", "--out", out, cwd=project)
    assert built.returncode == 0, built.stderr
    asked = {}
    for path in kept.glob("*.request"):
        request = pickle.loads(path.read_bytes())  # noqa: S301  # written above
        asked[path.stem] = dataclasses.replace(request, stage=kept / path.stem, site=kept / path.stem / "site")
    assert set(asked) == {"public", "partner", "internal"}
    return asked


@pytest.fixture
def copied(requests: Requests, tmp_path: Path) -> Copied:
    """The audit of a copy of a stage and its site, to tamper with."""

    def copy(edition: str) -> AuditRequest:
        stage = tmp_path / edition
        shutil.copytree(requests[edition].stage, stage)
        return dataclasses.replace(requests[edition], stage=stage, site=stage / "site")

    return copy
