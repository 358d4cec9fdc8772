"""The `assess` command. Exit 0: done; 1: problems found, or differences; 2: wrong usage."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import re
import sys
import traceback
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path

from macros.assurance import WORLDS
from redaction.errors import AssessError, ProblemsFoundError
from redaction.policy import Edition, Policy
from release.auditing import Question, answer, as_json, told
from release.build import Plan, build
from release.check_report import Form, counted, report
from release.checking import check
from release.difference.formats import FORMATS, in_format
from release.difference.matching import difference
from release.difference.reading import NotComparableError, read_side
from release.examples import guides_of
from release.interruption import stop_once
from release.knowledge import editions_named, needs_pack, policy_of
from release.new.command import add_options, new_dataset, new_page
from release.new.questions import UnansweredError
from release.progress import to_terminal
from release.project import check_places, find_project
from release.prove.proof import prove
from release.prove.report import keep, table
from release.sealing import is_sealed, new_identity, seal, unseal, unsealed
from release.settings import read_settings
from release.usage import Parser
from release.verify import Question as Delivery
from release.verify import verify

DONE, PROBLEMS, USAGE = 0, 1, 2
PACK_VARIABLE = "ASSESS_RESTRICTED"
IDENTITY_VARIABLE = "ASSESS_IDENTITY"
GITHUB_VARIABLE = "GITHUB_ACTIONS"


class UsageError(AssessError):
    """A command that cannot be carried out as it was given."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; whatever goes wrong is told in a sentence."""
    options = _parser().parse_args(arguments)
    stop_once()
    try:
        with ExitStack() as options.until_end:
            code = int(options.command(options))
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _tell(f"What was found could not be printed: {error.strerror}")
        return PROBLEMS
    except ProblemsFoundError as error:
        _tell(f"{error}\n\n{counted(error.problems)}")
    except (UsageError, UnansweredError) as error:
        _tell(str(error))
        return USAGE
    except AssessError as error:
        _tell(str(error))
    except KeyboardInterrupt:
        _tell("Stopped. Nothing was changed.")
    except Exception as error:  # noqa: BLE001  # whatever it is, it is told without the values it may hold
        _tell(f"The program itself is at fault: {_without_values(error)}. Nothing was changed.")
    else:
        return code
    return PROBLEMS


def _build(options: argparse.Namespace) -> int:
    project = find_project(Path.cwd())
    policy = policy_of(project)
    editions = _editions(policy, options.editions)
    wanted = needs_pack(policy, editions)
    pack = _pack(options) if wanted else None
    if wanted and pack is None:
        raise UsageError(
            f"A restricted pack is needed for: {', '.join(wanted)}. Name its folder with --restricted DIR or "
            f"{PACK_VARIABLE}, or build the public edition alone with `assess build public`"
        )
    out = Path(options.out).resolve() if options.out else project.root / "site"
    check_places(project, policy, pack, out)
    for built in build(Plan(project, read_settings(project), policy, tuple(editions), pack, out), to_terminal()):
        print(f"{project.shown(built.place)}  {built.pages} pages, audit passed")
    return DONE


def _serve(options: argparse.Namespace) -> int:
    from release.preview.following import Options, serve  # a server and a watcher, which no other command needs

    project = find_project(Path.cwd())
    policy = policy_of(project)
    pack = _pack(options)
    editions = [each for each in policy.editions.values() if pack is not None or not needs_pack(policy, [each])]
    out = project.root / "site"
    check_places(project, policy, pack, out)
    plan = Plan(project, read_settings(project), policy, tuple(editions), pack, out)
    try:
        serve(plan, Options(options.port, _tell))
    except KeyboardInterrupt:
        _tell("Stopped. What the preview made is gone.")
    return DONE


def _check(options: argparse.Namespace) -> int:
    project = find_project(Path.cwd())
    pack = _pack(options)
    is_github = options.github or os.environ.get(GITHUB_VARIABLE) == "true"
    form: Form = "json" if options.json else "github" if is_github else "text"
    found = report(project, pack, check(project, pack), form, os.environ.get("GITHUB_WORKSPACE", ""))
    for line in found.printed:
        print(line)
    if found.told:
        _tell("\n".join(found.told))
    return PROBLEMS if found.is_bad else DONE


