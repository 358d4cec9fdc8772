"""A restricted pack sealed for named recipients in the age format, so that it can travel and be kept.

The content is encrypted and authenticated: a file that was changed, or was sealed for somebody else, opens for nobody.
"""

from __future__ import annotations

import io
import os
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

import pyrage

from redaction.diagnostics.errors import AssessError, Problem, ProblemsFoundError

_SECRET = "AGE-SECRET-KEY-1"  # noqa: S105  # how every age identity begins
_HEADER = b"age-encryption.org/v1"
_MEMORY = Path("/dev/shm")  # noqa: S108  # a folder of our own in it, for us alone


class SealError(AssessError):
    """A pack that cannot be sealed or opened."""


def seal(pack: Path, recipients: Path, sealed: Path) -> int:
    """Seal every file of a pack for the recipients that a file lists, one a line; how many recipients there are.

    Raises SealError and ProblemsFoundError; nothing is written then.
    """
    keys = recipients_of(recipients.name, _text(recipients, "list of recipients"))
    if sealed.exists():
        raise SealError(f"There is already something at {sealed}. Remove it, or choose another name")
    content = pyrage.encrypt(_packed(pack), keys)
    with _new_file(sealed, 0o644) as file:
        file.write(content)
    return len(keys)


def unseal(sealed: Path, identity: Path, folder: Path) -> int:
    """Write the files of a sealed pack into a new folder that its owner alone may read; how many there are.

    Raises SealError; nothing is written then.
    """
    files = _unpacked(_decrypted(sealed, identity), sealed.name)
    if folder.exists():
        raise SealError(f"There is already something at {folder}. Remove it, or choose another name")
    folder.mkdir(mode=0o700, parents=True)
    _write(files, folder)
    return len(files)


@contextmanager
def unsealed(sealed: Path, identity: Path) -> Iterator[Path]:
    """The files of a sealed pack in a folder that goes when this ends; in memory where the system offers that."""
    files = _unpacked(_decrypted(sealed, identity), sealed.name)
    with private_folder("assess-pack-") as folder:
        _write(files, folder)
        yield folder


@contextmanager
def private_folder(prefix: str) -> Iterator[Path]:
    """A folder for its owner alone that goes when this ends; in memory where the system offers that."""
    memory = _MEMORY if _MEMORY.is_dir() and os.access(_MEMORY, os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix=prefix, dir=memory) as folder:
        yield Path(folder)


def new_identity(path: Path) -> str:
    """Write a new identity to a file that its owner alone may read; the recipient to give to others.

    Raises SealError where there is a file already.
    """
    identity = pyrage.x25519.Identity.generate()
    recipient = str(identity.to_public())
    with _new_file(path, 0o600) as file:
        file.write(f"# recipient: {recipient}\n{identity}\n".encode())
    return recipient


def recipients_of(name: str, text: str) -> list[pyrage.x25519.Recipient]:
    """The recipients a file lists: `age1...` and, after a #, whose it is; raises ProblemsFoundError, all at once."""
    recipients, problems = [], []
    for number, line in enumerate(text.splitlines(), 1):
        key, mark, owner = (part.strip() for part in line.partition("#"))
        if not key:
            continue
        if key.startswith(_SECRET):
            found = "an identity, which is secret"
            advice = "Take it out of this file, and make a new one if anybody could have read it"
            problems.append(Problem("recipient", name, number, found, "a recipient: age1...", advice))
            continue
        try:
            recipients.append(pyrage.x25519.Recipient.from_str(key))
        except pyrage.RecipientError:
            problems.append(Problem("recipient", name, number, f'"{key[:12]}..."', "a recipient: age1..."))
            continue
        if not (mark and owner):
            expected = "whose it is, after a #: age1... # Information officer"
            problems.append(Problem("recipient", name, number, "a recipient without a name", expected))
    if problems:
        raise ProblemsFoundError(problems)
    if not recipients:
        raise SealError(f"{name} lists no recipient. Write one a line: age1... # Information officer")
    return recipients


def is_sealed(path: Path) -> bool:
    """Whether a file is in the age format."""
    with path.open("rb") as file:
        return file.read(len(_HEADER)) == _HEADER


def _decrypted(sealed: Path, identity: Path) -> bytes:
    keys = [line.strip() for line in _text(identity, "identity").splitlines() if line.strip().startswith(_SECRET)]
    if not keys:
        raise SealError(f"{identity.name} holds no identity. It should have a line that begins {_SECRET}")
    try:
        identities = [pyrage.x25519.Identity.from_str(key) for key in keys]
    except pyrage.IdentityError:
        raise SealError(f"The identity in {identity.name} is incomplete. Copy it again from where it is kept") from None
    content = _bytes(sealed, "sealed pack")
    if not content.startswith(_HEADER):
        raise SealError(f"{sealed.name} is not a sealed pack. `assess seal` makes one")
    try:
        plain: bytes = pyrage.decrypt(content, identities)
    except pyrage.DecryptError as error:
        if "No matching keys" in str(error):
            raise SealError(
                f"{sealed.name} was not sealed for {identity.name}. Ask for it to be sealed again"
            ) from None
        raise SealError(f"{sealed.name} was changed or cut short after it was sealed. Ask for it again") from None
    return plain


def _packed(pack: Path) -> bytes:
    """The files of a pack as an archive without times, owners and rights."""
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for path in sorted(pack.rglob("*")):
            if path.is_symlink() or not (path.is_dir() or path.is_file()):
                raise SealError(
                    f"{path.relative_to(pack)} is neither a file nor a folder. A pack may hold only files and folders"
                )
            if path.is_file():
                content = _bytes(path, "file")
                member = tarfile.TarInfo(path.relative_to(pack).as_posix())
                member.size = len(content)
                tar.addfile(member, io.BytesIO(content))
    return archive.getvalue()


def _unpacked(archive: bytes, name: str) -> Mapping[str, bytes]:
    """The files of an archive by path; raises SealError at anything but a plain file inside it."""
    files = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(archive), mode="r:") as tar:
            for member in tar:
                path = PurePosixPath(member.name)
                file = tar.extractfile(member) if member.isreg() else None
                if file is None or path.is_absolute() or not path.parts or ".." in path.parts:
                    raise SealError(f"{name} holds more than plain files. It was not made by `assess seal`")
                files[path.as_posix()] = file.read()
    except tarfile.TarError:
        raise SealError(f"{name} holds something other than a pack. It was not made by `assess seal`") from None
    if not files:
        raise SealError(f"{name} holds no files. Seal the pack again")
    return files


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _new_file(path, 0o600) as file:
            file.write(content)


@contextmanager
def _new_file(path: Path, mode: int) -> Iterator[io.BufferedWriter]:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with os.fdopen(descriptor, "wb") as file:
            yield file
    except FileExistsError:
        raise SealError(f"There is already something at {path}. Remove it, or choose another name") from None
    except OSError as error:
        raise SealError(f"{path} could not be written: {error.strerror}") from None


def _text(path: Path, what: str) -> str:
    try:
        return _bytes(path, what).decode()
    except UnicodeDecodeError:
        raise SealError(f"The {what} {path.name} is not text") from None


def _bytes(path: Path, what: str) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise SealError(f"The {what} {path} could not be read: {error.strerror}") from None
