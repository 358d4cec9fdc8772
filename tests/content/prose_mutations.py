"""Mistakes planted in the committed pages and notes, one at a time, and which gate finds each.

Where a mistake may be planted is decided here, by lists of its own, and not by what the checks look for.
"""

from __future__ import annotations

import csv
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path

import markdown
from printed_numbers import LIST, Page, Printed, printed_in
from visible_text import text_in

from assess.lint.texts import texts_of_descriptor
from assess.lint.wording.apply import known_of, page_faults, sentence_faults, typed_in_page
from assess.lint.wording.unsupported import Reader
from assess.load.sources import Sources
from assess.project.layout import Project
from assess.project.settings import Settings
from macros.language.site_map import PublishedPage
from macros.language.words import words_of
from macros.pages.page import PageFile, pages_for, site_map_of
from macros.pages.validation import check_page, dataset_faults
from macros.vocabulary.sentences import SENTENCE_MACROS
from macros.vocabulary.vocabulary import Vocabulary
from redaction.data.assemble import assemble
from redaction.data.csv_table import parse_csv
from redaction.data.dataset import Dataset
from redaction.data.descriptor import parse_descriptor
from redaction.diagnostics.front_matter import split_front_matter
from redaction.diagnostics.yaml_document import parse_yaml
from redaction.policy import Policy
from redaction.reader import read_policy
from redaction.redact import redact
from redaction.view import View

KINDS = ("flip a direction", "alter a digit", "paste from another row", "swap two columns")
_OPPOSITES = [
    "rise/fall",
    "rises/falls",
    "rose/fell",
    "risen/fallen",
    "rising/falling",
    "increase/decrease",
    "increases/decreases",
    "increased/decreased",
    "more/fewer",
    "higher/lower",
    "highest/lowest",
    "larger/smaller",
    "largest/smallest",
    "most/fewest",
    "better/worse",
    "above/below",
    "favourable/unfavourable",
    "commonest/rarest",
    "growth/decline",
    "grew/shrank",
    "less/more",
    "fewer/more",
    "largest/smallest",
    "majority/minority",
    "greater/lesser",
    "over/under",
]
_PAIRS = {one: other for pair in _OPPOSITES for one, other in (pair.split("/"), pair.split("/")[::-1])}
_WORD = re.compile(rf"\b(?:{'|'.join(sorted(_PAIRS, key=len, reverse=True))})\b", re.IGNORECASE)
# Over and under that do not compare: these flips would make nonsense and no falsehood.
# A cell of a table, a line of front matter, or else a paragraph or an item of a list.
_BLOCK = re.compile(
    r"(?<=\|)[^|\n]+(?=\|)|^ *[a-z_]+: .*$|(?:(?!\|)[^\n]+(?:\n|\Z))+?(?=\s*\n|[ \t]*[-*] |  - |\||\Z)|[^|\n]+",
    re.MULTILINE,
)
_NO_COMPARISON = re.compile(
    r"over (?:the|fly|sex|time|a|three|6)\b(?! quarter)|under (?:the|age|\d|Integrated)|\d or under|"
    r"[Uu]nder way|over mental|high-rise|Seabrooke Rise|"
    r"better (?:environment|equipped|off|air|understand|safeguarded|response|access)|more than once|"
    r"most similar|at most|most likely|\{:? ?[.#][^}\n]*\}",  # the last is a class or an id, which nobody reads
    re.IGNORECASE,
)
_NUMBER_MACRO = re.compile(r"\{\{ (?:n|change|difference|share|rank|total|highest|lowest)\(")
_CALL = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
_URL = re.compile(r"\]\([^)]*\)|https?://\S+|^(?:sources|after|audience):.*$", re.MULTILINE)
_VALUED = re.compile(
    r"\{\{ (?P<macro>n|change|difference|share|rank)\('(?P<dataset>[^']+)', '(?P<row>[^']+)'(?P<rest>[^}]*)\}\}"
)
_NOTE = re.compile(r'(?m)^(?:notes:\n(?:  - .*\n?)+|    note: ".*")')
_PER_KIND = 50


