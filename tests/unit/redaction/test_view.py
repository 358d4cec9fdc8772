from __future__ import annotations

from decimal import Decimal

import msgspec
import pytest
from hypothesis import given
from specimens import DESCRIPTOR, dataset, policy, source
from worlds import World, worlds

from redaction.data.dataset import Dataset
from redaction.diagnostics.errors import LookupFailedError
from redaction.redact import redact
from redaction.view import Prose, View

COLUMNS = f"""{DESCRIPTOR}  previous: {{title: Before, kind: count, unit: incidents}}
  rate: {{title: Rate, kind: number, unit: offences, decimals: 1}}
"""
CSV = """\
id,label,count,previous,rate
tharrowe,Tharrowe,150,100,1.25
basildon,Basildon,50,100,2.5
harlow,Harlow,50,[x],3
total,All,250,[x],4
"""
DERIVED = """\
sums:
  - {total: total, parts: others, columns: [count]}
derived:
  change: {title: Change, by: change, from: previous, to: count}
  more: {title: More, by: difference, from: previous, to: count}
  share: {title: Share, by: share, part: count, whole: total/count}
  of-all: {title: Share, by: share, part: count, whole: "*/count"}
  rank: {title: Rank, by: rank, of: count}
  lowest: {title: Rank, by: rank, of: count, order: lowest}
  rank-of-change: {title: Rank, by: rank, of: change}
  summed: {title: Sum, by: sum, of: [count, previous]}
  only: {title: Only, by: share, part: count, whole: total/count, only: [tharrowe]}
  of-drugs: {title: Of, by: share, part: count, whole: "drugs-{row}/total/count"}
  mapped: {title: Of, by: share, part: count, whole: {default: total/count, harlow: "basildon/count"}}
  unmapped: {title: Of, by: share, part: count, whole: {harlow: "basildon/count"}}
  self: {title: Self, by: share, part: count, whole: self}
  ping: {title: Ping, by: share, part: count, whole: pong}
  pong: {title: Pong, by: share, part: count, whole: ping}
  ranked-self: {title: Rank, by: rank, of: ranked-self}
  lost: {title: Lost, by: share, part: count, whole: tharowe/count}
  withheld: {title: Withheld, by: share, part: count, whole: trend/a/count}
  four: {title: Four, by: share, part: count, whole: a/b/c/d}
  blank: {title: Blank, by: share, part: count, whole: total/}
"""
DRUGS = "id,label,count\ntotal,All,300\n"


def view(*datasets: Dataset, edition: str = "public", prose: tuple[Prose, ...] = ()) -> View:
    rules = policy(source("storm"), source("insight", "partner", ("trend", "rates"), ("comment",)))
    return redact(datasets, prose, rules, rules.editions[edition])


@pytest.fixture
def asb() -> View:
    return view(dataset(CSV, DERIVED, base=COLUMNS), dataset(DRUGS, name="drugs-tharrowe"))


def failure(of: View, *reference: str) -> str:
    with pytest.raises(LookupFailedError) as caught:
        of.quantity(*reference)
    return str(caught.value)


@given(worlds())
def test_a_view_is_the_same_after_it_was_staged_and_read_again(world: World) -> None:
    made = redact(world.datasets, world.prose, world.policy, world.edition)
    assert msgspec.json.decode(msgspec.json.encode(made), type=View) == made


def test_a_view_that_is_printed_tells_its_edition_and_no_data(asb: View) -> None:
    assert repr(asb) == "View('public')"


def test_a_number_keeps_its_decimals_when_it_is_staged(asb: View) -> None:
    read = msgspec.json.decode(msgspec.json.encode(asb), type=View)
    assert read == asb
    assert read.datasets["asb"].rows[0].cells["rate"].decimals == 2


def test_what_is_staged_does_not_depend_on_what_was_asked_before() -> None:
    asked, fresh = (view(dataset(CSV, DERIVED, base=COLUMNS)) for _ in range(2))
    asked.quantity("asb", "tharrowe", "rank")
    asked.total("asb", "count")
    assert msgspec.json.encode(asked) == msgspec.json.encode(fresh)


