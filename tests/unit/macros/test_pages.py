"""What pages say of themselves and of each other, as far as an edition shows it."""

from __future__ import annotations

from small_view import small_view

from macros.language.site_map import PublishedPage, Section, SiteMap
from macros.language.template import MacroCall
from macros.pages.page import PageFile, sections_of, site_map_of

HEAD = "---\ntitle: A page\ndescription: What it says\nsources: [police]\n---\n"


def test_sections_as_the_settings_list_them() -> None:
    listed = [{"number": 1, "title": "Summary"}, {"number": "5", "title": "Crime", "page": "5-crime/index.md"}]
    assert sections_of(listed) == (Section("1", "Summary"), Section("5", "Crime", "5-crime/index.md"))


def test_the_site_map_holds_titles_findings_and_figures_in_the_order_of_the_numbers() -> None:
    pages = [
        PageFile("10-z/index.md", HEAD),
        PageFile("2-b/2-10.md", HEAD),
        PageFile("2-b/2-9.md", HEAD + "{{ table('rates') }} {{ figure('incidents', chart='ranked') }} {{ n('a') }}"),
        PageFile("2-b/index.md", "---\ntitle: T\ndescription: D\nfindings: [One, Two]\n---\n"),
        PageFile("broken.md", "---\ntitle: [\n---\n"),
    ]
    site = site_map_of((), pages, small_view())
    table = MacroCall("table", ("rates",), {}, 0)
    figure = MacroCall("figure", ("incidents",), {"chart": "ranked"}, 0)
    assert {page.path: page for page in site.pages} == {
        "2-b/index.md": PublishedPage("2-b/index.md", "T", ("One", "Two")),
        "2-b/2-9.md": PublishedPage("2-b/2-9.md", "A page", (), {"rates": table, "incidents": figure}),
        "2-b/2-10.md": PublishedPage("2-b/2-10.md", "A page"),
        "10-z/index.md": PublishedPage("10-z/index.md", "A page"),
    }
    order = [page.path for page in site.pages]
    assert order.index("2-b/2-9.md") < order.index("2-b/2-10.md") < order.index("10-z/index.md")
    assert order[0] == "2-b/index.md", "the front page of a section comes before its pages"


def test_the_pages_of_a_section_lie_beside_its_front_page() -> None:
    section = Section("5", "Crime", "5-crime/index.md")
    pages = tuple(PublishedPage(path, "T") for path in ("5-crime/index.md", "5-crime/a.md", "5-crimes/b.md", "c.md"))
    assert [page.path for page in SiteMap((section,), pages).pages_of(section)] == ["5-crime/index.md", "5-crime/a.md"]
    assert SiteMap((), pages).pages_of(Section("1", "To come")) == []
