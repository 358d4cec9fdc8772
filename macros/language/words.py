"""The words of a page as its readers see them: typed numbers, typed comparisons, and the sentences they stand in.

A text is read as it was written, so that everything found has its line. What readers do not see (addresses of links,
code, attributes) is blanked, sign for sign, and so is what a macro writes.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from operator import attrgetter

from macros.language.markdown_text import MACRO, blank, line_at, without_macros
from macros.language.template import MacroCall, Part, RestrictedBlock, parse_template

CALL = "\x01"  # stands where a macro writes
_UNSEEN = (
    re.compile(r"<!--.*?-->", re.DOTALL),
    re.compile(r"(?<=\]\()[^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?(?=\))"),  # the address of a link
    re.compile(r"^\[[^\]]+\]:\s.*$", re.MULTILINE),
    re.compile(r"<(?:https?:|mailto:|tel:)[^>]*>"),
    re.compile(r"</?[a-zA-Z](?:[^>\"']|\"[^\"]*\"|'[^']*')*>"),
    re.compile(r"\bhttps?://\S+"),
    re.compile(r"\{:?\s*[.#][^}]*\}"),
    re.compile(r"^ {0,3}\d{1,3}[.)](?= )", re.MULTILINE),  # the place in a list
    re.compile(r"\[\^[^\]\n]+\]:?"),  # the mark of a footnote
    re.compile(r"\[note \d+\](?!\()"),  # the mark of a note to a table
    re.compile(r"^ *(?:!!!|\?\?\?) \w+", re.MULTILINE),  # the sign of a note box
)
_BLOCK_END = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t])|\n(?=#{1,6} )|\n(?=\|)|(?<=\|)\n")
_SENTENCE_END = re.compile(rf"(?<=[.!?])[\"')*]*\s+(?=[\"'(*]*[A-Z{CALL}\[])")

_CODE = re.compile(r"\[(?:x|z|c|w|low)\](?!\()")  # in place of a number

_UNITS = "one two three four five six seven eight nine"
_TEENS = "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
_PARTS = "half halves thirds? quarters? fifths? sixths? sevenths? eighths? ninths? tenths? hundredths?"
_ORDINALS = "first second fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
_LARGE = "dozens? hundreds? thousands? millions? billions? hundredfold"
_TIMES = "once twice thrice double[ds]? doubling treble[ds]? triple[ds]? tripling quadruple[ds]? halve[ds]? halving"
_FOLD = "twofold threefold fourfold fivefold tenfold both neither none nil zero nought"
_WORD = "|".join(
    [
        rf"(?:{'|'.join(_TENS.split())})(?:[- ](?:{'|'.join(_UNITS.split())}))?",
        *f"{_TEENS} {_UNITS} {_PARTS} {_ORDINALS} {_LARGE} {_TIMES} {_FOLD}".split(),
    ]
)
_VALUES = {
    **{word: Decimal(at) for at, word in enumerate(_UNITS.split(), 1)},
    **{word: Decimal(at) for at, word in enumerate(_TEENS.split(), 10)},
    **{word: Decimal(10 * at) for at, word in enumerate(_TENS.split(), 2)},
    "both": Decimal(2),
    "none": Decimal(0),
    "neither": Decimal(0),
    "twice": Decimal(2),
    **dict.fromkeys(["halved", "halving", "halve"], Decimal("0.5")),
    **dict.fromkeys(["treble", "trebled", "triple", "tripled", "tripling", "thrice", "threefold"], Decimal(3)),
    **dict.fromkeys(["quadruple", "quadrupled", "fourfold"], Decimal(4)),
    "once": Decimal(1),
    "half": Decimal("0.5"),
    "third": Decimal(1) / 3,
    "quarter": Decimal("0.25"),
    "fifth": Decimal("0.2"),
    "tenth": Decimal("0.1"),
    "first": Decimal(1),
    "second": Decimal(2),
    "doubled": Decimal(2),
}
_FIRST = "".join(sorted({word[0] for word in re.findall(r"[a-z]+", _WORD)}))  # spares most words the whole list
NUMBER_WORD = re.compile(
    rf"(?<![\w-])(?=[{_FIRST}])(?:{_WORD})(?:[- ](?:{_PARTS.replace(' ', '|')}))?(?![\w])", re.IGNORECASE
)
NUMERAL = re.compile(r"[£$€+−]?(?<!\w)\w*\d\w*(?:[.,:/–-]\d[\w]*)*(?:\s?%|\sper\scent|\spercentage\spoints?)?")  # noqa: RUF001  # a true minus, and a dash in a range


@dataclass(frozen=True)
class Found:
    """Something typed in a text, and the place where it begins and ends."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Sentence:
    """A sentence as readers see it, a sign in place of each macro, and the calls that stand in it."""

    seen: str
    start: int
    calls: tuple[MacroCall, ...]


