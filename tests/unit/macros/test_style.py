"""The house style finds the words that are not written and the abbreviations that nothing explains."""

from __future__ import annotations

import pytest

from assess.lint.house_style.style import Style, parse_style
from redaction.diagnostics.errors import Problem, ProblemsFoundError
from redaction.diagnostics.yaml_document import parse_yaml

STYLE = """\
words:
  - {not: [utilis*], write: use, reason: A short word says the same}
  - {not: [in order to], write: to, reason: Fewer words say the same}
  - {not: [foster], write: help, reason: It is vague}
  - {not: ["[here]"], write: where the link leads, reason: Links are read alone}
right:
  - {reason: Children in care, texts: [foster carers]}
known:
  - {reason: Everybody knows it, texts: [UK]}
"""


def style(text: str = STYLE) -> Style:
    return parse_style(parse_yaml("style.yml", text), ["ASB", "HGVs", "ASB case review", "A&E"])


def faults(text: str, *before: str) -> list[Problem]:
    return list(style().faults("docs/page.md", [*((each, 1) for each in before), (text, 10)]))


@pytest.mark.parametrize(
    "text",
    [
        "Foster carers use order and ordered it in order.",
        "ASB in the UK, HGVs and an HGV at A&E.",
        "The Office for Fair Access (OFA) says so. OFA is new.",
        "OFA (the Office for Fair Access) says so. Two OFAs.",
        "See [OFA's page](https://OFA.example) of the Office for Fair Access (OFA).".replace("OFA's", "its"),
        "{{ n('UTILISE', 'XYZ') }} and `utilise`".replace("`utilise`", "code"),
        "I am a Part B of it.",
    ],
)
def test_what_is_right_is_left_alone(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize(
    ("text", "line", "found", "expected"),
    [
        ("Utilising it.", 10, '"Utilising" in "Utilising it."', '"use"'),
        ("First.\nDone in order\nto win.", 11, '"in order\nto" in "Done in order to win."', '"to"'),
        ("They foster peace, with foster carers.", 10, '"foster" in ', '"help"'),
        ("Read it [here](page.md).", 10, '"[here]" in ', '"where the link leads"'),
        ("First.\n\nThen the OFA.", 12, '"OFA", which nothing explains', "its full name before it at first use"),
    ],
)
def test_what_is_not_of_the_style_is_told_with_what_to_write(text: str, line: int, found: str, expected: str) -> None:
    [problem] = faults(text)
    assert (problem.file, problem.line) == ("docs/page.md", line)
    assert problem.found.startswith(found)
    assert problem.expected.startswith(expected)


def test_an_abbreviation_is_told_once_and_explained_only_at_first_use() -> None:
    [problem] = faults("OFA and OFA.\n\nThe Office for Fair Access (OFA).")
    assert problem.line == 10


def test_a_page_explains_its_abbreviations_for_its_title_too() -> None:
    assert faults("The Office for Fair Access (OFA) says so.", "OFA and you") == []


@pytest.mark.parametrize(
    ("change", "line", "says"),
    [
        (("write: use", "wriet: use"), 2, 'the key "wriet", expected "write"'),
        (("known:", "knwon:"), 8, 'the key "knwon", expected "known"'),
        (("not: [utilis*]", "not: utilise"), 2, "a list"),
    ],
)
def test_a_fault_in_the_list_itself_is_told(change: tuple[str, str], line: int, says: str) -> None:
    with pytest.raises(ProblemsFoundError) as raised:
        style(STYLE.replace(*change))
    assert any(says in str(each) and each.line == line for each in raised.value.problems), raised.value
