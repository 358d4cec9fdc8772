"""The following year of a site that `assess init` wrote: what it leaves behind, and false sentences, are told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from building import replace, run_here

from assess.check.run import check
from assess.project.layout import Project

GIVEN = (
    *("--name", "Northmoor Community Safety Partnership", "--place", "Northmoor", "--year", "2025/26"),
    *(
        "--signed",
        "2026-05-18",
        "--contact",
        "safety@northmoor.example",
        "--areas",
        "Aldergate, Beck Side, Castle Hill",
    ),
    *("--kind", "ward", "--editions", "residents=all"),
)
TABLES = ("crime-by-ward", "recorded-crime")
LATEST = '  "2025-26": {title: "2025/26", kind: count, unit: offences}\n'
PAGE = "docs/crime/by-type.md"
LEFT_BEHIND = [
    ("data/all/crime-by-ward.yaml", "other-year"),
    ("data/all/headline-measures.yaml", "stale-period"),
    ("data/all/recorded-crime.yaml", "other-year"),
    ("redaction/sources.yml", "other-year"),
]


def told(site: Path) -> list[tuple[str, str]]:
    return [(each.file, each.rule) for each in check(Project(site), None).problems]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The site whose tables have got a year in which everything doubled; the numbers are synthetic."""
    code, _, err = run_here(tmp_path, "init", "site", *GIVEN)
    assert (code, err) == (0, "")
    site = tmp_path / "site"
    assert told(site) == []
    for name in TABLES:
        path = site / "data" / "all" / f"{name}.csv"
        header, *rows = path.read_text("utf-8").splitlines()
        doubled = [f"{row},{int(row.rpartition(',')[2]) * 2}" for row in rows]
        path.write_text("\n".join([f"{header},2026-27", *doubled, ""]), "utf-8")
        replace(path.with_suffix(".yaml"), LATEST, LATEST + LATEST.replace("25-26", "26-27").replace("25/26", "26/27"))
    return site


def up_to_date(site: Path) -> None:
    for file, _ in LEFT_BEHIND:
        replace(site / file, 'period: "2024/25 and 2025/26"', 'period: "2024/25 to 2026/27"')


def test_every_period_that_it_leaves_behind_is_told(site: Path) -> None:
    assert told(site) == LEFT_BEHIND


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("recorded-crime", "from: previous, to: latest", 'from: "2024-25", to: "2025-26"'),
        ("crime-by-ward", "of: latest", 'of: "2025-26"'),
        ("recorded-crime", "by: change, from: previous, to: latest", 'by: share, part: "2025-26", whole: "2024-25"'),
    ],
)
def test_a_column_worked_out_of_last_year_is_told_unless_its_title_says_when(
    site: Path, name: str, old: str, new: str
) -> None:
    up_to_date(site)
    file = f"data/all/{name}.yaml"
    replace(site / file, old, new)
    assert (file, "stale-period") in told(site)
    text = (site / file).read_text("utf-8")
    at = text.index("derived:")
    (site / file).write_text(text[:at] + re.sub(r"title: [^,]+,", 'title: "By 2025/26",', text[at:], count=1), "utf-8")
    assert (file, "stale-period") not in told(site)


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("Robbery is the only type that increased.", "unsupported-comparison"),
        ("Northmoor compares well with the county.", "unsupported-comparison"),
        ("The figures cover the year to the end of March 2026.", "stale-period"),
        (
            "Crime {{ says('fell', 'lower recorded-crime/all-crime/latest recorded-crime/all-crime/previous') }}.",
            "untrue-sentence",
        ),
        (
            "The annual report for 2025/26 says {{ n('recorded-crime', 'all-crime', 'latest') }} offences.",
            "document-period",
        ),
        (
            "{{ difference('recorded-crime', 'all-crime', 'previous', 'latest') }} offences, because of a new count.",
            "undated-reason",
        ),
    ],
)
def test_each_false_sentence_is_told_and_no_other(site: Path, sentence: str, rule: str) -> None:
    up_to_date(site)
    assert told(site) == []
    with (site / PAGE).open("a", encoding="utf-8") as page:
        page.write(f"\n{sentence}\n")
    assert told(site) == [(PAGE, rule)]
