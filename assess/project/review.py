"""Some files of a checkout as a commit on a branch of its own: index, files and branch at hand stay as they are."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from redaction.diagnostics.errors import AssessError

_BRANCH = "review/"
_LONGEST = 40  # letters of a branch
_LIMIT = 600  # seconds: what guards a commit may compare every file of it with a pack


def is_checkout(root: Path) -> bool:
    """Whether a folder is the top of a checkout."""
    return (root / ".git").exists()


def send_for_review(root: Path, files: Iterable[str], message: str) -> str:
    """Commit some files as they are now on top of the last commit, on a new branch, and give back its name.

    What the project has git ask before a commit (pre-commit) is asked here too. Raises AssessError.
    """
    with tempfile.TemporaryDirectory(prefix="assess-review-") as folder:
        git = _Git(root, Path(folder) / "index")
        head = git("rev-parse", "--verify", "HEAD^{commit}")
        git("read-tree", head)
        for name in files:
            if not (root / name).exists():  # somebody has taken it away since
                git("update-index", "--force-remove", "--", name)
                continue
            known = git("ls-tree", "HEAD", "--", name)
            mode = known.split(" ")[0] or "100644"
            blob = git("hash-object", "-w", "--stdin", f"--path={name}", given=(root / name).read_bytes())
            git("update-index", "--add", "--cacheinfo", f"{mode},{blob},{name}")
        tree = git("write-tree")
        if tree == git("rev-parse", f"{head}^{{tree}}"):
            raise AssessError("There is nothing to send: the files that you edited are as they were committed last")
        git("hook", "run", "--ignore-missing", "pre-commit")
        commit = git("commit-tree", tree, "-p", head, "-F", "-", given=message.encode())
        taken = git("for-each-ref", "--format=%(refname:lstrip=2)", f"refs/heads/{_BRANCH}").split("\n")
        branch = _branch(message, taken)
        git("update-ref", f"refs/heads/{branch}", commit, "")  # which must not be there yet
    return branch


def _branch(message: str, taken: Iterable[str]) -> str:
    """A branch after the first words of a message, with a number where there is one of that name."""
    words = re.sub(r"[^a-z0-9]+", "-", message.lower().partition("\n")[0]).strip("-")[:_LONGEST].strip("-")
    names = (f"{_BRANCH}{words or 'edit'}{number}" for number in ("", *(f"-{each}" for each in range(2, 1000))))
    return next(name for name in names if name not in set(taken))


@dataclass(frozen=True)
class _Git:
    """Git in a checkout, with an index of its own, and without the settings of a hook that may be running."""

    root: Path
    index: Path
    _own: dict[str, str] = field(default_factory=lambda: {k: v for k, v in os.environ.items() if k[:4] != "GIT_"})

    def __call__(self, *arguments: str, given: bytes = b"") -> str:
        """What git says; raises AssessError with its own words where it refuses."""
        try:
            done = subprocess.run(  # noqa: S603  # no shell
                ["git", "-C", str(self.root), *arguments],  # noqa: S607  # the git of whoever edits
                env={**self._own, "GIT_INDEX_FILE": str(self.index)},
                input=given,
                capture_output=True,
                check=False,
                timeout=_LIMIT,
            )
        except (OSError, subprocess.TimeoutExpired):
            raise AssessError("Nothing was sent: git cannot be run here, or does not answer") from None
        if done.returncode:
            said = (done.stderr + done.stdout).decode("utf-8", "replace").strip()
            raise AssessError(f"Nothing was sent, and your files are as you saved them. Git says:\n{said}")
        return done.stdout.decode("utf-8", "surrogateescape").strip()
