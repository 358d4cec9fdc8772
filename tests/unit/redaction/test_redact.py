from __future__ import annotations

import pytest
from hypothesis import given
from specimens import editions, policy, source
from worlds import World, made_dataset, worlds

from redaction.policy import Policy
from redaction.redact import redact
from redaction.view import Prose, View


def view_of(world: World) -> View:
    return redact(world.datasets, world.prose, world.policy, world.edition)


@given(worlds())
def test_no_view_holds_a_dataset_of_a_folder_that_its_edition_does_not_read(world: World) -> None:
    assert all(each.audience in world.edition.audiences for each in view_of(world).datasets.values())


@given(worlds())
def test_no_view_holds_anything_that_rests_on_a_source_that_its_edition_may_not_see(world: World) -> None:
    view = view_of(world)
    resting_on = {name for each in view.datasets.values() for name in each.descriptor.sources}
    resting_on |= {each.source for each in view.prose.values()}
    assert all(world.policy.sources[name].audience in world.edition.audiences for name in resting_on)


@given(worlds())
def test_a_view_holds_all_that_its_edition_may_see(world: World) -> None:
    may_see = {name for name, found in world.policy.sources.items() if found.audience in world.edition.audiences}
    view = view_of(world)
    assert set(view.visible) == may_see
    assert set(view.datasets) == {
        each.id
        for each in world.datasets
        if each.audience in world.edition.audiences and all(name in may_see for name in each.descriptor.sources)
    }
    assert set(view.prose) == {each.name for each in world.prose if each.source in may_see}


@given(worlds())
def test_what_is_withheld_names_the_source_that_lists_it(world: World) -> None:
    view = view_of(world)
    hidden = [each for each in world.policy.sources.values() if each.audience not in world.edition.audiences]
    listed = {name: each.id for each in hidden for name in each.datasets}
    assert listed.items() <= view.withheld.items()
    assert view.withheld_prose == {name: each.id for each in hidden for name in each.prose}


@given(worlds())
def test_a_source_that_an_edition_may_not_see_keeps_its_notice_and_lists_nothing(world: World) -> None:
    view = view_of(world)
    assert list(view.sources) == list(world.policy.sources)
    for name, found in view.sources.items():
        whole = world.policy.sources[name]
        if name in view.visible:
            assert found == whole
        else:
            assert (found.datasets, found.prose, found.notice) == ((), (), whole.notice)
            assert found.notice


@given(worlds())
def test_what_lies_in_other_folders_does_not_change_a_view(world: World) -> None:
    own = [each for each in world.datasets if each.audience in world.edition.audiences]
    assert redact(own, world.prose, world.policy, world.edition) == view_of(world)


@pytest.fixture
def health() -> Policy:
    """A policy with an edition for health partners, who may see A&E but not British Transport Police."""
    return policy(
        source("storm"),
        source("ae", "health", ("ae-by-month",), ("ae-comment",)),
        source("btp", "partner", ("btp-by-month",), ("btp-comment",)),
        rules=editions(
            {"public": ["public"], "partner": ["public", "partner", "health"], "health": ["public", "health"]}
        ),
    )


@pytest.mark.parametrize(
    ("edition", "shown", "withheld"),
    [
        ("public", {"asb"}, {"ae-by-month", "ae-comment", "btp-by-month", "btp-comment"}),
        ("health", {"asb", "ae-by-month", "ae-comment"}, {"btp-by-month", "btp-comment"}),
        ("partner", {"asb", "ae-by-month", "ae-comment", "btp-by-month", "btp-comment"}, set()),
    ],
)
def test_an_edition_for_health_shows_accident_and_emergency_and_withholds_the_railway(
    health: Policy, edition: str, shown: set[str], withheld: set[str]
) -> None:
    datasets = [
        made_dataset("asb", "public", ("storm",)),
        made_dataset("ae-by-month", "health", ("ae",)),
        made_dataset("btp-by-month", "partner", ("btp",)),
    ]
    prose = [Prose("ae-comment", "ae", "Text"), Prose("btp-comment", "btp", "Text")]
    view = redact(datasets, prose, health, health.editions[edition])
    assert set(view.datasets) | set(view.prose) == shown
    assert set(view.withheld) | set(view.withheld_prose) == withheld


def test_a_dataset_of_two_sources_is_shown_to_those_who_may_see_both(health: Policy) -> None:
    mixed = made_dataset("mixed", "public", ("ae", "btp"))
    shown = {name for name, each in health.editions.items() if redact([mixed], [], health, each).datasets}
    assert shown == {"partner"}


def test_a_dataset_of_a_source_that_nobody_knows_is_shown_to_nobody(health: Policy) -> None:
    stray = made_dataset("stray", "public", ("storm", "nobody"))
    assert not redact([stray], [], health, health.editions["partner"]).datasets
