"""The public site is the same bytes whatever lies in the pack, and holds nothing of it in any form."""

from __future__ import annotations

import json
import random
import re
import shutil
from hashlib import sha256
from pathlib import Path

from building import Run, append, differing, files
from leaking import Content, given_away
from leaks import everyday_pack
from overriding import overridden

from assess.load.editions import policy_of
from assess.project.layout import Project

PACK = ("--restricted", "data/sample")


def public_files(site: Path) -> dict[str, bytes]:
    """The public site and its manifest."""
    return {"manifest": (site / "public.manifest.json").read_bytes(), **files(site / "public")}


def test_the_public_site_is_the_same_without_a_pack_and_with_an_empty_or_a_senseless_one(
    small: Path, small_sites: Path, tmp_path: Path, assess_here: Run
) -> None:
    shutil.rmtree(small / "data" / "sample")
    noise = random.Random(7)  # noqa: S311  # the same noise each time
    (tmp_path / "empty").mkdir()
    absent = {"ASSESS_RESTRICTED": ""}
    for name in (
        "partner/injuries-by-age.csv",
        "partner/injuries-by-age.yaml",
        "internal/prose/briefing-commentary.md",
    ):
        (tmp_path / "noise" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "noise" / name).write_bytes(noise.randbytes(4096))
    outs = {pack: tmp_path / f"site with {pack}" for pack in ("absent", "empty", "noise")}
    told = [
        assess_here(
            small,
            *("build", "public", "--out", out),
            changes={"ASSESS_RESTRICTED": str(tmp_path / pack)} if pack != "absent" else absent,
        )
        for pack, out in outs.items()
    ]
    assert [code for code, _, _ in told] == [0, 0, 0]
    assert "nothing restricted was compared" in told[0][1]
    said = {out.replace(str(place), "") for (_, out, _), place in zip(told[1:], list(outs.values())[1:], strict=True)}
    assert len(said) == 1, "a build says the same whatever is in the pack"
    for out in outs.values():
        assert differing(public_files(out), public_files(small_sites)) == []


def test_the_public_site_is_the_same_beside_editions_built_with_other_numbers(
    small: Path, small_sites: Path, tmp_path: Path, assess_here: Run
) -> None:
    everyday_pack(small / "data" / "sample", tmp_path / "pack", policy_of(Project(small)))
    code, _, err = assess_here(small, "build", "public", "partner", "--restricted", tmp_path / "pack")
    assert (code, err) == (0, "")
    assert differing(public_files(small / "site"), public_files(small_sites)) == []
    assert differing(files(small / "site" / "partner"), files(small_sites / "partner")) != []


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
        told = json.loads(text)
        folders = {name.split("/")[1] for name in told["inputs"] if name.startswith("data/")}
        assert folders == {"public", "partner"} - ({"partner"} if edition == "public" else set())
        withheld_files = [
            path
            for folder in {"partner", "internal"} - folders
            for path in (sites.parent / "data" / "sample" / folder).rglob("*")
            if path.is_file()
        ]
        assert len(withheld_files) >= 3
        for path in withheld_files:
            assert sha256(path.read_bytes()).hexdigest() not in text
            assert path.name not in text
    inputs = json.loads((sites / "partner.manifest.json").read_text("utf-8"))["inputs"]
    assert "data/partner/injuries-by-age.csv" in inputs


def test_the_same_search_finds_every_cell_in_the_sites_that_may_hold_them_and_words_too(
    sites: Path, partner_content: Content, internal_content: Content
) -> None:
    for edition, content in (("partner", partner_content), ("internal", internal_content)):
        found = set().union(*given_away(content, sites / edition).values())
        assert len(content.cells) > 10
        assert content.cells <= found
        assert content.ids & found
        assert {"partner": {"candlewhistle", "marmalade"}, "internal": {"thimblecourt"}}[edition] <= found


def test_the_search_opens_what_is_compressed(sites: Path, tmp_path: Path, partner_content: Content) -> None:
    shutil.make_archive(str(tmp_path / "site" / "data"), "zip", sites / "partner" / "downloads")
    assert set(given_away(partner_content, tmp_path / "site")) == {"data.zip"}


def test_no_dataset_of_the_pack_can_be_put_in_the_public_folder(small: Path, assess_here: Run) -> None:
    datasets = [path for path in (small / "data" / "sample").glob("*/*") if path.suffix in (".csv", ".yaml")]
    for path in datasets:
        shutil.copy(path, small / "data" / "public")
    code, _, err = assess_here(small, "build", "public")
    assert code == 1
    assert len(datasets) == 6
    for path in datasets:
        if path.suffix == ".yaml":
            assert re.search(rf"data/public/{path.name}, line \d+, sources: found the source", err)
    assert not (small / "site").exists()


def test_what_of_the_pack_is_typed_into_a_page_or_put_in_the_theme_stops_the_build(
    small: Path, assess_here: Run
) -> None:
    rates = small / "data" / "sample" / "partner" / "injuries-by-age.csv"
    shutil.copy(rates, overridden(small, "assets/images/rates.csv"))
    append(small / "docs" / "index.md", "Thefts at one station came to 473,126.")
    append(small / "docs" / "about.md", "At one station 473126 was the number.")
    append(small / "docs" / "stations.md", "It is a place where the marmalade kiosk draws a crowd.")
    code, out, err = assess_here(small, "build", "public", "partner", *PACK)
    assert (code, out) == (1, "")
    public = err[err.index("The public edition did not pass") :]
    for page in ("index.html: ", "about/index.html: ", "stations/index.html: ", "search_index.json: "):
        assert page in public
    assert "assets/images/rates.csv: " in public
    assert not re.search("473.?126|marmalade", err)
    assert not (small / "site").exists()
