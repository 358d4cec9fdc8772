"""A small partnership that exists nowhere: enough data to ask every macro for something."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from macros.charts.chart import Chart
from macros.language.site_map import PublishedPage, SiteMap
from macros.vocabulary.vocabulary import Vocabulary
from redaction.data.assemble import assemble
from redaction.data.csv_table import parse_csv
from redaction.data.dataset import Dataset
from redaction.data.descriptor import parse_descriptor
from redaction.diagnostics.yaml_document import parse_yaml
from redaction.policy import Edition, Policy, Source
from redaction.redact import redact
from redaction.view import Prose, View

EDITIONS = {
    "public": Edition("public", "Public edition", "everybody", ("public",), "OFFICIAL"),
    "partner": Edition("partner", "Partner edition", "partners", ("public", "partner"), "OFFICIAL-SENSITIVE"),
}

_OPEN = {"audience": "public", "marking": "OFFICIAL", "handling": "Published."}
_CLOSED = {"audience": "partner", "marking": "OFFICIAL-SENSITIVE", "handling": "Partners only."}

SOURCES = {
    source.id: source
    for source in (
        Source("police", "Records", "County Police", period="2021 and 2022", caveat="none stated", **_OPEN),
        Source("council", "Borough Council", "Borough Council", period="2022", caveat="Council homes only.", **_OPEN),
        Source(
            "hospital",
            "Ward records",
            "City Hospital",
            period="2022",
            caveat="Few and uneven.",
            notice="The hospital shares these with partners only.",
            datasets=("injuries", "injuries-by-day"),
            prose=("injury-commentary",),
            **_CLOSED,
        ),
        Source(
            "railway",
            "Railway police",
            "Railway police",
            period="2022",
            caveat="none stated",
            notice="The railway shares these with partners only.",
            datasets=("stations",),
            **_CLOSED,
        ),
    )
}

INCIDENTS = """\
title: Incidents by area
figure: "1"
headline: "North had {{ n('incidents', 'north', '2022') }} incidents"
place: Anyshire
period: 2021 and 2022
sources: [police]
highlight: south
columns:
  label: {title: Area}
  "2021": {title: "2021", kind: count, unit: incidents}
  "2022": {title: "2022", kind: count, unit: incidents}
derived:
  difference: {title: Difference, by: difference, from: "2021", to: "2022"}
  change: {title: Change, by: change, from: "2021", to: "2022"}
  share: {title: Share, by: share, part: "2022", whole: total/2022}
  rank: {title: Rank, by: rank, of: "2022", only: [north, south, east, west]}
sums:
  - {total: total, parts: [north, south, east, west]}
  - {total: north, parts: children}
notes: [Some incidents are counted twice.]
"""

INCIDENTS_CSV = """\
id,parent,label,2021,2022
north,,North,1000,1500
north-hill,north,Hill,600,900
hill-top,north-hill,Hill top,600,900
north-vale,north,Vale,400,600
south,,South,2000,1000
east,,East,500,500
west,,West,0,500
total,,All areas,3500,3500
"""

RATES = """\
title: Rates by area
headline: Rates differ
place: Anyshire
period: "2022"
sources: [council, police]
columns:
  label: {title: Area}
  people: {title: People, kind: count, unit: people}
  rate: {title: Rate, kind: number, unit: "per 1,000"}
  satisfied: {title: Satisfied, kind: percent, unit: per cent, decimals: 1}
  remark: {title: Remark}
"""

RATES_CSV = """\
id,label,people,rate,satisfied,remark
north,North,31650,47.394,61.25%,as counted
south,South,29000 [p],[low],-0.05%,[x] marks it
east,East,[x],3.2,50%,none
"""

AWAITED = """\
title: Incidents by month
figure: "2"
headline: Summer is busiest
place: Anyshire
period: "2022"
sources: [police]
awaiting: County Police
columns:
  label: {title: Month}
  all: {title: All incidents, kind: count, unit: incidents}
  night: {title: At night, kind: count, unit: incidents}
"""

CARDS = """\
title: Headline measures
headline: Headline measures
place: Anyshire
period: "2022"
sources: [police]
columns:
  label: {title: Measure}
  dataset: {title: Dataset}
  row: {title: Row}
  from: {title: From}
  to: {title: To}
  page: {title: Page}
