"""Withheld counts of an edition that what it publishes gives away, and small counts that a policy would withhold."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from assess.corrections.released import read_released
from assess.load.editions import EditionKnowledge
from assess.load.sources import Sources
from assess.protect.policy import ROUND, Measure
from assess.protect.published import counted, has_withheld, number_of
from redaction.data.dataset import Dataset
from redaction.diagnostics.errors import Problem
from redaction.policy import Edition

_STORED = "stored"
_DIGITS = re.compile(r"\d+")


def small_count_faults(
    sources: Sources, known: Iterable[EditionKnowledge], released: Path | None = None
) -> list[Problem]:
    """What gives withheld counts away, to whoever reads the same folders once; raises ProblemsFoundError.

    `released` is the folder of what went out: numbers in it are known. What is withheld in a folder is so from those
    who read it and the more open ones. Readers of further folders may know more.
    """
    measures = sources.protection
    problems: list[Problem] = []
    seen: set[frozenset[str]] = set()
    for each in known:
        audience, readers = each.edition.audiences[-1], frozenset(each.edition.audiences)
        if readers not in seen:
            seen.add(readers)
            datasets = each.view.datasets
            problems += _shown(sources, datasets, audience, measures)
            if any(has_withheld(one) and one.audience == audience for one in datasets.values()):
                problems += _given_away(sources, datasets, audience, measures, _numbers(released, each.edition))
    return [*dict.fromkeys(problems)]


def _given_away(
    sources: Sources,
    datasets: Mapping[str, Dataset],
    audience: str,
    measures: Sequence[Measure],
    released: Mapping[str, int],
) -> Iterator[Problem]:
    """The findings of the audit, each as a problem of the table that withholds counts."""
    from assess.protect import audit  # HiGHS takes half a second to load, and few sites withhold counts

    for each in audit.audited(datasets, audience, measures, released).findings:
        file = _file(sources, audience, each.dataset)
        if isinstance(each, audit.Narrowed):
            beside = f", with {_several(each.others)}" if each.others else ""
            found = f"{each.cells} withheld count{'s' * (each.cells > 1)} that {each.says}{beside} give away"
            expected = f"a range of at least {each.width} for each withheld count"
            advice = each.mend or "Withhold further numbers beside them: `assess protect` chooses which"
            yield Problem("narrowed-count", file, 0, found, expected, advice)
        elif isinstance(each, audit.Contradicted):
            found = "withheld counts that nothing agrees with: totals, percentages or an order beside them are wrong"
            yield Problem("contradicted-count", file, 0, found, "numbers that can all be true")
        else:
            found = "withheld counts of which it was not found in time whether they are given away"
            yield Problem("narrowed-count", file, 0, found, "fewer withheld counts in one table, or fewer statements")


def _shown(
    sources: Sources, datasets: Mapping[str, Dataset], audience: str, measures: Sequence[Measure]
) -> Iterator[Problem]:
    """Small counts in tables that are to be protected."""
    for measure in measures:
        for table in measure.tables:
            dataset = datasets.get(table.dataset)
            if dataset is None or table.whole or measure.mode == ROUND or dataset.audience != audience:
                continue
            names = [column.name for column in counted(dataset)]
            numbers = (number_of(row.cells[name]) for row in dataset.rows for name in names)
            small = sum(number is not None and 0 < number < measure.threshold for number in numbers)
            if small:
                found = f'{small} count{"s" * (small > 1)} below the threshold of "{measure.id}"'
                file = _file(sources, audience, dataset.id)
                yield Problem("shown-count", file, 0, found, "[c] for each", "Run `assess protect`")


def _several(others: Sequence[str]) -> str:
    """Statements that are named beside another: one, or how many."""
    return others[0] if len(others) == 1 else f"{len(others)} further statements that have to go too"


def _file(sources: Sources, audience: str, dataset: str) -> str:
    pack, policy = sources.pack, sources.policy
    is_open = audience == policy.open_audience or pack is None
    folder = sources.project.open_data(policy) if is_open else (pack or Path()) / audience
    return f"{sources.project.shown(folder)}/{dataset}.csv"


def _numbers(folder: Path | None, edition: Edition) -> dict[str, int]:
    """The whole numbers that went out with the last release of an edition, by the cell that each came from."""
    released = read_released(folder, edition) if folder else None
    if released is None:
        return {}
    with released.ledger.open(encoding="utf-8", newline="") as file:
        entries = [(row["cells"], row["value"]) for row in csv.DictReader(file) if row["how"] == _STORED]
    return {cell: int(value) for cell, value in entries if _DIGITS.fullmatch(value) and cell.count("/") == 2}
