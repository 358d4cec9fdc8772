"""Editing in the preview in a real browser: a sentence, a number, what is refused, and who cannot write."""

from __future__ import annotations

import json
import shutil
import subprocess
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from axe import SCRIPT, run
from building import append, files, small_project
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect
from previewing import Preview, preview

SENTENCE = "This section is about crime at stations."
FOR_PARTNERS = "{% call restricted('rail-police') %}\nPorters wrote this for partners.\n{% endcall %}"
MORE = """
## Two things

- A list with {{ n('asb-by-type', 'total', 'saltmere') }} incidents
- and *another* line

| name | value |
|---|---|
| one | 1 |
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, chart_cache: Path) -> Path:
    made = small_project(tmp_path_factory.mktemp("edited") / "project", chart_cache)
    append(made / "docs/stations.md", f"{FOR_PARTNERS}\n{MORE}")
    return made


@pytest.fixture(scope="module")
def running(project: Path) -> Iterator[Preview]:
    with preview(project, "--restricted", "data/sample", "--edit") as started:
        assert started.settle() == []
        yield started


@pytest.fixture
def unchanged(project: Path) -> Iterator[None]:
    before = files(project / "docs"), files(project / "data/public")
    yield
    assert (files(project / "docs"), files(project / "data/public")) == before


@pytest.fixture
def context(browser: Browser, running: Preview) -> Iterator[BrowserContext]:
    made = browser.new_context(viewport={"width": 1280, "height": 800})
    opened = made.new_page()
    opened.goto(f"http://127.0.0.1:{running.port}/#edit={running.token}")
    yield made
    made.close()


@pytest.fixture
def window(context: BrowserContext) -> Iterator[Page]:
    [page] = context.pages
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.get_by_role("radio", name="Partner edition").check()
    shown = page.frame_locator("#page")
    shown.get_by_role("link", name="Stations", exact=False).first.click()
    expect(shown.get_by_role("heading", level=1)).to_have_text("Stations")
    expect(shown.get_by_role("button", name=SENTENCE)).to_be_visible()
    yield page
    assert said == []


@pytest.fixture
def shown(window: Page) -> FrameLocator:
    return window.frame_locator("#page")


def test_a_sentence_is_edited_where_it_is_read(
    window: Page, shown: FrameLocator, project: Path, running: Preview
) -> None:
    assert running.token not in window.url
    page = project / "docs/stations.md"
    before = page.read_bytes()
    shown.get_by_role("button", name=SENTENCE).click()
    field = window.get_by_role("dialog").get_by_role("textbox")
    expect(field).to_be_focused()
    expect(field).to_have_text(SENTENCE)
    field.fill("This section is about stations.")
    expect(window.get_by_text("No problems")).to_be_visible()
    with running.follows():
        window.get_by_role("button", name="Save").click()
        expect(window.get_by_text("Saved: docs/stations.md")).to_be_visible()
    expect(window.get_by_role("dialog")).to_be_hidden()
    expect(shown.get_by_text("This section is about stations.", exact=True)).to_be_visible()
    assert page.read_bytes() == before.replace(SENTENCE.encode(), b"This section is about stations.")

    shown.get_by_role("button", name="This section is about stations.").click()
    with running.follows():
        page.write_bytes(before)
    field.fill("Of two saves one is lost?")
    window.get_by_role("button", name="Save").click()
    expect(window.get_by_text("docs/stations.md has been changed since you opened it")).to_be_visible()
    expect(field).to_have_text("Of two saves one is lost?")
    assert page.read_bytes() == before
    window.once("dialog", lambda asked: asked.accept())
    window.get_by_role("button", name="Leave").click()
    expect(window.get_by_role("dialog")).to_be_hidden()


@pytest.mark.usefixtures("unchanged")
def test_each_part_has_its_button_above_it(shown: FrameLocator) -> None:
    expect(shown.get_by_role("button", name="A list")).to_be_visible()
    found: list[list[str]] = shown.locator(".preview-edit").evaluate_all(BELOW)
    below = [(buttons, text.strip()) for buttons, text in found]
    expected = [
        ("Edit", "Section 2"),
        ("Edit", SENTENCE),
        ("Edit", "18.2% of invented offences at stations were theft"),
        ("Edit", "Porters wrote this for partners."),
        ("Edit", "Two things"),
        ("EditNumbers", "A list with 873 incidents"),
        ("Edit", "name"),
    ]
    assert [
        (buttons, text[: len(begins)]) for (buttons, text), (_, begins) in zip(below, expected, strict=True)
    ] == expected


@pytest.mark.usefixtures("unchanged")
def test_a_problem_stands_beside_the_line_and_nothing_is_saved(window: Page, shown: FrameLocator) -> None:
    shown.get_by_role("button", name="Edit the list").click()
    dialog = window.get_by_role("dialog")
    dialog.get_by_role("textbox").fill("- A list\n- with {{ n('asb-by-tpe', 'total', 'saltmere') }} incidents")
    problem = dialog.get_by_role("listitem")
    expect(problem).to_have_text('Line 2: found unknown dataset "asb-by-tpe", expected "asb-by-type"')
    beside = dialog.locator(".cm-line.wrong + .problem")
    expect(beside).to_have_text('found unknown dataset "asb-by-tpe", expected "asb-by-type"')
    expect(dialog.locator(".cm-line.wrong")).to_contain_text("incidents")
    expect(dialog.get_by_role("textbox")).to_have_attribute("aria-invalid", "true")
    window.evaluate(SCRIPT)
    assert [each["rule"] for each in run(window, outside=("iframe",))["violations"]] == []
    dialog.get_by_role("button", name="Save").click()
    expect(dialog.get_by_text("Nothing was saved: docs/stations.md would have 1 more problem")).to_be_visible()
    expect(problem).to_have_count(1)
    window.set_viewport_size({"width": 320, "height": 640})
    assert dialog.evaluate("box => [box.scrollWidth <= box.clientWidth, box.getBoundingClientRect().right <= 320]") == [
        True,
        True,
    ]
    window.once("dialog", lambda asked: asked.accept())
    window.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_a_number_is_edited_in_a_grid(window: Page, shown: FrameLocator, project: Path, running: Preview) -> None:
    table = project / "data/public/asb-by-type.csv"
    before = table.read_bytes()
    shown.get_by_role("button", name="Edit the numbers of asb-by-type").click()
    dialog = window.get_by_role("dialog")
    dialog.get_by_label("nuisance, saltmere").fill("many")
    expect(dialog.get_by_role("listitem").first).to_contain_text('row 3, column "saltmere": found "many"')
    expect(dialog.get_by_label("nuisance, saltmere")).to_have_attribute("aria-invalid", "true")
    expect(dialog.get_by_label("nuisance, wolder")).to_have_attribute("aria-invalid", "false")
    window.evaluate(SCRIPT)
    assert [each["rule"] for each in run(window, outside=("iframe",))["violations"]] == []
    dialog.get_by_label("nuisance, saltmere").fill("743")
    dialog.get_by_label("total, saltmere").fill("874")
    with running.follows():
        dialog.get_by_role("button", name="Save").click()
        expect(window.get_by_text("Saved: data/public/asb-by-type.csv")).to_be_visible()
    expect(shown.get_by_text("A list with 874 incidents")).to_be_visible()
    assert table.read_bytes() == before.replace(b",742", b",743").replace(b",873", b",874")
    with running.follows():
        table.write_bytes(before)


def test_a_row_is_added_where_it_belongs(window: Page, shown: FrameLocator, project: Path, running: Preview) -> None:
    table = project / "data/public/asb-by-type.csv"
    before = table.read_bytes()
    shown.get_by_role("button", name="Edit the numbers of asb-by-type").click()
    dialog = window.get_by_role("dialog")
    dialog.get_by_label("Below").select_option("nuisance")
    dialog.get_by_role("button", name="Add a row").click()
    expect(dialog.get_by_label("New row, id")).to_be_focused()
    for name, text in (("id", "noise"), ("label", "Noise"), ("wolder", "7"), ("saltmere", "many")):
        dialog.get_by_label(f"New row, {name}").fill(text)
    expect(dialog.get_by_role("listitem").first).to_contain_text('row 4, column "saltmere": found "many"')
    expect(dialog.get_by_label("New row, saltmere")).to_have_attribute("aria-invalid", "true")
    expect(dialog.get_by_label("New row, wolder")).to_have_attribute("aria-invalid", "false")
    window.evaluate(SCRIPT)
    assert [each["rule"] for each in run(window, outside=("iframe",))["violations"]] == []
    dialog.get_by_label("New row, saltmere").fill("1")
    dialog.get_by_role("button", name="Add a row").click()
    dialog.get_by_role("button", name="Take out the new row").first.click()
    expect(dialog.get_by_label("New row, id")).to_have_count(1)
    for name, text in (("id", "noise"), ("label", "Noise"), ("wolder", "0"), ("saltmere", "1")):
        dialog.get_by_label(f"New row, {name}").fill(text)
    dialog.get_by_label("total, saltmere").fill("874")
    with running.follows():
        dialog.get_by_role("button", name="Save").click()
        expect(window.get_by_text("Saved: data/public/asb-by-type.csv")).to_be_visible()
    expect(shown.get_by_text("A list with 874 incidents")).to_be_visible()
    assert b"\nnoise,Noise,0,1\n" in table.read_bytes()
    with running.follows():
        table.write_bytes(before)


def test_a_page_is_made_and_opened(window: Page, shown: FrameLocator, project: Path, running: Preview) -> None:
    kept = {path: path.read_bytes() for path in (project / "docs/disorder/index.md", project / "mkdocs.yml")}
    window.get_by_role("button", name="New page").click()
    dialog = window.get_by_role("dialog")
    title = dialog.get_by_label("Title, with its number")
    expect(title).to_be_focused()
    expect(title).to_have_value("1.2 ")
    window.evaluate(SCRIPT)
    assert [each["rule"] for each in run(window, outside=("iframe",))["violations"]] == []
    dialog.get_by_role("button", name="Make the page").click()
    expect(dialog).to_contain_text("A page needs a title, and a sentence")
    title.fill("1.2 Fires")
    dialog.get_by_label("What it is about, in a sentence").fill("Fires in Saltmere.")
    dialog.get_by_label("A table to show").select_option("asb-total")
    with running.follows():
        dialog.get_by_role("button", name="Make the page").click()
        expect(window.get_by_text("Saved: docs/disorder/1-2-fires.md")).to_be_visible()
    expect(shown.get_by_role("heading", level=1)).to_have_text("Fires")
    expect(shown.get_by_role("figure").get_by_role("img")).to_be_visible()
    expect(shown.get_by_role("button", name="Edit the macro")).to_be_visible()
    with running.follows():
        (project / "docs/disorder/1-2-fires.md").unlink()
        for path, content in kept.items():
            path.write_bytes(content)


def test_a_number_is_one_sign_that_is_chosen_by_name(
    window: Page, shown: FrameLocator, project: Path, running: Preview
) -> None:
    page = project / "docs/stations.md"
    before = page.read_bytes()
    shown.get_by_role("button", name="Edit the list").click()
    dialog = window.get_by_role("dialog")
    field, signs = dialog.get_by_role("textbox"), dialog.locator("button.sign")
    expect(signs).to_have_text(["873"])
    expect(field).to_contain_text("- A list with 873 incidents")
    window.keyboard.press("Tab")
    expect(signs).to_be_focused()
    window.keyboard.press("Enter")
    expect(dialog.get_by_label("What", exact=True)).to_be_focused()
    expect(dialog.get_by_label("Row", exact=True)).to_have_value("total")
    expect(dialog.get_by_role("option", name="(nuisance): 742")).to_be_attached()
    window.evaluate(SCRIPT)
    assert [each["rule"] for each in run(window, outside=("iframe",))["violations"]] == []
    dialog.get_by_label("Row", exact=True).select_option("nuisance")
    expect(dialog.locator("output")).to_have_text("742")
    dialog.get_by_role("button", name="Change it").click()
    expect(signs).to_have_text(["742"])
    expect(field).to_be_focused()

    window.keyboard.press("Control+End")
    dialog.get_by_role("button", name="Say a number from the data").click()
    expect(dialog.get_by_label("Table", exact=True)).to_have_value("asb-by-type")  # which the page shows
    dialog.get_by_label("What", exact=True).select_option("share")
    dialog.get_by_label("Row", exact=True).select_option("environment")
    dialog.get_by_label("Column", exact=True).select_option("saltmere")
    dialog.get_by_label("Of row").select_option("total")
    expect(dialog.locator("output")).to_have_text("15.0%")
    window.keyboard.press("Escape")
    expect(dialog.get_by_label("Of row")).to_be_hidden()
    expect(field).to_be_focused()
    window.keyboard.press("Alt+Enter")
    dialog.get_by_label("As it is written").fill("{{ share('asb-by-type', 'environment', 'saltmere', of='total') }}")
    dialog.get_by_label("As it is written").press("Tab")
    expect(dialog.get_by_label("Of row")).to_have_value("total")
    dialog.get_by_role("button", name="Insert it").click()
    expect(signs).to_have_text(["742", "15.0%"])
    window.keyboard.press("Backspace")
    expect(signs).to_have_text(["742"])
    window.keyboard.press("Control+z")
    expect(signs).to_have_text(["742", "15.0%"])
    with running.follows():
        dialog.get_by_role("button", name="Save").click()
        expect(window.get_by_text("Saved: docs/stations.md")).to_be_visible()
    said = b"*another* line{{ share('asb-by-type', 'environment', 'saltmere', of='total') }}"
    assert page.read_bytes() == before.replace(b"'total', 'saltmere'", b"'nuisance', 'saltmere'", 1).replace(
        b"*another* line", said
    )
    with running.follows():
        page.write_bytes(before)


@pytest.mark.usefixtures("unchanged")
def test_a_restricted_number_is_told_in_the_editions_that_may_show_it_and_in_no_other(
    window: Page, shown: FrameLocator
) -> None:
    told: list[str] = []
    window.on("response", lambda answer: told.append(answer.text()) if "/_/edit/" in answer.url else None)
    shown.get_by_role("button", name="Porters wrote this").click()
    dialog = window.get_by_role("dialog")
    expect(dialog).to_contain_text("in the partner edition")
    dialog.get_by_role("button", name="Say a number from the data").click()
    expect(dialog.get_by_role("option", name="rail-offences-by-type")).to_be_attached()
    window.keyboard.press("Escape")
    window.keyboard.press("Escape")
    window.get_by_role("radio", name="Public edition").check()
    expect(shown.get_by_role("button", name="Porters wrote this")).to_be_hidden()
    told.clear()
    shown.get_by_role("button", name="Edit the list").click()
    dialog.locator("button.sign").click()
    expect(dialog.get_by_role("option", name="asb-total")).to_be_attached()
    dialog.get_by_role("button", name="Leave", exact=True).click()
    assert len(told) >= 2
    assert not [text for text in told if "rail-offences-by-type" in text or "Quillhaven" in text]
    assert "rail-offences-by-type" not in window.content()


def test_a_row_is_taken_out_and_put_back(window: Page, shown: FrameLocator, project: Path, running: Preview) -> None:
    table = project / "data/public/asb-by-type.csv"
    before = table.read_bytes()
    shown.get_by_role("button", name="Edit the numbers of asb-by-type").click()
    dialog = window.get_by_role("dialog")
    dialog.get_by_role("button", name="Take out the row environment").click()
    expect(dialog.get_by_label("environment, saltmere")).to_be_disabled()
    expect(dialog.get_by_role("listitem").first).to_contain_text("higher than the sum of its parts")
    dialog.get_by_label("nuisance, saltmere").fill("many")
    expect(dialog.get_by_role("listitem").first).to_contain_text('row 2, column "saltmere": found "many"')
    expect(dialog.get_by_label("nuisance, saltmere")).to_have_attribute("aria-invalid", "true")
    window.evaluate(SCRIPT)
    assert [each["rule"] for each in run(window, outside=("iframe",))["violations"]] == []
    dialog.get_by_label("nuisance, saltmere").fill("742")
    dialog.get_by_role("button", name="Put back the row environment").click()
    expect(dialog.get_by_label("environment, saltmere")).to_be_enabled()
    window.keyboard.press("Escape")  # nothing is changed any more, so nothing is asked
    expect(dialog).to_be_hidden()
    assert table.read_bytes() == before

    shown.get_by_role("button", name="Edit the numbers of asb-by-type").click()
    dialog.get_by_role("button", name="Take out the row environment").click()
    dialog.get_by_label("total, saltmere").fill("742")
    dialog.get_by_label("total, wolder").fill("9290")
    expect(dialog.get_by_text("No problems")).to_be_visible()
    with running.follows():
        dialog.get_by_role("button", name="Save").click()
        expect(window.get_by_text("Saved: data/public/asb-by-type.csv")).to_be_visible()
    [line] = [each for each in before.splitlines(keepends=True) if each.startswith(b"environment,")]
    after = before.replace(line, b"").replace(b",873", b",742").replace(b",10223", b",9290")
    assert table.read_bytes() == after
    with running.follows():
        table.write_bytes(before)


def test_what_was_edited_is_sent_for_review(window: Page, shown: FrameLocator, project: Path, running: Preview) -> None:
    page = project / "docs/stations.md"
    before = page.read_bytes()
    for arguments in (["init", "-q"], ["add", "docs"], ["commit", "-qm", "The first"]):
        who = ["-c", "user.name=A person", "-c", "user.email=person@example.org"]
        subprocess.run(["git", "-C", project, *who, *arguments], check=True)
    try:
        shown.get_by_role("button", name=SENTENCE).click()
        window.get_by_role("dialog").get_by_role("textbox").fill("It is about stations.")
        with running.follows():
            window.get_by_role("button", name="Save").click()
            window.get_by_role("button", name="Send for review").click()
        dialog = window.get_by_role("dialog")
        expect(dialog).to_contain_text("docs/stations.md")
        dialog.get_by_label("What you changed, in a sentence").fill("A shorter beginning")
        for name, value in (("user.name", "A person"), ("user.email", "person@example.org")):
            subprocess.run(["git", "-C", project, "config", name, value], check=True)
        dialog.get_by_role("button", name="Send", exact=True).click()
        expect(window.get_by_text("Sent for review: the branch review/a-shorter-beginning")).to_be_visible()
        expect(window.get_by_role("button", name="Send for review")).to_be_visible()
    finally:
        with running.follows():
            page.write_bytes(before)
        shutil.rmtree(project / ".git")


@pytest.mark.usefixtures("unchanged")
def test_nothing_restricted_is_offered_or_shown_in_the_public_frame(window: Page, shown: FrameLocator) -> None:
    expect(shown.get_by_role("button", name="Porters wrote this")).to_be_visible()
    window.get_by_label("Compare with").select_option("public")
    beside = window.frame_locator("#other")
    expect(beside.get_by_role("button", name=SENTENCE)).to_be_visible()
    public = beside.locator("html").evaluate("top => top.outerHTML")
    assert "Quillhaven" not in public
    assert "Porters" not in public
    assert "rail-offences-by-type" not in public
    expect(beside.locator(".preview-instead").first).to_be_visible()


@pytest.mark.usefixtures("unchanged")
def test_a_window_without_the_token_reads_and_edits_nothing(browser: Browser, running: Preview) -> None:
    page = browser.new_context().new_page()
    page.goto(f"http://127.0.0.1:{running.port}/")
    expect(page.get_by_text("To edit, open the address that `assess serve --edit` printed.")).to_be_visible()
    expect(page.frame_locator("#page").get_by_role("heading", level=1)).to_be_visible()
    expect(page.frame_locator("#page").locator(".preview-edit")).to_have_count(0)
    page.context.close()


def asked_of(running: Preview) -> str:
    """An edit that would be made, were it not for who sends it."""
    page = running.post("read", {"edition": "public", "page": "stations/"})[1]
    block = page["blocks"][1]
    place = {"start": block["start"], "end": block["end"]}
    return json.dumps({"edition": "public", "page": "stations/", "digest": page["digest"], **place, "text": "Stolen."})


BELOW = "all => all.map(each => [each.textContent, each.nextElementSibling.textContent.replaceAll('¶', '')])"
POST = """async ([address, body, headers]) => {
  const asked = {method: 'POST', body, headers: headers ?? {}, mode: headers ? 'cors' : 'no-cors'};
  try {
    const answer = await fetch(address, asked);
    return answer.status;
  } catch (error) { return 'refused'; }
}"""
SUBMIT = """([address, body]) => {
  const form = Object.assign(document.createElement('form'), {action: address, method: 'post', enctype: 'text/plain'});
  form.append(Object.assign(document.createElement('input'), {name: body, value: ''}));
  document.body.append(form);
  form.submit();
}"""


@pytest.mark.usefixtures("unchanged")
def test_a_page_of_the_site_itself_cannot_write(context: BrowserContext, running: Preview) -> None:
    [window] = context.pages
    address = f"http://127.0.0.1:{running.port}/_/edit/save"
    window.frame_locator("#page").locator(".preview-edit button").first.wait_for()
    frame = window.frames[1]
    assert frame.evaluate(POST, [address, asked_of(running), None]) == 403
    assert frame.evaluate(POST, [address, asked_of(running), {"X-Assess-Edit": "guessed"}]) == 403
    with window.expect_event("console", lambda message: "form-action 'none'" in message.text):
        frame.evaluate(SUBMIT, [address, asked_of(running)])


class _Foreign(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>Elsewhere</title><body>")

    def log_message(self, *_: object) -> None:
        pass


@pytest.mark.usefixtures("unchanged")
@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_a_foreign_site_in_the_same_browser_cannot_write(context: BrowserContext, running: Preview, host: str) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Foreign)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{running.port}/_/edit/save"
    page = context.new_page()
    page.goto(f"http://{host}:{server.server_address[1]}/")
    assert page.evaluate("sessionStorage.length") == 0
    with page.expect_request(address):  # it is sent, and nothing comes of it
        assert page.evaluate(POST, [address, asked_of(running), None]) == "refused"
    assert page.evaluate(POST, [address, asked_of(running), {"X-Assess-Edit": running.token}]) == "refused"
    with page.expect_navigation():
        page.evaluate(SUBMIT, [address, asked_of(running)])
    expect(page.locator("body")).to_contain_text("The preview answers only to its own pages.")
    server.shutdown()
    server.server_close()
