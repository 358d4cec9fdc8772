"""What can be given to the `assess` command: its commands, and the options of each."""

from __future__ import annotations

import argparse
import datetime as dt
import re

from assess.cli.suggestions import Parser
from assess.diff.formats import FORMATS
from assess.new.command import add_options
from macros.vocabulary.assurance import WORLDS

PACK_VARIABLE = "ASSESS_RESTRICTED"
IDENTITY_VARIABLE = "ASSESS_IDENTITY"
GITHUB_VARIABLE = "GITHUB_ACTIONS"


def parser() -> argparse.ArgumentParser:
    """The commands with their options; `command` is the one that was given, of `new` with `what` to make."""
    told = "Build the editions of a strategic assessment from one source."
    whole: argparse.ArgumentParser = Parser(prog="assess", description=told)
    commands = whole.add_subparsers(required=True, metavar="COMMAND", dest="command")
    restricted = (
        f"the restricted pack: a folder with partner/ and internal/, or such a folder sealed (or set {PACK_VARIABLE})"
    )
    building = commands.add_parser(
        "build", help="build editions", description="Build editions, audit and promote them."
    )
    building.add_argument(
        "editions", nargs="*", metavar="EDITION", help="public, partner, internal, ...; all if none is named"
    )
    building.add_argument("--restricted", metavar="DIR", help=restricted)
    building.add_argument("--out", metavar="DIR", help="where the sites go (default: site, in the project)")
    serving = commands.add_parser(
        "serve",
        help="preview editions, following every edit",
        description="Preview all editions on this machine alone, following every edit; without a restricted pack those "
        "that need none.",
    )
    serving.add_argument("--restricted", metavar="DIR", help=restricted)
    serving.add_argument(
        "--port",
        metavar="N",
        type=_port,
        default=8000,
        help="its port on this machine, 0 for a free one (default: 8000)",
    )
    checking = commands.add_parser(
        "check", help="find every problem", description="Find every problem in data, policy and pages, all at once."
    )
    checking.add_argument("--restricted", metavar="DIR", help=restricted)
    formats = checking.add_mutually_exclusive_group()
    formats.add_argument("--json", action="store_true", help="print the problems as JSON, for programs")
    formats.add_argument(
        "--github",
        action="store_true",
        help=f"print them so that GitHub shows each at its line (chosen by itself where {GITHUB_VARIABLE} is true)",
    )
    proving = commands.add_parser(
        "prove",
        help="prove what an edition does not depend on",
        description="Build each edition in many worlds of what it may not know, and show that no byte differs.",
    )
    proving.add_argument("editions", nargs="*", metavar="EDITION", help="all if none is named")
    proving.add_argument("--restricted", metavar="DIR", help=restricted)
    proving.add_argument(
        "--worlds", metavar="N", type=int, default=WORLDS, help=f"how many worlds at least (default: {WORLDS})"
    )
    proving.add_argument("--out", metavar="DIR", help="where the sites stand that the proof is put beside")
    auditing = commands.add_parser(
        "audit",
        help="look for restricted content",
        description="Look for the content of a restricted pack in any file, folder, archive or repository.",
    )
    auditing.add_argument("path", nargs="?", metavar="PATH", help="a file or folder, or with --git a repository")
    auditing.add_argument("--restricted", metavar="DIR", help=restricted)
    auditing.add_argument(
        "--target", metavar="EDITION", help="whose readers it is for: what they may see is no leak (default: everybody)"
    )
    repository = auditing.add_mutually_exclusive_group()
    repository.add_argument("--git", action="store_true", help="read every file and message a repository ever held")
    repository.add_argument("--staged", action="store_true", help="read what is about to be committed")
    auditing.add_argument("--show-values", action="store_true", help="print what was found, which is restricted")
    auditing.add_argument("--json", action="store_true", help="print the report as JSON")
    explaining = commands.add_parser(
        "explain",
        help="say what a rule asks, why, and how to mend what breaks it",
        description="Say what a rule asks, why, and how to mend what breaks it; without a code, list every rule.",
    )
    explaining.add_argument("code", nargs="?", metavar="CODE", help="a rule, as a message names it in brackets")
    _add_making(commands, restricted)
    _add_verifying(commands)
    _add_sealing(commands)
    comparing = commands.add_parser(
        "diff",
        help="say what changed between two sites",
        description="Say which numbers, pages and sentences changed between two built editions or their ledgers. "
        "Exit 0: nothing; 1: something; 2: they cannot be compared.",
    )
    comparing.add_argument("old", metavar="OLD", help="a built edition, such as site/public, or a ledger of one")
    comparing.add_argument("new", metavar="NEW", help="another, built later")
    comparing.add_argument("--format", choices=tuple(FORMATS), default="text", help="default: text")
    comparing.add_argument("--across", action="store_true", help="compare two different editions all the same")
    return whole


