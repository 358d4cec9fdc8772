"""Every change of settings, policy and pages that a site from an older version has to follow, oldest first."""

from __future__ import annotations

import re

import yaml

from assess.migrate.step import Files, Step, text_of, with_text
from assess.migrate.yaml_text import node_at, with_key, with_key_named, with_key_set_aside, with_scalar
from assess.project.contact import PLACEHOLDER
from assess.protect.policy import FILE as PROTECTION
from assess.protect.policy import SUPPRESS

SETTINGS = "mkdocs.yml"
OLD_THEME = "theme-of-0.1/"
_THEME = "theme/"
_CALLED = re.compile(r"(\{\{-?\s*)(findings|sources)(?=\s*\()")
_NOW_CALLED = {"findings": "key_findings", "sources": "source_register"}
_BEGUN = {
    "glossary.yml": "# Abbreviations that pages explain by a tooltip.\nmarkdown_extensions: {abbr: {glossary: {}}}\n",
    "style.yml": "# What this site adds to the house style that the program has for every site.\n",
    "wording.yml": "# What this site adds to the numbers and comparisons that a text may type.\n",
}


def _macro_names(files: Files) -> Files:
    for name in files:
        if name.startswith("docs/") and name.endswith(".md"):
            text = _CALLED.sub(lambda found: found[1] + _NOW_CALLED[found[2]], text_of(files, name))
            files = with_text(files, name, text)
    return files


def _theme(files: Files) -> Files:
    text = text_of(files, SETTINGS)
    name = node_at(text, ("theme", "name"))
    if name is None or name.value != "material":
        return files
    text = with_scalar(text, ("theme", "name"), "assess")
    text = with_key_set_aside(text, ("theme", "custom_dir"))
    plugins = node_at(text, ("plugins",))
    for at, each in enumerate(plugins.value if isinstance(plugins, yaml.SequenceNode) else ()):
        if each.value == "search":
            text = with_scalar(text, ("plugins", at), "material/search")
        elif isinstance(each, yaml.MappingNode):
            text = with_key_named(text, ("plugins", at, "search"), "material/search")
    moved = {
        OLD_THEME + name.removeprefix(_THEME) if name.startswith(_THEME) else name: content
        for name, content in files.items()
    }
    return with_text(moved, SETTINGS, text)


def _release(files: Files) -> Files:
    text = text_of(files, SETTINGS)
    if node_at(text, ("extra", "release")):
        return files
    comment = "a number for each release that goes out: 1, 2, 3"
    return with_text(files, SETTINGS, with_key(text, ("extra",), "release: {number: 1}", comment=comment))


def _beside(files: Files) -> Files:
    return {**{name: text.encode("utf-8") for name, text in _BEGUN.items()}, **files}


def _preview(files: Files) -> Files:
    text = text_of(files, SETTINGS)
    place = node_at(text, ("site_dir",))
    edition = node_at(text, ("extra", "edition", "id"))
    if place is None or edition is None or place.value.rstrip("/") != f"site/{edition.value}":
        return files
    return with_text(files, SETTINGS, with_scalar(text, ("site_dir",), "site/preview"))


def _contact(files: Files) -> Files:
    text = text_of(files, SETTINGS)
    if node_at(text, ("extra", "contact")):
        return files
    line = f'contact: {{reach: "{PLACEHOLDER}", accessibility: "{PLACEHOLDER}"}}'
    comment = "how readers reach you, and where they report an accessibility problem"
    return with_text(files, SETTINGS, with_key(text, ("extra",), line, comment=comment))


def _zeros(files: Files) -> Files:
    text = text_of(files, PROTECTION)
    policy = yaml.compose(text, Loader=yaml.SafeLoader)
    for key, measure in policy.value if isinstance(policy, yaml.MappingNode) else ():
        said = {each.value: each_value.value for each, each_value in measure.value}
        if said.get("mode") == SUPPRESS and "zeros" not in said:
            text = with_key(text, (key.value,), "zeros: shown", comment="as it was without a word before 0.3.0")
    return with_text(files, PROTECTION, text)


STEPS = (
    Step(
        "0.2.0",
        "macro-names",
        "Pages call the macros findings and sources by their new names, key_findings and source_register.",
        "A page has findings and sources in its front matter too, and one name for two things was misread.",
        _macro_names,
    ),
    Step(
        "0.2.0",
        "theme",
        f"The theme is named assess, and the search material/search. A folder theme/ is kept as {OLD_THEME}.",
        "The theme is part of the program and comes with each version of it. The old files would take the place of the "
        "new ones. Put files of your own back into theme/, and name it with custom_dir.",
        _theme,
    ),
    Step(
        "0.2.0",
        "release",
        "The release has a number.",
        "A host takes no release that is older than the one it has.",
        _release,
    ),
    Step(
        "0.2.0",
        "files-of-words",
        "glossary.yml, style.yml and wording.yml are there, where they were not.",
        "A check reads what a site adds to what the program knows of words.",
        _beside,
    ),
    Step(
        "0.2.0",
        "preview-folder",
        "`mkdocs build` writes into site/preview.",
        "It would write over the audited site, with pages that nothing has audited.",
        _preview,
    ),
    Step(
        "0.3.0",
        "contact",
        f"mkdocs.yml has a place for how readers reach you. Put it where {PLACEHOLDER} stands.",
        "The foot of every page says it, and no host takes a release without it.",
        _contact,
    ),
    Step(
        "0.3.0",
        "zeros-shown",
        "A policy of small counts that says nothing of zeros says `zeros: shown`.",
        "Without a word, a zero may now be withheld beside other counts. With it, your tables keep to what they "
        "were protected by. Take the line out and run `assess protect`, and fewer counts are withheld.",
        _zeros,
    ),
)
