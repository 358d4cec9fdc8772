"""`assess schemas`: let an editor complete and check the YAML files of the project."""

from __future__ import annotations

import json
from pathlib import Path

import click

from assess.cli.outcome import DONE
from assess.load.schemas import SETTINGS, settings_for, write_schemas
from redaction.diagnostics.errors import AssessError


@click.command(short_help="Let an editor complete and check the YAML files.")
@click.argument("folder", metavar="[FOLDER]", default=".vscode", type=click.Path(file_okay=False, path_type=Path))
def schemas(folder: Path) -> int:
    """Write JSON Schemas of the YAML files, by which VS Code completes their keys and marks what does not fit.

    They go into FOLDER (.vscode unless another is named), with settings that name the files each is of. Settings that
    are there already are left as they are.
    """
    try:
        written = write_schemas(folder)
    except OSError as error:
        raise AssessError(f"{folder} cannot be written: {error.strerror}") from None
    print(*map(str, written), sep="\n")
    if folder / SETTINGS not in written:
        print(f"\n{folder / SETTINGS} is there already and was left as it is. Put this into it:")
        print(json.dumps(settings_for(folder), indent=2))
    return DONE
