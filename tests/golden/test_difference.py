"""What `assess diff` says of two small sites, a year apart."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from assess.cli.main import main

Diff = Callable[..., tuple[int, str, str]]
Golden = Callable[[str, str], None]
PAGE = '<html><head><meta name="edition" content="{}"></head><p class="marking"><strong>OFFICIAL</strong></p>{}</html>'
OLD = {
    "": """<h1>Home</h1><h2>Fires</h2>
<p>There were <data value="200" data-cell="fires/north/2021" data-formula="fires/north/latest">200</data> fires.
The most were in <data value="north" data-cell="fires/north/2021 fires/south/2021 fires/north/label" data-by="highest"
data-formula="1 of highest(fires/*/latest, 1)">North</data>. Fires are put out.</p>""",
    "areas/": """<h1>Areas</h1><p>North was <data value="25.0" data-cell="fires/north/2020 fires/north/2021"
data-by="change" data-formula="change(fires/north/previous, fires/north/latest)">up 25.0%</data>, and
<data value="2" data-cell="fires/south/2021 fires/north/2021" data-by="rank"
data-formula="rank(fires/south/latest)">lowest of 2</data> was South.</p>
<figure id="fig-1"><table><thead><tr><th>Area</th><th>2021</th></tr></thead>
<tr><th>North</th><td><data value="200" data-cell="fires/north/2021">200</data></td></tr></table></figure>""",
    "gone/": "<h1>Gone</h1><p>Words.</p>",
}
NEW = {
    "": """<h1>Home</h1><h2>Fires</h2>
<p>There were <data value="1500" data-cell="fires/north/2022" data-formula="fires/north/latest">1,500</data> fires.
The most were in <data value="south" data-cell="fires/north/2022 fires/south/2022 fires/south/label" data-by="highest"
data-formula="1 of highest(fires/*/latest, 1)">South</data>. Fires are <em>not</em> put out.</p>""",
    "areas/": """<h1>Areas</h1><p>North was <data value="-3.0" data-cell="fires/north/2021 fires/north/2022"
data-by="change" data-formula="change(fires/north/previous, fires/north/latest)">down 3.0%</data>, and
<data value="1" data-cell="fires/south/2022 fires/north/2022" data-by="rank"
data-formula="rank(fires/south/latest)">highest of 2</data> was South.</p>
<figure id="fig-1"><table><thead><tr><th>Area</th><th>2021</th><th>2022</th></tr></thead>
<tr><th>North</th><td><data value="200" data-cell="fires/north/2021">200</data></td>
<td><data value="1500" data-cell="fires/north/2022">1,500</data></td></tr></table></figure>""",
    "come/": "<h1>Come</h1><p>Words.</p>",
}


def site(folder: Path, pages: dict[str, str], edition: str = "public") -> Path:
    for address, body in pages.items():
        (folder / address).mkdir(parents=True, exist_ok=True)
        text = PAGE.format(edition, f"<article>{body}</article>")
        (folder / address / "index.html").write_text(text, "utf-8")
    return folder


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    return site(tmp_path / "old", OLD), site(tmp_path / "new", NEW)


@pytest.fixture
def diff(capsys: pytest.CaptureFixture[str]) -> Diff:
    def compare(*arguments: str | Path) -> tuple[int, str, str]:
        code = main(["diff", *map(str, arguments)])
        return (code, *capsys.readouterr())

    return compare


@pytest.mark.parametrize(("kind", "suffix"), [("text", "txt"), ("markdown", "md"), ("html", "html")])
def test_each_format_is_what_it_was(two: tuple[Path, Path], diff: Diff, kind: str, suffix: str, golden: Golden) -> None:
    code, out, _ = diff(*two, "--format", kind)
    assert code == 1
    golden(f"difference.{suffix}", out)


def test_the_same_site_has_no_differences(two: tuple[Path, Path], diff: Diff) -> None:
    assert diff(two[0], two[0]) == (0, "OFFICIAL: what changed in the public edition\n\nNothing changed.\n", "")


def test_what_turned_or_is_named_anew_comes_first_and_then_the_largest_swing(
    two: tuple[Path, Path], diff: Diff
) -> None:
    _, out, _ = diff(*two)
    was = re.findall(r"(?m)^  was (.*?), now", out)
    assert was == ["North", "up 25.0%", "200", "lowest of 2"]


def test_a_new_year_is_told_as_was_and_now_and_its_column_as_added(two: tuple[Path, Path], diff: Diff) -> None:
    _, out, _ = diff(*two)
    assert "was 200, now 1,500" in out
    added = out.partition("Numbers added")[2]
    assert "1,500 (fires/north/2022)" in added
    assert "Numbers removed" not in out


def test_a_comparison_writes_nothing(tmp_path: Path, two: tuple[Path, Path], diff: Diff) -> None:
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    diff(*two, "--format", "html")
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
