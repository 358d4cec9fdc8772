"""A pack that travels: sealed for named people, opened by them alone, plain only while a command needs it."""

from __future__ import annotations

import io
import signal
import stat
import tarfile
import tempfile
from pathlib import Path

import pyrage
import pytest
from building import Run, appears, differing, ended, files, run_here, start

from assess.project.sealing import SealError, recipients_of, unseal

PLAIN = "assess-pack-*"
PLACES = tuple(path for path in (Path("/dev/shm"), Path(tempfile.gettempdir())) if path.is_dir())  # noqa: S108


@pytest.fixture
def pack(small: Path) -> Path:
    return small / "data" / "sample"


@pytest.fixture
def identity(small: Path, tmp_path: Path) -> Path:
    """An identity, made by the command; its recipient is in `recipients.txt` beside it."""
    path = tmp_path / "officer.key"
    code, recipient, told = run_here(small, "key", path)
    assert code == 0
    assert "secret" in told
    (tmp_path / "recipients.txt").write_text(f"# Who may open the pack\n{recipient.strip()} # Officer\n", "utf-8")
    return path


@pytest.fixture
def sealed(small: Path, pack: Path, identity: Path) -> Path:
    path = identity.with_name("pack.age")
    found = run_here(small, "seal", pack, "--to", identity.with_name("recipients.txt"), "--out", path)
    assert found == (0, f"{path}  sealed for 1 recipient\n", "")
    return path


def plain_copies() -> set[Path]:
    return {path for place in PLACES for path in place.glob(PLAIN)}


def test_an_identity_is_for_its_owner_alone_and_never_replaced(small: Path, identity: Path) -> None:
    assert stat.S_IMODE(identity.stat().st_mode) == 0o600
    before = identity.read_bytes()
    code, out, err = run_here(small, "key", identity)
    assert (code, out) == (1, "")
    assert "already something" in err
    assert identity.read_bytes() == before


def test_what_is_opened_is_what_was_sealed_for_its_owner_alone(
    small: Path, pack: Path, identity: Path, sealed: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "opened"
    code, out, err = run_here(small, "open", sealed, "--out", folder, changes={"ASSESS_IDENTITY": str(identity)})
    assert (code, err) == (0, "")
    assert differing(files(folder), files(pack)) == []
    assert f"{len(files(pack))} files" in out
    rights = {stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.rglob("*"))}
    assert rights == {0o700, 0o600}


def test_a_sealed_pack_shows_nothing_of_what_is_in_it(pack: Path, sealed: Path) -> None:
    content = sealed.read_bytes()
    assert content.startswith(b"age-encryption.org/v1")
    names = [path.name.encode() for path in pack.rglob("*.csv")]
    assert names
    assert [name for name in names if name in content] == []


def test_a_build_takes_a_sealed_pack_and_leaves_no_plain_copy(
    small: Path, identity: Path, sealed: Path, assess_here: Run
) -> None:
    key = {"ASSESS_IDENTITY": str(identity)}
    before = plain_copies()
    assert assess_here(small, "build", "partner", "--restricted", "data/sample")[0] == 0
    plainly = files(small / "site" / "partner")
    code, _, err = assess_here(small, "build", "partner", "--restricted", sealed, changes=key)
    assert (code, err) == (0, "")
    assert differing(files(small / "site" / "partner"), plainly) == []
    assert run_here(small, "check", changes={**key, "ASSESS_RESTRICTED": str(sealed)})[0] == 0
    assert plain_copies() == before


@pytest.mark.parametrize("asked_by", [pytest.param(signal.SIGINT, marks=pytest.mark.whole), signal.SIGTERM])
def test_a_build_that_is_stopped_leaves_no_plain_copy(
    small: Path, identity: Path, sealed: Path, asked_by: signal.Signals
) -> None:
    before = plain_copies()
    process = start(small, "build", "partner", "--restricted", sealed, changes={"ASSESS_IDENTITY": str(identity)})
    (small / "site").mkdir(exist_ok=True)
    appears(process, small / "site", ".assess-*/partner")
    assert plain_copies() != before
    process.send_signal(asked_by)
    assert ended(process) == (1, "", "Stopped. Nothing was changed.\n")
    assert plain_copies() == before


