"""No script of an author runs, in any edition or in the preview: what is typed is words, or it is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from building import append, run_here, small_project
from playwright.sync_api import Browser, Page, expect
from previewing import preview
from served import EDITIONS

PLANTS = (Path(__file__).parents[1] / "slips" / "active" / "plants.txt").read_text("utf-8").split("\n---\n")
# Where no Markdown is read: each place shows what was typed, as it was typed.
HOW = """<how a="b" onmouseover="ran()">"""
TYPED = {
    "docs/stations.md": ("Crime at stations,", f"{HOW} Crime at stations,"),
    "redaction/sources.yml": ("They were not released", """<img src=x onerror="ran()"> They were not released"""),
    "redaction/editions.yml": ("For the partnership's", """<script>ran()</script> For the partnership's"""),
    "data/public/crime-by-kind.csv": (",Burglary in a home,", ",<how onmouseover='ran()'>,"),
    "data/sample/partner/injuries-by-age.csv": (",Under 10,", ",<how onload='ran()'>,"),
}
CODE = """
`<script>ran()</script>` is code. All crime in 2022 was `{{ n('crime-by-kind', 'total', '2022') }}` offences.

<abbr title="All crime in 2022, {{ n('crime-by-kind', 'total', '2022') }} offences">This</abbr> is in a title.

```html
<img src=x onerror="ran()">
```
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, chart_cache: Path) -> Path:
    made = small_project(tmp_path_factory.mktemp("scripts") / "project", chart_cache)
    for name, (old, new) in TYPED.items():
        text = (made / name).read_text("utf-8")
        assert old in text, name
        quoted = new.replace('"', "'") if name.startswith("docs/") else new
        (made / name).write_text(text.replace(old, quoted), "utf-8")
    append(made / "docs/hospital.md", CODE)
    return made


@contextmanager
def reader(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A page, and what ran in it that is not of the site."""
    context = browser.new_context()
    ran: list[str] = []
    context.expose_function("ran", lambda: ran.append("a function was called"))
    page = context.new_page()
    page.on("dialog", lambda dialog: (ran.append(dialog.message), dialog.dismiss()))
    yield page, ran
    context.close()


def test_words_that_look_like_scripts_are_words_in_every_edition(
    browser: Browser, project: Path, tmp_path: Path
) -> None:
    code, _, said = run_here(project, "build", "--restricted", "data/sample", "--out", tmp_path)
    assert code == 0, said
    with reader(browser) as (page, ran):
        for edition in EDITIONS:
            for path in sorted((tmp_path / edition).rglob("*.html")):
                # without the policy that would keep scripts from running, and the address that they are loaded from
                html = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", path.read_text("utf-8"))
                page.set_content(html)
                for each in page.locator("article [onmouseover], article [onerror], article [onload]").all():
                    ran.append(f"{path}: {each}")
        assert ran == []
    shown = (tmp_path / "partner" / "hospital" / "index.html").read_text("utf-8")
    assert "&lt;script&gt;ran()&lt;/script&gt;" in shown
    assert "&lt;how onload=" in shown
    assert "<code>13,589</code>" in shown
    assert '<abbr title="All crime in 2022, 13,589 offences">' in shown


def test_nothing_of_what_would_run_is_shown_in_the_preview(browser: Browser, project: Path) -> None:
    source = project / "docs" / "disorder" / "crime.md"
    before = source.read_text("utf-8")
    with preview(project) as running, reader(browser) as (page, ran):
        assert running.settle() == []
        page.goto(f"http://127.0.0.1:{running.port}/#public//disorder/crime/")
        shown = page.frame_locator("#page").locator("article")
        expect(shown).to_be_visible()
        for plant in (PLANTS[0], "\n\n".join(PLANTS)):
            with running.follows() as told:
                source.write_text(f"{before}\nWords of an edit.\n\n{plant}\n", "utf-8")
            assert told.faults
            assert "Words of an edit" not in running.page("/public/disorder/crime/").decode()
        with running.follows():
            source.write_text(f"{before}\nWords of an edit.\n", "utf-8")
        expect(shown).to_contain_text("Words of an edit")
        assert ran == []
