"""What a site becomes on its way to this version: the steps that change something, and its files afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from assess import __version__
from assess.migrate.step import Files, Step, text_of, with_text
from assess.migrate.steps import SETTINGS, STEPS
from assess.migrate.yaml_text import node_at, with_key, with_scalar
from assess.project.made_for import KEY, in_order, made_for

REQUIREMENTS = "requirements.txt"
_PROGRAM = re.compile(r"^\./wheels/assess-[^/\s]+\.whl$")
_PINNED = re.compile(r"^([a-z0-9-]+)==(\S+)")


@dataclass(frozen=True)
class Migration:
    """The version that a site was made for, the steps that change something of it, and its files before and after."""

    made_for: str
    steps: tuple[Step, ...]
    before: Files
    after: Files

    @property
    def changed(self) -> dict[str, bytes | None]:
        """Each file that is another afterwards, with its new content; none for one that is gone."""
        names = sorted({*self.before, *self.after})
        return {name: self.after.get(name) for name in names if self.after.get(name) != self.before.get(name)}


def steps_since(version: str) -> list[Step]:
    """The steps that a site of a version has not taken; all of them where it does not say."""
    return [step for step in STEPS if in_order(step.version) > in_order(version)]


def migrated(files: Files, wheel: str, pinned: Iterable[str]) -> Migration:
    """A site as this version has it, where it pins the program by its wheel, and all else by version."""
    version = made_for(text_of(files, SETTINGS))
    taken: list[Step] = []
    after = files
    for step in steps_since(version):
        changed = step.change(after)
        if changed != after:
            taken.append(step)
        after = changed
    after = with_text(after, REQUIREMENTS, _pins(text_of(after, REQUIREMENTS), wheel, [*pinned]))
    return Migration(version, tuple(taken), files, _stamped(after))


def _stamped(files: Files) -> Files:
    """The files with the version of this program in mkdocs.yml."""
    text = text_of(files, SETTINGS)
    path = ("extra", KEY)
    if node_at(text, path) is None:
        line = f"{KEY}: {__version__}"
        comment = "the version of assess; `assess migrate` takes the site to a newer one"
        return with_text(files, SETTINGS, with_key(text, path[:-1], line, comment=comment))
    return with_text(files, SETTINGS, with_scalar(text, path, __version__))


def _pins(text: str, wheel: str, pinned: list[str]) -> str:
    """The requirements with this version's pins in the place of others; unchanged where they pin no wheel of ours."""
    lines = text.splitlines(keepends=True)
    if not any(_PROGRAM.match(line.strip()) for line in lines):
        return text
    by_name = {_PINNED.sub(r"\1", each): each for each in pinned}
    after = []
    for line in lines:
        found = _PINNED.match(line)
        if _PROGRAM.match(line.strip()):
            after.append(line.replace(line.strip(), f"./wheels/{wheel}"))
        elif found and found[1] in by_name:
            after.append(line.replace(found[0], by_name.pop(found[1]), 1))
        else:
            after.append(line)
    return "".join([*after, *(f"{each}\n" for each in by_name.values())])
