"""A static host that says what the `_headers` of a site tell it to, at an address of its own."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from fnmatch import fnmatchcase
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlsplit

Rules = dict[str, dict[str, str]]
Answers = list[tuple[str, int]]


def rules_of(site: Path) -> Rules:
    """The headers that a site's `_headers` names, by the pattern of the addresses they are for."""
    rules: Rules = {}
    for line in (site / "_headers").read_text("utf-8").splitlines():
        if line.startswith("/"):
            rules[line] = of_address = {}
        else:
            name, _, value = line.strip().partition(": ")
            of_address[name] = value
    return rules


class _Hosted(SimpleHTTPRequestHandler):
    """With no rules, a host that says nothing: what the pages themselves say is then all there is."""

    def __init__(self, *arguments: object, rules: Rules, answers: Answers, **options: object) -> None:
        self.rules = rules
        self.answers = answers
        super().__init__(*arguments, **options)

    def end_headers(self) -> None:
        path = urlsplit(self.path).path
        said = {"Cache-Control": "public, max-age=0, must-revalidate"}
        for pattern, of_address in self.rules.items():
            if fnmatchcase(path, pattern):
                said |= of_address
        for name, value in said.items():
            self.send_header(name, value)
        super().end_headers()

    def send_error(self, code: int, *_: object) -> None:
        page = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        if code == HTTPStatus.NOT_FOUND and self.command != "HEAD":
            self.wfile.write(page)

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:  # noqa: ARG002  # its signature
        self.answers.append((urlsplit(self.path).path.removeprefix("/"), int(code)))

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def hosted(site: Path, *, headers: bool = True, answers: Answers | None = None) -> Iterator[str]:
    """The address of a site, served as it would be published; on a host that reads no `_headers` if told so.

    What was asked for, and how it was answered, is added to `answers`.
    """
    rules = rules_of(site) if headers else {}
    answered = [] if answers is None else answers
    handler = partial(_Hosted, directory=str(site), rules=rules, answers=answered)
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
