"""What is said of a partnership: its names, its year, its areas, its editions and who reads them."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import voluptuous as vol

from assess.lint.left_behind import may_be_signed
from macros.phrasebook.phrases import ENGLISH, LANGUAGES
from redaction.data.periods import year_in
from redaction.diagnostics.errors import Problem, ProblemsFoundError
from redaction.diagnostics.schema import boolean, faults, list_of, mapping_of, one_of, optional, slug, table_of
from redaction.diagnostics.suggestions import expected_one_of
from redaction.diagnostics.yaml_document import Path, YamlDocument
from redaction.policy import Edition
from redaction.policy_files import MARKINGS

_RESERVED = ("total", "index")  # ids of rows and pages that are taken
_OPEN_NAMES = ("data", "docs", "restricted")


def _name(value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or re.search(r"[\x00-\x1f{}\[\]<>|`*_\\$\"]", value):
        raise vol.Invalid("a text on one line, without quotation marks, brackets or signs of Markdown")
    return value.strip()


def _year(value: Any) -> str:
    if not isinstance(value, str) or year_in(value) is None:
        raise vol.Invalid("a year such as 2025, 2025/26 or year ending September 2025")
    return value


def _day(value: Any) -> str:
    try:
        dt.date.fromisoformat(value)
    except (TypeError, ValueError):
        raise vol.Invalid("a day such as 2026-05-18") from None
    return str(value)


def _languages(value: Any) -> str:
    known = [each.strip() for each in value.split(",")] if isinstance(value, str) else []
    if not known or not set(known) <= {*LANGUAGES} or len(set(known)) < len(known):
        raise vol.Invalid(f"languages, with commas between them and that of the site first: {', '.join(LANGUAGES)}")
    return ",".join(known)


def _address(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"https://[\w.-]+(?::\d+)?(?:/[\w./-]*)?", value):
        raise vol.Invalid("an address such as https://safety.example/")
    return value


_EDITION = mapping_of(
    {
        optional("name"): _name,
        optional("readers"): _name,
        "audiences": list_of(slug),
        optional("marking"): one_of(*MARKINGS),
        optional("handling"): _name,
        optional("address"): _address,
        optional("indexed"): boolean,
        optional("lineage"): boolean,
    }
)
SHAPE: Mapping[Any, Any] = {
    "name": _name,
    "place": _name,
    "year": _year,
    "signed": _day,
    "contact": _name,
    optional("language"): _languages,
    optional("areas"): mapping_of({"kind": slug, "names": list_of(_name)}),
    optional("audiences"): table_of(_name),
    "editions": table_of(_EDITION),
    optional("sections"): list_of(_name),
}


@dataclass(frozen=True)
class Partnership:
    """A partnership as its site needs it.

    `kind` is what its areas are called, and `sections` are titles to come. The first of its `languages` is the site's.
    """

    name: str
    place: str
    year: str
    signed: dt.date
    contact: str
    languages: tuple[str, ...]
    kind: str
    areas: Mapping[str, str]
    open: str
    audiences: Mapping[str, str]
    editions: tuple[Edition, ...]
    sections: tuple[str, ...] = ()

    @property
    def language(self) -> str:
        """The language of the site."""
        return self.languages[0]

    @property
    def open_edition(self) -> Edition:
        """The edition that everybody may read."""
        return next(each for each in self.editions if each.audiences == (self.open,))

    @property
    def restricted(self) -> tuple[str, ...]:
        """The audiences whose data not everybody may see."""
        return tuple(each for each in self.audiences if each != self.open)


def partnership_of(said: YamlDocument) -> Partnership:
    """The partnership that is spoken of; raises ProblemsFoundError with all that is wrong, at once."""
    problems = faults(said, mapping_of(SHAPE))
    if not problems:
        problems = [*_signing_faults(said), *_edition_faults(said), *_area_faults(said)]
    if problems:
        raise ProblemsFoundError(problems)
    content: Any = said.content
    areas = content.get("areas", {"kind": "area", "names": []})
    editions = content["editions"]
    audiences = _audiences(content)
    opening = next(each["audiences"][0] for each in editions.values() if len(each["audiences"]) == 1)
    return Partnership(
        name=content["name"],
        place=content["place"],
        year=content["year"],
        signed=dt.date.fromisoformat(content["signed"]),
        contact=content["contact"],
        languages=tuple(each.strip() for each in content.get("language", ENGLISH).split(",")),
        kind=areas["kind"],
        areas={area_id(each): each for each in areas["names"]},
        open=opening,
        audiences=audiences,
        editions=tuple(_edition(name, each, opening, audiences) for name, each in editions.items()),
        sections=tuple(content.get("sections", ())),
    )


def area_id(name: str) -> str:
    """The id of an area with a name."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower().replace("'", "")).strip("-")


