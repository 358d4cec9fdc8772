"""The check tells loose numbers and sentences that the data do not bear out, wherever readers see them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from building import append, mkdocs, run_here

CRIME = Path("docs", "5-crime-and-asb", "5-1-crime.md")
IDLE = "{page: docs/index.md, text: in 40 words, reason: There were some.}"
LOOSE: tuple[tuple[str | Path, str, str, str], ...] = (
    (CRIME, "title: 5.1 Crime", "title: 5.1 Crime up 12 per cent", 'line 2: found the number "12 per cent"'),
    (CRIME, "description: Crimes", "description: All 17,070 crimes", 'line 3: found the number "17,070"'),
    (CRIME, "## Key comparators", "![Map of 14 areas](a.png)\n\n## Key comparators", 'the number "14"'),
    (CRIME, "title: 5.1 Crime", "title: 5.2 Crime", 'found the section "5.2", expected "5.1"'),
    ("mkdocs.yml", "  - Home: index.md", "  - Home of 9 towns: index.md", 'the number "9"'),
    ("glossary.yml", "Closed-circuit television:", "Closed-circuit television, 40 of them:", 'the number "40"'),
    ("data/public/asb-total.yaml", "title: All anti", "title: All 14 districts of anti", 'the number "14"'),
    ("data/public/asb-total.yaml", "No dates are printed", "In 15 areas no dates are printed", 'the number "15"'),
    ("data/public/engagement-officer-penalties.yaml", "which add up to", "or 79, which add up to", '"79"'),
    (
        "data/public/same-quantity.csv",
        "also counts incidents that are not crimes",
        "also counts 66 incidents that are not crimes",
        'line 25: found the number "66"',
    ),
    ("data/public/asb-total.yaml", "Figure 10 prints", "Figure 40 prints", 'found "figure 40"'),
)
FALSE = "The porters' lamps {{{{ says('rose', 'lower {}') }}}} at dusk.\n"
SUMMARY = Path("data", "public", "crime-summary-thurrock.csv")


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) >= 1, f"{old!r} in {path}"
    path.write_text(text.replace(old, new, 1), "utf-8")


def refused(project: Path, *arguments: str | Path) -> str:
    code, _, err = run_here(project, "check", *arguments)
    assert code == 1, err
    return err


@pytest.fixture
def worded(small: Path, root: Path) -> Path:
    """A small project, held to the committed wording."""
    wording = (root / "wording.yml").read_text("utf-8")
    (small / "wording.yml").write_text(re.sub(r"(?ms)^exempt:\n.*", "exempt: []\n", wording), "utf-8")
    return small


def test_a_loose_number_is_found_wherever_readers_see_it(project: Path) -> None:
    for path, old, new, _ in LOOSE:
        change(project / path, old, new)
    told = refused(project).splitlines()
    for path, _, _, found in LOOSE:
        assert any(line.startswith(f"{path}, line ") and found in line for line in told), found


def test_an_exemption_that_nothing_needs_is_found_where_nothing_else_is_wrong(worded: Path) -> None:
    change(worded / "wording.yml", "exempt: []\n", f"exempt:\n  - {IDLE}\n")
    assert re.search(r"(?m)^wording.yml, line \d+: found an exemption that nothing needs", refused(worded))


def test_a_change_of_data_stops_the_build_with_each_sentence_and_note_that_it_makes_false(project: Path) -> None:
    change(project / SUMMARY, "5378,2542", "5378,9999")
    change(project / "data" / "public" / "asb-by-beat.csv", "tilbury,Tilbury,348", "tilbury,Tilbury,248")
    code, _, err = run_here(project, "build", "public")
    assert code == 1
    assert "docs/5-crime-and-asb/5-3-anti-social-behaviour.md, line 6: found a sentence that is not true" in err
    assert "9999" not in err
    assert "9,999" not in err
    assert re.search("data/public/asb-by-beat.yaml, line .* caveat: found a sentence that is not true of the data", err)


def test_the_plain_preview_refuses_a_false_sentence_too(worded: Path) -> None:
    append(worded / "docs" / "index.md", FALSE.format("asb-by-type/total/thurrock asb-by-type/nuisance/thurrock"))
    built = mkdocs(worded)
    assert built.returncode != 0
    assert "a sentence that is not true of the data" in built.stdout + built.stderr


def test_what_is_wrong_in_a_restricted_text_is_told_by_its_place_alone(worded: Path) -> None:
    prose = worded / "data" / "sample" / "partner" / "prose" / "btp-commentary.md"
    append(prose, FALSE.format("btp-offences-by-month/total/all btp-offences-by-month/total/quillhaven-halt"))
    append(prose, "The porters saw 31415 lamps at dusk.")
    err = refused(worded, "--restricted", "data/sample")
    assert err.count("prose/btp-commentary.md, line") == 2
    assert "found a sentence that is not true, expected words that are" in err
    assert "found a typed number, in digits, that is not shown here" in err
    assert not any(each in err for each in ("31415", "lamps", "porters"))


def test_a_project_without_its_wording_is_refused(small: Path) -> None:
    (small / "wording.yml").unlink()
    assert "wording.yml: found no such file" in refused(small)
