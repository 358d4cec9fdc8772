"""The policy from its two YAML files."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import voluptuous as vol

from redaction.diagnostics.errors import Problem, ProblemsFoundError
from redaction.diagnostics.schema import (
    boolean,
    faults,
    list_of,
    mapping_of,
    one_of,
    optional,
    slug,
    table_of,
    text,
    whole_number,
)
from redaction.diagnostics.suggestions import expected_one_of
from redaction.diagnostics.yaml_document import YamlDocument
from redaction.policy import Edition, Policy, Source

MARKINGS = ("OFFICIAL", "OFFICIAL-SENSITIVE")
COLOURS = ("purple", "claret", "green", "navy", "brown", "grey")  # each is in the theme, and legible under white

SOURCES = table_of(
    mapping_of(
        {
            "name": text,
            "owner": text,
            "audience": slug,
            "marking": one_of(*MARKINGS),
            "handling": text,
            "period": text,
            "caveat": text,
            optional("link"): text,
            optional("notice"): text,
            optional("datasets"): list_of(slug),
            optional("prose"): list_of(slug),
        }
    )
)


def _address(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"https?://[^\s/]+(?:/\S*)?", value):
        raise vol.Invalid("an address such as https://safety.example.org/")
    return value


_EDITION = mapping_of(
    {
        "name": text,
        "readers": text,
        "audiences": list_of(slug),
        "marking": one_of(*MARKINGS),
        optional("handling"): text,
        optional("address"): _address,
        optional("indexed"): boolean,
        optional("lineage"): boolean,
        optional("colour"): one_of(*COLOURS),
        optional("embeds"): boolean,
    }
)
EDITIONS = mapping_of(
    {
        "open": slug,
        "audiences": table_of(text),
        "editions": table_of(_EDITION),
        optional("small_counts_below"): whole_number,
    }
)


def parse_policy(sources: YamlDocument, editions: YamlDocument) -> Policy:
    """The policy; raises ProblemsFoundError with every fault of both files."""
    policy, problems = policy_and_faults(sources, editions)
    if policy is None or problems:
        raise ProblemsFoundError(problems)
    return policy


def policy_and_faults(sources: YamlDocument, editions: YamlDocument) -> tuple[Policy | None, list[Problem]]:
    """The policy as far as it can be made out, and every fault of both files; one with faults may not be applied."""
    problems = faults(sources, SOURCES) + faults(editions, EDITIONS)
    if problems:
        return None, problems
    rules: dict[str, Any] = editions.content
    policy = Policy(
        audiences=rules["audiences"],
        open_audience=rules["open"],
        sources={name: _source(name, content) for name, content in sources.content.items()},
        editions=_editions(rules["editions"], rules["open"]),
        small_counts_below=int(rules.get("small_counts_below", Policy.small_counts_below)),
    )
    wrong = _edition_faults(policy, editions)
    is_open_known = policy.open_audience in policy.audiences  # where it is not, every source would seem restricted
    return policy, wrong + (_source_faults(policy, sources) if is_open_known else [])


def _source(name: str, content: Any) -> Source:
    lists = {key: tuple(content.get(key, ())) for key in ("datasets", "prose")}
    return Source(id=name, **{**content, **lists})


def _editions(said: Any, open_audience: str) -> dict[str, Edition]:
    """The editions; one that search engines may not list and that names no colour has the next that is free."""
    editions = {name: _edition(name, content, open_audience) for name, content in said.items()}
    taken = {each.colour for each in editions.values()}
    free = [colour for colour in COLOURS if colour not in taken] or [COLOURS[-1]]
    plain = [name for name, each in editions.items() if not each.indexed and not each.colour]
    coloured = {name: replace(editions[name], colour=free[min(at, len(free) - 1)]) for at, name in enumerate(plain)}
    return editions | coloured


def _edition(name: str, content: Any, open_audience: str) -> Edition:
    """An edition; other sites may show the charts of one for everybody where it does not say otherwise."""
    switches = {key: content.get(key) == "true" for key in ("indexed", "lineage")}
    is_open = content["audiences"] == [open_audience]
    switches["embeds"] = content["embeds"] == "true" if "embeds" in content else is_open
    given = {"audiences": tuple(content["audiences"]), **switches}
    return Edition(id=name, **{**content, **given})


def _edition_faults(policy: Policy, document: YamlDocument) -> list[Problem]:
    problems = []
    if policy.open_audience not in policy.audiences:
        return [_unknown_audience(document, ("open",), policy.open_audience, policy)]
    if not any(set(edition.audiences) == {policy.open_audience} for edition in policy.editions.values()):
        expected = f"one whose audiences are [{policy.open_audience}]"
        problems.append(document.problem("policy-editions", ("editions",), "no edition for everybody", expected))
    for name, edition in policy.editions.items():
        for index, audience in enumerate(edition.audiences):
            if audience not in policy.audiences:
                path = ("editions", name, "audiences", index)
                problems.append(_unknown_audience(document, path, audience, policy))
        if edition.embeds and set(edition.audiences) != {policy.open_audience}:
            place = ("editions", name, "embeds")
            expected = (
                f"`embeds` only where the audiences are [{policy.open_audience}]: other sites would show its charts"
            )
            problems.append(
                document.problem("policy-editions", place, "an edition for some readers with `embeds`", expected)
            )
        if policy.open_audience not in edition.audiences:
            expected = f'"{policy.open_audience}" among them'
            problems.append(
                document.problem(
                    "policy-editions", ("editions", name, "audiences"), "a list without the open audience", expected
                )
            )
    return problems


def _source_faults(policy: Policy, document: YamlDocument) -> list[Problem]:
    problems = []
    owners: dict[str, str] = {}
    for name, source in policy.sources.items():
        if source.audience not in policy.audiences:
            problems.append(_unknown_audience(document, (name, "audience"), source.audience, policy))
            continue
        restricted = source.audience != policy.open_audience
        if restricted and not source.notice:
            problems.append(
                document.problem(
                    "policy-source", (name,), 'no "notice"', "what readers of other editions see in its place"
                )
            )
        if not restricted and (source.datasets or source.prose or source.notice):
            expected = "none of datasets, prose and notice: everybody may see this source"
            problems.append(document.problem("policy-source", (name,), "keys of a restricted source", expected))
        for key in ("datasets", "prose"):
            for each in getattr(source, key):
                if each in owners:
                    problems.append(
                        document.problem(
                            "policy-source", (name, key), f'"{each}", which {owners[each]} lists too', "each id once"
                        )
                    )
                owners[each] = name
    return problems


def _unknown_audience(document: YamlDocument, path: tuple[str | int, ...], name: str, policy: Policy) -> Problem:
    return document.problem(
        "unknown-name", path, f'unknown audience "{name}"', expected_one_of(name, "audience", policy.audiences)
    )
