"""Whether the words beside a number are those of its own row, column, year and unit, and not of another's.

These are rules of thumb. A number that was copied from another place of a page keeps the name of its old cell, while
the sentence around it speaks of a new one. A rule stands here only if the true sentences of the assessment keep it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from itertools import pairwise

from assess.lint.wording.sentence_context import Place, cell_of, stems_of
from macros.language.template import MacroCall
from macros.language.words import CALL, Sentence, Words
from redaction.data.dataset import LABEL, Dataset, Row
from redaction.diagnostics.errors import LookupFailedError
from redaction.view import View

OF_A_ROW = ("n", "change", "difference", "share", "rank")
_DISTINCTIVE = 0.5  # a word that more than half of the rows share tells none of them
_GAP = 2  # another row is meant if it matches so many words more
_WORD = re.compile(r"\w+")
_EARLIER = r"\b(?:the year|the 12 months|the financial year) before\b"
_BEFORE = re.compile(
    rf"(?<! of )({CALL})[^{CALL}]{{0,60}}?(?<!than in ){_EARLIER}|{_EARLIER}(?: there (?:were|was)| it was)? *({CALL})"
)
_IN_YEAR = re.compile(rf"{CALL}[^{CALL}.;:\n]{{0,80}}? in ((?:19|20)\d\d)(?:/(\d\d))?\b")
_FIGURE = re.compile(rf"\b[Ff]igures? (\d+[a-z]?)(?: and (\d+[a-z]?))?(?:(?! [Ff]igure)[^{CALL}.]){{0,60}}({CALL})")
_COUNTED = re.compile(r"(?!as\b|is\b|was\b|this\b|across\b)[a-z]+s\b")
_OF_MANY = re.compile(r"of (?!this\b|these\b|those\b|its\b)[a-z]+s\b")
_NO_CHANGE = re.compile(r"\b(?:to|of|at|in|by|from|gives?|there were|there was|the)\s*$")
_MOVES = re.compile(r"\b(?:went|gone|goes|go)\s*$")
_SHARE_OF = re.compile(r"\b(?:[Tt]hat|it) is\s*$")
_AMONG_SHARES = re.compile(r"and the shares? of\b")
_BESIDE_ANOTHER = re.compile(r"\bagainst\s*$")
_AS_SHARE = re.compile(r"of\b|to\b|\(")
_SHARES = re.compile(r"\b(?:shares?|percentages?|per cent|proportions?)\b", re.IGNORECASE)
_TELLS_YEAR = re.compile(
    r"\b(?:before|earlier|previous|preceding|since|between|from|20\d\d(?:/\d\d)?)\b", re.IGNORECASE
)
_OF_A_WHOLE = re.compile(r"of (?:the|all)\b")
_OF_ITSELF = {"n", "change", "difference", "rank"}  # what needs no other cell of the table
_PER_CENT = {"per cent", "%"}
_OF_A_TOTAL = re.compile(r"\s*of the (?:\w+ )?total\b")
_TOLD_BY = {
    "difference": r"differ(?!ent)|change|gap|figures give",
    "change": "chang|ris|fall|fell|rose",
    "rank": "rank|place",
}

Misplaced = tuple[MacroCall, str]


def misplaced(words: Words, sentence: Sentence, view: View) -> Iterator[Misplaced]:
    """Every number that a sentence gives for something else than what it is, and for what.

    Of a dataset that not everybody may see, no row, column or unit is named.
    """
    place = Place(words, sentence, view)
    told: set[int] = set()
    for rule in _RULES:
        for call, other in rule(place):
            if rule is _not_of_the_one_named and id(call) in told:
                continue
            told.add(id(call))
            dataset = place.dataset(call)
            is_open = dataset is None or dataset.audience == view.edition.audiences[0]
            yield call, other if is_open else "another number of its table"


def _other_rows(place: Place) -> Iterator[Misplaced]:
    """Numbers whose sentence has the words of another row of the table."""
    for call in place.sentence.calls:
        dataset = place.dataset(call)
        row = dataset.row(cell_of(call)[1]) if dataset else None
        if call.name not in OF_A_ROW or dataset is None or row is None or row.id in dataset.totals:
            continue
        names = _distinctive(tuple((each.id, each.label) for each in dataset.rows))
        others = [each for each in place.sentence.calls if cell_of(each)[0] == dataset.id]
        # Another row may have its own number in the sentence, but a rank is most often of the row that is spoken of.
        named = {cell_of(each)[1] for each in others if call.name != "rank" or each.name == "rank"}
        rivals = [each.id for each in dataset.rows if each.id not in named and _numbers(each) != _numbers(row)]
        own = len(names[row.id] & stems_of(f"{place.around} {place.written}"))
        if row.parent and not own:
            yield call, "the row as a whole, or the name of this part of it"
            continue
        # A sentence such as "Figure 4 gives 24,531" leans on those before it.
        for text in (place.sentence.seen, place.around):
            matched = {other: len(names[other] & stems_of(text)) for other in rivals}
            best = max(matched, key=lambda other: matched[other], default="")
            whole = best and call.name != "share" and _says(text, dataset.row(best)) and not _says(text, row)
            if best and (matched[best] - own >= _GAP or (not own and matched[best]) or (whole and matched[best] > own)):
                yield call, f'the row "{best}"'
                break
            if own:
                break


def _other_places(place: Place) -> Iterator[Misplaced]:
    """Numbers in a clause that begins with another row, as in "For the county the score is 16 and the rate 90"."""
    for at, call in place.at.items():
        dataset = place.dataset(call)
        row = dataset.row(cell_of(call)[1]) if dataset else None
        clause = re.search(r"(?:^|[.;] |, )(?:For|for|In|in) ([^.;]+)$", place.sentence.seen[:at])
        if call.name == "n" and clause and dataset and row:
            likely = (each for each in dataset.rows if clause[1].startswith(each.label))
            begins = [each for each in likely if re.match(rf"{re.escape(each.label)}\b", clause[1])]
            if begins and row not in begins and row.label not in place.sentence.seen:
                yield call, f'the row "{begins[0].id}"'


def _other_columns(place: Place) -> Iterator[Misplaced]:
    """Numbers with the words of another column, between the numbers beside them or in the paragraph."""
    places = [-1, *place.at, len(place.sentence.seen)]
    for before, here, after in zip(places, places[1:], places[2:], strict=False):
        call = place.at[here]
        dataset = place.dataset(call)
        if call.name != "n" or dataset is None or len(dataset.descriptor.numeric_columns) < 2:
            continue
        own, names = place.column(call), _columns_like(dataset, place.column(call))
        for near in (stems_of(place.sentence.seen[before + 1 : after]), stems_of(place.around)):
            if names.get(own) and not names[own] & near:
                others = [name for name, stems in names.items() if stems & near and not stems & names[own]]
                if others:
                    yield call, f'the column "{others[0]}"'
                    break


def _other_years(place: Place) -> Iterator[Misplaced]:
    """Numbers that are said to be of the year before, or of a year, and are of another."""
    for found in _BEFORE.finditer(place.sentence.seen) if place.at else ():
        call = place.at[found.start(1) if found[1] else found.start(2)]
        if call.name == "n" and place.years(call) and place.column(call) == place.years(call)[-1]:
            yield call, "the year before"
    for found in _IN_YEAR.finditer(place.sentence.seen) if place.at else ():
        call, year = place.at[found.start()], f"20{found[2]}" if found[2] else found[1]
        if call.name == "n" and {year, place.column(call)} <= set(place.years(call)) and place.column(call) != year:
            yield call, found[1]
    beside = Counter(cell_of(call)[:2] for call in place.at.values())
    for one, other in pairwise(place.at.values()):
        of_one_row = one.name == "n" and other.name == "change" and cell_of(one)[:2] == cell_of(other)[:2]
        if (
            of_one_row
            and place.column(one) == place.column(other) != ""
            and not _TELLS_YEAR.search(place.sentence.seen)
        ):
            yield one, "the year that the change leads to"
    for call in place.at.values():
        first = call.name == "n" and place.column(call) in place.years(call)[:-1][:1]
        if first and beside[cell_of(call)[:2]] == 1 and not _TELLS_YEAR.search(place.around):
            yield call, "a later year, or words that name the year"
    for (here, one), (there, other) in pairwise(place.at.items()):
        joined, years = place.sentence.seen[here + 1 : there].strip(), place.years(one)
        pair = [
            place.column(each) for each in (one, other) if each.name == "n" and cell_of(each)[:2] == cell_of(one)[:2]
        ]
        if len(pair) == 2 and set(pair) <= set(years) and (joined == "and" or joined.endswith("against")):
            backwards = years.index(pair[0]) > years.index(pair[1])
            if backwards == (joined == "and"):
                yield one, "the other year: with `and` the earlier comes first, with `against` the later"


def _other_figures(place: Place) -> Iterator[Misplaced]:
    """Numbers that are said to be of a figure, and are of another."""
    for found in _FIGURE.finditer(place.sentence.seen) if place.at else ():
        call = place.at[found.start(3)]
        dataset = place.dataset(call)
        figure = dataset.descriptor.figure if dataset else ""
        if call.name in (*OF_A_ROW, "period") and figure and figure not in found.groups()[:2]:
            yield call, f"figure {found[1]}"


def _other_kinds(place: Place) -> Iterator[Misplaced]:
    """Numbers where the sentence wants one of another kind: 12% offences, 40 of residents, it went 40."""
    for here, call in place.at.items():
        before, after = place.sentence.seen[:here], place.sentence.seen[here + 1 :].lstrip()
        quantity = place.quantity(call)
        percentage = call.name in ("change", "share") or (quantity is not None and quantity.unit == "%")
        if percentage and _COUNTED.match(after):
            yield call, "a count"
        if (
            quantity
            and not percentage
            and (_OF_MANY.match(after) or _AMONG_SHARES.match(after) or _is_share(before, after))
        ):
            yield call, "a percentage"
        if call.name == "difference" and _BESIDE_ANOTHER.search(before):
            yield call, "a number, and this is a difference"
        if call.name == "change" and _NO_CHANGE.search(before):
            yield call, "a number, and this is a change"
        if call.name in ("n", "share", "total") and (_MOVES.search(before) or after.startswith("than ")):
            yield call, "a change"
        by = place.derived_by(call) if call.name in ("n", "rank") else ""
        if by == "share" and not _AS_SHARE.match(after) and not _SHARES.search(place.around):
            yield call, "a count, or words that say it is a share"
        if by in _TOLD_BY and not re.search(_TOLD_BY[by], place.sentence.seen, re.IGNORECASE):
            yield call, f"another number, and the column is a {by}"


def _other_units(place: Place) -> Iterator[Misplaced]:
    """Numbers followed by the unit of another row, in a table that gives each row its own."""
    for here, call in place.at.items():
        dataset = place.dataset(call) if call.name == "n" else None
        units = {row.id: row.cells["unit"].text for row in dataset.rows if "unit" in row.cells} if dataset else {}
        own = units.get(cell_of(call)[1], "")
        following = set(re.findall(r"[a-z]+", " ".join(place.sentence.seen[here + 1 :].split()[:4]).lower()))
        others = sorted(unit for unit in units.values() if unit in following)
        if own and others and not following & set(own.split()):
            yield call, f"{others[0]}, and the number is of {own}"


def _twice_or_missing(place: Place) -> Iterator[Misplaced]:
    """Numbers that stand in the sentence already, and cells without a number."""
    seen: set[tuple[str, ...]] = set()
    for call in place.sentence.calls:
        cell = (call.name, *cell_of(call)[:2], place.column(call), *map(str, call.arguments[3:]), str(call.named))
        if call.name in OF_A_ROW and place.dataset(call) is not None:
            if cell in seen:
                yield call, "another cell: this one stands in the sentence twice"
            seen.add(cell)
        if _missing(call, place.view):
            yield call, "a number, and the data have none"


def _arithmetic(place: Place) -> Iterator[Misplaced]:
    """Changes that run backwards, shares of another year's whole, and sums done with what is no count."""
    for call in place.sentence.calls:
        dataset = place.dataset(call)
        if dataset is None or call.name not in ("change", "difference", "share"):
            continue
        by = place.derived_by(call)
        if by not in ("", "sum"):
            yield call, f"a count, and the column is a {by}"
        column, years = place.column(call), dataset.descriptor.periods
        if call.name == "share":
            whole, _, other = _whole_of(place, call)
            last = place.view.datasets[whole].descriptor if whole in place.view.datasets else dataset.descriptor
            if column in years and last.column_named(other) in {*last.periods} - {column}:
                yield call, "a whole of the same year"
        else:
            later = str(call.named.get("to", [*call.arguments, ""][3 if "from_" not in call.named else 2]))
            earlier = dataset.descriptor.column_named(str(call.named.get("from_", cell_of(call)[2])))
            pair = [earlier, dataset.descriptor.column_named(later)]
            if set(pair) <= set(years) and years.index(pair[0]) >= years.index(pair[1]):
                yield call, "the earlier year first, then the later"


