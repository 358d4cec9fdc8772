"""`assess new`: make a page, a dataset from a CSV or an Excel sheet, or the next year of a site."""

from __future__ import annotations

import datetime as dt
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import click

from assess.check.listing import counted, listed
from assess.cli.here import project_here
from assess.cli.options import PACK_VARIABLE, opened_pack, released, restricted
from assess.cli.outcome import DONE, UsageError
from assess.cli.values import DAY
from assess.new import dataset as datasets
from assess.new import page as pages
from assess.new.dataset import make_dataset
from assess.new.page import make_page
from assess.new.prompts import Answers, Question, UnansweredError
from assess.new.refresh import refresh
from assess.new.sheet.inference import Hints
from assess.project.settings import read_settings
from redaction.diagnostics.errors import AssessError, ProblemsFoundError
from redaction.reader import read_policy

Command = Callable[..., int]
_NOTHING = "Nothing was written."


def _asking(questions: Iterable[Question]) -> Callable[[Command], Command]:
    """An option for each question; what is not given is asked for at a terminal."""

    def with_options(command: Command) -> Command:
        for each in reversed([*questions]):
            command = click.option(f"--{each.name}", metavar="TEXT", help=each.text)(command)
        return command

    return with_options


class _Writing(click.Group):
    """Says of whatever is refused that nothing was written."""

    def invoke(self, ctx: click.Context) -> Any:
        """The exit code of the command; raises AssessError or UnansweredError."""
        try:
            return super().invoke(ctx)
        except ProblemsFoundError as error:
            raise AssessError(f"{listed(error.problems)}\n\n{counted(error.problems, _NOTHING)}") from None
        except UnansweredError as error:
            raise UnansweredError(f"{error}\n{_NOTHING}") from None
        except UsageError:
            raise
        except AssessError as error:
            said = str(error)
            raise AssessError(said if _NOTHING in said else f"{said.removesuffix('.')}. {_NOTHING}") from None


@click.group(cls=_Writing, short_help="Make a page, a dataset from a CSV or an Excel sheet, or the next year.")
def new() -> None:
    """Make a page, a dataset from a CSV or an Excel sheet, or the next year of the site.

    What exists is changed by a new year, and where --again names it.
    """


@new.command(short_help="Make a page.")
@click.argument("path", metavar="PATH")
@click.option("--figure", "figures", metavar="DATASET", multiple=True, help="A dataset to show; repeatable.")
@_asking(pages.QUESTIONS)
def page(path: str, figures: tuple[str, ...], **given: str | None) -> int:
    """Make a page with its front matter.

    PATH is its place under docs/, such as 5-crime-and-asb/5-6-burglary.md.
    """
    project = project_here()
    asked = pages.Asked(path, figures)
    print("\n".join(make_page(project, read_policy(project.policy), read_settings(project), asked, _answers(given))))
    return DONE


@new.command(short_help="Make a dataset from a CSV or a workbook.")
@click.argument("file", metavar="FILE")
@restricted
@click.option("--sheet", metavar="NAME", help="The sheet of a workbook, by its name or number.")
@click.option("--table", "number", type=click.IntRange(1), metavar="NUMBER", help="Which table of a sheet.")
@click.option("--id", "name", metavar="ID", default="", help="The name of the dataset (default: that of the file).")
@click.option("--blank", metavar="CODE", default="", help="What an empty cell among numbers means, such as [x].")
@click.option("--unit-of", "units", metavar="HEADING=UNIT", multiple=True, help="The unit of one column; repeatable.")
@click.option("--text", "texts", metavar="HEADING", multiple=True, help="A column of words; repeatable.")
@click.option(
    "--safe",
    metavar="HEADING",
    multiple=True,
    help="A column that looks personal, and is not; `rows` for the whole table; repeatable.",
)
@click.option("--steward", metavar="WHO", default="", help="The role of whoever declares a column safe.")
@click.option("--why", metavar="REASON", default="", help="Why a column declared safe is about no person.")
@click.option("--again", metavar="ID", default="", help="A new delivery of a dataset: what changes is listed first.")
@click.option("--yes", is_flag=True, help="Write a new delivery without asking.")
@_asking((*datasets.QUESTIONS, datasets.UNIT))
def dataset(file: str, restricted: str | None, sheet: str | None, name: str, **given: Any) -> int:
    """Make a dataset from FILE, a CSV or a workbook of Excel or OpenDocument, in its sources' folder."""
    project = project_here()
    pack = opened_pack(restricted)
    if not Path(file).is_file():
        raise AssessError(f"There is no file {file}")
    said = {each: given.pop(each) for each in ("blank", "units", "texts", "safe", "steward", "why")}
    again, confirmed = given.pop("again"), given.pop("yes")
    asked = datasets.Asked(Path(file), again or name, sheet, _hints(**said), given.pop("number") or 0)
    if again:
        print("\n".join(refresh(project, read_policy(project.policy), pack, asked, _confirming(yes=confirmed))))
        return DONE
    print("\n".join(make_dataset(project, read_policy(project.policy), pack, asked, _answers(given))))
    return DONE


