"""A sentence with its paragraph, and what can be known of the numbers in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, cached_property

from markupsafe import Markup

from macros.language.template import RESTRICTED, MacroCall
from macros.language.words import CALL, Sentence, Words
from macros.vocabulary.numbers import NumberMacros
from redaction.data.arithmetic import Quantity
from redaction.data.dataset import Dataset
from redaction.diagnostics.errors import LookupFailedError
from redaction.view import View

_COMMON = "of in to and the for on by at or with were was that who which from as an is"
_STEM = 6


@dataclass(frozen=True)
class Place:
    """A sentence with its paragraph, and what can be known of its numbers."""

    words: Words
    sentence: Sentence
    view: View

    @cached_property
    def at(self) -> dict[int, MacroCall]:
        """The call at each place of the sentence where a macro writes."""
        places = [place for place, sign in enumerate(self.sentence.seen) if sign == CALL]
        calls = [call for call in self.sentence.calls if call.name != RESTRICTED]
        return dict(zip(places, calls, strict=True)) if len(places) == len(calls) else {}

    @cached_property
    def around(self) -> str:
        """The sentence with those before it in its paragraph."""
        beside = self.words.beside(self.sentence)
        return " ".join(each.seen for each in beside if each.start <= self.sentence.start)

    @cached_property
    def written(self) -> str:
        """The names that macros write in the sentence."""
        macros = NumberMacros(self.view)
        written = {"highest": macros.highest, "lowest": macros.lowest}
        try:
            names = [written[call.name](*call.arguments) for call in self.sentence.calls if call.name in written]
        except LookupFailedError:
            return ""  # told elsewhere
        return Markup(" ").join(map(Markup, names)).striptags()

    def dataset(self, call: MacroCall) -> Dataset | None:
        """The dataset that a call names first."""
        return self.view.datasets.get(cell_of(call)[0])

    def years(self, call: MacroCall) -> tuple[str, ...]:
        """The years of its dataset."""
        dataset = self.dataset(call)
        return dataset.descriptor.periods if dataset else ()

    def column(self, call: MacroCall) -> str:
        """The column that it names, `latest` as the year it stands for."""
        dataset, name = self.dataset(call), cell_of(call)[2]
        return dataset.descriptor.column_named(name) if dataset else name

    def derived_by(self, call: MacroCall) -> str:
        """How the column of a call is derived; nothing where it is stored."""
        dataset = self.dataset(call)
        derived = dataset.derived_column(self.column(call)) if dataset else None
        return derived.by if derived else ""

    def quantity(self, call: MacroCall) -> Quantity | None:
        """The number of `n`; nothing for other macros, and where there is none."""
        if call.name != "n" or self.dataset(call) is None:
            return None
        try:
            return self.view.quantity(*cell_of(call))
        except LookupFailedError:
            return None  # told elsewhere


def cell_of(call: MacroCall) -> tuple[str, str, str]:
    """The dataset, the row and the first column that a call names."""
    dataset, row, column, *_ = [*map(str, call.arguments), "", "", ""]
    return dataset, row, column or str(call.named.get("from_", ""))


@cache
def stems_of(text: str) -> frozenset[str]:
    """The beginnings of the words of a text, but for those that join others."""
    words = re.findall(r"[a-z0-9]{2,}", text.lower())
    return frozenset(word[:_STEM] for word in words if word not in _COMMON.split())
