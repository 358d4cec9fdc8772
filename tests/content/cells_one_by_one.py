"""Worlds that differ from the committed one in a single cell, and what each macro call of each page makes of them."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from html import unescape
from pathlib import Path

from assess.load.editions import policy_of
from assess.load.sources import Sources
from assess.project.layout import Project
from macros.charts.chart import Chart
from macros.language.site_map import PublishedPage, SiteMap
from macros.language.template import MacroCall, RestrictedBlock, Template, parse_template, render_template
from macros.pages.page import site_map_of
from macros.vocabulary.vocabulary import MACROS, Vocabulary
from redaction.data.dataset import LABEL, Cell, Dataset
from redaction.diagnostics.front_matter import split_front_matter
from redaction.redact import redact
from redaction.selection import with_selected_rows
from redaction.view import View

RENAMED = "Under another name"
REPRINTED = "printed as 9,876"
# They choose by verdict which rows they show, so that a cell moves rows and not only numbers. Their numbers are tried
# in test_ledger_claims.py, and worked out again at every build.
RECONCILING = ("differences", "reconciliation", "reconciliation_counts", "same_quantities")
PICTURES = "figure_list"  # small pictures of charts, which are held to their cells where they stand
HERE = "\0"
NAMES = re.compile(f"{HERE}(?:(?:, | and ){HERE})+")  # where numbers tie, a list of names grows
NUMBER = re.compile(
    r'<data value="([^"]*)" data-cell="([^"]*)"(?: data-by="([^"]*)")?(?: data-formula="([^"]*)")?>(.*?)</data>'
)
CHART = re.compile(r"<svg.*?</svg>", re.DOTALL)
# What may change with a number although it is none itself: how dark it is shaded, and which codes are explained.
NOTE = re.compile(r'(?:<li>|<p class="figure__caveat">)(.*?)(?:</li>|</p>)', re.DOTALL)
DESCRIBED = re.compile(r'(?<=<script type="application/ld\+json">).*?(?=</script>)', re.DOTALL)
DRESS = re.compile(r' heat-\d|<p class="table__codes">.*?</p>\n?')


class Read(dict[str, Dataset]):
    """The datasets of a View, and which of them were looked at."""

    def __init__(self, datasets: dict[str, Dataset]) -> None:
        super().__init__(datasets)
        self.names: set[str] = set()

    def __getitem__(self, name: str) -> Dataset:
        self.names.add(name)
        return super().__getitem__(name)


@dataclass(frozen=True)
class Number:
    """A bound number in what a call gives."""

    says: str
    value: str
    cells: frozenset[str]
    by: str
    formula: str


@dataclass(frozen=True)
class Said:
    """What a call gives: its numbers, its chart, and all else."""

    numbers: dict[tuple[str, int], Number]
    chart: str
    rest: str


@dataclass(frozen=True)
class Call:
    """A call on a page."""

    page: PublishedPage
    part: MacroCall | RestrictedBlock

    def says(self, view: View, site: SiteMap) -> Said:
        """What it gives in a world."""

        def draw(chart: Chart, _: str) -> str:
            return f"<svg>{chart}</svg>"

        vocabulary = Vocabulary(view, lambda: self.page, site, draw=draw, archive="all.zip")
        text = render_template(Template((self.part,), ()), vocabulary.call)
        chart = "".join(CHART.findall(text))
        text = DRESS.sub("", CHART.sub("", text))
        notes = [" ".join(unescape(re.sub(r"<[^>]*>", "", note)).split()) for note in NOTE.findall(text)]
        text = DESCRIBED.sub(lambda found: without_notes(found[0], notes), text)
        numbers: dict[tuple[str, int], Number] = {}
        seen: Counter[str] = Counter()
        for value, cells, by, formula, said in NUMBER.findall(text):
            asked = formula or cells
            seen[asked] += 1
            numbers[asked, seen[asked]] = Number(unescape(said), unescape(value), frozenset(cells.split()), by, asked)
        return Said(numbers, chart, NAMES.sub(HERE, NUMBER.sub(HERE, text)))


def without_notes(described: str, notes: list[str]) -> str:
    """What machines are told of a dataset, less the notes that stand beside it word for word."""
    told = json.loads(described)
    for note in notes:
        told["description"] = told["description"].replace(note, HERE)
    return json.dumps(told)


@dataclass(frozen=True)
class Assessment:
    """The committed public edition: its View, its calls, what each gives, and which datasets each looks at."""

    view: View
    site: SiteMap
    calls: tuple[Call, ...]
    said: tuple[Said, ...]
    readers: dict[str, tuple[int, ...]]

    def cells(self) -> list[str]:
        """Every cell that is a number, the name of a row, or a text that a page quotes."""
        quoted = {cell for said in self.said for number in said.numbers.values() for cell in number.cells}
        return [
            cell
            for dataset in self.view.datasets.values()
            if not dataset.descriptor.selection
            for row in dataset.rows
            for column in dataset.descriptor.columns
            if (cell := f"{dataset.id}/{row.id}/{column.name}") in quoted or column.is_numeric or column.name == LABEL
        ]

    def worlds(self, address: str) -> Iterator[View]:
        """The same edition with one cell far above all others of its column, then far below; or with another text."""
        name, row_id, column = address.split("/")
        dataset = self.view.datasets[name]
        others = [row.cells[column].number for row in dataset.rows]
        known = [number for number in others if number is not None]
        old = next(row for row in dataset.rows if row.id == row_id).cells[column]
        if old.number is None and not old.code:
            cells = [Cell(RENAMED if column == LABEL else REPRINTED)]
        else:
            places = Decimal(1).scaleb(-max(0, -int(old.number.as_tuple().exponent)) if old.number is not None else 0)
            far = max(map(abs, known), default=Decimal(0)) * 10 + 1007  # also where it is one term of a sum that ranks
            values = [each.quantize(places) for each in (far, -far)]
            code = old.code if old.number is not None else ""
            cells = [Cell(f"{value:f} {code}".strip(), value, code) for value in values]
        for cell in cells:
            rows = tuple(
                replace(row, cells={**row.cells, column: cell}) if row.id == row_id else row for row in dataset.rows
            )
            changed = {**self.view.datasets, name: replace(dataset, rows=rows)}
            yield with_selected_rows(replace(self.view, datasets=changed))


def traced(part: object) -> bool:
    """Whether a part of a page is a call whose numbers follow single cells."""
    return isinstance(part, RestrictedBlock) or (
        isinstance(part, MacroCall) and part.name not in (*RECONCILING, PICTURES)
    )


def committed(root: Path) -> Assessment:
    """The public edition of the committed project, every call made once."""
    project = Project(root)
    policy = policy_of(project)
    sources = Sources(project, policy)
    edition = next(each for each in policy.editions.values() if each.audiences == (policy.open_audience,))
    folder = sources.open_folder
    view = redact(folder.datasets, folder.prose, policy, edition)
    pages = sources.docs.pages
    assert [*folder.problems, *sources.docs.problems] == []
    site = site_map_of(sources.settings.sections, pages, view)
    calls = []
    for page in pages:
        published = next((each for each in site.pages if each.path == page.path), None)
        if published is None:  # a page for other readers
            continue
        parts = parse_template(split_front_matter(page.text).body, MACROS).parts
        calls += [Call(published, part) for part in parts if traced(part)]
    said, readers = [], {}
    for index, call in enumerate(calls):
        read = Read(dict(view.datasets))
        said.append(call.says(replace(view, datasets=read), site))
        for name in list(read.names):
            selection = view.datasets[name].descriptor.selection
            read.names |= {selection.dataset} if selection else set()
        for name in read.names:
            readers.setdefault(name, []).append(index)
    return Assessment(view, site, tuple(calls), tuple(said), {name: tuple(found) for name, found in readers.items()})
