"""The public host, in a real nginx: every file as it was built, with the right headers, and nothing else."""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from building import files, nothing_changes
from hosts import Answer, Host, Hosts, Reader, deliver, files_of

PAGE = "/disorder/"
PACKED = {"Accept-Encoding": "gzip"}
LASTING = re.compile(r"/assets/.*\.[0-9a-f]{8}\.(min\.css|min\.js|woff2)")


@pytest.fixture
def host(hosts: Hosts) -> Host:
    return hosts.public


@pytest.fixture(scope="module")
def built(hosts: Hosts) -> dict[str, bytes]:
    return files_of(hosts.sites / "public")


@pytest.fixture(scope="module")
def headers(hosts: Hosts) -> dict[str, str]:
    """What the build of the site wants said with every answer, by the file for static hosts."""
    text = (hosts.sites / "public" / "_headers").read_text("utf-8")
    of_pages = [re.search(rf"^{re.escape(place)}\n((?:  .*\n)+)", text, re.MULTILINE) for place in ("/*", "/about/*")]
    return dict(line.strip().split(": ", 1) for found in of_pages if found for line in found[1].splitlines())


@pytest.fixture
def planted(host: Host) -> Iterator[list[str]]:
    """Files that must never be shown, put where the host would find them."""
    names = [".htpasswd", ".git/config", "about/.env", "public.manifest.json", "public.ledger.csv", "public.proof.json"]
    names += ["public.nginx.conf", "www.edition", "www.releases/new-1/site/index.html"]
    for name in names:
        path = host.target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("not for readers", "utf-8")
    yield names
    for name in names:
        (host.target / name).unlink()
    for name in (".git", "www.releases"):
        shutil.rmtree(host.target / name)


def test_every_file_is_served_as_it_was_built_with_its_type(reader: Reader, built: dict[str, bytes]) -> None:
    assert len(built) >= 40
    for address, content in built.items():
        answer = reader.ask(address)
        assert (answer.status, answer.body == content) == (200, True), address
        assert answer.said("Content-Type") != ["application/octet-stream"], address
    forwards = {name for name, content in built.items() if b'http-equiv="refresh"' in content}
    for address in (
        name.removesuffix("index.html") for name in built.keys() - forwards if name.endswith("/index.html")
    ):
        assert reader.ask(address).body == built[f"{address}index.html"]


def test_an_old_address_is_answered_with_where_its_page_went(reader: Reader) -> None:
    for old, new in (("/crime-figures/", "/disorder/crime/"), ("/disorder/ranks/", "/disorder/#incidents-by-area")):
        answer = reader.ask(old)
        assert (answer.status, answer.said("Location")) == (301, [new])
    assert reader.ask("/crime-figures").said("Location") == ["/crime-figures/"]


def answers_of_each_kind(reader: Reader) -> dict[str, Answer]:
    return {
        "page": reader.ask("/"),
        "data": reader.ask("/downloads/asb-by-type.csv"),
        "folder": reader.ask(PAGE.removesuffix("/")),
        "missing": reader.ask("/no/such/page/"),
        "hidden": reader.ask("/.git/config"),
        "moved": reader.ask("/crime-figures/"),
        "refused": reader.ask("/", method="POST"),
        "unchanged": reader.ask("/", {"If-None-Match": reader.ask("/").headers["ETag"]}),
    }


def test_every_answer_says_what_the_site_wants_said_once(reader: Reader, headers: dict[str, str]) -> None:
    answers = answers_of_each_kind(reader)
    assert {kind: answer.status for kind, answer in answers.items()} == {
        "page": 200,
        "data": 200,
        "folder": 301,
        "missing": 404,
        "hidden": 404,
        "moved": 301,
        "refused": 405,
        "unchanged": 304,
    }
    assert {"Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options"} <= headers.keys()
    wanted = {**headers, "Strict-Transport-Security": "max-age=31536000"}
    for kind, answer in answers.items():
        assert {name: answer.said(name) for name in wanted} == {name: [value] for name, value in wanted.items()}, kind
        assert answer.said("Server") == ["nginx"], kind
        assert not re.search(rb"nginx/\d", answer.body), kind
        assert len(answer.said("Cache-Control")) == 1, kind


def test_a_chart_alone_may_be_framed_and_what_it_leads_to_may_not(reader: Reader, headers: dict[str, str]) -> None:
    alone = reader.ask("/embed/asb-total/")
    assert (alone.status, alone.said("X-Frame-Options"), alone.said("X-Robots-Tag")) == (200, [], ["noindex"])
    (policy,) = alone.said("Content-Security-Policy")
    assert "frame-ancestors *" in policy
    assert "script-src" not in policy
    for name in headers.keys() - {"X-Frame-Options", "Content-Security-Policy"}:
        assert alone.said(name) == [headers[name]], name
    for address in ("/", "/embedded/", "/about/?embed/asb-total/", "/about/%2e%2e/", "/assets/stylesheets/embed.css"):
        answer = reader.ask(address)
        assert answer.said("X-Frame-Options") == ["DENY"], address
        assert "frame-ancestors 'none'" in answer.said("Content-Security-Policy")[0], address


