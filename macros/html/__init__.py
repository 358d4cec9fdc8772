"""How a number, a table or a figure becomes HTML."""
