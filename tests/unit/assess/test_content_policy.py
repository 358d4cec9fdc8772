"""The content-security policy that is made from a page."""

from __future__ import annotations

import pytest

from assess.build.hosting.csp import inline_scripts, policy, with_policy
from redaction.diagnostics.errors import AssessError

HEAD = '<!doctype html><html><head><meta charset="utf-8"><title>T</title>'
ALERT = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='"  # of alert(1), as a browser's console names it


def test_an_inline_script_is_named_by_its_digest_and_a_file_or_data_is_not() -> None:
    page = '<script>alert(1)</script><SCRIPT type="text/javascript">alert(1)</SCRIPT><script src="a.js"></script>'
    data = '<script type="application/json">{"a": 1}</script><script type="application/ld+json">{}</script>'
    assert inline_scripts(page + data) == {ALERT}
    assert inline_scripts('<script type="module">alert(1)</script>') == {ALERT}
    assert inline_scripts("<script>alert(2)</script>").isdisjoint({ALERT})


def test_a_script_over_several_lines_is_taken_as_it_stands() -> None:
    (one,), (other,) = inline_scripts("<script>\na()\n</script>"), inline_scripts("<script>a()</script>")
    assert one != other


@pytest.mark.parametrize("header", [True, False])
def test_nothing_is_allowed_but_what_is_named(header: bool) -> None:  # noqa: FBT001  # a case
    said = dict(part.split(" ", 1) for part in policy({ALERT}, header=header).split("; "))
    assert said["default-src"] == "'none'"
    assert said["script-src"] == f"'self' {ALERT}"
    assert said["style-src"] == "'self'"
    assert said["form-action"] == said["base-uri"] == "'none'"
    assert not any("unsafe" in value or "*" in value or "http" in value for value in said.values())
    assert ("frame-ancestors" in said) == header  # a page's own policy may not say it


def test_the_order_of_scripts_does_not_matter() -> None:
    assert policy(["'b'", "'a'"], header=True) == policy(["'a'", "'b'"], header=True)


def test_the_policy_stands_before_everything_that_it_rules() -> None:
    page = with_policy("a.html", f"{HEAD}<link rel=stylesheet><script>alert(1)</script></head></html>")
    before, _, after = page.partition('<meta http-equiv="Content-Security-Policy"')
    assert "script" not in before
    assert "link" not in before
    assert ALERT in after
    assert page.count("Content-Security-Policy") == 1


@pytest.mark.parametrize(
    "page",
    [
        "<html><head></head></html>",
        f"<script>alert(1)</script>{HEAD}",
        f'<link rel="stylesheet" href="a.css">{HEAD}',
        f'{HEAD}<p style="color: red">',
        f"{HEAD}<svg><g class='a' style='fill: red'></g></svg>",
        f"{HEAD}<style>p {{}}</style>",
        f'{HEAD}<a href="#" onclick="leave()">',
    ],
)
def test_a_page_that_its_policy_would_break_is_refused(page: str) -> None:
    with pytest.raises(AssessError, match=r"a/b\.html .*content-security policy"):
        with_policy("a/b.html", page)


def test_words_and_scripts_about_styles_are_no_styles() -> None:
    page = f"{HEAD}<p>A style = 'calm' and on = \"off\"</p><script>x='<p style=\"a\">'</script>"
    assert with_policy("a.html", page)
