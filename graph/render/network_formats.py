"""The network as GraphML and GEXF, by the writers of networkx. Layer: render."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Final

from .xml_text import keep_returns, refuse_in_text

if TYPE_CHECKING:
    import networkx as nx

# Which version of networkx wrote it, and on what day: the same graph would give other bytes tomorrow.
_META: Final = re.compile(rb"\s*<meta lastmodifieddate=.*?</meta>", re.DOTALL)


def render_graphml(graph: nx.MultiDiGraph[str]) -> bytes:
    """Return a graph as GraphML; the id of an edge is its key.

    Raises:
        ExportError: a text has a character that XML cannot carry; the node is named.
    """
    import networkx as nx

    _refuse(graph, "graphml")
    sink = io.BytesIO()
    nx.write_graphml_xml(graph, sink)  # not write_graphml, which writes other bytes where lxml is installed
    return keep_returns(sink.getvalue()) + b"\n"


def render_gexf(graph: nx.MultiDiGraph[str]) -> bytes:
    """Return a graph as GEXF 1.2; the id of an edge is its key.

    Raises:
        ExportError: a text has a character that XML cannot carry; the node is named.
    """
    import networkx as nx

    _refuse(graph, "gexf")
    copy = graph.copy()
    for _start, _end, key, attributes in copy.edges(keys=True, data=True):
        attributes["id"] = key
    sink = io.BytesIO()
    nx.write_gexf(copy, sink)
    return keep_returns(_META.sub(b"", sink.getvalue(), count=1)) + b"\n"


def _refuse(graph: nx.MultiDiGraph[str], format: str) -> None:  # noqa: A002  as on the command line
    for name, attributes in graph.nodes(data=True):
        _refuse_in(name, attributes, format)
    for _start, _end, key, attributes in graph.edges(keys=True, data=True):
        _refuse_in(key, attributes, format)


def _refuse_in(name: str, attributes: dict[str, object], format: str) -> None:  # noqa: A002
    for value in (name, *attributes.values()):
        if isinstance(value, str):
            refuse_in_text(name, value, format)
