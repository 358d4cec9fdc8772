"""What an edition leaves behind: its site, and beside it the manifest, the ledger and its part for nginx."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from assess.build.examine import ledger_beside
from assess.build.manifest import Origin, digests, manifest
from assess.build.plan import Plan
from assess.earlier.kept import inputs_of
from assess.load.editions import EditionKnowledge
from assess.project.git import commit_of
from assess.project.layout import PAGES, SHARED
from assess.verify import Question, verify
from redaction.diagnostics.errors import AssessError

_FOLDER_OF_ITS_OWNER, _FILE_OF_ITS_OWNER = 0o700, 0o600


def outputs(plan: Plan, known: EditionKnowledge, work: Path, hosting: str, begun: Mapping[str, str]) -> dict[str, Path]:
    """The finished site of an edition, its manifest and its part for nginx, by name; raises AssessError.

    The manifest names the pages and attachments of the edition, and none that it may not show. `begun` are the digests
    that its inputs had when the build began: what was saved since is not known to be what was built from.
    """
    edition, root = known.edition, plan.project.root
    named = [*SHARED, *(page.name for page in known.pages), *(f"{PAGES}/{each.path}" for each in known.attachments)]
    inputs = {name: root / name for name in named} | inputs_of(root, known.earlier) | plan.data(edition.audiences)
    now = _published(digests(inputs), known)
    within = {name: digest for name, digest in begun.items() if any(_within(name, each) for each in inputs)}
    then = _published(within, known)
    changed = sorted(name for name in now.keys() | then.keys() if now.get(name) != then.get(name))
    if changed:
        raise AssessError("\n".join(f"{name} was changed while the build ran. Build again" for name in changed))
    site = work / edition.id / "site"
    path = work / f"{edition.id}.manifest.json"
    ledger = ledger_beside(work / edition.id)
    commit = commit_of(root, inputs.values())
    origin = Origin(now, plan.out, known.attachments, commit, known.corrections.every, plan.settings.contact)
    server = work / f"{edition.id}.nginx.conf"
    server.write_text(hosting, "utf-8")
    path.write_text(manifest(edition, plan.settings.release, origin, site, ledger=ledger, server=server), "utf-8")
    answer = verify(Question(site, edition.id, path))
    if answer.problems:
        first = f"The {edition.id} edition is not what its manifest says:"
        raise AssessError("\n".join([first, *(f"  {problem}" for problem in answer.problems)]))
    made = {edition.id: site, path.name: path, ledger.name: ledger, server.name: server}
    if set(edition.audiences) - {plan.policy.open_audience}:
        for each in made.values():
            each.chmod(_FOLDER_OF_ITS_OWNER if each.is_dir() else _FILE_OF_ITS_OWNER)
    return made


def _published(inputs: Mapping[str, str], known: EditionKnowledge) -> dict[str, str]:
    """Inputs without the data of drafts, of which nothing that is published says even that it is there."""
    return {
        name: digest
        for name, digest in inputs.items()
        if not (name.startswith("data/") and PurePosixPath(name).stem in known.drafted)
    }


def _within(name: str, folder: str) -> bool:
    return name == folder or name.startswith(f"{folder}/")
