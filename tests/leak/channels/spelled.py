"""Numbers as programs, other scripts and other languages write them, and sizes that no program shows (B, spelled)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from planting import _MAIN, book
from small_counts import Grid

from channels.writing import Made, page_file, svg_file, text_file

_WELSH = ("", "un", "dau", "tri", "pedwar", "pump", "chwech", "saith", "wyth", "naw")
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))
_CHINESE = "\u3007\u4e00\u4e8c\u4e09\u56db\u4e94\u516d\u4e03\u516b\u4e5d"
_BRAILLE = "\u281a\u2801\u2803\u2809\u2819\u2811\u280b\u281b\u2813\u280a"


def _welsh(number: int) -> str:
    """A number below a thousand as Welsh counts by tens."""
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    words = [f"{_WELSH[hundreds] if hundreds > 1 else ''} cant".strip()] if hundreds else []
    words += [f"{_WELSH[tens]} deg"] if tens else []
    return " ".join([*words, _WELSH[ones]]).strip()


def _roman(number: int) -> str:
    written = ""
    for value, letters in _ROMAN:
        written += letters * (number // value)
        number %= value
    return written


def _signs(signs: str) -> Callable[[int], str]:
    return lambda number: "".join(signs[int(digit)] for digit in str(number))


def _list(write: Callable[[int], str]) -> Made:
    return lambda grid: text_file("; ".join(map(write, grid.column(0))))


def _labelled(write: Callable[[int], str]) -> Made:
    return lambda grid: text_file(
        "\n".join(f"{label}: {write(n)}" for label, n in zip(grid.rows, grid.column(0), strict=True))
    )


def _script(write: Callable[[int], str]) -> Made:
    return lambda grid: text_file(f"const v = [{', '.join(map(write, grid.column(0)))}];", "a.js")


def _elements(write: Callable[[str, int], str]) -> Made:
    return lambda grid: page_file("".join(map(write, grid.rows, grid.column(0))))


def _each(digits: Iterable[str], element: str, style: str = "") -> str:
    """Digits, each in an element."""
    styled = f' style="{style}"' if style else ""
    return "".join(f"<{element}{styled}>{digit}</{element}>" for digit in digits)


def _ordered(digits: str) -> str:
    """Digits from the last to the first, which the style of each sets in their order again."""
    return "".join(f'<b style="order: {at}">{digit}</b>' for at, digit in reversed([*enumerate(digits)]))


def _heights(grid: Grid) -> bytes:
    rows = "".join(f'<row r="{at}" ht="{n}" customHeight="1"/>' for at, n in enumerate(grid.column(0), 1))
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData></worksheet>'
    return book(more={"xl/worksheets/sheet3.xml": sheet})


SPELLED: dict[str, Made] = {
    "script, hexadecimal": _script(hex),
    "script, octal": _script(oct),
    "script, binary": _script(bin),
    "script, parsed": _script(lambda number: f"parseInt('{number:x}', 16)"),
    "script, digits set apart": _script(lambda number: "_".join(str(number))),
    "script, digits joined": _script(lambda number: " + ".join(f"'{digit}'" for digit in str(number))),
    "script, sums": _script(lambda number: f"{number - 3} + 3"),
    "Roman": _list(_roman),
    "Roman, small": _list(lambda number: _roman(number).lower()),
    "Roman, labelled": _labelled(_roman),
    "Welsh words": _list(_welsh),
    "Welsh words, labelled": _labelled(_welsh),
    "Chinese digits": _list(_signs(_CHINESE)),
    "Braille": _list(lambda number: "\u283c" + _signs(_BRAILLE)(number)),
    "shown from the right": _list(lambda number: f"\u202e{str(number)[::-1]}\u202c"),
    "shown from the right by an element": _elements(
        lambda _, number: f'<p><bdo dir="rtl"><b>{str(number)[::-1]}</b></bdo></p>'
    ),
    "shown from the right by a style": _elements(
        lambda _, number: f'<p style="direction: rtl; unicode-bidi: bidi-override">{str(number)[::-1]}</p>'
    ),
    "shown from the right by a style sheet": lambda _: text_file("p { unicode-bidi: bidi-override }", "a.css"),
    "digits in a row from the right": _elements(
        lambda _, number: (
            '<p style="display: flex; flex-direction: row-reverse">'
            + "".join(f"<span>{digit}</span>" for digit in reversed(str(number)))
            + "</p>"
        )
    ),
    "digits that float from the right": _elements(
        lambda _, number: f"<p>{_each(reversed(str(number)), 'b', 'float: right')}</p>"
    ),
    "digits in the reversed order of a style": _elements(
        lambda _, number: f'<p style="display: flex">{_ordered(str(number))}</p>'
    ),
    "digits in blocks from the right": _elements(
        lambda _, number: f'<p dir="rtl">{_each(reversed(str(number)), "b", "display: inline-block")}</p>'
    ),
    "digits in places of their own": _elements(
        lambda _, number: "".join(
            f'<i style="position: absolute; left: {at}ch">{digit}</i>'
            for at, digit in sorted(enumerate(str(number)), key=lambda each: each[1])
        )
    ),
    "digits in a row from the right, by a style of the page": _elements(
        lambda _, number: f"<style>.n b {{ float: right }}</style><p class=n>{_each(reversed(str(number)), 'b')}</p>"
    ),
    "shown from the right by an escaped style": _elements(
        lambda _, number: f'<p style="direction: rt\\6c; unicode-bidi: bidi-\\6fverride">{str(number)[::-1]}</p>'
    ),
    "shown from the right by an escaped style sheet": lambda _: text_file("p{unicode-bidi:bidi-\\6f verride}", "a.css"),
    "durations": _elements(lambda label, number: f'<time datetime="PT{number}M">{label}</time>'),
    "hours and minutes": _labelled(lambda number: f"{number // 60}:{number % 60:02}"),
    "in pence": _labelled(lambda number: f"\u00a3{number / 100:.2f}"),
    "view boxes in a page": _elements(lambda _, number: f'<svg viewBox="0 0 {number} 9"></svg>'),
    "view boxes": lambda grid: svg_file("".join(f'<svg viewBox="0 0 {n} 9"/>' for n in grid.column(0))),
    "sheet, heights of rows": lambda grid: ("a.xlsx", _heights(grid)),
    "CSV in a string of JSON": lambda grid: text_file(
        '{"values": "' + "\\n".join(",".join(line) for line in grid.lines()) + '"}', "a.json"
    ),
    "patches of JSON": lambda grid: text_file(
        "".join(
            f'{{"op": "add", "path": "/{label}/{column}", "value": {n}}}\n'
            for label, row in zip(grid.rows, grid.cells, strict=True)
            for column, n in zip(grid.columns, row, strict=True)
        )
    ),
}