def _new_page(options: argparse.Namespace) -> int:
    print("\n".join(new_page(find_project(Path.cwd()), options)))
    return DONE


def _new_dataset(options: argparse.Namespace) -> int:
    print("\n".join(new_dataset(find_project(Path.cwd()), _pack(options), options)))
    return DONE


def _examples(_: argparse.Namespace) -> int:
    project = find_project(Path.cwd())
    for path, (old, new) in guides_of(project).items():
        path.write_text(new, "utf-8")
        print(f"{project.shown(path)}  {'as it was' if new == old else 'written anew'}")
    return DONE


def _prove(options: argparse.Namespace) -> int:
    project = find_project(Path.cwd())
    policy = policy_of(project)
    pack = _pack(options)
    if pack is None:
        raise UsageError(f"A restricted pack is needed. Name its folder with --restricted DIR or {PACK_VARIABLE}")
    check_places(project, policy, pack, project.root / "site")
    editions = _editions(policy, options.editions)
    proof = prove(project, policy, editions, pack, count=options.worlds, progress=to_terminal())
    print("\n".join(table(proof)))
    keep(proof, Path(options.out).resolve() if options.out else project.root / "site")
    return DONE if proof.holds else PROBLEMS


def _audit(options: argparse.Namespace) -> int:
    project = find_project(Path.cwd())
    policy = policy_of(project)
    pack = _pack(options)
    if pack is None:
        raise UsageError(
            f"A restricted pack is needed to compare with. Name its folder with --restricted DIR or {PACK_VARIABLE}"
        )
    of = "history" if options.git else "staged" if options.staged else "files"
    if of == "files" and not options.path:
        raise UsageError("Name a file or a folder to audit, or --git or --staged for a repository")
    path = Path(options.path or ".").resolve()
    if not path.exists():
        raise UsageError(f"There is nothing at {path} to audit")
    target = options.target or next(each.id for each in policy.editions.values() if not needs_pack(policy, [each]))
    report = answer(Question(project, policy, pack, _editions(policy, [target])[0], path, of))
    lines = [as_json(report, values=options.show_values)] if options.json else told(report, values=options.show_values)
    for line in lines:
        print(line)
    return PROBLEMS if report.findings else DONE


def _verify(options: argparse.Namespace) -> int:
    site = Path(options.folder).resolve()
    if not site.is_dir():
        raise UsageError(f"There is no folder {options.folder} to verify")
    verified = verify(
        Delivery(
            site,
            options.target,
            Path(options.manifest).resolve() if options.manifest else site.with_name(f"{site.name}.manifest.json"),
            day=options.on or dt.datetime.now(dt.UTC).date(),
            newer_than=Path(options.newer_than).resolve() if options.newer_than else None,
            approved=options.approved or "",
            commit=options.commit or "",
            source=Path(options.source).resolve() if options.source else None,
            proved=options.proved,
        )
    )
    if verified.problems:
        count = len(verified.problems)
        problems = "\n".join(verified.problems)
        raise AssessError(f"{problems}\n\n{count} problem{'s' if count > 1 else ''} found. It must not be delivered.")
    print("\n".join(verified.found))
    return DONE


def _seal(options: argparse.Namespace) -> int:
    pack, sealed = Path(options.pack).resolve(), Path(options.out).resolve()
    if not pack.is_dir():
        raise UsageError(f"There is no restricted pack at {pack}: it is not a folder")
    count = seal(pack, Path(options.to).resolve(), sealed)
    print(f"{options.out}  sealed for {count} recipient{'s' if count > 1 else ''}")
    return DONE


def _open(options: argparse.Namespace) -> int:
    identity = options.identity or os.environ.get(IDENTITY_VARIABLE)
    if not identity:
        raise UsageError(f"Whose pack is it? Name the file of an identity with --identity FILE or {IDENTITY_VARIABLE}")
    count = unseal(Path(options.sealed).resolve(), Path(identity).resolve(), Path(options.out).resolve())
    print(f"{options.out}  {count} files, for you alone. Remove the folder when you are done")
    return DONE


def _key(options: argparse.Namespace) -> int:
    print(new_identity(Path(options.file).resolve()))
    _tell(f"{options.file} is secret: keep it, and give it to nobody. The line above is for those who seal a pack.")
    return DONE