def _add_making(commands: argparse._SubParsersAction[argparse.ArgumentParser], restricted: str) -> None:
    making = commands.add_parser(
        "new",
        help="make a page, or a dataset from a CSV or an Excel sheet",
        description="Make a page, or a dataset from a CSV or an Excel sheet. Nothing that exists is changed.",
    ).add_subparsers(required=True, metavar="WHAT", dest="what")
    of_page = making.add_parser("page", help="make a page", description="Make a page with its front matter.")
    of_dataset = making.add_parser(
        "dataset",
        help="make a dataset",
        description="Make a dataset from a CSV or an Excel sheet, in the folder of the audience of its sources.",
    )
    of_dataset.add_argument("--restricted", metavar="DIR", help=restricted)
    add_options(of_page, of_dataset)


def _add_verifying(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    verifying = commands.add_parser(
        "verify",
        help="ask whether a folder may go to a host",
        description="Read a built site anew, and refuse it unless it is what its manifest says, for this host.",
    )
    verifying.add_argument("folder", metavar="DIR", help="the site, such as site/public")
    verifying.add_argument("--target", metavar="EDITION", required=True, help="the edition that the host is for")
    verifying.add_argument("--manifest", metavar="FILE", help="its manifest (default: DIR.manifest.json)")
    verifying.add_argument("--newer-than", metavar="FILE", help="the manifest of what the host shows now")
    verifying.add_argument("--approved", metavar="SHA256", type=_hexadecimal, help="the manifest that was signed off")
    verifying.add_argument("--commit", metavar="ID", type=_hexadecimal, help="the commit it must have been made from")
    verifying.add_argument("--source", metavar="DIR", help="the checkout it must have been made from")
    verifying.add_argument("--proved", action="store_true", help="refuse it unless `assess prove` proved these files")
    verifying.add_argument(
        "--on", metavar="DAY", type=dt.date.fromisoformat, help="judge by this day, such as 2026-12-24, not by today"
    )


def _add_sealing(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    sealing = commands.add_parser(
        "seal",
        help="encrypt a restricted pack",
        description="Encrypt a restricted pack for the people named in a file, in the age format.",
    )
    sealing.add_argument("pack", metavar="DIR", help="the restricted pack")
    sealing.add_argument(
        "--to", metavar="FILE", required=True, help="its recipients: one age1... a line, # whose it is"
    )
    sealing.add_argument("--out", metavar="FILE", required=True, help="the sealed pack, such as pack.age")
    opening = commands.add_parser(
        "open", help="decrypt a restricted pack", description="Decrypt a sealed pack into a folder for you alone."
    )
    opening.add_argument("sealed", metavar="FILE", help="the sealed pack")
    opening.add_argument("--identity", metavar="FILE", help=f"your identity (or set {IDENTITY_VARIABLE})")
    opening.add_argument("--out", metavar="DIR", required=True, help="a new folder for its files")
    keys = commands.add_parser(
        "key",
        help="make an identity that sealed packs are opened with",
        description="Make an identity in a new file, and print the recipient that goes with it.",
    )
    keys.add_argument("file", metavar="FILE", help="where the identity goes; it is secret")


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError("expected a number from 0 to 65535")
    return int(text)


def _hexadecimal(text: str) -> str:
    if not re.fullmatch("[0-9a-fA-F]{40}([0-9a-fA-F]{24})?", text):
        raise argparse.ArgumentTypeError("expected all 40 or 64 digits of it")
    return text
