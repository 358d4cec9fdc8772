"""The guides as data: their code, the commands in it, their links, and the files that their steps write."""

from __future__ import annotations

import re
import shlex
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARTNERSHIP = ROOT / "guide" / "partnership"  # the site that the examples are taken from, and no page of the guide
GUIDES = (
    *sorted(
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "guide").rglob("*.md")
        if not path.is_relative_to(PARTNERSHIP)
    ),
    "README.md",
    "CONTRIBUTING.md",
    "SECURITY.md",
    "deploy/README.md",
    "data/sample/README.md",
    "benchmarks/README.md",
)
_SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
_BLOCK = re.compile(r"(?:^(?: {4}|\t).*\n|^ *\n)+", re.MULTILINE)
_FENCED = re.compile(r"^( *)```(?P<language>\w*).*?\n(?P<code>.*?)^\1```$", re.DOTALL | re.MULTILINE)
_COMMAND = re.compile(
    r"(?:[A-Z_]+=\S+ )*(?:\.venv/bin/)?(?P<name>assess|make|python|pytest|ruff|mypy|lint-imports|mkdocs)(?: .*)?"
)


@dataclass(frozen=True)
class Command:
    """A command that a guide names: the guide, the program, and what follows it."""

    guide: str
    name: str
    arguments: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join((self.guide, self.name, *self.arguments))


def text_of(guide: str) -> str:
    """A guide, as it was written."""
    return (ROOT / guide).read_text("utf-8")


def commands() -> list[Command]:
    """Every command in the code of the guides."""
    return [command for guide in GUIDES for code in _code(text_of(guide)) for command in _commands_in(guide, code)]


def section(guide: str, heading: str) -> str:
    """What stands under a heading of a guide, up to the next of its level."""
    found = re.search(rf"(?m)^(#+) {re.escape(heading)}\n", text_of(guide))
    assert found, f"{guide} has no heading {heading}"
    return re.split(rf"(?m)^#{{1,{len(found[1])}}} ", text_of(guide)[found.end() :])[0]


def steps(text: str) -> list[tuple[str, str]]:
    """The numbered steps of a section: the words of each, and the code below them, empty where there is none."""
    parts = re.split(r"(?m)^\d+\. ", text)[1:]
    return [(part.partition("\n\n")[0], "".join(code_in(part)[:1])) for part in parts]


def code_in(text: str, language: str = "") -> list[str]:
    """The fenced code of a text, its indent taken away; of one language, or of all."""
    found = [each for each in _FENCED.finditer(text) if language in ("", each["language"])]
    return [textwrap.dedent(each["code"]) for each in found]


def without_code(text: str) -> str:
    """A text without its fenced code, which shows what a reader writes elsewhere."""
    return _FENCED.sub("", text)


def table_column(text: str, column: int = 0) -> list[str]:
    """The names in backticks of a column of every table in a text."""
    rows = [line.strip().strip("|").split("|") for line in text.splitlines() if line.startswith("| ")]
    return [name for row in rows for name in _SPAN.findall(row[column])]


def _code(text: str) -> Iterator[str]:
    yield from (found[1] for found in _SPAN.finditer(_FENCED.sub("", text)))
    for block in (*_BLOCK.findall(_FENCED.sub("", text)), *code_in(text)):
        yield from (line.strip() for line in block.splitlines())


def _commands_in(guide: str, code: str) -> Iterator[Command]:
    found = _COMMAND.fullmatch(code)
    if found:
        words = shlex.split(code.partition(" | ")[0], comments=True)
        at = next(index for index, word in enumerate(words) if word.rpartition("/")[2] == found["name"])
        yield Command(guide, found["name"], tuple(words[at + 1 :]))
