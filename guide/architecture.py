"""The drawing of the architecture, and the table below it: made from the import contracts and from the code itself.

Run by `make guide`. The layers are those of `pyproject.toml`, which `lint-imports` checks; what each part holds is
the first line of its code; what it imports is read from the code by grimp.
"""

from __future__ import annotations

import ast
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import grimp

ROOT = Path(__file__).resolve().parent.parent
DRAWING = ROOT / "guide" / "explanation" / "architecture.svg"
PAGE = DRAWING.with_suffix(".md")
_BEGIN, _END = "<!-- written by guide/architecture.py -->\n", "<!-- end -->\n"

# The drawing, in pixels: narrow enough for a phone to show its words large enough.
_WIDTH, _MARGIN, _GAP, _IN_A_ROW = 420, 12, 9, 3
_BOX, _NEAR, _HEAD, _BETWEEN = 32, 4, 50, 26
_COLOURS = {"assess": "#e8eaf6", "macros": "#e0f2f1", "redaction": "#fff3e0"}


@dataclass(frozen=True)
class Package:
    """One of the three packages: what it is for, and its layers from the top, each a row of names."""

    name: str
    purpose: str
    layers: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Apart:
    """A part that may not import some others, so that one fault cannot be in both."""

    part: str
    rule: str


def packages() -> list[Package]:
    """The packages from the top, as the contracts have them."""
    contracts = _contracts()
    [order] = [each["layers"] for each in contracts if each["type"] == "layers" and "containers" not in each]
    layers = {each["containers"][0]: each["layers"] for each in contracts if "containers" in each}
    return [Package(name, _first_line(name), tuple(_row(each) for each in layers[name])) for name in order]


def apart() -> list[Apart]:
    """The parts that stand apart, each with the name of its contract."""
    rules = [each for each in _contracts() if each["type"] == "forbidden" and len(each["source_modules"]) == 1]
    return [Apart(each["source_modules"][0], each["name"]) for each in rules]


def imports() -> dict[str, list[str]]:
    """What each part of a package imports of the program: parts of its own package, and other packages."""
    names = [each.name for each in packages()]
    graph = grimp.build_graph(*names, cache_dir=None)
    parts = [f"{package.name}.{part}" for package in packages() for layer in package.layers for part in layer]
    found = {}
    for part in parts:
        inside = {part, *graph.find_descendants(part)}
        used = {used for module in inside for used in graph.find_modules_directly_imported_by(module)} - inside
        near = {".".join(each.split(".")[:2]) for each in used if each.split(".")[0] in names}
        found[part] = sorted(near - set(names))
    return found


def drawing() -> str:
    """The packages and their layers as SVG; what is higher may import what is lower."""
    alone = {each.part for each in apart()}
    top, parts = _MARGIN, []
    for package in packages():
        layers = [_folded(layer, package.name, alone) for layer in package.layers]
        height = _HEAD + sum(len(rows) * (_BOX + _NEAR) + _GAP for rows in layers)
        parts.append(_panel(package, top, height))
        y = top + _HEAD
        for rows in layers:
            for row in rows:
                parts.extend(_boxes(row, y))
                y += _BOX + _NEAR
            y += _GAP
        top += height + _BETWEEN
        parts.append(_arrow(top - _BETWEEN + 4))
    parts.pop()
    top -= _BETWEEN - _MARGIN
    words = "; ".join(
        f"{each.name}, from the top: {', then '.join(' and '.join(row) for row in each.layers)}" for each in packages()
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {top}" width="{_WIDTH}" height="{top}" '
        'role="img" aria-labelledby="title description" font-family="Arial, Helvetica, sans-serif">\n'
        '<title id="title">How the program is arranged: a part may import what is drawn below it</title>\n'
        f'<desc id="description">{words}.</desc>\n'
        f'<rect width="{_WIDTH}" height="{top}" fill="#ffffff"/>\n' + "\n".join(parts) + "\n</svg>\n"
    )


