"""Write the synthetic restricted pack: the same bytes every time, and nothing real in them.

Run as ``python data/sample/generate.py``. What the pack holds is described in ``tables.toml``
beside this script; every number is drawn from a generator seeded with the dataset's name, so a
change to one dataset leaves the others as they were. ``partner/``, ``internal/``,
``records/``, ``lookups/``, ``sensitive.yml`` and ``README.md`` beside this script are replaced.
"""

import csv
import io
import json
import random
import shutil
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SEED = "synthetic pack, first edition"
AUDIENCES = ("partner", "internal")
RECORDS = 400  # a month
MONTHS = {"2022-01": 31, "2022-02": 28, "2022-03": 31}
OFFENCES = ("VWI", "VNI", "ROB")
POSTCODES = 3  # a ward
NOTE = "Every number here is made up by a script and describes no real place, person or crime."
PASSED_ON = ("headline", "place", "period")

README = """# Synthetic restricted pack

**Everything in this folder is synthetic.** The numbers are drawn at random by `generate.py` from
a fixed seed, the places do not exist (only the name Thurrock is borrowed), and the volumes are far
too large to be real. Tables do not agree with each other, and no conclusion can be drawn from any
of them. Never present them as real, and never put real data in this folder.

The pack stands in for the data that only partners or the partnership's own team may see, so that
all editions build on a fresh clone. `partner/` and `internal/` hold a CSV and a descriptor for each
dataset, and the commentaries in `prose/`. `sensitive.yml` lists names that an audit looks for wherever
they stand. `records/` has made-up records, which `assess intake` counts as `intake.yml` says. A real
pack has the same layout and lives outside this repository.

To change the pack, edit `tables.toml` and run `python data/sample/generate.py`. Never edit what it
writes.

| Dataset | Audience | Source | Rows | Columns |
|---|---|---|---:|---:|
{datasets}

Rows leave out the heading line; columns leave out `id` and `label`.

| Commentary | Audience | Source |
|---|---|---|
{prose}
"""


