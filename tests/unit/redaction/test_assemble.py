from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from specimens import DESCRIPTOR, HIDDEN, dataset, messages

from redaction.data.dataset import Cell, Sum

FILE = "data/public/asb"
SUMS_1 = f"{FILE}.yaml, line 10, sums > 1"
OR_DECLARE = "Correct the CSV, or declare it: `differs: {count: NUMBER}` with a note for the reader"
NESTED = "id,parent,label,count\na,,A,{}\na1,a,A1,10\na2,a,A2,20\nb,,B,5\n"
SUM = "sums:\n  - {total: total, parts: others}\n"

secret = st.text("QXZJKVW", min_size=6, max_size=12)


def faults_of(csv: str | None, extra: str = "", *, audience: str = "public", base: str = DESCRIPTOR) -> list[str]:
    return messages(lambda: dataset(csv, extra, audience=audience, base=base))


def of_rows(*rows: str) -> str:
    return "\n".join(["id,label,count", *rows])


def with_total(total: int | str, *parts: int | str) -> str:
    return of_rows(*(f"p{index},Part,{part}" for index, part in enumerate(parts)), f"total,Total,{total}")


class TestTable:
    def test_rows_keep_their_order_and_each_cell_its_type(self) -> None:
        rows = dataset(of_rows("tharrowe,Tharrowe,120", 'basildon,Basildon,"1,080 [p]"')).rows
        assert [row.id for row in rows] == ["tharrowe", "basildon"]
        assert rows[0].cells == {"label": Cell("Tharrowe"), "count": Cell("120", Decimal(120))}
        assert rows[1].cells["count"] == Cell("1,080 [p]", Decimal(1080), "[p]")

    def test_columns_may_stand_in_any_order(self) -> None:
        assert dataset("count,id,label\n120,tharrowe,Tharrowe\n").rows[0].cells["count"].number == 120

    def test_a_row_may_be_part_of_another_whose_id_it_gives(self) -> None:
        assert [row.parent for row in dataset(NESTED.format(30)).rows] == ["", "a", "a", ""]

    def test_a_dataset_knows_the_audience_of_its_folder(self) -> None:
        assert dataset(audience="partner").audience == "partner"

    def test_without_a_csv_a_dataset_says_whom_it_awaits(self) -> None:
        assert dataset(None, "awaiting: Eldor Police\n").rows == ()

    def test_without_a_csv_its_rows_may_be_those_of_another(self) -> None:
        assert dataset(None, "rows_of: {dataset: matrix}\n").rows == ()

    def test_without_a_csv_and_without_a_word_it_is_a_fault(self) -> None:
        assert faults_of(None) == [
            (
                f"{FILE}.yaml, line 1: found no CSV beside this descriptor, expected asb.csv. "
                "Or say who will supply the data: `awaiting: NAME`"
            )
        ]

    def test_a_csv_without_rows_is_a_fault(self) -> None:
        assert faults_of(of_rows()) == [f"{FILE}.csv: found a header and no rows, expected a row for each figure"]


class TestCells:
    def test_a_bad_cell_is_named_by_file_row_and_column_as_a_spreadsheet_shows_them(self) -> None:
        assert faults_of(of_rows("tharrowe,Tharrowe,120", "basildon,Basildon,12o")) == [
            'data/public/asb.csv, row 3, column "count": found "12o", expected a whole number such as 120'
        ]

    def test_a_bad_cell_of_a_restricted_file_is_named_and_not_shown(self) -> None:
        assert faults_of(of_rows("a,A,120", "b,B,12o"), audience="partner") == [
            (
                'partner/asb.csv, row 3, column "count": found a value that is not shown here, '
                "expected a whole number such as 120"
            )
        ]

    def test_a_blank_cell_is_found_to_hold_nothing(self) -> None:
        assert faults_of(of_rows("a,A,", "b,,1")) == [
            (
                f'{FILE}.csv, row 2, column "count": found nothing, '
                "expected a number, or a code such as [x] (not available)"
            ),
            f'{FILE}.csv, row 3, column "label": found nothing, expected a text',
        ]

    def test_blank_rows_do_not_shift_the_row_that_is_named(self) -> None:
        [message] = faults_of(of_rows("a,A,1", ",,", "", "b,B,x"))
        assert message.startswith(f'{FILE}.csv, row 5, column "count": ')

    def test_what_a_spreadsheet_did_to_a_number_is_undone_by_what_the_message_says(self) -> None:
        assert faults_of(of_rows("a,A,1.2E+05")) == [
            (
                f'{FILE}.csv, row 2, column "count": found "1.2E+05", expected a whole number such as 120. '
                "The spreadsheet shortened the number: format the column as Number"
            )
        ]

    @pytest.mark.parametrize("cell", ["12o", "#REF!", "(123)", "-1", "1.5"])
    def test_what_is_no_count_is_quoted(self, cell: str) -> None:
        [fault] = faults_of(of_rows(f"a,A,{cell}"))
        assert fault.startswith(
            f'{FILE}.csv, row 2, column "count": found "{cell}", expected a whole number such as 120'
        )

    @pytest.mark.parametrize(("cells", "told"), [(2, 2), (3, 3), (4, 1), (100, 1)])
    def test_many_like_faults_of_a_column_are_one_with_a_count_and_the_first_three(self, cells: int, told: int) -> None:
        found = faults_of(of_rows(*(f"r{number},R,{number}o" for number in range(cells))))
        assert len(found) == told
        if told == 1:
            assert f'found "0o", "1o", "2o" and the like in {cells} cells (also rows 3, 4, ...)' in found[0]

    def test_faults_of_cells_ids_and_parents_are_reported_together(self) -> None:
        found = faults_of("id,parent,label,count\na,,A,x\na,,,1\nb,nowhere,B,\n")
        assert [message.split(": found")[0].removeprefix(f"{FILE}.csv, ") for message in found] == [
            'row 2, column "count"',
            'row 3, column "id"',
            'row 3, column "label"',
            'row 4, column "count"',
            'row 4, column "parent"',
        ]


