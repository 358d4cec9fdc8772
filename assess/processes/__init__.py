"""How processes are started, watched, confined and stopped."""
