"""What the command says of a fault in restricted data names the place and never the value."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from leaking import AssessHere

SECRETS = "473126|(?i:secretplace)|9184736"
FAULTS = [
    # a file of the pack, what is put in the place of what, and how the place must be told
    ("btp-offences-by-type.csv", "473126", "473126x", 'row 2, column "quillhaven-halt"'),
    ("btp-offences-by-month.csv", "291353", "9184736", 'column "quillhaven-halt".*sum of its parts'),
    ("raptor-outcomes.csv", "charged,", "Secretplace,", 'row 2, column "id"'),
    ("raptor-lines-by-area.csv", "id,label,active", "id,label,Secretplace", "row 1, column 3"),
    ("iquanta-rates.csv", "violence,Violence", 'violence,"Secretplace', "quotation mark"),
    ("iquanta-trend.csv", "49.244,49.619", "9184736,9184736,9184736,9184736,9184736", "row 2"),
    ("ae-attendances-by-age.yaml", 'title: "', 'title: *Secretplace "', "line 1"),
    ("ae-attendances-by-month.yaml", 'title: "', 'title: "Secretplace" "', "line 1"),
    ("ae-attendances-by-weapon.yaml", "synthetic: true", "synthetic: Secretplace", "synthetic"),
    ("prose/btp-commentary.md", "synthetic: true", "synthetic: Secretplace", "synthetic"),
]


@pytest.fixture
def told(small: Path, assess_here: AssessHere) -> str:
    """What is said of a pack with all these faults."""
    for name, old, new, _ in FAULTS:
        path = small / "data" / "sample" / "partner" / name
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")
    code, _, err = assess_here(small, "check", "--restricted", "data/sample")
    assert code == 1
    return err


def test_a_fault_in_the_pack_is_told_by_its_place_alone(told: str) -> None:
    lines = told.splitlines()
    for name, _, _, place in FAULTS:
        stem = name.partition(".")[0]
        assert [line for line in lines if f"partner/{stem}." in line and re.search(place, line)], f"{name}: {place}"
    assert re.findall(SECRETS, told) == []
