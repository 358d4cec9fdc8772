"""A small project with one page and a few datasets: it builds so quickly that a test may build it over and over."""

from __future__ import annotations

import re
import shutil
from collections.abc import Collection
from pathlib import Path


def narrow(project: Path, page: str, kept: Collection[str]) -> None:
    """Leave a project one page, and of its data and of the pack in it the datasets and texts of these names alone."""
    shutil.rmtree(project / "docs")
    (project / "docs").mkdir()
    write_index(project, page)
    (project / "search.yml").unlink(missing_ok=True)  # its answers lead to pages that are left out
    config = project / "mkdocs.yml"
    text = re.sub(r"(?m)^nav:.*\n(?: +.*\n|\n)*", "nav: [index.md]\n\n", config.read_text("utf-8"))
    text = re.sub(r"(?m)^  (?:redirects|pdf):.*\n(?:    .*\n)+", "", text)
    config.write_text(re.sub(r"(?m)^(    - {number: .*), page: [^}]*}", r"\1}", text), "utf-8")
    files = [path for place in ("public", "sample/*") for path in (project / "data").glob(f"{place}/**/*.*")]
    assert set(kept) <= {path.stem for path in files}
    for path in files:
        if path.stem not in kept:
            path.unlink()


def write_index(project: Path, text: str) -> None:
    """Write the page."""
    matter = "---\ntitle: The page index\ndescription: A page to build.\n---\n"
    (project / "docs" / "index.md").write_text(matter + text, "utf-8")
