"""A new site, written into a folder that has nothing in it."""

from __future__ import annotations

import shutil
from pathlib import Path

from assess import __version__
from assess.init.partnership import Partnership
from assess.init.program import pinned, wheel, wheel_name
from assess.init.site import site_files
from assess.new.writer import write_new
from redaction.diagnostics.errors import AssessError


def start_site(folder: Path, of: Partnership) -> list[str]:
    """Write the site of a partnership, and say what to do next; raises AssessError where there is something already."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise AssessError(f"{folder} is there already and is not empty, and stays as it is. Name a new folder")
    files = site_files(of, wheel_name(), pinned())
    write_new({folder / name: text for name, text in files.items()})
    for name in files:
        if name.endswith(".sh"):
            (folder / name).chmod(0o755)
    return [f"{folder}  {len(files)} files: {', '.join(each.id for each in of.editions)}", "", *_next(folder)]


def _next(folder: Path) -> list[str]:
    """What is left for a person to do."""
    found, place = wheel(), folder / "wheels"
    place.mkdir()
    lines = [f"cd {folder}"]
    if found:
        shutil.copyfile(found, place / found.name)
    else:
        lines.append(f"Put the wheel of assess {__version__} into wheels/, as {wheel_name()}")
    return [*lines, "make site", "make test", "README.md says what to put in place of the examples"]