class TestStored:
    def test_a_number_comes_with_its_cell_its_unit_and_its_decimals(self, asb: View) -> None:
        found = asb.quantity("asb", "tharrowe", "rate")
        assert (found.value, found.cells, found.by) == (Decimal("1.25"), ("asb/tharrowe/rate",), "")
        assert (found.unit, found.decimals) == ("offences", 1)

    def test_without_decimals_declared_a_number_has_those_it_was_stored_with(self) -> None:
        base = DESCRIPTOR.replace("kind: count", "kind: number")
        found = view(dataset("id,label,count\na,A,5.0\n", base=base)).quantity("asb", "a", "count")
        assert found.decimals == 1

    def test_a_percentage_is_in_per_cent_whatever_its_unit_is_called(self) -> None:
        base = DESCRIPTOR.replace("kind: count, unit: incidents", "kind: percent, unit: parts")
        assert view(dataset("id,label,count\na,A,5\n", base=base)).quantity("asb", "a", "count").unit == "%"

    def test_a_code_after_a_number_follows_it(self) -> None:
        found = view(dataset("id,label,count\na,A,5 [p]\n")).quantity("asb", "a", "count")
        assert (found.value, found.code) == (5, "[p]")

    def test_a_code_in_place_of_a_number_is_no_number(self, asb: View) -> None:
        found = asb.quantity("asb", "harlow", "previous")
        assert (found.value, found.code) == (None, "[x]")

    def test_the_latest_year_is_the_cell_of_that_year(self) -> None:
        base = DESCRIPTOR.replace("count:", '"2022":')
        found = view(dataset("id,label,2022\na,A,5\n", base=base)).quantity("asb", "a", "latest")
        assert (found.value, found.cells) == (5, ("asb/a/2022",))


class TestMisspelt:
    def test_dataset_names_the_nearest(self, asb: View) -> None:
        assert failure(asb, "abs", "tharrowe", "count") == 'found unknown dataset "abs", expected "asb"'

    def test_dataset_may_be_nearest_to_a_withheld_one(self, asb: View) -> None:
        assert failure(asb, "trends", "tharrowe", "count") == 'found unknown dataset "trends", expected "trend"'

    def test_row_names_the_nearest(self, asb: View) -> None:
        expected = 'found unknown row "tharowe", expected "tharrowe" in dataset "asb"'
        assert failure(asb, "asb", "tharowe", "count") == expected

    @pytest.mark.parametrize(("column", "meant"), [("cuont", "count"), ("rank-change", "rank-of-change")])
    def test_column_names_the_nearest_stored_or_derived(self, asb: View, column: str, meant: str) -> None:
        expected = f'found unknown column "{column}", expected "{meant}" in dataset "asb"'
        assert failure(asb, "asb", "tharrowe", column) == expected

    def test_column_of_text_is_no_number(self, asb: View) -> None:
        expected = 'found the column "label" of "asb", which holds text, expected a column of numbers'
        assert failure(asb, "asb", "tharrowe", "label") == expected


class TestWithheld:
    @pytest.mark.parametrize("name", ["trend", "rates"])
    def test_dataset_says_which_restricted_block_to_write(self, asb: View, name: str) -> None:
        assert failure(asb, name, "a", "count") == (
            f'found the dataset "{name}", which the public edition may not show, expected it inside a restricted block'
            ". Write {% call restricted('insight') %} before it and {% endcall %} after it"
        )

    def test_dataset_says_so_whether_the_pack_holds_it_or_not(self) -> None:
        held = dataset(name="trend", audience="partner", base=DESCRIPTOR.replace("storm", "insight"))
        assert failure(view(held), "trend", "a", "count") == failure(view(), "trend", "a", "count")

    def test_dataset_that_may_be_seen_and_is_not_there_is_missing_from_the_pack(self) -> None:
        assert failure(view(edition="partner"), "trend", "a", "count") == (
            'found the dataset "trend", which the restricted pack does not hold, expected its CSV and YAML in it'
        )


