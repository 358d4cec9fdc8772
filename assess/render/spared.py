"""What MkDocs and its plugins do for nothing in a renderer of ours, left out: every page comes out the same."""

from __future__ import annotations

import re
from functools import cache, partial
from importlib.metadata import entry_points
from typing import Any

import yaml

_START_TAG = re.compile(r"""<[a-zA-Z][^\s>/]*(?:[\s/]+[^\s=>/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>][^\s>]*))?)*""")
_ANCHOR = re.compile(r"""[\s/"'](id|name)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>][^\s>]*))""", re.IGNORECASE)


def spare() -> None:
    """Leave it out in this process and in those that it forks.

    The build writes an index of the search of its own from the finished pages. Pages know nothing of Git, since our
    vocabulary takes the place of all that the macros plugin offers, which is told to nobody either. The settings are
    read by the parser of YAML in C, and what is installed is looked up once.
    """
    from material.plugins.search.plugin import SearchIndex
    from mkdocs import utils
    from mkdocs.structure.pages import _RawHTMLPreprocessor
    from mkdocs.utils import yaml as settings
    from mkdocs_macros import context
    from mkdocs_macros.plugin import MacrosPlugin

    in_c = partial(settings.get_yaml_loader, getattr(yaml, "CLoader", yaml.Loader))
    for owner, name, instead in (
        (SearchIndex, "add_entry_from_context", _nothing),
        (MacrosPlugin, "on_pre_build", _nothing),
        (context, "get_git_info", dict),
        (_RawHTMLPreprocessor, "run", _anchors_found),
        (utils, "entry_points", cache(entry_points)),
        (settings, "get_yaml_loader", in_c),
    ):
        if not hasattr(owner, name):
            raise AttributeError(f"{owner.__name__} has no {name} to leave out")
        setattr(owner, name, instead)


def anchors_in(text: str) -> set[str]:
    """The anchors that raw HTML in a text gives: every id, and the names of links."""
    found = set()
    for tag in _START_TAG.findall(text):
        for attribute, *values in _ANCHOR.findall(tag):
            if attribute.lower() == "id" or tag[1:3].rstrip("\n\t />").lower() == "a":
                found.add("".join(values))
    return found


def _anchors_found(preprocessor: Any, lines: list[str]) -> list[str]:
    """Note the anchors of raw HTML, without parsing all of it for them."""
    preprocessor.present_anchor_ids = anchors_in("\n".join(lines))
    return lines


def _nothing(*_: object, **__: object) -> None:
    pass
