"""What each edition may know: its folders read, redacted, and its pages checked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import groupby
from pathlib import PurePosixPath

from assess.corrections.listed import corrections_page
from assess.corrections.marked import Corrections, in_order
from assess.downloads import archive_name
from assess.earlier.kept import Kept
from assess.lint.left_behind import (
    contents_faults,
    period_faults,
    released_faults,
    signing_faults,
    source_faults,
)
from assess.lint.links import Ground, anchor_fault, ground_of, markdown_faults
from assess.lint.plain_texts import front_matter_slips, label_slips, plain_slips
from assess.lint.row_names import area_name_faults, month_faults
from assess.lint.texts import Text, texts, texts_of_answers
from assess.lint.twins import twin_number_faults
from assess.lint.wording.apply import (
    known_of,
    page_faults,
    prose_faults,
    read_again,
    read_beside,
    sentence_faults,
    told_once,
    typed_faults,
    unused_faults,
)
from assess.lint.wording.unsupported import Reader
from assess.load import attachments
from assess.load.attachments import Attachment
from assess.load.corrections import correction_faults
from assess.load.drafts import data_of_drafts
from assess.load.embeds import charts_alone, paths_of
from assess.load.misnamed_sources import misnamed_sources
from assess.load.missing_datasets import is_gone, missing_in, renamed
from assess.load.missing_datasets import told_once as with_missing_once
from assess.load.redirects import AT, Redirect, forwarded, page_address, redirect_faults, redirects_of
from assess.load.sources import Sources
from assess.project.layout import Project
from assess.project.settings import Settings
from assess.project.shadows import shadow_faults
from assess.search.words import SearchWords
from macros.charts.chart import Chart
from macros.language.site_map import SiteMap
from macros.pages.areas import area_pages
from macros.pages.page import PageFile, pages_for, site_map_of
from macros.pages.twins import twin_faults, twins_of
from macros.pages.validation import asking, check_pages, nowhere, view_over
from macros.pages.verdicts import Alone, Verdicts
from macros.phrasebook.phrases import ENGLISH, phrases_of
from macros.vocabulary.vocabulary import Vocabulary
from redaction.diagnostics.errors import AssessError, Problem, ProblemsFoundError
from redaction.diagnostics.suggestions import expected_one_of
from redaction.policy import Edition, Policy
from redaction.reader import Folder, read_policy
from redaction.redact import redact
from redaction.view import View


@dataclass(frozen=True)
class EditionKnowledge:
    """An edition: its View, its pages, what they say of each other, the charts they ask for, and their attachments.

    Beside each chart is the audience of its data, and in `forwards` beside each address that a page had where it leads.
    The page that lists the corrections of an edition is among its pages, and not in `site`. `drafted` are the datasets
    in its folders that it leaves out, with the drafts that show them.
    `search` is what its search knows of words. `whole` are datasets that the policy of small counts shows as they are.
    `embeds` are the datasets whose charts other sites may show, each with
    the page that shows it. `earlier` is what is kept of earlier years, the last one first.
    """

    edition: Edition
    view: View
    pages: tuple[PageFile, ...]
    site: SiteMap
    charts: tuple[tuple[Chart, str], ...]
    attachments: tuple[Attachment, ...] = ()
    forwards: tuple[tuple[str, str], ...] = ()
    corrections: Corrections = field(default_factory=Corrections)
    drafted: frozenset[str] = frozenset()
    search: SearchWords = field(default_factory=SearchWords)
    whole: frozenset[str] = frozenset()
    embeds: tuple[tuple[str, str], ...] = ()
    earlier: tuple[Kept, ...] = ()

    @property
    def addresses(self) -> list[str]:
        """Its addresses beside those of its pages: what they were before, and its charts alone."""
        return [*(old for old, _ in self.forwards), *map(page_address, paths_of(self.embeds))]


def policy_of(project: Project) -> Policy:
    """The policy; raises ProblemsFoundError."""
    return read_policy(project.policy)


def editions_named(policy: Policy, names: Iterable[str]) -> list[Edition]:
    """The editions with some names, all where none is named; raises AssessError for one that does not exist."""
    chosen = list(names) or list(policy.editions)
    for name in chosen:
        if name not in policy.editions:
            raise AssessError(
                f'There is no edition "{name}"; expected {expected_one_of(name, "edition", policy.editions)}'
            )
    return [policy.editions[name] for name in dict.fromkeys(chosen)]


def needs_pack(policy: Policy, editions: Iterable[Edition]) -> list[str]:
    """The names of editions that read more than the open folder."""
    return [edition.id for edition in editions if set(edition.audiences) != {policy.open_audience}]


def open_editions(policy: Policy) -> list[str]:
    """The names of editions that read the open folder alone."""
    return [name for name, edition in policy.editions.items() if set(edition.audiences) == {policy.open_audience}]


def know(sources: Sources, editions: Sequence[Edition], kept: Verdicts | None = None) -> list[EditionKnowledge]:
    """What each edition may know; raises ProblemsFoundError with every problem of data and pages at once.

    Only the folders of these editions' audiences are opened. Whoever asks again and again passes the verdicts that are
    `kept`, and finds what would be found without them.
    """
    kept = kept or Alone()
    project, policy, settings = sources.project, sources.policy, sources.settings
    folders = sources.folders(editions)
    pages = tuple(kept.as_before(("page", page.path), page) for page in sources.docs.pages)
    others, problems = [*sources.docs.others], [*sources.docs.problems]
    listed, found = attachments.read_attachments(project, policy)
    linked = attachments.links(pages, listed, policy, editions)
    problems += [*sources.glossary_faults, *found, *attachments.link_faults(listed, linked, policy)]
    if not found:
        problems += attachments.file_faults(project, others, listed, editions)
    not_for_all = [each.path for each in listed if each.audience != policy.open_audience]
    problems += settings.published_faults([*not_for_all, *([attachments.LIST] if listed else [])])
    problems += [
        *(problem for folder in folders.values() for problem in folder.problems),
        *misnamed_sources(policy, sources.open_folder, pages, sources.sources_document),
        *_repeated_ids(folders.values()),
        *settings.edition_faults(policy),
        *settings.page_faults(pages, policy),
        *shadow_faults(project),
    ]
    faulty = {name for folder in folders.values() for name in folder.faulty}
    finished = _without_drafts(pages, editions)
    words, whole = _search_words(sources, problems), _shown_whole(sources, problems)
    written = _written(sources, folders, finished, words)
    problems += [
        *plain_slips(each for each in written if not each.file.startswith("docs/")),
        *_left_behind(sources, finished),
        *(slip for page in finished for slip in front_matter_slips(page)),
    ]
    redirects = redirects_of(settings.redirects)
    known = []
    for edition in editions:
        drafted = frozenset() if edition.drafts else data_of_drafts(pages, folders.values())
        read = without(view_of(folders, policy, edition, settings.year, settings.language), drafted)
        view = kept.as_before(("view", edition.id), read)
        shown = pages_for(pages, edition)
        shown += _of_areas(kept, view, site_map_of(settings.sections, shown, view))
        said = site_map_of(settings.sections, shown, view, twins_of(shown, view.written))
        site = kept.as_before(("site", edition.id), said)
        asked: dict[tuple[Chart, str], None] = {}
        vocabulary = Vocabulary(
            view, nowhere, site, draw=asking(asked), archive=archive_name(settings.site, edition.id)
        )
        problems += check_pages(shown, vocabulary, faulty, kept)
        problems += _between_pages(settings, redirects, ground_of(vocabulary, shown, pages, others))
        attached = attachments.attachments_of(edition, listed, linked)
        embeds = charts_alone(vocabulary)
        forwards = forwarded(redirects, [*(page.path for page in shown), *paths_of(embeds)])
        corrections = in_order(each for name in edition.audiences for each in folders[name].corrections)
        problems += correction_faults(corrections, view, site, policy.open_audience)
        after = (forwards, corrections, drafted, words or SearchWords(), whole, embeds)
        known.append(EditionKnowledge(edition, view, shown, site, tuple(asked), attached, *after))
    problems += redirect_faults(settings.document, redirects, _every_path(pages, known))
    missing = missing_in(problems)
    new = renamed(missing, {name for each in known for name in each.view.datasets})
    problems = with_missing_once(problems, missing, partial(_folder_of, sources), new)
    reader = _reader(sources, folders, finished, missing, kept)
    texts = (each for each in written if not new or PurePosixPath(each.file).stem not in new.values())
    problems += [*_typed(reader, texts, settings.year, kept), *_beside_numbers(reader, known, kept)]
    problems = told_once(problems) or unused_faults(reader, pages, [each.pages for each in known])
    kept.forget()
    if problems:
        raise ProblemsFoundError(problems)
    return [_with_corrections_page(each) for each in known]


def _of_areas(kept: Verdicts, view: View, site: SiteMap) -> tuple[PageFile, ...]:
    """The pages of areas, each the one before where it says the same."""
    edition = view.edition.id
    pages = kept.over(edition, area_pages, view_over(kept, view), site)
    return tuple(kept.as_before((edition, page.path), page) for page in pages)


def _without_drafts(pages: Sequence[PageFile], editions: Iterable[Edition]) -> Sequence[PageFile]:
    """The pages but for drafts, unless an edition shows those."""
    shown = any(each.drafts for each in editions)
    return [page for page in pages if shown or not page.reach.is_draft]


def _every_path(pages: Iterable[PageFile], known: Iterable[EditionKnowledge]) -> Collection[str]:
    """The path of every page of a site, in one edition or another."""
    every = dict.fromkeys(page.path for page in pages)
    for each in known:
        every |= dict.fromkeys([*(page.path for page in each.pages), *paths_of(each.embeds)])
    return every


def _with_corrections_page(known: EditionKnowledge) -> EditionKnowledge:
    """What an edition knows, with the page that is made from its corrections where it has some."""
    if not known.corrections.every:
        return known
    titles = {page.path: page.title for page in known.site.pages}
    return replace(
        known, pages=(*known.pages, corrections_page(known.corrections, titles, phrases_of(known.view.language)))
    )


def _between_pages(settings: Settings, redirects: Iterable[Redirect], ground: Ground) -> Iterator[Problem]:
    """What is wrong with the Markdown of an edition, with the numbers of its twins, and with where redirects lead."""
    yield from markdown_faults(ground)
    yield from twin_number_faults(ground.pages.values(), ground.vocabulary)
    yield from _place_faults(settings, redirects, ground)


def _place_faults(settings: Settings, redirects: Iterable[Redirect], ground: Ground) -> Iterator[Problem]:
    """Redirects to a place that its page does not have."""
    addresses = {page_address(path): path for path in ground.pages}
    for each in redirects:
        path = addresses.get(each.new)
        error = anchor_fault(each.place, path, ground) if path and each.names_a_place else None
        if error:
            yield settings.document.problem(error.rule, (*AT, each.written), error.found, error.expected)


def without(view: View, drafted: Collection[str]) -> View:
    """A View without the datasets of drafts."""
    datasets = {name: each for name, each in view.datasets.items() if name not in drafted}
    return replace(view, datasets=datasets) if drafted else view


def _search_words(sources: Sources, problems: list[Problem]) -> SearchWords | None:
    """What the search knows of words; where that is faulty, nothing, and why is added to the problems."""
    try:
        return sources.search
    except ProblemsFoundError as error:
        problems += error.problems
        return None


def _shown_whole(sources: Sources, problems: list[Problem]) -> frozenset[str]:
    """The datasets that the policy of small counts has shown as they are; where that is faulty, why is added."""
    try:
        return frozenset(table.dataset for each in sources.protection for table in each.tables if table.whole)
    except ProblemsFoundError as error:
        problems += error.problems
        return frozenset()


def view_of(
    folders: Mapping[str, Folder], policy: Policy, edition: Edition, year: str = "", language: str = ENGLISH
) -> View:
    """What an edition may know of the folders that it reads, the year of the assessment, and the site's language."""
    own = [folders[audience] for audience in edition.audiences]
    view = redact(
        (dataset for folder in own for dataset in folder.datasets),
        (prose for folder in own for prose in folder.prose),
        policy,
        edition,
    )
    return replace(view, year=year, language=language, written=language)


