"""Leaks in what a build reads: pages, settings, data, theme; stopped before or while it renders, or by its audit."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path

from cases import Gauntlet, Result
from leaks import Fact, Leak
from overriding import overridden
from workshop import Workshop, traces
from wrongs import FRONT, PAGES, THEME_TRICKS, TRICKS, WRONGS, Wrong, filled
from wrongs import page as page_of

from assess.audit import theme_digests

_BATCH = 40
_NAME = re.compile(r"\bp(\d{3})\b")


def typed(gauntlet: Gauntlet) -> Iterator[Result]:
    """A leak typed into a page, a page each, as many as go into one build."""
    cases: list[tuple[str, Leak]] = []
    for channel in (*PAGES, *FRONT):
        cases += [(channel, leak) for _, leak in gauntlet.leaks()]
    for start in range(0, len(cases), _BATCH):
        chosen = cases[start : start + _BATCH]

        def write(project: Path, at: int, case: tuple[str, Leak]) -> None:
            channel, leak = case
            matter = {FRONT[channel]: leak.text} if channel in FRONT else {}
            page_of(project, f"p{at:03}", PAGES.get(channel, "x").replace("@", leak.text), **matter)

        for (channel, leak), gate in zip(chosen, _each_page(gauntlet.at, chosen, write), strict=True):
            yield Result("typed", channel, leak.source, leak.form, gate)


def by_tricks(gauntlet: Gauntlet) -> Iterator[Result]:
    """What a page may try with macros and Jinja: refused, or it comes to nothing."""
    cases = [(trick, fact) for trick in TRICKS for fact in gauntlet.at.facts.values()]
    if gauntlet.chance:
        cases = [(trick, gauntlet.chance.choice(list(gauntlet.at.facts.values()))) for trick in TRICKS]

    def write(project: Path, at: int, case: tuple[str, Fact]) -> None:
        page_of(project, f"p{at:03}", filled(case[0], case[1], gauntlet.at.pack))

    gates = _each_page(gauntlet.at, cases, write, harmless="nothing to read")
    for (trick, fact), gate in zip(cases, gates, strict=True):
        yield Result("trick of a page", trick, fact.source, "a cell", gate)


def _each_page(
    at: Workshop, cases: Sequence, write: Callable[[Path, int, object], None], harmless: str = ""
) -> list[str]:
    """What stopped the page of each case, in as many builds as it takes: a page that was named is left out of the next.

    What is left in a build that passes is `harmless` if the scanner finds nothing on its page, else nothing stopped it.
    """
    gates = [""] * len(cases)
    left = dict(enumerate(cases))
    scanner = at.scanner()
    while left:

        def wrong(project: Path, left: Mapping[int, object] = left) -> None:
            for number, case in left.items():
                write(project, number, case)

        attempt = at.attempt(wrong)
        if not attempt.stopped:
            for number in left:
                written = attempt.files.get(f"public/p{number:03}/index.html", b"")
                clean = written and not traces(scanner.findings_in("a.html", written))
                gates[number] = harmless if clean else ""
            break
        public = attempt.said.partition("The internal edition")[0] if "audit" in attempt.stopped else attempt.said
        named = {int(number) for number in _NAME.findall(public)} & left.keys()
        if not named:
            break
        for number in named:
            gates[number] = attempt.stopped
            del left[number]
    return gates


def done_wrong(gauntlet: Gauntlet) -> Iterator[Result]:
    """Something wrong with what a build reads: settings, data, theme, attachments, links, caches."""
    for channel, wrong in gauntlet.one_in(20, WRONGS):
        for fact, leak in gauntlet.one_of_each():
            attempt = gauntlet.at.attempt(partial(_done, wrong, gauntlet.at.pack, fact, leak))
            gate = attempt.stopped or _came_to_nothing(gauntlet.at, attempt.files)
            yield Result("before a build", channel, leak.source, leak.form, gate)


def _done(wrong: Wrong, pack: Path, fact: Fact, leak: Leak, root: Path) -> None:
    wrong(root, pack, fact, leak)


def by_theme(gauntlet: Gauntlet) -> Iterator[Result]:
    """What a template of the theme may try in order to read the pack."""
    for channel, trick in gauntlet.one_in(20, THEME_TRICKS):
        for fact, _ in gauntlet.one_of_each():

            def wrong(root: Path, fact: Fact = fact, trick: str = trick) -> None:
                path = overridden(root, "partials/marking.html")
                path.write_text(path.read_text("utf-8") + filled(trick, fact, gauntlet.at.pack), "utf-8")

            attempt = gauntlet.at.attempt(wrong)
            gate = attempt.stopped or _came_to_nothing(gauntlet.at, attempt.files)
            yield Result("before a build", channel, fact.source, "a table", gate)


def _came_to_nothing(at: Workshop, files: Mapping[str, bytes]) -> str:
    """What a build that passed is said to be: nothing of the pack where no file of the public site has a trace."""
    scanner = at.scanner(closed=True)
    public = {name: content for name, content in files.items() if name.startswith("public/")}
    own = {name: content for name, content in public.items() if sha256(content).digest() not in theme_digests()}
    found = [name for name, content in own.items() if traces(scanner.findings_in(name, content))]
    return "" if found or not own else "nothing to read"
