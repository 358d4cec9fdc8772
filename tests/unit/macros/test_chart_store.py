"""Charts kept by what made them, apart for each audience."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from macros.charts.chart import Chart, Mark
from macros.charts.chart_cache import ChartStore, digest

CHART = Chart("ranked", (Mark("a", "s", 2.0, "2"), Mark("b", "s", 1.0, "1")), "a", "Things")


@pytest.fixture
def store(tmp_path: Path) -> ChartStore:
    return ChartStore(tmp_path / "charts")


def copied(chart: Chart) -> Chart:
    return Chart(chart.kind, tuple(replace(mark) for mark in chart.marks), chart.highlight, chart.measure)


def test_the_same_chart_has_the_same_path(store: ChartStore) -> None:
    assert store.path(CHART, "public") == store.path(copied(CHART), "public")
    assert digest(CHART) == digest(copied(CHART))


def test_another_audience_has_another_folder(store: ChartStore) -> None:
    public, partner = store.path(CHART, "public"), store.path(CHART, "partner")
    assert public.name == partner.name
    assert public.parent == store.folder / "public"
    assert partner.parent == store.folder / "partner"


CHANGED = {
    "a value": replace(CHART, marks=(replace(CHART.marks[0], value=2.5), CHART.marks[1])),
    "a value by the least": replace(CHART, marks=(replace(CHART.marks[0], value=2.0000000000000004), CHART.marks[1])),
    "no value": replace(CHART, marks=(replace(CHART.marks[0], value=None), CHART.marks[1])),
    "a label": replace(CHART, marks=(replace(CHART.marks[0], label="2 [p]"), CHART.marks[1])),
    "a category": replace(CHART, marks=(replace(CHART.marks[0], category="A"), CHART.marks[1])),
    "a series": replace(CHART, marks=(replace(CHART.marks[0], series="t"), CHART.marks[1])),
    "the order": replace(CHART, marks=CHART.marks[::-1]),
    "a mark less": replace(CHART, marks=CHART.marks[:1]),
    "the kind": replace(CHART, kind="change"),
    "what is picked out": replace(CHART, highlight="b"),
    "the measure": replace(CHART, measure="Other things"),
    "the title": replace(CHART, title="A panel"),
    "the scale": replace(CHART, scale=CHART.marks),
    "the places": replace(CHART, places=((1, 1), (2, 1))),
    "parts joined otherwise": Chart("ranked", (Mark("as", "", 2.0, "2"), CHART.marks[1]), "a", "Things"),
}


def test_whatever_changes_has_another_digest() -> None:
    digests = {digest(chart) for chart in (CHART, *CHANGED.values())}
    assert len(digests) == len(CHANGED) + 1
    assert all(len(each) == 64 and set(each) <= set("0123456789abcdef") for each in digests)


def test_what_draws_belongs_to_the_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest(CHART)
    monkeypatch.setattr("macros.charts.chart_cache._tools", lambda: "another way to draw")
    assert digest(CHART) != before


def test_a_chart_is_drawn_once_and_then_read(store: ChartStore) -> None:
    assert store.keep(CHART, "public", lambda _: "<svg>\u2212</svg>") == "<svg>\u2212</svg>"
    assert store.svg(CHART, "public") == "<svg>\u2212</svg>"
    assert store.path(CHART, "public").read_bytes() == "<svg>\u2212</svg>".encode()


def test_what_one_audience_drew_is_not_looked_up_for_another(store: ChartStore) -> None:
    store.keep(CHART, "partner", lambda _: "<svg>kept for partners</svg>")
    svg = store.svg(CHART, "public")
    assert "kept for partners" not in svg
    assert svg.startswith("<svg")
    assert store.svg(CHART, "partner") == "<svg>kept for partners</svg>"


def test_a_chart_that_cannot_be_drawn_leaves_nothing_behind(store: ChartStore) -> None:
    def fail(_: Chart) -> str:
        raise KeyError

    with pytest.raises(KeyError):
        store.keep(CHART, "public", fail)
    assert not store.path(CHART, "public").exists()
    assert [path for path in store.folder.rglob("*") if path.is_file()] == []


def test_nobody_sees_half_a_file(store: ChartStore) -> None:
    """While one chart is written again and again, each reader finds all of one version."""
    versions = [letter * 2_000_000 for letter in "xy"]
    store.keep(CHART, "public", lambda _: versions[0])
    stop = threading.Event()
    seen: set[str] = set()

    def read() -> None:
        while not stop.is_set():
            seen.add(store.path(CHART, "public").read_text("utf-8"))

    reader = threading.Thread(target=read)
    reader.start()
    for turn in range(40):
        store.keep(CHART, "public", lambda _, turn=turn: versions[turn % 2])
    stop.set()
    reader.join()
    assert seen <= set(versions)
    assert seen
    assert [path.name for path in (store.folder / "public").iterdir()] == [store.path(CHART, "public").name]


def test_a_file_is_in_place_only_when_it_is_whole(store: ChartStore, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its own name appears by a rename, never by writing."""
    final = store.path(CHART, "public")
    written = []
    rename = Path.replace

    def watched(self: Path, target: Path) -> Path:
        written.append((self.read_text("utf-8"), final.exists()))
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", watched)
    store.keep(CHART, "public", lambda _: "<svg>whole</svg>")
    assert written == [("<svg>whole</svg>", False)]
    assert final.read_text("utf-8") == "<svg>whole</svg>"
