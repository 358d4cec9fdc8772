"""What a page may write, and everything else, which is refused with its line."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import Environment

from macros.language.template import MacroCall, RestrictedBlock, parse_template, render_template
from macros.vocabulary.vocabulary import MACROS
from redaction.diagnostics.errors import LookupFailedError


def faults(text: str) -> list[tuple[int, LookupFailedError]]:
    return [(fault.line, fault.error) for fault in parse_template(text, MACROS).faults]


def only_fault(text: str) -> tuple[int, str]:
    found = faults(text)
    assert len(found) == 1, [str(error) for _, error in found]
    return found[0][0], str(found[0][1])


def test_a_call_has_its_name_its_literal_arguments_and_its_line() -> None:
    template = parse_template(
        "one\ntwo {{ figure('a', chart='ranked', of=['x', 'y']) }} {{ highest('a', 'b', 3) }}", MACROS
    )
    assert template.parts == (
        "one\ntwo ",
        MacroCall("figure", ("a",), {"chart": "ranked", "of": ["x", "y"]}, 2),
        " ",
        MacroCall("highest", ("a", "b", 3), {}, 2),
    )
    assert not template.faults


@pytest.mark.parametrize("quotes", ["'", '"'])
def test_either_quotation_mark_will_do(quotes: str) -> None:
    template = parse_template(f"{{{{ n({quotes}a{quotes}, {quotes}b{quotes}, {quotes}c{quotes}) }}}}", MACROS)
    assert template.parts == (MacroCall("n", ("a", "b", "c"), {}, 1),)


def test_a_call_may_span_lines_and_later_lines_still_count_right() -> None:
    template = parse_template("{{ n('a',\n     'b',\n     'c') }}\n\n{{ nn('a') }}", MACROS)
    assert [(fault.line, fault.error.found) for fault in template.faults] == [(5, 'unknown macro "nn"')]


def test_a_restricted_block_holds_its_parts() -> None:
    text = "a\n{% call restricted('s', prose='p') %}\nb {{ table('t') }}\n{% endcall %}c"
    assert parse_template(text, MACROS).parts == (
        "a\n",
        RestrictedBlock(
            MacroCall("restricted", ("s",), {"prose": "p"}, 2), ("\nb ", MacroCall("table", ("t",), {}, 3), "\n")
        ),
        "c",
    )


def test_blocks_nest_in_the_parts() -> None:
    text = "{% call restricted('s') %}{% call restricted('t') %}x{% endcall %}{% endcall %}"
    outer = parse_template(text, MACROS).parts[0]
    assert isinstance(outer, RestrictedBlock)
    assert outer.inside == (RestrictedBlock(MacroCall("restricted", ("t",), {}, 1), ("x",)),)


REFUSED = {
    "a filter": ("{{ n('a', 'b', 'c') | upper }}", "filter"),
    "a filter block": ("{% filter upper %}a{% endfilter %}", "filter"),
    "a loop": ("{% for x in 'abc' %}{{ x }}{% endfor %}", "for"),
    "a condition": ("{% if true %}a{% endif %}", "if"),
    "a conditional call": ("{{ n('a', 'b', 'c') if true }}", "condexpr"),
    "a variable": ("{% set x = 1 %}", "assign"),
    "a variable block": ("{% set x %}a{% endset %}", "assign"),
    "a macro": ("{% macro f() %}a{% endmacro %}", "macro"),
    "an include": ("{% include 'data/partner/a.csv' %}", "include"),
    "an import": ("{% import 'a.html' as a %}", "import"),
    "an import of names": ("{% from 'a.html' import b %}", "import"),
    "a parent template": ("{% extends 'main.html' %}", "extends"),
    "a block": ("{% block content %}{% endblock %}", "block"),
    "a scope": ("{% with %}{% endwith %}", "with"),
    "autoescape off": ("{% autoescape false %}{% endautoescape %}", "scope"),
    "an attribute of a text": ("{{ ''.__class__ }}", "getattr"),
    "an attribute of a name": ("{{ config.extra }}", "config"),
    "an attribute of a call": ("{{ n('a', 'b', 'c').__class__ }}", "getattr"),
    "an item": ("{{ page['meta'] }}", "page"),
    "a method": ("{{ ''.join(['a']) }}", "call"),
    "a method of a call": ("{{ n('a', 'b', 'c').upper() }}", "call"),
    "a call of a call": ("{{ n('a')('b') }}", "call"),
    "the configuration": ("{{ config }}", '"config"'),
    "a macro not called": ("{{ n }}", '"n"'),
    "what mkdocs-macros brings": ("{{ macros_info() }}", 'unknown macro "macros_info"'),
    "the environment": ("{{ environment() }}", 'unknown macro "environment"'),
    "a file": ("{{ include_file('a') }}", 'unknown macro "include_file"'),
    "a private name": ("{{ _figure('a') }}", 'unknown macro "_figure"'),
    "what the vocabulary keeps to itself": ("{{ call('a') }}", 'unknown macro "call"'),
    "text as a macro": ("{{ text('a') }}", 'unknown macro "text"'),
    "a function of Jinja": ("{{ range(3) }}", 'unknown macro "range"'),
    "a text": ("{{ 'a' }}", "const"),
    "a number": ("{{ 1 }}", "const"),
    "a sum": ("{{ 1 + 1 }}", "add"),
    "two texts joined": ("{{ n('a', 'b', 'c') ~ n('a', 'b', 'c') }}", "concat"),
    "a comparison": ("{{ n('a', 'b', 'c') == '1' }}", "compare"),
    "a list": ("{{ [n('a', 'b', 'c')] }}", "list"),
    "an argument without quotes": ("{{ n(x) }}", "n(...) with a computed argument"),
    "names without quotes": ("{{ n(incidents, 'north', '2022') }}", "n(...) with a computed argument"),
    "a named argument without quotes": ("{{ figure('a', chart=ranked) }}", "figure(...) with a computed argument"),
    "a joined argument": ("{{ n('a' ~ 'b', 'c', 'd') }}", "n(...) with a computed argument"),
    "an argument that calls": ("{{ n(n('a', 'b', 'c'), 'b', 'c') }}", "n(...) with a computed argument"),
    "a filtered argument": ("{{ n('a' | lower, 'b', 'c') }}", "n(...) with a computed argument"),
    "a computed item": ("{{ figure('a', of=['b', c]) }}", "figure(...) with a computed argument"),
    "a mapping": ("{{ n({'a': 'b'}, 'b', 'c') }}", "n(...) with a computed argument"),
    "a tuple": ("{{ n(('a', 'b'), 'b', 'c') }}", "n(...) with a computed argument"),
    "spread arguments": ("{{ n(*['a', 'b', 'c']) }}", "n(...) with a computed argument"),
    "spread named arguments": ("{{ n(**{'dataset': 'a'}) }}", "n(...) with a computed argument"),
    "a block of another macro": ("{% call figure('a') %}a{% endcall %}", "{% call figure(...) %}"),
    "a block of an unknown macro": ("{% call restrictd('a') %}a{% endcall %}", 'unknown macro "restrictd"'),
    "a block with parameters": ("{% call(x) restricted('a') %}a{% endcall %}", "{% call restricted(...) %}"),
    "a block without an end": ("{% call restricted('a') %}a", "{% call ... %} without its end"),
    "an end without a block": ("{% endcall %}", ""),
    "a call without its brace": ("{{ n('a', 'b', 'c') }", "not closed"),
    "a call without its bracket": ("{{ n('a', 'b', 'c' }}", "not closed"),
    "a call without its quote": ("{{ n('a, 'b', 'c') }}", "not closed"),
    "curly quotes": ("{{ n(\u2018a\u2019, \u2018b\u2019, \u2018c\u2019) }}", "curly quotation marks"),
    "nothing": ("{{ }}", "not closed"),
    "an unknown word": ("{% now %}", ""),
}


@pytest.mark.parametrize("name", REFUSED)
@pytest.mark.parametrize(("before", "line"), [("", 1), ("Some text.\n\nMore \u00e9 of it\n", 4)])
def test_everything_else_is_refused_once_with_its_line(name: str, before: str, line: int) -> None:
    written, found = REFUSED[name]
    at, message = only_fault(before + written + "\n\nand on it goes\n")
    assert found in message
    assert at == line
    assert "expected " in message


@pytest.mark.parametrize("name", ["for", "set", "include", "config", "filter"])
def test_a_refusal_shows_what_is_right(name: str) -> None:
    written = {
        "for": "{% for x in 'a' %}{% endfor %}",
        "set": "{% set x = 1 %}",
        "include": "{% include 'a' %}",
        "config": "{{ config }}",
        "filter": "{{ n('a', 'b', 'c') | upper }}",
    }
    assert "{{ n('DATASET', 'ROW', 'COLUMN') }}" in only_fault(written[name])[1]


def test_a_misspelt_macro_is_told_the_nearest_one() -> None:
    assert only_fault("{{ figur('a') }}") == (1, 'found unknown macro "figur", expected "figure"')
    assert only_fault("{{ key_finding() }}") == (1, 'found unknown macro "key_finding", expected "key_findings"')
    assert only_fault("{% call restrictd('a') %}{% endcall %}")[1].endswith('expected "restricted"')


def test_an_unclosed_call_is_reported_where_it_opens() -> None:
    text = "One\n\n{{ n('a', 'b', 'c'\n\nFive\n\n{{ n('a', 'b', 'c') }}\n"
    assert only_fault(text)[0] == 3


def test_an_unclosed_quotation_is_reported_where_its_call_opens() -> None:
    text = "One\n\n{{ n('a', 'b', 'c) }}\n\nThe 'twilight' officer\n"
    assert only_fault(text)[0] == 3


def test_an_end_of_a_block_that_never_began_is_called_that() -> None:
    line, message = only_fault("One\n\n{% endcall %}\n")
    assert line == 3
    assert "endcall" in message.split(", expected ")[0], "the author wrote no macro here, only {% endcall %}"


def test_a_misspelt_word_in_a_tag_is_told_the_right_one() -> None:
    line, message = only_fault("One\n{% cal restricted('a') %}\nx\n{% endcall %}\n")
    assert line == 2
    assert "call" in message.split("expected ")[1], "nothing in the message leads from `cal` to `call`"


def test_all_faults_of_a_text_are_reported_together() -> None:
    text = "{{ f() }}\n{{ config }}\n{{ n(x) }}\n{% set a = 1 %}\n{{ 'a' | upper }}\n{{ g() }}"
    assert [line for line, _ in faults(text)] == [1, 2, 3, 4, 5, 6]


def test_faults_inside_a_block_are_reported() -> None:
    text = "{% call restricted('s') %}\n{{ f() }}\n{% if x %}y{% endif %}\n{% endcall %}\n{{ g() }}"
    assert [line for line, _ in faults(text)] == [2, 3, 5]


def test_a_comment_is_nowhere_in_the_result_and_moves_no_line() -> None:
    text = "a\n{# a secret\nof two lines #}b {{ f() }}"
    template = parse_template(text, MACROS)
    assert "".join(part for part in template.parts if isinstance(part, str)) == "a\nb "
    assert [line for line, _ in faults(text)] == [3]


# No braces that open something; Jinja itself reads CR and CRLF as LF, and drops one line end at the very end.
_TEXT = (
    st.text(st.characters(exclude_characters="\r", exclude_categories=["Cs"]))
    .filter(lambda text: not re.search(r"\{[{%#]", text))
    .filter(lambda text: not text.endswith("{") and not text.startswith(("}", "%", "#", "{")))
)
_CALL = st.sampled_from(
    ["{{ n('a', 'b', 'c') }}", '{{ period("d") }}', "{{ highest('a', 'b', 2) }}", "{{ contents() }}"]
)
_INSIDE = st.lists(st.one_of(_TEXT, _CALL), max_size=4).map("".join)
_BLOCK = _INSIDE.map(lambda inside: "{% call restricted('s') %}" + inside + "{% endcall %}")
_PAGE = st.lists(st.one_of(_TEXT, _CALL, _BLOCK), max_size=8).map("".join)


@settings(deadline=None)
@given(_TEXT)
def test_text_without_macros_is_kept_byte_for_byte(text: str) -> None:
    template = parse_template(text, MACROS)
    assert not template.faults
    assert render_template(template, lambda *_: "?") == text.removesuffix("\n")


@settings(deadline=None)
@given(_TEXT, _TEXT)
def test_text_around_a_macro_is_kept_byte_for_byte(before: str, after: str) -> None:
    template = parse_template(f"{before}{{{{ n('a', 'b', 'c') }}}}{after}.", MACROS)
    assert render_template(template, lambda *_: "<2,542>") == f"{before}<2,542>{after}."


@settings(deadline=None)
@given(_PAGE)
def test_a_page_means_what_it_means_to_the_renderer(text: str) -> None:
    """Rendered by Jinja itself, as mkdocs-macros does, and by this language: the same text."""

    def macro(name: str) -> object:
        def shown(*arguments: object, caller: object = None) -> str:
            return f"<{name} {arguments}>" + (caller() if callable(caller) else "")

        return shown

    environment = Environment()  # noqa: S701  # compared as text, never shown
    expected = environment.from_string(text).render(
        {name: macro(name) for name in ("n", "period", "highest", "contents", "restricted")}
    )
    template = parse_template(text, MACROS)
    assert not template.faults

    def evaluate(call: MacroCall, caller: object) -> str:
        return f"<{call.name} {call.arguments}>" + (caller() if callable(caller) else "")

    assert render_template(template, evaluate) == expected


@settings(deadline=None)
@given(st.text(st.sampled_from("{}%#'\"()=,|.~[]- \nabcn01_"), max_size=60))
def test_no_text_whatever_makes_the_parser_fail(text: str) -> None:
    template = parse_template(text, MACROS)
    lines = text.count("\n") + 1
    assert all(1 <= fault.line <= lines for fault in template.faults)
    assert all(call.name in MACROS for call in template.parts if isinstance(call, MacroCall))