def _not_beside_its_own(place: Place) -> Iterator[Misplaced]:
    """Numbers beside one of another row of the table, told otherwise, where the sentence has no word of their row."""
    for pair in pairwise(place.at.values()):
        for call, other in (pair, pair[::-1]):
            dataset = place.dataset(call)
            row = dataset.row(cell_of(call)[1]) if dataset else None
            told_otherwise = {call.name, other.name} <= _OF_ITSELF and call.name != other.name
            if not told_otherwise or dataset is None or row is None or row.id in dataset.totals:
                continue
            if cell_of(other)[0] == dataset.id and cell_of(other)[1] != row.id:
                own = _own_stems(dataset, row)
                if own and not own & stems_of(place.sentence.seen):
                    yield call, f'the row "{cell_of(other)[1]}"'


def _not_of_the_one_named(place: Place) -> Iterator[Misplaced]:
    """Numbers of a fixed row behind a name that moves: `highest` names another once the data do."""
    named = [call for call in place.sentence.calls if call.name in ("highest", "lowest")]
    for call in place.sentence.calls if named else ():
        dataset = place.dataset(call)
        row = dataset.row(cell_of(call)[1]) if dataset and call.name in ("n", "change", "difference") else None
        if dataset is None or row is None or row.id in dataset.totals:
            continue
        beside = any(cell_of(other)[0] == dataset.id and cell_of(other)[1] in _columns_of(call) for other in named)
        if beside and not _says(place.written, row) and not _own_stems(dataset, row) & stems_of(place.around):
            yield call, "the row that the sentence names, which is another now"


