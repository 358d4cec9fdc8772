"""What would give restricted content away, taken from the raw files of a pack."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

SIGNIFICANT_DIGITS = 5
SHORTEST_WORD = 4
RUN_OF_WORDS = 6

_Token = TypeVar("_Token")

_MACRO = re.compile(r"{[{%].*?[}%]}", re.DOTALL)
_WORD = re.compile(r"[^\W\d_]+")
_NUMBERS = re.compile(r"\d[\d.,\u00a0\u202f]*")
_SEPARATOR = re.compile(r"[,\u00a0\u202f]")
_GEOMETRY = re.compile(r"""\s(?:d|transform|points|viewBox|x\d?|y\d?|width|height|r|cx|cy)="[^"]*\"""")


@dataclass(frozen=True)
class Fingerprints:
    """Numbers, words, runs of words and ids, each with the file it came from."""

    numbers: Mapping[str, str]
    words: Mapping[str, str]
    runs: Mapping[tuple[str, ...], str]
    ids: Mapping[str, str]

    def found_in(self, text: str) -> Iterator[tuple[str, str]]:
        """The kind and the origin of everything restricted in a text."""
        words = words_of(text)
        for kind, origins in (
            ("number", {self.numbers[number] for number in self._numbers_in(text)}),
            ("word", {self.words[word] for word in self.words.keys() & set(words)}),
            ("run of words", {self.runs[run] for run in self._runs_in(words)}),
            ("id", {source for name, source in self.ids.items() if name in text}),
        ):
            for origin in origins:
                yield kind, origin

    def _numbers_in(self, text: str) -> set[str]:
        return self.numbers.keys() & set(numbers_of(_GEOMETRY.sub(" ", text))) if self.numbers else set()

    def _runs_in(self, words: list[str]) -> set[tuple[str, ...]]:
        starts = {run[0] for run in self.runs}
        runs = (tuple(words[at : at + RUN_OF_WORDS]) for at, word in enumerate(words) if word in starts)
        return self.runs.keys() & set(runs) if starts else set()


def fingerprints(folders: Iterable[Path], ids: Mapping[str, str], open_text: str, written: str) -> Fingerprints:
    """The fingerprints of some folders of a pack, less what the open text holds as well.

    `ids` maps each withheld id to the source that lists it. `written` is what people wrote in pages: a
    restricted number or sentence pasted there must still be found, so it takes away single words alone.
    """
    numbers: dict[str, str] = {}
    words: dict[str, str] = {}
    runs: dict[tuple[str, ...], str] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if not path.is_file():
                continue
            origin = f"{folder.name}/{path.relative_to(folder).as_posix()}"
            text = _MACRO.sub(" . ", decoded(path.read_bytes()))
            if path.suffix == ".csv":
                text = cells_apart(text)
            numbers |= dict.fromkeys(numbers_of(text), origin)
            own = words_of(text)
            words |= dict.fromkeys((word for word in own if len(word) >= SHORTEST_WORD), origin)
            if path.suffix == ".md":
                runs |= dict.fromkeys(runs_of(own), origin)
    open_words = words_of(open_text)
    return Fingerprints(
        _without(numbers, numbers_of(open_text)),
        _without(words, [*open_words, *words_of(written)]),
        _without(runs, runs_of(open_words)),
        ids,
    )


def decoded(content: bytes) -> str:
    """The text of a file of a pack, in whichever encoding a spreadsheet wrote it."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def cells_apart(text: str) -> str:
    """A CSV with its cells set apart, so that neighbours are not read as one number or one sentence."""
    delimiter = max(",;\t", key=text.split("\n", 1)[0].count)
    return "\n".join(" . ".join(row) for row in csv.reader(text.splitlines(), delimiter=delimiter))


def numbers_of(text: str) -> list[str]:
    """The numbers of a text that are long enough to tell, in one way of writing them.

    `1,234` may be one number or two neighbours of a list, so it is taken as both.
    """
    runs = set(_NUMBERS.findall(text))
    tokens = {part for run in runs for part in (_SEPARATOR.sub("", run), *_SEPARATOR.split(run))}
    return [token for token in (each.strip(".") for each in tokens) if _digits(token) >= SIGNIFICANT_DIGITS]


def _digits(number: str) -> int:
    return len(number.replace(".", "").lstrip("0"))


def words_of(text: str) -> list[str]:
    """The words of a text, in lower case."""
    return _WORD.findall(text.lower())


def runs_of(words: list[str]) -> list[tuple[str, ...]]:
    """The runs of neighbouring words of a text."""
    return list(zip(*(words[start:] for start in range(RUN_OF_WORDS)), strict=False))


def _without(known: dict[_Token, str], open_tokens: Iterable[_Token]) -> dict[_Token, str]:
    for token in open_tokens:
        known.pop(token, None)
    return known
