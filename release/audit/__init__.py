"""The audit: reads a built site as a stranger would, and shares no code with what redacts."""

from release.audit.findings import Finding, Verdict, verdict
from release.audit.site import AuditRequest, audit

__all__ = ["AuditRequest", "Finding", "Verdict", "audit", "verdict"]
