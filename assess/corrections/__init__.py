"""Corrections: on the pages that were wrong, on a page and in a feed of their own, and against what was released."""
