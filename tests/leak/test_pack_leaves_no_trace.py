"""The public site is the same bytes whatever lies in the pack, and holds nothing of it in any form."""

from __future__ import annotations

import json
import random
import re
import runpy
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

from leaking import Content, differing, given_away, tree

Assess = Callable[..., subprocess.CompletedProcess[str]]


def public_files(site: Path) -> dict[str, bytes]:
    """The public site and its manifest."""
    return {"manifest": (site / "public.manifest.json").read_bytes(), **tree(site / "public")}


def test_the_public_site_is_the_same_without_a_pack_and_with_an_empty_or_a_senseless_one(
    project: Path, sites: Path, tmp_path: Path
) -> None:
    shutil.rmtree(project / "data" / "sample")
    noise = random.Random(7)  # noqa: S311  # the same noise each time
    (tmp_path / "empty").mkdir()
    for name in ("partner/iquanta-rates.csv", "partner/iquanta-rates.yaml", "internal/prose/ctlp-commentary.md"):
        (tmp_path / "noise" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "noise" / name).write_bytes(noise.randbytes(4096))
    builds = {pack: start(project, tmp_path / pack, tmp_path / f"{pack}.site") for pack in ("absent", "empty", "noise")}
    for pack, build in builds.items():
        assert build.communicate()[1] == ""
        assert differing(public_files(tmp_path / f"{pack}.site"), public_files(sites)) == []


def start(project: Path, pack: Path, out: Path) -> subprocess.Popen[str]:
    """Start a build of the public edition in an environment that names a pack."""
    return subprocess.Popen(
        [Path(sys.executable).with_name("assess"), "build", "public", "--out", out],
        cwd=project,
        env={"ASSESS_RESTRICTED": str(pack)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


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
    """A pack of the same shape with other numbers, from the sample's own script with another seed."""
    script = runpy.run_path(str(sample / "generate.py"), run_name="another")
    make_pack = script["make_pack"]
    make_pack.__globals__["SEED"] = "another seed"
    files: dict[str, str] = make_pack(tomllib.loads((sample / "tables.toml").read_text("utf-8")))
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


def test_a_file_of_the_pack_in_the_theme_is_not_published(assess: Assess, project: Path) -> None:
    place = project / "theme" / "assets" / "images"
    place.mkdir(parents=True)
    shutil.copy(project / "data" / "sample" / "partner" / "iquanta-rates.csv", place / "rates.csv")
    refused = assess("build", "public", "partner", "--restricted", project / "data" / "sample")
    assert refused.returncode == 1
    assert "rates.csv" in refused.stderr
    assert not (project / "site").exists()


def test_a_restricted_number_or_sentence_typed_into_a_page_stops_the_build(assess: Assess, project: Path) -> None:
    typed = {
        "index.md": "Thefts at one station came to 473,126.",
        "about/sources.md": "<!-- 473126 -->",
        "about/this-edition.md": "It is a place where the marmalade kiosk draws a crowd.",
    }
    for name, text in typed.items():
        page = project / "docs" / name
        page.write_text(f"{page.read_text('utf-8')}\n{text}\n", "utf-8")
    refused = assess("build", "public", "partner", "--restricted", project / "data" / "sample")
    assert (refused.returncode, refused.stdout) == (1, "")
    public = refused.stderr[refused.stderr.index("The public edition did not pass") :]
    for page in (
        "index.html: ",
        "about/sources/index.html: ",
        "about/this-edition/index.html: ",
        "search_index.json: ",
    ):
        assert page in public
    assert not re.search("473.?126|marmalade", refused.stderr)
    assert not (project / "site").exists()