def test_only_what_has_its_digest_in_its_name_is_kept(reader: Reader, built: dict[str, bytes]) -> None:
    lasting = [name for name in built if LASTING.fullmatch(name)]
    assert len(lasting) >= 4
    for address in lasting:
        assert reader.ask(address).said("Cache-Control") == ["public, max-age=31536000, immutable"]
    for address in ("/", PAGE, "/downloads/asb-by-type.csv", "/assets/a.01234567.min.js", "/search/search_index.json"):
        assert reader.ask(address).said("Cache-Control") == ["public, max-age=0, must-revalidate"], address


def test_text_is_compressed_and_what_is_compressed_already_is_not(reader: Reader, built: dict[str, bytes]) -> None:
    kinds = {Path(name).suffix: name for name, content in built.items() if len(content) > 1000}
    for kind in (".html", ".css", ".js", ".json", ".csv"):
        answer = reader.ask(kinds[kind], PACKED)
        assert (answer.said("Content-Encoding"), answer.said("Vary")) == (["gzip"], ["Accept-Encoding"]), kind
        assert gzip.decompress(answer.body) == built[kinds[kind]]
        assert reader.ask(kinds[kind]).said("Content-Encoding") == []
    for kind in (".xlsx", ".ods", ".zip"):
        assert reader.ask(kinds[kind], PACKED).said("Content-Encoding") == [], kind


@pytest.mark.parametrize("address", ["/no", "/no/such/page/", "/assets/", "/downloads/", "/assets/no.js"])
def test_an_address_that_does_not_exist_has_the_page_that_says_so(
    reader: Reader, built: dict[str, bytes], address: str
) -> None:
    answer = reader.ask(address)
    assert (answer.status, answer.body == built["/404.html"]) == (404, True)


def test_what_is_for_the_host_is_never_shown(reader: Reader, host: Host, planted: list[str]) -> None:
    beside = [path.name for path in host.target.parent.iterdir()]
    assert {"assessment.manifest.json", "assessment.nginx.conf", "assessment.edition"} <= set(beside)
    for name in [*planted, "_headers", "_redirects", *beside]:
        assert (host.target / name).exists() or name in beside
        for address in (f"/{name}", f"/about/../{name}", f"/%2e/{name}"):
            assert reader.ask(address).status == 404, address
    for name in beside:
        for up in ("/../", "/%2e%2e/", "/about/../../", "/..%2f"):
            assert reader.ask(up + name).status == 400, name


def test_a_site_is_read_and_nothing_else(host: Host) -> None:
    for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"):
        assert host.reader().ask("/", method=method).status == 405, method
    head = host.reader().ask("/", method="HEAD")
    assert (head.status, head.body) == (200, b"")


def test_plain_http_leads_to_this_host_by_https_whatever_host_was_asked_for(host: Host) -> None:
    answer = Reader(host.plain).ask("/about/?a=b", {"Host": "elsewhere.example"})
    assert (answer.status, answer.said("Location")) == (301, ["https://safety.example/about/?a=b"])


def test_another_edition_is_refused_and_the_site_goes_on_being_served(
    hosts: Hosts, host: Host, reader: Reader, tmp_path: Path
) -> None:
    disguised = tmp_path / "public"
    shutil.copytree(hosts.sites / "partner", disguised)
    for kind in ("manifest.json", "nginx.conf"):
        shutil.copyfile(hosts.sites / f"partner.{kind}", f"{disguised}.{kind}")
    with nothing_changes(host.target.parent):
        assert "this host is for the public edition" in deliver("partner", host, hosts.sites).stderr
        assert "It is the partner edition" in deliver("public", host, tmp_path).stderr
    assert files(host.target.resolve()) == files(hosts.sites / "public")
    assert reader.ask("/").body == (hosts.sites / "public" / "index.html").read_bytes()


def test_the_next_release_is_shown_at_once(hosts: Hosts, host: Host, reader: Reader) -> None:
    before = host.target.resolve()
    shown = reader.ask("/").body
    (before / "index.html").write_text("the release before", "utf-8")
    assert reader.ask("/").body == b"the release before"
    assert deliver("public", host, hosts.sites).returncode == 0
    assert host.target.resolve() != before
    assert reader.ask("/").body == shown
