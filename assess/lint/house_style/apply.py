"""The house style of `style.yml`, compared with every text that everybody may read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import voluptuous as vol

from assess.lint.house_style.style import Style
from assess.lint.texts import GLOSSARY, SETTINGS, texts_of_descriptor, texts_under
from macros.pages.page import PageFile
from redaction.diagnostics.errors import Problem
from redaction.diagnostics.schema import mapping_of, text
from redaction.diagnostics.yaml_document import Value, YamlDocument

GLOSSARY_SHAPE = mapping_of(
    {"markdown_extensions": mapping_of({"abbr": mapping_of({"glossary": vol.Schema({str: text})})})}
)


def style_faults(
    style: Style,
    pages: Iterable[PageFile],
    settings: YamlDocument,
    glossary: YamlDocument,
    descriptors: Iterable[YamlDocument],
) -> list[Problem]:
    """Everything that is not of the house style in pages, descriptors, the site's settings and the glossary."""
    texts = [(page.name, list(page.texts)) for page in pages]
    documents = [(settings, texts_under(settings, SETTINGS)), (glossary, texts_under(glossary, GLOSSARY))]
    documents += [(descriptor, texts_of_descriptor(descriptor)) for descriptor in descriptors]
    texts += [(document.file, [(each.text, each.line) for each in found]) for document, found in documents]
    return [problem for file, each in texts for problem in style.faults(file, each)]


def terms_of(glossary: YamlDocument) -> Iterator[str]:
    """Every term that the glossary explains; its terms are the keys that lie deepest."""
    inside: Value = glossary.content
    for key in (*GLOSSARY, "abbr", "glossary"):
        inside = inside.get(key, {}) if isinstance(inside, dict) else {}
    yield from inside if isinstance(inside, dict) else ()
