"""The articles of an edition as Markdown became HTML: what is asked for again is taken from what a stage brings along.

A stage may hold what came of the articles of the same edition before, and holds afterwards what came of those it has
now. An article is looked up by all that it is made from: its text with all macros filled in, where it lies, the other
files, which its links lead to, and the settings. Whoever keeps it knows by which program and libraries it was made.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

FILE = "articles.json"


@dataclass
class Articles:
    """What came of articles before, by what they were made from, and what comes of them now."""

    convert: Callable[..., None]
    before: Mapping[str, Any]
    warned: Callable[[], int]
    now: dict[str, Any] = field(default_factory=dict)
    _around: str | None = None

    def render(self, page: Any, config: Any, files: Any) -> None:
        """Do what `mkdocs.structure.pages.Page.render` does, if need be by itself."""
        name = self._made_from(page, config, files)
        if name in self.before:
            self.now[name] = self.before[name]
            _give(page, self.before[name], files)
            return
        heard = self.warned()
        self.convert(page, config, files)
        if self.warned() == heard:
            self.now[name] = _taken(page)

    def _made_from(self, page: Any, config: Any, files: Any) -> str:
        if self._around is None:
            settings = [config.markdown_extensions, config.mdx_configs, config.use_directory_urls, config.validation]
            others = sorted((each.src_uri, each.dest_uri, each.inclusion.name) for each in files)
            self._around = json.dumps([settings, others], sort_keys=True, default=str)
        own = json.dumps([page.markdown, page.file.src_uri, page.file.dest_uri])
        return hashlib.sha256(f"{self._around}\n{own}".encode()).hexdigest()


@contextlib.contextmanager
def articles_of(stage: Path, warned: Callable[[], int]) -> Iterator[None]:
    """Have pages rendered with what a stage brings along, and leave there what they came to.

    `warned` counts the warnings so far: an article that was warned of is rendered each time.
    """
    from mkdocs.structure.pages import Page

    file, convert = stage / FILE, Page.render
    articles = Articles(convert, json.loads(file.read_bytes()) if file.is_file() else {}, warned)

    def render(page: Any, config: Any, files: Any) -> None:
        articles.render(page, config, files)

    Page.render = render  # type: ignore[method-assign,assignment]  # MkDocs asks no plugin before it converts a page
    try:
        yield
    finally:
        Page.render = convert  # type: ignore[method-assign]  # as it was
    file.write_text(json.dumps(articles.now, sort_keys=True), "utf-8")


def _taken(page: Any) -> dict[str, Any]:
    """What MkDocs knows of a page once it is rendered."""
    links = page.links_to_anchors
    return {
        "content": page.content,
        "contents": [_entry(each) for each in page.toc],
        "title": page._title_from_render,  # noqa: SLF001  # it has no other name
        "anchors": sorted(page.present_anchor_ids),
        "links": None if links is None else {to.src_uri: anchors for to, anchors in links.items()},
    }


def _entry(link: Any) -> dict[str, Any]:
    """An entry of the contents of a page as Markdown gives it to MkDocs."""
    return {"name": link.title, "id": link.id, "level": link.level, "children": [*map(_entry, link.children)]}


def _give(page: Any, article: Mapping[str, Any], files: Any) -> None:
    from mkdocs.structure.toc import get_toc

    links = article["links"]
    page.content, page.toc = article["content"], get_toc(article["contents"])
    page._title_from_render = article["title"]  # noqa: SLF001  # as above
    page.present_anchor_ids = set(article["anchors"])
    page.links_to_anchors = links and {files.src_uris[name]: anchors for name, anchors in links.items()}
