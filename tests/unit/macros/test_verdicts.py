"""Verdicts are taken where all that they rest on is the very same, and only those of the last round are kept."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

import pytest
from small_view import CARDS, CARDS_CSV, INCIDENTS, INCIDENTS_CSV, dataset, small_view

from macros.pages.validation import view_over
from macros.pages.verdicts import Alone, Over, Verdicts, same
from redaction.data.looked_up import Asked, LookedUp, ask
from redaction.diagnostics.errors import LookupFailedError
from redaction.view import View

Table = Mapping[str, int]


@dataclass(frozen=True)
class Thing:
    name: str
    line: int = field(default=0, compare=False)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (1, True),
        (Decimal("2.5"), Decimal("2.50")),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ({"a": 1}, {"a": 1.0}),
        ((1, 2), [1, 2]),
        ((1, 2), (1, 2, 3)),
        (Thing("a", 1), Thing("a", 2)),
        ({"a": (Thing("a"),)}, {"a": (Thing("b"),)}),
        (lambda: 1, lambda: 1),
        ("", None),
    ],
)
def test_what_a_function_could_tell_apart_is_not_the_same(one: object, other: object) -> None:
    assert not same(one, other)
    assert not same(other, one)


@pytest.mark.parametrize("make", [lambda: 2, lambda: Decimal("2.50"), lambda: {"a": [Thing("a", 3)]}, lambda: None])
def test_what_is_made_twice_in_one_way_is_the_same(make: object) -> None:
    assert callable(make)
    assert same(make(), make())


def test_a_function_is_asked_again_where_one_value_changed_and_only_there() -> None:
    asked, kept = [], Verdicts()

    def judge(text: str, number: int) -> str:
        asked.append((text, number))
        return f"{text}{number}"

    for text, number in (("a", 1), ("a", 1), ("a", 2), ("b", 2), ("b", 2)):
        assert kept.of("page", judge, text, number) == f"{text}{number}"
        kept.forget()
    assert asked == [("a", 1), ("a", 2), ("b", 2)]


def test_verdicts_of_another_thing_and_of_another_function_are_others() -> None:
    kept = Verdicts()
    assert [kept.of(what, judge, "ab") for what in (1, 2) for judge in (str.upper, str.title)] == ["AB", "Ab"] * 2


def test_a_value_stays_the_one_before_while_it_is_the_same() -> None:
    kept, first = Verdicts(), Thing("a", 1)
    assert kept.as_before("thing", first) is first
    assert kept.as_before("thing", Thing("a", 1)) is first
    assert kept.as_before("thing", Thing("a", 2)) is not first


def test_what_the_last_round_did_not_ask_for_is_gone() -> None:
    kept, asked = Verdicts(), []
    for things in (["a", "b"], ["a"], ["a", "b"]):
        for each in things:
            kept.of(each, asked.append, each)
        kept.forget()
    assert asked == ["a", "b", "b"]


def _over(table: Table, bare: str = "") -> Over[tuple[str, Table]]:
    """A text beside a table."""
    return Over((bare, table), (bare, {}), LookedUp(table), lambda it, other: (it[0], other))


@dataclass
class Judge:
    """What asks a table something, and how often it did."""

    ask: Callable[[Table], object]
    asked: int = 0

    def __call__(self, it: tuple[str, Table]) -> object:
        self.asked += 1
        return self.ask(it[1])

    __hash__ = object.__hash__


def _sum(table: Table) -> int:
    return sum(table.values())


TABLE = {"a": 1, "b": 2, "c": 3}
OTHERS: dict[str, Table] = {
    "another value": {"a": 1, "b": 9, "c": 3},
    "one more": {**TABLE, "d": 4},
    "one fewer": {"a": 1, "b": 2},
    "another order": {"c": 3, "a": 1, "b": 2},
    "another value of the first": {"a": 9, "b": 2, "c": 3},
    "another value of the same sum": {"a": 1, "b": 3, "c": 2},
}


@pytest.mark.parametrize(
    ("ask", "again"),
    [
        (lambda table: table["a"], {"another value of the first"}),
        (lambda table: table.get("d"), {"one more"}),
        (lambda table: table.get("d", 0) + table["a"], {"one more", "another value of the first"}),
        (lambda table: "d" in table, {"one more"}),
        (lambda table: "b" in table, set()),
        (lambda table: "c" in table, {"one fewer"}),
        (lambda table: {"c", "d"} & table.keys(), {"one more", "one fewer"}),
        (len, {"one more", "one fewer", "another order"}),  # of which names alone are learnt, in their order
        (list, {"one more", "one fewer", "another order"}),
        (
            lambda table: next(iter(table.values())),
            {"one more", "one fewer", "another order", "another value of the first"},
        ),
        (_sum, {*OTHERS}),
        (lambda table: ask(table, _sum), {*OTHERS} - {"another order", "another value of the same sum"}),
        (lambda _: 0, set()),
    ],
)
def test_a_verdict_rests_on_what_was_learnt_of_a_table_and_on_nothing_else(
    ask: Callable[[Table], object], again: set[str]
) -> None:
    for what, other in OTHERS.items():
        judge, kept = Judge(ask), Verdicts()
        for table in (TABLE, dict(TABLE), other):
            assert kept.over("it", judge, _over(table)) == ask(table)
            kept.forget()
        assert (what, judge.asked) == (what, 1 + (what in again))


def test_a_verdict_over_a_table_rests_on_what_else_it_is_given() -> None:
    judge, kept = Judge(lambda table: table["a"]), Verdicts()
    for bare in ("one", "one", "other"):
        kept.over("it", judge, _over(TABLE, bare))
    assert judge.asked == 2


def test_verdicts_learn_what_their_parts_do_and_share_them() -> None:
    part, kept = Judge(lambda table: table["b"]), Verdicts()

    def whole(it: tuple[str, LookedUp[str, int]]) -> tuple[int, object]:
        return it[1]["a"], it[1].part("part", lambda table: part((it[0], table)))

    for table, asked in (
        (TABLE, 1),
        (TABLE, 1),
        (OTHERS["another value of the first"], 1),
        (OTHERS["another value"], 2),
    ):
        for name in ("one", "other"):
            assert kept.over(name, whole, _over(table)) == (table["a"], table["b"])  # type: ignore[arg-type]
        kept.forget()  # a part stays while what it is part of is taken without it
        assert part.asked == asked


def test_what_a_part_learnt_before_it_failed_is_learnt() -> None:
    kept = Verdicts()

    def fails(table: Mapping[str, int]) -> int:
        if table.get("d") is None:
            raise LookupFailedError("unknown-name", "no d", "one")
        return table["d"]

    def whole(it: tuple[str, LookedUp[str, int]]) -> int:
        try:
            return it[1].part("part", fails)
        except LookupFailedError:
            return 0

    assert [kept.over("it", whole, _over(each)) for each in (TABLE, TABLE, OTHERS["one more"])] == [0, 0, 4]  # type: ignore[arg-type]


def test_who_checks_once_asks_the_table_itself_and_keeps_nothing() -> None:
    given: list[object] = []
    for _ in range(2):
        Alone().over("it", given.append, _over(TABLE))
    alone = Alone()
    assert [alone.of("it", len, each) for each in ("a", "ab")] == [1, 2]
    assert all(each[1] is TABLE for each in given if isinstance(each, tuple))
    assert alone == Alone()


BESIDE = """\
title: Beside the incidents
headline: More or fewer
place: Anyshire
period: "2022"
sources: [police]
columns:
  label: {title: Area}
  more: {title: More, kind: count, unit: incidents}
