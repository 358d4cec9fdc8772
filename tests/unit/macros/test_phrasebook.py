"""The phrases of each language: none lacks what another has, and each is said somewhere."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from macros.phrasebook.phrases import ENGLISH, LANGUAGES, SCRIPT, Phrases, lacking, phrases_of, placeholders
from redaction.data.shorthand import MEANINGS

ROOT = Path(__file__).resolve().parents[3]
SCRIPTS = ROOT / "assess" / "theme" / "assets" / "javascripts"
ENGLISH_PHRASES = phrases_of(ENGLISH)
_SAID = re.compile(r'\bsay\(\s*("(?:[^"\\]|\\.)*")')
# Keys that the program makes of the name of a thing: a code of the shorthand, a kind of chart, a cause.
_MADE = (
    "code.",
    "cause.",
    "cause_in_short.",
    "verdict.",
    "reason.",
    "chart.",
    "rank.",
    "area.on_",
    "priority.",
    "script.",
)


def with_phrase(key: str, text: str) -> Phrases:
    """English with another phrase under a key."""
    return replace(ENGLISH_PHRASES, said={**ENGLISH_PHRASES.said, key: text})


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_phrase_and_fills_in_the_same(language: str) -> None:
    assert lacking(phrases_of(language), ENGLISH_PHRASES) == []


@pytest.mark.parametrize(
    ("key", "text", "found"),
    [
        ("number.up", "up", ["en: number.up fills in other names than in en"]),
        ("number.up", "up {number}% {more}", ["en: number.up fills in other names than in en"]),
        ("number.new", "new", ["en: number.new, which en has not"]),
    ],
)
def test_a_phrase_that_says_less_or_more_is_found(key: str, text: str, found: list[str]) -> None:
    assert lacking(with_phrase(key, text), ENGLISH_PHRASES) == found


def test_a_phrase_a_month_and_an_ending_that_are_not_there_are_found() -> None:
    said = {key: text for key, text in ENGLISH_PHRASES.said.items() if key != "number.up"}
    less = replace(ENGLISH_PHRASES, said=said, months=ENGLISH_PHRASES.months[1:], ordinals={})
    assert lacking(less, ENGLISH_PHRASES) == [
        "en: no number.up",
        "en: 11 months",
        "en: no ending of an ordinal for any other number",
    ]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_phrase_holds_what_html_would_read_otherwise(language: str) -> None:
    said = phrases_of(language).said
    assert [key for key, text in said.items() if not text.strip() or set(text) & set("<>&")] == []


def test_every_phrase_is_said_somewhere() -> None:
    places = [ROOT / "macros", ROOT / "assess"]
    files = [path for place in places for path in place.rglob("*") if path.suffix in (".py", ".html", ".xml")]
    program = "\n".join(path.read_text("utf-8") for path in files)
    unsaid = [key for key in ENGLISH_PHRASES.said if not key.startswith((*_MADE, f"{SCRIPT}."))]
    assert [key for key in unsaid if f'"{key}"' not in program and f"'{key}'" not in program] == []


def test_scripts_say_what_the_phrasebook_has_for_them() -> None:
    scripts = "\n".join(path.read_text("utf-8") for path in SCRIPTS.glob("*.js") if "minisearch" not in path.name)
    said = {text[1:-1] for text in _SAID.findall(scripts)}
    assert said == set(ENGLISH_PHRASES.of_scripts)


def test_english_means_by_a_code_what_messages_say_it_means() -> None:
    said = {key: text for key, text in ENGLISH_PHRASES.said.items() if key.startswith("code.")}
    assert {f"[{key.removeprefix('code.')}]": text for key, text in said.items()} == MEANINGS


def test_a_phrase_is_filled_in_and_as_html_escapes_what_is_filled_in() -> None:
    assert ENGLISH_PHRASES("figure.source", source="A & B") == "Source: A & B"
    assert ENGLISH_PHRASES.html("figure.source", source="A & B") == "Source: A &amp; B"
    assert placeholders("{} of {count}") == {"", "count"}
