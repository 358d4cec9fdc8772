"""The renderer's process: MkDocs imported once, then one fork for each stage.

It starts with an empty environment, before any data is read, and is given nothing but the paths of stages.
Each line on standard input is a stage's path; each line on standard output says how rendering it ended. A fork
is confined to its stage and what is installed, where the kernel can; what it opens elsewhere fails the rendering.
"""

from __future__ import annotations

import contextlib
import gc
import json
import logging
import os
import re
import selectors
import signal
import socket
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path
from types import CodeType

from jinja2 import BytecodeCache, Environment, FileSystemLoader
from jinja2.bccache import Bucket

from assess.processes.opened_files import installation, installation_without_links, recorder
from assess.processes.sandbox import confine
from assess.render.articles import articles_of
from assess.render.spared import spare
from assess.theme import EXTENDED, FOLDER
from macros.html.templating import compile_all

# What mkdocs-macros says of a failed macro goes on to a traceback, and to the values in it.
_FAILED_MACRO = re.compile(r"Macro Rendering Error.*?_File_: `([^`]*)`.*?_(\w+)_:", re.DOTALL)


_RESULT = "rendered.json"
_ABOUT_NOTHING = """
site_name: Nothing
theme:
  name: material
  font: false
  features: [navigation.sections, navigation.indexes, navigation.footer]
  palette:
    - toggle: {icon: material/weather-night, name: Dark}
    - toggle: {icon: material/weather-sunny, name: Light}
plugins: [search]
nav: [index.md, Section: [section/page.md]]
extra: {generator: false}
"""


class Heard(logging.Handler):
    """Keeps what MkDocs warns of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a warning."""
        message = record.getMessage()
        failed = _FAILED_MACRO.search(message)
        self.lines.append(f"docs/{failed[1]}: a macro failed ({failed[2]})" if failed else message)

    def taken(self) -> list[str]:
        """What was heard since this was last asked."""
        lines, self.lines = self.lines, []
        return lines


@contextlib.contextmanager
def hearing() -> Iterator[Heard]:
    """Hear what MkDocs warns of, and let nobody else hear it."""
    heard = Heard()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(heard)
    logger.propagate = False
    try:
        yield heard
    finally:
        logger.removeHandler(heard)


def render(stage: Path) -> tuple[bool, list[str]]:
    """Render a stage into its `site` folder, here and now: whether it went well, and what was warned of."""

    def build_stage() -> None:
        from mkdocs.commands.build import build
        from mkdocs.config import load_config

        config = load_config("mkdocs.yml", strict=True)
        config.plugins.on_startup(command="build", dirty=False)
        with articles_of(stage, lambda: len(heard.lines)):
            build(config)

    os.chdir(stage)
    with hearing() as heard:
        return attempt(build_stage, heard)


def attempt(rendering: Callable[[], None], heard: Heard) -> tuple[bool, list[str]]:
    """Do some rendering: whether it went well, and what was warned of, without the values that it may hold."""
    from mkdocs.exceptions import MkDocsException

    try:
        rendering()
    except MkDocsException as error:
        return False, heard.lines or [str(error)]
    except SystemExit:
        return False, heard.lines
    except OSError as error:
        return False, [*heard.lines, error.strerror or "a file could not be written"]
    except Exception as error:  # noqa: BLE001  # whatever it is, it is reported without the values it may hold
        place = traceback.extract_tb(error.__traceback__)[-1]
        return False, [*heard.lines, f"{type(error).__name__} in {Path(place.filename).name}, line {place.lineno}"]
    return True, heard.lines


class _CompiledTemplates(BytecodeCache):
    """The theme's templates as compiled in this process: each fork starts with them, wherever its stage has them."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], CodeType] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:  # noqa: ARG002  # the same in every stage
        return name

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self.kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        if bucket.code is not None:
            self.kept[bucket.key, bucket.checksum] = bucket.code


class _NoHiddenTemplates(FileSystemLoader):
    """Lists no hidden templates: MkDocs leaves them out, and of Material's 15,000 nearly all are icons."""

    def list_templates(self) -> list[str]:
        return sorted({name for place in map(Path, self.searchpath) for name in _templates_in(place)})


