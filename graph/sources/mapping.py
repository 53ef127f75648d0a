"""The mapping of a table: which column is holder, target, position, time …, as one YAML file. Layer: sources.

table:
file: votes.csv
source: {id: council-votes, title: Votes of the council, published: "{date}"}
annotator: clerk
stance: {id: "{vote}-{state}", holder: "{state}", target: "{motion}", position: "{cast}", time: "{date}"}
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .problems import Mark
from .table_rows import TableFile
from .templates import Cell, Place, place

Cells = Mapping[str, tuple[Cell, ...]]
"""Field → the cells it is read from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOptions:
    """Which file a table is, and how it is read."""

    name: str
    marks: Mapping[str, Mark]
    encoding: str
    delimiter: str
    sheet: str
    empty: frozenset[str]

    def of(self, path: Path) -> TableFile:
        """Return the file at a path."""
        return TableFile(
            path=path, encoding=self.encoding, delimiter=self.delimiter, sheet=self.sheet, empty=self.empty
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """A further table: each row of the first belongs to the rows that have the same key."""

    name: str
    file: FileOptions
    on: Mapping[str, str]
    many: bool
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Registry entries that are made of rows."""

    kind: str
    cells: Cells
    mark: Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class TableMapping:
    """All that a mapping says."""

    path: Path
    mark: Mark
    file: FileOptions
    joins: tuple[Join, ...]
    source: Cells
    annotator: str
    made: tuple[Made, ...]
    stance: Cells
    report: bool

    def place(self, name: str) -> Place:
        """Return the column that a name in a template stands for."""
        return place(name, {join.name for join in self.joins})

    def cells(self) -> Iterator[Cell]:
        """Yield every cell."""
        for cells in (self.source, *(made.cells for made in self.made), self.stance):
            for several in cells.values():
                yield from several

    def many_of(self, cell: Cell) -> str:
        """Return the join by which a cell may have several values, empty where there is none."""
        many = {join.name for join in self.joins if join.many}
        return next((where for name in cell.template.columns() if (where := self.place(name).join) in many), "")
