"""Nothing that runs comes out of what an author types: each way to try is found in the text, and stopped in a page."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from markdown import Markdown

from assess.build.hosting.csp import check_scripts, with_policy
from assess.lint.slips.find import slips_in
from redaction.diagnostics.errors import AssessError

HERE = Path(__file__).parent
PLANTS = (HERE / "active" / "plants.txt").read_text("utf-8").removesuffix("\n").split("\n---\n")
_HEAD = '<!doctype html><html><head><meta charset="utf-8"><title>T</title></head><body>'
_HELD = ("script", "object", "embed", "iframe", "base", "link", "style", "meta", "form")


class _Running(HTMLParser):
    """What runs or leads away in a page, read by other code than the product's."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: "".join((value or "").split()).lower() for name, value in attrs}
        runs = any(name.startswith("on") or name == "style" for name in values)
        leads = any(value.startswith(("javascript:", "vbscript:", "data:")) for value in values.values())
        if tag in _HELD or runs or leads:
            self.found.append(tag)


def rendered(text: str) -> str:
    """A text as the extensions of the site render it."""
    settings = yaml.safe_load((HERE / "site" / "mkdocs.yml").read_text("utf-8"))
    extensions = settings["markdown_extensions"]
    return str(Markdown(extensions=[*extensions, "fenced_code"], extension_configs=extensions).convert(text))


@pytest.mark.parametrize("plant", PLANTS)
def test_what_would_run_is_found_in_the_text(plant: str) -> None:
    assert slips_in(f"Words above.\n\n{plant}\n\nWords below.\n")


@pytest.mark.parametrize("plant", [each for each in PLANTS if _Running(rendered(each)).found])
def test_what_would_run_stops_a_page_that_a_check_let_through(plant: str) -> None:
    page = f"{_HEAD}{rendered(plant)}</body></html>"

    def finished() -> str:
        check_scripts("a.html", page, frozenset())
        return with_policy("a.html", page)

    if any(tag in ("link", "meta", "form") for tag in _Running(rendered(plant)).found):
        return  # the policy names no place that these may load from, send to or go to
    with pytest.raises(AssessError):
        finished()


def test_most_of_them_would_run() -> None:
    assert len([each for each in PLANTS if _Running(rendered(each)).found]) > len(PLANTS) * 3 // 4


@pytest.mark.parametrize(
    "text",
    [
        "Write to <team@example.org> or see <https://example.org/a?b=c>.",
        "[Call](tel:0123456), [write](mailto:a@example.org) or [read](https://example.org/a_(b)).",
        '`<script>` is code, and so is ``<img onerror="a">``.',
        "```html\n<script>alert()</script>\n```",
        "## Words {: #words }\n\nLess < more, and a<b.",
        'H<sub>2</sub>O, <span lang="cy">Cymraeg</span> and <abbr title="Full">F</abbr>.',
    ],
)
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert slips_in(text) == ()
