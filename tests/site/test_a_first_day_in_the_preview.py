"""A first day with the preview, in a real browser: what a new author does to a release and after it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe import SCRIPT, run
from building import Run, release_public, small_project
from playwright.sync_api import Browser, FrameLocator, Locator, Page, expect
from previewing import Preview, preview

pytestmark = pytest.mark.whole  # nearly a minute; each step is tried in test_preview_edit_in_a_browser.py too
SHARE = "('asb-by-type', 'nuisance', 'saltmere', of='total') }}"
MISTAKES = (
    ("{{ n('asb-by-tpe', 'total', 'saltmere') }}", '"asb-by-type"', "{{ n('asb-by-type', 'total', 'saltmere') }}"),
    ("[crime](crimes.md)", "crimes.md", "[crime](crime.md)"),
    (f"{{{{ shar{SHARE}", '"share"', f"{{{{ share{SHARE}"),
)


def git(project: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", project, *arguments], check=True, capture_output=True, text=True)
    return done.stdout.strip()


@pytest.fixture(scope="module")
def project(chart_cache: Path, tmp_path_factory: pytest.TempPathFactory, assess_here: Run) -> Path:
    """A project in Git whose first release went out."""
    made = small_project(tmp_path_factory.mktemp("first-day") / "project", chart_cache)
    release_public(made, assess_here)
    git(made, "init", "-qb", "main")
    for name, value in (("user.name", "A person"), ("user.email", "person@example.org")):
        git(made, "config", name, value)
    (made / ".gitignore").write_text(".cache\nsite\n", "utf-8")
    git(made, "add", ".")
    git(made, "commit", "-qm", "The first release")
    return made


@pytest.fixture(scope="module")
def running(project: Path) -> Iterator[Preview]:
    with preview(project, "--edit") as started:
        assert started.settle() == []
        yield started


@pytest.fixture(scope="module")
def window(browser: Browser, running: Preview) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(f"http://127.0.0.1:{running.port}/#edit={running.token}")
    yield page
    assert said == []
    context.close()


@pytest.fixture
def shown(window: Page) -> FrameLocator:
    return window.frame_locator("#page")


@pytest.fixture
def dialog(window: Page) -> Locator:
    return window.get_by_role("dialog")


def save(window: Page, running: Preview, file: str, name: str = "Save") -> None:
    """Save what is being edited, and wait until the preview has followed."""
    with running.follows():
        window.get_by_role("dialog").get_by_role("button", name=name, exact=True).click()
        expect(window.get_by_text(f"Saved: {file}")).to_be_visible(timeout=60_000)


def to_the_page_of_crime(shown: FrameLocator) -> None:
    shown.get_by_role("link", name="Disorder").first.click()
    shown.get_by_role("link", name="Crime").first.click()
    expect(shown.get_by_role("heading", level=1)).to_contain_text("Crime")


def looked_at(window: Page) -> None:
    """Nothing that is shown bars anybody: neither on a wide screen nor on a narrow one, in the light or in the dark."""
    window.evaluate(SCRIPT)
    for scheme in ("light", "dark"):
        window.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for width in (390, 1280):
            window.set_viewport_size({"width": width, "height": 800})
            assert [each["rule"] for each in run(window, outside=("iframe",))["violations"]] == [], (scheme, width)
            fits = "box => box.scrollWidth <= box.clientWidth && box.getBoundingClientRect().right <= innerWidth"
            assert window.get_by_role("dialog").evaluate(fits), (scheme, width)
    window.emulate_media(color_scheme="light")


def test_a_sentence_and_a_number_are_changed(
    window: Page, shown: FrameLocator, dialog: Locator, running: Preview
) -> None:
    to_the_page_of_crime(shown)
    shown.get_by_role("button", name="Edit the paragraph").first.click()
    expect(dialog.get_by_role("textbox")).to_be_focused()
    window.keyboard.press("Control+End")
    window.keyboard.type(" A shop was counted twice.")
    save(window, running, "docs/disorder/crime.md")
    expect(shown.get_by_text("A shop was counted twice.")).to_be_visible()

    shown.get_by_role("button", name="Edit the numbers of crime-by-kind").first.click()
    for row, was, now in (("burglary-in-a-shop", "440", "450"), ("total", "13589", "13599")):
        field = dialog.get_by_label(f"{row}, 2022")
        expect(field).to_have_value(was)
        field.fill(now)
    expect(dialog.get_by_text("No problems")).to_be_visible()
    looked_at(window)
    save(window, running, "data/public/crime-by-kind.csv")
    expect(shown.locator("data", has_text="13,599").first).to_be_attached()


def test_a_page_with_a_figure_is_added_and_three_mistakes_on_it_are_mended(
    window: Page, shown: FrameLocator, dialog: Locator, running: Preview
) -> None:
    window.get_by_role("button", name="New page").click()
    dialog.get_by_label("Title, with its number").fill("1.2 Shops")
    dialog.get_by_label("What it is about, in a sentence").fill("Crime in shops.")
    dialog.get_by_label("A table to show").select_option("asb-by-type")
    save(window, running, "docs/disorder/1-2-shops.md", "Make the page")
    expect(shown.get_by_role("heading", level=1)).to_contain_text("Shops")
    expect(shown.locator("figure")).to_be_visible()

    shown.get_by_role("button", name="Edit the macro").first.click()
    looked_at(window)
    dialog.get_by_role("button", name="Leave it as it is").click()
    field = dialog.get_by_role("textbox")
    for wrong, expected, right in MISTAKES:
        window.keyboard.press("Control+End")
        window.keyboard.insert_text(f"\n\nShops: {wrong}")
        beside = dialog.locator(".problem")
        expect(beside).to_contain_text(expected)
        dialog.get_by_role("button", name="Save").click()
        expect(dialog.get_by_text("Nothing was saved")).to_be_visible()
        expect(field).to_be_focused()
        if wrong.startswith("{{"):
            dialog.locator("button.sign.wrong").click()
            dialog.get_by_label("As it is written").fill(right)
            dialog.get_by_role("button", name="Change it").click()
        else:
            for _ in wrong:
                window.keyboard.press("Backspace")
            window.keyboard.insert_text(right)
        expect(dialog.get_by_text("No problems")).to_be_visible()
        expect(field).to_be_focused()
    save(window, running, "docs/disorder/1-2-shops.md")
    expect(shown.get_by_text("Shops: 873")).to_be_visible()


def test_readers_are_told_of_the_correction_with_the_second_release(
    window: Page, shown: FrameLocator, running: Preview, project: Path, assess_here: Run
) -> None:
    dialog = window.get_by_role("dialog")
    code, _, err = assess_here(project, "build", "public", "--out", "site/refused")
    assert (code, "correction" in err) == (1, True)
    to_the_page_of_crime(shown)
    window.get_by_role("button", name="Write a correction").click()
    looked_at(window)
    dialog.get_by_role("button", name="Write it").click()
    expect(dialog.get_by_text("A correction says what was wrong and how much it matters")).to_be_visible()
    dialog.get_by_label("What was wrong").fill("Ten burglaries in a shop were left out.")
    dialog.get_by_label("How much it matters").fill("No finding changes.")
    save(window, running, "data/public/corrections.yml", "Write it")
    notice = shown.locator(".correction--notice")
    expect(notice).to_contain_text("Ten burglaries in a shop were left out.")
    expect(notice).to_contain_text("13,589")

    window.get_by_role("button", name="Send for review").click()
    dialog.get_by_label("What you changed, in a sentence").fill("Count the shop once")
    dialog.get_by_role("button", name="Send", exact=True).click()
    expect(window.get_by_text("Sent for review: the branch review/count-the-shop-once")).to_be_visible()
    sent = git(project, "diff", "--name-only", "main", "review/count-the-shop-once").splitlines()
    assert sent == [
        "data/public/corrections.yml",
        "data/public/crime-by-kind.csv",
        "docs/disorder/1-2-shops.md",
        "docs/disorder/crime.md",
        "docs/disorder/index.md",
        "mkdocs.yml",
    ]
    git(project, "stash", "-q", "--include-untracked")
    git(project, "merge", "-q", "review/count-the-shop-once")
    code, _, err = assess_here(project, "build", "public")
    assert code == 0, err
    page = (project / "site/public/disorder/crime/index.html").read_text("utf-8")
    assert "Ten burglaries in a shop were left out." in page
    assert 'class="correction" href="#correction-' in page
    assert "13,599" in page


def test_nothing_is_left_to_correct(window: Page, dialog: Locator) -> None:
    window.get_by_role("button", name="Write a correction").click()
    dialog.get_by_label("What was wrong").fill("Nothing.")
    dialog.get_by_label("How much it matters").fill("Not at all.")
    dialog.get_by_role("button", name="Write it").click()
    expect(dialog.get_by_text("No number differs from the release that went out")).to_be_visible(timeout=60_000)
    window.once("dialog", lambda asked: asked.accept())
    dialog.get_by_role("button", name="Leave", exact=True).click()