@dataclass(frozen=True)
class Mutation:
    """One mistake: what kind, on which page, at which line, and what stood there and stands there now."""

    kind: str
    page: str
    line: int
    before: str
    after: str
    text: str

    def __str__(self) -> str:
        return (
            f"{self.kind} | {self.page}:{self.line} | {' '.join(self.before.split())} -> {' '.join(self.after.split())}"
        )


@dataclass(frozen=True)
class Judge:
    """The gates over the public edition of the committed project."""

    root: Path

    @cached_property
    def project(self) -> Project:
        return Project(self.root)

    @cached_property
    def sources(self) -> Sources:
        return Sources(self.project, self.policy)

    @property
    def settings(self) -> Settings:
        return self.sources.settings

    @cached_property
    def policy(self) -> Policy:
        return read_policy(self.project.policy)

    @cached_property
    def view(self) -> View:
        edition = next(each for each in self.policy.editions.values() if each.id == "public")
        folder = self.sources.open_folder
        return redact(folder.datasets, folder.prose, self.policy, edition)

    @cached_property
    def pages(self) -> dict[str, PageFile]:
        return {page.path: page for page in pages_for(self.sources.docs.pages, self.view.edition)}

    @cached_property
    def descriptors(self) -> dict[str, PageFile]:
        """The descriptors of the open data, as the files that they are."""
        files = (self.root / "data" / "public").glob("*.yaml")
        return {path.name: PageFile(path.name, path.read_text("utf-8")) for path in sorted(files)}

    @cached_property
    def vocabulary(self) -> Vocabulary:
        site = site_map_of(self.settings.sections, self.pages.values(), self.view)
        return Vocabulary(self.view, lambda: PublishedPage("index.md", ""), site, draw=lambda *_: "<svg></svg>")

    @cached_property
    def printed(self) -> dict[str, list[Printed]]:
        """The numbers of the printed document, by the page that shows them now."""
        found: dict[str, list[Printed]] = {}
        with LIST.open(encoding="utf-8", newline="") as lines:
            for row in printed_in(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)):
                found.setdefault(row.page, []).append(row)
        return found

    def caught_by(self, page: PageFile) -> str:
        """The first gate that a changed page or descriptor does not pass; nothing where it passes all."""
        gates = self.gates if page.path in self.pages else self.gates_of_notes
        return next((name for name, gate in gates.items() if gate(page)), "")

    @cached_property
    def gates_of_notes(self) -> dict[str, Callable[[PageFile], bool]]:
        return {
            "names and expectations (check)": lambda file: bool(self._unsound(self._dataset(file))),
            "words and numbers (check)": lambda file: bool(self._wording_of_notes(file, self._dataset(file))),
        }

    def _dataset(self, file: PageFile) -> Dataset:
        """The dataset with a changed descriptor."""
        document = parse_yaml(f"data/public/{file.path}", file.text)
        descriptor = parse_descriptor(file.path.removesuffix(".yaml"), document)
        table = self.root / "data" / "public" / f"{descriptor.id}.csv"
        found = parse_csv(table.name, table.read_bytes()) if table.exists() else None
        dataset = assemble(descriptor, document, found, "public")
        return replace(dataset, rows=self.view.datasets[dataset.id].rows)  # those of a selection are another's

    def _unsound(self, dataset: Dataset) -> list[object]:
        return list(dataset_faults(dataset, self.vocabulary, ()))

    def _wording_of_notes(self, file: PageFile, dataset: Dataset) -> list[object]:
        wording, known = self._wordings
        reader = Reader(wording, known)  # type: ignore[arg-type]
        document = parse_yaml(f"data/public/{file.path}", file.text)
        read = [(each, words_of(each.text, SENTENCE_MACROS)) for each in texts_of_descriptor(document)]
        problems = [
            fault for each, words in read if words for fault in reader.typed_faults(each.file, words, each.line)
        ]
        view = replace(self.view, datasets={**self.view.datasets, dataset.id: dataset})
        return [*problems, *sentence_faults(reader, dataset, view)]

    @cached_property
    def gates(self) -> dict[str, Callable[[PageFile], bool]]:
        return {
            "names and expectations (check)": lambda page: bool(check_page(page, self.vocabulary)),
            "words and numbers (check)": lambda page: bool(self._wording(page)),
            "printed numbers (test)": self._lost,
        }

    @cached_property
    def _wordings(self) -> tuple[object, object]:
        wording = self.sources.wording
        return wording, known_of(wording, self.view.datasets.values(), self.pages.values(), self.settings)

    def _wording(self, page: PageFile) -> list[object]:
        wording, known = self._wordings
        reader = Reader(wording, known)  # type: ignore[arg-type]
        problems: list[object] = [*typed_in_page(reader, page), *page_faults(reader, page, self.view)]
        idle = [each for each in reader.unused() if each.page == page.name]
        return [*problems, *idle]

    def _lost(self, page: PageFile) -> bool:
        """Whether a number of print that the committed page shows is no longer there."""
        name = page.path.removesuffix("index.md").removesuffix(".md").rstrip("/") or "."
        rows = [row for row in self.printed.get(name, []) if not row.reason]
        shown = Page(self.text(self.pages[page.path]))
        now = Page(self.text(page))
        return any(shown.shows(row) and not now.shows(row) for row in rows)

    def text(self, page: PageFile) -> str:
        """The visible text of a page."""
        matter = split_front_matter(page.text)
        findings = tuple(text for text, _ in page.texts[2:-1])
        published = PublishedPage(page.path, "", findings)
        vocabulary = Vocabulary(self.view, lambda: published, self.vocabulary.site, draw=lambda *_: "<svg></svg>")
        filled = vocabulary.text(matter.body)
        html = markdown.markdown(filled, extensions=["tables", "attr_list"])
        return text_in(f"<article>{html}</article>")


