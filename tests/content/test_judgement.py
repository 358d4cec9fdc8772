"""What was printed is judged twice, by code that shares nothing, and both come to the same in every world tried."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from cells_one_by_one import RECONCILING, Assessment, Call, committed
from test_every_cell import stale

from assess.lineage import judge as judgement
from assess.lineage.judge import Judge
from assess.lineage.recomputation import Recomputation, UntraceableError
from macros.language.template import MacroCall
from redaction.data.dataset import Cell, Row
from redaction.expressions import Operation, parse_expression, quantity_of
from redaction.reconciliation.causes import CauseKind
from redaction.reconciliation.claims import CLAIMS, Verdict, judged_claims
from redaction.view import View

WORLDS = 3
REPRINTED, MOVED = 150, 20  # how many claims and cells differ in each


@pytest.fixture(scope="module")
def assessment(root: Path) -> Assessment:
    """The committed edition as if it were for fewer readers, so that every claim is listed."""
    found = committed(root)
    return replace(found, view=replace(found.view, edition=replace(found.view.edition, audiences=("public", "team"))))


@pytest.fixture(scope="module")
def worlds(assessment: Assessment) -> list[View]:
    return [assessment.view, *(world(assessment, random.Random(seed)) for seed in range(WORLDS))]  # noqa: S311  # repeats


def world(assessment: Assessment, chance: random.Random) -> View:
    """A world in which some cells are far from what they were, and some claims were printed otherwise."""
    named = {
        str(each)
        for judged in judged_claims(assessment.view)
        for each in judged.claim.expression.references()
        if each.row != "*" and assessment.view.datasets[each.dataset].column(each.column)
    }
    for cell in chance.sample(sorted(named), MOVED):
        view = chance.choice(list(assessment.worlds(cell)))
        assessment = replace(assessment, view=view)
    claims = assessment.view.datasets[CLAIMS]
    chosen = set(chance.sample(range(len(claims.rows)), REPRINTED))
    rows = tuple(
        replace(
            row, cells={**row.cells, "printed": Cell(chance.choice([*misprints(at, claims.rows, assessment.view)]))}
        )
        if at in chosen and row.cells["printed"].text[-1:].strip("%").isdigit()
        else row
        for at, row in enumerate(claims.rows)
    )
    changed = {**assessment.view.datasets, CLAIMS: replace(claims, rows=rows)}
    return replace(assessment.view, datasets=changed)


def misprints(at: int, rows: Sequence[Row], view: View) -> Iterator[str]:
    """What may have been printed in place of a number: its sign or digits wrong, that beside it, another's result."""
    texts = [row.cells["printed"].text for row in rows]
    text = texts[at]
    asked = parse_expression(rows[at].cells["expression"].text)
    if asked.name == "change":
        for other in (Operation("change", asked.operands[::-1]), Operation("difference", asked.operands)):
            value = quantity_of(view, other).value
            yield "n/c" if value is None else f"{value:.1f}"
    yield f"-{text.lstrip('+-')}"
    yield f"{text[:-3]}{text[-3:-1][::-1]}{text[-1:]}"
    yield from (each for each in texts[max(0, at - 2) : at + 3] if any(map(str.isdigit, each)))
    yield f"{text.lstrip('+-').rstrip('%')}7%"


def second(view: View) -> Judge:
    return Recomputation(view.datasets).judge


def test_both_judges_use_the_same_names() -> None:
    assert tuple(CauseKind) == judgement.KINDS
    assert set(Verdict) == {judgement.AGREES, judgement.ROUNDED, judgement.DIFFERS, judgement.UNPUBLISHED}


def test_two_judges_come_to_the_same_verdict_the_same_causes_and_the_same_likeliest(worlds: list[View]) -> None:
    kinds = set()
    for view in worlds:
        one = [
            (each.claim.id, str(each.verdict), {(str(kind), about) for kind, about in shared}, cause)
            for each in judged_claims(view)
            for shared in [{cause.shared for cause in each.causes}]
            for cause in [str(each.cause.kind) if each.cause else ""]
        ]
        assert second(view).opinions() == one
        kinds |= {cause for *_, cause in one}
    assert kinds >= set(judgement.KINDS) | {""}, "each was the likeliest somewhere"


@pytest.mark.parametrize("tried", [2, pytest.param(1 + WORLDS, marks=pytest.mark.whole)])
def test_no_page_about_the_printed_document_keeps_a_stale_word(
    assessment: Assessment, worlds: list[View], tried: int
) -> None:
    page = next(page for page in assessment.site.pages if page.path == "about/differences.md")
    calls = [Call(page, MacroCall(name, (), {}, 1)) for name in RECONCILING]
    numbers = 0
    for view in worlds[:tried]:
        recomputation = Recomputation(view.datasets)
        for call in calls:
            said = call.says(view, assessment.site)
            # A link that says "same" of what is not stops the build, so it is counted in the committed world alone.
            if view is not assessment.view:
                kept = {key: each for key, each in said.numbers.items() if not key[0].startswith("count(same-quantity")}
                said = replace(said, numbers=kept)
            assert stale(said, recomputation) == []
            numbers += len(said.numbers)
    assert numbers > 1000 * tried


@pytest.mark.parametrize(
    "formula",
    [
        "count(printed-claims/*/expression, perhaps)",
        "count(printed-claims/*/expression, differs, moon)",
        "count(crime-by-district/*/2022)",
        "count(same-quantity/*/apart, near)",
        "cause(printed-claims/1-violence-against-the-person-score/printed)",
        "cause(printed-claims/nobody/printed)",
    ],
)
def test_what_nobody_can_count_is_not_counted(assessment: Assessment, formula: str) -> None:
    with pytest.raises(UntraceableError):
        Recomputation(assessment.view.datasets).expected(formula)
