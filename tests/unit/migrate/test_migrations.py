"""Settings, policy and pages as older versions had them, and as they are on the way to this one."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from assess import __version__
from assess.migrate.migration import migrated, steps_since
from assess.migrate.step import Files
from assess.migrate.steps import OLD_THEME, STEPS
from assess.migrate.yaml_text import with_key, with_key_set_aside
from assess.project.made_for import in_order

CASES = Path(__file__).parent / "cases"
WHEEL, PINNED = "assess-9.9.9-py3-none-any.whl", ["jinja2==9.1", "pyarrow==9.2"]
TAKEN = {
    "as-init-wrote-it": ["contact"],
    "first-week": ["macro-names", "theme", "release", "files-of-words", "preview-folder", "contact"],
    "in-braces": ["theme", "contact"],
    "small-counts": ["zeros-shown"],
}
REPLACED = {("theme", "name"), ("theme", "custom_dir"), ("site_dir",)}  # what a step may take the place of


def files_in(folder: Path) -> Files:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_every_case_is_listed() -> None:
    assert {path.name for path in CASES.iterdir()} == {*TAKEN}
    assert {name for names in TAKEN.values() for name in names} == {step.name for step in STEPS}


@pytest.mark.parametrize("name", TAKEN)
def test_an_older_site_becomes_what_it_is_now(name: str) -> None:
    found = migrated(files_in(CASES / name / "before"), WHEEL, PINNED)
    assert [step.name for step in found.steps] == TAKEN[name]
    expected = {
        path: content.replace(b"VERSION", __version__.encode())
        for path, content in files_in(CASES / name / "after").items()
    }
    assert dict(found.after) == expected


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_migrated_is_not_migrated_again(name: str) -> None:
    once = migrated(files_in(CASES / name / "before"), WHEEL, PINNED)
    again = migrated(once.after, WHEEL, PINNED)
    assert (again.made_for, again.steps, again.changed) == (__version__, (), {})
    unstamped = {path: re.sub(rb"\s*made_for: [\d.]+(?: #.*|,)?", b"", content) for path, content in once.after.items()}
    assert migrated(unstamped, WHEEL, PINNED).steps == (), "each step leaves alone what is so already"


@pytest.mark.parametrize("name", TAKEN)
def test_nothing_is_lost(name: str) -> None:
    found = migrated(files_in(CASES / name / "before"), WHEEL, PINNED)
    for path, before in found.before.items():
        after = found.after.get(path, found.after.get(path.replace("theme/", OLD_THEME)))
        assert after is not None, path
        if path.endswith(".yml"):
            assert not Counter(_comments(before)) - Counter(_comments(after))
            kept = dict(_leaves(yaml.safe_load(after)))
            lost = {each: value for each, value in _leaves(yaml.safe_load(before)) if kept.get(each) != value}
            assert {each for each in lost if each not in REPLACED and each[0] != "plugins"} == set()
            assert [*_in_order(before)] == [line for line in _in_order(after) if line in [*_in_order(before)]]


def _comments(content: bytes) -> list[str]:
    return re.findall(r"#[^#\r\n]*", content.decode())


def _in_order(content: bytes) -> list[str]:
    """The keys of the lines, in their order."""
    return [key for key in re.findall(r"^\s*([\w.-]+):", content.decode(), re.MULTILINE) if key != "custom_dir"]


def _leaves(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[tuple[Any, ...], Any]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    return [(path, value)] if items is None else [leaf for key, each in items for leaf in _leaves(each, (*path, key))]


def test_a_site_takes_the_steps_that_came_after_its_version() -> None:
    assert steps_since("") == [*STEPS]
    assert [step.name for step in steps_since("0.2.0")] == ["contact", "zeros-shown"]
    assert steps_since(__version__) == []
    assert [step.version for step in STEPS] == sorted((step.version for step in STEPS), key=in_order)
    assert in_order(STEPS[-1].version) <= in_order(__version__)


def test_a_key_goes_where_its_neighbours_are() -> None:
    assert with_key("a:\n  # of b\n  b: 1\n", ("a",), "c: 2", comment="new") == "a:\n  c: 2 # new\n  # of b\n  b: 1\n"
    assert with_key("a:\n", ("a",), "c: 2") == "a:\n  c: 2\n"
    assert with_key("a: {}", ("a",), "c: 2") == "a: {c: 2}"
    assert with_key("a: {b: 1} # x\n", ("a",), "c: 2", comment="left out") == "a: {c: 2, b: 1} # x\n"
    assert with_key("a:", ("a",), "c: 2") == "a:\n  c: 2\n"
    assert with_key("b: 1\n", ("a",), "c: 2") == "b: 1\n", "there is no a"


def test_a_key_that_is_set_aside_stays_as_a_comment() -> None:
    assert with_key_set_aside("a:\n  b: 1 # why\n  c: 2\n", ("a", "b")) == "a:\n  # b: 1 # why\n  c: 2\n"
    assert with_key_set_aside("a: {b: 1, c: 2}\n", ("a", "b")) == "a: {c: 2}\n"
    assert with_key_set_aside("a: {c: 2, b: 1}\n", ("a", "b")) == "a: {c: 2}\n"
    assert with_key_set_aside("a: {b: 1}\n", ("a", "b")) == "a: {}\n"
