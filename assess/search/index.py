"""The index that a browser searches, written where the renderer wrote its own, in a shape that has all that one has."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from assess.search.entries import PART, Entry, entries_of, language_of
from assess.search.words import Answer, SearchWords
from macros.pages import areas
from macros.phrasebook.phrases import ENGLISH
from redaction.diagnostics.errors import AssessError

INDEX = "search/search_index.json"
_LOWER = 0.4  # what an entry counts that comes after others
_DEPTH_OF_A_PLACE = 4  # areas/KIND/AREA/index.html

Find = Callable[[str, str], tuple[Entry, ...]]


@lru_cache(maxsize=512)
def found_on(name: str, page: str) -> tuple[Entry, ...]:
    """What can be found on a page; kept, since a preview indexes every page again whenever one changes."""
    parts = name.split("/")
    is_place = parts[0] == areas.INDEX.split("/")[0] and len(parts) == _DEPTH_OF_A_PLACE
    return tuple(entries_of(name.removesuffix("index.html"), page, place=is_place))


def write_index(site: Path, words: SearchWords, find: Find = found_on) -> None:
    """Index the finished pages of a site; raises AssessError for an answer that leads nowhere in it.

    `find` gives what can be found on a page, as `found_on` does.
    """
    pages = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in sorted(site.rglob("index.html"))}
    (site / INDEX).write_bytes(index(pages, words, find))


def index(pages: Mapping[str, str], words: SearchWords, find: Find = found_on) -> bytes:
    """The index of some pages by file, as JSON."""
    lower = {_folder(page) for page in words.lower}
    found = {name: page for name, page in sorted(pages.items()) if name.rpartition("/")[2] == "index.html"}
    entries = [(entry, language_of(page)) for name, page in found.items() for entry in find(name, page)]
    content = {
        "config": {
            "synonyms": [list(group) for group in words.synonyms],
            "spellings": dict(words.spellings),
            "answers": list(_answers(words.answers, pages)),
        },
        "docs": [_told(entry, lower, language) for entry, language in entries],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _folder(page: str) -> str:
    """The address of a page under docs/, from the top of the site."""
    folder = page.removesuffix(".md").removesuffix("index").rstrip("/")
    return f"{folder}/" if folder else ""


def _told(entry: Entry, lower: Collection[str], language: str) -> dict[str, Any]:
    """An entry; what is the same for most is left out."""
    told: dict[str, Any] = {"location": entry.location, "title": entry.title, "text": entry.text}
    if entry.location.partition("#")[0] in lower:
        told["boost"] = _LOWER
    if language != ENGLISH:
        told["lang"] = language
    return told if entry.kind == PART else told | {"kind": entry.kind}


def _answers(answers: Iterable[Answer], pages: Mapping[str, str]) -> Iterable[dict[str, Any]]:
    """The answers with the address of each; one whose page this edition does not have is left out."""
    for answer in answers:
        path, _, anchor = answer.page.partition("#")
        folder = _folder(path)
        page = pages.get(f"{folder}index.html")
        if page is None:
            continue
        if anchor and f'id="{anchor}"' not in page:
            raise AssessError(
                f'search.yml: the answer "{answer.title}" leads to #{anchor} of docs/{path}, which has no such part. '
                "Copy the address from the link beside its heading"
            )
        yield {
            "questions": list(answer.questions),
            "title": answer.title,
            "text": answer.says,
            "calls": list(answer.calls),
            "location": f"{folder}#{anchor}" if anchor else folder,
        }
