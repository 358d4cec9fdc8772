"""The same declaration gives the same bytes on Spark and on Postgres, where these can be had."""

from __future__ import annotations

import csv
import importlib.util
import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from recording import HEADER, SOURCE, dataset, made, pack

from assess.intake.run import total_of
from redaction.diagnostics.errors import AssessError

MEASURES = (
    "{offences: {count: records, title: Offences, unit: offences}, "
    "people: {distinct: reference, title: People, unit: people}, loss: {sum: loss, title: Loss, unit: pounds}}"
)
MISSING = [
    *([] if importlib.util.find_spec("pyspark") else ["pyspark, of the extra assess[spark]"]),
    *([] if shutil.which("java") else ["a Java runtime"]),
]

POSTGRES = "ASSESS_TESTS_POSTGRES"  # names the address of a database that a test may write a table into
WITHOUT_POSTGRES = [
    *([] if importlib.util.find_spec("psycopg") else ["psycopg, of the extra assess[postgres]"]),
    *([] if os.environ.get(POSTGRES) else [f"the address of a database in {POSTGRES}"]),
]


def drawn(rows: int) -> Iterator[str]:
    """Records with commas and quotation marks inside, some of them wrong."""
    draw = random.Random(5)  # noqa: S311  # a fixed seed is wanted
    days = [f"{day:02}/{month:02}/2024" for month in range(1, 13) for day in range(1, 29)]
    places = ["ZZ1 1ZZ", "zz2 2zz", 'ZZ9, ""9""']
    for _ in range(rows):
        cells = [draw.randrange(rows // 2), draw.choice(days), draw.choice(["BUR", "THE", "VIO"]), draw.randint(0, 90)]
        yield ",".join(map(str, cells)) + f',{draw.randint(0, 99999) / 100:.2f},"{draw.choice(places)}"'
    yield from ("1,30/02/2024,BUR,17,1,A", "1,01/04/2024,BUR,17", "1,1,BUR,17,1,A,x", ' 1 , 01/04/2024 ,BUR,"",,A')


@pytest.mark.skipif(bool(MISSING), reason=f"Spark cannot be started here without {' and '.join(MISSING)}")
def test_spark_gives_the_same_bytes_as_duckdb_of_50_000_records(tmp_path: Path) -> None:
    declared = SOURCE + dataset(rows="[ward, offence]", measures=MEASURES) + dataset("by-band", rows="age-band")
    records = [*drawn(50_000)]
    found = {}
    for engine in ("duckdb", "local[2]"):
        counted = made(pack(tmp_path / engine, records, declared), engine).counted["offences"]
        files = sorted((tmp_path / engine / "internal").iterdir())
        found[engine] = ({path.name: path.read_bytes() for path in files}, total_of(counted))
    assert found["duckdb"] == found["local[2]"]
    assert (found["duckdb"][1].counted, found["duckdb"][1].refused) == (50_001, 3)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # a connection ends with its process
@pytest.mark.skipif(bool(WITHOUT_POSTGRES), reason=f"Postgres is not tried without {' and '.join(WITHOUT_POSTGRES)}")
def test_postgres_gives_the_same_bytes_as_duckdb_of_50_000_records(tmp_path: Path) -> None:
    import psycopg  # type: ignore[import-not-found,unused-ignore]  # of an extra

    records = [each for each in drawn(50_000) if len(next(csv.reader([each]))) == len(HEADER.split(","))]
    declared = SOURCE + dataset(rows="[ward, offence]", measures=MEASURES) + dataset("by-band", rows="age-band")
    names = [f'"{name}"' for name in HEADER.split(",")]
    columns = ", ".join(f"{name} text" for name in names)
    with psycopg.connect(os.environ[POSTGRES]) as database, database.cursor() as cursor:
        cursor.execute(f"drop table if exists assess_records; create table assess_records ({columns})")
        with cursor.copy(f"copy assess_records from stdin (format csv, force_not_null ({', '.join(names)}))") as copy:
            copy.write("\n".join(records) + "\n")
    in_a_table = declared.replace("files: records/*.csv", f"table: assess_records\n    postgres: {POSTGRES}")
    assert in_a_table != declared
    found = {}
    for engine, said in (("duckdb", declared), ("postgres", in_a_table)):
        counted = made(pack(tmp_path / engine, records, said)).counted["offences"]
        files = sorted((tmp_path / engine / "internal").iterdir())
        found[engine] = ({path.name: path.read_bytes() for path in files}, total_of(counted))
    assert found["duckdb"] == found["postgres"]
    assert found["postgres"][1].counted == 50_001


@pytest.mark.skipif("pyspark, of the extra assess[spark]" not in MISSING, reason="Spark is installed")
def test_without_spark_a_message_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(AssessError, match=r'pip install "assess\[spark\]"'):
        made(pack(tmp_path), "local[2]")