def _left_behind(sources: Sources, pages: Sequence[PageFile]) -> Iterator[Problem]:
    """What still says how it was before the last change of year, pages or readers, and twins and labels at fault."""
    settings = sources.settings
    yield from signing_faults(settings.year, settings.signed, sources.settings_document)
    yield from period_faults(sources.open_folder.documents.values())
    yield from source_faults(sources.sources_document(), sources.open_folder.documents.values())
    yield from contents_faults(page for page in pages if page.path in settings.named)
    yield from released_faults(pages, sources.policy)
    place = sources.project.shown(sources.project.open_data(sources.policy))
    data = [(f"{place}/{each.id}.csv", each) for each in sources.open_folder.datasets]
    yield from (*label_slips(data), *area_name_faults(data), *month_faults(data))
    yield from twin_faults(pages, settings.language)


def _written(
    sources: Sources, folders: Mapping[str, Folder], pages: Sequence[PageFile], words: SearchWords | None
) -> list[Text]:
    """Every text that somebody typed on some pages, in settings, glossary, open data and the answers of the search."""
    folder = folders.get(sources.policy.open_audience)
    data = [(folder.documents[each.id], each) for each in folder.datasets] if folder else []
    typed = texts(sources.settings_document, sources.glossary, pages, data, sources.wording.quoted)
    answers = texts_of_answers(sources.search_document) if words and sources.search_document else ()
    return [*typed, *answers]