derived:
  share: {title: Share, by: share, part: more, whole: incidents/north/2022}
"""
UNSUMMED = INCIDENTS[: INCIDENTS.index("sums:")] + "areas: ward\n"
WELSH = """languages: {cy: {columns: {"2022": {title: Yn 2022}}}}"""


def _view(north: int = 1500, card: str = "Incidents in North") -> View:
    """A View in which a number rests on one of another dataset, and one dataset is told in Welsh and of wards."""
    return small_view(
        "public",
        dataset("incidents", f"{UNSUMMED}{WELSH}\n", INCIDENTS_CSV.replace("1000,1500", f"1000,{north}")),
        dataset("beside", BESIDE, "id,label,more\nnorth,North,15\n"),
        dataset("cards", CARDS, CARDS_CSV.replace("Incidents in North", card)),
    )


@pytest.mark.parametrize(
    "ask",
    [
        lambda view: view.quantity("beside", "north", "share"),
        lambda view: view.quantity("incidents", "south", "rank"),
        lambda view: view.column("incidents", "2022"),
        lambda view: view.total("incidents", "latest"),
        lambda view: view.rank("incidents", "south", "2022"),
        lambda view: view.resolve("rates", "2022", "incidents/north/2022"),
        lambda view: view.geographies["ward"],
        lambda view: view.dataset("incidents"),
        lambda view: replace(view, language="cy").quantity("incidents", "north", "2022"),
        lambda view: replace(view, language="cy").dataset("incidents"),
        lambda view: replace(view, language="cy").as_written.quantity("incidents", "north", "2022"),
        lambda view: view.part(View.quantity, "beside", "north", "share"),
        lambda view: view.of_all(lambda every: every["incidents"].row("north")),
    ],
)
def test_what_one_verdict_worked_out_of_a_view_hides_nothing_from_the_next(ask: Callable[[View], object]) -> None:
    asked, kept = 0, Verdicts()

    def judge(view: View) -> tuple[object, object]:
        nonlocal asked
        asked += 1
        return ask(view), ask(view)

    for view, times in ((_view(), 2), (_view(card="All"), 2), (_view(1499), 4), (_view(1499), 4)):
        over = view_over(kept, view)
        assert ask(over.whole) == ask(view)  # what is worked out outside is at hand there
        for name in ("one", "other"):
            assert kept.over(name, judge, over) == (ask(view), ask(view))
        assert asked == times
        kept.forget()


def test_a_verdict_of_a_value_that_is_asked_rests_on_the_answers() -> None:
    kept, asked = Verdicts(), 0

    def judge(of: Asked[str], names: Container[str]) -> tuple[bool, bool]:
        nonlocal asked
        asked += 1
        return ask(of, str.startswith, "a"), "north" in names

    for text, names, told, times in (
        ("ab", [], (True, False), 1),
        ("ac", ["south"], (True, False), 1),
        ("b", ["south"], (False, False), 2),
        ("b", ["south", "north"], (False, True), 3),
        ("c", ["north"], (False, True), 3),
    ):
        of, known = kept.asked(text), kept.names(names)
        assert isinstance(of, Asked)
        assert kept.of("it", judge, of, known) == told
        assert asked == times
        kept.forget()


def test_what_many_ask_of_a_value_is_answered_once() -> None:
    answered, of = [], Asked("a")

    def question(text: str) -> int:
        answered.append(text)
        return len(text)

    assert [ask(each, question) for each in (of.anew(), of.anew())] == [1, 1]
    assert answered == ["a"]


def test_what_one_verdict_asked_of_a_value_is_nothing_to_another() -> None:
    kept, judged = Verdicts(), []

    def judge(of: Asked[str], first: str) -> bool:
        judged.append(first)
        return ask(of, str.startswith, first)

    for text in ("ab", "ba"):
        of = kept.asked(text)
        assert [kept.of(each, judge, of, each) for each in "abc"] == [text[0] == each for each in "abc"]
        kept.forget()
    assert judged == ["a", "b", "c", "a", "b"]
