"""The page of a chart alone, which other sites may frame: cut out of the page that shows its figure."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from markupsafe import Markup

from assess.build.bare_page import bare_page, marking_of
from assess.load.editions import EditionKnowledge
from macros.html.embedding import embed_address
from macros.language.site_map import address
from macros.phrasebook.phrases import ENGLISH, phrases_of
from redaction.policy import Edition

STAGED = "embeds"
_TOP = "index.md"
_FIGURE = re.compile(
    r'<figure class="figure"[^>]*? id="(?P<id>[^"]*)"[^>]*? data-dataset="(?P<dataset>[^"]*)".*?</figure>', re.DOTALL
)
_OF_ITS_PAGE = re.compile(  # what is for readers of the whole page
    r'\n?(?:<p\b[^>]*? class="figure__(?:downloads|pictures)".*?</p>'
    r'|<details class="figure__(?:embed|cite)".*?</details>'
    r'|<script type="application/ld\+json">.*?</script>)',
    re.DOTALL,
)
_HEADLINE = re.compile(r'<h3\b([^>]*? class="figure__headline"|[^>]*)>(.*?)</h3>', re.DOTALL)
_LEVEL = re.compile(r' aria-level="\d"')
_TITLE = re.compile(r'<p class="figure__title">(.*?)</p>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_LINK = re.compile(r'<a\b([^>]*?) href="([^"]*)"')
_HEAD = Markup("""\
<meta name="color-scheme" content="light">
<meta name="robots" content="noindex">
<link rel="canonical" href="{canonical}">
<link rel="stylesheet" href="{top}assets/stylesheets/assessment.css">
<link rel="stylesheet" href="{top}assets/stylesheets/embed.css">""")
_BODY = Markup("""\
<body data-md-color-scheme="default">
<main>
<article class="md-typeset embed">
{figure}
<p class="embed__back"><a href="{page}" target="_top">{back_in_words}</a></p>
{marking}
</article>
</main>
</body>""")


@dataclass(frozen=True)
class Embeds:
    """The charts of an edition that other sites may show: the site's name, and the datasets by their pages' files."""

    edition: Edition
    site: str
    datasets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    language: str = ENGLISH

    def cut_out_of(self, file: str, html: str) -> Iterator[tuple[str, str]]:
        """The pages of the charts that a rendered page shows, each by its file in the site."""
        wanted = self.datasets.get(file, frozenset())
        for found in _FIGURE.finditer(html) if wanted else ():
            if found["dataset"] in wanted:
                place = f"{embed_address(found['dataset'])}index.html"
                yield place, self._alone(posixpath.dirname(file), posixpath.dirname(place), found)

    def _alone(self, page: str, here: str, found: re.Match[str]) -> str:
        say = phrases_of(self.language)
        figure = _OF_ITS_PAGE.sub("", found[0])
        figure = _HEADLINE.sub(lambda each: f"<h1{_LEVEL.sub('', each[1])}>{each[2]}</h1>", figure)
        held = frozenset(re.findall(r' id="([^"]*)"', figure))
        figure = _LINK.sub(
            lambda each: f'<a{each[1]} href="{_towards(each[2], page, here, held)}" target="_top"', figure
        )
        title = _TITLE.search(figure)
        back = f"{posixpath.relpath(page or '.', here)}/#{found['id']}"
        whole = f"{self.edition.address.rstrip('/')}/{page}/".removesuffix("//") + f"#{found['id']}"
        shown = Markup(_TAG.sub("", title[1] if title else ""))  # noqa: S704  # as the page has it
        head = _HEAD.format(canonical=whole if self.edition.address else back, top="../" * (here.count("/") + 1))
        body = _BODY.format(
            figure=Markup(figure),  # noqa: S704  # as the page has it
            page=back,
            back_in_words=say("embed.back", site=self.site),
            marking=marking_of(self.edition),
        )
        return bare_page(self.edition, self.site, say, shown, head=head, body=body)


def _towards(link: str, page: str, here: str, held: Collection[str]) -> str:
    """Where a link of a page leads from the page of a figure alone; a place that is not there is on the page."""
    if urlsplit(link).scheme or link.startswith("/"):
        return link
    path, mark, place = link.partition("#")
    if not path and place in held:
        return link
    target = posixpath.normpath(posixpath.join(page, path))
    slash = "/" if not path or path.endswith("/") else ""
    return f"{posixpath.relpath(target, here)}{slash}{mark}{place}"


def embeds_of(known: EditionKnowledge, site: str) -> Embeds:
    """The charts of an edition that other sites may show."""
    datasets: dict[str, set[str]] = {}
    for dataset, page in known.embeds:
        datasets.setdefault(f"{address(page, _TOP).lstrip('/')}index.html", set()).add(dataset)
    return Embeds(
        known.edition, site, {file: frozenset(names) for file, names in datasets.items()}, known.view.language
    )


def place_embeds(stage: Path, embeds: Embeds) -> None:
    """Put the pages of charts alone beside a rendered site and into it, so that its audit knows them."""
    for file in sorted(embeds.datasets):
        html = (stage / "site" / file).read_bytes().decode()
        for name, alone in embeds.cut_out_of(file, html):
            for folder in (stage / STAGED, stage / "site"):
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(alone.encode())
