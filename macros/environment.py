"""The vocabulary inside the renderer: over a staged View, or at the root over data/public alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
from mkdocs.exceptions import Abort

from macros.charts.chart_cache import ChartStore
from macros.html.citation import Publication
from macros.language import site_map
from macros.language.site_map import PublishedPage
from macros.pages.page import PageFile, pages_for, sections_of, site_map_of
from macros.pages.twins import twins_of
from macros.pages.validation import check_pages
from macros.phrasebook.phrases import LANGUAGES, phrases_of
from macros.vocabulary.vocabulary import MACROS, Vocabulary, in_language
from redaction.diagnostics.errors import AssessError, Problem, ProblemsFoundError
from redaction.reader import read_folder, read_policy, read_text
from redaction.redact import redact
from redaction.view import View

_CHARTS = ".cache/charts"


def define_vocabulary(env: Any) -> None:
    """Register the macros and remove everything else that a page could call or read."""
    folder = Path(env.project_dir)
    settings = env.conf["extra"]["assess"]

    def page() -> PublishedPage:
        return PublishedPage(env.page.file.src_uri, env.page.title or "", tuple(env.page.meta.get("findings", ())))

    def in_its_language(name: str) -> Callable[..., str]:
        """A macro, told in the language of the page that calls it."""

        def told(*arguments: Any, **named: Any) -> str:
            spoken = vocabularies[env.page.meta.get("lang", view.language)]
            return str(getattr(spoken, name)(*arguments, **named))

        return told

    charts = ChartStore(Path(settings.get("charts", folder / _CHARTS)))
    staged = settings.get("view")
    try:
        view = read_view(folder / staged) if staged else _open_view(folder, env.conf)
        written = _pages(Path(env.conf["docs_dir"]))
        pages = pages_for(written, view.edition)
        twins = twins_of(pages, view.written)
        site = site_map_of(sections_of(env.conf["extra"]["sections"]), pages, view, twins)
        archive = settings.get("archive", "")
        vocabulary = Vocabulary(
            view, page, site, draw=charts.svg, archive=archive, publication=_publication(env.conf, view)
        )
        problems = [] if staged else [*check_pages(pages, vocabulary), *_not_left_out(env, {*written} - {*pages})]
        if problems:
            raise ProblemsFoundError(problems)  # reported below, as every other
    except AssessError as error:
        raise Abort(str(error)) from None
    for everything_else in (env.variables, env.macros, env.filters):
        everything_else.clear()
    vocabularies = {each: in_language(vocabulary, each) for each in LANGUAGES}
    env.conf["extra"]["said"] = site  # what pages say of each other, for whoever keeps what they come to
    env.conf["extra"]["phrases"] = {each: phrases_of(each) for each in LANGUAGES}  # for the theme, as what follows
    env.conf["extra"]["spoken"] = {page.path: page.language for page in pages if page.language}
    env.conf["extra"]["twins"] = {
        path: [
            {"language": each, "path": twin, "address": site_map.address(twin, path)} for each, twin in found.items()
        ]
        for path, found in twins.items()
    }
    for name in MACROS:
        env.macro(in_its_language(name), name)


def _publication(conf: Any, view: View) -> Publication:
    """What a figure is cited as part of."""
    year = str(conf["extra"]["signed"])[:4]
    edition = view.edition
    return Publication(conf["site_name"], conf["site_author"] or "", year, edition.name, edition.address)


def read_view(path: Path) -> View:
    """The View that a stage was given."""
    return msgspec.json.decode(path.read_bytes(), type=View)


def _open_view(root: Path, conf: Any) -> View:
    """The View of the edition that reads nothing but the folder in the repository."""
    policy = read_policy(root / "redaction")
    name = f"data/{policy.open_audience}"
    folder = read_folder(root / name, name, policy.open_audience, policy)
    if folder.problems:
        raise ProblemsFoundError(folder.problems)
    edition = next(each for each in policy.editions.values() if each.audiences == (policy.open_audience,))
    view = redact(folder.datasets, folder.prose, policy, edition)
    language = str(conf["theme"]["language"])
    return replace(view, year=str(conf["extra"].get("year", "")), language=language, written=language)


def _not_left_out(env: Any, others: set[PageFile]) -> list[Problem]:
    """The pages for other editions that mkdocs would publish all the same."""
    expected = "a line for it under `exclude_docs:` of mkdocs.yml"
    left_out = env.conf["exclude_docs"]
    return [
        Problem("left-out", page.name, 0, "a page that is not for everybody", expected)
        for page in others
        if left_out is None or not left_out.match_file(page.path)
    ]


def _pages(docs: Path) -> list[PageFile]:
    return [
        PageFile(path.relative_to(docs).as_posix(), read_text(path, f"docs/{path.relative_to(docs).as_posix()}"))
        for path in sorted(docs.rglob("*.md"))
    ]
