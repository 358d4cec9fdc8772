"""Editing where one reads: what an edit changes of a file, byte by byte; no file is opened here."""
