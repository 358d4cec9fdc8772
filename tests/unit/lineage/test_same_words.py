"""Two ways of working out and of wording a number, which share no code, agree on every number that can be shown."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assess.lineage import amounts
from assess.lineage import phrases as wording
from assess.lineage.amounts import Amount
from assess.lineage.tongues import TONGUES
from macros.html import number_format
from macros.phrasebook.phrases import LANGUAGES, phrases_of
from redaction.data import arithmetic
from redaction.data.arithmetic import Quantity
from redaction.data.cells import CellError, parse_cell
from redaction.data.dataset import Column

CODES = ("", "", "", "[p]", "[r]", "[e]", "[b]", "[u]")
KINDS = ("count", "number", "percent")

ENGLISH = phrases_of("en")


@st.composite
def cells(draw: st.DrawFn, kind: str | None = None) -> tuple[Quantity, Amount]:
    """A stored cell as each of the two reads it."""
    column = Column("c", "C", draw(st.sampled_from([kind] if kind else KINDS)), "things")
    if draw(st.integers(0, 9)) == 0:
        text = draw(st.sampled_from(["[x]", "[z]", "[c]", "[low]"]))
    else:
        places = 0 if column.kind == "count" else draw(st.integers(0, 3))
        least = 0 if column.kind == "count" else -(10**7)
        number = Decimal(draw(st.one_of(st.integers(least, 10**7), st.integers(max(least, -30), 30)))).scaleb(-places)
        grouped = draw(st.booleans())
        text = f"{number:,f}" if grouped else f"{number:f}"
        text = f"{text}{'%' * (column.kind == 'percent' and draw(st.booleans()))} {draw(st.sampled_from(CODES))}"
    text = text.strip()
    try:
        cell = parse_cell(text, column)
    except CellError:
        assume(condition=False)
    unit = "%" if column.kind == "percent" else "things"
    decimals = 0 if column.kind == "count" else cell.decimals
    address = f"d/r{draw(st.integers(0, 5))}/c"
    measure = "%" if column.kind == "percent" else ""
    places_shown = 0 if column.kind == "count" else None
    return (
        Quantity(cell.number, (address,), "", cell.code, unit, decimals),
        amounts.read(text, address, measure, places_shown),
    )


SAME_KIND = st.sampled_from(KINDS).flatmap(lambda kind: st.lists(cells(kind), min_size=1, max_size=6))


def same(quantity: Quantity, amount: Amount) -> None:
    assert number_format.in_table(quantity) == wording.as_number(amount) or not quantity.by
    value = quantity.code if quantity.value is None else number_format.plain(quantity.value, quantity.decimals)
    assert value == wording.for_machines(amount)
    assert set(quantity.cells) == amount.cells
    assert quantity.by == amount.by


@given(cells())
def test_a_stored_number(pair: tuple[Quantity, Amount]) -> None:
    same(*pair)
    assert number_format.in_prose(pair[0]) == wording.as_number(pair[1])


@given(st.sampled_from(KINDS).flatmap(lambda kind: st.tuples(cells(kind), cells(kind))))
def test_a_difference_and_a_change(pairs: tuple[tuple[Quantity, Amount], tuple[Quantity, Amount]]) -> None:
    (one, first), (other, second) = pairs
    same(arithmetic.difference(one, other), amounts.difference(first, second))
    same(arithmetic.change(one, other), amounts.change(first, second))
    for language in LANGUAGES:
        say, tongue = phrases_of(language), TONGUES[language]
        moved, movement = arithmetic.change(one, other), amounts.change(first, second)
        assert number_format.change_in_words(moved, say) == wording.as_movement(movement, tongue)
        moved, movement = arithmetic.difference(one, other), amounts.difference(first, second)
        assert number_format.difference_in_words(moved, say) == wording.as_movement(movement, tongue)


@given(cells(), cells())
def test_a_share(part: tuple[Quantity, Amount], whole: tuple[Quantity, Amount]) -> None:
    quantity, amount = arithmetic.share(part[0], whole[0]), amounts.share(part[1], whole[1])
    same(quantity, amount)
    assert number_format.in_prose(quantity) == wording.as_number(amount)


@given(cells("count"), cells("count"))
def test_a_rate(part: tuple[Quantity, Amount], people: tuple[Quantity, Amount]) -> None:
    quantity, amount = arithmetic.rate(part[0], people[0]), amounts.rate(part[1], people[1])
    same(quantity, amount)
    assert number_format.in_prose(quantity) == wording.as_number(amount)


@given(SAME_KIND)
def test_a_sum_and_a_total(pairs: list[tuple[Quantity, Amount]]) -> None:
    quantities, parts = zip(*pairs, strict=True)
    same(arithmetic.sum_of(quantities), amounts.added("sum", parts, complete=False))
    same(arithmetic.total(quantities), amounts.added("total", parts, complete=True))


@given(SAME_KIND, st.sampled_from(["highest", "lowest"]))
def test_a_rank(pairs: list[tuple[Quantity, Amount]], order: arithmetic.RankOrder) -> None:
    quantities, peers = zip(*pairs, strict=True)
    place, amount = arithmetic.rank(quantities[0], quantities, order), amounts.ranked(peers[0], peers, order)
    same(place, amount)
    if order == "highest":
        for language in LANGUAGES:
            words = number_format.rank_in_words(place, quantities, quantities[0], phrases_of(language))
            assert words == wording.as_place(amount, peers[0], peers, TONGUES[language])


@pytest.mark.parametrize("number", [*range(1, 125), 1011, 1021])
def test_a_place_alone(number: int) -> None:
    place = Amount(amounts.Fraction(number), frozenset(), "rank")
    for language in LANGUAGES:
        assert wording.as_nth(place, TONGUES[language]) == phrases_of(language).ordinal(number)


@pytest.mark.parametrize("number", [*range(1, 125), 1011, 1021])
def test_a_place(number: int) -> None:
    own = Amount(amounts.Fraction(0), frozenset())
    ahead = Amount(amounts.Fraction(1), frozenset())
    behind = Amount(amounts.Fraction(-1), frozenset())
    peers = [own, behind, *[ahead] * (number - 1)]
    expected = "highest" if number == 1 else f"{ENGLISH.ordinal(number)} highest"
    assert wording.as_place(amounts.ranked(own, peers, "highest"), own, peers) == f"{expected} of {number + 1}"


@given(st.lists(st.text("ab", min_size=1), min_size=1, max_size=5))
def test_names_in_a_sentence(names: list[str]) -> None:
    for language in LANGUAGES:
        tongue = TONGUES[language]
        listed = "".join(name + wording.between(place, len(names), tongue) for place, name in enumerate(names, 1))
        assert listed == phrases_of(language).listed(names)
