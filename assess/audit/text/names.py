"""Names found in every form that people write: other accents, capitals, joints and normal forms."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

SHORTEST_NUMBER = 6  # digits; a shorter number stands in many places for many reasons
_SHORTEST = 2
_SHORT = 4  # signs of a name whose parts may be set apart in few ways: `n = 15` is not N15
_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_AND = re.compile(r"\s*(?:&|\+|\bn\b|\bund\b|\band\b)\s*", re.IGNORECASE)
_SAME = {  # letters that no normal form takes apart, and those of other scripts that look like ours
    "\u00f8": "o",
    "\u00e6": "ae",
    "\u0153": "oe",
    "\u00df": "ss",
    "\u0142": "l",
    "\u0111": "d",
    "\u00f0": "d",
    "\u00fe": "th",
    "\u0131": "i",
    "\u017f": "s",
    "\u2044": "/",
    **dict(zip("авекмнорстухіјѕԁԛѡ", "abekmhopctyxijsdqw", strict=True)),
    **dict(zip("αβεικνορτυχγ", "abeikvoptuxy", strict=True)),
}
_TO_SAME = str.maketrans(_SAME)
_ODD = re.compile(f"[{''.join(_SAME)}]")
_ACCENTS = re.compile("[\u0300-\u036f\u02b0-\u02ff]")
_BETWEEN = bytes(code for code in range(128) if not chr(code).isalnum())


def folded(text: str) -> str:
    """A text as names are compared: small letters without accents, of one script."""
    if text.isascii():
        return text.lower()
    apart = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return apart.translate(_TO_SAME) if _ODD.search(apart) else apart


def _squeezed(plain: str) -> bytes:
    """The letters and digits of a folded text alone; those of other scripts are left out."""
    return plain.encode("ascii", "ignore").translate(None, _BETWEEN)


@dataclass(frozen=True)
class _Form:
    """One way to write a name: its letters and digits without anything between, and how they stand in a text."""

    name: str
    compact: bytes
    pattern: re.Pattern[str]


class Names:
    """Names that are looked for together."""

    def __init__(self, declared: Mapping[str, str]) -> None:
        self._declared = declared

    @cached_property
    def _forms(self) -> tuple[_Form, ...]:
        return tuple(form for name in self._declared for form in _forms_of(name))

    def found_in(self, text: str) -> Iterator[tuple[str, str, int]]:
        """Each name that a text holds: the name, what declares it, and about where it begins."""
        if not self._forms:
            return
        plain = folded(text)
        compact = _squeezed(plain)
        told: set[str] = set()
        for form in self._forms:
            if form.name not in told and form.compact in compact:
                match = form.pattern.search(plain) or form.pattern.search(_apart(text))
                if match:
                    told.add(form.name)
                    yield match.group(), self._declared[form.name], min(match.start(), max(0, len(text) - 1))


def _apart(text: str) -> str:
    """A text whose words are set apart where a capital begins one, as in the names that programs use."""
    return folded(re.sub(r"(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", text))


def _forms_of(name: str) -> Iterator[_Form]:
    plain = folded(name)
    written = {_AND.sub(" and ", plain), _AND.sub(" ", plain)} if _AND.search(plain) else {plain}
    for each in sorted(written):
        tokens = _TOKEN.findall(each)
        if tokens:
            yield _form(name, tokens)
            if len(tokens) == _SHORTEST and all(token.isalpha() for token in tokens):
                pattern = rf"(?<![^\W\d_]){tokens[1]}\s*,\s*{tokens[0]}(?![^\W\d_])"
                yield _Form(name, _squeezed(tokens[1] + tokens[0]), re.compile(pattern))
            if tokens[0].startswith("0"):
                yield from _abroad(name, tokens)


def _form(name: str, tokens: list[str]) -> _Form:
    """A name as it stands, and each of its letters set apart by one and the same sign."""
    whole = "".join(tokens)
    joint = r"[\W_]*" if len(whole) > _SHORT else r"[ ._-]?" if any(map(str.isdigit, tokens)) else r"[\W_]+"
    inner = r"[\W_]{0,3}".join(whole) if whole.isdigit() else joint.join(map(re.escape, tokens))
    before, after = _edge(whole[0], "<!"), _edge(whole[-1], "!")
    spaced = r"(?P<gap>[\W_]{1,2})".join((whole[0], whole[1])) if len(whole) > 1 else whole
    rest = "".join(rf"(?P=gap){letter}" for letter in whole[2:])
    letters = rf"|{before}{spaced}{rest}{after}" if len(whole) > 3 else ""
    return _Form(name, _squeezed(whole), re.compile(f"{before}{inner}{after}{letters}"))


def _edge(sign: str, look: str) -> str:
    """That a name ends where it does: no letter beside a letter, no digit beside a digit."""
    return rf"(?{look}[^\W\d_])" if sign.isalpha() else rf"(?{look}[\d])"


def _abroad(name: str, tokens: list[str]) -> Iterator[_Form]:
    """A telephone number with the code of the country before it."""
    digits = "".join(tokens)
    if digits.isdigit() and len(digits) > SHORTEST_NUMBER:
        inner = r"[\W_]{0,3}".join(digits[1:])
        yield _Form(name, _squeezed(digits[1:]), re.compile(rf"(?:44|0044)[\W_]{{0,3}}(?:0[\W_]{{0,3}})?{inner}(?!\d)"))


def not_to_be_found(names: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The places, counted from 1, of names that cannot be looked for, and why."""
    for at, name in enumerate(names, 1):
        signs = "".join(_TOKEN.findall(folded(name)))
        if not signs:
            yield at, "has no letter and no digit, so it cannot be looked for"
        elif signs.isdigit() and len(signs) < SHORTEST_NUMBER:
            few = f"is a number of fewer than {SHORTEST_NUMBER} digits, which stands in many places for many reasons"
            yield at, f"{few}. Write it with the words that go with it"
        elif len(signs) < _SHORTEST:
            yield at, "is a single letter, which stands in every text. Write it with the words that go with it"
