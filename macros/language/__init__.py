"""The closed language that a page is written in."""