@new.command(short_help="Take the site into its next year.")
@click.argument("year", metavar="YEAR")
@restricted
@released
@click.option("--from", "site", metavar="DIR", help="The sites of last year as they went out (default: site).")
@click.option("--signed", metavar="DAY", type=DAY, help="The day of the new signing, such as 2026-05-18.")
@click.option("--dry-run", "dry", is_flag=True, help="Say what would be done, and do nothing.")
def edition(
    year: str, restricted: str | None, since: str | None, site: str | None, signed: dt.date | None, *, dry: bool
) -> int:
    """Keep last year's site as it went out, and take this one into YEAR, such as 2025/26.

    Each build then serves last year's pages with a banner, and has a page of what changed since.
    """
    from assess.new.edition import Asked, make_edition  # it reads two sites, which a new page or dataset does not

    project = project_here()
    for what, named in (("releases", since), ("sites", site)):
        if named and not Path(named).is_dir():
            raise UsageError(f"There is no folder {named} of {what}")
    pack = restricted or os.environ.get(PACK_VARIABLE)
    if pack and Path(pack).is_file():
        raise UsageError(f"{pack} is sealed, and lists of a pack begin anew in its files. Open it first: assess open")
    asked = Asked(
        year.strip(),
        Path(site).resolve() if site else project.root / "site",
        is_named=bool(site),
        signed=signed.isoformat() if signed else "",
        since=Path(since).resolve() if since else None,
        pack=opened_pack(restricted),
        dry=dry,
    )
    print("\n".join(make_edition(project, read_policy(project.policy), read_settings(project), asked)))
    return DONE


def _confirming(*, yes: bool) -> Callable[[str], bool]:
    """Whether what changes is to be written: as the command says, or somebody at a terminal."""

    def confirm(changes: str) -> bool:
        return yes or (sys.stdin.isatty() and click.confirm(f"{changes}\n\nWrite it?"))

    return confirm


def _hints(*, blank: str, units: tuple[str, ...], texts: tuple[str, ...], **declared: Any) -> Hints:
    """What the command says of the table; raises AssessError."""
    unit_of = dict(each.partition("=")[::2] for each in units)
    if not all(unit_of.values()):
        raise AssessError("--unit-of names a column and its unit, such as --unit-of Population=people")
    safe, steward, why = (declared[each] for each in ("safe", "steward", "why"))
    if safe and not (steward and why):
        raise AssessError("--safe needs --steward WHO and --why REASON: whoever declares a column safe says so")
    return Hints(blank, "", unit_of, frozenset(texts), frozenset(safe), f"{steward}: {why}" if safe else "")


def _answers(given: Mapping[str, str | None]) -> Answers:
    answers = {name: answer for name, answer in given.items() if answer}
    return Answers(answers, _ask if sys.stdin.isatty() else None)


def _ask(question: str) -> str:
    try:
        return input(question)
    except EOFError:
        raise AssessError("Stopped. Nothing was written.") from None
