"""The closed language of a page: text, calls of macros with literal arguments, restricted blocks.

Jinja's own parser reads it, so that a page means the same here and in the renderer; everything else that
Jinja could do is refused.
"""

from __future__ import annotations

import re
from ast import literal_eval
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from jinja2 import Environment, TemplateSyntaxError, nodes

from redaction.diagnostics.errors import LookupFailedError, Problem
from redaction.diagnostics.suggestions import unknown

RESTRICTED = "restricted"
SAYS = "says"
_UNKNOWN_TAG = re.compile(r"unknown tag '(\w+)'")
_CALL_OR_END = re.compile(r"{%-?\s*(call|endcall)\b")
_CURLY = re.compile(r"\{\{[^{}]*\}\}|\{%[^{}%]*%\}")
_OWN_ID = re.compile(r"\{#[\w-]*\}")
_BRACES = re.compile(r"{{|{%|}}|%}")
_TEXT = r"(?:'[^'\\\n{}%]*'|\"[^\"\\\n{}%]*\")"
_VALUE = rf"(?:{_TEXT}|\d{{1,9}}|\[{_TEXT}(?:, ?{_TEXT})*\])"
_NAMED = rf"[a-z_]+={_VALUE}"
_PLAIN_CALL = re.compile(
    rf"(?<!\{{)\{{\{{ (?P<name>[a-z_]+)\((?P<arguments>(?:"
    rf"{_VALUE}(?:, {_VALUE})*(?:, {_NAMED})*|{_NAMED}(?:, {_NAMED})*)?)\) \}}\}}(?!\}})"
)
_PLAIN_ARGUMENT = re.compile(rf"(?:(?P<name>[a-z_]+)=)?(?P<value>{_VALUE})")
_BRACE = re.compile(r"\{[{%#]|[}%#]\}|\r")
_WORDS_OF_JINJA = frozenset(["and", "false", "if", "in", "is", "none", "not", "or", "true"])
_WITHOUT_END = LookupFailedError(
    "restricted-block", "{% call ... %} without its end", "{% endcall %} after the restricted part"
)
_ENVIRONMENT = Environment()  # noqa: S701  # it only parses; what macros return is escaped by them


@dataclass(frozen=True)
class MacroCall:
    """A call on a page: its name, its literal arguments and its line in the text."""

    name: str
    arguments: tuple[Any, ...]
    named: Mapping[str, Any]
    line: int


@dataclass(frozen=True)
class RestrictedBlock:
    """A restricted block: its call, and what lies inside it."""

    call: MacroCall
    inside: tuple[Part, ...]


Part = str | MacroCall | RestrictedBlock


@dataclass(frozen=True)
class Fault:
    """Something in a text that the language does not allow, or that cannot be resolved.

    `last` is the last line that it spoils, where that is not its own.
    """

    line: int
    error: LookupFailedError
    last: int = field(default=0, kw_only=True)

    def at(self, file: str, first_line: int) -> Problem:
        """The same as a problem of a file in which the text begins at a line."""
        problem = self.error.at(file, first_line + self.line - 1)
        return replace(problem, last=first_line + self.last - 1) if self.last else problem


@dataclass(frozen=True)
class Template:
    """A parsed text: its parts in order, and what is wrong with it.

    Where it cannot be parsed to its end, it has the parts before `syntax_fault`, which is among its faults.
    """

    parts: tuple[Part, ...]
    faults: tuple[Fault, ...] = field(default=())
    syntax_fault: Fault | None = None


