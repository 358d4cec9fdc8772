"""What was printed, judged a second time: whether each claim follows from its cells, and else what would give it.

An expression is a text here, in the grammar of `printed-claims.csv`, and another computation is another text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from assess.lineage.amounts import Amount
from redaction.data.dataset import Dataset, Row

CLAIMS, LINKS = "printed-claims", "same-quantity"
AGREES, ROUNDED, DIFFERS = "agrees", "agrees after rounding", "differs"
UNPUBLISHED = "cannot be computed from what is published"
UNEXPLAINED = "unexplained"
# The simplest first: of those that explain as many claims beside theirs, the first is the likeliest.
KINDS = (
    *("sign", "cut-short", "later-year", "swapped", "points", "other-end", "other-end-fits", "rank-each"),
    *("something-else", "left-out", "another-row", "elsewhere", "another-year", "digits", "parts-rounded", "order"),
    "unpublished-count",
)
_TEXT = "text"
_FIGURES = re.compile(r"([+\-\u2212]?)(\d[\d,]*)(?:\.(\d+))?")
_DOWN = {"decrease", "decreased", "down", "fall", "fell", "fewer", "less", "lower", "reduction"}
_UP = {"increase", "increased", "more", "rise", "rose", "up"}
_IN_WORDS = {"highest": 1, "most": 1, "first": 1, "lowest": 1, "fewest": 1, "second": 2, "third": 3, "fourth": 4}
_IN_WORDS |= {"fifth": 5}
_FAR_APART = 20  # how many times the exactness of print, for a count that was not printed to be no chance
Cause = tuple[str, str]


@dataclass(frozen=True)
class Printed:
    """A number in print, and the decimals it was given with."""

    value: Fraction
    places: int

    @property
    def step(self) -> Fraction:
        """One unit of its last decimal."""
        return Fraction(1, 10**self.places)

    def is_said_of(self, value: Fraction | None) -> bool:
        """Whether a number comes to this one, rounded to as many decimals, a half away from zero."""
        return value is not None and _signed(value, int(abs(value) / self.step + Fraction(1, 2))) == self._units

    def is_start_of(self, value: Fraction) -> bool:
        """Whether a number comes to this one where its further decimals are left off."""
        return _signed(value, int(abs(value) / self.step)) == self._units

    def exchanged(self) -> Iterator[Printed]:
        """The same with two neighbouring digits exchanged."""
        digits = str(abs(self._units))
        for at in range(len(digits) - 1):
            other = digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
            if other != digits and other[0] != "0":
                yield Printed(_signed(self.value, int(other)) * self.step, self.places)

    @property
    def _units(self) -> int:
        return int(self.value / self.step)


def printed(text: str) -> Printed:
    """The first number of a printed text; a word beside it may say which way it goes."""
    words = re.findall(r"[a-z]+", text.lower())
    found = _FIGURES.search(text)
    if found is None:
        if text.strip().lower() == "n/c":
            return Printed(Fraction(), 0)
        return Printed(Fraction(next(_IN_WORDS[word] for word in words if word in _IN_WORDS)), 0)
    sign, whole, part = found[1], found[2].replace(",", ""), found[3] or ""
    value = Fraction(int(whole + part), 10 ** len(part))
    falls = bool(_DOWN.intersection(words)) or (sign in ("-", "\u2212") and not _UP.intersection(words))
    return Printed(-value if falls else value, len(part))


@dataclass(frozen=True)
class Judged:
    """A claim's row, its verdict, and each cause that explains a difference: its kind, and what it is about."""

    row: Row
    verdict: str
    causes: frozenset[Cause] = frozenset()

    @property
    def page(self) -> str:
        """The page that tells it."""
        return self.row.cells["page"].text

    @property
    def place(self) -> str:
        """The column that it stood in."""
        return self.row.cells["place"].text

    @property
    def is_text(self) -> bool:
        """Whether it stood in a sentence."""
        return self.row.cells["figure"].text == _TEXT


