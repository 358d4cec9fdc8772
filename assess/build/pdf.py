"""The PDFs of an edition that is being built: what they are made from, and what their covers say."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

from assess.build.plan import Plan
from assess.downloads import archive_name
from assess.load.editions import EditionKnowledge
from assess.pdf.bindery import Arrangement
from assess.pdf.press import Press
from assess.pdf.publish import Copies, publish
from assess.pdf.volume import Imprint
from assess.project.settings import Settings
from macros.charts.file_cache import KeptFiles
from redaction.diagnostics.yaml_document import values_of
from redaction.policy import Edition


def copies_of(plan: Plan, known: EditionKnowledge, stage: Path) -> Copies:
    """Make the PDFs of a rendered stage, and put them into its site; raises AssessError."""
    edition = known.edition
    staged: Any = values_of((stage / "mkdocs.yml").read_text("utf-8"))  # with the pages that not everybody may see
    arrangement = Arrangement(plan.settings.sections, staged["nav"], plan.settings.after)
    imprint = imprint_of(plan.settings, edition, synthetic=known.view.synthetic)
    corrected = max((dt.date.fromisoformat(each.day) for each in known.corrections.every), default=None)
    imprint = replace(imprint, corrected=corrected)
    press = Press(edition.id, KeptFiles(plan.project.pdfs), stage.parent, plan.settings.clock)
    stem = archive_name(plan.settings.site, edition.id).removesuffix("-data.zip")
    return publish(stage, arrangement, imprint, press, stem)


def imprint_of(settings: Settings, edition: Edition, *, synthetic: bool) -> Imprint:
    """What the covers and sheets of an edition's PDFs say."""
    return Imprint(
        site=settings.site,
        owner=settings.owner,
        language=settings.language,
        edition=edition.name,
        marking=edition.marking,
        handling=edition.handling,
        synthetic=synthetic,
        signed=settings.signed,
        release=settings.release.number,
        corrected=None,
        address=f"{edition.address.rstrip('/')}/" if edition.address else "",
    )
