"""Measure our three audited editions against a naive build of one, and weigh our pages: `make bench`."""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.measuring import CommandFailedError, Run, run, tree_memory
from benchmarks.weight import FIRST_BUDGET, NEXT_BUDGET, Weight, weigh
from benchmarks.workbench import UnequalError, Workbench, check_equal, ours, peer, whole

COLD_TARGET, CHANGED_TARGET = 1.0, 0.5


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
class Measured:
    """A case, its runs in the order of the rounds, and the peak memory of all its processes together."""

    case: Case
    runs: tuple[Run, ...]
    memory: float


def main() -> int:
    """Measure and print; 1 where a build fails or the two sites do not hold the same."""
    options = _options()
    try:
        with tempfile.TemporaryDirectory(prefix="assess-bench-") as folder:
            _report_weights(_weights(Path(folder)))
            if not options.weight:
                _report(*_measure(Path(folder), options.runs))
    except (CommandFailedError, UnequalError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _measure(folder: Path, rounds: int) -> tuple[dict[str, int], list[Measured], list[Measured]]:
    own, other = ours(folder / "ours"), peer(folder / "peer")
    cold = [Case("ours, cold", own, own.empty), Case("peer, cold", other, other.empty)]
    changed = [
        Case("ours, one page changed", own, own.edit),
        Case("peer, one page changed", other, other.edit),
        Case("ours, nothing changed", own, lambda: None),
    ]
    for case in cold:  # a warm-up: the disk's cache and Python's bytecode
        case.once()
    held = check_equal(own.site, other.site)
    return held, _rounds(cold, rounds), _rounds(changed, rounds)


def _rounds(cases: Sequence[Case], rounds: int) -> list[Measured]:
    """Every case once a round, in turn, each second round backwards."""
    runs: dict[str, list[Run]] = {case.name: [] for case in cases}
    for index in range(rounds):
        for case in cases if index % 2 == 0 else reversed(cases):
            runs[case.name].append(case.once())
            _say(f"{case.name}: {runs[case.name][-1].wall:.2f} s")
    return [Measured(case, tuple(runs[case.name]), case.memory()) for case in cases]


def _report(held: Mapping[str, int], cold: Sequence[Measured], changed: Sequence[Measured]) -> None:
    print(f"Both public sites hold {', '.join(f'{count} {what}' for what, count in held.items())}.\n")
    print("Our three audited editions / the naive peer's one (median of the pairs, least to most)")
    print(f"{'':<40}{'wall time':^24}{'processor time':^24}{'memory':>8}")
    (own_cold, peer_cold), (own_changed, peer_changed, unchanged) = cold, changed
    _print_ratio("cold", own_cold, peer_cold, COLD_TARGET)
    _print_ratio("one page changed", own_changed, peer_changed, CHANGED_TARGET)
    _print_ratio("nothing / one page changed", unchanged, peer_changed, None)
    print("\nFor orientation only: seconds (least, median, most) and megabytes")
    print(f"{'':<26}{'wall':^20}{'processor':^20}{'largest process':>18}{'all together':>14}")
    for each in (*cold, *changed):
        print(
            f"{each.case.name:<26}{_spread([run.wall for run in each.runs]):^20}"
            f"{_spread([run.processor for run in each.runs]):^20}"
            f"{max(run.largest for run in each.runs):>18.0f}{each.memory:>14.0f}"
        )


def _weights(folder: Path) -> list[Weight]:
    bench = whole(folder / "whole")
    run(bench.command)
    return weigh(bench.site)


def _report_weights(weights: Sequence[Weight]) -> None:
    print("\nWhat a reader loads, compressed (kB of 1000 bytes), heaviest page first; a search loads more")
    print(f"{'':<76}{'first visit':>12}{'next page':>12}")
    for each in weights:
        first, following = each.first / 1000, each.page / 1000
        missed = each.first > FIRST_BUDGET or each.page > NEXT_BUDGET
        print(f"{each.name or '(home)':<76}{first:>12.1f}{following:>12.1f}{'  MISSED' if missed else ''}")
    print(f"Budgets: {FIRST_BUDGET / 1000:.0f} for a first visit, {NEXT_BUDGET / 1000:.0f} for the next page.")


def _print_ratio(name: str, own: Measured, other: Measured, target: float | None) -> None:
    pairs = list(zip(own.runs, other.runs, strict=True))
    wall = [a.wall / b.wall for a, b in pairs]
    processor = [a.processor / b.processor for a, b in pairs]
    memory = f"{own.memory / other.memory:.2f}" if other.memory else "-"
    wanted = "" if target is None else f" (target {target:.1f}: {'met' if median(wall) <= target else 'MISSED'})"
    print(f"{name + wanted:<40}{_range(wall):^24}{_range(processor):^24}{memory:>8}")


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
