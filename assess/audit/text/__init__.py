"""Text as the scanner reads it: decoded, in passages, numerals and runs of words."""
