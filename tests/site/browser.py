"""The Chromium that the site tests drive: found on this machine, or installed."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from weakref import WeakKeyDictionary

from last_resort import with_last_resort
from playwright.sync_api import Browser, BrowserContext, Error, Page, sync_playwright

SHELLS = ("chromium-headless-shell", "chrome-headless-shell")  # without windows, for half of the processor time
NAMES = (*SHELLS, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NAME_IT = "name another: CHROMIUM=/path make test"
PLAYWRIGHTS = "place where playwright keeps its own"
QUIET = (
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
_CONTEXTS: WeakKeyDictionary[Browser, dict[str, BrowserContext]] = WeakKeyDictionary()


def found() -> str | None:
    """The path of a Chromium, if this machine has one."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for path in map(shutil.which, NAMES) if path), None)


def install() -> None:
    """Install a Chromium: by the system's packages where that is allowed, else playwright's own."""
    if os.geteuid() == 0 and shutil.which("apt-get"):
        _apt_get("update")
        for package in ("chromium-headless-shell", "chromium"):
            if not found():
                _apt_get("install", "-y", "--no-install-recommends", package)
    if not found():
        if os.geteuid() == 0:  # the shared libraries that it needs too, where this system has a way
            subprocess.run([sys.executable, "-m", "playwright", "install-deps", "chromium"], check=False)
        subprocess.run([sys.executable, "-m", "playwright", "install", "--only-shell", "chromium"], check=True)


def _apt_get(*arguments: str) -> None:
    subprocess.run(["apt-get", "-qq", *arguments], check=False, stdout=subprocess.DEVNULL)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running Chromium."""
    sandbox = () if os.geteuid() else ("--no-sandbox",)
    with TemporaryDirectory(prefix="assess-fonts-") as folder, sync_playwright() as playwright:
        fonts = with_last_resort(Path(folder))
        browser = playwright.chromium.launch(executable_path=found(), args=[*QUIET, *sandbox], env=fonts)
        yield browser
        browser.close()


def fresh(browser: Browser, **options: Any) -> Page:
    """A page as in a browser that was just opened; whoever asked for it closes it.

    Pages with the same options share a context, which takes a second of the processor to make. What was kept in it is
    gone before the next page.
    """
    kept = _CONTEXTS.setdefault(browser, {})
    named = repr(sorted(options.items()))
    if named not in kept:
        kept[named] = browser.new_context(**options)
    page = kept[named].new_page()
    kept[named].clear_cookies()
    asked = kept[named].new_cdp_session(page)
    asked.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
    asked.detach()
    return page


def settle(page: Page) -> None:
    """Wait until nothing on a page moves or fades: what is measured half way is true of no moment a reader sees."""
    page.evaluate("""async () => {
      for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
      await Promise.race([
        Promise.allSettled(document.getAnimations().map(animation => animation.finished)),
        new Promise(resolve => setTimeout(resolve, 2000)),
      ]);
    }""")


def why_it_does_not_start(error: str) -> str:
    """What a Chromium lacks, by what was said when it was started, and what to do about it, in one sentence."""
    path = found() or PLAYWRIGHTS
    if os.environ.get("CHROMIUM") and not shutil.which(path):
        return f"CHROMIUM names {path}, where no program is; name one that is there, or none to have one found"
    lacking = re.search(r"error while loading shared libraries: ([\w.+-]+)", error)
    reason = f"it lacks the shared library {lacking[1]}" if lacking else "it ended before it was asked for a page"
    needed = "have an administrator run .venv/bin/python -m playwright install-deps chromium"
    return f"The Chromium at {path} does not start: {reason}; {needed}, or {NAME_IT}"


def main() -> int:
    """Make sure that a Chromium starts; say what to do where none can be had."""
    if not found():
        try:
            install()
        except subprocess.CalledProcessError:
            print(f"No Chromium was found or could be installed; install one, or {NAME_IT}")
            return 1
    try:
        with chromium() as browser:
            print(f"The tests will use Chromium {browser.version}")
    except Error as error:
        print(why_it_does_not_start(str(error)))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
