"""The rows of a table with the columns of the tables joined to it. Layer: sources."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from ..iris import slug
from ..model.columns import Column, combine
from .mapping import Join, TableMapping
from .problems import Mark, Problems
from .refusals import Fault, Faults, Refusal
from .resolving import REGISTRY_KINDS
from .table_files import read_table
from .table_rows import Table
from .templates import Cell, Template

_NAMES: Final = frozenset({*REGISTRY_KINDS, "target"})
Several = tuple[str, ...]
"""What a row has in a column: one text, of a table with many rows a key several; empty texts keep their place."""


@dataclass(frozen=True, slots=True)
class Joined:
    """A joined table: for each distinct key of the first table, the rows that have it."""

    table: Table
    codes: array[int]
    rows: tuple[tuple[int, ...], ...]

    def column(self, name: str) -> Column[Several]:
        """Return what the rows of the first table have in a column of this one."""
        held = self.table.columns[name]
        return Column(self.codes, tuple(tuple(held[row] for row in rows) for rows in self.rows))


@dataclass(slots=True)
class View:
    """A table and what is joined to it."""

    mapping: TableMapping
    table: Table
    joined: dict[str, Joined] = field(default_factory=dict)
    columns: dict[str, Column[Several]] = field(default_factory=dict)
    faults: Faults = field(default_factory=Faults)
    refused: list[Refusal] = field(default_factory=list)
    codes_of_constants: array[int] = field(init=False)

    def __post_init__(self) -> None:
        self.codes_of_constants = array("i", [0]) * len(self.table.lines)
        self.refused += _ragged(self.table)

    def constant(self, value: str) -> Column[str]:
        """Return a column that has one value."""
        return Column(self.codes_of_constants, (value,))

    def column(self, name: str) -> Column[Several]:
        """Return the column that a name in a template stands for."""
        if name not in self.columns:
            where = self.mapping.place(name)
            if where.join:
                self.columns[name] = self.joined[where.join].column(where.column)
            else:
                self.columns[name] = self.table.columns[where.column].map(lambda text: (text,))
        return self.columns[name]

    def texts(self, cell: Cell) -> Column[Several]:
        """Return what a cell says in each row: a text, several of a table with many rows a key, or none.

        In an id, and in a name that is put together (``vote-{rcid}``), the values of columns are written as ids are.
        """
        names = tuple(dict.fromkeys(cell.template.columns()))
        if not names:
            return self.constant(cell.template.text).map(lambda text: (text,) if text else ())
        is_name = cell.kind == "id" or (cell.template.is_composite and cell.kind in _NAMES)
        fill = partial(_fill, cell.template, names, slugged=is_name and cell.codes is None)
        return combine([self.column(name) for name in names]).map(fill)

    def id_parts(self, cell: Cell, *, slugged: bool) -> tuple[str | Column[str], ...]:
        """Return the parts of an id, of which each row makes its own; a column that is empty in a row is a fault."""
        parts: list[str | Column[str]] = []
        for is_column, piece in cell.template.parts:
            if not is_column:
                parts.append(piece)
                continue
            column = self.column(piece).map(lambda held: held[0] if held else "")
            message = f"the id needs the column {piece!r}, which is empty"
            faults = {
                code: Fault(code="missing-value", message=message, hint="fill it in", id=piece)
                for code, text in enumerate(column.values)
                if not text
            }
            self.faults.add_values(column.codes, faults)
            parts.append(column.map(lambda text: slug(text) if text else text) if slugged else column)
        return tuple(parts)

    def at_fault(self) -> Iterator[Refusal]:
        """Yield the rows that have a fault, each with what it has in the columns that the mapping uses."""
        for number, faults in self.faults.found.items():
            row = {name: column[number] for name, column in self.table.columns.items()}
            for fault in faults:
                line = self.table.lines[number]
                yield Refusal(file=str(self.table.file.path), line=line, fault=fault, row=row)


def _fill(template: Template, names: tuple[str, ...], held: tuple[Several, ...], *, slugged: bool) -> Several:
    """Return what a template says where its columns have several texts each; one text goes with all of another's."""
    if not all(held):
        return ()
    count = max(map(len, held))
    rows = zip(*(texts if len(texts) == count else texts * count for texts in held), strict=True)
    return tuple(template.fill(dict(zip(names, row, strict=True)), slugged=slugged) for row in rows)


