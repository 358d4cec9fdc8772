"""Lineage: every number of a built edition, where it came from, and whether it is what its cells give.

Nothing here shares code with the macros that wrote the numbers: it reads raw cells, and has arithmetic and wording
of its own.
"""
