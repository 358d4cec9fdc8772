"""Who publishes a site and how readers reach them: what every release has to say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

PLACEHOLDER = "FILL IN"  # what a new site begins a setting with that nobody has filled in yet


@dataclass(frozen=True)
class Contact:
    """The owner, how readers reach them, and where they report an accessibility problem; empty where unsaid."""

    owner: str
    reach: str
    accessibility: str


def contact_of(content: Any) -> Contact:
    """What mkdocs.yml says of the owner; what still waits to be filled in is not said."""
    told = content["extra"].get("contact", {})
    given = (content.get("site_author", ""), told.get("reach", ""), told.get("accessibility", ""))
    return Contact(*("" if each.upper().startswith(PLACEHOLDER) else each for each in given))
