"""The errors of this project: one small tree, each written for the person who must act on it."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from redaction.diagnostics.rules import RULES, SPOILING

_FRONT_MATTER = "front-matter"
SOURCES = ("redaction/sources.yml",)
POLICY = ("redaction/editions.yml", *SOURCES)  # what decides who may see a source


@dataclass(frozen=True)
class Problem:
    """A fault that a person can mend: its rule, its file and line, what was found, what was expected, what to do.

    `rule` is a key of `redaction.diagnostics.rules.RULES`. `place` is what a person looks for in the file where that
    is not its line alone. `rests_on` names the files without which this is no fault: while one of them has a problem
    of its own, this one is left out. `about` is a file that is not there, `missing` the id of a dataset that is not.
    `last` is the last line that a fault of Markdown spoils: no word there is judged.
    """

    rule: str
    file: str
    line: int
    found: str
    expected: str
    advice: str = ""
    place: str = ""
    rests_on: tuple[str, ...] = ()
    about: str = ""
    last: int = 0
    missing: str = ""

    @property
    def severity(self) -> str:
        """How much it matters, as its rule has it."""
        return RULES[self.rule].severity

    @property
    def where(self) -> str:
        """The place in the file, in words: its line where nothing else is said, and nothing for the file as a whole."""
        return self.place or (f"line {self.line}" if self.line else "")

    @property
    def sentence(self) -> str:
        """What was found, what was expected and what to do."""
        return f"found {self.found}, expected {self.expected}" + (f". {self.advice}" if self.advice else "")

    @property
    def line_of_report(self) -> str:
        """The problem and its rule, as every command prints it."""
        return f"{self} [{self.rule}]"

    def __lt__(self, other: Problem) -> bool:
        return self._order < other._order

    @property
    def _order(self) -> tuple[str, int, str, str, str, str]:
        return self.file, self.line, self.place, self.rule, self.found, self.expected

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.file, self.where) if part)
        return f"{place}: {self.sentence}"


def causes(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, in the order of files and lines, without those that only follow from another.

    A problem follows from any of the files that it rests on, and from Markdown that spoils the line it stands in.
    """
    every = set(problems)
    faulty = {each.file for each in every if not each.rests_on}
    standing = [each for each in every if not _rests_on(each, faulty)]
    missing = {each.about for each in standing if each.about}
    spoilt = [each for each in standing if each.rule in SPOILING]
    causes = (
        each
        for each in standing
        if not _rests_on(each, missing - {each.about}) and not any(_spoils(one, each) for one in spoilt)
    )
    return tuple(sorted(causes))


def _rests_on(problem: Problem, files: AbstractSet[str]) -> bool:
    return not files.isdisjoint(problem.rests_on)


def _spoils(markdown: Problem, problem: Problem) -> bool:
    """Whether a problem is of words that stand where Markdown is not what its author meant."""
    whole = markdown.rule == _FRONT_MATTER and markdown.last > markdown.line and problem.rule != _FRONT_MATTER
    if markdown.file != problem.file or (problem.rule in SPOILING and not whole):
        return False
    return markdown.line <= problem.line <= max(markdown.last, markdown.line)


def quoted(value: str, *, is_open: bool) -> str:
    """A value for a message: as it stands where everybody may see it, else only that there is one.

    A letter that nobody sees, or that turns the text around, is written as its code.
    """
    if not is_open:
        return "a value that is not shown here"
    return f'"{value if value.isprintable() else _in_codes(value)}"'


def _in_codes(value: str) -> str:
    return "".join(each if each.isprintable() or each in "\n\xa0" else f"\\u{ord(each):04x}" for each in value)


class AssessError(Exception):
    """Anything that stops a command with a sentence for the person who ran it."""


class ProblemsFoundError(AssessError):
    """Problems in data, policy or pages; all of them at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = causes(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class LookupFailedError(AssessError):
    """A name on a page or in a descriptor that cannot be resolved; it carries no value.

    `dataset` is the one that was asked: what rests on a faulty one is left out. `rests_on` and `missing` are as a
    problem has them.
    """

    dataset = ""
    rests_on: tuple[str, ...] = ()
    missing = ""

    def __init__(self, rule: str, found: str, expected: str, advice: str = "") -> None:
        self.rule, self.found, self.expected, self.advice = rule, found, expected, advice
        super().__init__(f"found {found}, expected {expected}" + (f". {advice}" if advice else ""))

    def at(self, file: str, line: int, place: str = "") -> Problem:
        """Make this failure a problem of a file."""
        rests_on = POLICY if self.rule == "withheld-dataset" else self.rests_on
        told = (self.rule, file, line, self.found, self.expected, self.advice, place, rests_on)
        return Problem(*told, missing=self.missing)


class WithheldError(LookupFailedError):
    """A dataset that an edition may not show, asked for where nothing stands in its place."""


class UsedFailedError(LookupFailedError):
    """A name that failed inside something used: the headline of a figure, a derived column, a finding.

    It is reported where it is written, and not where it is used; `place` is DATASET/COLUMN for a column.
    """

    def __init__(self, original: LookupFailedError, place: str = "") -> None:
        self.original, self.place = original, place
        super().__init__(original.rule, original.found, original.expected, original.advice)
        self.dataset = original.dataset


def own_fault(error: Exception) -> AssessError:
    """A fault of the program itself, by its kind and the line it comes from: what else it says may be restricted."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    file = place.filename.rpartition("/")[2]
    return AssessError(
        f"This is a fault in the program, not in your files: {type(error).__name__} in {file}, line {place.lineno}"
    )
