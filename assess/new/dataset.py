"""A new dataset: read from a file, asked for what the file does not say, put where its sources may lie."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from assess.new.descriptor_text import NewDataset, Said, lines_to_paste, new_dataset
from assess.new.prompts import Answers, Question
from assess.new.sheet.grid import Grid, grid_of
from assess.new.sheet.inference import Hints, inferred
from assess.new.sheet.naming import slug
from assess.new.sheet.table import table_of
from assess.new.sheet.workbook import read_workbook
from assess.new.writer import write_new
from assess.project.layout import Project
from redaction.data.csv_table import read_records
from redaction.data.dataset import Dataset
from redaction.data.small_counts import remark_on_small_counts, small_counts
from redaction.diagnostics.errors import AssessError, Problem, ProblemsFoundError
from redaction.diagnostics.suggestions import expected_one_of
from redaction.policy import Policy

_CSV, _WORKBOOKS = (".csv", ".txt", ".tsv"), (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods")
_LEAST_PARTS = 3  # rows of a table in which one may be the sum of the others
QUESTIONS = (
    Question("source", "Whose numbers are they? Ids from redaction/sources.yml, with commas between"),
    Question("title", "What is measured, such as Burglary by ward"),
    Question("headline", "What is the finding, in a phrase, its numbers by macros"),
    Question("place", "Where"),
    Question("period", "When, such as year ending September 2022"),
)
UNIT = Question("unit", "What is counted, in the plural, such as offences")


@dataclass(frozen=True)
class Asked:
    """What the command was given: the file, the id, the sheet, what it says of the table, and which table it is."""

    file: Path
    id: str = ""
    sheet: str | None = None
    hints: Hints = field(default_factory=Hints)
    table: int = 0


def make_dataset(project: Project, policy: Policy, pack: Path | None, asked: Asked, answers: Answers) -> list[str]:
    """Write a new dataset and say what was made; raises ProblemsFoundError or AssessError, and then wrote nothing."""
    name = asked.id or slug(asked.file.stem)
    if not name or slug(name) != name:
        raise AssessError(f'"{name}" is no id: expected lower-case letters, digits and hyphens, by --id')
    [sources] = answers.all_of(QUESTIONS[:1])
    names = tuple(each.strip() for each in sources.split(",") if each.strip())
    audience = _audience(policy, names)
    is_open = audience == policy.open_audience
    folder = project.open_data(policy) if is_open else _pack_folder(project, pack, audience)
    _check_free(project, policy, pack, name)
    table = table_of(read_grid(asked.file, asked.sheet, is_open=is_open), blank=asked.hints.blank, number=asked.table)
    hints = replace(asked.hints, unit=answers.given.get("unit", ""))
    found = inferred(table, hints)
    questions = [*QUESTIONS[1:], *([UNIT] if found.without_unit else [])]
    told = dict(zip([each.name for each in questions], answers.all_of(questions), strict=True))
    if found.without_unit:
        found = inferred(table, replace(hints, unit=told["unit"]))
    declared = hints.declared if "rows" in hints.safe else ""
    said = Said(told["title"], told["headline"], told["place"], told["period"], names, found.notes, declared)
    try:
        new = new_dataset(name, audience, said, found, is_open=is_open)
    except ProblemsFoundError as error:
        raise ProblemsFoundError(_of_the_file(each, name, asked.file.name) for each in error.problems) from None
    write_new({folder / f"{name}.csv": new.csv, folder / f"{name}.yaml": new.yaml})
    made = _made(new, project.shown(folder), is_open=is_open)
    remarks = [*table.remarks, *found.remarks]
    if cells := small_counts(new.dataset, policy.small_counts_below):
        remarks.append(remark_on_small_counts(cells, policy.small_counts_below))
    return [*made, *remarks, "", *found.told, "", *_next(policy, names, new, is_open=is_open)]


def _of_the_file(problem: Problem, name: str, file: str) -> Problem:
    """A problem of a dataset that is not written, as one of the file that it would come from, or of an option."""
    if problem.file not in (f"{name}.csv", f"{name}.yaml"):
        return problem
    if problem.place == "headline":
        return replace(problem, file="--headline", line=0, place="")
    return replace(problem, file=file, line=0, place="")


def _made(new: NewDataset, place: str, *, is_open: bool) -> Iterable[str]:
    """What was written; of restricted rows not even the ids are told."""
    rows, numbers = len(new.dataset.rows), len(new.dataset.descriptor.numeric_columns)
    yield f"{place}/{new.id}.csv  {rows} rows, {numbers} column{'s' * (numbers != 1)} of numbers"
    yield f"{place}/{new.id}.yaml"
    for total in new.dataset.sums:
        yield f"{_row(total.total, is_open=is_open)} is the sum of the others: it stands under `sums`"
    for name in _unnamed_totals(new.dataset):
        yield f"{_row(name, is_open=is_open)} is the sum of the others: if it is their total, say so under `sums`"
    for name in new.unproven:
        yield f"{_row(name, is_open=is_open)} looks like a total, but is not the sum of the others: look at it"
    kinds = {column.kind for column in new.dataset.descriptor.columns}
    if {"percent", "count"} <= kinds:
        yield "percentages that follow from counts of the table belong under `derived`, and not in the CSV"


def _unnamed_totals(dataset: Dataset) -> Iterable[str]:
    """The first or the last row, where it is no known total and yet the sum of all others in each column of counts."""
    columns = [column.name for column in dataset.descriptor.columns if column.kind == "count"]
    rows = [row for row in dataset.rows if row.id not in dataset.totals]
    if len(rows) < _LEAST_PARTS or not columns or len(rows) < len(dataset.rows):
        return
    asked = [rows[0], rows[-1]]
    for name in columns:
        every = sum((row.cells[name].number or 0) for row in rows)
        asked = [row for row in asked if (number := row.cells[name].number) and 2 * number == every]
        if not asked:
            return
    yield from (row.id for row in asked)


def _row(name: str, *, is_open: bool) -> str:
    return f'the row "{name}"' if is_open else "a row"


def _next(policy: Policy, sources: Iterable[str], new: NewDataset, *, is_open: bool) -> Iterable[str]:
    """What is left to do, with the lines to paste."""
    restricted = [name for name in sources if not policy.is_open(policy.sources[name])]
    for name in restricted[:1]:
        if new.id not in policy.sources[name].datasets:
            yield f"Add {new.id} to `datasets:` of {name} in redaction/sources.yml."
    yield "Paste what you need on a page:"
    yield ""
    if restricted:
        yield f"    {{% call restricted('{restricted[0]}') %}}"
    yield from (f"    {line}" for line in lines_to_paste(new.dataset, is_open=is_open))
    if restricted:
        yield "    {% endcall %}"
    yield ""
    yield "Then run `assess check`."


def read_grid(file: Path, sheet: str | None, *, is_open: bool) -> Grid:
    """The cells of a file of any kind that is read; raises ProblemsFoundError."""
    name, kind = file.name, file.suffix.lower()
    if kind in _WORKBOOKS:
        return read_workbook(file, name, sheet, is_open=is_open)
    if kind not in _CSV:
        found, expected = f"a file that ends in {file.suffix or 'nothing'}", "one of .csv, .xlsx, .xlsb, .xls or .ods"
        raise ProblemsFoundError([Problem("intake-file", name, 0, found, expected, "Save it as one of these in Excel")])
    if sheet:
        raise ProblemsFoundError([Problem("intake-file", name, 0, "a CSV, which has no sheets", "no --sheet")])
    return grid_of(name, read_records(name, file.read_bytes()), is_open=is_open)


def _audience(policy: Policy, sources: Iterable[str]) -> str:
    """The least trusted audience that may see all of some sources, whose folder the dataset belongs in."""
    known: Mapping[str, object] = policy.sources
    for name in sources:
        if name not in known:
            raise AssessError(f'There is no source "{name}"; expected {expected_one_of(name, "source", known)}')
    for audience in policy.audiences:
        if all(policy.cleared(policy.sources[name], audience) for name in sources):
            return audience
    raise AssessError(f"No audience may see all of {', '.join(sources)}: make a dataset of each")


def _pack_folder(project: Project, pack: Path | None, audience: str) -> Path:
    if pack is None:
        raise AssessError(f"This is for the {audience} audience alone. Name the restricted pack with --restricted DIR")
    if project.root in pack.parents:
        raise AssessError(
            f"{project.shown(pack)} lies in this repository, which counts as public. Name a pack outside it"
        )
    return pack / audience


def _check_free(project: Project, policy: Policy, pack: Path | None, name: str) -> None:
    """Refuse an id that a dataset has, in whatever folder."""
    folders = [project.open_data(policy), *(pack / audience for audience in policy.audiences if pack)]
    for folder in folders:
        for suffix in (".csv", ".yaml"):
            if (folder / f"{name}{suffix}").exists():
                place = project.shown(folder / name)
                raise AssessError(f"{place}{suffix} is there already, and stays. Name the new one with --id")
