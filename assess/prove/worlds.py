"""Worlds: the same project beside other restricted packs, made from the pack that is there."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

import yaml

from redaction.data.dataset import ID, PARENT, Cell, Column, Dataset, Row, Sum

Files = Mapping[str, bytes]


@dataclass(frozen=True)
class World:
    """A restricted pack that might have been: its files by path, and the folders that it has, even empty ones."""

    name: str
    files: Files
    folders: tuple[str, ...]


@dataclass
class Mint:
    """Numbers and words that stand nowhere else, from a seed."""

    seed: str
    given: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self._random = random.Random(self.seed)  # noqa: S311  # the same worlds each time

    def number(self, decimals: int) -> Decimal:
        """A number of seven digits, some of them decimals."""
        return Decimal(self._new(lambda: str(self._random.randrange(1_000_000, 10_000_000)))).scaleb(-decimals)

    def word(self) -> str:
        """A word of no language."""
        return self._new(lambda: "Zq" + "".join(self._random.choices("bcdfghjklmnpqrstvwxz", k=8)))

    def order(self, items: Iterable[Any]) -> list[Any]:
        """Some items in another order, the last first where there are but two."""
        made = list(items)
        before = made.copy()
        while len(made) > 1 and made == before:
            self._random.shuffle(made)
        return made

    def rubbish(self) -> bytes:
        """Bytes that are no file of any kind."""
        return self._random.randbytes(2048)

    def _new(self, make: Callable[[], str]) -> str:
        made = make()
        while made in self.given:
            made = make()
        self.given.add(made)
        return made


@dataclass(frozen=True)
class Canary:
    """A value planted in one cell, as it is shown."""

    cell: str
    shown: str


def absent(files: Files, folders: Iterable[str]) -> World:
    """No folder of these audiences at all."""
    gone = set(folders)
    left = {path: content for path, content in files.items() if path.split("/", 1)[0] not in gone}
    return World("absent", left, tuple({path.split("/", 1)[0]: None for path in left}))


def empty(files: Files, folders: Iterable[str]) -> World:
    """Their folders, with nothing in them."""
    return replace(absent(files, folders), name="empty", folders=_folders(files, folders))


def itself(files: Files, folders: Iterable[str]) -> World:
    """The pack that is there."""
    return World("the pack itself", files, _folders(files, folders))


def changed(files: Files, datasets: Mapping[str, Dataset], mint: Mint) -> World:
    """Every number changed, in tables that still add up; `datasets` are by the path of their CSV."""
    made = {path: csv_of(renumbered(dataset, mint)) for path, dataset in datasets.items() if dataset.supplied}
    return World("every value changed", {**files, **made}, _folders(files, ()))


def permuted(files: Files, datasets: Mapping[str, Dataset], mint: Mint) -> World:
    """The rows of every table in another order."""
    made = {
        path: csv_of(replace(dataset, rows=tuple(mint.order(dataset.rows))))
        for path, dataset in datasets.items()
        if dataset.supplied
    }
    return World("rows permuted", {**files, **made}, _folders(files, ()))


def other_files(files: Files, folders: Iterable[str], mint: Mint) -> World:
    """Other files with other columns in the place of these, and rubbish among them."""
    chosen = list(folders)
    made = dict(absent(files, chosen).files)
    for folder in chosen:
        for _ in range(3):
            header = [ID, *(mint.word() for _ in range(4))]
            rows = [[mint.word().lower(), *(str(mint.number(0)) for _ in range(4))] for _ in range(5)]
            made[f"{folder}/{mint.word()}.csv"] = _csv([header, *rows])
        made[f"{folder}/{mint.word()}.bin"] = mint.rubbish()
        made[f"{folder}/prose/{mint.word()}.md"] = mint.word().encode()
    return World("other files and columns", made, _folders(files, chosen))


def canaries(
    files: Files, datasets: Mapping[str, Dataset], folders: Iterable[str], mint: Mint
) -> tuple[World, tuple[Canary, ...]]:
    """Something unheard-of in every cell, title, note and text; and what was planted in each cell of a number."""
    chosen = set(folders)
    made = dict(files)
    planted: list[Canary] = []
    for path, dataset in datasets.items():
        if dataset.supplied:
            other = renumbered(dataset, mint)
            planted += _planted(other)
            made[path] = csv_of(_relabelled(other, mint))
        descriptor = path.removesuffix(".csv") + ".yaml"
        made[descriptor] = _retitled(files[descriptor], mint)
    for path in files:
        if path.endswith(".md") and path.split("/", 1)[0] in chosen:
            made[path] = files[path].rstrip() + f"\n\n{mint.word()} {mint.word()} {mint.word()}.\n".encode()
    return World("canaries", made, _folders(files, ())), tuple(planted)


def under_other_names(world: World, folders: Iterable[str], mint: Mint) -> World:
    """A world whose files in some folders bear names unheard-of."""
    chosen = set(folders)
    stems = {path.rsplit(".", 1)[0] for path in world.files if path.split("/", 1)[0] in chosen}
    names = {stem: f"{stem.rpartition('/')[0]}/{mint.word().lower()}" for stem in sorted(stems)}
    files = {
        names.get(path.rsplit(".", 1)[0], path.rsplit(".", 1)[0]) + "." + path.rsplit(".", 1)[-1]: content
        for path, content in world.files.items()
    }
    return replace(world, name=f"{world.name}, in file names too", files=files)


def with_one_cell(dataset: Dataset, row: str, column: str, mint: Mint) -> Dataset:
    """A dataset with one number changed, and the sums that follow from it."""
    numbers = _numbers(dataset)
    numbers[row, column] = mint.number(dataset.rows[0].cells[column].decimals)
    return _with_numbers(dataset, _repaired(numbers, dataset.sums))


def renumbered(dataset: Dataset, mint: Mint) -> Dataset:
    """A dataset with every number changed, in whose columns the same sums hold."""
    columns = dataset.descriptor.numeric_columns
    numbers = {
        (row.id, column.name): mint.number(_decimals(dataset, column))
        for row in dataset.rows
        for column in columns
        if row.cells[column.name].number is not None
    }
    return _with_numbers(dataset, _repaired(numbers, dataset.sums))


def csv_of(dataset: Dataset) -> bytes:
    """A dataset as a CSV that reads back as it."""
    nested = any(row.parent for row in dataset.rows)
    columns = dataset.descriptor.columns
    header = [ID, *([PARENT] if nested else []), *(column.name for column in columns)]
    rows = [
        [row.id, *([row.parent] if nested else []), *(row.cells[column.name].text for column in columns)]
        for row in dataset.rows
    ]
    return _csv([header, *rows])


def _planted(dataset: Dataset) -> Iterator[Canary]:
    for row in dataset.rows:
        for column in dataset.descriptor.numeric_columns:
            number = row.cells[column.name].number
            if number is not None:
                shown = number if column.decimals is None else round(number, column.decimals)
                yield Canary(f"{dataset.id}/{row.id}/{column.name}", f"{shown:f}")


def _relabelled(dataset: Dataset, mint: Mint) -> Dataset:
    texts = [column.name for column in dataset.descriptor.columns if not column.is_numeric]
    rows = [
        replace(row, cells={**row.cells, **{name: Cell(f"{row.cells[name].text} {mint.word()}") for name in texts}})
        for row in dataset.rows
    ]
    return replace(dataset, rows=tuple(rows))


def _retitled(descriptor: bytes, mint: Mint) -> bytes:
    content: dict[str, Any] = yaml.safe_load(descriptor)
    for key in ("title", "headline", "place"):
        content[key] = f"{content[key]} {mint.word()}"
    content["notes"] = [f"{note} {mint.word()}" for note in content.get("notes", [])]
    for kind in ("columns", "derived"):
        for column in content.get(kind, {}).values():
            column["title"] = f"{column['title']} {mint.word()}"
    return yaml.safe_dump(content, allow_unicode=True, sort_keys=False).encode()


def _numbers(dataset: Dataset) -> dict[tuple[str, str], Decimal]:
    return {
        (row.id, column.name): number
        for row in dataset.rows
        for column in dataset.descriptor.numeric_columns
        if (number := row.cells[column.name].number) is not None
    }


def _with_numbers(dataset: Dataset, numbers: Mapping[tuple[str, str], Decimal]) -> Dataset:
    rows: list[Row] = []
    for row in dataset.rows:
        cells = dict(row.cells)
        for column in dataset.descriptor.numeric_columns:
            number = numbers.get((row.id, column.name))
            if number is not None:
                code = cells[column.name].code
                cells[column.name] = Cell(f"{number:f} {code}".strip(), number, code)
        rows.append(replace(row, cells=cells))
    return replace(dataset, rows=tuple(rows))


def _repaired(numbers: dict[tuple[str, str], Decimal], sums: Iterable[Sum]) -> dict[tuple[str, str], Decimal]:
    """Numbers in which every sum holds: a total follows from its parts; a second split of it ends in what is left."""
    ordered = list(sums)
    parts_of = {each.total: each.parts for each in ordered}

    def depth(row: str) -> int:
        return 1 + max(map(depth, parts_of[row]), default=0) if row in parts_of else 0

    made = dict(numbers)
    settled: set[tuple[str, str]] = set()
    for each in sorted(ordered, key=lambda found: depth(found.total)):
        for column in each.columns:
            cells = [(part, column) for part in each.parts]
            if (each.total, column) not in made or any(cell not in made for cell in cells):
                continue
            gap = each.differs.get(column, Decimal(0))
            if (each.total, column) in settled:
                whole = made[each.total, column] - gap
                even = (whole / len(cells)).to_integral_value()
                made |= dict.fromkeys(cells, even)
                made[cells[-1]] = whole - even * (len(cells) - 1)
            else:
                made[each.total, column] = sum((made[cell] for cell in cells), gap)
                settled.add((each.total, column))
    return made


def _decimals(dataset: Dataset, column: Column) -> int:
    return max((row.cells[column.name].decimals for row in dataset.rows), default=0)


def _folders(files: Files, more: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys([*(path.split("/", 1)[0] for path in files), *more]))


def _csv(rows: Iterable[Iterable[str]]) -> bytes:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\n").writerows(rows)
    return buffer.getvalue().encode()
