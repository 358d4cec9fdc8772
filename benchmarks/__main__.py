"""Measure our three audited editions against a plain build of one, and weigh our pages: `make bench`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from benchmarks.measuring import CommandFailedError, Run, run, tree_memory
from benchmarks.weight import FIRST_BUDGET, NEXT_BUDGET, Weight, weigh
from benchmarks.workbench import NOT_IN_PEER, UnequalError, Workbench, check_equal, ours, peer, whole

# Wall time of three audited editions to that of one plain one.
TARGETS = {"cold": 1.0, "one page changed": 0.25, "a CSV cell changed": 0.35, "nothing changed": 0.15}


@dataclass(frozen=True)
class Case:
    """A situation to build in: how it is called, where, and what is done before each build."""

    name: str
    bench: Workbench
    prepare: Callable[[], None]

    def once(self) -> Run:
        """One build."""
        self.prepare()
        return run(self.bench.command)

    def memory(self) -> float:
        """The memory of one more build."""
        self.prepare()
        return tree_memory(self.bench.command)


@dataclass(frozen=True)
class Pair:
    """A situation, our case and the peer's in it, and the runs of each in the order of the rounds."""

    name: str
    own: Case
    other: Case
    own_runs: list[Run] = field(default_factory=list)
    other_runs: list[Run] = field(default_factory=list)

    def once(self, *, backwards: bool) -> None:
        """Build on both sides, one after the other."""
        sides = [(self.own, self.own_runs), (self.other, self.other_runs)]
        for case, runs in reversed(sides) if backwards else sides:
            runs.append(case.once())
            _say(f"{case.name}: {runs[-1].wall:.2f} s, {runs[-1].processor:.2f} s of processor time")

    def ratios(self, of: Callable[[Run], float]) -> list[float]:
        """Ours to the peer's, round by round."""
        return [of(own) / of(other) for own, other in zip(self.own_runs, self.other_runs, strict=True)]


def main() -> int:
    """Measure and print; 1 where a build fails or the two sites do not hold the same."""
    options = _options()
    try:
        with tempfile.TemporaryDirectory(prefix="assess-bench-") as folder:
            if options.weight:
                bench = whole(Path(folder) / "whole")
                run(bench.command)
                _report_weights(weigh(bench.site))
            else:
                _measure(Path(folder), options.runs)
    except (CommandFailedError, UnequalError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _measure(folder: Path, rounds: int) -> None:
    own, other = ours(folder / "ours"), peer(folder / "peer")
    run(other.command)  # a warm-up of both: the disk's cache and Python's bytecode
    run(own.command)
    held = check_equal(own.site, other.site)
    _report_weights(weigh(own.site))
    pairs = [
        _pair("cold", (own, own.empty), (other, other.empty)),
        _pair("one page changed", (own, own.edit), (other, other.edit)),
        _pair("a CSV cell changed", (own, own.edit_cell), (other, other.edit_cell)),
        _pair("nothing changed", (own, _nothing), (other, _nothing)),
    ]
    for index in range(rounds):
        for pair in pairs:
            pair.once(backwards=index % 2 == 1)
    memory = (pairs[0].own.memory(), pairs[0].other.memory())
    _report(held, pairs, memory)


def _pair(name: str, own: tuple[Workbench, Callable[[], None]], other: tuple[Workbench, Callable[[], None]]) -> Pair:
    return Pair(name, Case(f"ours, {name}", *own), Case(f"peer, {name}", *other))


def _nothing() -> None:
    """Nothing is done before a build."""


def _report(held: Mapping[str, int], pairs: Sequence[Pair], memory: tuple[float, float]) -> None:
    lacking = ", ".join(f"{count} of {what}" for what, count in NOT_IN_PEER.items())
    print(f"\nBoth public sites hold {', '.join(f'{count} {what}' for what, count in held.items())}.")
    print(f"Ours holds what the peer does not make: {lacking}. It builds two further editions.\n")
    print("Our three audited editions / the peer's one (median of the pairs, least to most)")
    print(f"{'':<44}{'wall time':^24}{'processor time':^24}")
    for pair in pairs:
        wall, processor = pair.ratios(lambda run: run.wall), pair.ratios(lambda run: run.processor)
        target = TARGETS[pair.name]
        wanted = f"{pair.name} (target {target:.2f}: {'met' if median(wall) <= target else 'MISSED'})"
        print(f"{wanted:<44}{_range(wall):^24}{_range(processor):^24}")
    print("\nFor orientation only: seconds (least, median, most) and megabytes")
    print(f"{'':<26}{'wall':^20}{'processor':^20}{'largest process':>18}")
    for pair in pairs:
        for case, runs in ((pair.own, pair.own_runs), (pair.other, pair.other_runs)):
            times = f"{_spread([run.wall for run in runs]):^20}{_spread([run.processor for run in runs]):^20}"
            print(f"{case.name:<26}{times}{max(run.largest for run in runs):>18.0f}")
    if all(memory):
        print(f"All processes together, cold: ours {memory[0]:.0f} MB, the peer {memory[1]:.0f} MB")


def _report_weights(weights: Sequence[Weight]) -> None:
    print("\nWhat a reader loads, compressed (kB of 1000 bytes), heaviest page first; a search loads more")
    print(f"{'':<76}{'first visit':>12}{'next page':>12}")
    for each in weights:
        first, following = each.first / 1000, each.page / 1000
        missed = each.first > FIRST_BUDGET or each.page > NEXT_BUDGET
        print(f"{each.name or '(home)':<76}{first:>12.1f}{following:>12.1f}{'  MISSED' if missed else ''}")
    print(f"Budgets: {FIRST_BUDGET / 1000:.0f} for a first visit, {NEXT_BUDGET / 1000:.0f} for the next page.")


def _range(values: Sequence[float]) -> str:
    return f"{median(values):.2f} ({min(values):.2f} to {max(values):.2f})"


def _spread(values: Sequence[float]) -> str:
    return f"{min(values):.2f} {median(values):.2f} {max(values):.2f}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--runs", type=_positive, default=7, metavar="N", help="rounds of each case (default: 7)")
    parser.add_argument("--weight", action="store_true", help="weigh the pages, and measure no time")
    return parser.parse_args()


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("expected 1 or more")
    return number


def _say(what: str) -> None:
    if sys.stderr.isatty():
        print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