def _reader(
    sources: Sources,
    folders: Mapping[str, Folder],
    pages: Sequence[PageFile],
    missing: Mapping[str, Collection[Problem]],
    kept: Verdicts,
) -> Reader:
    """What reads the words of some pages, by all that is known of the numbers that they may type."""
    wording, settings = sources.wording, sources.settings
    folder = folders.get(sources.policy.open_audience)
    datasets = folder.datasets if folder else ()
    known = known_of(wording, datasets, pages, settings)
    if any(each.faulty for each in folders.values()) or any(map(is_gone, missing.values())):
        known = replace(known, figures=None, dates=None, texts=None)
    if (
        sources.docs.problems
        or any(page.front_matter_faults for page in pages)
        or settings.page_faults(pages, sources.policy)
    ):
        known = replace(known, sections=None)
    return Reader(kept.as_before("wording", wording), kept.asked(kept.as_before("known", known)))


def _typed(reader: Reader, texts: Iterable[Text], year: str, kept: Verdicts) -> Iterator[Problem]:
    """What is typed in some texts that nothing bears out, file by file."""
    for file, found in groupby(texts, key=lambda each: each.file):
        yield from read_again(reader, kept, file, typed_faults, tuple(found), year)


def _beside_numbers(reader: Reader, known: Iterable[EditionKnowledge], kept: Verdicts) -> Iterator[Problem]:
    """What is wrong with the words beside numbers: each page and dataset once, as the widest edition has it."""
    read: set[PageFile | str] = set()
    for each in sorted(known, key=lambda each: -len(each.edition.audiences)):
        beside = view_over(kept, each.view)
        for page in each.pages:
            if page not in read:
                read.add(page)
                yield from read_beside(reader, kept, (each.edition.id, page.path), page_faults, beside, page)
        yield from read_beside(reader, kept, each.edition.id, prose_faults, beside)
        for dataset in each.view.datasets.values():
            if dataset.audience == each.edition.audiences[0] and dataset.id not in read:
                read.add(dataset.id)
                yield from read_beside(reader, kept, (each.edition.id, dataset.id), sentence_faults, beside, dataset)


def _folder_of(sources: Sources, dataset: str) -> str:
    """Where a dataset belongs: with the restricted source that lists it, or with the open data."""
    audience = next((each.audience for each in sources.policy.sources.values() if dataset in each.datasets), None)
    return audience or sources.project.shown(sources.project.open_data(sources.policy))


def _repeated_ids(folders: Iterable[Folder]) -> list[Problem]:
    first: dict[str, str] = {}
    problems = []
    for folder in folders:
        for dataset in folder.datasets:
            if dataset.id in first:
                expected = f"each id once; it is in {first[dataset.id]}/ too"
                problems.append(
                    Problem("dataset-twice", f"{folder.audience}/{dataset.id}.yaml", 0, "an id that is taken", expected)
                )
            first.setdefault(dataset.id, folder.audience)
    return problems
