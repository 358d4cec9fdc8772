"""What a file cannot say of itself: given in the command, or asked for at a terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from redaction.diagnostics.errors import AssessError


class UnansweredError(AssessError):
    """Questions that the command does not answer and that nobody is there to be asked."""


@dataclass(frozen=True)
class Question:
    """The option that answers a question, and the question."""

    name: str
    text: str


@dataclass(frozen=True)
class Answers:
    """The options that were given, and how to ask somebody, if somebody is there."""

    given: Mapping[str, str]
    ask: Callable[[str], str] | None = None

    def all_of(self, questions: Iterable[Question]) -> list[str]:
        """An answer to each question; raises UnansweredError, which names every option that is missing."""
        asked = list(questions)
        missing = [each for each in asked if not self.given.get(each.name)]
        if missing and self.ask is None:
            options = "\n".join(f"  --{each.name}  {each.text}" for each in missing)
            raise UnansweredError(f"The file does not say everything. Add to the command:\n{options}")
        return [self.given.get(each.name) or self._answer(each) for each in asked]

    def _answer(self, question: Question) -> str:
        answer = ""
        while not answer and self.ask is not None:
            answer = self.ask(f"{question.text}: ").strip()
        return answer
