"""Tables for analysts: a dataset, all an edition may know, a ledger, counts, withheld cells, as pandas data frames.

In a notebook beside the site:

    from assess.frames import dataset
    dataset("asb-by-type")

A frame has a row for each row of the CSV, by its id, and a column for each column, derived ones included: texts are
`string`, counts and ranks `Int64`, other numbers `Float64`; a code in place of a number is `<NA>`.
`frame.attrs` says the rest: `title`, `place`, `period`, `sources`, `units` and `titles` by column, and `codes`, which
gives each code by column and row.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from assess.intake.workspace import Workspace
from assess.lineage.ledger import HEADERS
from assess.load.editions import editions_named, needs_pack, policy_of, view_of
from assess.load.sources import Sources
from assess.project.layout import WITNESSES, find_project
from redaction.data.arithmetic import Quantity
from redaction.data.dataset import LABEL, PARENT, Dataset
from redaction.diagnostics.errors import AssessError, ProblemsFoundError
from redaction.view import View

_WHOLE = ("count", "rank")  # what is counted one by one


def dataset(name: str, *, edition: str = "", restricted: str | Path | None = None) -> pd.DataFrame:
    """One dataset as an edition may know it, the open edition if none is named; raises AssessError.

    `restricted` is the folder of the restricted pack, for an edition that reads one.
    """
    known = _view(edition, restricted)
    return _frame(known, known.dataset(name))


def view(edition: str = "", *, restricted: str | Path | None = None) -> dict[str, pd.DataFrame]:
    """Every dataset that an edition may know, by its id; raises AssessError."""
    known = _view(edition, restricted)
    return {name: _frame(known, each) for name, each in known.datasets.items()}


def ledger(path: str | Path) -> pd.DataFrame:
    """The ledger of a built edition, such as `site/public.ledger.csv`: a row for each number of its pages.

    `number` is its value where it has one, `order` its place among the numbers of its page; raises AssessError.
    """
    try:
        read = pd.read_csv(path, dtype="string", keep_default_na=False)
    except (OSError, UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError):
        raise AssessError(f"{path} is no ledger: expected a file such as site/public.ledger.csv") from None
    if tuple(read.columns) not in HEADERS:
        raise AssessError(f"{path} is no ledger: its first line is not that of one")
    number = pd.to_numeric(read["value"], errors="coerce").astype("Float64")
    return read.astype({"order": "Int64"}).assign(number=number)


def counts(name: str, *, restricted: str | Path) -> pd.DataFrame:
    """What an intake counted for a dataset, in long form: a row for each cell, zeros too; raises AssessError.

    Dimensions are categories in the order of the table, counts `Int64` and sums `Float64`. `attrs` has titles and
    units, and in `labels` what each value of a dimension is called.
    """
    place = Workspace(Path(restricted).resolve()).counts(name)
    try:
        about = json.loads(place.with_suffix(".json").read_text("utf-8"))
        read = pd.read_csv(place.with_suffix(".csv"), dtype="string", keep_default_na=False)
    except OSError:
        raise AssessError(f"The pack holds no counts of {name}. `assess intake` makes them") from None
    dimensions, measures = about["dimensions"], about["measures"]
    for each in dimensions:
        read[each["name"]] = pd.Categorical(read[each["name"]], [*each["values"]], ordered=True)
    kinds = {each: "Float64" if said["kind"] == "sum" else "Int64" for each, said in measures.items()}
    frame = read.astype(kinds)
    frame.attrs = {key: about[key] for key in ("title", "audience", "synthetic")} | {
        "titles": {each["name"]: each["title"] for each in dimensions}
        | {n: said["title"] for n, said in measures.items()},
        "units": {each: said["unit"] for each, said in measures.items()},
        "labels": {each["name"]: each["values"] for each in dimensions},
    }
    return frame


def withheld(measure: str, *, restricted: str | Path) -> pd.DataFrame:
    """The cells that `assess protect` withheld of a measure, with the witnesses of each; raises AssessError.

    A row for each cell, and a column for each dimension, `<NA>` where the cell is a total over it. `least` and `most`
    are the range that readers can work out, `exact` says whether it was worked out to its ends, and `one` and `other`
    are its counts in two worlds that agree with everything published. `attrs` has the `width`, and where each is shown.
    """
    place = Path(restricted).resolve() / WITNESSES / f"{measure}.witnesses.json"
    try:
        said = json.loads(place.read_text("utf-8"))
    except OSError:
        raise AssessError(f"The pack holds no witnesses of {measure}. `assess protect` makes them") from None
    at = {cell: place for place, cell in enumerate(said["unknown"])}
    rows = [
        {name: value for name, _, value in (each.partition("=") for each in cell.split(", "))}
        | {"least": found["least"], "most": found["most"], "exact": found["exact"]}
        | {name: said["worlds"][world][at[cell]] for name, world in zip(("one", "other"), found["worlds"], strict=True)}
        for cell, found in said["withheld"].items()
    ]
    frame = pd.DataFrame(rows, index=pd.Index([*said["withheld"]], name="cell"))
    numbers = ("least", "most", "one", "other")
    dimensions = [name for name in frame if name not in (*numbers, "exact")]
    kinds = dict.fromkeys(dimensions, "string") | {name: "Int64" for name in numbers if name in frame}
    frame = frame[[*dimensions, *(name for name in (*numbers, "exact") if name in frame)]].astype(kinds)
    shown: dict[str, list[str]] = {cell: [] for cell in said["withheld"]}
    for address, cell in said["tables"].items():
        if cell in shown:
            shown[cell].append(address)
    frame.attrs = {"width": said["width"], "shown_in": shown}
    return frame


def _view(edition: str, restricted: str | Path | None) -> View:
    """What an edition may know of the project that the working folder lies in."""
    project = find_project(Path.cwd())
    policy = policy_of(project)
    open_editions = [each for each in policy.editions.values() if not needs_pack(policy, [each])]
    [chosen] = editions_named(policy, [edition]) if edition else open_editions[:1]
    sources = Sources(project, policy, Path(restricted).resolve() if restricted else None)
    folders = sources.folders([chosen])
    problems = [problem for folder in folders.values() for problem in folder.problems]
    if problems:
        raise ProblemsFoundError(problems)
    return view_of(folders, policy, chosen)


def _frame(known: View, of: Dataset) -> pd.DataFrame:
    """A dataset with its derived columns, and what its descriptor says of it."""
    descriptor, rows = of.descriptor, [row.id for row in of.rows]
    columns: dict[str, pd.Series] = {LABEL: _texts(row.label for row in of.rows)}
    if any(row.parent for row in of.rows):
        columns[PARENT] = _texts(row.parent or None for row in of.rows)
    codes: dict[str, dict[str, str]] = {}
    units: dict[str, str] = {}
    for column in descriptor.columns:
        if column.name != LABEL and not column.is_numeric:
            columns[column.name] = _texts(row.cells[column.name].text for row in of.rows)
    kinds: dict[str, str] = {each.name: each.kind for each in descriptor.numeric_columns}
    kinds |= {each.name: each.by for each in descriptor.derived}
    for name, kind in kinds.items():
        found = {row: known.quantity(of.id, row, name) for row in rows}
        columns[name] = _numbers(found.values(), is_whole=kind in _WHOLE)
        units[name] = next((each.unit for each in found.values() if each.unit), "")
        codes[name] = {row: each.code for row, each in found.items() if each.code}
    frame = pd.DataFrame({name: each.array for name, each in columns.items()}, index=pd.Index(rows, name="id"))
    frame.attrs = _about(of) | {"units": units, "codes": {name: each for name, each in codes.items() if each}}
    return frame


def _about(of: Dataset) -> dict[str, object]:
    said = of.descriptor
    return {
        "title": said.title,
        "place": said.place,
        "period": said.period,
        "sources": said.sources,
        "audience": of.audience,
        "synthetic": said.synthetic,
        "titles": said.shown_columns,
    }


def _texts(texts: Iterable[str | None]) -> pd.Series:
    return pd.Series([*texts], dtype="string")


def _numbers(quantities: Iterable[Quantity], *, is_whole: bool) -> pd.Series:
    """Numbers, with nothing where a code stands in place of one."""
    read = int if is_whole else float
    numbers = [None if each.value is None else read(each.value) for each in quantities]
    return pd.Series(numbers, dtype="Int64" if is_whole else "Float64")
