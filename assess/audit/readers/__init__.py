"""The readers of files: one module a family of formats, each giving what a file carries, part by part."""

from assess.audit.readers.kinds import is_text, kind_of, parts, tables
from assess.audit.readers.source import Source

__all__ = ["Source", "is_text", "kind_of", "parts", "tables"]
