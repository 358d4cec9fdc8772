"""The files of a new site: templates that belong to the program, filled in with what is said of a partnership."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from assess import __version__
from assess.init import generate
from assess.init.partnership import Partnership, inside
from assess.lint.house_style.style import parse_style
from assess.lint.wording.declarations import parse_wording
from macros.language.words import typed_numbers
from macros.phrasebook.phrases import ENGLISH, LANGUAGES, phrases_of
from redaction.data.periods import year_before
from redaction.diagnostics.yaml_document import parse_yaml

_HERE = Path(__file__).parent
_TEMPLATES, _DEPLOY = _HERE / "site", _HERE / "deploy"
_AUDIENCE, _KIND, _OPEN = "AUDIENCE", "KIND", "data/public/"  # parts of a template's path that are filled in too
_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+|https?://\S+")  # what a page makes a link of, between angle brackets
_HIDDEN = {"gitignore": ".gitignore", "gitattributes": ".gitattributes", "github/": ".github/"}
_OFFENCES = (
    "Burglary",
    "Criminal damage",
    "Drug offences",
    "Public order",
    "Robbery",
    "Theft",
    "Vehicle crime",
    "Violence",
)
_PAGES = "docs/"
# What the menu and the settings of a site say in each language.
_WORDS = {
    "en": {
        "title": "{place} strategic assessment {year}",
        "home": "Home",
        "area": "Your area",
        "about": "About",
        "crime": "Crime and anti-social behaviour",
        "shared": "Shared in confidence",
        "all": "All crime",
        "described": "Crime, anti-social behaviour and community safety in {place}, published by the {name}.",
    },
    "cy": {
        "title": "Asesiad strategol {place} {year}",
        "home": "Hafan",
        "area": "Eich ardal",
        "about": "Amdanom",
        "crime": "Troseddu ac ymddygiad gwrthgymdeithasol",
        "shared": "Rhannu'n gyfrinachol",
        "all": "Pob trosedd",
        "described": "Troseddu, ymddygiad gwrthgymdeithasol a diogelwch cymunedol: {place}. Cyhoeddir gan: {name}.",
    },
}
_PER_PAGE = (200, 2000)  # made-up counts of offences
_IN_WELSH = (
    "Bwrgleriaeth",
    "Difrod troseddol",
    "Cyffuriau",
    "Y drefn gyhoeddus",
    "Lladrad",
    "Dwyn",
    "Cerbydau",
    "Trais",
)
_FIRST = (
    "Amber",
    "Bramble",
    "Cobalt",
    "Dusk",
    "Ember",
    "Gorse",
    "Lantern",
    "Marrow",
    "Osprey",
    "Pebble",
    "Quill",
    "Thistle",
)
_SECOND = ("finch", "coil", "wren", "mallow", "lark", "whistle", "bourne", "gate", "ling", "crake", "haven", "whit")
_GUIDE = re.compile(r"guide/how-to/[\w-]+\.md (has|says)")  # which a site elsewhere does not have beside it
_THEMES = 4  # of an audience


@dataclass(frozen=True)
class Section:
    """A section of the new site; one without a page is to come."""

    number: int
    title: str
    page: str = ""


def site_files(of: Partnership, wheel: str, pinned: Iterable[str]) -> dict[str, str]:
    """The text of every file of a new site by its path, but for the wheel of the program itself."""
    known = _known(of) | {"wheel": wheel, "pinned": list(pinned), "version": __version__}
    environment = _environment()
    files: dict[str, str] = {}
    for path in sorted(_TEMPLATES.rglob("*")):
        template = path.relative_to(_TEMPLATES).as_posix()
        if path.is_file() and _is_wanted(template, of):
            for place, more in _places(template, of):
                text = environment.get_template(template).render(known | more)
                files[place] = _with_language(place, text)
    files |= _tables(of, known["column_before"], known["column"])
    if of.restricted:
        files |= _pack(files["data/sample/tables.toml"])
    return files | _delivery(of)


def _with_language(place: str, text: str) -> str:
    """A page that says its language where it lies in the folder of one that is not the site's."""
    language = place.removeprefix(_PAGES).partition("/")[0]
    is_other = place.startswith(_PAGES) and language in LANGUAGES
    return text.replace("\n---\n", f"\nlang: {language}\n---\n", 1) if is_other else text


