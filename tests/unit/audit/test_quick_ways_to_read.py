"""What is read in a quick way is what a slow and plain way gives, whatever stands in a text."""

from __future__ import annotations

import base64
import json
import re
import unicodedata
from collections.abc import Iterable

from hypothesis import assume, example, given
from hypothesis import strategies as st

from assess.audit.fingerprints.geometry import _TURNS, SHORTEST, _every_key, _key, _normal
from assess.audit.readers.markup import html_parts, html_tables, xml_parts, xml_tables
from assess.audit.readers.plain import json_parts, json_tables
from assess.audit.text.columns import _NUMBER, _SIGNED
from assess.audit.text.decoding import as_read
from assess.audit.text.encodings import (
    _BASE64,
    _DATA,
    _MANY_CODES,
    _WRAPPED,
    _addresses,
    _is_wrapped,
    _runs,
    _signs_of,
    _telling,
)
from assess.audit.text.numerals import simple
from assess.audit.text.passages import Nested, Part, Table, Unread
from assess.audit.text.shingles import read_tokens, tokens_of

_SIGNS = "\u00a0\u00ad\u200b\u2013\u2018\u2019\u00b2\u00bd\u00b7\u066b\u0663\uff11\u0301\u24b6\u2116\u0130\u017f"
_WRITTEN = f"0123456789.,,..'`  \n-_aAzZ\u00e9\u0175{_SIGNS}"
TEXTS = st.text(alphabet=_WRITTEN, max_size=40) | st.text(max_size=40)
_FORTY_MORE = "".join(map(chr, range(0x4E00, 0x4E80)))  # so many signs that all are changed in one go
_SIMPLE = re.compile(r"(?<![\d.])\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?")


@given(TEXTS)
@example("14pt, a1b2_c3 and x_y")
@example("\u0130stanbul \u24b6 \u00bd \uff12\uff10 of \u2116\uff15")
def test_words_and_whole_numbers_are_those_of_the_pattern(text: str) -> None:
    expected = re.findall(r"\d+|[^\W\d_]+", text.lower())
    assert tokens_of(text) == expected
    words = frozenset(token for token in expected if not token[0].isdecimal())
    assert read_tokens(text) == (" ".join(expected), frozenset(expected), words)
    closing = {token[-3:] for token in frozenset(expected) - words}
    assert closing == set(re.findall(r"\d{1,3}(?!\d)", text))


@given(TEXTS)
@example("1\u00b7234\u00b7567 and 3\u2018000, 5\u00b2, \u0663\u0664\u00a0")
def test_a_text_reads_the_same_beside_many_other_signs(text: str) -> None:
    text = re.sub(r"[&\\%\x1b]", "", text)
    beside = f"{text} | {_FORTY_MORE}"
    assert as_read(beside).startswith(as_read(f"{text} | \u00e9").removesuffix("\u00e9"))


@given(TEXTS)
@example(".123,456 1,234.5 12,34,567 1.,234")
def test_numbers_in_the_likeliest_reading_are_those_of_the_pattern(text: str) -> None:
    plain = unicodedata.normalize("NFKC", text).replace("ten", "")
    found = [(numeral.at, numeral.digits) for numeral in simple(plain)]
    assert found == [(each.start(), len(each.group().replace(",", ""))) for each in _SIMPLE.finditer(plain)]


@given(st.text(alphabet="daDATat:, ;\"'x/()\u0130", max_size=40))
@example("url(data:,a) \"data:x/y;a='b',c d\" 'DATA:,e' data:data:,f data:,\u0130")
def test_data_addresses_are_those_of_the_pattern(text: str) -> None:
    text = f"data: {text}"
    assert [each.span() for each in _addresses(text)] == [each.span() for each in _DATA.finditer(text)]


_A_TABLE = base64.b64encode(b"name,count\nOne,1\nTwo,2\nThree,3\n").decode()
_OF_A_PAGE = (
    *(
        "<table>",
        "</table>",
        "<tr>",
        "<td>",
        "<th colspan=2>",
        "<td rowspan=2>",
        "</td>",
        "<p>",
        "<b>",
        "1",
        "7 May",
        "a",
    ),
    *(
        "<script type=application/json>",
        '{"a": ["b", "c"]}',
        "</script>",
        "<!-- 7 -->",
        "</body></html>",
        "<div>",
        "</div>",
    ),
    *("<iframe srcdoc='&lt;table>&lt;td>1'>", "<svg>", "<tbl>", "</tbl>", "&amp;", "\n"),
)


@given(st.lists(st.sampled_from(_OF_A_PAGE), max_size=30).map("".join))
@example("<p>a<table><tr><td>1<table><tr><td>2</table><td>3</table></body></html><table><tr><td>4</table>")
@example(f"<script type=application/json>{json.dumps({'a': _A_TABLE})}</script><p>1")
@example(f"<script type=application/json>{'[' * 100_000}</script>")
@example('<iframe srcdoc=\'<table><td>1\'></iframe><script type=application/json>{"a": ["b"]}</script>')
def test_the_tables_of_a_page_are_those_of_all_that_it_carries(text: str) -> None:
    assert _told(html_tables(text)) == _told(html_parts(text))


