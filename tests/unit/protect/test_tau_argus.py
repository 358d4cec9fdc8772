"""The range of each withheld cell is what Tau-Argus finds, the program of statistical offices, on random tables."""

from __future__ import annotations

import itertools
import math
import random
from pathlib import Path

import pytest
from pytauargus._tauargus import audit_jj
from small_tables import question, small, suppressed

from assess.protect.bounds import ranges
from assess.protect.cube import Cube, Tree, cube_of, name_of
from assess.protect.statements import Publication
from assess.protect.suppress import Question

FLAT = (Tree("row", {"all": tuple("abcdef")}), Tree("column", {"all": tuple("stuvw")}))
NESTED = (
    Tree(
        "ward", {"all": ("north", "south", "west"), "north": ("a", "b", "c"), "south": ("d", "e"), "west": ("f", "g")}
    ),
    Tree("year", {"all": tuple("uvwxy")}),
)
TWICE_NESTED = (
    NESTED[0],
    Tree("offence", {"all": ("theft", "harm"), "theft": ("bike", "shop", "car"), "harm": ("rob", "hit")}),
)
CUBIC = (Tree("ward", {"all": tuple("abcd")}), Tree("kind", {"all": tuple("stu")}), Tree("year", {"all": tuple("xyz")}))
KINDS = {"flat": FLAT, "nested": NESTED, "nested twice": TWICE_NESTED, "linked": CUBIC, "three dimensions": CUBIC}
SEEDS = range(4)
FAR, CLOSE = 10**6, 1e-6


def random_cube(trees: tuple[Tree, ...], noise: random.Random, size: float) -> Cube:
    """Counts of which some are small and some are none."""
    keys = itertools.product(*(tree.leaves for tree in trees))
    return cube_of(trees, {key: max(0, round(noise.lognormvariate(size, 1.1)) - 1) for key in keys})


def published(kind: str, seed: int) -> Publication:
    """A random table with the small cells withheld and those that protect them; every other table without the latter.

    Where tables are linked, only the two that have a total over a dimension are published.
    """
    noise = random.Random(f"{kind} {seed}")  # noqa: S311  # the same tables each time
    trees = KINDS[kind]
    cube = random_cube(trees, noise, 0.6 if kind == "linked" else 2.0)
    table = question(cube, 5)
    if kind == "linked":
        names = {name_of(trees, key): key for key in cube.numbers}
        unseen = frozenset(name for name, key in names.items() if "all" not in (key[0], key[2]))
        table = Question(table.numbers, table.sums, table.width, table.fixed - unseen, unseen)
    shown = {cell: number for cell, number in table.numbers.items() if cell not in table.unseen}
    primaries = small(shown, 5)
    if seed % 2:
        return table.publication(primaries)
    return table.publication(suppressed(table, primaries))


def written(publication: Publication) -> str:
    """A publication as Tau-Argus reads it: the format of its optimiser, a line a cell and a line a sum."""
    unknown = (*publication.withheld, *publication.unseen)
    cells = [*publication.numbers, *unknown]
    places = {cell: at for at, cell in enumerate(cells)}
    lines = ["0", f"{len(cells)}"]
    for cell, at in places.items():
        number, status = publication.numbers.get(cell, 1), "s" if cell in publication.numbers else "u"
        lines.append(f"{at} {number} 1 {status} 0 {FAR} 0 0 0")
    lines.append(f"{len(publication.statements)}")
    for each in publication.statements:
        assert each.least == each.most
        terms = " ".join(f"{places[cell]} ({weight})" for cell, weight in each.terms)
        lines.append(f"{each.least} {len(each.terms)} : {terms}")
    return "\n".join(lines) + "\n"


def of_tau_argus(publication: Publication, folder: Path) -> dict[str, tuple[float, float]]:
    file = folder / "table.jj"
    file.write_text(written(publication), "ascii")
    cells = [*publication.numbers, *publication.withheld, *publication.unseen]
    return {cells[each["cell"]]: (each["min"], each["max"]) for each in audit_jj(str(file))}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("kind", KINDS)
def test_it_is_what_tau_argus_finds(kind: str, seed: int, tmp_path: Path) -> None:
    publication = published(kind, seed)
    theirs = of_tau_argus(publication, tmp_path)
    assert theirs.keys() >= {*publication.withheld}
    assert len(publication.withheld) >= 5
    for ours in ranges(publication):
        least, most = theirs[ours.cell]
        assert (ours.least, ours.most) == (math.ceil(least - CLOSE), math.floor(most + CLOSE)), ours.cell