def _environment() -> Environment:
    """Templates with marks of their own, since pages have macros in braces and workflows expressions in them."""
    environment = Environment(  # noqa: S701  # what is filled in is YAML, Markdown and shell; answers are checked first
        loader=FileSystemLoader(_TEMPLATES),
        block_start_string="[%",
        block_end_string="%]",
        variable_start_string="[[",
        variable_end_string="]]",
        comment_start_string="[##",
        comment_end_string="##]",
        trim_blocks=True,
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )
    environment.filters["linked"] = lambda value: f"<{value}>" if _ADDRESS.fullmatch(value) else value
    environment.filters["yaml"] = lambda value: json.dumps(value, ensure_ascii=False)
    environment.filters["tojson"] = lambda value: json.dumps(value, ensure_ascii=False)
    environment.filters["inside"] = inside
    environment.filters["pattern"] = lambda name: "'" + re.escape(name).replace("\\ ", " ").replace("'", "''") + "'"
    environment.filters["variable"] = lambda name: name.upper().replace("-", "_")
    return environment


def _known(of: Partnership) -> dict[str, object]:
    """Whatever a template may name."""
    before = year_before(of.year)
    sections = [Section(number, title) for number, title in enumerate(of.sections, 1)]
    words = _WORDS[of.language]
    crime = Section(len(sections) + 1, words["crime"], "crime/index.md")
    shared = Section(len(sections) + 2, words["shared"], "shared/index.md")
    sections += [crime, shared] if of.restricted else [crime]
    said = {name: getattr(of, name) for name in (*Partnership.__dataclass_fields__, "language")}
    return said | {
        "title": words["title"].format(place=of.place, year=of.year),
        "own": words,
        "english": _WORDS[ENGLISH],
        "menus": [(f"{name}/" if name != of.language else "", _WORDS[name]) for name in of.languages],
        "others": [(name, _WORDS[name]) for name in of.languages if name != of.language],
        "offences": [*zip(map(generate.slug, _OFFENCES), _OFFENCES, _IN_WELSH, strict=True)],
        "all_crime": {name: words["all"] for name, words in _WORDS.items()},
        "before": before,
        "column": _column(of.year),
        "column_before": _column(before),
        "signed_in_words": phrases_of("en").day(of.signed.isoformat()),
        "signed_in_welsh": phrases_of("cy").day(of.signed.isoformat()),
        "kind_words": of.kind.replace("-", " "),
        "open_edition": of.open_edition,
        "closed_editions": [each for each in of.editions if each is not of.open_edition],
        "restricted": of.restricted,
        "sections": sections,
        "crime": crime,
        "shared": shared,
        "themes": {name: _themes(at) for at, name in enumerate(of.restricted)},
        **_care(of),
    }


def _care(of: Partnership) -> dict[str, list[str]]:
    """The names that the checks of words would stumble over: with digits, comparing words, words to avoid, capitals."""
    wording, style = parse_wording(parse_yaml("wording.yml", "")), parse_style(parse_yaml("style.yml", ""), ())
    texts = [
        *(text for each in of.editions for text in (each.name, each.readers, each.handling)),
        *of.audiences.values(),
    ]
    names = [*dict.fromkeys([of.name, of.place, of.contact, *of.areas.values(), *of.sections, *filter(None, texts)])]
    told = {name: {each.rule for each in style.faults("", [(name, 1)])} for name in names}
    return {
        "digits": [name for name in names if typed_numbers(name)],
        "comparing": [name for name in names if wording.ways_of(name)],
        "right": [name for name in names if "house-style" in told[name]],
        "capitals": [name for name in names if "abbreviation-unexplained" in told[name]],
    }


