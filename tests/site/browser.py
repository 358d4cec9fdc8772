"""The Chromium that the site tests drive: found on this machine, or installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUIET = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)


def found() -> str | None:
    """The path of a Chromium, if this machine has one."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for path in map(shutil.which, NAMES) if path), None)


def install() -> None:
    """Install a Chromium: by the system's packages where that is allowed, else playwright's own."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]):
            subprocess.run(["apt-get", *command], check=False, stdout=subprocess.DEVNULL)
    if not found():
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=True)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running Chromium."""
    sandbox = () if os.geteuid() else ("--no-sandbox",)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found(), args=[*QUIET, *sandbox])
        yield browser
        browser.close()


def settle(page: Page) -> None:
    """Wait until nothing on a page moves or fades: what is measured half way is true of no moment a reader sees."""
    page.evaluate("""async () => {
      for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
      await Promise.race([
        Promise.allSettled(document.getAnimations().map(animation => animation.finished)),
        new Promise(resolve => setTimeout(resolve, 2000)),
      ]);
    }""")


def main() -> int:
    """Make sure that a Chromium starts; say what to do where none can be had."""
    if not found():
        try:
            install()
        except subprocess.CalledProcessError:
            print("No Chromium was found or could be installed. Install one, or name it: CHROMIUM=/path make test")
            return 1
    with chromium() as browser:
        print(f"The tests will use Chromium {browser.version}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
