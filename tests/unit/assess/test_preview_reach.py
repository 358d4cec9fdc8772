"""How far an edit reaches: what has to be rendered again, and what cannot come out otherwise."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from assess.load.editions import EditionKnowledge
from assess.preview.invalidation import Reach, around, reach, with_edits
from assess.project.settings import Release, Settings
from macros.pages.page import PageFile, site_map_of
from redaction.data.assemble import assemble
from redaction.data.csv_table import parse_csv
from redaction.data.dataset import Dataset
from redaction.data.descriptor import parse_descriptor
from redaction.diagnostics.yaml_document import YamlDocument, parse_yaml
from redaction.policy import Edition, Source
from redaction.view import View

SETTINGS = Settings("A site", Release(1, dt.date(2023, 5, 18), None), (), {}, YamlDocument("mkdocs.yml", {}, {}))
POLICE = Source("police", "Records", "County Police", "public", "OFFICIAL", "Published.", "2022", "none stated")
DESCRIPTOR = """\
title: Areas
headline: Areas differ
place: Anyshire
period: "2022"
sources: [police]
columns: {label: {title: Area}, count: {title: Number, kind: count, unit: incidents}}
"""
PAGE = "---\ntitle: {title}\ndescription: A page.\nfindings: [{finding}]\n---\n{body}\n"


def table(count: int, name: str = "areas") -> Dataset:
    document = parse_yaml(f"{name}.yaml", DESCRIPTOR)
    csv = parse_csv(f"{name}.csv", f"id,label,count\nnorth,North,{count}\n".encode())
    return assemble(parse_descriptor(name, document), document, csv, "public")


def page(path: str, body: str = "Words.", title: str = "A page", finding: str = "It rose") -> PageFile:
    return PageFile(path, PAGE.format(title=title, finding=finding, body=body))


def known(*pages: PageFile, data: Dataset | None = None) -> EditionKnowledge:
    edition = Edition("public", "Public edition", "everybody", ("public",), "OFFICIAL")
    datasets = {each.id: each for each in [data or table(5)]}
    view = View(edition, {POLICE.id: POLICE}, (POLICE.id,), datasets, {}, {}, {})
    return EditionKnowledge(edition, view, pages, site_map_of((), pages, view), ())


BEFORE = known(page("one.md"), page("two.md"))


def test_nothing_is_rendered_again_where_nothing_changed() -> None:
    assert reach(BEFORE, known(page("one.md"), page("two.md"))) == Reach((), everywhere=False)


def test_the_words_of_a_page_show_on_that_page_alone() -> None:
    assert reach(BEFORE, known(page("one.md", "Other words."), page("two.md"))) == Reach(("one.md",), everywhere=False)


@pytest.mark.parametrize(
    "after",
    [
        known(page("one.md"), page("two.md"), data=table(6)),
        known(page("one.md", finding="It fell"), page("two.md")),
        known(page("one.md", title="Another"), page("two.md")),
        known(page("one.md", "{{ figure('areas') }}"), page("two.md")),
    ],
    ids=["a number", "a finding", "a title", "a figure that a page did not show"],
)
def test_what_macros_know_of_all_pages_may_show_on_each(after: EditionKnowledge) -> None:
    assert reach(BEFORE, after).everywhere


def test_a_figure_that_moved_down_its_page_is_the_same_figure() -> None:
    before, after = (known(page("one.md", f"{gap}{{{{ figure('areas') }}}}")) for gap in ("", "A line.\n\n"))
    assert reach(before, after) == Reach(("one.md",), everywhere=False)


@pytest.mark.parametrize(
    "after",
    [
        known(page("one.md")),
        known(page("one.md"), page("two.md", title="Another")),
        known(page("one.md"), page("two.md"), data=table(5, "other")),
        replace(BEFORE, edition=replace(BEFORE.edition, marking="OFFICIAL-SENSITIVE")),
    ],
    ids=["a page less", "a title in the navigation", "a download of another name", "the marking"],
)
def test_what_stands_around_all_pages_makes_all_of_them_anew(after: EditionKnowledge) -> None:
    assert around(after, {}) != around(BEFORE, {})
    assert around(BEFORE, {"theme/main.html": b"1"}) != around(BEFORE, {"theme/main.html": b"2"})


def test_words_and_numbers_stand_inside_the_pages() -> None:
    after = known(page("one.md", "Other words."), page("two.md"), data=table(6))
    assert around(after, {}) == around(BEFORE, {})


def test_new_words_need_no_other_checks_than_those_of_their_page() -> None:
    after = page("one.md", "Other words: {{ n('areas', 'north', 'count') }}.")
    quick = with_edits(BEFORE, SETTINGS, {"one.md": after.text}, BEFORE.view)
    assert quick == replace(BEFORE, pages=(after, BEFORE.pages[1]))


def test_the_charts_of_new_numbers_are_known() -> None:
    before = known(page("one.md", "{{ figure('areas', chart='ranked', of='count') }}"))
    view = known(data=table(6)).view
    quick = with_edits(before, SETTINGS, {}, view)
    assert quick is not None
    assert quick.view == view
    assert [(chart.marks[0].value, audience) for chart, audience in quick.charts] == [(6, "public")]


def test_another_dataset_is_left_to_all_checks() -> None:
    assert with_edits(BEFORE, SETTINGS, {}, known(data=table(5, "other")).view) is None


@pytest.mark.parametrize(
    "text",
    [
        page("one.md", finding="It fell").text,
        page("one.md", "{{ table('areas') }}").text,
        page("one.md", "{{ include('areas') }}").text,
        "---\ntitle: One\n",
    ],
    ids=["front matter", "another figure", "no macro", "front matter without an end"],
)
def test_what_takes_all_checks_is_left_to_them(text: str) -> None:
    assert with_edits(BEFORE, SETTINGS, {"one.md": text}, BEFORE.view) is None
