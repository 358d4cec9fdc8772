"""Editions of earlier years: kept as they went out, served with a banner, and compared with the one that is built."""