class TestHeader:
    def test_a_misspelt_column_names_the_nearest(self) -> None:
        assert faults_of("id,label,Cuont\na,A,1\n") == [
            f'{FILE}.csv, row 1, column 3: found "Cuont", expected "count". A new column is declared in asb.yaml'
        ]

    def test_a_column_without_a_name_is_a_fault(self) -> None:
        assert faults_of("id,,count\na,A,1\n") == [
            (
                f"{FILE}.csv, row 1, column 2: found a column with no name, expected one of label, parent. "
                "A new column is declared in asb.yaml"
            )
        ]

    def test_every_missing_column_is_named(self) -> None:
        assert faults_of("label\nA\n") == [
            f'{FILE}.csv, row 1: found no column "id", "count", expected every declared column',
        ]

    def test_a_column_stands_once(self) -> None:
        assert faults_of("id,label,count,count\na,A,1,2\n") == [
            f"{FILE}.csv, row 1: found a column name twice, expected each column once"
        ]


class TestKeys:
    @pytest.mark.parametrize("name", ["A", "a b", "a_b", "a--b", "-a", "a-"])
    def test_an_id_is_of_lower_case_letters_digits_and_hyphens(self, name: str) -> None:
        assert faults_of(of_rows(f"{name},A,1")) == [
            f'{FILE}.csv, row 2, column "id": found "{name}", expected an id of lower-case letters, digits and hyphens'
        ]

    def test_an_id_is_never_blank(self) -> None:
        [message] = faults_of(of_rows(",A,1"))
        assert message.startswith(f'{FILE}.csv, row 2, column "id": found nothing, ')

    def test_both_rows_of_the_same_id_are_named(self) -> None:
        assert faults_of(of_rows("a,A,1", "b,B,1", "a,C,1")) == [
            f'{FILE}.csv, row {row}, column "id": found "a", expected an id that no other row has' for row in (4,)
        ]

    def test_a_parent_that_does_not_exist_names_the_nearest(self) -> None:
        assert faults_of("id,parent,label,count\ntheft,,T,1\nbike,thetf,B,1\n") == [
            f'{FILE}.csv, row 3, column "parent": found "thetf", expected "theft"'
        ]

    def test_a_row_is_no_part_of_itself(self) -> None:
        assert faults_of("id,parent,label,count\na,a,A,1\nb,,B,1\n") == [
            f'{FILE}.csv, row 2, column "parent": found "a", expected one of b'
        ]


class TestRestricted:
    @given(secret, st.integers(0, 3), st.sampled_from(["{}", "12{}", "[{}]", "1 [{}]", "{}%", "1,{}"]))
    def test_no_cell_stands_in_a_message(self, value: str, column: int, shape: str) -> None:
        cells = ["b", "a", "", "x"]
        cells[column] = f'"{shape.format(value)}"'
        found = faults_of(f"id,parent,label,count\na,,A,1\n{','.join(cells)}\n", audience="partner")
        assert value not in "\n".join(found)

    @given(secret, st.integers(0, 2))
    def test_no_header_stands_in_a_message_but_those_that_are_declared(self, value: str, column: int) -> None:
        header = ["id", "label", "count"]
        header[column] = value
        assert value not in "\n".join(faults_of(f"{','.join(header)}\na,A,1\n", audience="partner"))

    def test_no_other_id_is_suggested_for_a_parent(self) -> None:
        assert faults_of("id,parent,label,count\ntheft,,T,1\nbike,thetf,B,1\n", audience="partner") == [
            f'partner/asb.csv, row 3, column "parent": found {HIDDEN}, expected the id of another row'
        ]

    def test_a_total_that_does_not_add_up_is_told_without_the_difference(self) -> None:
        assert faults_of(with_total(31, 10, 20), SUM, audience="partner") == [
            (
                'partner/asb.yaml, line 10, sums > 1: found a total in column "count" that is not the sum of its parts'
                f", expected a total equal to the sum of its parts. {OR_DECLARE}"
            )
        ]

    def test_a_declared_difference_is_not_told(self) -> None:
        extra = "sums:\n  - {total: total, parts: others, differs: {count: 77}, note: As printed}\n"
        [message] = faults_of(with_total(31, 10, 20), extra, audience="partner")
        assert "77" not in message


