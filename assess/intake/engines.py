"""The engines that count: DuckDB in this process, Spark or Postgres elsewhere; to each, records are columns of text."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

import ibis
import pyarrow as pa
import pyarrow.parquet as pq

from assess.intake.expressions import MALFORMED
from assess.intake.files import RecordFile
from redaction.diagnostics.errors import AssessError, Problem, ProblemsFoundError

_ENCODINGS = {"utf-8": "UTF-8", "latin-1": "ISO-8859-1", "utf-16": "UTF-16"}  # as Spark calls them
_BATCH = 100_000  # rows


class Engine(Protocol):
    """Something that counts."""

    name: str

    def records(self, file: RecordFile, columns: Mapping[str, str]) -> Any:
        """The columns of a file as text, by name; `columns` gives the heading of each."""

    def table(self, name: str, columns: Mapping[str, str]) -> Any:
        """The same of a table of its database."""

    def areas(self, path: Path) -> Any:
        """A look-up, from Parquet with a column for its keys and one for its areas."""

    def malformed(self) -> list[int]:
        """The lines of the last file whose records have not a cell for each heading, where it keeps them apart."""

    def write(self, found: Any, path: Path) -> None:
        """Write what was found as Parquet."""


class DuckDb:
    """DuckDB in this process: it holds no more in memory than it may, and the rest in a folder of the pack."""

    name = "DuckDB"

    def __init__(self, temporary: Path, memory: str = "1GB", database: Path | None = None) -> None:
        options = {"temp_directory": str(temporary), "memory_limit": memory, "threads": os.cpu_count() or 1}
        options |= {"autoinstall_known_extensions": "false", "preserve_insertion_order": "false"}
        self._connection = ibis.duckdb.connect(database or ":memory:", read_only=database is not None, **options)
        self._connection.raw_sql("SET enable_progress_bar = false")

    def records(self, file: RecordFile, columns: Mapping[str, str]) -> Any:
        """The columns of a file as text, by name."""
        if file.is_parquet:
            return _as_text(self._connection.read_parquet(file.read), columns)
        self._forget()
        names = [f"c{at}" for at in range(len(file.headings))]
        table = self._connection.read_csv(
            str(file.read),
            auto_detect=False,
            columns=dict.fromkeys(names, "VARCHAR"),
            header=True,
            delim=file.delimiter,
            quote='"',
            escape='"',
            encoding=file.encoding,
            store_rejects=True,
            rejects_limit=0,
            max_line_size=1 << 24,
        )
        return table.select(**{name: table[names[file.headings.index(of)]] for name, of in columns.items()})

    def table(self, name: str, columns: Mapping[str, str]) -> Any:
        """The columns of a table of its database as text, by name."""
        schema, _, table = name.rpartition(".")
        return _as_text(self._connection.table(table, database=schema or None), columns)

    def areas(self, path: Path) -> Any:
        """A look-up."""
        return self._connection.read_parquet(path)

    def malformed(self) -> list[int]:
        """The lines of the last file whose records have not a cell for each heading."""
        asked = "SELECT DISTINCT line FROM reject_errors ORDER BY line"
        return [int(line) for (line,) in self.rows(asked)] if self._has_rejects() else []

    def write(self, found: Any, path: Path) -> None:
        """Write what was found as Parquet."""
        self._connection.to_parquet(found, path)

    @contextmanager
    def in_order(self) -> Iterator[None]:
        """Rows come as they stand in their file."""
        self._connection.raw_sql("SET preserve_insertion_order = true; SET threads = 1")
        yield
        self._connection.raw_sql(f"SET preserve_insertion_order = false; SET threads = {os.cpu_count() or 1}")

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        """What a query of its own finds."""
        found: list[tuple[Any, ...]] = self._connection.raw_sql(sql).fetchall()
        return found

    def _has_rejects(self) -> bool:
        return bool(self.rows("SELECT 1 FROM duckdb_tables() WHERE table_name = 'reject_errors'"))

    def _forget(self) -> None:
        if self._has_rejects():
            self._connection.raw_sql("DELETE FROM reject_errors; DELETE FROM reject_scans")


class Spark:
    """Spark: a cluster by its address, or as many threads of this machine as there are."""

    def __init__(self, master: str) -> None:
        self.name = "Spark"
        try:
            from pyspark.sql import SparkSession  # here, since it is an extra of the package

            settings = SparkSession.builder.master(master).appName("assess")
            settings = settings.config("spark.ui.enabled", "false").config("spark.sql.session.timeZone", "UTC")
            settings = settings.config("spark.sql.csv.parser.columnPruning.enabled", "false")
            self._session = settings.getOrCreate()
        except ImportError:
            raise AssessError('Spark is not installed. Install it with: pip install "assess[spark]"') from None
        except Exception as error:  # noqa: BLE001  # a JVM that is missing or will not start says so in many ways
            raise AssessError(
                f"Spark could not be started ({type(error).__name__}). It needs a Java runtime, and an address such as "
                "local[2] or spark://HOST:7077"
            ) from None
        self._session.sparkContext.setLogLevel("OFF")
        self._connection = ibis.pyspark.connect(self._session)

    def records(self, file: RecordFile, columns: Mapping[str, str]) -> Any:
        """The columns of a file as text, by name."""
        if file.is_parquet:
            self._session.read.parquet(_as_it_is(file.read)).createOrReplaceTempView("records")
            return _as_text(self._connection.table("records"), columns)
        names = [f"c{at}" for at in range(len(file.headings))]
        read = self._session.read.options(
            header=True, sep=file.delimiter, quote='"', escape='"', multiLine=True, mode="PERMISSIVE",
            columnNameOfCorruptRecord=MALFORMED, encoding=_ENCODINGS[file.encoding], emptyValue="",
        )  # fmt: skip
        schema = ", ".join(f"{name} STRING" for name in (*names, MALFORMED))
        read.schema(schema).csv(_as_it_is(file.read)).createOrReplaceTempView("records")
        table = self._connection.table("records")
        wanted = {name: table[names[file.headings.index(of)]] for name, of in columns.items()}
        return table.select(**wanted, **{MALFORMED: table[MALFORMED].notnull()})

    def table(self, name: str, columns: Mapping[str, str]) -> Any:
        """The columns of a table of its catalogue as text, by name."""
        return _as_text(self._connection.table(name), columns)

    def areas(self, path: Path) -> Any:
        """A look-up."""
        self._session.read.parquet(_as_it_is(path)).createOrReplaceTempView(path.stem)
        return self._connection.table(path.stem)

    def malformed(self) -> list[int]:
        """None: Spark counts such records among the others, and says so of each."""
        return []

    def write(self, found: Any, path: Path) -> None:
        """Write what was found as Parquet."""
        write_batches(found, path)


class Postgres:
    """A Postgres database, which counts its own tables."""

    def __init__(self, address: str) -> None:
        self.name = "Postgres"
        try:
            self._connection = ibis.connect(address)
        except ImportError:
            raise AssessError('Postgres needs a driver. Install it with: pip install "assess[postgres]"') from None
        except Exception as error:  # noqa: BLE001  # what it says may hold the address, and so a password
            raise AssessError(f"The database could not be reached ({type(error).__name__})") from None

    def records(self, file: RecordFile, columns: Mapping[str, str]) -> Any:  # noqa: ARG002  # as every engine has it
        """Not for a database; raises AssessError."""
        raise AssessError("Postgres counts its own tables, and no files. Count files with DuckDB or Spark")

    def table(self, name: str, columns: Mapping[str, str]) -> Any:
        """The columns of a table as text, by name."""
        schema, _, table = name.rpartition(".")
        return _as_text(self._connection.table(table, database=schema or None), columns)

    def areas(self, path: Path) -> Any:
        """A look-up."""
        return ibis.memtable(pq.read_table(path))

    def malformed(self) -> list[int]:
        """None: each row of a table has its columns."""
        return []

    def write(self, found: Any, path: Path) -> None:
        """Write what was found as Parquet."""
        write_batches(found, path)


@contextmanager
def telling(file: str, engine: str) -> Iterator[None]:
    """Makes a problem of a file of what an engine fails at: what the engine says of it may quote a record."""
    try:
        yield
    except AssessError:
        raise
    except Exception as error:  # noqa: BLE001  # each engine has errors of its own
        kind = type(error).__name__
        advice = "Give it more with --memory" if "Memory" in kind else "See that the file opens, and is whole"
        found, expected = f"what {engine} cannot count ({kind})", "records in the layout that is declared"
        raise ProblemsFoundError([Problem("records-file", file, 0, found, expected, advice)]) from None


def _as_it_is(path: Path) -> str:
    """A path of which Spark takes no sign for a pattern, such as a folder 2024[1]."""
    return re.sub(r"([\\*?\[\]{}])", r"\\\1", str(path))


def write_batches(found: Any, path: Path) -> None:
    """Write what an engine finds elsewhere as Parquet, some rows at a time."""
    batches = found.to_pyarrow_batches(chunk_size=_BATCH)
    with pq.ParquetWriter(path, batches.schema) as file:
        for batch in batches:
            file.write_table(pa.Table.from_batches([batch]))


def _as_text(table: Any, columns: Mapping[str, str]) -> Any:
    missing = [heading for heading in columns.values() if heading not in table.columns]
    if missing:
        raise AssessError(
            f'A table of records has no column "{missing[0]}"; expected one for each `heading:` that is used'
        )
    return table.select(**{name: table[heading].cast("string") for name, heading in columns.items()})
