"""Whether a chart can be seen: axe does not judge what is in a picture, so this does."""

from __future__ import annotations

from playwright.sync_api import Page

# WCAG 2.2: 4.5 to 1 for text (1.4.3), 3 to 1 for the shapes that carry the data (1.4.11). Axes and grid are `line`s,
# which help the eye and carry nothing. A text stands on the last filled shape before it that holds its middle. A shape
# with a number on it, such as a tile of a map, may be pale: what it carries is then said by the number.
FIND = """() => {
  const parts = colour => {
    const [red, green, blue, alpha = 1] = colour.match(/[\\d.]+/g).map(Number);
    return {rgb: [red, green, blue], alpha};
  };
  const light = rgb => {
    const [red, green, blue] = rgb.map(part => part / 255).map(
      part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const ratio = (one, other) => {
    const [high, low] = [light(one), light(other)].sort((a, b) => b - a);
    return (high + 0.05) / (low + 0.05);
  };
  const page = element => {
    for (let at = element; at; at = at.parentElement) {
      const {rgb, alpha} = parts(getComputedStyle(at).backgroundColor);
      if (alpha === 1) return rgb;
    }
    return matchMedia('(prefers-color-scheme: dark)').matches ? [0, 0, 0] : [255, 255, 255];
  };
  const paint = (element, property, behind) => {
    const style = getComputedStyle(element);
    if (style[property] === 'none') return null;
    const {rgb, alpha} = parts(style[property]);
    let seen = alpha * style[property + 'Opacity'];
    for (let at = element; at.tagName !== 'svg'; at = at.parentElement) seen *= getComputedStyle(at).opacity;
    return rgb.map((part, at) => part * seen + behind[at] * (1 - seen));
  };
  const clearer = (fill, stroke, ground) => {
    if (!fill || !stroke) return fill ?? stroke;
    return ratio(fill, ground) < ratio(stroke, ground) ? stroke : fill;
  };
  const faint = [];
  let judged = 0;
  for (const chart of document.querySelectorAll('figure svg[role=img]')) {
    const ground = page(chart.parentElement), shapes = [];
    const where = chart.closest('figure').id;
    const judge = (colour, behind, least, name) => {
      judged += 1;
      const found = ratio(colour, behind);
      const colours = `${colour.map(Math.round)} on ${behind.map(Math.round)}`;
      if (found < least) faint.push(`${where}: ${name} has ${found.toFixed(2)} to 1, not ${least} (${colours})`);
    };
    for (const element of chart.querySelectorAll('path, rect, circle, text')) {
      const box = element.getBoundingClientRect();
      if (element.closest('defs, clipPath, mask') || box.width * box.height === 0) continue;
      if (element.tagName === 'text') {
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        const holds = ({left, right, top, bottom}) => x > left && x < right && y > top && y < bottom;
        const on = shapes.findLast(({box, fill}) => fill && holds(box));
        const behind = on?.fill ?? ground;
        if (on && /\\d/.test(element.textContent)) on.numbered = true;
        judge(paint(element, 'fill', behind) ?? behind, behind, 4.5, `the text "${element.textContent}"`);
        continue;
      }
      const fill = paint(element, 'fill', ground), stroke = paint(element, 'stroke', ground);
      if (fill || stroke) shapes.push({box, fill, colour: clearer(fill, stroke, ground), name: `a ${element.tagName}`});
    }
    for (const {colour, name, numbered} of shapes) if (!numbered) judge(colour, ground, 3, name);
  }
  return [judged, [...new Set(faint)]];
}"""


def in_charts(page: Page) -> tuple[int, list[str]]:
    """How many texts and shapes of an open page's charts were judged, and those too faint to see."""
    judged, faint = page.evaluate(FIND)
    return judged, faint
