"""A manifest counts as signed only by those who may sign it, for this purpose, as it is, and each once."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from assess.verify.signatures import NAMESPACE, wrong_signatures
from assess.verify.statement import statement

pytestmark = pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="there is no ssh-keygen here")


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    path = tmp_path / "public.manifest.json"
    path.write_text("{}", "utf-8")
    allowed = []
    for name in ("first", "second", "stranger"):
        _keygen("-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(tmp_path / name))
        if name != "stranger":
            allowed.append(f"{name}@example.org {(tmp_path / f'{name}.pub').read_text('utf-8')}")
    (tmp_path / "allowed").write_text("".join(allowed), "utf-8")
    return path


def _keygen(*arguments: str) -> None:
    subprocess.run(["ssh-keygen", *arguments], check=True, capture_output=True)


def _sign(manifest: Path, who: str, kind: str = "sig", namespace: str = NAMESPACE) -> None:
    made = manifest.with_name(f"{manifest.name}.sig")
    kept = made.read_bytes() if made.exists() else None
    made.unlink(missing_ok=True)
    _keygen("-Y", "sign", "-q", "-f", str(manifest.with_name(who)), "-n", namespace, str(manifest))
    if kind != "sig":
        made.rename(manifest.with_name(f"{manifest.name}.{kind}"))
        if kept is not None:
            made.write_bytes(kept)


def _wrong(manifest: Path, wanted: int = 1) -> list[str]:
    return list(wrong_signatures(manifest, manifest.with_name("allowed"), wanted))


def test_one_who_may_sign_is_enough_where_one_is_asked_for(manifest: Path) -> None:
    assert "must be signed by 1 allowed signer" in _wrong(manifest)[0]
    _sign(manifest, "first")
    assert _wrong(manifest) == []
    assert "and 1 of them signed it" in _wrong(manifest, 2)[0]
    _sign(manifest, "second", "second.sig")
    assert _wrong(manifest, 2) == []


def test_one_who_signs_twice_is_one(manifest: Path) -> None:
    _sign(manifest, "first")
    _sign(manifest, "first", "again.sig")
    assert "and 1 of them" in _wrong(manifest, 2)[0]
    allowed = manifest.with_name("allowed")
    key = manifest.with_name("first.pub").read_text("utf-8")
    allowed.write_text(f"{allowed.read_text('utf-8')}other@example.org {key}", "utf-8")
    assert "and 1 of them" in _wrong(manifest, 2)[0], "one key under two names is one signer"


@pytest.mark.parametrize("wrong", ["a stranger", "another purpose", "changed since", "no list"])
def test_what_is_not_signed_as_it_must_be_counts_for_nothing(manifest: Path, wrong: str) -> None:
    _sign(
        manifest,
        "stranger" if wrong == "a stranger" else "first",
        namespace="file" if "purpose" in wrong else NAMESPACE,
    )
    if wrong == "changed since":
        manifest.write_text("{ }", "utf-8")
    if wrong == "no list":
        manifest.with_name("allowed").unlink()
    assert len(_wrong(manifest)) == 1


def test_a_statement_names_the_manifest_and_every_file(manifest: Path) -> None:
    told = {"edition": "public", "files": {"index.html": {"sha256": "ab"}}, "commit": None}
    made = json.loads(statement(manifest.name, told, "cd"))
    assert made["_type"] == "https://in-toto.io/Statement/v1"
    assert [(each["name"], each["digest"]["sha256"]) for each in made["subject"]] == [
        ("public.manifest.json", "cd"),
        ("public/index.html", "ab"),
    ]
