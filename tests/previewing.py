"""A preview as somebody would start it: what it serves, and what it tells of an edit."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any

ASSESS = Path(sys.executable).with_name("assess")
_ADDRESS = re.compile(r"http://127\.0\.0\.1:(?P<port>\d+)/(?:#edit=(?P<token>\S+))?")
_PATIENCE = 60
Posted = tuple[int, Any]


@dataclass
class Told:
    """What a preview told of an edit: the files that changed, by edition, and the sentences of what is wrong."""

    changed: dict[str, set[str]] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def hear(self, event: Mapping[str, Any]) -> None:
        if "changed" in event:
            self.changed.setdefault(event["edition"], set()).update(event["changed"])
        else:
            self.faults = [each["text"] for each in event["faults"]]

    def pages(self, edition: str) -> set[str]:
        """The pages of an edition that changed."""
        return {name for name in self.changed.get(edition, ()) if name.endswith(".html")}


@dataclass(frozen=True)
class Preview:
    """A running preview of a project."""

    process: subprocess.Popen[str]
    port: int
    token: str = ""

    def ask(self, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, dict[str, str], bytes]:
        """Ask for a path: the status, the headers and the content of the answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        connection.request("GET", path, headers=dict(headers or {}))
        answer = connection.getresponse()
        found = answer.status, dict(answer.getheaders()), answer.read()
        connection.close()
        return found

    def post(self, name: str, asked: Mapping[str, Any], headers: Mapping[str, str | None] | None = None) -> Posted:
        """Ask what the editor asks, with headers beside its own, or without those that are None."""
        own = {"Origin": f"http://127.0.0.1:{self.port}", "X-Assess-Edit": self.token, **(headers or {})}
        sent = {name: value for name, value in own.items() if value is not None}
        connection = HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        connection.request("POST", f"/_/edit/{name}", json.dumps(asked).encode(), sent)
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        is_json = answer.getheader("Content-Type") == "application/json"
        return answer.status, json.loads(content) if is_json else {"refused": content.decode()}

    def page(self, path: str) -> bytes:
        """What stands at a path."""
        status, _, content = self.ask(path)
        assert status == 200, path
        return content

    @contextmanager
    def follows(self) -> Iterator[Told]:
        """Edit something inside: when this ends, the preview has followed it to its end."""
        told = Told()
        events = self.events()
        next(events)
        yield told
        working = False
        for event in events:
            told.hear(event)
            working = working or bool(event.get("doing"))
            if working and event.get("doing") == "":
                return

    def settle(self) -> list[str]:
        """Wait until nothing is left to do; what is wrong then."""
        for event in self.events():
            if event.get("doing") == "":
                return [each["text"] for each in event["faults"]]
        raise AssertionError("the preview ended")

    def end(self) -> tuple[int, str]:
        """End it as Ctrl-C does: its exit code, and what it said last."""
        self.process.send_signal(signal.SIGINT)
        _, said = self.process.communicate(timeout=_PATIENCE)
        return self.process.returncode, said

    def events(self) -> Iterator[Mapping[str, Any]]:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        connection.request("GET", "/_/events")
        answer: HTTPResponse = connection.getresponse()
        try:
            while line := answer.readline():
                if line.startswith(b"data: "):
                    yield json.loads(line.removeprefix(b"data: "))
        finally:
            connection.close()


@contextmanager
def preview(project: Path, *arguments: str, changes: Mapping[str, str] | None = None) -> Iterator[Preview]:
    """Start a preview in a project, on a port that is free."""
    kept = {name: value for name, value in os.environ.items() if name != "ASSESS_RESTRICTED"}
    process = subprocess.Popen(
        [ASSESS, "serve", "--port", "0", *arguments],
        cwd=project,
        env=kept | dict(changes or {}),
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stderr is not None
        said = process.stderr.readline()
        found = _ADDRESS.search(said)
        assert found, said
        yield Preview(process, int(found["port"]), found["token"] or "")
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGINT)
            process.communicate(timeout=_PATIENCE)
