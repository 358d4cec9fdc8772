"""Small documents, datasets and policies, written as an author would write them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

import pytest

from redaction.data.arithmetic import Quantity
from redaction.data.assemble import assemble
from redaction.data.csv_table import parse_csv
from redaction.data.dataset import Dataset
from redaction.data.descriptor import parse_descriptor
from redaction.diagnostics.errors import ProblemsFoundError
from redaction.diagnostics.yaml_document import YamlDocument, parse_yaml
from redaction.policy import Policy
from redaction.policy_files import parse_policy

HIDDEN = "a value that is not shown here"

DESCRIPTOR = """\
title: Incidents
headline: A finding
place: Tharrowe
period: "2022"
sources: [storm]
columns:
  label: {title: Area}
  count: {title: Number, kind: count, unit: incidents}
"""

CSV = "id,label,count\ntharrowe,Tharrowe,120\nbasildon,Basildon,80\n"

SOURCE = """\
{name}:
  name: {name}
  owner: An owner
  audience: {audience}
  marking: OFFICIAL
  handling: As it says
  period: "2022"
  caveat: none stated
"""

EDITION = "  {name}: {{name: {name}, readers: some, audiences: [{audiences}], marking: OFFICIAL}}\n"

EDITIONS = {"public": ["public"], "partner": ["public", "partner"], "internal": ["public", "partner", "internal"]}


def messages(call: Callable[[], object]) -> list[str]:
    """What a call that must fail reports, a message a problem."""
    with pytest.raises(ProblemsFoundError) as caught:
        call()
    return [str(problem) for problem in caught.value.problems]


def yaml(text: str, *, file: str = "asb.yaml", is_open: bool = True) -> YamlDocument:
    return parse_yaml(file, text, is_open=is_open)


def dataset(
    csv: str | None = CSV, extra: str = "", *, name: str = "asb", audience: str = "public", base: str = DESCRIPTOR
) -> Dataset:
    """A dataset from the text of its two files, as the folder of an audience would hold them."""
    is_open = audience == "public"
    folder = "data/public" if is_open else audience
    document = yaml(base + extra, file=f"{folder}/{name}.yaml", is_open=is_open)
    table = None if csv is None else parse_csv(f"{folder}/{name}.csv", csv.encode(), is_open=is_open)
    return assemble(parse_descriptor(name, document), document, table, audience)


def source(name: str, audience: str = "public", datasets: tuple[str, ...] = (), prose: tuple[str, ...] = ()) -> str:
    """A source in sources.yml; a restricted one has its notice."""
    text = SOURCE.format(name=name, audience=audience)
    if audience != "public":
        text += f"  notice: {name} is not for everybody\n"
        text += f"  datasets: [{', '.join(datasets)}]\n  prose: [{', '.join(prose)}]\n"
    return text


def editions(of: Mapping[str, list[str]] | None = None, *, open_audience: str = "public") -> str:
    """editions.yml, for editions and their audiences."""
    chosen = EDITIONS if of is None else of
    audiences = dict.fromkeys([open_audience, *(name for names in chosen.values() for name in names)])
    return (
        f"open: {open_audience}\naudiences:\n"
        + "".join(f"  {name}: Some readers\n" for name in audiences)
        + "editions:\n"
        + "".join(EDITION.format(name=name, audiences=", ".join(names)) for name, names in chosen.items())
    )


def policy(*sources: str, rules: str | None = None) -> Policy:
    """The policy of some sources, and of three editions where no others are given."""
    return parse_policy(yaml("".join(sources), file="sources.yml"), yaml(rules or editions(), file="editions.yml"))


def number(value: int | str | None, cell: str = "d/r/c", unit: str = "incidents", decimals: int = 0) -> Quantity:
    return Quantity(None if value is None else Decimal(value), (cell,), unit=unit, decimals=decimals)