@dataclass(frozen=True)
class Judge:
    """Judges the claims of one edition; `amount` works an expression out, and raises where it names what is not there.

    `peers` are the numbers of the rows that a row's rank is among, `top` the rows that are neither totals nor part of
    another, `totals` the ids of the rows that add up others.
    """

    datasets: Mapping[str, Dataset]
    amount: Callable[[str], Amount]
    peers: Callable[[str], Sequence[Amount]]
    top: Callable[[str], Sequence[Row]]
    totals: Callable[[str], set[str]]

    def claims(self, verdict: str = "", cause: str = "") -> int:
        """How many claims have a verdict, and a likeliest cause; all of them where neither is asked for."""
        if cause not in ("", UNEXPLAINED, *KINDS) or verdict not in ("", AGREES, ROUNDED, DIFFERS, UNPUBLISHED):
            raise ValueError(cause or verdict)
        return sum(
            verdict in ("", each.verdict) and cause in ("", self._likeliest(each) or UNEXPLAINED)
            for each in self._judged
        )

    def opinions(self) -> list[tuple[str, str, set[Cause], str]]:
        """Each claim with its verdict, its causes and the likeliest of them."""
        return [(each.row.id, each.verdict, set(each.causes), self._likeliest(each)) for each in self._judged]

    def links(self, state: str) -> int:
        """How many quantities that were printed twice are `equal` or `apart`."""
        wanted = {"equal": True, "apart": False}[state]
        return sum((self._value(one) == self._value(other)) == wanted for one, other, _, _ in self._links)

    def earlier_count(self, claim: str) -> tuple[int, frozenset[str]]:
        """The count from which a claim's change would be as printed, and the cells that say so."""
        row = next(row for row in self.datasets[CLAIMS].rows if row.id == claim)
        name, operands = _parted(row.cells["expression"].text)
        count = self._earlier(operands[-1], printed(row.cells["printed"].text)) if name == "change" else None
        if count is None:
            raise ValueError(claim)
        cells = self.amount(row.cells["expression"].text).cells
        return count, cells | {f"{CLAIMS}/{claim}/printed"}

    @cached_property
    def _judged(self) -> list[Judged]:
        return [self._judge(row) for row in self.datasets[CLAIMS].rows]

    @cached_property
    def _links(self) -> list[tuple[str, str, str, str]]:
        if LINKS not in self.datasets:
            return []
        names = ("one", "other", "reason", "note")
        return [
            (one, other, reason, note)
            for row in self.datasets[LINKS].rows
            for one, other, reason, note in [[row.cells[name].text for name in names]]
        ]

    @cached_property
    def _explained(self) -> Counter[tuple[str, str, Cause]]:
        """How many claims of a column, and of a page, each cause explains."""
        places = (
            (each.page, place, cause) for each in self._judged for cause in each.causes for place in {each.place, _TEXT}
        )
        return Counter(places)

    def _likeliest(self, judged: Judged) -> str:
        place = _TEXT if judged.is_text else judged.place
        ranked = ((-self._explained[judged.page, place, each], KINDS.index(each[0]), each[0]) for each in judged.causes)
        return min(ranked, default=(0, 0, ""))[2]

    def _judge(self, row: Row) -> Judged:
        expression = row.cells["expression"].text
        name, operands = _parted(expression)
        if name == "unpublished":
            return Judged(row, UNPUBLISHED)
        if name in ("higher", "lower", "same"):
            return self._sentence(row, name, operands)
        if name == "leading":
            return self._order(row, operands)
        number = printed(row.cells["printed"].text)
        return self._fit(row, number, operands) if name == "rank-fits" else self._number(row, number, expression)

    def _number(self, row: Row, number: Printed, expression: str) -> Judged:
        value = self.amount(expression).value
        if value is None:
            return Judged(row, UNPUBLISHED)
        if number.is_said_of(value):
            return Judged(row, AGREES if value == number.value else ROUNDED)
        found = {cause for cause, other in self._others(expression) if number.is_said_of(self._value(other))}
        if number.is_said_of(-value):
            found.add(("sign", ""))
        return Judged(row, DIFFERS, frozenset(found | set(self._in_print(expression, value, number))))

    def _sentence(self, row: Row, name: str, operands: Sequence[str]) -> Judged:
        values = [self.amount(each).value for each in operands]
        if None in values:
            return Judged(row, UNPUBLISHED)
        if _holds(name, values):
            return Judged(row, AGREES)
        found: set[Cause] = set()
        for at, (operand, value) in enumerate(zip(operands, values, strict=True)):
            if not operand.startswith(("change ", "difference ")) or value is None:
                continue
            tried = [(("sign", ""), -value), *((cause, self._value(other)) for cause, other in self._others(operand))]
            for cause, other in tried:
                sure = cause[0] in ("sign", "swapped", "something-else")
                if sure and _holds(name, [*values[:at], other, *values[at + 1 :]]):
                    found.add(cause)
        return Judged(row, DIFFERS, frozenset(found))

    def _order(self, row: Row, operands: Sequence[str]) -> Judged:
        dataset, _, column = operands[0].split("/")
        every = [(each.id, self.amount(f"{dataset}/{each.id}/{column}").value or 0) for each in self.top(dataset)]
        first = sorted(every, key=lambda pair: -pair[1])[: len(operands)]
        if [self.amount(each).value for each in operands] == [value for _, value in first]:
            return Judged(row, AGREES)
        is_order = {each.split("/")[1] for each in operands} == {name for name, _ in first}
        return Judged(row, DIFFERS, frozenset([("order", "")] if is_order else []))

    def _fit(self, row: Row, number: Printed, operands: Sequence[str]) -> Judged:
        own, whole, areas = (self.amount(each).value for each in operands)
        if own is None or whole is None or areas is None or number.value * own <= whole:
            return Judged(row, UNPUBLISHED)
        fits = (areas + 1 - number.value) * own <= whole
        return Judged(row, DIFFERS, frozenset([("other-end-fits", "")] if fits else []))

    def _others(self, expression: str) -> Iterator[tuple[Cause, str]]:
        """Every other computation that could have been made by mistake."""
        name, operands = _parted(expression)
        asked = " ".join(map(_bracketed, operands))
        back = " ".join(map(_bracketed, reversed(operands)))
        if name == "change":
            yield ("later-year", ""), f"share (difference {asked}) {_bracketed(operands[1])}"
            yield ("swapped", ""), f"change {back}"
            yield ("points", ""), f"difference {asked}"
        if name == "difference":
            yield ("points", ""), f"change {asked}"
        if name.startswith("rank"):
            yield ("other-end", ""), f"{'rank' if name == 'rank-from-fewest' else 'rank-from-fewest'} {asked}"
        for one, other, reason, note in self._links:
            if reason in ("period", "place", "definition") and expression in (one, other) and not _cells(one, other):
                yield ("something-else", note), other if expression == one else one
        yield from self._without_a_row(name, operands)
        yield from self._of_another_row(name, expression)
        if name != "value":
            yield from self._of_another_place(expression)
        yield from self._of_another_year(expression)

    def _without_a_row(self, name: str, operands: Sequence[str]) -> Iterator[tuple[Cause, str]]:
        if name == "share" and " " not in operands[1]:
            dataset, whole, column = [*operands[1].split("/"), "", ""][:3]
            if whole == "*" or whole in self.totals(dataset):
                for row in self.top(dataset):
                    rest = f"difference {dataset}/{row.id}/{column} {operands[1]}"
                    yield ("left-out", row.label), f"share {_bracketed(operands[0])} ({rest})"
        if name == "total" and len(operands) > 2:
            for at, operand in enumerate(operands):
                if operand.count("/") == 2 and " " not in operand:
                    dataset, own, _ = operand.split("/")
                    label = next((row.label for row in self.datasets[dataset].rows if row.id == own), operand)
                    rest = " ".join(map(_bracketed, (*operands[:at], *operands[at + 1 :])))
                    yield ("left-out", label), f"total {rest}"

    def _of_another_row(self, name: str, expression: str) -> Iterator[tuple[Cause, str]]:
        named = [each.split("/") for each in _addresses(expression) if "/*/" not in each]
        if not named or name not in ("value", "difference", "change", "share"):
            return
        dataset, own, _ = named[0]
        ids = [row.id for row in self.datasets[dataset].rows]
        at = ids.index(own)
        for other in ids if name == "value" else ids[max(0, at - 1) : at + 2]:
            if other != own:
                yield ("another-row", ""), expression.replace(f"/{own}/", f"/{other}/")

    def _of_another_place(self, expression: str) -> Iterator[tuple[Cause, str]]:
        for address in dict.fromkeys(_addresses(expression)):
            for other in self._same_as(address) - {address}:
                about = self.datasets[other.split("/")[0]].descriptor
                where = f"figure {about.figure}" if about.figure else about.title
                yield ("elsewhere", where), re.sub(rf"(?<![^\s(]){re.escape(address)}(?![^\s)])", other, expression)

    def _of_another_year(self, expression: str) -> Iterator[tuple[Cause, str]]:
        named = [each.split("/") for each in _addresses(expression)]
        years = {column for _, _, column in named}
        if len(years) != 1:
            return
        (year,) = years
        known = [{column.name for column in self.datasets[name].descriptor.columns} for name, _, _ in named]
        for other in set.intersection(*known) - years:
            if re.fullmatch(r"\d{4}", other):
                yield ("another-year", other), re.sub(rf"/{re.escape(year)}(?![^\s)])", f"/{other}", expression)

    def _in_print(self, expression: str, value: Fraction, number: Printed) -> Iterator[Cause]:
        """Causes that lie in how a number was written."""
        name, operands = _parted(expression)
        if number.is_start_of(value):
            yield "cut-short", ""
        if any(other.is_said_of(value) for other in number.exchanged()):
            yield "digits", ""
        if name == "total":
            parts = [self.amount(each) for each in operands]
            half = Fraction(1, 2 * 10 ** min(part.places for part in parts))
            near = abs(value - number.value) <= half * len(parts) + number.step / 2
            if near and all(part.measure == "%" for part in parts):
                yield "parts-rounded", ""
        if name.startswith("rank"):
            own = self.amount(operands[0]).value
            if value < number.value < value + sum(peer.value == own for peer in self.peers(operands[0])):
                yield "rank-each", ""
        if name == "change" and self._earlier(operands[1], number) is not None:
            yield "unpublished-count", ""

    def _earlier(self, later: str, number: Printed) -> int | None:
        """The only whole number from which the change is as printed, where its neighbours give quite another."""
        value = self.amount(later).value
        if value is None or value <= 0 or number.value <= -100:
            return None
        near = int(100 * value / (100 + number.value))
        found = [count for count in range(max(1, near - 2), near + 3) if number.is_said_of(100 * value / count - 100)]
        if len(found) != 1:
            return None
        apart = 100 * value / found[0] - 100 * value / (found[0] + 1)
        return found[0] if apart >= _FAR_APART * number.step else None

    def _same_as(self, address: str) -> set[str]:
        """The cells that are linked to a cell, and those linked to these."""
        found, following = set[str](), {address}
        while following:
            found |= following
            pairs = (_cells(one, other) for one, other, _, _ in self._links)
            following = {cell for pair in pairs if found.intersection(pair) for cell in pair} - found
        return found

    def _value(self, expression: str) -> Fraction | None:
        try:
            return self.amount(expression).value
        except (KeyError, ValueError):
            return None  # such as the same row of a dataset that has none


