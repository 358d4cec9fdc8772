"""Made-up policies and packs, for what must hold of every one of them."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import strategies as st
from specimens import dataset, editions, policy, source

from redaction.data.dataset import Cell, Dataset, Row
from redaction.policy import Edition, Policy
from redaction.view import Prose

AUDIENCES = ("public", "partner", "health", "internal")
_TEMPLATE = dataset()


@dataclass(frozen=True)
class World:
    """A policy, all that any folder holds, and one of its editions."""

    policy: Policy
    datasets: tuple[Dataset, ...]
    prose: tuple[Prose, ...]
    edition: Edition


@st.composite
def worlds(draw: st.DrawFn) -> World:
    rules = {"everybody": ["public"]} | {
        name: ["public", *draw(st.lists(st.sampled_from(AUDIENCES[1:]), unique=True))]
        for name in draw(st.lists(st.sampled_from(["one", "two", "three"]), unique=True))
    }
    names = [f"s{index}" for index in range(draw(st.integers(1, 5)))]
    texts = [source("open")]
    for name in names:
        audience = draw(st.sampled_from(sorted({each for audiences in rules.values() for each in audiences})))
        texts.append(source(name, audience, (f"{name}-a", f"{name}-b"), (f"{name}-c",)))
    made = policy(*texts, rules=editions(rules))
    folders = st.sampled_from(AUDIENCES)
    resting_on = st.lists(st.sampled_from(["open", *names]), min_size=1, max_size=3, unique=True)
    datasets = [
        made_dataset(f"{name}-{letter}", draw(folders), tuple(draw(resting_on)), draw(st.integers(0, 999)))
        for name in ("open", *names)
        for letter in "ab"
    ]
    prose = [Prose(f"{name}-c", name, draw(st.text(max_size=5)), synthetic=draw(st.booleans())) for name in names]
    return World(made, tuple(datasets), tuple(prose), draw(st.sampled_from(list(made.editions.values()))))


def made_dataset(name: str, audience: str, sources: tuple[str, ...], value: int = 0) -> Dataset:
    """A dataset of one number, wherever it lies and whatever it rests on."""
    descriptor = replace(_TEMPLATE.descriptor, id=name, sources=sources)
    number = Cell(str(value), _TEMPLATE.rows[0].cells["count"].number, "[p]")
    return replace(_TEMPLATE, descriptor=descriptor, audience=audience, rows=(Row("a", {"count": number}),))
