"""Golden files: compared exactly, and written anew with `pytest tests/golden --update-golden`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write tests/golden/*.html anew, to be read in the diff"
    )


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str], None]:
    """Compare a text with a golden file, byte for byte."""

    def compare(name: str, text: str) -> None:
        path = FOLDER / name
        if request.config.getoption("--update-golden", default=False):
            path.write_bytes(text.encode())
            pytest.skip(f"{name} written anew: read its diff")
        assert text == path.read_bytes().decode(), (
            f"{name} is no longer what is written. If it should be, run: pytest tests/golden --update-golden"
        )

    return compare
