"""A figure: its finding, what it measures, its chart, its table, its notes and its source."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from markupsafe import Markup

from macros.charts.chart import Chart
from macros.charts.description import described
from macros.html.tables import own_words, table_html
from macros.html.templating import html
from macros.phrasebook.phrases import Phrases, phrases_of
from redaction.data.dataset import Dataset
from redaction.policy import Source
from redaction.view import View

Draw = Callable[[Chart, str], str]


def figure_id(dataset: Dataset) -> str:
    """The permanent address of a figure on its page: fig-12, or fig-NAME where it has no number."""
    return f"fig-{dataset.descriptor.figure or dataset.id}"


def figure_number(dataset: Dataset, say: Phrases) -> str:
    """The number of a figure before its title; nothing where it has none."""
    return say("figure.number", number=dataset.descriptor.figure) if dataset.descriptor.figure else ""


def subtitle(dataset: Dataset) -> str:
    """Measure, place and period."""
    descriptor = dataset.descriptor
    return f"{descriptor.title}, {descriptor.place}, {descriptor.period}"


def measured(dataset: Dataset, say: Phrases) -> str:
    """Measure, place and period, with the unit where there is one."""
    unit = dataset.descriptor.unit
    return say("figure.unit", title=subtitle(dataset), unit=unit) if unit else subtitle(dataset)


def credits_of(view: View, dataset: Dataset) -> str:
    """The sources of a dataset as its figure names them, each once."""
    return ", ".join(dict.fromkeys(credit(view.sources[name]) for name in dataset.descriptor.sources))


def figure_html(
    view: View,
    dataset: Dataset,
    said: Mapping[str, Markup],
    *,
    chart: Markup | None,
    foot: Markup,
    heat: bool = False,
) -> Markup:
    """A dataset as a figure; `said` are its sentences, `foot` follows the source. A heat table is its own chart."""
    descriptor, say = dataset.descriptor, phrases_of(view.language)
    html_id = figure_id(dataset)
    title = subtitle(dataset)
    caption = figure_number(dataset, say) + measured(dataset, say)
    return html(
        "figure.html",
        say,
        id=html_id,
        dataset=dataset,
        own=own_words(view, dataset),
        headline=said["headline"],
        number=figure_number(dataset, say),
        subtitle=title,
        unit=measured(dataset, say).removeprefix(title) if chart else "",
        synthetic=say("figure.synthetic") if descriptor.synthetic else "",
        chart=chart,
        table=table_html(view, dataset, html_id, caption, heat=heat, titled=bool(chart)) if dataset.supplied else None,
        awaited=say("figure.awaited", owner=descriptor.awaiting),
        caveat=said.get("caveat"),
        notes=[each for each in said.items() if each[0] not in ("headline", "caveat")],
        source=credits_of(view, dataset),
        foot=foot,
    )


def charts_html(dataset: Dataset, charts: Sequence[Chart], draw: Draw) -> Markup:
    """Charts of a dataset as inline SVG, each with a title and a description made from its data."""
    html_id = f"{figure_id(dataset)}-chart"
    ids = [html_id if place == 1 else f"{html_id}-{place}" for place in range(1, len(charts) + 1)]
    drawn = [
        _named(draw(chart, dataset.audience), each, _title(dataset, chart), described(chart))
        for each, chart in zip(ids, charts, strict=True)
    ]
    return Markup("").join(drawn)


def _title(dataset: Dataset, chart: Chart) -> str:
    say = phrases_of(chart.language)
    own = say("figure.map") if chart.kind == "map" else chart.title
    return say("figure.about", what=own, figure=subtitle(dataset)) if own else subtitle(dataset)


def _named(svg: str, html_id: str, title: str, description: str) -> Markup:
    """An SVG with its title and description; these are the only ids in it, made from that of the figure."""
    opening = Markup(
        ' role="img" aria-labelledby="{0}-title" aria-describedby="{0}-description"><title id="{0}-title">{1}</title>'
        '<desc id="{0}-description">{2}</desc>'
    ).format(html_id, title, description)
    head, _, body = svg.partition(">")
    return Markup(head) + opening + Markup(body)  # noqa: S704  # drawn by Altair; our own words are escaped above


def credit(source: Source) -> str:
    """A source as a figure names it."""
    return source.name if source.owner in source.name else f"{source.owner} ({source.name})"
