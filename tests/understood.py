"""Whether the `assess` command understands what it is given, without running it."""

from __future__ import annotations

from collections.abc import Sequence

import click

from assess.cli.main import assess


def understood(arguments: Sequence[str]) -> str:
    """Read a command with its options, and return its name; raises click.UsageError."""
    context, given = click.Context(assess, info_name="assess"), [*arguments]
    while isinstance(context.command, click.Group):
        name, command, given = context.command.resolve_command(context, given)
        assert command is not None
        if isinstance(command, click.Group):
            context = click.Context(command, context, name)
        else:
            context = command.make_context(name, given, parent=context)
    return str(context.command_path)
