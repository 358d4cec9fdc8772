"""The files that readers take away: each dataset as CSV, XLSX and ODS, each chart as SVG and PNG, and all in one."""

from assess.downloads.bundle import Downloads, archive_name
from assess.downloads.content import Publication
from assess.downloads.pictures import Pictures

__all__ = ["Downloads", "Pictures", "Publication", "archive_name"]
