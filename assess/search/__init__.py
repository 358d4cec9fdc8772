"""What the search of a site knows: its entries, made from the finished pages, and the words that mean the same."""
