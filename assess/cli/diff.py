"""`assess diff`: say what changed between two sites."""

from __future__ import annotations

from pathlib import Path

import click

from assess.cli.outcome import DONE, PROBLEMS, UsageError
from assess.diff.formats import FORMATS, in_format
from assess.diff.matching import difference
from assess.diff.sides import NotComparableError, read_side


@click.command(short_help="Say what changed between two sites.")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--format",
    "form",
    type=click.Choice(tuple(FORMATS)),
    default="text",
    help="The form of the answer (default: text).",
)
@click.option("--across", is_flag=True, help="Compare two different editions anyway.")
def diff(old: str, new: str, form: str, *, across: bool) -> int:
    """Say which numbers, pages and sentences changed between two built editions or their ledgers.

    OLD is a built edition, such as site/public, or a ledger of one; NEW is another, built later.
    Exit 0: nothing; 1: something; 2: they cannot be compared.
    """
    try:
        found = difference(read_side(Path(old)), read_side(Path(new)), across=across)
    except NotComparableError as error:
        raise UsageError(str(error)) from None
    print(in_format(found, form), end="")
    return DONE if found.is_empty else PROBLEMS
