"""What changed between two built editions, or between their ledgers: numbers, pages and prose."""
