"""An intake.yml read: its shape, and whether the names in it stand for something."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

import voluptuous as vol

from assess.intake.days import FORMS, HAS_HOUR, number_of
from assess.intake.declaration import (
    OF_DAYS,
    Column,
    Counts,
    Declaration,
    Derived,
    Filter,
    Lookup,
    Measure,
    Source,
)
from redaction.diagnostics.errors import Problem, ProblemsFoundError, quoted
from redaction.diagnostics.schema import (
    boolean,
    faults,
    list_of,
    mapping_of,
    one_of,
    optional,
    slug,
    table_of,
    text,
    whole_number,
)
from redaction.diagnostics.suggestions import expected_one_of
from redaction.diagnostics.yaml_document import YamlDocument

_ALLOWED = "1"  # percent of the records of a source that may be refused, where nothing is said
_NAMES = {"audience", "columns", "sums"}  # keys of a descriptor that the intake writes itself
_REQUIRED = ("title", "headline", "place", "period", "sources")


def _percent(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"\d{1,2}(\.\d+)?|100", value):
        raise vol.Invalid("a percentage from 0 to 100, such as 2 or 0.5")
    return value


def _texts(value: Any) -> Any:
    return list_of(text)(value) if isinstance(value, list) else text(value)


def _labels(value: Any) -> Any:
    """Labels by code, or codes that are their own labels."""
    return list_of(text)(value) if isinstance(value, list) else vol.All({str: text}, vol.Length(min=1))(value)


def _starts(value: Any) -> Any:
    numbers = list_of(whole_number)(value) if isinstance(value, list) else []
    if not numbers or any(int(a) >= int(b) for a, b in pairwise(numbers)):
        raise vol.Invalid("the lowest number of each band, such as [0, 18, 25]")
    return value


def _postgres(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Z][A-Z0-9_]*", value):
        raise vol.Invalid("the name of an environment variable that holds the address, such as RECORDS_DATABASE")
    return value


_COLUMN = mapping_of(
    {
        optional("heading"): text,
        optional("title"): text,
        optional("kind"): one_of("text", "code", "day", "whole", "number"),
        optional("codes"): _labels,
        optional("written"): one_of(*FORMS),
        optional("decimals"): whole_number,
        optional("blank"): boolean,
    }
)
_DERIVED = mapping_of(
    {
        "by": one_of(*OF_DAYS, "bands", "group", "lookup"),
        "of": slug,
        optional("title"): text,
        optional("lookup"): slug,
        optional("starts"): _starts,
        optional("values"): _labels,
    }
)
_FILTER = mapping_of(
    {
        "column": slug,
        optional("is"): _texts,
        optional("is_not"): _texts,
        optional("from"): text,
        optional("to"): text,
    }
)
_SOURCE = mapping_of(
    {
        optional("files"): _texts,
        optional("sheet"): text,
        optional("encoding"): one_of("utf-8", "latin-1", "utf-16"),
        optional("database"): text,
        optional("postgres"): _postgres,
        optional("table"): text,
        "columns": table_of(_COLUMN),
        optional("derived"): table_of(_DERIVED),
        optional("keep"): list_of(_FILTER),
        optional("refused_at_most"): _percent,
    }
)
_MEASURE = mapping_of(
    {
        optional("count"): one_of("records"),
        optional("distinct"): slug,
        optional("sum"): slug,
        "title": text,
        "unit": text,
    }
)
_DATASET = mapping_of(
    {
        "from": slug,
        "rows": lambda value: list_of(slug)(value) if isinstance(value, list) else slug(value),
        optional("columns"): slug,
        "measures": table_of(_MEASURE),
        optional("audience"): slug,
        optional("totals"): boolean,
        optional("adjust"): text,
        "describe": vol.All(dict, msg="the other lines of its descriptor, such as `title:`"),
    }
)
_SHAPE = mapping_of(
    {
        optional("synthetic"): boolean,
        "sources": table_of(_SOURCE),
        optional("lookups"): table_of(
            mapping_of({"file": text, "key": text, "value": text, optional("unmatched_at_most"): _percent})
        ),
        "datasets": table_of(_DATASET),
    }
)


def parse_declaration(document: YamlDocument) -> Declaration:
    """What an intake.yml declares; raises ProblemsFoundError with every fault."""
    problems = faults(document, _SHAPE)
    if problems:
        raise ProblemsFoundError(problems)
    content: dict[str, Any] = document.content
    declared = Declaration(
        document,
        {name: _source(name, each) for name, each in content["sources"].items()},
        {name: _lookup(name, each) for name, each in content.get("lookups", {}).items()},
        {name: _counts(name, each, content["sources"]) for name, each in content["datasets"].items()},
        content.get("synthetic") == "true",
    )
    problems = [*_source_faults(declared), *_dataset_faults(declared)]
    if problems:
        raise ProblemsFoundError(problems)
    return declared


def _source(name: str, content: Mapping[str, Any]) -> Source:
    return Source(
        name,
        {each: _column(each, said) for each, said in content["columns"].items()},
        {each: _derived(each, said) for each, said in content.get("derived", {}).items()},
        tuple(map(_filter, content.get("keep", ()))),
        Decimal(content.get("refused_at_most", _ALLOWED)),
        _listed(content.get("files", ())),
        content.get("sheet", ""),
        content.get("encoding", "utf-8"),
        content.get("database", ""),
        content.get("postgres", ""),
        content.get("table", ""),
    )


def _column(name: str, said: Mapping[str, Any]) -> Column:
    kind = said.get("kind", "code" if "codes" in said else "text")
    heading = said.get("heading", name)
    title = said.get("title", said.get("heading", _titled(name)))
    decimals = int(said.get("decimals", "2" if kind == "number" else "0"))
    codes, written = _mapping(said.get("codes", {})), said.get("written", "YYYY-MM-DD")
    return Column(name, heading, kind, title, codes, written, decimals, said.get("blank") == "true")


def _derived(name: str, said: Mapping[str, Any]) -> Derived:
    starts = tuple(map(int, said.get("starts", ())))
    values = _mapping(said.get("values", {}))
    return Derived(
        name, said.get("title", _titled(name)), said["by"], said["of"], said.get("lookup", ""), starts, values
    )


def _filter(said: Mapping[str, Any]) -> Filter:
    wanted, unwanted = _listed(said.get("is", ())), _listed(said.get("is_not", ()))
    return Filter(said["column"], wanted, unwanted, said.get("from", ""), said.get("to", ""))


def _lookup(name: str, said: Mapping[str, Any]) -> Lookup:
    return Lookup(name, said["file"], said["key"], said["value"], Decimal(said.get("unmatched_at_most", _ALLOWED)))


def _counts(name: str, said: Mapping[str, Any], sources: Mapping[str, Any]) -> Counts:
    columns = sources.get(said["from"], {}).get("columns", {})

    def measure(of: str, each: Mapping[str, Any]) -> Measure:
        kind = next((kind for kind in ("distinct", "sum") if kind in each), "count")
        source = each.get(kind, "")
        decimals = _column(source, columns[source]).decimals if kind == "sum" and source in columns else 0
        return Measure(of, kind, "" if kind == "count" else source, each["title"], each["unit"], decimals)  # type: ignore[arg-type]  # the schema lets no other kind

    return Counts(
        name,
        said["from"],
        _listed(said["rows"]),
        {each: measure(each, measured) for each, measured in said["measures"].items()},
        said["describe"],
        said.get("columns", ""),
        said.get("audience", ""),
        said.get("totals") == "true",
        said.get("adjust", ""),
    )


def _titled(name: str) -> str:
    return name.replace("-", " ").capitalize()


def _listed(value: Any) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _mapping(value: Any) -> dict[str, str]:
    return {each: each for each in value} if isinstance(value, list) else dict(value)


def _source_faults(declared: Declaration) -> Iterator[Problem]:
    """Where a source says what cannot be read or followed."""
    document = declared.document
    for name, source in declared.sources.items():
        place = ("sources", name)
        given = [key for key, value in (("files", source.files), ("table", source.table)) if value]
        where = bool(source.database) + bool(source.connection)
        if len(given) != 1 or where != (1 if source.table else 0):
            expected = "`files:`, or `table:` with `database:` or `postgres:`"
            yield document.problem("records-declaration", place, "no one place to read from", expected)
        for column in source.columns.values():
            if (column.kind == "code") != bool(column.codes):
                found = "codes" if column.codes else "no codes"
                expected = "`codes:` for `kind: code`, and only there"
                yield document.problem("records-declaration", (*place, "columns", column.name), found, expected)
        for derived in source.derived.values():
            yield from _derived_faults(declared, source, derived)
        for at, each in enumerate(source.keep):
            yield from _filter_faults(document, source, each, (*place, "keep", at))


def _derived_faults(declared: Declaration, source: Source, derived: Derived) -> Iterator[Problem]:
    document, place = declared.document, ("sources", source.name, "derived", derived.name)
    if derived.name in source.columns:
        yield document.problem("records-declaration", place, "the name of a column", "a name that no column has")
    kinds = {"bands": ("whole",), "group": ("code",), "lookup": ("text", "code")}.get(derived.by, ("day",))
    yield from _of_kind(document, source, derived.of, kinds, (*place, "of"))
    of = source.columns.get(derived.of)
    if derived.by == "hour" and of and of.kind == "day" and of.written not in HAS_HOUR:
        expected = "a column whose days are `written:` with their hour, such as DD/MM/YYYY HH:MM"
        yield document.problem("records-declaration", (*place, "of"), "days without an hour", expected)
    for key, value, by in (("starts", derived.starts, "bands"), ("lookup", derived.lookup, "lookup")):
        if bool(value) != (derived.by == by):
            found = f"`{key}`" if value else f"no `{key}`"
            yield document.problem("records-declaration", place, found, f"`{key}` for `by: {by}`, and only there")
    if derived.values and derived.by not in ("group", "lookup"):
        yield document.problem("records-declaration", place, "`values`", "`values` for `by: group` or `by: lookup`")
    if derived.by == "group" and of and set(of.codes) != set(derived.values):
        expected = "`values`: the group of every code of the column, and of no other"
        yield document.problem("records-declaration", place, "codes and groups that do not go together", expected)
    if derived.lookup and derived.lookup not in declared.lookups:
        yield _unknown(document, "look-up", derived.lookup, declared.lookups, (*place, "lookup"))


def _filter_faults(document: YamlDocument, source: Source, kept: Filter, place: tuple[Any, ...]) -> Iterator[Problem]:
    if bool(kept.wanted) + bool(kept.unwanted) + bool(kept.first or kept.last) != 1:
        expected = "one of `is`, `is_not`, and `from` with `to` or one of them"
        yield document.problem("records-declaration", place, "no one wish", expected)
    ranged = bool(kept.first or kept.last)
    yield from _of_kind(
        document, source, kept.column, ("day", "whole") if ranged else ("text", "code"), (*place, "column")
    )
    column = source.columns.get(kept.column)
    for key, bound in (("from", kept.first), ("to", kept.last)):
        if column and column.kind in ("day", "whole") and bound and number_of(bound, column.kind) is None:
            expected = "a day such as 2024-04-01" if column.kind == "day" else "a whole number"
            yield document.problem("records-declaration", (*place, key), "something else", expected)
    if column and column.kind == "code":
        for key, codes in (("is", kept.wanted), ("is_not", kept.unwanted)):
            for code in codes:
                if code not in column.codes:
                    yield _unknown(document, "code", code, column.codes, (*place, key))


def _dataset_faults(declared: Declaration) -> Iterator[Problem]:
    """Where a dataset names what its source does not have, or leaves out what its descriptor needs."""
    document = declared.document
    for name, counts in declared.datasets.items():
        place = ("datasets", name)
        source = declared.sources.get(counts.source)
        if source is None:
            yield _unknown(document, "source", counts.source, declared.sources, (*place, "from"))
            continue
        yield from _dimension_faults(document, source, counts)
        for measure in counts.measures.values():
            yield from _measure_faults(document, source, counts, measure)
        yield from (
            document.problem("yaml-key-missing", (*place, "describe"), f'no "{key}"', f'a line "{key}: ..."')
            for key in _REQUIRED
            if key not in counts.describe
        )
        yield from (
            document.problem(
                "yaml-key-unknown", (*place, "describe", key), f"the key {key}", "no such line: the intake writes it"
            )
            for key in sorted(_NAMES & set(counts.describe))
        )


def _dimension_faults(document: YamlDocument, source: Source, counts: Counts) -> Iterator[Problem]:
    place = ("datasets", counts.name)
    usable = {each.name for each in source.columns.values() if each.kind in ("code", "text")} | set(source.derived)
    for key, names in (("rows", counts.rows), ("columns", (counts.columns,) if counts.columns else ())):
        for each in names:
            if each not in usable:
                yield _unknown(document, "dimension", each, usable, (*place, key))
    if not counts.rows or len(set(counts.dimensions)) < len(counts.dimensions):
        yield document.problem("records-declaration", place, "no dimension, or one twice", "each dimension once")
    if not counts.measures:
        yield document.problem("records-declaration", (*place, "measures"), "no measure", "what is counted")


def _measure_faults(document: YamlDocument, source: Source, counts: Counts, measure: Measure) -> Iterator[Problem]:
    place = ("datasets", counts.name, "measures", measure.name)
    said: Any = document.content["datasets"]
    given = {"count", "distinct", "sum"} & set(said[counts.name]["measures"][measure.name])
    if len(given) != 1:
        expected = "one of `count: records`, `distinct: COLUMN` and `sum: COLUMN`"
        yield document.problem("records-declaration", place, "no one way to count", expected)
        return
    if measure.kind != "count":
        kinds = ("number", "whole") if measure.kind == "sum" else ("text", "code")
        yield from _of_kind(document, source, measure.of, kinds, (*place, measure.kind))
    if counts.adjust and not measure.is_additive and (counts.totals or len(counts.rows) > 1):
        expected = "counts and sums: totals of different values do not follow from adjusted parts"
        yield document.problem("records-declaration", place, "`distinct` in a table that is adjusted", expected)


def _of_kind(
    document: YamlDocument, source: Source, name: str, kinds: Iterable[str], place: tuple[Any, ...]
) -> Iterator[Problem]:
    if name not in source.columns:
        yield _unknown(document, "column", name, source.columns, place)
    elif source.columns[name].kind not in kinds:
        expected = f"a column of the kind {' or '.join(kinds)}"
        yield document.problem("records-declaration", place, "a column of another kind", expected)


def _unknown(document: YamlDocument, kind: str, name: str, known: Iterable[str], place: tuple[Any, ...]) -> Problem:
    found = f"unknown {kind} {quoted(name, is_open=document.is_open)}"
    return document.problem("unknown-name", place, found, expected_one_of(name, kind, known))
