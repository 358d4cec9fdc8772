"""What `wording.yml` declares: kinds of numbers that state no quantity, words that compare, and exemptions.

What holds in English of any place is the program's, in `general.yml` beside this module; a site adds its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

from macros.language.words import Found, without
from redaction.diagnostics.errors import Problem, ProblemsFoundError
from redaction.diagnostics.schema import boolean, faults, list_of, mapping_of, one_of, optional, table_of, text
from redaction.diagnostics.yaml_document import YamlDocument, parse_yaml

FILE = "wording.yml"
_GENERAL = Path(__file__).with_name("general.yml")
LASTING = ("documents", "reasons", "changes", "results", "covers", "alone")
WAYS = ("more", "fewer", "most", "fewest", "same", "good", "bad", "judged")
KNOWN = ("dates", "figures", "sections", "texts")
SHAPE = mapping_of(
    {
        optional("general"): boolean,  # false: a site that wants nothing of the program's part
        optional("kinds"): table_of(
            mapping_of({"reason": text, "patterns": list_of(text), optional("known"): one_of(*KNOWN)})
        ),
        optional("dates"): list_of(mapping_of({"reason": text, "texts": list_of(text)})),
        optional("directions"): mapping_of({optional(way): list_of(text) for way in WAYS}),
        optional("welsh"): mapping_of({optional(way): list_of(text) for way in WAYS}),
        optional("higher_is_better"): list_of(text),
        optional("idioms"): list_of(mapping_of({"reason": text, "patterns": list_of(text)})),
        optional("lasting"): mapping_of({optional(each): list_of(text) for each in LASTING}),
        optional("quoted"): list_of(mapping_of({"reason": text, "columns": list_of(text)})),
        optional("exempt"): list_of(mapping_of({"page": text, "text": text, "reason": text})),
    }
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Kind:
    """Numerals that state no quantity: how they are written, and what must be known of each."""

    id: str
    patterns: tuple[re.Pattern[str], ...]
    known: str = ""

    def found_in(self, seen: str) -> list[Found]:
        """Every place of a text that a pattern fits, less those that lie inside another."""
        found = {Found(each[0], *each.span()) for pattern in self.patterns for each in pattern.finditer(seen)}
        return [each for each in found if not any(each != other and within(each, other) for other in found)]


@dataclass(frozen=True)
class Exemption:
    """A text that a page may type although nothing checks it."""

    page: str
    text: str
    line: int


@dataclass(frozen=True)
class Wording:
    """The declared kinds, the words that compare by the way they point, and the exemptions.

    `quoted` are the columns, as DATASET/COLUMN, whose texts are not the project's own words. `lasting` knows sentences
    by what they do: tell of one document, give a reason, speak of a change, report a result, say what data cover, or
    compare where no number stands. Of each word or phrase that points a way, `telling` has the longest word: a text
    with none of them does not point that way, which is quickly known. `welsh` are the words of Welsh that compare.
    """

    kinds: tuple[Kind, ...]
    dates: frozenset[str]
    directions: Mapping[str, re.Pattern[str]]
    idioms: tuple[re.Pattern[str], ...]
    higher_is_better: tuple[str, ...]
    quoted: frozenset[str]
    exemptions: tuple[Exemption, ...]
    lasting: Mapping[str, re.Pattern[str]]
    telling: Mapping[str, frozenset[str]]
    welsh: Mapping[str, re.Pattern[str]]

    def dates_in(self, texts: Iterable[str]) -> frozenset[str]:
        """Every date in some texts."""
        kinds = [kind for kind in self.kinds if kind.known == "dates"]
        return frozenset(found.text for each in {*texts} for kind in kinds for found in kind.found_in(each))

    def ways_of(self, words: str) -> list[tuple[Found, str]]:
        """Every word of a text that compares, with the way it points."""
        said = {*_WORD.findall(words.lower())}
        ways = [way for way in WAYS if not said.isdisjoint(self.telling[way])]
        seen = without(words, self.idioms) if ways else ""
        found: list[tuple[Found, str]] = []
        for way in reversed(ways):  # a phrase that is judged as a whole may hold a word that points
            pattern = self.directions[way]
            found += [(Found(each[0], *each.span()), way) for each in pattern.finditer(seen)]
            seen = without(seen, [pattern])
        return sorted(found, key=lambda pair: pair[0].start)

    def ways_in_welsh(self, words: str) -> set[str]:
        """The ways in which some words of Welsh compare."""
        return {way for way, pattern in self.welsh.items() if pattern.search(words)}


@dataclass(frozen=True)
class Known:
    """What numerals may name: figures (a line each), sections and titles, dates, texts of data, labels by DATASET/ROW.

    What is None is not known, while data or pages cannot be read: nothing is then said not to exist.
    """

    figures: str | None = ""
    sections: frozenset[str] | None = frozenset()
    dates: frozenset[str] | None = frozenset()
    texts: str | None = ""
    labels: Mapping[str, str] = field(default_factory=dict)
    titles: Mapping[str, frozenset[str]] = field(default_factory=dict)  # by the number of a section, in any language

    def tells_figures(self) -> bool:
        """Whether it is known which figures there are."""
        return self.figures is not None

    def label(self, row: str) -> str:
        """What a row is called, as DATASET/ROW names it; empty where there is none."""
        return self.labels.get(row, "")

    def titles_of(self, section: str) -> frozenset[str]:
        """The titles of the pages of a section, by its number."""
        return self.titles.get(section, frozenset())

    def holds(self, kind: Kind, found: str) -> bool:
        """Whether what a pattern found is something that exists."""
        if kind.known == "texts":
            return self.texts is None or found in self.texts.splitlines()
        if kind.known == "dates":
            return self.dates is None or found in self.dates
        numbers = re.findall(r"\d+(?:\.\d+)*[a-z]?", found)
        if kind.known == "sections":
            return self.sections is None or all(number in self.sections for number in numbers)
        if kind.known == "figures" and self.figures is not None:
            return all(re.search(rf"(?m)^{number}[a-z]?$", self.figures) for number in numbers)
        return True


def parse_wording(document: YamlDocument) -> Wording:
    """The wording from its YAML; raises ProblemsFoundError."""
    document = document.filled
    problems = faults(document, SHAPE)
    own: Any = document.content
    if not problems:
        problems = list(_pattern_faults(document, own))
    if problems:
        raise ProblemsFoundError(problems)
    parts = [own] if own.get("general") == "false" else [_general(), own]
    kinds: dict[tuple[str, str], dict[str, None]] = {}  # a site may say again what holds of any place
    for name, kind in chain(*(part.get("kinds", {}).items() for part in parts)):
        kinds.setdefault((name, kind.get("known", "")), {}).update(dict.fromkeys(kind["patterns"]))
    directions, welsh = ({way: _said(parts, key, way) for way in WAYS} for key in ("directions", "welsh"))
    return Wording(
        tuple(Kind(name, tuple(map(re.compile, patterns)), known) for (name, known), patterns in kinds.items()),
        frozenset(each for group in own.get("dates", ()) for each in group["texts"]),
        {way: _any_of(words) for way, words in directions.items()},
        tuple(re.compile(each) for part in parts for idiom in part.get("idioms", ()) for each in idiom["patterns"]),
        tuple(own.get("higher_is_better", ())),
        frozenset(column for group in own.get("quoted", ()) for column in group["columns"]),
        tuple(
            Exemption(each["page"], each["text"], document.line(("exempt", index)))
            for index, each in enumerate(own.get("exempt", ()))
        ),
        {name: _one_of(chain(*(part.get("lasting", {}).get(name, ()) for part in parts))) for name in LASTING},
        {way: frozenset(map(_longest_word, words)) for way, words in directions.items()},
        {way: _any_of(words) for way, words in welsh.items()},
    )


def _said(parts: Iterable[Mapping[str, Any]], key: str, way: str) -> list[str]:
    """The words that point a way, of the program and of the site."""
    return [*chain.from_iterable(part.get(key, {}).get(way, ()) for part in parts)]


@cache
def _general() -> dict[str, Any]:
    """The program's own part."""
    return parse_yaml(_GENERAL.name, _GENERAL.read_text("utf-8")).content


