"""`adjust(frame)`, a function of the pack that is run on the counts of a dataset, and what it changed."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd

from assess.intake.files import digest
from assess.intake.levels import Amounts, Cube
from assess.intake.tables import Adjusted
from redaction.diagnostics.errors import Problem, ProblemsFoundError

NAME = "adjust"


def adjusted(cube: Cube, path: Path) -> tuple[Amounts, Adjusted]:
    """The finest counts of a dataset after the function `adjust` of a file; raises ProblemsFoundError.

    The function gets a data frame with a column for each dimension and each measure, a row for each cell, zeros too,
    and gives one back with the same cells.
    """
    adjust = _function(path)
    dimensions, measures = [*cube.counts.dimensions], [*cube.counts.measures.values()]
    nothing = tuple(0 for _ in measures)
    before = {cell: cube.finest.get(cell, nothing) for cell in cube.grid}
    frame = pd.DataFrame(
        [[*cell, *amounts] for cell, amounts in before.items()],
        columns=[*dimensions, *(each.name for each in measures)],
    )
    frame = frame.astype({each.name: "Int64" for each in measures if each.kind != "sum"})
    try:
        after = adjust(frame.copy())
    except Exception as error:  # noqa: BLE001  # it is the user's own, and what it says may hold a count
        raise _refused(
            path, f"an {NAME} that fails ({type(error).__name__})", "one that gives back a data frame"
        ) from None
    if not isinstance(after, pd.DataFrame) or [*after.columns] != [*frame.columns]:
        raise _refused(path, f"an {NAME} that gives back something else", "a data frame with the same columns")
    found = {
        tuple(map(str, row[: len(dimensions)])): row[len(dimensions) :]
        for row in after.itertuples(index=False, name=None)
    }
    if found.keys() != before.keys() or len(after) != len(frame):
        raise _refused(path, f"an {NAME} that adds cells or takes some away", "the same cells, each once")
    amounts = {cell: tuple(_amount(each, cube, at, path) for at, each in enumerate(row)) for cell, row in found.items()}
    changed = sum(amounts[cell] != before[cell] for cell in before)
    return {cell: amounts[cell] for cell in before}, Adjusted(path.name, digest(path), changed)


def _function(path: Path) -> Callable[[pd.DataFrame], Any]:
    space: dict[str, Any] = {"__name__": NAME, "__file__": path.name}
    try:
        exec(compile(path.read_bytes(), path.name, "exec"), space)  # noqa: S102  # the pack names it to be run
    except OSError:
        raise _refused(path, "no such file", "a file of Python in the pack") from None
    except Exception as error:  # noqa: BLE001  # whatever it is, it is the user's own
        raise _refused(
            path, f"Python that cannot be run ({type(error).__name__})", f"a function {NAME}(frame)"
        ) from None
    if not callable(space.get(NAME)):
        raise _refused(path, f"no function {NAME}", f"a function {NAME}(frame)")
    function: Callable[[pd.DataFrame], Any] = space[NAME]
    return function


def _amount(value: Any, cube: Cube, at: int, path: Path) -> Any:
    """A count as a whole number from 0, or a sum as a decimal."""
    measure = [*cube.counts.measures.values()][at]
    if pd.isna(value) or (measure.kind != "sum" and (int(value) != value or value < 0)):
        raise _refused(path, f"an {NAME} that makes something else of a count", "whole numbers from 0")
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-measure.decimals)) if measure.kind == "sum" else int(value)


def _refused(path: Path, found: str, expected: str) -> ProblemsFoundError:
    return ProblemsFoundError([Problem("records-adjustment", path.name, 0, found, expected)])