class TestSums:
    @pytest.mark.parametrize(("total", "gap"), [(29, "1 lower"), (31, "1 higher")])
    def test_a_total_one_off_its_parts_is_a_fault(self, total: int, gap: str) -> None:
        assert faults_of(with_total(total, 10, 20), SUM) == [
            (
                f'{SUMS_1}: found a total in column "count" that is {gap} than the sum of its parts, '
                f"expected a total equal to the sum of its parts. {OR_DECLARE}"
            )
        ]

    def test_a_total_equal_to_its_parts_is_kept_as_a_sum(self) -> None:
        assert dataset(with_total(30, 10, 20), SUM).sums == (Sum("total", ("p0", "p1"), ("count",)),)

    @pytest.mark.parametrize(("gap", "shown"), [(-3, "3 lower"), (-1, "1 lower"), (2, "2 higher")])
    def test_a_total_one_off_a_declared_difference_is_a_fault(self, gap: int, shown: str) -> None:
        extra = "sums:\n  - {total: total, parts: others, differs: {count: -2}, note: As printed}\n"
        assert faults_of(with_total(30 + gap, 10, 20), extra) == [
            (
                f'{SUMS_1}: found a total in column "count" that is {shown} than the sum of its parts, '
                f"expected 2 lower than it, as declared. {OR_DECLARE}"
            )
        ]

    def test_a_declared_difference_is_kept_with_its_note(self) -> None:
        extra = "sums:\n  - {total: total, parts: others, differs: {count: -2}, note: As printed}\n"
        [found] = dataset(with_total(28, 10, 20), extra).sums
        assert (found.differs, found.note) == ({"count": Decimal(-2)}, "As printed")

    def test_a_declared_difference_that_is_no_more_is_a_fault(self) -> None:
        extra = "sums:\n  - {total: total, parts: others, differs: {count: 1}, note: As printed}\n"
        assert len(faults_of(with_total(30, 10, 20), extra)) == 1

    def test_a_declared_difference_is_told_to_the_reader(self) -> None:
        extra = "sums:\n  - {total: total, parts: others, differs: {count: 1}}\n"
        assert faults_of(with_total(31, 10, 20), extra) == [
            f"{FILE}.yaml, line 10, sums > 1: found no note, expected a note that explains the difference to the reader"
        ]

    @given(st.lists(st.integers(0, 10**6), min_size=1, max_size=6), st.integers(-50, 50))
    def test_a_total_passes_if_it_is_its_parts_and_what_was_declared(self, parts: list[int], gap: int) -> None:
        total = max(0, sum(parts) + gap)
        declared = f"differs: {{count: {total - sum(parts)}}}, note: As printed"
        assert dataset(with_total(total, *parts), f"sums:\n  - {{total: total, parts: others, {declared}}}\n").sums
        if total != sum(parts):
            assert len(faults_of(with_total(total, *parts), SUM)) == 1

    @pytest.mark.parametrize("code", ["[x]", "[z]", "[low]"])
    @pytest.mark.parametrize("csv", ["of-parts", "of-total"])
    def test_a_code_in_place_of_a_number_leaves_the_rest_of_a_sum_open(self, code: str, csv: str) -> None:
        assert dataset(with_total(99, 10, code) if csv == "of-parts" else with_total(code, 10, 20), SUM).sums

    def test_the_parts_that_are_shown_bound_their_total(self) -> None:
        assert "less than its parts that are shown" in faults_of(with_total(14, 15, "[c]", "[c]"), SUM)[0]
        for total in (15, 16):
            assert dataset(with_total(total, 15, "[c]", "[c]"), SUM).sums

    @pytest.mark.parametrize("parts", [("[c]", 10, 20, 3), ("40", 10, 20, "[c]")])
    def test_a_single_withheld_number_of_a_sum_is_not_withheld(self, parts: tuple[str | int, ...]) -> None:
        [fault] = faults_of(with_total(*parts), SUM)
        assert "that is not withheld by its [c]" in fault
        assert "7" not in fault.split("found")[1]

    def test_a_code_after_a_number_does_not_stop_the_check(self) -> None:
        assert len(faults_of(with_total("31 [p]", 10, "20 [r]"), SUM)) == 1

    def test_the_children_of_a_row_may_add_up_to_it(self) -> None:
        extra = "sums:\n  - {total: a, parts: children}\n"
        assert dataset(NESTED.format(30), extra).sums[0].parts == ("a1", "a2")
        assert len(faults_of(NESTED.format(35), extra)) == 1

    def test_the_others_are_the_rows_beside_a_total_and_not_those_under_them(self) -> None:
        csv = NESTED.format(30) + "total,,Total,35\n"
        assert dataset(csv, SUM).sums[0].parts == ("a", "b")

    def test_the_others_hold_no_other_total(self) -> None:
        extra = f"{SUM}  - {{total: half, parts: [p0]}}\n"
        assert dataset(with_total(30, 10, 20) + "\nhalf,Half,10", extra).sums[0].parts == ("p0", "p1")

    def test_named_rows_may_add_up(self) -> None:
        extra = "sums:\n  - {total: total, parts: [p0, p2]}\n"
        assert dataset(with_total(40, 10, 20, 30), extra).sums[0].parts == ("p0", "p2")

    def test_counts_and_numbers_are_summed_and_percentages_are_not(self) -> None:
        base = f"{DESCRIPTOR}  rate: {{title: R, kind: number, unit: u}}\n  pc: {{title: P, kind: percent, unit: u}}\n"
        csv = "id,label,count,rate,pc\na,A,1,0.1,50\nb,B,2,0.2,50\ntotal,T,3,0.3,7\n"
        assert dataset(csv, SUM, base=base).sums[0].columns == ("count", "rate")

    def test_only_the_columns_that_are_named_are_checked(self) -> None:
        base = f"{DESCRIPTOR}  more: {{title: More, kind: count, unit: incidents}}\n"
        csv = "id,label,count,more\na,A,1,1\nb,B,2,2\ntotal,T,3,9\n"
        assert len(faults_of(csv, SUM, base=base)) == 1
        assert dataset(csv, "sums:\n  - {total: total, parts: others, columns: [count]}\n", base=base).sums

    def test_every_sum_and_every_column_that_is_off_is_reported(self) -> None:
        base = f"{DESCRIPTOR}  more: {{title: More, kind: count, unit: incidents}}\n"
        extra = f"{SUM}  - {{total: half, parts: [a]}}\n"
        assert len(faults_of("id,label,count,more\na,A,1,1\nhalf,H,2,2\ntotal,T,3,3\n", extra, base=base)) == 4


