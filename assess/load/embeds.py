"""The charts that other sites may show, where the policy of an edition lets them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from macros.html.embedding import embed_address
from macros.vocabulary.vocabulary import Vocabulary
from redaction.diagnostics.errors import UsedFailedError


def charts_alone(vocabulary: Vocabulary) -> tuple[tuple[str, str], ...]:
    """Each dataset whose chart has a page of its own in an edition, with the page that it is cut out of.

    A figure with a fault, which is told of its own page, has none.
    """
    return tuple(_charts(vocabulary)) if vocabulary.view.edition.embeds else ()


def paths_of(embeds: Iterable[tuple[str, str]]) -> list[str]:
    """The paths that the pages of charts alone would have under docs/, as redirects name them."""
    return [f"{embed_address(dataset).rstrip('/')}.md" for dataset, _ in embeds]


def _charts(vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    for dataset in vocabulary.view.datasets:
        try:
            page = vocabulary.site.first_page("figure", dataset) if vocabulary.pictured(dataset) else None
        except UsedFailedError:
            continue
        if page:
            yield dataset, page.path
