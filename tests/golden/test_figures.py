"""Whole figures as HTML, compared with golden files; a stub stands for the drawn chart."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from macros.charts.chart import Chart
from macros.language.site_map import PublishedPage
from macros.vocabulary.vocabulary import Vocabulary
from redaction.data.assemble import assemble
from redaction.data.csv_table import parse_csv
from redaction.data.dataset import Dataset
from redaction.data.descriptor import parse_descriptor
from redaction.diagnostics.yaml_document import parse_yaml
from redaction.policy import Edition, Policy, Source
from redaction.redact import redact
from redaction.view import View

Golden = Callable[[str, str], None]

OFFENCES = """\
title: Offences by kind
figure: "3"
headline: "Theft went {{ change('offences', 'theft', '2021', '2022') }}, more than any other"
place: Anytown & district
period: years ending March 2021 and March 2022
sources: [police, council]
highlight: theft
columns:
  label: {title: Kind of offence}
  "2021": {title: "2021", kind: count, unit: offences}
  "2022": {title: "2022", kind: count, unit: offences}
derived:
  difference: {title: Difference, by: difference, from: "2021", to: "2022"}
  change: {title: Percentage change, by: change, from: "2021", to: "2022"}
  rank: {title: Rank (1 = most), by: rank, of: "2022", only: [theft, damage, arson]}
sums:
  - total: total
    parts: [theft, damage, arson]
    differs: {"2022": 1}
    note: The printed total is 1 more than its parts.
  - {total: theft, parts: children}
notes:
  - Police recorded crime figures are not accredited official statistics.
  - "\\"Arson\\" includes attempts."
"""
OFFENCES_CSV = """\
id,parent,label,2021,2022
theft,,Theft,1200,1500
shoplifting,theft,"Shoplifting, from shops & stalls",700,900
other-theft,theft,Other theft,500,600
damage,,Damage,800,640 [p]
arson,,Arson,0,12
total,,All offences,2000,2153
"""
AWAITED = """\
title: Offences by month
figure: "4"
headline: Offences are most frequent in summer
place: Anytown & district
period: year ending March 2022
sources: [police]
awaiting: the County Police
columns:
  label: {title: Month}
  all: {title: All offences, kind: count, unit: offences}
  theft: {title: Theft, kind: count, unit: offences}
notes: [Months are those of the report.]
"""
EDITION = Edition("public", "Public edition", "everybody", ("public",), "OFFICIAL")
SOURCES = {
    "police": Source("police", "Records", "County Police", "public", "OFFICIAL", "Published.", "2022", "none stated"),
    "council": Source(
        "council", "Anytown Council", "Anytown Council", "public", "OFFICIAL", "Published.", "2022", "none"
    ),
    "hospital": Source(
        "hospital",
        'The "Ward" records',
        "City Hospital",
        "partner",
        "OFFICIAL-SENSITIVE",
        "Partners only.",
        "2022",
        "none stated",
        notice="The hospital shares these <numbers> with partners & nobody else.",
        datasets=("injuries",),
    ),
}


def dataset(name: str, yaml: str, csv: str = "") -> Dataset:
    document = parse_yaml(f"{name}.yaml", yaml)
    table = parse_csv(f"{name}.csv", csv.encode()) if csv else None
    return assemble(parse_descriptor(name, document), document, table, "public")


def stub(chart: Chart, audience: str) -> str:
    """What stands for the SVG: what was asked for."""
    marks = " ".join(f"{mark.category}={mark.label}" for mark in chart.marks)
    text = f"<text>{audience} {chart.kind}: {marks}</text>"
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="50">{text}</svg>'


@pytest.fixture(scope="module")
def view() -> View:
    policy = Policy({"public": "everybody", "partner": "partners"}, "public", SOURCES, {"public": EDITION})
    return redact([dataset("offences", OFFENCES, OFFENCES_CSV), dataset("awaited", AWAITED)], [], policy, EDITION)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("figure-with-chart.html", "{{ figure('offences', chart='grouped', of=['2021', '2022']) }}"),
        ("figure-awaited.html", "{{ figure('awaited', chart='months') }}"),
        ("withheld-notice.html", "{{ restricted('hospital') }}"),
    ],
)
def test_it_is_what_it_was(name: str, text: str, view: View, golden: Golden) -> None:
    page = PublishedPage("section/page.md", "A page")
    golden(name, Vocabulary(view, lambda: page, draw=stub, archive="anytown-public-data.zip").text(text) + "\n")
