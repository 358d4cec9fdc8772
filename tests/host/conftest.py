"""What the tests of hosts share: the hosts as `deploy/` sets them up, each with its edition delivered to it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.register_assert_rewrite("building", "hosts", "nginx", "jobs")

from hosts import Host, Hosts, Reader, serving  # noqa: E402  # after the lines above
from nginx import MISSING, found  # noqa: E402  # as above

NOT_TRIED = pytest.StashKey[bool]()


@pytest.fixture(scope="session")
def nginx(request: pytest.FixtureRequest) -> Path:
    """The nginx of this machine; without one its tests are not tried, which CI does not accept."""
    path = found()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail(MISSING)
        request.config.stash[NOT_TRIED] = True
        pytest.skip(MISSING)
    return path


@pytest.fixture(scope="session")
def hosts(nginx: Path, sites: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosts]:
    """A public and a partner host, served by one nginx."""
    with serving(nginx, sites, tmp_path_factory.mktemp("hosts")) as running:
        yield running


@pytest.fixture
def reader(host: Host) -> Reader:
    """Somebody who asks the host of a module of tests."""
    return host.reader()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """What was not tried is said last, so that nobody takes it for passed."""
    if config.stash.get(NOT_TRIED, False):
        terminalreporter.section("not tried: the web servers")
        terminalreporter.line(MISSING)
