"""What is said of a partnership, brought together: a file, an existing site, the options, and answers at a terminal."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assess.new.prompts import Question, UnansweredError
from assess.project.layout import Project
from assess.project.settings import read_settings
from redaction.diagnostics.errors import AssessError
from redaction.diagnostics.yaml_document import Value, YamlDocument, parse_yaml
from redaction.reader import read_policy, read_text

QUESTIONS = (
    Question("name", "The name of the partnership, such as Northmoor Community Safety Partnership"),
    Question("place", "The place that the assessment is about, such as Northmoor"),
    Question("year", "The year of the assessment: 2025, 2025/26 or year ending September 2025"),
    Question("signed", "The day it is signed, such as 2026-05-18"),
    Question(
        "contact", "How readers reach the partnership: an address of e-mail, or a telephone number; FILL IN for later"
    ),
)
AREAS = Question("areas", "The areas, with commas between them; nothing for none")
KIND = Question("kind", "What one of the areas is called, such as ward")
LANGUAGE = Question("lang", "The language of the site, en or cy, or both with that of the site first: en,cy")
EDITIONS = Question("editions", "The editions, as ID=AUDIENCE,AUDIENCE with spaces between them")
USUAL = "public=public partner=public,partner internal=public,partner,internal"
_FILE = "the answers"
_COPIED = ("marking", "handling", "indexed", "lineage")


@dataclass(frozen=True)
class Told:
    """The options of the command: texts by the question that each answers, a file, and a site to take after."""

    texts: Mapping[str, str]
    file: Path | None = None
    like: Path | None = None


def answers_of(told: Told, ask: Callable[[str], str] | None) -> YamlDocument:
    """All that is said, as one document: an option before the file, the file before the site it takes after.

    Somebody at a terminal is asked for what is missing; raises UnansweredError where nobody is there.
    """
    document = parse_yaml(told.file.name, read_text(told.file, told.file.name)).filled if told.file else _nothing()
    content = _from_options(told.texts) | {**document.content}
    content |= _from_options(told.texts)
    content = (_structure(told.like, str(content.get("place", ""))) if told.like else {}) | content
    missing = [each for each in QUESTIONS if not content.get(each.name)]
    if missing and ask is None:
        options = "\n".join(f"  --{each.name}  {each.text}" for each in missing)
        raise UnansweredError(
            f"Not everything is said of the partnership. Add to the command, or to its file:\n{options}"
        )
    if ask is not None:
        content = _from_options(_asked(content, ask)) | content
    if "editions" not in content:
        content |= _from_options({EDITIONS.name: USUAL})
    return replace(document, content=content)


def _nothing() -> YamlDocument:
    return YamlDocument(_FILE, {}, {(): 0})


def _asked(content: Mapping[str, Value], ask: Callable[[str], str]) -> dict[str, str]:
    """What somebody at a terminal says to each question that has no answer; some have a usual one."""
    asked: dict[str, str] = {}
    for each in QUESTIONS:
        while not content.get(each.name) and not asked.get(each.name):
            asked[each.name] = ask(f"{each.text}: ").strip()
    if "areas" not in content:
        asked[AREAS.name] = ask(f"{AREAS.text}: ").strip()
        asked[KIND.name] = ask(f"{KIND.text} (ward): ").strip() if asked[AREAS.name] else ""
    if "editions" not in content:
        asked[EDITIONS.name] = ask(f"{EDITIONS.text} ({USUAL}): ").strip()
    return asked


def _from_options(texts: Mapping[str, str]) -> dict[str, Value]:
    """The answers that short texts stand for; raises AssessError for editions that are not written so."""
    said: dict[str, Value] = {name: text for name, text in texts.items() if text and name not in _SHORT}
    if texts.get(LANGUAGE.name):
        said["language"] = texts[LANGUAGE.name]
    if texts.get(AREAS.name):
        names: list[Value] = [each.strip() for each in texts[AREAS.name].split(",") if each.strip()]
        said["areas"] = {"kind": texts.get(KIND.name) or "ward", "names": names}
    if texts.get(EDITIONS.name):
        editions: dict[str, Value] = {}
        for each in texts[EDITIONS.name].split():
            name, _, audiences = each.partition("=")
            if not audiences:
                raise AssessError(f'The edition "{each}" has no audiences. Write it as ID=AUDIENCE,AUDIENCE')
            editions[name] = {"audiences": [*audiences.split(",")]}
        said["editions"] = editions
    return said


_SHORT = (LANGUAGE.name, AREAS.name, KIND.name, EDITIONS.name)


def _structure(site: Path, place: str) -> dict[str, Value]:
    """The audiences, editions and sections of a site, with another place in place of its own; raises AssessError."""
    project = Project(site)
    if not project.config.is_file():
        raise AssessError(f"There is no site at {site}: it has no mkdocs.yml")
    policy, settings = read_policy(project.policy), read_settings(project)
    theirs = _shared_start(settings.site, str(settings.document.content.get("site_author", "")))

    def ours(text: str) -> str:
        return re.sub(rf"\b{re.escape(theirs)}\b", place, text) if theirs and place else text

    editions: dict[str, Value] = {}
    for each in policy.editions.values():
        said: dict[str, Any] = {key: getattr(each, key) for key in _COPIED if getattr(each, key)}
        said = {key: str(value).lower() if value is True else ours(value) for key, value in said.items()}
        named = {"name": ours(each.name), "readers": ours(each.readers), "audiences": [*each.audiences]}
        editions[each.id] = named | said
    return {
        "audiences": {name: ours(who) for name, who in policy.audiences.items()},
        "editions": editions,
        "sections": [ours(each.title) for each in settings.sections],
    }


def _shared_start(one: str, other: str) -> str:
    """The words that two texts begin with: the place, of the names of a site and of its partnership."""
    shared = []
    for word, another in zip(one.split(), other.split(), strict=False):
        if word != another:
            break
        shared.append(word)
    return " ".join(shared)
