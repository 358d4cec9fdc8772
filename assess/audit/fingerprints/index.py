"""What would give restricted content away, made from the raw files of a pack; and what the open data holds as well."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from assess.audit.fingerprints.derived import Run, proportions, rates, runs_of_table
from assess.audit.fingerprints.geometry import Shapes
from assess.audit.fingerprints.ngrams import SIZES, NGram, digits_of, ngrams, open_ngrams, written
from assess.audit.fingerprints.pack import Cell, Folder, Table, digest, read_folder
from assess.audit.text.names import Names
from assess.audit.text.numerals import Numeral, readings
from assess.audit.text.shingles import SHORTEST_WORD, label_of, runs_of, telling, words_of

LONG_NUMBER = 5
ENOUGH, ENOUGH_OPEN = 6, 7  # digits, and what labels are worth, that together are no coincidence
OPEN, DISTINCTIVE = 2, 4  # what a label is worth: whose words are all open, or not
TOPIC, TOPIC_WORDS = 1, 2  # what the title of a table is worth beside a cell's labels, and how much of it
_BESIDE_LABELS = ("numbers", "ranks", "shares", "changes", "differences")  # what one alone may tell
_KINDS = {"numbers": 0, "ranks": 1}  # a rank is said as one; a share has many ways to come about
_STOP = {"total", "other", "others", "none", "with", "without", "from", "that", "this", "count", "number", "rate"}
ALONE = 4  # digits of a number that tells beside one label of whatever kind
RARE = 0.06
_CALENDAR = frozenset(
    (
        *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
        *("november", "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    )
)
_MOST_ROWS, _MOST_LABELLED = 200, 0.8

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class LabelledCell(NamedTuple):
    """A number of the pack, how it came about, the words that name its row and its column, and those of its title."""

    source: str
    kind: str
    labels: tuple[str, ...]
    topic: frozenset[str] = frozenset()
    exact: bool = True

    def told_by(self, words: Iterable[str]) -> bool:
        """Whether words say what table the number is of."""
        own = {word for label in self.labels for word in label.split()}
        topic = self.topic - own
        return bool(topic) and len(topic.intersection(words)) >= min(TOPIC_WORDS, len(topic))


# By a label, and then by the number, every cell that the label names.
Cells = Mapping[str, Mapping[str, Sequence[LabelledCell]]]


@dataclass(frozen=True)
class Prepared:
    """The fingerprints of one folder, before anything open is taken away."""

    folder: Folder
    runs: Mapping[int, Mapping[NGram, tuple[str, str]]]
    numbers: Mapping[str, str]
    cells: Cells
    words: Mapping[str, str]
    shingles: Mapping[NGram, str]


@dataclass
class Open:
    """What everybody may see: words at once; numbers, runs and sentences when first asked for.

    `consulted` counts how often it was asked for more than words, as it is before something withheld is excused.
    """

    words: frozenset[str]
    text: Callable[[], str]
    folders: tuple[Path, ...] = ()
    consulted: int = 0

    @property
    def numbers(self) -> frozenset[str]:
        """Every number of the open text."""
        self.consulted += 1
        return self._numbers

    @property
    def shingles(self) -> frozenset[NGram]:
        """Every run of words of the open text."""
        self.consulted += 1
        return self._shingles

    @property
    def shapes(self) -> Shapes:
        """The runs of the open tables as drawings show them."""
        self.consulted += 1
        return self._shapes

    def read(self) -> Iterator[Folder]:
        """The folders of open data, read."""
        self.consulted += 1
        return (_read(folder) for folder in self.folders)

    def has_run(self, run: NGram) -> bool:
        """Whether neighbours of an open table, or of the open text, are these numbers."""
        self.consulted += 1
        return run in self._runs(len(run))

    def bases_of(self, table: Table) -> Iterator[list[Cell]]:
        """The open columns that a table's numbers may be divided by: of an open table that has its rows."""
        labels = [label_of(row) for row in table.rows]
        for rows, column in self._columns if len(labels) <= _MOST_ROWS else ():
            given = dict(zip(rows, column, strict=True))
            base = [given.get(label) for label in labels]
            if sum(cell is not None for cell in base) >= max(SIZES[0], _MOST_LABELLED * len(labels)):
                yield base

    @cached_property
    def _columns(self) -> list[tuple[list[str], tuple[Cell, ...]]]:
        return [
            ([label_of(row) for row in table.rows], table.column(at))
            for folder in self.folders
            for table in _read(folder).tables
            for at in range(len(table.columns))
            if len(table.rows) <= _MOST_ROWS
        ]

    @cached_property
    def _numbers(self) -> frozenset[str]:
        return frozenset(numeral.value for reading in readings(self._text) for numeral in reading)

    @cached_property
    def _shingles(self) -> frozenset[NGram]:
        return frozenset(runs_of(words_of(self._text)))

    @cached_property
    def _shapes(self) -> Shapes:
        return _shapes(_read(folder) for folder in self.folders)

    def _runs(self, size: int) -> frozenset[NGram]:
        if size not in self._known:
            every = (run for folder in self.folders for table in _read(folder).tables for run in runs_of_table(table))
            found = {ngram for run in every for ngram in open_ngrams(run, size)}
            for reading in readings(self._text):
                values = [numeral.value for numeral in reading]
                found |= set(zip(*(values[at:] for at in range(size)), strict=False))
            self._known[size] = frozenset(found)
        return self._known[size]

    @cached_property
    def _text(self) -> str:
        return self.text()

    _known: dict[int, frozenset[NGram]] = field(default_factory=dict)


