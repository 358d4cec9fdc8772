"""The `assess` command. Exit 0: done; 1: problems found, or differences; 2: wrong usage."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module

import click

from assess import __version__
from assess.check.listing import counted, listed
from assess.cli.outcome import PROBLEMS, USAGE, UsageError, say
from assess.new.prompts import UnansweredError
from assess.processes.signals import stop_once
from redaction.diagnostics.errors import AssessError, ProblemsFoundError, own_fault

_OTHERS_WRITE = 0o022  # what is made is for its owner alone to change, whatever was asked for
_OBJECTS_BETWEEN_COLLECTIONS = 100_000  # a command makes much and lets go of little
_COMMANDS = {  # by name in the order of `assess --help`, where each lies: its module and what it is called there
    "build": ("build", "build"),
    "pdf": ("pdf", "pdf"),
    "serve": ("preview", "serve"),
    "review": ("review", "review"),
    "check": ("check", "check"),
    "explain": ("explain", "explain"),
    "protect": ("protect", "protect"),
    "prove": ("prove", "prove"),
    "audit": ("audit", "audit"),
    "verify": ("verify", "verify"),
    "diff": ("diff", "diff"),
    "correct": ("correct", "correct"),
    "init": ("init", "init"),
    "new": ("new", "new"),
    "migrate": ("migrate", "migrate"),
    "intake": ("intake", "intake"),
    "schemas": ("schemas", "schemas"),
    "seal": ("sealing", "seal"),
    "open": ("sealing", "open_pack"),
    "key": ("sealing", "key"),
}


class _Commands(Mapping[str, click.Command]):
    """The commands, each imported when it is asked for: importing all takes longer than most of them take."""

    def __getitem__(self, name: str) -> click.Command:
        module, attribute = _COMMANDS[name]
        command: click.Command = getattr(import_module(f"assess.cli.{module}"), attribute)
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(_COMMANDS)

    def __len__(self) -> int:
        return len(_COMMANDS)


class _InOrder(click.Group):
    """Lists its commands in the order in which they are given."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click asks for it with its context
        """The names of the commands."""
        return [*self.commands]


@click.group(cls=_InOrder, commands=_Commands(), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="assess %(version)s")
def assess() -> None:
    """Build the editions of a strategic assessment from one source."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; whatever goes wrong is said in a sentence."""
    stop_once()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
    os.umask(os.umask(_OTHERS_WRITE) | _OTHERS_WRITE)
    try:
        with assess.make_context("assess", [*(sys.argv[1:] if arguments is None else arguments)]) as context:
            code: int = assess.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as done:  # of --help and --version
        return done.exit_code
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        say(f"What was found could not be printed: {error.strerror}")
    except ProblemsFoundError as error:
        say(f"{listed(error.problems)}\n\n{counted(error.problems)}")
    except (UsageError, UnansweredError) as error:
        say(str(error))
        return USAGE
    except AssessError as error:
        say(str(error))
    except KeyboardInterrupt:
        say("Stopped. Nothing was changed.")
    except Exception as error:  # noqa: BLE001  # whatever it is, it is reported without the values it may hold
        say(f"{own_fault(error)}. Nothing was changed.")
    else:
        return code
    return PROBLEMS


if __name__ == "__main__":
    sys.exit(main())
