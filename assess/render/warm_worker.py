"""The process that renders one edition of a preview: all of it once, then only the pages that come out otherwise.

Like `assess.render.worker` it starts with an empty environment and is confined to its edition's folder, which is all
that it ever hears of. One process serves one edition, so none sees another's cache. The first line on standard
input is the folder; each line after it is a request, and each line on standard output an answer, as JSON.
"""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from assess.processes.opened_files import installation, recorder
from assess.processes.sandbox import confine
from assess.render.worker import Heard, attempt, hearing, warm_up

_MACROS, _KEEPER = "macros", "assess/preview"


class Keeper:
    """What MkDocs makes on the way to a site, kept as it tells its plugins: one of them, to it."""

    def __init__(self, heard: Heard) -> None:
        self.nav: Any = None
        self.files: Any = None
        self.env: Any = None
        self.contents: dict[str, str] = {}
        self.warned: dict[str, list[str]] = {}
        self._heard = heard

    def on_nav(self, nav: Any, *, files: Any, **_: Any) -> None:
        """The navigation is made."""
        self.nav, self.files = nav, files
        self.warned[""] = self._heard.taken()

    def on_env(self, env: Any, **_: Any) -> None:
        """Every page is converted; the templates come next."""
        self.env = env

    def on_page_content(self, content: str, *, page: Any, **_: Any) -> None:
        """A page is converted; indexing it for the search will take marks out of it."""
        self.contents[page.file.src_uri] = content
        self.warned[page.file.src_uri] = self._heard.taken()


class WarmSite:
    """A stage as MkDocs holds it between one rendering and the next."""

    def __init__(self, stage: Path, heard: Heard) -> None:
        from mkdocs.config import load_config

        os.chdir(stage)
        self._heard = heard
        self._kept = Keeper(heard)
        self._failed: dict[str, list[str]] = {}
        self._config: Any = load_config("mkdocs.yml", strict=False)  # a warning keeps back its page, not all of them
        plugins: Any = self._config.plugins
        plugins[_KEEPER] = self._kept  # called by the names of its methods, as every plugin is

    def render(self) -> None:
        """Render every page, by MkDocs itself."""
        from mkdocs.commands.build import build

        self._config.plugins.on_startup(command="build", dirty=False)
        build(self._config)

    def render_again(self, changed: Sequence[str], *, everywhere: bool) -> Iterator[str]:
        """Render the pages that come out otherwise, in the order given; a page that is warned of stays as it was.

        Where what macros know has changed as well (`everywhere`), those of every page are run again.
        """
        pages = self._pages()
        if everywhere:
            self._config.plugins[_MACROS].on_config(self._config)
        for name in dict.fromkeys([*changed, *(pages if everywhere else ())]):
            if self._read_again(pages[name]) and not self._kept.warned[name]:
                self._write(pages[name])
                yield name

    def files(self) -> dict[str, str]:
        """The file in the site of each page."""
        return {name: page.file.dest_uri for name, page in self._pages().items()}

    def warnings(self) -> dict[str, list[str]]:
        """What MkDocs warned of, by page; of no page in particular, and of dead anchors, under no name."""
        self._heard.taken()
        for page in self._pages().values():
            page.validate_anchor_links(files=self._kept.files, log_level=logging.WARNING)
        warned = {name: [*lines, *self._failed.get(name, [])] for name, lines in self._kept.warned.items()}
        warned[""] = [*warned.get("", []), *self._heard.taken()]
        return {name: lines for name, lines in warned.items() if lines}

    def _pages(self) -> dict[str, Any]:
        return {file.src_uri: file.page for file in self._kept.files.documentation_pages()}

    def _read_again(self, page: Any) -> bool:
        """Read a page again, if that can be done: whether it comes out otherwise than before."""
        before = page.markdown, page.meta
        otherwise: list[bool] = []
        well, lines = attempt(lambda: otherwise.append(self._comes_out_otherwise(page)), self._heard)
        self._failed[page.file.src_uri] = [] if well else lines
        if not well:
            page.markdown, page.meta = before
        return any(otherwise)

    def _comes_out_otherwise(self, page: Any) -> bool:
        """Run the macros of a page, and convert it where they give another text than before; whether they do."""
        before = page.markdown, page.meta
        self._config._current_page = page  # noqa: SLF001  # as MkDocs itself does
        page.read_source(self._config)
        page.markdown = self._event("page_markdown", page.markdown, page)
        if (page.markdown, page.meta) == before:
            return False
        page.render(self._config, self._kept.files)
        page.content = self._event("page_content", page.content, page)
        return True

    def _event(self, name: str, text: str, page: Any) -> Any:
        return self._config.plugins.run_event(name, text, page=page, config=self._config, files=self._kept.files)

    def _write(self, page: Any) -> None:
        """Write a page with everything around it."""
        from mkdocs.commands.build import _build_page

        page.content = self._kept.contents[page.file.src_uri]
        _build_page(page, self._config, self._kept.files.documentation_pages(), self._kept.nav, self._kept.env)


def main() -> None:
    """Answer requests until standard input ends.

    They are not read and answered on the standard streams, since a macro that fails closes the one that is read.
    """
    requests = os.fdopen(os.dup(sys.stdin.fileno()), encoding="utf-8")
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "w", encoding="utf-8")
    silent = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(silent, standard)

    def tell(**answer: object) -> None:
        print(json.dumps(answer), file=answers, flush=True)

    warm_up()
    own = Path(requests.readline().rstrip("\n"))
    reads = recorder()
    confine(installation(), [own])
    with hearing() as heard:
        site: WarmSite | None = None
        for line in requests:
            reads.paths.clear()
            site, ended, lines = _answered(json.loads(line), site, heard, tell)
            strays = [f"It looked for {path}, outside its staging folder" for path in reads.outside([own])]
            if strays:
                site = None
            tell(ended=ended and not strays, lines=[*lines, *strays])


def _answered(
    request: dict[str, Any], site: WarmSite | None, heard: Heard, tell: Callable[..., None]
) -> tuple[WarmSite | None, bool, list[str]]:
    """Do what a request asks; the site as it is then, none where it is half made, and how it went."""
    made = site
    heard.taken()

    def render() -> None:
        nonlocal made
        if "stage" in request:
            made = WarmSite(Path(request["stage"]), heard)
            made.render()
        elif made is not None:
            files = made.files()
            for name in made.render_again(request["changed"], everywhere=request["everywhere"]):
                tell(page=name, file=files[name])
        if made is not None:
            tell(files=made.files(), warnings=made.warnings())

    ended, lines = attempt(render, heard)
    return made if ended else None, ended, lines


if __name__ == "__main__":
    main()
