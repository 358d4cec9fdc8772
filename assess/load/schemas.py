"""JSON Schemas of the files that people write, and which files of a project each is of, for editors such as VS Code."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assess.lint.house_style import style
from assess.lint.house_style.apply import GLOSSARY_SHAPE
from assess.lint.wording import declarations
from assess.project import settings
from assess.protect import policy
from assess.search import words
from macros.pages.page import FRONT_MATTER
from redaction import corrections, policy_files
from redaction.data import descriptor
from redaction.diagnostics.json_schema import JsonSchema, json_schema

SETTINGS = "settings.json"  # where VS Code keeps what holds for one folder
FOLDER = "schemas"
_KEY = "yaml.schemas"  # of the YAML extension


@dataclass(frozen=True)
class Described:
    """A kind of file: the name of its schema, its title, its shape, and patterns of the files that are of it."""

    name: str
    title: str
    shape: Any
    files: tuple[str, ...] = ()

    @property
    def schema(self) -> JsonSchema:
        """Its JSON Schema."""
        return json_schema(self.title, self.shape)


DESCRIBED = (
    Described("descriptor", "What a dataset is", descriptor.SHAPE, ("data/**/*.yaml",)),
    Described("front-matter", "The front matter of a page", FRONT_MATTER),
    Described("sources", "Sources, and who may see them", policy_files.SOURCES, ("redaction/sources.yml",)),
    Described("editions", "Editions, and who reads them", policy_files.EDITIONS, ("redaction/editions.yml",)),
    Described("protection", "What may be shown of small counts", policy.SHAPE, ("redaction/protection.yml",)),
    Described("settings", "The settings of the site", settings.SCHEMA, ("mkdocs.yml",)),
    Described("wording", "Numbers and comparisons that a text may type", declarations.SHAPE, ("wording.yml",)),
    Described("style", "Words that are not written here", style.SHAPE, ("style.yml",)),
    Described("glossary", "Abbreviations and what they mean", GLOSSARY_SHAPE, ("glossary.yml",)),
    Described("search", "What a search takes for the same, and answers", words.SHAPE, ("search.yml",)),
    Described("corrections", "Corrections of what went out", corrections.SHAPE, ("data/**/corrections.yml",)),
)


def write_schemas(folder: Path) -> list[Path]:
    """Write every schema below a folder, and settings that say of which files each is, where there are none yet.

    Returns what was written. Raises OSError.
    """
    (folder / FOLDER).mkdir(parents=True, exist_ok=True)
    written = [folder / FOLDER / f"{each.name}.json" for each in DESCRIBED]
    for path, each in zip(written, DESCRIBED, strict=True):
        path.write_text(_json(each.schema), "utf-8")
    if not (folder / SETTINGS).exists():
        (folder / SETTINGS).write_text(_json(settings_for(folder)), "utf-8")
        written.append(folder / SETTINGS)
    return written


def settings_for(folder: Path) -> dict[str, Any]:
    """What the settings of VS Code say of the schemas in a folder of the project."""
    return {_KEY: {f"./{folder.name}/{FOLDER}/{each.name}.json": [*each.files] for each in DESCRIBED if each.files}}


def _json(content: object) -> str:
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"
