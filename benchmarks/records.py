"""Measure the counting of records: `python -m benchmarks.records [ROWS]`, 5 million where nothing is said.

Made-up records are counted into a table of 16 wards by 20 offences by 12 months. `--engine "local[2]"` counts them on
Spark as well, and compares the two, byte for byte.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

import duckdb

from benchmarks.measuring import Command, CommandFailedError, run

ROOT = Path(__file__).resolve().parent.parent
ROWS = 5_000_000
WARDS, OFFENCES = [f"W{at:02}" for at in range(1, 17)], [f"O{at:02}" for at in range(1, 21)]
DECLARED = f"""\
synthetic: true
sources:
  offences:
    files: records/*.csv
    columns:
      recorded: {{heading: Recorded on, kind: day, written: DD/MM/YYYY}}
      ward: {{heading: Ward, codes: [{", ".join(WARDS)}]}}
      offence: {{heading: Offence, codes: [{", ".join(OFFENCES)}]}}
    derived:
      month: {{by: month, of: recorded}}
datasets:
  measured:
    from: offences
    rows: [ward, offence]
    columns: month
    totals: true
    measures: {{offences: {{count: records, title: Offences, unit: offences}}}}
    describe: {{title: Offences, headline: Offences, place: Nowhere, period: 2024/25, sources: [non-da-violence]}}
"""
RECORDS = """\
COPY (
    SELECT
        'R' || lpad(i::VARCHAR, 9, '0') AS "Reference",
        strftime(DATE '2024-04-01' + (hash(i) % 365)::INTEGER, '%d/%m/%Y') AS "Recorded on",
        'W' || lpad((hash(i * 7 + 1) % 16 + 1)::VARCHAR, 2, '0') AS "Ward",
        'O' || lpad((hash(i * 13 + 3) % 20 + 1)::VARCHAR, 2, '0') AS "Offence",
        (hash(i * 3 + 5) % 90)::VARCHAR AS "Age",
        (hash(i * 17) % 5000 / 100.0)::VARCHAR AS "Loss"
    FROM range($rows) numbers(i)
) TO '{path}' (HEADER)
"""


def main() -> int:
    """Measure and print; 1 where a command fails, or two engines differ."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("rows", nargs="?", type=int, default=ROWS)
    options.add_argument("--engine", help="another engine to count on, as `assess intake` takes it")
    options.add_argument("--memory", default="600MB", help="what DuckDB may hold")
    asked = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="assess-records-") as folder:
        made = []
        for engine in ("duckdb", *([asked.engine] if asked.engine else [])):
            pack = Path(folder) / "pack"
            (pack / "records").mkdir(parents=True, exist_ok=True)
            (pack / "intake.yml").write_text(DECLARED, "utf-8")
            path = pack / "records" / "all.csv"
            if not path.exists():
                duckdb.execute(RECORDS.format(path=path), {"rows": asked.rows})
            try:
                made.append(_measured(pack, engine, asked.memory, asked.rows))
            except CommandFailedError as error:
                print(error, file=sys.stderr)
                return 1
    if asked.engine:
        print("The engines differ" if len(set(made)) > 1 else "Both made the same bytes")
    return int(len(set(made)) > 1)


def _measured(pack: Path, engine: str, memory: str, rows: int) -> bytes:
    """The dataset that an engine makes, once what it took is printed."""
    for kept in (pack / "intake" / "kept").rglob("*.*"):
        kept.unlink()
    assess = str(Path(sys.executable).with_name("assess"))
    given = [assess, "intake", "--restricted", str(pack), "--engine", engine, "--memory", memory]
    spent = run(Command(given, ROOT))
    print(
        f"{rows:,} records on {engine}: {spent.wall:.1f} s, {spent.processor:.1f} s of processor time, "
        f"{spent.largest:.0f} MB",
        flush=True,
    )
    return (pack / "internal" / "measured.csv").read_bytes()


if __name__ == "__main__":
    sys.exit(main())
