"""The audit: reads files as a stranger would, and shares no code with what redacts."""

from assess.audit.findings import PEOPLE, Finding, Verdict, verdict
from assess.audit.fingerprints.declared import SENSITIVE, pack_faults, released_by
from assess.audit.fingerprints.pack import digest
from assess.audit.open_text import Withheld, theme_digests
from assess.audit.people import declared_safe
from assess.audit.repository import Blob, every_object, objects_since, references, staged_files, tips, tracked_files
from assess.audit.scanner import Report, Scanner
from assess.audit.site import AuditRequest, audit, audit_files, audit_open, prepare

__all__ = [
    "PEOPLE",
    "SENSITIVE",
    "AuditRequest",
    "Blob",
    "Finding",
    "Report",
    "Scanner",
    "Verdict",
    "Withheld",
    "audit",
    "audit_files",
    "audit_open",
    "declared_safe",
    "digest",
    "every_object",
    "objects_since",
    "pack_faults",
    "prepare",
    "references",
    "released_by",
    "staged_files",
    "theme_digests",
    "tips",
    "tracked_files",
    "verdict",
]
