"""Every number in the notes of the open data is worked out again, by code of its own, to the same text."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.lineage.ledger import Origins, trace
from assess.lineage.page_reader import read_page
from assess.load.editions import policy_of
from assess.project.layout import Project
from macros.vocabulary.sentences import in_html
from redaction.reader import read_folder
from redaction.redact import redact
from redaction.view import View

NOTES = 30  # at least so many hold numbers, so that the test tries something


@pytest.fixture(scope="module")
def view(root: Path) -> View:
    project = Project(root)
    policy = policy_of(project)
    folder = read_folder(project.open_data(policy), "data", policy.open_audience, policy)
    edition = next(each for each in policy.editions.values() if each.audiences == (policy.open_audience,))
    return redact(folder.datasets, folder.prose, policy, edition)


def problems(view: View, html: str) -> list[str]:
    sources = {name: source.name for name, source in view.sources.items()}
    origins = Origins("public", view.datasets, sources, {}, view.edition.audiences)
    return trace([read_page("a/", f"<article><p>{html}</p></article>")], origins)[1]


def test_every_number_in_a_note_is_what_its_cells_give(view: View) -> None:
    notes = [in_html(view, note) for dataset in view.datasets.values() for note in dataset.notes.values()]
    bound = [note for note in notes if "<data " in note]
    assert len(bound) >= NOTES
    assert [fault for note in bound for fault in problems(view, note)] == []


@pytest.mark.parametrize(
    ("sentence", "wrong"),
    [
        ("{{ amount('difference asb-by-type/total/thurrock asb-by-beat/*/count') }}", ">18<"),
        ("{{ amount('rows asb-total/*/label') }}", ">15<"),
        ("{{ printed('28-racial-change') }}", ">9.38%<"),
        ("{{ n('comparator-change', 'hate-crime', 'essex') }}", ">8.4%<"),
        ("{{ quoted('printed-words', 'peak-hours', 'words') }}", ">at night<"),
    ],
)
def test_a_number_of_each_new_kind_that_says_something_else_is_found(view: View, sentence: str, wrong: str) -> None:
    right = str(in_html(view, sentence))
    said = right[right.index(">") : right.rindex("<") + 1]
    assert problems(view, right) == []
    assert said != wrong
    assert len(problems(view, right.replace(said, wrong))) == 1
