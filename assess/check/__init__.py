"""Everything that is wrong with a project, at once."""
