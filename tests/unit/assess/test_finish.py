"""What is done to a rendered site before its audit."""

from __future__ import annotations

from pathlib import Path

import pytest

from assess.build.hosting.finish import finish
from redaction.diagnostics.errors import AssessError

PAGE = '<!doctype html><html><head><meta charset="utf-8"><script>{}</script></head></html>'
SITE = {
    "index.html": PAGE.format('a(new URL(".",location))'),
    "deep/er/index.html": PAGE.format('a(new URL("../..",location))'),
    "404.html": PAGE.format('a(new URL("/",location))'),
    "downloads/a.csv": "a,b\r\n",
    "assets/javascripts/bundle.0123abcd.min.js": "x",
    "assets/javascripts/bundle.0123abcd.min.js.map": "x",
    "assets/javascripts/lunr/min/lunr.de.min.js": "x",
    "assets/javascripts/own.js": "x",
    "assets/stylesheets/main.0123abcd.min.css": "x",
}


def staged(folder: Path) -> Path:
    """A stage with a rendered site, whose theme brings one script of its own."""
    for name, text in {
        **{f"site/{name}": text for name, text in SITE.items()},
        "theme/assets/javascripts/own.js": "x",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode())
    return folder


def files(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_what_no_page_loads_is_gone_and_the_rest_is_as_it_was(tmp_path: Path) -> None:
    finish(staged(tmp_path), address="", indexed=True)
    left = files(tmp_path / "site")
    gone = {name for name in SITE if name.endswith(".map") or "lunr" in name}
    assert left.keys() == SITE.keys() - gone | {"_headers"}
    assert not (tmp_path / "site" / "assets" / "javascripts" / "lunr").exists()
    assert {name for name in left if name in SITE and left[name] != SITE[name].encode()} == {
        "index.html",
        "deep/er/index.html",
        "404.html",
    }


@pytest.mark.parametrize("page", [None, "site/embed/noise/index.html"])
def test_the_sheet_of_charts_alone_is_published_where_there_are_charts_alone(tmp_path: Path, page: str | None) -> None:
    stage = staged(tmp_path)
    sheet = "assets/stylesheets/embed.css"
    for name in (f"site/{sheet}", f"theme/{sheet}", *([page] if page else [])):
        (stage / name).parent.mkdir(parents=True, exist_ok=True)
        (stage / name).write_text(SITE["deep/er/index.html"] if name == page else "x", "utf-8")
    finish(stage, address="", indexed=True)
    assert (sheet in files(stage / "site")) == (page is not None)


def test_a_page_allows_its_own_scripts_and_the_host_those_of_all_pages(tmp_path: Path) -> None:
    server = finish(staged(tmp_path), address="", indexed=True)
    left = {name: content.decode() for name, content in files(tmp_path / "site").items()}
    assert [left[name].count("'sha256-") for name in ("index.html", "deep/er/index.html", "404.html")] == [1, 1, 1]
    assert left["_headers"].count("'sha256-") == server.count("'sha256-") == 3


def test_the_same_site_gives_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    said = {finish(staged(tmp_path / name), address="", indexed=False) for name in "ab"}
    assert len(said) == 1
    assert files(tmp_path / "a" / "site") == files(tmp_path / "b" / "site")


def test_a_page_that_its_policy_would_break_stops_the_build_by_its_name(tmp_path: Path) -> None:
    stage = staged(tmp_path)
    (stage / "site" / "404.html").write_text(PAGE.format("") + '<p style="a">', "utf-8")
    with pytest.raises(AssessError, match=r"^404\.html has a style"):
        finish(stage, address="", indexed=True)


@pytest.mark.parametrize(
    "script",
    [
        "<script>alert(1)</script>",
        '<script src="https://example.org/a.js"></script>',
        "<SCRIPT type=module>alert(1)</SCRIPT>",
        '<script>a(new URL("x",location));alert(1)</script>',
    ],
)
def test_a_script_that_is_not_the_themes_own_stops_the_build(tmp_path: Path, script: str) -> None:
    stage = staged(tmp_path)
    page = stage / "site" / "index.html"
    page.write_text(page.read_text("utf-8") + script, "utf-8")
    with pytest.raises(AssessError, match=r"index\.html has a script that is not the theme's own"):
        finish(stage, address="", indexed=True)


FILE = '<!doctype html><html><head><meta charset="utf-8"><script src="{}"></script></head></html>'


def with_files(folder: Path, page: str, error: str) -> Path:
    """A stage whose page and whose error page load a script each."""
    stage = staged(folder)
    (stage / "site" / "index.html").write_text(FILE.format(page), "utf-8")
    (stage / "site" / "deep" / "er" / "index.html").write_text(FILE.format(page), "utf-8")
    (stage / "site" / "404.html").write_text(FILE.format(error), "utf-8")
    return stage


def test_a_site_in_a_folder_of_its_host_knows_its_own_scripts(tmp_path: Path) -> None:
    stage = with_files(tmp_path, "../assets/javascripts/own.js", "/2022-23/assets/javascripts/own.js")
    assert finish(stage, address="https://safer.example.org/2022-23/", indexed=True)


@pytest.mark.parametrize("file", ["/other/assets/javascripts/own.js", "/2022-23/2022-23/own.js", "//2022-23/own.js"])
def test_a_script_elsewhere_is_none_of_them(tmp_path: Path, file: str) -> None:
    stage = with_files(tmp_path, file, "/2022-23/assets/javascripts/own.js")
    with pytest.raises(AssessError, match="not the theme's own"):
        finish(stage, address="https://safer.example.org/2022-23/", indexed=True)