def mutations(judge: Judge, seed: int, per_kind: int = _PER_KIND) -> list[Mutation]:
    """Seeded mistakes, so many of each kind, none twice and none that readers would not see."""
    chance = random.Random(seed)  # noqa: S311  # a seed that repeats is wanted
    chosen: list[Mutation] = []
    for kind, plant in zip(KINDS, (_flips, _digits, _pastes, _swaps), strict=True):
        places = [place for page in judge.pages.values() for _, place in plant(judge, page)]
        places += [
            place for file in judge.descriptors.values() for at, place in plant(judge, file) if _in_note(file.text, at)
        ]
        chance.shuffle(places)
        found: dict[tuple[str, str], Mutation] = {}
        for place in places:
            mutation = place(chance)
            if mutation is not None:
                found.setdefault((mutation.page, mutation.text), mutation)
            if len(found) == per_kind:
                break
        chosen += [Mutation(kind, *rest) for rest in (_parts(each) for each in found.values())]
    return chosen


Place = Callable[[random.Random], Mutation | None]
Placed = Iterator[tuple[int, Place]]  # where it begins in its file


def _in_note(text: str, at: int) -> bool:
    return any(note.start() <= at < note.end() for note in _NOTE.finditer(text))


def _parts(mutation: Mutation) -> tuple[str, int, str, str, str]:
    return mutation.page, mutation.line, mutation.before, mutation.after, mutation.text


def _changed(page: PageFile, start: int, end: int, after: str) -> Mutation:
    text = page.text[:start] + after + page.text[end:]
    return Mutation("", page.path, page.text.count("\n", 0, start) + 1, page.text[start:end], after, text)


def _flips(_: Judge, page: PageFile) -> Placed:
    """Words that compare, in paragraphs, cells and findings that hold a bound number; those in `says` among them."""
    for block in _BLOCK.finditer(page.text):
        if not _NUMBER_MACRO.search(block[0]) or block[0].startswith(("title:", "description:")):
            continue
        skipped = [found.span() for found in _URL.finditer(block[0])] + [
            found.span() for found in _CALL.finditer(block[0]) if "says(" not in found[0]
        ]
        skipped += [found.span() for found in _NO_COMPARISON.finditer(block[0])]
        skipped += [(found.start(1), found.end(1)) for found in re.finditer(r"says\('[^']*'(.*?)\) \}\}", block[0])]
        for found in _WORD.finditer(block[0]):
            if not any(start <= found.start() < end for start, end in skipped):
                start = block.start() + found.start()
                yield (
                    start,
                    lambda _, start=start, found=found: _changed(
                        page, start, start + len(found[0]), _as(found[0], _PAIRS[found[0].lower()])
                    ),
                )


