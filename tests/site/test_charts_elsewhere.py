"""A chart alone in a frame of another site, as a browser shows it, and everything else, which it does not."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import axe
import pytest
from browser import fresh
from hosted import hosted
from playwright.sync_api import Browser, Page

ALONE = "embed/asb-total/"
SHOWN = "The chart is shown"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def site(sites: Path) -> Iterator[str]:
    with hosted(sites / "public") as address:
        yield address


@pytest.fixture(scope="module")
def elsewhere(site: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Pages of another site that frame one of ours, NAME.html each."""
    folder = tmp_path_factory.mktemp("elsewhere")
    framed = {"chart": ALONE, "page": "disorder/", "home": "", "download": "downloads/asb-total.svg"}
    for name, address in framed.items():
        frame = f'<iframe src="{site}{address}" title="A frame" width="100%" height="700"></iframe>'
        (folder / f"{name}.html").write_text(f"<!doctype html><title>Another site</title>{frame}", "utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = fresh(browser, viewport={"width": 600, "height": 800})
    yield opened
    opened.close()


def test_another_site_shows_a_chart_with_its_caveat_its_source_and_the_way_back(page: Page, elsewhere: str) -> None:
    page.goto(f"{elsewhere}chart.html")
    frame = page.frame_locator("iframe")
    assert frame.locator("h1").is_visible()
    assert frame.locator(".figure__chart svg").is_visible()
    assert frame.get_by_text("Source: ").is_visible()
    table = frame.get_by_role("table")
    assert not table.is_visible()
    frame.get_by_text("Show the table").click()
    assert table.is_visible()
    frame.get_by_role("link", name="see this figure on its page").click()
    page.wait_for_url("**/#fig-*")
    assert page.locator(".md-header").is_visible()


@pytest.mark.parametrize("name", ["page", "home", "download"])
def test_another_site_shows_nothing_else(page: Page, elsewhere: str, name: str) -> None:
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(f"{elsewhere}{name}.html")
    assert page.frames[1].url == "chrome-error://chromewebdata/"
    assert any("frame-ancestors 'none'" in line for line in said)


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_chart_alone_is_whole_small_and_accessible(page: Page, site: str, width: int) -> None:
    page.add_init_script(axe.SCRIPT)
    weight: list[int] = []
    page.on("response", lambda response: weight.append(len(response.body())))
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{site}{ALONE}", wait_until="networkidle")
    assert page.locator("script").count() == 0
    assert sum(weight) < 150_000
    page.get_by_text("Show the table").click()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe.run(page)["violations"] == []


def test_a_reader_copies_code_that_names_this_very_site(page: Page, site: str) -> None:
    page.goto(site)
    figure = page.locator("figure", has=page.locator(".figure__embed")).first
    figure.get_by_text("Embed this chart").click()
    code = figure.locator(".figure__code").inner_text()
    assert f'src="{site}{ALONE}"' in code
    assert figure.locator(".figure__site").count() == 0


@pytest.mark.parametrize("edition", ["partner", "internal"])
def test_an_edition_for_some_readers_has_no_chart_alone_and_offers_none(sites: Path, edition: str) -> None:
    assert (sites / "public" / "embed").is_dir()
    assert not (sites / edition / "embed").exists()
    assert all("figure__embed" not in path.read_text("utf-8") for path in (sites / edition).rglob("*.html"))
