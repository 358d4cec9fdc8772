"""What is done to a rendered site before its audit: its policy, its headers, and nothing that no page loads."""

from __future__ import annotations

import shutil
from collections.abc import Collection
from fnmatch import fnmatchcase
from pathlib import Path

from assess.build.hosting.csp import check_scripts, inline_scripts, scripts_of, with_policy
from assess.build.hosting.headers import folder_of, headers, nginx, nginx_redirects, static_host, static_redirects
from macros.html.embedding import FOLDER

# What the pages load of all that Material brings, each with a digest in its name. The rest (other languages' search,
# source maps) is not published.
LOADED = (
    "assets/javascripts/bundle.*.min.js",
    "assets/stylesheets/main.*.min.css",
    "assets/stylesheets/palette.*.min.css",
)
OF_CHARTS_ALONE = "assets/stylesheets/embed.css"  # which pages for frames of other sites load, and no others
LASTING = (*LOADED, "assets/fonts/*.woff2")  # their names change with their content, so a browser need not ask again

_FOR_THE_HOST = ("_headers", "_redirects")  # which it reads and does not show
EARLIER = "earlier"  # where a stage holds what is served of earlier years
OF_THE_THEME_ALONE = "404.html"  # it has every script of the theme, and nothing that an author wrote


def finish(stage: Path, *, address: str, indexed: bool, forwards: Collection[tuple[str, str]] = ()) -> str:
    """Finish the site of a stage where it stands; gives the part of nginx's configuration that goes with it.

    `forwards` are the old addresses whose pages are staged, each with where it leads.
    Raises AssessError for a page that its policy would break, or with a script that is not the theme's own.
    """
    site, folder = stage / "site", folder_of(address)
    prune(site, stage / "theme", embeds=(site / FOLDER).is_dir())
    if forwards:
        shutil.copytree(stage / "redirects", site, dirs_exist_ok=True)
        (site / "_redirects").write_text(static_redirects(forwards, folder=folder), "utf-8")
    trusted = scripts_of((site / OF_THE_THEME_ALONE).read_bytes().decode(), folder)
    scripts: set[str] = set()
    for path in sorted(site.rglob("*.html")):
        page = path.read_bytes().decode()
        name = path.relative_to(site).as_posix()
        check_scripts(name, page, trusted, folder)
        scripts |= inline_scripts(page)
        path.write_bytes(with_policy(name, page).encode())
    for path in (stage / EARLIER).rglob("*.html"):  # they have policies of their own, and share the host's
        scripts |= inline_scripts(path.read_bytes().decode())
    if (stage / EARLIER).is_dir():
        shutil.copytree(stage / EARLIER, site, dirs_exist_ok=True)
    said = headers(scripts, indexed=indexed)
    lasting = [name for name in _files(site / "assets", site) if any(fnmatchcase(name, kept) for kept in LASTING)]
    beside = _beside_frames(site)
    written = static_host(said, lasting, folder=folder, indexed=indexed, beside_frames=beside)
    (site / "_headers").write_text(written, "utf-8")
    return nginx(said, folder=folder, indexed=indexed, frames=bool(beside)) + nginx_redirects(forwards, folder=folder)


def prune(site: Path, theme: Path, *, embeds: bool) -> None:
    """Remove every file of the installed theme that no page loads, and the folders that this empties.

    The sheet of charts alone is one of them in a site that has none to embed.
    """
    if not embeds:
        (site / OF_CHARTS_ALONE).unlink(missing_ok=True)
    for name in _files(site / "assets", site):
        if not (theme / name).is_file() and not any(fnmatchcase(name, kept) for kept in LOADED):
            (site / name).unlink()
    for folder in sorted((site / "assets").rglob("*"), reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _beside_frames(site: Path) -> list[str]:
    """Everything at the top of a site but the folder for frames of other sites; nothing where it has none."""
    if not (site / FOLDER).is_dir():
        return []
    beside = [path for path in sorted(site.iterdir()) if path.name not in (FOLDER, *_FOR_THE_HOST)]
    return [f"{path.name}/" if path.is_dir() else path.name for path in beside]


def _files(folder: Path, site: Path) -> list[str]:
    return sorted(path.relative_to(site).as_posix() for path in folder.rglob("*") if path.is_file())
