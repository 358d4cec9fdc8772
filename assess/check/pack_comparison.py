"""`assess audit`: anything compared with a restricted pack, and what is said of it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import assess.audit
from assess.audit import (
    PEOPLE,
    Blob,
    Finding,
    Report,
    Scanner,
    Verdict,
    Withheld,
    declared_safe,
    digest,
    every_object,
    objects_since,
    pack_faults,
    references,
    released_by,
    staged_files,
    theme_digests,
    tips,
    tracked_files,
    verdict,
)
from assess.audit.text.limits import UnreadableError
from assess.project.layout import Project
from redaction.diagnostics.errors import AssessError
from redaction.policy import Edition, Policy

SCANNER = (Path(assess.audit.__file__).parent,)  # another scanner may find more


@dataclass(frozen=True)
class Question:
    """What to audit: a path, or a repository's history, or what is staged in it; against which pack, for whom."""

    project: Project
    policy: Policy
    pack: Path
    edition: Edition
    path: Path
    of: str = "files"


def answer(question: Question) -> Report:
    """What the scanner read and found; raises AssessError where there is nothing to compare with or to read."""
    pack, policy, edition = question.pack, question.policy, question.edition
    restricted = [audience for audience in policy.audiences if audience != policy.open_audience]
    _refuse_faults(pack, restricted)
    withheld = tuple(pack / each for each in restricted if each not in edition.audiences and (pack / each).is_dir())
    if not withheld:
        raise AssessError(
            f"The restricted pack {pack} holds nothing that the {edition.id} edition may not show: there is nothing "
            "to look for. Name the folder that holds the audiences' folders"
        )
    seen = tuple(pack / each for each in restricted if each in edition.audiences and (pack / each).is_dir())
    project_data = question.project.open_data(policy)
    known = Withheld(
        question.project.root,
        edition.id,
        (project_data, *seen),
        withheld,
        words_only=question.of != "files",  # the open data of a repository may be what is asked about
    ).fingerprints()
    closed = _is_site(question)
    safe = declared_safe((project_data, *seen)) if closed else None
    scanner = Scanner(known, closed=closed, trusted=theme_digests(), safe=safe)
    try:
        report = scanner.scan(question.path) if question.of == "files" else _repository(question, scanner)
    except UnreadableError as error:
        raise AssessError(f"{question.path} is {error}") from None
    for origin in sorted(origin for folder in known.folders for origin in folder.unread):
        reason = "is a file of the pack that is neither a table nor a text, so nothing was compared with it"
        report.findings.append(Finding(origin, "unreadable", f"{reason}; a person must look", Verdict.REVIEW))
    report.findings.sort(key=lambda finding: (-list(Verdict).index(finding.verdict), finding))
    return report


def _refuse_faults(pack: Path, audiences: Sequence[str]) -> None:
    faults = pack_faults(pack, audiences)
    if faults:
        raise AssessError("\n".join([f"The restricted pack {pack} cannot be compared with as it is:", *faults]))


def _is_site(question: Question) -> bool:
    """Whether the path is a site of this project for the same readers, whose words are all known."""
    page = question.path / "index.html"
    mark = f'<meta name="edition" content="{question.edition.id}">'
    return question.of == "files" and page.is_file() and mark in page.read_text("utf-8", "replace")


def _repository(question: Question, scanner: Scanner) -> Report:
    report = Report()
    blobs: Iterator[Blob] = every_object(question.path) if question.of == "history" else staged_files(question.path)
    for blob in blobs:
        if blob.content is None:
            said = "is not read: it is too large, or lies elsewhere; a person must look"
            report.add("not read", [Finding(blob.name, "unreadable", said, Verdict.REVIEW)])
        else:
            report.add("objects", _but_ids(scanner.findings_in(blob.name, blob.content)))
    return report


def _but_ids(findings: Iterable[Finding]) -> list[Finding]:
    """Findings without the ids of datasets, which pages and the policy of a repository have to name."""
    return [each for each in findings if each.kind != "id"]


@dataclass(frozen=True)
class Compared:
    """What a checkout holds of a pack: how many tracked files and objects of its history were read, and what was found.

    `unread` counts what could not be read, in whole or in part.
    """

    files: int
    objects: int
    findings: tuple[Finding, ...]
    unread: int


