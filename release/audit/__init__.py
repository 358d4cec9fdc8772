"""The audit: reads files as a stranger would, and shares no code with what redacts."""

from release.audit.findings import Finding, Verdict, verdict
from release.audit.open_text import Withheld, theme_digests
from release.audit.pack import SENSITIVE
from release.audit.repository import Blob, every_object, staged_files
from release.audit.scanner import Memory, Report, Scanner
from release.audit.site import AuditRequest, audit, prepare

__all__ = [
    "SENSITIVE",
    "AuditRequest",
    "Blob",
    "Finding",
    "Memory",
    "Report",
    "Scanner",
    "Verdict",
    "Withheld",
    "audit",
    "every_object",
    "prepare",
    "staged_files",
    "theme_digests",
    "verdict",
]
