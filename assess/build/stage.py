"""The staging folder of one edition: its pages, View, charts, downloads, theme and configuration."""

from __future__ import annotations

import datetime as dt
import hashlib
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import msgspec
import yaml

from assess.build.link_previews import link_previews
from assess.build.redirect_page import redirect_page
from assess.corrections.listed import feed
from assess.corrections.marked import FEED, PAGE
from assess.downloads import archive_name
from assess.load.attachments import Attachment
from assess.load.editions import EditionKnowledge
from assess.project.layout import CHANGES, Project
from assess.theme import EXTENDED, copy_theme
from macros.charts.chart import Chart
from macros.charts.chart_cache import ChartStore
from macros.pages import areas
from macros.phrasebook.phrases import phrases_of
from redaction.data.areas import geographies_of
from redaction.diagnostics.errors import AssessError
from redaction.diagnostics.yaml_document import values_of

VIEW = "view.json"
CHARTS = "charts"
DOWNLOADS = "downloads"
REDIRECTS = "redirects"


def stage(project: Project, known: EditionKnowledge, downloads: Mapping[str, bytes], folder: Path) -> None:
    """Write the staging folder of an edition; no value that the edition may not know is in it."""
    folder.mkdir(mode=0o700)
    for page in known.pages:
        _write(folder / "docs" / page.path, page.text)
    for attachment in known.attachments:
        _attach(project, attachment, folder / "docs" / attachment.path)
    (folder / "docs" / DOWNLOADS).mkdir(parents=True, exist_ok=True)
    for name, content in downloads.items():
        (folder / "docs" / DOWNLOADS / name).write_bytes(content)
    (folder / VIEW).write_bytes(msgspec.json.encode(known.view))
    copy_theme(project.theme, folder / "theme")
    shutil.copyfile(project.glossary, folder / project.glossary.name)
    _stage_charts(project, known.charts, folder)
    settings = _settings(project, known)
    settings["extra"]["assess"]["link_previews"] = link_previews(known, downloads, DOWNLOADS)
    say = phrases_of(known.view.language)
    if known.corrections.every:
        told = feed(
            known.corrections,
            known.edition,
            settings["site_name"],
            settings.get("site_author", ""),
            say,
        )
        _write(folder / "docs" / FEED, told)
    for old, new in known.forwards:
        moved = redirect_page(known.edition, settings["site_name"], old, new, say)
        _write(folder / REDIRECTS / old / "index.html", moved)
    _write(folder / "mkdocs.yml", yaml.safe_dump(settings, sort_keys=True, allow_unicode=True))


def stage_again(project: Project, before: EditionKnowledge, known: EditionKnowledge, folder: Path) -> None:
    """Write what pages, View and charts have become since an edition was staged; all else is the same."""
    for page in set(known.pages) - set(before.pages):
        _write(folder / "docs" / page.path, page.text)
    if known.view != before.view:
        (folder / VIEW).write_bytes(msgspec.json.encode(known.view))
    _stage_charts(project, set(known.charts) - set(before.charts), folder)


def _stage_charts(project: Project, charts: Iterable[tuple[Chart, str]], folder: Path) -> None:
    kept, staged = ChartStore(project.charts), ChartStore(folder / CHARTS)
    for chart, audience in charts:
        _write(staged.path(chart, audience), kept.svg(chart, audience))


def _settings(project: Project, known: EditionKnowledge) -> dict[str, Any]:
    try:
        settings: dict[str, Any] = values_of(project.config.read_text("utf-8"))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise AssessError(
            f"mkdocs.yml, line {line}: found a tag that builds something, expected plain YAML. Write the value itself"
        ) from None
    edition = known.edition
    settings |= {"docs_dir": "docs", "site_dir": "site", "site_url": edition.address}
    settings.pop("exclude_docs", None)  # what this edition may not know is not staged
    settings["extra"].pop("redirects", None)  # they are staged as pages
    for page in reversed(known.pages):
        reach = page.reach
        if not reach.is_for_all:
            _give_a_place(settings["nav"], page.path, reach.after)
    if known.corrections.every:
        settings["nav"].append(PAGE)
    if known.earlier:
        settings["nav"].append(CHANGES)
    _give_areas_a_place(settings["nav"], known)
    settings["theme"] |= {"name": EXTENDED, "custom_dir": "theme"}  # the whole theme is staged
    settings["extra"]["signed"] = dt.date.fromisoformat(str(settings["extra"]["signed"]))  # in quotation marks or not
    archive = archive_name(settings["site_name"], edition.id)
    settings["extra"]["assess"] = {"view": VIEW, "charts": CHARTS, "archive": archive}
    settings["extra"]["edition"] = {
        "id": edition.id,
        "name": edition.name,
        "marking": edition.marking,
        "handling": edition.handling,
        "indexed": edition.indexed,
        "synthetic": known.view.synthetic,
        "made_up_by": list(known.view.made_up_by),
        "colour": edition.colour,
    }
    return settings


def _attach(project: Project, attachment: Attachment, place: Path) -> None:
    """Copy the very bytes that were approved."""
    content = (project.docs / attachment.path).read_bytes()
    if hashlib.sha256(content).hexdigest() != attachment.sha256:
        raise AssessError(f"docs/{attachment.path} was changed while the build ran")
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)


def _give_a_place(nav: list[Any], page: str, after: str) -> bool:
    """Put a page that is not for everybody into the navigation, after another; whether that was found."""
    for at, item in enumerate(nav):
        children = next(iter(item.values())) if isinstance(item, dict) else item
        if children == after:
            nav.insert(at + 1, page)
            return True
        if isinstance(children, list) and _give_a_place(children, page, after):
            return True
    return False


def _give_areas_a_place(nav: list[Any], known: EditionKnowledge) -> None:
    """Put the pages of areas into the navigation, a group a geography, beneath the page that lists them."""
    published = {page.path for page in known.pages}
    groups = [
        {each.plural.capitalize(): [path for path in areas.paths_of(each) if path in published]}
        for each in geographies_of(known.view.datasets.values())
    ]
    for item in nav:
        children = next(iter(item.values())) if isinstance(item, dict) else item
        if isinstance(children, list) and areas.INDEX in children:
            children += [group for group in groups if any(group.values())]


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
