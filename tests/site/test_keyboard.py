"""Everything on a page without a mouse: reached, seen, used and left again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from browser import fresh, settle
from playwright.sync_api import Browser, Page, expect
from served import KINDS
from walk import scheme_of

# What a keyboard must reach: of radio buttons the chosen one, and nothing in a menu that is shut.
NUMBER = """() => {
  const focusable = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')];
  const named = (name, state) => document.querySelector(`[name=${name}]${state}`);
  const chosen = ({name}) => named(name, ':checked') ?? named(name, '');
  const reached = focusable.filter(element => element.tabIndex >= 0 && !element.disabled
    && (element.type !== 'radio' || element === chosen(element))
    && element.checkVisibility({visibilityProperty: true}));
  reached.forEach((element, at) => element.numbered = at);
  return reached.map(element => element.outerHTML.slice(0, 90));
}"""

# Where the focus is, and whether it shows: an outline on the element, or on the label that stands for an unseen
# switch, inside the window and with nothing over all of it.
AT = """() => {
  const element = document.activeElement;
  if (element === document.body) return null;
  const next = element.nextElementSibling;
  const labels = element.id ? [...document.querySelectorAll(`label[for="${element.id}"]`)] : [];
  const outlined = [element, ...labels, ...(next?.tagName === 'LABEL' ? [next] : [])].find(shown => {
    const {outlineStyle: style, outlineWidth: width, outlineColor: colour} = getComputedStyle(shown);
    return shown.checkVisibility({opacityProperty: true, visibilityProperty: true})
      && style !== 'none' && parseFloat(width) >= 3 && !/^rgba.*, 0\\)$/.test(colour);
  });
  const box = (outlined ?? element).getBoundingClientRect();
  const [left, right] = [Math.max(box.left, 0), Math.min(box.right, innerWidth)];
  const [top, bottom] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  const open = [0.02, 0.25, 0.5, 0.75, 0.98].some(down => [0.02, 0.5, 0.98].some(along => {
    const over = document.elementFromPoint(left + (right - left) * along, top + (bottom - top) * down);
    return over && (outlined ?? element).contains(over);
  }));
  return {number: element.numbered ?? -1, html: element.outerHTML.slice(0, 90), shows: Boolean(outlined) && open};
}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    opened = fresh(browser, viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    yield opened
    opened.close()


def go(page: Page, hosts: dict[str, str], kind: str) -> None:
    edition, _, name = KINDS[kind].partition("/")
    page.goto(f"{hosts[edition]}{name}")
    settle(page)


def at(page: Page) -> dict[str, Any] | None:
    found: dict[str, Any] | None = page.evaluate(AT)
    return found


def tab_to(page: Page, selector: str, most: int = 12) -> None:
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{most} presses of Tab did not reach {selector}")


def walk_through(page: Page) -> tuple[list[int], list[str], list[str]]:
    """The stops of a walk to the end of the page by Tab, what it should have reached, and where no focus was seen."""
    wanted = page.evaluate(NUMBER)
    stops: list[int] = []
    unseen: list[str] = []
    for _ in range(len(wanted) + 20):
        page.keyboard.press("Tab")
        stop = at(page)
        if stop is None:
            return stops, wanted, unseen
        stops.append(stop["number"])
        if not stop["shows"]:
            settle(page)
            stop = at(page)
            unseen += [stop["html"]] if stop and not stop["shows"] else []
    pytest.fail(f"the keyboard was caught at {at(page)}")


NARROW_OR_DARK = [(320, "light"), (1280, "dark"), (320, "dark")]


@pytest.mark.parametrize(
    ("kind", "width", "colours"),
    [*((kind, 1280, "light") for kind in KINDS), *(("charts and tables", *way) for way in NARROW_OR_DARK)],
)
def test_tab_reaches_everything_in_order_is_seen_and_is_not_caught(
    page: Page, hosts: dict[str, str], kind: str, width: int, colours: Literal["light", "dark"]
) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.emulate_media(color_scheme=colours)
    go(page, hosts, kind)
    stops, wanted, unseen = walk_through(page)
    own = [stop for stop in stops if stop >= 0]
    assert [wanted[number] for number in sorted(set(range(len(wanted))) - set(own))] == []
    assert own == sorted(own), "the order is the page's own"
    assert unseen == []
    back = []
    for _ in range(6):
        page.keyboard.press("Shift+Tab")
        back.append((at(page) or {"number": None})["number"])
    assert back == stops[:-7:-1]


def test_the_walk_notices_what_it_looks_for(page: Page, hosts: dict[str, str]) -> None:
    go(page, hosts, "list of figures")
    page.evaluate("""() => {
      const [first, second, third] = document.querySelectorAll('.figure-list a');
      first.style.setProperty('outline', 'none', 'important');
      second.setAttribute('tabindex', '1');
      third.addEventListener('focus', () => third.blur());
    }""")
    wanted = page.evaluate(NUMBER)
    stops = []
    unseen = []
    for _ in wanted:
        page.keyboard.press("Tab")
        stop = at(page)
        if stop is None:
            break
        stops.append(stop["number"])
        unseen += [] if stop["shows"] else [stop["html"]]
    assert stops != sorted(stops)
    assert len(stops) < len(wanted)
    assert len(unseen) == 1


def test_the_way_out_is_four_keys_from_the_start(page: Page, hosts: dict[str, str]) -> None:
    go(page, hosts, "help box")
    for key in ("Tab", "Enter", "Tab"):
        page.keyboard.press(key)
    expect(page.get_by_role("link", name="Exit this page")).to_be_focused()
    page.route(re.compile("^https:"), lambda route: route.fulfill(body="elsewhere"))
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("^https:"))


