"""A board paper: chosen pages of an edition that stands built, as a PDF with a cover of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assess.audit import Verdict, audit, verdict
from assess.build.examine import audit_request
from assess.build.ownership import check_ours
from assess.build.pdf import imprint_of
from assess.build.plan import Plan
from assess.build.promote import workplace
from assess.pdf.bindery import address_of, leaves_of
from assess.pdf.press import Press
from assess.pdf.publish import FOLDER
from assess.pdf.volume import Volume
from macros.charts.file_cache import KeptFiles
from redaction.diagnostics.errors import AssessError
from redaction.diagnostics.suggestions import expected_one_of

PAPERS = "papers"
_SYNTHETIC = "marking--synthetic"  # what every page of an edition with synthetic numbers has


@dataclass(frozen=True)
class Paper:
    """A paper that is asked for: its title, and its pages by their paths under docs/."""

    title: str
    pages: Sequence[str]


@dataclass(frozen=True)
class Made:
    """A paper that was made, and its number of sheets."""

    place: Path
    sheets: int


def paper(plan: Plan, asked: Paper) -> Made:
    """Lay out a paper from the one edition of a plan as it stands built, audit it, and put it beside the sites.

    Raises AssessError where the edition is not built, is not as it was built, or where the paper does not pass.
    """
    edition = plan.editions[0]
    site = plan.out / edition.id
    if not (site / "index.html").is_file():
        raise AssessError(f"There is no {edition.id} edition in {plan.out}. Build it first: assess build {edition.id}")
    check_ours(site)
    pages = [page if page.endswith(".md") else f"{page}.md" for page in asked.pages]
    _check_pages(site, pages)
    leaves = [leaf for page in pages for leaf in leaves_of(site, [page], first=page)]
    synthetic = _SYNTHETIC in (site / "index.html").read_text("utf-8")
    imprint = imprint_of(plan.settings, edition, synthetic=synthetic)
    languages = {leaf.language for leaf in leaves}
    if len(languages) == 1:
        imprint = replace(imprint, language=languages.pop())
    name = "-".join(re.findall(r"\w+", asked.title.lower())) or "paper"
    with workplace(plan.out) as work:
        stage = work / edition.id
        press = Press(edition.id, KeptFiles(plan.project.pdfs), work, plan.settings.clock)
        laid = press.lay([Volume(name, asked.title, (tuple(leaves),))], imprint)[name]
        made = stage / "site" / FOLDER / f"{edition.id}-{name}.pdf"
        for place in (made, stage / FOLDER / made.name):
            place.parent.mkdir(parents=True)
            place.write_bytes(laid.content)
        own = f"{FOLDER}/{made.name}"  # all else that the audit misses is no part of a paper
        findings = [each for each in audit(audit_request(plan, edition, stage)) if each.file.startswith(own)]
        if verdict(findings) is not Verdict.PASS:
            raise AssessError("\n".join(["The paper did not pass its audit:", *(f"  {each}" for each in findings)]))
        place = plan.out / PAPERS / made.name
        place.parent.mkdir(mode=0o700, exist_ok=True)
        made.replace(place)
    return Made(place, laid.sheets)


def _check_pages(site: Path, pages: Sequence[str]) -> None:
    """Refuse pages that the edition does not have; raises AssessError."""
    built = {path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")}
    known = sorted("index.md" if address == "." else f"{address}.md" for address in built)
    known += sorted(f"{address}/index.md" for address in built if address != ".")
    for page in pages:
        if page not in known or not (site / address_of(page) / "index.html").is_file():
            raise AssessError(f'The edition has no page "{page}"; expected {expected_one_of(page, "page", known)}')
