"""The policy of small counts is read whole: every fault at once, at its line, with what was expected."""

from __future__ import annotations

import jsonschema
import pytest
import yaml

from assess.protect.policy import FILE, SHAPE, parse_protection
from redaction.diagnostics.json_schema import json_schema
from redaction.diagnostics.yaml_document import parse_yaml

POLICY = """\
knife-crime:
  threshold: 5
  width: 3
  mode: suppress
  counts: counts/knife.csv
  trees:
    ward: {all: [north, south]}
    year: {all: ["2024", "2025"]}
    sex: {everybody: [women, men]}
  tables:
    knife-by-ward: {rows: ward, columns: year}
    knife-women: {rows: ward, columns: year, where: {sex: women}, audience: partner, whole: true}
"""


def said(old: str = "", new: str = "") -> list[str]:
    assert not old or POLICY.count(old) == 1
    _, problems = parse_protection(parse_yaml(FILE, POLICY.replace(old, new) if old else POLICY), "public")
    return [f"{each.line} {each.rule}: {each.found} / {each.expected}" for each in problems]


def test_a_measure_has_its_trees_and_its_tables_with_the_top_of_each_dimension_that_is_not_named() -> None:
    [measure], problems = parse_protection(parse_yaml(FILE, POLICY), "public")
    assert not problems
    by_ward, women = measure.tables
    assert (by_ward.where, by_ward.audience, by_ward.whole) == ({"sex": "everybody"}, "public", False)
    assert (women.where, women.audience, women.whole) == ({"sex": "women"}, "partner", True)
    assert measure.trees[0].nodes == ("all", "north", "south")


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("threshold: 5", "threshold: 1", "2 protection-policy: 1 / at least 2"),
        ("width: 3", "width: 0", "3 protection-policy: 0 / at least 1"),
        ("width: 3", "widht: 3", 'yaml-key-unknown: the key "widht"'),
        ("mode: suppress", "mode: hide", 'yaml-value: "hide"'),
        ("mode: suppress", "mode: round", 'protection-policy: no "base"'),
        ("mode: suppress", "mode: suppress\n  base: 3", 'protection-policy: "base" without rounding'),
        ("mode: suppress", "mode: round\n  base: 3", "protection-policy: 3 / less than the base"),
        ("mode: suppress", "mode: coarsen", 'protection-policy: no "coarsen"'),
        ("mode: suppress", "mode: coarsen\n  coarsen: [wards]", 'unknown-name: unknown dimension "wards"'),
        ("width: 3", "width: 3\n  p_percent: 0", "protection-policy: 0 / a percentage"),
        ("width: 3", "width: 3\n  dominance: {largest: 2, percent: 101}", "protection-policy: 101 / a percentage"),
        ("[north, south]", "[north, south], north: [south]", 'protection-policy: "south", which is part of'),
        ("[north, south]", "[north, south], east: [west]", "protection-policy: 2 tops: all, east"),
        ("{all: [north, south]}", "{all: [north], north: [all]}", "protection-policy: no top"),
        ("[north, south]", "[north], south: [east], east: [south]", "protection-policy: nodes that hold one another"),
        ("[north, south]", "[]", "protection-policy: no parts"),
        ("{rows: ward, columns: year}", "{rows: wards, columns: year}", 'unknown-name: unknown dimension "wards"'),
        ("{rows: ward, columns: year}", "{rows: year, columns: year}", 'protection-policy: "year" twice'),
        ("{sex: women}", "{sex: woman}", 'unknown-name: unknown node "woman"'),
    ],
)
def test_a_fault_is_named_at_its_line(old: str, new: str, problem: str) -> None:
    [found] = said(old, new)
    assert problem in found


def test_every_fault_is_told_at_once() -> None:
    text = POLICY.replace("threshold: 5", "threshold: 0").replace("sex: women", "sex: woman")
    _, problems = parse_protection(parse_yaml(FILE, text), "public")
    assert [each.line for each in problems] == [2, 12]


def test_an_editor_that_goes_by_its_schema_marks_a_key_that_is_unknown() -> None:
    validator = jsonschema.Draft7Validator(json_schema("Small counts", SHAPE))
    assert [*validator.iter_errors(yaml.safe_load(POLICY))] == []
    assert [*validator.iter_errors(yaml.safe_load(POLICY.replace("width: 3", "widht: 3")))]


def test_a_dataset_is_of_one_measure() -> None:
    text = POLICY + POLICY.replace("knife-crime", "gun-crime").replace("knife-women", "gun-women")
    _, [problem] = parse_protection(parse_yaml(FILE, text), "public")
    assert 'which is a table of "knife-crime" too' in problem.found
