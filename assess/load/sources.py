"""What people wrote for a site: each file is read when it is first asked for, and once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path, PurePosixPath

from assess.lint.house_style.apply import GLOSSARY_SHAPE, terms_of
from assess.lint.house_style.style import FILE as STYLE
from assess.lint.house_style.style import Style, parse_style
from assess.lint.wording.declarations import FILE as WORDING
from assess.lint.wording.declarations import Wording, parse_wording
from assess.load import attachments
from assess.load.file_names import name_faults
from assess.project.layout import Project
from assess.project.settings import Settings, settings_of
from assess.protect.policy import FILE as PROTECTION
from assess.protect.policy import Measure, parse_protection
from assess.search.words import SearchWords, parse_search
from macros.pages.page import PageFile
from redaction.diagnostics.errors import AssessError, Problem, ProblemsFoundError
from redaction.diagnostics.schema import faults
from redaction.diagnostics.yaml_document import YamlDocument, read_yaml
from redaction.file_names import copies_among, is_litter
from redaction.policy import Edition, Policy
from redaction.reader import Folder, copied_file, read_folder, read_text, text_of

_READ_ME = "readme.md"
_NOT_A_PAGE = (
    "a note about a folder, which would be its first page",
    "index.md for a page, or a place outside docs/ for notes",
    "Move it elsewhere",
)
Read = tuple[YamlDocument, list[Problem]]


@dataclass(frozen=True)
class PagesRead:
    """Every page under docs/, the paths of the other files there but for the list of attachments, and problems."""

    pages: tuple[PageFile, ...]
    others: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class Sources:
    """Settings, glossary, style, wording, pages and data of a project, beside a restricted pack or without one.

    What is asked for and cannot be used raises ProblemsFoundError; the documents are there as far as they can be read.
    `edited` is what some pages, open tables and settings would hold, by the names of messages, were an edit saved.
    """

    project: Project
    policy: Policy
    pack: Path | None = None
    edited: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def settings_document(self) -> YamlDocument:
        """mkdocs.yml as far as it can be read."""
        return self._settings[0]

    @property
    def glossary(self) -> YamlDocument:
        """The glossary as far as it can be read."""
        return self._glossary[0]

    @cached_property
    def glossary_faults(self) -> list[Problem]:
        """What is wrong with the glossary."""
        document, problems = self._glossary
        return problems or faults(document, GLOSSARY_SHAPE)

    @cached_property
    def settings(self) -> Settings:
        """The project's own part of mkdocs.yml."""
        return settings_of(self.project, _sound(self._settings))

    @cached_property
    def wording(self) -> Wording:
        """The numbers and comparisons that a page may type."""
        return parse_wording(self._required(WORDING, "the numbers that a page may type, even if there are none"))

    @cached_property
    def style(self) -> Style:
        """The words that are not written here."""
        document = self._required(STYLE, "the words to avoid, even if there are none")
        return parse_style(document, terms_of(self.glossary))

    @cached_property
    def search_document(self) -> YamlDocument | None:
        """What the site says to its search; nothing where it has nothing to say."""
        return _sound(self._document(self.project.search)) if self.project.search.exists() else None

    @cached_property
    def search(self) -> SearchWords:
        """What the site says to its search of words."""
        document = self.search_document
        return parse_search(document, [page.path for page in self.docs.pages]) if document else SearchWords()

    @cached_property
    def docs(self) -> PagesRead:
        """What lies under docs/."""
        pages: list[PageFile] = []
        others: list[str] = []
        problems: list[Problem] = []
        new = {self.project.docs / name.removeprefix("docs/") for name in self.edited if name.startswith("docs/")}
        every = {path.relative_to(self.project.docs).as_posix() for path in {*self.project.docs.rglob("*"), *new}}
        copies = copies_among(every)
        problems += [copied_file(f"docs/{name}", f"docs/{original}") for name, original in copies.items()]
        for name in sorted(every - copies.keys(), key=PurePosixPath):
            path = self.project.docs / name
            if (path.is_dir() and not path.is_symlink()) or is_litter(name):
                continue
            if path.name.lower() == _READ_ME:
                problems.append(Problem("stray-file", f"docs/{name}", 0, *_NOT_A_PAGE))
                continue
            if path.suffix != ".md" or path.is_symlink():
                others += [name] if name != attachments.LIST else []
                continue
            try:
                shown = f"docs/{name}"
                edited = self.edited.get(shown)
                text = read_text(path, shown) if edited is None else text_of(shown, edited)
                pages.append(PageFile(name, text))
            except ProblemsFoundError as error:
                problems += error.problems
        problems += name_faults(page.path for page in pages)
        return PagesRead(tuple(pages), tuple(others), tuple(problems))

    def sources_document(self) -> YamlDocument:
        """The list of sources as it is written, with its lines; raises ProblemsFoundError."""
        return _sound(self._document(self.project.policy / "sources.yml"))

    @cached_property
    def open_folder(self) -> Folder:
        """The data that everybody may see."""
        place = self.project.open_data(self.policy)
        return read_folder(place, self.project.shown(place), self.policy.open_audience, self.policy, self.edited)

    @cached_property
    def protection(self) -> tuple[Measure, ...]:
        """The measures whose small counts are protected; raises ProblemsFoundError."""
        measures, problems = parse_protection(self.protection_document, self.policy.open_audience)
        if problems:
            raise ProblemsFoundError(problems)
        return measures

    @cached_property
    def protection_document(self) -> YamlDocument:
        """The policy of small counts as it is written, empty where there is none; raises ProblemsFoundError."""
        path = self.project.protection
        return _sound(self._document(path)) if path.exists() else YamlDocument(PROTECTION, {}, {})

    def folders(self, editions: Iterable[Edition]) -> dict[str, Folder]:
        """The folders of these editions' audiences, and of no others, by audience."""
        audiences = dict.fromkeys(audience for edition in editions for audience in edition.audiences)
        return {audience: self._folder(audience) for audience in audiences}

    @cached_property
    def _settings(self) -> Read:
        return self._document(self.project.config)

    @cached_property
    def _glossary(self) -> Read:
        return self._document(self.project.glossary)

    @cached_property
    def _restricted(self) -> dict[str, Folder]:
        return {}

    def _folder(self, audience: str) -> Folder:
        if audience == self.policy.open_audience:
            return self.open_folder
        if audience not in self._restricted:
            self._restricted[audience] = self._read_restricted(audience)
        return self._restricted[audience]

    def _read_restricted(self, audience: str) -> Folder:
        if self.pack is None:
            raise AssessError(f"There is no restricted pack to read the {audience} audience's data from")
        name = self.policy.open_audience
        if (self.pack / name).exists():
            raise AssessError(
                f"The restricted pack {self.pack} holds {name}/, which nobody reads: move it to data/{name}/"
            )
        folder = self.pack / audience
        return read_folder(folder, self.project.shown(folder), audience, self.policy)

    def _required(self, name: str, expected: str) -> YamlDocument:
        path = self.project.root / name
        if not path.exists():
            raise ProblemsFoundError([Problem("missing-file", name, 0, "no such file", expected)])
        return _sound(self._document(path))

    def _document(self, path: Path) -> Read:
        name = self.project.shown(path)
        edited = self.edited.get(name)
        return read_yaml(name, read_text(path, name) if edited is None else text_of(name, edited))


def _sound(read: Read) -> YamlDocument:
    """A document without faults; raises ProblemsFoundError."""
    document, problems = read
    if problems:
        raise ProblemsFoundError(problems)
    return document
