"""May this folder go to that host? What a folder holds, read anew and held against its manifest.

It shares no code with what builds or audits, so that one fault cannot blind both sides.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import json
import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

import yaml

_VERSION = 4
_PROOF_VERSION = 1
_CHUNK = 1 << 20
_LARGEST = 64 << 20  # a manifest or a proof in bytes
_DIGEST = re.compile(r"[0-9a-f]{64}")
_COMMIT = re.compile(r"[0-9a-f]{40}([0-9a-f]{24})?")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_INERT = re.compile(
    r"<(script|style|template|textarea|noscript|iframe|title)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
_META = re.compile(r"<meta\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_BODY = re.compile(r"<body\b", re.IGNORECASE)
_BESIDE = (("ledger.csv", "ledger", "ledger"), ("nginx.conf", "part for nginx", "server"))  # name, words, key
_HEADERS = re.compile(  # all that a part for nginx may say, line by line: a web server would carry out anything else
    rb"(#[^\n]*"
    rb'|set \$assess_kept "[^"\\$\n]*";'
    rb'|if \(\$uri ~ "\^[\w/.-]*assets/\.\+\\\.\[0-9a-f\]\{8\}\\\.min\\\.\(css\|js\)\$"\)'
    rb' \{ set \$assess_kept "[^"\\$\n]*"; \}'
    rb'|add_header [\w-]+ ("[^"\\$\n]*"|\$assess_kept) always;'
    rb"|error_page 404 [\w/.-]*;)"
)


class _RefusedError(Exception):
    """A manifest or a proof that cannot be relied on."""


@dataclass(frozen=True)
class Question:
    """A folder, the edition that a host may show, and the manifest beside the folder.

    `day` is the day to judge by; none judges no day. `newer_than` is the manifest that was delivered to the host
    before, `approved` the SHA-256 of the manifest that was signed off, `commit` and `source` the commit and the
    checkout that it must have been made from. `proved` asks for a proof.
    """

    site: Path
    target: str
    manifest: Path
    day: dt.date | None = None
    newer_than: Path | None = None
    approved: str = ""
    commit: str = ""
    source: Path | None = None
    proved: bool = False


@dataclass(frozen=True)
class Answer:
    """Every reason why a folder may not go to a host, none where it may; and what was found of it."""

    problems: tuple[str, ...]
    found: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Seen:
    """A folder as it is: the size and the digest of each file, the pages, and what ought not to be there."""

    files: dict[str, tuple[int, str]] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)


def verify(question: Question) -> Answer:
    """Whether a folder may go to a host: every reason why it may not, all at once."""
    if not question.site.is_dir():
        return Answer((f"{question.site} is not a folder",))
    try:
        told, digest = _manifest(question.manifest)
    except _RefusedError as refused:
        return Answer((str(refused),))
    seen = _walked(question.site)
    proof, not_proved = _proof(question, told)
    problems = [
        *seen.problems,
        *_wrong_edition(question, told),
        *_wrong_files(seen, told),
        *_wrong_beside(question, told),
        *_wrong_pages(seen, told),
        *_wrong_release(question, told),
        *_replayed(question, told),
        *_wrong_origin(question, told, digest),
        *(not_proved if question.proved else []),
    ]
    return Answer(tuple(problems), (*_description(question, told, digest), proof))


def _description(question: Question, told: Mapping[str, Any], digest: str) -> Iterator[str]:
    release, commit = told["release"], told["commit"]
    until = f", to go out until {release['valid_until']}" if release["valid_until"] else ""
    yield (
        f"{question.site} is the {told['edition']} edition ({told['marking']}), release {release['number']}, "
        f"signed {release['signed']}{until}: {len(told['files'])} files, as the manifest says"
    )
    changed = ", with changes that are not in it" if commit and commit["modified"] else ""
    yield f"Made from commit {commit['id']}{changed}" if commit else "Made from no commit: from a copy without one"
    score = told["checks"]["leaks"]
    yield (
        f"The program stopped {score['stopped']} of {score['tried']} leaks, its checks found {score['killed']} of "
        f"{score['faults']} faults"
        if score
        else "No leaks were tried on the program that made it"
    )
    yield f"Tree {told['tree']}"
    yield f"Manifest {digest}"


# The folder


def _walked(site: Path) -> _Seen:
    seen = _Seen()
    waiting = [""]
    while waiting:
        folder = waiting.pop()
        try:
            entries = sorted(os.scandir(site / folder), key=lambda entry: entry.name)
        except OSError as error:
            seen.problems.append(f"{folder or '.'}: cannot be read ({error.strerror})")
            continue
        if folder and not entries:
            seen.problems.append(f"{folder}: is an empty folder, which no build leaves")
        for entry in entries:
            name = f"{folder}/{entry.name}" if folder else entry.name
            if entry.is_symlink():
                seen.problems.append(f"{_shown(name)}: is a link to another place")
            elif entry.is_dir(follow_symlinks=False):
                waiting.append(name)
            elif not entry.is_file(follow_symlinks=False):
                seen.problems.append(f"{_shown(name)}: is neither a file nor a folder")
            else:
                _read(site, name, seen)
    return seen


def _read(site: Path, name: str, seen: _Seen) -> None:
    """Note the size and the digest of a file, and the text of a page; a link put in its place is not followed."""
    whole, size, kept = hashlib.sha256(), 0, []
    page = name.lower().endswith((".html", ".htm", ".xhtml"))
    try:
        with _opened(site / name) as file:
            while chunk := file.read(_CHUNK):
                whole.update(chunk)
                size += len(chunk)
                kept += [chunk] if page else []
    except OSError as error:
        seen.problems.append(f"{_shown(name)}: cannot be read ({error.strerror})")
        return
    seen.files[name] = (size, whole.hexdigest())
    if page:
        seen.pages[name] = b"".join(kept).decode("utf-8", "replace")


def _opened(path: Path) -> BinaryIO:
    """An ordinary file, open to be read, and nothing else by that name; raises OSError."""
    file = os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb")
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        file.close()
        raise OSError(0, "it is no file")
    return file


def _shown(name: str) -> str:
    """A name for a terminal: signs that do not print are spelled out."""
    return name if name.isprintable() else ascii(name)[1:-1]


# What is wrong


def _wrong_edition(question: Question, told: Mapping[str, Any]) -> Iterator[str]:
    if told["edition"] != question.target:
        yield f"It is the {told['edition']} edition, and the host is for the {question.target} edition"


def _wrong_files(seen: _Seen, told: Mapping[str, Any]) -> Iterator[str]:
    files: Mapping[str, Any] = told["files"]
    if _tree(files) != told["tree"]:
        yield "The manifest: its digest of the tree is not that of the files it lists"
    for name in sorted(files.keys() - seen.files.keys()):
        yield f"{_shown(name)}: is missing"
    for name in sorted(seen.files.keys() - files.keys()):
        yield f"{_shown(name)}: is not in the manifest"
    for name in sorted(seen.files.keys() & files.keys()):
        size, digest = seen.files[name]
        if (size, digest) != (files[name]["bytes"], files[name]["sha256"]):
            yield f"{_shown(name)}: is not the file that was built"


def _tree(files: Mapping[str, Any]) -> str:
    whole = hashlib.sha256()
    for path in sorted(files):
        whole.update(f"{path}\0{files[path]['sha256']}\n".encode("utf-8", "surrogateescape"))
    return whole.hexdigest()


def _wrong_beside(question: Question, told: Mapping[str, Any]) -> Iterator[str]:
    """What stands beside the manifest, and is another file than the one that was made; it need not stand there."""
    for kind, what, key in _BESIDE:
        path = question.manifest.with_name(f"{told['edition']}.{kind}")
        if not os.path.lexists(path):
            continue
        try:
            with _opened(path) as file:
                content = file.read()
        except OSError as error:
            yield f"{path.name}: cannot be read ({error.strerror})"
            continue
        if hashlib.sha256(content).hexdigest() != told[key]:
            yield f"{path.name}: is not the {what} that was made with this edition"
        if key == "server":
            wrong = [at for at, line in enumerate(content.split(b"\n"), 1) if line and not _HEADERS.fullmatch(line)]
            yield from (f"{path.name}, line {at}: says more to the web server than a site may" for at in wrong)


def _wrong_pages(seen: _Seen, told: Mapping[str, Any]) -> Iterator[str]:
    if "index.html" not in seen.pages:
        yield "index.html: is missing, so this is no site"
    marking = f"<strong>{html.escape(told['marking'])}</strong>"
    for name, written in sorted(seen.pages.items()):
        text = _COMMENT.sub("", _INERT.sub("", _COMMENT.sub("", written)))
        body = _BODY.search(text)
        head = text[: body.start()] if body else text
        metas = [_attributes(tag) for tag in _META.findall(text)]
        marks = [each.get("content") for each in metas if each.get("name", "").lower() == "edition"]
        in_head = [_attributes(tag).get("name", "").lower() for tag in _META.findall(head)]
        if marks != [told["edition"]] or "edition" not in in_head:
            yield f"{_shown(name)}: does not carry the mark of the {told['edition']} edition once"
        if text[len(head) :].count(marking) < 2:
            yield f"{_shown(name)}: does not show {told['marking']} at its top and bottom"
        robots = [each.get("content", "") for each in metas if each.get("name", "").lower() == "robots"]
        if not told["indexed"] and not any("noindex" in each for each in robots):
            yield f"{_shown(name)}: does not keep search engines away, as this edition must"


def _attributes(tag: str) -> dict[str, str]:
    return {key.lower(): html.unescape("".join(values)) for key, *values in _ATTRIBUTE.findall(tag)}


def _wrong_release(question: Question, told: Mapping[str, Any]) -> Iterator[str]:
    if question.day is None:
        return
    signed, until = told["release"]["signed"], told["release"]["valid_until"]
    if until and question.day > dt.date.fromisoformat(until):
        yield f"It has expired: it could go out until {until}, and this is {question.day}"
    if question.day < dt.date.fromisoformat(signed):
        yield f"It is signed {signed}, and this is {question.day}, before that"


def _replayed(question: Question, told: Mapping[str, Any]) -> Iterator[str]:
    if question.newer_than is None:
        return
    try:
        before, _ = _manifest(question.newer_than)
    except _RefusedError as refused:
        yield f"What was delivered before: {refused}"
        return
    if before["edition"] != told["edition"]:
        yield f"The {before['edition']} edition was delivered there before, and this is the {told['edition']} edition"
    now, then = told["release"]["number"], before["release"]["number"]
    if now < then:
        yield f"It is release {now}, and release {then} was delivered already"
    elif now == then and before["tree"] != told["tree"]:
        yield f"It is release {now}, which was delivered already with other files: give it a number of its own"


def _wrong_origin(question: Question, told: Mapping[str, Any], digest: str) -> Iterator[str]:
    if question.approved and question.approved.lower() != digest:
        yield f"The manifest is not the one that was approved: its SHA-256 is {digest}"
    if question.commit:
        commit = told["commit"]
        if commit is None or commit["id"] != question.commit.lower():
            made = f"commit {commit['id']}" if commit else "no commit"
            yield f"It was made from {made}, not from commit {question.commit}"
        elif commit["modified"]:
            yield f"It was made from commit {commit['id']} with changes that are not in it"
    if question.source is not None:
        yield from _of_another_tree(question.source, told)


def _of_another_tree(source: Path, told: Mapping[str, Any]) -> Iterator[str]:
    """Where the manifest says other than the checkout that it must have been made from."""
    try:
        policy = yaml.safe_load((source / "redaction" / "editions.yml").read_bytes())
        edition, open_folder = policy["editions"][told["edition"]], f"data/{policy['open']}/"
        audiences = {f"data/{name}/" for name in edition["audiences"]}
        rules = (edition["marking"], edition.get("indexed", False))
    except (OSError, yaml.YAMLError, KeyError, TypeError):
        yield f"{source}: holds no policy of the {told['edition']} edition"
        return
    if rules != (told["marking"], told["indexed"]):
        yield f"The manifest: marking and indexing are not those of the {told['edition']} edition in {source}"
    inputs = {**told["program"], **told["inputs"]}
    for name in sorted(inputs):
        if name.startswith("data/") and not name.startswith(tuple(audiences)):
            yield f"{_shown(name)}: went into it, and the {told['edition']} edition may not know it"
        elif not name.startswith("data/") or name.startswith(open_folder):
            path = source / name
            if ".." in Path(name).parts or Path(name).is_absolute() or not path.is_file():
                yield f"{_shown(name)}: went into it, and is not in {source}"
            elif hashlib.sha256(path.read_bytes()).hexdigest() != inputs[name]:
                yield f"{_shown(name)}: went into it, and is another file in {source}"
    for folder in ("theme", open_folder.rstrip("/")):
        for path in sorted((source / folder).rglob("*")):
            name = path.relative_to(source).as_posix()
            if path.is_file() and name not in inputs:
                yield f"{_shown(name)}: is in {source}, and did not go into it"


# The proof


def _proof(question: Question, told: Mapping[str, Any]) -> tuple[str, list[str]]:
    """What the proof beside the folder says, and why there is none."""
    path = question.manifest.with_name(f"{question.manifest.name.removesuffix('.manifest.json')}.proof.json")
    if not path.exists() and not path.is_symlink():
        return "Not proved: no proof stands beside it", [f"There is no proof {path.name} beside the manifest"]
    try:
        proof = _json(path)
        _shaped(proof, path.name, _PROOF)
    except _RefusedError as refused:
        return f"Not proved: {refused}", [str(refused)]
    if (proof["edition"], proof["tree"]) != (told["edition"], told["tree"]):
        return "Not proved: the proof beside it is of other files", [f"{path.name}: is a proof of other files"]
    return f"Proved: the same files in {proof['worlds']} worlds of what this edition may not know", []


# Manifests


def _manifest(path: Path) -> tuple[Mapping[str, Any], str]:
    """A manifest and its SHA-256; raises _RefusedError where it is not wholly as a manifest must be."""
    told = _json(path)
    _shaped(told, path.name, _MANIFEST)
    return told, hashlib.sha256(path.read_bytes()).hexdigest()


def _json(path: Path) -> Any:
    if path.is_symlink() or not path.is_file():
        raise _RefusedError(f"{path}: there is no such file")
    try:
        if path.stat().st_size > _LARGEST:
            return None
        return json.loads(path.read_bytes(), object_pairs_hook=_each_once)
    except OSError as error:
        raise _RefusedError(f"{path}: cannot be read ({error.strerror})") from None
    except (ValueError, RecursionError):
        raise _RefusedError(f"{path.name}: is not JSON with each key once") from None


def _each_once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise ValueError("a key twice")
    return made


_Check = Callable[[Any], bool]


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value) and value.isprintable()


def _is_digest(value: Any) -> bool:
    return isinstance(value, str) and bool(_DIGEST.fullmatch(value))


def _is_number(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_from_one(value: Any) -> bool:
    return _is_number(value) and value >= 1


def _is_day(value: Any) -> bool:
    try:
        return dt.date.fromisoformat(value).isoformat() == str(value)
    except (TypeError, ValueError):
        return False


def _table(check: _Check) -> _Check:
    return lambda value: isinstance(value, dict) and all(map(check, value.values()))


def _record(shape: Mapping[str, _Check]) -> _Check:
    return lambda value: (
        isinstance(value, dict)
        and value.keys() == shape.keys()
        and all(check(value[key]) for key, check in shape.items())
    )


_FILE = _record({"bytes": _is_number, "sha256": _is_digest})
_COMMIT_SHAPE = _record(
    {"id": lambda value: bool(_COMMIT.fullmatch(str(value))), "modified": lambda value: isinstance(value, bool)}
)
_SCORE = _record(dict.fromkeys(("tried", "stopped", "faults", "killed"), _is_number))
_MANIFEST: Mapping[str, _Check] = {
    "manifest": lambda value: value == _VERSION,
    "edition": _is_text,
    "ledger": _is_digest,
    "server": _is_digest,
    "marking": _is_text,
    "indexed": lambda value: isinstance(value, bool),
    "release": _record(
        {
            "number": _is_from_one,
            "signed": _is_day,
            "valid_until": lambda value: value is None or _is_day(value),
        }
    ),
    "commit": lambda value: value is None or _COMMIT_SHAPE(value),
    "inputs": _table(_is_digest),
    "attachments": _table(_record({"audience": _is_text, "approved_by": _is_text, "approved_on": _is_day})),
    "program": _table(_is_digest),
    "tools": _table(_is_text),
    "files": _table(_FILE),
    "tree": _is_digest,
    "checks": _record(
        {
            "leaks": lambda value: value is None or _SCORE(value),
            "worlds": lambda value: value is None or _is_from_one(value),
        }
    ),
}
_PROOF: Mapping[str, _Check] = {
    "proof": lambda value: value == _PROOF_VERSION,
    "edition": _is_text,
    "tree": _is_digest,
    "worlds": _is_from_one,
}


def _shaped(told: Any, name: str, shape: Mapping[str, _Check]) -> None:
    if not isinstance(told, dict):
        raise _RefusedError(f"{name}: is not what it should be: it holds no keys")
    other = sorted(told.keys() ^ shape.keys())
    wrong = [key for key in shape if key in told and not shape[key](told[key])]
    if other or wrong:
        raise _RefusedError(f"{name}: is not what it should be, at {', '.join(map(_shown, [*other, *wrong]))}")
