"""Numbers of no declared kind are loose, and words that compare must be borne out; each rule is seen to fail."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_view import dataset, small_view

from assess.lint.wording.declarations import Known, parse_wording
from assess.lint.wording.unsupported import Reader
from macros.language.words import words_of
from macros.vocabulary.vocabulary import MACROS
from redaction.diagnostics.errors import Problem, ProblemsFoundError
from redaction.diagnostics.yaml_document import parse_yaml
from redaction.view import Prose, View

WORDING = """\
kinds:
  date: {reason: a, known: dates, patterns: ['\\b20\\d\\d\\b']}
  figure: {reason: a, known: figures, patterns: ['\\b[Ff]igure \\d+']}
  section: {reason: a, known: sections, patterns: ['\\bsection \\d+']}
  telephone: {reason: a, known: texts, patterns: ['(?<=call )\\d+']}
  name: {reason: a, patterns: ['\\bS59\\b']}
dates: [{reason: a, texts: ["2021", "2022"]}]
directions:
  more: [more, rose, higher]
  fewer: [fewer, fell, lower]
  most: [most, highest]
  fewest: [fewest, lowest]
  same: [equal]
  good: [better]
  bad: [worse]
  judged: [came next]
higher_is_better: [rates]
idioms: [{reason: a, patterns: ['\\bhigher court\\b']}]
quoted: []
exempt: [{page: docs/a.md, text: "about 7 of them", reason: a}]
"""

FACTS = """\
title: Facts
headline: Facts
place: Anyshire
period: "2022"
sources: [police]
columns:
  label: {title: Fact}
  value: {title: Value, kind: count, unit: units}
  unit: {title: Unit}
