"""Every word that the program puts on a page, in one file a language, and how a language orders and counts."""
