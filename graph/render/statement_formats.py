"""The statement table as CSV and Parquet, with labels and quotes beside the IRIs. Layer: render.

A spreadsheet runs a cell that begins with ``=``, ``+``, ``-`` or ``@`` as a formula. In CSV every text that begins with
one of these (in full width too), with a tab, a line break or an apostrophe gets an apostrophe in front. To have the
exact text back, take one apostrophe off each cell of text that begins with one. Numbers are numbers and stay so.
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq
import pyoxigraph as ox

from ..networks.graphs import statements
from ..networks.words import labels, quotes
from ..store.directory import GraphDirectory

_LABELLED: Final = ("holder", "target", "source", "speaker", "outlet")
_BETWEEN: Final = "; "  # labels of several speakers
_RISKY: Final = "^[=+\\-@\uff1d\uff0b\uff0d\uff20\t\r\n']"


def statement_table(graph: GraphDirectory, store: ox.Store, *, primary: bool) -> pa.Table:
    """Return the statement table, each resource followed by its label (``holder``, ``holderLabel``), and ``quote``.

    ``store`` is what labels and quotes are read from.
    """
    table, known = statements(graph, primary=primary), labels(store)
    columns: dict[str, pa.Array] = {}
    for name in table.column_names:
        columns[name] = _plain(table.column(name))
        if name in _LABELLED:
            columns[f"{name}Label"] = pa.array(_labels_of(columns[name], known), type=pa.string())
    words = quotes(store)
    columns["quote"] = pa.array([words.get(iri) for iri in columns["stance"].to_pylist()], type=pa.string())
    return pa.table(columns)


def _plain(column: pa.ChunkedArray) -> pa.Array:
    plain = column.cast(pa.string()) if pa.types.is_dictionary(column.type) else column
    return plain.combine_chunks()


def _labels_of(column: pa.Array, known: Mapping[str, str]) -> list[str | None]:
    distinct: dict[str | None, str | None] = {None: None}
    for iris in pc.unique(column).to_pylist():
        found = [known[iri] for iri in (iris or "").split(" ") if iri in known]
        distinct[iris] = _BETWEEN.join(found) or None
    return [distinct[iris] for iris in column.to_pylist()]


def render_csv(table: pa.Table) -> bytes:
    """Return a table as CSV in UTF-8: texts in quotation marks and harmless, no value as an empty cell."""
    columns = {name: _harmless(table.column(name)) for name in table.column_names}
    sink = io.BytesIO()
    pa_csv.write_csv(pa.table(columns), sink, pa_csv.WriteOptions(quoting_style="needed"))
    return sink.getvalue()


def _harmless(column: pa.ChunkedArray) -> pa.ChunkedArray:
    if column.type != pa.string():
        return column
    return pc.if_else(pc.match_substring_regex(column, _RISKY), pc.binary_join_element_wise("'", column, ""), column)


def render_parquet(table: pa.Table) -> bytes:
    """Return a table as Parquet."""
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd")
    return sink.getvalue()
