"""Pages that say the same in two languages: one names its twin, or lies as its twin does in its language's folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from macros.pages.page import TWIN, PageFile
from redaction.diagnostics.errors import Problem
from redaction.diagnostics.suggestions import expected_one_of

NONE = "none"  # for a page that has no twin, and is to have none
Twins = Mapping[str, Mapping[str, str]]


def twins_of(pages: Iterable[PageFile], written: str) -> Twins:
    """By the path of a page, and then by language, the page that says the same; `written` is the site's language."""
    known = {page.path: page for page in pages}
    found: dict[str, dict[str, str]] = {}
    for page in known.values():
        twin = known.get(named_twin(page, written))
        if twin and _spoken(twin, written) != _spoken(page, written):
            found.setdefault(page.path, {})[_spoken(twin, written)] = twin.path
            found.setdefault(twin.path, {})[_spoken(page, written)] = page.path
    return found


def named_twin(page: PageFile, written: str) -> str:
    """The path of a page's twin, as its front matter says or as the page itself lies; empty where neither says one."""
    folder = f"{page.language}/"
    by_name = page.path.removeprefix(folder) if page.language != written and page.path.startswith(folder) else ""
    return page.twin or (by_name if page.language else "")


def twin_faults(pages: Iterable[PageFile], written: str) -> Iterator[Problem]:
    """Every twin that is not there, or is not in another language, and every page in another language without one."""
    known = {page.path: page for page in pages}
    paired = twins_of(known.values(), written)
    for page in known.values():
        named, document = named_twin(page, written), page.front_matter
        if page.path in paired or named == NONE or page.front_matter_faults:
            continue
        if page.twin:
            others = [each.path for each in known.values() if _spoken(each, written) != _spoken(page, written)]
            found = f'the twin "{named}", which is in the same language' if named in known else f'the twin "{named}"'
            yield document.problem("twin-missing", (TWIN,), found, expected_one_of(named, "page", others))
        elif _spoken(page, written) != written:
            expected = f"the page that says the same in the language of the site, as `{TWIN}: PAGE.md`"
            advice = f"Or write `{TWIN}: {NONE}` where there is none"
            yield document.problem(
                "twin-missing", ("title",), "a page in another language without a twin", expected, advice
            )


def without_twin(pages: Iterable[PageFile], written: str) -> dict[str, list[str]]:
    """By language, the pages in that of the site that have no twin in it; of languages that a site has pages in."""
    pages = tuple(pages)
    paired = twins_of(pages, written)
    languages = sorted({_spoken(page, written) for page in pages} - {written})
    own = [page for page in pages if _spoken(page, written) == written and page.twin != NONE]
    return {
        language: [page.path for page in own if language not in paired.get(page.path, {})] for language in languages
    }


def _spoken(page: PageFile, written: str) -> str:
    return page.language or written
