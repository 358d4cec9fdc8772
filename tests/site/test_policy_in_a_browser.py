"""Every edition works under its content-security policy, said by the host or by the pages alone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hosted import hosted, rules_of
from playwright.sync_api import Browser, Page, Route, expect
from served import EDITIONS

# One page of each kind: the home page, figures, a heat table, help, an area, lists, and what is withheld.
KINDS = ("", "harm/harm/", "harm/risk/", "harm/hate-crime/", "areas/ward/quayside/", "about/", "stations/")
MISSING = "no-such-page/at/any/depth/"
_LISTEN = """
    window.refused = [];
    document.addEventListener("securitypolicyviolation", event => refused.push(event.violatedDirective));
"""
# What a script would have to do to get past the policy, and what stops it.
FORBIDDEN = {
    "document.body.append(Object.assign(document.createElement('script'), {text: 'ran = 1'}))": "script-src-elem",
    "document.body.insertAdjacentHTML('beforeend', '<p onclick=\"ran = 1\">')": "script-src-attr",
    "document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">')": "style-src-attr",
    "document.body.insertAdjacentHTML('beforeend', '<style>p {color: red}</style>')": "style-src-elem",
    "document.body.insertAdjacentHTML('beforeend', '<iframe src=\"/\"></iframe>')": "frame-src",
    "document.body.insertAdjacentHTML('beforeend', '<img src=\"https://example.org/x.png\">')": "img-src",
    "document.head.append(Object.assign(document.createElement('base'), {href: '/'}))": "base-uri",
    "fetch('https://example.org/').catch(() => null)": "connect-src",
}


@dataclass
class Visit:
    """A reader at a site: the page, what its console said, and what it asked for."""

    page: Page
    top: str
    said: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def to(self, name: str) -> Visit:
        """Go to a page, and wait until it is loaded."""
        self.page.goto(self.top + name)
        return self

    def refused(self) -> list[str]:
        """What the policy kept this page from doing."""
        refused: list[str] = self.page.evaluate("window.refused")
        return refused

    def hosts(self) -> set[str]:
        """The hosts that were asked for anything."""
        return {urlsplit(url).netloc for url in self.asked}

    def search(self, words: str) -> None:
        """Type into the search, as a reader does."""
        self.page.get_by_role("textbox", name="Search").press_sequentially(words, delay=10)


# Headers are made alike for all editions: a browser is shown those of one, and tests/host has a web server say them.
# The internal edition holds all kinds of content that the partner edition does.
HOSTS = [("public", "header"), ("public", "page"), ("internal", "page")]
PUBLIC = pytest.mark.parametrize("top", HOSTS[:2], ids="-".join, indirect=True)


@pytest.fixture(scope="module", params=HOSTS, ids="-".join)
def top(sites: Path, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an edition whose policy is said by the host alone, or by the pages alone."""
    edition, by = request.param
    site = sites / edition
    if by == "header":
        site = tmp_path_factory.mktemp(edition) / "site"
        shutil.copytree(sites / edition, site)
        for path in site.rglob("*.html"):
            page, found = re.subn(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", path.read_text("utf-8"))
            assert found == 1
            path.write_text(page, "utf-8")
    with hosted(site, headers=by == "header") as address:
        yield address


@pytest.fixture
def visit(browser: Browser, top: str) -> Iterator[Visit]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.add_init_script(_LISTEN)
    visit = Visit(context.new_page(), top)
    visit.page.on("console", lambda message: visit.said.append(f"{message.text} {message.location.get('url', '')}"))
    visit.page.on("pageerror", lambda error: visit.said.append(str(error)))
    visit.page.on("request", lambda request: visit.asked.append(request.url))
    yield visit
    context.close()


def test_one_page_of_each_kind_is_refused_nothing_and_asks_this_host_alone(visit: Visit) -> None:
    for name in [*KINDS, MISSING]:
        visit.to(name)
        assert visit.page.evaluate("document.documentElement.classList.contains('js')"), name
        visit.page.get_by_role("textbox", name="Search").focus()
        assert visit.refused() == [], name
    assert visit.hosts() == {urlsplit(visit.top).netloc}
    missing = f"{visit.top}{MISSING}"
    assert [line for line in visit.said if not line.endswith(missing)] == []
    assert len(visit.said) == 1  # the browser's own words on a page that is not found


def test_search_the_colours_and_the_way_out_work(visit: Visit) -> None:
    visit.to("harm/harm/").search("Quayside")
    expect(visit.page.locator(".search__result mark").first).to_have_text("Quayside", timeout=15_000)
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url(re.compile("/ward/quayside/"))
    visit.page.get_by_title("Switch to dark colours").click()
    assert visit.page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    visit.to("harm/hate-crime/").search("zzzz")
    expect(visit.page.locator(".search__status")).to_have_text(re.compile("No results"), timeout=15_000)
    assert visit.page.locator(".search__nothing").get_by_role("link", name="Where to get help").is_visible()
    visit.page.keyboard.press("Enter")
    assert visit.page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    assert (visit.refused(), visit.said) == ([], [])
    assert visit.hosts() == {urlsplit(visit.top).netloc}
    left: list[str | None] = []

    def answer(route: Route) -> None:
        left.append(route.request.headers.get("referer"))
        route.fulfill(body="elsewhere")

    visit.page.context.route(re.compile("^https:"), answer)
    visit.page.keyboard.press("Escape")
    visit.page.get_by_role("link", name="Exit this page").click()
    visit.page.wait_for_url(re.compile("^https:"))
    assert left == [None]


@PUBLIC
def test_what_the_pages_never_do_is_refused(visit: Visit) -> None:
    for script, directive in FORBIDDEN.items():
        visit.to("").page.evaluate(script)
        visit.page.wait_for_function("window.refused.length > 0", timeout=5_000)
        assert set(visit.refused()) == {directive}
        assert visit.page.evaluate("window.ran") is None


@PUBLIC
def test_links_load_whole_pages_and_single_letters_do_nothing_outside_of_a_field(visit: Visit) -> None:
    """Material's "instant" loading would keep one page's policy and scripts for all."""
    visit.to("harm/")
    visit.page.evaluate("window.same = true")
    visit.page.get_by_role("article").get_by_role("link", name="3.1 Harm by kind and area").first.click()
    visit.page.wait_for_url("**/harm/harm/")
    assert visit.page.evaluate("window.same") is None
    before = visit.page.url
    for key in ("n", "p", ".", ",", "s", "f", "/"):
        visit.page.keyboard.press(key)
    assert visit.page.url == before
    assert visit.page.evaluate("document.activeElement === document.body")


def test_every_address_has_one_policy_and_only_a_chart_alone_may_be_framed(sites: Path) -> None:
    site, rules = sites / "public", rules_of(sites / "public")
    shown = [path for path in site.rglob("*") if path.is_file() and path.name not in ("_headers", "_redirects")]
    files = [f"/{path.relative_to(site).as_posix()}" for path in shown]
    for address in ["/", *files, *(name.removesuffix("index.html") for name in files)]:
        fitting = [said for pattern, said in rules.items() if fnmatchcase(address, pattern)]
        policies = [said["Content-Security-Policy"] for said in fitting if "Content-Security-Policy" in said]
        assert len(policies) == 1, address
        assert ("frame-ancestors 'none'" in policies[0]) != address.startswith("/embed/"), address


@pytest.mark.parametrize("edition", EDITIONS)
def test_only_the_public_edition_may_be_listed_and_kept(sites: Path, edition: str) -> None:
    rules = rules_of(sites / edition)
    everywhere = rules["/*"]
    served = (sites / f"{edition}.nginx.conf").read_text("utf-8")
    for name, value in everywhere.items():
        if name != "Cache-Control":
            assert f'add_header {name} "{value}" always;' in served
    if edition == "public":
        assert "X-Robots-Tag" not in everywhere
        assert "no-store" not in served
        kept = [name for name, said in rules.items() if "Cache-Control" in said]
        assert all((sites / edition / name.removeprefix("/")).is_file() for name in kept)
    else:
        assert everywhere["X-Robots-Tag"] == "noindex, nofollow, noarchive"
        assert everywhere["Cache-Control"] == "private, no-store"
        assert list(rules) == ["/*"]
        assert "max-age" not in served
