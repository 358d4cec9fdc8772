"""`assess audit`: anything compared with a restricted pack, and what is said of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from redaction.errors import AssessError
from redaction.policy import Edition, Policy
from release.audit import (
    Blob,
    Finding,
    Report,
    Scanner,
    Verdict,
    Withheld,
    every_object,
    staged_files,
    theme_digests,
    verdict,
)
from release.audit.limits import UnreadableError
from release.project import Project


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
    withheld = tuple(pack / each for each in restricted if each not in edition.audiences and (pack / each).is_dir())
    if not withheld:
        raise AssessError(
            f"The restricted pack {pack} holds nothing that the {edition.id} edition may not show: there is nothing "
            "to look for. Name the folder that holds the audiences' folders"
        )
    seen = tuple(pack / each for each in restricted if each in edition.audiences and (pack / each).is_dir())
    known = Withheld(
        question.project.root, edition.id, (question.project.open_data(policy), *seen), withheld
    ).fingerprints()
    scanner = Scanner(known, closed=_is_site(question), trusted=theme_digests())
    try:
        report = scanner.scan(question.path) if question.of == "files" else _repository(question, scanner)
    except UnreadableError as error:
        raise AssessError(f"{question.path} is {error}") from None
    for origin in sorted(origin for folder in known.folders for origin in folder.unread):
        reason = "is a file of the pack that is no table and no text, so nothing was compared with it"
        report.findings.append(Finding(origin, "unreadable", f"{reason}; a person must look", Verdict.REVIEW))
    report.findings.sort(key=lambda finding: (-list(Verdict).index(finding.verdict), finding))
    return report


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
            said = "is too large to read as a whole; a person must look"
            report.add("not read", [Finding(blob.name, "unreadable", said, Verdict.REVIEW)])
        else:
            report.add("objects", scanner.findings_in(blob.name, blob.content))
    return report


def told(report: Report, *, values: bool) -> Iterator[str]:
    """A report in lines: findings first, then what was read and what was not."""
    for finding in report.findings:
        yield f"{finding.verdict.value}: {finding}" + (f" = {finding.value}" if values and finding.value else "")
    total = sum(report.read.values())
    kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(report.read.items()))
    yield f"Read {total} {'file' if total == 1 else 'files'}" + (f": {kinds}" if kinds else "")
    unread = sum(finding.verdict is Verdict.REVIEW for finding in report.findings)
    traces = len(report.findings) - unread
    if unread:
        yield f"Not read, in whole or in part: {unread}. A person must look at each"
    yield f"{traces} trace{'' if traces == 1 else 's'} of the pack found" if traces else "No trace of the pack found"


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
    return json.dumps(content, indent=2, ensure_ascii=False)
