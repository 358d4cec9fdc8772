"""Every page of every edition, for readers of every ability: WCAG 2.2 AA, as far as a program can tell."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import axe
import contrast
import pytest
from browser import settle
from fitting import SET_WIDER_APART, misfits
from hosted import hosted
from playwright.sync_api import Browser, Page
from served import EDITIONS, KINDS
from walk import (
    HEIGHT,
    RULES,
    SCHEMES,
    TOGGLE,
    WAYS,
    WIDTHS,
    Walk,
    look,
    pages_of_each_kind,
    scheme_of,
    walk,
)

PLANTED = """
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
<p style="color: #bbb; background: #fff">Text too pale to read</p>
<div role="button" tabindex="0"></div>
<h6>A heading of a level far too low</h6>
<a href="#one" style="display: inline-block; width: 9px; height: 9px">a</a><a href="#two"
 style="display: inline-block; width: 9px; height: 9px">b</a>
<div style="overflow-x: auto; width: 9rem"><p style="width: 30rem">A box that scrolls, out of reach</p></div>
"""
PLANTED_RULES = {
    "image-alt",
    "color-contrast",
    "aria-command-name",
    "heading-order",
    "target-size",
    "scrollable-region-focusable",
}


@dataclass(frozen=True)
class Walked:
    """What was seen on the way, and the pages that had to be seen, each in every way."""

    seen: Walk
    wanted: set[tuple[str, str, str, int]]


@pytest.fixture(scope="module")
def walked(hosts: dict[str, str], request: pytest.FixtureRequest) -> Walked:
    """A walk; what axe could not decide is told at the end of the run."""
    pages = pages_of_each_kind(KINDS.values())
    seen = walk(pages, hosts)
    axe.note_undecided(request.config, seen.incomplete)
    return Walked(seen, {(*page, *way) for page in pages for way in WAYS})


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that faults can be planted in: its policy would forbid their styles."""
    context = browser.new_context(viewport={"width": WIDTHS[0], "height": HEIGHT}, bypass_csp=True)
    context.add_init_script(axe.SCRIPT)
    yield context.new_page()
    context.close()


def test_axe_finds_nothing_on_a_page_of_any_edition_light_and_dark_narrow_and_wide(walked: Walked) -> None:
    assert set(walked.seen.runs) == walked.wanted
    for way in WAYS:
        assert {edition for edition, _, *seen in walked.wanted if tuple(seen) == way} == set(EDITIONS)
    assert walked.seen.violations == [], axe.told(walked.seen.violations)


def test_no_page_says_anything_in_the_console_or_asks_another_host(walked: Walked) -> None:
    assert walked.seen.said == []
    assert walked.seen.asked == []


def test_every_text_fits_at_400_percent(walked: Walked) -> None:
    assert walked.seen.misfits == []


def test_every_chart_can_be_seen_light_and_dark(walked: Walked) -> None:
    assert walked.seen.judged > 0
    assert walked.seen.faint == []


@pytest.mark.parametrize("scheme", SCHEMES.values())
@pytest.mark.parametrize("width", WIDTHS)
def test_a_planted_violation_is_found(page: Page, hosts: dict[str, str], scheme: str, width: int) -> None:
    page.goto(f"{hosts['public']}")
    page.set_viewport_size({"width": width, "height": HEIGHT})
    if scheme_of(page) != scheme:
        page.locator(TOGGLE).click()
    assert scheme_of(page) == scheme
    page.locator("article").evaluate("(article, html) => article.insertAdjacentHTML('beforeend', html)", PLANTED)
    assert {each["rule"] for each in axe.run(page)["violations"]} >= PLANTED_RULES


def test_the_walk_tells_of_faults_in_every_scheme_and_width(page: Page, hosts: dict[str, str]) -> None:
    seen = Walk()
    fault = """addEventListener('DOMContentLoaded', () => {
      document.querySelector('article').insertAdjacentHTML('beforeend', `
        <p style="color: #777; background: #888">Faint</p><p style="width: 40rem">${'Far too wide '.repeat(30)}</p>`);
      const style = document.head.appendChild(document.createElement('style'));
      style.textContent = 'figure svg text, figure svg [fill] { fill: #888 !important; opacity: 0.2 }';
    })"""
    page.add_init_script(fault)
    name = KINDS["charts and tables"].removeprefix("public/")
    page.goto(f"{hosts['public']}{name}")
    look(page, "public", name, seen)
    faults = {(finding.scheme, finding.width) for finding in seen.violations if finding.rule == "color-contrast"}
    assert faults == {way for way in WAYS if set(axe.COLOURS) <= set(RULES[way])}
    assert any("the page scrolls sideways" in each for each in seen.misfits)
    assert {each.partition(", ")[2].partition(":")[0] for each in seen.faint} == set(SCHEMES.values())
    told = axe.told(seen.violations)
    assert f"public edition, page /{name}" in told
    assert 'style="color: #777' in told


@pytest.mark.parametrize("use", ["focus", "hover"])
def test_a_link_in_use_can_be_read(page: Page, hosts: dict[str, str], use: str) -> None:
    page.goto(f"{hosts['public']}{KINDS['help box'].removeprefix('public/')}")
    for _ in SCHEMES:
        for link in ("nav .md-nav__link[href]", "article p > a[href]", ".quick-exit", ".md-footer a"):
            used = page.locator(f"{link}:visible").last
            getattr(used, use)()
            used.evaluate("link => link.id = 'in-use'")
            assert axe.run(page, axe.COLOURS, inside="#in-use")["violations"] == [], (scheme_of(page), link)
            used.evaluate("link => link.removeAttribute('id')")
        page.locator(TOGGLE).click()


