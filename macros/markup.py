"""HTML from the templates beside this module, every value escaped."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from markupsafe import Markup

_FOLDER = Path(__file__).with_name("templates")
_TAG = re.compile(r"<[^>]+>")


def html(template: str, **values: Any) -> Markup:
    """A template filled in, without blank lines, so that Markdown keeps it as one block."""
    text = _template(template).render(**values)
    return Markup("\n".join(line for line in text.splitlines() if line.strip()))  # noqa: S704  # rendered with autoescape


def text_of(markup: str) -> str:
    """The words of a piece of HTML."""
    return str(Markup(_TAG.sub("", markup)).unescape())  # noqa: S704  # only to unescape; the result is plain text


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)
