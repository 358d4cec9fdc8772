"""Copies to build in: this project, and the peer with the same pages."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.measuring import Command
from benchmarks.peer_pages import write_pages

ROOT = Path(__file__).resolve().parent.parent
_COPIED = (
    "docs",
    "data",
    "redaction/sources.yml",
    "redaction/editions.yml",
    "mkdocs.yml",
    "glossary.yml",
    "search.yml",
    "style.yml",
    "wording.yml",
)
_EDITED = Path("docs", "5-crime-and-asb", "5-1-crime.md")
_TABLE = "crime-severity.csv"
_CELL = re.compile(r"(?m)^(eastern-region,[^,]*,)(\d+)\.(\d)")  # in a chart, a table and a sentence
_PEER = Path(__file__).with_name("peer")
_ARTICLE = re.compile(r"<article\b.*?</article>", re.DOTALL)
_FIGURE = re.compile(r"<figure\b.*?</figure>", re.DOTALL)
_CHART = re.compile(r"<svg\b[^>]*\bxmlns=")  # and not one that stands in another
EMBED = "embed"  # figures that other sites show, each on a page of its own; the peer has none
_PROGRAMS = Path(sys.executable).parent

# What our public edition shows and the peer does not make, by what it would count as.
NOT_IN_PEER: Mapping[str, int] = {"tables": 1}  # the likeliest causes of what differs from print, counted


class UnequalError(RuntimeError):
    """The two sites do not hold the same."""


@dataclass(frozen=True)
class Workbench:
    """A copy that a site is built in: the command, the site, its CSVs, and what a cold build lacks."""

    command: Command
    site: Path
    tables: Path
    kept: tuple[Path, ...]

    def empty(self) -> None:
        """Take away everything that an earlier build left."""
        for folder in self.kept:
            shutil.rmtree(folder, ignore_errors=True)

    def edit(self) -> None:
        """Change one page: one more sentence at its end."""
        page = self.command.folder / _EDITED
        text = page.read_text("utf-8")
        page.write_text(f"{text}\nThis sentence was added to see how long it takes.\n", "utf-8")

    def edit_cell(self) -> None:
        """Change one cell of a CSV: a tenth more."""
        table = self.tables / _TABLE
        before = table.read_text("utf-8")
        after = _CELL.sub(lambda found: f"{found[1]}{(int(found[2] + found[3]) + 1) / 10:.1f}", before)
        if after == before:
            raise UnequalError(f"{_TABLE} has no cell to change")
        table.write_text(after, "utf-8")


def whole(folder: Path, *arguments: str) -> Workbench:
    """A copy of this project with all its pages, to build its public edition in, or as the arguments say."""
    for name in _COPIED:
        _copy(ROOT / name, folder / name)
    _in_git(folder)
    command = Command((str(_PROGRAMS / "assess"), "build", *(arguments or ("public",))), folder)
    kept = (folder / "site", folder / ".cache")
    return Workbench(command, folder / "site" / "public", folder / "data" / "public", kept)


def ours(folder: Path) -> Workbench:
    """A copy of this project, to build its three editions in with the sample pack."""
    return whole(folder, "--restricted", "data/sample")


def peer(folder: Path) -> Workbench:
    """The peer: the pages and the open data of our public edition, its own macros, MkDocs and Material as they come."""
    tables = folder / "docs" / "downloads"
    for path in (ROOT / "data" / "public").iterdir():
        _copy(path, (tables if path.suffix == ".csv" else folder / "data") / path.name)
    write_pages(ROOT, folder)
    _copy(ROOT / "redaction" / "sources.yml", folder / "sources.yml")
    _copy(ROOT / "glossary.yml", folder / "glossary.yml")
    _copy(_PEER, folder / "main")
    command = Command((str(_PROGRAMS / "mkdocs"), "build"), folder)
    return Workbench(command, folder / "site", tables, (folder / "site",))


def contents(site: Path) -> dict[str, int]:
    """How many pages, charts and tables a site holds; what only leads on is no page, nor is a figure on its own."""
    pages = list(_pages(site))
    return {
        "pages": len(pages),
        "charts": sum(len(_CHART.findall(figure)) for page in pages for figure in _FIGURE.findall(page)),
        "tables": sum(page.count("<table") for page in pages),
    }


def check_equal(own: Path, others: Path) -> dict[str, int]:
    """What both sites hold; raises UnequalError where the peer's does not hold as much as ours."""
    expected = {what: count - NOT_IN_PEER.get(what, 0) for what, count in contents(own).items()}
    held = contents(others)
    if held != expected:
        raise UnequalError(f"The peer is no peer any more: it holds {held}, our public edition {expected}")
    return held


def _pages(site: Path) -> Iterator[str]:
    """The article of each page."""
    for path in sorted(set(site.rglob("index.html")) - set((site / EMBED).rglob("index.html"))):
        yield from _ARTICLE.findall(path.read_text("utf-8"))


def _in_git(folder: Path) -> None:
    """Commit a copy, as a project is where people work on it."""
    git = ("git", "-c", "user.name=Benchmark", "-c", "user.email=", "-c", "commit.gpgsign=false")
    (folder / ".gitignore").write_text("/site/\n/.cache/\n", "utf-8")
    for words in (("init", "--quiet"), ("add", "--all"), ("commit", "--quiet", "--message", "A copy to build in")):
        subprocess.run((*git, *words), cwd=folder, check=True)  # noqa: S603  # commands of this benchmark


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copyfile(source, target)
