"""What the command says of a fault in restricted data names the place and never the value."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from building import Run

from assess.build.examine import not_rendered
from assess.render.renderer import Rendered
from macros.pages.page import PageFile

SECRETS = "473126|(?i:secretplace)|9184736"
FAULTS = [
    # a file of the pack, what is put in the place of what, and how the place must be told
    ("rail-offences-by-type.csv", "473126", "473126x", 'row 2, column "quillhaven-halt"'),
    ("rail-offences-by-type.csv", "263248", "9184736", 'column "quillhaven-halt".*sum of its parts'),
    ("rail-offences-by-type.csv", "drugs,", "Secretplace,", 'row 7, column "id"'),
    ("rail-offences-by-type.csv", "id,label,quillhaven-halt", "id,label,Secretplace", "row 1, column 3"),
    ("injuries-by-age.csv", "under-10,Under", 'under-10,"Secretplace', "quotation mark"),
    ("injuries-by-age.csv", "128969,166452", "9184736,9184736,9184736,9184736,9184736", "row 3"),
    ("injuries-by-age.yaml", 'title: "', 'title: *Secretplace "', "line 1"),
    ("injuries-by-age.yaml", 'title: "', 'title: "Secretplace" "', "line 1"),
    ("injuries-by-age.yaml", "synthetic: true", "synthetic: Secretplace", "synthetic"),
    ("prose/rail-commentary.md", "synthetic: true", "synthetic: Secretplace", "synthetic"),
]


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_pack_is_told_by_its_place_alone(
    small: Path, assess_here: Run, fault: tuple[str, str, str, str]
) -> None:
    name, old, new, place = fault
    path = small / "data" / "sample" / "partner" / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    code, _, told = assess_here(small, "check", "--restricted", "data/sample")
    assert code == 1
    stem = name.partition(".")[0]
    assert [line for line in told.splitlines() if f"partner/{stem}." in line and re.search(place, line)], told
    assert re.findall(SECRETS, told) == []


def test_a_number_that_the_renderer_quotes_is_told_only_where_a_page_says_it() -> None:
    said = ("docs/a.md: a link to '1-2-theft.md' leads nowhere", "docs/a.md: found '473126', and 'words'")
    told = not_rendered(Rendered(Path("public"), ended=False, lines=said), [PageFile("a.md", "[Theft](1-2-theft.md)")])
    assert "'1-2-theft.md'" in told
    assert "'words'" in told
    assert "something that is not shown here" in told
    assert re.findall(SECRETS, told) == []