def inside(text: str) -> str:
    """A text as it stands inside a sentence."""
    return re.sub(r"^(The|Everybody|Members|People)\b", lambda found: found[0].lower(), text)


def _audiences(content: Any) -> dict[str, str]:
    """Every audience that an edition reads, with who they are."""
    said = content.get("audiences", {})
    read = dict.fromkeys(name for each in content["editions"].values() for name in each["audiences"])
    return {name: said.get(name, f"the {name.replace('-', ' ')} audience") for name in {**said, **read}}


def _edition(name: str, said: Any, opening: str, audiences: Mapping[str, str]) -> Edition:
    is_open = said["audiences"] == [opening]
    readers = said.get("readers", "everybody" if is_open else inside(audiences[said["audiences"][-1]]))
    return Edition(
        id=name,
        name=said.get("name", f"{name.replace('-', ' ').capitalize()} edition"),
        readers=readers,
        audiences=tuple(said["audiences"]),
        marking=said.get("marking", MARKINGS[0] if is_open else MARKINGS[1]),
        handling=said.get("handling", "" if is_open else f"For {readers} only. Do not copy, forward or publish."),
        address=said.get("address", ""),
        indexed=said.get("indexed", "true" if is_open else "false") == "true",
        lineage=said.get("lineage", "false") == "true",
    )


def _signing_faults(said: YamlDocument) -> Iterator[Problem]:
    """A day of signing that the check of the new site would refuse."""
    content: Any = said.content
    if not may_be_signed(content["year"], dt.date.fromisoformat(content["signed"])):
        found, expected = content["signed"], f"a day of {content['year']} or of the year after it"
        yield said.problem("other-year", ("signed",), found, expected)


def _edition_faults(said: YamlDocument) -> Iterator[Problem]:
    content: Any = said.content
    editions = content["editions"]
    opening = [each["audiences"][0] for each in editions.values() if len(each["audiences"]) == 1]
    if not opening:
        expected = "one that reads a single audience, which is everybody, such as audiences: [public]"
        yield said.problem("policy-editions", ("editions",), "no edition for everybody", expected)
        return
    for name, each in editions.items():
        path: Path = ("editions", name, "audiences")
        if opening[0] not in each["audiences"]:
            expected = f'"{opening[0]}" among them, which is for everybody'
            yield said.problem("policy-editions", path, "a list without the audience that is everybody", expected)
        for index, audience in enumerate(each["audiences"]):
            if "audiences" in content and audience not in content["audiences"]:
                expected = expected_one_of(audience, "audience", content["audiences"])
                yield said.problem("unknown-name", (*path, index), f'unknown audience "{audience}"', expected)


def _area_faults(said: YamlDocument) -> Iterator[Problem]:
    content: Any = said.content
    names = content.get("areas", {}).get("names", [])
    ids = Counter(map(area_id, names))
    for index, name in enumerate(names):
        path: Path = ("areas", "names", index)
        if not area_id(name) or area_id(name) in _RESERVED:
            yield said.problem("yaml-value", path, f'"{name}"', "a name with letters, other than Total or Index")
        elif ids[area_id(name)] > 1:
            yield said.problem("yaml-value", path, f'"{name}", which is there twice', "each area once")
