"""The preview's address: on this machine alone, and for the preview's own pages alone."""

from __future__ import annotations

import json
import mimetypes
import queue
import secrets
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from fnmatch import fnmatchcase
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from assess.build.hosting.finish import LASTING
from assess.preview.editing import HEADER, Editing
from assess.preview.state import Shown
from assess.processes.signals import undisturbed
from redaction.diagnostics.errors import AssessError
from redaction.policy import Edition

HOST = "127.0.0.1"
_NAMES = (HOST, "localhost")
_OWN = ("same-origin", "none")  # what a browser says of a request by our own pages, and of an address that was typed in
_FRAME = Path(__file__).with_name("frame")
_CODEMIRROR = Path(__file__).with_name("codemirror") / "codemirror.min.js"
_FRAME_FILES = {"/": _FRAME / "frame.html"} | {
    f"/_/{name}": _FRAME / name for name in ("frame.css", "frame.js", "lost.js")
}
_SCRIPTS = ("asking", "calls", "dialog", "edit", "elements", "grid", "pairing", "prose")
_EDITOR_FILES = {f"/_/{name}": _FRAME / name for name in ("edit.css", *(f"{each}.js" for each in _SCRIPTS))}
_EDITOR_FILES |= {"/_/codemirror.js": _CODEMIRROR}
_EDITOR = (  # before the frame's own script, which takes the token out of the address
    '<link rel="stylesheet" href="/_/edit.css" nonce="{}">\n<script src="/_/edit.js" type="module"></script>\n'
)
_BEFORE = b'<script src="/_/lost.js"'
_ASKED = "/_/edit/"
_LONGEST = 4_000_000  # bytes of a question of the editor
_PING = 15.0
_ONCE = ("Host", "Origin", "Sec-Fetch-Site", "Sec-Fetch-Mode", "Sec-Fetch-Dest", HEADER)  # a browser sends no two
_NEVER_CHANGES = "private, max-age=31536000, immutable"
_OF_EVERY_ANSWER = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
_FRAME_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; img-src data:; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_PAGE_POLICY = "frame-ancestors 'self'"  # the rest stands in each page


@dataclass(frozen=True)
class Answer:
    """What is answered to a request."""

    status: HTTPStatus
    kind: str
    content: bytes
    policy: str = _PAGE_POLICY
    location: str = ""
    kept: str = "no-store"


def answer(shown: Shown, editions: tuple[Edition, ...], path: str, *, edits: bool = False) -> Answer:
    """The answer to a request for a path: the frame, or a file of an edition; `edits` where the frame has an editor."""
    of_frame = _of_frame(path, edits=edits)
    if of_frame is not None:
        return of_frame
    if path == "/_/editions.json":
        editions_shown = [{"id": each.id, "name": each.name, "marking": each.marking} for each in editions]
        return Answer(HTTPStatus.OK, "application/json", json.dumps(editions_shown).encode())
    edition, _, name = path.removeprefix("/").partition("/")
    if edition not in shown.files:
        return Answer(HTTPStatus.NOT_FOUND, "text/plain; charset=utf-8", b"There is no such edition in this preview.\n")
    content = shown.file(edition, f"{name}index.html" if path.endswith("/") else name)
    if content is not None:
        kept = _NEVER_CHANGES if any(fnmatchcase(name, each) for each in LASTING) else "no-store"
        return Answer(HTTPStatus.OK, _kind("index.html" if path.endswith("/") else name), content, kept=kept)
    if not path.endswith("/") and f"{name}/index.html".removeprefix("/") in shown.files[edition]:
        return Answer(HTTPStatus.FOUND, "text/plain", b"", location=f"{path}/")
    missing = shown.files[edition].get("404.html", b"<!doctype html><title>Nothing yet</title>")
    return Answer(HTTPStatus.NOT_FOUND, _kind("404.html"), missing)


def _of_frame(path: str, *, edits: bool) -> Answer | None:
    """A file of the frame or of its editor, whose own style sheets have a number that is used once."""
    file = (_FRAME_FILES | (_EDITOR_FILES if edits else {})).get(path)
    if file is None:
        return None
    if not edits or path != "/":
        return Answer(HTTPStatus.OK, _kind(file.name), file.read_bytes(), _FRAME_POLICY)
    nonce = secrets.token_urlsafe(16)
    policy = _FRAME_POLICY.replace("style-src 'self'", f"style-src 'self' 'nonce-{nonce}'")
    frame = file.read_bytes().replace(_BEFORE, _EDITOR.format(nonce).encode() + _BEFORE)
    return Answer(HTTPStatus.OK, _kind(file.name), frame, policy)


def refusal(headers: Mapping[str, str], port: int) -> str:
    """Why a request is not answered, by its headers; nothing where it comes from the preview's own pages.

    A name of another site that was made to lead to this machine (DNS rebinding) is no name of ours. What another page
    in the same browser asks for, on this machine or elsewhere, is refused by what the browser says of it.
    """
    ours = {f"{name}:{port}" for name in _NAMES}
    if headers.get("Host", "").lower() not in ours:
        return f"The preview answers to {HOST}:{port} and to no other name."
    if headers.get("Sec-Fetch-Site", "none") not in _OWN:
        return "The preview answers only to its own pages."
    origin = headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc.lower() not in ours:
        return "The preview answers only to its own pages."
    return ""


