"""A correction, drawn from what a build would change of the release that went out, and written where it belongs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assess.build.pipeline import build
from assess.build.plan import Plan
from assess.corrections.marked import address_of
from assess.corrections.record import Said, with_correction
from assess.corrections.released import Released, changed_since, read_released, uncorrected
from assess.diff.matching import Change
from assess.load.editions import EditionKnowledge, know
from assess.new.prompts import Question
from assess.new.writer import write_over
from assess.processes.progress import Progress
from assess.project.sealing import private_folder
from redaction.corrections import FILE, Corrected
from redaction.diagnostics.errors import AssessError
from redaction.diagnostics.suggestions import expected_one_of

QUESTIONS = (
    Question("wrong", "What was wrong, in a sentence for readers"),
    Question("matters", "How much it matters, in a sentence, such as: No finding changes."),
)


class NothingDiffersError(AssessError):
    """No number differs from the release, and no sentence is given."""


@dataclass(frozen=True)
class Sentence:
    """A sentence that was wrong, on a page under docs/, and what it says now."""

    page: str
    was: str
    now: str


def correct(plan: Plan, said: Said, progress: Progress, sentence: Sentence | None = None) -> list[str]:
    """Write the correction of one edition, and say what was written where; raises AssessError, and then wrote nothing.

    Numbers that differ from the release are corrected, and with them a sentence where one is given.
    """
    released = read_released(plan.released, plan.editions[0]) if plan.released else None
    if released is None and sentence is None:
        name = plan.editions[0].id
        raise AssessError(
            f"There is no release of the {name} edition in {plan.released} to correct. When one goes out, copy "
            f"site/{name}.manifest.json and site/{name}.ledger.csv there"
        )
    known = know(plan.sources(), plan.editions)[0]
    changes = _changes(plan, known, released, progress) if released else []
    if not changes and sentence is None:
        raise NothingDiffersError(
            "No number differs from the release that went out. For a sentence, give --page, --was and --now"
        )
    return _written(plan, said, _by_audience(known, changes, sentence))


def _changes(plan: Plan, known: EditionKnowledge, released: Released, progress: Progress) -> list[Change]:
    """What a build changes of a release and no correction says yet; the build is made apart, and is gone after."""
    with private_folder("assess-correct-") as folder:
        build(replace(plan, out=folder, released=None), progress)
        changes = changed_since(released, folder / f"{known.edition.id}.ledger.csv")
    return uncorrected(changes, known.corrections)


_Part = tuple[tuple[str, ...], tuple[Corrected, ...]]


def _by_audience(known: EditionKnowledge, changes: Iterable[Change], sentence: Sentence | None) -> Mapping[str, _Part]:
    """The pages and changes of a correction for each audience, the one that may see the least open of their cells."""
    paths = {address_of(page.path): page.path for page in known.pages}
    pages: dict[str, dict[str, None]] = defaultdict(dict)
    corrected: dict[str, list[Corrected]] = defaultdict(list)
    order = list(known.edition.audiences)
    for each in changes:
        datasets = (known.view.datasets[cell.split("/")[0]] for cell in each.cells)
        audience = max((dataset.audience for dataset in datasets), key=order.index, default=order[0])
        pages[audience] |= dict.fromkeys(paths[place.page] for place in each.places)
        of = each.places[0].where.partition(": ")
        corrected[audience].append(Corrected(each.was, each.now, each.cells, of[2] or of[0]))
    if sentence is not None:
        path = sentence.page.removeprefix("docs/")
        if path not in paths.values():
            raise AssessError(f'There is no page "{path}"; expected {expected_one_of(path, "page", paths.values())}')
        audience = next((page.reach.audience for page in known.pages if page.path == path), "") or order[0]
        pages[audience][path] = None
        corrected[audience].append(Corrected(sentence.was, sentence.now))
    return {audience: (tuple(pages[audience]), tuple(corrected[audience])) for audience in corrected}


def _written(plan: Plan, said: Said, parts: Mapping[str, _Part]) -> list[str]:
    """Write each part into the folder of its audience."""
    files: dict[Path, str] = {}
    lines: list[str] = []
    for audience, (pages, changes) in parts.items():
        path = plan.folders()[audience] / FILE
        before = path.read_text("utf-8") if path.is_file() else ""
        files[path] = with_correction(before, said, pages, changes)
        lines.append(_told(plan.project.shown(path), pages, changes))
    write_over(files)
    return [*lines, "Read it there, run `assess check`, and build again"]


def _told(file: str, pages: Sequence[str], changes: Sequence[Corrected]) -> str:
    count = f"{len(changes)} change{'s' * (len(changes) > 1)}"
    return f"{file}: a correction of {count} on {', '.join(pages)}"
