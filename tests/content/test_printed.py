"""Every row of every table that the signed-off document printed is on the public site, as printed, or is listed.

In `printed`, which the project's own code never reads:

- `index.tsv` names each table: its section, how it is printed, its figure on the site, and the columns of that
  figure in the order of print. A `turned table` has its rows as columns on the site. The cells of a table of
  `sentences` are carried as the hash of their words, and the numbers in them. A `list`, a sentence (`prose`) or a
  `cell` that prints several numbers is a table on the site; it counts for none of the shares.
- one file a table holds its labels and cells exactly as printed. A row printed with a hyphen before it is part of
  the one above.
- `differs.tsv` lists each cell that is shown otherwise, and why: `computed` where the site works out the number,
  `form` where the same is written otherwise, `other` where words say. A count is never among them, but for words
  printed around it.
- `reworded.tsv` says under which heading each key finding is told, and words by which to know it.
- `missing.tsv` lists each table with nothing to compare: printed as a picture, or withheld. How many rows it has is
  not known.
- `tally.tsv` is what the comparison comes to; `pytest tests/content --update-golden` writes it anew.
"""

from __future__ import annotations

import csv
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from html_tables import ShownCell, ShownRow, ShownTable, findings, notices, number, tables

PRINTED = Path(__file__).with_name("printed")
LISTS = {"index", "differs", "reworded", "missing", "tally"}
LABEL = "label"
ROW = "row"
SENTENCE = "Sentence"
NUMBERS = "Numbers"
SUMMARY = "summary"

# Columns in which a cell is printed once for all the rows under it.
PRINTED_ONCE = {("figure-21", "Priority Level")}
# What a table prints where it has no number; the site shows a code there.
NOT_GIVEN = {"", "NA", "N/A"}
CODES = {"[x]", "[z]"}
# The site puts a total before its parts, factors of one rank in the order of the matrix, the old priorities
# beside the new.
OTHER_ORDER = {"figure-02-ethnicity", "figure-44", "priorities-2022-23"}
# The site shows as parts what print has no hyphen before.
PARTS_WITHOUT_HYPHEN = {"figure-02-ethnicity", "figure-28", "figure-28-religions", "risk-matrix"}
# All that the table prints is words, or is worked out from numbers of another table.
NOTHING_STORED = {"figure-01", "figure-44", "priorities-2022-23", "priorities-2023-24"}
PRINTED_TABLES = 41
PRINTED_ROWS = 491
LEAST_SHARE = Fraction(99, 100)


@dataclass(frozen=True)
class Entry:
    """A line of the index: where a printed table stands on the site, and its columns there."""

    section: str
    form: str
    figure: str
    label_column: str
    columns: tuple[str, ...]

    @property
    def is_table(self) -> bool:
        """Whether the document prints it as a table."""
        return self.form in {"table", "turned table", "sentences"}


