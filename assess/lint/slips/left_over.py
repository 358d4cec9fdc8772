"""What a text still holds from when it was drafted: placeholders, and what came along from where it was pasted from."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from assess.lint.slips.slip import Signs, Slip, lost
from macros.language.markdown_text import line_at

_RULE = "placeholder"
_TASK = (
    r"insert|add|enter|type|update|replace|check|confirm|complete|placeholder|to (?:be|come|follow)|awaiting|pending"
    r"|needs?|your|date|name|number|figures?|tables?|charts?|graphs?|images?|photos?|pictures?|maps?|logo|links?|text"
    r"|quote|heading|title|company|xx+|tb[acd]|\?+"
)
_RAISED = "¹²³⁴⁵⁶⁷⁸⁹"
_AFTER_WORDS = r"(?:(?<=[a-z]{3})|(?<=[.,;)\"”’]))"  # noqa: RUF001  # where m² is a unit, and a² a formula
_NO_NUMERAL = "".join(f"(?<!{each} )" for each in ("Act", "Part", "Volume", "Chapter", "Schedule", "Annex"))
_PLACEHOLDER = partial(lost, rule=_RULE, found="a placeholder", expected="what is to stand there, or no such words")
_NOTE = partial(lost, rule=_RULE, found="a note to whoever finishes the text", expected="a text without it")
_COMMENT = partial(
    lost, rule=_RULE, found="the mark of a comment", expected="a text without it", advice="Delete the comment too"
)
_FOOTNOTE = partial(
    lost, found="a footnote as other programs write it", expected="[^1] there, and [^1]: with its words below"
)

# What a text must hold of each, in small letters, its pattern, and what is told. A placeholder is told before what
# stands inside it.
_LEFT: tuple[tuple[tuple[str, ...], str, Callable[[int], Slip]], ...] = (
    (("[",), rf"(?i:(?<!\[)\[(?!\^)\s*(?:please )?(?:{_TASK})(?![\w-])[^\[\]\n]*\](?![(\[:{{]))", _PLACEHOLDER),
    (("<", "{"), r"(?i:[<{](?:please )?(?:insert|add|enter|type|your)(?: [\w ,.'-]+)[>}])", _PLACEHOLDER),
    (("xx", "x%", "x per", "£x"), (
        rf"(?<![\w./-])(?=[£#Xx]){_NO_NUMERAL}[£#]?(?:XX+(?:[,.]X+)*|x{{2,4}}(?=%| per ?cent))(?![\w./-]*\w)"
        r"|(?<!\w)[Xx](?=%| per ?cent)|£[Xx]\b"), _PLACEHOLDER),
    (("lorem ", "dolor "), r"(?i:\blorem ipsum\b|\bdolor sit amet\b)", _PLACEHOLDER),
    (("to enter ", "to add ", "an item.", "text here"), (
        r"(?i:\bclick (?:here )?(?:or tap here )?to (?:enter|add) (?:text|a? ?title|a? ?date|subtitle)\b"
        r"|\bchoose an item\.|\b(?:your|insert|enter|add) (?:your )?text here\b)"), _PLACEHOLDER),
    (("___",), r"(?<=[^\s_*-] )_{3,}|_{3,}(?=%)", _PLACEHOLDER),
    (("???", "?]", "?)"), r"(?<=\S)[ \t]*\?{3,}|[(\[]\?+[)\]](?!\()", _PLACEHOLDER),
    (("todo", "fixme", "to do:"), r"\b(?:TODO|FIXME)\b|\bTO DO:", _NOTE),
    (("note to", "note for", "nb to", "n.b. to"), (
        r"(?i:[(\[]\s*(?:n\.? ?b\.?|note) (?:to|for) (?:self|(?:the )?(?:editor|author|reviewer|designer)s?|comms"
        r"|communications|(?:the )?web ?team)\b)|[(\[](?i:nb|note) to [A-Z]"), _NOTE),
    (("draft",), r"(?<![\w-])DRAFT(?![\w-])(?: ?(?:v|V|version )[\d.]+)?", partial(
        lost, rule=_RULE, found="the mark of a draft", expected="a text without it",
        advice="A page that is not finished is marked by draft: true in its front matter")),
    (("[",), r"\[[A-Z]{1,4}\d{1,3}R?\d*\](?![(\[:])|\[(?i:comment) [^\]\n]*\]|^(?:Commented|Comment) \[", _COMMENT),
    (("[a]", "[b]"), r"(?<=[\w.,;:!?])\[[ab]\](?![\w(\[:])|^\[[ab]\](?=\w)", _COMMENT),
    (("formatted:", "deleted:", "inserted:", "moved "), (
        r"^(?:Formatted|Deleted|Inserted|Moved (?:up|down)(?: \[\d+\])?):[ \t]"), partial(
        lost, rule=_RULE, found="what a program noted of a change", expected="a text without it")),
    (("subject:", " message", "sent from ", "get outlook"), (
        r"^(?:\*\*)?(?:From|Sent|To|Cc|Date):(?:\*\*)?[ \t].*\n(?:.+\n){0,4}?(?:\*\*)?Subject:"
        r"|^-{2,} ?(?:Original|Forwarded) [Mm]essage ?-{2,}|^Sent from (?:my|Outlook)\b|^Get Outlook for\b"), partial(
        lost, rule=_RULE, found="the head or the foot of an email", expected="a text without it")),
    (("#", "="), r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!)|(?<![\w=])=[A-Z]{3,}\(", partial(
        lost, rule=_RULE, found="a formula or an error of a spreadsheet",
        expected="a macro, such as {{ n('DATASET', 'ROW', 'COLUMN') }}")),
    (("....", "……"), r"(?<=\w)[ \t]*(?:\.{4,}|…{2,})[ \t]*\d{1,3}[ \t]*$", partial(
        lost, found="a line of a printed table of contents", expected="no line for it: each page has its own")),
    (("<sup>",), rf"{_AFTER_WORDS}<sup>\[?\d{{1,2}}\]?</sup>|^<sup>\d{{1,2}}</sup>", _FOOTNOTE),
    ((*_RAISED,), rf"{_AFTER_WORDS}[{_RAISED}]+|^[{_RAISED}]+(?=\s)", _FOOTNOTE),
)  # fmt: skip
_LEFT_OVER = Signs(_LEFT)


def left_over(plain: str) -> Iterator[Slip]:
    """What is left over in a text without code and macros, each at its line."""
    for found, slip in _LEFT_OVER.in_text(plain):
        yield slip(line_at(plain, found.end() - 1 if found[0][:1].isspace() else found.start()))
