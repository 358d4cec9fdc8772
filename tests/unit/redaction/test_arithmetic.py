from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from specimens import number

from redaction.data.arithmetic import Quantity, change, difference, rank, share, sum_of, total
from redaction.data.dataset import RankOrder

Compute = Callable[[Quantity, Quantity], Quantity]

whole = st.integers(-(10**9), 10**9)
base = whole.filter(bool)
some = st.one_of(st.none(), st.integers(0, 8))
orders = st.sampled_from(["highest", "lowest"])


def quantities(values: Sequence[int | None]) -> list[Quantity]:
    return [number(value, f"d/r{index}/c") for index, value in enumerate(values)]


def ranks(values: Sequence[int | None], order: RankOrder = "highest") -> list[int | None]:
    peers = quantities(values)
    found = [rank(own, peers, order).value for own in peers]
    return [None if value is None else int(value) for value in found]


class TestDifference:
    @pytest.mark.parametrize(("earlier", "later", "by"), [(10, 9, -1), (10, 10, 0), (10, 11, 1)])
    def test_is_later_minus_earlier(self, earlier: int, later: int, by: int) -> None:
        assert difference(number(earlier), number(later)).value == by

    def test_is_in_the_unit_of_its_numbers_and_with_the_most_decimals(self) -> None:
        found = difference(number("1.25", decimals=2), number("2.5", decimals=1))
        assert (found.value, found.unit, found.decimals, found.by) == (Decimal("1.25"), "incidents", 2, "difference")

    @pytest.mark.parametrize(("unit", "given_in"), [("%", "percentage points"), ("incidents", "incidents"), ("", "")])
    def test_of_percentages_is_in_percentage_points(self, unit: str, given_in: str) -> None:
        assert difference(number(40, unit=unit), number(45, unit=unit)).unit == given_in

    @given(whole, whole)
    def test_changes_its_sign_when_turned_round(self, one: int, two: int) -> None:
        there, back = difference(number(one), number(two)).value, difference(number(two), number(one)).value
        assert there is not None
        assert back == -there


class TestChange:
    @given(base, whole)
    def test_is_what_pandas_gives(self, earlier: int, later: int) -> None:
        oracle = float(pd.Series([earlier, later]).pct_change().iloc[1]) * 100
        assert float(change(number(earlier), number(later)).value or 0) == pytest.approx(oracle, rel=1e-9, abs=1e-9)

    @pytest.mark.parametrize(("earlier", "later", "per_cent"), [(200, 100, -50), (200, 200, 0), (200, 300, 50)])
    def test_is_in_per_cent_of_the_earlier(self, earlier: int, later: int, per_cent: int) -> None:
        found = change(number(earlier), number(later))
        assert (found.value, found.unit, found.decimals, found.by) == (per_cent, "%", 1, "change")

    @pytest.mark.parametrize(("earlier", "code"), [(-1, ""), (0, "[z]"), (1, "")])
    def test_is_not_applicable_from_zero(self, earlier: int, code: str) -> None:
        found = change(number(earlier), number(5))
        assert (found.code, found.value is None) == (code, bool(code))

    def test_is_not_rounded(self) -> None:
        assert change(number(3), number(4)).value == Decimal(1) / 3 * 100


class TestShare:
    @pytest.mark.parametrize(("part", "per_cent"), [(0, 0), (50, 25), (200, 100), (201, "100.5")])
    def test_is_the_part_in_per_cent_of_the_whole(self, part: int, per_cent: int | str) -> None:
        found = share(number(part), number(200))
        assert (found.value, found.unit, found.decimals, found.by) == (Decimal(per_cent), "%", 1, "share")

    @pytest.mark.parametrize(("of", "code"), [(-1, ""), (0, "[z]"), (1, "")])
    def test_is_not_applicable_of_zero(self, of: int, code: str) -> None:
        found = share(number(5), number(of))
        assert (found.code, found.value is None) == (code, bool(code))

    @given(st.lists(st.integers(0, 10**6), min_size=1, max_size=8).filter(any))
    def test_of_all_parts_come_to_a_hundred(self, parts: list[int]) -> None:
        shares = [share(part, number(sum(parts))).value for part in quantities(parts)]
        assert float(sum(value for value in shares if value is not None)) == pytest.approx(100)


