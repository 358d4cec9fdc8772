"""What is no fault, and yet to be known of an edition: small counts, tables in part, languages that nobody checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

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
    shown = {
        str(call.arguments[0])
        for page in known.pages
        for words, _ in page.words
        for call in words.calls
        if call.name in ("table", "figure") and call.arguments
    }
    for name, dataset in sorted(known.view.datasets.items()):
        rows, every = len(dataset.page_rows), len(dataset.rows)
        if name in shown and rows < every:
            yield f"{name}: pages show {rows:,} of its {every:,} rows, in tables and charts; its downloads have all"
    yield from _on_languages(known)


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
    alone = without_twin(filter(_is_written, known.pages), known.view.written)
    for language, lacking in alone.items():
        if lacking:
            more = f" and {len(lacking) - _MOST} more" if len(lacking) > _MOST else ""
            yield f"{phrases_of(language)('language.name')} ({language}): no twin of {', '.join(lacking[:_MOST])}{more}"


def _is_written(page: PageFile) -> bool:
    """Whether somebody wrote a page, and no data did."""
    return not page.path.startswith(_FROM_DATA)
