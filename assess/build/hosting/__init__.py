"""What a host needs of a finished site: its content policy and its headers."""
