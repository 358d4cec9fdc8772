"""axe-core, run on an open page: every rule it has, of every level, but those with a reason not to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby
from typing import Any

import pytest
from browser import settle
from playwright.sync_api import Page

SCRIPT = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
LEFT_OUT = {
    "color-contrast-enhanced": "7 to 1 is level AAA, which is not the aim; it would double the time of the walk",
    "p-as-heading": "a guess from type sizes, called experimental by axe; a figure's headline belongs to its caption",
    "hidden-content": "it only says that something is hidden, such as the menu at this width, never that it is wrong",
}

UNDECIDED: pytest.StashKey[list[str]] = pytest.StashKey()
STRUCTURE = ("all but colours",)
COLOURS = ("colours",)
ALL = (*STRUCTURE, *COLOURS)
CHARTS = "figure svg[role=img]"  # axe cannot judge the colours of a picture; `contrast` does
# Contrast takes long, and the rows of a table look alike: the first twelve are judged, or all if they are shaded.
ROWS = "tbody tr:nth-child(n + 13):not(:has([class*=heat-]))"
RUN = """async ([leftOut, which, inside, outside, coloursOutside]) => {
  const rules = {'colours': [], 'all but colours': []};
  for (const {ruleId, tags} of axe.getRules()) if (!leftOut.includes(ruleId))
    rules[tags.includes('cat.color') ? 'colours' : 'all but colours'].push(ruleId);
  const flat = results => results.flatMap(({id, impact, help, nodes}) => nodes.map(node => ({
    rule: id,
    impact: node.impact ?? impact ?? 'unknown',
    target: node.target.flat().join(' '),
    html: node.html.replace(/\\s+/g, ' ').slice(0, 240),
    help: [help, ...[...node.any, ...node.all, ...node.none].map(check => check.message)].join('. '),
  })));
  const found = {violations: [], incomplete: []};
  for (const part of which) {
    const ran = await axe.run({include: inside, exclude: part === 'colours' ? coloursOutside : outside},
      {runOnly: {type: 'rule', values: rules[part]}, resultTypes: ['violations', 'incomplete']});
    for (const kind in found) found[kind].push(...flat(ran[kind]));
  }
  return found;
}"""


@dataclass(frozen=True)
class Finding:
    """What axe says of one element, and where it was seen."""

    edition: str
    page: str
    scheme: str
    width: int
    rule: str
    impact: str
    target: str
    html: str
    help: str

    def __str__(self) -> str:
        return (
            f"{self.edition} edition, page /{self.page}, {self.scheme}, {self.width} px wide\n"
            f"  {self.rule} ({self.impact}): {self.help}\n  at {self.target}\n  {self.html}"
        )


def run(
    page: Page, rules: Sequence[str] = ALL, *, inside: str = "html", outside: Sequence[str] = ()
) -> dict[str, list[dict[str, Any]]]:
    """The violations of an open page that has the script, and what axe could not decide.

    Nothing is judged but what `inside` names, and of that nothing in what the selectors `outside` name. Colours are
    judged neither there nor in charts, and in later rows of long tables.
    """
    settle(page)
    asked = [list(LEFT_OUT), list(rules), [inside], list(outside), [CHARTS, ROWS, *outside]]
    found: dict[str, list[dict[str, Any]]] = page.evaluate(RUN, asked)
    return found


def told(findings: Iterable[Finding], most: int = 20) -> str:
    """The findings in words: alike ones once, with the number of places."""

    def alike(finding: Finding) -> tuple[str, ...]:
        return finding.rule, finding.target, finding.html

    groups = [list(group) for _, group in groupby(sorted(findings, key=alike), alike)]
    told = [f"{group[0]}" + (f"\n  and {len(group) - 1} like it" if group[1:] else "") for group in groups]
    more = [f"... and {len(told) - most} other elements"] if len(told) > most else []
    return "\n".join([*told[:most], *more])


def note_undecided(config: pytest.Config, findings: Iterable[Finding]) -> None:
    """Count what axe could not decide, to be told at the end of the run."""
    counted = Counter((finding.rule, finding.help) for finding in findings)
    config.stash.setdefault(UNDECIDED, []).extend(
        f"{count:5} {rule}: {said}" for (rule, said), count in counted.most_common()
    )
