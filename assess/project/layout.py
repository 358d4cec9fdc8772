"""Where things are: the project's own files, a restricted pack, the output."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assess.project.made_for import refuse_newer
from redaction.diagnostics.errors import AssessError
from redaction.policy import Policy

PAGES = "docs"
RELEASES = "releases"
WITNESSES = "protect"  # the folder of a pack in which those of withheld counts lie
CHANGES = "what-changed.md"  # the page that is made from the last of the earlier years
YEAR_FILE = "year.json"  # what makes a folder of releases that of a year
SHARED = (
    "glossary.yml",
    "mkdocs.yml",
    "redaction/editions.yml",
    "redaction/sources.yml",
    "search.yml",
    "theme",
    "wording.yml",
)
_LINE_ENDS = frozenset("\n\r")
_CHECKED = ("style.yml",)  # what a check reads, and a build does not
_FOLDERS = ("redaction", "data")  # what some inputs lie in
_MARKS = ("mkdocs.yml", "redaction/editions.yml")


@dataclass(frozen=True)
class Project:
    """A checkout."""

    root: Path

    @property
    def config(self) -> Path:
        """The configuration of the public site."""
        return self.root / "mkdocs.yml"

    @property
    def glossary(self) -> Path:
        """The terms that pages explain by a tooltip; the configuration inherits it."""
        return self.root / "glossary.yml"

    @property
    def wording(self) -> Path:
        """The numbers and comparisons that pages may type."""
        return self.root / "wording.yml"

    @property
    def search(self) -> Path:
        """What the search knows of words; a site may do without."""
        return self.root / "search.yml"

    @property
    def docs(self) -> Path:
        """The pages."""
        return self.root / "docs"

    @property
    def theme(self) -> Path:
        """Where the site overrides files of the program's theme."""
        return self.root / "theme"

    @property
    def policy(self) -> Path:
        """The folder of the two policy files."""
        return self.root / "redaction"

    @property
    def protection(self) -> Path:
        """The policy of small counts, where there is one."""
        return self.policy / "protection.yml"

    @property
    def charts(self) -> Path:
        """Where drawn charts are kept, a folder an audience."""
        return self.root / ".cache" / "charts"

    @property
    def downloads(self) -> Path:
        """Where workbooks to download are kept, a folder an edition."""
        return self.root / ".cache" / "downloads"

    @property
    def pdfs(self) -> Path:
        """Where PDFs that were laid out are kept, a folder an edition."""
        return self.root / ".cache" / "pdf"

    @property
    def kept(self) -> Path:
        """Where results of earlier builds are kept, a folder an edition."""
        return self.root / ".cache" / "kept"

    def inputs(self) -> dict[str, Path]:
        """What every build rests on beside its data, by the name it has in a manifest: files, and whole folders."""
        return {name: self.root / name for name in (PAGES, *SHARED)}

    def open_data(self, policy: Policy) -> Path:
        """The data that everybody may see."""
        return self.root / "data" / policy.open_audience

    def shown(self, path: Path) -> str:
        """A path as messages call it: from the project's folder where it lies inside."""
        try:
            return path.relative_to(self.root).as_posix()
        except ValueError:
            return str(path)


def year_folders(released: Path) -> list[Path]:
    """The folders of earlier years among releases."""
    return sorted(path.parent for path in released.glob(f"*/{YEAR_FILE}"))


def find_project(start: Path) -> Project:
    """The project that a folder lies in; raises AssessError where there is none, or one of a newer program."""
    for folder in (start, *start.parents):
        if all((folder / mark).is_file() for mark in _MARKS):
            project = Project(folder.resolve())
            refuse_newer(project.config.read_text("utf-8", errors="replace"))
            return project
    raise AssessError(f"{start} is not inside a project: no folder above it holds {' and '.join(_MARKS)}")


def check_places(project: Project, policy: Policy, pack: Path | None, out: Path) -> None:
    """Refuse a pack or an output where it would leak or be lost, and inputs that lie elsewhere; raises AssessError."""
    for what, path in (("project", project.root), ("restricted pack", pack), ("output", out)):
        if path is not None and _LINE_ENDS.intersection(str(path)):
            raise AssessError(f"The path of the {what} has a line end in it, which a build cannot work with. Rename it")
    for name in (PAGES, *SHARED, *_CHECKED, *_FOLDERS, f"data/{policy.open_audience}"):
        if (project.root / name).is_symlink():
            raise AssessError(
                f"{name} is a link to another place, and a build reads only files of the project. Put a copy there"
            )
    guarded = {name: project.root / name for name in ("docs", "theme", "redaction", "macros")}
    for name, folder in guarded.items():
        for what, path in (("The restricted pack", pack), ("The output", out)):
            if path is not None and (folder == path or folder in path.parents):
                raise AssessError(
                    f"{what} {path} lies inside {name}/, whose files are published or run. Move it elsewhere"
                )
    if pack is not None:
        _check_pack(project, policy, pack, out)
    data = project.root / "data"
    if out == data or (project.open_data(policy) in (out, *out.parents)):
        raise AssessError(f"The output {out} would replace or hold the data. Name a folder of its own, such as site")
    if out == project.root or out in project.root.parents:
        raise AssessError(f"The output {out} would hold the project itself. Name a folder of its own, such as site")
    if out.exists() and not out.is_dir():
        raise AssessError(f"The output {out} is a file. Name a folder")


def _check_pack(project: Project, policy: Policy, pack: Path, out: Path) -> None:
    if out == pack or out in pack.parents or pack in out.parents:
        raise AssessError(f"The restricted pack {pack} and the output {out} lie inside one another. Move one of them")
    published = project.open_data(policy)
    if published == pack or published in pack.parents:
        raise AssessError(
            f"The restricted pack {pack} lies inside {project.shown(published)}/, which is published. Move it elsewhere"
        )
    if pack == project.root or pack in project.root.parents:
        raise AssessError(f"The restricted pack {pack} would hold the project itself. Name the pack's own folder")
