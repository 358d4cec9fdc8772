"""Text of data and policy never becomes markup, whatever it holds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from asking import read, tabled, words
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown
from small_view import (
    SOURCES,
    datasets,
    small_view,
    vocabulary,
    with_descriptor,
)

from macros.language.site_map import PublishedPage, SiteMap
from redaction.data.dataset import Cell

NASTY = "<b onclick=\"x('y')\">&amp;</b><script>alert(1)</script>"
ESCAPED = "&lt;b onclick=&#34;x(&#39;y&#39;)&#34;&gt;&amp;amp;&lt;/b&gt;&lt;script&gt;alert(1)&lt;/script&gt;"


def labelled(label: str) -> object:
    """The incidents, north called something else."""
    original = datasets()["incidents"]
    rows = tuple(
        replace(row, cells={**row.cells, "label": Cell(label)}) if row.id == "north" else row for row in original.rows
    )
    return replace(original, rows=rows)


def everything_said(text: str) -> dict[str, tuple[str, str]]:
    """For each place where data puts a text on a page: the page's HTML with it there, and a call that shows it."""
    original = datasets()["incidents"]
    title = replace(original.descriptor.columns[1], title=text)
    columns = (original.descriptor.columns[0], title, *original.descriptor.columns[2:])
    two = (*original.descriptor.columns[:2], replace(original.descriptor.columns[2], title=text))
    derived = (replace(original.descriptor.derived[0], title=text), *original.descriptor.derived[1:])
    unit = tuple(replace(each, unit=text) if each.is_numeric else each for each in original.descriptor.columns)
    table, register = "{{ table('incidents') }}", "{{ source_register() }}"
    chart = "{{ figure('incidents', chart='ranked', of='2022') }}"
    cards = datasets()["cards"]
    card = replace(cards.rows[0], cells={**cards.rows[0].cells, "label": Cell(text)})
    routes = datasets()["help-routes"]
    said = {**routes.rows[0].cells, "label": Cell(text), "contact": Cell(text)}
    issues = datasets()["issues"]
    wrong = {name: Cell(text) for name in issues.rows[0].cells}
    home = SiteMap((), (PublishedPage("index.md", "Home", (), tabled("incidents")),))
    places = {
        "row label": (labelled(text), table),
        "row label in a chart's description": (labelled(text), chart),
        "row label in a sentence": (labelled(text), "{{ highest('incidents', '2022') }}"),
        "title": (with_descriptor(original, title=text), chart),
        "headline": (with_descriptor(original, headline=text), table),
        "place": (with_descriptor(original, place=text), table),
        "period": (with_descriptor(original, period=text), table),
        "period in a sentence": (with_descriptor(original, period=text), "{{ period('incidents') }}"),
        "note": (with_descriptor(original, notes=(text,)), table),
        "figure number": (with_descriptor(original, figure=text), table),
        "column title in a sentence": (with_descriptor(original, columns=two), "{{ latest('incidents') }}"),
        "column title": (with_descriptor(original, columns=columns), table),
        "derived column title": (with_descriptor(original, derived=derived), table),
        "unit": (with_descriptor(original, columns=unit), chart),
        "note of a sum": (replace(original, sums=(replace(original.sums[0], note=text),)), table),
    }
    shown = {
        place: (vocabulary(small_view("public", dataset)).text(call), call) for place, (dataset, call) in places.items()
    }
    for place, dataset, call in [
        ("card", replace(cards, rows=(card,)), "{{ cards('cards') }}"),
        ("help", replace(routes, rows=(replace(routes.rows[0], cells=said),)), "{{ help_now('abuse') }}"),
        ("report", replace(routes, rows=(replace(routes.rows[0], cells=said),)), "{{ report_to('fire') }}"),
        ("issue", replace(issues, rows=(replace(issues.rows[0], cells=wrong),)), "{{ known_issues('issues') }}"),
        ("title in the list of figures", with_descriptor(original, title=text), "{{ figure_list() }}"),
        ("number in the list of figures", with_descriptor(original, figure=text), "{{ figure_list() }}"),
    ]:
        shown[place] = (vocabulary(small_view("public", dataset), site=home).text(call), call)
    awaited = with_descriptor(datasets()["awaited"], awaiting=text)
    await_call = "{{ table('awaited') }}"
    shown["awaiting"] = (vocabulary(small_view("public", awaited)).text(await_call), await_call)
    hospital = "{{ restricted('hospital') }}"
    for part, edition, source, call in [
        ("name", "public", "hospital", hospital),
        ("notice", "public", "hospital", hospital),
        ("handling", "partner", "hospital", hospital),
        ("notice", "public", "hospital", "{{ withheld() }}"),
        ("owner", "public", "hospital", "{{ withheld() }}"),
        ("handling", "public", "hospital", "{{ withheld() }}"),
        ("caveat", "public", "police", register),
        ("period", "public", "police", register),
        ("notice", "public", "hospital", register),
        ("link", "public", "police", register),
        ("name", "public", "police", table),
        ("owner", "public", "police", table),
    ]:
        view = small_view(edition, **{source: replace(SOURCES[source], **{part: text})})
        shown[f"{part} of {source} by {call}"] = (vocabulary(view).text(call), call)
    return shown


PLAIN = everything_said("x")


@pytest.mark.parametrize("place", PLAIN)
def test_no_text_of_data_or_policy_becomes_markup(place: str) -> None:
    html, _ = everything_said(NASTY)[place]
    plain, _ = PLAIN[place]
    assert "<script" not in html
    assert "<b " not in html
    assert NASTY in words(html) or NASTY.lower() in words(html) or ESCAPED in html
    names = [tag for tag, _ in read(plain).tags]
    assert [tag for tag, _ in read(html).tags] == names


_MARKUP = st.text(st.sampled_from("<>&\"'=/ !-?;#xab\u00e9"), min_size=1, max_size=24).filter(lambda text: text.strip())


@settings(max_examples=40, deadline=None)
@given(_MARKUP)
def test_no_text_whatever_becomes_markup(text: str) -> None:
    through = [place for place, (html, _) in everything_said(text).items() if outline(html) != outline(PLAIN[place][0])]
    assert through == []


def outline(html: str) -> list[tuple[str, list[str]]]:
    """The tags of a piece of HTML and the names of their attributes."""
    return [(tag, [name for name, _ in attributes]) for tag, attributes in read(html).tags]


@pytest.mark.parametrize("label", ["[here](https://example.org)", "*North*", "`North`", "North<br>", "![x](y.png)"])
@pytest.mark.parametrize("macro", ["{{ highest('incidents', '2022') }}", "{{ period('incidents') }}"])
def test_a_text_in_a_sentence_is_no_markdown_either(label: str, macro: str) -> None:
    """What a macro puts in a sentence is read by Markdown next."""
    dataset = with_descriptor(labelled(label), period=label)  # type: ignore[arg-type]
    paragraph = vocabulary(small_view("public", dataset)).text(f"The most: {macro}.")
    page = read(Markdown(extensions=["attr_list", "tables", "toc"]).convert(paragraph))
    assert {tag for tag, _ in page.tags} <= {"p", "data"}
    assert page.words == f"The most: {label}."
