"""Where Markdown takes no markup, a macro writes its number and nothing around it."""

from __future__ import annotations

import pytest

from macros.language.plain_places import marked, without_markup

CALL = "{{ n('a', 'b', 'c') }}"
NUMBER = '<data value="2542" data-cell="a/b/c">2,542</data>'


def filled_in(text: str) -> str:
    return without_markup(marked(text).replace(CALL, NUMBER))


@pytest.mark.parametrize(
    "text",
    [
        "`{}`",
        "``a ` {}``",
        "```\n{}\n```",
        "![A map of {}](map.png)",
        '[words](page.md "Of {}")',
        "[words](page.md 'Of {}')",
        '<abbr title="Of {}">words</abbr>',
        '<abbr\ntitle="{} of {}">words</abbr>',
        "**words**{{: title={} }}",
    ],
)
def test_in_code_titles_and_attributes_it_is_the_number_alone(text: str) -> None:
    assert filled_in(text.replace("{}", CALL).replace("{{:", "{:")) == text.replace("{}", "2,542").replace("{{:", "{:")


@pytest.mark.parametrize(
    "text", ["{}", "**{}**", "[{}](page.md)", "`code` and {}", "# {} words", "| {} |", "\\`{}\\`", "a < {} > b"]
)
def test_elsewhere_it_is_bound_to_its_cell(text: str) -> None:
    assert filled_in(text.replace("{}", CALL)) == text.replace("{}", NUMBER)
