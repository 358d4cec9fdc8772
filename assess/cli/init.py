"""`assess init`: start the site of another partnership."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import click

from assess.cli.outcome import DONE
from assess.init.answers import AREAS, EDITIONS, KIND, LANGUAGE, QUESTIONS, Told, answers_of
from assess.init.partnership import partnership_of
from assess.init.start import start_site
from redaction.diagnostics.errors import AssessError

Command = Callable[..., int]


def _asking(command: Command) -> Command:
    """An option for each question; what is not given is asked for at a terminal."""
    for each in reversed((*QUESTIONS, AREAS, KIND, EDITIONS, LANGUAGE)):
        command = click.option(f"--{each.name}", metavar="TEXT", default="", help=each.text)(command)
    return command


@click.command(short_help="Start the site of another partnership.")
@click.argument("folder", metavar="FOLDER")
@click.option("--answers", metavar="FILE", help="A file of YAML with the answers, in which more can be said.")
@click.option("--from", "like", metavar="SITE", help="A site whose audiences, editions and sections to take.")
@_asking
def init(folder: str, answers: str | None, like: str | None, **texts: str) -> int:
    """Write a site that builds, checks and proves at once into FOLDER, which must be new or empty.

    It has its policy, its pages, a section made from an example table, a synthetic pack, and a workflow that delivers.
    """
    file = Path(answers) if answers else None
    if file and not file.is_file():
        raise AssessError(f"There is no file {answers}")
    told = Told(texts, file, Path(like).resolve() if like else None)
    said = answers_of(told, _ask if sys.stdin.isatty() else None)
    print("\n".join(start_site(Path(folder), partnership_of(said))))
    return DONE


def _ask(question: str) -> str:
    try:
        return input(question)
    except EOFError:
        raise AssessError("Stopped. Nothing was written.") from None