_LEAVES = (
    *("1", "7 May", "a\n", "&amp;", "d=1", "<!-- 7 -->", "<path d='M0 0C1 1 2 3 4 5'/>", "<i points = '1 2 3'/>"),
    *("<p style='a'/>", "<p x:style='color:red'/>", "<i srcdoc='&lt;p>'/>", "<td number-columns-repeated='2'/>"),
    "<script type='application/json'>[7]</script>",
)
_ELEMENTS = ("table", "table", "row", "row", "table-cell", "table-cell", "x:tbl", "b", "rPr", "p")
_DOCUMENTS = st.recursive(
    st.sampled_from(_LEAVES),
    lambda each: st.builds(
        lambda name, held: f"<{name}>{''.join(held)}</{name}>", st.sampled_from(_ELEMENTS), st.lists(each, max_size=4)
    ),
)


def _told(parts: Iterable[Part]) -> list[str]:
    """What is told of a file from which nothing is withheld."""
    return sorted(repr(part) for part in parts if isinstance(part, Table | Nested | Unread))


@given(_DOCUMENTS)
@example("<table><row><table-cell>1<b>2</b></table-cell><table><row></row></table></row></table>")
@example("<p style='a'><b style='x'>1</b><b style='y'>2</b></p>")
@example("<table></p></table>")
def test_the_tables_of_a_document_are_those_of_all_that_it_carries(text: str) -> None:
    whole = f"<all xmlns:x='x' xmlns:style='y'>{text}</all>"
    assert _told(xml_tables(whole)) == _told(xml_parts(whole))


_LETTERS = [(0, 0, 4, 9), (6, 0, 12, 9), (14, 1, 20, 9), (22, 0, 27, 9)]


def test_a_document_in_which_letters_may_be_drawn_is_for_review_beside_its_tables() -> None:
    outlines = "".join(
        f"<path d='M{left} {top}H{right}L{right} {bottom}{f'L{left + 2} {bottom - 3}' * (at + 2)}L{left} {bottom}Z'/>"
        for at, (left, top, right, bottom) in enumerate(_LETTERS)
    )
    text = f"<svg><table><tr><td>1</td></tr></table>{outlines}</svg>"
    assert [part for part in xml_tables(text) if isinstance(part, Unread)] != []
    assert _told(xml_tables(text)) == _told(xml_parts(text))


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda each: st.lists(each, max_size=4) | st.dictionaries(st.sampled_from(("a", "b 1", "data")), each, max_size=3),
)


@given(_VALUES.map(json.dumps) | st.text(max_size=9))
@example("[" * 100_000)
@example(json.dumps({"a": _A_TABLE}))
def test_the_tables_of_json_are_those_of_all_that_it_carries(text: str) -> None:
    assert _told(json_tables(text)) == _told(json_parts(text))


@given(st.lists(st.sampled_from(["a-word-of-many-small-letters", "A", "7", "/", " ", "\n", "\u00e9", "=", "q" * 20])))
@example(["a-word-of-many-small-letters", " ", "a-word-of-many-small-letters", "7"])
def test_runs_of_base64_are_those_of_the_pattern(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert [*_runs(_telling(_signs_of(text).split()), text)] == [
        (each.start(), each.group()) for each in _BASE64.finditer(text)
    ]


@given(st.text(alphabet="0123456789,.-+\u2212 a_x", max_size=40))
@example("1,234,567.5 -12 5-12 +07 .5 a1 0,123 \u22123,000,0001")
def test_numbers_of_a_line_are_those_of_a_pattern_that_asks_first_what_stands_before(text: str) -> None:
    number = r"(?<![\w.])[-+\u2212]?\d[\d,.]*"
    signed = r"(?<![\w.])[-+\u2212]?(?:[1-9]\d{0,2}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
    for quick, plain in ((_NUMBER, number), (_SIGNED, signed)):
        assert [each.span() for each in quick.finditer(text)] == [each.span() for each in re.finditer(plain, text)]


@given(
    st.lists(st.sampled_from(["0", "af", "x9", "1234", "zz", " ", ", ", ":", "\n", ",\n  "]), max_size=60).map("".join)
)
@example("0 1 2 3 4 5 6 7 8 9 a b c")
@example(" 1 2 3 4 5 6 7 8 9 a b c")
def test_many_codes_are_those_of_a_pattern_that_begins_with_one(text: str) -> None:
    plain = re.search(r"[0-9a-fA-Fx]{1,4}(?:[\s,:]+[0-9a-fA-Fx]{1,4}){12}", text)
    assert (_MANY_CODES.search(text) is None) == (plain is None)


@given(st.lists(st.sampled_from(["A" * 39, "b", "/", " ", "\t", "\r\n", "\n", "="]), max_size=12).map("".join))
@example(f"{'A' * 40} \r\nAb==")
def test_lines_that_go_on_are_told_from_their_signs(text: str) -> None:
    assert _is_wrapped(_signs_of(text)) or _WRAPPED.search(text) is None


@given(st.lists(st.integers(0, 40) | st.floats(0, 40), min_size=SHORTEST, max_size=SHORTEST))
@example([0, 10, 20, 31, 40])
@example([0, 30, 20, 10, 40])  # backwards and upside down it is in the same order
def test_the_keys_of_a_window_are_those_of_each_of_its_turns(numbers: list[float]) -> None:
    window = _normal(numbers)
    assume(window is not None)
    assert window is not None
    every = {}
    for back, upside in _TURNS:
        shown = window[::-1] if back else window
        key, inner, turn = _key([1 - value for value in shown] if upside else shown)
        every[key, (turn[0] != back, turn[1] != upside)] = inner
    assert _every_key(window) == {(key, inner, turn) for (key, turn), inner in every.items()}
