"""What is said of a rule: to whoever asks for one, and of all of them in the guide."""

from __future__ import annotations

from redaction.diagnostics.errors import AssessError
from redaction.diagnostics.rules import GROUPS, RULES
from redaction.diagnostics.suggestions import expected_one_of

_HEAD = """\
# Rules

Every message of `assess` ends with the rule that was broken, in square brackets. `assess explain CODE` says what the
rule asks, why, and how to mend what breaks it. This page lists the same; `make guide` writes it.
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


def table_of_rules() -> str:
    """The page of the guide that lists every rule, in Markdown."""
    return "\n".join([_HEAD, *(line for group in GROUPS for line in _section(group))])


def _section(group: str) -> list[str]:
    rows = [
        f"| `{each.code}` | {_cell(each.asks)} | {_cell(each.why)} | {_cell(each.mend)} |" for each in GROUPS[group]
    ]
    return [f"## {group}", "", "| Rule | What it asks | Why | What to do |", "| --- | --- | --- | --- |", *rows, ""]


def _cell(text: str) -> str:
    """A text for a cell of a table."""
    return text.replace("|", "\\|")
