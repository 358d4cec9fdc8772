"""The house style of `style.yml`, compared with every text that everybody may read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import voluptuous as vol

from assess.lint.house_style.style import Style
from assess.lint.texts import GLOSSARY, SETTINGS, texts_of_descriptor, texts_under
from macros.language.markdown_text import headings_in, readable
from macros.pages.page import PageFile
from redaction.diagnostics.errors import Problem
from redaction.diagnostics.schema import mapping_of, text
from redaction.diagnostics.yaml_document import Value, YamlDocument

# A sentence that ends in one full stop, which is not that of an abbreviation.
_ENDED = re.compile(
    r"(?!.*[.!?] [A-Z]).*(?<![.\s])(?<!\b[A-Za-z])(?<!\b(?:Co|Dr|Mr|Ms|No|St))(?<!\b(?:etc|Ltd|Mrs|Inc))\.\s*"
)
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
    faults = [problem for file, each in texts for problem in style.faults(file, each)]
    return [*faults, *_full_stops(pages, descriptors)]


def _full_stops(pages: Iterable[PageFile], descriptors: Iterable[YamlDocument]) -> Iterator[Problem]:
    """Titles, headings and headlines of one sentence that end in a full stop."""
    ended = [(page.name, line) for page in pages for line in _ended_on(page)]
    for document in descriptors:
        ended += [
            (document.file, document.line((key,)))
            for key in ("title", "headline")
            if _ENDED.fullmatch(str(document.content.get(key, "")))
        ]
    for file, line in ended:
        yield Problem("house-style", file, line, "a full stop at the end of a heading", "none there")


def _ended_on(page: PageFile) -> Iterator[int]:
    yield from (line for key, text, line in page.matters if key == "title" and _ENDED.fullmatch(text))
    for heading in headings_in(readable(page.body)):
        if _ENDED.fullmatch(heading.text):
            yield page.body_line + heading.line - 1


def terms_of(glossary: YamlDocument) -> Iterator[str]:
    """Every term that the glossary explains; its terms are the keys that lie deepest."""
    inside: Value = glossary.content
    for key in (*GLOSSARY, "abbr", "glossary"):
        inside = inside.get(key, {}) if isinstance(inside, dict) else {}
    yield from inside if isinstance(inside, dict) else ()
