"""What a mapping may not ask for, since no row can have it. Layer: sources."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path

from ..iris import mint
from .form import FORMS
from .mapping import FileOptions, TableMapping
from .problems import Problems
from .table_files import TABLE_SUFFIXES
from .table_rows import table_suffix
from .templates import Cell


def check_mapping(mapping: TableMapping, problems: Problems) -> None:
    """Note everything that is wrong with a mapping as a whole."""
    for file in (mapping.file, *(join.file for join in mapping.joins)):
        _check_file(file, problems)
    _check_joins(mapping, problems)
    for cell in mapping.cells():
        _check_joined(cell, mapping, problems)
    for name, cell in _single(mapping):
        _check_single(name, cell, mapping, problems)
    for cell in (*mapping.source["id"], *mapping.stance["id"], *(one.cells["id"][0] for one in mapping.made)):
        _check_id(cell, problems)
    _check_stance(mapping, problems)


def _check_file(file: FileOptions, problems: Problems) -> None:
    if file.name and table_suffix(Path(file.name)) not in TABLE_SUFFIXES:
        hint = f"these are: {', '.join(sorted(TABLE_SUFFIXES))}"
        message = f"{file.name} is no table that can be read"
        problems.error("unreadable", file.marks["file"], message, hint=hint, id=file.name)
    if not _is_encoding(file.encoding):
        hint = "such as utf-8, utf-16, latin-1, cp1252"
        message = f"there is no encoding {file.encoding!r}"
        problems.error("wrong-value", file.marks["encoding"], message, hint=hint, id=file.encoding)
    if len(file.delimiter) > 1:
        hint = 'write it in quotation marks: ";", "\\t", "|"'
        message = f"the delimiter {file.delimiter!r} is not one character"
        problems.error("wrong-value", file.marks["delimiter"], message, hint=hint, id=file.delimiter)


def _is_encoding(name: str) -> bool:
    try:
        return "".encode(name) is not None and codecs.lookup(name) is not None
    except (LookupError, ValueError):
        return False


def _check_joins(mapping: TableMapping, problems: Problems) -> None:
    seen: set[str] = set()
    for join in mapping.joins:
        if join.name in seen:
            message = f"two joins are called {join.name!r}"
            problems.error("duplicate-id", join.mark, message, hint="give each a name of its own", id=join.name)
        seen.add(join.name)


def _check_joined(cell: Cell, mapping: TableMapping, problems: Problems) -> None:
    many = {join.name for join in mapping.joins if join.many}
    used = {mapping.place(name).join for name in cell.template.columns()}
    if len(used & many) > 1:
        message = "the columns are of several tables that have many rows a key"
        problems.error("several-values", cell.mark, message, hint="take the columns of one of them")


def _single(mapping: TableMapping) -> Iterator[tuple[str, Cell]]:
    """Yield the cells of a source and of a stance that take one value."""
    for cells, form in ((mapping.source, "table-source"), (mapping.stance, "row")):
        names = (known.name for known in FORMS[form] if not known.many)
        yield from ((name, cell) for name in names for cell in cells.get(name, ()))


def _check_single(name: str, cell: Cell, mapping: TableMapping, problems: Problems) -> None:
    join = mapping.many_of(cell)
    if join:
        message = f"{name!r} takes one value, and {join!r} may have many rows a key"
        problems.error("several-values", cell.mark, message, hint="take a column that has one value a row", id=name)


def _check_id(cell: Cell, problems: Problems) -> None:
    """Note fixed words that cannot be part of an IRI."""
    sample = "".join("x" if is_column else piece for is_column, piece in cell.template.parts)
    try:
        mint("stance", sample)
    except ValueError as error:
        problems.error("bad-id", cell.mark, str(error), hint='an id is such as "{rcid}-{country}"', id=sample)


def _check_stance(mapping: TableMapping, problems: Problems) -> None:
    stance = mapping.stance
    if "value" in stance and "position" not in stance:
        hint = "add position:, the concept that comes nearest"
        problems.error("missing-field", stance["value"][0].mark, "a value needs a position", hint=hint)
    (row,) = stance["id"]
    if not any(row.template.columns()):
        hint = 'put the columns that tell rows apart into it: "{rcid}-{country}"'
        problems.error("bad-id", row.mark, "all rows have the same id: there is no column in it", hint=hint)
