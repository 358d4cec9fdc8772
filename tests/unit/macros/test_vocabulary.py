"""The vocabulary of pages: which macros there are, what they are called, and what they say of themselves."""

from __future__ import annotations

import inspect
from dataclasses import replace

import pytest
import yaml
from small_view import (
    small_view,
    stub,
    vocabulary,
)

from macros.language.calls import usage
from macros.language.template import MacroCall
from macros.pages.page import PageFile
from macros.pages.validation import check_page
from macros.vocabulary.vocabulary import MACROS, Vocabulary
from redaction.diagnostics.errors import LookupFailedError

FRONT_MATTER_KEYS = {"title", "description", "sources", "findings", "priority", "hide", "audience", "after"}


def test_the_vocabulary_is_small_and_closed() -> None:
    assert set(MACROS) == {
        "n",
        "amount",
        "printed",
        "quoted",
        "change",
        "difference",
        "share",
        "rank",
        "total",
        "highest",
        "lowest",
        "period",
        "assessment_year",
        "figure",
        "table",
        "key_findings",
        "restricted",
        "withheld",
        "added",
        "source_register",
        "contents",
        "summary",
        "cards",
        "figure_list",
        "all_data",
        "places",
        "compare",
        "measures",
        "priorities",
        "awaited",
        "last_corrected",
        "help_now",
        "report_to",
        "known_issues",
        "latest",
        "differences",
        "same_quantities",
        "reconciliation",
        "reconciliation_counts",
        "checked",
        "says",
    }


@pytest.mark.parametrize("key", sorted(FRONT_MATTER_KEYS))
def test_a_page_may_have_each_of_these_keys(key: str) -> None:
    brief = "{place: 1, name: N, why: W, result: R, now: O}"
    values = {"sources": "[police]", "priority": brief, "findings": "[One]", "hide": "[toc]", "audience": "partner"}
    lines = {"title": "T", "description": "D", key: values.get(key, "X")}
    text = "---\n" + "".join(f"{name}: {value}\n" for name, value in lines.items()) + "---\n"
    assert check_page(PageFile("a.md", text), vocabulary()) == []


@pytest.mark.parametrize("macro", MACROS)
def test_no_front_matter_shadows_a_macro(macro: str) -> None:
    """mkdocs-macros lets the front matter of a page replace a macro of the same name."""
    text = f"---\ntitle: T\ndescription: D\n{macro}: [police]\n---\n"
    problems = check_page(PageFile("a.md", text), vocabulary())
    assert [(problem.line, problem.found) for problem in problems] == [(4, f'the key "{macro}"')]


def test_no_setting_of_the_site_shadows_a_macro(root: object) -> None:
    """mkdocs-macros offers every key of `extra:` to pages too."""
    extra = yaml.safe_load((root / "mkdocs.yml").read_text("utf-8"))["extra"]  # type: ignore[operator]
    assert not set(extra) & set(MACROS)


@pytest.mark.parametrize("macro", MACROS)
def test_the_usage_of_a_macro_names_its_arguments_and_not_the_caller(macro: str) -> None:
    shown = usage(getattr(Vocabulary, macro))
    assert shown.startswith(f"{macro}(")
    assert shown.endswith(")")
    assert "caller" not in shown


def test_usages() -> None:
    assert usage(Vocabulary.n) == "n('DATASET', 'ROW', 'COLUMN')"
    assert usage(Vocabulary.change) == "change('DATASET', 'ROW', 'FROM', 'TO', expects=...)"
    assert usage(Vocabulary.share) == "share('DATASET', 'ROW', 'COLUMN', of=...)"
    assert usage(Vocabulary.highest) == "highest('DATASET', 'COLUMN', count=...)"
    assert usage(Vocabulary.figure) == "figure('DATASET', chart=..., of=..., grid=...)"
    assert usage(Vocabulary.restricted) == "restricted('SOURCE', prose=...)"
    assert usage(Vocabulary.withheld) == "withheld()"


def test_a_macro_draws_only_what_it_is_asked_for() -> None:
    asked = []

    def draw(chart: object, audience: str) -> str:
        asked.append(audience)
        return stub(chart, audience)  # type: ignore[arg-type]

    macros = vocabulary(small_view("partner"), draw=draw)
    macros.text("{{ table('incidents') }} {{ n('incidents', 'north', '2022') }}")
    assert asked == []
    macros.text("{{ figure('injuries', chart='ranked', of='count') }}")
    assert asked == ["partner"]


def test_every_macro_is_a_method_with_a_docstring_for_the_guide() -> None:
    for macro in MACROS:
        assert inspect.getdoc(getattr(Vocabulary, macro))


def test_the_year_of_the_assessment_is_said_where_the_site_has_it() -> None:
    call = MacroCall("assessment_year", (), {}, 1)
    assert vocabulary(replace(small_view("public"), year="2022/23")).call(call) == "2022/23"
    with pytest.raises(LookupFailedError) as caught:
        vocabulary(small_view("public")).call(call)
    assert "`year:` under `extra:` of mkdocs.yml" in caught.value.expected
