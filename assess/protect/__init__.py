"""Small counts: which cells of a table are withheld, what readers can still work out of them, and the proof of it."""
