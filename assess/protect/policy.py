"""The policy of small counts, `redaction/protection.yml`: what may be shown of each measure."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from assess.protect.cube import Key, Tree
from redaction.diagnostics.errors import Problem
from redaction.diagnostics.schema import (
    boolean,
    faults,
    list_of,
    mapping_of,
    one_of,
    optional,
    slug,
    table_of,
    text,
    whole_number,
)
from redaction.diagnostics.suggestions import expected_one_of
from redaction.diagnostics.yaml_document import Path, YamlDocument

FILE = "redaction/protection.yml"
SUPPRESS, ROUND, COARSEN = "suppress", "round", "coarsen"
Mode = Literal["suppress", "round", "coarsen"]
_BASES = ("3", "5")
_PERCENT = 100

_TABLE = {
    "rows": slug,
    "columns": slug,
    optional("where"): table_of(slug),
    optional("audience"): slug,
    optional("whole"): boolean,
}
_MEASURE = mapping_of(
    {
        "threshold": whole_number,
        "width": whole_number,
        "mode": one_of(SUPPRESS, ROUND, COARSEN),
        optional("base"): one_of(*_BASES),
        optional("zeros"): one_of("shown", "protected"),
        optional("dominance"): mapping_of({"largest": whole_number, "percent": whole_number}),
        optional("p_percent"): whole_number,
        optional("coarsen"): list_of(slug),
        "counts": text,
        optional("measure"): slug,
        "trees": table_of(table_of(list_of(slug))),
        optional("labels"): table_of(text),
        "tables": table_of(mapping_of(_TABLE)),
    }
)
SHAPE = table_of(_MEASURE)


@dataclass(frozen=True)
class Table:
    """A dataset of the site that shows part of a measure: the dimension of its rows and that of its columns.

    `where` is the node of each other dimension. A table that is `whole` is not protected, and is for readers who may
    see the counts as they are.
    """

    dataset: str
    rows: str
    columns: str
    where: Mapping[str, str]
    audience: str
    whole: bool


@dataclass(frozen=True)
class Measure:
    """Counts of the same things, and what may be shown of them.

    A count above 0 and below `threshold` is withheld, and so are zeros that are `zeros_protected`, and a count of which
    the `largest` contributors have more than `largest_percent`, or of which the second largest could tell the largest
    to within `p_percent`. Where `zeros_shown`, every zero is, so readers know that `[c]` is above it; otherwise a
    zero may be withheld beside others. Two worlds must differ by `width` at each withheld cell. `counts` is the file of
    the pack with the single cells, and `column` the one that holds their numbers, where it has several.
    """

    id: str
    threshold: int
    width: int
    mode: Mode
    counts: str
    column: str
    trees: tuple[Tree, ...]
    tables: tuple[Table, ...]
    base: int = 0
    zeros_protected: bool = False
    zeros_shown: bool = False
    largest: int = 0
    largest_percent: int = _PERCENT
    p_percent: int = 0
    coarsened: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)


def cells_of(table: Table, trees: tuple[Tree, ...]) -> dict[tuple[str, str], Key]:
    """The cell behind each row and column of a table."""
    by_name = {tree.name: tree for tree in trees}
    rows, columns = by_name[table.rows].nodes, by_name[table.columns].nodes
    return {
        (row, column): tuple({table.rows: row, table.columns: column, **table.where}[tree.name] for tree in trees)
        for row, column in itertools.product(rows, columns)
    }


def parse_protection(document: YamlDocument, open_audience: str) -> tuple[tuple[Measure, ...], list[Problem]]:
    """The measures of the policy, and every fault of it; one with faults has none."""
    problems = faults(document, SHAPE)
    if problems:
        return (), problems
    content: Mapping[str, Any] = document.content
    problems = [problem for name, said in content.items() for problem in _faults(document, name, said)]
    problems += _twice(document, content)
    return (() if problems else tuple(_measure(name, said, open_audience) for name, said in content.items())), problems


def _measure(name: str, said: Mapping[str, Any], open_audience: str) -> Measure:
    trees = tuple(
        Tree(dimension, {node: (*parts,) for node, parts in tree.items()}) for dimension, tree in said["trees"].items()
    )
    tables = tuple(_table(dataset, table, trees, open_audience) for dataset, table in said["tables"].items())
    dominance = said.get("dominance", {})
    return Measure(
        id=name,
        threshold=int(said["threshold"]),
        width=int(said["width"]),
        mode=said["mode"],
        counts=said["counts"],
        column=said.get("measure", ""),
        trees=trees,
        tables=tables,
        base=int(said.get("base", 0)),
        zeros_protected=said.get("zeros") == "protected",
        zeros_shown=said.get("zeros") == "shown",
        largest=int(dominance.get("largest", 0)),
        largest_percent=int(dominance.get("percent", _PERCENT)),
        p_percent=int(said.get("p_percent", 0)),
        coarsened=tuple(said.get("coarsen", ())),
        labels=said.get("labels", {}),
    )


def _table(dataset: str, said: Mapping[str, Any], trees: Iterable[Tree], open_audience: str) -> Table:
    where = {tree.name: said.get("where", {}).get(tree.name, tree.top) for tree in trees}
    shown = {said["rows"], said["columns"]}
    others = {name: node for name, node in where.items() if name not in shown}
    audience = said.get("audience", open_audience)
    return Table(dataset, said["rows"], said["columns"], others, audience, said.get("whole") == "true")


def _faults(document: YamlDocument, name: str, said: Mapping[str, Any]) -> Iterator[Problem]:
    def problem(path: Path, found: str, expected: str, advice: str = "") -> Problem:
        return document.problem("protection-policy", (name, *path), found, expected, advice)

    mode, threshold, width = said["mode"], int(said["threshold"]), int(said["width"])
    if threshold < 2:
        yield problem(("threshold",), f"{threshold}", "at least 2: a count below it is withheld")
    if width < 1:
        yield problem(("width",), f"{width}", "at least 1: how far apart two worlds are at each withheld cell")
    if (mode == ROUND) != ("base" in said):
        yield problem(
            (),
            '"base" without rounding' if "base" in said else 'no "base"',
            "`base: 3` or `base: 5` with `mode: round` alone",
        )
    elif mode == ROUND and width >= int(said["base"]):
        yield problem(
            ("width",), f"{width}", f"less than the base: what is rounded to 0 is at most {int(said['base']) - 1}"
        )
    if (mode == COARSEN) != ("coarsen" in said):
        yield problem(
            (),
            '"coarsen" in another mode' if "coarsen" in said else 'no "coarsen"',
            "the dimensions to merge, first the one that matters least, with `mode: coarsen` alone",
        )
    for key, percent in (("dominance", said.get("dominance", {}).get("percent")), ("p_percent", said.get("p_percent"))):
        if percent is not None and not 0 < int(percent) <= _PERCENT:
            yield problem((key,), percent, "a percentage from 1 to 100")
    nodes: dict[str, frozenset[str]] = {}
    for dimension, tree in said["trees"].items():
        found = [*_tree_faults(tree)]
        yield from (problem(("trees", dimension, *path), what, expected) for path, what, expected in found)
        nodes[dimension] = frozenset([*tree, *(part for parts in tree.values() for part in parts)])
    yield from _name_faults(document, name, said, nodes)


def _tree_faults(tree: Mapping[str, list[str]]) -> Iterator[tuple[Path, str, str]]:
    """What is wrong with a tree: a part of two nodes, and anything but one top from which all is reached."""
    seen: dict[str, str] = {}
    for node, parts in tree.items():
        if not parts:
            yield (node,), "no parts", "the parts that add up to it"
        for part in parts:
            if part in seen:
                yield (node,), f'"{part}", which is part of "{seen[part]}" too', "each part once"
            seen[part] = node
    tops = [node for node in tree if node not in seen]
    if len(tops) != 1:
        found = "no top" if not tops else f"{len(tops)} tops: {', '.join(tops)}"
        yield (), found, "one node that holds all others, and no node that holds itself"
    elif len(tree) + sum(part not in tree for part in seen) > len(_reached(tree, tops[0])):
        yield (), "nodes that hold one another", "one node that holds all others, and no node that holds itself"


def _reached(tree: Mapping[str, list[str]], top: str) -> set[str]:
    reached, waiting = set[str](), [top]
    while waiting:
        node = waiting.pop()
        if node not in reached:
            reached.add(node)
            waiting += tree.get(node, [])
    return reached


def _name_faults(
    document: YamlDocument, name: str, said: Mapping[str, Any], nodes: Mapping[str, frozenset[str]]
) -> Iterator[Problem]:
    """Names of dimensions and nodes that the trees do not have."""

    def unknown(path: Path, kind: str, found: str, known: Iterable[str]) -> Problem:
        return document.problem(
            "unknown-name", (name, *path), f'unknown {kind} "{found}"', expected_one_of(found, kind, known)
        )

    for place, dimension in enumerate(said.get("coarsen", ())):
        if dimension not in nodes:
            yield unknown(("coarsen", place), "dimension", dimension, nodes)
    for dataset, table in said["tables"].items():
        path = ("tables", dataset)
        named: dict[Path, str] = {("rows",): table["rows"], ("columns",): table["columns"]}
        named |= {("where", dimension): dimension for dimension in table.get("where", {})}
        for key, dimension in named.items():
            if dimension not in nodes:
                yield unknown((*path, *key), "dimension", dimension, nodes)
        if table["rows"] == table["columns"]:
            expected = "a dimension for the rows and another for the columns"
            yield document.problem("protection-policy", (name, *path), f'"{table["rows"]}" twice', expected)
        for dimension, node in table.get("where", {}).items():
            if dimension in nodes and node not in nodes[dimension]:
                yield unknown((*path, "where", dimension), "node", node, nodes[dimension])


def _twice(document: YamlDocument, content: Mapping[str, Any]) -> Iterator[Problem]:
    """Datasets that two measures name."""
    owners: dict[str, str] = {}
    for name, said in content.items():
        for dataset in said["tables"]:
            if dataset in owners:
                found = f'"{dataset}", which is a table of "{owners[dataset]}" too'
                yield document.problem("protection-policy", (name, "tables", dataset), found, "each dataset once")
            owners[dataset] = name
