"""A check and a build stop where a site gives withheld counts away, and name the statement and its mend."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import pytest
from attacks import LATER, NUMBERS, WARDS, by_name, change, percent, sorted_rows, withheld
from smallest_site import write_site

from assess.build.pipeline import build
from assess.build.plan import Plan
from assess.check.run import check
from assess.load.editions import know
from assess.load.small_counts import small_count_faults
from assess.load.sources import Sources
from assess.processes.progress import Progress
from assess.project.layout import Project
from assess.project.settings import read_settings
from redaction.diagnostics.errors import ProblemsFoundError
from redaction.reader import read_policy

COLUMNS = {
    "2024": '"2024": {title: "2024", kind: count, unit: rescues}',
    "2025": '"2025": {title: "2025", kind: count, unit: rescues}',
    "share": "share: {title: Share of all, kind: percent}",
    "change": "change: {title: Change, kind: percent}",
}
POLICY = f"""\
rescues:
  threshold: 5
  width: 4
  mode: suppress
  counts: counts.csv
  trees:
    ward: {{total: [{", ".join(WARDS)}]}}
    year: {{both: ["2024", "2025"]}}
  tables:
    rescues: {{rows: ward, columns: year}}
"""


def text_of(row: str, column: str) -> str:
    if column == "share":
        return percent(row, 1) if row != "total" else "100"
    if column == "change":
        return change(row)
    year = ("2024", LATER).index(column)
    if (row, column) in withheld():
        return "[c]"
    return str(sum(numbers[year] for numbers in NUMBERS.values()) if row == "total" else NUMBERS[row][year])


@pytest.fixture
def site(tmp_path: Path) -> Project:
    return Project(write_site(tmp_path / "site").resolve())


def add(site: Project, *columns: str, rows: tuple[str, ...] = by_name()) -> Path:
    """Add the table of rescues, with some columns, to the data of a site."""
    names = ("2024", "2025", *columns)
    lines = [f"{row},{row.title()},{','.join(text_of(row, name) for name in names)}" for row in rows]
    table = site.root / "data/public/rescues.csv"
    table.write_text("\n".join([f"id,label,{','.join(names)}", *lines]) + "\n", "utf-8")
    described = ", ".join(COLUMNS[name] for name in names)
    table.with_suffix(".yaml").write_text(
        'title: Synthetic rescues\nheadline: All quiet\nplace: Northtown\nperiod: "2025"\nsources: [northtown-fire]\n'
        f"columns: {{label: {{title: Ward}}, {described}}}\nsums: [{{total: total, parts: others}}]\n",
        "utf-8",
    )
    (site.root / "redaction/protection.yml").write_text(POLICY, "utf-8")
    return table


def said(site: Project, released: Path | None = None) -> list[str]:
    return [each.line_of_report for each in check(site, None, released).problems]


def test_a_table_that_is_safe_passes(site: Project) -> None:
    add(site)
    assert said(site) == []


@pytest.mark.parametrize("column", ["share", "change"])
def test_a_column_that_gives_counts_away_is_named_with_what_to_do(site: Project, column: str) -> None:
    add(site, column)
    [problem] = said(site)
    assert problem.startswith("data/public/rescues.csv: found")
    assert f'the column "{column}"' in problem
    assert "expected a range of at least 4 for each withheld count. Write [c] in that column" in problem
    assert problem.endswith("[narrowed-count]")


def test_rows_in_order_of_size_are_named(site: Project) -> None:
    add(site, rows=sorted_rows())
    [problem] = said(site)
    assert 'the order of the rows by "2025" of "rescues"' in problem
    assert 'Sort the rows of "rescues" by name' in problem


@pytest.mark.parametrize("file", ["docs/index.md", "data/public/rescues.yaml"])
def test_a_withheld_count_that_prose_or_a_headline_types_is_named_by_its_line(site: Project, file: str) -> None:
    table = add(site)
    row, year = min(withheld())
    typed = f"{row.title()} had {NUMBERS[row][('2024', LATER).index(year)]} rescues"
    if file.endswith(".md"):
        page = site.root / file
        page.write_text(f"{page.read_text('utf-8')}\n{typed}.\n", "utf-8")
    else:
        described = table.with_suffix(".yaml")
        described.write_text(described.read_text("utf-8").replace("All quiet", typed), "utf-8")
    [problem] = said(site)
    assert problem.startswith(f"{file}, line ")
    assert problem.endswith("[typed-number]")


def test_a_build_stops_too_and_leaves_nothing(site: Project) -> None:
    add(site, "share")
    policy = read_policy(site.policy)
    out = site.root / "site"
    plan = Plan(site, read_settings(site), policy, (*policy.editions.values(),), None, out)
    with pytest.raises(ProblemsFoundError, match="a range of at least 4"):
        build(plan, Progress(io.StringIO()))
    assert not (out / "public").exists()


@pytest.mark.parametrize(("number", "rule"), [(4, "narrowed-count"), (4000, "contradicted-count")])
def test_numbers_of_the_last_release_are_known(site: Project, tmp_path: Path, number: int, rule: str) -> None:
    add(site)
    policy = read_policy(site.policy)
    [edition] = policy.editions.values()
    releases = tmp_path / "releases"
    releases.mkdir()
    row, column = min(withheld())
    ledger = releases / "public.ledger.csv"
    ledger.write_text(f"cells,value,how\r\nrescues/{row}/{column},{number},stored\r\n", "utf-8")
    digest = hashlib.sha256(ledger.read_bytes()).hexdigest()
    release = {"number": 1, "signed": "2025-05-18"}
    manifest = {"release": release, "files": {}, "edition": "public", "ledger": digest}
    (releases / "public.manifest.json").write_text(json.dumps(manifest), "utf-8")
    sources = Sources(site, policy)
    [problem] = small_count_faults(sources, know(sources, [edition]), releases)
    assert problem.rule == rule
    assert problem.file == "data/public/rescues.csv"
    assert str(number) not in problem.found.replace(str(len(WARDS)), "").replace("2024", "").split()


def test_a_small_count_that_is_shown_is_named(site: Project) -> None:
    table = add(site)
    row, column = next(place for place in sorted(withheld()) if place == ("ashcombe", "2024"))
    text = table.read_text("utf-8")
    table.write_text(text.replace(f"{row},Ashcombe,[c]", f"{row},Ashcombe,3"), "utf-8")
    assert column == "2024"
    [problem] = [each for each in said(site) if each.endswith("[shown-count]")]
    assert 'found 1 count below the threshold of "rescues", expected [c] for each. Run `assess protect`' in problem


def test_a_policy_with_a_fault_is_a_problem_of_the_check(site: Project) -> None:
    add(site)
    policy = site.root / "redaction/protection.yml"
    policy.write_text(POLICY.replace("width: 4", "width: none"), "utf-8")
    [problem] = said(site)
    assert problem.startswith("redaction/protection.yml, line 3")