def table() -> str:
    """What each part holds and what it imports, as tables in Markdown."""
    used = imports()
    text = ""
    for package in packages():
        text += f"### {package.name}\n\n{package.purpose}\n\n| part | what it holds | imports |\n|---|---|---|\n"
        for part in (part for layer in package.layers for part in layer):
            name = f"{package.name}.{part}"
            own = [each.rpartition(".")[2] for each in used[name] if each.startswith(f"{package.name}.")]
            others = sorted({each.partition(".")[0] for each in used[name]} - {package.name})
            listed = ", ".join(f"`{each}`" for each in (*own, *others)) or "nothing"
            text += f"| `{_place(name)}` | {_first_line(name)} | {listed} |\n"
        text += "\n"
    return text


def with_table(page: str) -> str:
    """The page with its tables written again."""
    before, _, rest = page.partition(_BEGIN)
    return f"{before}{_BEGIN}\n{table()}{_END}{rest.partition(_END)[2]}"


def _contracts() -> list[dict[str, Any]]:
    contracts: list[dict[str, Any]] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
    return contracts


def _row(layer: str) -> tuple[str, ...]:
    return tuple(each.strip(" ()") for each in layer.replace(":", "|").split("|"))


def _place(module: str) -> str:
    path = module.replace(".", "/")
    return f"{path}/" if (ROOT / path).is_dir() else f"{path}.py"


def _first_line(module: str) -> str:
    place = ROOT / _place(module)
    code = (place / "__init__.py" if place.is_dir() else place).read_text("utf-8")
    return (ast.get_docstring(ast.parse(code)) or "").partition("\n")[0]


def _folded(layer: tuple[str, ...], package: str, alone: set[str]) -> list[list[tuple[str, bool]]]:
    """A layer in rows of few boxes: each box with whether it stands apart."""
    boxes = [(name, f"{package}.{name}" in alone) for name in layer]
    rows = -(-len(boxes) // _IN_A_ROW)
    wide = -(-len(boxes) // rows)
    return [boxes[at : at + wide] for at in range(0, len(boxes), wide)]


def _panel(package: Package, top: int, height: int) -> str:
    return (
        f'<rect x="{_MARGIN}" y="{top}" width="{_WIDTH - 2 * _MARGIN}" height="{height}" rx="8" '
        f'fill="{_COLOURS.get(package.name, "#eeeeee")}" stroke="#9e9e9e"/>\n'
        f'<text x="{2 * _MARGIN}" y="{top + 22}" font-size="17" font-weight="bold">{package.name}</text>\n'
        f'<text x="{2 * _MARGIN}" y="{top + 40}" font-size="12">{_PURPOSES.get(package.name, "")}</text>'
    )


_PURPOSES = {
    "assess": "the command, and the steps of a build",
    "macros": "what a page can write, and how it becomes HTML",
    "redaction": "what each edition may know",
}


def _boxes(row: list[tuple[str, bool]], top: int) -> list[str]:
    width = (_WIDTH - 4 * _MARGIN - _NEAR * (len(row) - 1)) / len(row)
    drawn = []
    for index, (name, is_apart) in enumerate(row):
        x = 2 * _MARGIN + index * (width + _NEAR)
        edge = 'stroke="#b00020" stroke-width="2" stroke-dasharray="5 3"' if is_apart else 'stroke="#616161"'
        drawn.append(f'<rect x="{x:.0f}" y="{top}" width="{width:.0f}" height="{_BOX}" rx="5" fill="#ffffff" {edge}/>')
        drawn.append(f'<text x="{x + width / 2:.0f}" y="{top + 21}" font-size="14" text-anchor="middle">{name}</text>')
    return drawn


def _arrow(top: int) -> str:
    x = _WIDTH // 2
    return f'<path d="M{x} {top} v12 m-6 -6 l6 7 l6 -7" fill="none" stroke="#424242" stroke-width="2"/>'


if __name__ == "__main__":
    DRAWING.write_text(drawing(), "utf-8")
    PAGE.write_text(with_table(PAGE.read_text("utf-8")), "utf-8")
