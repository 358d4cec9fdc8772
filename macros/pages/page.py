"""Pages as written: whom they are for, what they say of themselves, and the calls that an edition shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from macros.language.calls import signature
from macros.language.site_map import Priority, PublishedPage, Section, SiteMap, in_order
from macros.language.template import RESTRICTED, MacroCall, Part, RestrictedBlock, Template, parse_template
from macros.language.words import Words, words_of
from macros.phrasebook.phrases import LANGUAGES
from macros.vocabulary.vocabulary import MACROS, Vocabulary
from redaction.diagnostics.errors import Problem
from redaction.diagnostics.front_matter import MarkdownFile, split_front_matter
from redaction.diagnostics.schema import (
    boolean,
    faults,
    list_of,
    mapping_of,
    one_of,
    optional,
    slug,
    text,
    whole_number,
)
from redaction.diagnostics.yaml_document import YamlDocument, loose_texts, read_yaml
from redaction.policy import Edition
from redaction.view import View

PRIORITY, LANGUAGE, TWIN = "priority", "lang", "twin"
IN_BRIEF = ("name", "why", "result", "now")
FRONT_MATTER = mapping_of(
    {
        "title": text,
        "description": text,
        optional("sources"): list_of(slug),
        optional("findings"): list_of(text),
        optional(PRIORITY): mapping_of({"place": whole_number, **dict.fromkeys(IN_BRIEF, text)}),
        optional("hide"): list_of(one_of("navigation", "toc")),
        optional("audience"): slug,
        optional("after"): text,
        optional("draft"): boolean,
        optional(LANGUAGE): one_of(*LANGUAGES),
        optional(TWIN): text,
    }
)
# Front matter whose first line is not there, is another, or stands below an empty one.
_BEGUN_OTHERWISE = re.compile(
    r"\s*(?:[-\u2013\u2014_*+=~` ]*\w{0,4}[ \t]*\n)?\s*(?:title|description|sources|findings|audience|draft):\s"
)
_TEXTS = ("title", "description", "findings")
WITH_HEADLINE = ("figure", "table")


@dataclass(frozen=True)
class Reach:
    """Who a page is for, everybody where `audience` is empty, and after which page it then stands in the navigation.

    A draft is for nobody yet.
    """

    audience: str
    after: str
    document: YamlDocument
    is_draft: bool = False

    @property
    def is_for_all(self) -> bool:
        """Whether every edition has the page."""
        return not self.audience and not self.is_draft


@dataclass(frozen=True)
class PageFile:
    """A page: its path under docs/ and its text, each part of which is parsed once, when it is first asked for."""

    path: str
    text: str

    @property
    def name(self) -> str:
        """What messages call it."""
        return f"docs/{self.path}"

    @cached_property
    def matter(self) -> MarkdownFile:
        """Its front matter and its body, apart."""
        return split_front_matter(self.text)

    @property
    def language(self) -> str:
        """The language that it is written in; empty where it is that of the site, or no language that there is."""
        named = text_at(self.front_matter, (LANGUAGE,))
        return named if named in LANGUAGES else ""

    @property
    def twin(self) -> str:
        """The page that says the same in another language, as its front matter says."""
        return text_at(self.front_matter, (TWIN,))

    @property
    def body(self) -> str:
        """Its Markdown."""
        return self.matter.body

    @property
    def body_line(self) -> int:
        """The line that its Markdown begins at."""
        return self.matter.body_line

    @cached_property
    def front_matter(self) -> YamlDocument:
        """What it says of itself, as far as that can be read."""
        return self._read_front_matter[0]

    @cached_property
    def front_matter_faults(self) -> tuple[Problem, ...]:
        """What is wrong with its front matter."""
        return self._read_front_matter[1]

    @cached_property
    def template(self) -> Template:
        """The text of its body and the calls in it, and what is wrong with them."""
        return parse_template(self.body, MACROS)

    @cached_property
    def reach(self) -> Reach:
        """Who it is for, as its front matter says."""
        audience, after = (str(self.front_matter.content.get(key, "")) for key in ("audience", "after"))
        return Reach(audience, after, self.front_matter, self.front_matter.content.get("draft") == "true")

    @property
    def title(self) -> str:
        """What its front matter calls it; empty where that is nothing to read."""
        return text_at(self.front_matter, ("title",))

    @cached_property
    def texts(self) -> tuple[tuple[str, int], ...]:
        """What readers see of it, each text with its first line: its front matter's, then its body."""
        return (*((text, line) for _, text, line in self.matters), (self.body, self.body_line))

    @cached_property
    def matters(self) -> tuple[tuple[str, str, int], ...]:
        """What its front matter says to readers, in order: the key, the text and its line."""
        document = self.front_matter
        findings = [("findings", index) for index, _ in enumerate(texts_under(document, "findings"))]
        keys: list[tuple[str | int, ...]] = [("title",), ("description",), *findings]
        keys += [(PRIORITY, name) for name in IN_BRIEF]
        read = [(str(key[0]), text_at(document, key), document.line(key)) for key in keys]
        return tuple(each for each in read if each[1])

    @cached_property
    def words(self) -> tuple[tuple[Words, int], ...]:
        """The words of the same texts, each with its first line; a text that cannot be parsed is left out."""
        read = ((words_of(text, MACROS), line) for text, line in self.texts)
        return tuple((words, line) for words, line in read if words is not None)

    @cached_property
    def _read_front_matter(self) -> tuple[YamlDocument, tuple[Problem, ...]]:
        last = self.text.count("\n") + 1
        if not self.matter.yaml and re.match(r"---[ \t]*\n", self.text):
            expected = "a line --- alone under the front matter"
            problem = Problem("front-matter", self.name, 1, "front matter without its end", expected, last=last)
            return YamlDocument(self.name, {}, {}), (problem,)
        if not self.matter.yaml and _BEGUN_OTHERWISE.match(self.text):
            found, expected = "front matter that does not begin with ---", "--- alone as the first line of the page"
            problem = Problem("front-matter", self.name, 1, found, expected, last=last)
            return YamlDocument(self.name, {}, {}), (problem,)
        if not self.matter.yaml:
            expected = "--- alone, title: and description: with their texts, and --- alone, above the text"
            problem = Problem("front-matter", self.name, 1, "a page without front matter", expected, last=last)
            return YamlDocument(self.name, {}, {}), (problem,)
        document, problems = read_yaml(self.name, self.matter.yaml, first_line=2)
        problems = problems or faults(document, FRONT_MATTER)
        return document, tuple(problems or loose_texts(self.name, self.matter.yaml, _TEXTS, first_line=2))