@cache
def parse_template(text: str, macros: tuple[str, ...]) -> Template:
    """Parse a text that may call the macros named; every fault is collected."""
    plain = _plain_parts(text, macros)
    if plain is not None:
        return Template(plain)
    known = sorted(macros)
    faults: list[Fault] = []
    try:
        tree = _ENVIRONMENT.parse(text)
    except TemplateSyntaxError as error:
        fault = _syntax_fault(text, error, known)
        before = "".join(text.splitlines(keepends=True)[: fault.line - 1])
        read = parse_template(before, macros) if before != text else Template(())
        found = [each for each in read.faults if str(each.error) != str(_WITHOUT_END)]  # it lies behind, mistyped
        return Template(read.parts, (*found, fault), fault)

    def call(node: nodes.Node) -> MacroCall | None:
        if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name):
            faults.append(Fault(_line(node), _not_allowed(_described(node))))
            return None
        name = node.node.name
        if name not in known:
            faults.append(Fault(node.lineno, unknown("macro", name, known)))
            return None
        try:
            arguments, named = _arguments(node)
        except nodes.Impossible:
            faults.append(
                Fault(
                    node.lineno,
                    LookupFailedError(
                        "macro-refused", f"{name}(...) with a computed argument", "names in quotation marks"
                    ),
                )
            )
            return None
        return MacroCall(name, arguments, named, node.lineno)

    def parts(body: Iterable[nodes.Node]) -> Iterable[Part]:
        for node in body:
            if isinstance(node, nodes.Output):
                for item in node.nodes:
                    if isinstance(item, nodes.TemplateData):
                        yield item.data
                    elif found := call(item):
                        yield found
            elif isinstance(node, nodes.CallBlock):
                if found := call(node.call):
                    if found.name == RESTRICTED and not node.args:
                        yield RestrictedBlock(found, tuple(parts(node.body)))
                    else:
                        faults.append(Fault(node.lineno, _not_allowed(f"{{% call {found.name}(...) %}}")))
            else:
                faults.append(Fault(_line(node), _not_allowed(_described(node))))

    result = tuple(parts(tree.body))
    return Template(result, tuple(faults))


def _plain_parts(text: str, macros: Collection[str]) -> tuple[Part, ...] | None:
    """The parts of a text whose every brace is of a call written in the plainest way: Jinja would read the same.

    Anything else, and anything wrong, is left to Jinja, which costs many times as much; None then.
    """
    parts: list[Part] = []
    start, line = 0, 1
    for found in _PLAIN_CALL.finditer(text):
        between = text[start : found.start()]
        line += between.count("\n")
        arguments, named = _plain_arguments(found["arguments"])
        if found["name"] not in macros or found["name"] in _WORDS_OF_JINJA or len(named) != len(dict(named)):
            return None
        parts += [between] if between else []
        parts.append(MacroCall(found["name"], tuple(arguments), dict(named), line))
        start = found.end()
    rest = text[start:].removesuffix("\n")  # the last end of a line is not part of a template
    parts += [rest] if rest else []
    return None if any(isinstance(each, str) and _BRACE.search(each) for each in parts) else tuple(parts)


def _plain_arguments(text: str) -> tuple[list[Any], list[tuple[str, Any]]]:
    """The arguments of a plain call, and those with a name."""
    arguments: list[Any] = []
    named: list[tuple[str, Any]] = []
    for found in _PLAIN_ARGUMENT.finditer(text):
        value = literal_eval(found["value"])
        if found["name"]:
            named.append((found["name"], value))
        else:
            arguments.append(value)
    return arguments, named


def render_template(
    template: Template,
    evaluate: Callable[[MacroCall, Callable[[], str] | None], str],
    written: Callable[[str], str] = str,
) -> str:
    """The text with each call replaced by what `evaluate` gives for it, a block's inside with it.

    `written` is applied to the text between calls.
    """

    def text(part: Part) -> str:
        if isinstance(part, str):
            return written(part)
        if isinstance(part, MacroCall):
            return evaluate(part, None)
        return evaluate(part.call, lambda: "".join(map(text, part.inside)))

    return "".join(map(text, template.parts))


def _arguments(call: nodes.Call) -> tuple[tuple[Any, ...], dict[str, Any]]:
    if call.dyn_args or call.dyn_kwargs:
        raise nodes.Impossible
    arguments = tuple(_literal(argument) for argument in call.args)
    return arguments, {keyword.key: _literal(keyword.value) for keyword in call.kwargs}