@pytest.mark.parametrize("place", ["start", "header", "middle", "end"])
def test_a_pack_that_was_tampered_with_opens_for_nobody(
    identity: Path, sealed: Path, tmp_path: Path, place: str
) -> None:
    content = bytearray(sealed.read_bytes())
    at = {"start": 3, "header": 60, "middle": len(content) // 2, "end": len(content) - 1}[place]
    content[at] ^= 1
    sealed.write_bytes(content)
    with pytest.raises(SealError, match=r"changed|not a sealed pack|not sealed for"):
        unseal(sealed, identity, tmp_path / "opened")
    assert not (tmp_path / "opened").exists()


def test_a_pack_cut_short_or_sealed_for_somebody_else_builds_nothing(small: Path, identity: Path, sealed: Path) -> None:
    other = identity.with_name("other.key")
    assert run_here(small, "key", other)[0] == 0
    whole = sealed.read_bytes()
    for key, content, says in (
        (other, whole, "pack.age was not sealed for other.key"),
        (identity, whole[:-1], "pack.age was changed or cut short"),
        (identity, whole[: len(whole) // 2], "pack.age was changed or cut short"),
    ):
        sealed.write_bytes(content)
        changes = {"ASSESS_IDENTITY": str(key)}
        code, out, err = run_here(small, "build", "partner", "--restricted", sealed, changes=changes)
        assert (code, out) == (1, "")
        assert says in err
        assert not (small / "site").exists()


def test_a_sealed_pack_without_an_identity_is_wrong_usage(small: Path, sealed: Path) -> None:
    code, out, err = run_here(small, "build", "partner", "--restricted", sealed)
    assert (code, out) == (2, "")
    assert "ASSESS_IDENTITY" in err


def test_every_fault_in_a_list_of_recipients_is_told_at_once_and_an_identity_is_never_repeated(identity: Path) -> None:
    secret = identity.read_text("utf-8").splitlines()[1]
    recipient = identity.with_name("recipients.txt").read_text("utf-8").splitlines()[1].partition(" ")[0]
    with pytest.raises(Exception, match="line 1") as told:
        recipients_of("recipients.txt", f"{secret} # Officer\n\nage1nobody # Nobody\n{recipient}\n")
    said = str(told.value)
    assert [f"line {line}" in said for line in (1, 2, 3, 4)] == [True, False, True, True]
    assert "without a name" in said
    assert secret[16:] not in said
    with pytest.raises(SealError, match="lists no recipient"):
        recipients_of("recipients.txt", "# nobody yet\n")


@pytest.mark.parametrize("name", ["../outside.csv", "/outside.csv", "link"])
def test_an_archive_of_more_than_plain_files_is_refused(identity: Path, tmp_path: Path, name: str) -> None:
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        member = tarfile.TarInfo(name)
        member.type = tarfile.SYMTYPE if name == "link" else tarfile.REGTYPE
        member.linkname = "/etc/passwd" if name == "link" else ""
        tar.addfile(member, io.BytesIO())
    recipients = recipients_of("list", identity.with_name("recipients.txt").read_text("utf-8"))
    sealed = tmp_path / "odd.age"
    sealed.write_bytes(pyrage.encrypt(archive.getvalue(), recipients))
    with pytest.raises(SealError, match="more than plain files"):
        unseal(sealed, identity, tmp_path / "opened")
    assert not (tmp_path / "opened").exists()
    assert not (tmp_path / "outside.csv").exists()


def test_nothing_that_stands_already_is_replaced(
    small: Path, pack: Path, identity: Path, sealed: Path, tmp_path: Path
) -> None:
    before = sealed.read_bytes()
    code, _, err = run_here(small, "seal", pack, "--to", identity.with_name("recipients.txt"), "--out", sealed)
    assert code == 1
    assert "already something" in err
    assert sealed.read_bytes() == before
    (tmp_path / "opened").mkdir()
    code, _, err = run_here(small, "open", sealed, "--identity", identity, "--out", tmp_path / "opened")
    assert code == 1
    assert "already something" in err
    assert list((tmp_path / "opened").iterdir()) == []
