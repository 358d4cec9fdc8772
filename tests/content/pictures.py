"""The pictures in the README: one page as residents see it, and as partners do: `make pictures`."""

from __future__ import annotations

import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.append(str(ROOT / "tests" / "site"))

from browser import chromium, settle  # noqa: E402  # after the line above

PAGE = "5-crime-and-asb/5-2-iquanta/"
EDITIONS = ("public", "partner")


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def main() -> int:
    """Take the pictures from the sites that `make site` built."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=ROOT / "site"))
    Thread(target=server.serve_forever, daemon=True).start()
    with chromium() as browser:
        page = browser.new_page(viewport={"width": 760, "height": 1200}, reduced_motion="reduce")
        for edition in EDITIONS:
            page.goto(f"http://127.0.0.1:{server.server_port}/{edition}/{PAGE}")
            settle(page)
            page.screenshot(path=ROOT / "pictures" / f"{edition}.png")
    server.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())
