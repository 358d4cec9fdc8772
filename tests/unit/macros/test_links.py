"""Every link of a page leads somewhere in each edition that shows it; one that does not is told at its line."""

from __future__ import annotations

from dataclasses import replace

import pytest
from small_view import small_view, vocabulary

from assess.lint.links import ground_of, markdown_faults
from macros.pages.page import PageFile
from redaction.diagnostics.errors import Problem
from redaction.view import Prose

HEAD = "---\ntitle: A page\ndescription: What it says\n---\n"
FIRST = HEAD.count("\n") + 1
OTHERS = {
    "index.md": "Home.\n",
    "section/other.md": "## Crime by type\n\n{{ table('incidents') }}\n\n## Renamed {: #old-name }\n",
    "section/partners.md": "For partners.\n",
}


def faults(body: str, edition: str = "public", files: tuple[str, ...] = ("section/map.png",)) -> list[Problem]:
    every = [PageFile("section/page.md", HEAD + body), *(PageFile(path, HEAD + text) for path, text in OTHERS.items())]
    shown = [page for page in every if edition == "partner" or page.path != "section/partners.md"]
    return markdown_faults(ground_of(vocabulary(small_view(edition)), shown, every, files))


def only(problems: list[Problem]) -> Problem:
    assert len(problems) == 1, [str(problem) for problem in problems]
    return problems[0]


@pytest.mark.parametrize(
    "link",
    [
        "[a](other.md)",
        "[a](../index.md)",
        "[a](other.md#crime-by-type)",
        "[a](other.md#old-name)",
        "[a](other.md#fig-1)",
        "[a](#here)\n\n## Here",
        "[a](https://example.org/x)",
        "[a](tel:101)",
        "[a](mailto:a@example.org)",
        "![A map](map.png)",
        "`[a](nowhere.md)`",
    ],
)
def test_what_exists_may_be_linked_to(link: str) -> None:
    assert faults(link) == []


@pytest.mark.parametrize(
    ("link", "found", "expected"),
    [
        ("[a](othr.md)", 'a link to "othr.md", which does not exist', '"other.md"'),
        ("[a](../indx.md)", 'a link to "../indx.md", which does not exist', '"../index.md"'),
        ("[a](section/other.md)", 'a link to "section/other.md", which does not exist', '"other.md"'),
        ("[a](other/)", 'a link to "other/", which does not exist', '"other.md"'),
        ("![A map](mpa.png)", 'an image to "mpa.png", which does not exist', '"map.png"'),
        (
            "[a](other.md#crime-by-typ)",
            'a link to "#crime-by-typ", a place that docs/section/other.md does not have',
            '"#crime-by-type"',
        ),
        ("[a](#her)\n\n## Here", 'a link to "#her", a place that docs/section/page.md does not have', '"#here"'),
        ("[a]()", "a link without an address", 'a path from this page, such as "../index.md"'),
        ("[a](/index.md)", 'a link to "/index.md"', 'a path from this page, such as "../index.md"'),
    ],
)
def test_what_does_not_exist_is_told_with_the_nearest_that_does(link: str, found: str, expected: str) -> None:
    problem = only(faults(f"Text.\n\n{link}\n"))
    assert (problem.file, problem.line) == ("docs/section/page.md", FIRST + 2)
    assert (problem.found, problem.expected) == (found, expected)


def test_a_page_that_an_edition_lacks_is_no_place_to_link_to_there() -> None:
    body = "[a](partners.md)"
    found = 'a link to "partners.md", a page that the public edition does not have'
    assert only(faults(body)).found == found
    assert faults(body, "partner") == []


def test_what_a_restricted_block_links_to_is_asked_where_the_block_is_shown() -> None:
    body = "{% call restricted('hospital') %}\n[a](partners.md) [b](nowhere.md)\n{% endcall %}\n"
    assert faults(body) == []
    assert only(faults(body, "partner")).found == 'a link to "nowhere.md", which does not exist'


def test_a_heading_in_a_restricted_block_counts_where_it_is_shown() -> None:
    body = "{% call restricted('hospital') %}\n## Injuries\n{% endcall %}\n\n### Causes\n"
    assert faults(body, "partner") == []
    assert only(faults(body)).found == 'the heading "Causes" 2 levels below the one above it'


def test_restricted_prose_is_held_to_the_same_and_not_quoted() -> None:
    view = small_view("partner")
    prose = Prose("injury-commentary", "hospital", "Secret [words](lost.md) [Qx].\n\n| a | b |\n|---|---|\n| c |\n", 5)
    view = replace(view, prose={"injury-commentary": prose})
    page = PageFile("section/page.md", HEAD + "{{ restricted('hospital', prose='injury-commentary') }}\n")
    found = markdown_faults(ground_of(vocabulary(view), [page], [page], ()))
    assert [(each.file, each.line) for each in sorted(found)] == [
        ("partner/prose/injury-commentary.md", 5),
        ("partner/prose/injury-commentary.md", 5),
        ("partner/prose/injury-commentary.md", 9),
    ]
    assert not any("ecret" in str(each) or "lost" in str(each) or "Qx" in str(each) for each in found)
