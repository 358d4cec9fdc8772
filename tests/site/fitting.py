"""Whether a page's text fits its window: none off the side, none cut off, none over another."""

from __future__ import annotations

from playwright.sync_api import Page

# The way past the menu stands off the side until a keyboard reaches it.
# Text in a chart is left out: charts have a test of their own.
FIND = """() => {
  const found = [];
  const say = (what, text) => found.push(`${what}: ${text.trim().replace(/\\s+/g, ' ').slice(0, 60)}`);
  const page = document.documentElement;
  if (page.scrollWidth > innerWidth) say('the page scrolls sideways', `${page.scrollWidth} px in ${innerWidth}`);
  const cuts = new Map();
  const cutting = element => {
    if (!element || element === page || element === document.body) return null;
    if (!cuts.has(element)) {
      const style = getComputedStyle(element);
      const cut = style.overflowX !== 'visible' || style.overflowY !== 'visible';
      cuts.set(element, cut ? element : cutting(element.parentElement));
    }
    return cuts.get(element);
  };
  const rolledOut = (element, box) => {
    for (let at = cutting(element); at; at = cutting(at.parentElement)) {
      const frame = at.getBoundingClientRect();
      const rolls = ['auto', 'scroll'].includes(getComputedStyle(at).overflowY);
      if (rolls && (box.top < frame.top || box.bottom > frame.bottom)) return true;
    }
    return false;
  };
  const boxes = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode()) {
    const text = texts.currentNode, parent = text.parentElement;
    if (!text.data.trim() || parent.closest('svg, script, style, noscript, .unseen, .skip-link:not(:focus)')) continue;
    if (!parent.checkVisibility({opacityProperty: true, visibilityProperty: true})) continue;
    range.selectNodeContents(text);
    const scrolls = parent.closest('[role=region][tabindex="0"]'), cut = cutting(parent);
    for (const box of range.getClientRects()) {
      if (box.width < 1 || rolledOut(parent, box)) continue;
      const frame = cut?.getBoundingClientRect();
      boxes.push({box, text});
      if (scrolls) continue;
      if (box.right > innerWidth + 1 || box.left < -1) say('off the side', text.data);
      if (frame && (box.right > frame.right + 1 || box.left < frame.left - 1 || box.bottom > frame.bottom + 3))
        say('cut off', text.data);
    }
  }
  boxes.sort((one, other) => one.box.top - other.box.top);
  boxes.forEach((one, at) => {
    for (let next = at + 1; next < boxes.length && boxes[next].box.top < one.box.bottom - 3; next++) {
      const other = boxes[next];
      const over = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      if (other.text !== one.text && over > 2) say('over another', `${one.text.data} / ${other.text.data}`);
    }
  });
  return [...new Set(found)];
}"""

# WCAG 2.2, 1.4.12
SET_WIDER_APART = """addEventListener('DOMContentLoaded', () => {
  const style = document.head.appendChild(document.createElement('style'));
  style.textContent = `* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`;
})"""


def misfits(page: Page) -> list[str]:
    """The texts of an open page that do not fit, and how."""
    found: list[str] = page.evaluate(FIND)
    return found
