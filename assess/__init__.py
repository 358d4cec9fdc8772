"""Stage, render, audit, promote: from data and pages to the sites of each edition."""

__version__ = "0.3.0"
