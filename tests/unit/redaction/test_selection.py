from __future__ import annotations

import pytest
from specimens import dataset, policy, source

from redaction.data.dataset import Dataset
from redaction.redact import redact
from redaction.view import View

MATRIX = "id,label,count\nlow,Low,1\nhigh,High,9\nmiddle,Middle,5\nalike,Alike,5\nnone,None,[x]\ntotal,All,20\n"
RANKED = "derived:\n  rank: {title: Rank, by: rank, of: count}\nsums:\n  - {total: total, parts: others}\n"


def view(selection: str, *, audience: str = "public", edition: str = "public") -> View:
    rules = policy(source("storm"), source("insight", "partner", ("matrix",)))
    datasets: list[Dataset] = [
        dataset(MATRIX, RANKED, name="matrix", audience=audience),
        dataset(None, f"rows_of: {{{selection}}}\n", name="chosen"),
    ]
    return redact(datasets, [], rules, rules.editions[edition])


def chosen(selection: str) -> list[str]:
    return [row.id for row in view(selection).datasets["chosen"].rows]


def test_rows_of_another_dataset_are_its_top_rows_in_order() -> None:
    assert chosen("dataset: matrix") == ["low", "high", "middle", "alike", "none"]


def test_rows_by_a_rank_are_those_that_have_one_best_first() -> None:
    assert chosen("dataset: matrix, rank: rank") == ["high", "middle", "alike", "low"]


@pytest.mark.parametrize(
    ("highest", "rows"),
    [
        (1, ["high"]),
        (2, ["high", "middle", "alike"]),
        (3, ["high", "middle", "alike"]),
        (4, ["high", "middle", "alike", "low"]),
    ],
)
def test_rows_down_to_a_rank_are_all_that_share_it(highest: int, rows: list[str]) -> None:
    assert chosen(f"dataset: matrix, rank: rank, highest: {highest}") == rows


def test_a_selected_row_has_its_label_and_no_number() -> None:
    rows = view("dataset: matrix").datasets["chosen"].rows
    assert [(row.label, set(row.cells)) for row in rows][:2] == [("Low", {"label"}), ("High", {"label"})]


@pytest.mark.parametrize(
    "selection", ["dataset: matirx", "dataset: matrix, rank: rnak", "dataset: matrix, rank: label"]
)
def test_a_selection_that_fails_leaves_no_rows(selection: str) -> None:
    assert chosen(selection) == []


@pytest.mark.parametrize(("edition", "count"), [("public", 0), ("partner", 5)])
def test_rows_of_a_restricted_dataset_are_for_editions_that_may_see_it(edition: str, count: int) -> None:
    found = view("dataset: matrix", audience="partner", edition=edition)
    assert len(found.datasets["chosen"].rows) == count