class TestDerived:
    @pytest.mark.parametrize(
        ("column", "value", "cells"),
        [
            ("change", 50, ("asb/tharrowe/previous", "asb/tharrowe/count")),
            ("more", 50, ("asb/tharrowe/previous", "asb/tharrowe/count")),
            ("share", 60, ("asb/tharrowe/count", "asb/total/count")),
            (
                "of-all",
                60,
                ("asb/tharrowe/count", "asb/tharrowe/count", "asb/basildon/count", "asb/harlow/count"),
            ),
            ("summed", 250, ("asb/tharrowe/count", "asb/tharrowe/previous")),
            ("rank", 1, ("asb/tharrowe/count", "asb/basildon/count", "asb/harlow/count")),
            ("of-drugs", 50, ("asb/tharrowe/count", "drugs-tharrowe/total/count")),
        ],
    )
    def test_a_number_is_computed_from_the_cells_it_names(
        self, asb: View, column: str, value: int, cells: tuple[str, ...]
    ) -> None:
        found = asb.quantity("asb", "tharrowe", column)
        assert (found.value, found.cells) == (value, cells)

    @pytest.mark.parametrize(
        ("column", "ranks"),
        [("rank", [1, 2, 2]), ("lowest", [3, 1, 1]), ("rank-of-change", [1, 2, None])],
    )
    def test_a_rank_is_among_the_rows_that_are_no_total(self, asb: View, column: str, ranks: list[int | None]) -> None:
        assert [quantity.value for _, quantity in asb.column("asb", column)] == ranks

    def test_what_rests_on_a_missing_number_is_not_available(self, asb: View) -> None:
        found = asb.quantity("asb", "harlow", "change")
        assert (found.value, found.code) == (None, "[x]")

    def test_a_sum_is_of_what_there_is(self, asb: View) -> None:
        assert asb.quantity("asb", "harlow", "summed").value == 50

    @pytest.mark.parametrize(("row", "value", "code"), [("tharrowe", 60, ""), ("basildon", None, "[z]")])
    def test_a_column_for_some_rows_only_does_not_apply_to_the_others(
        self, asb: View, row: str, value: int | None, code: str
    ) -> None:
        found = asb.quantity("asb", row, "only")
        assert (found.value, found.code) == (value, code)

    @pytest.mark.parametrize(("row", "value"), [("basildon", 20), ("harlow", 100)])
    def test_a_row_may_rest_on_cells_of_its_own(self, asb: View, row: str, value: int) -> None:
        assert asb.quantity("asb", row, "mapped").value == value

    def test_a_row_without_cells_of_its_own_and_without_a_default_is_an_error(self, asb: View) -> None:
        assert failure(asb, "asb", "tharrowe", "unmapped").startswith('found the reference "", expected ')

    def test_a_row_filled_into_a_reference_must_lead_to_a_dataset(self, asb: View) -> None:
        assert failure(asb, "asb", "basildon", "of-drugs").startswith('found unknown dataset "drugs-basildon", ')

    @pytest.mark.parametrize(
        ("column", "named"), [("self", "self"), ("ping", "ping"), ("pong", "pong"), ("ranked-self", "ranked-self")]
    )
    def test_a_column_that_rests_on_itself_is_an_error_and_not_endless(
        self, asb: View, column: str, named: str
    ) -> None:
        expected = f'found the derived column "{named}" of "asb", which depends on itself, expected other columns'
        assert failure(asb, "asb", "tharrowe", column) == expected

    def test_a_reference_to_a_misspelt_row_names_the_nearest(self, asb: View) -> None:
        assert 'expected "tharrowe"' in failure(asb, "asb", "basildon", "lost")

    def test_a_reference_to_what_is_withheld_is_an_error(self, asb: View) -> None:
        assert "which the public edition may not show" in failure(asb, "asb", "tharrowe", "withheld")

    @pytest.mark.parametrize(("column", "reference"), [("four", "a/b/c/d"), ("blank", "total/")])
    def test_a_reference_has_one_two_or_three_steps(self, asb: View, column: str, reference: str) -> None:
        expected = f'found the reference "{reference}", expected COLUMN, ROW/COLUMN or DATASET/ROW/COLUMN'
        assert failure(asb, "asb", "tharrowe", column) == expected


