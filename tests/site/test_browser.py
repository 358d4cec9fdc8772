"""The Chromium of the tests: one that cannot start is explained in a sentence, and one without fonts opens pages."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from browser import fresh
from hosted import hosted
from playwright.sync_api import Browser

NO_FONTS = '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig></fontconfig>'
OPENED = """
import sys
from browser import chromium
with chromium() as browser:
    for _ in range(8):
        context = browser.new_context(java_script_enabled=False)
        context.new_page().goto(sys.argv[1])
        context.close()
"""
LACKING = "echo '{}: error while loading shared libraries: libnss3.so: cannot open' >&2; exit 127"


@pytest.mark.parametrize(
    ("program", "said"),
    [
        (LACKING, "does not start: it lacks the shared library libnss3.so; have an administrator run "),
        ("exit 1", "does not start: it ended before it was asked for a page; have an administrator run "),
        ("", ", where no program is; name one that is there"),
    ],
)
def test_a_browser_that_does_not_start_is_explained_in_one_sentence(tmp_path: Path, program: str, said: str) -> None:
    path = tmp_path / "a chromium"
    if program:
        path.write_text(f"#!/bin/sh\n{program}\n", "utf-8")
        path.chmod(0o755)
    script = Path(__file__).parent / "browser.py"
    run = subprocess.run(
        [sys.executable, script],
        env={**os.environ, "CHROMIUM": str(path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stderr) == (1, "")
    assert run.stdout.count("\n") == 1
    assert f"{path}" in run.stdout
    assert said in run.stdout


def test_a_page_opens_where_the_machine_has_no_font_at_all(sites: Path, tmp_path: Path) -> None:
    configuration = tmp_path / "fonts.conf"
    configuration.write_text(NO_FONTS, "utf-8")
    with hosted(sites / "public") as top:
        run = subprocess.run(
            [sys.executable, "-c", OPENED, top],
            cwd=Path(__file__).parent,
            env={**os.environ, "FONTCONFIG_FILE": str(configuration)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert run.returncode == 0, run.stderr


def test_a_page_in_a_context_that_others_used_finds_nothing_of_theirs(browser: Browser, address: str) -> None:
    first, keeps = fresh(browser), "document.cookie = 'seen=1'; localStorage.seen = sessionStorage.seen = '1'"
    kept = "[document.cookie, localStorage.seen, sessionStorage.seen].filter(Boolean).length"
    first.goto(f"{address}/public/")
    first.evaluate(keeps)
    assert first.evaluate(kept) == 3
    first.close()
    second = fresh(browser)
    assert second.context is first.context
    second.goto(f"{address}/public/")
    assert second.evaluate(kept) == 0
    second.close()
    other = fresh(browser, color_scheme="dark")
    assert other.context is not second.context
    other.close()
