"""The errors of this project: one small tree, each written for the person who must act on it."""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in one place: file, place in it, what was found, what was expected, what to do."""

    file: str
    line: int
    place: str
    found: str
    expected: str
    advice: str = ""

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.file, self.place) if part)
        advice = f". {self.advice}" if self.advice else ""
        return f"{place}: found {self.found}, expected {self.expected}{advice}"


def at_line(line: int) -> str:
    """The place of a problem in a text file."""
    return f"line {line}"


def quoted(value: str, *, is_open: bool) -> str:
    """A value for a message: as it stands where everybody may see it, else only that there is one."""
    return f'"{value}"' if is_open else "a value that is not shown here"


class AssessError(Exception):
    """Anything that stops a command with a sentence for the person who ran it."""


class ProblemsFoundError(AssessError):
    """Problems in data, policy or pages; all of them at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class LookupFailedError(AssessError):
    """A name on a page or in a descriptor that cannot be resolved; it carries no value."""

    def __init__(self, found: str, expected: str, advice: str = "") -> None:
        self.found, self.expected, self.advice = found, expected, advice
        super().__init__(f"found {found}, expected {expected}" + (f". {advice}" if advice else ""))

    def at(self, file: str, line: int, place: str | None = None) -> Problem:
        """Make this failure a problem of a file."""
        return Problem(file, line, place or at_line(line), self.found, self.expected, self.advice)


class WithheldError(LookupFailedError):
    """A dataset that an edition may not show, asked for where nothing stands in its place."""


class UsedFailedError(LookupFailedError):
    """A name that failed inside something used: the headline of a figure, a derived column, a finding.

    It is reported where it is written, and not where it is used; `place` is DATASET/COLUMN for a column.
    """

    def __init__(self, original: LookupFailedError, place: str = "") -> None:
        self.original, self.place = original, place
        super().__init__(original.found, original.expected, original.advice)


def own_fault(error: Exception) -> AssessError:
    """A fault of the program itself, by its kind and the line it comes from: what else it says may be restricted."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    file = place.filename.rpartition("/")[2]
    return AssessError(f"The program itself is at fault: {type(error).__name__} in {file}, line {place.lineno}")
