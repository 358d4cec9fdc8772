"""`assess seal`, `open` and `key`: a restricted pack, encrypted for the people who may read it."""

from __future__ import annotations

import os
from pathlib import Path

import click

from assess.cli.options import IDENTITY_VARIABLE
from assess.cli.outcome import DONE, UsageError, say
from assess.project.sealing import new_identity, unseal
from assess.project.sealing import seal as seal_pack


@click.command(short_help="Encrypt a restricted pack.")
@click.argument("pack", metavar="DIR")
@click.option("--to", metavar="FILE", required=True, help="Its recipients: one age1... a line, # whose it is.")
@click.option("--out", metavar="FILE", required=True, help="The sealed pack, such as pack.age.")
def seal(pack: str, to: str, out: str) -> int:
    """Encrypt the restricted pack in DIR for the people named in a file, in the age format."""
    folder = Path(pack).resolve()
    if not folder.is_dir():
        raise UsageError(f"There is no restricted pack at {folder}: it is not a folder")
    count = seal_pack(folder, Path(to).resolve(), Path(out).resolve())
    print(f"{out}  sealed for {count} recipient{'s' if count > 1 else ''}")
    return DONE


@click.command("open", short_help="Decrypt a restricted pack.")
@click.argument("sealed", metavar="FILE")
@click.option("--identity", metavar="FILE", help=f"Your identity (or set {IDENTITY_VARIABLE}).")
@click.option("--out", metavar="DIR", required=True, help="A new folder for its files.")
def open_pack(sealed: str, identity: str | None, out: str) -> int:
    """Decrypt the sealed pack FILE into a folder that only you can read."""
    whose = identity or os.environ.get(IDENTITY_VARIABLE)
    if not whose:
        raise UsageError(
            f"An identity is needed to open a pack. Name its file with --identity FILE or {IDENTITY_VARIABLE}"
        )
    count = unseal(Path(sealed).resolve(), Path(whose).resolve(), Path(out).resolve())
    print(f"{out}  {count} files, which only you can read. Remove the folder when you are done")
    return DONE


@click.command(short_help="Make an identity that sealed packs are opened with.")
@click.argument("file", metavar="FILE")
def key(file: str) -> int:
    """Make an identity in a new FILE, which is secret, and print the recipient that goes with it."""
    print(new_identity(Path(file).resolve()))
    say(f"{file} is secret: keep it safe and give it to nobody. Send the line above to whoever seals packs for you.")
    return DONE
