"""Which of MkDocs' own settings a site may use: none that runs code, asks another site, or moves its addresses."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from redaction.diagnostics.errors import Problem
from redaction.diagnostics.suggestions import expected_one_of, nearest
from redaction.diagnostics.yaml_document import YamlDocument

_RULE = "yaml-value"
_KEYS = (
    "INHERIT", "site_name", "site_description", "site_author", "site_url", "copyright", "docs_dir", "site_dir",
    "use_directory_urls", "strict", "exclude_docs", "not_in_nav", "theme", "plugins", "markdown_extensions",
    "extra_css", "extra_javascript", "extra", "nav", "validation", "watch", "dev_addr",
)  # fmt: skip
_OF_THE_THEME = ("generator",)
_PLUGINS = ("material/search", "search", "macros")
_FIXED = {"docs_dir": "docs", "use_directory_urls": "true"}
_FOLLOWS = "Nothing that a reader opens asks another site"


def key_faults(document: YamlDocument, own: Collection[str]) -> Iterator[Problem]:
    """Settings that a site does not have, and those that would run code, follow readers or move every address.

    `own` are the program's own keys under `extra:`.
    """
    content: Any = document.content
    for key in content.keys() - set(_KEYS):
        yield document.problem("yaml-key-unknown", (key,), f'the key "{key}"', expected_one_of(key, "key", _KEYS))
    for key, right in _FIXED.items():
        if content.get(key, right) != right:
            yield document.problem(_RULE, (key,), f'"{content[key]}"', right)
    for at, each in enumerate(content["plugins"] if isinstance(content.get("plugins"), list) else ()):
        name = each if isinstance(each, str) else next(iter(each), "")
        if name not in _PLUGINS:
            expected = "material/search and macros alone"
            yield document.problem(_RULE, ("plugins", at), f'the plugin "{name}"', expected)
    for key in ("extra_css", "extra_javascript"):
        for at, each in enumerate(content[key] if isinstance(content.get(key), list) else ()):
            if isinstance(each, str) and "//" in each:
                yield document.problem(_RULE, (key, at), "a file of another site", "a file of this one", _FOLLOWS)
    if content["theme"].get("font", "false") != "false":
        yield document.problem(_RULE, ("theme", "font"), "a typeface of another site", "font: false", _FOLLOWS)
    yield from _own_faults(document, content["extra"], own)


def _own_faults(document: YamlDocument, extra: dict[str, Any], own: Collection[str]) -> Iterator[Problem]:
    """Keys under `extra:` that follow readers, or that are nearly one of the program's own."""
    if "analytics" in extra:
        found = 'the key "analytics"'
        yield document.problem("yaml-key-unknown", ("extra", "analytics"), found, "no such key", _FOLLOWS)
    known = (*own, *_OF_THE_THEME)
    for key in extra:
        meant = nearest(key, [each for each in known if each not in extra])
        if key not in known and meant:
            yield document.problem("yaml-key-unknown", ("extra", key), f'the key "{key}"', f'"{meant}"')
    numbers = [each["number"] for each in extra["sections"]]
    for at, number in enumerate(numbers):
        if number in numbers[:at]:
            path = ("extra", "sections", at, "number")
            yield document.problem(_RULE, path, f"the section {number} again", "a number of its own")
