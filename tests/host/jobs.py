"""The workflow for GitHub Actions: its jobs and steps, and a step carried out as the runner would."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from building import ROOT

WORKFLOW = ROOT / ".github" / "workflows" / "editions.yml"
SHELL = ("bash", "--noprofile", "--norc", "-eo", "pipefail")


def jobs() -> dict[str, Any]:
    """The jobs of the workflow by their ids."""
    found: dict[str, Any] = yaml.safe_load(WORKFLOW.read_text("utf-8"))["jobs"]
    return found


def commands() -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every step that runs commands, with the id of its job."""
    for name, job in jobs().items():
        yield from ((name, step) for step in job["steps"] if "run" in step)


def step_of(job: str, name: str) -> Mapping[str, Any]:
    """A step of a job, by its name."""
    found: Mapping[str, Any] = next(step for step in jobs()[job]["steps"] if step.get("name") == name)
    return found


@dataclass(frozen=True)
class Runner:
    """A machine that carries out steps: a checkout, a folder for temporary files, tools in place of programs."""

    checkout: Path
    temporary: Path
    tools: Path

    def tool(self, name: str, script: str) -> None:
        """Put a shell script in the place of a program."""
        path = self.tools / name
        path.write_text(f"#!/bin/sh\nset -eu\n{script}\n", "utf-8")
        path.chmod(0o755)

    def run(
        self, job: str, name: str, *, leaving_out: str = "", **named: str | Path
    ) -> subprocess.CompletedProcess[str]:
        """Carry out a step, but for lines with `leaving_out`; `named` gives a value to each name in its `env`."""
        step = step_of(job, name)
        assert named.keys() == step.get("env", {}).keys()
        lines = [line for line in step["run"].splitlines() if not leaving_out or leaving_out not in line]
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("ASSESS_", "GITHUB_"))}
        return subprocess.run(
            [*SHELL, "-c", "\n".join(lines)],
            cwd=self.checkout,
            env=environment
            | {"PATH": f"{self.tools}:{environment['PATH']}", "TOOLS": str(self.tools)}
            | {"GITHUB_WORKSPACE": str(self.checkout), "GITHUB_REPOSITORY": "partnership/assessment"}
            | {"GITHUB_STEP_SUMMARY": str(self.summary), "RUNNER_TEMP": str(self.temporary)}
            | {key: str(value) for key, value in named.items()},
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def summary(self) -> Path:
        """What a run shows of itself."""
        return self.temporary / "summary.md"
