"""Builds of a small project that somebody did something wrong with, one after another with workers that run already."""

from __future__ import annotations

import contextlib
import io
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from unittest.mock import patch

from building import files, signals_put_back, small_project
from leaks import Fact, everyday_pack

import assess.build.examine
from assess.audit import AuditRequest, Finding, Scanner, Verdict, Withheld, theme_digests
from assess.build.pipeline import Workers, build_in, workers
from assess.build.plan import Plan
from assess.build.promote import workplace
from assess.load.editions import policy_of
from assess.processes.progress import Progress
from assess.project.layout import Project
from assess.project.settings import read_settings
from assess.prove.comparison import Outcome
from redaction.diagnostics.errors import AssessError, ProblemsFoundError

ALL = ("public", "internal")  # the second reads every folder, so the first is audited against all of them
GATES = {
    "open data": re.compile(r"^Public files hold restricted content", re.MULTILINE),
    "read": re.compile(r"^The build read .*not an input", re.MULTILINE),
    "shut in": re.compile(r"outside its stage|Permission denied|PermissionError"),
    "audit": re.compile(r"did not pass its audit"),
    "renderer": re.compile(r"was not rendered"),
    "downloads": re.compile(r"^The download .* is not what it should be", re.MULTILINE),
}

Wrong = Callable[[Path], object]


@dataclass
class Attempt:
    """What came of a build: what stopped it, all that was said, and the files that it put in place."""

    stopped: str = ""
    said: str = ""
    files: dict[str, bytes] = field(default_factory=dict)


@dataclass
class Workshop:
    """A small project with a pack of everyday size beside it, to be changed and built over and over."""

    pristine: Path
    project: Project
    pack: Path
    facts: dict[str, Fact]
    at_work: Workers
    kept: Path

    def clean(self) -> None:
        """The project and its pack as they were; the folder of charts itself stays, which the drawer is confined to."""
        kept = self.project.charts
        for path in (*self.project.root.iterdir(), *kept.parent.iterdir(), *kept.iterdir()):
            if path not in (kept, kept.parent):
                shutil.rmtree(path, ignore_errors=True) if path.is_dir() and not path.is_symlink() else path.unlink()
        shutil.copytree(self.pristine / "project", self.project.root, dirs_exist_ok=True, symlinks=True)
        shutil.rmtree(self.pack, ignore_errors=True)
        shutil.copytree(self.pristine / "pack", self.pack)

    def attempt(self, wrong: Wrong, editions: Sequence[str] = ALL) -> Attempt:
        """A build of the project with something done to it before."""
        self.clean()
        wrong(self.project.root)
        return self.built(editions)

    def built(self, editions: Sequence[str] = ALL) -> Attempt:
        """A build of the project as it stands now."""
        said, out = io.StringIO(), self.project.root / "site"
        try:
            policy = policy_of(self.project)
            chosen = tuple(policy.editions[name] for name in editions)
            plan = Plan(self.project, read_settings(self.project), policy, chosen, self.pack, out)
            with signals_put_back(), workplace(out) as work:
                build_in(work, self.at_work, plan, Progress(said))
        except ProblemsFoundError as error:
            return Attempt("check", f"{said.getvalue()}{error}")
        except AssessError as error:
            gates = [gate for gate, pattern in GATES.items() if pattern.search(str(error))]
            return Attempt(" and ".join(gates[:2]) or "refused", f"{said.getvalue()}{error}")
        except OSError as error:
            return Attempt("refused", f"{said.getvalue()}{error.strerror}")
        return Attempt("", said.getvalue(), files(out))

    def outcome(self, editions: Sequence[str]) -> Outcome:
        """The same as the proof compares it."""
        attempt = self.built(editions)
        return Outcome(int(bool(attempt.stopped)), attempt.said if attempt.stopped else "", attempt.files)

    def scanner(self, *, closed: bool = False) -> Scanner:
        """What `assess audit` looks with, for the public."""
        folders = (self.pristine / "pack" / "partner", self.pristine / "pack" / "internal")
        root = self.pristine / "project"
        known = Withheld(root, "public", (root / "data" / "public",), folders).fingerprints()
        return Scanner(known, closed=closed, trusted=theme_digests())

    def request(self) -> AuditRequest:
        """The audit of the public site as it was built, on a copy of its stage to tamper with."""
        stage, ask = self.kept / "public", assess.build.examine.audit

        def keep(request: AuditRequest) -> list[Finding]:
            shutil.rmtree(stage, ignore_errors=True)  # of an earlier request
            shutil.copytree(request.stage, stage)
            return ask(request)

        with patch.object(assess.build.examine, "audit", keep):
            attempt = self.attempt(lambda _: None, ["public"])
        assert not attempt.stopped, attempt.said
        root, pack = self.pristine / "project", self.pristine / "pack"
        marking = policy_of(self.project).editions["public"].marking
        withheld = (pack / "partner", pack / "internal")
        return AuditRequest(root, "public", marking, stage, stage / "site", (root / "data" / "public",), withheld)


@contextlib.contextmanager
def workshop(
    place: Path, site: Callable[[Path, Path], Path] = small_project, kept: Path | None = None
) -> Iterator[Workshop]:
    """A workshop in a folder, for the site that `site` copies: the partnership's, unless another is given.

    It begins with a copy of what builds of that site have in their cache, where `kept` names one.
    """
    pristine = place / "pristine"
    root = site(pristine / "project", place / "charts")
    for name in ("charts", "downloads", "kept"):  # what one case leaves in a cache, the next must not find
        (root / ".cache" / name).unlink()
    if kept:
        shutil.copytree(kept, root / ".cache", dirs_exist_ok=True)
    facts = everyday_pack(root / "data" / "sample", pristine / "pack", policy_of(Project(root)))
    shutil.rmtree(root / "data" / "sample")
    project = Project(place / "project")
    shutil.copytree(root, project.root)
    for folder in (project.charts, project.downloads):
        folder.mkdir(parents=True, exist_ok=True)
    shutil.copytree(pristine / "pack", place / "pack")
    with workers(project, read_settings(project)) as at_work:
        made = Workshop(pristine, project, place / "pack", facts, at_work, place / "kept")
        first = made.attempt(lambda _: None)
        assert not first.stopped, first.said
        shutil.copytree(project.root / ".cache", root / ".cache", dirs_exist_ok=True)
        yield made


def traces(findings: Sequence[Finding]) -> list[str]:
    """The kinds of what was found of a pack, without what only needs a person to look."""
    return sorted({each.kind for each in findings if each.verdict is Verdict.FAIL})
