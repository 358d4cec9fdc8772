"""`assess verify`: check whether a folder may go to a host."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from assess.cli.outcome import DONE, UsageError
from assess.cli.values import DAY, DIGEST
from assess.verify import Question
from assess.verify import verify as verify_folder
from redaction.diagnostics.errors import AssessError


@click.command(short_help="Check whether a folder may go to a host.")
@click.argument("folder", metavar="DIR")
@click.option("--target", metavar="EDITION", required=True, help="The edition that the host is for.")
@click.option("--manifest", metavar="FILE", help="Its manifest (default: DIR.manifest.json).")
@click.option("--newer-than", metavar="FILE", help="The manifest of what the host shows now.")
@click.option("--approved", metavar="SHA256", type=DIGEST, help="The manifest that was signed off.")
@click.option("--commit", metavar="ID", type=DIGEST, help="The commit it must have been made from.")
@click.option("--source", metavar="DIR", help="The checkout it must have been made from.")
@click.option("--proved", is_flag=True, help="Refuse it unless `assess prove` proved these files.")
@click.option("--signed-by", metavar="FILE", help="Those who may sign it, as `ssh-keygen -Y` lists allowed signers.")
@click.option(
    "--signers", metavar="N", type=click.IntRange(1, 9), help="How many of them must have signed (default: 1)."
)
@click.option("--statement", metavar="FILE", help="Write what was verified as an in-toto statement, to be signed.")
@click.option(
    "--on",
    "day",
    metavar="DAY",
    type=DAY,
    help="Compare dates with this day, such as 2026-12-24, and not with today.",
)
def verify(
    folder: str, manifest: str | None, newer_than: str | None, source: str | None, day: dt.date | None, **rest: Any
) -> int:
    """Read the built site in DIR again, and refuse it unless it is what its manifest says and may go to this host.

    DIR is a site such as site/public.
    """
    written, signed_by = rest.pop("statement"), rest.pop("signed_by")
    site = Path(folder).resolve()
    if not site.is_dir():
        raise UsageError(f"There is no folder {folder} to verify")
    verified = verify_folder(
        Question(
            site,
            rest.pop("target"),
            Path(manifest).resolve() if manifest else site.with_name(f"{site.name}.manifest.json"),
            day=day or dt.datetime.now(dt.UTC).date(),
            newer_than=Path(newer_than).resolve() if newer_than else None,
            source=Path(source).resolve() if source else None,
            signed_by=Path(signed_by).resolve() if signed_by else None,
            **{name: value for name, value in rest.items() if value is not None},
        )
    )
    if verified.problems:
        count = len(verified.problems)
        problems = "\n".join(verified.problems)
        raise AssessError(f"{problems}\n\n{count} problem{'s' if count > 1 else ''} found. It must not be delivered.")
    if written:
        Path(written).write_text(verified.statement, "utf-8")
    print("\n".join(verified.found))
    return DONE
