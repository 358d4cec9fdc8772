"""The two kinds of hosts as `deploy/` sets them up, on ports of this machine, with their editions delivered to them."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from email.message import Message
from functools import partial
from http import HTTPStatus
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from building import ASSESS, ROOT
from nginx import free_port, running

DEPLOY = ROOT / "deploy"
DAY = ("--on", "2026-11-22")
GUEST, STRANGER = {"Cookie": "session=guest"}, {"Cookie": "session=stranger"}


@dataclass(frozen=True)
class Answer:
    """What a host answered."""

    status: int
    headers: Message
    body: bytes

    def said(self, name: str) -> list[str]:
        """Every header of a name."""
        return self.headers.get_all(name, [])


@dataclass(frozen=True)
class Reader:
    """A reader at a port, who follows no redirect, and whose addresses are sent as they are written."""

    port: int

    def ask(self, address: str, headers: Mapping[str, str] | None = None, method: str = "GET") -> Answer:
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=20)) as connection:
            connection.request(method, address, headers=dict(headers or {}))
            response = connection.getresponse()
            return Answer(response.status, response.headers, response.read())


@dataclass
class SignIn:
    """A service that signs people in, and what it was asked; `broken` or `mute` while it is out of order."""

    port: int = field(default_factory=free_port)
    state: str = "well"
    asked: list[str] = field(default_factory=list)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """The service, until this ends; at other times nothing listens at its port."""
        server = ThreadingHTTPServer(("127.0.0.1", self.port), partial(_SignInHandler, self))
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()
            server.server_close()


class _SignInHandler(BaseHTTPRequestHandler):
    def __init__(self, service: SignIn, *arguments: object) -> None:
        self.service = service
        super().__init__(*arguments)

    def do_GET(self) -> None:
        self.service.asked.append(self.path)
        if self.service.state == "mute":
            self.close_connection = True
            return
        self.send_response(self._status())
        self.end_headers()
        self.wfile.write(b"sign in here")

    def _status(self) -> HTTPStatus:
        if self.service.state == "broken":
            return HTTPStatus.INTERNAL_SERVER_ERROR
        if self.path != "/oauth2/auth":
            return HTTPStatus.OK
        known = {GUEST["Cookie"]: HTTPStatus.ACCEPTED, STRANGER["Cookie"]: HTTPStatus.FORBIDDEN}
        return known.get(self.headers.get("Cookie", ""), HTTPStatus.UNAUTHORIZED)

    def log_message(self, *_: object) -> None:
        pass


@dataclass(frozen=True)
class Host:
    """A host: its address by https and by http, and the folder that it shows."""

    port: int
    plain: int
    target: Path

    def reader(self) -> Reader:
        return Reader(self.port)


@dataclass(frozen=True)
class Hosts:
    """The hosts that are running, the sites that were built for them, and the service to sign people in."""

    public: Host
    partner: Host
    sites: Path
    sign_in: SignIn


@contextmanager
def serving(nginx: Path, sites: Path, folder: Path) -> Iterator[Hosts]:
    """Both hosts, served from a folder until this ends; whether people can be signed in is another's matter."""
    sign_in = SignIn()
    public = Host(free_port(), free_port(), folder / "www" / "assessment")
    partner = Host(free_port(), free_port(), folder / "www" / "partners")
    hosts = Hosts(public, partner, sites, sign_in)
    for host, edition in ((public, "public"), (partner, "partner")):
        host.target.parent.mkdir(exist_ok=True)
        host.target.with_name(f"{host.target.name}.edition").write_text(edition, "utf-8")
        done = deliver(edition, host, sites)
        assert done.returncode == 0, done.stderr
    shutil.copytree(DEPLOY / "nginx", folder / "assessment")
    (folder / "sites").mkdir()
    for host, name in ((public, "public.conf"), (partner, "restricted.conf")):
        (folder / "sites" / name).write_text(made_ours((DEPLOY / "nginx" / name).read_text("utf-8"), host, sign_in))
    with running(nginx, folder, public.port):
        yield hosts


def made_ours(settings: str, host: Host, sign_in: SignIn) -> str:
    """The settings of a host, made its own: its addresses and its folder; there is no certificate here."""
    lines = [line for line in settings.splitlines() if "ssl_" not in line and "[::]" not in line]
    ours = "\n".join([*lines, ""])
    changes = {
        "listen 80;": f"listen 127.0.0.1:{host.plain};",
        "listen 443 ssl;": f"listen 127.0.0.1:{host.port};",
        "/srv/www/": f"{host.target.parent}/",
    }
    if "auth_request" in settings:
        changes["127.0.0.1:4180"] = f"127.0.0.1:{sign_in.port}"
    for old, new in changes.items():
        assert old in ours
        ours = ours.replace(old, new)
    return ours


def deliver(edition: str, host: Host, sites: Path) -> subprocess.CompletedProcess[str]:
    """Run the script that puts an edition in its place on a host."""
    return subprocess.run(
        [DEPLOY / "deliver.sh", edition, str(host.target), *DAY],
        env={**os.environ, "ASSESS": str(ASSESS), "SITES": str(sites)},
        capture_output=True,
        text=True,
        check=False,
    )


def files_of(site: Path) -> dict[str, bytes]:
    """The files of a site by their addresses, but for those that tell static hosts their headers and redirects."""
    found = {f"/{path.relative_to(site).as_posix()}": path.read_bytes() for path in site.rglob("*") if path.is_file()}
    assert found.pop("/_headers", None)
    assert found.pop("/_redirects", None)
    return found
