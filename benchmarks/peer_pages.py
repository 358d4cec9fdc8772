"""The pages of the peer, derived from this site: what the public edition has, written or made from data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from assess.load.editions import EditionKnowledge, editions_named, know, open_editions, policy_of
from assess.load.sources import Sources
from assess.project.layout import Project
from macros.pages import areas
from redaction.data.areas import geographies_of

_OURS = ("assess", "edition", "pdf", "redirects", "release")  # under `extra`


def write_pages(root: Path, folder: Path) -> None:
    """Write the pages of the public edition of the project at `root`, and settings of plain MkDocs for them.

    Their calls of macros are left as they stand. Pages that are made from data are files, as if a person had made them
    once.
    """
    project = Project(root)
    policy = policy_of(project)
    [known] = know(Sources(project, policy), editions_named(policy, open_editions(policy)))
    for page in known.pages:
        path = folder / "docs" / page.path
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page.text, "utf-8")
    settings = _settings(yaml.safe_load(project.config.read_text("utf-8")), known)
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(settings, sort_keys=False, allow_unicode=True), "utf-8")


def _settings(settings: dict[str, Any], known: EditionKnowledge) -> dict[str, Any]:
    """The settings of this site without what is ours: its theme, style sheets, scripts and macros."""
    settings |= {"site_dir": "site", "extra_css": [], "extra_javascript": []}
    settings["theme"] = {**settings["theme"], "name": "material"}
    settings["theme"].pop("favicon", None)
    settings["extra"] = {key: value for key, value in settings["extra"].items() if key not in _OURS}
    settings.pop("exclude_docs", None)
    for each in settings["plugins"]:
        if "macros" in each:
            each["macros"].pop("modules")  # it finds the package `main` by itself
    groups = geographies_of(known.view.datasets.values())
    for item in settings["nav"]:
        children = next(iter(item.values())) if isinstance(item, dict) else item
        if isinstance(children, list) and areas.INDEX in children:
            children += [{each.plural.capitalize(): areas.paths_of(each)} for each in groups]
    return settings
