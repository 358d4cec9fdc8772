"""Each file counted once: what was counted is kept in the pack, and counted again only where something changed."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assess.intake.declaration import Declaration, Source
from assess.intake.engines import DuckDb, Engine, telling
from assess.intake.expressions import cube, shape_of
from assess.intake.files import RecordFile
from assess.intake.lookups import Areas
from assess.intake.refused import write_refused, write_refused_rows
from assess.intake.tally import Tally, tally_of
from assess.intake.workspace import Workspace, only

_FORM = 1  # of what is kept; another one is not read
_SHORT = 24  # digits of a digest that tell one from another


@dataclass(frozen=True)
class Counted:
    """The counts of a file, where they are kept, and whether they were from before."""

    file: str
    digest: str
    cube: Path
    tally: Tally
    was_kept: bool = False


@dataclass(frozen=True)
class Counting:
    """What counts a declaration: an engine for the records, and DuckDB for what is kept of them."""

    declared: Declaration
    workspace: Workspace
    engine: Engine
    local: DuckDb
    lookups: Mapping[str, Areas]

    def count(self, source: Source, files: Iterable[RecordFile]) -> list[Counted]:
        """The counts of a source, file by file; raises ProblemsFoundError."""
        folder = self.workspace.kept(source.name)
        folder.mkdir(parents=True, exist_ok=True)
        rests_on = self._rests_on(source)
        found = [self._counted(source, each, rests_on) for each in files]
        only(folder, {path.name for each in found for path in (each.cube, each.cube.with_suffix(".json"))})
        refused = self.workspace.refused(source.name)
        only(refused, {f"{each.file.replace('/', '-')}.csv" for each in found if each.tally.refused})
        return found

    def count_table(self, source: Source) -> Counted:
        """The counts of a table of a database, which is counted each time."""
        folder = self.workspace.kept(source.name)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / "table.parquet"
        self._write(source, lambda: self.engine.table(source.table, self._headings(source)), path, source.table)
        tally = self._tally(source, path, 0)
        only(folder, {path.name})
        if tally.refused:
            write_refused_rows(self.workspace, self.declared, source, self.engine)
        return Counted(source.table, "", path, tally)

    def _counted(self, source: Source, file: RecordFile, rests_on: str) -> Counted:
        name = hashlib.sha256(f"{rests_on}\0{file.digest}\0{file.name}".encode()).hexdigest()[:_SHORT]
        path = self.workspace.kept(source.name) / f"{name}.parquet"
        said = path.with_suffix(".json")
        if path.exists() and said.exists():
            return Counted(file.name, file.digest, path, Tally(**json.loads(said.read_text("utf-8"))), was_kept=True)
        self._write(source, lambda: self.engine.records(file, self._headings(source)), path, file.name)
        malformed = self.engine.malformed()
        tally = self._tally(source, path, len(malformed))
        if tally.refused:
            write_refused(self.workspace, self.declared, source, file, self.local)
        said.write_text(json.dumps(asdict(tally)), "utf-8")
        return Counted(file.name, file.digest, path, tally)

    def _write(self, source: Source, records: Callable[[], Any], path: Path, name: str) -> None:
        """Count, and keep it once it is whole."""
        new = path.with_suffix(".new")
        with telling(name, self.engine.name):
            self.engine.write(cube(records(), self.declared, source, self._areas(source)), new)
        new.replace(path)

    def _tally(self, source: Source, path: Path, malformed: int) -> Tally:
        shape = shape_of(self.declared, source.name)
        groups = self.local.rows(f"SELECT reason, kept, sum(n)::BIGINT FROM '{quoted(path)}' GROUP BY ALL")  # noqa: S608  # a file of ours
        looked_up = {name: f"d{shape.dimensions.index(name)}" for name in self.declared.looked_up(source.name)}
        unknown = f"SELECT coalesce(sum(n), 0)::BIGINT FROM '{quoted(path)}' WHERE reason = '' AND kept"  # noqa: S608  # as above
        missing = {name: self.local.rows(f"{unknown} AND {column} IS NULL")[0][0] for name, column in looked_up.items()}
        return tally_of(groups, missing, malformed)

    def _areas(self, source: Source) -> dict[str, Any]:
        return {
            name: self.engine.areas(self.lookups[name].path) for name in self.declared.looked_up(source.name).values()
        }

    def _headings(self, source: Source) -> dict[str, str]:
        return {column.name: column.heading for column in self.declared.used(source.name)}

    def _rests_on(self, source: Source) -> str:
        """All that the counts of a file rest on beside the file."""
        used = [asdict(column) for column in self.declared.used(source.name)]
        derived = [
            asdict(source.derived[name]) for name in self.declared.dimensions(source.name) if name in source.derived
        ]
        keep = [asdict(each) for each in source.keep]
        shape = asdict(shape_of(self.declared, source.name))
        areas = {name: self.lookups[name].digest for name in self.declared.looked_up(source.name).values()}
        return json.dumps([_FORM, used, derived, keep, shape, areas, source.encoding, source.sheet], default=str)


def quoted(path: Path) -> str:
    """A path inside quotation marks of SQL."""
    return str(path).replace("'", "''")
