"""The command `assess new`: its options, and who is asked what they leave open."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from assess.load.editions import policy_of
from assess.new import dataset, page
from assess.new.dataset import make_dataset
from assess.new.page import make_page
from assess.new.prompts import Answers, Question
from assess.new.sheet.inference import Hints
from assess.project.layout import Project
from assess.project.settings import read_settings
from redaction.diagnostics.errors import AssessError


def new_page(project: Project, options: argparse.Namespace) -> list[str]:
    """Make a page, and say what was made."""
    asked = page.Asked(options.path, tuple(options.figure))
    return make_page(project, policy_of(project), read_settings(project), asked, _answers(options, page.QUESTIONS))


def new_dataset(project: Project, pack: Path | None, options: argparse.Namespace) -> list[str]:
    """Make a dataset, and say what was made."""
    file = Path(options.file)
    if not file.is_file():
        raise AssessError(f"There is no file {options.file}")
    asked = dataset.Asked(file, options.id or "", options.sheet, _hints(options))
    questions = (*dataset.QUESTIONS, dataset.UNIT)
    return make_dataset(project, policy_of(project), pack, asked, _answers(options, questions))


def add_options(of_page: argparse.ArgumentParser, of_dataset: argparse.ArgumentParser) -> None:
    """Add what can be given to the two commands; what is not is asked for at a terminal."""
    of_page.add_argument("path", metavar="PATH", help="its place under docs/, such as 5-crime-and-asb/5-6-burglary.md")
    of_page.add_argument(
        "--figure", metavar="DATASET", action="append", default=[], help="a dataset to show; repeatable"
    )
    of_dataset.add_argument("file", metavar="FILE", help="a CSV, or a workbook of Excel or OpenDocument")
    of_dataset.add_argument("--sheet", metavar="NAME", help="the sheet of a workbook, by its name or number")
    of_dataset.add_argument("--id", metavar="ID", help="the name of the dataset (default: that of the file)")
    of_dataset.add_argument("--blank", metavar="CODE", help="what an empty cell among numbers means, such as [x]")
    for name, metavar, told in (
        ("--unit-of", "HEADING=UNIT", "the unit of one column"),
        ("--text", "HEADING", "a column of words"),
        ("--safe", "HEADING", "a column that says nothing of people, though it looks so; `rows` for the whole table"),
    ):
        of_dataset.add_argument(name, metavar=metavar, action="append", default=[], help=f"{told}; repeatable")
    of_dataset.add_argument("--steward", metavar="WHO", help="who declares with --safe")
    of_dataset.add_argument("--why", metavar="REASON", help="why what is declared with --safe is about no person")
    for parser, questions in ((of_page, page.QUESTIONS), (of_dataset, (*dataset.QUESTIONS, dataset.UNIT))):
        for each in questions:
            parser.add_argument(f"--{each.name}", metavar="TEXT", help=each.text)


def _hints(options: argparse.Namespace) -> Hints:
    """What the command says of the table; raises AssessError."""
    units = dict(each.partition("=")[::2] for each in options.unit_of)
    if not all(units.values()):
        raise AssessError("--unit-of names a column and its unit, such as --unit-of Population=people")
    if options.safe and not (options.steward and options.why):
        raise AssessError("--safe needs --steward WHO and --why REASON: whoever declares a column safe says so")
    declared = f"{options.steward}: {options.why}" if options.safe else ""
    texts, safe = frozenset(options.text), frozenset(options.safe)
    return Hints(options.blank or "", "", units, texts, safe, declared)


def _answers(options: argparse.Namespace, questions: tuple[Question, ...]) -> Answers:
    given = {each.name: getattr(options, each.name) for each in questions if getattr(options, each.name)}
    return Answers(given, _ask if sys.stdin.isatty() else None)


def _ask(question: str) -> str:
    try:
        return input(question)
    except EOFError:
        raise AssessError("Stopped. Nothing was written.") from None
