"""The `assess` command. Exit 0: done; 1: problems found, or differences; 2: wrong usage."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

import click

from assess import __version__
from assess.check.report import counted, listed
from assess.cli.audit import audit
from assess.cli.build import build
from assess.cli.check import check
from assess.cli.correct import correct
from assess.cli.diff import diff
from assess.cli.explain import explain
from assess.cli.init import init
from assess.cli.new import new
from assess.cli.outcome import PROBLEMS, USAGE, UsageError, say
from assess.cli.preview import serve
from assess.cli.protect import protect
from assess.cli.prove import prove
from assess.cli.review import review
from assess.cli.schemas import schemas
from assess.cli.sealing import key, open_pack, seal
from assess.cli.verify import verify
from assess.new.prompts import UnansweredError
from assess.processes.signals import stop_once
from redaction.diagnostics.errors import AssessError, ProblemsFoundError, own_fault

_OTHERS_WRITE = 0o022  # what is made is for its owner alone to change, whatever was asked for
_OBJECTS_BETWEEN_COLLECTIONS = 100_000  # a command makes much and lets go of little
COMMANDS = (
    build,
    serve,
    review,
    check,
    explain,
    protect,
    prove,
    audit,
    verify,
    diff,
    correct,
    init,
    new,
    schemas,
    seal,
    open_pack,
    key,
)


class _InOrder(click.Group):
    """Lists its commands in the order in which they are given."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  # click asks for it with its context
        """The names of the commands."""
        return [*self.commands]


@click.group(cls=_InOrder, commands=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
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