def open_view(mapping: TableMapping, find: Callable[[str, Mark], Path | None], problems: Problems) -> View | None:
    """Read the table of a mapping and those joined to it; None where one cannot be read, which is noted."""
    known = len(problems.errors)
    wanted = _wanted(mapping)
    tables: dict[str, Table | None] = {}
    for name, options in (("", mapping.file), *((join.name, join.file) for join in mapping.joins)):
        path = find(options.name, options.marks["file"])
        tables[name] = read_table(options.of(path), wanted[name], problems) if path else None
    first = tables.pop("")
    if first is None or len(problems.errors) > known:
        return None
    view = View(mapping, first)
    for join in mapping.joins:
        table = tables[join.name]
        if table:
            view.joined[join.name] = _join(join, table, view)
    return view


def _wanted(mapping: TableMapping) -> dict[str, dict[str, Mark]]:
    """Return the columns that are needed of each table, each with the place that names it."""
    wanted: dict[str, dict[str, Mark]] = {"": {}, **{join.name: {} for join in mapping.joins}}
    for join in mapping.joins:
        wanted[""].update(dict.fromkeys(join.on, join.mark))
        wanted[join.name].update(dict.fromkeys(join.on.values(), join.mark))
    for cell in mapping.cells():
        for name in cell.template.columns():
            where = mapping.place(name)
            wanted[where.join].setdefault(where.column, cell.mark)
    return wanted


def _ragged(table: Table) -> list[Refusal]:
    return [
        Refusal(
            file=str(table.file.path),
            line=row.line,
            row=row.fields,
            fault=Fault(
                code="ragged-row",
                message=f"the row has {len(row.fields)} fields, the header {len(table.header)}",
                hint="a field with the delimiter in it is put in quotation marks",
            ),
        )
        for row in table.ragged
    ]


def _join(join: Join, table: Table, view: View) -> Joined:
    """Join a table; a row of the first that has no row there is at fault, unless there may be many, and so none."""
    view.refused += _ragged(table)
    theirs = combine([table.columns[name] for name in join.on.values()])
    by_key: dict[Several, list[int]] = {}
    for row, key in enumerate(theirs):
        by_key.setdefault(key, []).append(row)
    ours = combine([view.table.columns[name] for name in join.on])
    if not join.many:
        _refuse_repeated(join, table, by_key, view)
        columns = " and ".join(join.on.values())
        faults = {
            code: Fault(
                code="no-such-key", message=f"{table.name} has no row with {columns} {' and '.join(map(repr, key))}"
            )
            for code, key in enumerate(ours.values)
            if key not in by_key
        }
        view.faults.add_values(ours.codes, faults)
    return Joined(table, ours.codes, tuple(tuple(by_key.get(key, ())) for key in ours.values))


def _refuse_repeated(join: Join, table: Table, by_key: dict[Several, list[int]], view: View) -> None:
    for key, rows in by_key.items():
        for row in rows[1:]:
            said = " and ".join(map(repr, key))
            message = f"the key {said} stands on line {table.lines[rows[0]]} already"
            hint = f"keep one of the rows, or say of the join {join.name!r}: many: true"
            fault = Fault(code="duplicate-key", message=message, hint=hint, id=key[0])
            held = {name: column[row] for name, column in table.columns.items()}
            view.refused.append(Refusal(file=str(table.file.path), line=table.lines[row], fault=fault, row=held))
        del rows[1:]
