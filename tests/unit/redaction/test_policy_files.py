from __future__ import annotations

import pytest
from specimens import EDITIONS, editions, messages, policy, source

from redaction.policy import Edition, Source

AN_ID = "an id of lower-case letters, digits and hyphens"


def faults_of(*sources: str, rules: str | None = None) -> list[str]:
    return messages(lambda: policy(*sources, rules=rules))


def test_a_source_is_read_as_it_is_written() -> None:
    text = source("insight", "partner", ("a", "b"), ("c",)) + "  link: https://example.org/\n"
    assert policy(text).sources["insight"] == Source(
        id="insight",
        name="insight",
        owner="An owner",
        audience="partner",
        marking="OFFICIAL",
        handling="As it says",
        period="2022",
        caveat="none stated",
        link="https://example.org/",
        notice="insight is not for everybody",
        datasets=("a", "b"),
        prose=("c",),
    )


def test_sources_keep_their_order() -> None:
    assert list(policy(source("b"), source("a"), source("c")).sources) == ["b", "a", "c"]


def test_an_edition_is_read_as_it_is_written() -> None:
    rules = editions({"public": ["public"]}).replace("}", ", handling: Publish, address: https://a.b/, indexed: true}")
    given = ("public", "public", "some", ("public",), "OFFICIAL", "Publish", "https://a.b/")
    expected = Edition(*given, indexed=True, embeds=True)
    assert policy(source("storm"), rules=rules).editions == {"public": expected}


@pytest.mark.parametrize("said", ["", ", indexed: false"])
def test_an_edition_is_not_indexed_unless_it_says_so(said: str) -> None:
    rules = editions().replace("}", said + "}")
    assert not policy(source("storm"), rules=rules).editions["public"].indexed


@pytest.mark.parametrize(
    ("audiences", "said", "shown"),
    [
        (["public"], "", True),
        (["public"], ", embeds: false", False),
        (["public"], ", embeds: true", True),
        (["public", "partner"], "", False),
        (["public", "partner"], ", embeds: false", False),
    ],
)
def test_other_sites_may_show_the_charts_of_an_edition_for_everybody(
    audiences: list[str],
    said: str,
    shown: bool,  # noqa: FBT001  # a case
) -> None:
    rules = editions({"public": ["public"], "one": audiences})
    at = rules.rindex("}")
    found = policy(source("storm"), rules=rules[:at] + said + rules[at:])
    assert found.editions["one"].embeds is shown


def test_charts_of_an_edition_for_some_readers_are_never_shown_by_other_sites() -> None:
    rules = editions({"public": ["public"], "one": ["public", "partner"]})
    at = rules.rindex("}")
    (fault,) = faults_of(source("storm"), rules=f"{rules[:at]}, embeds: true{rules[at:]}")
    assert "editions > one > embeds: found an edition for some readers with `embeds`" in fault


def test_the_open_audience_need_not_be_called_public() -> None:
    rules = editions({"site": ["residents"]}, open_audience="residents")
    found = policy(source("storm", "public").replace("public", "residents"), rules=rules)
    assert (found.open_audience, found.is_open(found.sources["storm"])) == ("residents", True)


@pytest.mark.parametrize(
    ("audience", "expected"), [("partners", '"partner"'), ("zzz", "one of internal, partner, public")]
)
def test_a_source_for_an_unknown_audience_names_the_nearest(audience: str, expected: str) -> None:
    assert faults_of(source("storm", audience)) == [
        f'sources.yml, line 4, storm > audience: found unknown audience "{audience}", expected {expected}'
    ]


def test_a_restricted_source_without_a_notice_is_a_fault() -> None:
    text = source("insight", "partner").replace("  notice: insight is not for everybody\n", "")
    assert faults_of(source("storm"), text) == [
        'sources.yml, line 9, insight: found no "notice", expected what readers of other editions see in its place'
    ]


@pytest.mark.parametrize("line", ["notice: Not for you", "datasets: [a]", "prose: [a]"])
def test_an_open_source_has_nothing_that_a_restricted_one_has(line: str) -> None:
    assert faults_of(f"{source('storm')}  {line}\n") == [
        (
            "sources.yml, line 1, storm: found keys of a restricted source, "
            "expected none of datasets, prose and notice: everybody may see this source"
        )
    ]


