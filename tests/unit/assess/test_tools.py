"""What a manifest calls a tool of a site is one, and all of them are named."""

from __future__ import annotations

import sys

import grimp
import pytest
from packaging.utils import canonicalize_name

from assess.build.manifest import TOOLS, TOOLS_OF_PDF
from assess.theme import EXTENDED

CHECKS = ("assess.audit", "assess.verify", "assess.downloads.readback", "assess.protect")  # make nothing of a site
MADE_ELSEWHERE = {  # import names, where they are not those of what is installed
    "material": "mkdocs-material",
    "mkdocs_macros": "mkdocs-macros-plugin",
    "vl_convert": "vl-convert-python",
    "yaml": "pyyaml",
}
STARTED = ("assess.build.pipeline", "assess.render.worker", "assess.render.chart_worker")


@pytest.fixture(scope="module")
def used() -> set[str]:
    """What the modules that make a site import of others."""
    graph = grimp.build_graph("assess", "macros", "redaction", include_external_packages=True)
    makers = {each for start in STARTED for each in (start, *graph.find_upstream_modules(start))}
    makers = {each for each in makers if not each.startswith(CHECKS)}
    found = {name for each in makers for name in graph.find_modules_directly_imported_by(each)}
    own = ("assess", "macros", "redaction")
    outside = {name for name in found if name.partition(".")[0] not in own and graph.is_module_squashed(name)}
    return {name for name in outside if name not in sys.stdlib_module_names}


def test_the_tools_of_a_manifest_are_what_makes_a_site(used: set[str]) -> None:
    names = {canonicalize_name(MADE_ELSEWHERE.get(name, name)) for name in used}
    assert names | {f"mkdocs-{EXTENDED}"} == {*TOOLS, *TOOLS_OF_PDF}
