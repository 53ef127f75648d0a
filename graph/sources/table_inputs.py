"""Brings together the tables and the mappings among the inputs of a build. Layer: sources.

A table that a mapping names is looked for by its name among the inputs, then beside the mapping, then in the folders
among the inputs; it may be compressed: ``votes.csv`` finds ``votes.csv.gz``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from ..model.records import Records
from ..model.registry import Registry
from . import located
from .mapping import TableMapping, is_mapping, read_mapping
from .problems import Mark, Problems
from .refusals import Refusals
from .tables import read_records

_HINT = "name it among the inputs, or put it beside the mapping"


@dataclass(slots=True, kw_only=True)
class TableFinder:
    """Finds the files that mappings name, and knows which of those given no mapping names."""

    given: Sequence[Path]
    folders: Sequence[Path]
    problems: Problems
    used: dict[Path, Path] = field(default_factory=dict)

    def find(self, mapping: TableMapping, name: str, mark: Mark) -> Path | None:
        """Return the file of a name; note that there is none, or what is unclear."""
        if not name:
            return self._only_one(mark)
        found = next((path for path in self._places(mapping, name) if path.is_file()), None)
        if found is None:
            self.problems.error("unreadable", mark, f"the table {name} is not found", hint=_HINT, id=name)
            return None
        return self._use(found)

    def _places(self, mapping: TableMapping, name: str) -> Iterator[Path]:
        names = (name, f"{name}.gz", name.removesuffix(".gz"))
        yield from (path for path in self.given for own in names if path.name == Path(own).name)
        yield from (folder / own for folder in (mapping.path.parent, *self.folders) for own in names)

    def _only_one(self, mark: Mark) -> Path | None:
        """Return the one table that no mapping names: it need not be named."""
        free = self.unused()
        if len(free) == 1:
            return self._use(free[0])
        message = f"the mapping names no file, and {len(free)} tables are given that no mapping names"
        self.problems.error("no-table", mark, message, hint="say which: file: NAME.csv")
        return None

    def _use(self, path: Path) -> Path:
        self.used[path.resolve()] = path
        return path

    def unused(self) -> list[Path]:
        """Return the tables that were given and not used yet."""
        return [path for path in self.given if path.resolve() not in self.used]

    def beside(self) -> list[Path]:
        """Return the files that were found without being given."""
        given = {path.resolve() for path in self.given}
        return [path for real, path in self.used.items() if real not in given]


def read_tables(
    documents: Mapping[Path, located.Mapping],
    finder: TableFinder,
    registry: Registry,
    problems: Problems,
    refusals: Refusals,
) -> list[Records]:
    """Read the tables of all mappings among the documents; note each table that no mapping names."""
    read = (read_mapping(document, path, problems) for path, document in documents.items() if is_mapping(document))
    # Whoever names no file takes what the others leave.
    mappings = sorted((mapping for mapping in read if mapping), key=lambda mapping: not mapping.file.name)
    found = [read_records(mapping, partial(finder.find, mapping), registry, problems, refusals) for mapping in mappings]
    if not problems.errors:
        for path in finder.unused():
            hint = "say what its columns mean: --mapping M.yaml (see docs/tables.md)"
            problems.error("no-mapping", Mark(str(path)), "no mapping names this table", hint=hint)
    return [records for records in found if records is not None]
