"""The content-security policy of pages, made from their own HTML (CSP Level 3).

No script runs but the site's own files and the few inline scripts of the theme, each named by its digest.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from html.parser import HTMLParser

from redaction.diagnostics.errors import AssessError

_SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_TYPE = re.compile(r"""\btype\s*=\s*["']?([^"'\s>]*)""", re.IGNORECASE)
_RUN = ("", "module", "text/javascript", "application/javascript")  # other types are data, which no browser runs
_SOURCE = re.compile(r"""\bsrc\s*=\s*["']?(?P<file>[^"'\s>]*)""", re.IGNORECASE)
_FILE_UP = re.compile(r"^(?:\.{0,2}/)+")
_PLACE = re.compile(r'URL\("[./\w-]*",location\)')  # where the theme says how deep a page lies
_OPENING = '<meta charset="utf-8">'
_SUSPECT = (  # what a page in lower case must hold, one of these, to be worth reading tag by tag, which takes long
    re.compile(r"<(?:style|iframe|object|embed|base)\b"),
    re.compile(r"""[\s/"'](?:style|on[a-z]+)\s*="""),
    re.compile(r"""http-equiv\s*=\s*["']?\s*refresh"""),
    re.compile(r"""(?:href|src|action|srcdoc)\s*=\s*["']?[^"'>]*(?:script:|data:|&\#|[\t\n])"""),
)
_ELEMENTS = ("iframe", "object", "embed", "base", "style")
_ADDRESSES = ("href", "src", "action", "formaction", "xlink:href", "srcdoc")
_RUNS = re.compile(r"(?:javascript|vbscript|data):")
_AWAY = re.compile(
    r"url=['\"]?(?:[a-z][a-z0-9+.-]*:|//)"
)  # a page that has moved leads to its successor, which is here
_UNSEEN = re.compile(r"[\x00-\x20]")  # a browser drops these from an address


def inline_scripts(page: str) -> frozenset[str]:
    """The digests of the scripts that stand in a page, as a policy names them."""
    return frozenset(
        f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
        for attributes, text in _SCRIPT.findall(page)
        if not re.search(r"\bsrc\s*=", attributes) and _type(attributes) in _RUN
    )


def scripts_of(page: str, folder: str = "/") -> frozenset[str]:
    """What runs in a page, whatever its depth: the text of each script that stands in it, or the file it is in.

    `folder` is that of the site on its host, which a page that is shown at any depth puts before its files.
    """
    return frozenset(
        _FILE_UP.sub("", found["file"].removeprefix(folder))
        if (found := _SOURCE.search(attributes))
        else _PLACE.sub("URL(location)", text)
        for attributes, text in _SCRIPT.findall(page)
        if _type(attributes) in _RUN
    )


def check_scripts(name: str, page: str, trusted: frozenset[str], folder: str = "/") -> None:
    """Raise AssessError for a page with a script that is none of the theme's own."""
    foreign = len(scripts_of(page, folder) - trusted)
    if foreign:
        what = "a script that is" if foreign == 1 else f"{foreign} scripts that are"
        raise AssessError(f"{name} has {what} not the theme's own: no script of a page is published. Delete it there")


def _type(attributes: str) -> str:
    found = _TYPE.search(attributes)
    return found[1].lower() if found else ""


class _Tags(HTMLParser):
    """The tags of a page that style, run or lead to something by themselves, as a browser reads them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what a tag does."""
        given = {name: _UNSEEN.sub("", value or "").lower() for name, value in attrs}
        leads = [given[name] for name in _ADDRESSES if name in given and not _is_picture(tag, given[name])]
        handles = "style" in given or any(name.startswith("on") for name in given)
        leaves = (given.get("http-equiv") == "refresh" and bool(_AWAY.search(given.get("content", "")))) or any(
            map(_RUNS.match, leads)
        )
        if tag in _ELEMENTS or handles or leaves:
            self.found.append(tag)

    handle_startendtag = handle_starttag


def _is_picture(tag: str, address: str) -> bool:
    return tag == "img" and address.startswith("data:image/")


def framed_policy() -> str:
    """The policy, as a header, of the pages that any site may frame; no script runs in them."""
    parts = ("default-src 'none'", "style-src 'self'", "img-src 'self' data:", "font-src 'self'")
    return "; ".join((*parts, "form-action 'none'", "base-uri 'none'", "frame-ancestors *"))


def policy(scripts: Iterable[str], *, header: bool) -> str:
    """The policy that lets some inline scripts run; what only a header may say is left out of a page's own."""
    parts = [
        "default-src 'none'",
        " ".join(["script-src 'self'", *sorted(scripts)]),
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "form-action 'none'",
        "base-uri 'none'",
    ]
    return "; ".join([*parts, "frame-ancestors 'none'"] if header else parts)


def with_policy(name: str, page: str) -> str:
    """A page with its policy before everything that the policy rules.

    Raises AssessError for a page that its policy would break: with styles or handlers of its own among its tags.
    """
    head, opening, rest = page.partition(_OPENING)
    if not opening or "<script" in head or "<link" in head:
        raise AssessError(f"{name} does not begin with {_OPENING}: its content-security policy has no place")
    tags = _SCRIPT.sub("", page)
    lowered = tags.lower()
    if any(each.search(lowered) for each in _SUSPECT) and _Tags(tags).found:
        raise AssessError(
            f"{name} has a style, a handler or an address that runs among its tags, which its content-security policy "
            "forbids"
        )
    said = policy(inline_scripts(page), header=False)
    return f'{head}{opening}\n<meta http-equiv="Content-Security-Policy" content="{said}">{rest}'
