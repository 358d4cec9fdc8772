"""`assess explain`: say what a rule asks, why, and what to do about it."""

from __future__ import annotations

import click

from assess.cli.outcome import DONE
from redaction.diagnostics.explanation import every_rule, explained


@click.command(short_help="Say what a rule asks, why, and what to do about it.")
@click.argument("code", required=False, metavar="[CODE]")
def explain(code: str | None) -> int:
    """Say what a rule asks, why, and what to do about it; without a code, list every rule.

    CODE is a rule, as a message names it in brackets.
    """
    print(explained(code) if code else every_rule())
    return DONE