@dataclass(frozen=True)
class Fingerprints:
    """All that tells the withheld folders of a pack, each with the file it came from, and what is open beside it."""

    runs: Mapping[int, Mapping[NGram, tuple[str, str]]]
    numbers: Mapping[str, str]
    cells: Cells
    words: Mapping[str, str]
    shingles: Mapping[NGram, str]
    names: Mapping[str, str]
    ids: Mapping[str, str]
    folders: tuple[Folder, ...]
    open: Open
    _labels: dict[str, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict, compare=False)
    kept: dict[str, Any] = field(default_factory=dict, compare=False)
    _rare: dict[tuple[str, int, str, bool], float] = field(default_factory=dict, compare=False)

    @property
    def empty(self) -> bool:
        """Whether nothing is withheld."""
        return not self.folders and not self.ids

    def prepare(self) -> None:
        """Work out now what is otherwise worked out when first asked for."""
        _ = self.beside, self.label_words, self.row_words, self.shapes, self.shingles_by_word, self.runs_by_number

    @cached_property
    def labels(self) -> Mapping[str, int]:
        """What each label is worth beside a number, in digits; those that tell nothing are left out."""
        weights = {label: weight(label, self.open) for label in self.cells}
        return {label: found for label, found in weights.items() if found}

    @cached_property
    def beside(self) -> Cells:
        """The cells by label and number that would tell if all their labels stood beside the number."""
        return {label: dict(self._telling(label)) for label in self.labels}

    def _telling(self, label: str) -> Iterator[tuple[str, Sequence[LabelledCell]]]:
        for value, cells in self.cells[label].items():
            digits = digits_of(value)
            telling = [cell for cell in cells if self.score(digits, cell, set(cell.labels), titled=bool(cell.topic))]
            if telling:
                yield value, telling

    def score(self, digits: int, cell: LabelledCell, near: set[str], *, titled: bool) -> bool:
        """Whether a cell's number of so many digits, with these of its labels near it, is no coincidence.

        `titled` says that the words of its table's title are near it too.
        """
        weights = [worth for label in near if (worth := self.labels.get(label, 0))]
        if cell.kind == "ranks" and DISTINCTIVE not in weights:
            return False  # it is one of a few, and a page that ranks the same rows hits on some of them
        if len(weights) == 1 and digits < ALONE and not self._alone(digits, cell, near, titled=titled):
            return False
        enough = ENOUGH if DISTINCTIVE in weights else ENOUGH_OPEN
        topic = TOPIC if titled and (len(weights) > 1 or DISTINCTIVE in weights) else 0
        return bool(weights) and digits + sum(weights) + topic + _KINDS.get(cell.kind, -1) >= enough

    def _alone(self, digits: int, cell: LabelledCell, near: Iterable[str], *, titled: bool) -> bool:
        """Whether a short number beside a single label tells: few numbers of its kind have that label.

        It is a cell itself, or stands with the title of its table beside a label that no open file has.
        """
        if cell.kind == "ranks":
            return True
        itself = cell.kind == "numbers" and cell.exact
        said = titled and any(self.labels.get(label) == DISTINCTIVE for label in near)
        worthy = [label for label in near if self.labels.get(label)]
        return (itself or said) and all(
            self._rarity(label, digits, cell.kind, exact=itself) <= RARE for label in worthy
        )

    def _rarity(self, label: str, digits: int, kind: str, *, exact: bool) -> float:
        """How much of all numbers of so many digits have a label in the pack, in one kind of number."""
        key = (label, digits, kind, exact)
        if key not in self._rare:
            values = self.cells.get(label, {})
            own = sum(
                digits_of(value) == digits and any(cell.kind == kind and cell.exact >= exact for cell in cells)
                for value, cells in values.items()
            )
            self._rare[key] = own / (9 * 10 ** (digits - 1))
        return self._rare[key]

    def labels_of(self, source: str) -> tuple[frozenset[str], frozenset[str]]:
        """The labels of the rows and of the columns of a table."""
        if source not in self._labels:
            tables = [table for folder in self.folders for table in folder.tables if table.source == source]
            self._labels[source] = (
                frozenset(label_of(row) for table in tables for row in table.rows) - {""},
                frozenset(label_of(column) for table in tables for column in table.columns) - {""},
            )
        return self._labels[source]

    def open_has(self, pairs: Mapping[str, Numeral]) -> bool:
        """Whether one column of an open table gives these numbers to these labels."""
        wanted = {label: number.value for label, number in pairs.items()}
        for folder in self.open.read():
            for table in folder.tables:
                labels = [label_of(label) for label in table.rows]
                for run in runs_of_table(table) if wanted.keys() <= set(labels) else ():
                    for way in written(run):
                        given = {labels[row]: value for value, (row, _) in zip(way, run.cells, strict=True) if value}
                        if all(given.get(label) == value for label, value in wanted.items()):
                            return True
        return False

    @cached_property
    def named(self) -> Names:
        """The declared names, to be looked for."""
        return Names(self.names)

    @cached_property
    def label_words(self) -> Mapping[str, Sequence[str]]:
        """The labels by their longest word."""
        return _by_longest_word(self.labels)

    @cached_property
    def row_words(self) -> Mapping[str, Sequence[str]]:
        """The labels of the rows of the withheld tables by their longest word."""
        tables = (table for folder in self.folders for table in folder.tables)
        return _by_longest_word({label_of(row) for table in tables for row in table.rows} - {""})

    def rows_in(self, tokens: frozenset[str]) -> frozenset[str]:
        """The labels of rows of the withheld tables whose every word is among some."""
        present = (label for word in tokens & self.row_words.keys() for label in self.row_words[word])
        return frozenset(label for label in present if tokens.issuperset(label.split()))

    @cached_property
    def shingles_by_word(self) -> Mapping[str, Sequence[NGram]]:
        """The runs of words by the longest word of each, without which a text has none of them."""
        found: dict[str, list[NGram]] = {}
        for run in self.shingles:
            found.setdefault(max(run, key=len), []).append(run)
        return found

    @cached_property
    def runs_by_number(self) -> Mapping[str, Sequence[NGram]]:
        """The runs by the rarest number of each, without which a text has none of them."""
        every = [*chain.from_iterable(self.runs.values())]
        often = Counter(chain.from_iterable(every)).__getitem__
        found: dict[str, list[NGram]] = {}
        for run in every:
            found.setdefault(min(run, key=often), []).append(run)
        return found

    @cached_property
    def shapes(self) -> Shapes:
        """The runs of the withheld tables as drawings show them."""
        return _shapes(self.folders, self.open.bases_of)

    @property
    def bases(self) -> Iterator[str]:
        """The open columns that go into what is looked for, since rates are of them."""
        tables = (table for folder in self.folders for table in folder.tables)
        return (f"{table.source} {' '.join(map(str, base))}" for table in tables for base in self.open.bases_of(table))


