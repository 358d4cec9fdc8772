"""Records to counts: a declaration in the restricted pack, an engine that counts, and the datasets that come of it."""
