"""What a host must say with the pages of an edition: as a file for static hosts, and for nginx."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from assess.build.hosting.csp import framed_policy, policy
from macros.html.embedding import FOLDER

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
_POLICY, _FRAMES, _LISTED = "Content-Security-Policy", "X-Frame-Options", "X-Robots-Tag"
_OF_FRAMES = (_POLICY, _FRAMES)
_VARIABLES = {_POLICY: "$assess_policy", _FRAMES: "$assess_frames", _LISTED: "$assess_listed"}  # of nginx
_DIGEST_IN_NAME = r"assets/.+\.[0-9a-f]{8}\.(min\.css|min\.js|woff2)$"


def headers(scripts: Iterable[str], *, indexed: bool) -> dict[str, str]:
    """The headers of every answer; only an edition for search engines may be listed by them."""
    said = {
        _POLICY: policy(scripts, header=True),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in _ALLOWED_NOTHING),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        _FRAMES: "DENY",
    }
    return said if indexed else said | {_LISTED: "noindex, nofollow, noarchive"}


def framed(said: Mapping[str, str]) -> dict[str, str]:
    """The same for the pages that other sites may show in frames."""
    kept = {name: value for name, value in said.items() if name not in _OF_FRAMES}
    return {_LISTED: "noindex"} | kept | {_POLICY: framed_policy()}


def folder_of(address: str) -> str:
    """The folder of a host that a site has by its address: `/2022-23/`, or `/` where it has the whole host."""
    return f"/{urlsplit(address).path.strip('/')}/".replace("//", "/")


def static_host(
    said: Mapping[str, str], lasting: Iterable[str], *, folder: str, indexed: bool, beside_frames: Iterable[str] = ()
) -> str:
    """The file `_headers` of static hosts; `lasting` are the files whose names change with their content.

    No header is given twice for one address, since hosts differ in what they make of that, and none can take back what
    is said everywhere. So where a site has pages for frames, what keeps out frames is said of all `beside_frames`: the
    addresses of everything else at the top of the site, those of folders ending with a slash.
    """
    kept = {} if indexed else {"Cache-Control": _KEEP_NOTHING}
    others = [f"{name}*" if name.endswith("/") else name for name in beside_frames]
    if not others:
        blocks = _block(f"{folder}*", {**said, **kept})
    else:
        apart = framed(said)
        everywhere = {name: value for name, value in said.items() if apart.get(name) == value}
        closed, opened = ({name: each[name] for name in each if name not in everywhere} for each in (said, apart))
        blocks = _block(f"{folder}*", {**everywhere, **kept})
        blocks += "".join(_block(f"{folder}{name}", closed) for name in ("", *sorted(others)))
        blocks += _block(f"{folder}{FOLDER}/*", opened)
    if not indexed:
        return blocks
    return blocks + "".join(_block(f"{folder}{name}", {"Cache-Control": _NEVER_CHANGES}) for name in sorted(lasting))


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


def nginx(said: Mapping[str, str], *, folder: str, indexed: bool, frames: bool = False) -> str:
    """What nginx includes in the server block of an edition, `frames` where it has pages for frames of other sites."""
    lines = ["# Include this in the server block of the edition. A location with an add_header of its own loses these."]
    lines.append(f'set $assess_kept "{_ASK_AGAIN if indexed else _KEEP_NOTHING}";')
    if indexed:
        lines.append(f'if ($uri ~ "^{folder}{_DIGEST_IN_NAME}") {{ set $assess_kept "{_NEVER_CHANGES}"; }}')
    if frames:
        apart = framed(said)
        at = f'if ($uri ~ "^{folder}{FOLDER}/")'
        for name, variable in _VARIABLES.items():  # a header that comes to nothing is not sent
            lines.append(f'set {variable} "{said.get(name, "")}";')
            lines.append(f'{at} {{ set {variable} "{apart.get(name, "")}"; }}')
        said = {**said, **_VARIABLES}
    lines += [
        f"add_header {name} {value} always;" if value.startswith("$") else f'add_header {name} "{value}" always;'
        for name, value in said.items()
    ]
    lines += ["add_header Cache-Control $assess_kept always;", f"error_page 404 {folder}404.html;"]
    return "\n".join(lines) + "\n"
