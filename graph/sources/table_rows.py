"""Rows of a table file as columns of texts, and what does not fit its header. Layer: sources."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ..errors import did_you_mean
from ..model.columns import Column
from .problems import Mark, Problems

COMPRESSED: Final = ".gz"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFile:
    """A file and how it is read; ``delimiter`` is empty where the suffix says it."""

    path: Path
    encoding: str = "utf-8"
    delimiter: str = ""
    sheet: str = ""
    empty: frozenset[str] = frozenset()

    @property
    def suffix(self) -> str:
        """The suffix that tells the format, that of compression left out."""
        return table_suffix(self.path)


@dataclass(frozen=True, slots=True)
class Ragged:
    """A row that has more or fewer fields than the header."""

    line: int
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The columns that were asked for, the line of each row, and the rows that do not fit the header."""

    file: TableFile
    columns: dict[str, Column[str]]
    header: tuple[str, ...]
    lines: array[int]
    ragged: list[Ragged]

    @property
    def name(self) -> str:
        """The name of the file."""
        return self.file.path.name


def table_suffix(path: Path) -> str:
    """Return the suffix that tells the format of a table.

    >>> table_suffix(Path("votes.csv.gz")), table_suffix(Path("votes.parquet"))
    ('.csv', '.parquet')
    """
    plain = path.with_suffix("") if path.suffix == COMPRESSED else path
    return plain.suffix


class NotATable(Exception):
    """What makes a file unreadable as a table: not an error of the program, a finding about the file."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(slots=True)
class Rows:
    """Takes a header, then rows, and keeps the columns that are wanted."""

    file: TableFile
    wanted: Mapping[str, Mark]
    problems: Problems
    header: tuple[str, ...] = ()
    last: int = 0
    """The last line that was read."""
    places: dict[str, int] = field(default_factory=dict)
    codes: dict[str, array[int]] = field(default_factory=dict)
    index: dict[str, defaultdict[str, int]] = field(default_factory=dict)
    lines: array[int] = field(default_factory=lambda: array("i"))
    ragged: list[Ragged] = field(default_factory=list)

    def begin(self, header: Sequence[str]) -> None:
        """Take the header: find the columns that are wanted, and note those that are not there."""
        if not any(header):
            raise NotATable("is empty: it has no header", "the first row names the columns")
        self.header = tuple(header)
        for name, mark in self.wanted.items():
            if header.count(name) != 1:
                self._note_column(name, mark, header)
                continue
            numbers: defaultdict[str, int] = defaultdict()
            numbers.default_factory = numbers.__len__
            self.places[name], self.codes[name], self.index[name] = header.index(name), array("i"), numbers

    def _note_column(self, name: str, mark: Mark, header: Sequence[str]) -> None:
        path = self.file.path
        if name in header:
            message = f"{path} has several columns {name!r}"
            self.problems.error("duplicate-column", mark, message, hint="rename one of them in the table", id=name)
            return
        there = f"its columns are: {', '.join(header)}"
        if len(header) == 1 and any(sign in header[0] for sign in ";\t|,"):
            there += "; is it separated by another sign? Say so: delimiter: ';'"
        near = did_you_mean(name, header)
        hint = f"{near} {there[0].upper()}{there[1:]}" if near else there
        self.problems.error("unknown-column", mark, f"{path} has no column {name!r}", hint=hint, id=name)

    def add_rows(self, lines: Sequence[int], rows: Sequence[Sequence[str]]) -> None:
        """Take rows; those that do not have the width of the header are kept aside."""
        if set(map(len, rows)) != {len(self.header)}:
            lines, rows = self._without_ragged(lines, rows)
        if rows:
            columns = list(zip(*rows, strict=True))
            self.add_columns(lines, {name: columns[place] for name, place in self.places.items()})

    def _without_ragged(
        self, lines: Sequence[int], rows: Sequence[Sequence[str]]
    ) -> tuple[list[int], list[Sequence[str]]]:
        fitting: list[tuple[int, Sequence[str]]] = []
        for line, row in zip(lines, rows, strict=True):
            if len(row) == len(self.header):
                fitting.append((line, row))
            else:
                self.ragged.append(Ragged(line, tuple(row)))
        return [line for line, _ in fitting], [row for _, row in fitting]

    def add_columns(self, lines: Sequence[int], columns: Mapping[str, Sequence[str]]) -> None:
        """Take rows column by column."""
        self.lines.extend(lines)
        for name, texts in columns.items():
            self.codes[name].extend(map(self.index[name].__getitem__, texts))

    def table(self) -> Table:
        """Return what was taken."""
        empty = self.file.empty
        columns = {
            name: Column(codes, tuple("" if text in empty else text for text in self.index[name]))
            for name, codes in self.codes.items()
        }
        return Table(self.file, columns, self.header, self.lines, self.ragged)
