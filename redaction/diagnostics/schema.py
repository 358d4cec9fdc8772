"""The shape of each YAML file, checked by voluptuous, every fault reported at its line."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import voluptuous as vol

from redaction.diagnostics.errors import Problem, quoted
from redaction.diagnostics.suggestions import expected_one_of
from redaction.diagnostics.yaml_document import YamlDocument

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def text(value: Any) -> str:
    """Any text, not blank."""
    if not isinstance(value, str) or not value.strip():
        raise vol.Invalid("a text")
    return value.strip()


def slug(value: Any) -> str:
    """An id: lower-case letters, digits and single hyphens."""
    if not isinstance(value, str) or not SLUG.fullmatch(value):
        raise vol.Invalid("an id of lower-case letters, digits and hyphens")
    return value


def boolean(value: Any) -> bool:
    """`true` or `false`."""
    if value not in ("true", "false"):
        raise vol.Invalid("true or false")
    return bool(value == "true")


def whole_number(value: Any) -> int:
    """A whole number, not negative."""
    if not isinstance(value, str) or not value.isdecimal():
        raise vol.Invalid("a whole number")
    return int(value)


def signed_number(value: Any) -> str:
    """A number as text, with a sign or not."""
    if not isinstance(value, str) or not re.fullmatch(r"[+-]?\d+(\.\d+)?", value):
        raise vol.Invalid("a number")
    return value


@dataclass(frozen=True)
class OneOf:
    """One of a few words."""

    choices: tuple[str, ...]

    def __call__(self, value: Any) -> str:
        """The word; raises Invalid where it is none of them."""
        if value not in self.choices:
            raise vol.Invalid(expected_one_of(str(value), "word", self.choices))
        return str(value)


def one_of(*choices: str) -> OneOf:
    """One of a few words."""
    return OneOf(choices)


@dataclass(frozen=True)
class ByKind:
    """A list of one shape, or anything else of another; with a third shape, `key: value` lines of that."""

    listed: Any
    other: Any
    mapped: Any = None

    def __call__(self, value: Any) -> Any:
        """The value in its shape; raises Invalid."""
        shape = self.listed if isinstance(value, list) else self.other
        if self.mapped is not None and not isinstance(value, list | str):
            shape = self.mapped
        return shape(value)


def list_of(item: Callable[[Any], Any]) -> Any:
    """A list."""
    return vol.All(_is(list, "a list: a line for each that begins with a hyphen, or [one, two]"), [item])


class _KeyInvalid(vol.Invalid):
    """A key that may not stand where it stands."""


def mapping_of(shape: Mapping[Any, Any]) -> Any:
    """A mapping with the keys of a shape and no other; plain keys are required."""
    keys = [str(key) for key in shape]

    def no_other(key: Any) -> Any:
        raise _KeyInvalid(expected_one_of(str(key), "key", keys))

    marked = {vol.Required(key) if isinstance(key, str) else key: value for key, value in shape.items()}
    return vol.All(_is(dict, "`key: value` lines"), {**marked, no_other: NOTHING})


def table_of(shape: Any) -> Any:
    """A mapping from ids to things of one shape."""

    def key(value: Any) -> str:
        try:
            return slug(value)
        except vol.Invalid as error:
            raise _KeyInvalid(error.error_message) from None

    return vol.All(_is(dict, "`id: ...` lines"), {key: shape})


def _is(kind: type, expected: str) -> Callable[[Any], Any]:
    def check(value: Any) -> Any:
        if not isinstance(value, kind):
            raise vol.Invalid(expected)
        return value

    return check


NOTHING = object  # what stands for the values of keys that may not be there
optional = vol.Optional


def faults(document: YamlDocument, shape: Any) -> list[Problem]:
    """Every way in which a document departs from a shape."""
    try:
        (shape if isinstance(shape, vol.Schema) else _compiled(shape))(document.content)
    except vol.MultipleInvalid as invalid:
        misspelt = {(*error.path[:-1], error.error_message.strip('"')) for error in _of_keys(invalid.errors)}
        return [_problem(document, error) for error in invalid.errors if not _is_missing(error, misspelt)]
    return []


@lru_cache(maxsize=64)
def _compiled(shape: Any) -> vol.Schema:
    """A shape, made ready once for all the documents that have it."""
    return vol.Schema(shape)


def _of_keys(errors: Iterable[vol.Invalid]) -> Iterator[vol.Invalid]:
    return (error for error in errors if isinstance(error, _KeyInvalid))


def _is_missing(error: vol.Invalid, misspelt: Collection[tuple[Any, ...]]) -> bool:
    """Whether a key is missing only because it is misspelt, which is reported already."""
    path = (*error.path[:-1], str(error.path[-1])) if error.path else ()
    return isinstance(error, vol.RequiredFieldInvalid) and path in misspelt


def _problem(document: YamlDocument, error: vol.Invalid) -> Problem:
    path = tuple(step if isinstance(step, int) else str(step) for step in error.path)
    if isinstance(error, vol.RequiredFieldInvalid):
        return document.problem("yaml-key-missing", path[:-1], f'no "{path[-1]}"', f'a line "{path[-1]}: ..."')
    if isinstance(error, _KeyInvalid):
        advice = "Put quotation marks around a text that holds a comma or a colon" if " " in str(path[-1]) else ""
        key = quoted(str(path[-1]), is_open=document.is_open)
        if document.is_open:
            return document.problem("yaml-key-unknown", path, f"the key {key}", error.error_message, advice)
        line = document.line(path)
        return Problem("yaml-key-unknown", document.file, line, f"the key {key}", error.error_message, advice)
    value = _value_at(document.content, path)
    found = quoted(value, is_open=document.is_open) if isinstance(value, str) else _kind_of(value)
    return document.problem("yaml-value", path, found, error.error_message)


def _kind_of(value: Any) -> str:
    if isinstance(value, dict):
        return "keys"
    return "a list" if isinstance(value, list) else "nothing"


def _value_at(content: Any, path: tuple[Any, ...]) -> Any:
    for step in path:
        try:
            content = content[step]
        except (KeyError, IndexError, TypeError):
            return None
    return content
