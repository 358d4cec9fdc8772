"""The shape of a YAML file as a JSON Schema, by which an editor completes its keys and marks what does not fit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import voluptuous as vol

from redaction.diagnostics.schema import (
    NOTHING,
    SLUG,
    ByKind,
    OneOf,
    boolean,
    signed_number,
    slug,
    text,
    whole_number,
)

JsonSchema = dict[str, Any]
DIALECT = "http://json-schema.org/draft-07/schema#"  # the newest that editors' YAML support knows
_TEXT = ["string", "number"]  # 2022 is a text for us and a number for an editor
_PLAIN: tuple[tuple[Any, JsonSchema], ...] = (
    (text, {"type": _TEXT}),
    (str, {"type": _TEXT}),
    (slug, {"type": _TEXT, "pattern": f"^{SLUG.pattern}$"}),
    (boolean, {"type": "boolean"}),
    (whole_number, {"type": "integer", "minimum": 0}),
    (signed_number, {"type": "number"}),
)


def json_schema(title: str, shape: Any) -> JsonSchema:
    """The JSON Schema (draft 7) of a shape.

    Whatever fits the shape fits it. It may let pass what the shape refuses by a rule of its own, such as a day.
    """
    return {"$schema": DIALECT, "title": title, **_schema(shape)}


def _schema(shape: Any) -> JsonSchema:
    match shape:
        case vol.Schema():
            schema = _schema(shape.schema) | ({"additionalProperties": True} if shape.extra == vol.ALLOW_EXTRA else {})
        case vol.All():
            schema = _schema(shape.validators[-1])
        case vol.Any():
            schema = _any_of(shape.validators)
        case ByKind():
            schema = _any_of(each for each in (shape.listed, shape.other, shape.mapped) if each is not None)
        case OneOf():
            schema = {"enum": [*shape.choices]}
        case [item]:
            schema = {"type": "array", "items": _schema(item)}
        case Mapping():
            schema = _mapping(shape)
        case _:
            schema = next((dict(schema) for plain, schema in _PLAIN if plain is shape), {})
    return schema


def _any_of(shapes: Iterable[Any]) -> JsonSchema:
    return {"anyOf": [_schema(each) for each in shapes]}


def _mapping(shape: Mapping[Any, Any]) -> JsonSchema:
    named = {str(key): value for key, value in shape.items() if isinstance(key, str | vol.Marker) and not _any(key)}
    required = [str(key) for key in shape if isinstance(key, str | vol.Required)]
    others = [value for key, value in shape.items() if _any(key) and value is not NOTHING]
    schema: JsonSchema = {"type": "object", "properties": {name: _schema(value) for name, value in named.items()}}
    schema["additionalProperties"] = _schema(others[0]) if others else False
    return schema | ({"required": required} if required else {})


def _any(key: Any) -> bool:
    """Whether a key of a shape stands for any key that it lets pass."""
    return callable(key.schema if isinstance(key, vol.Marker) else key)
