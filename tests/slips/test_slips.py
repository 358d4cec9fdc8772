"""Each slip gives one problem, at its line, or comes out as its author meant: the cases are files, beside a small site.

A case says what is done to the site: `@@ append FILE`, `@@ write FILE`, `@@ replace FILE` and `@@ with`, or
`@@ save FILE ENCODING`. Then come all problems of the check, `@@ found`, and what a page holds, `@@ shown FILE`.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from markdown import Markdown

from assess.check.run import check
from assess.lint.slips.find import slips_in
from assess.project.layout import Project
from redaction.diagnostics.explanation import every_rule, explained
from redaction.diagnostics.rules import RULES, SPOILING

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases").rglob("*.slip"))
_SECTION = re.compile(r'^@@ (?P<verb>\w+)(?: (?P<path>"[^"\n]+"|\S+))?(?: (?P<how>\S+))?\n', re.MULTILINE)


@dataclass(frozen=True)
class Section:
    verb: str
    path: str
    how: str
    text: str


def sections_of(case: Path) -> list[Section]:
    text = case.read_text("utf-8")
    found = list(_SECTION.finditer(text))
    ends = [each.start() for each in found[1:]] + [len(text)]
    return [
        Section(each["verb"], (each["path"] or "").strip('"'), each["how"] or "", text[each.end() : end])
        for each, end in zip(found, ends, strict=True)
    ]


def apply(case: Path, site: Path) -> None:
    """Do to the site what a case says."""
    sections = sections_of(case)
    for section, after in zip(sections, [*sections[1:], None], strict=True):
        path = site / section.path
        if section.verb == "append":
            path.write_text(path.read_text("utf-8") + "\n" + section.text, "utf-8")
        elif section.verb == "write":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(section.text, "utf-8")
        elif section.verb == "replace":
            old, text = section.text.rstrip("\n"), path.read_text("utf-8")
            assert after is not None
            assert text.count(old) == 1, old
            path.write_text(text.replace(old, after.text.rstrip("\n")), "utf-8")
        elif section.verb == "remove":
            path.unlink()
        elif section.verb == "save":
            path.write_bytes(path.read_text("utf-8").encode(section.how))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HERE / "site", tmp_path / "site"))


def found_in(site: Path) -> list[str]:
    problems = check(Project(site), None).problems
    return [f"{each.file}:{each.line} {each.rule}" for each in problems]


def expected_of(case: Path) -> Iterator[str]:
    for section in sections_of(case):
        if section.verb == "found":
            yield from section.text.split("\n")[:-1]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.parent.name}/{case.stem}")
def test_a_slip_gives_its_problem_or_comes_out_as_meant(case: Path, site: Path) -> None:
    apply(case, site)
    assert found_in(site) == [*expected_of(case)]
    shown = [section for section in sections_of(case) if section.verb == "shown"]
    if shown:
        assert shown[0].text.strip() in html_of(site, shown[0].path)


def html_of(site: Path, page: str) -> str:
    """A page as the extensions of mkdocs.yml render it, without its macros."""
    extensions = yaml.safe_load((site / "mkdocs.yml").read_text("utf-8"))["markdown_extensions"]
    text = (site / page).read_text("utf-8").split("---\n", 2)[2]
    return str(Markdown(extensions=[*extensions, "fenced_code"], extension_configs=extensions).convert(text))


def test_the_site_itself_has_no_problem(site: Path) -> None:
    assert found_in(site) == []


def test_an_id_in_two_folders_is_told(site: Path, tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    (pack / "internal").mkdir(parents=True)
    shutil.copytree(site / "data" / "public", pack / "partner")
    told = [each.file for each in check(Project(site), pack).problems if each.rule == "dataset-twice"]
    assert told == ["partner/asb-by-type.yaml", "partner/crime-by-kind.yaml"]


def test_there_are_enough_slips_among_them_pages_pasted_from_elsewhere() -> None:
    assert len(CASES) >= 60
    assert len([case for case in CASES if case.parent.name == "pasted"]) >= 15


def test_every_rule_is_explained_and_listed() -> None:
    listed = every_rule()
    for code, rule in RULES.items():
        assert rule.asks in explained(f"[{code}]")
        assert code in listed
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)
    assert RULES.keys() >= SPOILING


# Rules that need a restricted pack, records, a spreadsheet or a build to speak: the tests that make them do.
ELSEWHERE = {
    "contradicted-count": "unit/protect/test_site_stops.py contradicted-count",
    "counts-table": "unit/protect/test_modes.py test_every_fault_of_a_table_of_counts",
    "csv-encoding": "unit/redaction/test_encodings.py found a letter in another encoding",
    "dataset-twice": "slips/test_slips.py test_an_id_in_two_folders_is_told",
    "intake-cell": "unit/new/test_new_dataset.py expected a whole number such as 120",
    "intake-file": "unit/new/test_excel_sheets.py password",
    "intake-heading": "unit/new/test_new_dataset.py two headings that make one name",
    "intake-hidden": "unit/new/cases/expected.yaml a hidden row in the table",
    "intake-merged": "unit/new/test_excel_sheets.py cells that are merged",
    "intake-sheet": "unit/new/test_excel_sheets.py found no sheet that shows something",
    "intake-table": "unit/new/test_excel_sheets.py found no table",
    "linked-file": "unit/redaction/test_reader.py a link to another place",
    "lost-address": "build/test_corrections.py which release 1 of the public edition has",
    "missing-from-pack": "unit/redaction/test_view.py which the restricted pack does not hold",
    "narrowed-count": "unit/protect/test_site_stops.py [narrowed-count]",
    "personal-data": "unit/redaction/test_personal.py telephone number",
    "picture-size": "unit/assess/test_files_under_docs.py picture_faults",
    "printed-claim": "unit/macros/test_sentences.py which prints no number",
    "protected-table": "unit/protect/test_command.py [protected-table]",
    "protection-policy": "unit/protect/test_protection_policy.py protection-policy: no top",
    "records-adjustment": "unit/intake/test_intake_counts.py records-adjustment",
    "records-declaration": "unit/intake/test_intake_faults.py [records-declaration]",
    "records-dimension": "unit/intake/test_intake_faults.py [records-dimension]",
    "records-file": "unit/intake/test_intake_faults.py [records-file]",
    "records-heading": "unit/intake/test_intake_faults.py [records-heading]",
    "records-lookup": "unit/intake/test_intake_faults.py [records-lookup]",
    "records-refused": "unit/intake/test_intake_faults.py [records-refused]",
    "records-unmatched": "unit/intake/test_intake_faults.py [records-unmatched]",
    "recipient": "build/test_sealing.py recipient",
    "same-quantity": "unit/redaction/test_same_quantity.py a difference without a note",
    "shown-count": "unit/protect/test_site_stops.py [shown-count]",
    "small-base": "unit/macros/test_typed.py a percentage of fewer than",
    "source-not-listed": "unit/redaction/test_reader.py that the source does not list",
    "withheld-link": "unit/macros/test_links.py a page that the",
}


def test_every_rule_has_a_test_that_makes_it_speak() -> None:
    spoken = {line.split(" ")[1] for case in CASES for line in expected_of(case)}
    assert ELSEWHERE.keys() == RULES.keys() - spoken
    for code, test in ELSEWHERE.items():
        file, _, said = test.partition(" ")
        assert said in (HERE.parent / file).read_text("utf-8"), code


@pytest.mark.parametrize("text", ["<!-- all of it -->\n", "\n\n<!-- all of it -->", "<script>1</script>", "", "\n"])
def test_a_text_of_nothing_but_a_comment_or_an_element_is_read_like_any_other(text: str) -> None:
    assert len(slips_in(text)) == ("<" in text)
