"""Which saves a preview follows."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.preview.watcher import Watched

WATCHED = Watched((Path("/p/docs"), Path("/pack/partner")), (Path("/p/mkdocs.yml"),))


@pytest.mark.parametrize(
    "path", ["/p/docs/index.md", "/p/docs/5/a b.md", "/pack/partner/a.csv", "/p/mkdocs.yml", "/p/docs/5"]
)
def test_what_pages_rest_on_is_followed(path: str) -> None:
    assert WATCHED.follows(Path(path))


@pytest.mark.parametrize(
    "path",
    [
        "/p/docs/.index.md.swp",
        "/p/docs/index.md~",
        "/p/docs/#index.md#",
        "/pack/partner/~$a.csv",
        "/p/docs/.git/a.md",
        "/p/docs/index.md.tmp",
        "/pack/internal/a.csv",
        "/p/README.md",
        "/p/docs.md",
    ],
)
def test_what_editors_keep_and_what_lies_elsewhere_is_not(path: str) -> None:
    assert not WATCHED.follows(Path(path))
