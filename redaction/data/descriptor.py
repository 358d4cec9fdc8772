"""A descriptor from its YAML."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from redaction.data.areas import AREA, KIND, PAGE
from redaction.data.dataset import (
    ID,
    LABEL,
    LARGEST_TABLE,
    PARENT,
    Column,
    DerivedColumn,
    Descriptor,
    OnPages,
    Selection,
    Words,
)
from redaction.diagnostics.errors import Problem, ProblemsFoundError
from redaction.diagnostics.schema import (
    ByKind,
    boolean,
    faults,
    list_of,
    mapping_of,
    one_of,
    optional,
    signed_number,
    slug,
    table_of,
    text,
    whole_number,
)
from redaction.diagnostics.yaml_document import YamlDocument

OPERANDS = {
    "difference": ("from", "to"),
    "change": ("from", "to"),
    "share": ("part", "whole"),
    "rank": ("of",),
    "sum": ("of",),
}
_NUMERIC = ("count", "number", "percent")


_REFERENCE = ByKind(list_of(text), text, mapping_of({optional("default"): text, slug: text}))
# Whoever declares that a column says nothing of people, and why.
_SAFE = mapping_of({"by": text, "why": text})
_COLUMN = mapping_of(
    {
        "title": text,
        optional("kind"): one_of("text", *_NUMERIC),
        optional("unit"): text,
        optional("decimals"): whole_number,
        optional("signed"): boolean,
        optional("safe"): _SAFE,
    }
)
_DERIVED = mapping_of(
    {
        "title": text,
        "by": one_of(*OPERANDS),
        **{optional(name): _REFERENCE for names in OPERANDS.values() for name in names},
        optional("order"): one_of("highest", "lowest"),
        optional("only"): list_of(slug),
    }
)
_SUM = mapping_of(
    {
        "total": slug,
        "parts": ByKind(list_of(slug), one_of("children", "others")),
        optional("columns"): list_of(slug),
        optional("differs"): table_of(signed_number),
        optional("note"): text,
    }
)
_WORDS = mapping_of(
    {
        **{optional(name): text for name in ("title", "headline", "place", "period", "caveat")},
        optional("notes"): list_of(text),
        optional("columns"): table_of(mapping_of({optional("title"): text, optional("unit"): text})),
        optional("rows"): table_of(ByKind(text, text, table_of(text))),
    }
)
SHAPE = mapping_of(
    {
        "title": text,
        "headline": text,
        "place": text,
        "period": text,
        "sources": list_of(slug),
        "columns": table_of(_COLUMN),
        optional("derived"): table_of(_DERIVED),
        optional("sums"): list_of(_SUM),
        optional("figure"): text,
        optional("highlight"): slug,
        optional("caveat"): text,
        optional("notes"): list_of(text),
        optional("areas"): slug,
        optional("areas_plural"): text,
        optional("awaiting"): text,
        optional("rows_of"): mapping_of({"dataset": slug, optional("rank"): slug, optional("highest"): whole_number}),
        optional("synthetic"): boolean,
        optional("safe"): _SAFE,
        optional("languages"): table_of(_WORDS),
        optional("small_counts"): mapping_of({"published_by": text, "where": text}),
        optional("on_pages"): mapping_of(
            {
                optional("within"): slug,
                optional("groups"): boolean,
                optional("highest"): slug,
                optional("rows"): whole_number,
            }
        ),
    }
)


def parse_descriptor(name: str, document: YamlDocument) -> Descriptor:
    """A descriptor named like its files; raises ProblemsFoundError with every fault."""
    problems = faults(document, SHAPE)
    if problems:
        raise ProblemsFoundError(problems)
    content: dict[str, Any] = document.content
    problems = list(_column_faults(document, content)) + list(_operand_faults(document, content))
    if not content["sources"]:
        problems.append(document.problem("no-source", ("sources",), "no source", "the id of at least one source"))
    if problems:
        raise ProblemsFoundError(problems)
    return Descriptor(
        id=name,
        title=content["title"],
        headline=content["headline"],
        place=content["place"],
        period=content["period"],
        sources=tuple(content["sources"]),
        columns=tuple(_column(name, column) for name, column in content["columns"].items()),
        derived=tuple(_derived(name, column) for name, column in content.get("derived", {}).items()),
        figure=content.get("figure", ""),
        highlight=content.get("highlight", ""),
        caveat=content.get("caveat", ""),
        notes=tuple(content.get("notes", ())),
        areas=content.get("areas", ""),
        areas_plural=content.get("areas_plural", ""),
        awaiting=content.get("awaiting", ""),
        synthetic=content.get("synthetic") == "true",
        selection=_selection(content.get("rows_of")),
        safe=_safe(content),
        published=_published(content.get("small_counts")),
        on_pages=_on_pages(content.get("on_pages", {})),
        languages={name: _words(said) for name, said in content.get("languages", {}).items()},
        lines={
            "figure": document.line(("figure",)),
            "headline": document.line(("headline",)),
            "caveat": document.line(("caveat",)),
            "period": document.line(("period",)),
            "rows_of": document.line(("rows_of",)),
            **{name: document.line(("derived", name)) for name in content.get("derived", {})},
            **{
                f"notes > {place + 1}": document.line(("notes", place))
                for place in range(len(content.get("notes", ())))
            },
            **{
                f"sums > {place + 1} > note": document.line(("sums", place, "note"))
                for place in range(len(content.get("sums", ())))
            },
            **dict(_lines_of_words(document, content.get("languages", {}))),
        },
    )


def declared_differences(content: Mapping[str, str]) -> dict[str, Decimal]:
    """The `differs` of a sum, as numbers."""
    return {column: Decimal(number) for column, number in content.items()}


def _column(name: str, content: Mapping[str, Any]) -> Column:
    kind: Any = content.get("kind", "text")
    decimals = int(content["decimals"]) if "decimals" in content else None
    signed = content.get("signed") == "true"
    return Column(name, content["title"], kind, content.get("unit", ""), decimals, signed, _safe(content))


def _on_pages(content: Mapping[str, str]) -> OnPages:
    rows = min(int(content.get("rows", LARGEST_TABLE)), LARGEST_TABLE)
    return OnPages(content.get("within", ""), content.get("groups") == "true", content.get("highest", ""), rows)


def _safe(content: Mapping[str, Any]) -> str:
    declared = content.get("safe")
    return f"{declared['by']}: {declared['why']}" if declared else ""


def _published(content: Mapping[str, str] | None) -> str:
    return f"{content['published_by']}: {content['where']}" if content else ""


def _derived(name: str, content: Mapping[str, Any]) -> DerivedColumn:
    operands: dict[str, Mapping[str, str]] = {}
    for name_of_operand in OPERANDS[content["by"]]:
        given = content[name_of_operand]
        if isinstance(given, list):
            operands |= {f"{name_of_operand} {place}": {"default": each} for place, each in enumerate(given, start=1)}
        else:
            operands[name_of_operand] = {"default": given} if isinstance(given, str) else given
    return DerivedColumn(
        name, content["title"], content["by"], operands, content.get("order", "highest"), tuple(content.get("only", ()))
    )


def _words(content: Mapping[str, Any]) -> Words:
    columns: Mapping[str, Mapping[str, str]] = content.get("columns", {})
    titles, units = ({name: said[key] for name, said in columns.items() if key in said} for key in ("title", "unit"))
    said = {name: content[name] for name in ("title", "headline", "place", "period", "caveat") if name in content}
    return Words(
        **said,
        notes=tuple(content.get("notes", ())),
        titles=titles,
        units=units,
        rows={name: {LABEL: told} if isinstance(told, str) else told for name, told in content.get("rows", {}).items()},
    )


def _lines_of_words(document: YamlDocument, languages: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    for name, said in languages.items():
        here = f"languages > {name}"
        yield here, document.line(("languages", name))
        for key in ("headline", "caveat"):
            yield f"{here} > {key}", document.line(("languages", name, key))
        for place in range(len(said.get("notes", ()))):
            yield f"{here} > notes > {place + 1}", document.line(("languages", name, "notes", place))


def _selection(content: Mapping[str, str] | None) -> Selection | None:
    if content is None:
        return None
    return Selection(content["dataset"], content.get("rank", ""), int(content.get("highest", "0")))


def _column_faults(document: YamlDocument, content: Mapping[str, Any]) -> list[Problem]:
    problems = []
    columns = content["columns"]
    if LABEL not in columns:
        problems.append(
            document.problem(
                "descriptor-column", ("columns",), f'no "{LABEL}"', f'a column "{LABEL}" that names each row'
            )
        )
    if content.get("areas") and AREA in columns:
        problems += [
            document.problem(
                "descriptor-column",
                ("columns",),
                f'no "{name}" beside "{AREA}"',
                f'a column "{name}": each row says what kind of thing it tells of its areas, and which page tells more',
            )
            for name in (KIND, PAGE)
            if name not in columns
        ]
    for name in (ID, PARENT):
        if name in columns:
            advice = "It is always there; leave it out"
            problems.append(
                document.problem("descriptor-column", ("columns", name), f'"{name}"', "a column of your own", advice)
            )
    for name, column in columns.items():
        if column.get("kind") in ("count", "number") and "unit" not in column:
            problems.append(
                document.problem(
                    "descriptor-column", ("columns", name), 'no "unit"', "what is counted, such as `unit: incidents`"
                )
            )
    problems += [
        document.problem("descriptor-column", ("derived", name), f'"{name}" twice', "a name that no column has")
        for name in sorted(set(columns) & set(content.get("derived", {})))
    ]
    return problems


def _operand_faults(document: YamlDocument, content: Mapping[str, Any]) -> list[Problem]:
    problems = []
    for name, column in content.get("derived", {}).items():
        wanted = OPERANDS[column["by"]]
        given = {operand for operands in OPERANDS.values() for operand in operands} & set(column)
        problems += [
            document.problem("derived-column", ("derived", name), f'no "{operand}"', f'a line "{operand}: COLUMN"')
            for operand in sorted(set(wanted) - given)
        ]
        if any(
            isinstance(column.get(operand), list) != (column["by"] == "sum") for operand in wanted if operand in column
        ):
            expected = "a list of columns for `by: sum`, and one column otherwise"
            problems.append(document.problem("derived-column", ("derived", name), "operands of another kind", expected))
        expected = f"{' and '.join(wanted)} for `by: {column['by']}`"
        problems += [
            document.problem("derived-column", ("derived", name, operand), f'"{operand}"', expected)
            for operand in sorted(given - set(wanted))
        ]
    return problems
