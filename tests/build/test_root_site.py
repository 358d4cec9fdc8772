"""Plain `mkdocs build` at the root of the project is the public edition."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from pathlib import Path

import pytest
import yaml
from building import append, differing, files, mkdocs

# All that the root build lacks: redirects, downloads, which staging writes, the links to them and what is told of them.
LINK = re.compile(
    r'<p class="figure__downloads" data-search-exclude>Download this table: .*?</p>\n'
    r'(?:<p class="figure__pictures" data-search-exclude>.*?</p>\n)?'
    r'<script type="application/ld\+json">.*?</script>\n?(?:<details class="figure__embed"(?s:.*?)</details>\n?)?'
    r'|<p class="all-data" data-search-exclude>.*?</p>\n*'
)
# And what is done to a site that is to be published: pages say their policy, and what no page loads is left out.
POLICY = re.compile(r'\n<meta http-equiv="Content-Security-Policy"[^>]*>')
Both = tuple[dict[str, bytes], dict[str, bytes]]


@pytest.fixture(scope="module")
def root_build(sites: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with its built sites, in which mkdocs was run."""
    project = tmp_path_factory.mktemp("root") / "project"
    shutil.copytree(sites.parent, project, symlinks=True)
    built = mkdocs(project)
    assert built.returncode == 0, built.stderr
    return project


@pytest.fixture(scope="module")
def both(root_build: Path) -> Both:
    """The public edition as `assess` builds it, and the site that mkdocs builds."""
    settings = yaml.safe_load((root_build / "mkdocs.yml").read_text("utf-8"))
    return files(root_build / "site" / "public"), files(root_build / settings["site_dir"])


def test_it_is_the_public_edition_without_its_downloads(both: Both) -> None:
    ours, plain = both
    downloads = {name for name in ours if name.startswith("downloads/")}
    moved = {name for name in ours if b'http-equiv="refresh"' in ours[name]}
    alone = {name for name in ours if name.startswith("embed/")}
    assert alone
    assert ours.keys() - plain.keys() == downloads | alone | moved | {"_headers", "_redirects"}
    assert all(name.startswith("assets/") for name in plain.keys() - ours.keys())
    links = 0
    for name in plain:
        if name.endswith(".html"):
            page, policies = POLICY.subn("", ours[name].decode())
            assert policies == 1
            page, found = LINK.subn("", page)
            assert page == plain[name].decode(), name
            links += found
    assert links > 5
    rest = {name for name in plain.keys() & ours.keys() if not name.endswith((".html", "search_index.json", ".gz"))}
    assert differing({name: ours[name] for name in rest}, {name: plain[name] for name in rest}) == []
    assert gzip.decompress(plain["sitemap.xml.gz"]) == gzip.decompress(ours["sitemap.xml.gz"])  # gzip keeps a time


def test_its_search_finds_in_the_same_pages_although_by_the_words_of_the_renderer_alone(both: Both) -> None:
    ours, plain = (json.loads(site["search/search_index.json"])["docs"] for site in both)
    assert {doc["location"].split("#")[0] for doc in ours} == {doc["location"].split("#")[0] for doc in plain}


def test_it_leaves_the_audited_sites_alone(root_build: Path, sites: Path) -> None:
    built = files(root_build / "site")
    assert [name for name, content in files(sites).items() if built[name] != content] == []


def test_typos_and_restricted_data_stop_it_with_our_messages_and_no_traceback(small: Path) -> None:
    append(small / "docs" / "index.md", "{{ n('asb-by-type', 'totl', 'saltmere') }}")
    append(small / "docs" / "about.md", "{{ n('injuries-by-age', 'violence', 'saltmere') }}")
    stopped = mkdocs(small)
    said = stopped.stdout + stopped.stderr
    assert stopped.returncode != 0
    assert re.search(r'docs/index\.md, line \d+: found unknown row "totl", expected "total"', said)
    assert re.search(
        r'docs/about\.md, line \d+: found .*"injuries-by-age", which the public edition may not show', said
    )
    assert "Traceback" not in said
    assert not (small / "site").exists()
