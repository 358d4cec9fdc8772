"""Datasets whose rows are some of another's: the highest factors of a matrix, say."""

from __future__ import annotations

from dataclasses import replace

from redaction.data.dataset import LABEL, Dataset, Row, Selection
from redaction.diagnostics.errors import LookupFailedError
from redaction.view import View


def with_selected_rows(view: View) -> View:
    """A View in which each dataset with a selection has its rows; one whose selection fails stays without."""
    selected = {
        name: _selected(view, dataset, dataset.descriptor.selection) if dataset.descriptor.selection else dataset
        for name, dataset in view.datasets.items()
    }
    return replace(view, datasets=selected)


def _selected(view: View, dataset: Dataset, selection: Selection) -> Dataset:
    try:
        rows = list(view.dataset(selection.dataset).top_rows())
        if selection.rank:
            ranks = {row.id: view.quantity(selection.dataset, row.id, selection.rank).value for row in rows}
            ranked = sorted((rank, row.id) for row in rows if (rank := ranks[row.id]) is not None)
            order = [name for rank, name in ranked if not selection.highest or rank <= selection.highest]
            rows = sorted((row for row in rows if row.id in order), key=lambda row: ranks[row.id] or 0)
    except LookupFailedError:
        return dataset
    return replace(dataset, rows=tuple(Row(row.id, {LABEL: row.cells[LABEL]}) for row in rows))
