"""Building editions: know, draw, stage, render, audit, promote."""

from __future__ import annotations

import datetime
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


@dataclass(frozen=True)
class Built:
    """An edition that was promoted."""

    edition: str
    place: Path
    pages: int


def build(
    project: Project, policy: Policy, editions: Sequence[Edition], pack: Path | None, out: Path, progress: Progress
) -> list[Built]:
    """Build editions side by side, and promote them together if every one passes.

    Raises AssessError, and leaves what stood in the output as it was.
    """
    try:
        with workplace(out) as work, renderer(_signed(project)) as running:
            progress.say(f"Reading data and pages for {', '.join(edition.id for edition in editions)}")
            known = know(project, policy, editions, pack)
            for each in known:
                _draw_and_stage(project, each, work / each.edition.id, progress)
                running.ask(work / each.edition.id)
            _wait(running, known, progress)
            finished: dict[str, Path] = {}
            for each in known:
                finished |= _audited(project, policy, each, editions, pack, work, progress)
            promote(out, finished, work)
    except OSError as error:
        place = f" ({project.shown(Path(error.filename))})" if isinstance(error.filename, str) else ""
        raise AssessError(f"The build stopped: {error.strerror}{place}. Nothing in {out} was changed") from None
    return [Built(each.edition.id, out / each.edition.id, len(each.pages)) for each in known]


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


def _audited(
    project: Project,
    policy: Policy,
    known: EditionKnowledge,
    editions: Sequence[Edition],
    pack: Path | None,
    work: Path,
    progress: Progress,
) -> dict[str, Path]:
    """The finished files of an edition, by their name in the output; raises AssessError unless it passes."""
    edition = known.edition
    folders = {
        audience: project.open_data(policy) if audience == policy.open_audience else (pack or work) / audience
        for each in editions
        for audience in each.audiences
    }
    own = work / edition.id
    request = AuditRequest(
        root=project.root,
        edition=edition.id,
        marking=edition.marking,
        stage=own,
        site=own / "site",
        open_data=tuple(folders[audience] for audience in edition.audiences),
        withheld=tuple(folder for audience, folder in folders.items() if not edition.reads(audience)),
    )
    findings = audit(request)
    result = verdict(findings)
    progress.say(f"{edition.id}: audit {result.value}")
    if result is not Verdict.PASS:
        lines = [
            f"The {edition.id} edition did not pass its audit ({result.value}):",
            *(f"  {each}" for each in findings),
        ]
        raise AssessError("\n".join(lines))
    inputs = [(name, project.root / name) for name in ("docs", "mkdocs.yml", "redaction", "macros", "theme", "release")]
    inputs += [(f"data/{audience}", folders[audience]) for audience in edition.audiences]
    path = work / f"{edition.id}.manifest.json"
    path.write_text(manifest(edition.id, inputs, own / "site"), "utf-8")
    return {edition.id: own / "site", path.name: path}


def _signed(project: Project) -> int:
    """The day the assessment was signed, as seconds since 1970; the clock of every build."""
    settings = read_settings(project)
    extra: Any = settings.content.get("extra", {})
    try:
        day = datetime.date.fromisoformat(extra["signed"])
    except (KeyError, TypeError, ValueError):
        line = settings.line(("extra", "signed"))
        raise AssessError(
            f"mkdocs.yml, line {line}: expected `extra: signed:` with a date such as 2023-05-18"
        ) from None
    return int(datetime.datetime.combine(day, datetime.time(), datetime.UTC).timestamp())
