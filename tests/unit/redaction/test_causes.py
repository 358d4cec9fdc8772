from __future__ import annotations

import pytest
from printed_worlds import judged

from redaction.reconciliation.causes import Cause, CauseKind

CHANGE = "change crimes/north/2021 crimes/north/2022"  # +25
NORTH = "crimes/north/2022"


@pytest.mark.parametrize(
    ("printed", "made", "cause"),
    [
        ("-25%", CHANGE, Cause(CauseKind.SIGN)),
        ("20%", CHANGE, Cause(CauseKind.LATER_YEAR)),
        ("-20%", CHANGE, Cause(CauseKind.SWAPPED)),
        ("50%", CHANGE, Cause(CauseKind.POINTS)),
        ("31.2%", f"share {NORTH} crimes/total/2022", Cause(CauseKind.CUT_SHORT)),
        ("33.3%", f"share {NORTH} crimes/total/2022", Cause(CauseKind.LEFT_OUT, "Other")),
        ("33.3%", f"share {NORTH} crimes/*/2022", Cause(CauseKind.LEFT_OUT, "Other")),
        (
            "500",
            f"total {NORTH} crimes/south/2022 crimes/east/2022 crimes/west/2022",
            Cause(CauseKind.LEFT_OUT, "North"),
        ),
        ("300", f"value {NORTH}", Cause(CauseKind.ANOTHER_ROW, "South")),
        ("-25.0%", "change crimes/east/2021 crimes/east/2022", Cause(CauseKind.ANOTHER_ROW, "South")),
        ("25.0%", f"share {NORTH} crimes/total/2022", Cause(CauseKind.ANOTHER_YEAR, "2021")),
        ("502", "value 250", None),
        ("205", "value 250", Cause(CauseKind.DIGITS)),
        ("4", f"rank {NORTH}", Cause(CauseKind.OTHER_END)),
        ("2", "rank-from-fewest crimes/south/2022", None),
        ("4", "rank crimes/east/2022", Cause(CauseKind.RANK_EACH)),
        ("100.0%", "total answers/yes/before answers/no/before answers/maybe/before", Cause(CauseKind.PARTS_ROUNDED)),
        ("99.7%", "total answers/yes/before answers/no/before answers/maybe/before", Cause(CauseKind.PARTS_ROUNDED)),
        ("99.6%", "total answers/yes/before answers/no/before answers/maybe/before", None),
        ("1.5%", CHANGE, None),
    ],
)
def test_a_cause_is_named_where_making_the_mistake_again_gives_the_printed_number(
    printed: str, made: str, cause: Cause | None
) -> None:
    assert judged((printed, made))[0].cause == cause


@pytest.mark.parametrize(
    ("later", "printed", "count"),
    [("9", "-47.06%", "17"), ("455", "+9.38%", "416"), ("455", "+9.4%", None), ("9", "-47.07%", None)],
)
def test_a_count_that_was_not_printed_is_named_only_where_chance_is_unlikely(
    later: str, printed: str, count: str | None
) -> None:
    expected = Cause(CauseKind.UNPUBLISHED_COUNT, count) if count else None
    assert judged((printed, f"change 1000 {later}"))[0].cause == expected


@pytest.mark.parametrize(("printed", "named"), [("11.1%", False), ("11.2%", False), ("11.3%", True)])
def test_a_mistake_that_misses_by_one_unit_is_not_named(printed: str, *, named: bool) -> None:
    # 12.75 on the earlier year, and 11.308 on the later
    assert (judged((printed, "change 800 902"))[0].cause is not None) is named


class TestSeveralCauses:
    def test_the_cause_that_explains_its_column_comes_before_a_simpler_one(self) -> None:
        both = ("1.2%", "change 800 810")  # 1.25 cut short, and 1.23 on the later year
        alone = judged(both, figure="crimes")[0]
        assert [cause.kind for cause in alone.causes] == [CauseKind.CUT_SHORT, CauseKind.LATER_YEAR]
        beside = judged(both, ("20%", CHANGE), figure="crimes")
        assert [each.cause for each in beside] == [Cause(CauseKind.LATER_YEAR)] * 2

    def test_of_rows_that_explain_the_same_the_last_of_the_table_is_named(self) -> None:
        found = judged(("36%", "share crimes/north/2022 crimes/total/2022"))[0]
        assert [cause.detail for cause in found.causes if cause.kind is CauseKind.LEFT_OUT] == ["West", "East"]


class TestSentences:
    def test_a_sign_turned_round_makes_a_sentence_true(self) -> None:
        found = judged(("fell", f"lower ({CHANGE}) 0"))[0]
        assert [cause.kind for cause in found.causes] == [CauseKind.SIGN, CauseKind.SWAPPED]

    def test_a_sentence_about_plain_counts_has_no_cause(self) -> None:
        assert judged(("over", "higher crimes/north/2022 260"))[0].causes == ()

    def test_the_same_names_in_another_order(self) -> None:
        assert judged(("first", "leading crimes/north/2022 crimes/south/2022"))[0].cause == Cause(CauseKind.ORDER)
        assert judged(("first", "leading crimes/north/2022 crimes/east/2022"))[0].cause is None

    def test_a_rank_that_fits_from_the_other_end(self) -> None:
        assert judged(("4th", "rank-fits 250 800 5"))[0].cause == Cause(CauseKind.OTHER_END_FITS)
        assert judged(("4th", "rank-fits 500 800 5"))[0].cause is None


class TestElsewhere:
    LINK = "l,North,value crimes/north/2022,value beats/north/count,value -10,reported,Not said"

    def test_a_share_of_the_same_quantity_in_another_place(self) -> None:
        found = judged(("30%", "share crimes/north/2022 crimes/total/2022"), links=[self.LINK])[0]
        assert found.cause == Cause(CauseKind.ELSEWHERE, "figure 2")

    def test_the_same_number_in_another_place_explains_nothing(self) -> None:
        assert judged(("240", "value crimes/north/2022"), links=[self.LINK])[0].causes == ()

    def test_a_number_of_another_definition_is_named_with_its_note(self) -> None:
        link = "l,Rise,change crimes/north/2021 crimes/north/2022,change 200 240,value -5,{},By beat"
        made = ("20.0%", CHANGE)
        found = judged(made, links=[link.format("definition")])[0]
        assert Cause(CauseKind.SOMETHING_ELSE, "By beat") in found.causes
        found = judged(made, links=[link.format("reported")])[0]
        assert Cause(CauseKind.SOMETHING_ELSE, "By beat") not in found.causes
