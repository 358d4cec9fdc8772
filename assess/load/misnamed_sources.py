"""A source that its list lacks, or calls otherwise than data and pages do: told once, at the list."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from macros.language.template import RestrictedBlock
from macros.pages.page import PageFile, argument_of, texts_under
from redaction.diagnostics.errors import SOURCES, Problem
from redaction.diagnostics.suggestions import first_of, nearest
from redaction.diagnostics.yaml_document import YamlDocument
from redaction.policy import Policy
from redaction.reader import Folder

_SEVERAL = 2  # a single place is more likely to be wrong than the list


def misnamed_sources(
    policy: Policy, folder: Folder, pages: Iterable[PageFile], listed: Callable[[], YamlDocument]
) -> list[Problem]:
    """Sources that several places name and the list has not, at the list.

    Where the list has one that is nearly the same and that nothing open names, it is told at its line. What each of
    those places is told rests on the policy, and so is left out beside this. `listed` reads the list, for the line of
    a source in it.
    """
    places: dict[str, list[str]] = {}
    for name, place in [*_named_by_data(folder), *_named_by_pages(pages)]:
        places.setdefault(name, []).append(place)
    idle = policy.sources.keys() - places.keys()
    problems = []
    for name in sorted(places.keys() - policy.sources.keys()):
        close = nearest(name, idle)
        if close and len(places[name]) >= _SEVERAL:
            found = f'the source "{close}", which nothing names'
            expected = f'"{name}", as {len(places[name])} places name it'
            advice = f"If the list is right, mend those places, the first in {places[name][0]}"
            problems.append(listed().problem("unknown-name", (close,), found, expected, advice))
        elif len(places[name]) >= _SEVERAL and not nearest(name, policy.sources):
            found = f"no source {name}, which {len(places[name])} places name: {first_of(places[name])}"
            problems.append(Problem("unknown-name", SOURCES[0], 0, found, "it in this list, or nothing that names it"))
    return problems


def _named_by_data(folder: Folder) -> list[tuple[str, str]]:
    """The sources of open datasets, each with the file that names it."""
    return [
        (name, f"data/{folder.audience}/{dataset.id}.yaml")
        for dataset in folder.datasets
        for name in dict.fromkeys(dataset.descriptor.sources)
    ]


def _named_by_pages(pages: Iterable[PageFile]) -> list[tuple[str, str]]:
    """The sources that pages name at their top and for their restricted parts, each with its page."""
    return [
        (name, f"docs/{page.path}")
        for page in pages
        for name in (*texts_under(page.front_matter, "sources"), *_restricted_on(page))
    ]


def _restricted_on(page: PageFile) -> list[str]:
    blocks = [part for part in page.template.parts if isinstance(part, RestrictedBlock)]
    return [name for name in (argument_of(block.call, "source") for block in blocks) if name]
