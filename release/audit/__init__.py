"""The audit: reads files as a stranger would, and shares no code with what redacts."""

from release.audit.findings import Finding, Verdict, verdict
from release.audit.open_text import Withheld, theme_digests
from release.audit.pack import SENSITIVE, digest, released_by
from release.audit.repository import Blob, every_object, objects_since, references, staged_files, tips, tracked_files
from release.audit.scanner import Report, Scanner
from release.audit.site import AuditRequest, audit, audit_open, prepare

__all__ = [
    "SENSITIVE",
    "AuditRequest",
    "Blob",
    "Finding",
    "Report",
    "Scanner",
    "Verdict",
    "Withheld",
    "audit",
    "audit_open",
    "digest",
    "every_object",
    "objects_since",
    "prepare",
    "references",
    "released_by",
    "staged_files",
    "theme_digests",
    "tips",
    "tracked_files",
    "verdict",
]
