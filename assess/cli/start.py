"""Where the `assess` command begins: until it is ready to put things away, Ctrl-C simply ends it."""

from __future__ import annotations

import signal

signal.signal(signal.SIGINT, signal.SIG_DFL)


def main() -> int:
    """Run the command; what it needs is imported only now."""
    from assess.cli.main import main as run

    return run()
