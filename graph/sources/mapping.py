"""The mapping of a table: which column is holder, target, position, time …, as one YAML file. Layer: sources.

table:
file: votes.csv
source: {id: council-votes, title: Votes of the council, published: "{date}"}
annotator: clerk
stance: {id: "{vote}-{state}", holder: "{state}", target: "{motion}", position: "{cast}", time: "{date}"}
"""

from __future__ import annotations

import codecs
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..iris import mint
from ..model.registry import Registry
from .fields import Filled, read_form
from .form import FORMS
from .located import Mapping as LocatedMapping
from .problems import Mark, Problems
from .resolving import Resolver
from .table_files import TABLE_SUFFIXES, TableFile, table_suffix
from .templates import Cell, place

Cells = Mapping[str, tuple[Cell, ...]]
"""Field → the cells it is read from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileOptions:
    """Which file a table is, and how it is read."""

    name: str
    mark: Mark
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
    joins: Mapping[str, Join]
    source: Cells
    annotator: str
    made: tuple[Made, ...]
    stance: Cells
    report: bool

    def files(self) -> Iterator[FileOptions]:
        """Yield the files that it names."""
        yield from (self.file, *(join.file for join in self.joins.values()))

    def cells(self) -> Iterator[Cell]:
        """Yield every cell."""
        for cells in (self.source, *(made.cells for made in self.made), self.stance):
            for several in cells.values():
                yield from several

    def many_of(self, cell: Cell) -> str:
        """Return the join by which a cell may have several values, empty where there is none."""
        names = (place(name, self.joins.keys()).join for name in cell.template.columns())
        return next((name for name in names if name and self.joins[name].many), "")


def read_mapping(document: LocatedMapping, path: Path, problems: Problems) -> TableMapping | None:
    """Read a mapping; None where something is wrong, which is noted."""
    known = len(problems.errors)
    resolver = Resolver(registry=Registry(), problems=problems)
    filled = read_form("mapping-document", document, resolver)
    table: Filled | None = filled.get("table") if filled else None
    if table is None or len(problems.errors) > known:
        return None
    options = _file_options(table, "", problems)
    _check_names([join for join in table.many("joins") if join.get("name")], problems)
    mapping = TableMapping(
        path=path,
        mark=table.mark,
        file=options,
        joins={join.get("name"): _join(join, options, problems) for join in table.many("joins")},
        source=_cells(table.get("source")),
        annotator=table.get("annotator"),
        made=tuple(Made(kind=one.get("kind"), cells=_cells(one), mark=one.mark) for one in table.many("make")),
        stance=_cells(table.get("stance")),
        report=table.get("on-bad-row") == "report",
    )
    _check(mapping, problems)
    return None if len(problems.errors) > known else mapping


def _check_names(joins: Iterable[Filled], problems: Problems) -> None:
    seen: set[str] = set()
    for join in joins:
        name = join.get("name")
        if name in seen:
            message = f"two joins are called {name!r}"
            problems.error("duplicate-id", join.mark, message, hint="give each a name of its own", id=name)
        seen.add(name)


def _cells(filled: Filled) -> Cells:
    """Return the fields of a section that are cells; those that take one value have one."""
    kinds = {known.name: known for known in FORMS[filled.form]}
    found = {name: value for name, value in filled.values.items() if kinds[name].kind.startswith("cell:")}
    return {name: value if kinds[name].many else (value,) for name, value in found.items()}


def _join(join: Filled, first: FileOptions, problems: Problems) -> Join:
    options = _file_options(join, first.encoding, problems, delimiter=first.delimiter)
    return Join(
        name=join.get("name"), file=options, on=join.get("on"), many=bool(join.get("many")), mark=join.where("on")
    )


def _file_options(filled: Filled, encoding: str, problems: Problems, *, delimiter: str = "") -> FileOptions:
    name, encoding = filled.get("file") or "", filled.get("encoding") or encoding or "utf-8"
    delimiter = filled.get("delimiter") or delimiter
    if name and table_suffix(Path(name)) not in TABLE_SUFFIXES:
        hint = f"these are: {', '.join(sorted(TABLE_SUFFIXES))}"
        problems.error("unreadable", filled.where("file"), f"{name} is no table that can be read", hint=hint, id=name)
    if not _is_encoding(encoding):
        hint = "such as utf-8, utf-16, latin-1, cp1252"
        message = f"there is no encoding {encoding!r}"
        problems.error("wrong-value", filled.where("encoding"), message, hint=hint, id=encoding)
    if len(delimiter) > 1:
        hint = 'write it in quotation marks: ";", "\\t", "|"'
        message = f"the delimiter {delimiter!r} is not one character"
        problems.error("wrong-value", filled.where("delimiter"), message, hint=hint, id=delimiter)
    return FileOptions(
        name=name,
        mark=filled.where("file"),
        encoding=encoding,
        delimiter=delimiter,
        sheet=filled.get("sheet") or "",
        empty=frozenset(filled.many("empty")),
    )


def _is_encoding(name: str) -> bool:
    try:
        return codecs.lookup(name)._is_text_encoding  # noqa: SLF001  there is no public name for it
    except (LookupError, ValueError):
        return False


def _check(mapping: TableMapping, problems: Problems) -> None:
    """Note what a mapping asks for that no row can have."""
    for cells, form in ((mapping.source, "table-source"), (mapping.stance, "row")):
        several = {known.name for known in FORMS[form] if known.many}
        _check_single(
            mapping, ((name, cell) for name in cells if name not in several for cell in cells[name]), problems
        )
    for cell in mapping.cells():
        joins = {place(name, mapping.joins.keys()).join for name in cell.template.columns()}
        if sum(mapping.joins[name].many for name in joins if name) > 1:
            message = "the columns are of several tables that have many rows a key"
            problems.error("several-values", cell.mark, message, hint="take the columns of one of them")
    for identity in (*mapping.source["id"], *mapping.stance["id"], *(one.cells["id"][0] for one in mapping.made)):
        _check_id(identity, problems)
    (row,) = mapping.stance["id"]
    if not any(row.template.columns()):
        hint = 'put the columns that tell rows apart into it: "{rcid}-{country}"'
        problems.error("bad-id", row.mark, "all rows have the same id: there is no column in it", hint=hint)


def _check_single(mapping: TableMapping, cells: Iterable[tuple[str, Cell]], problems: Problems) -> None:
    for name, cell in cells:
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


def is_mapping(document: LocatedMapping) -> bool:
    """Tell whether a document is the mapping of a table."""
    return "table" in document.entries
