"""The phrases of a language, as its file beside this module has them, filled in for a page or for a file."""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup

from redaction.diagnostics.yaml_document import parse_yaml

ENGLISH = "en"
_FOLDER = Path(__file__).parent
_FILES = {path.stem: path for path in sorted(_FOLDER.glob("*.yml"))}
LANGUAGES = (ENGLISH, *(name for name in _FILES if name != ENGLISH))
SCRIPT = "script"  # the phrases that scripts say
# Keys of a file that hold no phrases with one text a key that every language has.
_GRAMMAR = ("alphabet", "ordinals", "months", "months_short")
_REVIEWED = "yes"
_A_HUNDRED, _TEN = 100, 10


@dataclass(frozen=True)
class Phrases:
    """The phrases of a language by `section.key`, and what it does with places, months and the order of names.

    `alphabet` holds its letters in order where some are of several signs.
    """

    code: str
    said: Mapping[str, str]
    ordinals: Mapping[str, str]
    months: tuple[str, ...]
    months_short: tuple[str, ...]
    alphabet: tuple[str, ...] = field(default=())

    def __call__(self, key: str, /, *places: object, **values: object) -> str:
        """A phrase as plain text; raises KeyError for one that does not exist or lacks a value."""
        return self.said[key].format(*places, **values)

    def html(self, key: str, /, *places: object, **values: object) -> Markup:
        """A phrase as HTML, what is filled in escaped."""
        return Markup(self.said[key]).format(*places, **values)  # noqa: S704  # our own words, without any markup

    @property
    def tag(self) -> str:
        """The language as data about a file names it (BCP 47): en-GB."""
        return self.said["language.tag"]

    @property
    def to_review(self) -> str:
        """What is to be done before a site may rely on these words; empty where they were reviewed."""
        said = self.said["language.reviewed"]
        return "" if said == _REVIEWED else said

    @property
    def of_scripts(self) -> dict[str, str]:
        """What scripts say, by the English that stands in them."""
        english = phrases_of(ENGLISH).said
        return {english[key]: text for key, text in self.said.items() if key.startswith(f"{SCRIPT}.")}

    def ordinal(self, number: int) -> str:
        """A number that says a place: 1st, 2nd, 3rd, 11th."""
        by_ending = (str(number % _A_HUNDRED), f"-{number % _TEN}", "other")
        return f"{number}{next(self.ordinals[each] for each in by_ending if each in self.ordinals)}"

    def listed(self, names: Sequence[str]) -> str:
        """Names in a sentence: Tilbury, Belhus and Chadwell St Mary."""
        if len(names) < 2:  # there is nothing between fewer
            return "".join(names)
        return f"{self('list.between').join(names[:-1])}{self('list.last')}{names[-1]}"

    def day(self, day: str) -> str:
        """A day of ISO 8601 as people write it: 4 September 2023."""
        year, month, of_month = day.split("-")
        return self("date.day", day=int(of_month), month=self.months[int(month) - 1], year=year)

    def in_order(self, name: str) -> tuple[tuple[int, str], ...]:
        """What a name is sorted by: its letters, of which some have several signs, whatever their case and accents.

        A language without such letters sorts names sign by sign.
        """
        return tuple(self._letters(plain(name))) if self.alphabet else ((0, name),)

    def _letters(self, name: str) -> Iterator[tuple[int, str]]:
        at = 0
        while at < len(name):
            two = name[at : at + 2]
            letter = two if two in self.alphabet else name[at]
            yield self._place(letter), letter
            at += len(letter)

    def _place(self, letter: str) -> int:
        """Where a letter stands; one that the alphabet lacks stands where other alphabets have it."""
        if letter in self.alphabet:
            return self.alphabet.index(letter)
        return max((place for place, known in enumerate(self.alphabet) if known[0] <= letter), default=-1)


def plain(text: str) -> str:
    """A text in small letters without accents: ŵ is w, and ŷ is y."""
    import unicodedata  # only names that are sorted need it

    parted = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in parted if not unicodedata.combining(sign)).casefold()


@cache
def phrases_of(language: str) -> Phrases:
    """The phrases of a language; raises KeyError for one that has no file."""
    path = _FILES[language]
    content: Any = parse_yaml(path.name, path.read_text("utf-8")).content
    said = {
        f"{section}.{key}": text
        for section, phrases in content.items()
        if section not in _GRAMMAR
        for key, text in phrases.items()
    }
    return Phrases(
        language,
        said,
        content["ordinals"],
        tuple(content["months"]),
        tuple(content["months_short"]),
        tuple(content["alphabet"].split()),
    )


def placeholders(phrase: str) -> frozenset[str]:
    """The names that are filled in in a phrase."""
    return frozenset(name for _, name, _, _ in string.Formatter().parse(phrase) if name is not None)


def lacking(own: Phrases, other: Phrases) -> list[str]:
    """What a language lacks beside another, what it has besides, and each phrase that fills in something else."""
    missing = [f"{own.code}: no {key}" for key in other.said if key not in own.said]
    besides = [f"{own.code}: {key}, which {other.code} has not" for key in own.said if key not in other.said]
    differing = [
        f"{own.code}: {key} fills in other names than in {other.code}"
        for key in own.said.keys() & other.said.keys()
        if placeholders(own.said[key]) != placeholders(other.said[key])
    ]
    uncounted = [
        f"{own.code}: {len(months)} months"
        for months in (own.months, own.months_short)
        if len(months) != len(other.months)
    ]
    unended = [] if "other" in own.ordinals else [f"{own.code}: no ending of an ordinal for any other number"]
    return [*missing, *besides, *sorted(differing), *uncounted, *unended]