def _holds(name: str, values: Sequence[Fraction | None]) -> bool:
    one, other = values
    if one is None or other is None:
        return False
    return {"higher": one > other, "lower": one < other, "same": one == other}[name]


def _parted(expression: str) -> tuple[str, list[str]]:
    """The name of an operation, and its operands without the brackets around them."""
    name, _, rest = expression.strip().partition(" ")
    operands, depth, start = [], 0, 0
    for at, letter in enumerate(f"{rest} "):
        depth += (letter == "(") - (letter == ")")
        if letter == " " and not depth:
            operands.append(rest[start:at].strip())
            start = at + 1
    return name, [each[1:-1] if each.startswith("(") else each for each in operands if each]


def _bracketed(operand: str) -> str:
    return f"({operand})" if " " in operand else operand


def _addresses(expression: str) -> list[str]:
    return [each for each in re.findall(r"[^\s()]+", expression) if each.count("/") == 2]


def _cells(*expressions: str) -> tuple[str, ...]:
    """The cells that two expressions are, where each is one cell and no more."""
    parts = [_parted(each) for each in expressions]
    alone = [operands[0] for name, operands in parts if name == "value" and operands[0].count("/") == 2]
    return tuple(alone) if len(alone) == len(expressions) else ()


def _signed(like: Fraction, size: int) -> int:
    return -size if like < 0 else size
