"""Who signed a manifest: SSH signatures beside it, judged by OpenSSH's own `ssh-keygen -Y` and a list of signers."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

NAMESPACE = "assess-release"
_GOOD = re.compile(r"^Good \"[^\"]*\" signature for (?P<who>.+) with (?P<kind>\S+) key (?P<key>\S+)\s*$", re.MULTILINE)
_LIMIT = 20  # seconds


def wrong_signatures(manifest: Path, allowed: Path, wanted: int) -> Iterator[str]:
    """Why a manifest does not count as signed by as many of the allowed signers, each with a key of their own.

    Signatures are `MANIFEST.sig` and `MANIFEST.ANYTHING.sig`, made by `ssh-keygen -Y sign -n assess-release`.
    """
    if not allowed.is_file():
        yield f"{allowed}: there is no such list of signers"
        return
    found = sorted(manifest.parent.glob(f"{manifest.name}.sig")) + sorted(
        manifest.parent.glob(f"{manifest.name}.*.sig")
    )
    signers: dict[str, str] = {}  # each by the key, since one key under two names is one signer
    for signature in found:
        try:
            signers |= _signed(manifest, signature, allowed)
        except FileNotFoundError:
            yield "Signatures cannot be judged here: there is no ssh-keygen command"
            return
        except (OSError, subprocess.TimeoutExpired):
            yield f"{signature.name}: cannot be judged"
    count = min(len(signers), len(set(signers.values())))
    if count < wanted:
        people = "1 allowed signer" if wanted == 1 else f"{wanted} allowed signers"
        yield f"{manifest.name}: must be signed by {people} for {NAMESPACE}, and {count} of them signed it as it is"


def _signed(manifest: Path, signature: Path, allowed: Path) -> dict[str, str]:
    """The key of a good signature, with whose it is; nothing where it is no good one."""
    names = _run("find-principals", "-s", str(signature), "-f", str(allowed), content=b"")
    for name in names.splitlines():
        answer = _run(
            *("verify", "-f", str(allowed), "-I", name, "-n", NAMESPACE, "-s", str(signature)),
            content=manifest.read_bytes(),
        )
        good = _GOOD.search(answer)
        if good:
            return {good["key"]: name}
    return {}


def _run(*arguments: str, content: bytes) -> str:
    """What ssh-keygen prints; nothing where it refuses."""
    command = ["ssh-keygen", "-Y", *arguments]
    ended = subprocess.run(command, input=content, capture_output=True, timeout=_LIMIT, check=False)  # noqa: S603  # no shell
    return ended.stdout.decode("utf-8", "replace") if ended.returncode == 0 else ""
