"""What the renderer is given: one edition's settings, as its pages and its theme need them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from assess.build.stage import stage
from assess.load.editions import know, policy_of
from assess.load.sources import Sources
from assess.project.layout import Project


@pytest.mark.parametrize("written", ["2023-05-18", '"2023-05-18"', "20230518"])
def test_the_day_of_signing_is_a_day_however_it_is_written(small: Path, tmp_path: Path, written: str) -> None:
    project = Project(small)
    text = project.config.read_text("utf-8")
    assert "signed: 2023-05-18" in text
    project.config.write_text(text.replace("signed: 2023-05-18", f"signed: {written}"), "utf-8")
    policy = policy_of(project)
    [known] = know(Sources(project, policy), (policy.editions["public"],))
    stage(project, known, {}, tmp_path / "stage")
    staged = yaml.safe_load((tmp_path / "stage" / "mkdocs.yml").read_text("utf-8"))
    assert staged["extra"]["signed"] == dt.date(2023, 5, 18)


@pytest.mark.parametrize(
    ("edition", "address", "has_some"), [("public", "https://a.example/", True), ("public", "", False)]
)
def test_pictures_for_services_have_whole_addresses_or_none(
    small: Path, tmp_path: Path, edition: str, address: str, *, has_some: bool
) -> None:
    pictures = _staged(small, tmp_path, edition, address)["extra"]["assess"]["link_previews"]
    assert bool(pictures) == has_some
    assert all(each["address"].startswith("https://a.example/downloads/") for each in pictures.values())
    assert all((each["width"], each["height"]) == (660, 400) for each in pictures.values())


def test_an_edition_for_some_readers_has_no_picture_for_services(small: Path, tmp_path: Path) -> None:
    assert _staged(small, tmp_path, "partner", "https://a.example/")["extra"]["assess"]["link_previews"] == {}


def _staged(root: Path, folder: Path, edition: str, address: str) -> dict[str, Any]:
    """The settings of an edition with an address, for which a PNG of one size stands for each picture."""
    project = Project(root)
    policy = policy_of(project)
    [known] = know(Sources(project, policy, root / "data" / "sample"), (policy.editions[edition],))
    known = replace(known, edition=replace(known.edition, address=address))
    head = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (660).to_bytes(4) + (400).to_bytes(4)
    stage(project, known, {f"{name}.png": head for name in known.view.datasets}, folder / "stage")
    settings: dict[str, Any] = yaml.safe_load((folder / "stage" / "mkdocs.yml").read_text("utf-8"))
    return settings
