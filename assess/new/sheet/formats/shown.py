"""What Excel shows of a value with a number format."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from assess.new.sheet.formats import dates, digits
from assess.new.sheet.formats.tokens import NotUnderstoodError, Section, Token, sections_of


def shown_number(value: float, form: str, *, from_1904: bool = False) -> str:
    """A number as Excel shows it, with spaces where it leaves room; raises NotUnderstoodError.

    Excel keeps fifteen digits, and rounds halves away from zero.
    """
    exact = Decimal(format(value, ".15g"))
    sections = sections_of(form or "General")
    section, takes_sign = _section_for(exact, _for_numbers(sections))
    if section.is_date:
        return dates.date(section, exact, from_1904=from_1904)
    text = _of_size(section, abs(exact), is_signed=takes_sign)
    return f"-{text}" if takes_sign and any(digit in "123456789" for digit in text) else text


def shown_text(value: str, form: str) -> str:
    """A text as Excel shows it; raises NotUnderstoodError."""
    if form in ("", "General", "@"):
        return value
    sections = sections_of(form)
    last = sections[-1]
    if len(sections) < 4 and "text" not in last.kinds:
        return value
    if last.kinds - {"text", "literal", "general"} or last.condition:
        raise NotUnderstoodError
    return "".join(value if token.kind in ("text", "general") else token.text for token in last.tokens)


def date_section(value: float, form: str) -> Section | None:
    """The section that shows a number as a day or a time, if one does; raises NotUnderstoodError."""
    section, _ = _section_for(Decimal(format(value, ".15g")), _for_numbers(sections_of(form or "General")))
    return section if section.is_date else None


def scales(form: str) -> bool:
    """Whether a format shows thousands or millions as ones: a comma after the last digit."""
    bare = re.sub(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]', "", form)
    return bool(re.search(r"[0#?],+(?![0#?,])", bare))


def _for_numbers(sections: Sequence[Section]) -> Sequence[Section]:
    """The sections that numbers are shown with: the last may be for texts alone."""
    is_for_text = len(sections) == 4 or (len(sections) > 1 and "text" in sections[-1].kinds)
    return sections[:-1] if is_for_text else sections


def _section_for(value: Decimal, sections: Sequence[Section]) -> tuple[Section, bool]:
    """The section for a number, and whether a sign is put before it; raises NotUnderstoodError."""
    if any(section.condition for section in sections):
        return _conditional(value, sections)
    if len(sections) == 1:
        return sections[0], value < 0
    if value < 0:
        if sections[0].tokens == sections[1].tokens:
            raise NotUnderstoodError  # programs differ in whether they then show a sign
        return sections[1], False
    return (sections[2] if not value and len(sections) == 3 else sections[0]), False


def _conditional(value: Decimal, sections: Sequence[Section]) -> tuple[Section, bool]:
    """The section whose condition holds, or the last, which is for the rest; raises NotUnderstoodError.

    Which sign Excel puts before a negative number in such a section is not written anywhere.
    """
    *named, rest = sections
    if rest.condition:
        named, rest = list(sections), None  # type: ignore[assignment]  # where none holds Excel shows ####
    if not named or not all(section.condition for section in named):
        raise NotUnderstoodError
    found = next((section for section in named if section.holds_for(value)), rest)
    if found is None or (value < 0 and found.condition.replace(" ", "") != "<0"):
        raise NotUnderstoodError
    return found, False


def _of_size(section: Section, size: Decimal, *, is_signed: bool) -> str:
    kinds = section.kinds
    if "fill" in kinds:  # a fill with spaces only moves what it stands beside
        if any(token.kind == "fill" and token.text != " " for token in section.tokens):
            raise NotUnderstoodError
        left = tuple(token for token in section.tokens if token.kind != "fill")
        return _of_size(Section(left, section.condition, section.is_english), size, is_signed=is_signed)
    if "general" in kinds or "text" in kinds:
        if sum(token.kind in ("general", "text") for token in section.tokens) > 1:
            raise NotUnderstoodError
        return "".join(_as_general(token, size) for token in section.tokens)
    if "digit" in kinds:
        return digits.number(section, size)
    if is_signed or kinds - {"literal"}:
        raise NotUnderstoodError
    return "".join(token.text for token in section.tokens)


def _as_general(token: Token, size: Decimal) -> str:
    if token.kind in ("general", "text"):
        return digits.general(size)
    if token.kind != "literal":
        raise NotUnderstoodError
    return token.text