def text_at(document: YamlDocument, path: tuple[Any, ...]) -> str:
    """The text at a place of front matter; nothing where there is none."""
    value: Any = document.content
    for step in path:
        value = value[step] if isinstance(value, list) else value.get(step, "") if isinstance(value, dict) else ""
    return value if isinstance(value, str) else ""


def pages_for(pages: Iterable[PageFile], edition: Edition) -> tuple[PageFile, ...]:
    """The pages that exist in an edition: for everybody or for an audience that it reads, drafts in a draft alone."""
    reaches = ((page, page.reach) for page in pages)
    return tuple(
        page
        for page, reach in reaches
        if (reach.audience == "" or edition.reads(reach.audience)) and (edition.drafts or not reach.is_draft)
    )


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

    return "".join(text(page.template.parts))


def sections_of(numbered: Iterable[Any]) -> tuple[Section, ...]:
    """The sections of the assessment, as `extra: sections:` of mkdocs.yml lists them."""
    return tuple(Section(str(each["number"]), each["title"], each.get("page") or "") for each in numbered)


def site_map_of(
    sections: tuple[Section, ...],
    pages: Iterable[PageFile],
    view: View,
    twins: Mapping[str, Mapping[str, str]] | None = None,
) -> SiteMap:
    """What pages say of each other in one edition; a page whose front matter cannot be read is left out.

    On which line of its page a figure stands is none of it.
    """
    published = []
    for page in pages:
        document = page.front_matter
        if not page.front_matter_faults:
            calls = shown_calls(page.template.parts, view, view.visible.__contains__)
            figures = (replace(call, line=0) for call in calls if call.name in WITH_HEADLINE)
            shown = {dataset: call for call in figures if (dataset := dataset_of(call))}
            title, findings = str(document.content["title"]), tuple(texts_under(document, "findings"))
            said = (priority_of(document), page.language)
            published.append(PublishedPage(page.path, title, findings, shown, *said))
    return SiteMap(sections, in_order(published), twins or {})


def priority_of(document: YamlDocument) -> Priority | None:
    """The priority that front matter tells in brief."""
    if PRIORITY not in document.content:
        return None
    return Priority(
        int(text_at(document, (PRIORITY, "place"))), *(text_at(document, (PRIORITY, each)) for each in IN_BRIEF)
    )


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
