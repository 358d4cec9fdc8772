"""The preview in a real browser: the switch, two editions side by side, and every save."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe import SCRIPT, run
from building import append, small_project
from fitting import misfits
from playwright.sync_api import Browser, FrameLocator, Page, expect
from previewing import Preview, preview
from served import EDITIONS

STATIONS = "stations/"
SOURCE = "docs/stations.md"
WITHHELD = "Only in the Public edition"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, chart_cache: Path) -> Path:
    made = small_project(tmp_path_factory.mktemp("previewed") / "project", chart_cache)
    append(made / SOURCE, "[Read what this edition is](about.md).\n\n" + "A paragraph to scroll past.\n\n" * 40)
    return made


@pytest.fixture(scope="module")
def running(project: Path) -> Iterator[Preview]:
    with preview(project, "--restricted", "data/sample") as started:
        assert started.settle() == []
        yield started


@pytest.fixture
def window(browser: Browser, running: Preview) -> Iterator[Page]:
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"http://127.0.0.1:{running.port}/#partner//{STATIONS}")
    expect(page.frame_locator("#page").get_by_role("heading", level=1)).to_have_text("Stations")
    yield page
    assert said == []
    page.context.close()


@pytest.fixture
def shown(window: Page) -> FrameLocator:
    return window.frame_locator("#page")


def test_the_switch_leads_to_the_same_page_of_another_edition(window: Page, shown: FrameLocator) -> None:
    expect(shown.locator("article")).to_contain_text("Quillhaven")
    window.get_by_role("radio", name="Public edition").check()
    expect(shown.locator('meta[name="edition"]')).to_have_attribute("content", "public")
    expect(shown.get_by_role("heading", level=1)).to_have_text("Stations")
    expect(shown.locator("article")).not_to_contain_text("Quillhaven")


def test_side_by_side_what_the_public_loses_is_marked_and_counted(window: Page, shown: FrameLocator) -> None:
    window.get_by_label("Compare with").select_option("public")
    beside = window.frame_locator("#other")
    expect(beside.locator(".preview-instead").first).to_have_attribute("data-preview", WITHHELD)
    lost = shown.locator(".preview-lost")
    count = lost.count()
    assert count > 5
    expect(window.locator("#lost")).to_have_text(f"Public edition: leaves out {count} of the parts of this page")
    assert all("Quillhaven" not in text for text in beside.locator("article").all_inner_texts())
    assert [text for text in lost.all_text_contents() if "Stations" in text] == []
    assert shown.locator("p", has_text="Porters at Quillhaven").get_attribute("class") == "preview-lost"
    expect(lost.first).to_have_css("outline-style", "solid")


def test_both_sides_follow_a_link(window: Page, shown: FrameLocator) -> None:
    window.get_by_label("Compare with").select_option("public")
    shown.locator("article").get_by_role("link", name="Read what this edition is").click()
    for frame in (shown, window.frame_locator("#other")):
        expect(frame.get_by_role("heading", level=1)).to_have_text("About this edition")
    assert window.evaluate("location.hash") == "#partner/public/about/"


def test_the_frame_says_that_nothing_is_audited_and_is_open_to_everybody(window: Page) -> None:
    expect(window.get_by_text("Not audited.")).to_be_visible()
    window.get_by_label("Compare with").select_option("public")
    window.evaluate(SCRIPT)
    assert [each["rule"] for each in run(window, outside=("iframe",))["violations"]] == []


def test_the_frame_fits_a_phone(window: Page) -> None:
    window.set_viewport_size({"width": 320, "height": 640})
    window.get_by_label("Compare with").select_option("public")
    assert misfits(window) == []
    page, other = (window.locator(name).bounding_box() for name in ("#page", "#other"))
    assert page
    assert other
    assert (page["width"], other["width"]) == (320, 320)
    assert other["y"] >= page["y"] + page["height"]


def test_a_problem_is_shown_above_its_page_until_a_save_mends_it_and_the_reader_stays_in_place(
    window: Page, shown: FrameLocator, project: Path, running: Preview
) -> None:
    page, descriptor = project / SOURCE, project / "data/public/asb-total.yaml"
    before = {path: path.read_text("utf-8") for path in (page, descriptor)}
    shown.locator("html").evaluate("top => top.scrollTo(0, 700)")
    with running.follows():
        page.write_text(before[page] + "\n{{ figur('rail-offences-by-type') }}\n", "utf-8")
    problems = window.get_by_role("alert")
    expect(problems.get_by_role("heading")).to_contain_text("1 problem")
    expect(problems.get_by_role("listitem")).to_have_class("here")
    expect(problems.get_by_role("listitem")).to_contain_text(f"{SOURCE}, line {before[page].count(chr(10)) + 2}")
    expect(shown.locator("article")).to_contain_text("Quillhaven")

    with running.follows() as told:
        descriptor.write_text(before[descriptor].replace("of the incidents in", "of all incidents in"), "utf-8")
        page.write_text(before[page] + "\nA sentence to be seen at once.\n", "utf-8")
    expect(shown.get_by_text("A sentence to be seen at once.")).to_be_attached()
    expect(problems).to_be_hidden()
    expect(shown.locator("html")).to_have_js_property("scrollTop", 700)
    for edition in EDITIONS:
        alone = {"embed/asb-total/index.html"} if edition == "public" else set()  # other sites may show its chart
        assert told.pages(edition) == {"index.html", "stations/index.html"} | alone
        assert b"of all incidents in" in running.page(f"/{edition}/")

    with running.follows():
        for path, text in before.items():
            path.write_text(text, "utf-8")
    expect(shown.get_by_text("A sentence to be seen at once.")).to_have_count(0)
