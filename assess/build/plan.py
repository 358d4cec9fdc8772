"""What to build, from what, and where to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from assess.downloads import Publication
from assess.load.sources import Sources
from assess.project.layout import RELEASES, Project
from assess.project.settings import Settings
from redaction.policy import Edition, Policy


@dataclass(frozen=True)
class Plan:
    """What to build, from what, and where to; `pdf` says whether each edition gets its PDFs."""

    project: Project
    settings: Settings
    policy: Policy
    editions: tuple[Edition, ...]
    pack: Path | None
    out: Path
    released: Path | None = None  # where what went out is kept, to be compared with: nowhere for what is no release
    pdf: bool = False

    def folders(self) -> dict[str, Path]:
        """The data folder of each audience that these editions read."""
        return {
            audience: self.project.open_data(self.policy)
            if self.pack is None or audience == self.policy.open_audience
            else self.pack / audience
            for edition in self.editions
            for audience in edition.audiences
        }

    def data(self, audiences: Iterable[str]) -> dict[str, Path]:
        """The data folders of some audiences, by the name that each has in a manifest."""
        folders = self.folders()
        return {f"data/{audience}": folders[audience] for audience in audiences}

    def years_of(self, edition: Edition) -> Path | None:
        """The folder of the earlier years of an edition: the project's own where everybody may see the edition."""
        is_open = set(edition.audiences) == {self.policy.open_audience}
        return self.project.root / RELEASES if self.released and is_open else self.released

    def releases(self) -> tuple[Path, ...]:
        """Every folder of what went out that a build reads."""
        return tuple(dict.fromkeys((self.released, self.project.root / RELEASES))) if self.released else ()

    def sources(self) -> Sources:
        """What people wrote for the site, to be read."""
        return Sources(self.project, self.policy, self.pack)

    def restricted(self) -> tuple[Path, ...]:
        """The folders of the pack that these editions read."""
        return tuple(folder for name, folder in self.folders().items() if name != self.policy.open_audience)

    def withheld(self, edition: Edition) -> tuple[Path, ...]:
        """The folders of the pack that an edition may not know, whether or not another edition reads them."""
        if self.pack is None:
            return ()
        names = (name for name in self.policy.audiences if name != self.policy.open_audience)
        return tuple(self.pack / name for name in names if not edition.reads(name))

    def publication(self, edition: Edition) -> Publication:
        """What every download of an edition says of it."""
        signed = self.settings.signed.isoformat()
        return Publication(self.settings.site, signed, edition.id, edition.name, edition.marking, edition.handling)
