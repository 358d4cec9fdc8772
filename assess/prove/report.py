"""A proof as a table for the terminal, and as a file beside each edition that it is of."""

from __future__ import annotations

import json
import os
from pathlib import Path

from assess.prove.proof import Proof

_HEADER = ("edition", "tried", "result")


def table(proof: Proof) -> list[str]:
    """One line for each thing that was tried, then what follows from all of them."""
    rows = [(line.edition, line.tried, line.result if line.holds else f"FAILS: {line.result}") for line in proof.lines]
    widths = [max(len(row[at]) for row in (_HEADER, *rows)) for at in range(2)]
    lines = [f"{one:<{widths[0]}}  {two:<{widths[1]}}  {three}" for one, two, three in (_HEADER, *rows)]
    failed = sum(not line.holds for line in proof.lines)
    if failed:
        return [*lines, "", f"Not proved: {failed} of {len(proof.lines)} lines fail"]
    same = [f"{edition} is the same in {count} worlds" for edition, count in proof.worlds.items()]
    rest = [f"Nothing to prove of {each}: it reads what every audience may see" for each in proof.of_everything]
    return [*lines, "", *([f"Proved: {'; '.join(same)}"] if same else []), *rest]


def keep(proof: Proof, out: Path) -> None:
    """Put the proof of each edition where its site stands; one that fails takes away what stood there."""
    for edition in proof.trees:
        path = out / f"{edition}.proof.json"
        if proof.holds:
            out.mkdir(parents=True, exist_ok=True)
            made = path.with_name(f".{path.name}.{os.getpid()}")
            made.write_text(json.dumps(proof.of(edition), indent=1) + "\n", "utf-8")
            made.replace(path)
        else:
            path.unlink(missing_ok=True)
