"""A dataset that is not there is told once, with every place that names it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace

from redaction.diagnostics.errors import Problem
from redaction.diagnostics.suggestions import first_of, nearest


def missing_in(problems: Iterable[Problem]) -> dict[str, list[Problem]]:
    """The datasets that are not there, each with the first problem of every line that names it."""
    places: dict[str, dict[tuple[str, int, str], Problem]] = {}
    for each in sorted(problems):
        if each.missing:
            places.setdefault(each.missing, {}).setdefault((each.file, each.line, each.place), each)
    return {name: [*found.values()] for name, found in places.items()}


def is_gone(named: Collection[Problem]) -> bool:
    """Whether a dataset is rather gone than misspelt: more than one file names it."""
    return len({each.file for each in named}) > 1


def renamed(missing: Mapping[str, Collection[Problem]], known: Iterable[str]) -> dict[str, str]:
    """What the datasets that are gone are likely to be called now."""
    names = sorted(known)
    close = {name: nearest(name, names) for name, named in missing.items() if is_gone(named)}
    return {name: new for name, new in close.items() if new}


def told_once(
    problems: Iterable[Problem],
    missing: Mapping[str, Collection[Problem]],
    folder_of: Callable[[str], str],
    new: Mapping[str, str],
) -> list[Problem]:
    """Problems with one for each dataset that is not there: at the one file that names it, or where it belongs.

    `folder_of` says where it belongs, `new` what it is likely to be called now.
    """
    return [
        *(each for each in problems if not each.missing),
        *(_told(name, [*named], folder_of(name), new.get(name)) for name, named in missing.items()),
    ]


def _told(name: str, named: list[Problem], folder: str, close: str | None) -> Problem:
    first, rest = named[0], named[1:]
    if not rest:
        return first
    if not is_gone(named):
        return replace(first, found=f"{first.found}, and again in {first_of([each.where for each in rest])}")
    where = first_of([f"{each.file}, {each.where}" for each in named], "; ")
    expected = f"it under this name, or {close} in those places" if close else "it there, or nothing that names it"
    found = f"no dataset {name}, which {len(named)} places name: {where}"
    return Problem(first.rule, f"{folder}/{name}.yaml", 0, found, expected)
