"""A spreadsheet read as the table that it shows."""
