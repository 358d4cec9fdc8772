"""Sentences that must stay true when the data get another period: each is told by its rule, and its twin is not."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_view import EDITIONS, dataset, small_view

from assess.lint.wording.declarations import parse_wording
from assess.lint.wording.lasting import Text, lasting_faults, undated_cells
from assess.lint.wording.stale import left_behind, stale_faults, stale_period
from macros.language.words import words_of
from macros.vocabulary.vocabulary import MACROS
from redaction.data.dataset import Dataset
from redaction.diagnostics.yaml_document import parse_yaml
from redaction.view import View

WORDING = parse_wording(parse_yaml("wording.yml", "higher_is_better: []\n"))
COUNTS = """\
title: Counts by kind
headline: Counts
place: Anyshire
period: 12 months ending September 2021, September 2022 and September 2023
sources: [police]
columns:
  label: {title: Kind}
  "2021": {title: "2021", kind: count, unit: offences}
  "2022": {title: "2022", kind: count, unit: offences}
  "2023": {title: "2023", kind: count, unit: offences}
"""
CSV = "id,label,2021,2022,2023\ntheft,Theft,900,700,800\nfraud,Fraud,100,300,200\n"
DERIVED = """\
title: Changes
headline: Changes
place: Anyshire
period: 12 months ending September 2022
sources: [police]
columns:
  label: {title: Kind}
  other: {title: Elsewhere, kind: percent, unit: per cent}
derived:
  here: {title: Here, by: change, from: "counts/{row}/previous", to: "counts/{row}/latest"}
