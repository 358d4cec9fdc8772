"""A site that gives withheld counts away is stopped, by name of the statement that does it; its mend passes."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from attacks import ATTACKS, EARLIER, LATER, THRESHOLD, WARDS, WIDTH, count, dataset, numbers, safe, withheld

from assess.protect.audit import Audited, Narrowed, audited
from assess.protect.cube import Tree
from assess.protect.policy import Measure, Table

TREES = (Tree("ward", {"total": WARDS}), Tree("year", {"both": (EARLIER, LATER)}))
MEASURE = Measure(
    "rescues",
    THRESHOLD,
    WIDTH,
    "suppress",
    "counts.csv",
    "",
    TREES,
    (Table("rescues", "ward", "year", {}, "public", whole=False),),
)


def narrowed(found: Audited) -> list[Narrowed]:
    assert all(isinstance(each, Narrowed) for each in found.findings), found.findings
    return [each for each in found.findings if isinstance(each, Narrowed)]


def test_the_table_is_safe_by_itself() -> None:
    assert audited({"rescues": safe()}, "public", [MEASURE]).findings == ()
    assert {place for place, number in numbers().items() if 0 < number < THRESHOLD} <= withheld()


def test_a_policy_that_shows_zeros_says_of_every_withheld_count_that_it_is_none() -> None:
    hidden = frozenset((ward, EARLIER) for ward in ("kingsmead", "ashcombe"))  # a sum of 5: 0 to 5, or 1 to 4
    table = dataset("rescues", {"a": count(EARLIER, hidden), "b": count(LATER, frozenset())})
    assert audited({"rescues": table}, "public", [MEASURE]).findings == ()
    [found] = narrowed(audited({"rescues": table}, "public", [replace(MEASURE, zeros_shown=True)]))
    assert found.says == "the other numbers of its tables"


@pytest.mark.parametrize("name", ATTACKS)
def test_an_attack_is_stopped_by_name_and_its_mend_passes(name: str) -> None:
    attack = ATTACKS[name]()
    found = narrowed(audited(attack.datasets, "public", [MEASURE]))
    assert found
    assert all(attack.names in each.says for each in found)
    assert all(each.dataset == "rescues" and each.mend for each in found)
    values = {str(numbers()[place]) for place in withheld()}
    assert all(values.isdisjoint(re.findall(r"\w+", f"{each.says} {each.mend} {each.others}")) for each in found)
    assert audited(attack.mended, "public", [MEASURE]).findings == ()
