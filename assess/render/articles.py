"""The pages of an edition as MkDocs made them: what is asked for again is taken from what a stage brings along.

A stage may hold what came of the pages of the same edition before, and holds afterwards what came of those it has now:

- which article a page became, by the page as written and all that macros know: the View, the charts, the settings, and
  what pages say of each other;
- an article, by its text with all macros filled in, where it lies, the other files, which its links lead to, and the
  settings;
- a page as it is served, by its article and what stands around it: the theme, the settings, the navigation, and what
  every page says of itself.

Whoever keeps it knows by which program and libraries it was made. A theme of a site's own may ask anything of any page:
there macros are run each time, and a page as it is served rests on all articles.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec

from assess.theme import FOLDER

FILE = "articles.json"
_DOCS, _THEME, _SITE, _VIEW = "docs", "theme", "site", "view.json"


@dataclass(frozen=True)
class Made:
    """The name of its article by a page as written, articles by name, and pages as served by all that makes them."""

    written: dict[str, str] = field(default_factory=dict)
    articles: dict[str, Any] = field(default_factory=dict)
    served: dict[str, str] = field(default_factory=dict)


@dataclass
class Articles:
    """What came of pages before, by what they were made from, and what comes of them now.

    `populate`, `convert` and `build` are what MkDocs would do. `warned` counts the warnings so far: what was warned of
    is made each time.
    """

    stage: Path
    before: Made
    warned: Callable[[], int]
    populate: Callable[..., None]
    convert: Callable[..., None]
    build: Callable[..., None]
    now: Made = field(default_factory=Made)
    _names: dict[str, str] = field(default_factory=dict)  # of the article of each page, unless that was warned of
    _digests: dict[str, str] = field(default_factory=dict)

    def read(self, page: Any, config: Any, files: Any, *others: Any) -> None:
        """Do what `mkdocs.commands.build._populate_page` does, if need be by itself."""
        path = page.file.src_uri
        known = self._once("known", lambda: (self._settings(config, files), self._told(config)))
        written = _digest(known, page.file.content_string, *_place(page))
        name = self.before.written.get(written)
        if name is not None and name in self.before.articles and not self._has_own_theme:
            page.read_source(config)
            self._take(page, name, files)
            page.content = config.plugins.on_page_content(page.content, page=page, config=config, files=files)
        else:
            heard, title = self.warned(), vars(page).get("title")
            self.populate(page, config, files, *others)
            if self.warned() != heard or vars(page).get("title") != title:  # which macros may give a page too
                self._names.pop(path, None)
        if path in self._names:
            self.now.written[written] = self._names[path]

    def render(self, page: Any, config: Any, files: Any) -> None:
        """Do what `mkdocs.structure.pages.Page.render` does, if need be by itself."""
        name = _digest(self._settings(config, files), page.markdown, *_place(page))
        if name in self.before.articles:
            self._take(page, name, files)
            return
        heard = self.warned()
        self.convert(page, config, files)
        if self.warned() == heard:
            self.now.articles[name] = _taken(page)
            self._names[page.file.src_uri] = name

    def write(self, page: Any, config: Any, pages: Sequence[Any], nav: Any, *others: Any, **named: Any) -> None:
        """Do what `mkdocs.commands.build._build_page` does, if need be by itself."""
        article, file = self._names.get(page.file.src_uri), Path(page.file.abs_dest_path)
        around = self._once("around", lambda: self._around(config, pages, nav))
        name = _digest(around, article, *_place(page)) if article else ""
        if name in self.before.served:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(self.before.served[name].encode())
            self.now.served[name] = self.before.served[name]
            return
        heard = self.warned()
        self.build(page, config, pages, nav, *others, **named)
        if name and self.warned() == heard and file.is_file():
            self.now.served[name] = file.read_bytes().decode()

    def _take(self, page: Any, name: str, files: Any) -> None:
        self.now.articles[name] = self.before.articles[name]
        self._names[page.file.src_uri] = name
        _give(page, self.before.articles[name], files)

    def _once(self, what: str, of: Callable[[], object]) -> str:
        """A digest of what many pages rest on, taken when the first of them is made."""
        if what not in self._digests:
            self._digests[what] = _digest(of())
        return self._digests[what]

    def _settings(self, config: Any, files: Any) -> str:
        """What an article rests on besides its text."""

        def settings() -> object:
            own = [config.markdown_extensions, config.mdx_configs, config.use_directory_urls, config.validation]
            return own, sorted((each.src_uri, each.dest_uri, each.inclusion.name) for each in files)

        return self._once("settings", settings)

    def _told(self, config: Any) -> object:
        """What macros know: what pages say of each other, and all of the stage but its theme and what lies in docs/."""
        files = [_files(each) for each in sorted(self.stage.iterdir()) if each.name not in (_DOCS, _THEME, _SITE, FILE)]
        return msgspec.json.encode(config.extra.get("said"), enc_hook=repr).decode(), files

    def _around(self, config: Any, pages: Sequence[Any], nav: Any) -> object:
        """What a page as it is served rests on besides its article."""
        every = [[each.page.title, each.page.meta, *_place(each.page)] for each in pages]
        told = [config.extra.get("spoken"), config.extra.get("twins"), os.environ.get("SOURCE_DATE_EPOCH")]
        files = [each for each in sorted(self.stage.iterdir()) if each.is_file() and each.name not in (_VIEW, FILE)]
        own = [self._told(config), self._names] if self._has_own_theme else []
        return [*map(_files, files), _files(self.stage / _THEME)], str(nav), every, told, own

    @cached_property
    def _has_own_theme(self) -> bool:
        """Whether a file of the theme is another than the program's."""
        theme = self.stage / _THEME
        files = [each for each in theme.rglob("*") if each.is_file()]
        return any(_files(each) != _files(FOLDER / each.relative_to(theme)) for each in files)


@contextlib.contextmanager
def articles_of(stage: Path, warned: Callable[[], int]) -> Iterator[None]:
    """Have pages rendered with what a stage brings along, and leave there what they came to.

    `warned` counts the warnings so far. MkDocs asks no plugin before it reads, converts or writes a page, so what does
    that is replaced.
    """
    from mkdocs.commands import build
    from mkdocs.structure.pages import Page

    file, places = stage / FILE, ((build, "_populate_page"), (Page, "render"), (build, "_build_page"))
    before = msgspec.json.decode(file.read_bytes(), type=Made) if file.is_file() else Made()
    as_it_was = [getattr(owner, name) for owner, name in places]
    articles = Articles(stage, before, warned, *as_it_was)

    def render(page: Any, config: Any, files: Any) -> None:
        articles.render(page, config, files)

    instead = (articles.read, render, articles.write)
    try:
        for (owner, name), by in zip(places, instead, strict=True):
            setattr(owner, name, by)
        yield
    finally:
        for (owner, name), by in zip(places, as_it_was, strict=True):
            setattr(owner, name, by)
    file.write_bytes(msgspec.json.encode(articles.now, order="deterministic"))


def _place(page: Any) -> tuple[str, str]:
    """Where a page lies, and where what it comes to."""
    return page.file.src_uri, page.file.dest_uri


def _files(place: Path) -> list[tuple[str, str]]:
    """A file, or every file of a folder, by its name and a digest; none where there is none."""
    every = [place, *place.rglob("*")]
    return sorted(
        (each.relative_to(place.parent).as_posix(), hashlib.sha256(each.read_bytes()).hexdigest())
        for each in every
        if each.is_file()
    )


def _digest(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True, default=str).encode()).hexdigest()


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
