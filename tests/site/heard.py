"""What a screen reader says of a part of a page, by the tree that Chromium gives to one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from playwright.sync_api import Page

MOST_ROWS = 3  # of a table; the others are said alike
_SAID_BY_NAME = (
    "heading",
    "link",
    "button",
    "cell",
    "gridcell",
    "rowheader",
    "columnheader",
    "img",
    "image",
    "checkbox",
)
_SAID_BY_NAME += ("radio", "DisclosureTriangle", "SvgRoot", "option", "searchbox", "textbox", "combobox")
_WITH_A_NAME = (
    "region",
    "navigation",
    "figure",
    "list",
    "group",
    "search",
    "table",
    "listbox",
    "note",
    "complementary",
)
_WITH_A_NAME += ("alert", "dialog", "banner", "contentinfo", "main", "form", "status")
_WORDS = {
    "img": "graphic",
    "image": "graphic",
    "SvgRoot": "graphic",
    "DisclosureTriangle": "button",
    "gridcell": "cell",
    "rowheader": "row header",
    "columnheader": "column header",
    "searchbox": "search field",
    "textbox": "text field",
}

Node = Mapping[str, Any]


def heard(page: Page, selector: str) -> str:
    """A part of an open page as a screen reader says it from its beginning, a line for each thing said."""
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    top = session.send("DOM.getDocument", {"depth": 0})["root"]["nodeId"]
    found = session.send("DOM.querySelector", {"nodeId": top, "selector": selector})["nodeId"]
    if not found:
        raise LookupError(selector)
    own = session.send("DOM.describeNode", {"nodeId": found})["node"]["backendNodeId"]
    nodes: dict[str, Node] = {each["nodeId"]: each for each in session.send("Accessibility.getFullAXTree")["nodes"]}
    session.detach()
    start = next(each for each in nodes.values() if each.get("backendDOMNodeId") == own)
    return "".join(f"{line}\n" for line in _said(start, nodes, 0))


def _said(node: Node, nodes: Mapping[str, Node], depth: int) -> Iterator[str]:
    role, name = _value(node, "role"), _value(node, "name")
    children = [nodes[each] for each in node.get("childIds", ()) if each in nodes]
    indent = "  " * depth
    if node.get("ignored") or role in ("none", "generic", "paragraph", "LayoutTable", "Section", "Abbr", "time"):
        for each in children:
            yield from _said(each, nodes, depth)
    elif role == "StaticText":
        if name.strip():
            yield f"{indent}{name.strip()}"
    elif role in _SAID_BY_NAME:
        yield indent + ", ".join(
            filter(None, (_WORDS.get(role, role), *_states(node), f'"{name}"' if name else "", _description(node)))
        )
    elif role in ("table", "grid"):
        rows = [each for each in _under(node, nodes) if _value(each, "role") == "row" and not each.get("ignored")]
        yield f'{indent}table of {len(rows)} rows, "{name}"'
        for each in rows[: MOST_ROWS + 1]:
            cells = [cell for cell in _under(each, nodes) if _value(cell, "role") in _SAID_BY_NAME[3:7]]
            yield f"{indent}  row: " + " | ".join(f"{_kind(cell)}{_value(cell, 'name')}" for cell in cells)
    elif role in _WITH_A_NAME:
        if name or role not in ("group", "figure"):
            count = f" of {len(children)}" if role == "list" else ""
            yield indent + role + count + (f', "{name}"' if name else "")
        for each in children:
            yield from _said(each, nodes, depth + 1)
    elif role not in ("ListMarker", "InlineTextBox", "LineBreak"):
        for each in children:
            yield from _said(each, nodes, depth)


def _kind(cell: Node) -> str:
    role = _value(cell, "role")
    return f"({_WORDS[role]}) " if role in ("rowheader", "columnheader") else ""


def _under(node: Node, nodes: Mapping[str, Node]) -> Iterator[Node]:
    for each in node.get("childIds", ()):
        if each in nodes:
            yield nodes[each]
            yield from _under(nodes[each], nodes)


def _value(node: Node, key: str) -> str:
    return str(node.get(key, {}).get("value", ""))


def _states(node: Node) -> Iterator[str]:
    told = {each["name"]: each["value"].get("value") for each in node.get("properties", ())}
    if "level" in told:
        yield f"level {told['level']}"
    if "expanded" in told:
        yield "expanded" if told["expanded"] else "collapsed"
    if told.get("checked") in ("true", "mixed"):
        yield "checked"
    if told.get("disabled"):
        yield "unavailable"


def _description(node: Node) -> str:
    said = _value(node, "description")
    return f'"{said}"' if said and said != _value(node, "name") else ""
