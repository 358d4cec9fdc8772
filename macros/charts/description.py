"""A chart in words, made from its own marks, so that the words can say nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from macros.charts.chart import Chart, Mark
from macros.phrasebook.phrases import Phrases, phrases_of


def described(chart: Chart) -> str:
    """What a chart is, its extremes and the category picked out; of stacked bars, every part."""
    categories = len({mark.category for mark in chart.marks})
    say = phrases_of(chart.language)
    counted = "chart.of_one" if categories == 1 else "chart.of_several"
    parts = [say(counted, kind=say(f"chart.{chart.kind}"), count=categories, measure=chart.measure)]
    series = list(dict.fromkeys(mark.series for mark in chart.marks))
    for name in series:
        marks = [mark for mark in chart.marks if mark.series == name]
        about = f"{name}: " if len(series) > 1 or chart.kind == "stacked" else ""
        said = _every_part(marks, say) if chart.kind == "stacked" else _extremes(marks, chart.highlight, say)
        parts.append(f"{about}{' '.join(said)}")
    return " ".join(parts)


def _every_part(marks: Sequence[Mark], say: Phrases) -> Iterator[str]:
    yield f"{say.listed([f'{mark.category} {mark.label}' for mark in marks])}."


def _extremes(marks: Sequence[Mark], highlight: str, say: Phrases) -> Iterator[str]:
    values = [mark.value for mark in marks if mark.value is not None]
    if values:
        top, bottom = max(values), min(values)
        highest = [mark for mark in marks if mark.value == top]
        lowest = [mark for mark in marks if mark.value == bottom]
        ends = {"high": _names(highest, say), "most": _labels(highest, say)}
        yield say("chart.extremes", **ends, low=_names(lowest, say), least=_labels(lowest, say))
        picked = next((mark for mark in marks if mark.category == highlight), None)
        if picked and picked.value not in (None, top, bottom):
            yield say("chart.picked", name=picked.category, number=picked.label)
    missing = [mark for mark in marks if mark.value is None]
    if missing:
        yield say("chart.missing", names=say.listed([f"{mark.category} {mark.label}" for mark in missing]))


def _names(marks: Sequence[Mark], say: Phrases) -> str:
    return say.listed([mark.category for mark in marks])


def _labels(marks: Sequence[Mark], say: Phrases) -> str:
    """What is beside some bars of one length; they can differ in a code, such as that for provisional."""
    return say.listed(list(dict.fromkeys(mark.label for mark in marks)))
