"""What is wrong with the words and links of a page, beyond what stops it from being built."""
