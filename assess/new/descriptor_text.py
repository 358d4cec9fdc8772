"""The two files of a new dataset as text, and the proof that they can be read."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assess.new.sheet.inference import Inferred, plain
from macros.language.template import parse_template
from macros.vocabulary.vocabulary import MACROS
from redaction.data.assemble import assemble, with_sums
from redaction.data.csv_table import parse_csv
from redaction.data.dataset import ID, PARENT, Cell, Column, Dataset, Descriptor
from redaction.data.descriptor import parse_descriptor
from redaction.diagnostics.errors import ProblemsFoundError
from redaction.diagnostics.yaml_document import YamlDocument, parse_yaml

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9 ()'/-]*")
_MOST_TOTALS = 20  # rows that look like totals and are tried
_LARGEST_CHART = 30


@dataclass(frozen=True)
class Said:
    """What a table cannot say of itself."""

    title: str
    headline: str
    place: str
    period: str
    sources: tuple[str, ...]
    notes: tuple[str, ...] = ()
    safe: str = ""


@dataclass(frozen=True)
class NewDataset:
    """A dataset to be: its folder's audience, its two texts, and itself as the build reads it."""

    dataset: Dataset
    csv: str
    yaml: str
    unproven: tuple[str, ...]

    @property
    def id(self) -> str:
        """The name of its files."""
        return self.dataset.id


def new_dataset(name: str, audience: str, said: Said, table: Inferred, *, is_open: bool) -> NewDataset:
    """A dataset from what was said and inferred, read as a build would; raises ProblemsFoundError.

    A row that looks like a total becomes a sum where its parts add up to it exactly, and is `unproven` elsewhere.
    So does one that has the name of the place; elsewhere it is a row as any other.
    """
    content = csv_text(table)
    for fault in parse_template(said.headline, MACROS).faults:
        raise ProblemsFoundError([fault.error.at(f"{name}.yaml", 2, "headline")])

    def described(sums: Sequence[str]) -> tuple[Descriptor, YamlDocument, str]:
        text = yaml_text(said, table.columns, sums)
        document = parse_yaml(f"{name}.yaml", text, is_open=is_open)
        return parse_descriptor(name, document), document, text

    descriptor, document, text = described(())
    rows = parse_csv(f"{name}.csv", content.encode(), is_open=is_open)
    dataset = assemble(descriptor, document, rows, audience)
    proven: list[str] = []
    unproven = [*table.totals[_MOST_TOTALS:]]
    wholes = [name for name, cells in zip(table.ids, table.cells, strict=True) if cells[0].text == said.place]
    for total in dict.fromkeys([*table.totals[:_MOST_TOTALS], *wholes]):
        for declared in _declarations(total, table):
            descriptor, document, with_it = described([*proven, declared])
            try:
                dataset, text = with_sums(descriptor, document, dataset.rows, audience), with_it
            except ProblemsFoundError:
                continue
            proven.append(declared)
            break
        else:
            unproven += [total] if total in table.totals else []
    return NewDataset(dataset, content, text, tuple(unproven))


def _declarations(total: str, table: Inferred) -> Iterator[str]:
    """The ways in which a total can be declared, the whole one first; rates and averages need not add up."""
    counts = [each.name for each in table.columns if each.kind == "count"]
    others = [each.name for each in table.columns if each.kind == "number"]
    if counts or others:
        yield f"{{total: {total}, parts: others}}"
    if counts and others:
        yield f"{{total: {total}, parts: others, columns: [{', '.join(map(_scalar, counts))}]}}"


def csv_text(table: Inferred) -> str:
    """The CSV: id, label, parent where there is one, then the other columns."""
    label, *others = table.columns
    parents = [PARENT] if any(table.parents) else []
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow([ID, label.name, *parents, *(each.name for each in others)])
    labels, *columns = zip(*table.cells, strict=True)
    texts = [_plain_texts(cells, column) for cells, column in zip(columns, others, strict=True)]
    written_parents = [table.parents] if parents else []
    writer.writerows(zip(table.ids, (own.text for own in labels), *written_parents, *texts, strict=True))
    return written.getvalue()


