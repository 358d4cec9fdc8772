"""The readers of files: one module a family of formats, each giving what a file carries, part by part."""

from release.audit.channels.kinds import is_text, kind_of, parts
from release.audit.channels.source import Source

__all__ = ["Source", "is_text", "kind_of", "parts"]
