"""The partnership that does not exist with a page of each kind: what a browser is shown."""

from __future__ import annotations

import shutil
from pathlib import Path

from building import allow_typed_numbers, copy_project, replace

MORE = Path(__file__).with_name("more")  # pages and datasets that only a browser needs, and every other build is spared
_SETTINGS = {
    "  - index.md\n": "  - index.md\n  - Your area:\n      - areas/index.md\n  - help.md\n",
    "  - about.md\n": """\
  - 3 Harm:
      - harm/index.md
      - harm/harm.md
      - harm/hate-crime.md
      - harm/risk.md
  - about.md
  - glossary.md
""",
    "page: stations.md}\n": "page: stations.md}\n    - {number: 3, title: Harm, page: harm/index.md}\n",
    "javascripts/sorting.js]": "javascripts/sorting.js, assets/javascripts/choosing.js]",
}


def with_a_page_of_each_kind(project: Path) -> Path:
    """The partnership's site with more pages, ready to build."""
    copy_project(project)
    shutil.copytree(MORE, project, dirs_exist_ok=True)
    for old, new in _SETTINGS.items():
        replace(project / "mkdocs.yml", old, new)
    allow_typed_numbers(project)
    return project
