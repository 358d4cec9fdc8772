"""YAML as text with places: every scalar stays a string, and every path knows its line.

Keeping scalars as text means that `2021`, `no` and `10` mean what they look like; the schemas say
which of them are numbers.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from typing import Any

import yaml

from redaction.diagnostics.errors import Problem, ProblemsFoundError, quoted

Value = str | list["Value"] | dict[str, "Value"]
Path = tuple[str | int, ...]

_DEEPEST = 12
_CURLY = re.compile(r"[“„][^”]*[”\"]", re.DOTALL)
_CLOSED_UP = re.compile(r"\s*(?:- )?(?:\"[^\"]*\"|'[^']*'|[\w-]+):(?=[^\s/:])")
_DASH_CLOSED_UP = re.compile(r"\s*-(?=[^\s-])")
_KEY = re.compile(r"(?P<indent> *)(?:- +|[\w\"'-]+:(?: |$))")
_TAB = re.compile(r" *\t")
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class YamlDocument:
    """The content of one YAML file, with the line of each path into it.

    Messages about a document that is not open to everybody carry none of its values.
    """

    file: str
    content: dict[str, Value]
    lines: Mapping[Path, int]
    is_open: bool = True

    @property
    def filled(self) -> YamlDocument:
        """The same without the keys that have nothing after their colon."""
        return replace(self, content={key: value for key, value in self.content.items() if value != ""})

    def line(self, path: Path) -> int:
        """The line of a path, or of the nearest part above it that has one."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)

    def problem(self, rule: str, path: Path, found: str, expected: str, advice: str = "") -> Problem:
        """A problem at a path of this document, naming the keys that lead to it."""
        keys = " > ".join(str(step + 1) if isinstance(step, int) else step for step in path)
        line = self.line(path)
        place = f"line {line}, {keys}" if keys else ""
        return Problem(rule, self.file, line, found, expected, advice, place=place)


def values_of(text: str | bytes) -> Any:  # what YAML may hold; the reader of it says its type
    """The values of a YAML text, by the parser in C where there is one; raises yaml.YAMLError."""
    return yaml.load(text, Loader=_LOADER)  # noqa: S506  # a safe one


def parse_yaml(file: str, text: str, *, first_line: int = 1, is_open: bool = True) -> YamlDocument:
    """Read a YAML mapping.

    Raises ProblemsFoundError where the text is not YAML, is not a mapping, or gives a key twice.
    """
    document, problems = read_yaml(file, text, first_line=first_line, is_open=is_open)
    if problems:
        raise ProblemsFoundError(problems)
    return document


def read_yaml(file: str, text: str, *, first_line: int = 1, is_open: bool = True) -> tuple[YamlDocument, list[Problem]]:
    """Read a YAML mapping as far as it can be read, and what is wrong with it."""
    try:
        node = yaml.compose(text, Loader=_LOADER)
    except yaml.reader.ReaderError as error:
        line = first_line + text.count("\n", 0, error.position)
        problem = Problem(
            "yaml-syntax", file, line, "an invisible character", "plain text", "Delete it and type it again"
        )
        return YamlDocument(file, {}, {}, is_open), [problem]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first_line + _first_cause(text, mark.line if mark else 0)
        if _TAB.match("".join(text.split("\n")[line - first_line :][:1])):
            expected, advice = "spaces", "YAML takes no tabs there: type two spaces for each level"
            tab = Problem("yaml-syntax", file, line, "a tab at the front of a line", expected, advice)
            return YamlDocument(file, {}, {}, is_open), [tab]
        is_here = mark is None or line - first_line == mark.line  # no quotation mark above it has lost its other
        cause = _cause(error, text.split("\n")) if is_here else None
        found, expected, advice, at = cause or (
            f"text that is not YAML ({error.problem or 'cannot be read'})",
            "`key: value` lines",
            "Put quotation marks around a text that holds a colon, a # or brackets",
            line - first_line,
        )
        return YamlDocument(file, {}, {}, is_open), [
            Problem("yaml-syntax", file, first_line + at, found, expected, advice)
        ]
    lines: dict[Path, int] = {}
    problems: list[Problem] = []

    def read(node: yaml.Node, path: Path) -> Value:
        lines.setdefault(path, first_line + node.start_mark.line)
        if len(path) > _DEEPEST:
            line = first_line + node.start_mark.line
            problems.append(Problem("yaml-syntax", file, line, "keys inside keys without end", "a few levels of them"))
            return ""
        if isinstance(node, yaml.SequenceNode):
            return [read(item, (*path, index)) for index, item in enumerate(node.value)]
        if isinstance(node, yaml.MappingNode):
            return read_mapping(node, path)
        if isinstance(node, yaml.ScalarNode) and not node.style and _CURLY.fullmatch(str(node.value)):
            line, found = first_line + node.start_mark.line, "curly quotation marks around a text"
            problems.append(
                Problem("yaml-syntax", file, line, found, 'straight ones, "', "Delete them and type them again")
            )
        return str(node.value)

    def read_mapping(node: yaml.MappingNode, path: Path) -> dict[str, Value]:
        content: dict[str, Value] = {}
        for key_node, value_node in node.value:
            key = str(key_node.value)
            line = first_line + key_node.start_mark.line
            if key in content:
                problems.append(
                    Problem(
                        "yaml-key-twice", file, line, f"the key {quoted(key, is_open=is_open)} twice", "each key once"
                    )
                )
            lines[(*path, key)] = line
            content[key] = read(value_node, (*path, key))
        return content

    content = read(node, ()) if node is not None else {}
    if not isinstance(content, dict):
        problems.append(Problem("yaml-syntax", file, first_line, "no keys", "`key: value` lines"))
        content = {}
    return YamlDocument(file, content, lines, is_open), problems


