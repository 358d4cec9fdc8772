"""What a page may write: numbers, tables, charts, notices."""

from __future__ import annotations

from typing import Any


def define_env(env: Any) -> None:
    """Give the pages of mkdocs-macros the vocabulary over one View, and nothing else."""
    from macros.environment import (
        define_vocabulary,
    )  # the command line imports this package without a renderer

    define_vocabulary(env)
