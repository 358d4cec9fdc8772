"""The worked example: from made-up records to pages of three editions, one table withheld in part and one rounded."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from building import ASSESS, ROOT, run

from assess.protect.check_witnesses import faults

EXAMPLE = ROOT / "worked-example"
PACK = ("--restricted", "data/sample")
TABLES = ("data/public/offences-by-kind", "data/public/calls-by-age", "data/sample/partner/thefts-by-month")
WHOLE = ("data/sample/internal/offences-whole", "data/sample/internal/calls-whole")
COUNTED = ("data/sample/internal/offences-counted", "data/sample/internal/calls-counted")
MADE = ("data/sample/records", "data/sample/lookups")


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example as it is committed, without what was made by hand in its folder."""
    place = tmp_path_factory.mktemp("example") / "records"
    made = shutil.ignore_patterns("site", ".cache", "intake", "protect", "__pycache__", "*-counted.*")
    return Path(shutil.copytree(EXAMPLE, place, ignore=made))


@pytest.fixture(scope="module")
def built(example: Path) -> Path:
    """Its site, once its records are counted and its counts protected again."""
    for step in (("intake", *PACK), ("protect", *PACK, "--check"), ("protect", *PACK), ("build", *PACK)):
        code, _, said = run(example, *step)
        assert code == 0, f"{step}: {said}"
    return example / "site"


def numbers(file: Path) -> list[str]:
    """The cells of a table, one after the other, without ids and labels."""
    with file.with_suffix(".csv").open(encoding="utf-8", newline="") as lines:
        _, *rows = csv.reader(lines)
    return [cell for row in rows for cell in row[2:]]


def read(site: Path, edition: str, dataset: str) -> str:
    """The page of an edition that shows a dataset, or nothing where none does."""
    pages = (path.read_text("utf-8") for path in sorted((site / edition).rglob("index.html")))
    return next((page for page in pages if f'id="fig-{dataset}"' in page), "")


@pytest.mark.whole
def test_records_and_tables_are_as_committed(built: Path) -> None:
    example = built.parent
    for folder in MADE:
        shutil.rmtree(example / folder)
    script = [ASSESS.with_name("python"), "data/sample/generate.py"]
    subprocess.run(script, cwd=example, check=True)
    for name in (*MADE, "data/public", *(f"{table}.csv" for table in (*TABLES, *WHOLE, *COUNTED))):
        committed = EXAMPLE / name
        for file in [committed] if committed.is_file() else sorted(committed.iterdir()):
            assert (example / file.relative_to(EXAMPLE)).read_bytes() == file.read_bytes(), file.name


@pytest.mark.whole
def test_one_table_is_withheld_in_part_one_is_rounded_and_partners_get_neither_whole(built: Path) -> None:
    project = built.parent
    shown, rounded, partner = (numbers(project / table) for table in TABLES)
    offences, calls = (numbers(project / table) for table in WHOLE)
    assert "[c]" in shown
    assert "[c]" in partner
    assert all(one in (other, "[c]") for one, other in zip(shown, offences, strict=True))
    assert not any(0 < int(number) < 5 for number in (*shown, *partner) if number != "[c]")
    assert all(int(number) % 5 == 0 for number in rounded)
    assert rounded != calls
    assert all(number.isdecimal() for number in (*offences, *calls))


@pytest.mark.whole
@pytest.mark.parametrize(
    ("edition", "sees"),
    [
        ("public", {"offences-by-kind", "calls-by-age"}),
        ("partner", {"offences-by-kind", "calls-by-age", "thefts-by-month"}),
        ("internal", {"offences-by-kind", "calls-by-age", "thefts-by-month", "offences-whole", "calls-whole"}),
    ],
)
def test_each_edition_shows_what_it_may_and_calls_all_of_it_synthetic(
    built: Path, edition: str, sees: set[str]
) -> None:
    names = [Path(table).name for table in (*TABLES, *WHOLE)]
    found = {name: page for name in names if (page := read(built, edition, name))}
    assert found.keys() == sees
    for page in found.values():
        assert "Everything here is made up" in page
        assert len(re.findall('class="synthetic"', page)) == len(re.findall('<figure class="figure"', page))


@pytest.mark.whole
def test_the_witnesses_agree_with_what_the_public_and_partners_see(built: Path) -> None:
    for measure in ("offences", "calls"):
        file = built.parent / f"data/sample/protect/{measure}.witnesses.json"
        said = json.loads(file.read_text("utf-8"))
        own = {address: cell for address, cell in said["tables"].items() if not address.startswith("thefts")}
        for tables, folder in ((own, "data/public"), ({**said["tables"]}, "")):
            kept = {address: cell for address, cell in tables.items() if folder or address not in own}
            where = built.parent / (folder or "data/sample/partner")
            file.write_text(json.dumps({**said, "tables": kept}), "utf-8")
            assert faults(str(file), str(where)) == []


@pytest.mark.whole
def test_without_the_pack_the_public_edition_is_the_same(built: Path, example: Path) -> None:
    code, _, said = run(example, "build", "public", "--out", "alone")
    assert code == 0, said
    for one in sorted(path for path in (built / "public").rglob("*") if path.is_file()):
        assert (example / "alone/public" / one.relative_to(built / "public")).read_bytes() == one.read_bytes(), one.name


def test_the_page_of_the_guide_shows_the_files_as_they_are() -> None:
    page = (ROOT / "guide/how-to/records-to-a-page.md").read_text("utf-8")
    blocks = re.findall(r'^```\w+ title="worked-example/([^"]+)"\n(.*?)^```$', page, re.MULTILINE | re.DOTALL)
    assert len(blocks) >= 5
    for file, text in blocks:
        assert text in (EXAMPLE / file).read_text("utf-8"), file
