"""Sentences compared with the numbers that they stand beside."""
