"""The `assess` command. Exit 0: done; 1: problems found, or differences; 2: wrong usage."""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from assess.build.pipeline import build
from assess.build.plan import Plan
from assess.check.pack_comparison import Question, answer, as_json, told
from assess.check.report import Form, counted, listed, report
from assess.check.run import check
from assess.cli.parser import GITHUB_VARIABLE, IDENTITY_VARIABLE, PACK_VARIABLE, parser
from assess.diff.formats import in_format
from assess.diff.matching import difference
from assess.diff.sides import NotComparableError, read_side
from assess.load.editions import editions_named, needs_pack, policy_of
from assess.new.command import new_dataset, new_page
from assess.new.prompts import UnansweredError
from assess.processes.progress import to_terminal
from assess.processes.signals import stop_once
from assess.project.layout import Project, check_places, find_project
from assess.project.sealing import is_sealed, new_identity, seal, unseal, unsealed
from assess.project.settings import read_settings
from assess.prove.proof import prove
from assess.prove.report import keep, table
from assess.verify import Question as Delivery
from assess.verify import verify
from redaction.diagnostics.errors import AssessError, ProblemsFoundError, own_fault
from redaction.diagnostics.explanation import every_rule, explained
from redaction.policy import Edition, Policy

DONE, PROBLEMS, USAGE = 0, 1, 2


class UsageError(AssessError):
    """A command that cannot be carried out as it was given."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code; whatever goes wrong is told in a sentence."""
    options = parser().parse_args(arguments)
    stop_once()
    try:
        with ExitStack() as options.until_end:
            code = _COMMANDS[options.command](options)
        sys.stdout.flush()
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        _tell(f"What was found could not be printed: {error.strerror}")
        return PROBLEMS
    except ProblemsFoundError as error:
        _tell(f"{listed(error.problems)}\n\n{counted(error.problems)}")
    except (UsageError, UnansweredError) as error:
        _tell(str(error))
        return USAGE
    except AssessError as error:
        _tell(str(error))
    except KeyboardInterrupt:
        _tell("Stopped. Nothing was changed.")
    except Exception as error:  # noqa: BLE001  # whatever it is, it is told without the values it may hold
        _tell(f"{own_fault(error)}. Nothing was changed.")
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
    finished = build(_plan(project, policy, editions, pack, out), to_terminal())
    for built in finished:
        print(f"{project.shown(built.place)}  {built.pages} pages, audit passed")
    for unread in dict.fromkeys(each for built in finished for each in built.unread):
        print(f"Somebody approved what the audit could not read: {unread}")
    for could in dict.fromkeys(built.could for built in finished if built.could):
        print(
            f"This system cannot confine what renders: it could {' and '.join(could)}. What it opened was recorded, "
            "and is among the inputs"
        )
    return DONE


def _serve(options: argparse.Namespace) -> int:
    from assess.preview.session import Options, serve  # a server and a watcher, which no other command needs

    project = find_project(Path.cwd())
    policy = policy_of(project)
    pack = _pack(options)
    editions = [each for each in policy.editions.values() if pack is not None or not needs_pack(policy, [each])]
    plan = _plan(project, policy, editions, pack, project.root / "site")
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


def _new(options: argparse.Namespace) -> int:
    project = find_project(Path.cwd())
    made = new_page(project, options) if options.what == "page" else new_dataset(project, _pack(options), options)
    print("\n".join(made))
    return DONE


def _explain(options: argparse.Namespace) -> int:
    print(explained(options.code) if options.code else every_rule())
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


def _plan(project: Project, policy: Policy, editions: Sequence[Edition], pack: Path | None, out: Path) -> Plan:
    check_places(project, policy, pack, out)
    return Plan(project, read_settings(project), policy, tuple(editions), pack, out)


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


def _tell(message: str) -> None:
    print(message, file=sys.stderr)


_COMMANDS: Mapping[str, Callable[[argparse.Namespace], int]] = {
    "build": _build,
    "serve": _serve,
    "check": _check,
    "prove": _prove,
    "audit": _audit,
    "verify": _verify,
    "seal": _seal,
    "open": _open,
    "key": _key,
    "diff": _diff,
    "new": _new,
    "explain": _explain,
}


if __name__ == "__main__":
    sys.exit(main())
