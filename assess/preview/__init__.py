"""A preview that follows every edit: all editions at one address of this machine, each by a renderer kept warm."""
