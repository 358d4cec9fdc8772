"""A page, parsed and checked."""
