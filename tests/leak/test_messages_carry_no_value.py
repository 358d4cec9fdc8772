"""What the command says of a fault in restricted data names the place and never the value."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Assess = Callable[..., subprocess.CompletedProcess[str]]
VALUES = ("473126", "Secretplace", "secretplace", "9184736")


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("btp-offences-by-type.csv", "473126", "473126x", 'row 2, column "quillhaven-halt"'),
        ("btp-offences-by-type.csv", "473126", "9184736", "line"),  # its total no longer adds up
        ("btp-offences-by-type.csv", "theft,", "Secretplace,", 'row 2, column "id"'),
        ("btp-offences-by-type.csv", "id,label,quillhaven-halt", "id,label,Secretplace", "row 1, column 3"),
        ("btp-offences-by-type.csv", "theft,Theft", 'theft,"Theft', "btp-offences-by-type.csv"),
        ("btp-offences-by-type.csv", "theft,Theft", "theft,Theft,Secretplace", "row 2"),
        ("btp-offences-by-type.yaml", 'title: "', 'title: *Secretplace "', "line 1"),
        ("btp-offences-by-type.yaml", 'title: "', 'title: !Secretplace ["', "line 1"),
        ("btp-offences-by-type.yaml", "synthetic: true", "synthetic: Secretplace", "synthetic"),
        ("btp-offences-by-type.yaml", "synthetic: true", "Secretplace: true", "btp-offences-by-type.yaml"),
        ("prose/btp-commentary.md", "synthetic: true", "synthetic: Secretplace", "synthetic"),
    ],
)
def test_a_fault_in_the_pack_is_told_by_its_place_alone(
    assess: Assess, project: Path, *, file: str, old: str, new: str, place: str
) -> None:
    path = project / "data" / "sample" / "partner" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    told = assess("build", "partner", "--restricted", "data/sample")
    assert told.returncode == 1
    assert path.name in told.stderr
    assert place in told.stderr
    assert [value for value in VALUES if value in told.stderr] == []
    assert "Traceback" not in told.stderr


def test_a_page_that_cannot_be_rendered_is_told_without_what_is_on_it(assess: Assess, project: Path) -> None:
    prose = project / "data" / "sample" / "partner" / "prose" / "btp-commentary.md"
    prose.write_text(f"{prose.read_text('utf-8')}\nSecretplace had 9184736 of them: [see](nowhere.md).\n", "utf-8")
    told = assess("build", "partner", "--restricted", "data/sample")
    assert told.returncode == 1
    assert "5-4-railway-stations" in told.stderr
    assert [value for value in VALUES if value in told.stderr] == []
