"""The stances that the rows of a table hold, as columns: what a table's reader yields. Layer: model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ..iris import Curie
from .columns import Column, Texts
from .node import Node, Values
from .registry import Registry

ValueColumn = Column[Values] | Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Records:
    """Stances by column, one row each, with the nodes that they share and the record that each rests on.

    ``registry`` answers for every name in the columns; ``made`` are its entries that the table itself made, which were
    checked as they were made.
    """

    file: str
    annotator: Curie
    registry: Registry
    shared: tuple[Node, ...]
    made: frozenset[Curie]
    names: Texts
    columns: Mapping[str, ValueColumn]
    locators: Texts
    locator_columns: Mapping[str, ValueColumn]

    def __len__(self) -> int:
        return len(self.names)

    @property
    def sources(self) -> Column[Values]:
        """The source of each row."""
        column = self.columns["source"]
        return column if isinstance(column, Column) else Column.of(column)

    def take(self, rows: Sequence[int]) -> Records:
        """Return some of the rows."""
        return replace(
            self,
            names=self.names.take(rows),
            columns={name: column.take(rows) for name, column in self.columns.items()},
            locators=self.locators.take(rows),
            locator_columns={name: column.take(rows) for name, column in self.locator_columns.items()},
        )

    def used(self, fields: Sequence[str]) -> Iterator[Curie]:
        """Yield the names that stand in some columns, each once a column."""
        for field in fields:
            column = self.columns.get(field)
            if isinstance(column, Column):
                for code in sorted(set(column.codes)):
                    value = column.values[code]
                    names = value if isinstance(value, tuple) else (value,)
                    yield from (Curie(name) for name in names if isinstance(name, str))
