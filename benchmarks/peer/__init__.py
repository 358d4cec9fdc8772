"""The peer: the macros of the same pages, as somebody would write them for plain MkDocs.

Nothing of this project is used: pandas reads each CSV once and computes, `DataFrame.to_html` makes the
tables, and Altair with vl-convert draws each chart inside its macro. One edition, no checks, no audit.
A build has it as the package `main` that mkdocs-macros loads; each macro is called as its counterpart here is.
"""

from __future__ import annotations

import functools
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator
from html import escape
from typing import Any

from .cells import (
    DOWNLOADS,
    ROOT,
    VERDICTS,
    about,
    claims,
    columns,
    dated,
    expression,
    in_words,
    is_number,
    listed,
    load_yaml,
    names,
    number,
    ordinal,
    parts_of,
    peers_of,
    percentage,
    place,
    position,
    series,
    shown,
    sources,
    stored,
    texts,
    value,
    years,
)
from .drawing import charts_svg, spark, table_html

CODES = {"same": "They are equal", "reported": "Not explained in the document", "error": "A mistake in print"}
SAID = {"why": "Why", "result": "Last year", "now": "What is done"}


@functools.cache
def pages() -> dict[str, tuple[dict[str, Any], str]]:
    """Every page by its path: its front matter and its text, each read once."""
    found = {}
    for path in sorted((ROOT / "docs").rglob("*.md")):
        text = path.read_text("utf-8")
        _, matter, body = text.split("---\n", 2)
        found[path.relative_to(ROOT / "docs").as_posix()] = (load_yaml(matter), body)
    return found


@functools.cache
def shown_on() -> dict[str, str]:
    """The first page that shows each dataset, in the order of pages."""
    found: dict[str, str] = {}
    for path in sorted(pages(), key=in_order):
        for name in re.findall(r"\{\{\s*(?:figure|table)\('([a-z0-9-]+)'", pages()[path][1]):
            if name in names():
                found.setdefault(name, path)
    return found


@functools.cache
def areas(geography: str) -> dict[str, str]:
    """The areas of a geography, by id, in the order of their names."""
    found: dict[str, str] = {}
    for name in measures_of(geography):
        found = {**parts_of(name)["label"].to_dict(), **found}
    return dict(sorted(found.items(), key=lambda each: each[1]))


@functools.cache
def geographies() -> list[str]:
    """The geographies that datasets declare."""
    return sorted({about(name)["areas"] for name in names() if "areas" in about(name) and not texts(name).empty})


@functools.cache
def measures_of(geography: str) -> list[str]:
    """The datasets that have a row for each area of a geography."""
    return [name for name in names() if about(name).get("areas") == geography and "area" not in about(name)["columns"]]


@functools.cache
def counted(name: str) -> str:
    """The column that a dataset counts in areas, if any: its latest year, or its first with numbers."""
    numeric = [column for column, how in about(name)["columns"].items() if is_number(how)]
    return next(iter([*years(name)[-1:], *numeric]), "")


def in_order(path: str) -> list[tuple[int, str]]:
    """A path as its numbers order it."""
    return [(int(part), "") if part.isdigit() else (0, part) for part in re.split(r"(\d+)", path) if part]


def plural(geography: str) -> str:
    """What several areas of a kind are called."""
    return f"{geography.replace('-', ' ')}s"


def figure_id(name: str) -> str:
    """The id of a figure on its page."""
    return f"fig-{about(name).get('figure', name)}"


def heading_of(name: str) -> str:
    """What a figure is called."""
    words = about(name)
    return f"Figure {words['figure']}: {words['title']}" if "figure" in words else str(words["title"])


def calls(contact: str) -> str:
    """A telephone number as a link."""
    digits = contact.replace(" ", "")
    return f'<a href="tel:{digits}">{contact}</a>' if digits.isdigit() else escape(contact)


