"""Table files to columns of texts: CSV, Parquet and Excel, every row with its line. Layer: sources.

A cell is a text, as it stands in the file; a number of Parquet or Excel is written as people type it (``3``, not
``3.0``), a date as ISO 8601. What an empty cell means, and what texts mean empty, the mapping says.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import zlib
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from itertools import islice
from pathlib import Path
from typing import IO, Any, Final

from ..errors import MissingExtraError, did_you_mean
from ..model.columns import Column
from .problems import Mark, Problems

_BLOCK: Final = 16384
_COMPRESSED: Final = ".gz"
_TEXT: Final = frozenset({".csv", ".tsv"})


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
    plain = path.with_suffix("") if path.suffix == _COMPRESSED else path
    return plain.suffix


def read_table(file: TableFile, wanted: Mapping[str, Mark], problems: Problems) -> Table | None:
    """Read the columns that are wanted, each by the place that names it; note why where the file cannot be read.

    Raises:
        MissingExtraError: the file is an Excel table, and the extra is not installed.
    """
    mark = Mark(str(file.path))
    rows = _Rows(file, wanted, problems)
    try:
        _READERS[file.suffix](rows)
    except UnicodeError:
        line = _line_of_bad_byte(file)
        hint = "say how it is encoded: encoding: latin-1, cp1252, utf-16 …"
        problems.error("not-utf8", Mark(str(file.path), line), f"the text is not {file.encoding}", hint=hint)
    except csv.Error as error:
        message = f"the row that begins here is not CSV: {error}"
        hint = "close the quotation mark, or double it where it is part of the text"
        problems.error("table-format", Mark(str(file.path), rows.last + 1), message, hint=hint)
    except (gzip.BadGzipFile, EOFError, zlib.error) as error:
        problems.error("table-format", mark, f"cannot be decompressed: {error}", hint="compress it again")
    except OSError as error:
        reason = error.strerror or str(error)
        problems.error("unreadable", mark, f"cannot be read: {reason}", hint="check the path and its permissions")
    except _NotATable as error:
        problems.error("table-format", mark, str(error), hint=error.hint)
    else:
        return rows.table()
    return None


class _NotATable(Exception):
    """What makes a file unreadable as a table: not an error of the program, a finding about the file."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(slots=True)
class _Rows:
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
            raise _NotATable("is empty: it has no header", "the first row names the columns")
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
        width = len(self.header)
        if any(len(row) != width for row in rows):
            pairs = list(zip(lines, rows, strict=True))
            self.ragged += [Ragged(line, tuple(row)) for line, row in pairs if len(row) != width]
            fitting = [pair for pair in pairs if len(pair[1]) == width]
            lines, rows = [line for line, _ in fitting], [row for _, row in fitting]
        if rows:
            columns = list(zip(*rows, strict=True))
            self.add_columns(lines, {name: columns[place] for name, place in self.places.items()})

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


def _read_csv(rows: _Rows) -> None:
    file = rows.file
    delimiter = file.delimiter or ("\t" if file.suffix == ".tsv" else ",")
    with _open_text(file) as text:
        reader = csv.reader(text, delimiter=delimiter, strict=True)
        rows.begin(next(reader, []))
        rows.last = reader.line_num
        numbered = _numbered(reader, rows)
        while block := list(islice(numbered, _BLOCK)):
            rows.add_rows(*zip(*block, strict=True))


def _numbered(reader: Any, rows: _Rows) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line that it begins on; empty lines are no rows."""
    for row in reader:
        line, rows.last = rows.last + 1, reader.line_num
        if row:
            yield line, row


def _open_text(file: TableFile) -> IO[str]:
    # A byte order mark is no part of the first column's name.
    encoding = "utf-8-sig" if codecs.lookup(file.encoding).name == "utf-8" else file.encoding
    if file.path.suffix == _COMPRESSED:
        return gzip.open(file.path, "rt", encoding=encoding, newline="")
    return file.path.open(encoding=encoding, newline="")


def _line_of_bad_byte(file: TableFile) -> int:
    """Return the line on which the text cannot be decoded."""
    raw = file.path.read_bytes()
    text = gzip.decompress(raw) if file.path.suffix == _COMPRESSED else raw
    try:
        text.decode(file.encoding)
    except UnicodeDecodeError as error:
        return text[: error.start].decode(file.encoding).count("\n") + 1
    except UnicodeError:
        return 1  # such as a missing byte order mark
    return 0


def _read_parquet(rows: _Rows) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        parquet = pq.ParquetFile(rows.file.path)
        schema = parquet.schema_arrow
        rows.begin(schema.names)
        for name in rows.places:
            if pa.types.is_nested(schema.field(name).type):
                raise _NotATable(f"the column {name!r} holds lists or structures", "give each value a column")
        count = 0
        for batch in parquet.iter_batches(_BLOCK, columns=list(rows.places)):
            columns = {name: list(map(as_text, _plain(batch.column(name)).to_pylist())) for name in rows.places}
            rows.add_columns(range(count + 1, count + batch.num_rows + 1), columns)
            count += batch.num_rows
    except pa.ArrowException as error:
        raise _NotATable(f"is no Parquet file: {str(error).splitlines()[0]}", "check how it was made") from error


def _plain(values: Any) -> Any:
    """Return Arrow values as such that Python has a type for: moments to the microsecond."""
    import pyarrow as pa

    kind = values.type
    return values.cast(pa.timestamp("us", kind.tz), safe=False) if pa.types.is_timestamp(kind) else values


def _read_excel(rows: _Rows) -> None:
    try:
        import python_calamine as calamine
    except ImportError as error:
        raise MissingExtraError.needs("reading Excel tables", "excel") from error
    file = rows.file
    try:
        book = calamine.CalamineWorkbook.from_path(file.path)
        if file.sheet and file.sheet not in book.sheet_names:
            raise _NotATable(f"has no sheet {file.sheet!r}", f"its sheets are: {', '.join(book.sheet_names)}")
        sheet = book.get_sheet_by_name(file.sheet or book.sheet_names[0])
        cells = [[as_text(value) for value in row] for row in sheet.to_python(skip_empty_area=False)]
    except (calamine.CalamineError, calamine.ZipError, calamine.XmlError) as error:
        raise _NotATable(f"is no Excel table: {error}", "save it as .xlsx") from error
    rows.begin(cells[0] if cells else [])
    filled = [(line, row) for line, row in enumerate(cells[1:], 2) if any(row)]
    if filled:
        rows.add_rows(*zip(*filled, strict=True))


def as_text(value: object) -> str:
    """Return a value of a typed table as people type it.

    >>> [as_text(value) for value in (3.0, 0.5, True, None, date(2031, 3, 2), datetime(2031, 3, 2))]
    ['3', '0.5', 'true', '', '2031-03-02', '2031-03-02']
    """
    if value is None or value != value:  # noqa: PLR0124  a float that is no number
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, datetime):
        return _moment(value)
    return value.isoformat() if isinstance(value, date) else str(value)


def _moment(value: datetime) -> str:
    if value.tzinfo is None and value.time() == time():
        return value.date().isoformat()
    return value.replace(microsecond=0).isoformat().replace("+00:00", "Z")


_READERS: Final[dict[str, Callable[[_Rows], None]]] = {
    **dict.fromkeys(_TEXT, _read_csv),
    ".parquet": _read_parquet,
    ".xlsx": _read_excel,
}
TABLE_SUFFIXES: Final = frozenset(_READERS)
