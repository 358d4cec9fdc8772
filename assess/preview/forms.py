"""The forms of the preview's editor: what each call of a macro gives, and how one is chosen by name."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from inspect import Parameter, getdoc
from typing import Any

from assess.edit.change import EditRefusedError
from macros.language.calls import bind, signature
from macros.language.site_map import PublishedPage
from macros.language.template import MacroCall, parse_template
from macros.pages.page import dataset_of
from macros.vocabulary.numbers import NumberMacros
from macros.vocabulary.vocabulary import MACROS, Vocabulary
from redaction.data.dataset import Dataset
from redaction.diagnostics.errors import AssessError
from redaction.view import View

_LABELS = {  # what a form can choose from a table
    "dataset": "Table",
    "row": "Row",
    "column": "Column",
    "from_": "From column",
    "to": "To column",
    "of": "Of row",
}
_ROWS = ("row", "of")
_FIRST = "n"  # what a new call is until somebody chooses another
_IN_A_SENTENCE = frozenset(vars(NumberMacros))
_BLOCKS = ("figure", "table")  # which stand between sentences, and are chosen by their table
_TEXTS = ("quoted",)  # which says what a column of words holds
_INSIDE = re.compile(r"\{\{-?\s*\w+\s*\((.*)\)\s*-?\}\}", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
Told = Mapping[str, Any]


@dataclass(frozen=True)
class Chosen:
    """A call as it is chosen: its macro, what it is given of a table by name, and whatever else stands in it."""

    macro: str = _FIRST
    given: Mapping[str, str] = field(default_factory=dict)
    others: str = ""

    @property
    def text(self) -> str:
        """The call as a page has it."""
        said = [f"of={value!r}" if name == "of" else repr(value) for name, value in self.given.items()]
        return f"{{{{ {self.macro}({', '.join([*said, *([self.others] if self.others else [])])}) }}}}"


def given_by(view: View, texts: Iterable[str]) -> Mapping[str, Told]:
    """What readers get for each call in a sentence, what any other shows, or why it shows nothing."""
    told: dict[str, Told] = {}
    for text in texts:
        try:
            told[text] = {"says": _says(view, text)}
        except AssessError as error:
            told[text] = {"says": str(error), "wrong": True}
    return told


def form(view: View, call: str | Chosen) -> Told:
    """A call with what can be chosen in it, by name and with what each choice gives.

    A call that is written keeps a name that is not there, which its form says; one that is chosen takes the first there
    is.
    """
    try:
        chosen = _read(call) if isinstance(call, str) else call
    except AssessError as error:
        return {"text": call, "macro": "", "others": "", "macros": _offered(), "choices": [], "refused": str(error)}
    if chosen.macro not in MACROS:
        raise EditRefusedError("There is no such macro. Load the preview again")
    choices = []
    for name in _chosen_by_name(chosen.macro):
        options, value = _options(view, chosen, name), chosen.given.get(name, "")
        if value not in options and isinstance(call, str) and value:
            options = {value: "not there", **options}
        value = value if value in options else next(iter(options), "")
        chosen = replace(chosen, given={**chosen.given, name: value})
        choices.append((name, value, options))
    known = _chosen_by_name(chosen.macro)
    chosen = replace(chosen, given={name: chosen.given[name] for name in known})
    text = call if isinstance(call, str) else chosen.text
    return {
        "text": text,
        "macro": chosen.macro,
        "others": chosen.others,
        "alone": chosen.macro in _BLOCKS,
        "macros": _offered(chosen.macro),
        "choices": [
            {
                "name": name,
                "label": _LABELS[name],
                "value": value,
                "options": [[each, _option(view, chosen, name, each, said)] for each, said in options.items()],
            }
            for name, value, options in choices
        ],
        **given_by(view, [text])[text],
    }


def _says(view: View, text: str) -> str:
    """What a call gives a reader, in words; the name of what is no part of a sentence. Raises AssessError."""
    call = _call_in(text)
    vocabulary = Vocabulary(view, lambda: PublishedPage("index.md", ""), draw=lambda *_: "")
    if call.name in _IN_A_SENTENCE:
        return " ".join(html.unescape(_TAG.sub("", vocabulary.call(call))).split())
    bind(getattr(Vocabulary, call.name), call)
    dataset = dataset_of(call)
    title = f": {view.dataset(dataset).descriptor.title}" if dataset else ""
    return f"{call.name.replace('_', ' ')}{title}"


def _read(text: str) -> Chosen:
    """A call that is written; raises AssessError."""
    call = _call_in(text)
    arguments = bind(getattr(Vocabulary, call.name), call)
    names = _chosen_by_name(call.name)
    if not names:
        inside = _INSIDE.fullmatch(text.strip())
        return Chosen(call.name, {}, inside[1].strip() if inside else "")
    given = {name: arguments[name] for name in names}
    others = (f"{name}={value!r}" for name, value in arguments.items() if name not in given)
    return Chosen(call.name, given, ", ".join(others))


def _call_in(text: str) -> MacroCall:
    template = parse_template(text.strip(), MACROS)
    if template.faults:
        raise template.faults[0].error
    if len(template.parts) != 1 or not isinstance(template.parts[0], MacroCall):
        raise EditRefusedError("This is no call of a macro")
    return template.parts[0]


def _offered(also: str = "") -> list[list[str]]:
    """The macros that are chosen by name, and one more, each with what it says."""
    names = [name for name in MACROS if name == also or (name in (*_IN_A_SENTENCE, *_BLOCKS) and _chosen_by_name(name))]
    return [[name, _about(name)] for name in sorted(names, key=lambda name: (name != _FIRST, name))]


def _about(macro: str) -> str:
    said = (getdoc(getattr(Vocabulary, macro)) or "").split("\n")[0]
    return said.partition(":")[0].rstrip(".")


def _chosen_by_name(macro: str) -> list[str]:
    """The arguments that a macro must be given, where each can be chosen from a table; else none."""
    parameters = signature(getattr(Vocabulary, macro)).parameters.values()
    names = [each.name for each in parameters if each.default is Parameter.empty]
    return names if "dataset" in names and set(names) <= set(_LABELS) else []


def _options(view: View, chosen: Chosen, name: str) -> Mapping[str, str]:
    """What can be chosen for an argument, by its name, with what it is called."""
    with_rows = {each.id: each for each in view.datasets.values() if each.rows}
    if name == "dataset":
        needs_column = {"column", "from_"} & set(_chosen_by_name(chosen.macro))
        fitting = (each for each in with_rows.values() if not needs_column or _columns(each, chosen.macro))
        return {each.id: each.descriptor.title for each in fitting}
    dataset = with_rows.get(chosen.given.get("dataset", ""))
    if dataset is None:
        return {}
    return {row.id: row.label for row in dataset.rows} if name in _ROWS else _columns(dataset, chosen.macro)


def _columns(dataset: Dataset, macro: str) -> Mapping[str, str]:
    words = {each.name for each in dataset.descriptor.columns if not each.is_numeric}
    wanted = macro in _TEXTS
    shown = {name: title for name, title in dataset.descriptor.shown_columns.items() if (name in words) is wanted}
    periods = ("latest", "previous") if dataset.descriptor.periods and not wanted else ()
    return shown | {name: f"the {name} period" for name in periods}


def _option(view: View, chosen: Chosen, name: str, value: str, said: str) -> str:
    """A choice in words, with what the call would give by it."""
    shown = value if said == value else f"{said} ({value})"
    if name == "dataset" or chosen.macro not in _IN_A_SENTENCE:
        return shown
    text = replace(chosen, given={**chosen.given, name: value}).text
    given = given_by(view, [text])[text]
    return shown if "wrong" in given else f"{shown}: {given['says']}"
