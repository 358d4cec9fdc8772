"""What a reader of files gives: passages, tables, sources, drawings, files inside files, and what it could not read."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise
from operator import itemgetter

Place = Callable[[int], str]


def nowhere(_: int) -> str:
    """The place of a passage that has none inside its file."""
    return ""


@dataclass(frozen=True)
class Passage:
    """A text, what carries it, and how to tell the place of an offset.

    `ordered` says whether neighbours in the text are neighbours for a reader, so that runs mean something. Runs are
    looked for at each of the `strides`: 2 is every other number.
    """

    channel: str
    text: str
    place: Place = field(default=nowhere, compare=False)
    ordered: bool = True
    strides: tuple[int, ...] = (1, 2, 3)


@dataclass(frozen=True)
class Raw:
    """The source of a document as it stands, for what a parser leaves out; its neighbours mean nothing."""

    text: str


@dataclass(frozen=True)
class Drawing:
    """Lengths or coordinates that stand beside each other in a drawing, as written.

    `far` is how many digits more must agree of sizes that were put together or worked out: there are many ways.
    """

    numbers: tuple[str, ...]
    place: str
    far: float = 0.0


@dataclass(frozen=True)
class Table:
    """The cells of a table, row by row, its headings first; `of_a_page` where people may have typed it."""

    rows: Sequence[Sequence[str]]
    place: str = ""
    of_a_page: bool = False


@dataclass(frozen=True)
class Nested:
    """A file inside a file."""

    name: str
    content: bytes
    place: str = ""


@dataclass(frozen=True)
class Unread:
    """Something that was not read, and why; it ends the sentence "NAME is ...", or NAME's part at `place` is."""

    reason: str
    place: str = ""


Part = Passage | Table | Raw | Drawing | Nested | Unread


def in_lines(text: str) -> Place:
    """The places of a text as lines and columns, counted from 1."""

    def place(offset: int) -> str:
        start = text.rfind("\n", 0, offset) + 1
        return f"line {text.count(chr(10), 0, offset) + 1}, column {offset - start + 1}"

    return place


@dataclass
class Pieces:
    """A text put together from pieces, some of which have a place that is told only when asked."""

    texts: list[str] = field(default_factory=list)
    places: list[tuple[int, Callable[[], str]]] = field(default_factory=list)

    def add(self, text: str, place: Callable[[], str] | None = None) -> None:
        """Put a piece at the end; a piece without a place belongs to the one before."""
        if place is not None:
            self.places.append((len(self.texts), place))
        self.texts.append(text)

    def join(self, other: Pieces) -> None:
        """Put another text at the end, with its places."""
        self.places += [(len(self.texts) + index, place) for index, place in other.places]
        self.texts += other.texts

    def text(self) -> str:
        """The whole text."""
        return "".join(self.texts)

    def place(self, offset: int) -> str:
        """The place of the piece that an offset falls in."""
        ends = list(accumulate(map(len, self.texts)))
        piece = bisect_right(ends, offset)
        index = bisect_right(self.places, piece, key=itemgetter(0)) - 1
        return self.places[index][1]() if index >= 0 else ""

    def cut(self, at: Sequence[int]) -> Iterator[Pieces]:
        """The text in parts that begin at some of its pieces; those with nothing in them are left out."""
        bounds = [0, *at, len(self.texts)]
        for start, end in pairwise(bounds):
            texts = self.texts[start:end]
            if any(not text.isspace() for text in texts):
                first = bisect_left(self.places, start, key=itemgetter(0))
                last = bisect_left(self.places, end, key=itemgetter(0))
                yield Pieces(texts, [(index - start, place) for index, place in self.places[first:last]])

    def with_(self, mark: str, text: str) -> Pieces:
        """The same with a text in the place of each piece that is a mark."""
        return Pieces([text if each == mark else each for each in self.texts], self.places)

    def passage(self, channel: str, **options: bool | tuple[int, ...]) -> Passage:
        """The passage that the pieces make."""
        return Passage(channel, self.text(), self.place, **options)  # type: ignore[arg-type]  # named by those who call


def in_columns(rows: Iterable[Sequence[tuple[str, Callable[[], str]]]], most: int) -> Pieces:
    """A table column by column, a cell a line and a gap between columns; `most` columns at most."""
    whole, rows = Pieces(), [row[:most] for row in rows]
    for at in range(max(map(len, rows), default=0)):
        column = [row[at] for row in rows if len(row) > at]
        whole.places += [(number, place) for number, (_, place) in enumerate(column, len(whole.texts))]
        whole.texts += [f"{text}\n" for text, _ in column]
        whole.texts.append("\n")
    return whole
