"""The files that readers take away: each dataset as CSV, XLSX and ODS, and all data of an edition as one package."""

from release.downloads.content import Publication
from release.downloads.edition import Downloads, archive_name

__all__ = ["Downloads", "Publication", "archive_name"]
