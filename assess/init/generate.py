"""Write a synthetic restricted pack: the same bytes every time, and nothing real in them.

Run as ``python data/sample/generate.py``. What the pack holds is described in ``tables.toml`` beside this script.
Every number is drawn from a generator seeded with the name of its dataset, so a change to one dataset leaves the
others as they were. The folders of the audiences and ``sensitive.yml`` beside this script are written over.
"""

import csv
import io
import json
import random
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

NOTE = "Every number here is made up by a script and describes no real place, person or crime."
LOW, HIGH = 100_000, 900_000  # far too large to be real, and told apart from any number that is published


def pack(tables: Mapping[str, Any]) -> dict[str, str]:
    """The files of a pack by their paths in it."""
    files: dict[str, str] = {}
    sensitive: dict[str, list[str]] = {}
    for name, table in tables.items():
        if name == "seed":
            continue
        audience = table["audience"]
        files[f"{audience}/{name}.csv"] = _csv(f"{tables['seed']}/{name}", table)
        files[f"{audience}/{name}.yaml"] = _descriptor(table)
        files[f"{audience}/prose/{table['prose']}.md"] = _prose(name, table)
        sensitive.setdefault(audience, []).extend(table["rows"])
    names = [f"{audience}: {json.dumps(rows)}" for audience, rows in sensitive.items()]
    head = "# Synthetic: names of what does not exist. An audit looks for each of them as a whole."
    files["sensitive.yml"] = "\n".join([head, *names, ""])
    return files


def counts(seed: str, rows: int, columns: int, low: int, high: int) -> list[list[int]]:
    """Rows of made-up counts, none of them round."""
    drawn = random.Random(seed)  # noqa: S311  # a fixed seed is wanted, not a secret
    return [
        [10 * drawn.randrange(low // 10, high // 10) + drawn.randint(1, 9) for _ in range(columns)] for _ in range(rows)
    ]


def to_csv(rows: Sequence[Sequence[object]]) -> str:
    """Rows as CSV text (RFC 4180, with LF line ends)."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def slug(text: str) -> str:
    """A name in lower-case letters and hyphens."""
    return text.lower().replace(" ", "-")


def _csv(seed: str, table: Mapping[str, Any]) -> str:
    labels = table["rows"]
    numbers = [count for (count,) in counts(seed, len(labels), 1, LOW, HIGH)]
    rows = [[slug(label), label, count] for label, count in zip(labels, numbers, strict=True)]
    return to_csv([["id", "label", "count"], *rows, ["total", "All", sum(numbers)]])


def _descriptor(table: Mapping[str, Any]) -> str:
    columns = {
        "label": {"title": table["row-title"]},
        "count": {"title": table["unit"].capitalize(), "kind": "count", "unit": table["unit"]},
    }
    descriptor = {
        "title": f"Synthetic: {table['title']}",
        "headline": table["headline"],
        "place": table["place"],
        "period": table["period"],
        "sources": [table["source"]],
        "synthetic": True,
        "columns": columns,
        "sums": [{"total": "total", "parts": "others"}],
        "notes": [NOTE],
    }
    return "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in descriptor.items())


def _prose(name: str, table: Mapping[str, Any]) -> str:
    first, *others = table["rows"]
    share = f"{{{{ share('{name}', '{slug(first)}', 'count', of='total') }}}}"
    total = f"{{{{ n('{name}', 'total', 'count') }}}}"
    return (
        f"---\nsource: {table['source']}\nsynthetic: true\n---\n"
        f"**Synthetic text.** {first} had {share} of {total} {table['unit']}. "
        f"{' and '.join(others)} are invented too.\n"
    )


def main() -> None:
    """Write the pack beside this script."""
    here = Path(__file__).resolve().parent
    for name, text in pack(tomllib.loads((here / "tables.toml").read_text("utf-8"))).items():
        (here / name).parent.mkdir(parents=True, exist_ok=True)
        (here / name).write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
