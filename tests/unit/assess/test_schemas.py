"""JSON Schemas for editors: what this project's own files are fits them, and what a build refuses does not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from building import ROOT, SITE

from assess.cli.main import main
from assess.load.schemas import DESCRIBED, SETTINGS, write_schemas
from assess.project.layout import Project
from macros.pages.page import PageFile

SCHEMAS = {each.name: each.schema for each in DESCRIBED}
DESCRIPTOR = """
title: Fires
headline: There were fires.
place: Saltmere
period: 2022
sources: [fire-service]
columns:
  label: {title: Place}
  "2022": {title: "2022", kind: count, unit: fires}
"""


class _Loader(yaml.SafeLoader):
    """Reads YAML as editors do: a date is a text, and a tag is passed over."""


_Loader.yaml_implicit_resolvers = {
    sign: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for sign, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_multi_constructor("tag:", lambda *_: "")


def read(text: str) -> Any:
    content = yaml.load(text, _Loader)  # noqa: S506  # a safe loader
    return json.loads(json.dumps(content))  # its keys are texts, as in an editor


def files() -> Iterator[tuple[str, Path]]:
    for site in (ROOT, SITE):
        for each in DESCRIBED:
            for pattern in each.files:
                yield from ((each.name, path) for path in sorted(site.glob(pattern)))


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_is_a_schema(name: str) -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMAS[name])


def test_every_file_of_both_sites_fits_the_schema_of_its_kind() -> None:
    misfits = [
        (path.relative_to(ROOT).as_posix(), error.message)
        for name, path in files()
        for error in jsonschema.Draft7Validator(SCHEMAS[name]).iter_errors(read(path.read_text("utf-8")))
    ]
    assert misfits == []
    seen = {name for name, _ in files()}
    assert seen >= set(SCHEMAS) - {"front-matter", "corrections", "protection"}


def test_the_front_matter_of_every_page_fits_its_schema() -> None:
    pages = [PageFile(path.name, path.read_text("utf-8")) for path in sorted(Project(SITE).docs.rglob("*.md"))]
    assert pages
    check = jsonschema.Draft7Validator(SCHEMAS["front-matter"])
    assert [(page.name, error.message) for page in pages for error in check.iter_errors(read(page.matter.yaml))] == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("headline:", "headlin:"),
        ("title: Fires\n", ""),
        ("kind: count", "kind: counts"),
        ("sources: [fire-service]", "sources: fire-service"),
        ("[fire-service]", "[Fire Service]"),
        ("title: Place", "title: yes"),
        ("unit: fires", "decimals: one"),
    ],
)
def test_a_slip_does_not_fit(old: str, new: str) -> None:
    check = jsonschema.Draft7Validator(SCHEMAS["descriptor"])
    assert check.is_valid(read(DESCRIPTOR))
    assert not check.is_valid(read(DESCRIPTOR.replace(old, new)))


def test_settings_name_schemas_that_were_written(tmp_path: Path) -> None:
    write_schemas(tmp_path / ".vscode")
    said = json.loads((tmp_path / ".vscode" / SETTINGS).read_text("utf-8"))["yaml.schemas"]
    assert said["./.vscode/schemas/descriptor.json"] == ["data/**/*.yaml"]
    for name in said:
        assert json.loads((tmp_path / name).read_text("utf-8"))["$schema"]


def test_settings_that_are_there_already_are_left_as_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".vscode").mkdir()
    (tmp_path / ".vscode" / SETTINGS).write_text("{}", "utf-8")
    assert main(["schemas"]) == 0
    assert (tmp_path / ".vscode" / SETTINGS).read_text("utf-8") == "{}"
    assert '"yaml.schemas"' in capsys.readouterr().out
