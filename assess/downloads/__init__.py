"""The files that readers take away: each dataset as CSV, XLSX and ODS, and all data of an edition as one package."""

from assess.downloads.bundle import Downloads, archive_name
from assess.downloads.content import Publication

__all__ = ["Downloads", "Publication", "archive_name"]
