"""What is no fault, and yet to be known of an edition: small counts, tables in part, languages that nobody checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from assess.lint.texts import CHECKED
from assess.load.editions import EditionKnowledge
from macros.pages.page import PageFile
from macros.pages.twins import without_twin
from macros.phrasebook.phrases import phrases_of
from redaction.data.small_counts import remark_on_small_areas, remark_on_small_counts, small_area_counts, small_counts

_MOST = 5  # pages that a line names
_FROM_DATA = ("areas/", "corrections.md")


def remarks_on(known: EditionKnowledge, threshold: int) -> Iterator[str]:
    """A line on each dataset with small counts of people, and on each of which pages show some rows alone."""
    for name, dataset in sorted(known.view.datasets.items()):
        if name in known.whole:
            continue
        if cells := small_counts(dataset, threshold):
            yield f"{name}: {remark_on_small_counts(cells, threshold)}"
        if cells := small_area_counts(dataset, threshold):
            yield f"{name}: {remark_on_small_areas(cells, threshold)}"
    shown = _shown(known.pages)
    for name, dataset in sorted(known.view.datasets.items()):
        rows, every = len(dataset.page_rows), len(dataset.rows)
        if name in shown and rows < every:
            yield f"{name}: pages show {rows:,} of its {every:,} rows, in tables and charts; its downloads have all"
    yield from _on_languages(known)


def _shown(pages: Iterable[PageFile]) -> set[str]:
    """The datasets of which pages show a figure or a table."""
    return {
        str(call.arguments[0])
        for page in pages
        for words, _ in page.words
        for call in words.calls
        if call.name in ("table", "figure") and call.arguments
    }


def _some(names: Sequence[str]) -> str:
    """The first of some names, and how many more there are."""
    more = f" and {len(names) - _MOST} more" if len(names) > _MOST else ""
    return f"{', '.join(names[:_MOST])}{more}"


def _on_languages(known: EditionKnowledge) -> Iterator[str]:
    """What is not checked of pages in a language, and whether its words were reviewed, once for each."""
    languages = Counter(page.language or known.view.language for page in known.pages)
    for language, count in sorted(languages.items()):
        say = phrases_of(language)
        if language not in CHECKED:
            pages = f"{count} page{'' if count == 1 else 's'}"
            yield (
                f"{say('language.name')} ({language}), {pages}: numbers, links and calls are checked; "
                "wording and house style are not, since there is no check of them in this language"
            )
        if say.to_review:
            yield f"{say('language.name')} ({language}), for review: {say.to_review}"
    yield from _on_words(known)
    alone = without_twin(filter(_is_written, known.pages), known.view.written)
    for language, lacking in alone.items():
        if lacking:
            yield f"{phrases_of(language)('language.name')} ({language}): no twin of {_some(lacking)}"


def _on_words(known: EditionKnowledge) -> Iterator[str]:
    """The tables that pages in another language show in words of the site, for want of others."""
    for language in sorted({page.language for page in known.pages} - {"", known.view.written}):
        told = replace(known.view, language=language)
        shown = _shown(page for page in known.pages if page.language == language)
        lacking = {name: told.untold(name) for name in sorted(shown & told.datasets.keys())}
        none = [name for name, places in lacking.items() if told.dataset(name) is told.datasets[name] and places]
        spoken = f"{phrases_of(language)('language.name')} ({language})"
        if none:
            yield f"{spoken}: no words in it for {_some(none)}. Write them under `languages:` of their descriptors"
        for name, places in lacking.items():
            if name not in none and (missing := _kinds(places)):
                yield f"{spoken}: no words in it for {missing} of {name}"


def _kinds(places: Iterable[str]) -> str:
    """Places in a descriptor for people, each kind once; the note of a sum has no words of its own."""
    kinds = Counter(place.partition(" > ")[0] for place in places)
    counted = {"columns": "titles or units of columns", "rows": "texts of rows", "notes": "notes"}
    said = [name for name in ("title", "headline", "period", "caveat") if name in kinds]
    return _some([*said, *(f"{kinds[name]} {what}" for name, what in counted.items() if name in kinds)])


def _is_written(page: PageFile) -> bool:
    """Whether somebody wrote a page, and no data did."""
    return not page.path.startswith(_FROM_DATA)
