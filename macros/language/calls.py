"""A call on a page, bound to the function it names; what does not fit is reported with the usage."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from macros.language.template import MacroCall
from redaction.diagnostics.errors import LookupFailedError
from redaction.diagnostics.suggestions import nearest

_CALLER = "caller"


def bind(function: Callable[..., str], macro: MacroCall) -> Mapping[str, Any]:
    """The arguments of a call by the names of the function's parameters; raises LookupFailedError."""
    try:
        arguments = signature(function).bind(*macro.arguments, **macro.named).arguments
    except TypeError:
        raise LookupFailedError(
            "macro-arguments", f"{macro.name}(...) with other arguments", usage(function), _meant(function, macro)
        ) from None
    parameters = signature(function).parameters
    for name, value in arguments.items():
        if not _fits(parameters[name], value):
            raise LookupFailedError(
                "macro-arguments", f"{macro.name}(...) with {name.rstrip('_')}={value!r}", usage(function)
            )
    if not macro.arguments and any(each.kind is each.VAR_POSITIONAL for each in parameters.values()):
        raise LookupFailedError("macro-arguments", f"{macro.name}(...) with other arguments", usage(function))
    return arguments


def _meant(function: Callable[..., str], macro: MacroCall) -> str:
    """What is said of the first option that the macro does not have, where one is close to it."""
    known = list(signature(function).parameters)
    close = [(name, nearest(name, known)) for name in macro.named if name not in known]
    return next((f'"{name}" may be meant as "{option}"' for name, option in close if option), "")


@cache
def signature(function: Callable[..., str]) -> inspect.Signature:
    """What a page may give a macro: its parameters, less the macros' own object and the inside of a block."""
    whole = inspect.signature(function)
    kept = [each for name, each in whole.parameters.items() if name not in ("self", _CALLER)]
    return whole.replace(parameters=kept)


def usage(function: Callable[..., str]) -> str:
    """How a macro is called, for a message: n('DATASET', 'ROW', 'COLUMN')."""
    parameters = signature(function).parameters.values()
    return f"{function.__name__}({', '.join(map(_shown, parameters))})"


def _shown(parameter: inspect.Parameter) -> str:
    if parameter.default is inspect.Parameter.empty and parameter.name != "of":
        return f"'{parameter.name.rstrip('_').upper()}'"
    return f"{parameter.name}=..."


def _fits(parameter: inspect.Parameter, value: Any) -> bool:
    if parameter.kind is parameter.VAR_POSITIONAL:
        return all(isinstance(each, str) for each in value)
    kinds = {
        "str": isinstance(value, str),
        "int": isinstance(value, int) and not isinstance(value, bool) and value > 0,
        "Sequence[str]": isinstance(value, list) and all(isinstance(each, str) for each in value),
    }
    return any(kinds[each] for each in parameter.annotation.split(" | "))