def _columns_of(call: MacroCall) -> tuple[str, ...]:
    """The columns that a call takes numbers from."""
    return tuple(str(each) for each in [*call.arguments[2:4], *call.named.values()])


def _own_stems(dataset: Dataset, row: Row) -> frozenset[str]:
    """The words that a row's label has and no other's of its table."""
    return frozenset(_distinctive(tuple((each.id, each.label) for each in dataset.rows))[row.id])


def _parts_of_a_total(place: Place) -> Iterator[Misplaced]:
    """Counts that are told as a share of a total, and shares of which one is a percentage and the other a count."""
    for at, call in place.at.items():
        quantity = place.quantity(call)
        if quantity and quantity.unit not in _PER_CENT and _OF_A_TOTAL.match(place.sentence.seen[at + 1 :]):
            yield call, "a share of the total"
        if call.name == "share" and place.dataset(call) is not None:
            whole = _whole_of(place, call)
            part, all_of_it = _unit(place.view, *cell_of(call)), _unit(place.view, *whole)
            if part and all_of_it and (part in _PER_CENT) != (all_of_it in _PER_CENT):
                yield call, "a count of the same kind as its whole"


def _whole_of(place: Place, call: MacroCall) -> list[str]:
    """The dataset, row and column that a share is of; no names where that cannot be made out."""
    of = str(call.named.get("of", [*call.arguments, "", "", "", ""][3]))
    try:
        return place.view.address(*cell_of(call)[::2], of).split("/")
    except LookupFailedError:
        return ["", "", ""]  # told elsewhere


