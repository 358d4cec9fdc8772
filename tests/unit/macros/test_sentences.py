"""A headline or a note holds numbers by macros, says the same on a page and in a file, and a wrong one is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_view import dataset, datasets, small_view, vocabulary

from assess.downloads.content import Publication, content_of
from assess.downloads.sheets import workbook_of
from assess.downloads.text_files import csv_metadata
from macros.pages.validation import dataset_faults
from macros.vocabulary.sentences import SENTENCE_MACROS, in_html, in_plain_text
from redaction.data.dataset import Dataset
from redaction.diagnostics.errors import Problem

CLAIMS = """\
title: What was printed
headline: All of it
place: Anyshire
period: "2022"
sources: [police]
columns:
  label: {title: What}
  printed: {title: Printed}
"""
CLAIMS_CSV = """\
id,label,printed
fall,A fall,-8.7%
place,A place,11th highest of all
many,Many,"13,744"
none,None,highest of all
"""
NOTE = "North had {{ n('incidents', 'north', '2022') }} & <more>."


def view_with(*notes: str, headline: str = "A finding") -> tuple[Dataset, object]:
    incidents = datasets()["incidents"]
    descriptor = replace(incidents.descriptor, notes=notes, headline=headline, lines={"notes > 1": 20, "headline": 3})
    changed = replace(incidents, descriptor=descriptor)
    return changed, small_view("public", changed, dataset("printed-claims", CLAIMS, CLAIMS_CSV))


def faults(*notes: str, headline: str = "A finding") -> list[Problem]:
    changed, view = view_with(*notes, headline=headline)
    return list(dataset_faults(changed, vocabulary(view), ()))


def test_a_number_in_a_note_is_bound_to_its_cell() -> None:
    _, view = view_with(NOTE)
    said = 'North had <data value="1500" data-cell="incidents/north/2022">1,500</data> &amp; &lt;more&gt;.'
    assert in_html(view, NOTE) == said
    assert f"<li>{said}</li>" in vocabulary(view).text("{{ table('incidents') }}")


def test_every_file_has_the_note_in_plain_words() -> None:
    changed, view = view_with(NOTE)
    plain = "North had 1,500 & <more>."
    assert in_plain_text(view, NOTE) == plain
    publication = Publication("Safety", "2023-05-18", "public", "Public edition", "OFFICIAL", "")
    content = content_of(publication, view, changed)
    assert content.notes == (plain,)
    assert plain in csv_metadata(content)
    (notes,) = [sheet for sheet in workbook_of(content).sheets if sheet.name == "Notes"]
    assert ("Note 1", plain) in notes.table.rows
    shown = vocabulary(view, downloads=True).text("{{ table('incidents') }}")
    assert "North had 1,500 \\u0026 \\u003cmore\\u003e." in shown.partition("application/ld+json")[2]


@pytest.mark.parametrize(
    ("call", "said"),
    [
        ("{{ amount('difference incidents/south/2021 incidents/south/2022') }}", "1,000"),
        ("{{ amount('change incidents/south/2021 incidents/south/2022') }}", "50.0%"),
        ("{{ amount('difference (total incidents/north/2022 incidents/east/2022) 2500') }}", "500"),
        ("{{ amount('rows incidents/*/label') }}", "4"),
        ("{{ printed('fall') }}", "\N{MINUS SIGN}8.7%"),
        ("{{ printed('place') }}", "11th"),
        ("{{ printed('many') }}", "13,744"),
        ("{{ quoted('rates', 'south', 'remark') }}", "[x] marks it"),
        ("{{ says('fewer', 'lower incidents/south/2022 incidents/south/2021') }}", "fewer"),
    ],
)
def test_what_a_note_can_say(call: str, said: str) -> None:
    assert in_plain_text(view_with(call)[1], call) == said


@pytest.mark.parametrize(
    ("note", "found"),
    [
        ("{{ figure('incidents') }}", 'unknown macro "figure"'),
        ("{{ n('incidents', 'nrth', '2022') }}", 'unknown row "nrth"'),
        ("{{ n('incidents', 'north', '2022' }}", "a macro that is not closed"),
        ("{{ amount('sum incidents/north/2022') }}", 'unknown operation "sum"'),
        ("{{ amount('rows incidents/north/2022') }}", '"rows incidents/north/2022"'),
        ("{{ printed('none') }}", 'the claim "none", which prints no number'),
        ("{{ quoted('incidents', 'north', '2022') }}", "which holds no text"),
        ("{{ n('injuries', 'first', 'count') }}", "the public edition may not show"),
    ],
)
def test_a_note_that_cannot_be_filled_in_is_told_with_its_place(note: str, found: str) -> None:
    (problem,) = faults(note)
    assert found in problem.found
    assert str(problem).startswith("data/public/incidents.yaml, line 20, notes > 1: ")


def test_a_note_that_new_data_made_false_is_told_with_its_sentence() -> None:
    (problem,) = faults("South had {{ says('more', 'higher incidents/south/2022 incidents/south/2021') }} than before.")
    assert "a sentence that is not true of the data" in problem.found
    assert "South had {{ says(" in problem.found
    assert problem.place == "line 20, notes > 1"


def test_a_headline_takes_the_same_macros_and_no_others() -> None:
    assert faults(headline=NOTE) == []
    assert "unknown macro" in faults(headline="{{ table('incidents') }}")[0].found
    assert set(SENTENCE_MACROS) == {
        *("n", "change", "difference", "share", "rank", "total", "highest", "lowest", "says"),
        *("amount", "printed", "quoted", "period", "latest", "assessment_year"),
    }
