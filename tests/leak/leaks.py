"""What the gauntlet leaks: a pack of everyday size, and of each of its sources a value in every form it takes."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from planting import FORMS, in_words

from assess.prove.worlds import Mint, csv_of, renumbered
from redaction.data.dataset import Dataset
from redaction.policy import Policy
from redaction.reader import read_folder

SEED = "the gauntlet"
RESTRICTED = ("partner", "internal")
# A cell of each restricted source of the partnership, then of the assessment's pack, and a sentence of its prose.
FACTS = {
    "rail-police": ("rail-offences-by-type", "theft", "quillhaven-halt", "where the marmalade kiosk draws a crowd"),
    "infirmary": ("injuries-by-age", "18-to-24", "female", "Infirmary, which was never built, saw"),
    "briefing": ("briefing-themes", "duskmallow", "referrals", "which does not exist, met in a lighthouse"),
    "iquanta": ("iquanta-comparison", "kestrelhythe", "all-crime", "The moorland counts of Brackenmoor reach"),
    "btp": ("btp-offences-by-type", "theft", "quillhaven-halt", "where the marmalade kiosk draws a crowd"),
    "btuh-ae": ("ae-attendances-by-age", "18-to-24", "female", "Infirmary, which was never built, saw"),
    "op-raptor": ("raptor-lines-by-area", "hobblemarsh", "active", "when the Foxlantern ferry was iced in"),
    "ctlp": ("ctlp-themes", "duskmallow", "referrals", "which does not exist, met in a lighthouse"),
    "non-da-violence": ("violence-by-ward", "wickenspire", "2022", "the hour after the Saltwhistle puppet fair"),
}
VALUE_FORMS = {
    "1234": str,
    "1,234": "{:,}".format,
    "1.2k": lambda number: f"{number / 1000:.1f}k",
    "twelve hundred": lambda number: f"{in_words(round(number / 100))} hundred",
}
SHARE, SENTENCE, RUN = "12.3%", "a sentence", "a run of "


@dataclass(frozen=True)
class Leak:
    """Something restricted as a person writes it: its source, its form, and the text."""

    source: str
    form: str
    text: str


@dataclass(frozen=True)
class Fact:
    """A cell of a restricted table, with the words that say what it is, and its neighbours in the column."""

    source: str
    dataset: Dataset
    row: str
    column: str
    sentence: str

    @property
    def named(self) -> str:
        """What the number is, in the words of its table."""
        row = next(row for row in self.dataset.rows if row.id == self.row)
        column = next(each for each in self.dataset.descriptor.columns if each.name == self.column)
        title = self.dataset.descriptor.title.removeprefix("Synthetic: ")
        return f"{title}; {row.cells['label'].text}; {column.title}"

    @property
    def folder(self) -> str:
        """The folder of the pack that it lies in."""
        return self.dataset.audience

    def neighbours(self) -> list[int]:
        """The numbers of its column, without the total."""
        return [_number(self.dataset, row.id, self.column) for row in self.dataset.rows if row.id != "total"]

    @property
    def value(self) -> int:
        """The number."""
        return _number(self.dataset, self.row, self.column)


def _number(dataset: Dataset, row: str, column: str) -> int:
    number = next(each for each in dataset.rows if each.id == row).cells[column].number
    assert number is not None
    return int(number)


class _Everyday(Mint):
    """Numbers of four digits, as real tables have them.

    None is rounded to a whole thousand: 1.9k tells two digits and 2.0k one, and closing zeros are no evidence.
    """

    def number(self, decimals: int) -> Decimal:
        return Decimal(self._new(self._four_digits)).scaleb(-decimals)

    def _four_digits(self) -> str:
        number = 0
        while round(number, -2) % 1000 == 0:
            number = self._random.randrange(1000, 10_000)
        return str(number)


def everyday_pack(sample: Path, target: Path, policy: Policy) -> dict[str, Fact]:
    """A copy of the sample pack with numbers of four digits, and a fact of each of its sources."""
    shutil.copytree(sample, target, dirs_exist_ok=True)
    mint = _Everyday(SEED)
    datasets: dict[str, Dataset] = {}
    for audience in RESTRICTED:
        for dataset in read_folder(target / audience, audience, audience, policy).datasets:
            made = renumbered(dataset, mint) if dataset.supplied else dataset
            datasets[dataset.id] = made
            if dataset.supplied:
                (target / audience / f"{dataset.id}.csv").write_bytes(csv_of(made))
    facts = {
        source: Fact(source, datasets[dataset], row, column, sentence)
        for source, (dataset, row, column, sentence) in FACTS.items()
        if dataset in datasets
    }
    restricted = {source for dataset in datasets.values() for source in dataset.descriptor.sources}
    assert set(facts) == restricted, "every source of the pack has its fact"
    return facts


def leaks_of(fact: Fact) -> Iterator[Leak]:
    """A value in each of its forms beside the words that say what it is, and a sentence."""
    for form, write in VALUE_FORMS.items():
        yield Leak(fact.source, form, f"{fact.named}; {write(fact.value)}")
    column = fact.neighbours()
    yield Leak(fact.source, SHARE, f"{fact.named}; {100 * fact.value / sum(column):.1f}%")
    yield Leak(fact.source, SENTENCE, fact.sentence)


def runs_of(fact: Fact) -> Iterator[Leak]:
    """Five neighbours without a word beside them, in every written form there is."""
    for form, write in FORMS.items():
        yield Leak(fact.source, f"{RUN}{form}", write(fact.neighbours()[:5]))


def slug(text: str) -> str:
    """A text as the name of a file."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