@dataclass(frozen=True)
class Column:
    """One numeric column: values from ``low`` to ``high`` units, with ``decimals`` decimals."""

    id: str
    title: str
    unit: str
    decimals: int
    low: int
    high: int

    def draw(self, rng: random.Random) -> int:
        """Return a value in the column's smallest step, never a round one."""
        step = 10**self.decimals
        tens = rng.randrange(self.low * step // 10, self.high * step // 10)
        return 10 * tens + rng.randint(1, 9)

    def show(self, value: int) -> str:
        """Return the value as the CSV holds it."""
        return f"{value / 10**self.decimals:.{self.decimals}f}"

    def describe(self) -> dict[str, Any]:
        """Return the column's entry in the descriptor."""
        kind = {"kind": "number", "decimals": self.decimals} if self.decimals else {"kind": "count"}
        return {"title": self.title, **kind, "unit": self.unit}


def read_columns(spec: dict[str, Any], lists: dict[str, dict[str, str]]) -> list[Column]:
    """Return a dataset's drawn columns; what a column leaves out comes from the dataset."""
    given = spec["columns"]
    entries = lists[given] if isinstance(given, str) else given
    columns = []
    for column_id, entry in entries.items():
        own = {"title": entry} if isinstance(entry, str) else entry
        low, high = own.get("range", spec["range"])
        decimals = own.get("decimals", spec.get("decimals", 0))
        unit = own.get("unit", spec["unit"])
        columns.append(Column(column_id, own["title"], unit, decimals, low, high))
    return columns


def make_rows(name: str, spec: dict[str, Any], labels: dict[str, str], columns: list[Column]) -> Iterator[list[str]]:
    """Yield the CSV rows of a dataset, totals last."""
    rng = random.Random(f"{SEED}/{name}")
    grid = [[column.draw(rng) for column in columns] for _ in labels]
    keys = list(labels.items())
    if "total-row" in spec:
        keys.append(("total", spec["total-row"]))
        grid.append([sum(values) for values in zip(*grid, strict=True)])
    provisional_from = len(grid) - spec.get("provisional", 0)
    for index, ((row_id, label), values) in enumerate(zip(keys, grid, strict=True)):
        cells = [column.show(value) for column, value in zip(columns, values, strict=True)]
        if "total-column" in spec:
            cells.append(str(sum(values)))
        mark = " [p]" if index >= provisional_from else ""
        yield [row_id, label, *(cell + mark for cell in cells)]


def make_descriptor(spec: dict[str, Any], columns: list[Column]) -> dict[str, Any]:
    """Return the descriptor of a dataset, its keys in the order they are written."""
    described: dict[str, Any] = {"label": {"title": spec["row-title"]}}
    described |= {column.id: column.describe() for column in columns}
    if "total-column" in spec:
        described["all"] = {"title": spec["total-column"], "kind": "count", "unit": spec["unit"]}
    descriptor: dict[str, Any] = {"title": f"Synthetic: {spec['title']}"}
    descriptor |= {key: spec[key] for key in PASSED_ON}
    descriptor |= {"sources": [spec["source"]], "synthetic": True}
    if "highlight" in spec:
        descriptor["highlight"] = spec["highlight"]
    descriptor["columns"] = described
    if "derived" in spec:
        descriptor["derived"] = spec["derived"]
    if "total-row" in spec:
        descriptor["sums"] = [{"total": "total", "parts": "others"}]
    return descriptor | {"notes": [NOTE]}


def to_csv(rows: list[list[str]]) -> str:
    """Return rows as CSV text (RFC 4180, with LF line ends)."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def to_yaml(descriptor: dict[str, Any]) -> str:
    """Return a descriptor as YAML, each entry of its mappings and lists one line of JSON."""
    lines = []
    for key, value in descriptor.items():
        if isinstance(value, dict):
            lines.append(f"{key}:")
            lines += [f"  {json.dumps(name)}: {json.dumps(entry)}" for name, entry in value.items()]
        elif isinstance(value, list):
            lines.append(f"{key}:")
            lines += [f"  - {json.dumps(entry)}" for entry in value]
        else:
            lines.append(f"{key}: {json.dumps(value)}")
    return "\n".join(lines) + "\n"


def to_prose(spec: dict[str, Any]) -> str:
    """Return a commentary with its front matter, every paragraph labelled."""
    paragraphs = [f"**Synthetic text.** {text}" for text in spec["paragraphs"]]
    return f"---\nsource: {spec['source']}\nsynthetic: true\n---\n" + "\n\n".join(paragraphs) + "\n"


def to_names(names: dict[str, list[str]]) -> str:
    """Return the names that the pack declares sensitive, for each audience, as YAML."""
    lines = ["# Synthetic: names of places and bodies that do not exist. An audit looks for each of them as a whole."]
    for audience, listed in names.items():
        lines.append(f"{audience}:")
        lines += [f"  - {json.dumps(name)}" for name in listed]
    return "\n".join(lines) + "\n"


def make_records(wards: dict[str, str]) -> dict[str, str]:
    """Return records by month with the look-up of their wards; a few are as wrong as real ones are."""
    ends = range(1, POSTCODES + 1)
    postcodes = {f"ZZ{at} {end}ZZ": ward for at, ward in enumerate(wards.values(), 1) for end in ends}
    files = {"lookups/postcodes.csv": to_csv([["Postcode", "Ward"], *([*each] for each in postcodes.items())])}
    for month, days in MONTHS.items():
        rng = random.Random(f"{SEED}/records/{month}")
        year, number = month.split("-")
        rows = [["Recorded on", "Offence", "Age of victim", "Postcode"]]
        for _ in range(RECORDS):
            day = f"{rng.randint(1, days):02}/{number}/{year}"
            postcode = rng.choices([*postcodes], weights=range(1, len(postcodes) + 1))[0]
            rows.append([day, rng.choice(OFFENCES), str(rng.randint(10, 89)), postcode])
        rows[7][0], rows[70][3], rows[170][2] = f"31/11/{year}", "ZZ99 9ZZ", ""
        files[f"records/{month}.csv"] = to_csv(rows)
    return files


def make_pack(tables: dict[str, Any]) -> dict[str, str]:
    """Return the text of every file of the pack by its path inside it."""
    files = {}
    dataset_lines, prose_lines = [], []
    for name, spec in tables["datasets"].items():
        columns = read_columns(spec, tables["lists"])
        descriptor = make_descriptor(spec, columns)
        rows = list(make_rows(name, spec, tables["lists"][spec["rows"]], columns))
        stem = f"{spec['audience']}/{name}"
        files[f"{stem}.csv"] = to_csv([["id", *descriptor["columns"]], *rows])
        files[f"{stem}.yaml"] = to_yaml(descriptor)
        shape = f"{len(rows)} | {len(descriptor['columns']) - 1}"
        dataset_lines.append(f"| `{name}` | {spec['audience']} | `{spec['source']}` | {shape} |")
    for name, spec in tables["prose"].items():
        files[f"{spec['audience']}/prose/{name}.md"] = to_prose(spec)
        prose_lines.append(f"| `{name}` | {spec['audience']} | `{spec['source']}` |")
    files |= make_records(tables["lists"]["wards"])
    files["sensitive.yml"] = to_names(tables["sensitive"])
    files["README.md"] = README.format(datasets="\n".join(dataset_lines), prose="\n".join(prose_lines))
    return files


def main() -> None:
    """Replace the pack beside this script."""
    here = Path(__file__).resolve().parent
    files = make_pack(tomllib.loads((here / "tables.toml").read_text(encoding="utf-8")))
    for folder in (*AUDIENCES, "records", "lookups"):
        shutil.rmtree(here / folder, ignore_errors=True)
    for path, text in files.items():
        target = here / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
