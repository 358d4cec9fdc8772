"""Building editions: know, draw, stage, render, audit, promote."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from macros.chart_store import ChartStore
from redaction.errors import AssessError
from redaction.policy import Edition, Policy
from release.audit import AuditRequest, Verdict, audit, verdict
from release.knowledge import EditionKnowledge, know, read_settings
from release.manifest import manifest
from release.progress import Progress
from release.project import Project
from release.promote import promote, workplace
from release.rendering import Renderer, renderer
from release.stage import stage

_INPUTS = ("docs", "mkdocs.yml", "redaction", "theme")


@dataclass(frozen=True)
class Plan:
    """What to build, from what, and where to."""

    project: Project
    policy: Policy
    editions: tuple[Edition, ...]
    pack: Path | None
    out: Path

    def folders(self) -> dict[str, Path]:
        """The data folder of each audience that these editions read."""
        return {
            audience: self.project.open_data(self.policy)
            if self.pack is None or audience == self.policy.open_audience
            else self.pack / audience
            for edition in self.editions
            for audience in edition.audiences
        }


@dataclass(frozen=True)
class Built:
    """An edition that was promoted."""

    edition: str
    place: Path
    pages: int


def build(plan: Plan, progress: Progress) -> list[Built]:
    """Build editions side by side, and promote them together if every one passes.

    Raises AssessError, and leaves what stood in the output as it was.
    """
    try:
        with workplace(plan.out) as work, renderer(_signed(plan.project)) as running:
            progress.say(f"Reading data and pages for {', '.join(edition.id for edition in plan.editions)}")
            known = know(plan.project, plan.policy, plan.editions, plan.pack)
            for each in known:
                _draw_and_stage(plan.project, each, work / each.edition.id, progress)
                running.ask(work / each.edition.id)
            _wait(running, known, progress)
            finished: dict[str, Path] = {}
            for each in known:
                _audit(plan, each.edition, work / each.edition.id, progress)
                finished |= _with_manifest(plan, each.edition, work)
            promote(plan.out, finished, work)
    except OSError as error:
        place = f" ({plan.project.shown(Path(error.filename))})" if isinstance(error.filename, str) else ""
        raise AssessError(f"The build stopped: {error.strerror}{place}. Nothing in {plan.out} was changed") from None
    return [Built(each.edition.id, plan.out / each.edition.id, len(each.pages)) for each in known]


def _draw_and_stage(project: Project, known: EditionKnowledge, folder: Path, progress: Progress) -> None:
    store = ChartStore(project.charts)
    missing = sum(not store.path(chart, audience).exists() for chart, audience in known.charts)
    progress.say(f"{known.edition.id}: staging {len(known.pages)} pages, drawing {missing} charts")
    folder.mkdir(mode=0o700)
    stage(project, known, folder)


def _wait(running: Renderer, known: Sequence[EditionKnowledge], progress: Progress) -> None:
    failures = []
    for answer in running.answers(len(known)):
        edition = answer.stage.name
        progress.say(f"{edition}: {'rendered' if answer.ended else 'not rendered'}")
        if not answer.ended:
            reasons = [f"  {line}" for line in answer.lines] or ["  It gave no reason"]
            failures.append("\n".join([f"The {edition} edition was not rendered:", *reasons]))
    if failures:
        raise AssessError("\n".join(sorted(failures)))


def _audit(plan: Plan, edition: Edition, stage: Path, progress: Progress) -> None:
    """Audit an edition; raises AssessError unless it passes."""
    folders = plan.folders()
    findings = audit(
        AuditRequest(
            root=plan.project.root,
            edition=edition.id,
            marking=edition.marking,
            stage=stage,
            site=stage / "site",
            open_data=tuple(folders[audience] for audience in edition.audiences),
            withheld=tuple(folder for audience, folder in folders.items() if not edition.reads(audience)),
        )
    )
    result = verdict(findings)
    progress.say(f"{edition.id}: audit {result.value}")
    if result is not Verdict.PASS:
        first = f"The {edition.id} edition did not pass its audit ({result.value}):"
        raise AssessError("\n".join([first, *(f"  {finding}" for finding in findings)]))


def _with_manifest(plan: Plan, edition: Edition, work: Path) -> dict[str, Path]:
    """The finished site of an edition and its manifest, by their names in the output."""
    folders = plan.folders()
    inputs = [(name, plan.project.root / name) for name in _INPUTS]
    inputs += [(f"data/{audience}", folders[audience]) for audience in edition.audiences]
    site = work / edition.id / "site"
    path = work / f"{edition.id}.manifest.json"
    path.write_text(manifest(edition.id, inputs, site), "utf-8")
    return {edition.id: site, path.name: path}


def _signed(project: Project) -> int:
    """The day the assessment was signed, as seconds since 1970; the clock of every build."""
    settings = read_settings(project)
    extra: Any = settings.content.get("extra", {})
    try:
        day = dt.date.fromisoformat(extra["signed"])
    except (KeyError, TypeError, ValueError):
        line = settings.line(("extra", "signed"))
        raise AssessError(
            f"mkdocs.yml, line {line}: expected `extra: signed:` with a date such as 2023-05-18"
        ) from None
    return int(dt.datetime.combine(day, dt.time(), dt.UTC).timestamp())
