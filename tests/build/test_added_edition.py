"""A partnership adds an audience and an edition of its own: health partners, who may see injuries but not trains.

Nothing is edited but the two policy files, and the infirmary's files are moved to the new audience's folder.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from building import Run, differing, files, move, small_project

STATIONS = "stations/index.html"
HOSPITAL = "hospital/index.html"
HEALTH = """\
  health:
    name: Health edition
    readers: health partners
    audiences: [public, health]
    marking: OFFICIAL-SENSITIVE
    handling: For health partners only.
"""
EDITS = {
    "editions.yml": [
        ("\naudiences:\n", "\naudiences:\n  health: Health partners\n"),
        ("audiences: [public, partner]", "audiences: [public, health, partner]"),
        ("audiences: [public, partner, internal]", "audiences: [public, health, partner, internal]"),
        ("\n  internal:\n    name", f"\n{HEALTH}  internal:\n    name"),
    ],
    "sources.yml": [
        (
            "Saltmere Infirmary\n  audience: partner",
            "Saltmere Infirmary\n  audience: health",
        ),
    ],
}


def _may_be_named(path: Path, name: str) -> None:
    """Declare a name of the partners' as one of health's."""
    line = f'  - "{name}"\n'
    text = path.read_text("utf-8")
    assert line in text
    path.write_text(f"{text.replace(line, '')}health:\n{line}", "utf-8")


@dataclass(frozen=True)
class Built:
    """The sites before and after the edition was added."""

    before: Path
    after: Path


@pytest.fixture(scope="module")
def built(chart_cache: Path, tmp_path_factory: pytest.TempPathFactory, assess_here: Run) -> Built:
    """Sites of a project as committed, and of one with an edition more."""
    before = small_project(tmp_path_factory.mktemp("before") / "project", chart_cache)
    after = small_project(tmp_path_factory.mktemp("after") / "project", chart_cache)
    assert assess_here(before, "build", "public", "partner", "--restricted", "data/sample")[0] == 0
    for file, edits in EDITS.items():
        path = after / "redaction" / file
        text = path.read_text("utf-8")
        for old, new in edits:
            assert text.count(old) == 1, old
            text = text.replace(old, new)
        path.write_text(text, "utf-8")
    pack = after / "data" / "sample"
    move("injuries-*", pack / "partner", pack / "health")
    move("injuries-*", pack / "partner" / "prose", pack / "health" / "prose")
    _may_be_named(pack / "sensitive.yml", "Larkspurrow Infirmary")
    code, out, err = assess_here(after, "build", "public", "partner", "health", "--restricted", "data/sample")
    assert (code, err) == (0, "")
    assert out.count("audit passed") == 3
    return Built(before / "site", after / "site")


def test_it_shows_the_hospitals_numbers_and_prose(built: Built) -> None:
    page = (built.after / "health" / HOSPITAL).read_text("utf-8")
    assert ">6,502,463</data>" in page
    assert "Larkspurrow" in page
    assert 'class="withheld"' not in page
    assert (built.after / "health" / "downloads" / "injuries-by-age.csv").is_file()


def test_it_has_the_notice_of_the_transport_police_and_none_of_their_numbers(built: Built) -> None:
    page = (built.after / "health" / STATIONS).read_text("utf-8")
    assert page.count('<aside class="withheld" data-source="rail-police"') == 1
    everything = b"".join(files(built.after / "health").values())
    assert b"Quillhaven" not in everything
    assert b"rail-offences" not in everything


def test_every_page_carries_its_mark_and_marking(built: Built) -> None:
    for page in (built.after / "health").rglob("*.html"):
        text = page.read_text("utf-8")
        assert '<meta name="edition" content="health">' in text
        assert text.count("<strong>OFFICIAL-SENSITIVE</strong> Health edition. For health partners only.") == 2


@pytest.mark.parametrize("edition", ["public", "partner"])
def test_the_other_editions_stay_as_they_were(built: Built, edition: str) -> None:
    assert differing(files(built.before / edition), files(built.after / edition)) == []
