"""A new partnership's site: what it is told of the partnership, and the files that follow from that."""