def define_env(env: Any) -> None:  # noqa: PLR0915  # one macro after another, as mkdocs-macros' own guide shows
    """Give the pages their macros."""

    def filled(text: str) -> str:
        return str(env.render(text, force_rendering=True)) if "{{" in text else text

    def link(path: str) -> str:
        return posixpath.relpath(path, posixpath.dirname(env.page.file.src_uri) or ".")

    def address(path: str) -> str:
        top = "../" * env.page.url.count("/")
        return f"{top}{path.removesuffix('index.md').removesuffix('.md')}".rstrip("/") + "/"

    def to_figure(name: str) -> str:
        return f"{address(shown_on()[name])}#{figure_id(name)}"

    def table_of(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
        head = "".join(f"<th>{each}</th>" for each in headings)
        body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>\n" for row in rows)
        return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>{body}</tbody>\n</table>\n"

    # --- Numbers ---

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def n(dataset: str, row: str, column: str) -> str:
        return shown(dataset, row, column)

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def change(dataset: str, row: str, from_: str, to: str, expects: str = "") -> str:  # noqa: ARG001  # our pages give it
        earlier, later = value(dataset, row, from_), value(dataset, row, to)
        return in_words(percentage(later - earlier, earlier), "up {}%", "down {}%", "unchanged", 1)

    def held_change(dataset: str, row: str, column: str) -> str:
        return in_words(value(dataset, row, column), "up {}%", "down {}%", "unchanged", 1)

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def difference(dataset: str, row: str, from_: str, to: str, expects: str = "") -> str:  # noqa: ARG001  # our pages give it
        amount = value(dataset, row, to) - value(dataset, row, from_)
        if columns(dataset)[dated(dataset, to)].get("kind") == "percent":
            return in_words(amount, "up {} percentage points", "down {} percentage points", "unchanged", None)
        return in_words(amount, "{} more", "{} fewer", "no change", None)

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def share(dataset: str, row: str, column: str, of: str) -> str:
        whole = place(dataset, row, of if "/" in of else f"{of}/{column}")
        return number(percentage(value(dataset, row, column), value(*whole)), 1) + "%"

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def rank(dataset: str, row: str, column: str) -> str:
        values = series(dataset, column, peers_of(dataset, row).index)
        own = int(position(dataset, row, column, highest=True))
        joint = "joint " if (values == values[row]).sum() > 1 else ""
        which = "highest" if own == 1 else "lowest" if values[row] == values.min() else f"{ordinal(own)} highest"
        return f"{joint}{which} of {values.count()}"

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def total(dataset: str, column: str, rows: Iterable[str] = ()) -> str:
        percent = "%" if columns(dataset)[dated(dataset, column)].get("kind") == "percent" else ""
        return number(float(series(dataset, column, list(rows) or parts_of(dataset).index).sum())) + percent

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def highest(dataset: str, column: str, count: int = 1) -> str:
        first = series(dataset, column, parts_of(dataset).index).nlargest(count, keep="all")
        return listed(list(texts(dataset).loc[first.index, "label"]))

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def lowest(dataset: str, column: str, count: int = 1) -> str:
        last = series(dataset, column, parts_of(dataset).index).nsmallest(count, keep="all")
        return listed(list(texts(dataset).loc[last.index, "label"]))

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def amount(text: str) -> str:
        by = text.split(" ", 1)[0]
        found = number(abs(expression(text)), 1 if by in ("share", "change", "rate") else None)
        return found + ("%" if by in ("share", "change") else "")

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def quoted(dataset: str, row: str, column: str) -> str:
        return str(texts(dataset).at[row, column])

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def printed(claim: str) -> str:
        found = re.search(r"[+\-\u2212]?\d[\d,]*(\.\d+)?(?:st|nd|rd|th)?%?", quoted("printed-claims", claim, "printed"))
        return found[0] if found else ""

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def says(words: str, *_: str) -> str:
        return words

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def period(dataset: str) -> str:
        return str(about(dataset)["period"])

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def latest(dataset: str) -> str:
        return str(columns(dataset)[years(dataset)[-1]]["title"])

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def assessment_year() -> str:
        return str(env.conf["extra"]["year"])

    # --- Figures ---

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def figure(dataset: str, chart: str | list[str] = "", of: str | list[str] = "", grid: str = "") -> str:
        words, supplied = about(dataset), not texts(dataset).empty
        kinds = [chart] if isinstance(chart, str) else chart
        asked = [of] if isinstance(of, str) and of else list(of)
        url = f"{'../' * env.page.url.count('/')}downloads/{dataset}.csv"
        credit = ", ".join(f"{sources()[each]['owner']} ({sources()[each]['name']})" for each in words["sources"])
        notes = [*([words["caveat"]] if "caveat" in words else []), *words.get("notes", ())]
        notes += [each["note"] for each in words.get("sums", ()) if "note" in each]
        has_file = (DOWNLOADS / f"{dataset}.csv").exists()
        lines = [
            f'<figure id="{figure_id(dataset)}">',
            f"<figcaption><p><strong>{filled(words['headline'])}</strong></p>",
            f"<p>{escape(', '.join((heading_of(dataset), words['place'], words['period'])))}</p></figcaption>",
            *(
                charts_svg(dataset, kind, asked, grid).strip()
                for kind in kinds
                if kind not in ("", "heat") and supplied
            ),
            table_html(dataset) if supplied else f"<p>Not available: the data awaits {words['awaiting']}.</p>",
            f"<ol>{''.join(f'<li>{filled(note)}</li>' for note in notes)}</ol>",
            f"<p>Source: {escape(credit)}. " + (f'<a href="{url}">Download (CSV)</a>' if has_file else "") + "</p>",
            "</figure>",
        ]
        return "\n".join(filter(None, lines))

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def table(dataset: str) -> str:
        return str(figure(dataset))

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def figure_list() -> str:
        titles = {each["page"].split("/")[0]: each for each in env.conf["extra"]["sections"] if "page" in each}
        by_section: dict[str, list[str]] = {}
        for name, path in shown_on().items():
            section = titles.get(path.split("/")[0])
            heading = f"{section['number']} {section['title']}" if section else "Other pages"
            where = f'<a href="{to_figure(name)}">{escape(heading_of(name))}, {escape(about(name)["place"])}</a>'
            there = " (data not supplied)" if texts(name).empty else ""
            by_section.setdefault(heading, []).append(f"<li>{where}{there}</li>")
        return "\n".join(f"<h3>{name}</h3><ul>{''.join(items)}</ul>" for name, items in by_section.items())

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def awaited() -> str:
        owners: dict[str, list[str]] = {}
        for name in shown_on():
            if "awaiting" in about(name) and texts(name).empty:
                asked = ", ".join(how["title"] for how in about(name)["columns"].values() if is_number(how))
                where = f'<a href="{to_figure(name)}">{escape(heading_of(name))}</a>, {escape(about(name)["period"])}'
                item = f"<li>{where}. With: {escape(asked)}.</li>"
                owners.setdefault(about(name)["awaiting"], []).append(item)
        return "\n".join(f"<p>From {owner}:</p><ul>{''.join(items)}</ul>" for owner, items in owners.items())

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def all_data() -> str:
        top = "../" * env.page.url.count("/")
        items = (f'<a href="{top}downloads/{path.name}">{path.stem}</a>' for path in sorted(DOWNLOADS.glob("*.csv")))
        return f"<p>All data (CSV): {', '.join(items)}</p>"

    # --- The site ---

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def key_findings() -> str:
        return "\n".join(f"- {filled(each)}" for each in env.page.meta["findings"])

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def summary(section: str = "") -> str:
        parts = []
        for each in env.conf["extra"]["sections"]:
            if "page" not in each or section not in ("", str(each["number"])):
                continue
            parts += [f"## {each['number']} {each['title']}"] if not section else []
            folder = posixpath.dirname(each["page"])
            for path in sorted(pages(), key=in_order):
                matter, _ = pages()[path]
                if posixpath.dirname(path) == folder and matter.get("findings"):
                    findings = "\n".join(f"- {filled(finding)}" for finding in matter["findings"])
                    parts.append(f"[{matter['title']}]({link(path)})\n\n{findings}")
        return "\n\n".join(parts)

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def priorities(said: str = "") -> str:
        told = {key: words for key, words in SAID.items() if said in ("", key)}
        found = sorted(
            ((matter["priority"], path) for path, (matter, _) in pages().items() if "priority" in matter),
            key=lambda each: int(each[0]["place"]),
        )
        items = (
            f'<li><a href="{address(path)}">{escape(each["name"])}</a>'
            + "".join(f"<p>{words}: {filled(each[key])}</p>" for key, words in told.items())
            + "</li>"
            for each, path in found
        )
        return f"<ol>{''.join(items)}</ol>"

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def cards(dataset: str) -> str:
        return f"<ul>{''.join(card(row) for _, row in texts(dataset).iterrows())}</ul>"

    def card(row: Any) -> str:
        of, name, earlier, later = row["dataset"], row["row"], row["from"], row["to"]
        beside = row["beside"].split("/")
        other = (
            held_change(*beside) if len(beside) == 3 else change(*beside, earlier, later) if len(beside) == 2 else ""
        )
        counts = [value(of, name, each) for each in years(of)]
        lines = [
            f'<li><a href="{address(row["page"])}#{figure_id(of)}">{escape(row["label"])}</a>',
            f"<p>{n(of, name, later)} {spark(counts, len(counts) - 1)}</p>",
            f"<p>{change(of, name, earlier, later)} on the year before</p>",
            f"<p>Essex: {other}</p>" if other else "",
            f"<p>{escape(row['caveat'])}</p>" if row["caveat"] != "none" else "",
            f"<p>{period(of)}</p></li>",
        ]
        return "".join(lines)

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def contents() -> str:
        return "\n".join(
            f"{each['number']}. [{each['title']}]({link(each['page'])})"
            if "page" in each
            else f"{each['number']}. {each['title']} (to be published)"
            for each in env.conf["extra"]["sections"]
        )

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def restricted(source: str, prose: str = "", caller: Callable[[], str] | None = None) -> str:  # noqa: ARG001  # our pages give it
        found = sources()[source]
        return f"<aside><p><strong>{found['name']}: not shown</strong></p><p>{found['notice']}</p></aside>"

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def withheld() -> str:
        hidden = [each for each in sources().values() if each["audience"] != "public"]
        return "\n".join(f"<p><strong>{each['name']}</strong>: {escape(each['notice'])}</p>\n" for each in hidden)

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def added() -> str:
        return ""  # the public edition adds nothing, and no other is made here

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def source_register() -> str:
        items = (
            f"<dt>{each['name']}</dt><dd>Owner: {each['owner']}. Period: {each['period']}</dd>"
            f"<dd>{escape(each['caveat'] if each['audience'] == 'public' else each['notice'])}</dd>"
            for each in sources().values()
        )
        return f"<dl>{''.join(items)}</dl>"

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def last_corrected() -> str:
        return "no number has been corrected since"

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def checked(what: str) -> str:
        return {"worlds": "8", "tamperings": "55"}[what]

    # --- Help ---

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def help_now(*topics: str) -> str:
        routes = texts("help-routes")
        asked = [row for _, row in routes.iterrows() if set(row["topics"].split()) & set(topics)]
        items = "".join(f"<li>{escape(row['label'])}: <strong>{calls(row['contact'])}</strong></li>" for row in asked)
        return (
            '<p><a href="https://www.bbc.co.uk/weather" rel="noreferrer">Exit this page</a></p>\n'
            f"<aside><p><strong>Get help now</strong></p><ul>{items}</ul>"
            f'<p><a href="{address("help.md")}">All places to get help</a></p></aside>'
        )

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def report_to(topics: str | list[str] = "") -> str:
        chosen = [topics] if isinstance(topics, str) and topics else list(topics)
        rows = texts("report-routes")
        return f"<dl>{''.join(reported(row) for _, row in (rows.loc[chosen] if chosen else rows).iterrows())}</dl>"

    def reported(row: Any) -> str:
        def route(name: str) -> str:
            of = texts("help-routes").loc[name]
            named = escape(of["label"])
            who = f'<a href="{of["link"]}">{named}</a>' if of["link"] != "none" else named
            return f"<dd>{who}: {calls(of['contact'])}. {escape(of['what'])}</dd>"

        return f"<dt>{escape(row['label'])}</dt>{''.join(map(route, row['routes'].split()))}"

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def known_issues(dataset: str) -> str:
        items = (
            f"<li><p>{escape(row['label'])}</p><ul><li>Where: {escape(row['where'])}</li>"
            f"<li>Success criterion that this fails: {escape(row['criterion'])}</li>"
            f"<li>Why: {escape(row['why'])}</li><li>Plan: {escape(row['plan'])}</li></ul></li>"
            for _, row in texts(dataset).iterrows()
        )
        return f"<ul>{''.join(items)}</ul>"

    # --- Areas ---

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def places() -> str:
        parts = []
        for each in geographies():
            items = (
                f'<li><a href="{address(f"areas/{each}/{area}.md")}">{escape(name)}</a></li>'
                for area, name in areas(each).items()
            )
            parts.append(f"<details><summary>{plural(each).capitalize()}</summary><ul>{''.join(items)}</ul></details>")
        return "\n".join(parts)

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def compare(geography: str, area: str = "") -> str:
        counts = [name for name in measures_of(geography) if counted(name)]

        def cell(name: str, row: str) -> str:
            return shown(name, row, counted(name)) if row in stored(name).index else "No figure"

        def heading(row: str, name: str) -> str:
            return name if row == area else f'<a href="{address(f"areas/{geography}/{row}.md")}">{escape(name)}</a>'

        headings = [geography.capitalize(), *(f"{about(each)['title']}, {about(each)['period']}" for each in counts)]
        rows = ([heading(row, name), *(cell(of, row) for of in counts)] for row, name in areas(geography).items())
        return table_of(headings, rows)

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def measures(geography: str, area: str) -> str:
        counts = [name for name in measures_of(geography) if counted(name)]
        return f"<ul>{''.join(''.join(measure(geography, area, name)) for name in counts)}</ul>"

    def measure(geography: str, area: str, name: str) -> Iterator[str]:
        column, title = counted(name), escape(about(name)["title"].partition(" by ")[0])
        yield "<li>"
        yield f'<h3><a href="{to_figure(name)}">{title}</a></h3>' if name in shown_on() else f"<h3>{title}</h3>"
        if area not in stored(name).index:
            yield f"<p>No figure is published for this {geography}.</p>"
        else:
            amounts = series(name, column, parts_of(name).index).sort_values(ascending=False)
            yield f"<p>{n(name, area, column)} {escape(about(name)['columns'][column].get('unit', ''))}</p>"
            if len(years(name)) > 1:
                yield f"<p>{change(name, area, 'previous', 'latest')} on the year before</p>"
            part = share(name, area, column, f"*/{column}")
            yield f"<p>{rank(name, area, column)} {plural(geography)}, with {part} of their total.</p>"
            yield "<p>Small number</p>" if amounts[area] < 50 else ""
            yield f"<p>{spark(list(amounts), list(amounts.index).index(area))}</p>"
            yield f"<p>{filled(about(name)['caveat'])}</p>" if "caveat" in about(name) else ""
        yield f"<p>{escape(about(name)['period'])}</p></li>"

    # --- The printed document ---

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def differences() -> str:
        differing = claims()[claims()["verdict"] == VERDICTS[2]]
        parts = []
        for path in sorted(differing["page"].unique(), key=in_order):
            rows = (
                (
                    f'<a href="{of_claim(row)}">{escape(row["label"])}</a><br>{escape(row["place"])}',
                    row["printed"],
                    row["now"],
                )
                for _, row in differing[differing["page"] == path].iterrows()
            )
            parts += [f"### {pages()[path][0]['title']}", table_of(("What", "Printed", "Worked out here"), rows)]
        return "\n\n".join(parts)

    def of_claim(row: Any) -> str:
        return address(row["page"]) + ("" if row["figure"] == "text" else f"#{figure_id(row['figure'])}")

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def reconciliation() -> str:
        return "The other editions of this site list every one of them here."

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def reconciliation_counts() -> str:
        counts = claims()["verdict"].value_counts()
        rows = [*((each.capitalize(), str(counts.get(each, 0))) for each in VERDICTS), ("All", str(len(claims())))]
        return table_of(("Verdict", "Number"), rows)

    @env.macro  # type: ignore[untyped-decorator]  # the plugin ships no types
    def same_quantities() -> str:
        data = texts("same-quantity")
        equal, rows = int((data["reason"] == "same").sum()), []
        for _, row in data[data["reason"] != "same"].iterrows():
            one, other = expression(row["one"]), expression(row["other"])
            why = f"{CODES.get(row['reason'], 'Another ' + row['reason'])}. {escape(row['note'])}"
            rows.append((escape(row["label"]), f"{number(one)} and {number(other)}", number(other - one), why))
        said = "Where the document gives one quantity in two places, the two were compared. "
        said += f"They are equal {equal} times and differ {len(rows)} times."
        return f"<p>{said}</p>\n" + table_of(("Quantity", "The two places", "Difference", "Why"), rows)
