"""Words of Welsh that compare, as `says` writes them on a page in Welsh; for review, as all Welsh of the program.

Sentences in Welsh are not read for them: what nobody wrote with `says` is not checked.
"""

from __future__ import annotations

import re

_WAYS = {
    "more": "uwch|[mf]wy|(?:c|g|ch|ngh)ynn?ydd(?:u|odd)?|[cg]ododd|[cg]odi",
    "fewer": "is|ll?ai|g?ostyngiad|g?ostyngodd|g?ostwng",
    "most": "uchaf|[mf]wyaf",
    "fewest": "isaf|ll?eiaf",
    "same": "yr un|[cg]yfartal",
    "good": "g?well",
    "bad": "g?waeth",
}
_FORMS = {way: re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for way, words in _WAYS.items()}


def ways_in_welsh(words: str) -> set[str]:
    """The ways in which some words compare, in whatever mutation they stand."""
    return {way for way, form in _FORMS.items() if form.search(words)}
