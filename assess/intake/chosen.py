"""Which engine counts a source: the one that is named, or the database that its records lie in."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property

from assess.intake.declaration import Source
from assess.intake.engines import DuckDb, Engine, Postgres, Spark
from assess.intake.workspace import Workspace
from redaction.diagnostics.errors import AssessError

DUCKDB = "duckdb"


@dataclass(frozen=True)
class Engines:
    """The engines of an intake; `named` is duckdb or the address of Spark, `memory` what DuckDB may hold, as 1GB."""

    workspace: Workspace
    named: str = DUCKDB
    memory: str = "1GB"

    @cached_property
    def local(self) -> DuckDb:
        """DuckDB in this process, which adds up what was counted, wherever that was."""
        return DuckDb(self.workspace.temporary, self.memory)

    @cached_property
    def chosen(self) -> Engine:
        """What counts files; raises AssessError where it is not to be had."""
        return self.local if self.named == DUCKDB else Spark(self.named)

    def of(self, source: Source) -> Engine:
        """What counts a source; raises AssessError where its database is not to be had."""
        if source.files:
            return self.chosen
        if source.connection:
            address = os.environ.get(source.connection)
            if not address:
                raise AssessError(f"The environment variable {source.connection} names no database")
            return Postgres(address)
        database = self.workspace.pack / source.database
        if not database.is_file():
            raise AssessError(f"The pack does not hold the database of the source {source.name}")
        return DuckDb(self.workspace.temporary, self.memory, database)
