"""May this folder go to that host? What a folder holds, read afresh and compared with its manifest.

It shares no code with what builds or audits, so that one fault cannot blind both sides.
"""

from assess.verify.verdict import Answer, Question, unlike_its_manifest, verify

__all__ = ["Answer", "Question", "unlike_its_manifest", "verify"]
