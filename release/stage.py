"""The staging folder of one edition: its pages, its View, its charts, its theme and its configuration."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import yaml

from macros.chart_store import ChartStore
from macros.numerals import plain
from macros.tables import table_columns
from redaction.arithmetic import Quantity
from redaction.dataset import Dataset
from redaction.view import View
from release.knowledge import EditionKnowledge
from release.project import Project

VIEW = "view.json"
CHARTS = "charts"


def stage(project: Project, known: EditionKnowledge, folder: Path) -> None:
    """Write the staging folder of an edition; no value that the edition may not know is in it."""
    folder.mkdir(mode=0o700)
    for page in known.pages:
        _write(folder / "docs" / page.path, page.text)
    for dataset in known.view.datasets.values():
        if dataset.supplied:
            _write(folder / "docs" / "downloads" / f"{dataset.id}.csv", csv_text(known.view, dataset))
    (folder / VIEW).write_bytes(msgspec.json.encode(known.view))
    shutil.copytree(project.theme, folder / "theme")
    shutil.copyfile(project.glossary, folder / project.glossary.name)
    kept, staged = ChartStore(project.charts), ChartStore(folder / CHARTS)
    for chart, audience in known.charts:
        _write(staged.path(chart, audience), kept.svg(chart, audience))
    _write(folder / "mkdocs.yml", yaml.safe_dump(_settings(project, known), sort_keys=True, allow_unicode=True))


def csv_text(view: View, dataset: Dataset) -> str:
    """A dataset as its readers download it (RFC 4180): the columns and words of its table, numbers plain."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([column.title for column in table_columns(dataset)])
    writer.writerows(_csv_rows(view, dataset))
    return buffer.getvalue()


def _csv_rows(view: View, dataset: Dataset) -> Iterator[list[str]]:
    columns = table_columns(dataset)
    for row in dataset.rows:
        yield [
            _csv_number(view.quantity(dataset.id, row.id, column.name))
            if column.numeric
            else row.cells[column.name].text
            for column in columns
        ]


def _csv_number(quantity: Quantity) -> str:
    number = "" if quantity.value is None else plain(quantity.value, quantity.decimals)
    return f"{number} {quantity.code}".strip()


def _settings(project: Project, known: EditionKnowledge) -> dict[str, Any]:
    settings: dict[str, Any] = yaml.safe_load(project.config.read_text("utf-8"))
    edition = known.edition
    settings |= {"docs_dir": "docs", "site_dir": "site", "site_url": edition.address}
    settings["theme"]["custom_dir"] = "theme"
    settings["extra"]["assess"] = {"view": VIEW, "charts": CHARTS}
    settings["extra"]["edition"] = {
        "id": edition.id,
        "name": edition.name,
        "marking": edition.marking,
        "handling": edition.handling,
        "indexed": edition.indexed,
        "synthetic": known.view.synthetic,
    }
    return settings


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(text)
