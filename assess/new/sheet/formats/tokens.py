"""A number format cut into its sections, and a section into its tokens."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from operator import eq, ge, gt, le, lt, ne
from typing import Literal

Kind = Literal[
    "literal",
    "fill",
    "elapsed",
    "general",
    "half_day",
    "date",
    "exponent",
    "digit",
    "figure",
    "point",
    "comma",
    "percent",
    "slash",
    "text",
]

_TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)" | \\(?P<escaped>.) | _(?P<space>.) | \*(?P<fill>.)
    | (?P<colour>\[(?:black|blue|cyan|green|magenta|red|white|yellow|colou?r\ ?\d{1,2})\])
    | \[(?P<condition>(?:<=|>=|<>|<|>|=)\s*-?\d+(?:\.\d+)?)\]
    | \[\$(?P<symbol>[^\]-]*)(?:-(?P<locale>[0-9A-Za-z,-]+))?\]
    | (?P<elapsed>\[(?:h{1,2}|m{1,2}|s{1,2})\])
    | (?P<general>general) | (?P<half_day>am/pm|a/p)
    | (?P<date>y+|m+|d+|h+|s+) | (?P<exponent>e[+-])
    | (?P<digit>[0#?]) | (?P<figure>[1-9]) | (?P<point>\.) | (?P<comma>,) | (?P<percent>%) | (?P<slash>/) | (?P<text>@)
    | (?P<plain>[ $+\-():!^&'~{}<>=]|[^\x00-\x7f])
    """,
    re.VERBOSE | re.IGNORECASE,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(.*)")
_COMPARISONS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
    "=": eq,
    "<>": ne,
}
_LARGEST_SECTIONS = 4
_WHITE = re.compile(r"\[(?:white|colou?r ?2)\]", re.IGNORECASE)
# English of any country, and the two that stand for the date and the time of the machine.
_ENGLISH = re.compile(
    r"(?:en(?:-[a-z]{2})?|0*(?:[048c]09|[1-4][048c]09)|x-sysdate|x-systime|f[48]00)(?:,\d+)?", re.IGNORECASE
)


class NotUnderstoodError(ValueError):
    """A format of which it cannot be said for certain what it shows."""


@dataclass(frozen=True)
class Token:
    """A piece of a section: its kind, and its characters; of a literal those that it shows."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class Section:
    """One of up to four parts of a format: what it shows, and the numbers it is for, where it names them."""

    tokens: tuple[Token, ...]
    condition: str = ""
    is_english: bool = True

    def holds_for(self, value: Decimal) -> bool:
        """Whether a number meets the condition."""
        found = _CONDITION.fullmatch(self.condition)
        return found is not None and _COMPARISONS[found[1]](value, Decimal(found[2]))

    @cached_property
    def kinds(self) -> frozenset[Kind]:
        """The kinds of its tokens."""
        return frozenset(token.kind for token in self.tokens)

    @property
    def is_date(self) -> bool:
        """Whether it shows a day or a time."""
        return bool(self.kinds & {"date", "elapsed", "half_day"})


@lru_cache(maxsize=4096)
def sections_of(form: str) -> tuple[Section, ...]:
    """The sections of a format; raises NotUnderstoodError."""
    cut: list[list[Token]] = [[]]
    conditions, english = [""], [True]
    at = 0
    while at < len(form):
        if form[at] == ";":
            cut.append([])
            conditions.append("")
            english.append(True)
            at += 1
            continue
        found = _TOKEN.match(form, at)
        if found is None:
            raise NotUnderstoodError(form)
        at = found.end()
        if found["condition"]:
            if conditions[-1]:
                raise NotUnderstoodError(form)
            conditions[-1] = found["condition"]
        elif found["locale"]:
            english[-1] = english[-1] and bool(_ENGLISH.fullmatch(found["locale"]))
            if len(found["locale"]) > 4 and found["locale"].isalnum() and not _ENGLISH.fullmatch(found["locale"]):
                raise NotUnderstoodError(form)  # digits of another script
        if found["colour"] and _WHITE.fullmatch(found["colour"]):
            raise NotUnderstoodError(form)  # on a white cell it shows nothing
        token = _token(found)
        if token:
            cut[-1].append(token)
    if len(cut) > _LARGEST_SECTIONS:
        raise NotUnderstoodError(form)
    return tuple(
        Section(tuple(tokens), condition, is_english)
        for tokens, condition, is_english in zip(cut, conditions, english, strict=True)
    )


def _token(found: re.Match[str]) -> Token | None:
    """The token of a match; nothing for what shows nothing, such as a colour."""
    for name in ("quoted", "escaped", "plain", "symbol"):
        if found[name] is not None:
            return Token("literal", found[name]) if found[name] else None
    if found["space"] is not None:
        return Token("literal", " ")
    if found["colour"] or found["condition"] or found.lastgroup in ("locale", None):
        return None
    name = found.lastgroup
    return Token(name, found[name].lower())  # type: ignore[arg-type]  # the other groups are named after kinds
