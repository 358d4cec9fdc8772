"""What mkdocs.yml says beyond MkDocs' own settings: the sections, the open edition, the day of signing."""

from __future__ import annotations

import datetime as dt
import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import voluptuous as vol

from assess import theme
from assess.project.contact import Contact, contact_of
from assess.project.layout import Project
from assess.project.made_for import KEY, VERSION
from assess.project.mkdocs_keys import key_faults
from macros.language.site_map import Section
from macros.pages.page import PageFile, Reach, sections_of
from macros.phrasebook.phrases import ENGLISH, LANGUAGES
from redaction.data.periods import year_in
from redaction.diagnostics.errors import POLICY, Problem, ProblemsFoundError
from redaction.diagnostics.schema import (
    boolean,
    faults,
    list_of,
    mapping_of,
    one_of,
    optional,
    slug,
    text,
    whole_number,
)
from redaction.diagnostics.suggestions import expected_one_of, nearest
from redaction.diagnostics.yaml_document import YamlDocument, parse_yaml
from redaction.policy import Policy
from redaction.reader import read_text

_HOME = "index.md"
_FINANCIAL_YEAR = re.compile(r"20\d\d[/–-](?:20)?\d\d(?!\d)")  # noqa: RUF001  # a dash in a range


def _day(value: Any) -> dt.date:
    try:
        return dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        raise vol.Invalid("a day such as 2023-05-18") from None


def _year(value: Any) -> str:
    if not isinstance(value, str) or year_in(value) is None:
        raise vol.Invalid("a year such as 2025, 2025/26 or year ending September 2025")
    return value


