"""What `wording.yml` declares: kinds of numbers that state no quantity, words that compare, and exemptions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from macros.language.words import Found, without
from redaction.diagnostics.errors import Problem, ProblemsFoundError
from redaction.diagnostics.schema import faults, list_of, mapping_of, one_of, optional, table_of, text
from redaction.diagnostics.yaml_document import YamlDocument

FILE = "wording.yml"
WAYS = ("more", "fewer", "most", "fewest", "same", "good", "bad", "judged")
KNOWN = ("dates", "figures", "sections", "texts")
_SHAPE = mapping_of(
    {
        "kinds": table_of(mapping_of({"reason": text, "patterns": list_of(text), optional("known"): one_of(*KNOWN)})),
        "dates": list_of(mapping_of({"reason": text, "texts": list_of(text)})),
        "directions": mapping_of({way: list_of(text) for way in WAYS}),
        "higher_is_better": list_of(text),
        "idioms": list_of(mapping_of({"reason": text, "patterns": list_of(text)})),
        "quoted": list_of(mapping_of({"reason": text, "columns": list_of(text)})),
        "exempt": list_of(mapping_of({"page": text, "text": text, "reason": text})),
    }
)


@dataclass(frozen=True)
class Kind:
    """Numerals that state no quantity: how they are written, and what must be known of each."""

    id: str
    patterns: tuple[re.Pattern[str], ...]
    known: str = ""


@dataclass(frozen=True)
class Exemption:
    """A text that a page may type although nothing checks it."""

    page: str
    text: str
    line: int


@dataclass(frozen=True)
class Wording:
    """The declared kinds, the words that compare by the way they point, and the exemptions.

    `quoted` are the columns, as DATASET/COLUMN, whose texts are not the project's own words.
    """

    kinds: tuple[Kind, ...]
    dates: frozenset[str]
    directions: Mapping[str, re.Pattern[str]]
    idioms: tuple[re.Pattern[str], ...]
    higher_is_better: tuple[str, ...]
    quoted: frozenset[str]
    exemptions: tuple[Exemption, ...]

    @cached_property
    def _any_way(self) -> re.Pattern[str]:
        """Every word that compares."""
        return re.compile("|".join(f"(?:{each.pattern})" for each in self.directions.values()), re.IGNORECASE)

    def dates_in(self, texts: Iterable[str]) -> frozenset[str]:
        """Every date in some texts."""
        patterns = [pattern for kind in self.kinds if kind.known == "dates" for pattern in kind.patterns]
        found: set[str] = set()
        for each in texts:
            seen = each
            for pattern in patterns:
                if dates := [date[0] for date in pattern.finditer(seen)]:
                    found.update(dates)
                    seen = without(seen, [pattern])
        return frozenset(found)

    def ways_of(self, words: str) -> list[tuple[Found, str]]:
        """Every word of a text that compares, with the way it points."""
        if not self._any_way.search(words):
            return []
        seen = without(words, self.idioms)
        found: list[tuple[Found, str]] = []
        for way in reversed(WAYS):  # a phrase that is judged as a whole may hold a word that points
            pattern = self.directions[way]
            found += [(Found(each[0], *each.span()), way) for each in pattern.finditer(seen)]
            seen = without(seen, [pattern])
        return sorted(found, key=lambda pair: pair[0].start)


@dataclass(frozen=True)
class Known:
    """What numerals may name: figures (a line each), sections, dates, texts of the data, and labels by DATASET/ROW.

    What is None is not known, while data or pages cannot be read: nothing is then said not to exist.
    """

    figures: str | None = ""
    sections: frozenset[str] | None = frozenset()
    dates: frozenset[str] | None = frozenset()
    texts: str | None = ""
    labels: Mapping[str, str] = field(default_factory=dict)

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
    problems = faults(document, _SHAPE)
    content: Any = document.content
    if not problems:
        problems = list(_pattern_faults(document, content))
    if problems:
        raise ProblemsFoundError(problems)
    kinds = [
        Kind(name, tuple(re.compile(each) for each in kind["patterns"]), kind.get("known", ""))
        for name, kind in content["kinds"].items()
    ]
    exempt = enumerate(content["exempt"])
    return Wording(
        tuple(kinds),
        frozenset(each for group in content["dates"] for each in group["texts"]),
        {way: _any_of(content["directions"][way]) for way in WAYS},
        tuple(re.compile(each) for idiom in content["idioms"] for each in idiom["patterns"]),
        tuple(content["higher_is_better"]),
        frozenset(column for group in content["quoted"] for column in group["columns"]),
        tuple(Exemption(each["page"], each["text"], document.line(("exempt", index))) for index, each in exempt),
    )


def _pattern_faults(document: YamlDocument, content: Any) -> Iterator[Problem]:
    """Every pattern that is no regular expression."""
    groups = [(("kinds", name), kind["patterns"]) for name, kind in content["kinds"].items()]
    groups += [(("idioms", number), idiom["patterns"]) for number, idiom in enumerate(content["idioms"])]
    for path, patterns in groups:
        for index, pattern in enumerate(patterns):
            try:
                re.compile(pattern)
            except re.error as error:
                found = f'"{pattern}" ({error})'
                yield document.problem("yaml-value", (*path, "patterns", index), found, "a regular expression")


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    longest = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, longest)) or '(?!)'})(?![\w-])", re.IGNORECASE)
