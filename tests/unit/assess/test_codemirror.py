"""The bundle that the preview's editor is made with: what it holds, its licences, and that nothing else serves it."""

from __future__ import annotations

import hashlib
import importlib.util
import json
import shutil
from pathlib import Path

import pytest

import assess.preview.server
from assess import theme

FOLDER = Path(assess.preview.server.__file__).with_name("codemirror")
BUNDLE = FOLDER / "codemirror.min.js"
LIST = json.loads((FOLDER / "bundle.json").read_text("utf-8"))
LOCK = json.loads((FOLDER / "package-lock.json").read_text("utf-8"))["packages"]


def test_the_bundle_is_the_one_that_its_list_names() -> None:
    assert LIST["file"] == BUNDLE.name
    assert hashlib.sha256(BUNDLE.read_bytes()).hexdigest() == LIST["sha256"]


def test_the_list_names_what_is_locked_by_digest_and_each_goes_with_its_licence() -> None:
    licences = (FOLDER / "LICENCES.txt").read_text("utf-8")
    for name, said in LIST["packages"].items():
        locked = LOCK[f"node_modules/{name}"]
        version, licence = said.split(", ")
        assert (locked["version"], locked["license"], locked["integrity"][:7]) == (version, licence, "sha512-")
        assert f"{name} {version}\n\n" in licences
    assert licences.count("Permission is hereby granted") == len(LIST["packages"])
    assert LIST["bundler"] == f"esbuild {LOCK['node_modules/esbuild']['version']}"


def test_it_names_no_registry_and_asks_for_nothing_elsewhere() -> None:
    assert "resolved" not in (FOLDER / "package-lock.json").read_text("utf-8")
    bundle = BUNDLE.read_text("utf-8")
    assert [
        word for word in ("fetch(", "XMLHttpRequest", "WebSocket", "import(", "eval(", "sendBeacon") if word in bundle
    ] == []


def test_no_edition_has_anything_of_it() -> None:
    names = {path.name for path in theme.FOLDER.rglob("*") if path.is_file()}
    assert not names & {path.name for path in FOLDER.iterdir() if path.is_file()}
    assert not [path for path in theme.FOLDER.rglob("*.js") if "EditorView" in path.read_text("utf-8")]


@pytest.mark.skipif(shutil.which("npm") is None, reason="npm is only needed to make the bundle again")
def test_the_same_packages_give_the_same_bytes(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("bundle", FOLDER / "bundle.py")
    assert spec is not None
    assert spec.loader is not None
    bundle = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(bundle)
    made = bundle.bundled(tmp_path)
    assert {name: content == (FOLDER / name).read_bytes() for name, content in made.items()} == dict.fromkeys(
        made, True
    )