def _version(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(VERSION, value):
        raise vol.Invalid("a version of assess, such as 0.3.0")
    return value


def _year_named(site: str) -> str:
    """The financial year in the name of a site, which says so where no `year` does; empty where there is none."""
    found = _FINANCIAL_YEAR.search(site)
    return found[0] if found and year_in(found[0]) else ""


def _number(value: Any) -> int:
    number = whole_number(value)
    if not number:
        raise vol.Invalid("a whole number from 1")
    return number


_EDITION: Mapping[Any, Any] = {
    "id": slug,
    "name": text,
    "marking": text,
    "handling": str,
    "indexed": boolean,
    "synthetic": boolean,
    optional("colour"): slug,
}
_EXTRA = vol.Schema(
    {
        vol.Required("signed"): _day,
        vol.Required("release"): mapping_of({"number": _number, optional("valid_until"): _day}),
        vol.Required("edition"): mapping_of(_EDITION),
        vol.Optional("year"): _year,
        vol.Optional(KEY): _version,
        vol.Required("sections"): list_of(mapping_of({"number": whole_number, "title": text, optional("page"): text})),
        optional("contact"): mapping_of({optional("reach"): text, optional("accessibility"): text}),
        optional("pdf"): mapping_of({optional("with_build"): boolean, optional("after"): list_of(text)}),
        optional("redirects"): vol.All(vol.Any({str: text}, msg="`old page: new page` lines")),
    },
    extra=vol.ALLOW_EXTRA,
)
SCHEMA = vol.Schema(
    {
        "site_name": text,
        "theme": vol.Schema(
            {vol.Required("name"): one_of(theme.NAME), vol.Optional("language"): one_of(*LANGUAGES)},
            extra=vol.ALLOW_EXTRA,
        ),
        "extra": _EXTRA,
    },
    required=True,
    extra=vol.ALLOW_EXTRA,
)


@dataclass(frozen=True)
class Release:
    """Which release of the assessment this is: its number, the day it was signed, and the last day it may go out."""

    number: int
    signed: dt.date
    valid_until: dt.date | None


@dataclass(frozen=True)
class Settings:
    """The project's own part of mkdocs.yml."""

    site: str
    release: Release
    sections: tuple[Section, ...]
    edition: Mapping[str, str]
    document: YamlDocument
    redirects: Mapping[str, str] = field(default_factory=dict)
    year: str = ""

    @property
    def signed(self) -> dt.date:
        """The day of signing."""
        return self.release.signed

    @property
    def clock(self) -> int:
        """The day of signing in seconds since 1970: the clock of every build."""
        return int(dt.datetime.combine(self.signed, dt.time(), dt.UTC).timestamp())

    @property
    def owner(self) -> str:
        """Who publishes the site."""
        return str(self.document.content.get("site_author", self.site))

    @property
    def contact(self) -> Contact:
        """What the site says of its owner and of how to reach them."""
        return contact_of(self.document.content)

    @property
    def language(self) -> str:
        """The language that the pages are written in."""
        return language_in(self.document)

    @property
    def pdf_with_build(self) -> bool:
        """Whether every build makes PDFs."""
        return bool(self._pdf.get("with_build", "false") == "true")

    @property
    def after(self) -> tuple[str, ...]:
        """The pages that follow the sections in the PDF of the whole."""
        return tuple(self._pdf.get("after", ()))

    @property
    def _pdf(self) -> Mapping[str, Any]:
        extra: Any = self.document.content["extra"]
        found: Mapping[str, Any] = extra.get("pdf", {})
        return found

    @property
    def left_out(self) -> set[str]:
        """The files under docs/ that plain `mkdocs build` leaves out."""
        return {
            line.strip().removeprefix("/") for line in str(self.document.content.get("exclude_docs", "")).splitlines()
        }

    @property
    def named(self) -> set[str]:
        """The pages that the navigation names."""
        return {page for _, page in _named_pages(self.document.content.get("nav", []), ("nav",))}

    def page_faults(self, pages: Iterable[PageFile], policy: Policy) -> list[Problem]:
        """Pages that the navigation or the sections name and that do not exist, and pages that no reader would find."""
        reach = {page.path: page.reach for page in pages}
        for_some = {path: each for path, each in reach.items() if not each.is_for_all}
        known = set(reach)
        listed = [*_named_pages(self.document.content.get("nav", []), ("nav",))]
        named = [*listed]
        named += [(("extra", "pdf", "after", place), page) for place, page in enumerate(self.after)]
        named += [
            (("extra", "sections", index, "page"), each.page) for index, each in enumerate(self.sections) if each.page
        ]
        faults = [
            replace(
                self.document.problem(
                    "navigation", path, f'the page "{page}", which does not exist', expected_one_of(page, "page", known)
                ),
                about=f"docs/{page}",
                rests_on=(f"docs/{page}", *(f"docs/{each}" for each in known if _letters(each) == _letters(page))),
            )
            for at, (path, page) in enumerate(named)
            if page not in known and "//" not in page and page not in [each for _, each in named[:at]]
        ]
        faults += [
            self.document.problem("navigation", path, f'"{page}", which is another site', "a page of this site")
            for path, page in named
            if "//" in page
        ]
        faults += [
            self.document.problem("navigation", path, f"the page {page} again", "each page once")
            for at, (path, page) in enumerate(listed)
            if page in [each for _, each in listed[:at]]
        ]
        everybody = {page for _, page in named}
        for at, (path, page) in enumerate(named):
            if page in for_some and page not in [each for _, each in named[:at]]:
                expected = "no line for it; its front matter says which page it comes after"
                found = "a draft" if for_some[page].is_draft else "a page that is not for everybody"
                told = self.document.problem("navigation", path, f"{found}, {page}", expected)
                faults.append(replace(told, rests_on=(f"docs/{page}",)))
        for each in for_some.values():
            faults += _reach_faults(each, everybody, policy)
        faults += [
            each.document.problem(
                "navigation", ("after",), '"after" on a page for everybody', "its place under `nav:` of mkdocs.yml"
            )
            for each in reach.values()
            if each.after and each.is_for_all
        ]
        faults += self.published_faults(for_some)
        faults += self._title_faults({page.path: page for page in pages if not page.front_matter_faults})
        misspelt = {nearest(page, known) for _, page in named if page not in known}
        joined = {each for each in known for _, page in named if page not in known and each in page.split()}
        lost = sorted(known - {page for _, page in listed} - for_some.keys() - misspelt - joined)
        faults += [
            replace(
                self.document.problem("navigation", ("nav",), f"no line for {page}", "every page of docs/"),
                rests_on=(f"docs/{page}",),
            )
            for page in lost
        ]
        return faults

    def _title_faults(self, pages: Mapping[str, PageFile]) -> Iterator[Problem]:
        """What the menu and the list of sections call a page otherwise than it calls itself.

        A first page may have a short name in the menu, such as Home.
        """
        told = set()
        for index, each in enumerate(self.sections):
            page = pages.get(each.page)
            if page and page.title not in (each.title, f"{each.number} {each.title}"):
                told.add(page.path)
                yield self._other_title(("extra", "sections", index, "title"), each.title, page)
        sections = {each.page for each in self.sections}
        for path, label, name, is_first in _labelled(self.document.content.get("nav", []), ("nav",)):
            page = pages.get(name) if name not in told else None
            is_named = name in sections if is_first else posixpath.basename(name) != _HOME
            if page and is_named and label not in (page.title, re.sub(r"^[\d.]+ ", "", page.title)):
                yield self._other_title(path, label, page)

    def _other_title(self, path: tuple[str | int, ...], title: str, page: PageFile) -> Problem:
        found = f'"{title}", for {page.name}, whose title is "{page.title}"'
        told = self.document.problem("navigation", path, found, "one title, here and there")
        return replace(told, rests_on=(page.name,))

    def published_faults(self, names: Iterable[str]) -> list[Problem]:
        """Files under docs/ that are not for everybody, and that plain `mkdocs build` would publish."""
        expected = "a line for it, since `mkdocs build` is the public edition"
        told = {
            name: self.document.problem("left-out", ("exclude_docs",), f"no line for {name}", f"{expected}: /{name}")
            for name in names
            if name not in self.left_out
        }
        return [replace(each, rests_on=(f"docs/{name}",)) for name, each in told.items()]

    def edition_faults(self, policy: Policy) -> list[Problem]:
        """Where mkdocs.yml, which is itself the open edition, says other than the policy of that edition."""
        edition = policy.editions.get(self.edition["id"])
        path = ("extra", "edition")
        if edition is None or set(edition.audiences) != {policy.open_audience}:
            expected = "the edition that reads nothing but the open folder"
            other = self.document.problem("edition-settings", (*path, "id"), f'"{self.edition["id"]}"', expected)
            return [replace(other, rests_on=POLICY)]
        said = {
            "name": edition.name,
            "marking": edition.marking,
            "handling": edition.handling,
            "indexed": str(edition.indexed).lower(),
            "colour": edition.colour,
        }
        return [
            self.document.problem(
                "edition-settings", (*path, key), f'"{self.edition.get(key, "")}"', f'"{value}", as editions.yml says'
            )
            for key, value in said.items()
            if self.edition.get(key, "") != value
        ]


def _reach_faults(reach: Reach, everybody: Iterable[str], policy: Policy) -> Iterator[Problem]:
    audiences = [name for name in policy.audiences if name != policy.open_audience]
    if reach.audience and reach.audience not in audiences:
        yield reach.document.problem(
            "unknown-name", ("audience",), f'"{reach.audience}"', expected_one_of(reach.audience, "audience", audiences)
        )
    if reach.after not in everybody:
        expected = expected_one_of(reach.after, "page", everybody)
        found = f'the page "{reach.after}", which is not in the navigation' if reach.after else 'no "after"'
        yield reach.document.problem("navigation", ("after",), found, f"the page it comes after, {expected}")


def _named_pages(item: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Every page in a navigation, with its path in mkdocs.yml."""
    if isinstance(item, str):
        yield path, item
    for key, value in item.items() if isinstance(item, dict) else enumerate(item) if isinstance(item, list) else ():
        yield from _named_pages(value, (*path, key))


def _labelled(item: Any, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], str, str, bool]]:
    """Every name in a navigation, with its path in mkdocs.yml, the page of its own or the first one below it."""
    for key, value in item.items() if isinstance(item, dict) else enumerate(item) if isinstance(item, list) else ():
        if isinstance(key, str):
            below = next((page for _, page in _named_pages(value, ())), "")
            yield (*path, key), key, below, not isinstance(value, str)
        yield from _labelled(value, (*path, key))


def _theme_faults(document: YamlDocument, *, is_overridden: bool) -> Iterator[Problem]:
    """Where `mkdocs build` would take overrides of the theme from elsewhere than `assess build` does."""
    chosen: Any = document.content["theme"]
    named = chosen.get("custom_dir")
    if named is None and is_overridden:
        yield document.problem("theme-folder", ("theme",), "no custom_dir, and a folder theme/", "custom_dir: theme")
    if named is not None and named != "theme":
        found = f'the folder "{named}"' if document.is_open else "another folder"
        yield document.problem(
            "theme-folder", ("theme", "custom_dir"), found, "theme, the one folder whose files override the theme"
        )
    if named == "theme" and not is_overridden:
        yield document.problem(
            "theme-folder", ("theme", "custom_dir"), "theme, and no such folder", "a folder theme/, or no such line"
        )


def _letters(name: str) -> str:
    """The letters and digits of a name, as a person sees them: a page that differs by no more is told to be renamed."""
    return re.sub(r"[^a-z0-9/]", "", name.lower())


def _picture_faults(document: YamlDocument, project: Project) -> Iterator[Problem]:
    """A badge or an icon that is neither in the site's own theme nor in the program's."""
    told: Any = document.content["theme"]
    for key in ("logo", "favicon"):
        name = told.get(key)
        if isinstance(name, str) and not any((folder / name).is_file() for folder in (project.theme, theme.FOLDER)):
            yield document.problem(
                "theme-folder",
                ("theme", key),
                f'"{name}", which is not there',
                f"a file of the folder theme/, theme/{name}",
            )


def language_in(document: YamlDocument) -> str:
    """The language that a site's mkdocs.yml names, where it names one that is known; English else."""
    chosen = document.content.get("theme")
    named = chosen.get("language") if isinstance(chosen, dict) else None
    return named if isinstance(named, str) and named in LANGUAGES else ENGLISH


def read_settings(project: Project) -> Settings:
    """The project's part of mkdocs.yml; raises ProblemsFoundError."""
    return settings_of(project, parse_yaml("mkdocs.yml", read_text(project.config, "mkdocs.yml")))


def settings_of(project: Project, document: YamlDocument) -> Settings:
    """What mkdocs.yml says beyond MkDocs' own settings, beside the theme of the site; raises ProblemsFoundError."""
    problems = faults(document, SCHEMA)
    problems = problems or [
        *key_faults(document, [str(each) for each in _EXTRA.schema]),
        *_theme_faults(document, is_overridden=project.theme.is_dir()),
        *_picture_faults(document, project),
    ]
    if problems:
        raise ProblemsFoundError(problems)
    extra: Any = document.content["extra"]
    until = extra["release"].get("valid_until")
    release = Release(
        int(extra["release"]["number"]),
        dt.date.fromisoformat(extra["signed"]),
        dt.date.fromisoformat(until) if until else None,
    )
    return Settings(
        site=str(document.content["site_name"]),
        release=release,
        sections=sections_of(extra["sections"]),
        edition=extra["edition"],
        document=document,
        redirects=extra.get("redirects", {}),
        year=extra.get("year") or _year_named(str(document.content["site_name"])),
    )
