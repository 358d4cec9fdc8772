"""What a site has in place of the program: Python of its own under the name of one of the program's packages."""

from __future__ import annotations

from pathlib import Path

import assess
import macros
import redaction
from assess.project.layout import Project
from redaction.diagnostics.errors import Problem

_PROGRAM = {package.__name__: Path(package.__path__[0]) for package in (assess, macros, redaction)}


def shadow_faults(project: Project) -> list[Problem]:
    """Each name of the program that a site uses for Python of its own, which `mkdocs build` would run instead."""
    return [
        Problem(
            "program-name", place.relative_to(project.root).as_posix(), 0, "Python under a name of the program", rest
        )
        for name, package in _PROGRAM.items()
        for place in _python_called(project.root / name, package)
        for rest in [f"none: the program that runs is in {package.parent}"]
    ]


def _python_called(place: Path, package: Path) -> list[Path]:
    """The module or the package that has a name of the program's and is not the program that runs."""
    is_package = place.is_dir() and any(place.glob("*.py")) and not place.samefile(package)
    module = place.with_suffix(".py")
    return [*([place] if is_package else []), *([module] if module.is_file() else [])]