def edit_refusal(headers: Mapping[str, str], port: int, editing: Editing | None) -> str:
    """Why nothing is edited by a request, by its headers; nothing where it comes from the preview's own editor.

    The token is in a header, which no form can send and no page of another origin may; it is in no cookie, which a
    browser would send to every server of this machine, whatever its port.
    """
    refused = refusal(headers, port)
    if refused:
        return refused
    if editing is None:
        return "This preview edits nothing. Start it with `assess serve --edit`."
    if headers.get("Sec-Fetch-Site", "same-origin") != "same-origin" or "Origin" not in headers:
        return "The preview answers only to its own pages."
    if not editing.lets(headers.get(HEADER, "")):
        return "To edit, open the address that `assess serve --edit` printed."
    return ""


@contextmanager
def served(shown: Shown, editions: tuple[Edition, ...], port: int, editing: Editing | None = None) -> Iterator[str]:
    """Serve the preview on this machine until this ends; its address. With port 0 the system chooses one."""

    class Handler(_Handler):
        pass

    Handler.shown, Handler.editions, Handler.editing = shown, editions, editing
    try:
        server = ThreadingHTTPServer((HOST, port), Handler)
    except OSError as error:
        reason = error.strerror or "no reason was given"
        raise AssessError(f"Port {port} of this computer cannot be used: {reason}. Name another with --port") from None
    server.daemon_threads = True
    Handler.port = server.server_port
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    with undisturbed():  # signals are for the main thread, which may hold them back
        thread.start()
    try:
        yield f"http://{HOST}:{server.server_port}/{f'#edit={editing.token}' if editing else ''}"
    finally:
        shown.end()
        server.shutdown()
        thread.join()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "preview", ""
    disable_nagle_algorithm = True
    shown: Shown
    editions: tuple[Edition, ...]
    editing: Editing | None
    port: int

    def do_GET(self) -> None:
        refused = self._twice() or refusal(dict(self.headers.items()), self.port)
        path = unquote(urlsplit(self.path).path)
        if refused:
            self._send(Answer(HTTPStatus.FORBIDDEN, "text/plain; charset=utf-8", f"{refused}\n".encode()))
        elif path == "/_/events":
            self._stream()
        else:
            self._send(answer(self.shown, self.editions, path, edits=self.editing is not None))

    def do_POST(self) -> None:
        self.close_connection = True
        length = self.headers.get("Content-Length", "")
        is_read = length.isascii() and length.isdigit() and int(length) <= _LONGEST
        body = self.rfile.read(int(length)) if is_read else b""  # also where it is refused: who sends it is to hear why
        refused = self._twice() or edit_refusal(dict(self.headers.items()), self.port, self.editing)
        path = urlsplit(self.path).path
        if refused or self.editing is None:
            self._send(Answer(HTTPStatus.FORBIDDEN, "text/plain; charset=utf-8", f"{refused}\n".encode()))
        elif not path.startswith(_ASKED) or not is_read:
            self._send(Answer(HTTPStatus.BAD_REQUEST, "text/plain; charset=utf-8", b"No such question.\n"))
        else:
            answered = self.editing.answer(path.removeprefix(_ASKED), body)
            self._send(Answer(HTTPStatus.OK, "application/json", json.dumps(answered).encode()))

    def _twice(self) -> str:
        """Why a request is refused that says a thing twice; nothing where it does not."""
        twice = [name for name in _ONCE if len(self.headers.get_all(name, [])) > 1]
        return f"A request has one {twice[0]} header." if twice else ""

    def _send(self, answered: Answer) -> None:
        self._head(answered)
        if answered.location:
            self.send_header("Location", answered.location)
        self.send_header("Content-Length", str(len(answered.content)))
        self.end_headers()
        self.wfile.write(answered.content)

    def _stream(self) -> None:
        """Tell a window of everything from now on, as server-sent events."""
        self._head(Answer(HTTPStatus.OK, "text/event-stream", b""))
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        with self.shown.window() as events:
            try:
                while True:
                    try:
                        event = events.get(timeout=_PING)
                    except queue.Empty:
                        self.wfile.write(b": still here\n\n")
                        continue
                    if event is None:
                        return
                    self.wfile.write(f"data: {json.dumps(event)}\n\n".encode())
            except (BrokenPipeError, ConnectionResetError):
                return

    def _head(self, answered: Answer) -> None:
        own = {
            "Content-Type": answered.kind,
            "Content-Security-Policy": answered.policy,
            "Cache-Control": answered.kept,
        }
        self.send_response(answered.status)
        for name, value in {**own, **_OF_EVERY_ANSWER}.items():
            self.send_header(name, value)

    def handle(self) -> None:
        """Answer a window until it is gone, which is no fault."""
        with suppress(BrokenPipeError, ConnectionResetError):
            super().handle()

    def finish(self) -> None:
        """End a connection, also one that a window has ended."""
        with suppress(BrokenPipeError, ConnectionResetError):
            super().finish()

    def log_message(self, *_: object) -> None:
        """Say nothing: what is asked for is nobody's business."""


def _kind(name: str) -> str:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind.endswith("javascript") else kind
