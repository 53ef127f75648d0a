"""The statement table with labels and quotes beside the IRIs, and as Parquet. Layer: render."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pyoxigraph as ox

from ..networks.graphs import statements
from ..networks.words import labels, quotes
from ..store.directory import GraphDirectory

_LABELLED: Final = ("holder", "target", "source", "speaker", "outlet")
_BETWEEN: Final = "; "  # labels of several speakers


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


def render_parquet(table: pa.Table) -> bytes:
    """Return a table as Parquet."""
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd")
    return sink.getvalue()
