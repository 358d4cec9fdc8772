"""Where to report what: a list by topic whose numbers can be called, the same without JavaScript."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

HELP = "public/help/"


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("scripts", [True, False])
def test_each_topic_says_who_takes_a_report_and_how(
    browser: Browser, address: str, width: int, *, scripts: bool
) -> None:
    context = browser.new_context(java_script_enabled=scripts, viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(f"{address}/{HELP}")
    block = page.locator(".report-to")
    assert block.locator("dt").all_inner_texts() == [
        "Somebody is in danger now",
        "A crime when nobody is in danger",
        "A hate crime",
    ]
    assert block.get_by_role("link", name="999").get_attribute("href") == "tel:999"
    of_hate = block.locator("dt").nth(2).locator("~ dd").get_by_role("link")
    assert of_hate.evaluate_all("all => all.map(each => each.getAttribute('href'))") == [
        "tel:101",
        "https://www.gov.uk/report-hate-crime",
    ]
    box = block.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    context.close()
