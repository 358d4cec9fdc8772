"""A difference for people: as text for a terminal, as Markdown, and as a page of HTML."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from assess.diff.matching import Change, Difference, Place
from assess.diff.sides import Number


@dataclass(frozen=True)
class _Section:
    """A heading with the lines under it, each with lines of its own."""

    title: str
    lines: tuple[tuple[str, tuple[str, ...]], ...]


def in_format(difference: Difference, kind: str) -> str:
    """The difference as `text`, `markdown` or `html`."""
    return FORMATS[kind](difference)


def as_text(difference: Difference) -> str:
    """For a terminal."""
    parts = [_title(difference), _summary(difference)]
    for section in _sections(difference):
        lines = [line for head, under in section.lines for line in (f"  {head}", *(f"      {each}" for each in under))]
        parts.append("\n".join([section.title, *lines]))
    return "\n\n".join(parts) + "\n"


def as_markdown(difference: Difference) -> str:
    """For a paper, a message or a page."""
    parts = [f"# {_marked(_title(difference))}", _marked(_summary(difference))]
    for section in _sections(difference):
        lines = [
            line
            for head, under in section.lines
            for line in (f"- {_marked(head)}", *(f"    - {_marked(each)}" for each in under))
        ]
        parts += [f"## {section.title}", "\n".join(lines)]
    return "\n\n".join(parts) + "\n"


def as_html(difference: Difference) -> str:
    """A page that stands alone, without scripts or styles."""
    body = [
        Markup("<h1>{}</h1>").format(_title(difference)),
        Markup("<p>{}</p>").format(_summary(difference)),
    ]
    for section in _sections(difference):
        items = Markup("\n").join(Markup("<li>{}{}</li>").format(head, _under(under)) for head, under in section.lines)
        body.append(Markup("<h2>{}</h2>\n<ul>\n{}\n</ul>").format(section.title, items))
    return (
        f'<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="robots" content="noindex">\n<title>{escape(_title(difference))}</title>\n</head>\n'
        "<body>\n<main>\n" + "\n".join(body) + "\n</main>\n</body>\n</html>\n"
    )


FORMATS: Mapping[str, Callable[[Difference], str]] = {"text": as_text, "markdown": as_markdown, "html": as_html}


def _title(difference: Difference) -> str:
    marking = f"{difference.marking}: " if difference.marking else ""
    return f"{marking}what changed in the {difference.edition} edition"


def _summary(difference: Difference) -> str:
    if difference.is_empty:
        return "Nothing changed." if difference.prose_compared else f"No number changed. {_UNREAD}"
    counts = (
        (len(difference.changed), "number changed", "numbers changed"),
        (len(_grouped(difference.added)), "number added", "numbers added"),
        (len(_grouped(difference.removed)), "number removed", "numbers removed"),
        (len(difference.pages_added), "page added", "pages added"),
        (len(difference.pages_removed), "page removed", "pages removed"),
        (len(difference.lost), "address lost", "addresses lost"),
        (len(difference.reworded), "page reworded", "pages reworded"),
    )
    summary = ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts if count)
    return f"{summary}.{'' if difference.prose_compared else f' {_UNREAD}'}"


_UNREAD = "The prose was not compared: a ledger has none."


def _sections(difference: Difference) -> Iterator[_Section]:
    found = (
        ("Numbers changed, large swings first", [_change(each) for each in difference.changed]),
        ("Numbers added", _listed(difference.added)),
        ("Numbers removed", _listed(difference.removed)),
        ("Pages added", [(page, ()) for page in difference.pages_added]),
        ("Pages removed", [(page, ()) for page in difference.pages_removed]),
        (
            "Addresses that lead nowhere now: name the page that takes their place under redirects: in mkdocs.yml",
            [(address, ()) for address in difference.lost],
        ),
        ("Addresses that send their readers on", [(f"{old} to {new}", ()) for old, new in difference.forwarded]),
        (
            "Pages reworded, with … for each number",
            [
                (each.page, (*(f"was: {said}" for said in each.before), *(f"now: {said}" for said in each.after)))
                for each in difference.reworded
            ],
        ),
    )
    for title, lines in found:
        if lines:
            yield _Section(title, tuple(lines))


def _change(change: Change) -> tuple[str, tuple[str, ...]]:
    head = f"was {change.was}, now {change.now}: {change.movement} ({_how(change.how, change.formula)})"
    return head, tuple(line for place in change.places for line in _place(place))


def _how(how: str, formula: str) -> str:
    """How a number is worked out; a formula that is no address says it itself."""
    return formula if how == "stored" or "(" in formula else f"{how}: {formula}"


def _place(place: Place) -> Iterator[str]:
    yield f"{place.page} {place.where}"
    if place.before and place.before != place.after:
        yield f"was: {place.before}"
    if place.after:
        yield f"now: {place.after}"


def _listed(numbers: Iterable[Number]) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (
            f"{same[0].says} ({_how(same[0].how, same[0].formula)})",
            tuple(f"{each.page} {each.where}{f': {each.sentence}' if each.sentence else ''}" for each in same),
        )
        for same in _grouped(numbers)
    ]


def _grouped(numbers: Iterable[Number]) -> list[Sequence[Number]]:
    groups: dict[tuple[str, str, str], list[Number]] = defaultdict(list)
    for number in numbers:
        groups[number.how, number.cells, number.says].append(number)
    return list(groups.values())


def _under(lines: Sequence[str]) -> Markup:
    if not lines:
        return Markup()
    return Markup("<ul>{}</ul>").format(Markup().join(Markup("<li>{}</li>").format(line) for line in lines))


def _marked(text: str) -> str:
    """A text that Markdown shows as it is."""
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|" else sign for sign in text)
