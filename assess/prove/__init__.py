"""Proof of non-interference: what an edition may not know cannot change one byte of it."""
