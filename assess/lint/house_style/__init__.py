"""The house style: words with what to write instead, and abbreviations that nothing explains."""
