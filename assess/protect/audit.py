"""The site audit: which withheld counts all that is published gives away, by which statements, and what mends it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assess.protect.bounds import ContradictionError, Range, is_any_narrow, ranges
from assess.protect.inferred import inferred
from assess.protect.policy import Measure
from assess.protect.published import Counts, has_withheld
from assess.protect.solver import UndecidedError
from assess.protect.statements import Publication, Statement, World, zeros_are_shown
from redaction.data.dataset import Dataset

_TABLE = "the other numbers of its tables"


@dataclass(frozen=True)
class Narrowed:
    """A statement that helps to give withheld counts away: which dataset has them, how many, and what mends it.

    `says` is what is published, in words. One without a mend is of the tables themselves.
    """

    says: str
    dataset: str
    cells: int
    width: int
    mend: str = ""
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Contradicted:
    """A dataset whose published numbers agree with no counts at all."""

    dataset: str


@dataclass(frozen=True)
class Undecided:
    """A dataset of which no answer was found in time."""

    dataset: str


Finding = Narrowed | Contradicted | Undecided


@dataclass(frozen=True)
class Audited:
    """What an audit found, and the publication with the range of each withheld cell where it is protected."""

    findings: tuple[Finding, ...]
    publications: tuple[tuple[int, Publication, tuple[Range, ...]], ...] = ()


def audited(
    datasets: Mapping[str, Dataset],
    audience: str,
    measures: Sequence[Measure] = (),
    released: Mapping[str, int] | None = None,
) -> Audited:
    """The audit of what readers of an audience's folder see; `released` are numbers that went out, by address."""
    if not any(has_withheld(each) and each.audience == audience for each in datasets.values()):
        return Audited(())
    counts = Counts(datasets, audience, measures)
    said = (*counts.sums(), *inferred(counts), *_elsewhere(counts), *_released(counts, released or {}))
    said = (*said, *zeros_are_shown(_above_zero(counts, measures)))
    widths = {cell: _width(address[0], measures) for cell, address in counts.withheld.items()}
    findings: list[Finding] = []
    publications = []
    for width in sorted(set(widths.values())):
        cells = tuple(cell for cell, own in widths.items() if own == width)
        publication, known = _without_chance(replace(_publication(counts.shown, cells, said), slices=counts.slices))
        try:
            found = ranges(publication, width, known)
        except ContradictionError as error:
            findings += [Contradicted(name) for name in _datasets(counts, error.cells)]
        except UndecidedError:
            findings += [Undecided(name) for name in _datasets(counts, cells)]
        else:
            narrow = [each.cell for each in found if each.is_narrower_than(width)]
            findings += _causes(counts, publication, narrow, width) if narrow else ()
            publications.append((width, publication, (*found,)))
    return Audited((*findings,), (*publications,))


def _publication(shown: Mapping[str, int], cells: tuple[str, ...], said: Iterable[Statement]) -> Publication:
    said = tuple(said)
    named = dict.fromkeys(cell for each in said for cell, _ in each.terms)
    asked = frozenset(cells)
    return Publication(shown, cells, said, tuple(cell for cell in named if cell not in shown and cell not in asked))


def _without_chance(publication: Publication) -> tuple[Publication, Sequence[World]]:
    """A publication without what is inferred and contradicts what is known, as it held by chance; with its worlds."""
    if (worlds := _worlds(publication)) is not None:
        return publication, worlds
    known = replace(publication, statements=tuple(each for each in publication.statements if not each.inferred))
    for says in dict.fromkeys(each.says for each in publication.statements if each.inferred):
        more = tuple(each for each in publication.statements if each.inferred and each.says == says)
        further = replace(known, statements=(*known.statements, *more))
        known = further if _worlds(further) is not None else known
    return known, ()


def _worlds(publication: Publication) -> Sequence[World] | None:
    """Worlds that agree with everything, or none where there are none; the first that are found."""
    try:
        found = ranges(publication, 0)
    except ContradictionError:
        return None
    return found[0].worlds if found else ()


def _elsewhere(counts: Counts) -> Iterable[Statement]:
    for cell, dataset, number in counts.shown_elsewhere():
        mend = f'Withhold the same cells in "{dataset}"'
        yield Statement(f'the same counts, shown in "{dataset}"', ((cell, 1),), number, number, mend)


def _above_zero(counts: Counts, measures: Sequence[Measure]) -> list[str]:
    """The withheld cells that are no zeros, since the policy of their table shows these."""
    shown = {table.dataset for each in measures if each.zeros_shown for table in each.tables}
    return [cell for cell, (dataset, *_) in counts.withheld.items() if dataset in shown]


def _released(counts: Counts, released: Mapping[str, int]) -> Iterable[Statement]:
    mend = "Show those numbers, which are out already, and withhold others"
    for address, number in released.items():
        dataset, row, column = address.split("/")
        cell = counts.name((dataset, row, column))
        if cell in counts.withheld:
            yield Statement("the release that went out", ((cell, 1),), number, number, mend)


def _width(dataset: str, measures: Sequence[Measure]) -> int:
    """The width that a policy asks for; without one a count must only not be known exactly."""
    return next((each.width for each in measures if any(table.dataset == dataset for table in each.tables)), 1)


def _causes(counts: Counts, publication: Publication, narrow: Collection[str], width: int) -> Iterable[Finding]:
    """The fewest statements without which the cells are not narrow, one by one left out until nothing more need be."""
    sources = [*dict.fromkeys((each.says, each.mend) for each in publication.statements if each.mend)]
    if _narrow_without(publication, sources, narrow, width):
        for name, cells in _datasets(counts, narrow).items():
            yield Narrowed(_TABLE, name, cells, width)
        return
    single = [each for each in sources if not _narrow_without(publication, [each], narrow, width)]
    needed = single[:1] or sources
    for each in [] if single else sources:
        fewer = [other for other in needed if other != each]
        if not _narrow_without(publication, fewer, narrow, width):
            needed = fewer
    first = next(iter(_datasets(counts, narrow)))
    for says, mend in needed:
        others = tuple(other for other, _ in needed if other != says)
        yield Narrowed(says, first, len(narrow), width, mend, others)


def _narrow_without(
    publication: Publication, sources: Collection[tuple[str, str]], narrow: Collection[str], width: int
) -> bool:
    """Whether some cells are still narrow without what some sources say."""
    kept = tuple(each for each in publication.statements if (each.says, each.mend) not in sources)
    others = tuple(cell for cell in (*publication.withheld, *publication.unseen) if cell not in narrow)
    asked = tuple(cell for cell in publication.withheld if cell in narrow)
    fewer = replace(publication, withheld=asked, statements=kept, unseen=others)
    return is_any_narrow(fewer, width)


def _datasets(counts: Counts, cells: Iterable[str]) -> dict[str, int]:
    """The datasets that withhold some cells, with how many of them each does."""
    found: dict[str, int] = {}
    for cell in cells:
        if cell in counts.withheld:
            name = counts.withheld[cell][0]
            found[name] = found.get(name, 0) + 1
    return found
