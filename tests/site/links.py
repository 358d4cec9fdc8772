"""Where the links of a built site lead."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit


class _Links(HTMLParser):
    """Where the links of a page lead, and the ids it has."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.targets: set[str] = set()
        self.ids: set[str] = set()
        self.feed(path.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids.add(found.get("id") or "")
        if tag == "a" and found.get("href"):
            self.targets.add(found["href"] or "")


def dead_links(site: Path) -> set[str]:
    """The links of a site that lead to no page of it, or to no place on that page."""
    pages = {path: _Links(path) for path in site.rglob("*.html")}
    dead = set()
    for path, links in pages.items():
        for target in links.targets:
            url = urlsplit(target)
            if url.scheme or url.netloc or (path.name == "404.html" and target.startswith("/")):
                continue
            file = (path.parent / unquote(url.path)).resolve() if url.path else path
            file = file / "index.html" if file.is_dir() else file
            if not file.is_file() or (url.fragment and file in pages and url.fragment not in pages[file].ids):
                dead.add(f"{path.relative_to(site)} -> {target}")
    return dead


def reached_from_home(site: Path) -> set[str]:
    """The pages that links in text or in sections lead to from the home page, neighbours left aside.

    The sections name the pages of one section alone, so nothing may be reached through its neighbours only.
    """
    reached: set[str] = set()
    waiting = [""]
    while waiting:
        name = waiting.pop()
        if name in reached:
            continue
        reached.add(name)
        page = re.sub(
            r'<nav class="pager.*?</nav>', "", (site / name / "index.html").read_text("utf-8"), flags=re.DOTALL
        )
        for target in re.findall(r'<a [^>]*href="([^":#]*)', page):
            path = (site / name / target).resolve()
            if (path / "index.html").is_file():
                waiting.append(path.relative_to(site.resolve()).as_posix().removeprefix("."))
    return reached


def titles_of(site: Path, names: list[str]) -> list[str]:
    """The titles of some pages of a site, and of its answer to a wrong address; a page may have more than one."""
    pages = [(site / name / "index.html").read_text("utf-8") for name in names]
    pages.append((site / "404.html").read_text("utf-8"))
    return [title for page in pages for title in re.findall(r"<title>([^<]*)</title>", page)]
