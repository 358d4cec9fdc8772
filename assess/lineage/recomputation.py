"""What a number on a page should say, worked out from the raw cells of an edition's datasets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import cached_property

from assess.lineage import amounts, phrases
from assess.lineage.amounts import NOT_APPLICABLE, Amount
from assess.lineage.judge import CLAIMS, LINKS, Judge
from assess.lineage.tongues import ENGLISH, TONGUES, Tongue
from redaction.data.dataset import LABEL, Column, Dataset, DerivedColumn, Row
from redaction.data.periods import in_order
from redaction.data.telling import told_in

_EVERY = "*"
_CALL = re.compile(r"(?:(?P<place>\d+) of )?(?P<by>[a-z]+)\((?P<operands>[^()]*)\)")
_ASKED = re.compile(r"(?P<what>ordinal|amount) \((?P<of>.*)\)")
_LEADING = re.compile(r"(?P<place>\d+) of leading (?P<operands>\S+( \S+)*)")
_TOKEN = re.compile(r"[()]|[^\s()]+")
_NUMBER = re.compile(r"-?\d+(\.(?P<part>\d+))?")
_IN_PRINT = re.compile(r"[+\-]?[0-9][0-9,]*(?:\.[0-9]+)?(?:st|nd|rd|th)?%?")
_BACK = {"latest": 1, "previous": 2}


class UntraceableError(ValueError):
    """A formula that names what this edition does not hold, or that nobody can work out."""


@dataclass(frozen=True)
class Expected:
    """What a bound number should be: its text, its machine value, how it is computed, its cells.

    `after` is what must follow it in the sentence, where it is one of several names.
    """

    text: str
    value: str
    by: str
    cells: frozenset[str]
    after: str = ""


@dataclass(frozen=True)
class Recomputation:
    """The datasets of one edition, and what is worked out from them, each once."""

    datasets: Mapping[str, Dataset]
    tongue: Tongue = ENGLISH
    _amounts: dict[str, Amount] = field(default_factory=dict)
    _expected: dict[str, Expected] = field(default_factory=dict)
    _rows: dict[str, dict[str, Row]] = field(default_factory=dict)

    def told_in(self, language: str) -> Recomputation:
        """The same, its numbers said in a language; raises KeyError for one that is not known."""
        has_words = any(language in each.descriptor.languages for each in self.datasets.values())
        if TONGUES[language] is self.tongue and not has_words:
            return self
        return replace(
            self, datasets=told_in(self.datasets, language), tongue=TONGUES[language], _expected={}, _rows={}
        )

    def expected(self, formula: str) -> Expected:
        """What the number with a formula should be; raises UntraceableError."""
        if formula not in self._expected:
            try:
                self._expected[formula] = self._worked_out(formula)
            except (KeyError, IndexError, ValueError, StopIteration, RecursionError):
                raise UntraceableError(formula) from None
        return self._expected[formula]

    def derived(self, formula: str) -> DerivedColumn | None:
        """The derived column that a formula is the address of, if it is one."""
        steps = formula.split("/")
        if len(steps) != 3 or steps[0] not in self.datasets:
            return None
        return self.datasets[steps[0]].derived_column(steps[2])

    def raw(self, address: str) -> str:
        """A stored cell as it was typed."""
        dataset, row, column = address.split("/")
        return self._row(dataset, row).cells[column].text

    def _worked_out(self, formula: str) -> Expected:
        leading = _LEADING.fullmatch(formula)
        if leading:
            return self._leader(leading["operands"].split(), int(leading["place"]))
        call = _CALL.fullmatch(formula)
        if call is None:
            return self._expression(formula) if " " in formula else self._alone(formula)
        operands = [each.strip() for each in call["operands"].split(",")]
        by = call["by"]
        if by in ("highest", "lowest"):
            return self._name(by, operands[0], int(operands[1]), int(call["place"]))
        if by in ("count", "cause"):
            return self._judged(by, operands)
        alone = {"rank": self._place, "printed": self._printed}
        if len(operands) == 1:
            alone["change"] = self._stored_change
        if by in alone:
            return alone[by](operands[0])
        found = self._called(by, [self._at(each) for each in operands])
        text = phrases.as_movement(found, self.tongue) if by in ("change", "difference") else phrases.as_number(found)
        return Expected(text, phrases.for_machines(found), found.by, found.cells)

    def _alone(self, address: str) -> Expected:
        """A cell by itself; the text of one that holds no number, as it was printed."""
        if self._is_text(address):
            text = self.raw(address)
            return Expected(text, text, "printed", frozenset([address]))
        found = self._at(address)
        return Expected(phrases.as_number(found), phrases.for_machines(found), found.by, found.cells)

    def _stored_change(self, address: str) -> Expected:
        """A cell that holds a change in per cent, in words."""
        found = self._at(address)
        if not (found.signed and found.measure == "%"):
            raise KeyError(address)
        text = phrases.as_movement(replace(found, by="change"), self.tongue)
        return Expected(text, phrases.for_machines(found), found.by, found.cells)

    def _printed(self, address: str) -> Expected:
        """The number of what was printed, as it was printed."""
        found = _IN_PRINT.search(self.raw(address))
        if found is None or not self._is_text(address):
            raise KeyError(address)
        text = found[0].replace("-", "\N{MINUS SIGN}")
        return Expected(text, text, "printed", frozenset([address]))

    def _judged(self, by: str, operands: list[str]) -> Expected:
        """How many claims or links come to something, or the earlier count that explains a claim."""
        dataset, row, column = operands[0].split("/")
        if by == "cause" and (dataset, column) == (CLAIMS, "printed"):
            number, cells = self.judge.earlier_count(row)
        elif (by, row, dataset) == ("count", _EVERY, CLAIMS):
            number, cells = self.judge.claims(*operands[1:]), frozenset(operands[:1])
        elif (by, row, dataset) == ("count", _EVERY, LINKS):
            number, cells = self.judge.links(operands[1]), frozenset(operands[:1])
        else:
            raise KeyError(operands[0])
        found = Amount(Fraction(number), cells, by)
        return Expected(phrases.as_number(found), phrases.for_machines(found), by, cells)

    @cached_property
    def judge(self) -> Judge:
        """Who judges the claims of this edition."""

        def totals(dataset: str) -> set[str]:
            return _totals(self.datasets[dataset])

        def peers(address: str) -> list[Amount]:
            return self._ranked(address, "highest")[2]

        return Judge(self.datasets, self._amount, peers, self._top, totals)

    def _amount(self, expression: str) -> Amount:
        """What an expression comes to; one operand alone is one too."""
        if expression not in self._amounts:
            tokens = _TOKEN.findall(expression)
            found, rest = self._operation(tokens) if len(tokens) > 1 else self._operand(tokens)
            if rest:
                raise ValueError(expression)
            self._amounts[expression] = found
        return self._amounts[expression]

    def _expression(self, formula: str) -> Expected:
        """An expression as claims are written, shown as in a table; or what is asked of one."""
        asked = _ASKED.fullmatch(formula)
        found = self._amount(asked["of"] if asked else formula)
        if asked and asked["what"] == "amount":
            size = replace(found, value=None if found.value is None else abs(found.value))
            return Expected(phrases.as_size(size), phrases.for_machines(size), found.by, found.cells)
        text = phrases.as_nth(found, self.tongue) if asked else phrases.as_number(found)
        return Expected(text, phrases.for_machines(found), found.by, found.cells)

    def _operation(self, tokens: list[str]) -> tuple[Amount, list[str]]:
        """What an operation comes to, and the tokens after it."""
        name, rest = tokens[0], tokens[1:]
        if name in ("rank", "rank-from-fewest", "below"):
            return self._among(name, rest[0]), rest[1:]
        if name == "rows":
            return self._counted(rest[0]), rest[1:]
        operands: list[Amount] = []
        while rest and rest[0] != ")":
            operand, rest = self._operand(rest)
            operands.append(operand)
        if name == "value":
            (only,) = operands
            return only, rest
        return self._called(name, operands), rest

    def _operand(self, tokens: list[str]) -> tuple[Amount, list[str]]:
        first, rest = tokens[0], tokens[1:]
        if first == "(":
            found, rest = self._operation(rest)
            if rest[0] != ")":
                raise ValueError(rest[0])
            return found, rest[1:]
        number = _NUMBER.fullmatch(first)
        if number:
            return Amount(Fraction(first), frozenset(), places=len(number["part"] or "")), rest
        return self._at(first), rest

    def _among(self, name: str, address: str) -> Amount:
        """The place of a row among its peers, or how many of them have less."""
        place, own, peers = self._ranked(address, "lowest" if name == "rank-from-fewest" else "highest")
        if name != "below":
            return place
        fewer = sum(peer.value is not None and own.value is not None and peer.value < own.value for peer in peers)
        cells = frozenset().union(*(peer.cells for peer in peers))
        return Amount(None if own.value is None else Fraction(fewer), cells, "below")

    def _counted(self, address: str) -> Amount:
        """How many rows are neither totals nor part of another."""
        dataset, row, column = address.split("/")
        if (row, column) != (_EVERY, LABEL):
            raise KeyError(address)
        rows = self._top(dataset)
        return Amount(Fraction(len(rows)), frozenset(self._name_cell(dataset, each) for each in rows), "rows")

    def _leader(self, addresses: list[str], place: int) -> Expected:
        """The row with the most, the second most and so on, of as many as were named."""
        dataset, _, column = addresses[0].split("/")
        every = [(row, self._at(f"{dataset}/{row.id}/{column}")) for row in self._top(dataset)]
        ordered = sorted(every, key=lambda pair: -(pair[1].value or Fraction()))[: len(addresses)]
        row, _ = ordered[place - 1]
        cells = frozenset([self._name_cell(dataset, row)]).union(*(amount.cells for _, amount in every))
        return Expected(row.label, row.label, "highest", cells, phrases.between(place, len(ordered), self.tongue))

    def _name_cell(self, dataset: str, row: Row) -> str:
        while selection := self.datasets[dataset].descriptor.selection:
            dataset = selection.dataset
        return f"{dataset}/{row.id}/{LABEL}"

    def _is_text(self, address: str) -> bool:
        dataset, row, name = address.split("/")
        column = self.datasets[dataset].column(name)
        return row != _EVERY and column is not None and column.kind == "text"

    def _called(self, by: str, of: list[Amount]) -> Amount:
        if by == "total":
            return amounts.added(by, of, complete=True)
        first, second = of
        two = {
            "change": amounts.change,
            "difference": amounts.difference,
            "share": amounts.share,
            "rate": amounts.rate,
        }
        return two[by](first, second)

    def _place(self, address: str) -> Expected:
        place, own, peers = self._ranked(address, "highest")
        text = phrases.as_place(place, own, peers, self.tongue)
        return Expected(text, phrases.for_machines(place), "rank", place.cells)

    def _name(self, by: str, address: str, count: int, place: int) -> Expected:
        dataset, _, column = address.split("/")
        every = [(row, self._at(f"{dataset}/{row.id}/{column}")) for row in self._top(dataset)]
        numbered = [(amount.value, row) for row, amount in every if amount.value is not None]
        ordered = sorted(numbered, key=lambda pair: -pair[0] if by == "highest" else pair[0])
        last = ordered[min(count, len(ordered)) - 1][0]
        named = [row for value, row in ordered if (value >= last if by == "highest" else value <= last)]
        row = named[place - 1]
        cells = frozenset([self._name_cell(dataset, row)]).union(*(amount.cells for _, amount in every))
        return Expected(row.label, row.id, by, cells, phrases.between(place, len(named), self.tongue))

    def _at(self, address: str) -> Amount:
        if address not in self._amounts:
            dataset, row, column = address.split("/")
            self._amounts[address] = self._found(dataset, row, column)
        return self._amounts[address]

    def _found(self, dataset: str, row: str, column: str) -> Amount:
        if row == _EVERY:
            each = [self._at(f"{dataset}/{top.id}/{column}") for top in self._top(dataset)]
            return amounts.added("total", each, complete=True)
        name = self._column(dataset, column)
        stored = self.datasets[dataset].column(name)
        if stored is not None:
            return _stored(stored, self._row(dataset, row), f"{dataset}/{row}/{name}")
        derived = self.datasets[dataset].derived_column(name)
        if derived is None:
            raise KeyError(name)
        return self._derived(dataset, row, derived)

    def _derived(self, dataset: str, row: str, column: DerivedColumn) -> Amount:
        if column.only and row not in column.only:
            return Amount(None, frozenset(), column.by, NOT_APPLICABLE)
        operands = [self._address(dataset, row, column.operand(name, row)) for name in column.operands]
        if column.by == "rank":
            return self._ranked(operands[0], column.order)[0]
        of = [self._at(each) for each in operands]
        if column.by == "sum":
            return amounts.added("sum", of, complete=False)
        return self._called(column.by, of)

    def _ranked(self, address: str, order: str) -> tuple[Amount, Amount, list[Amount]]:
        dataset, row, column = address.split("/")
        own = self._at(address)
        totals = _totals(self.datasets[dataset])
        if row in totals:
            return Amount(None, frozenset(), "rank", NOT_APPLICABLE), own, []
        level = self._row(dataset, row).parent
        beside = [each for each in self.datasets[dataset].rows if each.parent == level and each.id not in totals]
        peers = [self._at(f"{dataset}/{each.id}/{column}") for each in beside]
        return amounts.ranked(own, peers, order), own, peers

    def _address(self, dataset: str, row: str, reference: str) -> str:
        steps = reference.split("/")
        return "/".join([dataset, row, *steps][-3:] if len(steps) == 1 else [dataset, *steps][-3:])

    def _row(self, dataset: str, row: str) -> Row:
        if dataset not in self._rows:
            self._rows[dataset] = {each.id: each for each in self.datasets[dataset].rows}
        return self._rows[dataset][row]

    def _top(self, dataset: str) -> list[Row]:
        totals = _totals(self.datasets[dataset])
        return [row for row in self.datasets[dataset].rows if not row.parent and row.id not in totals]

    def _column(self, dataset: str, name: str) -> str:
        described = self.datasets[dataset].descriptor
        stored = [column.name for column in described.columns]
        if name not in _BACK or name in stored or any(column.name == name for column in described.derived):
            return name
        return in_order(tuple(stored))[-_BACK[name]]


def _stored(column: Column, row: Row, address: str) -> Amount:
    places = 0 if column.kind == "count" else column.decimals
    if column.kind == "text":
        raise KeyError(column.name)
    found = amounts.read(row.cells[column.name].text, address, "%" if column.kind == "percent" else "", places)
    return replace(found, signed=column.signed)


def _totals(dataset: Dataset) -> set[str]:
    """Rows that add up rows beside them; one that adds up its own sub-rows is a row like others."""
    parents = {row.id: row.parent for row in dataset.rows}
    return {each.total for each in dataset.sums if any(parents.get(part) != each.total for part in each.parts)}