def _plain_texts(cells: Iterable[Cell], column: Column) -> list[str]:
    """The cells of a column as the CSV holds them; the same text is written once."""
    cells = [*cells]
    known = {cell.text: plain(cell, column) for cell in {cell.text: cell for cell in cells}.values()}
    return [known[cell.text] for cell in cells]


def yaml_text(said: Said, columns: Iterable[Column], sums: Iterable[str]) -> str:
    """The descriptor."""
    lines = [
        f"title: {_scalar(said.title)}",
        f"headline: {_scalar(said.headline)}",
        f"place: {_scalar(said.place)}",
        f"period: {_scalar(said.period)}",
        f"sources: [{', '.join(said.sources)}]",
        "columns:",
        *map(column_line, columns),
        *(["notes:"] if said.notes else []),
        *(f"  - {json.dumps(note, ensure_ascii=False)}" for note in said.notes),
        *([f"safe: {_declared(said.safe)}"] if said.safe else []),
    ]
    declared = [f"  - {each}" for each in sums]
    return "\n".join([*lines, *(["sums:", *declared] if declared else [])]) + "\n"


def column_line(column: Column) -> str:
    """The line of a column in a descriptor."""
    return f"  {_scalar(column.name)}: {{{', '.join(_settings(column))}}}"


def lines_to_paste(new: Dataset, *, is_open: bool) -> list[str]:
    """The macros that show a dataset on a page: its figure or table, then a number or two in a sentence.

    Of a restricted one it is the table, since that names neither rows nor columns.
    """
    if not is_open:
        return [f"{{{{ table('{new.id}') }}}}"]
    descriptor = new.descriptor
    numbers = descriptor.numeric_columns
    named = next((row for row in new.rows if row.id in new.totals), new.rows[0]).id
    lines = [figure_of(new)]
    if numbers:
        lines.append(f"{{{{ n('{new.id}', '{named}', '{numbers[-1].name}') }}}}")
    if len(descriptor.periods) > 1:
        latest = next(each for each in numbers if each.name == descriptor.periods[-1])
        compared = "difference" if latest.kind == "percent" else "change"  # of percentages, in percentage points
        lines.append(f"{{{{ {compared}('{new.id}', '{named}', 'previous', 'latest') }}}}")
    return lines


def figure_of(new: Dataset) -> str:
    """The figure that suits the shape of a table; one that mixes units, or is long, has no chart."""
    descriptor, rows = new.descriptor, new.top_rows()
    numbers = descriptor.numeric_columns
    if all(row.id.startswith("m") and row.id[1:5].isdigit() for row in rows) and len({c.unit for c in numbers}) == 1:
        return f"{{{{ figure('{new.id}', chart='months') }}}}"
    if len(descriptor.periods) > 1 and len(rows) <= _LARGEST_CHART:
        return f"{{{{ figure('{new.id}', chart='grouped', of='years') }}}}"
    if len(numbers) == 1 and len(rows) <= _LARGEST_CHART:
        return f"{{{{ figure('{new.id}', chart='ranked', of='{numbers[0].name}') }}}}"
    return f"{{{{ table('{new.id}') }}}}"


def _settings(column: Column) -> list[str]:
    settings = [f"title: {_scalar(column.title)}"]
    settings += [f"kind: {column.kind}"] if column.is_numeric else []
    settings += [f"unit: {_scalar(column.unit)}"] if column.unit else []
    settings += [f"decimals: {column.decimals}"] if column.decimals is not None else []
    return settings + ([f"safe: {_declared(column.safe)}"] if column.safe else [])


def _declared(safe: str) -> str:
    """Who declared a column safe, and why, as YAML."""
    who, _, why = safe.partition(": ")
    return f"{{by: {_scalar(who)}, why: {_scalar(why)}}}"


def _scalar(text: str) -> str:
    """A text as YAML, in quotation marks where it needs them."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)
