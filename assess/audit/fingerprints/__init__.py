"""What a restricted pack would be known by."""
