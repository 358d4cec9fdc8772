"""A folder compared with its manifest and with what a host may show: every reason why it may not go there."""

from __future__ import annotations

import datetime as dt
import hashlib
import html
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from assess.verify.folder import Seen, opened, shown, walked
from assess.verify.manifests import RefusedError, read_manifest, read_proof
from assess.verify.signatures import wrong_signatures
from assess.verify.statement import statement

_DRAFT = re.compile(r"---\n(?:(?!---\n).*\n)*?draft: *true *\n")
_PROGRAM = Path(__file__).parents[2]  # where the program that runs lies, if the checkout does not hold it
_FRAMED = "embed/"  # the pages of charts alone, whose marking stands below the chart
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_INERT = re.compile(
    r"<(script|style|template|textarea|noscript|iframe|title)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE
)
_META = re.compile(r"<meta\b[^>]*>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([a-z-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_BODY = re.compile(r"<body\b", re.IGNORECASE)
_BESIDE = (("ledger.csv", "ledger", "ledger"), ("nginx.conf", "part for nginx", "server"))  # name, words, key
_CONTACT = {  # what readers of a release must be told, and where it is written
    "owner": ("who publishes it", "site_author:"),
    "reach": ("how readers reach the owner", "extra: contact: reach:"),
    "accessibility": ("where to report an accessibility problem", "extra: contact: accessibility:"),
}
_HEADERS = re.compile(  # all that a part for nginx may say, line by line: a web server would carry out anything else
    rb"(#[^\n]*"
    rb'|set \$assess_(kept|policy|frames|listed) "[^"\\$\n]*";'
    rb'|if \(\$uri ~ "\^[\w/.-]*/embed/"\) \{ set \$assess_(policy|frames|listed) "[^"\\$\n]*"; \}'
    rb'|if \(\$uri ~ "\^[\w/.-]*assets/\.\+\\\.\[0-9a-f\]\{8\}\\\.\(min\\\.css\|min\\\.js\|woff2\)\$"\)'
    rb' \{ set \$assess_kept "[^"\\$\n]*"; \}'
    rb'|add_header [\w-]+ ("[^"\\$\n]*"|\$assess_(kept|policy|frames|listed)) always;'
    rb"|error_page 404 [\w/.-]*;"
    rb"|location = /(?:[\w.-]+/)+ \{ try_files /\.moved @assess_\d+; \}"
    rb"|location @assess_\d+ \{ return 301 /(?:[\w.-]+/)*(?:#[\w.-]+)?; \})"
)


@dataclass(frozen=True)
class Question:
    """A folder, the edition that a host may show, and the manifest beside the folder.

    `day` is the day to judge by; none judges no day. `newer_than` is the manifest that was delivered to the host
    before, `approved` the SHA-256 of the manifest that was signed off, `commit` and `source` the commit and the
    checkout that it must have been made from. `proved` asks for a proof,
    `signed_by` for signatures of as many of the signers that it lists.
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
    signed_by: Path | None = None
    signers: int = 1


@dataclass(frozen=True)
class Answer:
    """Every reason why a folder may not go to a host, none where it may; and what was found of it."""

    problems: tuple[str, ...]
    found: tuple[str, ...] = ()
    statement: str = ""


def verify(question: Question) -> Answer:
    """Whether a folder may go to a host: every reason why it may not, all at once."""
    if not question.site.is_dir():
        return Answer((f"{question.site} is not a folder",))
    try:
        manifest, digest = read_manifest(question.manifest)
    except RefusedError as refused:
        return Answer((str(refused),))
    seen = walked(question.site)
    proof, not_proved = _proof(question, manifest)
    problems = [
        *seen.problems,
        *_wrong_edition(question, manifest),
        *_wrong_files(seen, manifest),
        *_wrong_beside(question, manifest),
        *_wrong_pages(seen, manifest),
        *_wrong_release(question, manifest),
        *_wrong_contact(question, manifest),
        *_replayed(question, manifest),
        *_wrong_origin(question, manifest, digest),
        *(not_proved if question.proved else []),
        *(wrong_signatures(question.manifest, question.signed_by, question.signers) if question.signed_by else []),
    ]
    said = (*_description(question, manifest, digest), proof)
    return Answer(tuple(problems), said, statement(question.manifest.name, manifest, digest))


def unlike_its_manifest(question: Question) -> tuple[str, ...]:
    """Every reason why a folder is not what its manifest says; what a host asks today of a release is no matter."""
    try:
        manifest, _ = read_manifest(question.manifest)
    except RefusedError as refused:
        return (str(refused),)
    seen = walked(question.site)
    found = (_wrong_edition(question, manifest), _wrong_files(seen, manifest), _wrong_beside(question, manifest))
    return (*seen.problems, *(problem for each in found for problem in each))


def _description(question: Question, manifest: Mapping[str, Any], digest: str) -> Iterator[str]:
    release, commit = manifest["release"], manifest["commit"]
    until = f", to go out until {release['valid_until']}" if release["valid_until"] else ""
    yield (
        f"{question.site} is the {manifest['edition']} edition ({manifest['marking']}), release {release['number']}, "
        f"signed {release['signed']}{until}: {len(manifest['files'])} files, as the manifest says"
    )
    changed = ", with changes that are not in it" if commit and commit["modified"] else ""
    yield f"Made from commit {commit['id']}{changed}" if commit else "Not made from a commit"
    score = manifest["checks"]["leaks"]
    yield (
        f"The program stopped {score['stopped']} of {score['tried']} leaks, its checks found {score['killed']} of "
        f"{score['faults']} faults"
        if score
        else "No leaks were tried on the program that made it"
    )
    yield f"Tree {manifest['tree']}"
    yield f"Manifest {digest}"


def _wrong_edition(question: Question, manifest: Mapping[str, Any]) -> Iterator[str]:
    if manifest["edition"] != question.target:
        yield f"It is the {manifest['edition']} edition, and the host is for the {question.target} edition"


def _wrong_contact(question: Question, manifest: Mapping[str, Any]) -> Iterator[str]:
    """What a site has to say of its owner before it goes out to readers; a build by itself goes nowhere."""
    if question.day is None:
        return
    said = manifest.get("contact") or {}
    for key, (what, where) in _CONTACT.items():
        if not said.get(key):
            yield f"The site does not say {what}. Write it in mkdocs.yml, at `{where}`, and build again"


def _wrong_files(seen: Seen, manifest: Mapping[str, Any]) -> Iterator[str]:
    files: Mapping[str, Any] = manifest["files"]
    if _tree(files) != manifest["tree"]:
        yield "The manifest: its digest of the tree is not that of the files it lists"
    for name in sorted(files.keys() - seen.files.keys()):
        yield f"{shown(name)}: is missing"
    for name in sorted(seen.files.keys() - files.keys()):
        yield f"{shown(name)}: is not in the manifest"
    for name in sorted(seen.files.keys() & files.keys()):
        size, digest = seen.files[name]
        if (size, digest) != (files[name]["bytes"], files[name]["sha256"]):
            yield f"{shown(name)}: is not the file that was built"


def _tree(files: Mapping[str, Any]) -> str:
    whole = hashlib.sha256()
    for path in sorted(files):
        whole.update(f"{path}\0{files[path]['sha256']}\n".encode("utf-8", "surrogateescape"))
    return whole.hexdigest()


def _wrong_beside(question: Question, manifest: Mapping[str, Any]) -> Iterator[str]:
    """What stands beside the manifest, and is another file than the one that was made; it need not stand there."""
    for kind, what, key in _BESIDE:
        path = question.manifest.with_name(f"{manifest['edition']}.{kind}")
        if not os.path.lexists(path):
            continue
        try:
            with opened(path) as file:
                content = file.read()
        except OSError as error:
            yield f"{path.name}: cannot be read ({error.strerror})"
            continue
        if hashlib.sha256(content).hexdigest() != manifest[key]:
            yield f"{path.name}: is not the {what} that was made with this edition"
        if key == "server":
            wrong = [at for at, line in enumerate(content.split(b"\n"), 1) if line and not _HEADERS.fullmatch(line)]
            yield from (f"{path.name}, line {at}: sets more than headers and redirects" for at in wrong)


def _wrong_pages(seen: Seen, manifest: Mapping[str, Any]) -> Iterator[str]:
    if "index.html" not in seen.pages:
        yield "index.html: is missing, so this is not a site"
    marking = f"<strong>{html.escape(manifest['marking'])}</strong>"
    for name, written in sorted(seen.pages.items()):
        text = _COMMENT.sub("", _INERT.sub("", _COMMENT.sub("", written)))
        body = _BODY.search(text)
        head = text[: body.start()] if body else text
        metas = [_attributes(tag) for tag in _META.findall(text)]
        marks = [each.get("content") for each in metas if each.get("name", "").lower() == "edition"]
        in_head = [_attributes(tag).get("name", "").lower() for tag in _META.findall(head)]
        if marks != [manifest["edition"]] or "edition" not in in_head:
            yield f"{shown(name)}: does not carry the mark of the {manifest['edition']} edition once"
        is_alone = name.startswith(_FRAMED) and manifest["indexed"]
        if text[len(head) :].count(marking) < (1 if is_alone else 2):
            yield f"{shown(name)}: does not show {manifest['marking']} at its top and bottom"
        robots = [each.get("content", "") for each in metas if each.get("name", "").lower() == "robots"]
        if not (manifest["indexed"] and not is_alone) and not any("noindex" in each for each in robots):
            which = "a chart alone" if is_alone else "this edition"
            yield f"{shown(name)}: does not keep search engines away, as {which} must"


def _attributes(tag: str) -> dict[str, str]:
    return {key.lower(): html.unescape("".join(values)) for key, *values in _ATTRIBUTE.findall(tag)}


def _wrong_release(question: Question, manifest: Mapping[str, Any]) -> Iterator[str]:
    if question.day is None:
        return
    signed, until = manifest["release"]["signed"], manifest["release"]["valid_until"]
    if until and question.day > dt.date.fromisoformat(until):
        yield f"It has expired: it could go out until {until}, and this is {question.day}"
    if question.day < dt.date.fromisoformat(signed):
        yield f"It is signed {signed}, and this is {question.day}, before that"


def _replayed(question: Question, manifest: Mapping[str, Any]) -> Iterator[str]:
    if question.newer_than is None:
        return
    try:
        before, _ = read_manifest(question.newer_than)
    except RefusedError as refused:
        yield f"What was delivered before: {refused}"
        return
    if before["edition"] != manifest["edition"]:
        yield (
            f"The {before['edition']} edition was delivered there before, and this is the {manifest['edition']} edition"
        )
    now, then = manifest["release"]["number"], before["release"]["number"]
    if now < then:
        yield f"It is release {now}, and release {then} was delivered already"
    elif now == then and before["tree"] != manifest["tree"]:
        yield f"It is release {now}, which was delivered already with other files: give it a number of its own"


def _wrong_origin(question: Question, manifest: Mapping[str, Any], digest: str) -> Iterator[str]:
    if question.approved and question.approved.lower() != digest:
        yield f"The manifest is not the one that was approved: its SHA-256 is {digest}"
    if question.commit:
        commit = manifest["commit"]
        if commit is None or commit["id"] != question.commit.lower():
            made = f"commit {commit['id']}" if commit else "no commit"
            yield f"It was made from {made}, not from commit {question.commit}"
        elif commit["modified"]:
            yield f"It was made from commit {commit['id']} with changes that are not in it"
    if question.source is not None:
        yield from _of_another_tree(question.source, manifest)


def _of_another_tree(source: Path, manifest: Mapping[str, Any]) -> Iterator[str]:
    """Where the manifest says other than the checkout that it must have been made from."""
    try:
        text = (source / "redaction" / "editions.yml").read_bytes()
        policy = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506  # both are safe
        edition, open_folder = policy["editions"][manifest["edition"]], f"data/{policy['open']}/"
        audiences = {f"data/{name}/" for name in edition["audiences"]}
        rules = (edition["marking"], edition.get("indexed", False))
    except (OSError, yaml.YAMLError, KeyError, TypeError):
        yield f"{source}: holds no policy of the {manifest['edition']} edition"
        return
    if rules != (manifest["marking"], manifest["indexed"]):
        yield f"The manifest: marking and indexing are not those of the {manifest['edition']} edition in {source}"
    inputs = {**manifest["program"], **manifest["inputs"]}
    program = source if (source / "assess" / "__init__.py").is_file() else _PROGRAM
    for name in sorted(inputs):
        if name.startswith("data/") and not name.startswith(tuple(audiences)):
            yield f"{shown(name)}: went into it, and the {manifest['edition']} edition may not use it"
        elif not name.startswith("data/") or name.startswith(open_folder):
            place = program if name in manifest["program"] else source
            path = place / name
            if ".." in Path(name).parts or Path(name).is_absolute() or not path.is_file():
                yield f"{shown(name)}: went into it, and is not in {place}"
            elif hashlib.sha256(path.read_bytes()).hexdigest() != inputs[name]:
                yield f"{shown(name)}: went into it, and is another file in {place}"
    drafted = _in_drafts(source)
    for folder in ("theme", open_folder.rstrip("/")):
        for path in sorted((source / folder).rglob("*")):
            name = path.relative_to(source).as_posix()
            if path.is_file() and name not in inputs and path.stem not in drafted:
                yield f"{shown(name)}: is in {source}, and did not go into it"


def _in_drafts(source: Path) -> set[str]:
    """What the calls on drafts name: data that is theirs need not have gone into an edition."""
    pages = (path.read_text("utf-8", "replace") for path in (source / "docs").rglob("*.md"))
    drafts = (text for text in pages if _DRAFT.match(text))
    return {name for text in drafts for name in re.findall(r"""['" ]([a-z0-9-]+)['"/]""", text)}


def _proof(question: Question, manifest: Mapping[str, Any]) -> tuple[str, list[str]]:
    """What the proof beside the folder says, and why there is none."""
    path = question.manifest.with_name(f"{question.manifest.name.removesuffix('.manifest.json')}.proof.json")
    if not path.exists() and not path.is_symlink():
        return "Not proved: there is no proof beside it", [f"There is no proof {path.name} beside the manifest"]
    try:
        proof = read_proof(path)
    except RefusedError as refused:
        return f"Not proved: {refused}", [str(refused)]
    if (proof["edition"], proof["tree"]) != (manifest["edition"], manifest["tree"]):
        return "Not proved: the proof beside it is of other files", [f"{path.name}: is a proof of other files"]
    return f"Proved: the same files in {proof['worlds']} worlds of what this edition may not know", []