def fingerprints(withheld: Iterable[Path], ids: Mapping[str, str], known: Open, written: Iterable[str]) -> Fingerprints:
    """The fingerprints of some folders of a pack.

    `ids` maps each withheld id to the source that lists it. `written` are words that people wrote in pages: a
    restricted number or sentence pasted there must still be found, so they take away single words alone.
    """
    prepared = [_prepared(folder, digest(folder)) for folder in withheld]
    words: dict[str, str] = {}
    for each in prepared:
        words |= each.words
    for word in (*known.words, *written):
        words.pop(word, None)
    runs = {size: _merged(each.runs[size] for each in prepared) for size in SIZES}
    for ngram, found in _rates(prepared, known):
        runs[len(ngram)].setdefault(ngram, found)
    return Fingerprints(
        runs,
        _merged(each.numbers for each in prepared),
        _joined(each.cells for each in prepared),
        words,
        _merged(each.shingles for each in prepared),
        _merged(each.folder.names for each in prepared),
        ids,
        tuple(each.folder for each in prepared),
        known,
    )


def _by_longest_word(labels: Iterable[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for label in labels:
        found.setdefault(max(label.split(), key=len), []).append(label)
    return found


def _rates(prepared: Iterable[Prepared], known: Open) -> Iterator[tuple[NGram, tuple[str, str]]]:
    """The neighbours among rates of withheld columns by open ones."""
    for each in prepared:
        for table in each.folder.tables:
            for base in known.bases_of(table):
                for run in rates(table, base):
                    yield from ((ngram, (run.kind, table.source)) for ngram in ngrams(run.kind, written(run)))


def _merged(mappings: Iterable[Mapping[_Key, _Value]]) -> dict[_Key, _Value]:
    merged: dict[_Key, _Value] = {}
    for each in mappings:
        merged |= each
    return merged


def _joined(each: Iterable[Cells]) -> Cells:
    joined: dict[str, dict[str, list[LabelledCell]]] = {}
    for cells in each:
        for label, values in cells.items():
            into = joined.setdefault(label, {})
            for value, found in values.items():
                into[value] = [*into.get(value, ()), *found]
    return joined


@lru_cache(maxsize=16)
def _prepared(folder: Path, _: str) -> Prepared:
    """The fingerprints of a folder, kept while its files stay as they are."""
    read = read_folder(folder)
    runs: dict[int, dict[NGram, tuple[str, str]]] = {size: {} for size in SIZES}
    numbers: dict[str, str] = {}
    words: dict[str, str] = {}
    shingles: dict[NGram, str] = {}
    tables = [(table, [(run, list(written(run))) for run in runs_of_table(table)]) for table in read.tables]
    for table, found in tables:
        for run, ways in found:
            for ngram in ngrams(run.kind, ways):
                runs[len(ngram)].setdefault(ngram, (run.kind, table.source))
    for origin, text in read.texts.items():
        for reading in readings(text):
            numbers |= {each.value: origin for each in reading if each.digits >= LONG_NUMBER}
        own = words_of(text)
        words |= dict.fromkeys((word for word in own if len(word) >= SHORTEST_WORD), origin)
        if origin.endswith((".md", ".txt")):
            shingles |= {run: origin for run in runs_of(own) if telling(run)}
    return Prepared(read, runs, numbers, _cells(tables), words, shingles)


@lru_cache(maxsize=16)
def _read(folder: Path) -> Folder:
    return read_folder(folder)


def _cells(tables: Iterable[tuple[Table, Iterable[tuple[Run, Sequence[Sequence[str]]]]]]) -> Cells:
    """The cells of tables, each with its runs as they are written."""
    found: dict[str, dict[str, list[LabelledCell]]] = {}
    for table, runs in tables:
        rows, columns = ([label_of(label) for label in labels] for labels in (table.rows, table.columns))
        topic = frozenset(word for word in words_of(table.title) if len(word) >= SHORTEST_WORD and word not in _STOP)
        for run, ways in runs:
            if run.kind not in _BESIDE_LABELS:
                continue
            for index, way in enumerate(ways):
                for value, (row, column) in zip(way, run.cells, strict=True):
                    if value and (run.kind == "ranks" or digits_of(value) > 1):
                        cell = LabelledCell(table.source, run.kind, (rows[row], columns[column]), topic, not index)
                        for label in {rows[row], columns[column]}:
                            cells = found.setdefault(label, {}).setdefault(value, [])
                            if not cells or cells[-1] != cell:
                                cells.append(cell)
    return found


def weight(label: str, known: Open) -> int:
    """How much a label tells where it stands beside a number: nothing, two digits' worth, or four if it is not open.

    A label of short words alone tells nothing, but for a range such as `18 to 24`.
    """
    if label and _CALENDAR.issuperset(label.split()):
        return OPEN
    words = [word for word in label.split() if len(word) >= SHORTEST_WORD and word not in _STOP]
    if not words:
        return OPEN if any(word.isdigit() for word in label.split()) else 0
    return OPEN if known.words.issuperset(words) else DISTINCTIVE


def _shapes(folders: Iterable[Folder], bases: Callable[[Table], Iterable[Sequence[Cell]]] = lambda _: ()) -> Shapes:
    shapes = Shapes()
    for folder in folders:
        for table in folder.tables:
            for more, part in proportions(table, bases(table)):
                shapes.add(table.source, part, more)
    return shapes
