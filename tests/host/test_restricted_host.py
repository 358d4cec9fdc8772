"""The host of a restricted edition, in a real nginx: without sign-in nothing of it can be reached, whatever happens."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from building import ROOT
from hosts import GUEST, STRANGER, Answer, Host, Hosts, Reader, SignIn, files_of

PAGE = "/stations/"
SECRET = b"OFFICIAL-SENSITIVE"
LARGEST = 250  # of an answer that shows nothing: a line of words, or what nginx says of a status by itself
# One page by other names, and what stands beside the site.
DISGUISED = (
    f"/{PAGE}",
    f"/.{PAGE}",
    f"/about/..{PAGE}",
    "/%73tations/",
    f"{PAGE}index.html?session=guest",
    f"{PAGE}index.html#/oauth2/",
    f"/oauth2/..{PAGE}",
    f"/oauth2/../..{PAGE}",
    f"/oauth2/%2e%2e{PAGE}",
    "/oauth2/auth",
    "/oauth2/auth/",
    "/404.html",
    "/_headers",
    "/_redirects",
    "/crime-figures/",
    "/casualties",
    "/.git/config",
    "/../partners.manifest.json",
    "/partners.manifest.json",
)
WAYS_OF_ASKING = (
    {},
    {"Range": "bytes=0-99"},
    {"If-Modified-Since": "Fri, 01 Jan 2038 00:00:00 GMT"},
    {"If-None-Match": "*"},
    {"Accept-Encoding": "gzip"},
    {"Authorization": "Basic Z3Vlc3Q6Z3Vlc3Q="},
    {"Cookie": "session=other"},
    {"Cookie": "session=guest; session=other"},
    {"X-Original-URI": "/oauth2/start", "X-Forwarded-Uri": "/oauth2/start", "X-Rewrite-URL": "/oauth2/start"},
    {"Host": "safety.example"},
    STRANGER,
)
OUT_OF_ORDER = ("down", "broken", "mute")


@pytest.fixture
def host(hosts: Hosts) -> Host:
    return hosts.partner


@pytest.fixture(scope="module")
def built(hosts: Hosts) -> dict[str, bytes]:
    return files_of(hosts.sites / "partner")


@pytest.fixture
def sign_in(hosts: Hosts) -> Iterator[SignIn]:
    """The service that signs people in, at work."""
    with hosts.sign_in.at_work():
        yield hosts.sign_in


@pytest.fixture(params=OUT_OF_ORDER)
def out_of_order(hosts: Hosts, request: pytest.FixtureRequest) -> Iterator[None]:
    """The service that signs people in, out of order in one way or another."""
    if request.param == "down":
        yield
        return
    with hosts.sign_in.at_work():
        hosts.sign_in.state = request.param
        yield
        hosts.sign_in.state = "well"


def shows_nothing(answer: Answer) -> bool:
    """Whether an answer holds nothing of a site, nor anything that tells what a file of it is like."""
    told = ("ETag", "Last-Modified", "Content-Range", "Accept-Ranges")
    return len(answer.body) <= LARGEST and SECRET not in answer.body and not any(map(answer.said, told))


@pytest.mark.usefixtures("sign_in")
def test_who_is_signed_in_reads_every_file_as_it_was_built(reader: Reader, built: dict[str, bytes]) -> None:
    assert len(built) >= 40
    assert SECRET in built[f"{PAGE}index.html"]
    assert reader.ask("/crime-figures/", GUEST).said("Location") == ["/disorder/crime/"]
    for address, content in built.items():
        answer = reader.ask(address, GUEST)
        assert (answer.status, answer.body == content) == (200, True), address
    assert reader.ask("/no/such/page/", GUEST).body == built["/404.html"]


@pytest.mark.usefixtures("sign_in")
def test_without_sign_in_no_page_asset_or_download_can_be_reached(reader: Reader, built: dict[str, bytes]) -> None:
    folders = {address.removesuffix("index.html") for address in built if address.endswith("/index.html")}
    for address in sorted({*built, *folders, *(folder.removesuffix("/") for folder in folders)} - {""}):
        for method in ("GET", "HEAD"):
            answer = reader.ask(address, method=method)
            assert (answer.status, answer.said("Location")) == (302, [f"/oauth2/start?rd={address}"]), address
            assert shows_nothing(answer), address


@pytest.mark.usefixtures("sign_in")
@pytest.mark.parametrize("headers", WAYS_OF_ASKING, ids=str)
def test_no_way_of_asking_gets_past_the_sign_in(reader: Reader, headers: dict[str, str]) -> None:
    for address in (PAGE, *DISGUISED):
        answer = reader.ask(address, headers)
        assert answer.status in (302, 400, 401, 403, 404) or address.startswith("/oauth2/"), address
        assert shows_nothing(answer), address


@pytest.mark.usefixtures("sign_in")
def test_who_may_not_read_it_is_refused_and_not_sent_to_sign_in_again(reader: Reader) -> None:
    assert reader.ask(PAGE, STRANGER).status == 403


@pytest.mark.usefixtures("sign_in")
def test_without_sign_in_an_address_that_exists_answers_like_one_that_does_not(reader: Reader) -> None:
    there, missing = reader.ask(PAGE), reader.ask("/disorder/no-such-page/")
    assert there.status == missing.status == 302
    assert there.body == missing.body
    assert there.headers.keys() == missing.headers.keys()


@pytest.mark.usefixtures("out_of_order")
@pytest.mark.parametrize("who", [{}, GUEST, STRANGER], ids=["nobody", "guest", "stranger"])
def test_nothing_is_served_while_nobody_can_be_signed_in(
    reader: Reader, built: dict[str, bytes], who: dict[str, str]
) -> None:
    for address in (*sorted(built)[::20], PAGE, "/", "/404.html", "/no/such/page/"):
        answer = reader.ask(address, who)
        assert (answer.status, shows_nothing(answer)) == (503, True), address
        assert answer.body.startswith(b"Nobody can be signed in at the moment")


def test_the_sign_in_is_reached_without_one_and_the_question_whether_somebody_is_signed_in_is_not(
    reader: Reader, sign_in: SignIn
) -> None:
    assert reader.ask("/oauth2/start?rd=/").body == b"sign in here"
    assert sign_in.asked[-1] == "/oauth2/start?rd=/"
    sign_in.asked.clear()
    assert reader.ask("/oauth2/auth", GUEST).status == 404
    assert reader.ask("/oauth2/auth").body != b"sign in here"


def test_every_answer_keeps_search_engines_and_caches_away(reader: Reader, sign_in: SignIn) -> None:
    answers = [
        reader.ask(PAGE, GUEST),
        reader.ask("/downloads/injuries-by-age.csv", GUEST),
        reader.ask("/no/such/page/", GUEST),
        reader.ask("/", GUEST, method="POST"),
        reader.ask(PAGE, {**GUEST, "If-None-Match": reader.ask(PAGE, GUEST).headers["ETag"]}),
        reader.ask(PAGE),
        reader.ask(PAGE, STRANGER),
    ]
    sign_in.state = "broken"
    answers.append(reader.ask(PAGE, GUEST))
    sign_in.state = "well"
    assert [answer.status for answer in answers] == [200, 200, 404, 405, 304, 302, 403, 503]
    for answer in answers:
        assert answer.said("Cache-Control") == ["private, no-store"]
        assert answer.said("X-Robots-Tag") == ["noindex, nofollow, noarchive"]
        assert answer.said("Server") == ["nginx"]
        assert len(answer.said("Content-Security-Policy")) == 1


@pytest.mark.usefixtures("sign_in")
def test_what_search_engines_ask_first_is_behind_the_sign_in_too(reader: Reader) -> None:
    for address in ("/robots.txt", "/sitemap.xml", "/sitemap.xml.gz", "/search/search_index.json"):
        assert reader.ask(address).status == 302


def test_plain_http_shows_nothing_but_the_way_to_https(host: Host) -> None:
    answer = Reader(host.plain).ask(PAGE, GUEST)
    assert (answer.status, answer.said("Location")) == (301, [f"https://partners.safety.example{PAGE}"])


def test_the_words_for_the_officer_count_right() -> None:
    counted = f"{len(WAYS_OF_ASKING)} ways of asking; {len(OUT_OF_ORDER)} ways of being out of order"
    assert counted in (ROOT / "SECURITY.md").read_text("utf-8")
