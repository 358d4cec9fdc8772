"""A site's own copy of a file of the program's theme, to change as a test likes."""

from __future__ import annotations

import shutil
from pathlib import Path

from assess.theme import FOLDER


def own_theme(project: Path) -> Path:
    """The folder of a project whose files override the theme, which its settings name."""
    folder = project / "theme"
    settings = project / "mkdocs.yml"
    text = settings.read_text("utf-8")
    if not folder.exists():
        folder.mkdir()
        assert "\n  name: assess" in text
        settings.write_text(text.replace("\n  name: assess", "\n  custom_dir: theme\n  name: assess"), "utf-8")
    return folder


def overridden(project: Path, name: str) -> Path:
    """A file of the theme as the project overrides it, at first with what it overrides."""
    path = own_theme(project) / name
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        if (FOLDER / name).exists():
            shutil.copyfile(FOLDER / name, path)
    return path
