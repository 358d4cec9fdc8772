"""What people ask the search of the assessment, and what comes first, in a browser and under the policy of the host."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hosted import hosted
from playwright.sync_api import Browser, Page, expect

FIRST = 3
LOST = 0.05  # the share of the questions that may not find their answer
with Path(__file__).with_name("search-questions.tsv").open(encoding="utf-8", newline="") as file:
    QUESTIONS = {row["question"]: row["found"].split(" | ") for row in csv.DictReader(file, delimiter="\t")}
ASK = """async (questions) => {
  const finding = await import("/assets/javascripts/finding.js");
  const site = finding.prepare(await (await fetch("/search/search_index.json")).json());
  return questions.map((question) => {
    const { answers, results } = finding.find(site, question);
    return [...answers, ...results.map(({ entry }) => entry)].map(({ location }) => location);
  });
}"""


@pytest.fixture(params=["public", "partner"])
def page(browser: Browser, sites: Path, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The home page of an edition."""
    with hosted(sites / request.param) as top:
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        page = context.new_page()
        page.goto(top)
        yield page
        context.close()


def is_at(location: str, wanted: str) -> bool:
    """Whether an address is on a page, or in a part of it; `/` is the home page alone."""
    return not location.partition("#")[0] if wanted == "/" else location.startswith(wanted)


def test_what_people_ask_is_among_the_first_three(page: Page) -> None:
    found: list[Any] = page.evaluate(ASK, list(QUESTIONS))
    lost = {
        question: entries[:FIRST]
        for (question, wanted), entries in zip(QUESTIONS.items(), found, strict=True)
        if not any(is_at(location, each) for location in entries[:FIRST] for each in wanted)
    }
    assert len(QUESTIONS) >= 60
    assert len(lost) <= LOST * len(QUESTIONS), json.dumps(lost, indent=1)


def test_a_search_is_typed_and_its_first_result_opens(page: Page) -> None:
    page.get_by_role("textbox", name="Search").press_sequentially("A&E", delay=20)
    results = page.get_by_role("list", name="Results").get_by_role("link")
    expect(results.filter(has_text="Accident and emergency").first).to_be_visible(timeout=15_000)
    page.get_by_role("textbox", name="Search").fill("how do I report hate crime")
    expect(results.first).to_have_text("Report a hate crime, or get help")
    assert page.get_by_role("link", name="Call 101").first.get_attribute("href") == "tel:101"
    page.get_by_role("textbox", name="Search").press("Enter")
    page.wait_for_url("**/help/#hate-crime")


def test_words_that_are_nowhere_are_said_and_none_is_struck_out(page: Page) -> None:
    page.get_by_role("textbox", name="Search").press_sequentially("hate crime zzzyzx", delay=20)
    said = re.compile(r"The best 20 of \d+ results\. Nothing was found for “zzzyzx”")
    expect(page.get_by_role("status")).to_have_text(said, timeout=15_000)
    assert page.locator(".search del, .search s").count() == 0


def test_no_edition_finds_what_another_one_knows(sites: Path) -> None:
    known = {}
    for edition in ("public", "partner", "internal"):
        index = json.loads((sites / edition / "search" / "search_index.json").read_text("utf-8"))
        known[edition] = {(doc["location"], doc["title"], doc["text"]) for doc in index["docs"]}
        for location, _, _ in known[edition]:
            name, _, part = location.partition("#")
            written = (sites / edition / name / "index.html").read_text("utf-8")
            assert not part or f'id="{part}"' in written, location
    figures = {edition: {location for location, _, _ in docs if "#fig-" in location} for edition, docs in known.items()}
    assert figures["public"] < figures["partner"] <= figures["internal"]