@dataclass(frozen=True)
class PrintedTable:
    """A table as printed: its columns, and each row's label and cells."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[str, ...]], ...]


@dataclass(frozen=True, order=True)
class Difference:
    """A cell that is not shown as printed; the column is the printed one, `label`, or `row` where no row is shown."""

    figure: str
    row: str
    column: str
    printed: str
    shown: str

    def __str__(self) -> str:
        if self.column == ROW:
            return f"{self.figure}: the row {self.printed!r} is not in the table of the site"
        return (
            f"{self.figure}, row {self.row!r}, column {self.column!r}: printed {self.printed!r}, shown {self.shown!r}"
        )


@dataclass(frozen=True)
class Pair:
    """A printed row and the shown row that is about the same, none where there is none."""

    label: str
    cells: tuple[str, ...]
    row: ShownRow | None


def read(name: str) -> list[list[str]]:
    with (PRINTED / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def index() -> dict[str, Entry]:
    header, *body = read("index")
    assert header == ["name", "section", "form", "figure", "label column", "columns"]
    found = {
        name: Entry(section, form, figure, label, tuple(columns.split(" | ")) if columns else ())
        for name, section, form, figure, label, columns in body
    }
    assert len(found) == len(body), "a table stands twice in index.tsv"
    return found


INDEX = index()
OF_NUMBERS = [name for name, entry in INDEX.items() if entry.form != "sentences"]
EVERY_TABLE = pytest.mark.parametrize("name", INDEX)
EVERY_TABLE_OF_NUMBERS = pytest.mark.parametrize("name", OF_NUMBERS)


def printed(name: str) -> PrintedTable:
    header, *body = read(name)
    rows = []
    above = [""] * len(header)
    for cells in body:
        assert len(cells) == len(header), cells
        full = [
            before if not cell and (name, column) in PRINTED_ONCE else cell
            for cell, before, column in zip(cells, above, header, strict=True)
        ]
        rows.append((full[0], tuple(full[1:])))
        above = full
    return PrintedTable(tuple(header[1:]), tuple(rows))


def differ_lines() -> list[list[str]]:
    header, *body = read("differs")
    assert header == ["figure", "row", "column", "printed", "shown", "kind", "reason"]
    return body


def listed() -> dict[Difference, str]:
    """The kind of each listed difference."""
    return {Difference(*cells[:5]): cells[5] for cells in differ_lines()}


def reworded() -> dict[str, tuple[str, str, str]]:
    """Of each printed key finding, by its hash: its printed label, its heading on the site, words it has there."""
    header, *body = read("reworded")
    assert header == ["row", "sentence", "heading", "says"]
    return {sentence: (row, heading, says) for row, sentence, heading, says in body}


def hashed(text: str) -> str:
    """The words of a sentence, as a sentence is carried: the first twelve digits of the SHA-256 of its words."""
    words = re.findall(r"[a-z0-9]+", re.sub(r"(?:https?://|www\.)\S+", " ", text).lower())
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:12]


@dataclass(frozen=True)
class Site:
    """An edition: its tables by the id of their figure, their pages, its stored numbers by their cells, its notices."""

    tables: Mapping[str, ShownTable]
    pages: Mapping[str, str]
    stored: Mapping[str, Fraction]
    codes: frozenset[str]
    not_supplied: Mapping[str, str]
    withheld: frozenset[tuple[str, str]]

    def table(self, name: str) -> ShownTable:
        """The table that a file of printed rows is about."""
        figure = INDEX[name].figure
        assert figure in self.tables, f"{name}: the site has no table of the figure {figure}"
        return self.tables[figure]

    def exact(self, cell: ShownCell) -> Fraction | None:
        """What a computed cell comes to, worked out here from the stored numbers it names; None for a code."""
        if not cell.by or cell.text.startswith("["):
            return None
        if cell.by == "sum" and all(name in self.stored or name in self.codes for name in cell.cells):
            return sum((self.stored[name] for name in cell.cells if name in self.stored), Fraction(0))
        if not all(name in self.stored for name in cell.cells):
            return None
        first, *rest = (self.stored[name] for name in cell.cells)
        if cell.by == "share":
            return first / sum(rest) * 100
        if cell.by in {"change", "difference"}:
            (later,) = rest
            return later - first if cell.by == "difference" else (later - first) / first * 100
        return None


@pytest.fixture(scope="session")
def site(sites: Path) -> Site:
    """The public edition as it stands in its HTML."""
    public = sites / "public"
    found: dict[str, ShownTable] = {}
    pages: dict[str, str] = {}
    not_supplied: dict[str, str] = {}
    withheld: set[tuple[str, str]] = set()
    for page in sorted({*public.rglob("*.html")} - {*(public / "embed").rglob("*.html")}):
        html, where = page.read_text("utf-8"), page.parent.name
        for table in tables(html):
            assert table.figure not in found, f"{table.figure} is on two pages"
            found[table.figure] = table
            pages[table.figure] = where
        pictures, sources = notices(html)
        not_supplied |= dict.fromkeys(pictures, where)
        withheld |= {(where, source) for source in sources}
    cells = [cell for table in found.values() for row in table.rows for cell in row.cells.values()]
    stored = {cell.cells[0]: Fraction(str(cell.value)) for cell in cells if cell.stored and cell.number is not None}
    codes = frozenset(cell.cells[0] for cell in cells if cell.stored and cell.text in CODES)
    (page,) = public.glob("1-executive-summary/1-3-*/index.html")
    rows = [ShownRow(heading, "", {"Finding": ShownCell(text)}) for heading, text in findings(page.read_text("utf-8"))]
    found[SUMMARY] = ShownTable(SUMMARY, "", "", ["Finding"], rows)
    pages[SUMMARY] = page.parent.name
    for entry in INDEX.values():
        if entry.form == "turned table" and entry.figure in found:
            found[entry.figure] = turned(found[entry.figure])
    return Site(found, pages, stored, codes, not_supplied, frozenset(withheld))


def rounded(value: Fraction, decimals: int) -> Decimal:
    """Half away from zero."""
    away = int(abs(value) * 10**decimals + Fraction(1, 2))
    return Decimal(away if value >= 0 else -away).scaleb(-decimals)


def only_a_number(text: str) -> bool:
    return bool(re.fullmatch(r"[-+\u2212]?[\d,]+(?:\.\d+)?%?", text))


def same(paper: str, screen: ShownCell, site: Site) -> bool:
    """Whether a cell says what was printed: the same text, or the same number to the decimals printed."""
    if paper == screen.text or (paper in NOT_GIVEN and screen.text in CODES):
        return True
    if not (only_a_number(paper) and only_a_number(screen.text)):
        return False
    exact = site.exact(screen)
    if exact is None:
        return number(paper) == screen.number and decimals(paper) == decimals(screen.text)
    return rounded(exact, decimals(paper)) == number(paper)


def decimals(text: str) -> int:
    return len(text.partition(".")[2].rstrip("%"))


def turned(table: ShownTable) -> ShownTable:
    """A table with its rows as columns."""
    rows = [
        ShownRow(column, "", {row.label: row.cells[column] for row in table.rows if column in row.cells})
        for column in table.columns
    ]
    return ShownTable(table.figure, table.dataset, table.caption, [row.label for row in table.rows], rows)


def numbers_in(text: str) -> list[str]:
    return re.findall(r"(?<![\d,.])\d+(?:,\d{3})*(?:\.\d+)?%?", text)


def numbers_not_in(printed_numbers: str, text: str) -> list[str]:
    """The printed numbers of a sentence that a text does not have, to the decimals printed."""
    shown = [Fraction(str(number(each))) for each in numbers_in(text)]
    return [
        each
        for each in printed_numbers.split()
        if number(each) not in {rounded(value, decimals(each)) for value in shown}
    ]


def shown_label(row: ShownRow, entry: Entry) -> str:
    return row.cells[entry.label_column].text if entry.label_column else row.label


def pairs(name: str, site: Site) -> list[Pair]:
    """Each printed row beside the shown one that is about the same: by its label, or the label listed in its stead."""
    entry = INDEX[name]
    left = list(site.table(name).rows)
    instead = {each.row: each.shown for each in listed() if each.figure == name and each.column == LABEL}
    found = []
    for label, cells in printed(name).rows:
        if entry.figure == SUMMARY:
            _, heading, says = reworded()[cells[0]]
            fits = [row for row in left if row.label == heading and says in row.cells["Finding"].text]
            assert len(fits) < 2, f"{name}: under {heading!r} several findings say {says!r}"
        else:
            wanted = [instead[label]] if label in instead else []
            wanted.append(label.removeprefix("- "))
            fits = [row for want in wanted for row in left if shown_label(row, entry) == want]
        row = fits[0] if fits else None
        left = [each for each in left if each is not row]
        found.append(Pair(f"{label} ({cells[0]})" if entry.figure == SUMMARY else label, cells, row))
    return found


def differences_of_row(name: str, pair: Pair, site: Site) -> list[Difference]:
    """Every cell of a row that is not shown as printed, or the row itself; a sentence is not compared."""
    entry = INDEX[name]
    if pair.row is None:
        return [Difference(name, pair.label, ROW, pair.label, "")]
    found = []
    label = shown_label(pair.row, entry)
    if entry.figure != SUMMARY and label != pair.label.removeprefix("- "):
        found.append(Difference(name, pair.label, LABEL, pair.label, label))
    for heading, column, cell in zip(printed(name).columns, entry.columns, pair.cells, strict=True):
        screen = pair.row.cells[column]
        if heading == NUMBERS and entry.form == "sentences":
            if numbers_not_in(cell, f"{pair.row.label} {screen.text}"):
                found.append(Difference(name, pair.label, heading, cell, " ".join(numbers_in(screen.text))))
        elif heading == SENTENCE and entry.form == "sentences":
            continue
        elif not same(cell, screen, site):
            found.append(Difference(name, pair.label, heading, cell, screen.text))
    return found


def differences(name: str, site: Site) -> list[Difference]:
    """Every cell of a table that is not shown as printed, and every row that is not there."""
    return [each for pair in pairs(name, site) for each in differences_of_row(name, pair, site)]


def told(problems: list[Difference]) -> str:
    return "".join(f"\n  {each}" for each in problems)


@EVERY_TABLE
def test_every_printed_cell_is_shown_as_printed_or_listed_as_different(name: str, site: Site) -> None:
    known = listed()
    unlisted = [each for each in differences(name, site) if each not in known]
    assert not unlisted, f"not as printed, and not in differs.tsv:{told(unlisted)}"


def test_every_listed_difference_is_one(site: Site) -> None:
    found = {each for name in INDEX for each in differences(name, site)}
    stale = sorted(set(listed()) - found)
    assert not stale, f"in differs.tsv, but no longer so on the site:{told(stale)}"


def test_every_listed_difference_has_a_reason_and_stands_once() -> None:
    body = differ_lines()
    assert len(listed()) == len(body)
    assert all(len(cells) == 7 and cells[6].strip() for cells in body)
    assert all(cells[3] != cells[4] for cells in body)


def test_every_listed_difference_is_of_the_kind_it_says(site: Site) -> None:
    """A difference in `form` shows the same number; what is `computed` names the cells it is worked out from."""
    known = listed()
    for name, entry in INDEX.items():
        columns = dict(zip(printed(name).columns, entry.columns, strict=True))
        for pair in pairs(name, site):
            for each in differences_of_row(name, pair, site):
                kind = known.get(each)
                assert kind in {None, "computed", "form", "other"}, str(each)
                if kind == "computed":
                    assert pair.row is not None, str(each)
                    assert pair.row.cells[columns[each.column]].by, str(each)
                if kind == "form":
                    assert each.column == LABEL or number(each.printed) == number(each.shown), str(each)
                if each.column == ROW:
                    assert kind in {None, "other"}, str(each)


@EVERY_TABLE_OF_NUMBERS
def test_no_stored_number_differs_whatever_is_listed(name: str, site: Site) -> None:
    compared = 0
    for pair in pairs(name, site):
        for column, cell in zip(INDEX[name].columns, pair.cells, strict=True):
            if pair.row is not None and pair.row.cells[column].stored and cell not in NOT_GIVEN:
                shown = pair.row.cells[column]
                where = f"{name}, row {pair.label!r}, column {column!r}: printed {cell!r}, shown {shown.text!r}"
                assert number(cell) == shown.number == number(str(shown.value)), where
                compared += 1
    assert name in NOTHING_STORED or compared >= len(printed(name).rows), f"{name}: {compared} compared"
    assert name not in NOTHING_STORED or compared == 0


@EVERY_TABLE_OF_NUMBERS
def test_a_row_printed_with_a_hyphen_is_part_of_the_one_above(name: str, site: Site) -> None:
    total = False
    for pair in pairs(name, site):
        if pair.row is None:
            continue
        hyphen, part = pair.label.startswith("- "), pair.row.kind.startswith("sub-row")
        assert part or total or not hyphen, f"{name}: {pair.label!r} is shown as no part"
        assert hyphen or not part or name in PARTS_WITHOUT_HYPHEN, f"{name}: {pair.label!r} is shown as a part"
        total = pair.row.kind == "total" or (total and hyphen)


@EVERY_TABLE
def test_rows_stand_in_the_order_of_print(name: str, site: Site) -> None:
    rows = site.table(name).rows
    places = [next(at for at, row in enumerate(rows) if row is pair.row) for pair in pairs(name, site) if pair.row]
    assert (places == sorted(places)) == (name not in OTHER_ORDER), f"{name}: places on the site {places}"


@EVERY_TABLE
def test_no_row_of_the_site_was_invented(name: str, site: Site) -> None:
    figure = INDEX[name].figure
    if figure == SUMMARY:
        return  # It gathers the findings of every section, more than section 1.3 prints.
    together = [other for other, entry in INDEX.items() if entry.figure == figure]
    known = [pair.row for other in together for pair in pairs(other, site)]
    extra = [row.label for row in site.table(name).rows if not any(row is each for each in known)]
    assert extra == [], f"{name}: rows of the site that were not printed: {extra}"


@EVERY_TABLE
def test_a_table_stands_in_the_section_that_prints_it(name: str, site: Site) -> None:
    entry = INDEX[name]
    site.table(name)
    assert site.pages[entry.figure].startswith(entry.section.replace(".", "-") + "-"), site.pages[entry.figure]


@EVERY_TABLE_OF_NUMBERS
def test_what_is_shown_and_was_not_printed_follows_from_what_was(name: str, site: Site) -> None:
    """No number of our own stands among the printed ones: a further column is computed, or words."""
    figure = INDEX[name].figure
    together = [entry for entry in INDEX.values() if entry.figure == figure]
    known = {column for entry in together for column in (*entry.columns, entry.label_column)}
    for row in site.table(name).rows:
        for column, cell in row.cells.items():
            words = cell.value is None and not only_a_number(cell.text)
            assert column in known or cell.by or words, (row.label, column)


@EVERY_TABLE_OF_NUMBERS
def test_every_number_names_the_cells_it_came_from(name: str, site: Site) -> None:
    table = site.table(name)
    for row in table.rows:
        for column, cell in row.cells.items():
            if cell.stored:
                assert len(cell.cells) == 1, (row.label, column)
                assert cell.cells[0].startswith(f"{table.dataset}/"), (row.label, column)
            elif cell.by and not cell.text.startswith("["):
                assert cell.cells, (row.label, column)


def test_sentences_are_told_in_the_sites_own_words(site: Site) -> None:
    """A sentence is not compared, so it must not be the printed one; its place and its numbers are compared."""
    compared = 0
    for name in set(INDEX) - set(OF_NUMBERS):
        at = printed(name).columns.index(SENTENCE)
        for pair in pairs(name, site):
            if pair.row is not None:
                shown = pair.row.cells[INDEX[name].columns[at]].text
                assert hashed(shown) != pair.cells[at], f"{name}: the printed sentence stands on the site: {shown}"
                assert len(shown.split()) > 4, f"{name}: {pair.label!r} is hardly told: {shown!r}"
                compared += 1
    assert compared > 40


def test_every_key_finding_is_placed_once() -> None:
    placed = reworded()
    assert len({(heading, says) for _, heading, says in placed.values()}) == len(placed)
    assert [(label, cells[0]) for label, cells in printed("key-findings").rows] == [
        (row, sentence) for sentence, (row, _, _) in placed.items()
    ]


def missing() -> list[tuple[str, str, str, str]]:
    """Each printed table with nothing to compare: its name, section, reason, and where the site says so."""
    header, *body = read("missing")
    assert header == ["table", "section", "reason", "where", "words"]
    assert all(len(cells) == 5 and all(cells) for cells in body)
    return [(table, section, reason, where) for table, section, reason, where, _ in body]


def test_every_table_listed_as_missing_is_and_the_site_says_why(site: Site) -> None:
    pictures, sources = set(), set()
    for table, section, reason, where in missing():
        folder = section.replace(".", "-") + "-"
        if reason == "image":
            shown = where in site.tables
            assert not shown, f"{table}: the site has a table of it"
            assert site.not_supplied.get(where, "").startswith(folder), f"{table}: no notice in section {section}"
            pictures.add(where)
        else:
            assert reason == "withheld", reason
            pages = {page for page, source in site.withheld if source == where and page.startswith(folder)}
            assert pages, f"{table}: no notice in section {section}"
            sources.add(where)
    assert pictures == set(site.not_supplied), "a figure whose data was not supplied is not in missing.tsv"
    assert sources == {"iquanta", "btp", "btuh-ae", "op-raptor"}


def test_every_computed_cell_of_the_site_is_what_its_cells_give(site: Site) -> None:
    compared = 0
    for table in site.tables.values():
        for row in table.rows:
            for column, cell in row.cells.items():
                exact = site.exact(cell)
                if exact is not None:
                    where = table.figure, row.label, column
                    assert rounded(exact, decimals(cell.text)) == cell.number == number(str(cell.value)), where
                    signed = cell.text.startswith(("+", "\u2212"))
                    assert signed == (cell.by not in {"share", "sum"} and cell.number != 0), where
                    compared += 1
    assert compared > 300


def test_every_rank_is_the_place_among_the_cells_it_names(site: Site) -> None:
    compared = 0
    for table in site.tables.values():
        for row in table.rows:
            for column, cell in row.cells.items():
                if cell.by == "rank" and cell.number is not None and "= most" in column:
                    own, *peers = (site.stored[name] for name in cell.cells)
                    from_the_top = "(1 = most" in column
                    ahead = sum(peer > own if from_the_top else peer < own for peer in peers)
                    assert cell.number == ahead + 1, (table.figure, row.label)
                    compared += 1
    assert compared > 80


def test_no_total_has_a_rank_among_its_parts(site: Site) -> None:
    ranked = {
        (table.figure, row.label, cell.text)
        for table in site.tables.values()
        for row in table.rows
        for cell in row.cells.values()
        if cell.by == "rank"
        and "total" in row.kind.split()
        and cell.cells[:1]
        and cell.cells[0].split("/")[1] == "total"
    }
    assert ranked == set()


def test_no_heading_says_its_unit_twice(site: Site) -> None:
    twice = [
        column
        for table in site.tables.values()
        for column in table.columns
        if (match := re.fullmatch(r"(.+) \((.+)\)", column)) and match[1].lower() == match[2].lower()
    ]
    assert twice == []


@dataclass(frozen=True)
class Found:
    """What became of the rows and cells of some printed tables."""

    tables: int
    rows: Counter[str]
    cells: Counter[str]

    @property
    def share(self) -> Fraction:
        """The share of the rows that the site has."""
        return 1 - Fraction(self.rows["not found"], self.rows.total())


def compared(names: list[str], site: Site) -> Found:
    """Count a row as found where it is there and each cell is as printed, reworded, or listed as different.

    Only cells that were printed are counted: what the site shows where print is blank makes no row another one.
    """
    known = listed()
    rows: Counter[str] = Counter()
    cells: Counter[str] = Counter()
    for name in names:
        headings = (LABEL, *printed(name).columns)
        for pair in pairs(name, site):
            different = differences_of_row(name, pair, site)
            otherwise = [each for each in different if each.printed]
            if pair.row is None or not all(each in known for each in different):
                rows["not found"] += 1
            else:
                rows["listed" if otherwise else "reworded" if SENTENCE in headings else "as printed"] += 1
            columns = {each.column: known.get(each, "not found") for each in different}
            for heading, cell in zip(headings, (pair.label, *pair.cells), strict=True):
                if cell:
                    told_otherwise = heading == SENTENCE or (heading == LABEL and INDEX[name].figure == SUMMARY)
                    kind = "not found" if pair.row is None else "reworded" if told_otherwise else "as printed"
                    cells[columns.get(heading, kind)] += 1
    return Found(len(names), rows, cells)


def tally(site: Site) -> str:
    """The comparison in numbers, a line a group of tables."""

    def line(what: str, found: Found, besides: int = 0) -> str:
        share = found.share * Fraction(found.rows.total(), found.rows.total() + besides)
        of_rows = [found.rows[kind] for kind in ("as printed", "listed", "reworded", "not found")]
        of_cells = [found.cells[kind] for kind in ("as printed", "computed", "form", "other", "reworded", "not found")]
        numbers = [found.tables + besides, found.rows.total() + besides, *of_rows[:3], of_rows[3] + besides]
        return "\t".join([what, *map(str, numbers), f"{rounded(share * 100, 1)}%", *map(str, of_cells)]) + "\n"

    def names(*forms: str) -> list[str]:
        return [name for name, entry in INDEX.items() if entry.form in forms]

    reasons = Counter(reason for _, _, reason, _ in missing())
    tables_printed = compared([name for name, entry in INDEX.items() if entry.is_table], site)
    head = (
        "what\ttables\trows\trows as printed\trows with a listed cell\trows reworded\trows not found\tfound\t"
        "cells as printed\tcells computed\tcells in another form\tcells otherwise\tcells reworded\tcells not found\n"
    )
    return (
        head
        + line("tables of numbers", compared(names("table", "turned table"), site))
        + line("tables of sentences", compared(names("sentences"), site))
        + line("every table of the text", tables_printed)
        + line("and each picture as one row", tables_printed, reasons["image"])
        + line("and each withheld table as one row", tables_printed, reasons.total())
        + line("not tables in print: lists, prose, a cell", compared(names("list", "prose", "cell"), site))
    )


def test_nearly_every_row_of_every_table_is_found(site: Site) -> None:
    for form in ({"table", "turned table"}, {"table", "turned table", "sentences"}):
        found = compared([name for name, entry in INDEX.items() if entry.form in form], site)
        lost = found.rows["not found"]
        assert found.share >= LEAST_SHARE, f"{lost} of {found.rows.total()} rows not found: {float(found.share):.1%}"


def test_the_tally_is_what_the_comparison_comes_to(site: Site, golden: Callable[[str, str], None]) -> None:
    golden("printed/tally.tsv", tally(site))


def test_the_printed_tables_are_all_there() -> None:
    assert {path.stem for path in PRINTED.glob("*.tsv")} == {*INDEX, *LISTS}
    assert sum(len(printed(name).rows) for name, entry in INDEX.items() if entry.is_table) == PRINTED_ROWS
    assert sum(entry.is_table for entry in INDEX.values()) == PRINTED_TABLES