def _literal(node: nodes.Expr) -> Any:
    if isinstance(node, nodes.List):
        return [_literal(item) for item in node.items]
    if isinstance(node, nodes.Const):
        return node.value
    raise nodes.Impossible


def _described(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return f'"{node.name}"'
    names = [each.name for each in node.find_all(nodes.Name)]
    about = f' with "{names[0]}"' if names else ""
    return f"Jinja's {type(node).__name__.lower()}{about}"


def _not_allowed(found: str) -> LookupFailedError:
    return LookupFailedError(
        "macro-refused", found, "a macro of the guide, such as {{ n('DATASET', 'ROW', 'COLUMN') }}"
    )


def _line(node: nodes.Node) -> int:
    """The line of a node, or of the first thing inside it that has one."""
    return next((each.lineno for each in (node, *node.find_all(nodes.Node)) if each.lineno), 1)


def _syntax_fault(text: str, error: TemplateSyntaxError, known: Collection[str]) -> Fault:
    """What is wrong with a text that Jinja cannot parse, at the line where it begins."""
    tag = _UNKNOWN_TAG.search(error.message or "")
    if tag and tag[1] == "endcall":
        found = LookupFailedError(
            "restricted-block", "{% endcall %} without its beginning", "{% call restricted('SOURCE') %} before it"
        )
        return Fault(error.lineno, found)
    if tag and tag[1].startswith("end"):
        found = LookupFailedError("restricted-block", f"{{% {tag[1]} ... %}}", "{% endcall %}, at the end of a block")
        return Fault(error.lineno, found)
    if tag:
        asked = LookupFailedError("macro-syntax", "a macro between {% and %}", f"{{{{ {tag[1]}(...) }}}}")
        other = unknown("word", tag[1], ("call", "endcall"), "after {%")
        return Fault(error.lineno, asked if tag[1] in known else other)
    opened: list[int] = []
    for call in _CALL_OR_END.finditer(text):
        opened = opened[:-1] if call[1] == "endcall" else [*opened, text.count("\n", 0, call.start()) + 1]
    if opened and error.message and "end of template" in error.message.lower():
        return Fault(opened[-1], _WITHOUT_END)
    typed = _mistyped(text, error.message or "")
    if typed:
        return typed
    line = _opening_line(text, error.lineno)
    found = LookupFailedError(
        "macro-syntax", "a macro that is not closed or quoted properly", "{{ n('DATASET', 'ROW', 'COLUMN') }}"
    )
    return Fault(line, found)


def _mistyped(text: str, message: str) -> Fault | None:
    """Curly quotation marks, the address of a heading and a comment without its end, which Jinja stumbles over."""
    curly = next((each for each in _CURLY.finditer(text) if re.search("[‘’“”]", each[0])), None)  # noqa: RUF001  # as Word writes them
    if curly:
        error_ = LookupFailedError("macro-syntax", "curly quotation marks in a macro", "straight ones: ' or \"")
        return Fault(text.count("\n", 0, curly.start()) + 1, error_)
    own_id = _OWN_ID.search(text)
    if own_id and "comment" in message:
        error_ = LookupFailedError(
            "markdown-lost", "the address of a heading as {#name}", "{: #name } behind the heading"
        )
        return Fault(text.count("\n", 0, own_id.start()) + 1, error_)
    if "end of comment" in message:
        error_ = LookupFailedError("macro-syntax", "a comment that is not closed", "#} behind its words")
        return Fault(text.count("\n", 0, text.rfind("{#")) + 1, error_)
    return None


def _opening_line(text: str, line: int) -> int:
    """The line of the last thing that opens, up to a line, with nothing closing it before the next one opens."""
    start, closed = 0, True
    for brace in _BRACES.finditer(text):
        at = text.count("\n", 0, brace.start()) + 1
        if brace[0] in ("{{", "{%"):
            if at > line:
                break
            if not closed:
                return start
            start, closed = at, False
        else:
            closed = True
    return start or line