def test_a_word_in_the_console_and_a_request_elsewhere_are_told(sites: Path, tmp_path: Path) -> None:
    shutil.copytree(sites / "public" / "assets", tmp_path / "assets")
    shutil.copytree(sites / "public" / "search", tmp_path / "search")
    html = re.sub(r"<meta http-equiv=[^>]*>", "", (sites / "public" / "index.html").read_text("utf-8"))
    planted = """<img alt="" src="http://elsewhere.invalid/counter.gif"><script>console.warn('I say')</script></body>"""
    (tmp_path / "index.html").write_text(html.replace("</body>", planted), "utf-8")
    with hosted(tmp_path, headers=False) as host:
        seen = walk([("public", "")], {"public": host})
    assert len(seen.runs) == len(WAYS)
    assert "public/: I say" in seen.said
    assert seen.asked == ["public/: http://elsewhere.invalid/counter.gif"]


@pytest.mark.parametrize("kind", ["help box", "list of figures", "restricted"])
def test_a_rule_that_reads_no_colours_says_the_same_in_the_dark(page: Page, hosts: dict[str, str], kind: str) -> None:
    edition, _, name = KINDS[kind].partition("/")
    page.goto(f"{hosts[edition]}{name}")
    said = {}
    for _ in SCHEMES:
        settle(page)
        said[scheme_of(page)] = page.evaluate(
            """async ([colours, leftOut]) => {
              const values = axe.getRules().filter(({ruleId, tags}) => !tags.includes(colours)
                && !leftOut.includes(ruleId)).map(({ruleId}) => ruleId);
              const found = await axe.run(
                {exclude: ['[data-md-component=palette]']}, {runOnly: {type: 'rule', values}});
              return ['violations', 'incomplete', 'passes', 'inapplicable'].flatMap(
                kind => found[kind].map(({id, nodes}) => [kind, id, nodes.map(node => node.target.join(' '))]));
            }""",
            ["cat.color", list(axe.LEFT_OUT)],
        )
        page.locator(TOGGLE).click()
    assert len(said["light"]) > 50
    assert said["light"] == said["dark"]


def test_text_set_wider_apart_still_fits(page: Page, hosts: dict[str, str]) -> None:
    page.add_init_script(SET_WIDER_APART)
    for kind in KINDS.values():
        edition, _, name = kind.partition("/")
        page.goto(f"{hosts[edition]}{name}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            settle(page)
            assert page.locator("article p").first.evaluate("text => getComputedStyle(text).letterSpacing") != "normal"
            assert misfits(page) == [], (kind, width)


def test_a_text_that_does_not_fit_is_found(page: Page, hosts: dict[str, str]) -> None:
    page.goto(f"{hosts['public']}")
    assert misfits(page) == []
    page.locator("article").evaluate("""article => article.insertAdjacentHTML('beforeend', `
      <p style="width: 6rem; overflow: hidden; white-space: nowrap">A text that its box cuts off somewhere</p>
      <p>One text</p><p style="position: relative; top: -2.6em">lies over another</p>
      <p style="position: relative; left: 60rem">A text off the side</p>`)""")
    assert {each.partition(":")[0] for each in misfits(page)} == {
        "the page scrolls sideways",
        "off the side",
        "cut off",
        "over another",
    }


def test_forced_colours_leave_charts_to_be_seen(browser: Browser, hosts: dict[str, str]) -> None:
    context = browser.new_context(forced_colors="active")
    forced = context.new_page()
    for kind in KINDS.values():
        edition, _, name = kind.partition("/")
        forced.goto(f"{hosts[edition]}{name}")
        for scheme in SCHEMES.values():
            forced.emulate_media(color_scheme=scheme)
            settle(forced)
            assert forced.evaluate("matchMedia('(forced-colors: active)').matches")
            judged, faint = contrast.in_charts(forced)
            assert (judged > 0) == (forced.locator("figure svg[role=img]").count() > 0)
            assert faint == [], (kind, scheme)
    context.close()


def test_nothing_moves_for_readers_who_want_no_motion(browser: Browser, hosts: dict[str, str]) -> None:
    moving = """() => [...document.querySelectorAll('*')].filter(element => {
      const {transitionDuration: fades, animationName: name, scrollBehavior: scrolls} = getComputedStyle(element);
      return scrolls === 'smooth' || name !== 'none'
        || (getComputedStyle(element).transitionProperty !== 'none' && fades.split(', ').some(parseFloat));
    }).map(element => element.outerHTML.slice(0, 80))"""
    found = {}
    for motion in ("reduce", "no-preference"):
        context = browser.new_context(reduced_motion=motion)
        still = context.new_page()
        still.goto(f"{hosts['public']}")
        found[motion] = still.evaluate(moving)
        context.close()
    assert found["reduce"] == []
    assert found["no-preference"] != []


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_can_be_read_and_left_without_javascript(browser: Browser, hosts: dict[str, str], kind: str) -> None:
    edition, _, name = KINDS[kind].partition("/")
    context = browser.new_context(java_script_enabled=False, viewport={"width": 1280, "height": 900})
    plain = context.new_page()
    plain.goto(f"{hosts[edition]}{name}")
    assert plain.locator("h1").is_visible()
    for shown in (plain.locator("article p").first, *plain.locator("article table, article svg[role=img]").all()):
        assert shown.is_visible()
    sections = plain.get_by_role("navigation", name="Sections").get_by_role("link")
    assert sections.count() > 5
    assert sections.last.is_visible()
    plain.set_viewport_size({"width": 320, "height": 640})
    plain.locator("summary", has_text="Menu").click()
    sections.nth(3).click()  # none of these pages
    assert urlsplit(plain.url).path != f"/{name}"
    context.close()
