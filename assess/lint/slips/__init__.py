"""Markdown that has no effect, or that this site does not have: what an author typed is never lost in silence."""
