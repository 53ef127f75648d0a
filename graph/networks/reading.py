"""Nodes of a store by class, as the records that they were written from. Layer: networks."""

from __future__ import annotations

from functools import cache

import pyoxigraph as ox

from ..iris import Curie, Names
from ..model.node import Node
from ..model.triples import nodes_of

_TYPE = ox.NamedNode(Names().expand("rdf:type"))


class NodeReader:
    """Reads nodes class by class, each class once, from the default graph and, if wanted, second annotators' graphs."""

    def __init__(self, store: ox.Store, names: Names, *, primary: bool) -> None:
        self.names = names
        self._store = store
        known = [graph for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)]
        second = [graph for graph in known if graph.value.startswith(names.expand("graph:annotator."))]
        self._graphs: list[ox.NamedNode | ox.DefaultGraph] = [ox.DefaultGraph(), *([] if primary else second)]
        self.nodes = cache(self._read)
        self.concluded = cache(self._concluded)
        self.shorten = cache(self._shorten)

    def _read(self, kind: str) -> dict[str, Node]:
        """Return the nodes of a class and of those below it by name, sorted."""
        found = {iri: self._node(iri) for graph in self._graphs for iri in self._instances(kind, graph)}
        return {node.name: node for _iri, node in sorted(found.items())}

    def _concluded(self, kind: str) -> frozenset[str]:
        """Return the names of what is of a class in any graph, those of rules too."""
        return frozenset(self.names.shorten(iri) for iri in self._instances(kind, None))

    def _shorten(self, iris: str) -> str:
        """Return IRIs with spaces between as CURIEs."""
        return " ".join(map(self.names.shorten, iris.split(" ")))

    def _instances(self, kind: str, graph: ox.NamedNode | ox.DefaultGraph | None) -> list[str]:
        quads = self._store.quads_for_pattern(None, _TYPE, ox.NamedNode(self.names.expand(f"sg:{kind}")), graph)
        return [quad.subject.value for quad in quads if isinstance(quad.subject, ox.NamedNode)]

    def _node(self, iri: str) -> Node:
        node = ox.NamedNode(iri)
        said = {
            (q.predicate.value, q.object)
            for graph in self._graphs
            for q in self._store.quads_for_pattern(node, None, None, graph)
        }
        return nodes_of(Curie(self.names.shorten(iri)), said, self.names, _refuse)[0]


def _refuse(code: str, message: str, hint: str) -> None:
    raise ValueError(f"{message} ({code}): {hint}")
