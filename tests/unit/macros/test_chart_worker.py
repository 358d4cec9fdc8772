"""Charts are drawn in a process of their own, which stands in no folder that may go."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_view import small_view

from assess.render.chart_worker import drawer
from macros.charts.chart import charts_of
from macros.charts.chart_cache import ChartStore


def test_charts_are_drawn_though_the_folder_that_the_first_was_asked_for_in_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, view, asked_in = ChartStore(tmp_path / "charts"), small_view("public"), tmp_path / "gone"
    first, second = (charts_of(view, "incidents", "ranked", [year])[0] for year in ("2021", "2022"))
    asked_in.mkdir()
    monkeypatch.chdir(asked_in)
    with drawer(store) as drawing:
        with drawing.drawing([(first, "public")]):
            pass
        monkeypatch.chdir(tmp_path)
        asked_in.rmdir()
        with drawing.drawing([(second, "public")]):
            pass
    assert store.path(second, "public").read_text("utf-8").startswith("<svg")
