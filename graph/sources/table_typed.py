"""Typed tables, Parquet and Excel, to rows of texts: a value becomes what people would type. Layer: sources."""

from __future__ import annotations

from datetime import datetime, time
from math import isnan
from typing import Any, Final

from ..errors import MissingExtraError
from .table_rows import NotATable, Rows

_BLOCK: Final = 16384


def read_parquet(rows: Rows) -> None:
    """Read a Parquet file; its lines are the numbers of its rows, from 1."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        parquet = pq.ParquetFile(rows.file.path)
        rows.begin(parquet.schema_arrow.names)
        _check_types(rows, parquet.schema_arrow)
        count = 0
        for batch in parquet.iter_batches(_BLOCK, columns=list(rows.places)):
            columns = {name: list(map(as_text, _plain(batch.column(name)).to_pylist())) for name in rows.places}
            rows.add_columns(range(count + 1, count + batch.num_rows + 1), columns)
            count += batch.num_rows
    except pa.ArrowException as error:
        raise NotATable(f"is no Parquet file: {str(error).splitlines()[0]}", "check how it was made") from error


def _check_types(rows: Rows, schema: Any) -> None:
    import pyarrow as pa

    for name in rows.places:
        kind = schema.field(name).type
        if pa.types.is_nested(kind) or pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
            raise NotATable(f"the column {name!r} is of the type {kind}", "write its values as texts or numbers")


def _plain(values: Any) -> Any:
    """Return Arrow values as such that Python has a type for: moments to the microsecond."""
    import pyarrow as pa

    kind = values.type
    return values.cast(pa.timestamp("us", kind.tz), safe=False) if pa.types.is_timestamp(kind) else values


def read_excel(rows: Rows) -> None:
    """Read a sheet of an Excel file; its lines are the rows of the sheet, and empty ones are no rows.

    Raises:
        MissingExtraError: the library that reads them is not installed.
    """
    cells = _cells(rows)
    rows.begin(cells[0] if cells else [])
    filled = [(line, row) for line, row in enumerate(cells[1:], 2) if any(row)]
    if filled:
        rows.add_rows(*zip(*filled, strict=True))


def _cells(rows: Rows) -> list[list[str]]:
    try:
        import python_calamine as calamine
    except ImportError as error:
        raise MissingExtraError.needs("reading Excel tables", "excel") from error
    wanted = rows.file.sheet
    try:
        book = calamine.CalamineWorkbook.from_path(rows.file.path)
        if wanted and wanted not in book.sheet_names:
            raise NotATable(f"has no sheet {wanted!r}", f"its sheets are: {', '.join(book.sheet_names)}")
        sheet = book.get_sheet_by_name(wanted or book.sheet_names[0])
        return [list(map(as_text, row)) for row in sheet.to_python(skip_empty_area=False)]
    except (calamine.CalamineError, calamine.ZipError, calamine.XmlError) as error:
        raise NotATable(f"is no Excel table: {error}", "save it as .xlsx") from error


def as_text(value: object) -> str:
    """Return a value of a typed table as people type it.

    >>> [as_text(value) for value in (3.0, 0.5, True, None, datetime(2031, 3, 2))]
    ['3', '0.5', 'true', '', '2031-03-02']
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        return _moment(value)
    return "" if value is None else str(value)


def _number(value: float) -> str:
    if isnan(value):
        return ""
    return str(int(value)) if value.is_integer() else repr(value)


def _moment(value: datetime) -> str:
    if value.tzinfo is None and value.time() == time():
        return value.date().isoformat()
    return value.replace(microsecond=0).isoformat().replace("+00:00", "Z")
