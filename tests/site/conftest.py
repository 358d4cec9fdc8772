"""Sites served on this machine alone, and a browser to read them with."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from axe import UNDECIDED
from hosted import hosted
from playwright.sync_api import expect
from served import EDITIONS
from shown import with_a_page_of_each_kind

from tests.conftest import build, made_once

expect.set_options(timeout=30_000)  # milliseconds: what a busy machine may take to check and to render


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="session")
def sites(shared: Path) -> Path:
    """The three editions of a site with a page of each kind."""
    return made_once(shared / "a-page-of-each-kind", lambda project: build(with_a_page_of_each_kind(project))) / "site"


@pytest.fixture(scope="session")
def address(sites: Path) -> Iterator[str]:
    """Where the built editions are served: ADDRESS/EDITION/..."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Silent, directory=str(sites)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def hosts(sites: Path) -> Iterator[dict[str, str]]:
    """Each edition on a host of its own, as it is published, with the headers it asks for."""
    with ExitStack() as stack:
        yield {edition: stack.enter_context(hosted(sites / edition)) for edition in EDITIONS}


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """What axe could not decide, counted: it fails nothing, and a person may look."""
    undecided = config.stash.get(UNDECIDED, [])
    if undecided:
        terminalreporter.section("axe could not decide")
        for line in undecided:
            terminalreporter.line(line)
