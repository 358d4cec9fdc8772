"""Taking a site to the version of the program that is installed: what changed, why, and the same in its files."""
