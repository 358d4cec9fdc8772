"""The peer's tables and charts: `DataFrame.to_html`, and Altair with vl-convert to SVG."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd
import vl_convert

from .cells import about, columns, dated, is_number, parts_of, percentage, series, shown, stored, texts, value, years

FONT = "Liberation Sans"
COLORS = ["#7390ad", "#12436d", "#f46a25", "#28a197", "#801650"]


def table_html(name: str) -> str:
    """The table of a dataset."""
    data = texts(name)
    cells = {
        how["title"]: [shown(name, row, column) for row in data.index] if is_number(how) else list(data[column])
        for column, how in columns(name).items()
    }
    html: str = pd.DataFrame(cells).to_html(index=False, border=0)
    return html


def charts_svg(name: str, kind: str, asked: list[str], grid: str) -> str:
    """The chart of a dataset, or a panel for each row that has parts."""
    data = stored(name)
    numeric = [column for column, how in about(name)["columns"].items() if is_number(how)]
    chosen = [each for column in asked or numeric for each in (years(name) if column == "years" else [column])]
    if kind == "multiples":
        parents = [row for row in parts_of(name).index if (data["parent"] == row).any()]
        return "".join(chart_svg(name, "grouped", chosen, data.index[data["parent"] == each]) for each in parents)
    return chart_svg(name, kind, chosen, parts_of(name).index, grid)


def chart_svg(name: str, kind: str, asked: list[str], rows: Any, grid: str = "") -> str:
    """The chart of some rows of a dataset."""
    asked = [dated(name, each) for each in asked]
    titles = {column: columns(name)[column]["title"] for column in asked}
    parts = [
        pd.DataFrame(
            {
                "label": texts(name).loc[rows, "label"],
                "series": titles[column],
                "amount": series(name, column, rows),
                "text": [shown(name, row, column) for row in rows],
            }
        )
        for column in asked
    ]
    if kind == "map":
        parts = [each.join(stored(grid)[["column", "row"]]) for each in parts]
    if kind == "stacked":
        for column, each in zip(asked, parts, strict=True):
            whole = value(name, "*", column)
            each["amount"] = [percentage(amount, whole) for amount in each["amount"]]
            each["text"] = [f"{amount:.1f}%" for amount in each["amount"]]
    draw = {
        "ranked": bars,
        "change": bars,
        "grouped": grouped,
        "stacked": stacked,
        "gap": dots,
        "months": months,
        "map": tiles,
    }[kind]
    highlight = about(name).get("highlight")
    chart = draw(
        pd.concat(parts, ignore_index=True),
        titles[asked[0]],
        texts(name).at[highlight, "label"] if highlight else None,  # noqa: PD008  # it is quicker
    )
    return vl_convert.vegalite_to_svg(chart.configure(font=FONT).configure_view(stroke=None).to_dict())


def bars(long: pd.DataFrame, measure: str, highlight: str | None) -> Any:
    """Bars, the highest first, each with its number beside it."""
    base = alt.Chart(long).encode(
        x=alt.X("amount:Q", axis=alt.Axis(title=measure, labels=False, ticks=False, grid=False)),
        y=alt.Y("label:N", sort=list(long.sort_values("amount", ascending=False)["label"]), title=None),
    )
    color = alt.condition(alt.datum.label == highlight, alt.value(COLORS[1]), alt.value(COLORS[0]))
    text = base.mark_text(align="left", dx=5).encode(text="text:N")
    return alt.layer(base.mark_bar().encode(color=color), text).properties(width=420, height=alt.Step(26))


def grouped(long: pd.DataFrame, measure: str, _: str | None) -> Any:
    """Bars side by side, each with its number beside it."""
    base = alt.Chart(long).encode(
        x=alt.X("amount:Q", axis=alt.Axis(title=measure, labels=False, ticks=False, grid=False)),
        y=alt.Y("label:N", sort=list(dict.fromkeys(long["label"])), title=None),
        yOffset=alt.YOffset("series:N"),
    )
    color = alt.Color("series:N", scale=alt.Scale(range=COLORS), legend=alt.Legend(orient="top", title=None))
    text = base.mark_text(align="left", dx=5).encode(text="text:N")
    return alt.layer(base.mark_bar().encode(color=color), text).properties(width=420, height=alt.Step(18))


def stacked(long: pd.DataFrame, _: str, __: str | None) -> Any:
    """A bar for each series, in parts of a hundred, each with its number in it."""
    base = alt.Chart(long).encode(
        x=alt.X("amount:Q", stack="zero", axis=alt.Axis(title="Percentage", labels=False, ticks=False, grid=False)),
        y=alt.Y("series:N", sort=list(dict.fromkeys(long["series"])), title=None),
    )
    color = alt.Color("label:N", scale=alt.Scale(range=COLORS), legend=alt.Legend(orient="top", title=None))
    text = base.mark_text(align="right", dx=-5, color="white").encode(text="text:N", detail="label:N")
    return alt.layer(base.mark_bar().encode(color=color), text).properties(width=420, height=alt.Step(36))


def dots(long: pd.DataFrame, measure: str, _: str | None) -> Any:
    """A dot for each series in a row, a line between them, and the number beside each."""
    base = alt.Chart(long).encode(
        x=alt.X("amount:Q", axis=alt.Axis(title=measure, labels=False, ticks=False, grid=False)),
        y=alt.Y("label:N", sort=list(dict.fromkeys(long["label"])), title=None),
    )
    color = alt.Color("series:N", scale=alt.Scale(range=COLORS), legend=alt.Legend(orient="top", title=None))
    text = base.mark_text(align="left", dx=8).encode(text="text:N")
    lines = base.mark_line(color="gray").encode(detail="label:N")
    return alt.layer(lines, base.mark_point(filled=True, size=80).encode(color=color), text).properties(
        width=420, height=alt.Step(26)
    )


def tiles(long: pd.DataFrame, _: str, __: str | None) -> Any:
    """A tile for each place, where a grid says, with its name and its number."""
    base = alt.Chart(long).encode(x=alt.X("column:O", axis=None), y=alt.Y("row:O", axis=None))
    text = base.mark_text().encode(text="label:N"), base.mark_text(dy=14).encode(text="text:N")
    return alt.layer(base.mark_rect().encode(color="amount:Q"), *text).properties(width=420, height=320)


def months(long: pd.DataFrame, measure: str, _: str | None) -> Any:
    """Lines over time."""
    return (
        alt.Chart(long)
        .mark_line(point=True)
        .encode(
            x=alt.X("label:N", sort=list(dict.fromkeys(long["label"])), axis=alt.Axis(title=None, labelAngle=0)),
            y=alt.Y("amount:Q", title=measure),
            color=alt.Color("series:N", scale=alt.Scale(range=COLORS), legend=alt.Legend(orient="top", title=None)),
        )
        .properties(width=500, height=260)
    )


def spark(amounts: list[float], own: int) -> str:
    """Small bars in a row, one of them picked out."""
    most = max(amounts, default=0) or 1
    drawn = (
        f'<rect x="{at * 6}" y="{24 - amount / most * 24:.1f}" width="5" height="{amount / most * 24:.1f}" '
        f'fill="{COLORS[1] if at == own else COLORS[0]}"/>'
        for at, amount in enumerate(amounts)
    )
    return f'<svg width="{len(amounts) * 6}" height="24" aria-hidden="true">{"".join(drawn)}</svg>'
