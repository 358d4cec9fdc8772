from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from printed_worlds import CRIMES_CSV, judged, view_of

from redaction.data.rounding import rounded
from redaction.reconciliation.claims import CLAIMS, Verdict, claim_faults, judged_claims

NORTH, SOUTH, EAST = (f"crimes/{name}/2022" for name in ("north", "south", "east"))
SHARE = f"share {NORTH} crimes/total/2022"  # 31.25


def verdict(printed: str, expression: str) -> Verdict:
    return judged((printed, expression))[0].verdict


class TestNumbers:
    @pytest.mark.parametrize(
        ("printed", "expected"),
        [
            ("31.25%", Verdict.AGREES),
            ("31.250%", Verdict.AGREES),
            ("31.3%", Verdict.ROUNDED),
            ("31%", Verdict.ROUNDED),
            ("31.2%", Verdict.DIFFERS),
            ("31.4%", Verdict.DIFFERS),
            ("32%", Verdict.DIFFERS),
            ("30%", Verdict.DIFFERS),
        ],
    )
    def test_a_number_agrees_differs_or_agrees_as_it_was_rounded(self, printed: str, expected: Verdict) -> None:
        assert verdict(printed, SHARE) is expected

    @settings(deadline=None, max_examples=50)  # each example makes a View
    @given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(0, 4))
    def test_a_change_printed_by_the_rule_never_differs(self, earlier: int, later: int, decimals: int) -> None:
        printed = rounded(Decimal(later - earlier) / earlier * 100, decimals)
        made = f"change {earlier} {later}"
        assert verdict(f"{printed:f}%", made) in (Verdict.AGREES, Verdict.ROUNDED)
        assert verdict(f"{printed + Decimal(1).scaleb(-decimals):f}%", made) is Verdict.DIFFERS

    def test_a_word_of_direction_is_part_of_the_number(self) -> None:
        made = "change crimes/south/2021 crimes/south/2022"
        assert verdict("a decrease of 25%", made) is Verdict.AGREES
        assert verdict("25% more", made) is Verdict.DIFFERS

    @pytest.mark.parametrize("made", ["unpublished", "difference answers/no/before answers/no/after"])
    def test_what_was_not_published_cannot_be_computed(self, made: str) -> None:
        assert verdict("25%", made) is Verdict.UNPUBLISHED


class TestSentences:
    @pytest.mark.parametrize(
        ("made", "agrees"),
        [
            (f"higher {NORTH} 249", True),
            (f"higher {NORTH} 250", False),
            (f"higher {NORTH} 251", False),
            (f"lower {NORTH} 249", False),
            (f"lower {NORTH} 250", False),
            (f"lower {NORTH} 251", True),
            (f"same {NORTH} 249", False),
            (f"same {NORTH} 250", True),
            (f"same {NORTH} 251", False),
        ],
    )
    def test_a_comparison_is_true_of_the_numbers_or_differs(self, made: str, *, agrees: bool) -> None:
        assert verdict("words", made) is (Verdict.AGREES if agrees else Verdict.DIFFERS)

    def test_a_comparison_with_what_is_missing_cannot_be_computed(self) -> None:
        assert verdict("words", "higher answers/no/after 2") is Verdict.UNPUBLISHED

    @pytest.mark.parametrize(
        ("rows", "expected"),
        [
            ([SOUTH, NORTH], Verdict.AGREES),
            ([NORTH, SOUTH], Verdict.DIFFERS),
            ([SOUTH, NORTH, EAST], Verdict.AGREES),
            ([SOUTH, NORTH, "crimes/west/2022"], Verdict.AGREES),
            ([SOUTH, EAST], Verdict.DIFFERS),
        ],
    )
    def test_names_lead_in_the_order_of_their_numbers_and_ties_in_any(self, rows: list[str], expected: Verdict) -> None:
        assert verdict("words", f"leading {' '.join(rows)}") is expected

    @pytest.mark.parametrize(
        ("printed", "expected"), [("2nd", Verdict.UNPUBLISHED), ("3rd", Verdict.UNPUBLISHED), ("4th", Verdict.DIFFERS)]
    )
    def test_a_rank_that_the_whole_cannot_hold_differs_and_no_other_is_known(
        self, printed: str, expected: Verdict
    ) -> None:
        assert verdict(f"{printed} highest", "rank-fits 250 800 5") is expected


def test_a_change_of_the_data_turns_the_verdict() -> None:
    claims = [("31%", SHARE)]
    after = view_of(
        claims, crimes=CRIMES_CSV.replace("north,North,200,250", "north,North,200,270").replace("800,800", "800,820")
    )
    assert judged_claims(view_of(claims))[0].verdict is Verdict.ROUNDED
    assert judged_claims(after)[0].verdict is Verdict.DIFFERS


class TestFaults:
    @pytest.mark.parametrize(
        ("printed", "made", "said"),
        [
            ("1", "value crimse/north/2022", 'unknown dataset "crimse"'),
            ("1", "value crimes/nort/2022", 'unknown row "nort"'),
            ("1", "rank crimes/north/2032", 'unknown column "2032"'),
            ("1", "chnage 1 2", 'unknown operation "chnage"'),
            ("no number", f"value {NORTH}", "holds no number"),
            ("one two three four five six seven eight", f"higher {NORTH} 2", "8 words of print"),
        ],
    )
    def test_a_bad_claim_is_told_at_its_row(self, printed: str, made: str, said: str) -> None:
        of = view_of([("31%", SHARE), (printed, made)])
        found = list(claim_faults(of, of.datasets[CLAIMS], "c.csv", {"a.md": ()}, frozenset()))
        assert [(each.file, each.line, each.place) for each in found] == [("c.csv", 3, 'row 3, "c1"')]
        assert said in found[0].found

    def test_every_fault_is_told_at_once(self) -> None:
        of = view_of([("1", "value a/b/c"), ("1", "nonsense"), ("31%", SHARE)])
        assert len(list(claim_faults(of, of.datasets[CLAIMS], "c.csv", {"a.md": ()}, frozenset()))) == 2

    def test_a_page_and_a_figure_must_exist(self) -> None:
        of = view_of([("31%", SHARE)], figure="crimes")
        rows = of.datasets[CLAIMS]
        assert [each.found for each in claim_faults(of, rows, "c.csv", {"b.md": ()}, frozenset())] == [
            'unknown page "a.md"'
        ]
        assert [each.found for each in claim_faults(of, rows, "c.csv", {"a.md": ()}, frozenset())] == [
            'unknown figure "crimes"'
        ]
        assert list(claim_faults(of, rows, "c.csv", {"a.md": ("crimes",)}, frozenset())) == []

    def test_what_rests_on_a_faulty_dataset_is_not_told_again(self) -> None:
        of = view_of([("31%", "value lost/north/2022")])
        assert list(claim_faults(of, of.datasets[CLAIMS], "c.csv", {"a.md": ()}, frozenset({"lost"}))) == []