def compare_checkout(project: Project, policy: Policy, pack: Path) -> Compared:
    """Compare every tracked file and the history of a checkout with a pack; raises AssessError where there is none.

    A history that was found clean beside the same pack is not read again. `assess audit --git` reads everything.
    """
    root, restricted = project.root, [name for name in policy.audiences if name != policy.open_audience]
    _refuse_faults(pack, restricted)
    withheld = tuple(pack / name for name in restricted if (pack / name).is_dir())
    edition = next(each for each in policy.editions.values() if set(each.audiences) == {policy.open_audience})
    known = Withheld(root, edition.id, (project.open_data(policy),), withheld, words_only=True).fingerprints()
    scanner = Scanner(known, trusted=theme_digests())
    kept = root / ".cache" / "compared.json"
    mark = hashlib.sha256(" ".join([*map(digest, withheld), *map(digest, SCANNER)]).encode()).hexdigest()
    released = released_by(pack)
    found: list[Finding] = []
    files = objects = 0
    try:
        found += _in_blob(scanner, references(root))
        now = tips(root)
        for blob in tracked_files(root):
            files += 1
            found += _in_blob(scanner, blob) if blob.name not in released else []
        for blob in objects_since(root, _compared_before(kept, mark)):
            objects += 1
            found += _in_blob(scanner, blob) if blob.name.rpartition(" (")[0] not in released else []
    except UnreadableError as error:
        raise AssessError(f"{root} is {error}") from None
    failed = tuple(sorted({each for each in found if each.verdict is Verdict.FAIL}))
    if not failed:
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(json.dumps({"beside": mark, "commits": now}), "utf-8")
    return Compared(files, objects, failed, len({each.file for each in found if each.verdict is Verdict.REVIEW}))


def _in_blob(scanner: Scanner, blob: Blob) -> list[Finding]:
    if blob.content is None:
        return [Finding(blob.name, "unreadable", "is too large to read as a whole; a person must look", Verdict.REVIEW)]
    return _but_ids(scanner.findings_in(blob.name, blob.content))


def _compared_before(kept: Path, mark: str) -> list[str]:
    """The commits whose history was found clean beside the same pack, by the same scanner."""
    try:
        kept_answer = json.loads(kept.read_text("utf-8"))
        return [str(name) for name in kept_answer["commits"]] if kept_answer["beside"] == mark else []
    except (OSError, ValueError, LookupError, TypeError):
        return []


def lines_of(report: Report, *, values: bool) -> Iterator[str]:
    """A report in lines: findings first, then what was read and what was not."""
    for finding in report.findings:
        line = f"{finding.verdict.value}: {finding}" + (f" = {finding.value}" if values and finding.value else "")
        yield line if line.isprintable() else "".join(map(_printed, line))
    total = sum(report.read.values())
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(report.read.items()))
    yield f"Read {total} {'file' if total == 1 else 'files'}" + (f": {kinds}" if kinds else "")
    unread = sum(finding.verdict is Verdict.REVIEW for finding in report.findings)
    people = sum(finding.kind == PEOPLE for finding in report.findings)
    traces = len(report.findings) - unread - people
    if unread:
        yield f"Not fully read: {unread}. A person must look at each"
    if people:
        yield f"Columns that look like records of people: {people}. Publish counts, or a steward declares them `safe`"
    yield f"{traces} trace{'' if traces == 1 else 's'} of the pack found" if traces else "No trace of the pack found"


def _printed(letter: str) -> str:
    """A letter for a terminal: one that does not print, as the name of a file may have, is spelled out."""
    return letter if letter.isprintable() else ascii(letter)[1:-1]


def as_json(report: Report, *, values: bool) -> str:
    """A report for programs."""
    findings = [
        {
            "file": finding.file,
            "place": finding.place,
            "kind": finding.kind,
            "source": finding.source,
            "verdict": finding.verdict.value,
            "message": finding.message,
            **({"value": finding.value} if values and finding.value else {}),
        }
        for finding in report.findings
    ]
    content = {
        "verdict": verdict(report.findings).value,
        "read": dict(sorted(report.read.items())),
        "findings": findings,
    }
    return json.dumps(content, indent=2)  # in ASCII, since the name of a file may be no text
