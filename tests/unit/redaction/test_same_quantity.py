from __future__ import annotations

import pytest
from printed_worlds import view_of

from redaction.expressions import Reference
from redaction.reconciliation.same_quantity import SAME_QUANTITY, elsewhere_in, link_faults, links_of

PAIR = "value crimes/north/2022,value beats/north/count"  # 250 and 240


def faults(*rows: str, faulty: frozenset[str] = frozenset()) -> list[str]:
    of = view_of(links=list(rows))
    return [str(each) for each in link_faults(of, of.datasets[SAME_QUANTITY], "l.csv", faulty)]


@pytest.mark.parametrize(
    ("apart", "reason", "note", "said"),
    [
        ("-10", "period", "Another month", None),
        ("-11", "period", "Another month", "-10 between the two"),
        ("-9", "period", "Another month", "-10 between the two"),
        ("10", "period", "Another month", "-10 between the two"),
        ("0", "same", "none", "-10 between the two"),
        ("-10", "same", "Another month", "another reason than same"),
        ("-10", "period", "none", "a difference without a note"),
        ("-10", "becuase", "Another month", 'unknown reason "becuase"'),
    ],
)
def test_a_difference_is_declared_exactly_with_its_reason_and_its_note(
    apart: str, reason: str, note: str, said: str | None
) -> None:
    found = faults(f"l,North,{PAIR},value {apart},{reason},{note}")
    assert bool(found) is bool(said)
    assert all(said in each and each.startswith('l.csv, row 2, "l"') for each in found if said)


def test_an_explanation_of_a_difference_that_is_gone_is_a_problem() -> None:
    equal = "value crimes/south/2022,value beats/south/count"
    assert faults(f"l,South,{equal},value 0,same,none") == []
    assert "where the two are equal" in faults(f"l,South,{equal},value 0,period,Another month")[0]
    assert "0 between the two" in faults(f"l,South,{equal},value -10,period,Another month")[0]


def test_a_difference_may_follow_from_another_cell() -> None:
    assert faults(f"l,North,{PAIR},value -10,place,None of it", f"m,North,{PAIR},difference 60 50,place,Other") == []


@pytest.mark.parametrize(
    "one", ["value crimse/north/2022", "value crimes/nort/2022", "higher 1 2", "nonsense", "value answers/no/after"]
)
def test_a_link_that_cannot_be_computed_is_a_problem(one: str) -> None:
    assert len(faults(f"l,North,{one},value 1,value 0,same,none")) == 1


def test_a_link_to_a_faulty_dataset_is_not_told_again() -> None:
    assert faults("l,North,value lost/a/b,value 1,value 0,same,none", faulty=frozenset({"lost"})) == []


def test_places_of_one_quantity_are_linked_through_each_other() -> None:
    links = links_of(
        view_of(
            links=[
                f"l,North,{PAIR},value -10,place,Other",
                "m,North,value beats/north/count,value crimes/east/2022,value -140,place,Other",
            ]
        )
    )
    found = elsewhere_in(links).cells
    north = Reference("crimes", "north", "2022")
    assert set(found[north]) == {Reference("beats", "north", "count"), Reference("crimes", "east", "2022")}
    assert north not in found[north]


def test_without_links_nothing_is_linked() -> None:
    assert links_of(view_of()) == ()
