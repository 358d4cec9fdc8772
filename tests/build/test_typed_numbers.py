"""The check tells loose numbers and sentences that the data do not bear out, wherever readers see them."""

from __future__ import annotations

from pathlib import Path

from building import append, run
from test_root_site import mkdocs

CRIME = Path("docs", "5-crime-and-asb", "5-1-crime.md")
IDLE = "{page: docs/index.md, text: in 40 words, reason: There were some.}"
LOOSE: tuple[tuple[str | Path, str, str, str], ...] = (
    (CRIME, "title: 5.1 Crime", "title: 5.1 Crime up 12 per cent", 'line 2: found the number "12 per cent"'),
    (CRIME, "description: Crimes", "description: All 17,070 crimes", 'line 3: found the number "17,070"'),
    (CRIME, "## Key comparators", "![Map of 14 areas](a.png)\n\n## Key comparators", 'the number "14"'),
    (CRIME, "title: 5.1 Crime", "title: 5.2 Crime", 'found the section "5.2", expected "5.1"'),
    ("mkdocs.yml", "  - Home: index.md", "  - Home of 9 towns: index.md", 'the number "9"'),
    ("glossary.yml", "Closed-circuit television:", "Closed-circuit television, 40 of them:", 'the number "40"'),
    ("data/public/asb-total.yaml", "title: Anti", "title: 14 districts of anti", 'the number "14"'),
    ("data/public/asb-total.yaml", "No dates are printed", "In 15 areas no dates are printed", 'the number "15"'),
    ("data/public/engagement-officer-penalties.yaml", "which add up to", "or 79, which add up to", '"79"'),
    (
        "data/public/accessibility-issues.csv",
        "At the top of every page",
        "At the top of all 66 pages",
        'line 2: found the number "66"',
    ),
    ("data/public/asb-total.yaml", "Figure 10 prints", "Figure 40 prints", 'found "figure 40"'),
    ("wording.yml", "exempt:\n", f"exempt:\n  - {IDLE}\n", "an exemption that nothing needs"),
)
SUMMARY = Path("data", "public", "crime-summary-thurrock.csv")


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert text.count(old) >= 1, f"{old!r} in {path}"
    path.write_text(text.replace(old, new, 1), "utf-8")


def refused(project: Path, *arguments: str | Path) -> str:
    code, _, err = run(project, "check", *arguments)
    assert code == 1, err
    return err


def test_a_loose_number_is_found_wherever_readers_see_it(project: Path) -> None:
    for path, old, new, _ in LOOSE:
        change(project / path, old, new)
    told = refused(project).splitlines()
    for path, _, _, found in LOOSE:
        assert any(line.startswith(f"{path}, line ") and found in line for line in told), found


def test_a_change_of_data_that_makes_a_sentence_false_stops_the_build_with_the_sentence(project: Path) -> None:
    change(project / SUMMARY, "5378,2542", "5378,9999")
    code, _, err = run(project, "build", "public")
    assert code == 1
    assert "docs/5-crime-and-asb/5-3-anti-social-behaviour.md, line 6: found a sentence that is not true" in err
    assert '"The assessment rates this as {{ says(' in err
    assert "9999" not in err
    assert "9,999" not in err


def test_the_plain_preview_refuses_a_false_sentence_too(project: Path) -> None:
    change(project / SUMMARY, "5378,2542", "5378,9999")
    built = mkdocs(project)
    assert built.returncode != 0
    assert "a sentence that is not true of the data" in built.stdout + built.stderr


def test_a_restricted_sentence_is_told_by_its_place_alone(project: Path) -> None:
    prose = project / "data" / "sample" / "partner" / "prose" / "btp-commentary.md"
    calls = "{{ says('rose', 'lower btp-offences-by-month/total/all btp-offences-by-month/total/quillhaven-halt') }}"
    append(prose, f"The porters' lamps {calls} at dusk.")
    err = refused(project, "--restricted", "data/sample")
    assert "prose/btp-commentary.md, line" in err
    assert "found a sentence that is not true, expected words that are" in err
    assert "lamps" not in err


def test_a_typed_number_of_a_restricted_text_is_told_by_its_place_alone(project: Path) -> None:
    prose = project / "data" / "sample" / "partner" / "prose" / "btp-commentary.md"
    append(prose, "The porters saw 31415 lamps at dusk.")
    err = refused(project, "--restricted", "data/sample")
    assert "prose/btp-commentary.md, line" in err
    assert "found a typed number, in digits, that is not shown here" in err
    assert not any(each in err for each in ("31415", "lamps", "porters"))


def test_new_data_that_makes_a_note_false_stops_the_check_with_the_note(project: Path) -> None:
    change(project / "data" / "public" / "asb-by-beat.csv", "tilbury,Tilbury,348", "tilbury,Tilbury,248")
    err = refused(project)
    assert "data/public/asb-by-beat.yaml, line " in err
    assert "notes > 2: found a sentence that is not true of the data" in err


def test_a_project_without_its_wording_is_refused(project: Path) -> None:
    (project / "wording.yml").unlink()
    assert "wording.yml: found no such file" in refused(project)
