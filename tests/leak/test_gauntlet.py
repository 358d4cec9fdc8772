"""A sample of the gauntlet: channels once, few of those that need own builds or audits; `make leaks` is the whole."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

import gauntlet
import mutants
import pytest
from cases import Result
from workshop import Workshop


@pytest.fixture(scope="module")
def results(at: Workshop) -> Sequence[Result]:
    return gauntlet.run(at, random.Random(gauntlet.SEED))  # noqa: S311  # a seed


def test_every_leak_is_stopped(results: Sequence[Result]) -> None:
    assert len(results) > 250
    assert [each for each in results if not each.stopped] == []


def test_every_kind_of_gate_stops_something_and_every_source_is_tried(results: Sequence[Result], at: Workshop) -> None:
    gates = {word for each in results for word in each.gate.partition(":")[0].split(" and ")}
    expected = {"scanner", "audit", "check", "open data", "read", "renderer", "proof", "promote", "verify", "messages"}
    assert expected <= gates
    assert {each.source for each in results} == set(at.facts)


def test_a_leak_that_nothing_stops_is_told_and_counted() -> None:
    stopped = Result("file", "a letter", "rail-police", "1234", "scanner: number")
    through = Result("file", "a whisper", "rail-police", "1234", "")
    said = "\n".join(gauntlet.table([stopped, through]))
    assert "NOT STOPPED: a whisper: rail-police, 1234" in said
    assert "1 of 2 leaks stopped" in said


def test_every_seeded_fault_still_applies_and_is_told_once() -> None:
    root = Path(__file__).resolve().parent.parent.parent
    listed = mutants.listed()
    assert len(listed) >= 50
    assert [each.what for each in listed if not each.applies(root) or each.old == each.new] == []
    assert len({(each.file, each.old, each.new) for each in listed}) == len(listed)
    for each in listed:
        for killer in each.killers:
            file, _, test = killer.partition("::")
            assert (root / file).is_file()
            assert not test or f"def {test.partition('[')[0]}(" in (root / file).read_text("utf-8"), killer


def test_a_seeded_fault_is_killed_and_a_harmless_change_survives() -> None:
    killer = ("tests/unit/redaction/test_errors.py::test_a_value_is_quoted_only_where_everybody_may_see_it",)
    file, old = "redaction/diagnostics/errors.py", "    if not is_open:\n"
    fault = mutants.Mutant("a fault", file, old, "    if is_open is None:\n", killer)
    harmless = mutants.Mutant("no fault", file, old, "    if not bool(is_open):\n", killer)
    killed, survived = mutants.fates([fault, harmless], 1)
    assert killed.killer == killer[0]
    assert (survived.killer, survived.why) == ("", "no test noticed it")
