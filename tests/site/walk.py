"""One walk over every page of every edition, as wide as a desk and as a phone, in light and in dark."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from urllib.parse import urlsplit

import axe
import contrast
from browser import chromium, settle
from fitting import misfits
from playwright.sync_api import Page
from served import EDITIONS, WHOLE, pages_of

WIDTHS = (1280, 320)
SCHEMES = {"default": "light", "slate": "dark"}
# Tall, so that no bar lies over a text and no menu is scrolled: axe cannot judge what something covers.
HEIGHT = 3000
# In the dark only the rules that look at colours run: the others read the same page again. A test holds this to be so.
# Each scheme's colours are judged at one width, but for a whole walk: they take long, and hardly any change with it.
RULES = {
    ("light", 1280): axe.ALL,
    ("light", 320): axe.ALL if WHOLE else axe.STRUCTURE,
    ("dark", 320): axe.COLOURS,
    ("dark", 1280): axe.COLOURS if WHOLE else (),
}
WAYS = [way for way, rules in RULES.items() if rules]
TOGGLE = "form[data-md-component=palette] button:not([hidden])"


@dataclass
class Walk:
    """What was seen on the way."""

    runs: list[tuple[str, str, str, int]] = field(default_factory=list)
    violations: list[axe.Finding] = field(default_factory=list)
    incomplete: list[axe.Finding] = field(default_factory=list)
    misfits: list[str] = field(default_factory=list)
    judged: int = 0
    faint: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    failed: list[BaseException] = field(default_factory=list)


def every_page(sites: Path) -> list[tuple[str, str]]:
    """Every edition's every page, and its answer to a wrong address; the longest first."""
    pages = [(edition, name) for edition in EDITIONS for name in [*pages_of(sites, edition), "404.html"]]

    def size(page: tuple[str, str]) -> int:
        path = sites / page[0] / page[1]
        return (path if path.is_file() else path / "index.html").stat().st_size

    return sorted(pages, key=size, reverse=True)


def pages_of_each_kind(kinds: Iterable[str]) -> list[tuple[str, str]]:
    """A page of each kind, as EDITION/PAGE, and each edition's answer to a wrong address."""
    chosen = [kind.partition("/") for kind in kinds]
    return [*((edition, name.rstrip("/")) for edition, _, name in chosen), *((each, "404.html") for each in EDITIONS)]


def walk(
    pages: list[tuple[str, str]], hosts: Mapping[str, str], known: frozenset[tuple[str, str]] = frozenset()
) -> Walk:
    """Walk the pages with a browser for each processor; `known` ones are looked at once."""
    seen = Walk()
    queue: SimpleQueue[tuple[str, str]] = SimpleQueue()
    for item in pages:
        queue.put(item)
    walkers = [Thread(target=_walk, args=(queue, hosts, seen, known)) for _ in range(min(4, os.cpu_count() or 1))]
    for walker in walkers:
        walker.start()
    for walker in walkers:
        walker.join()
    if seen.failed:
        raise seen.failed[0]
    return seen


def _walk(
    queue: SimpleQueue[tuple[str, str]], hosts: Mapping[str, str], seen: Walk, known: frozenset[tuple[str, str]]
) -> None:
    try:
        with chromium() as browser:
            # Without motion there is no fading to wait for: a fifth of a second at every change of width or scheme.
            context = browser.new_context(reduced_motion="reduce")
            context.add_init_script(axe.SCRIPT)
            page = context.new_page()
            at = ""
            page.on("request", lambda request: _note_host(seen, at, request.url, hosts))
            page.on("console", lambda message: seen.said.append(f"{at}: {message.text}"))
            page.on("pageerror", lambda error: seen.said.append(f"{at}: {error}"))
            while not seen.failed:
                edition, name = queue.get_nowait()
                at = f"{edition}/{name}"
                page.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
                page.goto(f"{hosts[edition]}{name}")
                page.evaluate("document.querySelectorAll('.figure__table').forEach(details => details.open = true)")
                look(page, edition, name, seen, article_known=(edition, name) in known)
                page.evaluate("localStorage.clear()")  # each page begins light
    except Empty:
        pass
    except BaseException as error:  # noqa: BLE001 - what stops a thread is raised by the one that waits for it
        seen.failed.append(error)


def look(page: Page, edition: str, name: str, seen: Walk, *, article_known: bool = False) -> None:
    """Look at an open page in its scheme at both widths, then in the other scheme.

    An article that is known is looked at once; what stands around it in every way.
    """
    first = (edition, name, scheme_of(page), WIDTHS[0])
    for turn in (WIDTHS, WIDTHS[::-1]):
        scheme = scheme_of(page)
        for width in (each for each in turn if RULES[scheme, each]):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            again = article_known and (edition, name, scheme, width) != first
            found = axe.run(page, RULES[scheme, width], outside=("article",) if again else ())
            seen.runs.append((edition, name, scheme, width))
            for kind, findings in (("violations", seen.violations), ("incomplete", seen.incomplete)):
                findings += [axe.Finding(edition, name, scheme, width, **each) for each in found[kind]]
        judged, faint = (0, []) if article_known else contrast.in_charts(page)
        seen.judged += judged
        seen.faint += [f"{edition}/{name}, {scheme}: {each}" for each in faint]
        if turn == WIDTHS:
            # A window of 1280 by 1024 px, enlarged to 400%.
            page.set_viewport_size({"width": 320, "height": 256})
            settle(page)
            seen.misfits += [f"{edition}/{name}: {each}" for each in misfits(page)]
            page.locator(TOGGLE).click()
            assert scheme_of(page) != scheme, f"{edition}/{name} did not change its colours"


def scheme_of(page: Page) -> str:
    """Whether an open page is light or dark: what Material says of the body, which its colours follow."""
    return SCHEMES[page.evaluate("document.body.dataset.mdColorScheme")]


def _note_host(seen: Walk, at: str, url: str, hosts: Mapping[str, str]) -> None:
    if urlsplit(url).scheme != "data" and not url.startswith(hosts[at.partition("/")[0]]):
        seen.asked.append(f"{at}: {url}")
