"""The one function that decides what an edition may know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from redaction.data.dataset import Dataset
from redaction.policy import Edition, Policy
from redaction.selection import with_selected_rows
from redaction.view import Prose, View


def redact(datasets: Iterable[Dataset], prose: Iterable[Prose], policy: Policy, edition: Edition) -> View:
    """The View of an edition: what lies in its folders and rests on nothing but sources it may see.

    Sources it may not see are left with their notice; the ids that such a source lists are withheld.
    """
    visible = tuple(source.id for source in policy.sources.values() if edition.reads(source.audience))
    hidden = [source for source in policy.sources.values() if source.id not in visible]
    mine = [dataset for dataset in datasets if edition.reads(dataset.audience)]
    shown = [dataset for dataset in mine if set(visible).issuperset(dataset.descriptor.sources)]
    others = [dataset for dataset in mine if not set(visible).issuperset(dataset.descriptor.sources)]
    view = View(
        edition=edition,
        sources={
            name: source if name in visible else replace(source, datasets=(), prose=())
            for name, source in policy.sources.items()
        },
        visible=visible,
        datasets={dataset.id: dataset for dataset in shown},
        prose={each.name: each for each in prose if each.source in visible},
        withheld={
            **{dataset.id: _hidden_source(dataset, visible) for dataset in others},
            **{dataset: source.id for source in hidden for dataset in source.datasets},
        },
        withheld_prose={name: source.id for source in hidden for name in source.prose},
    )
    return with_selected_rows(view)


def _hidden_source(dataset: Dataset, visible: Iterable[str]) -> str:
    return next(source for source in dataset.descriptor.sources if source not in visible)