def _templates_in(place: Path) -> Iterator[str]:
    for folder, folders, names in os.walk(place):
        folders[:] = [each for each in folders if not each.startswith(".")]
        yield from (Path(folder, name).relative_to(place).as_posix() for name in names)


def warm_up() -> None:
    """Import everything and compile the theme's templates, by rendering two pages about nothing."""
    import mkdocs_macros.plugin  # noqa: F401  # as above
    from mkdocs.theme import Theme

    import macros.environment  # noqa: F401  # imported for the forks

    spare()
    compiled, made = _CompiledTemplates(), Theme.get_env

    def get_env(theme: Theme) -> Environment:
        environment: Environment = made(theme)
        environment.bytecode_cache, environment.loader = compiled, _NoHiddenTemplates(theme.dirs)
        return environment

    Theme.get_env = get_env  # type: ignore[method-assign,assignment]  # MkDocs has no setting for it
    with tempfile.TemporaryDirectory() as folder:
        stage = Path(folder)
        (stage / "docs" / "section").mkdir(parents=True)
        for page in ("index.md", "section/page.md"):
            (stage / "docs" / page).write_text("# Nothing\n\n## At all\n", "utf-8")
        (stage / "mkdocs.yml").write_text(_ABOUT_NOTHING, "utf-8")
        render(stage)
        os.chdir("/")
    own = get_env(Theme(name=EXTENDED, custom_dir=str(FOLDER)))
    for name in _templates_in(FOLDER):
        if name.endswith(".html"):
            own.get_template(name)
    compile_all()
    installation_without_links()  # for the forks


def serve() -> None:
    """Answer requests until standard input ends."""
    warm_up()
    gc.freeze()
    waker, sleeper = socket.socketpair()
    for end in (waker, sleeper):
        end.setblocking(False)  # noqa: FBT003  # its only spelling
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.set_wakeup_fd(waker.fileno())
    selector = selectors.DefaultSelector()
    selector.register(sys.stdin.fileno(), selectors.EVENT_READ)
    selector.register(sleeper, selectors.EVENT_READ)
    running: dict[int, str] = {}
    waiting, listening = b"", True
    while listening or running:
        ready = {key.fd for key, _ in selector.select()}
        if sleeper.fileno() in ready:
            sleeper.recv(4096)
        if listening and sys.stdin.fileno() in ready:
            received = os.read(sys.stdin.fileno(), 65536)
            if not received:
                listening = False
                selector.unregister(sys.stdin.fileno())
            *lines, waiting = (waiting + received).split(b"\n")
            for line in lines:
                running[_fork(line.decode())] = line.decode()
        _report_ended(running)


def _fork(stage: str) -> int:
    pid = os.fork()
    if pid:
        return pid
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    silent = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(silent, standard)
    try:
        own = Path(stage)
        held = confine(installation(), [own])
        reads = recorder()
        ended, lines = render(own)
        strays = [f"It looked for {path}, outside its staging folder" for path in reads.outside([own])]
        result = {"ended": ended and not strays, "lines": [*lines, *strays], "could": held.lacking}
        Path(stage, _RESULT).write_text(json.dumps(result), "utf-8")
    except OSError as error:
        os._exit(error.errno or 1)
    finally:
        os._exit(0)


def _report_ended(running: dict[int, str]) -> None:
    while running:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if not pid:
            return
        stage = running.pop(pid)
        code = os.waitstatus_to_exitcode(status)
        try:
            result = json.loads(Path(stage, _RESULT).read_text("utf-8"))
        except (OSError, ValueError):
            reason = os.strerror(code) if code > 0 else "The renderer was killed before it was done"
            result = {"ended": False, "lines": [reason]}
        print(json.dumps({"stage": stage, **result}), flush=True)


if __name__ == "__main__":
    serve()
