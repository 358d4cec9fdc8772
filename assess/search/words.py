"""The words of a search as data: what means the same, and questions that have an answer of their own.

They are in `search.yml` of a site, which it may leave out. What holds anywhere is in `meaning.js` of the theme: there
an audit knows it for the program's own, while in an index its words would have to pass for public.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from redaction.diagnostics.errors import Problem, ProblemsFoundError
from redaction.diagnostics.schema import faults, list_of, mapping_of, optional, table_of, text
from redaction.diagnostics.suggestions import expected_one_of
from redaction.diagnostics.yaml_document import Path, YamlDocument

FILE = "search.yml"
_ANSWER = mapping_of(
    {"questions": list_of(text), "title": text, "says": text, "page": text, optional("calls"): list_of(text)}
)
SHAPE = mapping_of(
    {
        optional("synonyms"): list_of(list_of(text)),
        optional("spellings"): table_of(text),
        optional("answers"): list_of(_ANSWER),
        optional("lower"): list_of(text),
    }
)


@dataclass(frozen=True)
class Answer:
    """What comes first where a question is asked: a title, a sentence, telephone numbers, and the page with more.

    `page` is the path of a page under docs/, with the id of a part of it after `#` or without.
    """

    questions: tuple[str, ...]
    title: str
    says: str
    page: str
    calls: tuple[str, ...] = ()


@dataclass(frozen=True)
class SearchWords:
    """Words and phrases that mean the same, in groups; other spellings of a word; answers, the more particular first.

    `lower` are pages under docs/ that come after others: of a page and what is said about it, the page is wanted.
    """

    synonyms: tuple[tuple[str, ...], ...] = ()
    spellings: tuple[tuple[str, str], ...] = ()
    answers: tuple[Answer, ...] = ()
    lower: frozenset[str] = frozenset()


def parse_search(document: YamlDocument, pages: Collection[str]) -> SearchWords:
    """The words of a site; `pages` are the paths under docs/. Raises ProblemsFoundError."""
    problems = faults(document, SHAPE) or list(_dead_ends(document, pages))
    if problems:
        raise ProblemsFoundError(problems)
    return _words(document.content)


def _dead_ends(document: YamlDocument, pages: Collection[str]) -> Iterator[Problem]:
    """Every page that is named and does not exist."""
    content: Any = document.content
    named: dict[Path, str] = {
        ("answers", number, "page"): answer["page"] for number, answer in enumerate(content.get("answers", ()))
    }
    named |= {("lower", number): page for number, page in enumerate(content.get("lower", ()))}
    for place, target in named.items():
        page = target.partition("#")[0]
        if page not in pages:
            yield document.problem("search-page", place, f'the page "{page}"', expected_one_of(page, "page", pages))


def _words(content: Any) -> SearchWords:
    return SearchWords(
        tuple(tuple(group) for group in content.get("synonyms", ())),
        tuple(content.get("spellings", {}).items()),
        tuple(
            Answer(tuple(each["questions"]), each["title"], each["says"], each["page"], tuple(each.get("calls", ())))
            for each in content.get("answers", ())
        ),
        frozenset(content.get("lower", ())),
    )