"""
FACTS_CSV = """\
id,label,value,unit
helpers,Helpers trained by the borough,31,people
patrols,"Patrols at night, more than",90,patrols
"""


def reader(wording: str = WORDING) -> Reader:
    labels = {f"{each.id}/{row.id}": row.label for each in view().datasets.values() for row in each.rows}
    known = Known("1\n2a", frozenset({"5"}), frozenset({"2021", "2022"}), "999\nNorth", labels)
    return Reader(parse_wording(parse_yaml("wording.yml", wording)), known)


def view() -> View:
    return small_view("public", dataset("facts", FACTS, FACTS_CSV))


def faults(text: str, page: str = "docs/a.md", read: Reader | None = None) -> list[Problem]:
    words, read = words_of(text, MACROS), read or reader()
    assert words is not None
    found = [*read.typed_faults(page, words, 1), *read.direction_faults(page, words, 1, view())]
    return [*found, *read.place_faults(page, words, 1, view()), *read.few_faults(page, words, 1, view())]


N = "{{ n('incidents', 'north', '2022') }}"
CHANGE = "{{ change('incidents', 'north', '2021', '2022') }}"
HILL = "{{ n('incidents', 'north', '2021') }}"


@pytest.mark.parametrize(
    "text",
    [
        f"North had {N} incidents in 2022, as figure 1 and section 5 say, and S59. Please call 999.",
        "Figure 2 has no number of its own.",
        "The two most were {{ highest('incidents', '2022', 2) }}.",
        "It happened once, and one of them first came to both.",
        "It was about 7 of them.",
        f"The borough trained {{{{ n('facts', 'helpers', 'value') }}}} people. North: {N}.",
    ],
)
def test_bound_declared_and_exempt_numbers_are_no_fault(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("North had 1,500 incidents.", '"1,500"'),
        ("It was in 2023.", '"2023"'),
        ("As section 6 says.", '"section 6"'),
        ("Please call 998.", '"998"'),
        ("The S58.", '"S58"'),
        ("A quarter of all.", '"quarter"'),
        ("It doubled.", '"doubled"'),
        ("It was about 8 of them.", '"8"'),
        (f"There were {N}. Both were here.", '"Both"'),
        ("The three most were {{ highest('incidents', '2022', 2) }}.", '"three"'),
    ],
)
def test_a_loose_number_is_told_with_its_sentence_and_the_macro_to_use(text: str, found: str) -> None:
    (problem,) = faults(text)
    assert found in problem.found
    assert "{{ n('DATASET', 'ROW', 'COLUMN') }}" in problem.expected
    assert str(problem).startswith("docs/a.md, line 1: ")


@pytest.mark.parametrize(
    "text",
    [
        *("Per 1,000 residents", "The rate is per 100,000 people.", "Rates are per 10,000.", "Per 100 homes"),
        *(
            "It is counted for every 1,000 people.",
            "In every hundred homes.",
            "Fesul 1,000 o bobl",
            "Y gyfradd fesul mil",
        ),
    ],
)
def test_what_a_rate_is_per_counts_nothing_wherever_it_stands(text: str) -> None:
    assert faults(text, read=reader("")) == []


@pytest.mark.parametrize("text", ["Super 1,000 residents", "Per 1,250 residents", "Up to 1,000 residents"])
def test_any_other_number_beside_it_is_loose(text: str) -> None:
    assert len(faults(text, read=reader(""))) == 1


def test_an_exemption_holds_on_its_page_only_and_is_told_when_idle() -> None:
    read = reader()
    assert [each.text for each in read.unused()] == ["about 7 of them"]
    assert len(faults("It was about 7 of them.", "docs/b.md", read)) == 1
    assert faults("It was about 7 of them.", "docs/a.md", read) == []
    assert read.unused() == []


RESTRICTED = "It began in 2022.\nThere were 31415 cases\nin forty places."


def restricted_faults(*typed: str) -> list[Problem]:
    words = words_of(RESTRICTED, MACROS)
    assert words is not None
    prose = Prose("a", "hospital", RESTRICTED, first_line=4, typed=typed)
    return list(reader().restricted_number_faults("partner/prose/a.md", prose, words))


def test_a_typed_number_of_a_restricted_text_is_told_by_its_line_and_kind_alone() -> None:
    digits, word = map(str, restricted_faults())
    assert digits.startswith("partner/prose/a.md, line 5: found a typed number, in digits, that is not shown here")
    assert word.startswith("partner/prose/a.md, line 6: found a typed number, in words, that is not shown here")
    for told in (digits, word):
        assert "under `typed:` in the front matter" in told
        assert not any(each in told for each in ("31415", "cases", "forty", "places"))


def test_a_restricted_text_says_itself_what_it_may_type() -> None:
    assert [problem.line for problem in restricted_faults("31415 cases")] == [6]
    assert restricted_faults("31415 cases", "in forty") == []


@pytest.mark.parametrize(
    "text",
    [
        "It rose. That is far from any number.",
        "The most were in {{ highest('incidents', '2022') }}, the fewest in {{ lowest('incidents', '2022') }}.",
        "In North it {{ says('rose', 'higher incidents/north/2022 incidents/north/2021') }} to " + N + ".",
        f"North had {N} at the higher court.",
        "There were more than {{ n('facts', 'patrols', 'value') }} patrols at night.",
        "{{ change('incidents', 'south', '2021', '2022') }}",
    ],
)
def test_words_that_a_macro_a_label_or_an_expectation_bears_out_are_no_fault(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        (f"In North it rose to {N}.", "rose"),
        (f"North had {N}. It fell.", "fell"),
        ("The fewest were in {{ highest('incidents', '2022') }}.", "fewest"),
        ("There were fewer than {{ n('facts', 'patrols', 'value') }} patrols at night.", "fewer"),
        (f"North had {N}, which is better.", "better"),
        (f"North came next, with {N}.", "came next"),
    ],
)
def test_a_word_that_nothing_bears_out_is_told(text: str, word: str) -> None:
    (problem,) = faults(text)
    assert f'"{word}" beside a number' in problem.found
    assert "{{ says(" in problem.expected


@pytest.mark.parametrize(
    ("call", "found"),
    [
        ("says('fell', 'higher incidents/north/2022 incidents/north/2021')", "says fewer"),
        ("says('most', 'higher incidents/north/2022 incidents/north/2021')", "says most"),
        ("says('better', 'higher incidents/north/2022 incidents/north/2021')", "says fewer"),
        ("says('worse', 'higher rates/north/people rates/south/people')", "says fewer"),
        ("says('more than a third', 'higher (share incidents/north/2022 incidents/total/2022) 50')", "number"),
        ("says('the only one to rise', 'lower incidents/south/2022 incidents/south/2021')", "says more"),
        ("says('the highest', 'higher incidents/north/2022 incidents/north/2021', 'same 1 1')", "says most"),
        ("says('fewer than one in five', 'lower (share incidents/north/2022 incidents/total/2022) 30')", "number"),
        ("says('rose for the third year', 'higher incidents/north/2022 incidents/north/2021')", "number"),
        ("says('red', 'higher incidents/north/2022 incidents/north/2021')", "compares nothing"),
        ("says('yn is', 'higher incidents/north/2022 incidents/north/2021')", "says fewer"),
        ("says('gynnydd', 'lower incidents/north/2022 incidents/north/2021')", "says more"),
        ("says('yn goch', 'higher incidents/north/2022 incidents/north/2021')", "compares nothing"),
    ],
)
def test_words_that_say_something_else_than_their_expression_are_told(call: str, found: str) -> None:
    (problem,) = faults(f"{{{{ {call} }}}}")
    assert found in problem.found


@pytest.mark.parametrize(
    "call",
    [
        "says('better', 'higher rates/north/people rates/south/people')",
        "says('yn uwch', 'higher incidents/north/2022 incidents/north/2021')",
        "says('gostyngodd', 'lower incidents/north/2022 incidents/north/2021')",
        "says('worse', 'higher incidents/north/2022 incidents/north/2021')",
        "says('most', 'same (rank incidents/north/2022) 1')",
        "says('fewest', 'same (rank-from-fewest incidents/east/2022) 1')",
        "says('came next', 'same (rank incidents/south/2022) 2')",
        "says('more than halved', 'lower (share incidents/north/2022 incidents/total/2022) 50')",
        "says('more than one in five', 'higher (share incidents/north/2022 incidents/total/2022) 20')",
        "says('tripled', 'higher (share incidents/north/2022 incidents/total/2022) 3')",
        "says('the highest', 'higher incidents/north/2022 incidents/north/2021', 'higher incidents/north/2022 9')",
        "says('the highest for three years', 'higher incidents/north/2022 7', 'higher incidents/north/2022 9')",
        "says('the only one to rise', 'higher incidents/north/2022 7', 'lower incidents/south/2022 9000')",
        "says('more than a half', 'higher (share incidents/north/2022 incidents/total/2022) 50')",
    ],
)
def test_words_that_say_what_their_expression_asks_are_no_fault(call: str) -> None:
    assert faults(f"{{{{ {call} }}}}") == []


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The borough trained {{ n('facts', 'patrols', 'value') }} helpers.", 'the row "helpers"'),
        ("Figure 3 gives {{ n('incidents', 'north', '2022') }}.", "figure 3"),
        (f"North had {N}, against {N} in 2021.", "twice"),
        (f"North had {N}, against {HILL} in 2022.", "2022"),
        (f"North had {HILL}, against {N} the year before.", "the year before"),
        (f"North had {N} and {HILL}.", "the other year"),
        ("Satisfied in North are {{ n('rates', 'north', 'people') }} of residents.", "a percentage"),
        ("In North {{ n('rates', 'north', 'satisfied') }} areas.", "a count"),
        ("North: the number went {{ n('incidents', 'north', '2022') }}.", "a change"),
        ("North had {{ n('incidents', 'north', 'difference') }} incidents.", "a difference"),
        ("In West it was {{ change('incidents', 'west', '2021', '2022') }}.", "a number, and the data have none"),
        ("In North it was {{ change('incidents', 'north', '2022', '2021') }}.", "the earlier year first"),
        ("In North it was {{ share('incidents', 'north', '2022', of='total/2021') }}.", "a whole of the same year"),
        (
            "In North it was {{ share('incidents', 'north', 'rank', of='total/2021') }}.",
            "a count, and the column is a rank",
        ),
        ("The borough trained {{ n('facts', 'helpers', 'value') }} patrols at night.", "patrols"),
        ("People: {{ n('rates', 'north', 'rate') }} in North.", 'the column "people"'),
        (f"There were {HILL} incidents in North.", "words that name the year"),
        ("There were {{ n('incidents', 'hill-top', '2022') }} incidents in North.", "the name of this part"),
        (f"North had {N}, the {{{{ rank('incidents', 'south', '2022') }}}}.", 'the row "north"'),
        (f"North went {CHANGE}, and then {CHANGE}.", "twice"),
        (f"North had {N}, against {{{{ difference('incidents', 'north', '2021', '2022') }}}}.", "this is a difference"),
        ("There were {{ n('incidents', 'north', 'share') }} incidents in North.", "words that say it is a share"),
        (f"In South it was {N}. For South the number is {N}.", 'the row "south"'),
        (f"North had {N}, {CHANGE}.".replace("'2022') }}, ", "'2021') }}, "), "the year that the change leads to"),
        (f"In North, {N} and the share of South make up the share of both.", "a percentage"),
    ],
)
def test_a_number_beside_the_words_of_another_is_told(text: str, wanted: str) -> None:
    problems = [each for each in faults(text.replace("figure 3", "figure 1")) if "whose words want" in each.found]
    assert any(wanted in each.found for each in problems), faults(text)


def test_a_number_of_a_fixed_row_behind_a_name_that_moves_is_told() -> None:
    named = "The most was in {{ highest('incidents', '2022') }}, with {{ n('incidents', 'north', '2022') }}."
    assert faults(named) == []
    (problem,) = faults(named.replace("'north'", "'east'"))
    assert "the row that the sentence names" in problem.found


def test_a_name_that_a_macro_writes_is_the_name_of_its_row() -> None:
    named = "It was {{ highest('incidents', '2022') }}, ahead of South, with {{ n('incidents', 'north', '2022') }}."
    assert faults(named) == []
    assert len(faults(named.replace("{{ highest('incidents', '2022') }}", "another"))) == 1


def test_of_a_restricted_table_no_row_is_named() -> None:
    words = words_of("The second kind had {{ n('injuries', 'first', 'count') }} cases.", MACROS)
    assert words is not None
    (problem,) = reader().place_faults("docs/a.md", words, 1, small_view("partner"))
    assert "another number of its table" in problem.found
    assert '"second"' not in problem.found


def test_a_percentage_of_few_is_told() -> None:
    few = dataset("facts", FACTS, FACTS_CSV)
    assert few.row("helpers") is not None
    (problem,) = faults("The borough trained {{ share('facts', 'helpers', 'value', of='helpers') }} of the helpers.")
    assert "a percentage of fewer than 50" in problem.found


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("reason: a, patterns: ['\\bS59\\b']", "patterns: ['S59']", 'no "reason"'),
        ("'\\bS59\\b'", "'('", "a regular expression"),
        ("known: texts", "known: text", '"texts"'),
        ("  bad: [worse]\n", "  evil: [worse]\n", 'the key "evil"'),
    ],
)
def test_a_fault_in_the_wording_itself_is_told(old: str, new: str, found: str) -> None:
    with pytest.raises(ProblemsFoundError) as caught:
        reader(WORDING.replace(old, new))
    assert found in str(caught.value)


def test_the_committed_wording_names_pages_and_texts_that_exist(root: Path) -> None:
    document = parse_yaml("wording.yml", (root / "wording.yml").read_text("utf-8"))
    for each in parse_wording(document).exemptions:
        assert each.text in (root / each.page).read_text("utf-8"), each
