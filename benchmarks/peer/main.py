"""The naive peer: the macros of the same pages, as somebody would write them for plain MkDocs.

Nothing of this project is used: pandas reads each CSV once and computes, `DataFrame.to_html` makes the
tables, and Altair with vl-convert draws each chart inside its macro. One edition, no checks, no audit.
"""  # noqa: INP001  # mkdocs-macros loads it by its path

from __future__ import annotations

import functools
import posixpath
import re
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd  # type: ignore[import-untyped]  # it ships no types
import vl_convert
import yaml

ROOT = Path(__file__).parent
DATA = ROOT / "docs" / "downloads"
FONT = "Liberation Sans"
COLORS = ["#7390ad", "#12436d", "#f46a25", "#28a197"]


# --- Data -----------------------------------------------------------------------------------------


def load_yaml(path: Path) -> dict[str, Any]:
    """A YAML file, by the fast loader where there is one."""
    content: dict[str, Any] = yaml.load(path.read_text("utf-8"), getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  # both loaders are safe ones
    return content


@functools.cache
def about(name: str) -> dict[str, Any]:
    """What is written about a dataset: titles, notes, source."""
    return load_yaml(ROOT / "data" / f"{name}.yaml")


@functools.cache
def sources() -> dict[str, Any]:
    """The register of sources."""
    return load_yaml(ROOT / "sources.yml")


@functools.cache
def stored(name: str) -> pd.DataFrame:
    """A CSV as it is; empty where there is none yet."""
    path = DATA / f"{name}.csv"
    columns = ["id", *about(name)["columns"]]
    return (pd.read_csv(path) if path.exists() else pd.DataFrame(columns=columns)).set_index("id")


@functools.cache
def frame(name: str) -> pd.DataFrame:
    """A CSV with its computed columns."""
    data = stored(name).copy()
    for column, how in about(name).get("derived", {}).items():
        data[column] = [computed(name, row, how) for row in data.index]
    return data


def computed(name: str, row: str, how: dict[str, Any]) -> float:
    """A computed cell."""
    if how["by"] == "rank":
        of, at, column = place(name, row, how["of"])
        return position(of, at, column, highest=how.get("order", "highest") == "highest")
    if how["by"] == "share":
        return value(*place(name, row, how["part"])) / value(*place(name, row, how["whole"])) * 100
    earlier, later = value(*place(name, row, how["from"])), value(*place(name, row, how["to"]))
    return later - earlier if how["by"] == "difference" else (later - earlier) / earlier * 100


def place(name: str, row: str, reference: str | dict[str, str]) -> tuple[str, str, str]:
    """The dataset, row and column that a reference means: COLUMN, ROW/COLUMN or DATASET/ROW/COLUMN."""
    text = reference if isinstance(reference, str) else reference.get(row, reference["default"])
    parts = text.format(row=row).split("/")
    of, at, column = [*[name, row][: 3 - len(parts)], *parts]
    return of, at, column


def years(name: str) -> list[str]:
    """The columns that are named after years."""
    return [column for column in about(name)["columns"] if column.isdigit()]


def dated(name: str, column: str) -> str:
    """A column, or the one that `latest` or `previous` means."""
    return {"latest": years(name)[-1:], "previous": years(name)[-2:-1]}.get(column, [column])[0]


def value(name: str, row: str, column: str) -> float:
    """A number, or the sum of a column where the row is `*`."""
    column = dated(name, column)
    if row == "*":
        return float(parts_of(name)[column].sum())
    data = stored(name)
    return float(data.loc[row, column] if column in data else frame(name).loc[row, column])


def parts_of(name: str) -> pd.DataFrame:
    """The rows that are neither totals nor part of another row."""
    data = stored(name)
    totals = [each["total"] for each in about(name).get("sums", ())]
    nested = data["parent"].notna() if "parent" in data else False
    return data[~(data.index.isin(totals) | nested)]


def position(name: str, row: str, column: str, *, highest: bool) -> float:
    """The rank of a row; equal values share one."""
    ranks = parts_of(name)[dated(name, column)].rank(method="min", ascending=not highest)
    return float(ranks.get(row, float("nan")))


def worked_out(tokens: list[str]) -> float:
    """The result of an operation in prefix form, taken from the front of its tokens: `difference A (total B C)`."""
    operation, numbers = tokens.pop(0), []
    while tokens and (part := tokens.pop(0)) != ")":
        numbers.append(worked_out(tokens) if part == "(" else cell(part, operation))
    if operation == "change":
        return (numbers[1] - numbers[0]) / numbers[0] * 100
    return numbers[1] - numbers[0] if operation == "difference" else sum(numbers)


def cell(address: str, operation: str) -> float:
    """The number at DATASET/ROW/COLUMN; of `rows`, how many the dataset has."""
    dataset, row, column = address.split("/")
    return float(len(parts_of(dataset))) if operation == "rows" else value(dataset, row, column)


# --- Words ----------------------------------------------------------------------------------------


def number(amount: float, decimals: int | None = None) -> str:
    """A number for people: 2,542 or 10.3."""
    if pd.isna(amount):
        return "[z]"
    places = decimals if decimals is not None else 0 if amount == int(amount) else 1
    return f"{amount:,.{places}f}"


def in_words(amount: float, rise: str, fall: str, none: str, decimals: int) -> str:
    """A change with its direction."""
    if round(amount, decimals) == 0:
        return none
    return (rise if amount > 0 else fall).format(number(abs(amount), decimals))


def ordinal(rank: int) -> str:
    """1st, 2nd, 3rd, 11th."""
    suffix = "th" if rank % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(rank % 10, "th")
    return f"{rank}{suffix}"


def listed(names: list[str]) -> str:
    """Names in a sentence."""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


# --- Tables and charts ----------------------------------------------------------------------------


def table_html(name: str) -> str:
    """The table of a dataset."""
    data, titles, shown = frame(name), {}, {}
    for column, how in {**about(name)["columns"], **about(name).get("derived", {})}.items():
        decimals = 1 if how.get("by") in ("share", "change") else how.get("decimals")
        percent = "%" if how.get("by") in ("share", "change") or how.get("kind") == "percent" else ""
        numeric = "by" in how or how.get("kind", "text") != "text"
        titles[column] = how["title"]
        shown[column] = [number(each, decimals) + percent for each in data[column]] if numeric else list(data[column])
    html: str = pd.DataFrame(shown).rename(columns=titles).to_html(index=False, border=0)
    return html


def charts_svg(name: str, kind: str, columns: list[str], grid: str) -> str:
    """The chart of a dataset, or a panel for each row that has parts."""
    data = stored(name)
    if kind == "multiples":
        parents = [each for each in data["parent"].dropna().unique() if pd.isna(data["parent"][each])]
        return "".join(chart_svg(name, "grouped", columns, data.index[data["parent"] == each]) for each in parents)
    return chart_svg(name, kind, columns, parts_of(name).index, grid)


def chart_svg(name: str, kind: str, columns: list[str], rows: Any, grid: str = "") -> str:
    """The chart of some rows of a dataset."""
    wide = frame(name).loc[rows]
    if kind == "map":
        wide = wide.join(stored(grid)[["column", "row"]])
    places = ["column", "row"] if kind == "map" else []
    percent = "%" if kind == "change" else ""
    titles = {key: how["title"] for key, how in {**about(name)["columns"], **about(name).get("derived", {})}.items()}
    long = wide.melt(id_vars=["label", *places], value_vars=columns, var_name="series", value_name="amount")
    long["series"] = long["series"].map(titles)
    long["text"] = [number(each, 1 if percent else None) + percent for each in long["amount"]]
    draw = {"ranked": bars, "change": bars, "grouped": grouped, "stacked": grouped, "months": months, "map": tiles}[
        kind
    ]
    chart = draw(
        long, titles[columns[0]], about(name).get("highlight") and stored(name).label[about(name)["highlight"]]
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


# --- What the pages call --------------------------------------------------------------------------


def define_env(env: Any) -> None:  # one macro after another, as mkdocs-macros' own guide shows
    """Give the pages their macros."""

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def n(dataset: str, row: str, column: str) -> str:
        column = dated(dataset, column)
        how = {**about(dataset)["columns"], **about(dataset).get("derived", {})}[column]
        percent = "%" if how.get("by") in ("share", "change") or how.get("kind") == "percent" else ""
        sign = "+" if how.get("by") in ("difference", "change") and value(dataset, row, column) > 0 else ""
        return sign + number(value(dataset, row, column), how.get("decimals")) + percent

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def change(dataset: str, row: str, from_: str, to: str) -> str:
        earlier, later = value(dataset, row, from_), value(dataset, row, to)
        return in_words((later - earlier) / earlier * 100, "up {}%", "down {}%", "unchanged", 1)

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def difference(dataset: str, row: str, from_: str, to: str) -> str:
        amount = value(dataset, row, to) - value(dataset, row, from_)
        return in_words(amount, "{} more", "{} fewer", "no change", 0)

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def share(dataset: str, row: str, column: str, of: str) -> str:
        whole = place(dataset, row, of if "/" in of else f"{of}/{column}")
        return number(value(dataset, row, column) / value(*whole) * 100, 1) + "%"

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def rank(dataset: str, row: str, column: str) -> str:
        values = parts_of(dataset)[dated(dataset, column)]
        own = int(position(dataset, row, column, highest=True))
        joint = "joint " if (values == values[row]).sum() > 1 else ""
        which = "lowest" if values[row] == values.min() else "highest" if own == 1 else f"{ordinal(own)} highest"
        return f"{joint}{which} of {len(values)}"

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def total(dataset: str, column: str, rows: Iterable[str] = ()) -> str:
        data = stored(dataset).loc[list(rows)] if rows else parts_of(dataset)
        return number(float(data[dated(dataset, column)].sum()))

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def highest(dataset: str, column: str, count: int = 1) -> str:
        return listed(list(parts_of(dataset).nlargest(count, dated(dataset, column), keep="all")["label"]))

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def lowest(dataset: str, column: str, count: int = 1) -> str:
        return listed(list(parts_of(dataset).nsmallest(count, dated(dataset, column), keep="all")["label"]))

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def amount(expression: str) -> str:
        return number(abs(worked_out(re.findall(r"[()]|[^\s()]+", expression))))

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def quoted(dataset: str, row: str, column: str) -> str:
        return str(pd.read_csv(DATA / f"{dataset}.csv", index_col="id").loc[row, column])

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def printed(claim: str) -> str:
        return str(quoted("printed-claims", claim, "printed")).split(" ")[0]

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def says(words: str, *_: str) -> str:
        return words

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def period(dataset: str) -> str:
        return str(about(dataset)["period"])

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def figure(dataset: str, chart: str | list[str] = "", of: str | list[str] = (), grid: str = "") -> str:  # type: ignore[assignment]  # an empty tuple stands for all columns
        words, supplied = about(dataset), not stored(dataset).empty
        numeric = [column for column, how in words["columns"].items() if how.get("kind", "text") != "text"]
        asked = [of] if isinstance(of, str) else list(of) or numeric
        columns = years(dataset) if asked == ["years"] else [dated(dataset, each) for each in asked]
        kinds = [chart] if isinstance(chart, str) else chart
        url = f"{'../' * env.page.url.count('/')}downloads/{dataset}.csv"
        credit = ", ".join(f"{sources()[each]['owner']} ({sources()[each]['name']})" for each in words["sources"])
        heading = f"Figure {words['figure']}: {words['title']}" if "figure" in words else words["title"]
        notes = (env.render(note, force_rendering=True) for note in words.get("notes", ()))
        lines = [
            f'<figure id="fig-{words.get("figure", dataset)}">',
            f"<figcaption><p><strong>{env.render(words['headline'], force_rendering=True)}</strong></p>",
            f"<p>{escape(', '.join((heading, words['place'], words['period'])))}</p></figcaption>",
            *(charts_svg(dataset, kind, columns, grid).strip() for kind in kinds if kind and supplied),
            table_html(dataset) if supplied else f"<p>Not available: the data awaits {words['awaiting']}.</p>",
            f"<ol>{''.join(f'<li>{note}</li>' for note in notes)}</ol>",
            f"<p>Source: {escape(credit)}. " + (f'<a href="{url}">Download (CSV)</a>' if supplied else "") + "</p>",
            "</figure>",
        ]
        return "\n".join(filter(None, lines))

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def table(dataset: str) -> str:
        return str(figure(dataset))

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def key_findings() -> str:
        return "\n".join(f"- {env.render(each, force_rendering=True)}" for each in env.page.meta["findings"])

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def restricted(source: str, prose: str = "", caller: Callable[[], str] | None = None) -> str:  # noqa: ARG001
        found = sources()[source]
        return f"<aside><p><strong>{found['name']}: not shown</strong></p><p>{found['notice']}</p></aside>"

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def withheld() -> str:
        hidden = [each for each in sources().values() if each["audience"] != "public"]
        return "\n".join(f"<p><strong>{each['name']}</strong>: {escape(each['notice'])}</p>\n" for each in hidden)

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def source_register() -> str:
        items = (
            f"<dt>{each['name']}</dt><dd>Owner: {each['owner']}. Period: {each['period']}</dd>"
            f"<dd>{escape(each['caveat'])}</dd>"
            for each in sources().values()
        )
        return f"<dl>{''.join(items)}</dl>"

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def contents() -> str:
        here = posixpath.dirname(env.page.file.src_uri) or "."
        return "\n".join(
            f"{each['number']}. [{each['title']}]({posixpath.relpath(each['page'], here)})"
            if "page" in each
            else f"{each['number']}. {each['title']} (to be published)"
            for each in env.conf["extra"]["sections"]
        )
