"""The house style of `style.yml`, held against every text that everybody may read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from assess.lint.house_style.style import FILE, Style, parse_style
from assess.lint.texts import GLOSSARY, SETTINGS, texts_of_descriptor, texts_under
from assess.project.layout import Project
from macros.pages.page import PageFile
from redaction.diagnostics.errors import Problem, ProblemsFoundError
from redaction.diagnostics.yaml_document import Value, YamlDocument, parse_yaml, read_yaml
from redaction.reader import read_text


def read_style(project: Project) -> Style:
    """The style of a project; raises ProblemsFoundError."""
    path = project.root / FILE
    if not path.exists():
        expected = "the words that are not written here, even if there are none"
        raise ProblemsFoundError([Problem("missing-file", FILE, 0, "no such file", expected)])
    return parse_style(parse_yaml(FILE, read_text(path, FILE)), _terms(_document(project, project.glossary)))


def style_faults(style: Style, project: Project, pages: Iterable[PageFile], descriptors: Path) -> list[Problem]:
    """Everything that is not of the house style in pages, descriptors, the site's settings and the glossary."""
    texts = [(page.name, list(page.texts)) for page in pages]
    settings, glossary = _document(project, project.config), _document(project, project.glossary)
    documents = [(settings, texts_under(settings, SETTINGS)), (glossary, texts_under(glossary, GLOSSARY))]
    for path in sorted(descriptors.glob("*.yaml")):
        descriptor = _document(project, path)
        documents.append((descriptor, texts_of_descriptor(descriptor)))
    texts += [(document.file, [(each.text, each.line) for each in found]) for document, found in documents]
    return [problem for file, each in texts for problem in style.faults(file, each)]


def _document(project: Project, path: Path) -> YamlDocument:
    """A YAML file as far as it can be read; what is wrong with it is told elsewhere."""
    name = project.shown(path)
    return read_yaml(name, read_text(path, name))[0]


def _terms(glossary: YamlDocument) -> Iterator[str]:
    """Every term that the glossary explains; its terms are the keys that lie deepest."""
    inside: Value = glossary.content
    for key in (*GLOSSARY, "abbr", "glossary"):
        inside = inside.get(key, {}) if isinstance(inside, dict) else {}
    yield from inside if isinstance(inside, dict) else ()
