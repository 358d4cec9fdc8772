"""The public site is the same bytes whatever lies in the pack, and holds nothing of it in any form."""

from __future__ import annotations

import importlib.util
import json
import random
import shutil
import subprocess
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from leaking import Content, differing, given_away, tree

Assess = Callable[..., subprocess.CompletedProcess[str]]


def no_pack(folder: Path) -> None:
    """A path where nothing is."""
    assert not folder.exists()


def an_empty_pack(folder: Path) -> None:
    """A folder with nothing in it."""
    folder.mkdir()


def a_pack_of_noise(folder: Path) -> None:
    """Files with the right names and random bytes in them."""
    noise = random.Random(7)  # noqa: S311  # the same noise each time
    for name in ("partner/iquanta-rates.csv", "partner/iquanta-rates.yaml", "internal/prose/ctlp-commentary.md"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(noise.randbytes(4096))


def public_files(site: Path) -> dict[str, bytes]:
    """The public site and its manifest."""
    return {"manifest": (site / "public.manifest.json").read_bytes(), **tree(site / "public")}


@pytest.mark.parametrize("pack_of", [no_pack, an_empty_pack, a_pack_of_noise])
def test_the_public_site_is_the_same_whatever_the_pack(
    assess: Assess, project: Path, sites: Path, tmp_path: Path, pack_of: Callable[[Path], None]
) -> None:
    shutil.rmtree(project / "data" / "sample")
    pack_of(tmp_path / "pack")
    built = assess("build", "public", environment={"ASSESS_RESTRICTED": str(tmp_path / "pack")})
    assert (built.returncode, built.stderr) == (0, "")
    assert differing(public_files(project / "site"), public_files(sites)) == []


def test_the_public_site_is_the_same_beside_editions_built_with_other_numbers(
    assess: Assess, project: Path, sites: Path, tmp_path: Path
) -> None:
    pack = tmp_path / "pack"
    for name, text in _another_pack(project / "data" / "sample").items():
        (pack / name).parent.mkdir(parents=True, exist_ok=True)
        (pack / name).write_text(text, "utf-8")
    built = assess("build", "public", "partner", "--restricted", pack)
    assert (built.returncode, built.stderr) == (0, "")
    assert differing(public_files(project / "site"), public_files(sites)) == []
    assert differing(tree(project / "site" / "partner"), tree(sites / "partner")) != []


def _another_pack(sample: Path) -> dict[str, str]:
    spec = importlib.util.spec_from_file_location("generate_another", sample / "generate.py")
    assert spec
    assert spec.loader
    script = importlib.util.module_from_spec(spec)
    script.__dict__["__name__"] = "generate_another"
    import sys

    sys.modules["generate_another"] = script
    spec.loader.exec_module(script)
    script.SEED = "another seed"
    files: dict[str, str] = script.make_pack(tomllib.loads((sample / "tables.toml").read_text("utf-8")))
    return files


def test_nothing_of_the_pack_is_in_the_public_site(
    sites: Path, partner_content: Content, internal_content: Content
) -> None:
    for content in (partner_content, internal_content):
        assert given_away(content, sites / "public") == {}


def test_nothing_of_the_internal_folder_is_in_the_partner_site(sites: Path, internal_content: Content) -> None:
    assert given_away(internal_content, sites / "partner") == {}


def test_a_manifest_names_no_file_of_a_folder_that_its_edition_may_not_know(
    sites: Path, partner_content: Content, internal_content: Content
) -> None:
    for edition, withheld in (("public", [partner_content, internal_content]), ("partner", [internal_content])):
        text = (sites / f"{edition}.manifest.json").read_text("utf-8")
        assert [name for content in withheld for name in content.ids if name in text] == []
    inputs = json.loads((sites / "partner.manifest.json").read_text("utf-8"))["inputs"]
    assert "data/partner/iquanta-rates.csv" in inputs


def test_the_same_search_finds_every_cell_and_word_in_the_sites_that_may_hold_them(
    sites: Path, partner_content: Content, internal_content: Content
) -> None:
    for edition, content in (("partner", partner_content), ("internal", internal_content)):
        found = set().union(*given_away(content, sites / edition).values())
        assert len(content.cells) > 100
        assert content.cells <= found
        assert content.ids & found
        assert {"partner": {"mizzlebury", "marmalade", "knife"}, "internal": {"wickenspire"}}[edition] <= found


def test_the_search_opens_what_is_compressed(sites: Path, tmp_path: Path, partner_content: Content) -> None:
    shutil.copytree(sites / "public", tmp_path / "public")
    shutil.make_archive(str(tmp_path / "public" / "data"), "zip", sites / "partner" / "downloads")
    assert "data.zip" in given_away(partner_content, tmp_path / "public")


def test_no_dataset_of_the_pack_can_be_put_in_the_public_folder(assess: Assess, project: Path) -> None:
    datasets = [path for path in (project / "data" / "sample").glob("*/*") if path.suffix in (".csv", ".yaml")]
    for path in datasets:
        shutil.copy(path, project / "data" / "public")
    refused = assess("build", "public")
    assert refused.returncode == 1
    for path in datasets:
        if path.suffix == ".yaml":
            assert f"data/public/{path.name}, sources: found the source" in refused.stderr
    assert not (project / "site").exists()


@pytest.mark.parametrize("place", ["theme/assets", "theme/assets/images"])
def test_a_file_of_the_pack_in_the_theme_is_not_published(assess: Assess, project: Path, place: str) -> None:
    (project / place).mkdir(parents=True, exist_ok=True)
    shutil.copy(project / "data" / "sample" / "partner" / "iquanta-rates.csv", project / place / "rates.csv")
    refused = assess("build", "public", "partner", "--restricted", project / "data" / "sample")
    assert refused.returncode == 1
    assert "rates.csv" in refused.stderr
    assert not (project / "site").exists()


@pytest.mark.parametrize("written", ["Thefts at one station came to 473,126.", "{# 473126 #}", "<!-- 473126 -->"])
def test_a_restricted_number_typed_into_a_page_stops_the_build_unless_it_does_not_reach_the_site(
    assess: Assess, project: Path, written: str
) -> None:
    page = project / "docs" / "index.md"
    page.write_text(f"{page.read_text('utf-8')}\n{written}\n", "utf-8")
    built = assess("build", "public", "partner", "--restricted", project / "data" / "sample")
    if built.returncode == 0:
        assert "{#" in written
        assert not [name for name, content in tree(project / "site" / "public").items() if b"473126" in content]
    else:
        assert "index.html" in built.stderr
        assert "473" not in built.stderr
