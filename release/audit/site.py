"""The audit of one site: that it carries its mark, holds nothing unstaged, and nothing restricted."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import material

from release.audit.channels import UnreadableError, texts
from release.audit.findings import Finding, Verdict
from release.audit.fingerprints import Fingerprints, cells_apart, fingerprints
from release.audit.policy_rules import withheld_ids

_GENERATED = {"_headers", "404.html", "sitemap.xml", "sitemap.xml.gz", "search/search_index.json"}
_A = ("a", "an")
_MARK = re.compile(r'<meta name="edition" content="([^"]*)">')
_OPEN_INPUTS = ("macros", "redaction", "release/downloads")
_WRITTEN = ("docs", "theme", "mkdocs.yml", "glossary.yml")
_Search = Callable[[str], Iterable[tuple[str, str]]]
_WORDS_IN = (".md", ".yml", ".yaml", ".csv", ".html", ".py", ".css", ".xml")


@dataclass(frozen=True)
class AuditRequest:
    """A site to audit: its edition, the stage it was made from, and the folders of a pack it may not know.

    `open_data` are the data folders that the edition may show.
    """

    root: Path
    edition: str
    marking: str
    stage: Path
    site: Path
    open_data: tuple[Path, ...]
    withheld: tuple[Path, ...]


def audit(request: AuditRequest) -> list[Finding]:
    """Everything wrong with a site, sorted."""
    everything = {path.relative_to(request.site).as_posix(): path for path in request.site.rglob("*")}
    links = {name for name, path in everything.items() if path.is_symlink()}
    files = {name: path for name, path in everything.items() if path.is_file()}
    known = _fingerprints(request)
    found_in = cache(lambda text: tuple(known.found_in(text)))  # archives have parts in common, and files of the site
    findings = [Finding(name, "unstaged", "is a link to another place") for name in links]
    installed, own = _theme_files(_material()), _theme_files(request.stage / "theme")
    findings += _completeness(request, files, installed | own)
    for name, path in files.items():
        content = path.read_bytes()
        if name in installed and installed[name].read_bytes() == content:
            continue
        if name.endswith(".html"):
            findings += _marks(request, name, content.decode("utf-8", "replace"))
        findings += _restricted(name, content, found_in)
    return sorted(set(findings))


def _completeness(request: AuditRequest, files: Mapping[str, Path], theme: Mapping[str, Path]) -> Iterator[Finding]:
    docs = request.stage / "docs"
    staged = {path.relative_to(docs).as_posix() for path in docs.rglob("*") if path.is_file()}
    pages = {_address(name) for name in staged if name.endswith(".md")}
    attachments = {name for name in staged if not name.endswith(".md")}
    for name in sorted(files.keys() - pages - attachments - _GENERATED - theme.keys()):
        yield Finding(name, "unstaged", "is in the site, and nothing in the stage put it there")
    for name in sorted((pages | attachments | _GENERATED) - files.keys()):
        yield Finding(name, "missing", "is staged, and not in the site")
    for name in sorted(attachments & files.keys()):
        if (docs / name).read_bytes() != files[name].read_bytes():
            yield Finding(name, "changed", "is not the file that was staged")


def _address(page: str) -> str:
    stem = page.removesuffix(".md")
    return f"{stem}.html" if stem.rpartition("/")[2] == "index" else f"{stem}/index.html"


def _marks(request: AuditRequest, name: str, page: str) -> Iterator[Finding]:
    marks = _MARK.findall(page)
    if marks != [request.edition]:
        yield Finding(name, "mark", f"does not carry the mark of the {request.edition} edition once")
    if page.count(f"<strong>{request.marking}</strong>") < 2:
        yield Finding(name, "marking", f"does not show {request.marking} at its top and bottom")


def _restricted(name: str, content: bytes, found_in: _Search) -> Iterator[Finding]:
    try:
        for text in (name, *texts(name, content)):
            for kind, origin in found_in(text):
                yield Finding(
                    name, kind, f"holds {_A[kind == 'id']} {kind} of {origin}, which this edition may not show"
                )
    except UnreadableError as error:
        yield Finding(name, "unreadable", f"is {error}; a person must look", Verdict.REVIEW)


def _fingerprints(request: AuditRequest) -> Fingerprints:
    ids = withheld_ids(request.root / "redaction", request.edition)
    if not request.withheld:
        return fingerprints((), ids, "", "")
    theme = (_material() / "partials", *_material().glob("*.html"))
    own = (*(request.root / name for name in _OPEN_INPUTS), *request.open_data)
    written = _words_in(request.root / name for name in _WRITTEN)
    return fingerprints(request.withheld, ids, _words_of_theme(theme) + _words_in(own), written)


@cache
def _words_of_theme(places: tuple[Path, ...]) -> str:
    """The words of an installed theme, which does not change while a build runs."""
    return _words_in(places)


def _words_in(places: Iterable[Path]) -> str:
    """Everything in words in some files and folders."""
    parts = []
    for place in places:
        for path in [place] if place.is_file() else sorted(place.rglob("*")):
            if path.suffix in _WORDS_IN:
                text = path.read_bytes().decode("utf-8", "replace")
                parts.append(cells_apart(text) if path.suffix == ".csv" else text)
    return "\n".join(parts)


def _theme_files(theme: Path) -> dict[str, Path]:
    """The files that a theme copies into a site as they are, by their place in it."""
    return {
        path.relative_to(theme).as_posix(): path
        for path in (theme / "assets").rglob("*")
        if path.is_file() and not path.is_symlink()
    }


def _material() -> Path:
    return Path(material.__path__[0]) / "templates"
