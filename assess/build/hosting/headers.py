"""What a host must say with the pages of an edition: as a file for static hosts, and for nginx."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from assess.build.hosting.csp import policy

_ALLOWED_NOTHING = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "usb",
)
_NEVER_CHANGES = "public, max-age=31536000, immutable"
_ASK_AGAIN = "public, max-age=0, must-revalidate"
_KEEP_NOTHING = "private, no-store"
_DIGEST_IN_NAME = r"assets/.+\.[0-9a-f]{8}\.(min\.css|min\.js|woff2)$"


def headers(scripts: Iterable[str], *, indexed: bool) -> dict[str, str]:
    """The headers of every answer; only an edition for search engines may be listed by them."""
    said = {
        "Content-Security-Policy": policy(scripts, header=True),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in _ALLOWED_NOTHING),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
    return said if indexed else said | {"X-Robots-Tag": "noindex, nofollow, noarchive"}


def folder_of(address: str) -> str:
    """The folder of a host that a site has by its address: `/2022-23/`, or `/` where it has the whole host."""
    return f"/{urlsplit(address).path.strip('/')}/".replace("//", "/")


def static_host(said: Mapping[str, str], lasting: Iterable[str], *, folder: str, indexed: bool) -> str:
    """The file `_headers` of static hosts; `lasting` are the files whose names change with their content.

    No header is given twice for one address, since hosts differ in what they make of that.
    """
    if not indexed:
        return _block(f"{folder}*", {**said, "Cache-Control": _KEEP_NOTHING})
    return _block(f"{folder}*", said) + "".join(
        _block(f"{folder}{name}", {"Cache-Control": _NEVER_CHANGES}) for name in sorted(lasting)
    )


def _block(address: str, said: Mapping[str, str]) -> str:
    return "".join([f"{address}\n", *(f"  {name}: {value}\n" for name, value in said.items())])


def static_redirects(forwards: Iterable[tuple[str, str]], *, folder: str) -> str:
    """The file `_redirects` of static hosts, from each old address of a site to where it leads."""
    return "".join(f"{folder}{old} {folder}{new} 301\n" for old, new in forwards)


def nginx_redirects(forwards: Iterable[tuple[str, str]], *, folder: str) -> str:
    """The same for nginx. Who may see a site is asked before its files are looked for, and after a plain `return`."""
    return "".join(
        f"location = {folder}{old} {{ try_files /.moved @assess_{number}; }}\n"
        f"location @assess_{number} {{ return 301 {folder}{new}; }}\n"
        for number, (old, new) in enumerate(forwards, 1)
    )


def nginx(said: Mapping[str, str], *, folder: str, indexed: bool) -> str:
    """What nginx includes in the server block of an edition."""
    lines = ["# Include this in the server block of the edition. A location with an add_header of its own loses these."]
    lines.append(f'set $assess_kept "{_ASK_AGAIN if indexed else _KEEP_NOTHING}";')
    if indexed:
        lines.append(f'if ($uri ~ "^{folder}{_DIGEST_IN_NAME}") {{ set $assess_kept "{_NEVER_CHANGES}"; }}')
    lines += [f'add_header {name} "{value}" always;' for name, value in said.items()]
    lines += ["add_header Cache-Control $assess_kept always;", f"error_page 404 {folder}404.html;"]
    return "\n".join(lines) + "\n"
