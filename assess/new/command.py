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
    asked = dataset.Asked(file, options.id or "", options.sheet, options.blank or "")
    questions = (*dataset.QUESTIONS, dataset.UNIT)
    return make_dataset(project, policy_of(project), pack, asked, _answers(options, questions))


def add_options(of_page: argparse.ArgumentParser, of_dataset: argparse.ArgumentParser) -> None:
    """Add what can be given to the two commands; what is not is asked for at a terminal."""
    of_page.add_argument("path", metavar="PATH", help="its place under docs/, such as 5-crime-and-asb/5-6-burglary.md")
    of_page.add_argument(
        "--figure", metavar="DATASET", action="append", default=[], help="a dataset to show; repeatable"
    )
    of_dataset.add_argument("file", metavar="FILE", help="a CSV, or an Excel workbook")
    of_dataset.add_argument("--sheet", metavar="NAME", help="the sheet of a workbook, by its name or number")
    of_dataset.add_argument("--id", metavar="ID", help="the name of the dataset (default: that of the file)")
    of_dataset.add_argument("--blank", metavar="CODE", help="what an empty cell among numbers means, such as [x]")
    for parser, questions in ((of_page, page.QUESTIONS), (of_dataset, (*dataset.QUESTIONS, dataset.UNIT))):
        for each in questions:
            parser.add_argument(f"--{each.name}", metavar="TEXT", help=each.text)


def _answers(options: argparse.Namespace, questions: tuple[Question, ...]) -> Answers:
    given = {each.name: getattr(options, each.name) for each in questions if getattr(options, each.name)}
    return Answers(given, _ask if sys.stdin.isatty() else None)


def _ask(question: str) -> str:
    try:
        return input(question)
    except EOFError:
        raise AssessError("Stopped. Nothing was written.") from None
