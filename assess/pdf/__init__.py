"""The copy for a board: an edition, and each of its sections, as a tagged PDF.

The articles of a rendered edition are bound into volumes, laid out in a process apart, and audited with the site.
"""
