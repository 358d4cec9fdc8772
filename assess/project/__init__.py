"""A project on disk: where its files are, its settings, its repository."""
