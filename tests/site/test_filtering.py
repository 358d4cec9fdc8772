"""The list of figures by topic, and the field that leaves those with some words: without it, the list is whole."""

from __future__ import annotations

from browser import fresh
from playwright.sync_api import Browser, expect

LIST = "public/about/"


def test_the_list_of_figures_goes_by_topic_and_is_filtered_by_words(browser: Browser, address: str) -> None:
    page = fresh(browser)
    page.goto(f"{address}/{LIST}")
    topics, figures = page.locator(".figure-topic"), page.locator(".figure-list li")
    every = figures.count()
    assert topics.count() >= 2
    assert every > 5
    field = page.get_by_role("searchbox", name="Find a figure by its topic or title")
    field.fill("INCIDENTS  type")
    shown = page.locator(".figure-list li:visible")
    kept = shown.count()
    assert 0 < kept < every
    assert all("incidents" in text.lower() for text in shown.all_inner_texts())
    expect(page.get_by_role("status").filter(has_text=f"{kept} of {every} figures")).to_be_visible()
    field.fill("no figure says this")
    expect(page.get_by_text(f"0 of {every} figures")).to_be_visible()
    assert page.locator(".figure-topic:visible").count() == 0
    page.emulate_media(media="print")
    assert page.locator(".figure-list li:visible").count() == every, "paper has the whole list"
    page.emulate_media(media="screen")
    field.fill("")
    assert page.locator(".figure-list li:visible").count() == every
    field.fill("harm")
    assert page.locator(".figure-topic:visible").get_by_role("heading").all_inner_texts() == ["3 Harm"]
    page.close()


def test_without_javascript_the_list_is_whole_and_has_no_field(browser: Browser, address: str) -> None:
    page = fresh(browser, java_script_enabled=False)
    page.goto(f"{address}/{LIST}")
    assert page.locator(".figure-list li:visible").count() == page.locator(".figure-list li").count() > 5
    assert page.get_by_role("searchbox", name="Find a figure").count() == 0
    page.close()


def test_the_field_is_loaded_by_the_list_of_figures_alone(browser: Browser, address: str) -> None:
    for place, wanted in ((LIST, 1), ("public/disorder/", 0)):
        page = fresh(browser)
        page.goto(f"{address}/{place}")
        assert page.locator('script[src$="filtering.js"]').count() == wanted
        page.close()
