"""How far a change reaches in one edition: the pure part of redoing only what changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from assess.lint.slips.find import slips_in
from assess.load.attachments import Attachment
from assess.load.editions import EditionKnowledge
from assess.project.settings import Settings
from macros.language.site_map import PublishedPage
from macros.pages.page import site_map_of
from macros.pages.verdicts import same
from macros.vocabulary.vocabulary import Vocabulary, in_language
from redaction.diagnostics.errors import LookupFailedError
from redaction.view import View


@dataclass(frozen=True)
class Around:
    """What stands around the pages of an edition or is shared by all of them: where it changes, all is made anew.

    `files` are the contents of the settings, the glossary and the theme by name; `pages` says of each page its title,
    and for whom and where it stands; `datasets` are those that downloads are made of.
    """

    edition: object
    files: Mapping[str, bytes]
    pages: tuple[tuple[str, str, str, str], ...]
    datasets: tuple[str, ...]
    attachments: tuple[Attachment, ...]
    synthetic: bool


@dataclass(frozen=True)
class Reach:
    """The pages to render again, in their order; `everywhere` where the macros of all others are to be run too."""

    pages: tuple[str, ...]
    everywhere: bool


def around(known: EditionKnowledge, files: Mapping[str, bytes]) -> Around:
    """What stands around the pages of an edition, by what is known of it and by the files that all of them share."""
    titles = {page.path: page.title for page in known.site.pages}
    reaches = {page.path: page.reach for page in known.pages}
    return Around(
        known.edition,
        files,
        tuple((path, titles.get(path, ""), each.audience, each.after) for path, each in reaches.items()),
        tuple(known.view.datasets),
        known.attachments,
        known.view.synthetic,
    )


def reach(before: EditionKnowledge, after: EditionKnowledge) -> Reach:
    """How far a change reaches that leaves alone what stands around the pages.

    A macro knows the View, what pages say of each other, and its own page: so a change of the first two may show
    anywhere, and any other shows on the pages that changed.
    """
    changed = tuple(page.path for page in after.pages if page not in set(before.pages))
    return Reach(changed, not (same(before.view, after.view) and same(before.site, after.site)))


def with_edits(
    before: EditionKnowledge, settings: Settings, texts: Mapping[str, str], view: View
) -> EditionKnowledge | None:
    """What an edition knows after the bodies of pages or the content of datasets changed, without all the checks.

    None where the checks are to come first: where front matter or the figures of a page changed, where there are other
    datasets or another prose, and where a page says something that is not of the language of pages, or has a slip.
    """
    if _beside_datasets(view) != _beside_datasets(before.view):
        return None
    now = tuple(replace(page, text=texts.get(page.path, page.text)) for page in before.pages)
    changed = [(old, new) for old, new in zip(before.pages, now, strict=True) if old != new]
    if any(old.matter.yaml != new.matter.yaml or new.template.faults or slips_in(new.body) for old, new in changed):
        return None
    said_before = {page.path: page for page in before.site.pages}
    said = site_map_of(settings.sections, [new for _, new in changed], view).pages
    if not all(same(page, said_before[page.path]) for page in said):
        return None
    after = replace(before, view=view, pages=now)
    return after if view == before.view else _with_charts(after)


def _with_charts(known: EditionKnowledge) -> EditionKnowledge | None:
    """The same with the charts of all figures, by the data as it is now; None where one cannot be made."""
    vocabulary = Vocabulary(known.view, lambda: PublishedPage("index.md", ""), known.site, draw=lambda *_: "")
    spoken = {
        name: in_language(vocabulary, name) for name in {page.language for page in known.site.pages if page.language}
    }
    calls = [(call, page.language) for page in known.site.pages for call in page.figures.values()]
    try:
        every = (chart for call, name in calls for chart in spoken.get(name, vocabulary).charts(call))
        charts = dict.fromkeys(every)
    except LookupFailedError:
        return None
    return replace(known, charts=tuple(dict.fromkeys((*known.charts, *charts))))


def _beside_datasets(view: View) -> tuple[object, ...]:
    """A View but for what its datasets hold."""
    prose = (view.prose, view.withheld, view.withheld_prose)
    return (view.edition, view.sources, view.visible, tuple(view.datasets), *prose)
