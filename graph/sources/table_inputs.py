"""Brings together the tables and the mappings among the inputs of a build. Layer: sources.

A table that a mapping names is looked for by its name among the inputs, then beside the mapping, then in the folders
among the inputs; it may be compressed: ``votes.csv`` finds ``votes.csv.gz``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain
from pathlib import Path

from ..model.records import Records
from ..model.registry import Registry
from . import located
from .mapping import TableMapping
from .mapping_form import is_mapping, read_mapping
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
        found = self._find(mapping, name)
        if found is None:
            self.problems.error("unreadable", mark, f"the table {name} is not found", hint=_HINT, id=name)
            return None
        return self._use(found)

    def _find(self, mapping: TableMapping, name: str) -> Path | None:
        beside = _files(mapping.path.parent, name)
        below = (path for folder in self.folders for path in _files(folder, name))
        return next(chain(self._given(name, beside), beside, below), None)

    def _given(self, name: str, beside: Sequence[Path]) -> list[Path]:
        """Return the inputs of a name; of several, the one beside the mapping is meant."""
        names = {Path(one).name for one in _names(name)}
        found = [path for path in self.given if path.name in names]
        meant = {path.resolve() for path in beside}
        return found if len(found) == 1 else [path for path in found if path.resolve() in meant]

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


def _names(name: str) -> tuple[str, ...]:
    """Return a name as written, compressed, and not compressed."""
    return name, f"{name}.gz", name.removesuffix(".gz")


def _files(folder: Path, name: str) -> list[Path]:
    return [path for one in _names(name) if (path := folder / one).is_file()]


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
    mappings = sorted(filter(None, read), key=lambda mapping: not mapping.file.name)
    found = [read_records(mapping, partial(finder.find, mapping), registry, problems, refusals) for mapping in mappings]
    if not problems.errors:
        _note_unused(finder, problems)
    return list(filter(None, found))


def _note_unused(finder: TableFinder, problems: Problems) -> None:
    for path in finder.unused():
        hint = "say what its columns mean: --mapping M.yaml (see docs/tables.md)"
        problems.error("no-mapping", Mark(str(path)), "no mapping names this table", hint=hint)