def _unit(view: View, dataset: str, row: str, column: str) -> str:
    try:
        return view.quantity(dataset, row, column).unit
    except LookupFailedError:
        return ""  # told elsewhere, or the sum of rows


_RULES: tuple[Callable[[Place], Iterator[Misplaced]], ...] = (
    _other_rows,
    _other_places,
    _other_columns,
    _other_years,
    _other_figures,
    _other_kinds,
    _other_units,
    _twice_or_missing,
    _arithmetic,
    _not_beside_its_own,
    _not_of_the_one_named,
    _parts_of_a_total,
)


def _says(text: str, row: Row | None) -> bool:
    """Whether a text has the label of a row, word for word."""
    label, said = (" ".join(_WORD.findall(each.lower())) for each in (row.label if row else "", text))
    return bool(label) and f" {label} " in f" {said} "


def _is_share(before: str, after: str) -> bool:
    return bool(_SHARE_OF.search(before) and _OF_A_WHOLE.match(after))


def _missing(call: MacroCall, view: View) -> bool:
    dataset, row, column = cell_of(call)
    try:
        if call.name == "rank":
            return view.rank(dataset, row, column)[0].value is None
        columns = call.arguments[2:4] if call.name in ("n", "change", "difference", "share") else ()
        values = [view.quantity(dataset, row, str(column)).value for column in columns]
        return None in values or (call.name == "change" and values[:1] == [0])
    except LookupFailedError:
        return False  # told elsewhere


def _numbers(row: Row) -> list[Decimal]:
    return [cell.number for cell in row.cells.values() if cell.number is not None]


def _columns_like(dataset: Dataset, own: str) -> Mapping[str, frozenset[str]]:
    """The words of the columns that are years or not, and derived or not, as a column is."""
    derived = {column.name for column in dataset.descriptor.derived}
    titles = [(name, title) for name, title in dataset.descriptor.shown_columns.items() if name != LABEL]
    kinds = {name: (name in dataset.descriptor.periods, name in derived) for name, _ in titles}
    return _distinctive(tuple(each for each in titles if kinds[each[0]] == kinds.get(own)))


@cache
def _distinctive(named: tuple[tuple[str, str], ...]) -> Mapping[str, frozenset[str]]:
    """The words of each row or column, less those that most have."""
    stems = {name: stems_of(f"{label} {name.replace('-', ' ')}") for name, label in named}
    having = Counter(stem for each in stems.values() for stem in each)
    return {
        name: frozenset(stem for stem in each if having[stem] <= len(named) * _DISTINCTIVE)
        for name, each in stems.items()
    }
