"""Attachments: files beside the pages, each approved by its SHA-256, and the pages that link to them."""

from __future__ import annotations

import datetime as dt
import hashlib
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

import voluptuous as vol
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from assess.load.file_names import plain_name
from assess.load.pictures import picture_faults
from assess.project.layout import Project
from macros.pages.page import PageFile, pages_for, shown_text
from redaction.diagnostics.errors import Problem, ProblemsFoundError
from redaction.diagnostics.schema import faults, mapping_of, one_of, text
from redaction.diagnostics.yaml_document import YamlDocument, parse_yaml
from redaction.policy import Edition, Policy
from redaction.reader import read_text

LIST = "attachments.yml"
_NAME = f"docs/{LIST}"
_KINDS = ("csv", "docx", "gif", "jpeg", "jpg", "ods", "odt", "pdf", "png", "pptx", "webp", "xlsx")
_PATH = re.compile(r"(?!(assets|downloads|search)/)[a-z0-9][a-z0-9._-]*(/[a-z0-9][a-z0-9._-]*)*")
_EXPECTED_PATH = "a path under docs/ of small letters and digits, and not in assets/, downloads/ or search/"
_MARKDOWN = ("md", "markdown", "mdown", "mkd", "mdx")  # md in capitals is none of its pages
_DIGEST = re.compile(r"[0-9a-f]{64}")
_LEFT_TO_SAY = {"audience": "AUDIENCE", "approved_by": "ROLE", "approved_on": "YYYY-MM-DD"}
_TO_FILL_IN = ("TITLE", *_LEFT_TO_SAY.values())
_EXTENSIONS = ("attr_list", "fenced_code", "tables")


@dataclass(frozen=True)
class Attachment:
    """A file that somebody looked at and approved for an audience: its path under docs/, and its digest."""

    path: str
    title: str
    sha256: str
    audience: str
    approved_by: str
    approved_on: dt.date

    def line(self, digest: str = "") -> str:
        """Its line in the list, with another digest where one is given."""
        return _line(
            self.path,
            {
                "title": self.title,
                "sha256": digest or self.sha256,
                "audience": self.audience,
                "approved_by": self.approved_by,
                "approved_on": self.approved_on.isoformat(),
            },
        )


def read_attachments(project: Project, policy: Policy) -> tuple[tuple[Attachment, ...], list[Problem]]:
    """The list of attachments, none where there is no list, and what is wrong with it."""
    path = project.docs / LIST
    if path.is_symlink():
        return (), [Problem("linked-file", _NAME, 0, "a link to another place", "a file")]
    if not path.exists():
        return (), []
    try:
        document = parse_yaml(_NAME, read_text(path, _NAME))
    except ProblemsFoundError as error:
        return (), list(error.problems)
    shape = mapping_of(
        {
            "title": _filled_in,
            "sha256": _digest,
            "audience": one_of(*policy.audiences),
            "approved_by": _filled_in,
            "approved_on": _day,
        }
    )
    problems = faults(document, vol.Schema({str: shape}))
    problems += [
        document.problem("attachment-entry", (name,), f'the path "{name}"', _EXPECTED_PATH)
        for name in document.content
        if not _PATH.fullmatch(name)
    ]
    problems += [_of_another_kind(document, name) for name in document.content if not _kind_is_known(name)]
    if problems:
        return (), problems
    return tuple(_attachment(name, entry) for name, entry in document.content.items()), []


def file_faults(
    project: Project, others: Iterable[str], listed: Sequence[Attachment], editions: Collection[Edition]
) -> list[Problem]:
    """What is wrong with the files in docs/ that are not pages, each with the line to add.

    A listed file that none of these editions may know is not opened.
    """
    known = {each.path: each for each in listed}
    present = list(others)
    problems: list[Problem] = []
    for name in present:
        path = project.docs / name
        if path.is_symlink() or not path.is_file():
            problems.append(
                Problem("linked-file", f"docs/{name}", 0, "a link to another place", "Markdown pages and attachments")
            )
        elif name not in known and (page := _page_meant(name)):
            found, advice = (
                f"it under the name {path.name}",
                "Windows hides the ends of names until you ask it to show them",
            )
            problems.append(Problem("file-name", f"docs/{page}", 0, found, "this name", f"Rename the file. {advice}"))
        elif name not in known:
            problems.append(_not_listed(name, _sha256(project, name)))
        elif any(edition.reads(known[name].audience) for edition in editions):
            problems += picture_faults(name, path.read_bytes())
            digest = _sha256(project, name)
            if digest != known[name].sha256:
                expected = f"the file that was approved, or a new line in {_NAME}: {known[name].line(digest)}"
                problems.append(
                    Problem("attachment-changed", f"docs/{name}", 0, "a file other than the one approved", expected)
                )
    problems += [
        Problem(
            "attachment-entry",
            _NAME,
            0,
            "a line for a file that does not exist",
            f"docs/{name}, or no line for it",
            place=name,
        )
        for name in known
        if name not in present
    ]
    return problems


def _page_meant(name: str) -> str | None:
    """The name of the page that a file is, where a program has put a second end behind it."""
    found = re.fullmatch(r"(?P<stem>.+)\.md\.(?:txt|md)", name, re.IGNORECASE)
    return f"{found['stem']}.md" if found else None


