"""A sentence of a descriptor, its headline or a note, with its numbers filled in: for a page, and for a file."""

from __future__ import annotations

import inspect

from markupsafe import Markup

from macros.html.templating import escaped
from macros.language.calls import bind
from macros.language.template import MacroCall, parse_template, render_template
from macros.vocabulary.numbers import NumberMacros
from redaction.diagnostics.errors import LookupFailedError, UsedFailedError
from redaction.view import View

SENTENCE_MACROS: tuple[str, ...] = tuple(
    sorted(name for name, _ in inspect.getmembers(NumberMacros, inspect.isfunction) if not name.startswith("_"))
)


def in_html(view: View, sentence: str) -> Markup:
    """A sentence for a page, every number bound to its cells; raises UsedFailedError."""
    macros = NumberMacros(view)

    def called(call: MacroCall, _: object) -> str:
        function = getattr(NumberMacros, call.name)
        bind(function, call)
        return str(function(macros, *call.arguments, **call.named))

    template = parse_template(sentence, SENTENCE_MACROS)
    try:
        for fault in template.faults:
            raise fault.error
        return Markup(render_template(template, called, escaped))  # noqa: S704  # our own macros, and escaped text
    except UsedFailedError:
        raise
    except LookupFailedError as error:
        raise UsedFailedError(error) from None


def in_plain_text(view: View, sentence: str) -> str:
    """The same for a file: what readers of the page see; raises UsedFailedError."""
    return in_html(view, sentence).striptags()