class TestResolve:
    @pytest.mark.parametrize(
        ("reference", "cell"),
        [
            ("basildon", "asb/basildon/count"),
            ("basildon/previous", "asb/basildon/previous"),
            ("drugs-tharrowe/total/count", "drugs-tharrowe/total/count"),
        ],
    )
    def test_a_page_names_a_row_or_a_cell_or_a_cell_of_another_dataset(
        self, asb: View, reference: str, cell: str
    ) -> None:
        assert asb.resolve("asb", "count", reference).cells == (cell,)

    def test_a_star_is_the_total_of_every_row(self, asb: View) -> None:
        assert asb.resolve("asb", "count", "*").value == 250

    @pytest.mark.parametrize("reference", ["", "a/b/c/d", "basildon/"])
    def test_what_is_no_reference_is_an_error(self, asb: View, reference: str) -> None:
        with pytest.raises(LookupFailedError):
            asb.resolve("asb", "count", reference)


class TestColumn:
    def test_is_of_every_row_that_is_no_total_in_order(self, asb: View) -> None:
        found = [(row.id, quantity.value) for row, quantity in asb.column("asb", "count")]
        assert found == [("tharrowe", 150), ("basildon", 50), ("harlow", 50)]


class TestTotal:
    def test_is_of_every_row_that_is_no_total(self, asb: View) -> None:
        assert asb.total("asb", "count").value == 250

    def test_is_of_the_rows_that_are_named(self, asb: View) -> None:
        found = asb.total("asb", "count", ("tharrowe", "harlow"))
        assert (found.value, found.cells) == (200, ("asb/tharrowe/count", "asb/harlow/count"))

    def test_of_a_dataset_that_awaits_its_data_is_no_zero(self) -> None:
        assert view(dataset(None, "awaiting: Eldor Police\n")).total("asb", "count").value is None

    @pytest.mark.parametrize("awaiting", [True, False])
    def test_of_a_column_that_does_not_exist_is_an_error(self, *, awaiting: bool) -> None:
        of = view(dataset(None, "awaiting: Eldor Police\n") if awaiting else dataset())
        with pytest.raises(LookupFailedError, match='unknown column "cuont", expected "count"'):
            of.total("asb", "cuont")

    def test_of_a_row_that_does_not_exist_is_an_error(self, asb: View) -> None:
        with pytest.raises(LookupFailedError):
            asb.total("asb", "count", ("tharowe",))


class TestRank:
    def test_comes_with_the_peers_it_is_among(self, asb: View) -> None:
        found, peers = asb.rank("asb", "basildon", "count")
        assert (found.value, [peer.value for peer in peers]) == (2, [150, 50, 50])

    def test_is_among_rows_of_the_same_parent(self) -> None:
        csv = "id,parent,label,count\na,,A,9\na1,a,A1,4\na2,a,A2,5\n"
        assert view(dataset(csv)).rank("asb", "a1", "count")[0].value == 2

    def test_may_count_from_the_lowest(self, asb: View) -> None:
        assert asb.rank("asb", "basildon", "count", "lowest")[0].value == 1


class TestSynthetic:
    def test_an_edition_of_real_numbers_and_real_prose_is_not(self) -> None:
        assert not view(dataset(), edition="partner", prose=(Prose("comment", "insight", "Text"),)).synthetic

    def test_an_edition_with_a_made_up_dataset_is(self) -> None:
        assert view(dataset(), dataset(extra="synthetic: true\n", name="made")).synthetic

    @pytest.mark.parametrize(("edition", "said"), [("public", False), ("partner", True)])
    def test_an_edition_that_shows_a_made_up_prose_is(self, *, edition: str, said: bool) -> None:
        prose = Prose("comment", "insight", "Text", synthetic=True)
        assert view(dataset(), edition=edition, prose=(prose,)).synthetic == said
