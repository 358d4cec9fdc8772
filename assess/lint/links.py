"""Faults of the Markdown of pages as one edition shows them: links that lead nowhere, headings, tables and images."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, cached_property

from markdown import Markdown

from assess.lint.markdown_structure import heading_faults, layout_faults
from assess.lint.slips.find import slips_in
from macros.language.markdown_text import Link, blank, headings_in, links_in, readable
from macros.language.template import (
    RESTRICTED,
    Fault,
    MacroCall,
    Part,
    RestrictedBlock,
    render_template,
)
from macros.pages.page import PageFile
from macros.vocabulary.vocabulary import Vocabulary
from redaction.diagnostics.errors import LookupFailedError, Problem
from redaction.diagnostics.suggestions import expected_one_of
from redaction.view import View

_BLOCK = re.compile(r"\{%-?\s*call\b.*?%\}.*?\{%-?\s*endcall\s*-?%\}", re.DOTALL)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_ID = re.compile(r"\bid=\"([^\"]+)\"")
_EXTENSIONS = ("attr_list", "fenced_code", "tables", "toc")
_IN_PROSE = LookupFailedError(
    "broken-link", "a link that leads nowhere", "the path of a page, from the page that shows this prose"
)


@dataclass(frozen=True)
class Ground:
    """What a link may lead to in one edition: its pages by their paths, the pages of all editions, and the files."""

    vocabulary: Vocabulary
    pages: Mapping[str, PageFile]
    every: Collection[str]
    files: Collection[str]


@dataclass(frozen=True)
class _Shown:
    """A text that a page shows: its file, its first line, and whether everybody may see it."""

    file: str
    text: str
    first_line: int
    is_open: bool

    @cached_property
    def plain(self) -> str:
        """The text as its readers see it."""
        return readable(self.text)

    def problem(self, fault: Fault) -> Problem:
        """A fault of this text as a problem of its file."""
        return fault.at(self.file, self.first_line)


def ground_of(
    vocabulary: Vocabulary, pages: Iterable[PageFile], every: Iterable[PageFile], files: Iterable[str]
) -> Ground:
    """The ground of an edition with these pages."""
    return Ground(vocabulary, {page.path: page for page in pages}, [page.path for page in every], [*files])


def markdown_faults(ground: Ground) -> list[Problem]:
    """Every fault in the Markdown of the pages of an edition; a page that cannot be parsed is told elsewhere."""
    return [fault for page in ground.pages.values() for fault in _page_faults(page, ground)]


def _page_faults(page: PageFile, ground: Ground) -> Iterator[Problem]:
    for shown in _texts(page, ground.vocabulary.view):
        yield from _layout_faults(shown)
        for link in _links(shown):
            error = _link_fault(link, page.path, ground)
            if error:
                problem = shown.problem(Fault(link.line, error if shown.is_open else _IN_PROSE))
                yield replace(problem, rests_on=(f"docs/{_target(link, page.path)}",))


@cache
def _links(shown: _Shown) -> tuple[Link, ...]:
    return tuple(links_in(shown.plain))


@cache
def _layout_faults(shown: _Shown) -> tuple[Problem, ...]:
    """The faults of a text by itself, none of which quotes it where it is restricted."""
    faults = [
        *slips_in(shown.text),
        *layout_faults(shown.plain, is_open=shown.is_open),
        *(heading_faults(shown.plain) if shown.is_open else ()),
    ]
    return tuple(map(shown.problem, faults))


def _texts(page: PageFile, view: View) -> Iterator[_Shown]:
    """What a page shows where these sources are visible: its own text, then the restricted prose that it asks for."""
    template = page.template
    text = _visible(page.body, template.parts, view)
    if template.syntax_fault:
        text = "".join(text.splitlines(keepends=True)[: template.syntax_fault.line - 1])
    yield _Shown(page.name, text, page.body_line, is_open=True)
    for call in _calls(template.parts):
        prose = view.prose.get(str(call.named.get("prose", ""))) if call.name == RESTRICTED else None
        if prose is not None:
            file = f"{view.sources[prose.source].audience}/prose/{prose.name}.md"
            yield _Shown(file, prose.text, prose.first_line, is_open=False)


def _visible(body: str, parts: Iterable[Part], view: View) -> str:
    """A body with the blocks of sources that an edition may not see blanked, each line where it was."""
    blocks = [part for part in parts if isinstance(part, RestrictedBlock)]
    for found, block in zip(list(_BLOCK.finditer(body)), blocks, strict=False):
        if _source_of(block.call) not in view.visible:
            body = body[: found.start()] + blank(found[0]) + body[found.end() :]
    return body


def _calls(parts: Iterable[Part]) -> Iterator[MacroCall]:
    for part in parts:
        if not isinstance(part, str):
            yield part.call if isinstance(part, RestrictedBlock) else part


def _source_of(call: MacroCall) -> str:
    return str(next(iter(call.arguments), call.named.get("source", "")))


def _link_fault(link: Link, here: str, ground: Ground) -> LookupFailedError | None:
    """What is wrong with a link on the page at `here`, if anything is."""
    if _ELSEWHERE.match(link.target) or link.target == "#" or (link.is_image and not link.text.strip()):
        return None  # an address elsewhere, or a fault that is told already
    what = "an image" if link.is_image else "a link"
    if not link.target or link.target.startswith("/"):
        found = f'{what} to "{link.target}"' if link.target else f"{what} without an address"
        return LookupFailedError("broken-link", found, f'a path from this page, such as "{_known(here, ground)[0]}"')
    return _target_fault(link, here, ground)


def _target_fault(link: Link, here: str, ground: Ground) -> LookupFailedError | None:
    """What is wrong with what a link on the page at `here` leads to, if anything is."""
    path, _, anchor = link.target.partition("#")
    target = _target(link, here)
    if target in ground.files:
        return None
    what = "an image" if link.is_image else "a link"
    if link.is_image and target in ground.every:
        return LookupFailedError("broken-link", f'an image from "{path}", which is a page', "the file of a picture")
    if target in ground.pages:
        return anchor_fault(anchor, target, ground) if anchor else None
    if target in ground.every:
        found = f'{what} to "{path}", a page that the {ground.vocabulary.view.edition.id} edition does not have'
        return LookupFailedError(
            "withheld-link", found, "it inside a restricted block, or on a page for the same readers"
        )
    found = f'{what} to "{path}", which does not exist'
    if link.is_image:
        pictures = [each for each in _known(here, ground) if not each.endswith(".md")]
        return LookupFailedError("broken-link", found, expected_one_of(path, "picture", pictures))
    return LookupFailedError("broken-link", found, expected_one_of(path, "page", _known(here, ground)))


def _target(link: Link, here: str) -> str:
    """The path under docs/ that a link on the page at `here` leads to."""
    path = link.target.partition("#")[0]
    return posixpath.normpath(posixpath.join(posixpath.dirname(here), path)) if path else here


def _known(here: str, ground: Ground) -> list[str]:
    """The paths of all pages and files, as the page at `here` links to them."""
    top = posixpath.dirname(here) or "."
    return [posixpath.relpath(each, top) for each in (*ground.pages, *ground.files) if each != here]


def anchor_fault(anchor: str, target: str, ground: Ground) -> LookupFailedError | None:
    """What is wrong with a link to a place on a page; its own headings are asked first, which is quick."""
    page = ground.pages[target]
    if any(anchor in _own_ids(shown) for shown in _texts(page, ground.vocabulary.view)):
        return None
    every = _ids_on(page, ground.vocabulary)
    if every is None or anchor in every:
        return None
    found = f'a link to "#{anchor}", a place that docs/{target} does not have'
    return LookupFailedError(
        "broken-anchor", found, expected_one_of(f"#{anchor}", "heading", [f"#{each}" for each in every])
    )


@cache
def _own_ids(shown: _Shown) -> frozenset[str]:
    return frozenset(heading.id for heading in headings_in(shown.plain))


def _ids_on(page: PageFile, vocabulary: Vocabulary) -> list[str] | None:
    """Every place on a page that a link can lead to, as it is rendered; nothing where a macro on it fails."""
    here = replace(vocabulary, page=lambda: vocabulary.site.page(page.path))
    try:
        text = render_template(page.template, here.call)
    except LookupFailedError:
        return None
    return _ID.findall(Markdown(extensions=_EXTENSIONS).convert(text))
