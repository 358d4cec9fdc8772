"""The forms of the preview's editor: macros that say a number, and what each gives by the open data."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from inspect import Parameter, getdoc
from typing import Any

from assess.edit.change import EditRefusedError
from macros.language.calls import bind, signature
from macros.language.site_map import PublishedPage
from macros.language.template import MacroCall, parse_template
from macros.vocabulary.vocabulary import MACROS, Vocabulary
from redaction.data.dataset import Dataset
from redaction.view import View

_CHOSEN = {"dataset", "row", "column", "from_", "to", "of"}  # what a form can choose from a dataset
_TAG = re.compile(r"<[^>]*>")


def forms(view: View) -> Mapping[str, Any]:
    """Each macro whose arguments can be chosen, and the rows and columns of each dataset, by name and in words."""
    required = {name: _required(name) for name in MACROS}
    macros = [
        {"name": name, "says": (getdoc(getattr(Vocabulary, name)) or "").partition(":")[0], "takes": takes}
        for name, takes in required.items()
        if _CHOSEN.issuperset(takes) and {"column", "from_"} & set(takes)
    ]
    return {"macros": macros, "datasets": [_choices(each) for each in view.datasets.values() if each.rows]}


def result(view: View, text: str) -> str:
    """What readers get for a call of a macro, in words; raises AssessError."""
    parts = parse_template(text, MACROS).parts
    if len(parts) != 1 or not isinstance(parts[0], MacroCall):
        raise EditRefusedError("This is no call of a macro")
    vocabulary = Vocabulary(view, lambda: PublishedPage("index.md", ""), draw=lambda *_: "")
    function = getattr(vocabulary, parts[0].name)
    return " ".join(html.unescape(_TAG.sub("", function(**bind(function, parts[0])))).split())


def _required(macro: str) -> list[str]:
    """The arguments that a macro must be given."""
    parameters = signature(getattr(Vocabulary, macro)).parameters.values()
    return [each.name for each in parameters if each.default is Parameter.empty]


def _choices(dataset: Dataset) -> Mapping[str, Any]:
    rows = [[row.id, row.label] for row in dataset.rows]
    texts = {each.name for each in dataset.descriptor.columns if not each.is_numeric}
    columns = [[name, title] for name, title in dataset.descriptor.shown_columns.items() if name not in texts]
    columns += [[name, f"the {name} period"] for name in ("latest", "previous") if dataset.descriptor.periods]
    return {"id": dataset.id, "title": dataset.descriptor.title, "rows": rows, "columns": columns}
