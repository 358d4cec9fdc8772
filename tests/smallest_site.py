"""The smallest site: a page, a dataset and a policy of one edition, in as few lines as the program lets it."""

from __future__ import annotations

from pathlib import Path

from assess import __version__

FILES = {
    "mkdocs.yml": """\
INHERIT: glossary.yml
site_name: Fires of Northtown
site_author: The fire service of Northtown
docs_dir: docs
site_dir: site/preview
strict: true
theme: {name: assess, language: en, font: false}
plugins: [material/search, {macros: {modules: [macros], on_undefined: strict, on_error_fail: true}}]
extra_css: [assets/stylesheets/assessment.css]
extra:
  generator: false
  made_for: {VERSION}
  signed: 2026-05-18
  release: {number: 1, valid_until: 2027-12-31}
  edition: {id: public, name: Public edition, marking: OFFICIAL, handling: "", indexed: true, synthetic: false}
  contact: {reach: fires@northtown.example, accessibility: access@northtown.example}
  assess: {}
  sections: [{number: 1, title: Fires, page: index.md}]
markdown_extensions: {attr_list: {}, tables: {use_align_attribute: true}, toc: {permalink: true}}
nav: [Home: index.md]
""".replace("{VERSION}", __version__),
    "glossary.yml": "markdown_extensions: {abbr: {glossary: {}}}\n",
    "style.yml": "words: []\nknown: []\nright: []\n",
    "wording.yml": """\
kinds: {year: {reason: "Years by their names.", patterns: ['\\b20\\d\\d\\b']}}
directions: {more: [], fewer: [], most: [], fewest: [], same: [], good: [], bad: [], judged: []}
dates: []
higher_is_better: []
idioms: []
quoted: []
exempt: []
""",
    "redaction/editions.yml": """\
open: public
audiences: {public: Everybody}
editions:
  public: {name: Public edition, readers: everybody, audiences: [public], marking: OFFICIAL, indexed: true}
""",
    "redaction/sources.yml": """\
northtown-fire:
  name: Northtown Fire
  owner: The fire service of Northtown
  audience: public
  marking: OFFICIAL
  handling: Published.
  period: "2025"
  caveat: none stated
""",
    "data/public/fires.csv": "id,label,2025\nnorth,North,120\nsouth,South,80\ntotal,Northtown,200\n",
    "data/public/fires.yaml": """\
title: Fires by place
headline: "Northtown had {{ n('fires', 'total', '2025') }} fires"
place: Northtown
period: "2025"
sources: [northtown-fire]
columns: {label: {title: Place}, "2025": {title: "2025", kind: count, unit: fires}}
sums: [{total: total, parts: others}]
""",
    "docs/index.md": """\
---
title: Fires
description: The fires of Northtown.
---
There were {{ n('fires', 'total', '2025') }} fires in Northtown.

{{ figure('fires', chart='ranked') }}
""",
}


def write_site(folder: Path) -> Path:
    """Write the site into a new folder."""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder
