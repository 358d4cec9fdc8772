"""Signs of other programs: wikis, forums, TeX, trackers of changes, assistants, and letters that a copy damaged."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from assess.lint.slips.slip import ADDRESS, Signs, Slip, lost, refused
from macros.language.markdown_text import line_at
from redaction.data.encodings import TWICE

_BARS = "\xa6\u2502\u2503\u2551\uff5c"  # broken, drawn and wide ones
_LIGATURES = "\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06"
_LINK = "[words](address), with nothing between the brackets"
_CHANGE = partial(refused, found="the marks of a change", expected="the text as it is to be")
_SIGN = partial(refused, found="a sign of another program", expected="Markdown in its place, or no such line")
_BOX = partial(
    refused,
    found="a box as GOV.UK's publisher writes it",
    expected="!!! note, and its text below it, set in by four spaces",
)
_STYLE = partial(
    lost, rule="placeholder", found="the styles of a text that was pasted", expected="the text without them",
    advice="Paste it as text alone",
)  # fmt: skip
_ADDED = partial(
    lost, rule="placeholder", found="what an assistant wrote of its own answer", expected="a text without it"
)
_PRINTED = partial(lost, rule="placeholder", found="the number of a printed page", expected="no line for it")
_PICTURE = partial(refused, found="a picture as another program writes it", expected="![what it shows](file.png)")

# What a text must hold of each, in small letters, its pattern, and what is told.
_SIGNS: tuple[tuple[tuple[str, ...], str, Callable[[int], Slip]], ...] = (
    (("=",), r"^={2,6}[ \t]*[^=\s].*[^=\s][ \t]*={2,6}[ \t]*$", partial(
        refused, found="a heading as a wiki writes it", expected="## before its words")),
    (("h1.", "h2.", "h3.", "h4.", "h5.", "h6."), r"^h[1-6]\.[ \t]+\S", partial(
        refused, found="a heading as a wiki writes it", expected="## before its words")),
    (("\\#",), r"^ {0,3}\\#{1,6}[ \t]+\S", partial(
        lost, found="a heading with a backslash before it", expected="## and its words")),
    (("#",), r"^ {1,3}#{1,6}(?=[ \t]*[^\s#])", partial(
        lost, found="a heading set in by spaces", expected="## at the start of the line")),
    (("#######",), r"^#{7,}(?=[ \t]*[^\s#])", partial(
        lost, found="a heading with too many #", expected="## for a heading, ### for one below it")),
    (("''",), r"(?<![\w'])'{2,3}(?=[^'\s])[^'\n]*[^'\s]'{2,3}(?![\w'])", partial(
        refused, found="words between apostrophes, as a wiki writes bold", expected="**words**")),
    (("[/",), (
        r"(?i:\[(?P<sign>b|i|u|s|url|img|quote|size|colou?r|center|code|list)(?:=[^\]\n]*)?\]"
        r"[^\n]*\[/(?P=sign)\])"), partial(
        refused, found="signs between square brackets, as forums have them",
        expected="**words**, or [words](address)")),
    (("[http", "[www"), r"\[(?:https?://|www\.)[^\s\]]+[ \t]+[^\]\n]+\](?![(\[])", partial(
        lost, found="a link as a wiki writes it", expected=_LINK)),
    (("]",), rf"\][ \t]*\n[ \t]*\((?:{ADDRESS})[^)\n]*\)", partial(
        lost, found="the end of a line between the two parts of a link", expected=_LINK)),
    (("|",), r"<(?:https?://|mailto:)[^<>|\s]+\|[^<>\n]+>", partial(
        lost, found="a link as a chat writes it", expected=_LINK)),
    (("<mailto:",), r"<mailto:[^<>\s]+>", partial(
        lost, found="an email address as Outlook writes it", expected="[words](mailto:address), or <address>")),
    (("![[",), r"!\[\[[^\]\n]+\]\]", _PICTURE),
    (("{++", "{--", "{~~", "{>>", "{=="), r"\{(?:\+\+|--|~~|>>|==)[^{}\n]*\}", _CHANGE),
    (("{",), r"^\{/?[a-z][\w-]*(?::[^{}\n]*)?\}[ \t]*$", _SIGN),
    ((".. ",), r"^\.\. [\w-]+::", _SIGN),
    (("$",), r"^\$[A-Za-z]+[ \t]*$", _BOX),
    (("^", "%"), r"^\^[^^\n]+\^[ \t]*$|^%[^%\n]+%[ \t]*$", _BOX),
    (("%%",), r"%%[^%\n]+%%", partial(
        lost, found="a comment as another program writes it", expected="{# and #} around it, or no such thing")),
    (("s1.",), r"^s1\.[ \t]+\S", partial(
        refused, found="steps as GOV.UK's publisher writes them", expected="1. and a space before each")),
    (("attachment:", "[image:", "!@", "!!"), (
        r"\[(?:Inline)?Attachment: ?[^\]\n]+\]|\[Image: ?[^\]\n]+\]|^!@\d+|^!!\d+"), partial(
        refused, found="an attachment as GOV.UK's publisher writes it",
        expected="[words](file.pdf), or ![words](file.png)")),
    (("{button",), r"\{button[^}\n]*\}|\{/button\}", partial(
        refused, found="a button", expected="a link: [words](address)")),
    (("x[",), r"(?<!\w)x\[[^\]\n]+\]\([^)\n]+\)x(?!\w)", _SIGN),
    ((":england:", ":northern-ireland:", ":scotland:", ":wales:"), (
        r"^:(?P<nation>[a-z-]+):[^:\n]*.*:(?P=nation):[ \t]*$"), _SIGN),
    (("]",), r"\[/[a-z][\w-]*\]|\[[a-z][\w-]* [a-z][\w-]*=[\"'\u201c\u2018][^\]\n]*\](?!\()", partial(
        refused, found="a short code, as WordPress has them", expected="Markdown in its place, or no such thing")),
    (("#",), r"^#(?=[A-Za-z])", partial(
        lost, found="# without a space behind it, which makes a heading of the line",
        expected="## and a space for a heading, or \\# before a word")),
    (("{",), (
        r"^[ ]{0,3}[.#@]?[a-z][\w.-]*(?:[ ,>]+[.#]?[a-z][\w.-]*)*[ ]*\{[ ]*[a-z-]+[ ]*:[^{}\n]*\}?[ \t]*$"), _STYLE),
    (("definitions */",), r"/\* (?:Font|Style|List|Page) Definitions \*/", _STYLE),
    (("false false",), r"\bfalse false false\b", _STYLE),
    (("&#",), r"&#(?:x[0-9a-fA-F]+|\d+);", partial(
        lost, found="the number of a sign", expected="the sign itself, such as ₂ or £")),
    (("^^",), r"\^\^[^\s^][^^\n]*\^\^", _CHANGE),
    (("++",), r"(?<![\w+])\+\+[a-z0-9]+(?:\+[a-z0-9]+)*\+\+", partial(
        refused, found="keys of a keyboard between signs", expected="their names in bold: **Ctrl**")),
    (("{!",), r"\{![^{}\n]+!\}", partial(
        refused, found="a text taken from another file", expected="the text itself")),
    (("``",), r"(?<!`)``[^`'\n]+''", partial(
        lost, found="quotation marks as TeX writes them", expected='the words between " and "')),
    (("[",), r"^[*-][ \t]+\[[^\]\n^]+\]:[ \t]", partial(
        lost, found="an abbreviation with a space before its bracket", expected="a line for it in glossary.yml")),
    (("===",), r"^===[!+]? +\"", partial(refused, found="tabs", expected="a heading for each part")),
    (("\\",), (
        r"\\(?:newpage|pagebreak|clearpage|hline|vspace|hspace|noindent|toc|tableofcontents)\b"
        r"|\\(?:begin|end|section|subsection|textbf|textit|emph|cite|ref|label|footnote|includegraphics|caption)\{"),
        partial(
        refused, found="a command of TeX", expected="Markdown in its place, or no such line")),
    (("\\n", "\\r", "\\t"), r"(?<=[a-z.,;:!?)])\\[nrt](?=[A-Z\s]|$|\\)|(?<=[.!?])\\[nrt](?=\w)", partial(
        lost, found="the end of a line written as \\n", expected="an empty line there")),
    (("&",), (
        r"&(?:nbsp|amp|lt|gt|quot|apos|pound|euro|copy|reg|[lr][sd]quo|[nm]dash|hellip|bull"
        r"|[a-z](?:acute|grave|circ|uml))(?![\w;=])"), partial(
        lost, found="the name of a sign without its end", expected="the sign itself, such as & or £")),
    (("&amp;",), r"&amp;(?:amp|nbsp|lt|gt|quot|apos|pound|euro|[lr][sd]quo|[nm]dash|hellip|#x?[0-9a-f]+);", partial(
        lost, found="the name of a sign that was written twice over", expected="the sign itself, such as & or £")),
    (("&lt;",), r"&lt;/?[a-z][a-z0-9]*(?:&gt;|[ /])", partial(
        lost, found="HTML that readers would see", expected="Markdown in its place")),
    (("contentreference", "oaicite", "turn0", "turn1", "turn2", "†"), (
        r":contentReference\[|\boaicite\b|\ue200|[\ue000-\uf8ff]?cite[\ue000-\uf8ff]?(?=turn\d)|turn\d+(?:search|view|news|file)\d+"
        r"|【[^】\n]*】"), partial(
        lost, rule="placeholder", found="the mark of a source, as an assistant writes it",
        expected="a link to the source, or no such mark")),
    (("certainly", "sure", "of course", "language model", "hope this", "let me know", "revised version", "i've "), (
        r"(?i:^(?:certainly|sure|of course|absolutely)[!,.:]+ (?:here|below|i\b|this is)"
        r"|\bas an? (?:ai|large)(?: language)? (?:model|assistant)\b"
        r"|^(?:i hope this helps|let me know if you(?:'d|’d| would| want| need))"  # noqa: RUF001  # curly, as assistants write it
        r"|^here(?:'s|’s| is| are) (?:an?|the|your) (?:revised|updated|improved|polished|rewritten|edited|shorter)"  # noqa: RUF001
        r" (?:version|text|draft|paragraph))"), _ADDED),
    (("automatically generated", "ai-generated", "ai generated"), (
        r"(?i:description automatically generated|ai[- ]generated content may be incorrect)"), partial(
        lost, rule="placeholder", found="what Word guessed that a picture shows",
        expected="what it shows, in your own words: ![A map of the wards](map.png)")),
    (("utm_", "fbclid=", "gclid="), r"[?&](?:utm_\w+|fbclid|gclid)=", partial(
        lost, found="an address that tells where its readers come from", expected="the address up to its ?")),
    (("p a g e", "page "), r"\bP a g e\b|^[^\w\n]*[Pp]age \d{1,3} (?:of|/) \d{1,3}[^\w\n]*$", _PRINTED),
    ((*_LIGATURES,), f"[{_LIGATURES}]", partial(
        lost, found="two letters in one sign, as a PDF has them", expected="the letters one by one",
        advice="The search finds no word with them")),
    (("-\n",), r"(?<=[a-z]{2})-\n(?!(?:and|or|to|nor)\b)(?=[a-z]{2})", partial(
        lost, found="a word that is divided at the end of a line", expected="the word as a whole")),
    (("]:", "] "), r"^\[\d{1,2}[:.]\d\d(?: ?[APap][Mm])?(?:,? [^\]\n]*)?\] [A-Z][^\n:]*:", partial(
        lost, rule="placeholder", found="the head of a message from a chat", expected="a text without it")),
    ((*_BARS,), rf"^[ \t]*[{_BARS}][^\n]*[{_BARS}][^\n]*\n[ \t]*[{_BARS}]", partial(
        lost, found="a table with other bars", expected="| between its cells, and |---| below its heading")),
    (("+-", "+="), r"^\+[-=]{2,}\+[-=+]*[ \t]*$", partial(
        refused, found="a table drawn with signs", expected="| between its cells, and |---| below its heading")),
    (("\n",), r"^(?:[^\s,|][^,|\n]*(?:,[^\s,|][^,|\n]*){1,}\n){2,}[^\s,|][^,|\n]*(?:,[^\s,|][^,|\n]*){1,}$", partial(
        lost, found="a table with commas between its cells",
        expected="| between its cells, and a line of dashes, or a dataset")),
)  # fmt: skip
_OF_OTHERS = Signs(_SIGNS)
_DAMAGED = partial(
    lost,
    found="letters that were read in one encoding and saved in another",
    expected="the letters themselves, such as ’ or £",  # noqa: RUF001  # curly, as it was before
    advice="Copy the text again from where it came, or type them again",
)


def signs_of_others(plain: str) -> Iterator[Slip]:
    """What other programs left in a text without code and macros, each at its line."""
    for found, slip in _OF_OTHERS.in_text(plain):
        yield slip(line_at(plain, found.start()))
    if not plain.isascii():
        for found in TWICE.finditer(plain):
            yield _DAMAGED(line_at(plain, found.start()))
