"""The project that a command is run in, and what is said where an older version wrote it."""

from __future__ import annotations

from pathlib import Path

from assess import __version__
from assess.cli.outcome import say
from assess.project.layout import Project, find_project
from assess.project.made_for import made_for
from redaction.reader import read_text


def project_here() -> Project:
    """The project; where it is older than this program, that is said beside the result. Raises AssessError."""
    project = find_project(Path.cwd())
    made = made_for(read_text(project.config, "mkdocs.yml"))
    if made != __version__:
        _say_older(made)
    return project


def _say_older(made: str) -> None:
    from assess.migrate.migration import steps_since  # which a site of this version does without

    if steps := steps_since(made):
        of = f"assess {made}" if made else "a version of assess before 0.3.0"
        changes = f"{len(steps)} changes have" if len(steps) > 1 else "a change has"
        say(
            f"This site was made for {of}, and {changes} come since. `assess migrate` shows what they mean for its "
            "files, and makes them with --write"
        )
