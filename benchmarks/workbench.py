"""Copies to build in: this project, and the naive peer with the same pages."""

from __future__ import annotations

import csv
import re
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from benchmarks.measuring import Command

ROOT = Path(__file__).resolve().parent.parent
_COPIED = (
    "docs",
    "data",
    "redaction/sources.yml",
    "redaction/editions.yml",
    "mkdocs.yml",
    "glossary.yml",
    "style.yml",
    "wording.yml",
)
_EDITED = Path("docs", "5-crime-and-asb", "5-1-crime.md")
_KEPT = ("index.md", "about/sources.md", "about/this-edition.md", "5-crime-and-asb/")
_PEER = Path(__file__).with_name("peer") / "main.py"
_CALL = re.compile(r"\{\{-?\s*(\w+)\(")
_LINK = re.compile(r"\[(?P<words>[^\]]*)\]\((?P<page>[^)#:\s]+\.md)[^)]*\)")
_FIGURE = re.compile(r"<figure\b.*?</figure>", re.DOTALL)
_PROGRAMS = Path(sys.executable).parent


class UnequalError(RuntimeError):
    """The two sites do not hold the same."""


@dataclass(frozen=True)
class Workbench:
    """A copy that a site is built in: the command, where the site comes to lie, and what else a cold build lacks."""

    command: Command
    site: Path
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


def whole(folder: Path) -> Workbench:
    """A copy of this project with all its pages, to build its public edition in."""
    for name in _COPIED:
        _copy(ROOT / name, folder / name)
    command = Command((str(_PROGRAMS / "assess"), "build", "public"), folder)
    return Workbench(command, folder / "site" / "public", (folder / "site", folder / ".cache"))


def ours(folder: Path) -> Workbench:
    """A copy of this project, to build its three editions in with the sample pack."""
    whole(folder)
    _keep_what_both_can(folder)
    _keep_what_these_pages_need(folder)
    command = Command((str(_PROGRAMS / "assess"), "build", "--restricted", "data/sample"), folder)
    return Workbench(command, folder / "site" / "public", (folder / "site", folder / ".cache"))


def peer(folder: Path) -> Workbench:
    """The naive peer: our pages and open data, its own macros, MkDocs and Material as they come."""
    folder.mkdir()
    _copy(ROOT / "docs", folder / "docs")
    for path in (ROOT / "data" / "public").iterdir():
        place = folder / "docs" / "downloads" if path.suffix == ".csv" else folder / "data"
        place.mkdir(exist_ok=True)
        _copy(path, place / path.name)
    _copy(ROOT / "redaction" / "sources.yml", folder / "sources.yml")
    _copy(ROOT / "glossary.yml", folder / "glossary.yml")
    _copy(_PEER, folder / "main.py")
    _copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    _keep_what_both_can(folder)
    settings = yaml.safe_load((folder / "mkdocs.yml").read_text("utf-8"))
    settings |= {"site_dir": "site", "extra_css": []}
    settings["theme"]["name"] = "material"
    next(each for each in settings["plugins"] if "macros" in each)["macros"].pop("modules")
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False), "utf-8")
    return Workbench(Command((str(_PROGRAMS / "mkdocs"), "build"), folder), folder / "site", (folder / "site",))


def _keep_what_both_can(folder: Path) -> None:
    """Keep the section and the pages whose macros the peer has too; leave out lines that call the others."""
    docs, known = folder / "docs", set(re.findall(r"@env\.macro.*\n    def (\w+)", _PEER.read_text("utf-8")))
    for path in sorted(docs.rglob("*.md")):
        name = path.relative_to(docs).as_posix()
        if name.startswith(_KEPT):
            lines = (line for line in path.read_text("utf-8").splitlines() if known.issuperset(_CALL.findall(line)))
            path.write_text(_without_dead_links("\n".join(lines), path.parent, docs) + "\n", "utf-8")
        else:
            path.unlink()
    settings = yaml.safe_load((folder / "mkdocs.yml").read_text("utf-8"))
    settings["nav"] = [path.relative_to(docs).as_posix() for path in sorted(docs.rglob("*.md"))]
    settings["strict"] = False
    settings["extra"].pop("redirects", None)
    settings["extra"].pop("pdf", None)
    for section in settings["extra"]["sections"]:
        if not section["page"].startswith(_KEPT):
            del section["page"]
    settings["validation"] = {"links": {"not_found": "ignore", "anchors": "ignore", "unrecognized_links": "ignore"}}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False), "utf-8")


def _without_dead_links(text: str, folder: Path, docs: Path) -> str:
    """Text in which what linked to a page that was left out is plain words."""

    def plain(link: re.Match[str]) -> str:
        target = (folder / link["page"]).resolve().relative_to(docs.resolve()).as_posix()
        return link[0] if target.startswith(_KEPT) else link["words"]

    return _LINK.sub(plain, text)


def _keep_what_these_pages_need(folder: Path) -> None:
    """Let what is declared of pages that were left out be of a page that is there, and type its sections freely."""
    claims = folder / "data" / "public" / "printed-claims.csv"
    heading, *rows = csv.reader(claims.read_text("utf-8").splitlines())
    page, figure = heading.index("page"), heading.index("figure")
    for row in rows:
        if not (folder / "docs" / row[page]).is_file():
            row[page], row[figure] = _EDITED.relative_to("docs").as_posix(), "text"
    with claims.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([heading, *rows])
    work = folder / "data" / "public" / "local-work.csv"
    heading, *rows = csv.reader(work.read_text("utf-8").splitlines())
    with work.open("w", encoding="utf-8", newline="") as file:
        there = [row for row in rows if (folder / "docs" / row[heading.index("page")]).is_file()]
        csv.writer(file).writerows([heading, *there])
    wording = yaml.safe_load((folder / "wording.yml").read_text("utf-8"))
    wording["exempt"] = [each for each in wording["exempt"] if each["text"] in _as_one_line(folder / each["page"])]
    anything = {"reason": "A section that was left out.", "patterns": [r"[Ss]ections? \d+(?:\.\d+)*"]}
    wording["kinds"]["section-left-out"] = anything
    (folder / "wording.yml").write_text(yaml.safe_dump(wording, sort_keys=False), "utf-8")


def _as_one_line(path: Path) -> str:
    return " ".join(path.read_text("utf-8").split()) if path.is_file() else ""


def contents(site: Path) -> dict[str, int]:
    """How many pages, charts and tables a site holds."""
    pages = list(_pages(site))
    return {
        "pages": len(pages),
        "charts": sum(figure.count("<svg") for page in pages for figure in _FIGURE.findall(page)),
        "tables": sum(page.count("<table") for page in pages),
    }


def check_equal(own: Path, others: Path) -> dict[str, int]:
    """What both sites hold; raises UnequalError where the peer's does not hold as much as ours."""
    held, expected = contents(others), contents(own)
    if held != expected:
        raise UnequalError(f"The peer is no peer any more: it holds {held}, our public edition {expected}")
    return held


def _pages(site: Path) -> Iterator[str]:
    for path in sorted(site.rglob("index.html")):
        yield path.read_text("utf-8")


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copyfile(source, target)
