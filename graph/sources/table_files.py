"""Table files to columns of texts: CSV, Parquet and Excel, every row with its line. Layer: sources.

A cell is a text, as it stands in the file; a number of Parquet or Excel is written as people type it (``3``, not
``3.0``), a date as ISO 8601. What texts mean empty, the mapping says.
"""

from __future__ import annotations

import codecs
import csv
import gzip
import zlib
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import IO, Any, Final

from .problems import Mark, Problems
from .table_rows import COMPRESSED, NotATable, Rows, Table, TableFile
from .table_typed import read_excel, read_parquet

_BLOCK: Final = 16384


def read_table(file: TableFile, wanted: Mapping[str, Mark], problems: Problems) -> Table | None:
    """Read the columns that are wanted, each by the place that names it; note why where the file cannot be read.

    Raises:
        MissingExtraError: the file is an Excel table, and the extra is not installed.
    """
    mark = Mark(str(file.path))
    rows = Rows(file, wanted, problems)
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
    except NotATable as error:
        problems.error("table-format", mark, str(error), hint=error.hint)
    else:
        return rows.table()
    return None


def _read_csv(rows: Rows) -> None:
    file = rows.file
    delimiter = file.delimiter or ("\t" if file.suffix == ".tsv" else ",")
    with _open_text(file) as text:
        reader = csv.reader(text, delimiter=delimiter, strict=True)
        rows.begin(next(reader, []))
        rows.last = reader.line_num
        numbered = _numbered(reader, rows)
        while block := list(islice(numbered, _BLOCK)):
            rows.add_rows(*zip(*block, strict=True))


def _numbered(reader: Any, rows: Rows) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line that it begins on; empty lines are no rows."""
    for row in reader:
        line, rows.last = rows.last + 1, reader.line_num
        if row:
            yield line, row


def _open_text(file: TableFile) -> IO[str]:
    # A byte order mark is no part of the first column's name.
    encoding = "utf-8-sig" if codecs.lookup(file.encoding).name == "utf-8" else file.encoding
    if file.path.suffix == COMPRESSED:
        return gzip.open(file.path, "rt", encoding=encoding, newline="")
    return file.path.open(encoding=encoding, newline="")


def _line_of_bad_byte(file: TableFile) -> int:
    """Return the line on which the text cannot be decoded."""
    raw = file.path.read_bytes()
    text = gzip.decompress(raw) if file.path.suffix == COMPRESSED else raw
    try:
        text.decode(file.encoding)
    except UnicodeDecodeError as error:
        return text[: error.start].decode(file.encoding).count("\n") + 1
    except UnicodeError:
        return 1  # such as a missing byte order mark
    return 0


_READERS: Final[dict[str, Callable[[Rows], None]]] = {
    ".csv": _read_csv,
    ".tsv": _read_csv,
    ".parquet": read_parquet,
    ".xlsx": read_excel,
}
TABLE_SUFFIXES: Final = frozenset(_READERS)