def _as(before: str, after: str) -> str:
    return after.capitalize() if before[0].isupper() else after


def _digits(_: Judge, page: PageFile) -> Placed:
    """Digits that readers see and somebody typed."""
    hidden = [found.span() for pattern in (_CALL, _URL) for found in pattern.finditer(page.text)]
    for found in re.finditer(r"\d", page.text):
        at = found.start()
        if not any(start <= at < end for start, end in hidden) and not _list_place(page.text, at):
            yield (
                at,
                lambda chance, at=at: _changed(
                    page, at, at + 1, chance.choice([each for each in "0123456789" if each != page.text[at]])
                ),
            )


def _list_place(text: str, at: int) -> bool:
    line = text[text.rfind("\n", 0, at) + 1 : at + 4]
    return bool(re.match(r"\d+\. ", line))


def _pastes(judge: Judge, page: PageFile) -> Placed:
    """Numbers taken from another row of the same table: half as a call, half as digits."""
    for found in _VALUED.finditer(page.text):
        yield found.start(), lambda chance, found=found: _pasted(judge, page, found, chance)


def _pasted(judge: Judge, page: PageFile, found: re.Match[str], chance: random.Random) -> Mutation | None:
    dataset = judge.view.datasets.get(found["dataset"])
    others = [row.id for row in dataset.rows if row.id != found["row"]] if dataset else []
    if not others:
        return None
    row = chance.choice(others)
    after = found[0].replace(f"'{found['dataset']}', '{found['row']}'", f"'{found['dataset']}', '{row}'")
    said, was = judge_says(judge, after), judge_says(judge, found[0])
    if said is None or said == was:
        return None
    return _changed(page, *found.span(), said if chance.random() < 0.5 else after)


def judge_says(judge: Judge, call: str) -> str | None:
    """What readers see of a call; nothing where it cannot be made."""
    try:
        return re.sub(r"<[^>]*>", "", judge.vocabulary.text(call))
    except Exception:  # noqa: BLE001  # a mistake that cannot even be made is no mistake that readers see
        return None


def _swaps(judge: Judge, page: PageFile) -> Placed:
    """Two columns exchanged: within a call, between two calls of a line, or one for another of the table."""
    calls = [found for found in _VALUED.finditer(page.text) if found["dataset"] in judge.view.datasets]
    for found in calls:
        columns = _columns(judge, found)
        named = re.findall(r"'([^']+)'", found["rest"])
        if len(named) == 2 and found["macro"] in ("change", "difference"):
            after = found[0].replace(f"'{named[0]}', '{named[1]}'", f"'{named[1]}', '{named[0]}'")
            yield found.start(), lambda _, found=found, after=after: _changed(page, *found.span(), after)
        elif named and len(columns) > 1:
            yield (
                found.start(),
                lambda chance, found=found, named=named: _with_column(judge, page, found, named[0], chance),
            )
    for one, other in pairwise(calls):
        if one["dataset"] == other["dataset"] and one["row"] == other["row"] and one["rest"] != other["rest"]:
            between = page.text[one.end() : other.start()]
            if "\n" not in between:
                after = other[0] + between + one[0]
                yield (
                    one.start(),
                    lambda _, one=one, other=other, after=after: _changed(page, one.start(), other.end(), after),
                )


def _columns(judge: Judge, found: re.Match[str]) -> list[str]:
    descriptor = judge.view.datasets[found["dataset"]].descriptor
    return [column.name for column in (*descriptor.numeric_columns, *descriptor.derived)]


def _with_column(
    judge: Judge, page: PageFile, found: re.Match[str], column: str, chance: random.Random
) -> Mutation | None:
    own = judge.view.datasets[found["dataset"]].descriptor.column_named(column)
    other = chance.choice([each for each in _columns(judge, found) if each != own] or [own])
    after = found[0].replace(f"'{found['row']}', '{column}'", f"'{found['row']}', '{other}'")
    said = judge_says(judge, after)
    return None if said is None or said == judge_says(judge, found[0]) else _changed(page, *found.span(), after)
