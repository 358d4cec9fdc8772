from __future__ import annotations

import pytest
from specimens import editions, policy, source

from redaction.policy import Policy

HEALTH = {
    "public": ["public"],
    "partner": ["public", "partner", "health"],
    "internal": ["public", "partner", "internal", "health"],
    "health": ["public", "health"],
}


@pytest.fixture
def three() -> Policy:
    """The three editions, with a source for each audience."""
    return policy(source("storm"), source("insight", "partner", ("trend",), ("comment",)), source("ctlp", "internal"))


@pytest.fixture
def health() -> Policy:
    """A fourth edition, whose readers may see A&E but not British Transport Police."""
    return policy(
        source("storm"),
        source("ae", "health", ("ae-by-month",)),
        source("btp", "partner", ("btp-by-month",)),
        source("ctlp", "internal"),
        rules=editions(HEALTH),
    )


@pytest.mark.parametrize(
    ("name", "cleared_for"),
    [
        ("storm", {"public", "partner", "internal"}),
        ("insight", {"partner", "internal"}),
        ("ctlp", {"internal"}),
    ],
)
@pytest.mark.parametrize("folder", ["public", "partner", "internal"])
def test_a_source_may_lie_in_the_folders_that_only_those_who_may_see_it_read(
    three: Policy, name: str, folder: str, cleared_for: set[str]
) -> None:
    assert three.cleared(three.sources[name], folder) == (folder in cleared_for)


@pytest.mark.parametrize(
    ("name", "cleared_for"),
    [
        ("storm", {"public", "partner", "internal", "health"}),
        ("ae", {"partner", "internal", "health"}),
        ("btp", {"partner", "internal"}),
        ("ctlp", {"internal"}),
    ],
)
@pytest.mark.parametrize("folder", ["public", "partner", "internal", "health"])
def test_an_audience_of_its_own_for_health_needs_nothing_but_the_two_files(
    health: Policy, name: str, folder: str, cleared_for: set[str]
) -> None:
    assert health.cleared(health.sources[name], folder) == (folder in cleared_for)


@pytest.mark.parametrize(
    ("edition", "folders"),
    [("public", {"public"}), ("partner", {"public", "partner"}), ("internal", {"public", "partner", "internal"})],
)
def test_an_edition_reads_the_folders_of_its_audiences_and_no_other(
    three: Policy, edition: str, folders: set[str]
) -> None:
    found = three.editions[edition]
    assert {folder for folder in ("public", "partner", "internal", "nowhere") if found.reads(folder)} == folders


@pytest.mark.parametrize(
    ("folder", "readers"),
    [
        ("public", {"public", "partner", "internal"}),
        ("partner", {"partner", "internal"}),
        ("internal", {"internal"}),
        ("nowhere", set()),
    ],
)
def test_the_readers_of_a_folder_are_the_editions_that_read_it(three: Policy, folder: str, readers: set[str]) -> None:
    assert three.readers_of(folder) == readers


def test_only_a_source_of_the_open_audience_is_open(three: Policy) -> None:
    assert [name for name, found in three.sources.items() if three.is_open(found)] == ["storm"]