class TestNames:
    @pytest.mark.parametrize(
        ("extra", "place", "found", "expected"),
        [
            ("highlight: tharowe", "line 9, highlight", 'row "tharowe"', '"tharrowe"'),
            ("sums: [{total: tharowe, parts: others}]", "line 9, sums > 1 > total", 'row "tharowe"', '"tharrowe"'),
            (
                "sums: [{total: tharrowe, parts: [basldon]}]",
                "line 9, sums > 1 > parts",
                'row "basldon"',
                '"basildon"',
            ),
            (
                "sums: [{total: tharrowe, parts: others, columns: [cuont]}]",
                "line 9, sums > 1",
                'column "cuont"',
                '"count"',
            ),
            (
                "sums: [{total: tharrowe, parts: others, differs: {cuont: 1}}]",
                "line 9, sums > 1",
                'column "cuont"',
                '"count"',
            ),
            (
                "sums: [{total: tharrowe, parts: others, columns: [label]}]",
                "line 9, sums > 1",
                'column "label"',
                "one of count",
            ),
            (
                "derived: {rank: {title: R, by: rank, of: count, only: [tharowe]}}",
                "line 9, derived > rank > only",
                'row "tharowe"',
                '"tharrowe"',
            ),
        ],
    )
    def test_a_name_that_the_csv_does_not_have_names_the_nearest(
        self, extra: str, place: str, found: str, expected: str
    ) -> None:
        csv = of_rows("tharrowe,Tharrowe,1", "basildon,Basildon,1")
        assert faults_of(csv, extra) == [f"{FILE}.yaml, {place}: found unknown {found}, expected {expected}"]

    @pytest.mark.parametrize("parts", ["children", "[]"])
    def test_a_sum_of_no_rows_is_a_fault(self, parts: str) -> None:
        assert faults_of(of_rows("a,A,1"), f"sums: [{{total: a, parts: {parts}}}]") == [
            f"{FILE}.yaml, line 9, sums > 1 > parts: found no rows, expected the rows that add up"
        ]
