"""Who may see what: sources, audiences and editions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

DRAFT = "draft-"  # before the name of an edition, that of its draft


@dataclass(frozen=True)
class Source:
    """A body or system that numbers come from, and who it may be shown to."""

    id: str
    name: str
    owner: str
    audience: str
    marking: str
    handling: str
    period: str
    caveat: str
    link: str = ""
    notice: str = ""
    datasets: tuple[str, ...] = ()
    prose: tuple[str, ...] = ()


@dataclass(frozen=True)
class Edition:
    """A site built for a readership: the audiences whose folders it reads, and how it is handled.

    With `lineage`, its pages say beside each figure and each number in a sentence where it came from. With `drafts`, it
    has the drafts too, and is not for publication; a draft of an edition has a name of its own. `colour` is that of its
    bar; one without has the colour of the program. With `embeds`, other sites may show its charts in frames.
    """

    id: str
    name: str
    readers: str
    audiences: tuple[str, ...]
    marking: str
    handling: str = ""
    address: str = ""
    indexed: bool = False
    lineage: bool = False
    colour: str = ""
    drafts: bool = False
    embeds: bool = False

    @property
    def rules(self) -> str:
        """The edition of the policy whose rules it follows."""
        return self.id.removeprefix(DRAFT) if self.drafts else self.id

    def reads(self, audience: str) -> bool:
        """Whether this edition may open the folder of an audience."""
        return audience in self.audiences


@dataclass(frozen=True)
class Policy:
    """The two policy files, as one.

    `audiences` maps each audience to who they are. The audience whose folder lies in the repository is
    `open_audience`; the folders of all others lie in a restricted pack. Counts of people above 0 and under
    `small_counts_below` are small.
    """

    audiences: Mapping[str, str]
    open_audience: str
    sources: Mapping[str, Source]
    editions: Mapping[str, Edition]
    small_counts_below: int = 5

    def readers_of(self, audience: str) -> frozenset[str]:
        """The editions that read the folder of an audience."""
        return frozenset(name for name, edition in self.editions.items() if edition.reads(audience))

    def cleared(self, source: Source, folder: str) -> bool:
        """Whether a dataset of this source may lie in the folder of an audience.

        It may where everyone who reads that folder may also see the source.
        """
        return self.readers_of(folder) <= self.readers_of(source.audience)

    def is_open(self, source: Source) -> bool:
        """Whether every edition may show this source."""
        return source.audience == self.open_audience
