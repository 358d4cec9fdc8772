"""What mkdocs.yml says beyond MkDocs' own settings: the sections, the open edition, the day of signing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import voluptuous as vol

from macros.pages import sections_of
from macros.site_map import Section
from redaction.errors import Problem, ProblemsFoundError
from redaction.policy import Policy
from redaction.reader import read_text
from redaction.schema import boolean, faults, list_of, mapping_of, optional, slug, text, whole_number
from redaction.spelling import expected_one_of
from redaction.yaml_document import YamlDocument, parse_yaml
from release.project import Project


def _day(value: Any) -> dt.date:
    try:
        return dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        raise vol.Invalid("a day such as 2023-05-18") from None


_EDITION = {"id": slug, "name": text, "marking": text, "handling": str, "indexed": boolean, "synthetic": boolean}
_SHAPE = {
    "site_name": text,
    "extra": vol.Schema(
        {
            vol.Required("signed"): _day,
            vol.Required("edition"): mapping_of(_EDITION),
            vol.Required("sections"): list_of(
                mapping_of({"number": whole_number, "title": text, optional("page"): text})
            ),
        },
        extra=vol.ALLOW_EXTRA,
    ),
}


@dataclass(frozen=True)
class Settings:
    """The project's own part of mkdocs.yml."""

    site: str
    signed: dt.date
    sections: tuple[Section, ...]
    edition: Mapping[str, str]
    document: YamlDocument

    @property
    def clock(self) -> int:
        """The day of signing in seconds since 1970: the clock of every build."""
        return int(dt.datetime.combine(self.signed, dt.time(), dt.UTC).timestamp())

    def page_faults(self, pages: Iterable[str]) -> list[Problem]:
        """Pages that the navigation or the sections name and that do not exist, and pages that no reader would find."""
        known = set(pages)
        named = [*_named_pages(self.document.content.get("nav", []), ("nav",))]
        named += [
            (("extra", "sections", index, "page"), each.page) for index, each in enumerate(self.sections) if each.page
        ]
        faults = [
            self.document.problem(
                path, f'the page "{page}", which does not exist', expected_one_of(page, "page", known)
            )
            for path, page in named
            if page not in known
        ]
        lost = sorted(known - {page for _, page in named})
        faults += [self.document.problem(("nav",), f"no line for {page}", "every page of docs/") for page in lost]
        return faults

    def edition_faults(self, policy: Policy) -> list[Problem]:
        """Where mkdocs.yml, which is itself the open edition, says other than the policy of that edition."""
        edition = policy.editions.get(self.edition["id"])
        path = ("extra", "edition")
        if edition is None or set(edition.audiences) != {policy.open_audience}:
            expected = "the edition that reads nothing but the open folder"
            return [self.document.problem((*path, "id"), f'"{self.edition["id"]}"', expected)]
        said = {
            "name": edition.name,
            "marking": edition.marking,
            "handling": edition.handling,
            "indexed": str(edition.indexed).lower(),
        }
        return [
            self.document.problem((*path, key), f'"{self.edition[key]}"', f'"{value}", as editions.yml says')
            for key, value in said.items()
            if self.edition[key] != value
        ]


def _named_pages(item: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every page in a navigation, with its path in mkdocs.yml."""
    if isinstance(item, str):
        yield path, item
    for key, value in item.items() if isinstance(item, dict) else enumerate(item) if isinstance(item, list) else ():
        yield from _named_pages(value, (*path, key))


def read_settings(project: Project) -> Settings:
    """The project's part of mkdocs.yml; raises ProblemsFoundError."""
    document = parse_yaml("mkdocs.yml", read_text(project.config, "mkdocs.yml"))
    problems = faults(document, vol.Schema(_SHAPE, required=True, extra=vol.ALLOW_EXTRA))
    if problems:
        raise ProblemsFoundError(problems)
    extra: Any = document.content["extra"]
    signed = dt.date.fromisoformat(extra["signed"])
    return Settings(
        str(document.content["site_name"]), signed, sections_of(extra["sections"]), extra["edition"], document
    )
