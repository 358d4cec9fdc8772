"""What a text may type: numbers of a declared kind, and comparisons that the numbers beside them bear out.

The kinds, the words that compare and the exemptions are data, in `wording.yml`. Which way an expectation points is
told by its expression, so a word that says the opposite is found before it is asked whether it is true.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from assess.lint.wording.declarations import Exemption, Known, Wording, within
from assess.lint.wording.lasting import Text, explains, is_of_document, says_a_year
from assess.lint.wording.misattributed import misplaced
from assess.lint.wording.small_bases import SMALL, small_base
from macros.language.markdown_text import blank
from macros.language.template import SAYS, MacroCall
from macros.language.words import Found, Sentence, Words, source_of, typed_numbers, value_of
from redaction.data.looked_up import Asked, ask
from redaction.diagnostics.errors import LookupFailedError, Problem
from redaction.expressions import Operation, parse_expectation, parse_number
from redaction.reconciliation.claims import CLAIMS, PRINTED
from redaction.view import Prose, View

NUMBERS = ("n", "change", "difference", "share", "rank", "total", "highest", "lowest", "amount", "printed")
_FEW = ("small-base", f", a percentage of fewer than {SMALL}", "the counts themselves, by `n` and `difference`")
_BOUND_OR_DECLARED = "a macro such as {{ n('DATASET', 'ROW', 'COLUMN') }}, or a kind that wording.yml declares"
_TYPED = "Or list its words under `typed:` in the front matter of this file"
_OPPOSITE = {"more": "fewer", "fewer": "more"}
# A word that counts only where a number is near; elsewhere it is a pronoun, or has its place in time.
_PRONOUNS = ("one", "both", "neither", "none", "first", "once", "zero", "nil")
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”")
_QUANTITIES = re.compile(
    r"\b(?:one in|only one|just one|one (?:per|third|quarter|half|fifth|tenth|hundred|thousand))\b", re.IGNORECASE
)
_TELEPHONE = re.compile(r"(?<![\w(])\(?0\d{2,4}\)?(?:[ -]\d{3,8}){1,2}(?![\w-])")
_FIGURE = re.compile(r"figures? \d", re.IGNORECASE)
_PAGES = "docs/"
_EMPTY_LINE = "\n\n"
_CARRIED = {"highest": "most", "lowest": "fewest"}
_EXPECTED = {"higher": "more", "lower": "fewer", "leading": "most", "same": "same"}
_ONLY = re.compile(r"\bonly\b", re.IGNORECASE)  # the only one to rise: the first did, and the others did not
_YEARS = re.compile(r" (?:consecutive )?(?:years?|quarters?|months?)\b", re.IGNORECASE)
_THE_ONLY_ONE = re.compile(r"\bthe only one\b", re.IGNORECASE)
_AMONG = {"most": "more", "fewest": "fewer"}  # the highest of several is higher than each of the others
_RANKED = {"rank": "most", "rank-from-fewest": "fewest", "below": "fewer"}


@dataclass
class Reader:
    """Reads one text after another, and remembers which exemptions something needed."""

    wording: Wording
    known: Known | Asked[Known]
    used: set[Exemption] = field(default_factory=set)

    def typed_faults(self, page: str, words: Words, first_line: int, judged: Collection[Found] = ()) -> list[Problem]:
        """What is wrong with a text whatever the data: loose numbers, and expectations that contradict their words.

        Numbers in places that are judged already are left to whoever did.
        """
        return [*self.number_faults(page, words, first_line, judged), *self.says_faults(page, words, first_line)]

    def number_faults(
        self, page: str, words: Words, first_line: int, judged: Collection[Found] = ()
    ) -> Iterator[Problem]:
        """Every number of a text that is neither bound, nor of a declared kind, nor exempt, nor judged already."""
        telephones = [Found(found[0], *found.span()) for found in _TELEPHONE.finditer(words.seen)]
        told: set[Found] = set()
        for each in self._loose(words):
            whole = next((other for other in telephones if within(each, other)), each)
            if any(within(each, other) for other in judged) or self.exempts(page, words, each) or whole in told:
                continue
            told.add(whole)
            if _FIGURE.match(each.text) and page.startswith(_PAGES) and ask(self.known, Known.tells_figures):
                continue  # the page is asked what it has to do with the figure
            line, sentence = first_line + words.line(each.start) - 1, _sentence_at(words, each.start)
            kind, expected = "number", _BOUND_OR_DECLARED
            if whole in telephones:
                kind = "telephone number"
                expected = f"[{whole.text}](tel:{re.sub(r'[^0-9]', '', whole.text)}), a number that the open data has"
            found = f'the {kind} "{whole.text.strip()}" in "{source_of(words, sentence)}"'
            yield Problem("typed-number", page, line, found, expected)

    def restricted_number_faults(self, file: str, prose: Prose, words: Words) -> Iterator[Problem]:
        """The same for a text that not everybody may read: by line and kind alone, and it declares what it may type."""
        for each in self._loose(words):
            if not any(_within(each, text, words.text) for text in prose.typed):
                line = prose.first_line + words.line(each.start) - 1
                written = "in digits" if any(sign.isdigit() for sign in each.text) else "in words"
                found = f"a typed number, {written}, that is not shown here"
                yield Problem("typed-number", file, line, found, _BOUND_OR_DECLARED, _TYPED)

    def direction_faults(self, page: str, words: Words, first_line: int, view: View) -> Iterator[Problem]:
        """Every comparing word beside a bound number that no macro wrote and no expectation bears out."""
        for sentence in words.sentences:
            numbers = [call for call in sentence.calls if call.name in NUMBERS]
            if _near(words, sentence) and _readable(numbers, view):
                borne_out = {way for call in numbers for way in self._carried(call, view)}
                for found, way in self.wording.ways_of(sentence.seen):
                    here = Found(found.text, sentence.start + found.start, sentence.start + found.end)
                    if way not in borne_out and not self.exempts(page, words, here):
                        line = first_line + words.line(here.start) - 1
                        yield _unsupported(page, line, found, way, f'beside a number in "{source_of(words, sentence)}')

    def bare_faults(
        self, page: str, text: Text, first_line: int, judged: Collection[Sentence] = ()
    ) -> Iterator[Problem]:
        """Every comparing word that has no number in its paragraph, and still must be borne out.

        That is one that gives a reason for a change, and a verb. What one document said, or what its own words date,
        stays so, and a quotation is somebody else's. Sentences that are judged already are left.
        """
        words = text.words
        for sentence in words.sentences:
            if sentence in judged or _near(words, sentence):
                continue
            ways = self.wording.ways_of(sentence.seen)
            if not ways:
                continue
            explained = explains(text, sentence)
            reason = bool(explained) or (explained is not None and text.of_data)
            kept = not reason and (is_of_document(text, sentence) or says_a_year(sentence))
            quoted = _places(_QUOTED, sentence)
            verbs = _places(self.wording.lasting["alone"], sentence)
            for found, way in () if kept else ways:
                here = Found(found.text, sentence.start + found.start, sentence.start + found.end)
                told = reason or any(within(found, verb) for verb in verbs)
                if told and not any(within(found, each) for each in quoted) and not self.exempts(page, words, here):
                    line = first_line + words.line(here.start) - 1
                    yield _unsupported(page, line, found, way, f'without a number in "{source_of(words, sentence)}')

    def place_faults(self, page: str, words: Words, first_line: int, view: View) -> Iterator[Problem]:
        """Every bound number whose sentence speaks of another row, or of another year."""
        for sentence in words.sentences:
            for call, other in misplaced(words, sentence, view):
                yield from self._call_fault(page, words, first_line, call, _whose(words, sentence, other))

    def few_faults(self, page: str, words: Words, first_line: int, view: View) -> Iterator[Problem]:
        """Every percentage of so few that their counts should stand in its place."""
        for call in words.calls:
            if small_base(call, view):
                yield from self._call_fault(page, words, first_line, call, _FEW)

    def says_faults(self, page: str, words: Words, first_line: int) -> Iterator[Problem]:
        """Every expectation whose words do not say what its expression asks."""
        for call in words.calls:
            if call.name == SAYS and len(call.arguments) > 1:
                said, *expressions = map(str, call.arguments)
                try:
                    self._check_says(said, [parse_expectation(each) for each in expressions])
                except LookupFailedError as error:
                    yield error.at(page, first_line + call.line - 1)

    def unused(self) -> list[Exemption]:
        """The exemptions that nothing needed."""
        return [each for each in self.wording.exemptions if each not in self.used]

    def _call_fault(
        self, page: str, words: Words, first_line: int, call: MacroCall, told: tuple[str, str, str]
    ) -> Iterator[Problem]:
        """A call that breaks a rule, with what is found behind it and what was expected, unless it is exempt."""
        start, end = words.spans[words.calls.index(call)]
        if not self.exempts(page, words, Found("", start, end)):
            line = first_line + words.line(start) - 1
            rule, found, expected = told
            yield Problem(rule, page, line, f"{words.text[start:end]}{found}", expected)

    def _loose(self, words: Words) -> list[Found]:
        """Every number of a text that is neither bound nor of a declared kind, in order."""
        numbers = typed_numbers(words.seen)
        found: list[Found] = []
        for start, block in _blocks_of(words.seen, numbers):
            kept, unknown = self._of_no_kind(block)
            typed = [_moved(each, start) for each in typed_numbers(kept)]
            found += [each for each in typed if not self._counted(words, each) and _states(words, each)]
            found += [_moved(each, start) for each in unknown]
        return sorted(found, key=lambda found: found.start)

    def _of_no_kind(self, seen: str) -> tuple[str, list[Found]]:
        """A text less what is of a declared kind, and what looks like a kind and names what does not exist.

        The order of kinds has no effect: what one kind does not know may be part of what another does.
        """
        found = [
            (each, ask(self.known, Known.holds, kind, each.text))
            for kind in self.wording.kinds
            for each in kind.found_in(seen)
        ]
        known = [each for each, holds in found if holds]
        unknown = {each for each, holds in found if not holds and not any(within(each, other) for other in known)}
        kept = list(seen)
        for each in (*known, *unknown):
            kept[each.start : each.end] = blank(each.text)
        return "".join(kept), sorted(unknown, key=lambda each: each.start)

    def _counted(self, words: Words, found: Found) -> bool:
        """Whether a number says how many names a macro in its sentence gives, or stands in the label of its number."""
        calls = _sentence_at(words, found.start).calls
        counts = [call.arguments[2] if len(call.arguments) > 2 else 1 for call in calls if call.name in _CARRIED]
        labels = [ask(self.known, Known.label, "/".join(map(str, call.arguments[:2]))) for call in calls]
        whole = rf"(?<![\w.,]){re.escape(found.text.strip())}(?!\w)"
        return value_of(found.text) in counts or any(re.search(whole, each, re.IGNORECASE) for each in labels if each)

    def exempts(self, page: str, words: Words, found: Found) -> bool:
        """Whether something typed is exempt on its page, which is remembered."""
        for each in self.wording.exemptions:
            if each.page == page and _within(found, each.text, words.text):
                self.used.add(each)
                return True
        return False

    def _carried(self, call: MacroCall, view: View) -> set[str]:
        """The ways in which a number may be spoken of: that of its macro, and those that its own labels name."""
        if call.name in _CARRIED:
            return {_CARRIED[call.name]}
        dataset, row, column, *_ = [*(str(each) for each in call.arguments), "", "", ""]
        if call.name == "printed":
            dataset, row, column = CLAIMS, dataset, PRINTED
        found = view.datasets.get(dataset)
        named = found.row(row) if found and call.name in ("n", "printed") else None
        if found is None or named is None:
            return set()
        title = found.descriptor.shown_columns.get(found.descriptor.column_named(column), "")
        texts = " | ".join(cell.text for cell in named.cells.values() if cell.number is None)
        return {way for _, way in self.wording.ways_of(f"{title} | {texts}")}

    def _check_says(self, words: str, expressions: Sequence[Operation]) -> None:
        every = {way for _, way in self.wording.ways_of(words)} or self.wording.ways_in_welsh(words)
        found = every - {"judged"}
        of_several = {_AMONG.get(way, way) for way in found} if _sets_one_beside_others(expressions) else found
        alone = _ONLY.search(words)
        for at, expression in enumerate(expressions):
            ways = {self._way_meant(way, expression) for way in of_several}
            ways = {_OPPOSITE.get(way, way) for way in ways} if alone and at else ways
            if ways - {_way_of(expression)}:
                said = ", ".join(sorted(ways))
                told = f'"{words}", which says {said}, with an expression that asks for {_way_of(expression)}'
                raise LookupFailedError("says-disagrees", told, "both to say the same")
        numbers = _numbers_in(words, len(expressions))
        named = {each for expression in expressions for each in _constants(expression)}
        constants = {constant for each in named for constant in (each, each / 100)}
        for number in numbers:
            if number not in constants:
                raise LookupFailedError(
                    "says-disagrees", f'"{words}", whose number is not in its expression', "the number in both"
                )
        if not numbers and not every:
            raise LookupFailedError(
                "says-disagrees", f'"{words}", which compares nothing', "the words that compare, and no others"
            )

    def _way_meant(self, way: str, expression: Operation) -> str:
        """The way that a word points here: for crime fewer is good, for what `higher_is_better` lists more is."""
        if way not in ("good", "bad"):
            return way
        first = str(next(expression.references(), ""))
        up = any(first == each or first.startswith(f"{each}/") for each in self.wording.higher_is_better)
        good = "more" if up else "fewer"
        return good if way == "good" else _OPPOSITE[good]


def _way_of(expression: Operation) -> str:
    """The way in which an expectation points: a row that is first in rank has the most, or the fewest."""
    ranked = next(
        (each.name for each in expression.operands if isinstance(each, Operation) and each.name in _RANKED), ""
    )
    if expression.name == "same" and ranked:
        return _RANKED[ranked]
    return _EXPECTED.get(expression.name, expression.name)


def _numbers_in(words: str, compared: int) -> list[Decimal | None]:
    """The values of the numbers of some words; one in five is the fifth part of one.

    How many years they speak of is borne out where as many are compared: the second year running, three years.
    """
    found = [
        each
        for each in typed_numbers(_THE_ONLY_ONE.sub(lambda only: blank(only[0]), words))
        if value_of(each.text) not in (compared, compared + 1) or not _YEARS.match(words, each.end)
    ]
    values: list[Decimal | None] = []
    for at, each in enumerate(found):
        value = value_of(each.text)
        whole = value_of(found[at - 1].text) if at and words[found[at - 1].end : each.start] == " in " else None
        if whole is not None and value:
            values[-1] = whole / value
        else:
            values.append(value)
    return values


def _sets_one_beside_others(expressions: Sequence[Operation]) -> bool:
    """Whether one number is set beside two others or more, all in one way: it is then the highest of them."""
    firsts = {(each.name, str(next(iter(each.references()), ""))) for each in expressions}
    return len(expressions) > 1 and len(firsts) == 1


def _constants(expression: Operation) -> Iterator[Decimal]:
    for each in expression.operands:
        if isinstance(each, Decimal):
            yield each
        elif isinstance(each, Operation):
            yield from _constants(each)


def _near(words: Words, sentence: Sentence) -> bool:
    """Whether a bound number stands in the paragraph of a sentence."""
    return any(call.name in NUMBERS for each in words.beside(sentence) for call in each.calls)


def _readable(calls: Iterable[MacroCall], view: View) -> bool:
    return all(name in view.datasets for call in calls for name in datasets_of(call))


def datasets_of(call: MacroCall) -> set[str]:
    """The datasets that a number is taken from."""
    first = str(next(iter(call.arguments), ""))
    if call.name == "printed":
        return {CLAIMS}
    if call.name != "amount":
        return {first}
    try:
        return {each.dataset for each in parse_number(first).references()}
    except LookupFailedError:
        return {first}  # told elsewhere


def _blocks_of(seen: str, numbers: Sequence[Found]) -> Iterator[tuple[int, str]]:
    """The paragraphs of a text that have a number, with its empty line before each but the first."""
    start = 0
    for block in seen.split(_EMPTY_LINE):
        if any(start <= each.start < start + len(block) for each in numbers):
            yield (start - len(_EMPTY_LINE), _EMPTY_LINE + block) if start else (0, block)
        start += len(block) + len(_EMPTY_LINE)


def _moved(found: Found, by: int) -> Found:
    return Found(found.text, found.start + by, found.end + by)


def _states(words: Words, found: Found) -> bool:
    """Whether a word is a number here, and not a pronoun far from any number."""
    if found.text.lower() not in _PRONOUNS:
        return True
    around = words.seen[max(0, found.start - 5) : found.end + 10]
    if found.text.lower() == "one":
        return bool(_QUANTITIES.search(around))
    near = words.beside(_sentence_at(words, found.start))
    return any(call.name in NUMBERS for each in near for call in each.calls)


def _whose(words: Words, sentence: Sentence, other: str) -> tuple[str, str, str]:
    """The rule, and what is found and expected, where the words beside a number are of something else."""
    found = f' in "{source_of(words, sentence)}", whose words want {other}'
    return "number-of-another", found, "the number that the sentence is about, or words of its own row and column"


def _within(found: Found, text: str, whole: str) -> bool:
    """Whether something typed stands inside a text, wherever that stands in the whole."""
    places = re.finditer(re.escape(text), whole)
    return any(place.start() <= found.start and found.end <= place.end() for place in places)


def _sentence_at(words: Words, start: int) -> Sentence:
    return next((each for each in reversed(words.sentences) if each.start <= start), Sentence(words.seen, 0, ()))


def _places(pattern: re.Pattern[str], sentence: Sentence) -> list[Found]:
    """Where a pattern is found in a sentence as it is seen."""
    return [Found(each[0], *each.span()) for each in pattern.finditer(sentence.seen)]


def _unsupported(page: str, line: int, found: Found, way: str, place: str) -> Problem:
    by = {
        "more": "higher A B",
        "fewer": "lower A B",
        "most": "same (rank A) 1",
        "fewest": "same (rank-from-fewest A) 1",
    }
    expected = f"{{{{ says('{found.text}', '{by.get(way, 'same A B')}') }}}}, or a macro that chooses its word"
    return Problem("unsupported-comparison", page, line, f'"{found.text}" {place}"', expected)
