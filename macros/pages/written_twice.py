"""Signs and words that somebody typed beside a macro that writes them itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from macros.language.template import Fault, MacroCall, Part, RestrictedBlock
from macros.vocabulary.vocabulary import Vocabulary
from redaction.diagnostics.errors import LookupFailedError

_TAG = re.compile(r"<[^>]*>")
_PER_CENT = re.compile(r"[ \xa0]?(?P<typed>%|per ?cent\b)")
_WORD_AFTER = re.compile(r"[ \xa0](?P<typed>more|fewer|higher|lower|points?|percentage points?)\b")
_SIGN_BEFORE = re.compile(r"(?P<typed>[£+])$")
_WAY_BEFORE = re.compile(
    r"(?<!\w)(?P<typed>up|down|(?:an? )?(?:rise|fall|drop|increase|decrease|reduction) of"
    r"|(?:rose|risen|rising|fell|fallen|falling|dropped|increased|decreased|went (?:up|down))(?: by)?)[ \xa0\n]$",
    re.IGNORECASE,
)
_WAYS = re.compile(r"up |down |unchanged\b|no change\b")


def written_twice(parts: Sequence[Part], vocabulary: Vocabulary) -> Iterator[Fault]:
    """Every sign and word beside a call that readers would see twice; a call that cannot be made is told elsewhere."""
    for part in parts:
        if isinstance(part, RestrictedBlock):
            yield from written_twice(part.inside, vocabulary)
    for before, part, after in zip(["", *parts], parts, [*parts[1:], ""], strict=False):
        if isinstance(part, MacroCall):
            yield from _beside(part, before, after, vocabulary)


def _beside(call: MacroCall, before: Part, after: Part, vocabulary: Vocabulary) -> Iterator[Fault]:
    """What is typed before and behind one call that it writes itself."""
    behind = [_PER_CENT.match(after), _WORD_AFTER.match(after)] if isinstance(after, str) else []
    ahead = [_SIGN_BEFORE.search(before), _WAY_BEFORE.search(before)] if isinstance(before, str) else []
    if not any([*behind, *ahead]):
        return
    try:
        written = _TAG.sub("", str(vocabulary.call(call)))
    except LookupFailedError:
        return
    typed = [found["typed"] for found in behind if found and _ends(written, found["typed"])]
    typed += [found["typed"] for found in ahead if found and _begins(written, found["typed"])]
    for each in typed[:1]:
        found = f'"{each}" beside {call.name}(...), which writes it itself'
        yield Fault(call.line, LookupFailedError("written-twice", found, "the macro alone", f'Take "{each}" out'))
    if not typed and behind and behind[0] and _counts(call, vocabulary):
        found = f'"{behind[0]["typed"]}" behind {call.name}(...), which writes no percentage'
        yield Fault(call.line, LookupFailedError("written-twice", found, "share(..., of=...), or the number alone"))


def _counts(call: MacroCall, vocabulary: Vocabulary) -> bool:
    """Whether a call gives the count of something, as its column says."""
    name, _, column = [*map(str, call.arguments), "", "", ""][:3]
    dataset = vocabulary.view.datasets.get(name)
    stored = dataset.column(dataset.descriptor.column_named(column)) if dataset and call.name == "n" else None
    return stored is not None and stored.kind == "count"


def _ends(written: str, typed: str) -> bool:
    return written.endswith("%") if typed[0] in "%p" and "point" not in typed else written.endswith(typed)


def _begins(written: str, typed: str) -> bool:
    return written.startswith(typed) if typed in "£+" else _WAYS.match(written) is not None
