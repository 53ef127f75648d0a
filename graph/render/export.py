"""Writes a built graph in the formats that others read. Layer: render.

Turtle, N-Triples, RDF/XML and JSON-LD hold the default graph: registry, sources and primary readings, which is all that
a build needs. TriG and N-Quads are exact dumps of everything, second annotators and conclusions in graphs of their own.
GraphML and GEXF hold the network, CSV and Parquet the statement table, of primary readings. The same graph gives the
same bytes.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from ..errors import ExportError
from ..files import write_whole
from ..iris import VOCABULARIES, Names
from ..store.directory import GraphDirectory
from .dataset import Dataset, Layer, read_dataset, select_layer, sorted_lines
from .quotes import Quotes, hide_words
from .turtle import render_trig, render_turtle
from .xml_text import keep_returns, refuse_in_triples


class Format(StrEnum):
    """A format that a graph can be written in."""

    TTL = "ttl"
    NT = "nt"
    TRIG = "trig"
    NQ = "nq"
    RDF = "rdf"
    JSONLD = "jsonld"
    GRAPHML = "graphml"
    GEXF = "gexf"
    CSV = "csv"
    PARQUET = "parquet"


_SUFFIXES: Final = {f".{form}": form for form in Format} | {".xml": Format.RDF, ".json": Format.JSONLD}
_QUADS: Final = frozenset({Format.TRIG, Format.NQ})
_NETWORKS: Final = frozenset({Format.GRAPHML, Format.GEXF})
_TABLES: Final = frozenset({Format.CSV, Format.PARQUET})


def format_of(path: Path) -> Format:
    """Return the format that the suffix of a file names.

    >>> format_of(Path("talks.ttl"))
    <Format.TTL: 'ttl'>

    Raises:
        ExportError: it names none.
    """
    found = _SUFFIXES.get(path.suffix.lower())
    if found is None:
        hint = f"name the format: --format {'|'.join(Format)}"
        raise ExportError(f"{path}: the suffix {path.suffix!r} names no format", hint=hint)
    return found


def write_export(
    graph: GraphDirectory,
    path: Path,
    *,
    format: Format | None = None,  # noqa: A002  as on the command line
    layer: Layer | None = None,
    quotes: Quotes = Quotes.FULL,
) -> None:
    """Write a graph to a file, whole or not at all; the suffix says how, if nothing else does.

    Raises:
        ExportError: the suffix names no format, or the format cannot hold the layer or a character.
        OSError: the disk is full, or the folder cannot be written; an existing file is untouched.
    """
    write_whole(path, render_export(graph, format or format_of(path), layer=layer, quotes=quotes))


def render_export(
    graph: GraphDirectory,
    format: Format,  # noqa: A002
    *,
    layer: Layer | None = None,
    quotes: Quotes = Quotes.FULL,
) -> bytes:
    """Return a graph in a format, or one layer of it.

    Raises:
        ExportError: the format cannot hold the layer, or a character of the graph.
    """
    if format in _NETWORKS | _TABLES:
        if layer not in {None, Layer.READINGS, Layer.ALL}:
            hint = "its layers are readings (the primary ones) and all (second annotators' too)"
            raise ExportError(f"{format} holds stances, and nothing of the layer {layer}", hint=hint)
        render = _render_network if format in _NETWORKS else _render_table
        return render(graph, format, layer is not Layer.ALL, quotes)
    names = Names(graph.manifest.base)
    named = format in _QUADS or layer in {Layer.DERIVED, Layer.ALL}
    data = select_layer(hide_words(read_dataset(graph, named=named), quotes), layer, names)
    return _RDF[format](data, names)


def _render_network(graph: GraphDirectory, format: Format, primary: bool, quotes: Quotes) -> bytes:  # noqa: A002, FBT001
    from ..networks.graphs import to_networkx
    from .network_formats import render_gexf, render_graphml

    network = to_networkx(graph, store=_store(graph, quotes), primary=primary)
    return render_graphml(network) if format is Format.GRAPHML else render_gexf(network)


def _render_table(graph: GraphDirectory, format: Format, primary: bool, quotes: Quotes) -> bytes:  # noqa: A002, FBT001
    from .csv_table import render_csv
    from .statement_formats import render_parquet, statement_table

    table = statement_table(graph, _store(graph, quotes), primary=primary)
    return render_csv(table) if format is Format.CSV else render_parquet(table)


def _store(graph: GraphDirectory, quotes: Quotes) -> ox.Store:
    """Return the store of a graph, or one in memory that lacks the words that are not to be shown."""
    if quotes is Quotes.FULL:
        return ox.Store.read_only(str(graph.store))
    shown, store = hide_words(read_dataset(graph, named=True), quotes), ox.Store()
    for name, text in (("", shown.default), *shown.graphs.items()):
        to_graph = ox.NamedNode(name) if name else ox.DefaultGraph()
        store.bulk_load(text, format=ox.RdfFormat.N_TRIPLES, to_graph=to_graph)
    return store


def _turtle(data: Dataset, names: Names) -> bytes:
    return render_turtle(data.merged(), names)


def _trig(data: Dataset, names: Names) -> bytes:
    return render_trig(data.default, data.graphs, names)


def _n_triples(data: Dataset, _names: Names) -> bytes:
    return sorted_lines(data.merged())


def _n_quads(data: Dataset, _names: Names) -> bytes:
    quads = [data.default]
    for name, text in data.graphs.items():
        end = b"<%b> .\n" % name.encode()
        quads += [line[:-1] + end for line in text.split(b"\n") if line]
    return sorted_lines(b"".join(quads))


def _rdf_xml(data: Dataset, names: Names) -> bytes:
    triples = sorted_lines(data.merged())
    refuse_in_triples(triples, names, Format.RDF)
    head, tag, rest = _serialized(triples, ox.RdfFormat.RDF_XML, VOCABULARIES).partition(b"<rdf:RDF ")
    declared, end, body = rest.partition(b">")
    return keep_returns(head + tag + b" ".join(sorted(declared.split(b" "))) + end + body) + b"\n"


def _json_ld(data: Dataset, _names: Names) -> bytes:
    return _serialized(sorted_lines(data.merged()), ox.RdfFormat.JSON_LD) + b"\n"


def _serialized(triples: bytes, format: ox.RdfFormat, prefixes: dict[str, str] | None = None) -> bytes:  # noqa: A002
    return ox.serialize(ox.parse(triples, format=ox.RdfFormat.N_TRIPLES), format=format, prefixes=prefixes) or b""


_RDF: Final[dict[Format, Callable[[Dataset, Names], bytes]]] = {
    Format.TTL: _turtle,
    Format.NT: _n_triples,
    Format.TRIG: _trig,
    Format.NQ: _n_quads,
    Format.RDF: _rdf_xml,
    Format.JSONLD: _json_ld,
}
