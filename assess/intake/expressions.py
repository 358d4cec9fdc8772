"""Records as text, checked, cast and counted: expressions that mean the same on every engine.

Nothing is divided or rounded here, and no function of an engine reads a day or a number that was not seen to be one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

import ibis

from assess.intake.days import FIRST_YEAR, LAST_YEAR, number_of, pattern, period, places
from assess.intake.declaration import OF_DAYS, Column, Declaration, Derived, Filter, Source
from assess.intake.values import slugged

MALFORMED = "malformed"  # true of a record that has not a cell for each heading
KEY, AREA = "key", "area"  # the columns of a look-up
_WHOLE = "^[+-]?[0-9]{1,15}$"
_SHORT, _LONG = "int32", "int64"
_LEAP = (4, 100, 400)
_SHIFTS = (0, 3, 2, 5, 0, 3, 5, 1, 4, 6, 2, 4)  # days from one weekday to another at the first of each month
_MONTHS_OF_30, _FEBRUARY = (4, 6, 9, 11), 2


@dataclass(frozen=True)
class Shape:
    """The columns of a cube: its dimensions, the columns of which different values are counted, and those added up.

    In a cube they are called d0, d1, ..., k0, ... and s0, ...; `n` counts the records, `reason` says why they were
    refused, and `kept` whether the filters let them pass.
    """

    dimensions: tuple[str, ...]
    distinct: tuple[str, ...]
    sums: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """What a cube is grouped by beside the reason and the filters."""
        return (
            *(f"d{at}" for at in range(len(self.dimensions))),
            *(f"k{at}" for at in range(len(self.distinct))),
        )


def shape_of(declared: Declaration, source: str) -> Shape:
    """The shape of the cubes of a source."""
    return Shape(
        tuple(declared.dimensions(source)),
        tuple(declared.measured(source, "distinct")),
        tuple(declared.measured(source, "sum")),
    )


def cube(records: Any, declared: Declaration, source: Source, lookups: Mapping[str, Any]) -> Any:
    """The counts of some records by all that any dataset asks of them.

    `records` has the used columns as text, by name, and `lookups` the two columns of each look-up.
    """
    shape, used = shape_of(declared, source.name), declared.used(source.name)
    typed = _typed(_weighted(records, shape), used)
    refused = MALFORMED in records.columns
    reason = _joined([_reason(typed, column) for column in used], typed[MALFORMED] if refused else None)
    checked = typed.mutate(reason=reason).mutate(kept=_kept(typed, source))
    matched, areas = _matched(checked, source, shape.dimensions, lookups)
    counted = (matched.reason == "") & matched.kept
    keys = {f"d{at}": _value(matched, source, name, areas) for at, name in enumerate(shape.dimensions)}
    keys |= {f"k{at}": matched[f"text_{name}"] for at, name in enumerate(shape.distinct)}
    sums = {f"s{at}": matched[f"number_{name}"] for at, name in enumerate(shape.sums)}
    nothing = {name: ibis.ifelse(counted, value, ibis.null(value.type())) for name, value in (keys | sums).items()}
    ready = matched.select(n=matched.n, reason=matched.reason, kept=matched.kept, **nothing)
    added = {name: ready[name].sum() for name in sums}
    return ready.group_by("reason", "kept", *keys).agg(n=ready.n.sum().cast(_LONG), **added)


def refusals(records: Any, declared: Declaration, source: Source) -> Any:
    """The records that are refused, whole, with their reasons in the column `reason`."""
    used = declared.used(source.name)
    typed = _typed(records.mutate(n=1), used)
    reasons = [_reason(typed, column) for column in used]
    malformed = typed[MALFORMED] if MALFORMED in records.columns else None
    found = typed.mutate(reason=_joined(reasons, malformed))
    return found.filter(found.reason != "").select("reason", *records.columns)


def _weighted(records: Any, shape: Shape) -> Any:
    """Records that say the same once each, with how many they are, where only such are counted: that is quicker."""
    if shape.distinct or shape.sums:
        return records.mutate(n=ibis.literal(1, _LONG))
    return records.group_by(*records.columns).agg(n=records.count())


def _typed(records: Any, used: Iterable[Column]) -> Any:
    """Beside each column `text_NAME`, and where it is a number or a day also what it is, or nothing where it is not."""
    used = tuple(used)
    clean = records.mutate(**{f"text_{each.name}": records[each.name].strip().nullif("") for each in used})
    fit = clean.mutate(
        **{f"fit_{each.name}": _fitting(clean[f"text_{each.name}"], each) for each in used if _form(each)}
    )
    return fit.mutate(**{name: value for each in used for name, value in _parts(fit, each).items()})


def _form(column: Column) -> str:
    if column.kind == "day":
        return pattern(column.written)
    decimals = f"([.][0-9]{{0,{column.decimals}}}0*)?" if column.decimals else "([.]0*)?"
    return {"whole": _WHOLE, "number": f"^[+-]?[0-9]{{1,13}}{decimals}$"}.get(column.kind, "")


def _fitting(text: Any, column: Column) -> Any:
    return ibis.ifelse(text.re_search(_form(column)), text, ibis.null("string"))


def _parts(table: Any, column: Column) -> dict[str, Any]:
    name = column.name
    if column.kind == "whole":
        return {f"number_{name}": table[f"fit_{name}"].cast(_LONG)}
    if column.kind == "number":
        return {f"number_{name}": table[f"fit_{name}"].cast(f"decimal(18, {column.decimals})")}
    if column.kind != "day":
        return {}
    fit = table[f"fit_{name}"]
    return {
        f"{part}_{name}": fit.substr(first, length).cast(_SHORT)
        for part, (first, length) in places(column.written).items()
    }


def _joined(reasons: list[Any], malformed: Any | None) -> Any:
    """All reasons in one text, or that the record as a whole has none of its cells in place."""
    said = reduce(lambda one, two: one + two, reasons, ibis.literal(""))
    return said if malformed is None else ibis.ifelse(malformed, "width:;", said)


def _reason(table: Any, column: Column) -> Any:
    """Why a cell is refused: `blank:NAME;`, `form:NAME;`, or nothing."""
    text = table[f"text_{column.name}"]
    bad = ~_is_right(table, column)
    blank = ibis.literal("" if column.blank else f"blank:{column.name};")
    return ibis.cases(
        (text.isnull(), blank), (bad.fill_null(ibis.literal(value=True)), f"form:{column.name};"), else_=""
    )


def _is_right(table: Any, column: Column) -> Any:
    name = column.name
    if column.kind == "code":
        return table[f"text_{name}"].isin([*column.codes])
    if column.kind in ("whole", "number"):
        return table[f"number_{name}"].notnull()
    if column.kind == "text":
        return table[f"text_{name}"].notnull()
    year, month, day = (table[f"{part}_{name}"] for part in ("year", "month", "day"))
    of_4, of_100, of_400 = (year % each == 0 for each in _LEAP)
    february = ibis.ifelse((of_4 & ~of_100) | of_400, 29, 28)
    longest = ibis.cases((month == _FEBRUARY, february), (month.isin(_MONTHS_OF_30), 30), else_=31)
    right = year.between(FIRST_YEAR, LAST_YEAR) & month.between(1, 12) & day.between(1, longest)
    return right & table[f"hour_{name}"].between(0, 23) if "hour" in places(column.written) else right


def _kept(table: Any, source: Source) -> Any:
    wishes = [_wish(table, source.columns[each.column], each) for each in source.keep]
    everything = ibis.literal(value=True)
    return reduce(lambda one, two: one & two, wishes, everything).fill_null(ibis.literal(value=False))


def _wish(table: Any, column: Column, wanted: Filter) -> Any:
    if wanted.wanted or wanted.unwanted:
        text = table[f"text_{column.name}"]
        return (
            text.isin(wanted.wanted)
            if wanted.wanted
            else ~text.isin(wanted.unwanted).fill_null(ibis.literal(value=False))
        )
    value = table[f"number_{column.name}"] if column.kind == "whole" else _as_number(table, column.name)
    bounds = [number_of(each, column.kind) if each else None for each in (wanted.first, wanted.last)]
    first, last = bounds
    if first is not None and last is not None:
        return value.between(first, last)
    return value >= first if first is not None else value <= last


def _as_number(table: Any, name: str) -> Any:
    return table[f"year_{name}"] * 10000 + table[f"month_{name}"] * 100 + table[f"day_{name}"]


def _matched(
    table: Any, source: Source, dimensions: Iterable[str], lookups: Mapping[str, Any]
) -> tuple[Any, dict[str, str]]:
    """The table with the area of each look-up beside its key, and what the column of each area is called."""
    areas = {}
    for at, name in enumerate(dimensions):
        derived = source.derived.get(name)
        if derived is None or derived.by != "lookup":
            continue
        key, area = f"key_{at}", f"area_{at}"
        listed = lookups[derived.lookup]
        found = listed.select(**{key: listed[KEY], area: listed[AREA]})
        table = table.mutate(wanted=as_key(table[f"text_{derived.of}"]))
        table = table.left_join(found, table.wanted == found[key]).drop(key, "wanted")
        areas[name] = area
    return table, areas


def as_key(text: Any) -> Any:
    """A key as it is compared: without spaces, in capitals."""
    return text.upper().replace(" ", "")


def _value(table: Any, source: Source, name: str, areas: Mapping[str, str]) -> Any:
    """The value of a dimension as text, or nothing where it is not known."""
    if name in source.columns:
        column = source.columns[name]
        text = table[f"text_{name}"]
        return _renamed(text, column.codes) if column.kind == "code" else text
    derived = source.derived[name]
    if derived.by == "lookup":
        area = table[areas[name]]
        return _renamed(area, derived.values) if derived.values else area
    if derived.by == "group":
        return _renamed(table[f"text_{derived.of}"], derived.values)
    if derived.by == "bands":
        return _band(table[f"number_{derived.of}"], derived.starts).cast("string")
    return _of_day(table, derived).cast(_LONG).cast("string")


def _of_day(table: Any, derived: Derived) -> Any:
    if derived.by == "hour":
        return table[f"hour_{derived.of}"]
    year, month, day = (table[f"{part}_{derived.of}"] for part in ("year", "month", "day"))
    if derived.by == "weekday":
        before = year - (14 - month) // 12  # January and February count to the year before
        shift = ibis.cases(*((month == at, days) for at, days in enumerate(_SHIFTS, 1)))
        return (before + before // 4 - before // 100 + before // 400 + shift + day + 6) % 7
    assert derived.by in OF_DAYS  # noqa: S101  # the schema has no other
    return period(derived.by, year, month)


def _band(number: Any, starts: tuple[int, ...]) -> Any:
    """The number of the band, from 0; nothing below the first."""
    return ibis.cases(*((number >= start, at) for at, start in reversed([*enumerate(starts)])))


def _renamed(text: Any, labels: Mapping[str, str]) -> Any:
    """The id of the label of each code."""
    return ibis.cases(*((text == code, slugged(label)) for code, label in labels.items()))
