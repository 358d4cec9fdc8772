"""The ledger of an edition: every bound number of its pages, where it came from, and that it is what its cells give."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import zip_longest
from operator import attrgetter

from assess.lineage.page_reader import Bound, Page
from assess.lineage.recomputation import Recomputation, UntraceableError
from assess.lineage.tongues import TONGUES
from redaction.data.dataset import Dataset

_ADDRESS = re.compile(r"([^\s(),/]+)/[^\s(),/]+/[^\s(),/]+")


@dataclass(frozen=True)
class Origins:
    """What the numbers of an edition, by its id, can come from.

    `sources` are the names of sources by id, `digests` the SHA-256 of each dataset's CSV by its id. `audiences` are
    those the edition reads, from the open one to the least open.
    """

    edition: str
    datasets: Mapping[str, Dataset]
    sources: Mapping[str, str]
    digests: Mapping[str, str]
    audiences: Sequence[str]


@dataclass(frozen=True)
class Entry:
    """A number in the ledger, as its CSV has it; `cells`, `sources` and `csv` hold several with spaces or semicolons.

    `how` is stored, change, share, ...; `audience` the least open of those whose folders its cells lie in. `correction`
    is the id of the one that says the number, `sheet` the sheet that it is on in each PDF of the edition.
    """

    edition: str
    page: str
    order: int
    place: str
    says: str
    value: str
    how: str
    formula: str
    cells: str
    sources: str
    audience: str
    csv: str
    sentence: str
    figure: str
    table: str
    correction: str = ""
    sheet: str = ""


STORED = "stored"
HEADER = tuple(field.name for field in fields(Entry))
HEADERS = (HEADER, HEADER[:-1], HEADER[:-2])  # corrections, and then sheets, came later than ledgers


def trace(
    pages: Iterable[Page], origins: Origins, cited: Mapping[Bound, str] | None = None
) -> tuple[list[Entry], list[str]]:
    """The entries of all pages, and every number that is not what its cells give; `cited` are numbers' corrections."""
    recomputation = Recomputation(origins.datasets)
    spoken = {name: recomputation.told_in(name) for name in TONGUES}
    entries, problems = [], []
    for page in pages:
        if page.unread:
            problems.append(f"{page.address}: bound numbers that stand outside the page's own text: {page.unread}")
        for number, following in zip_longest(page.numbers, page.numbers[1:]):
            fault = _fault(number, following, spoken[number.language or page.language])
            if fault:
                problems.append(_told(number, fault, origins))
            entries.append(_entry(number, origins, (cited or {}).get(number, "")))
    return entries, problems


def as_csv(entries: Iterable[Entry]) -> str:
    """The ledger as CSV (RFC 4180), in the order of pages and of numbers on them."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows(map(attrgetter(*HEADER), entries))
    return buffer.getvalue()


def datasets_of(number: Bound) -> list[str]:
    """The ids of the datasets that a number names, in the order in which it names them."""
    return list(dict.fromkeys(_ADDRESS.findall(" ".join((number.formula, *number.cells)))))


def _fault(number: Bound, following: Bound | None, recomputation: Recomputation) -> tuple[str, str] | None:
    """What a number says, or is, and what it should; none where they agree."""
    try:
        expected = recomputation.expected(number.formula)
    except UntraceableError:
        return number.text, "nothing that can be worked out"
    said = (number.text, number.value, number.by, _listed(number.cells))
    should = (expected.text, expected.value, expected.by, _listed(expected.cells))
    names = ("{}", "the value {}", "the computation {}", "the cells {}")
    for name, one, other in zip(names, said, should, strict=True):
        if one != other:
            return name.format(one), name.format(other)
    if expected.after and (number.following, _successor(number)) != (expected.after, following and following.formula):
        return f"{number.text}{(number.following or '').rstrip()}", f"{expected.text}{expected.after}another name"
    return None


def _successor(number: Bound) -> str:
    """The formula of the name that follows one of several."""
    place, _, rest = number.formula.partition(" of ")
    return f"{int(place) + 1} of {rest}"


def _listed(cells: Iterable[str]) -> str:
    return " ".join(sorted(set(cells)))


def _told(number: Bound, fault: tuple[str, str], origins: Origins) -> str:
    """A fault for people; nothing but the page of a number that not everybody may know."""
    names = datasets_of(number)
    is_open = names and all(
        name in origins.datasets and origins.datasets[name].audience == origins.audiences[0] for name in names
    )
    if not is_open:
        return f"{number.page}: number {number.order} on the page is not what its cells give"
    said, should = (f'"{each}"' for each in fault)
    place = ": ".join(filter(None, (number.page, number.place)))
    return f"{place}: the page says {said}, and its cells give {should}"


def _entry(number: Bound, origins: Origins, correction: str) -> Entry:
    found = [name for name in datasets_of(number) if name in origins.datasets]
    datasets = [origins.datasets[name] for name in found]
    sources = dict.fromkeys(source for dataset in datasets for source in dataset.descriptor.sources)
    audiences = [dataset.audience for dataset in datasets]
    return Entry(
        edition=origins.edition,
        page=number.page,
        order=number.order,
        place=number.place,
        says=number.text,
        value=number.value,
        how=number.by or STORED,
        formula=number.formula,
        cells=" ".join(number.cells),
        sources="; ".join(origins.sources[source] for source in sources),
        audience=max(audiences, key=origins.audiences.index, default=""),
        csv="; ".join(f"{name} {origins.digests[name]}" for name in found if name in origins.digests),
        sentence=number.sentence,
        figure=number.figure,
        table="; ".join(filter(None, (number.row, number.column))),
        correction=correction,
    )
