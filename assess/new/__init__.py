"""`assess new`: a page, or a dataset from a CSV or an Excel sheet, written where none is yet."""
