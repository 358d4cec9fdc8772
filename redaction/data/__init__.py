"""Datasets: tables, cells, descriptors, arithmetic."""
