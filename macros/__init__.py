"""What a page may write: numbers, tables, charts, notices."""

from __future__ import annotations

from typing import Any


def define_env(env: Any) -> None:
    """Give the pages of mkdocs-macros the vocabulary over one View, and nothing else."""
    from macros.environment import (
        define_vocabulary,
    )  # the command line imports this package without a renderer

    define_vocabulary(env)


def on_pre_page_macros(env: Any) -> None:
    """Mark the macros of a page that stand where no markup can."""
    from macros.language.plain_places import marked  # as above

    env.markdown = marked(env.markdown)


def on_post_page_macros(env: Any) -> None:
    """Take the markup from what they wrote."""
    from macros.language.plain_places import without_markup  # as above

    env.markdown = without_markup(env.markdown)