def loose_texts(file: str, text: str, keys: Container[str], *, first_line: int) -> list[Problem]:
    """Texts under some keys that YAML reads as something else, or only to a #, since they have no quotation marks."""
    node = yaml.compose(text, Loader=_LOADER)
    lines = text.split("\n")
    problems = []
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        items = value.value if isinstance(value, yaml.SequenceNode) else [value]
        for each in items if key.value in keys else ():
            if not isinstance(each, yaml.ScalarNode) or each.style:
                continue
            line = first_line + each.start_mark.line
            is_cut = lines[each.end_mark.line][each.end_mark.column :].lstrip().startswith("#")
            if is_cut or not each.tag.endswith(":str"):
                found = "a text that ends at its #" if is_cut else f"a text that YAML reads as a {_kind(each.tag)}"
                problems.append(Problem("text-unquoted", file, line, found, "quotation marks around it"))
    return problems


def _kind(tag: str) -> str:
    kind = tag.rpartition(":")[2]
    return {"bool": "yes or no", "int": "number", "float": "number", "timestamp": "date", "null": "nothing"}.get(
        kind, kind
    )


def _cause(error: yaml.MarkedYAMLError, lines: list[str]) -> tuple[str, str, str, int] | None:
    """What was typed wrong, where YAML says only what it cannot make of it: found, expected, advice, line from 0."""
    seen = error.problem_mark.line if error.problem_mark else 0
    problem, begun = error.problem or "", error.context_mark
    for at in (seen, seen - 1):
        if "mapping values" in problem and 0 <= at < len(lines) and _CLOSED_UP.match(lines[at]):
            return "a colon without a space behind it", "`key: value` lines", "", at
    if begun and "find expected ':'" in problem:
        return *_without_key(lines[begun.line]), begun.line
    if begun and re.search(r"expected ',' or '[}\]]'", problem) and not re.search(r"[}\]]\s*$", lines[begun.line]):
        return "a bracket that is not closed", "} or ] at its end", "", begun.line
    here = _KEY.match(lines[seen]) if seen < len(lines) else None
    if here and re.search(r"expected key|expected '-'|block end|block collection", problem) and seen:
        before = next((line for line in reversed(lines[:seen]) if line.strip()), "")
        indents = len(here["indent"]), len(before) - len(before.lstrip(" "))
        if indents[0] != indents[1]:
            found = f"a line set in by {indents[0]} spaces below one set in by {indents[1]}"
            return found, "the same number of spaces before what belongs together", "", seen
    return None


def _without_key(line: str) -> tuple[str, str, str]:
    """What is wrong with a line that has neither a key nor is an item of a list: found, expected, advice."""
    if _CLOSED_UP.match(line):
        return "a colon without a space behind it", "`key: value` lines", ""
    if _DASH_CLOSED_UP.match(line):
        return "a hyphen without a space behind it", "- and a space before each item of a list", ""
    return "a line without a key", "`key: value`, or its words on the line above", ""


def _first_cause(text: str, line: int) -> int:
    """The line, from 0, that a fault seen at a line comes from: one before it where a quotation mark has no other."""
    for number, each in enumerate(text.split("\n")[: line + 1]):
        if each.replace('\\"', "").partition(" #")[0].count('"') % 2:
            return number
    return line
