"""One cell changed changes exactly the numbers whose lineage names it, and leaves no stale word.

Some of the cells are tried, chosen by a seed; `make lineage` (LINEAGE_CELLS=all) tries every one.
"""

from __future__ import annotations

import os
import random
from collections import Counter
from pathlib import Path

import pytest
from cells_one_by_one import Assessment, Number, Said, committed

from assess.lineage.recomputation import Recomputation
from redaction.diagnostics.errors import LookupFailedError
from redaction.view import View

SAMPLE = 30
# Where a map has its tiles. Such a cell moves a picture and no number: it must move the picture, and nothing else.
GEOMETRY = ("essex-grid/{}/column", "essex-grid/{}/row")
BELOW_ZERO = "negative numbers"  # a stacked chart cannot show them, and no page is made


@pytest.fixture(scope="module")
def assessment(root: Path) -> Assessment:
    return committed(root)


def chosen(cells: list[str]) -> list[str]:
    wanted = os.environ.get("LINEAGE_CELLS", str(SAMPLE))
    if wanted == "all":
        return cells
    seed = os.environ.get("LINEAGE_SEED", "2023")
    print(f"{wanted} of {len(cells)} cells, LINEAGE_SEED={seed}")
    return random.Random(seed).sample(cells, int(wanted))  # noqa: S311  # a seed that repeats is wanted


def test_one_cell_changes_exactly_the_numbers_whose_lineage_names_it(assessment: Assessment) -> None:
    cells = chosen(assessment.cells())
    outcomes: Counter[str] = Counter()
    faults = [fault for cell in cells for fault in faults_of(assessment, cell, outcomes)]
    print(f"{len(cells)} cells: {dict(outcomes)}")
    assert faults == []
    assert outcomes["moved"] > len(cells)


def test_every_kind_of_number_and_every_dataset_with_numbers_is_on_a_page(assessment: Assessment) -> None:
    kinds = {number.by for said in assessment.said for number in said.numbers.values()}
    assert kinds >= {
        "",
        "change",
        "difference",
        "share",
        "rank",
        "sum",
        "total",
        "highest",
        "lowest",
        "printed",
        "rows",
    }
    named = {cell for said in assessment.said for number in said.numbers.values() for cell in number.cells}
    numeric = {
        cell
        for cell in assessment.cells()
        if assessment.view.datasets[cell.split("/")[0]].column(cell.split("/")[2]).is_numeric
    }
    unused = {cell.split("/")[0] for cell in numeric} - {cell.split("/")[0] for cell in named}
    assert unused == {each.split("/")[0] for each in GEOMETRY}


def test_a_cell_of_geometry_moves_its_picture_and_no_number(assessment: Assessment) -> None:
    cells = [cell for cell in assessment.cells() if is_geometry(cell)]
    assert {cell.rpartition("/")[2] for cell in cells} == {"column", "row"}
    for cell in cells:
        faults = faults_of(assessment, cell, outcomes := Counter())
        assert faults == []
        assert +outcomes == {"pictures": 2 * len(assessment.readers["essex-grid"])}, (
            "in both worlds, wherever it is read"
        )


def faults_of(assessment: Assessment, cell: str, outcomes: Counter[str]) -> list[str]:
    """What is wrong with how the pages follow one cell; `outcomes` counts what it did to the numbers that name it."""
    readers = assessment.readers.get(cell.split("/", maxsplit=1)[0], ())
    naming = {
        (index, key)
        for index, said in enumerate(assessment.said)
        for key, number in said.numbers.items()
        if cell in number.cells
    }
    faults = [
        f"{cell} is named by a number of a call that never reads it" for index, _ in naming if index not in readers
    ]
    moved: set[tuple[int, tuple[str, int]]] = set()
    for world in assessment.worlds(cell):
        recomputation = Recomputation(world.datasets)
        for index in readers:
            call, before = assessment.calls[index], assessment.said[index]
            try:
                after = call.says(world, assessment.site)
            except LookupFailedError as error:
                outcomes["refused"] += 1
                if is_below_zero(world, cell) and BELOW_ZERO in error.found:
                    continue  # the world where it is far above all others tells what it moves
                # The page names a row that is no longer among the selected: no build, no page.
                moved |= {(index, key) for key in before.numbers}
                if not selects(assessment, cell):
                    faults.append(f"{cell} on {call.page.path}: refused")
                continue
            moved |= {(index, key) for key in before.numbers if after.numbers.get(key) != before.numbers[key]}
            outcomes["pictures"] += is_geometry(cell) and after.chart != before.chart
            where = f"{cell} on {call.page.path}"
            faults += [f"{where}: {fault}" for fault in stale(after, recomputation)]
            faults += [f"{where}: {fault}" for fault in unnamed(cell, before, after, assessment)]
    outcomes["moved"] += len(moved & naming)
    for index, key in naming - moved:
        number = assessment.said[index].numbers[key]
        outcomes["unmoved"] += 1
        if not cannot_move(number):
            faults.append(f"{cell} moves nothing in {number.formula}")
    return faults


def is_geometry(cell: str) -> bool:
    """Whether a cell says where something stands in a picture."""
    dataset, _, column = cell.split("/")
    return f"{dataset}/{{}}/{column}" in GEOMETRY


def is_below_zero(world: View, cell: str) -> bool:
    """Whether a cell of a world is a number below zero."""
    dataset, row, column = cell.split("/")
    number = next(each.cells[column].number for each in world.dataset(dataset).rows if each.id == row)
    return number is not None and number < 0


def selects(assessment: Assessment, cell: str) -> bool:
    """Whether the dataset of a cell decides which rows another shows."""
    selections = [dataset.descriptor.selection for dataset in assessment.view.datasets.values()]
    return cell.split("/", maxsplit=1)[0] in {selection.dataset for selection in selections if selection}


def stale(after: Said, recomputation: Recomputation) -> list[str]:
    """Numbers that are not what their cells now give."""
    wrong = []
    for number in after.numbers.values():
        expected = recomputation.expected(number.formula)
        if (expected.text, expected.value, expected.cells) != (number.says, number.value, number.cells):
            wrong.append(f"stale {number.formula}: {number.says}, not {expected.text}")
    return wrong


def unnamed(cell: str, before: Said, after: Said, assessment: Assessment) -> list[str]:
    """What changed although nothing that stands there names the cell."""
    named = {key for said in (before, after) for key, number in said.numbers.items() if cell in number.cells}
    selected = any(
        assessment.view.datasets[key[0].split("/")[0]].descriptor.selection
        for key in named
        if key[0].split("/")[0] in assessment.view.datasets
    )
    wrong = []
    for key in before.numbers.keys() | after.numbers.keys():
        one, other = before.numbers.get(key), after.numbers.get(key)
        if one != other and key not in named and not (selected and None in (one, other)):
            wrong.append(f"{key[0]} changed unnamed")
    if before.chart != after.chart and not named and not cell.endswith("/label") and not is_geometry(cell):
        wrong.append("a chart changed, and no number beside it names the cell")
    if before.rest != after.rest and not selected and not cell.endswith("/label"):
        wrong.append("words changed that are bound to no cell")
    return wrong


def cannot_move(number: Number) -> bool:
    """Whether one of its cells alone cannot change it.

    Nothing is 0% of whatever, all is 100% of itself, and what fell to nothing fell by 100% from wherever. A row under
    another name is still one row.
    """
    share = number.by == "share" and (number.value == "0.0" or len(number.cells) == 1)
    return (
        share
        or number.by == "rows"
        or (number.by == "change" and number.value == "-100.0")
        or number.value in ("[x]", "[z]")
    )