class TestRank:
    @given(st.lists(some, min_size=1, max_size=12), orders)
    def test_is_what_pandas_gives_where_equal_values_share_the_best_rank(
        self, values: list[int | None], order: RankOrder
    ) -> None:
        oracle = pd.Series(values, dtype="Float64").rank(method="min", ascending=order == "lowest")
        assert ranks(values, order) == [None if pd.isna(value) else int(value) for value in oracle]

    @pytest.mark.parametrize(
        ("values", "expected"),
        [
            ([30, 20, 10], [1, 2, 3]),
            ([30, 30, 10], [1, 1, 3]),
            ([30, 20, 20, 10], [1, 2, 2, 4]),
            ([5, 5, 5], [1, 1, 1]),
            ([5], [1]),
        ],
    )
    def test_is_shared_by_equals_and_the_next_is_skipped(self, values: list[int], expected: list[int]) -> None:
        assert ranks(values) == expected

    def test_counts_from_the_lowest_where_that_is_asked(self) -> None:
        assert ranks([30, 20, 10], "lowest") == [3, 2, 1]

    def test_leaves_out_what_has_no_number(self) -> None:
        assert ranks([30, None, 10]) == [1, None, 2]

    def test_is_not_available_for_what_has_no_number(self) -> None:
        peers = quantities([None, 5])
        assert (rank(peers[0], peers).value, rank(peers[0], peers).code) == (None, "[x]")

    def test_comes_from_its_own_cell_first_and_then_those_of_its_peers_once_each(self) -> None:
        peers = quantities([1, 2, 3])
        found = rank(peers[1], peers)
        assert (found.cells, found.by) == (("d/r1/c", "d/r0/c", "d/r2/c"), "rank")

    def test_is_a_whole_number_without_a_unit(self) -> None:
        peers = [number("1.5", decimals=1), number("2.5", decimals=1)]
        assert (rank(peers[0], peers).unit, rank(peers[0], peers).decimals) == ("", 0)


class TestSum:
    @given(st.lists(some, max_size=6).filter(lambda values: any(value is not None for value in values)))
    def test_is_of_the_scores_that_were_given(self, values: list[int | None]) -> None:
        found = sum_of(quantities(values))
        assert (found.value, len(found.cells)) == (sum(value or 0 for value in values), len(values))

    @pytest.mark.parametrize("count", [0, 1, 2])
    def test_is_not_available_where_none_was(self, count: int) -> None:
        found = sum_of(quantities([None] * count))
        assert (found.value, found.code) == (None, "[x]")


class TestTotal:
    @given(st.lists(whole, min_size=1, max_size=8))
    def test_is_the_sum_with_every_cell_it_came_from(self, values: list[int]) -> None:
        found = total(quantities(values))
        assert (found.value, found.cells) == (sum(values), tuple(f"d/r{index}/c" for index in range(len(values))))

    def test_is_in_the_unit_of_its_numbers_and_with_the_most_decimals(self) -> None:
        found = total([number("1.5", decimals=1), number("0.25", decimals=2)])
        assert (found.value, found.unit, found.decimals, found.by) == (Decimal("1.75"), "incidents", 2, "total")

    def test_of_nothing_is_no_zero(self) -> None:
        assert (total([]).value, total([]).code) == (None, "[x]")

    @given(st.lists(st.integers(0, 9), max_size=4), st.lists(st.integers(0, 9), max_size=4))
    def test_is_not_available_where_one_number_is_missing(self, before: list[int], after: list[int]) -> None:
        found = total(quantities([*before, None, *after]))
        assert (found.value, found.code, len(found.cells)) == (None, "[x]", len(before) + 1 + len(after))


@pytest.mark.parametrize("compute", [difference, change, share])
class TestEveryComputationOnTwo:
    @pytest.mark.parametrize(("one", "two"), [(None, 5), (5, None), (None, None), (None, 0)])
    def test_is_not_available_where_a_number_is_missing(
        self, compute: Compute, one: int | None, two: int | None
    ) -> None:
        found = compute(number(one), number(two))
        assert (found.value, found.code) == (None, "[x]")

    @pytest.mark.parametrize("first", [None, 0, 5])
    def test_names_the_cells_it_came_from_whatever_comes_out(self, compute: Compute, first: int | None) -> None:
        assert compute(number(first, "a/b/c"), number(3, "d/e/f")).cells == ("a/b/c", "d/e/f")

    @pytest.mark.parametrize(
        ("one", "two", "carried"),
        [
            ("", "", ""),
            ("[p]", "", "[p]"),
            ("", "[e]", "[e]"),
            ("[b]", "[u]", "[b] [u]"),
            ("[p]", "[p]", "[p]"),
            ("[r]", "", ""),
        ],
    )
    def test_carries_on_what_makes_its_numbers_less_sure(
        self, compute: Compute, one: str, two: str, carried: str
    ) -> None:
        assert compute(replace(number(1), code=one), replace(number(2), code=two)).code == carried


@pytest.mark.parametrize("compute", [total, sum_of, lambda parts: rank(parts[0], parts)])
def test_what_is_computed_from_a_provisional_number_among_many_is_provisional(
    compute: Callable[[Sequence[Quantity]], Quantity],
) -> None:
    assert compute([number(1), replace(number(2), code="[p]"), number(3)]).code == "[p]"