@pytest.mark.parametrize(
    ("first", "second", "key"),
    [
        (("a",), ("a",), "datasets"),
        (("a",), ("b", "a"), "datasets"),
    ],
)
def test_a_dataset_belongs_to_one_source(first: tuple[str, ...], second: tuple[str, ...], key: str) -> None:
    assert faults_of(source("insight", "partner", first), source("btp", "partner", second)) == [
        f'sources.yml, line 21, btp > {key}: found "a", which insight lists too, expected each id once'
    ]


def test_an_id_is_listed_once_by_its_source() -> None:
    assert faults_of(source("btp", "partner", ("a", "a"))) == [
        'sources.yml, line 10, btp > datasets: found "a", which btp lists too, expected each id once'
    ]


def test_a_dataset_and_a_prose_have_different_ids() -> None:
    assert faults_of(source("btp", "partner", ("a",), ("a",))) == [
        'sources.yml, line 11, btp > prose: found "a", which btp lists too, expected each id once'
    ]


def test_an_edition_for_an_unknown_audience_names_the_nearest() -> None:
    rules = editions().replace("audiences: [public, partner]", "audiences: [public, patner]")
    assert faults_of(source("storm"), rules=rules) == [
        (
            "editions.yml, line 8, editions > partner > audiences > 2: "
            'found unknown audience "patner", expected "partner"'
        )
    ]


def test_an_edition_without_the_open_audience_is_a_fault() -> None:
    assert faults_of(source("storm"), rules=editions({**EDITIONS, "partner": ["partner"]})) == [
        (
            "editions.yml, line 8, editions > partner > audiences: "
            'found a list without the open audience, expected "public" among them'
        )
    ]


def test_one_edition_is_for_everybody() -> None:
    assert faults_of(source("storm"), rules=editions({"partner": ["public", "partner"]})) == [
        "editions.yml, line 5, editions: found no edition for everybody, expected one whose audiences are [public]"
    ]


def test_an_open_audience_that_does_not_exist_is_a_fault() -> None:
    rules = editions({"public": ["public"]}).replace("open: public", "open: publik")
    assert 'editions.yml, line 1, open: found unknown audience "publik", expected "public"' in faults_of(
        source("storm"), rules=rules
    )


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("audience:", "audence:", 'line 4, storm > audence: found the key "audence", expected "audience"'),
        ("OFFICIAL", "SECRET", 'line 5, storm > marking: found "SECRET", expected one of OFFICIAL, OFFICIAL-SENSITIVE'),
        ("  caveat: none stated\n", "", 'line 1, storm: found no "caveat", expected a line "caveat: ..."'),
        (
            "storm:",
            "Storm:",
            'line 1, Storm: found the key "Storm", expected an id of lower-case letters, digits and hyphens',
        ),
    ],
)
def test_a_slip_in_a_source_is_reported_at_its_line(right: str, wrong: str, message: str) -> None:
    assert f"sources.yml, {message}" in faults_of(source("storm").replace(right, wrong, 1))


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ("open:", "opn:", 'line 1, opn: found the key "opn", expected "open"'),
        ("readers:", "reader:", 'line 7, editions > public > reader: found the key "reader", expected "readers"'),
    ],
)
def test_a_slip_in_an_edition_is_reported_at_its_line(right: str, wrong: str, message: str) -> None:
    assert f"editions.yml, {message}" in faults_of(source("storm"), rules=editions().replace(right, wrong, 1))


def test_the_faults_of_both_files_are_reported_at_once() -> None:
    sources = [source("storm", "zzz"), source("btp", "partner", ("a",)), source("ae", "partner", ("a",))]
    rules = editions({"public": ["public"], "partner": ["partner"], "internal": ["internal"]})
    assert [message.split(",")[0] for message in faults_of(*sources, rules=rules)] == [
        "editions.yml",
        "editions.yml",
        "sources.yml",
        "sources.yml",
    ]


def test_the_misspelt_keys_of_both_files_are_reported_at_once() -> None:
    found = faults_of(source("storm").replace("owner", "onwer"), rules=editions().replace("open", "opn"))
    assert [message.split(":")[0] for message in found] == [
        "editions.yml, line 1, opn",
        "sources.yml, line 3, storm > onwer",
    ]
