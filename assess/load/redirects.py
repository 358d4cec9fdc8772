"""Addresses that a page had before, and the page that their readers go to now: `extra: redirects:` of mkdocs.yml."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from macros.language.site_map import address
from redaction.diagnostics.errors import Problem
from redaction.diagnostics.suggestions import expected_one_of
from redaction.diagnostics.yaml_document import YamlDocument

AT = ("extra", "redirects")
_TOP = "index.md"
_ADDRESS = re.compile(r"([A-Za-z0-9_][A-Za-z0-9._-]*/)+")  # what may stand in the settings of a web server
_PLACE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


@dataclass(frozen=True)
class Redirect:
    """A redirect: both sides as they are written, and as addresses from the top of a site; the new one with a place."""

    written: str
    towards: str
    old: str
    new: str
    place: str

    @property
    def destination(self) -> str:
        """Where a reader arrives, from the top of the site."""
        return self.new + (f"#{self.place}" if self.place else "")

    @property
    def names_a_place(self) -> bool:
        """Whether it leads to a place on a page, by what can be one in an address."""
        return bool(_PLACE.fullmatch(self.place))


def redirects_of(written: Mapping[str, str]) -> tuple[Redirect, ...]:
    """The redirects that mkdocs.yml lists, in its order."""
    parted = ((old, *new.partition("#")) for old, new in written.items())
    return tuple(Redirect(old, new, page_address(old), page_address(new), place) for old, new, _, place in parted)


def page_address(named: str) -> str:
    """The address of a page by its path under docs/, or as somebody copied it from a browser: `section/page/`."""
    path = named.strip().removeprefix("./").strip("/")
    return address(path if path.endswith(".md") else f"{path}.md", _TOP).lstrip("/")


def forwarded(redirects: Iterable[Redirect], pages: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Each old address in an edition with these pages, and where it leads: none to a page that it does not hold."""
    held = {page_address(page) for page in pages}
    return tuple(sorted((each.old, each.destination) for each in redirects if each.new in held))


def redirect_faults(document: YamlDocument, redirects: Iterable[Redirect], pages: Collection[str]) -> list[Problem]:
    """What is wrong with the redirects of a site that has these pages in one edition or another: one problem each."""
    known = {page_address(page): page for page in pages}
    towards: dict[str, str] = {}
    problems = []
    for each in redirects:
        found = _fault_from(each, known, towards)
        towards.setdefault(each.old, each.new)
        if found:
            problems.append(document.problem("redirect", (*AT, each.written), *found))
    faulty = {problem.place for problem in problems}
    for each in redirects:
        found = _fault_towards(each, known, towards)
        problem = document.problem("redirect", (*AT, each.written), *found) if found else None
        if problem and problem.place not in faulty:
            problems.append(problem)
    return problems


def _fault_from(each: Redirect, known: Mapping[str, str], before: Collection[str]) -> tuple[str, str] | None:
    """What is wrong with the address that a redirect leads from."""
    if not _ADDRESS.fullmatch(each.old):
        found = f'"{each.written}", which no page can have had as its address'
        return found, "the path that the page had under docs/, such as section/page.md"
    if each.old in known:
        return f"a redirect from docs/{known[each.old]}, which is still there", "an address that no page has any more"
    if each.old in before:
        return f'a second redirect from "{each.old}"', "one for each address"
    return None


def _fault_towards(each: Redirect, known: Mapping[str, str], towards: Mapping[str, str]) -> tuple[str, str] | None:
    """What is wrong with where a redirect leads. Of a loop only the first is told, and nothing of what leads there."""
    if each.new in known:
        wrong = f'"#{each.place}", which is no place on a page'
        return (
            None if each.names_a_place or not each.place else (wrong, "the address of a heading, such as #what-changed")
        )
    if each.new not in towards:
        expected = expected_one_of(each.towards, "page", known.values())
        return f'a redirect to "{each.towards}", which does not exist', expected
    passed = [each.old]
    while passed[-1] in towards and towards[passed[-1]] not in passed:
        passed.append(towards[passed[-1]])
    if passed[-1] in towards:
        is_first = towards[passed[-1]] == each.old and each.old == min(passed, key=[*towards].index)
        found = f"a redirect that leads back to itself, by {', '.join(passed[1:]) or each.old}"
        return (found, expected_one_of(each.towards, "page", known.values())) if is_first else None
    if passed[-1] not in known:
        return None
    return f'a redirect to "{each.towards}", which is itself redirected', f'"{known[passed[-1]]}", where that one leads'
