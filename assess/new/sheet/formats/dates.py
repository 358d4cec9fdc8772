"""Days and times as a section of a format shows them, in English."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from assess.new.sheet.formats.tokens import NotUnderstoodError, Section, Token

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LAST = Decimal(2958466)  # the day after 31 December 9999
_SECONDS = 86400


@dataclass(frozen=True)
class Moment:
    """A day, or none for a time alone, and the seconds since its midnight."""

    day: dt.date | None
    seconds: Decimal
    serial: Decimal

    def date(self) -> dt.date:
        """The day; raises NotUnderstoodError where Excel counts days that never were."""
        if self.day is None:
            raise NotUnderstoodError
        return self.day


def moment(serial: Decimal, *, from_1904: bool, decimals: int = 0) -> Moment:
    """The moment that a serial number stands for, its seconds rounded; raises NotUnderstoodError."""
    if serial < 0 or serial >= _LAST:
        raise NotUnderstoodError
    total = (serial * _SECONDS).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    days, seconds = divmod(total, _SECONDS)
    if from_1904:
        day: dt.date | None = dt.date(1904, 1, 1) + dt.timedelta(days=int(days))
    elif days > 60:
        day = dt.date(1899, 12, 30) + dt.timedelta(days=int(days))
    else:  # Excel counts 29 February 1900, and shows serial 0 as the day before 1 January
        day = dt.date(1899, 12, 31) + dt.timedelta(days=int(days)) if 0 < days < 60 else None
    return Moment(day, seconds, total / _SECONDS)


def date(section: Section, serial: Decimal, *, from_1904: bool) -> str:
    """A day or a time; raises NotUnderstoodError."""
    tokens = section.tokens
    if section.kinds - {"date", "elapsed", "half_day", "literal", "slash", "point", "comma", "digit"}:
        raise NotUnderstoodError
    decimals = _subseconds(tokens)
    at = moment(serial, from_1904=from_1904, decimals=decimals)
    shown = []
    for place, token in enumerate(tokens):
        if token.kind in ("date", "elapsed", "half_day"):
            if token.kind == "date" and token.text[0] in "md" and len(token.text) > 2 and not section.is_english:
                raise NotUnderstoodError  # names in another language
            shown.append(_shown(tokens, place, at, twelve="half_day" in section.kinds))
        elif token.kind == "digit":
            continue
        elif token.kind == "point" and decimals and tokens[place + 1].kind == "digit":
            shown.append(f"{at.seconds % 1:.{decimals}f}"[1:])
        else:
            shown.append(token.text)
    return "".join(shown)


def _subseconds(tokens: tuple[Token, ...]) -> int:
    """How many decimals of a second are shown; raises NotUnderstoodError where digits stand elsewhere."""
    text = "".join(token.text if token.kind != "literal" else " " for token in tokens)
    digits = sum(token.kind == "digit" for token in tokens)
    if digits and (digits > 3 or ("s." + "0" * digits not in text and "s]." + "0" * digits not in text)):
        raise NotUnderstoodError
    return digits


def _shown(tokens: tuple[Token, ...], place: int, at: Moment, *, twelve: bool) -> str:
    token = tokens[place]
    letter, size = token.text.strip("[]")[0], len(token.text.strip("[]"))
    hour, minute, second = int(at.seconds // 3600), int(at.seconds // 60 % 60), int(at.seconds % 60)
    if token.kind == "half_day":
        half = "PM" if hour >= 12 else "AM"
        return half if token.text == "am/pm" else half[0]
    if token.kind == "elapsed":
        per_day = {"h": 24, "m": 1440, "s": _SECONDS}[letter]
        return f"{int(at.serial * _SECONDS // (_SECONDS // per_day)):0{size}}"
    if letter == "m" and _is_minute(tokens, place):
        letter = "minute"
    if letter in ("h", "s", "minute"):
        if size > 2:
            raise NotUnderstoodError
        hour = (hour % 12 or 12) if twelve else hour
        return f"{ {'h': hour, 'minute': minute, 's': second}[letter]:0{size}}"
    return _of_day(letter, size, at.date())


def _of_day(letter: str, size: int, day: dt.date) -> str:
    if letter == "y":
        return f"{day.year % 100:02}" if size <= 2 else f"{day.year:04}"
    names = MONTHS if letter == "m" else _WEEKDAYS
    number, name = (day.month, names[day.month - 1]) if letter == "m" else (day.day, names[day.weekday()])
    if size <= 2:
        return f"{number:0{size}}"
    if size == 5 and letter == "m":
        return name[0]
    if size > 4:
        raise NotUnderstoodError
    return name[:3] if size == 3 else name


def _is_minute(tokens: tuple[Token, ...], place: int) -> bool:
    """Whether an m stands for minutes: after hours, or before seconds."""
    if len(tokens[place].text) > 2:
        return False
    timed = [each for each in tokens[:place] if each.kind in ("date", "elapsed")]
    follows = [each for each in tokens[place + 1 :] if each.kind in ("date", "elapsed")]
    after_hours = bool(timed) and timed[-1].text.strip("[]")[0] == "h"
    return after_hours or (bool(follows) and follows[0].text.strip("[]")[0] == "s")
