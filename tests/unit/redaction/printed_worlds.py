"""A small partnership's counts, and what a document might have printed of them."""

from __future__ import annotations

from specimens import dataset, policy, source

from redaction.reconciliation.claims import Judged, judged_claims
from redaction.redact import redact
from redaction.view import View

CRIMES = """\
title: Crimes
figure: "1"
headline: A finding
place: Anyshire
period: "2022"
sources: [storm]
columns:
  label: {title: Area}
  "2021": {title: "2021", kind: count, unit: crimes}
  "2022": {title: "2022", kind: count, unit: crimes}
sums:
  - {total: total, parts: others}
"""

CRIMES_CSV = """\
id,label,2021,2022
north,North,200,250
south,South,400,300
east,East,100,100
west,West,100,100
other,Other,0,50
total,Total,800,800
"""

ANSWERS = """\
title: Answers
headline: A finding
place: Anyshire
period: "2022"
sources: [storm]
columns:
  label: {title: Answer}
  before: {title: Before, kind: percent, unit: per cent}
  after: {title: After, kind: percent, unit: per cent}
"""

ANSWERS_CSV = "id,label,before,after\nyes,Yes,40.3,50\nno,No,30.4,[x]\nmaybe,Maybe,29.2,20\n"

CLAIMS = """\
title: Claims
headline: A finding
place: Anyshire
period: "2022"
sources: [storm]
columns:
  label: {title: What}
  page: {title: Page}
  figure: {title: Figure}
  place: {title: Place}
  printed: {title: Printed}
  expression: {title: Expression}
"""

LINKS = """\
title: Links
headline: A finding
place: Anyshire
period: "2022"
sources: [storm]
columns:
  label: {title: Quantity}
  one: {title: One}
  other: {title: Other}
  apart: {title: Apart}
  reason: {title: Reason}
  note: {title: Note}
"""

BEATS = """\
title: Beats
figure: "2"
headline: A finding
place: Anyshire
period: "2022"
sources: [storm]
columns:
  label: {title: Beat}
  count: {title: Count, kind: count, unit: crimes}
"""

BEATS_CSV = "id,label,count\nnorth,North beat,240\nsouth,South beat,300\n"

Row = tuple[str, str]


def view_of(claims: list[Row] = [], links: list[str] = [], *, figure: str = "text", crimes: str = CRIMES_CSV) -> View:  # noqa: B006  # never changed
    """A View of the counts, with claims as what was printed and its expression, and links as CSV rows."""
    datasets = [
        dataset(crimes, name="crimes", base=CRIMES),
        dataset(ANSWERS_CSV, name="answers", base=ANSWERS),
        dataset(BEATS_CSV, name="beats", base=BEATS),
    ]
    if claims:
        rows = [f'c{number},What,a.md,{figure},Column,"{text}",{made}\n' for number, (text, made) in enumerate(claims)]
        csv = "id,label,page,figure,place,printed,expression\n" + "".join(rows)
        datasets.append(dataset(csv, name="printed-claims", base=CLAIMS))
    if links:
        csv = "id,label,one,other,apart,reason,note\n" + "".join(f"{row}\n" for row in links)
        datasets.append(dataset(csv, name="same-quantity", base=LINKS))
    rules = policy(source("storm"))
    return redact(datasets, (), rules, rules.editions["public"])


def judged(*claims: Row, links: list[str] = [], figure: str = "text") -> tuple[Judged, ...]:  # noqa: B006  # never changed
    """The claims of a View, judged."""
    return judged_claims(view_of(list(claims), links, figure=figure))
