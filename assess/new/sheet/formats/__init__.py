"""Excel's number formats: what a cell with a value and a format shows, or that it cannot be said for certain.

Follows ECMA-376 part 1, 18.8.31, and what Excel does where that is silent. A format that is not wholly understood is
refused: a value may hide behind it.
"""
