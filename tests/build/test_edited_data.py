"""Somebody edits a CSV: what is right passes the whole check, and each fault is one problem, whatever rests on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.check.run import check
from assess.project.layout import Project

CSV = "data/public/asb-by-type.csv"
FIRST = b"nuisance,ASB \xe2\x80\x93 Nuisance,9290,742"

# What the first row becomes, and what the one problem says; nothing where the edit is right.
EDITS = {
    "thousands": (FIRST.replace(b"9290", b'"9,290"'), ""),
    "no-break space": (FIRST.replace(b"9290", b"9\xc2\xa0290"), ""),
    "space and quotation marks": (FIRST.replace(b"9290", b' "9,290"'), ""),
    "carriage returns": (FIRST + b"\r\r", ""),
    "asterisk": (FIRST.replace(b"9290", b"*"), "[c] for a number that is withheld"),
    "below five": (FIRST.replace(b"742", b"<5"), "[c] for a number that is withheld"),
    "brackets": (FIRST.replace(b"742", b"(742)"), "with a minus sign, without brackets"),
    "pounds": (FIRST.replace(b"742", b"\xc2\xa3742"), "without the pound sign"),
    "two codes": (FIRST.replace(b"742", b"742 [r] [p]"), "Write one code"),
    "note": (FIRST.replace(b"742", b"742 [note 1]"), "Put a note beside the name"),
    "error of a formula": (FIRST.replace(b"742", b"#DIV/0!"), "Correct the formula"),
    "shortened": (FIRST.replace(b"742", b"1.2E+02"), "The spreadsheet shortened the number"),
    "invisible": (FIRST.replace(b"742", b"742\xe2\x80\x8b"), "an invisible character"),
    "per cent in a count": (FIRST.replace(b"742", b"31%"), "`kind: percent`"),
    "blank": (FIRST.replace(b"742", b""), "a code such as [x]"),
    "a cell too many": (FIRST.replace(b"9290", b"9,290"), "needs quotation marks"),
    "Mac Roman in one line": (FIRST.replace(b"\xe2\x80\x93", b"\xd0"), "or a file in two of them"),
    "lost letter": (FIRST.replace(b"\xe2\x80\x93", b"\xef\xbf\xbd"), "a letter that was lost"),
    "read twice": (FIRST.replace(b"\xe2\x80\x93", "\u00e2\u20ac\u201c".encode()), "read in one encoding"),
    "month made a date": (FIRST.replace(b"ASB \xe2\x80\x93 Nuisance", b"Sep-21"), "a month in full"),
    "wrong total": (FIRST.replace(b"9290", b"9291"), "the sum of its parts"),
    "single withheld": (FIRST.replace(b"9290", b"[c]"), "not withheld by its [c]"),
    "id twice": (FIRST.replace(b"nuisance,", b"environment,"), "that no other row has"),
    "postcode": (FIRST.replace(b"ASB \xe2\x80\x93 Nuisance", b"RM17 6SL"), "looks like a postcode"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edit_of_a_csv_passes_or_is_one_problem(small: Path, edit: str) -> None:
    path = small / CSV
    before = path.read_bytes()
    line, says = EDITS[edit]
    assert FIRST in before
    path.write_bytes(before.replace(FIRST, line))
    problems = [str(each) for each in check(Project(small.resolve()), None).problems]
    if not says:
        assert problems == []
    else:
        assert [says in each for each in problems] == [True], problems
        assert all("RM17" not in each for each in problems)
