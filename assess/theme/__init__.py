"""The look of every site: the MkDocs theme `assess`, which a site overrides file by file by its own `theme/`."""

from __future__ import annotations

import shutil
from pathlib import Path

NAME = "assess"
EXTENDED = "material"
FOLDER = Path(__file__).parent
_ABOUT_IT = ("__init__.py", "__pycache__", "mkdocs_theme.yml")


def copy_theme(own: Path, folder: Path) -> None:
    """Write the theme of a site into a new folder: the program's, with the site's `own` files in place of some."""
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns(*_ABOUT_IT))
    if own.is_dir():
        shutil.copytree(own, folder, dirs_exist_ok=True)