@dataclass(frozen=True)
class Words:
    """A text as it was written, with its calls in order."""

    text: str
    calls: tuple[MacroCall, ...]

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        """Where each call stands, in the order of the calls."""
        return [each.span() for each in MACRO.finditer(self.text) if not re.match(r"\{#|\{%-?\s*endcall", each[0])]

    @cached_property
    def seen(self) -> str:
        """What readers see, sign for sign, with spaces for the rest and CALL where a macro writes."""
        text = without_macros(self.text, CALL)
        for unseen in _UNSEEN:
            text = unseen.sub(lambda found: blank(found[0]), text)
        return text

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences in order; an item of a list and a heading end one."""
        return tuple(self._sentences())

    def place_of(self, sentence: Sentence) -> int:
        """Which of the sentences one is, from 0."""
        return bisect_left(self.sentences, sentence.start, key=attrgetter("start"))

    def beside(self, sentence: Sentence) -> tuple[Sentence, ...]:
        """The sentences of the same paragraph, item or heading, itself among them."""
        first = last = self.place_of(sentence)
        while first and not self._ends(first - 1):
            first -= 1
        while last + 1 < len(self.sentences) and not self._ends(last):
            last += 1
        return self.sentences[first : last + 1]

    def _ends(self, index: int) -> bool:
        """Whether a paragraph ends with a sentence."""
        return "\n" in self.text[_end(self.sentences[index]) : self.sentences[index + 1].start]

    def line(self, start: int) -> int:
        """The line of a place, counted from 1."""
        return line_at(self.text, start)

    def _sentences(self) -> Iterator[Sentence]:
        for start, end in _pieces(self.seen, _BLOCK_END, 0):
            for first, last in _pieces(self.seen[start:end], _SENTENCE_END, start):
                calls = tuple(call for call, (at, _) in zip(self.calls, self.spans, strict=True) if first <= at < last)
                yield Sentence(self.seen[first:last], first, calls)


@cache
def words_of(text: str, macros: tuple[str, ...]) -> Words | None:
    """A text with its calls; nothing where it is faulty, which is told elsewhere."""
    if "{" not in text:
        return Words(text, ())
    template = parse_template(text, macros)
    words = Words(text, tuple(_calls(template.parts)))
    return None if template.faults or len(words.spans) != len(words.calls) else words


def typed_numbers(seen: str) -> list[Found]:
    """Every numeral and every number word of a text."""
    found = [Found(each[0], *each.span()) for each in NUMERAL.finditer(seen)]
    found += [Found(each[0], *each.span()) for each in NUMBER_WORD.finditer(seen)]
    found += [Found(each[0], *each.span()) for each in _CODE.finditer(seen)]
    return sorted(found, key=lambda each: each.start)


def value_of(text: str) -> Decimal | None:
    """The value of a numeral or a number word, a percentage as its hundredth part; nothing where it has none."""
    plain = text.lower().replace("-", " ").strip("£$€+ ")
    if plain[:1].isdigit():
        digits = re.match(r"\d[\d,]*(?:\.\d+)?", plain)
        assert digits  # noqa: S101  # it begins with a digit
        value = Decimal(digits[0].replace(",", ""))
        return value / 100 if re.search(r"%|per cent", plain) else value
    words = plain.split()
    values = [
        _VALUES[word.rstrip("s") if word not in _VALUES else word]
        for word in words
        if word.rstrip("s") in _VALUES or word in _VALUES
    ]
    if not values:
        return None
    if len(values) == 2 and values[1] < 1:
        return values[0] * values[1]
    return sum(values, Decimal(0))


def without(seen: str, patterns: Iterable[re.Pattern[str]]) -> str:
    """A text with what some patterns match blanked; each sees what those before it left."""
    for pattern in patterns:
        seen = pattern.sub(lambda found: blank(found[0]), seen)
    return seen


def source_of(words: Words, sentence: Sentence) -> str:
    """A sentence as it was written, on one line."""
    return " ".join(words.text[sentence.start : sentence.start + len(sentence.seen)].split())


def _calls(parts: Sequence[Part]) -> Iterator[MacroCall]:
    for part in parts:
        if isinstance(part, MacroCall):
            yield part
        elif isinstance(part, RestrictedBlock):
            yield part.call
            yield from _calls(part.inside)


def _end(sentence: Sentence) -> int:
    return sentence.start + len(sentence.seen)


def _pieces(text: str, end: re.Pattern[str], offset: int) -> Iterator[tuple[int, int]]:
    start = 0
    for found in end.finditer(text):
        yield offset + start, offset + found.start()
        start = found.end()
    yield offset + start, offset + len(text)
