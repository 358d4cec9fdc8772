"""The gauntlet: leaks put into everything that is built or read, and the gate that stopped each.

A leak is a cell of a restricted source beside the words that say what it is, in a form that people write, or a sentence
of its prose. Each is tried with the project's own gates: what a build refuses before it renders (check), its recorded
reads (read), the confinement of its renderer (shut in), the audit of a finished site (audit), the scanner on any
file (scanner), the proof by differential builds (proof), what a build puts in place (promote), `assess verify`
(verify), and messages that say places and never values (messages). A case that no gate stops is told, and fails.
"""

from __future__ import annotations

import random
import sys
import time
from collections import Counter
from collections.abc import Sequence

from cases import Gauntlet, Result
from leaks_after_a_build import committed, delivered, stale
from leaks_by_arithmetic import by_arithmetic
from leaks_by_code import computed, told
from leaks_in_files import by_hand, in_drawings, in_embeds, in_files, in_forms, in_pictures, in_the_site
from leaks_in_pages import by_theme, by_tricks, done_wrong, typed
from workshop import Workshop

SEED = 20230520
FAMILIES = (
    in_files,
    in_forms,
    in_drawings,
    by_hand,
    in_the_site,
    typed,
    by_tricks,
    done_wrong,
    by_theme,
    computed,
    stale,
    delivered,
    told,
    committed,
    in_pictures,
    in_embeds,
    by_arithmetic,  # the last: each family draws its sample behind those before it
)


def run(at: Workshop, chance: random.Random | None = None) -> list[Result]:
    """Run the gauntlet in a workshop: everything, or of each channel one leak by chance."""
    results: list[Result] = []
    for family in FAMILIES:
        start, before = time.monotonic(), len(results)
        own = None if chance is None else random.Random(chance.random())  # noqa: S311  # whatever other families try
        results += family(Gauntlet(at, own))
        took, through = time.monotonic() - start, sum(not each.stopped for each in results[before:])
        said = f"{family.__name__}: {len(results) - before} cases, {through} not stopped, in {took:.0f} s"
        print(said, file=sys.stderr, flush=True)
    return results


def table(results: Sequence[Result]) -> list[str]:
    """The channels with the gates that stopped what was put into them, and the total."""
    channels: dict[tuple[str, str], Counter[str]] = {}
    for each in results:
        channels.setdefault((each.family, each.channel), Counter())[each.gate or "NOT STOPPED"] += 1
    width = max(len(channel) for _, channel in channels)
    lines = [f"{'family':15}  {'channel':{width}}  {'cases':>5}  stopped by"]
    for (family, channel), gates in channels.items():
        told = ", ".join(f"{gate} {count}" for gate, count in gates.most_common())
        lines.append(f"{family:15}  {channel:{width}}  {gates.total():5}  {told}")
    gates = Counter((each.gate or "NOT STOPPED").partition(":")[0] for each in results)
    stopped = sum(each.stopped for each in results)
    lines += ["", "By gate: " + ", ".join(f"{gate} {count}" for gate, count in gates.most_common())]
    lines += [f"NOT STOPPED: {each.channel}: {each.source}, {each.form}" for each in results if not each.stopped]
    lines.append(f"{stopped} of {len(results)} leaks stopped, in {len(channels)} channels")
    return lines
