"""What a host is told to say with the pages of an edition."""

from __future__ import annotations

import pytest

from assess.build.hosting.headers import headers, nginx, static_host

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