"""

CARDS_CSV = """\
id,label,dataset,row,from,to,page
north,Incidents in North,incidents,north,2021,2022,section/page.md
all,Incidents in all,incidents,total,2021,2022,section/index.md
"""

ISSUES = """\
title: Known issues
headline: What is wrong
place: Anyshire
period: "2022"
sources: [council]
columns:
  label: {title: Issue}
  where: {title: Where}
  criterion: {title: Criterion}
  why: {title: Why}
  plan: {title: Plan}
"""

ISSUES_CSV = """\
id,label,where,criterion,why,plan
map,A map has no words,On the map page,1.1.1 Non-text Content,It was drawn by hand,Words by May
"""

ROUTES = """\
title: Where to get help
headline: Help is there
place: Anyshire
period: "2022"
sources: [council]
columns:
  label: {title: Service}
  contact: {title: Contact, safe: {by: A steward, why: They are numbers of services}}
  topics: {title: Topics}
"""

ROUTES_CSV = """\
id,label,contact,topics
danger,In danger now,Call 999,abuse fire
abuse-line,Abuse helpline,0800 000 000,abuse
"""

REPORTS = """\
title: Where to report
headline: Somebody takes it
place: Anyshire
period: "2022"
sources: [council]
columns:
  label: {title: What to report}
  routes: {title: Who takes it}
"""

REPORTS_CSV = """\
id,label,routes
fire,A fire,danger
harm,Harm to somebody,danger abuse-line
"""

RESTRICTED = """\
title: {title}
headline: "Most were {{{{ highest('{name}', 'count') }}}}"
place: Anyshire
period: "2022"
sources: [{source}]
synthetic: true
columns:
  label: {{title: Kind}}
  count: {{title: Number, kind: count, unit: cases}}
"""

RESTRICTED_CSV = "id,label,count\nfirst,First kind,71\nsecond,Second kind,29\n"

COMMENTARY = Prose(
    "injury-commentary",
    "hospital",
    "Most were {{ n('injuries', 'first', 'count') }} of the first kind.",
    first_line=4,
)


@cache
def dataset(name: str, yaml: str, csv: str = "", audience: str = "public") -> Dataset:
    """A dataset from the texts of its two files."""
    document = parse_yaml(f"{name}.yaml", yaml)
    table = parse_csv(f"{name}.csv", csv.encode()) if csv else None
    return assemble(parse_descriptor(name, document), document, table, audience)


def datasets() -> dict[str, Dataset]:
    """Every dataset, by id."""
    restricted = [
        dataset(name, RESTRICTED.format(name=name, title=title, source=source), RESTRICTED_CSV, "partner")
        for name, title, source in (
            ("injuries", "Injuries by kind", "hospital"),
            ("injuries-by-day", "Injuries by day", "hospital"),
            ("stations", "Offences at stations", "railway"),
        )
    ]
    public = [
        dataset("incidents", INCIDENTS, INCIDENTS_CSV),
        dataset("rates", RATES, RATES_CSV),
        dataset("awaited", AWAITED),
        dataset("cards", CARDS, CARDS_CSV),
        dataset("help-routes", ROUTES, ROUTES_CSV),
        dataset("report-routes", REPORTS, REPORTS_CSV),
        dataset("issues", ISSUES, ISSUES_CSV),
    ]
    return {each.id: each for each in (*public, *restricted)}


def small_view(edition: str = "public", *more: Dataset, prose: Prose = COMMENTARY, **sources: Source) -> View:
    """What an edition may know; `more` replaces or adds datasets, `sources` replaces sources."""
    known = datasets() | {each.id: each for each in more}
    readers = {"public": "everybody", "partner": "partners"}
    return redact(known.values(), [prose], Policy(readers, "public", SOURCES | sources, EDITIONS), EDITIONS[edition])


def stub(chart: Chart, audience: str) -> str:
    """An SVG in place of a drawn one; its words are the chart's own."""
    return f'<svg width="10" viewBox="0 0 10 10"><g data-a="{audience}-{len(chart.marks)}"></g></svg>'


def vocabulary(
    view: View | None = None,
    *,
    page: str = "section/page.md",
    findings: tuple[str, ...] = (),
    site: SiteMap | None = None,
    downloads: bool = False,
    draw: Callable[[Chart, str], str] = stub,
) -> Vocabulary:
    """The macros over a View, as a page sees them."""
    return Vocabulary(
        view or small_view(),
        lambda: PublishedPage(page, "A page", findings),
        site or SiteMap(),
        draw=draw,
        archive="anyshire-public-data.zip" if downloads else "",
    )


def with_descriptor(original: Dataset, **changes: object) -> Dataset:
    """A dataset whose descriptor says something else."""
    return replace(original, descriptor=replace(original.descriptor, **changes))