def _column(year: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", year.lower()).strip("-")


def _is_wanted(template: str, of: Partnership) -> bool:
    """Whether a site has what a template makes: the pages of each of its languages, all else in its own alone."""
    language, _, inside = template.partition("/")
    if language in LANGUAGES:
        spoken = of.languages if inside.startswith(_PAGES) else (of.language,)
        return language in spoken and _is_of(inside, of)
    in_own = (_TEMPLATES / of.language / template).is_file()
    is_spoken = ENGLISH in of.languages if template.startswith(_PAGES) else not in_own
    return is_spoken and _is_of(template, of)


def _is_of(template: str, of: Partnership) -> bool:
    if template.startswith(("docs/shared/", "data/sample/")):
        return bool(of.restricted)
    return bool(of.areas) or not (template.startswith("docs/areas/") or _KIND in template)


def _places(template: str, of: Partnership) -> Iterator[tuple[str, dict[str, object]]]:
    """Where the files of a template go, with what each knows besides."""
    language, _, inside = template.partition("/")
    own = language if language in LANGUAGES else ENGLISH
    template = inside if language in LANGUAGES else template
    if template.startswith(_PAGES) and own != of.language:
        template = template.replace(_PAGES, f"{_PAGES}{own}/", 1)
    place = template.replace(_KIND, of.kind).replace(_OPEN, f"data/{of.open}/")
    for name, hidden in _HIDDEN.items():
        place = hidden + place.removeprefix(name) if place.startswith(name) else place
    if _AUDIENCE not in place:
        yield place, {}
        return
    for number, audience in enumerate(of.restricted, 1):
        yield place.replace(_AUDIENCE, audience), {"audience": audience, "number": number}


def _tables(of: Partnership, earlier: object, later: object) -> dict[str, str]:
    """The made-up tables that everybody may see."""
    head = ["id", "label", earlier, later]
    named = _IN_WELSH if of.language == "cy" else _OFFENCES
    offences = [*zip(map(generate.slug, _OFFENCES), named, strict=True)]
    drawn = generate.counts("recorded crime", len(offences), 2, *_PER_PAGE)
    total = ["all-crime", _WORDS[of.language]["all"], *(sum(column) for column in zip(*drawn, strict=True))]
    rows = [[*name, *numbers] for name, numbers in zip(offences, drawn, strict=True)]
    files = {f"data/{of.open}/recorded-crime.csv": generate.to_csv([head, *rows, total])}
    if of.areas:
        drawn = generate.counts("crime by area", len(of.areas), 2, *_PER_PAGE)
        rows = [[*name, *numbers] for name, numbers in zip(of.areas.items(), drawn, strict=True)]
        files[f"data/{of.open}/crime-by-{of.kind}.csv"] = generate.to_csv([head, *rows])
    return files


def _pack(tables: str) -> dict[str, str]:
    """The synthetic pack, with the script that writes it again."""
    made = {f"data/sample/{name}": text for name, text in generate.pack(tomllib.loads(tables)).items()}
    return made | {"data/sample/generate.py": Path(generate.__file__).read_text("utf-8")}


def _themes(audience: int) -> list[str]:
    """Names of what does not exist, others for each audience."""
    count = len(_FIRST)
    pairs = [(at % count, (at + at // count) % count) for at in range(audience * _THEMES, (audience + 1) * _THEMES)]
    return [f"{_FIRST[first]}{_SECOND[second]}" for first, second in pairs]


def _delivery(of: Partnership) -> dict[str, str]:
    """The scripts that take an edition to its host, and settings for the host of each."""
    files = {f"deploy/{name}": (_DEPLOY / name).read_text("utf-8") for name in ("deliver.sh", "send.sh", "receive.sh")}
    files["deploy/nginx/common.conf"] = (_DEPLOY / "nginx" / "common.conf").read_text("utf-8")
    for each in of.editions:
        kind, host, folder = (
            ("public", "safety.example", "assessment")
            if each is of.open_edition
            else ("restricted", "partners.safety.example", "partners")
        )
        text = (_DEPLOY / "nginx" / f"{kind}.conf").read_text("utf-8")
        own = each.address.removeprefix("https://").partition("/")[0].partition(":")[0] or f"{each.id}.safety.example"
        text = text.replace(host, own).replace(f"/srv/www/{folder}", f"/srv/www/{each.id}")
        files[f"deploy/nginx/{each.id}.conf"] = text.replace("assess_sign_in", f"sign_in_{each.id.replace('-', '_')}")
    return {name: _GUIDE.sub(r"the guide to the program \1", text) for name, text in files.items()}
