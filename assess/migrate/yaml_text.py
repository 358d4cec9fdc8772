"""Edits of YAML as text: every other letter stays, and so do comments, order and keys that nobody knows."""

from __future__ import annotations

import yaml

Key = str | int


def node_at(text: str, path: tuple[Key, ...]) -> yaml.Node | None:
    """The node at a path of keys and places in lists; none where there is none."""
    node: yaml.Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
    for step in path:
        if isinstance(node, yaml.MappingNode):
            node = next((value for key, value in node.value if key.value == step), None)
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step] if step < len(node.value) else None
        else:
            return None
    return node


def with_scalar(text: str, path: tuple[Key, ...], new: str) -> str:
    """The text with another scalar at a path, which is there."""
    node = node_at(text, path)
    return text if node is None else text[: node.start_mark.index] + new + text[node.end_mark.index :]


def with_key_named(text: str, path: tuple[Key, ...], new: str) -> str:
    """The text with another name for the key at the end of a path, which is there."""
    key = _key(text, path)
    return text if key is None else text[: key.start_mark.index] + new + text[key.end_mark.index :]


def with_key(text: str, parent: tuple[Key, ...], line: str, *, comment: str = "") -> str:
    """The text with a line `key: value` right below the key that a path ends with, or between its braces."""
    key, node = _key(text, parent), node_at(text, parent)
    if key is None or node is None:
        return text
    if isinstance(node, yaml.MappingNode) and node.flow_style:
        rest = ", " if node.value else ""
        return text[: node.start_mark.index + 1] + line + rest + text[node.start_mark.index + 1 :]
    indent = key.start_mark.column + 2
    if isinstance(node, yaml.MappingNode) and node.value:
        indent = node.value[0][0].start_mark.column
    end = "\r\n" if "\r\n" in text else "\n"
    at = text.find("\n", key.end_mark.index) + 1 or len(text)
    before = text[:at] if text[:at].endswith("\n") else text[:at] + end
    return f"{before}{' ' * indent}{line}{f' # {comment}' if comment else ''}{end}{text[at:]}"


def with_key_set_aside(text: str, path: tuple[Key, ...]) -> str:
    """The text with a key and its short value as a comment; from between braces they are taken away."""
    key, node, around = _key(text, path), node_at(text, path), node_at(text, path[:-1])
    if key is None or node is None or not isinstance(around, yaml.MappingNode):
        return text
    start, end = key.start_mark.index, node.end_mark.index
    if not around.flow_style:
        return f"{text[:start]}# {text[start:]}"
    after = text[end:].lstrip()
    if after.startswith(","):
        return text[:start] + after[1:].lstrip()
    return text[:start].rstrip().removesuffix(",") + text[end:]


def _key(text: str, path: tuple[Key, ...]) -> yaml.Node | None:
    """The node of the key that a path ends with."""
    around = node_at(text, path[:-1])
    if not isinstance(around, yaml.MappingNode):
        return None
    return next((key for key, _ in around.value if key.value == path[-1]), None)
