"""Columns: the values of a field over many rows, each distinct value held once. Layer: model.

A million rows of a table are a few thousand distinct values and one small number a row. What is done to a value
(checked, resolved, rendered) is done once for each distinct one; rows are only looked at again when they are written.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Generic, Self, TypeVar, overload

V = TypeVar("V")
V_co = TypeVar("V_co", covariant=True)
W = TypeVar("W")


@dataclass(frozen=True, slots=True, eq=False)
class Column(Sequence[V_co], Generic[V_co]):
    """A value for each row: ``values[codes[row]]``.

    >>> votes = Column.of(["yes", "no", "yes"])
    >>> list(votes), votes.values, list(votes.map(str.upper))
    (['yes', 'no', 'yes'], ('yes', 'no'), ['YES', 'NO', 'YES'])
    """

    codes: array[int]
    values: tuple[V_co, ...]

    @classmethod
    def of(cls, rows: Iterable[W]) -> Column[W]:
        """Return the column of the values of rows."""
        index: dict[W, int] = {}
        codes = array("i", (index.setdefault(value, len(index)) for value in rows))
        return Column(codes, tuple(index))

    @classmethod
    def constant(cls, value: W, count: int) -> Column[W]:
        """Return a column that has the same value in each of ``count`` rows."""
        return Column(array("i", [0]) * count, (value,))

    def __len__(self) -> int:
        return len(self.codes)

    @overload
    def __getitem__(self, row: int) -> V_co: ...
    @overload
    def __getitem__(self, row: slice) -> Self: ...
    def __getitem__(self, row: int | slice) -> V_co | Self:
        return type(self)(self.codes[row], self.values) if isinstance(row, slice) else self.values[self.codes[row]]

    def __iter__(self) -> Iterator[V_co]:
        if len(self.values) == 1:
            return repeat(self.values[0], len(self.codes))
        return map(self.values.__getitem__, self.codes)

    def map(self, change: Callable[[V_co], W]) -> Column[W]:
        """Return the column of the changed values; each distinct one is changed once."""
        return Column(self.codes, tuple(map(change, self.values)))

    def take(self, rows: Sequence[int]) -> Self:
        """Return the column of some of the rows."""
        return type(self)(array("i", map(self.codes.__getitem__, rows)), self.values)


def combine(columns: Sequence[Column[V]]) -> Column[tuple[V, ...]]:
    """Return the column of the tuples that columns have in each row; there is at least one.

    Columns that were made of the same one share its codes, and are combined without looking at the rows.

    >>> list(combine([Column.of("aab"), Column.of("xyx")]))
    [('a', 'x'), ('a', 'y'), ('b', 'x')]
    """
    distinct = list({id(column.codes): column.codes for column in columns}.values())
    if len(distinct) == 1:
        return Column(distinct[0], tuple(zip(*(column.values for column in columns), strict=True)))
    index: dict[tuple[int, ...], int] = {}
    codes = array("i", (index.setdefault(row, len(index)) for row in zip(*distinct, strict=True)))
    place = {id(held): number for number, held in enumerate(distinct)}
    return Column(
        codes,
        tuple(tuple(column.values[row[place[id(column.codes)]]] for column in columns) for row in index),
    )


@dataclass(frozen=True, slots=True, eq=False)
class Texts(Sequence[str]):
    """A text for each row, put together when it is asked for: of fixed words, and of columns of texts.

    >>> list(Texts(("record:", Column.of(["3", "4"]), "-", Column.of(["iran", "iran"]))))
    ['record:3-iran', 'record:4-iran']
    """

    parts: tuple[str | Column[str], ...]

    def __len__(self) -> int:
        return next((len(part) for part in self.parts if isinstance(part, Column)), 0)

    @overload
    def __getitem__(self, row: int) -> str: ...
    @overload
    def __getitem__(self, row: slice) -> Self: ...
    def __getitem__(self, row: int | slice) -> str | Self:
        if isinstance(row, slice):
            return type(self)(tuple(part if isinstance(part, str) else part[row] for part in self.parts))
        return "".join(part if isinstance(part, str) else part[row] for part in self.parts)

    def __iter__(self) -> Iterator[str]:
        count = len(self)
        parts = (repeat(part, count) if isinstance(part, str) else part for part in self.parts)
        return map("".join, zip(*parts, strict=True))

    def after(self, prefix: str) -> Texts:
        """Return the texts with a prefix."""
        return Texts((prefix, *self.parts))

    def take(self, rows: Sequence[int]) -> Self:
        """Return the texts of some of the rows."""
        return type(self)(tuple(part if isinstance(part, str) else part.take(rows) for part in self.parts))
