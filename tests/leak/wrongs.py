"""What somebody can do wrong before a build: each takes a project and a leak, and puts the one into the other."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from building import append
from leaks import Fact, Leak, slug
from overriding import overridden, own_theme
from planting import CHANNELS, book

Wrong = Callable[[Path, Path, Fact, Leak], object]

# On a page of its own each, all in one build: how a page says something.
PAGES: dict[str, str] = {
    "typed: text": "@",
    "typed: list": "- One thing\n- @",
    "typed: table": "| a | b |\n|---|---|\n| x | @ |",
    "typed: comment": "<!-- @ -->",
    "typed: hidden element": "<div hidden>@</div>",
    "typed: attribute of an element": "A word{ title='@' }\n{ data-of='@' }",
    "typed: title of a link": '[x](index.md "@")',
    "typed: heading": "## @",
    "typed: footnote of an abbreviation": "*[ASB]: @\n\nThe ASB unit.",
    "typed: code": "```\n@\n```",
    "typed: escaped with raw": "{% raw %}@{% endraw %}",
    "typed: reference nobody uses": "[unused]: https://example.org '@'\n\n<p title=\"@\">x</p>",
}
FRONT = {"front matter: title": "title", "front matter: description": "description"}

# What a page may try in order to read the pack; each for a cell of every source.
TRICKS: tuple[str, ...] = (
    "{{ n('DATASET', 'ROW', 'COLUMN') }}",
    "{{ table('DATASET') }}",
    "{{ figure('DATASET', chart='ranked', of='COLUMN') }}",
    "{{ rank('DATASET', 'ROW', 'COLUMN') }}",
    "{{ highest('DATASET', 'COLUMN') }}",
    "{{ lowest('DATASET', 'COLUMN') }}",
    "{{ share('DATASET', 'ROW', 'COLUMN', of='total') }}",
    "{% call restricted('OTHER') %}{{ n('DATASET', 'ROW', 'COLUMN') }}{% endcall %}",
    "{% include 'PACK/DATASET.csv' %}",
    "{% import 'PACK/DATASET.csv' as x %}{{ x }}",
    "{% extends 'PACK/DATASET.csv' %}",
    "{{ open('PACK/DATASET.csv').read() }}",
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ n.__globals__ }}",
    "{{ n.__self__.view }}",
    "{{ self }}",
    "{{ config }}",
    "{{ config.plugins }}",
    "{{ environment }}",
    "{{ macros_info() }}",
    "{{ context() }}",
    "{{ lipsum.__globals__ }}",
    "{{ cycler.__init__.__globals__.os.popen('cat PACK/DATASET.csv').read() }}",
    "{% for row in view %}{{ row }}{% endfor %}",
    "{% set name = 'DATASET' %}{{ table(name) }}",
    "{{ table('DATA' ~ 'SET') }}",
    "{{ table(*['DATASET']) }}",
    "{{ table('DATASET') | upper }}",
    "{{ n('DATASET', 'ROW', 'COLUMN') if true }}",
    "{% if n('DATASET', 'ROW', 'COLUMN') %}more{% endif %}",
    "{% macro m() %}{{ caller }}{% endmacro %}{{ m() }}",
    "{% filter upper %}{{ table('DATASET') }}{% endfilter %}",
    "{{ [].append }}",
    "{{ view }}",
    "{{ request }}",
    "{{ fix_url('PACK/DATASET.csv') }}",
    "{{ call('table', 'DATASET') }}",
    "{{ text('DATASET') }}",
    "{{ _view }}",
    "{{ __builtins__ }}",
    '--8<-- "PACK/DATASET.csv"',
    "{!PACK/DATASET.csv!}",
    "![x](PACK/DATASET.csv)",
    "[x](PACK/DATASET.csv)",
    "<object data='PACK/DATASET.csv'></object>",
    "<iframe src='file://PACK/DATASET.csv'></iframe>",
)

# What a template of the theme may try: Jinja holds nothing back there.
THEME_TRICKS: dict[str, str] = {
    "theme override: include": "{% include 'PACK/DATASET.csv' %}",
    "theme override: include by a way up": "{% include '../../../../../../PACK/DATASET.csv' %}",
    "theme override: open": "{{ lipsum.__globals__.__builtins__.open('PACK/DATASET.csv').read() }}",
    "theme override: a program": "{{ lipsum.__globals__.os.popen('cat PACK/DATASET.csv').read() }}",
    "theme override: a listing": "{{ lipsum.__globals__.os.listdir('PACK') }}",
    "theme override: a library in C": (
        "{% set c = lipsum.__globals__.__builtins__.__import__('ctypes') %}{% set lib = c.CDLL(none) %}"
        "{% set made = c.create_string_buffer(9000) %}{% set f = lib.open('PACK/DATASET.csv'.encode(), 0) %}"
        "{% set got = lib.read(f, made, 9000) %}{{ made.value.decode() if got > 0 else 'x'[9].y }}"
    ),
}


def filled(trick: str, fact: Fact, pack: Path) -> str:
    """A trick for a fact: with its dataset, row, column and folder; OTHER is a source whose block it is not."""
    other = "rail-police" if fact.source != "rail-police" else "infirmary"
    return (
        trick.replace("PACK", str(pack / fact.folder))
        .replace("DATASET", fact.dataset.id)
        .replace("ROW", fact.row)
        .replace("COLUMN", fact.column)
        .replace("OTHER", other)
    )


def page(project: Path, name: str, text: str, title: str = "", description: str = "A page to build.") -> None:
    """A page of the project."""
    matter = f"---\ntitle: {json.dumps(title or f'The page {name}')}\ndescription: {json.dumps(description)}\n---\n"
    (project / "docs" / f"{name}.md").write_text(f"{matter}\n{text}\n", "utf-8")
    settings = project / "mkdocs.yml"
    key = "nav: [" if "\nnav: [" in settings.read_text("utf-8") else "nav:\n"
    edit(settings, key, f"nav: [{name}.md, " if key == "nav: [" else f"nav:\n  - {name}.md\n")


def edit(path: Path, old: str, new: str) -> None:
    """Put a text in the place of another, once."""
    text = path.read_text("utf-8")
    assert old in text, f"{path.name} holds no {old}"
    path.write_text(text.replace(old, new, 1), "utf-8")


def attach(project: Path, name: str, content: bytes, *, approved: bool = True, link: bool = True) -> None:
    """A file beside the pages, approved by its digest."""
    (project / "docs" / name).write_bytes(content)
    if approved:
        entry = {
            "title": "The plan",
            "sha256": sha256(content).hexdigest(),
            "audience": "public",
            "approved_by": "Head of community safety",
            "approved_on": dt.date(2023, 5, 18).isoformat(),
        }
        (project / "docs" / "attachments.yml").write_text(json.dumps({name: entry}), "utf-8")
    if link:
        append(project / "docs" / "index.md", f"[The plan]({name})")


def _navigation(project: Path, _: Path, __: Fact, leak: Leak) -> None:
    edit(project / "mkdocs.yml", "nav: [index.md", f"nav: [{json.dumps(leak.text)}: index.md")


def _public_copy(project: Path, pack: Path, fact: Fact, _: Leak, *, rows: int = 0) -> None:
    """The table of a fact, or its first rows, as a public dataset under another name, and on a page."""
    source = pack / fact.folder / f"{fact.dataset.id}.csv"
    lines = source.read_text("utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("total,")]
    made = project / "data" / "public" / "another.csv"
    text = "\n".join(kept[: rows + 1] if rows else kept) + "\n"
    made.write_text(text.replace("ynthetic", "ome"), "utf-8")
    text = source.with_suffix(".yaml").read_text("utf-8")
    text = re.sub(r"(?ms)^(sums|derived):\n.*?(?=^\w)", "", text)
    text = re.sub(r"(?m)^(synthetic|highlight): .*\n", "", text).replace("Synthetic: ", "").replace("ynthetic", "ome")
    text = re.sub(r"(?m)^notes:\n(  - .*\n)+", "", text)
    text = re.sub(r"(?m)^headline: .*$", 'headline: "A headline"', text)
    policy = (project / "redaction" / "sources.yml").read_text("utf-8")
    released = re.search(r"(?m)^([\w-]+):\n(?:  .*\n)*?  audience: public$", policy)
    assert released
    text = re.sub(r"(?m)^sources:\n(  - .*\n)+", f"sources: [{released[1]}]\n", text)
    made.with_suffix(".yaml").write_text(text, "utf-8")
    page(project, "another", "{{ table('another') }}")


def _public_rows(project: Path, _: Path, fact: Fact, __: Leak) -> None:
    """One restricted number among the rows of a public table, with a label that says what it is."""
    path = project / "data" / "public" / "asb-total.csv"
    path.write_text(f'{path.read_text("utf-8")}more,"{fact.named}",{fact.value}\n', "utf-8")
    edit(path.with_suffix(".yaml"), "  - {total: total, parts: others}", "  []")


def _public_label(project: Path, _: Path, __: Fact, leak: Leak) -> None:
    path = project / "data" / "public" / "asb-total.csv"
    edit(path, "maldon,Maldon,", f'maldon,"{leak.text.replace(chr(34), "")}",')


def _public_note(project: Path, _: Path, __: Fact, leak: Leak) -> None:
    edit(project / "data" / "public" / "asb-by-type.yaml", "notes:\n", f"notes:\n  - {json.dumps(leak.text)}\n")


def _link(place: str) -> Wrong:
    def link(project: Path, pack: Path, fact: Fact, _: Leak) -> None:
        (project / place).parent.mkdir(parents=True, exist_ok=True)
        (project / place).symlink_to(pack / fact.folder / f"{fact.dataset.id}.csv")

    return link


def _linked_folder(project: Path, pack: Path, fact: Fact, _: Leak) -> None:
    overridden(project, "assets/more").symlink_to(pack / fact.folder)


def _linked_page(project: Path, pack: Path, fact: Fact, _: Leak) -> None:
    prose = next((pack / fact.folder / "prose").glob("*.md"))
    (project / "docs" / "linked.md").symlink_to(prose)


def _approved(channel: str) -> Wrong:
    def approve(project: Path, _: Path, __: Fact, leak: Leak) -> None:
        name, content = CHANNELS[channel](leak.text)
        attach(project, f"plan.{name.rpartition('.')[2]}", content)

    return approve


def _poisoned_charts(project: Path, _: Path, __: Fact, leak: Leak) -> None:
    charts = list((project / ".cache" / "charts" / "public").glob("*.svg"))
    assert charts
    for path in charts:
        path.write_text(f"<svg><desc>{leak.text}</desc></svg>", "utf-8")


def _poisoned_workbooks(project: Path, _: Path, __: Fact, leak: Leak) -> None:
    books = list((project / ".cache" / "downloads" / "public").glob("*.xlsx"))
    assert books
    made = book(leak.text, state="veryHidden")
    for path in books:
        path.write_bytes(sha256(made).digest() + made)  # as the build keeps them: a forged one


# Before a build, once for every source: the form changes from one source to the next.
WRONGS: dict[str, Wrong] = {
    "navigation title": _navigation,
    "name of a page": lambda project, _, __, leak: page(project, slug(leak.text), "Nothing."),
    "settings: site_description": lambda project, _, __, leak: edit(
        project / "mkdocs.yml", "site_description: ", f"site_description: {json.dumps(leak.text)} # "
    ),
    "settings: copyright": lambda project, _, __, leak: edit(
        project / "mkdocs.yml", "copyright: ", f"copyright: {json.dumps(leak.text)} # "
    ),
    "settings: a hook": lambda project, pack, fact, _: (
        (project / "hook.py").write_text(
            "def on_page_content(html, **_):\n"
            f"    return html + open({str(pack / fact.folder / f'{fact.dataset.id}.csv')!r}).read()\n",
            "utf-8",
        ),
        append(project / "mkdocs.yml", "hooks: [hook.py]"),
    ),
    "settings: docs_dir in the pack": lambda project, pack, fact, _: edit(
        project / "mkdocs.yml", "docs_dir: docs", f"docs_dir: {pack / fact.folder}"
    ),
    "settings: theme in the pack": lambda project, pack, fact, _: edit(
        project / "mkdocs.yml", "name: assess", f"name: assess\n  custom_dir: {pack / fact.folder}"
    ),
    "settings: inherited from the pack": lambda project, pack, fact, _: edit(
        project / "mkdocs.yml", "INHERIT: glossary.yml", f"INHERIT: {pack / fact.folder / f'{fact.dataset.id}.yaml'}"
    ),
    "glossary": lambda project, _, __, leak: (
        edit(project / "glossary.yml", '"ASB": ', f'"ASB": {json.dumps(leak.text)} # '),
        page(project, "another", "There was less ASB."),
    ),
    "policy: caveat of a public source": lambda project, _, __, leak: (
        edit(project / "redaction" / "sources.yml", "  caveat: none stated", f"  caveat: {json.dumps(leak.text)}"),
        page(project, "another", "{{ source_register() }}"),
    ),
    "public CSV: a restricted table": _public_copy,
    "public CSV: its first three rows": lambda *given: _public_copy(*given, rows=3),
    "public CSV: its first row": lambda *given: _public_copy(*given, rows=1),
    "public CSV: a restricted number among public rows": _public_rows,
    "public CSV: a label": _public_label,
    "public data: a note": _public_note,
    "a restricted table in the public folder": lambda project, pack, fact, _: [
        shutil.copy(path, project / "data" / "public") for path in (pack / fact.folder).glob(f"{fact.dataset.id}.*")
    ],
    "orphan file in docs/": lambda project, _, __, leak: attach(
        project, "plan.csv", leak.text.encode(), approved=False, link=False
    ),
    "file in docs/ that nobody approved": lambda project, _, __, leak: attach(
        project, "plan.csv", leak.text.encode(), approved=False
    ),
    "approved attachment: hidden sheet": _approved("very hidden sheet"),
    "approved attachment: pivot cache": _approved("pivot cache"),
    "approved attachment: PDF under a box": _approved("PDF text under a box"),
    "approved attachment: PDF earlier revision": _approved("PDF earlier revision"),
    "approved attachment: Word deletion": _approved("Word deletion"),
    "approved attachment: PNG text": _approved("PNG tEXt"),
    "approved attachment: JPEG EXIF": _approved("JPEG EXIF"),
    "attachment changed after approval": lambda project, _, __, leak: (
        attach(project, "plan.csv", b"nothing\n"),
        (project / "docs" / "plan.csv").write_text(leak.text, "utf-8"),
    ),
    "symlink in docs/: a page": _linked_page,
    "symlink in docs/: a file": _link("docs/plan.csv"),
    "symlink in the theme: a file": lambda project, *given: (
        own_theme(project),
        _link("theme/assets/images/more.csv")(project, *given),
    ),
    "symlink in the theme: a folder": _linked_folder,
    "symlink in data/public/": _link("data/public/more.csv"),
    "theme override: text": lambda project, _, __, leak: append(
        overridden(project, "partials/marking.html"), leak.text
    ),
    "theme override: a script": lambda project, _, __, leak: append(
        overridden(project, "assets/javascripts/sorting.js"), f"// {leak.text}"
    ),
    "theme override: a style sheet": lambda project, _, __, leak: append(
        overridden(project, "assets/stylesheets/assessment.css"), f"/* {leak.text} */"
    ),
    "theme override: a file of the pack": lambda project, pack, fact, _: shutil.copy(
        pack / fact.folder / f"{fact.dataset.id}.csv", overridden(project, "assets/images/more.csv")
    ),
    "kept charts": _poisoned_charts,
    "kept workbooks": _poisoned_workbooks,
}
