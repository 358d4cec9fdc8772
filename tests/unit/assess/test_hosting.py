"""What a host is told to say with the pages of an edition."""

from __future__ import annotations

import re

import pytest

from assess.build.hosting.headers import framed, headers, nginx, static_host

SCRIPTS = ["'sha256-abc='"]
LASTING = ["assets/b.01234567.min.css", "assets/a.01234567.min.js"]


@pytest.mark.parametrize("indexed", [True, False])
def test_every_answer_carries_the_policy_and_says_nothing_of_where_a_reader_was(indexed: bool) -> None:  # noqa: FBT001
    said = headers(SCRIPTS, indexed=indexed)
    assert "'sha256-abc='" in said["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in said["Content-Security-Policy"]
    assert said["Referrer-Policy"] == "no-referrer"
    assert said["X-Content-Type-Options"] == "nosniff"
    assert said["Cross-Origin-Opener-Policy"] == said["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "geolocation=()" in said["Permissions-Policy"]
    assert ("X-Robots-Tag" in said) == (not indexed)


def test_a_static_host_is_told_each_header_once_for_an_address() -> None:
    text = static_host({"A": "1", "B": "2"}, LASTING, folder="/", indexed=True)
    assert text == (
        "/*\n  A: 1\n  B: 2\n"
        "/assets/a.01234567.min.js\n  Cache-Control: public, max-age=31536000, immutable\n"
        "/assets/b.01234567.min.css\n  Cache-Control: public, max-age=31536000, immutable\n"
    )


TOP = ["about/", "404.html", "index.html"]


@pytest.mark.parametrize("folder", ["/", "/2022-23/"])
def test_only_the_charts_alone_may_be_framed_and_each_address_has_one_policy(folder: str) -> None:
    said = headers(SCRIPTS, indexed=True)
    text = static_host(said, [], folder=folder, indexed=True, beside_frames=TOP)
    blocks = {block.split("\n")[0]: block for block in re.split(r"\n(?=/)", text)}
    assert [*blocks] == [f"{folder}{name}" for name in ("*", "", "404.html", "about/*", "index.html", "embed/*")]
    for address, block in blocks.items():
        is_all, is_alone = address == f"{folder}*", address == f"{folder}embed/*"
        is_page = not is_all and not is_alone
        assert ("frame-ancestors 'none'" in block) == ("X-Frame-Options: DENY" in block) == is_page
        assert ("frame-ancestors *" in block) == ("X-Robots-Tag: noindex" in block) == is_alone
        assert block.count("Content-Security-Policy: ") == (not is_all)
    assert "Referrer-Policy: no-referrer" in blocks[f"{folder}*"]


def test_no_script_runs_in_a_chart_alone() -> None:
    said = framed(headers(SCRIPTS, indexed=True))
    assert "script-src" not in said["Content-Security-Policy"]
    assert said["Content-Security-Policy"].startswith("default-src 'none'; ")


def test_nginx_lets_the_charts_alone_be_framed_and_nothing_else() -> None:
    said = headers(SCRIPTS, indexed=True)
    server = nginx(said, folder="/2022-23/", indexed=True, frames=True)
    assert f'set $assess_policy "{said["Content-Security-Policy"]}";\n' in server
    assert 'set $assess_frames "DENY";\nif ($uri ~ "^/2022-23/embed/") { set $assess_frames ""; }\n' in server
    assert server.count("frame-ancestors *") == 1
    assert "add_header X-Frame-Options $assess_frames always;\n" in server
    assert "embed/" not in nginx(said, folder="/", indexed=True)


def test_nothing_of_a_restricted_edition_is_kept_by_a_browser() -> None:
    said = headers(SCRIPTS, indexed=False)
    static, server = static_host(said, LASTING, folder="/", indexed=False), nginx(said, folder="/", indexed=False)
    assert static.startswith("/*\n")
    assert static.count("/*") == static.count("\n/") + 1 == 1
    assert "  Cache-Control: private, no-store\n" in static
    assert 'set $assess_kept "private, no-store";' in server
    assert "immutable" not in static + server


def test_nginx_is_told_the_same_as_a_static_host() -> None:
    said = headers(SCRIPTS, indexed=True)
    server = nginx(said, folder="/", indexed=True)
    for name, value in said.items():
        assert f'add_header {name} "{value}" always;\n' in server
        assert '"' not in value
    assert server.count("\nadd_header ") == len(said) + 1
    assert "error_page 404 /404.html;\n" in server
