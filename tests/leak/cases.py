"""A case of the gauntlet, and how many of each channel are tried."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from leaks import Fact, Leak, leaks_of
from workshop import Workshop

T = TypeVar("T")


@dataclass(frozen=True)
class Result:
    """What became of one leak: the family and the channel it was put into, and what stopped it, if anything did."""

    family: str
    channel: str
    source: str
    form: str
    gate: str

    @property
    def stopped(self) -> bool:
        """Whether a gate stopped it."""
        return bool(self.gate)


@dataclass(frozen=True)
class Gauntlet:
    """A workshop, and how much of each channel is tried: everything, or one leak by chance."""

    at: Workshop
    chance: random.Random | None = None

    def leaks(self, number: int = 0) -> list[tuple[Fact, Leak]]:
        """The leaks for a channel: every form of every source, or one of them."""
        every = [(fact, leak) for fact in self.at.facts.values() for leak in leaks_of(fact)]
        return every if self.chance is None else self.chance.sample(every, number or 1)

    def one_of_each(self) -> list[tuple[Fact, Leak]]:
        """A leak of each source, in another form for each; one alone where a sample is tried."""
        facts = list(self.at.facts.values())
        chosen = []
        for at, fact in enumerate(facts):
            forms = list(leaks_of(fact))
            chosen.append((fact, forms[at % len(forms)]))
        return chosen if self.chance is None else self.chance.sample(chosen, 1)

    def one_in(self, number: int, channels: Mapping[str, T]) -> list[tuple[str, T]]:
        """The channels of a family that need builds or audits of their own; of so many, one where a sample is tried."""
        every = list(channels.items())
        return every if self.chance is None else self.chance.sample(every, -(-len(every) // number))