"""
CHANGE = "{{ change('counts', 'theft', 'previous', 'latest') }}"
FALL = CHANGE.replace("'latest')", "'latest', expects='fall')")
LATER = "{{ change('counts', 'theft', '2022', '2023') }}"
EARLIER = "{{ change('counts', 'theft', '2021', '2022') }}"


def counts() -> Dataset:
    return dataset("counts", COUNTS, CSV)


def view(*more: Dataset) -> View:
    return replace(small_view("public", counts(), *more), year="2023/24")


def text(written: str, *, of_data: bool = False, of_result: bool = False) -> Text:
    words = words_of(written, MACROS)
    assert words is not None
    return Text(words, view(), WORDING, of_data=of_data, of_result=of_result)


def told(written: str, *, of_data: bool = False, of_result: bool = False) -> list[str]:
    read = text(written, of_data=of_data, of_result=of_result)
    every = [*lasting_faults(read), *stale_faults(read, read.words.calls), *left_behind(read)]
    return [each.rule for each in every]


@pytest.mark.parametrize(
    "written",
    [
        f"The assessment says that theft was {CHANGE}.",
        "By its own counts there were {{ n('counts', 'theft', 'latest') }} thefts.",
        "In print it was {{ amount('difference counts/theft/previous counts/theft/latest') }}.",
        f"Theft was {CHANGE}. The document calls this favourable.",
        f"The signed document has:\n\n- theft {CHANGE}",
        f"## What the annual report of 2023 gives\n\nTheft was {CHANGE}.",
        "The document counts theft in {{ latest('counts') }}.",
        "It was {{ says('lower', 'lower counts/theft/previous counts/theft/latest') }}, the report says.",
        f"Theft was {CHANGE}, {{{{ quoted('words', 'most', 'printed') }}}}.",
    ],
)
def test_what_one_document_said_names_its_period(written: str) -> None:
    assert told(written) == ["document-period"]
    named = written.replace("'previous'", "'2022'").replace("'latest'", "'2023'")
    named = named.replace("/previous", "/2022").replace("/latest", "/2023").replace("{{ latest('counts') }}", "2023")
    assert told(named) == []


def test_a_message_names_the_periods_to_write() -> None:
    (fault,) = lasting_faults(text(f"The assessment says that theft was {CHANGE}."))
    assert fault.expected.endswith("'2022' in place of 'previous', '2023' in place of 'latest'")


def test_of_a_restricted_table_no_period_is_named() -> None:
    read = text("The assessment says that theft was {{ change('secret', 'theft', 'previous', 'latest') }}.")
    closed = replace(counts(), audience="partner", descriptor=replace(counts().descriptor, id="secret"))
    known = replace(read.view, edition=EDITIONS["partner"], datasets=read.view.datasets | {"secret": closed})
    (fault,) = lasting_faults(replace(read, view=known))
    assert fault.expected == "the period that it tells of: a year such as '2022'"


@pytest.mark.parametrize(
    "written",
    [
        f"Theft was {LATER}, because a market closed.",
        f"Theft was {LATER}. This is explained by a market that closed.",
        f"In 2023 theft was {CHANGE}, because a market closed in 2023.",
        f"Theft was {CHANGE}.\n\nThe fall has a reason: a market that closed.",
    ],
)
def test_a_reason_and_what_it_explains_name_their_period(written: str) -> None:
    assert told(written) == ["undated-reason"]


@pytest.mark.parametrize(
    "written",
    [
        f"In 2023 theft was {LATER}, because a market closed.",
        f"Theft was {LATER}. In 2023 this was due to a market that closed.",
        "We work with shops, because they ask us to.",
        f"Theft was {CHANGE}.\n\nA shop opened because people asked for one.",
        f"Theft was {CHANGE}.\n\n## Shops\n\nIn winter fewer shops fall short, because people buy more.",
        "{{ n('counts', 'theft', 'latest') }} people were helped because they called.",
    ],
)
def test_a_reason_for_something_else_or_with_its_period_is_no_fault(written: str) -> None:
    assert told(written) == []


def test_a_reason_beside_a_table_is_told_without_a_macro() -> None:
    assert told("The large fall follows from how it was recorded.", of_data=True) == ["undated-reason"]
    assert told("The large fall in 2022 follows from how it was recorded.", of_data=True) == []
    assert told("Because of rounding the rise may differ.", of_data=True) == []


@pytest.mark.parametrize(
    "written",
    [
        f"Our target was met: theft was {CHANGE}.",
        f"## What was achieved\n\n- theft {CHANGE}",
        f"What we promised:\n\n- theft {CHANGE}",
        f"Theft was {FALL}.",
    ],
)
def test_a_reported_result_expects_which_way_it_goes(written: str) -> None:
    assert told(written) == ["unexpected-change"]
    assert told(written.replace(FALL, CHANGE).replace("'latest')", "'latest', expects='rise')")) == []


def test_a_text_that_is_a_result_as_a_whole_expects_it_too() -> None:
    assert told(f"Theft was {CHANGE}", of_result=True) == ["unexpected-change"]


def test_words_that_are_checked_are_an_expectation_too() -> None:
    said = "{{ says('risen', 'higher counts/theft/latest counts/theft/previous') }}"
    assert told(f"It has {said}, against our target of none: it was {CHANGE}.") == []


@pytest.mark.parametrize(
    "written",
    [
        f"Theft was {CHANGE} in the year to September 2022.",
        "{{ table('counts') }}\n\nThe table covers the 12 months ending September 2022.",
        "{{ table('counts') }}\n\n## Notes\n\nTheft from October 2021 to 30 September 2022.",
        "{{ table('counts') }}\n\nThe table covers the year to the end of September 2021.",
        "The data covers 1 October 2021 to 30 September 2022.",
        "The data covers the 12 months ending December 2022.",
        "{{ table('counts') }}\n\nThe table covers the year to September 2024.",
        "{{ table('counts') }}\n\n{{ cards('cards') }}\n\nTheft from October 2021 to September 2022.",
        f"Theft was {EARLIER}.",
        "Theft {{ says('fell', 'lower counts/theft/2022 counts/theft/2021') }}.",
    ],
)
def test_a_period_in_words_that_the_data_left_behind_is_told(written: str) -> None:
    assert told(written) == ["stale-period"]


@pytest.mark.parametrize(
    "written",
    [
        f"Theft was {CHANGE} in the year to September 2023.",
        f"Theft was {EARLIER} in the year to September 2022.",
        "In the year to September 2022 there were {{ n('counts', 'theft', '2022') }} thefts.",
        "{{ table('counts') }}\n\nThe document says that it covers the year to September 2022.",
        "{{ table('counts') }}\n\nA market was open in the year to September 2021.",
        "{{ table('counts') }}\n\nA market was open in the year to October 2022.",
        "The data covers 1 October 2022 to 30 September 2023.",
        f"Theft was {EARLIER}. That was 2022.",
        "In 2022 theft {{ says('fell', 'lower counts/theft/2022 counts/theft/2021') }}.",
        "Theft {{ says('rose', 'higher counts/theft/latest counts/theft/2021') }}.",
        "Theft was {{ says('higher', 'higher counts/theft/2021 counts/fraud/2021') }} than fraud.",
        "It {{ says('fell', 'lower counts/theft/2022 counts/theft/2021') }}, the document says.",
        "{{ table('counts') }}\n\nTheft to the year to September 2023, beside the year to September 2022.",
        f"Theft was {LATER}.",
    ],
)
def test_the_latest_period_a_named_one_and_history_are_no_fault(written: str) -> None:
    assert told(written) == []


def test_a_column_of_later_numbers_beside_the_period_of_earlier_ones_is_told() -> None:
    changes = dataset("changes", DERIVED, "id,label,other\ntheft,Theft,5\n")
    assert stale_period(changes, view(changes)) == "12 months ending September 2022"
    named = dataset(
        "changes", DERIVED.replace("previous", "2021").replace("latest", "2022"), "id,label,other\ntheft,Theft,5\n"
    )
    assert stale_period(named, view(named)) == ""
    now = dataset("changes", DERIVED.replace("September 2022", "September 2023"), "id,label,other\ntheft,Theft,5\n")
    assert stale_period(now, view(now)) == ""


def test_cards_of_later_numbers_stand_beside_their_period() -> None:
    yaml = (
        COUNTS.partition("  label:")[0]
        + "  label: {title: A}\n  dataset: {title: B}\n  row: {title: C}\n  to: {title: D}\n"
    )
    cards = dataset("cards", yaml, "id,label,dataset,row,to\na,A,counts,theft,latest\n")
    read = text("{{ cards('cards') }}\n\nThese are of the year to September 2022.")
    read = replace(read, view=view(cards))
    assert [each.rule for each in stale_faults(read, read.words.calls)] == ["stale-period"]


def test_a_reason_in_the_cell_of_a_row_that_moves_says_when() -> None:
    yaml = COUNTS.partition("  label:")[0] + "  label: {title: A}\n  to: {title: B}\n  why: {title: C}\n"
    rows = "a,A,latest,Because of rain\nb,B,latest,Because of rain in 2022\nc,C,2022,Because of rain\n"
    cards = dataset("cards", yaml, f"id,label,to,why\n{rows}")
    assert list(undated_cells(cards, WORDING)) == [(2, "Because of rain")]