def within(one: Found, other: Found) -> bool:
    """Whether one place of a text lies inside another."""
    return other.start <= one.start and one.end <= other.end


def _pattern_faults(document: YamlDocument, content: Any) -> Iterator[Problem]:
    """Every pattern that is no regular expression."""
    groups: list[tuple[tuple[str | int, ...], list[str]]]
    groups = [(("kinds", name, "patterns"), kind["patterns"]) for name, kind in content.get("kinds", {}).items()]
    idioms = enumerate(content.get("idioms", ()))
    groups += [(("idioms", number, "patterns"), idiom["patterns"]) for number, idiom in idioms]
    groups += [(("lasting", name), patterns) for name, patterns in content.get("lasting", {}).items()]
    for path, patterns in groups:
        for index, pattern in enumerate(patterns):
            if not pattern.isprintable():
                found = "a pattern in double quotation marks, where \\b is another sign"
                yield document.problem("yaml-value", (*path, index), found, "it in single ones: '\\bwords\\b'")
                continue
            try:
                re.compile(pattern)
            except re.error as error:
                found = f'"{pattern}" ({error})'
                yield document.problem("yaml-value", (*path, index), found, "a regular expression")


def _longest_word(text: str) -> str:
    return max(_WORD.findall(text.lower()), key=len, default="")


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest)) or '(?!)'})(?![\w-])", re.IGNORECASE)


def _one_of(patterns: Iterable[str]) -> re.Pattern[str]:
    """What any of some regular expressions fits, in letters of any size."""
    return re.compile("|".join(f"(?:{each})" for each in patterns) or "(?!)", re.IGNORECASE)