def _diff(options: argparse.Namespace) -> int:
    try:
        found = difference(read_side(Path(options.old)), read_side(Path(options.new)), across=options.across)
    except NotComparableError as error:
        raise UsageError(str(error)) from None
    print(in_format(found, options.format), end="")
    return DONE if found.is_empty else PROBLEMS


def _editions(policy: Policy, names: Sequence[str]) -> list[Edition]:
    try:
        return editions_named(policy, names)
    except AssessError as error:
        raise UsageError(str(error)) from None


def _pack(options: argparse.Namespace) -> Path | None:
    """The folder of the pack that a command is given; one that is sealed is opened until the command ends."""
    named = options.restricted or os.environ.get(PACK_VARIABLE)
    if not named:
        return None
    path = Path(named).resolve()
    if path.is_file() and is_sealed(path):
        identity = os.environ.get(IDENTITY_VARIABLE)
        if not identity:
            raise UsageError(f"{named} is sealed. Name the file of the identity that opens it in {IDENTITY_VARIABLE}")
        opened: Path = options.until_end.enter_context(unsealed(path, Path(identity).resolve()))
        return opened
    if not path.is_dir():
        raise UsageError(f"There is no restricted pack at {path}: it is not a folder")
    return path


def _parser() -> argparse.ArgumentParser:
    told = "Build the editions of a strategic assessment from one source."
    parser: argparse.ArgumentParser = Parser(prog="assess", description=told)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
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
    building.set_defaults(command=_build)
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
    serving.set_defaults(command=_serve)
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
    checking.set_defaults(command=_check)
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
    proving.set_defaults(command=_prove)
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
    auditing.set_defaults(command=_audit)
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
    comparing.set_defaults(command=_diff)
    return parser


def _add_making(commands: argparse._SubParsersAction[argparse.ArgumentParser], restricted: str) -> None:
    making = commands.add_parser(
        "new",
        help="make a page, or a dataset from a CSV or an Excel sheet",
        description="Make a page, or a dataset from a CSV or an Excel sheet. Nothing that exists is changed.",
    ).add_subparsers(required=True, metavar="WHAT")
    commands.add_parser(
        "examples",
        help="write the results of examples in the guides anew",
        description="Write anew what the macros in the examples of AUTHORING.md and MACROS.md give.",
    ).set_defaults(command=_examples)
    of_page = making.add_parser("page", help="make a page", description="Make a page with its front matter.")
    of_page.set_defaults(command=_new_page)
    of_dataset = making.add_parser(
        "dataset",
        help="make a dataset",
        description="Make a dataset from a CSV or an Excel sheet, in the folder of the audience of its sources.",
    )
    of_dataset.add_argument("--restricted", metavar="DIR", help=restricted)
    of_dataset.set_defaults(command=_new_dataset)
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
    verifying.set_defaults(command=_verify)


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
    sealing.set_defaults(command=_seal)
    opening = commands.add_parser(
        "open", help="decrypt a restricted pack", description="Decrypt a sealed pack into a folder for you alone."
    )
    opening.add_argument("sealed", metavar="FILE", help="the sealed pack")
    opening.add_argument("--identity", metavar="FILE", help=f"your identity (or set {IDENTITY_VARIABLE})")
    opening.add_argument("--out", metavar="DIR", required=True, help="a new folder for its files")
    opening.set_defaults(command=_open)
    keys = commands.add_parser(
        "key",
        help="make an identity that sealed packs are opened with",
        description="Make an identity in a new file, and print the recipient that goes with it.",
    )
    keys.add_argument("file", metavar="FILE", help="where the identity goes; it is secret")
    keys.set_defaults(command=_key)


def _port(text: str) -> int:
    if not text.isdigit() or int(text) > 65535:
        raise argparse.ArgumentTypeError("expected a number from 0 to 65535")
    return int(text)


def _hexadecimal(text: str) -> str:
    if not re.fullmatch("[0-9a-fA-F]{40}([0-9a-fA-F]{24})?", text):
        raise argparse.ArgumentTypeError("expected all 40 or 64 digits of it")
    return text


def _without_values(error: Exception) -> str:
    """The kind of an error and the line it comes from: what else it says may be restricted."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {Path(place.filename).name}, line {place.lineno}"


def _tell(message: str) -> None:
    print(message, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
