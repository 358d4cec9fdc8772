"""What the printed document derived: how many claims, their verdicts and causes, and that no derived cell is left out.

`reconciliation.tsv` holds the counts; `pytest tests/content --update-golden` writes it anew.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from redaction.data.dataset import Cell
from redaction.reader import read_folder, read_policy
from redaction.reconciliation.causes import Cause, CauseKind
from redaction.reconciliation.claims import CLAIMS, TEXT, Judged, Verdict, judged_claims
from redaction.reconciliation.same_quantity import SAME, apart, links_of
from redaction.redact import redact
from redaction.view import View

HERE = Path(__file__).parent
PRINTED = HERE / "printed"
COUNTS = HERE / "reconciliation.tsv"
LEAST_CLAIMS = 400

# Each column of a printed table that follows from others, and where its claims say that they stand.
DERIVED = {
    ("figure-01", "Score"): "Figure 1, Score",
    ("figure-01", "Rank"): "Figure 1, Rank",
    ("figure-03", "% Change"): "Figure 3, % Change",
    ("figure-04", "# diff."): "Figure 4, # diff.",
    ("figure-04", "% diff."): "Figure 4, % diff.",
    ("figure-05", "# diff."): "Figure 5, # diff.",
    ("figure-05", "% diff."): "Figure 5, % diff.",
    ("figure-06", "% change Essex Force"): "Figure 6, % change Essex Force",
    ("figure-06", "% change Thurrock"): "Figure 6, % change Thurrock",
    ("figure-07", "# diff."): "Figure 7, # diff.",
    ("figure-07", "% diff."): "Figure 7, % diff.",
    ("figure-08a", "# diff."): "Figure 8a, # diff.",
    ("figure-08a", "% diff."): "Figure 8a, % diff.",
    ("figure-08b", "# diff."): "Figure 8b, # diff.",
    ("figure-08b", "% diff."): "Figure 8b, % diff.",
    ("figure-09", "Rank"): "Figure 9, Rank",
    ("figure-09", "%"): "Figure 9, %",
    ("figure-10", "Ranking"): "Figure 10, Ranking",
    ("figure-10", "% of Essex"): "Figure 10, % of Essex",
    ("figure-12", "% of Essex"): "Figure 12, % of Essex",
    ("figure-13", "% of Essex"): "Figure 13, % of Essex",
    ("figure-14", "% of Essex"): "Figure 14, % of Essex",
    ("figure-15", "% of Essex"): "Figure 15, % of Essex",
    ("figure-16", "Rank"): "Figure 16, Rank",
    ("figure-16", "No"): "Figure 16, No",
    ("figure-26", "No. Diff."): "Figure 26, No. Diff.",
    ("figure-26", "% Diff"): "Figure 26, % Diff",
    ("figure-26", "% DA related"): "Figure 26, % DA related",
    ("figure-27", "No. Diff."): "Figure 27, No. Diff.",
    ("figure-27", "% Diff"): "Figure 27, % Diff",
    ("figure-28", "% Variance"): "Figure 28, % Variance",
    ("figure-30", "%"): "Figure 30, %",
    ("figure-31-ethnicity+figure-31-age", "%"): "Figure 31, %",
    ("figure-40", "% of total"): "Figure 40, % of total",
    ("figure-44", "Score"): "Figure 44, Score",
    ("figure-44", "Rank"): "Figure 44, Rank",
    ("risk-matrix", "Total"): "Risk matrix, Total",
    ("risk-matrix", "Rank"): "Risk matrix, Rank",
    ("modern-slavery-knowing-what-to-do", "Difference"): "Knowing what to do, Difference",
    ("modern-slavery-knowing-where-to-refer", "Difference"): "Knowing where to refer, Difference",
}


@pytest.fixture(scope="module")
def view(root: Path) -> View:
    rules = read_policy(root / "redaction")
    folder = read_folder(root / "data" / "public", "data/public", "public", rules)
    return redact(folder.datasets, folder.prose, rules, rules.editions["public"])


@pytest.fixture(scope="module")
def judged(view: View) -> tuple[Judged, ...]:
    return judged_claims(view)


def printed_cells(names: str, column: str) -> list[str]:
    cells = []
    for name in names.split("+"):
        with (PRINTED / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
            header, *body = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        cells += [row[header.index(column)] for row in body]
    return [cell for cell in cells if cell]


def of(judged: tuple[Judged, ...], place: str) -> list[Judged]:
    return [each for each in judged if each.claim.place == place]


def changed(view: View, dataset: str, row: str, column: str, number: int) -> View:
    """The View with one cell of its data changed."""
    before = view.datasets[dataset]
    rows = tuple(
        replace(each, cells={**each.cells, column: Cell(str(number), Decimal(number))}) if each.id == row else each
        for each in before.rows
    )
    return replace(view, datasets={**view.datasets, dataset: replace(before, rows=rows)})


def test_the_claims_have_these_verdicts_and_causes(judged: tuple[Judged, ...], request: pytest.FixtureRequest) -> None:
    verdicts = Counter(str(each.verdict) for each in judged)
    causes = Counter(
        str(each.cause.kind) if each.cause else "not explained" for each in judged if each.verdict is Verdict.DIFFERS
    )
    lines = [
        f"{kind}\t{name}\t{count}"
        for kind, counts in (("verdict", verdicts), ("cause", causes))
        for name, count in sorted(counts.items())
    ]
    found = "\n".join(["kind\tname\tcount", *lines, ""])
    if request.config.getoption("--update-golden"):
        COUNTS.write_text(found, "utf-8")
    assert found == COUNTS.read_text("utf-8")
    assert len(judged) >= LEAST_CLAIMS


@pytest.mark.parametrize(("table", "column", "place"), [(*key, place) for key, place in DERIVED.items()])
def test_every_derived_cell_that_was_printed_is_claimed_as_it_was_printed(
    table: str, column: str, place: str, judged: tuple[Judged, ...]
) -> None:
    claimed = [each.claim.printed for each in of(judged, place)]
    assert claimed == printed_cells(table, column)
    assert len(claimed) >= 3


def test_no_printed_text_is_a_sentence(view: View) -> None:
    assert max(len(row.cells["printed"].text.split()) for row in view.datasets[CLAIMS].rows) < 8


def test_no_claim_is_made_twice(judged: tuple[Judged, ...]) -> None:
    made = Counter(
        (
            each.claim.page,
            each.claim.figure,
            each.claim.place,
            each.claim.label,
            each.claim.printed,
            each.claim.expression,
        )
        for each in judged
    )
    assert [claim for claim, count in made.items() if count > 1] == []


def test_no_claim_rests_on_what_it_claims(view: View) -> None:
    # These columns store what was printed of itself, so recomputing from them would prove nothing.
    stored = ("printed-", "-printed-", "-in-text", "share-2021")
    of_text = [
        row for row in view.datasets[CLAIMS].rows if any(part in row.cells["expression"].text for part in stored)
    ]
    assert of_text == []


class TestFigure7:
    def test_every_percentage_is_exactly_that_on_the_later_year(self, judged: tuple[Judged, ...], view: View) -> None:
        column = of(judged, "Figure 7, % diff.")
        assert len(column) == 15
        for each in column:
            row = each.claim.id.removeprefix("7-").removesuffix("-change")
            earlier, later = (view.quantity("crime-by-district", row, year).value for year in ("2021", "2022"))
            assert earlier is not None
            assert later is not None
            assert round((later - earlier) / later * 100, 1) == Decimal(each.claim.printed.rstrip("%"))

    def test_all_that_differ_are_explained_by_it_and_the_one_other_agrees_either_way(
        self, judged: tuple[Judged, ...]
    ) -> None:
        column = of(judged, "Figure 7, % diff.")
        agreeing = [each.claim.label for each in column if each.verdict is not Verdict.DIFFERS]
        assert agreeing == ["Epping Forest"]
        assert {each.cause for each in column if each.verdict is Verdict.DIFFERS} == {Cause(CauseKind.LATER_YEAR)}


@pytest.mark.parametrize(
    ("claim", "cause"),
    [
        ("6-possession-of-weapons-thurrock", Cause(CauseKind.SIGN)),
        ("text-hate-essex", Cause(CauseKind.SIGN)),
        ("26-other-2022", Cause(CauseKind.ANOTHER_ROW, "Sexual Offences")),
        ("40-southend-share", Cause(CauseKind.LEFT_OUT, "Other")),
        ("text-positive", Cause(CauseKind.LEFT_OUT, "Other")),
        ("10-environment-share", Cause(CauseKind.CUT_SHORT)),
        ("9-ockendon-rank", Cause(CauseKind.RANK_EACH)),
        ("text-fire-rank", Cause(CauseKind.OTHER_END_FITS)),
        ("28-racial-change", Cause(CauseKind.UNPUBLISHED_COUNT, "416")),
        ("summary-race", None),
    ],
)
def test_known_mistakes_have_their_cause(claim: str, cause: Cause | None, judged: tuple[Judged, ...]) -> None:
    found = next(each for each in judged if each.claim.id == claim)
    assert (found.verdict, found.cause) == (Verdict.DIFFERS, cause)


def test_a_corrected_count_turns_the_verdict_and_takes_the_cause_away(view: View) -> None:
    corrected = changed(view, "state-based-crime", "possession-of-weapons", "2022", 116)
    before, after = (
        next(each for each in judged_claims(one) if each.claim.id == "6-possession-of-weapons-thurrock")
        for one in (view, corrected)
    )
    assert (before.verdict, after.verdict) == (Verdict.DIFFERS, Verdict.ROUNDED)
    assert (bool(before.causes), after.causes) == (True, ())


def test_the_quantities_that_stand_in_several_figures_are_linked(view: View) -> None:
    links = links_of(view)
    text = " ".join(str(each) for link in links for side in (link.one, link.other) for each in side.references())
    figures = {
        name: view.datasets[name].descriptor.figure for name in set(re.findall(r"([\w-]+)/", text)) & set(view.datasets)
    }
    assert {"5", "10", "15", "16", "7", "8a", "8b", "9", "28", "30"} <= set(figures.values())
    assert all((apart(view, link) == 0) is (link.reason == SAME) for link in links)


def test_figure_6_needs_no_link_because_its_column_for_thurrock_is_computed_from_figure_8(view: View) -> None:
    cells = view.quantity("comparator-change", "hate-crime", "thurrock").cells
    assert cells == ("victim-based-crime/hate-crime/2021", "victim-based-crime/hate-crime/2022")


def test_claims_of_the_text_name_no_figure(judged: tuple[Judged, ...]) -> None:
    assert {each.claim.place for each in judged if each.claim.figure == TEXT} == {"In the text"}
