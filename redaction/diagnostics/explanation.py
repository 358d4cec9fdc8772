"""What is said of a rule: to whoever asks for one, and of all of them in the guide."""

from __future__ import annotations

from collections.abc import Iterable

from redaction.diagnostics.errors import AssessError
from redaction.diagnostics.rules import GROUPS, RULES, Rule
from redaction.diagnostics.suggestions import expected_one_of

_HEAD = """\
# Rules

Every message of `assess` ends with the rule that was broken, in square brackets. `assess explain CODE` says what the
rule asks, why, and what to do about it. This page says the same of every rule. `make guide` writes it.
"""


def explained(code: str) -> str:
    """A rule in full; raises AssessError where there is none of that code."""
    name = code.strip("[]").lower()
    if name not in RULES:
        raise AssessError(f'There is no rule "{code}"; expected {expected_one_of(name, "rule", RULES)}')
    rule = RULES[name]
    return f"{rule.code} ({rule.severity})\n\n{rule.asks}\n\nWhy: {rule.why}\n\nWhat to do: {rule.mend}"


def every_rule() -> str:
    """The codes of all rules, each with what it asks, by their groups."""
    width = max(map(len, RULES))
    return "\n\n".join(
        "\n".join([group, *(f"  {rule.code:{width}}  {rule.asks}" for rule in rules)])
        for group, rules in GROUPS.items()
    )


def page_of_rules() -> str:
    """The page of the guide that lists every rule, in Markdown: a table of each group, then each rule in full."""
    return "\n".join([_HEAD, *(line for group, rules in GROUPS.items() for line in _section(group, rules))])


def _section(group: str, rules: Iterable[Rule]) -> list[str]:
    rows = [f"| [`{each.code}`](#{each.code}) | {_cell(each.asks)} |" for each in rules]
    full = [line for each in rules for line in _in_full(each)]
    return [f"## {group}", "", "| Rule | What it asks |", "| --- | --- |", *rows, "", *full]


def _in_full(rule: Rule) -> list[str]:
    return [f"### {rule.code}", "", f"{rule.asks} {rule.why}", "", f"**What to do:** {rule.mend}", ""]


def _cell(text: str) -> str:
    """A text for a cell of a table."""
    return text.replace("|", "\\|")
