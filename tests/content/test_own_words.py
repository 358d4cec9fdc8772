"""The facts are the printed document's; the sentences are this project's own.

`source-runs.txt` holds the hashed runs of eight words of the printed document, and nothing from which a
sentence could be read. `titles-and-names.txt` lists what is quoted because it is a title or a name.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from reading import hashed, prose_of, runs_of

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def printed() -> frozenset[str]:
    return frozenset((HERE / "source-runs.txt").read_text("utf-8").split())


@pytest.fixture(scope="module")
def quoted() -> dict[str, set[str]]:
    lines = (HERE / "titles-and-names.txt").read_text("utf-8").splitlines()
    return {line: set(runs_of(line)) for line in lines}


@pytest.fixture(scope="module")
def taken(sites: Path, printed: frozenset[str]) -> dict[str, str]:
    """Every run of the site that the printed document has too, with the page it stands on."""
    return {
        run: page.relative_to(sites).as_posix()
        for edition in ("public", "partner", "internal")
        for page in sorted((sites / edition).rglob("index.html"))
        for block in prose_of(page)
        for run in runs_of(block)
        if hashed(run) in printed
    }


def test_no_sentence_of_eight_words_is_the_printed_documents_own(
    taken: dict[str, str], quoted: dict[str, set[str]]
) -> None:
    allowed = set().union(*quoted.values())
    assert {run: page for run, page in taken.items() if run not in allowed} == {}


def test_every_title_and_name_on_the_list_is_still_quoted(taken: dict[str, str], quoted: dict[str, set[str]]) -> None:
    assert [line for line, runs in quoted.items() if not runs & taken.keys()] == []


def test_a_sentence_of_the_printed_document_would_be_found(printed: frozenset[str]) -> None:
    assert hashed("safeguard victims from hate crime including sex gender") in printed
    assert len(printed) > 10_000
