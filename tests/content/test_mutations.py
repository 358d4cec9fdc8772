"""Mistakes planted in the committed prose and notes are found, at a measured rate, and those that are not are told.

Some are planted each time, chosen by a seed; `make mutations` (MUTATIONS=200) plants all and prints what came of them.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from prose_mutations import KINDS, Judge, Mutation, mutations

from macros.pages.page import PageFile

SAMPLE = 60
AT_LEAST = {60: 0.9, 200: 0.95}  # a small sample may be unlucky


@pytest.fixture(scope="module")
def judge(root: Path) -> Judge:
    return Judge(root)


def test_the_committed_pages_and_descriptors_pass_every_gate(judge: Judge) -> None:
    files = {**judge.pages, **judge.descriptors}
    assert {path: caught for path, file in files.items() if (caught := judge.caught_by(file))} == {}


def test_planted_mistakes_are_found(judge: Judge) -> None:
    wanted = int(os.environ.get("MUTATIONS", str(SAMPLE)))
    seed = int(os.environ.get("MUTATIONS_SEED", "2023"))
    planted = mutations(judge, seed, wanted // len(KINDS))
    assert Counter(each.kind for each in planted) == dict.fromkeys(KINDS, wanted // len(KINDS))
    found = {each: judge.caught_by(PageFile(each.page, each.text)) for each in planted}
    survivors = [each for each, gate in found.items() if not gate]
    print(f"\n{len(planted) - len(survivors)} of {len(planted)} found, MUTATIONS_SEED={seed}")
    for kind in KINDS:
        print(f"  {kind}: {dict(Counter(gate or 'SURVIVED' for each, gate in found.items() if each.kind == kind))}")
    print("\n".join(["Survivors:", *map(str, survivors)]))
    assert len(survivors) <= len(planted) * (1 - AT_LEAST.get(wanted, 0.9)), _told(survivors)


def _told(survivors: list[Mutation]) -> str:
    return "\n".join(["not found:", *map(str, survivors)])
