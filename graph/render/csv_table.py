"""Tables as CSV that a spreadsheet opens without running anything. Layer: render.

A spreadsheet runs a cell that begins with ``=``, ``+``, ``-`` or ``@`` as a formula. In CSV every text that begins with
one of these (in full width too), with a tab, a line break or an apostrophe gets an apostrophe in front. To have the
exact text back, take one apostrophe off each cell of text that begins with one. Numbers are numbers and stay so.
"""

from __future__ import annotations

import io
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv

_RISKY: Final = "^[=+\\-@\uff1d\uff0b\uff0d\uff20\t\r\n']"


def render_csv(table: pa.Table) -> bytes:
    r"""Return a table as CSV in UTF-8: texts in quotation marks and harmless, no value as an empty cell.

    >>> render_csv(pa.table({"holder": ["=1+1", None], "value": [-0.67, 1.0]})).decode()
    '"holder","value"\n"\'=1+1",-0.67\n,1\n'
    """
    columns = {name: _harmless(table.column(name)) for name in table.column_names}
    sink = io.BytesIO()
    pa_csv.write_csv(pa.table(columns), sink, pa_csv.WriteOptions(quoting_style="needed"))
    return sink.getvalue()


def _harmless(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if column.type != pa.string():
        return column
    return pc.if_else(pc.match_substring_regex(column, _RISKY), pc.binary_join_element_wise("'", column, ""), column)
