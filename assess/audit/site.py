"""The audit of one site: that it carries its mark, holds nothing unstaged, and nothing restricted."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from assess.audit.findings import Finding, Verdict
from assess.audit.fingerprints.declared import released_by
from assess.audit.kept import Clean, digest_of
from assess.audit.open_text import Withheld, material_theme, own_digests, words_of_program
from assess.audit.people import declared_safe
from assess.audit.scanner import Scanner
from assess.audit.twins import is_redrawn, twin_of
from assess.store import Store

_GENERATED = {"_headers", "404.html", "sitemap.xml", "sitemap.xml.gz", "search/search_index.json"}
_FRAMED = "embed/"  # the pages that other sites may show in frames
_NOT_LISTED = '<meta name="robots" content="noindex'
_MARK = re.compile(r'<meta name="edition" content="([^"]*)">')


@dataclass(frozen=True)
class AuditRequest:
    """A site to audit: its edition, the stage it was made from, and the folders of a pack it may not know.

    `open_data` are the data folders that the edition may show. `rules` is the edition of the policy that it follows.
    `kept` is where what was found clean is kept; nowhere, and everything is read each time.
    """

    root: Path
    edition: str
    marking: str
    stage: Path
    site: Path
    open_data: tuple[Path, ...]
    withheld: tuple[Path, ...]
    rules: str = ""
    kept: Store | None = None


def _withheld(request: AuditRequest) -> Withheld:
    return Withheld(request.root, request.rules or request.edition, request.open_data, request.withheld)


def _clean(request: AuditRequest) -> Clean:
    return Clean(request.kept, request.edition, _withheld(request).question)


def prepare(request: AuditRequest) -> None:
    """Work out what an audit will look for while its site is rendered; not where much of it was found clean before."""
    if request.withheld:
        words_of_program()  # whatever is found clean, and once for all editions
    if not _clean(request).before:
        _withheld(request).prepare()


def audit(request: AuditRequest, clean: set[int] | None = None) -> list[Finding]:
    """Everything wrong with a site, sorted; `clean` are lines that earlier audits of the same request found clean."""
    theme = _installed_theme() | _theme_files(request.stage / "theme")
    missing = _completeness(request, _files_of(request.site), theme)
    return sorted({*missing, *audit_files(request, clean)})


def audit_files(request: AuditRequest, clean: set[int] | None = None) -> list[Finding]:
    """Everything wrong with the files of a site, sorted, whatever it was made from.

    A file is clean where it was so for this very question; or where it was so without an excuse by open data, and
    nothing else that is asked has changed.
    """
    files = _files_of(request.site)
    known_clean, lines = _clean(request), set() if clean is None else clean
    safe = cache(lambda: declared_safe(request.open_data))
    scanner = cache(lambda: Scanner(_withheld(request).fingerprints(), closed=True, clean=lines, safe=safe()))
    lasting = Clean(
        request.kept if clean is None else None,  # of lines that others found clean it is not known what excused them
        request.edition,
        lambda: digest_of([_withheld(request).lasting(), *sorted(safe())]),
        lambda: scanner().known.open.consulted,
    )
    judged: list[bytes] = []

    def look(name: str, content: bytes, twin: bytes | None) -> list[Finding]:
        redrawn = twin is not None and is_redrawn(content, twin)
        return scanner().findings_in(name, b"" if redrawn else content)

    links = (path.relative_to(request.site).as_posix() for path in request.site.rglob("*") if path.is_symlink())
    findings = [Finding(name, "unstaged", "is a link to another place") for name in links]
    installed = _installed_theme()
    for name, path in sorted(files.items(), key=lambda each: each[0].endswith(".zip")):  # when what is in it was read
        content = path.read_bytes()
        theme = installed.get(name) or installed.get(name.partition("/")[2])  # an earlier year has it in its folder
        if theme and theme.read_bytes() == content:
            continue
        if hashlib.sha256(content).digest() in own_digests():
            continue
        if name.endswith(".html"):
            findings += _marks(request, name, content.decode("utf-8", "replace"))
        twin = files[twin_of(name)].read_bytes() if twin_of(name) in files else None
        alone = content if twin is None else digest_of([content, twin])
        judged.append(digest_of([name, alone]))
        again = partial(lasting.found_in, name, alone, partial(look, name, content, twin))
        findings += known_clean.found_in(name, alone, again)
    known_clean.keep()
    lasting.keep(judged)
    return sorted(set(findings))


def audit_open(
    root: Path, edition: str, open_folder: Path, withheld: tuple[Path, ...], kept: Store | None = None
) -> list[Finding]:
    """What the open data and the policy hold of the folders of a pack: what stands there is open everywhere else.

    A file that the pack lists as released is left out; so are ids, which the policy has to name. `kept` is as in a
    request.
    """
    if not withheld:
        return []
    question = Withheld(root, edition, (open_folder,), withheld, words_only=True)
    clean = Clean(kept, edition, question.question)
    scanner = cache(lambda: Scanner(question.fingerprints()))
    lasting = Clean(kept, edition, question.lasting, lambda: scanner().known.open.consulted)
    judged: list[bytes] = []

    def look(name: str, content: bytes) -> list[Finding]:
        found = scanner().findings_in(name, content)
        return [each for each in found if each.verdict is Verdict.FAIL and each.kind != "id"]

    released = {name for folder in withheld for name in released_by(folder.parent)}
    found: set[Finding] = set()
    for path in sorted((*open_folder.rglob("*"), *(root / "redaction").glob("*.yml"))):
        name = path.relative_to(root).as_posix() if root in path.parents else path.name
        if path.is_file() and not path.is_symlink() and name not in released:
            content = path.read_bytes()
            judged.append(digest_of([name, content]))
            found |= {
                *clean.found_in(name, content, partial(lasting.found_in, name, content, partial(look, name, content)))
            }
    clean.keep()
    lasting.keep(judged)
    return sorted(found)


def _completeness(request: AuditRequest, files: Mapping[str, Path], theme: Mapping[str, Path]) -> Iterator[Finding]:
    docs = request.stage / "docs"
    staged = {path.relative_to(docs).as_posix() for path in docs.rglob("*") if path.is_file()}
    pages = {_address(name) for name in staged if name.endswith(".md")}
    attachments = {name: docs / name for name in staged if not name.endswith(".md")}
    laid = request.stage / "pdf"
    attachments |= {f"pdf/{path.name}": path for path in laid.glob("*.pdf")}
    attachments |= _files_of(request.stage / "earlier")
    moved = request.stage / "redirects"
    pages |= {path.relative_to(moved).as_posix() for path in moved.rglob("*") if path.is_file()}
    pages |= {"_redirects"} if moved.is_dir() else set()
    alone = request.stage / "embeds"
    pages |= {path.relative_to(alone).as_posix() for path in alone.rglob("*") if path.is_file()}
    for name in sorted(files.keys() - pages - attachments.keys() - _GENERATED - theme.keys()):
        yield Finding(name, "unstaged", "is in the site, but nothing that was staged put it there")
    for name in sorted((pages | attachments.keys() | _GENERATED) - files.keys()):
        yield Finding(name, "missing", "is staged, and not in the site")
    for name in sorted(attachments.keys() & files.keys()):
        if attachments[name].read_bytes() != files[name].read_bytes():
            yield Finding(name, "changed", "is not the file that was staged")


def _address(page: str) -> str:
    stem = page.removesuffix(".md")
    return f"{stem}.html" if stem.rpartition("/")[2] == "index" else f"{stem}/index.html"


def _marks(request: AuditRequest, name: str, page: str) -> Iterator[Finding]:
    marks = _MARK.findall(page)
    if marks != [request.edition]:
        yield Finding(name, "mark", f"does not carry the mark of the {request.edition} edition once")
    shown = page.count(f"<strong>{request.marking}</strong>")
    if name.startswith(_FRAMED):
        if not shown:
            yield Finding(name, "marking", f"does not show {request.marking}")
        if _NOT_LISTED not in page:
            yield Finding(
                name, "listed", "is for frames of other sites, and does not keep search engines from listing it"
            )
    elif shown < 2:
        yield Finding(name, "marking", f"does not show {request.marking} at its top and bottom")


def _files_of(folder: Path) -> dict[str, Path]:
    """The files of a folder, by their place in it."""
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}


@cache
def _installed_theme() -> dict[str, Path]:
    return _theme_files(material_theme())


def _theme_files(theme: Path) -> dict[str, Path]:
    """The files that a theme copies into a site as they are, by their place in it."""
    return {
        path.relative_to(theme).as_posix(): path
        for path in (theme / "assets").rglob("*")
        if path.is_file() and not path.is_symlink()
    }