@pytest.mark.parametrize("kind", ["charts and tables", "risk matrix"])
def test_what_is_wider_than_the_window_scrolls_by_the_arrow_keys(page: Page, hosts: dict[str, str], kind: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    go(page, hosts, kind)
    page.evaluate("document.querySelectorAll('.figure__table').forEach(details => details.open = true)")
    wide = [
        region
        for region in page.locator("article [role=region][tabindex='0']").all()
        if region.evaluate("region => region.scrollWidth > region.clientWidth + 1")
    ]
    assert wide
    for region in wide:
        region.focus()
        assert region.evaluate("region => region.scrollLeft") == 0
        page.keyboard.press("ArrowRight")
        page.wait_for_function("() => document.activeElement.scrollLeft > 0")


def test_search_opens_and_closes_and_gives_the_focus_back(page: Page, hosts: dict[str, str]) -> None:
    go(page, hosts, "home")
    box = page.get_by_role("textbox", name="Search")
    tab_to(page, ".search__field")
    page.keyboard.type("hate crime")
    results = page.locator(".search__results")
    found = results.get_by_role("link").first
    expect(found).to_be_visible(timeout=15_000)
    page.keyboard.press("ArrowDown")
    expect(found).to_be_focused()
    page.keyboard.press("Escape")
    expect(found).not_to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('nav').getAttribute('aria-label')") == "Sections"
    page.keyboard.press("Shift+Tab")
    expect(box).to_be_focused()
    expect(found).to_be_visible()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**hate-crime/**")


def test_the_colours_change_by_the_keyboard_and_back(page: Page, hosts: dict[str, str]) -> None:
    go(page, hosts, "home")
    tab_to(page, "[data-md-component=palette] button")
    first = scheme_of(page)
    for key, now in (("Enter", "light"), ("Space", "dark"), ("Space", "light")):
        page.keyboard.press(key)
        expect(page.get_by_role("button", name=f"Switch to {now} colours")).to_be_focused()
        assert (scheme_of(page) == first) == (now == "dark")
        assert at(page)["shows"]
