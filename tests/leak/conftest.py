"""What the tests of leaks share: the pack's distinctive content, and audits that can be asked again."""

from __future__ import annotations

import dataclasses
import pickle
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from assess.audit import AuditRequest

pytest.register_assert_rewrite("building", "leaking")

from building import small_project  # noqa: E402  # after the line above
from leaking import Content, all_words, content_of, open_words, run_python  # noqa: E402  # as above
from workshop import Workshop, workshop  # noqa: E402  # as above

Requests = dict[str, AuditRequest]
Copied = Callable[[str], AuditRequest]

# Runs the command, and keeps each stage with its rendered site, and what its audit was asked.
_KEEPING = """
import pickle, shutil, sys
from pathlib import Path
import assess.build.examine
from assess.cli.main import main

kept, arguments = Path(sys.argv[1]), sys.argv[2:]
ask = assess.build.examine.audit

def keep(request):
    shutil.copytree(request.stage, kept / request.edition)
    (kept / f"{request.edition}.request").write_bytes(pickle.dumps(request))
    return ask(request)

assess.build.examine.audit = keep
sys.exit(main(arguments))
"""


@pytest.fixture(scope="session")
def pack(partnership: Path) -> Path:
    """The partnership's pack."""
    return partnership / "data" / "sample"


@pytest.fixture(scope="session")
def partner_content(partnership: Path, pack: Path) -> Content:
    """What is distinctive of the pack's partner folder."""
    return content_of(pack / "partner", open_words(partnership))


@pytest.fixture(scope="session")
def internal_content(partnership: Path, pack: Path) -> Content:
    """What is distinctive of the pack's internal folder, also beside its partner folder."""
    return content_of(pack / "internal", open_words(partnership) | all_words(pack / "partner"))


@pytest.fixture
def small(tmp_path: Path, chart_cache: Path) -> Path:
    """A small project, to change as a test likes."""
    return small_project(tmp_path / "project", chart_cache)


@pytest.fixture(scope="session")
def at(sites: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workshop]:
    """A workshop of the partnership that does not exist: each test begins with a clean project in it."""
    with workshop(tmp_path_factory.mktemp("workshop"), kept=sites.with_name(".cache")) as made:
        yield made


@pytest.fixture(scope="session")
def small_sites(requests: Requests) -> Path:
    """The sites of a small project as committed."""
    return requests["public"].root / "site"


@pytest.fixture(scope="session")
def requests(chart_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Requests:
    """The audits of a build of a small project, with the stages and sites they were asked about."""
    kept = tmp_path_factory.mktemp("kept")
    project = small_project(tmp_path_factory.mktemp("audited") / "project", chart_cache)
    built = run_python(_KEEPING, kept, "build", "--restricted", project / "data" / "sample", cwd=project)
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
