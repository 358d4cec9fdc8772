"""What the signed-off document printed, and what its own numbers give."""
