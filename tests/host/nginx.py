"""The nginx that the tests of hosts start: found on this machine, or unpacked beside the project's own tools.

`python tests/host/nginx.py` sees to it before the tests, as `make test` does.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_connection, socket

UNPACKED = Path(sys.prefix) / "nginx"
PLACES = ("/usr/sbin", "/usr/local/sbin", "/opt/homebrew/bin", str(UNPACKED / "usr" / "sbin"))
MISSING = "No nginx was found or could be unpacked. Install one, or name it: NGINX=/path make test"
MAIN = """
daemon off;
master_process off;
pid nginx.pid;
error_log error.log;
events {}
http {
    access_log off;
    client_body_temp_path temporary/body;
    fastcgi_temp_path temporary/fastcgi;
    proxy_temp_path temporary/proxy;
    scgi_temp_path temporary/scgi;
    uwsgi_temp_path temporary/uwsgi;
    include sites/*.conf;
}
"""


def found() -> Path | None:
    """The nginx of this machine, if it has one that runs."""
    places = os.pathsep.join([os.environ.get("PATH", ""), *PLACES])
    path = shutil.which(os.environ.get("NGINX", "nginx"), path=places)
    if path is None or subprocess.run([path, "-v"], capture_output=True, check=False).returncode:
        return None
    return Path(path)


def unpack() -> None:
    """Unpack the system's own package of nginx; to install it would start a web server on this machine."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        return
    if os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=False, capture_output=True)
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(["apt-get", "download", "-qq", "nginx"], cwd=folder, check=False, capture_output=True)
        for package in Path(folder).glob("nginx_*.deb"):
            subprocess.run(["dpkg-deb", "-x", package, UNPACKED], check=False, capture_output=True)


def free_port() -> int:
    """A port of this machine that nothing listens on."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(nginx: Path, folder: Path, port: int) -> Iterator[None]:
    """An nginx with the settings under a folder, which has a place for them in `sites/`, until this ends."""
    (folder / "temporary").mkdir(exist_ok=True)
    (folder / "nginx.conf").write_text(MAIN, "utf-8")
    command = [nginx, "-p", folder, "-c", "nginx.conf", "-e", "error.log"]
    tried = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert tried.returncode == 0, tried.stderr
    assert "[warn]" not in tried.stderr
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        yield
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    limit = time.monotonic() + 10
    while time.monotonic() < limit and process.poll() is None:
        try:
            create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.01)
        else:
            return
    raise AssertionError("nginx did not start")


def main() -> int:
    """Make sure that there is an nginx, and say so where there is none; in CI its tests fail then."""
    if not found():
        unpack()
    at = found()
    print(f"The tests will use {at}" if at else MISSING)
    return 0


if __name__ == "__main__":
    sys.exit(main())