def links(
    pages: Iterable[PageFile], listed: Sequence[Attachment], policy: Policy, drafts: Iterable[Edition] = ()
) -> dict[str, dict[str, str]]:
    """For each edition the attachments that its pages link to, each with the first page that does.

    `drafts` are editions that take the place of those of the policy, or stand beside them.
    """
    found: dict[str, dict[str, str]] = {}
    every = list(pages)
    for edition in {**policy.editions, **{each.id: each for each in drafts}}.values():
        visible = {source.id for source in policy.sources.values() if edition.reads(source.audience)}
        found[edition.id] = {}
        for page in pages_for(every, edition) if listed else ():
            written = shown_text(page, visible)
            if any(posixpath.basename(each.path) in written for each in listed):
                for target in _targets(written, page.path):
                    found[edition.id].setdefault(target, page.name)
    return found


def link_faults(listed: Sequence[Attachment], linked: dict[str, dict[str, str]], policy: Policy) -> Iterator[Problem]:
    """Attachments that no page shows to its readers, and pages that link to one their readers may not have."""
    for each in listed:
        readers = [edition for edition in policy.editions.values() if edition.reads(each.audience)]
        if not any(each.path in linked[edition.id] for edition in readers):
            expected = f"a link such as [{each.title}]({each.path}) on a page for the {each.audience} audience"
            yield Problem(
                "attachment-unlinked", _NAME, 0, "an attachment that no page links to", expected, place=each.path
            )
        for edition in policy.editions.values():
            page = linked[edition.id].get(each.path)
            if page and edition not in readers:
                expected = "the link inside a block of a restricted source, or on a page for that audience"
                link = (
                    f'a link to "{each.path}", which is for the {each.audience} audience, in the {edition.id} edition'
                )
                yield Problem("withheld-link", page, 0, link, expected)


def attachments_of(
    edition: Edition, listed: Iterable[Attachment], linked: dict[str, dict[str, str]]
) -> tuple[Attachment, ...]:
    """The attachments that an edition holds: those it may know and its pages link to."""
    return tuple(each for each in listed if edition.reads(each.audience) and each.path in linked[edition.id])


class _Links(Treeprocessor):  # type: ignore[misc]  # Markdown has no types
    """Where the links and images of a Markdown text lead; those written in HTML are not among them."""

    found: tuple[str, ...] = ()

    def run(self, root: Element) -> None:
        self.found = tuple(
            each.get("href") or each.get("src") or "" for each in root.iter() if each.tag in ("a", "img")
        )


def _targets(text: str, page: str) -> Iterator[str]:
    """The paths under docs/ that the Markdown of a page links to."""
    markdown = Markdown(extensions=_EXTENSIONS)
    found = _Links(markdown)
    markdown.treeprocessors.register(found, "links", -1)
    markdown.convert(text)
    for each in found.found:
        path = re.split("[#?]", each, maxsplit=1)[0]
        if path and ":" not in path and not path.startswith("/"):
            yield posixpath.normpath(posixpath.join(posixpath.dirname(page), path))


def _attachment(path: str, entry: Any) -> Attachment:
    given = {key: str(value).strip() for key, value in entry.items()}
    return Attachment(path=path, **(given | {"approved_on": dt.date.fromisoformat(given["approved_on"])}))  # type: ignore[arg-type]  # the schema has its keys


def _not_listed(name: str, digest: str) -> Problem:
    stem, _, kind = name.rpartition(".")
    if kind.lower() in _MARKDOWN:
        found, expected = "a page by another ending", "a name that ends in .md"
        return Problem("file-name", f"docs/{name}", 0, found, expected, f"Rename it, for example {plain_name(stem)}.md")
    if not _kind_is_known(name):
        expected = f"Markdown pages, and attachments that end in {', '.join(_KINDS)}"
        return Problem("stray-file", f"docs/{name}", 0, "a file that is not a page", expected, "Move it elsewhere")
    if not _PATH.fullmatch(name):
        return Problem(
            "file-name",
            f"docs/{name}",
            0,
            "a file that is not a page",
            _EXPECTED_PATH,
            f"Rename it, for example {plain_name(name)}",
        )
    line = _line(name, {"title": "TITLE", "sha256": digest, **_LEFT_TO_SAY})
    expected = f"a line for it in {_NAME}: {line}"
    advice = "Somebody who may approve it must look at the file first. Otherwise move it elsewhere"
    return Problem(
        "unapproved-file", f"docs/{name}", 0, "a file that is not a page and that nobody approved", expected, advice
    )


def _line(path: str, entry: Mapping[str, str]) -> str:
    quoted = {
        key: f'"{value}"' if key in ("title", "approved_by") and value not in _TO_FILL_IN else value
        for key, value in entry.items()
    }
    return f"{path}: {{{', '.join(f'{key}: {value}' for key, value in quoted.items())}}}"


def _of_another_kind(document: YamlDocument, name: str) -> Problem:
    return document.problem(
        "attachment-entry", (name,), f'a file of another kind, "{name}"', f"one that ends in {', '.join(_KINDS)}"
    )


def _kind_is_known(name: str) -> bool:
    return name.rpartition(".")[2] in _KINDS


def _sha256(project: Project, name: str) -> str:
    return hashlib.sha256((project.docs / name).read_bytes()).hexdigest()


def _filled_in(value: Any) -> str:
    if value in _TO_FILL_IN:
        raise vol.Invalid("a text of your own in its place")
    return text(value)


def _digest(value: Any) -> str:
    if not isinstance(value, str) or not _DIGEST.fullmatch(value):
        raise vol.Invalid("the SHA-256 of the file, 64 digits from 0 to f")
    return value


def _day(value: Any) -> str:
    try:
        return dt.date.fromisoformat(value).isoformat()
    except (TypeError, ValueError):
        raise vol.Invalid("a day such as 2023-05-18") from None
