"""Pages as written: whom they are for, what they say of themselves, and the calls that an edition shows."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from macros.language.calls import signature
from macros.language.site_map import PublishedPage, Section, SiteMap, in_order
from macros.language.template import RESTRICTED, MacroCall, Part, RestrictedBlock, parse_template
from macros.vocabulary.vocabulary import MACROS, Vocabulary
from redaction.diagnostics.errors import Problem
from redaction.diagnostics.front_matter import MarkdownFile, split_front_matter
from redaction.diagnostics.schema import faults, list_of, mapping_of, one_of, optional, slug, text
from redaction.diagnostics.yaml_document import YamlDocument, read_yaml
from redaction.policy import Edition
from redaction.view import View

_FRONT_MATTER = mapping_of(
    {
        "title": text,
        "description": text,
        optional("sources"): list_of(slug),
        optional("findings"): list_of(text),
        optional("hide"): list_of(one_of("navigation", "toc")),
        optional("audience"): slug,
        optional("after"): text,
    }
)
WITH_HEADLINE = ("figure", "table")


@dataclass(frozen=True)
class PageFile:
    """A page: its path under docs/, and its text."""

    path: str
    text: str

    @property
    def name(self) -> str:
        """What messages call it."""
        return f"docs/{self.path}"


@dataclass(frozen=True)
class Reach:
    """Who a page is for, everybody where `audience` is empty, and after which page it then stands in the navigation."""

    audience: str
    after: str
    document: YamlDocument


@cache
def reach_of(page: PageFile) -> Reach:
    """Who a page is for, as its front matter says."""
    document, _ = front_matter_of(page, split_front_matter(page.text))
    audience, after = (str(document.content.get(key, "")) for key in ("audience", "after"))
    return Reach(audience, after, document)


@cache
def texts_of(page: PageFile) -> tuple[tuple[str, int], ...]:
    """What readers see of a page, each text with its first line: its title, description and findings, then its body."""
    matter = split_front_matter(page.text)
    document, _ = front_matter_of(page, matter)
    keys = [
        ("title",),
        ("description",),
        *(("findings", index) for index, _ in enumerate(texts_under(document, "findings"))),
    ]
    matters = [(_value(document, key), document.line(key)) for key in keys]
    return (*((text, line) for text, line in matters if text), (matter.body, matter.body_line))


def _value(document: YamlDocument, path: tuple[str | int, ...]) -> str:
    value: Any = document.content
    for step in path:
        value = value[step] if not isinstance(value, dict) or step in value else ""
    return value if isinstance(value, str) else ""


def pages_for(pages: Iterable[PageFile], edition: Edition) -> tuple[PageFile, ...]:
    """The pages that exist in an edition: those for everybody, and those for an audience that it reads."""
    return tuple(page for page in pages if (audience := reach_of(page).audience) == "" or edition.reads(audience))


def shown_text(page: PageFile, visible: Container[str]) -> str:
    """The Markdown of a page where these sources are visible, each call of a macro as one sign."""

    def text(parts: Iterable[Part]) -> Iterator[str]:
        for part in parts:
            if isinstance(part, str):
                yield part
            elif isinstance(part, MacroCall):
                yield "x"
            elif argument_of(part.call, "source") in visible:
                yield from text(part.inside)

    return "".join(text(parse_template(split_front_matter(page.text).body, MACROS).parts))


def front_matter_of(page: PageFile, matter: MarkdownFile) -> tuple[YamlDocument, list[Problem]]:
    """The front matter of a page as far as it can be read, and what is wrong with it."""
    if not matter.yaml and page.text.startswith("---"):
        expected = "a line --- alone under the front matter"
        return YamlDocument(page.name, {}, {}), [
            Problem("front-matter", page.name, 1, "front matter without its end", expected)
        ]
    document, problems = read_yaml(page.name, matter.yaml, first_line=2)
    return document, problems or faults(document, _FRONT_MATTER)


def sections_of(numbered: Iterable[Any]) -> tuple[Section, ...]:
    """The sections of the assessment, as `extra: sections:` of mkdocs.yml lists them."""
    return tuple(Section(str(each["number"]), each["title"], each.get("page") or "") for each in numbered)


def site_map_of(sections: tuple[Section, ...], pages: Iterable[PageFile], view: View) -> SiteMap:
    """What pages say of each other in one edition; a page whose front matter cannot be read is left out."""
    published = []
    for page in pages:
        matter = split_front_matter(page.text)
        document, problems = front_matter_of(page, matter)
        if not problems:
            calls = shown_calls(parse_template(matter.body, MACROS).parts, view, view.visible.__contains__)
            shown = {dataset: call for call in calls if call.name in WITH_HEADLINE and (dataset := dataset_of(call))}
            title, findings = str(document.content["title"]), tuple(texts_under(document, "findings"))
            published.append(PublishedPage(page.path, title, findings, shown))
    return SiteMap(sections, in_order(published))


def texts_under(document: YamlDocument, key: str) -> list[str]:
    """The texts that front matter lists under a key."""
    found = document.content.get(key, ())
    return [each for each in found if isinstance(each, str)] if isinstance(found, list) else []


def argument_of(call: MacroCall, parameter: str) -> str | None:
    """The first argument of a call, whose parameter has this name, where it is a text."""
    found = next(iter(call.arguments), call.named.get(parameter))
    return found if isinstance(found, str) else None


def dataset_of(call: MacroCall) -> str | None:
    """The dataset that a call names, if its macro has one."""
    parameters = signature(getattr(Vocabulary, call.name)).parameters
    return argument_of(call, "dataset") if "dataset" in parameters else None


def shown_calls(parts: Iterable[Part], view: View, shows: Callable[[str | None], bool]) -> Iterator[MacroCall]:
    """Every call in the blocks of sources that `shows` accepts and outside blocks, and in the prose they show.

    A call in prose has the line of the call that shows the prose.
    """
    for part in parts:
        if isinstance(part, str):
            continue
        call = part.call if isinstance(part, RestrictedBlock) else part
        yield call
        prose = view.prose.get(str(call.named.get("prose", ""))) if call.name == RESTRICTED else None
        if prose is not None:
            inside = shown_calls(parse_template(prose.text, MACROS).parts, view, shows)
            yield from (replace(each, line=call.line) for each in inside)
        if isinstance(part, RestrictedBlock) and shows(argument_of(call, "source")):
            yield from shown_calls(part.inside, view, shows)
