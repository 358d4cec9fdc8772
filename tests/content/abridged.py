"""The assessment in this repository with a few of its pages and datasets."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from building import ROOT, allow_typed_numbers

ASB = ("asb-by-type", "asb-total", "asb-environment", "asb-nuisance", "asb-personal")
PAGES = {
    "index": """
Police recorded {{ n('asb-by-type', 'total', 'thurrock') }} incidents.

{{ table('asb-by-type') }}

{{ figure('asb-total', chart='ranked', of='count') }}
""",
    "stations": """
{% call restricted('btp', prose='btp-commentary') %}
{{ figure('btp-offences-by-type', chart='ranked', of='all') }}
{% endcall %}
""",
    "hospital": """
{% call restricted('btuh-ae', prose='ae-commentary') %}
{{ figure('ae-attendances-by-age', chart='grouped', of=['female', 'male']) }}
{% endcall %}
""",
    "family": """
{% call restricted('iquanta', prose='iquanta-commentary') %}
{{ table('iquanta-rates') }}
{% endcall %}
""",
    "about": """
{{ withheld() }}

{% call restricted('ctlp', prose='ctlp-commentary') %}
{{ table('ctlp-themes') }}
{% endcall %}
""",
}


def abridged(target: Path, charts: Path) -> Path:
    """The assessment with its policy and pack, but a few pages and datasets only: it builds quickly."""
    shutil.copytree(ROOT / "data/sample", target / "data/sample", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("data/public", "redaction", "docs", ".cache"):
        (target / name).mkdir(parents=True)
    settings = [path.name for path in ROOT.glob("*.yml")]
    policy = [path.relative_to(ROOT).as_posix() for path in (ROOT / "redaction").glob("*.yml")]
    for name in (*settings, *policy, *(f"data/public/{name}.{kind}" for name in ASB for kind in ("csv", "yaml"))):
        shutil.copyfile(ROOT / name, target / name)
    for name in ASB:
        leave_out_notes_of_others(target / "data" / "public" / f"{name}.yaml")
    for name, text in PAGES.items():
        matter = f"---\ntitle: The page {name}\ndescription: A page to build.\n---\n"
        (target / "docs" / f"{name}.md").write_text(matter + text, "utf-8")
    text = (target / "mkdocs.yml").read_text("utf-8")
    text = re.sub(r"(?m)^nav:\n(?: +.*\n|\n)+", f"nav: [{', '.join(f'{name}.md' for name in PAGES)}]\n\n", text)
    text = re.sub(r"(?m)^(    - {number: .*), page: [^}]*}", r"\1}", text)
    text = re.sub(r"(?m)^  (?:redirects|pdf):.*\n(?:    .*\n)+", "", text)
    (target / "mkdocs.yml").write_text(text, "utf-8")
    (target / "search.yml").unlink(missing_ok=True)  # its answers lead to pages that are left out
    allow_typed_numbers(target)
    for name in ("charts", "downloads", "kept"):
        (target / ".cache" / name).symlink_to(charts.with_name(name))
    return target


def leave_out_notes_of_others(descriptor: Path) -> None:
    """Leave out the notes and caveats that take numbers, of datasets that a small project does not have."""
    text = descriptor.read_text("utf-8")
    descriptor.write_text(re.sub(r'(?m)^(?:  - |caveat: )".*\{\{.*\n', "", text), "utf-8")
