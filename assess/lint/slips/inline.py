"""Signs in a line that would be shown as they were typed: emphasis, links, macros without their braces, notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import partial

from assess.lint.slips.slip import ADDRESS, Block, Signs, Slip, lost, refused
from macros.language.markdown_text import line_at

_MACRO_SHAPE = "a macro between two braces on each side: {{ n('DATASET', 'ROW', 'COLUMN') }}"
_LINK = "[words](address), with nothing between the brackets"
_SIGNED_IN = (  # where an organisation keeps what its own people work on
    r"[^)\s]*sharepoint\.com|docs\.google\.com/(?:document|spreadsheets|presentation)/d/[^)\s]*/edit"
    r"|(?:onedrive\.live|teams\.microsoft|mail\.google|drive\.google)\.com|1drv\.ms|outlook\.office"
)
_UNSEEN = (
    "[\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\ufeff\xad\ufffc\ufffd\x0b\x0c\x00-\x08\x0e-\x1f]"
)
_CLOSED = tuple(f"{digit}]" for digit in range(10))

# What a text must hold of each, in small letters, what is found by its pattern in a line, and what is told.
_SHOWN: tuple[tuple[tuple[str, ...], str, Callable[[int], Slip]], ...] = (
    (("] ", "]\t", "]\xa0"), rf"\][ \t\xa0]+\((?:{ADDRESS})[^)\n]*\)", partial(
        lost, found="a space between the two parts of a link", expected=_LINK)),
    ((")[", ") ["), rf"(?<![\]\w])\([^()\[\]\n]+\)[ ]?\[(?:{ADDRESS})\]", partial(
        lost, found="a link with its brackets the wrong way round", expected=_LINK)),
    ((")(", ") ("), rf"(?<!\])\([^()\[\]\n]+\)[ ]?\((?:{ADDRESS})\)", partial(
        lost, found="a link with its brackets the wrong way round", expected=_LINK)),
    (("](",), r"(?<![!\w\\])\[[ \t\xa0]*\]\([^)\s]+\)", partial(
        lost, found="a link without words", expected="words that say where it leads: [words](address)")),
    (("[[",), r"\[\[[^\[\]\n]+\]\([^()\n]+\)(?!\])", partial(
        lost, found="a bracket too many before a link", expected=_LINK)),
    (("! ", "!\t", "![", "[!"), (
      r"(?:(?<=^)|(?<=[\s(]))!(?:[ \t]+\[[^\[\]\n]*\]|\[[^\[\]\n]*\][ \t]+)\([^()\s]+\.(?i:png|jpe?g|gif|webp|svg)\)"
      r"|(?<!!)\[![^\[\]\n]+\]\([^()\s]+\.(?i:png|jpe?g|gif|webp|svg)\)"), partial(
        lost, found="the signs of a picture, written another way", expected="![what it shows](file.png)")),
    (("](",), (r"\]\(<?(?:https?(?:/|:/(?!/)|:(?!/)|;//)|h?ttps?:///|https?://https?[:/]"
      r"|(?:htp|htps|ttp|ttps|hhtp|hhtps|htttps?)://)"), partial(
        lost, found="the beginning of an address, mistyped", expected="https:// and the address once")),
    (("](",), r"\]\([\"'“”‘’]", partial(  # noqa: RUF001  # curly, as Word writes them
        lost, found="an address between quotation marks", expected="the address alone: [words](address)")),
    (("](",), r"\]\([^()\s]+[ \t]+(?:\"[^\"\n)]*|'[^'\n)]*)\)", partial(
        lost, found="the title of a link that is not closed", expected='[words](address "title"), or no title')),
    (("](",), r"\]\(<?mailto:(?![^)\n]*@)", partial(
        lost, found="an email address without its @", expected="[words](mailto:name@place)")),
    (("](",), r"\]\(<?mailto:[ \t]*[^()@\n]*@[^()\s]*[ \t]|\]\(<?mailto:[ \t]", partial(
        lost, found="an email address with a space in it", expected="[words](mailto:name@place)")),
    (("](",), r"\]\(<?tel:[^()\n]*[ \t\xa0]", partial(
        lost, found="the address of a telephone number with a space in it",
        expected="digits alone there: [01632 960 001](tel:01632960001)")),
    (("](",), r"\]\([^()\s]*#[^()\s]*[ \t]+[^()\"'\n]*\)", partial(
        lost, found="the words of a heading as an address", expected="small letters and hyphens: #all-crime")),
    (("]{", "]<"), rf"\[[^\[\]\n]+\](?:\{{|<)[ ]?(?:{ADDRESS})", partial(
        lost, found="a link with other brackets", expected=_LINK)),
    (("](",), rf"\]\((?:{ADDRESS})?[^()\n]*$", partial(
        lost, found="a link whose bracket is not closed", expected=_LINK)),
    (("](",), r"\]\((?!<)[^()\s\"'\n]+[ \t\xa0]+(?![\"'])[^()\n]*\)", partial(
        lost, found="an address with a space in it", expected="a file named without spaces, or %20 in place of each")),
    (("http", "www."), r"(?:^|(?<=[ \t]))(?:https?://|www\.)[^\s\[\]]{4,}(?![^\[\n]*\]\()", partial(
        lost, found="an address that is no link", expected="[words](address), or <address>")),
    (("[[",), r"\[\[[^\]\n]+\]\]", partial(
        refused, found="a link in double square brackets", expected=_LINK)),
    (("~",), r"~~[^~\n]+~~|(?<![\w~])~[^\s~](?:[^~\n]*[^\s~])?~(?![\w~])", partial(
        refused, found="words struck out with ~", expected="them left out, or a sentence that says what changed")),
    (("==",), r"(?<![=\w])==[^=\s][^=\n]*==(?![=\w])", partial(
        refused, found="words marked with ==", expected="**words**")),
    (("$", "\\(", "\\["), r"\$\$|\\[(\[](?=[^\n]*[=^_+<>])|(?<![\w$\\])\$[^$\s\d][^$\n]*\$(?![\w$])", partial(
        refused, found="a formula", expected="it in words, or its result by a macro")),
    (("}}", "{{", "x}"), r"\}\}|\{\{|xxx\}(?![}\w])", partial(
        lost, rule="macro-syntax", found="a brace too many beside a macro", expected=_MACRO_SHAPE)),
    (("toc",), r"(?i:\[_?TOC_?\](?!\())|^[-*] TOC[ \t]*$|\{:[ ]*toc[ ]*\}", partial(
        refused, found="a table of contents", expected="no line for it: each page has its own")),
    ((":",), r"(?<![\w:/]):(?:material-|fontawesome-|octicons-)?[a-z][a-z0-9_-]{2,}:(?![\w/])", partial(
        refused, found="a sign by its name between colons", expected="the word for it")),
    (("--8<--",), r"--8<--", partial(refused, found="a text taken from another file", expected="the text itself")),
    (("",), _UNSEEN, partial(
        lost, found="an invisible character", expected="plain text", advice="Delete it and type it again")),
    (("{",), r"(?:^|[ \t])\{:?[ ]*\.[\w-][^}\n]*\}|(?:^|[ \t])\{:(?![ ]*toc)[^}#\n]*\}", partial(
        lost, found="a class between braces that belongs to nothing",
        expected="it right behind a link or a word in bold, or no such thing")),
    (("{#",), r"\{#[\w-]+\}", partial(
        lost, found="the address of a heading as {#name}", expected="{: #name } behind the heading")),
    (("\\",), r"\S\\$", partial(
        lost, found="a backslash at the end of a line", expected="two spaces there, or a new paragraph")),
    ((" * ",), r"(?<=\S)[ ]\*[ ]\w[^*\n]*[\w.!?][ ]\*(?![\w*])", partial(
        lost, found="* with a space inside it", expected="the words close to it: *words*")),
    (("\u2020", "\u2021"), r"(?<=[\w.,;)])[\u2020\u2021](?!\w)|^[\u2020\u2021][ \t]*\S", partial(
        lost, found="a footnote as other programs write it", expected="[^1] there, and [^1]: with its words below")),
    (("^[",), r"\^\[[^\]\n]+\](?!\()", partial(
        lost, found="a footnote as other programs write it", expected="[^1] there, and [^1]: with its words below")),
    (("](",), r"\]\((?:file:|[A-Za-z]:[\\/]|\\\\|cid:)", partial(
        lost, found="a link to a place on your own computer", expected="an address that readers can open")),
    (("](",), r"\]\(<?https?://(?:localhost|127\.0\.0\.1|\[::1\])[:/)]", partial(
        lost, found="a link to a place on your own computer", expected="a path from this page, such as 5-1-crime.md")),
    (("](",), rf"\]\(<?https?://(?:{_SIGNED_IN})", partial(
        lost, found="a link to a place where readers would have to sign in",
        expected="the address of a page that everybody can open, or the file as an attachment")),
    (("\\",), r"\]\((?![A-Za-z]:|\\\\)[^()\s]*\\(?=[\w.])[^()\s]*\)", partial(
        lost, found="a link with \\ between its parts", expected="/ in place of each, as in ../5-crime/5-1-crime.md")),
    (("](",), r"\]\([^()\s|]*\|[^()\s]*\)", partial(
        lost, found="a | in the address of a link", expected="%7C in place of it")),
    (("](",), r"\]\(<?www\.[^)\n]*\)", partial(
        lost, found="the address of a link without its beginning", expected="https:// before it")),
    (("@",), r"\]\(<?[^()\s:/@]+@[^()\s/@]+\)", partial(
        lost, found="an email address without its beginning", expected="mailto: before it")),
    (("@",), r"(?:^|(?<=[ \t(]))[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?![\w@])(?![^\[\n]*\]\()", partial(
        lost, found="an email address that is no link", expected="[words](mailto:address), or <address>")),
    (("#",), r"^ {0,3}#{1,6}[ \t]*$", partial(
        lost, found="a heading without words", expected="its words, or no such line")),
    (("![",), r"!\[[^\]\n]*\]\((?:https?:)?//", partial(
        refused, found="a picture from another site", expected="a file beside the page, approved as an attachment")),
    (("][", "data:"), r"!\[[^\]\n]*\]\[[^\]\n]*\]|^\[[^\]\n]+\]:\s*<?data:", partial(
        refused, found="a picture that was pasted into the text", expected="![what it shows](file.png), and the file")),
    (("safelinks", "google.com"), r"safelinks\.protection\.outlook\.com|//www\.google\.com/url\?", partial(
        lost, found="a link through the checker of a mail program", expected="the address that it leads to")),
    (("[cid:",), r"\[cid:[^\]\n]+\]", partial(
        refused, found="a picture that was pasted into the text", expected="![what it shows](file.png), and the file")),
    ((*_CLOSED,), r"(?<![\w\]!\\^])\[\d{1,3}\](?![\[(:\w])|(?<=[a-z.,;])\[\d{1,3}\](?![\[(:\w])", partial(
        lost, found="a footnote as other programs write it", expected="[^1] there, and [^1]: with its words below")),
    (("{.", "{#"), r"(?<=[\w.,;!?\]])\{[.#][\w-][^}\n]*\}", partial(
        lost, found="a class between braces that belongs to nothing",
        expected="it right behind a link or a word in bold, or no such thing")),
    (("^", "~"), r"(?<=\w)\^[^\s^]{1,10}\^|(?<=\w)~[^\s~]{1,10}~(?!~)", partial(
        refused, found="letters raised or lowered by signs", expected="<sup>2</sup> or <sub>2</sub>")),
    (("error!",), r"\bError! (?:Reference source|Bookmark) not (?:found|defined)", partial(
        lost, found="a reference that Word lost", expected="what it referred to, or a link: [words](address)")),
    (("\\",), r"\\[-.]?\[[^\]\n]+\\\]", partial(lost, found="brackets with a backslash before them", expected=_LINK)),
)  # fmt: skip
_IN_A_LINE = Signs(_SHOWN)
# Signs that come in pairs. One star counts where it touches a word: else it is a list's, a rule's, or its own.
_SIGNS = (
    ("**", re.compile(r"(?<!\\)\*\*")),
    ("*", re.compile(r"(?<![*\\])(?:\*{3}|\*)(?!\*)(?<=[\w*.,;:!?)\"'“”‘’]\*)|(?<![*\\])(?:\*{3}|\*)(?!\*)(?=\w)")),  # noqa: RUF001
    ("__", re.compile(r"(?<![\w\\_])__(?=[^\s_])|(?<=[^\s_])__(?![\w_])|(?<=[ \n])__(?=[ \n])")),
    ("`", re.compile(r"(?<!\\)`")),
)
_LINK_CLOSED_TWICE = re.compile(r"\]\([^()\n]+\)\)")
_ITEM = re.compile(r"^\s*\w{1,3}\)", re.MULTILINE)


def inline_slips(plain: str, blocks: Iterable[Block], macros: Iterable[str]) -> Iterator[Slip]:
    """Every slip that shows in a line, or in the pairs of signs of a paragraph; the surest of a line comes first."""
    call = re.compile(rf"(?<![\w.])(?:{'|'.join(macros)})\s*\(\s*['\"‘’“”]")  # noqa: RUF001  # curly, as Word writes them
    for found in call.finditer(plain):
        what = "a macro that stands outside {{ and }}"
        yield Slip(line_at(plain, found.start()), "macro-syntax", what, _MACRO_SHAPE)
    for found, slip in _IN_A_LINE.in_text(plain):
        yield slip(line_at(plain, found.end()))
    for block in blocks:
        yield from _pairs(block)


def _pairs(block: Block) -> Iterator[Slip]:
    """Signs that come in pairs, where one of them has no other, or the words between them do not touch them."""
    text = "\n".join(block.lines)
    if text.lstrip().startswith(("```", "~~~")):
        return
    for sign, pattern in _SIGNS:
        places = [found.start() for found in pattern.finditer(text)] if sign in text else []
        if len(places) % 2:
            line = block.first + text.count("\n", 0, places[0])
            yield lost(line, f"{sign} without another to close it", f"{sign} before and behind the words")
        for start, end in zip(places[::2], places[1::2], strict=False):
            inside = text[start + len(sign) : end]
            if sign != "`" and (not inside.strip() or inside != inside.strip()):
                line = block.first + text.count("\n", 0, start)
                yield lost(line, f"{sign} with a space inside it", f"the words close to it: {sign}words{sign}")
                break
    links = list(_LINK_CLOSED_TWICE.finditer(text))
    if links and text.count(")") - len(_ITEM.findall(text)) > text.count("("):
        yield lost(block.first + text.count("\n", 0, links[0].end()), "a bracket too many behind a link", _LINK)


def note_slips(blocks: Iterable[Block]) -> Iterator[Slip]:
    """Marks of footnotes that no footnote explains, and footnotes that no mark leads to."""
    text = [(number, line) for block in blocks for number, line in block.numbered()]
    noted = [(found[1], number) for number, line in text if (found := re.match(r" {0,3}\[\^([^\]]+)\]:", line))]
    told = dict(reversed(noted))
    for name, number in noted:
        if told[name] != number:
            yield lost(number, "a footnote of the same name as another", f"a name of its own: [^{name}b]:")
    marks = [
        (each[1], number)
        for number, line in text
        for each in re.finditer(r"\[\^([^\]]+)\](?!:)|(?<=.)\[\^([^\]]+)\]", line)
        if each[1]
    ]
    for name, number in marks:
        if name not in told and name.strip() in told:
            yield lost(number, "a mark of a footnote with a space in it", f"[^{name.strip()}]")
        elif name not in told:
            yield lost(number, "a mark of a footnote that is not there", f"a line [^{name}]: with its text, at the end")
    for name, number in told.items():
        if name not in {mark.strip() for mark, _ in marks}:
            yield lost(number, "a footnote that nothing leads to", f"[^{name}] where it belongs in the text")
