"""Witnesses as a file: what is published, and for each withheld cell two worlds that agree with all of it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping

from assess.protect.bounds import Range
from assess.protect.statements import Publication, World


def witnesses(
    publication: Publication, ranges: Iterable[Range], width: int, tables: Mapping[str, str] | None = None
) -> str:
    """The file, as JSON; `tables` gives the cell behind each `DATASET/ROW/COLUMN` that shows one."""
    found = [*ranges]
    unknown = [*publication.withheld, *publication.unseen]
    worlds: dict[int, World] = {id(world): world for each in found for world in each.worlds}
    places = {name: at for at, name in enumerate(worlds)}
    cells = {name: at for at, name in enumerate(unknown)}
    hers = {
        "width": width,
        "tables": dict(tables or {}),
        "numbers": dict(publication.numbers),
        "unknown": unknown,
        "statements": [
            {"says": each.says, "terms": dict(each.terms), "least": each.least, "most": each.most}
            for each in publication.statements
        ],
        "worlds": [[world.get(name, 0) for name in cells] for world in worlds.values()],
        "withheld": {
            each.cell: {
                "least": each.least,
                "most": each.most,
                "exact": each.exact,
                "worlds": [places[id(world)] for world in each.worlds],
            }
            for each in found
        },
    }
    return json.dumps(hers, ensure_ascii=False, separators=(",", ":"), sort_keys=True) + "\n"
