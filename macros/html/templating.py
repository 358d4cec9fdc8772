"""HTML from the templates beside this module, every value escaped."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from macros.html.telephone import with_calls
from macros.phrasebook.phrases import Phrases

_FOLDER = Path(__file__).with_name("templates")
_MARKDOWN = re.compile(r"[\\`*_{}\[\]!|~^]")


def html(name: str, say: Phrases, /, **values: Any) -> Markup:
    """A template filled in with phrases and values, without blank lines, so that Markdown keeps it as one block."""
    text = template(_FOLDER, name).render(say=say.html, **values)
    return Markup("\n".join(line for line in text.splitlines() if line.strip()))  # noqa: S704  # rendered with autoescape


def compile_all() -> None:
    """Compile every template that `html` fills in, so that processes that are forked from this one need not."""
    for path in sorted(_FOLDER.iterdir()):
        template(_FOLDER, path.name)


def escaped(text: str) -> str:
    """A text as HTML."""
    return str(escape(text))


def inline(text: str) -> Markup:
    """A text of data inside a Markdown sentence: neither HTML nor Markdown."""
    return Markup(_MARKDOWN.sub(lambda sign: f"&#{ord(sign[0])};", str(escape(text))))  # noqa: S704  # escaped just now


@cache
def template(folder: Path, name: str) -> Template:
    """A template of a folder: it escapes every value, and refuses a name that was not given one."""
    return _environment(folder).get_template(name)


@cache
def _environment(folder: Path) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["calls"] = with_calls
    return environment
