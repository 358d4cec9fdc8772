"""What datasets are called in another language of their site: the words that descriptors give, and those they lack."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from redaction.data.areas import AREA
from redaction.data.dataset import LABEL, Cell, Dataset, Row, Words
from redaction.data.on_demand import OnDemand
from redaction.diagnostics.errors import LookupFailedError, Problem
from redaction.diagnostics.suggestions import unknown


def told_in(datasets: Mapping[str, Dataset], language: str) -> Mapping[str, Dataset]:
    """Datasets in the words that their descriptors have in a language; what has none there keeps those of the site."""
    return OnDemand(datasets, lambda name: _told(datasets[name], _words(datasets, name, language)))


def untold(datasets: Mapping[str, Dataset], name: str, language: str) -> frozenset[str]:
    """What a dataset has no words for in a language, by its place in the descriptor.

    Names of places and numbers are the same in every language, and no places of it are among these.
    """
    dataset, words = datasets[name], _words(datasets, name, language)
    descriptor = dataset.descriptor
    found = {"title": descriptor.title, "period": descriptor.period} | dataset.sentences
    found |= {f"columns > {column}": title for column, title in descriptor.shown_columns.items()}
    found |= {f"columns > {each.name} > unit": each.unit for each in descriptor.columns if each.kind != "percent"}
    texts = [each.name for each in descriptor.columns if not each.is_numeric]
    if descriptor.areas and not dataset.column(AREA):
        texts.remove(LABEL)
    found |= {f"rows > {row.id} > {column}": row.cells[column].text for row in dataset.rows for column in texts}
    return frozenset(
        place for place, text in found.items() if any(map(str.isalpha, text)) and place not in words.places
    )


def words_faults(dataset: Dataset, file: str, languages: tuple[str, ...], written: str) -> Iterator[Problem]:
    """Every language, column, row and note of such words that is not there."""
    descriptor = dataset.descriptor
    for language, words in descriptor.languages.items():
        others = [each for each in languages if each != written]
        errors = [("", unknown("language", language, others))] if language not in others else []
        rows = [row.id for row in dataset.rows]
        texts = [each.name for each in descriptor.columns if not each.is_numeric]
        columns = dict.fromkeys(each for told in words.rows.values() for each in told)
        errors += [
            (f" > {kind}s", unknown(kind, name, known, dataset=dataset.id))
            for kind, names, known in (
                ("column", dict.fromkeys((*words.titles, *words.units)), descriptor.shown_columns),
                ("row", words.rows, rows),
                ("column", columns, texts),
            )
            for name in names
            if name not in known
        ]
        if words.notes and len(words.notes) != len(descriptor.notes):
            found, expected = f"{len(words.notes)} notes", f"{len(descriptor.notes)}, as many as the descriptor has"
            errors.append((" > notes", LookupFailedError("descriptor-words", found, expected)))
        if words.caveat and not descriptor.caveat:
            found, expected = "a caveat", "none, as the descriptor has none"
            errors.append((" > caveat", LookupFailedError("descriptor-words", found, expected)))
        line = descriptor.lines.get(f"languages > {language}", 0)
        for place, error in errors:
            yield error.at(file, line, f"line {line}, languages > {language}{place}")


def _words(datasets: Mapping[str, Dataset], name: str, language: str) -> Words:
    """The words of a dataset, with the names of its rows by the dataset that it takes them of."""
    own = datasets[name].descriptor.languages.get(language, Words())
    selection = datasets[name].descriptor.selection
    if selection is None or selection.dataset not in datasets:
        return own
    labels = {
        name: {LABEL: texts[LABEL]}
        for name, texts in _words(datasets, selection.dataset, language).rows.items()
        if LABEL in texts
    }
    return replace(own, rows=labels | dict(own.rows))


def _told(dataset: Dataset, words: Words) -> Dataset:
    if words == Words():
        return dataset
    descriptor = dataset.descriptor
    said = {name: text for name in ("title", "headline", "place", "period", "caveat") if (text := getattr(words, name))}
    told = replace(
        descriptor,
        **said,
        notes=words.notes or descriptor.notes,
        columns=tuple(
            replace(each, title=words.titles.get(each.name, each.title), unit=words.units.get(each.name, each.unit))
            for each in descriptor.columns
        ),
        derived=tuple(replace(each, title=words.titles.get(each.name, each.title)) for each in descriptor.derived),
    )
    rows = tuple(_worded(row, words) for row in dataset.rows) if words.rows else dataset.rows
    return replace(dataset, descriptor=told, rows=rows)


def _worded(row: Row, words: Words) -> Row:
    texts = words.rows.get(row.id)
    return replace(row, cells={**row.cells, **{name: Cell(text) for name, text in texts.items()}}) if texts else row
