"""What a build writes, gathered from its fragments: which nodes go into which graph. Layer: emit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final, Protocol

from ..iris import Curie, mint
from ..model.node import Node, Values
from ..model.records import Records
from ..model.registry import Registry, references

# The columns of a table whose values are names of registry entries.
_NAMING: Final = ("holder", "target", "about", "onBehalfOf", "addressee")


class Fragment(Protocol):
    """What is needed of a source that was read: see :class:`stancegraph.sources.annotated.Fragment`."""

    source: Curie
    annotator: Curie
    registry: Registry
    shared: list[Node]
    readings: list[Node]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Nodes and the rows of tables by graph; the default graph has the name ``""``."""

    graphs: dict[str, dict[Curie, list[Node]]] = field(default_factory=dict)
    tables: list[tuple[str, Records]] = field(default_factory=list)

    def add(self, graph: str, nodes: Iterable[Node]) -> None:
        """Add nodes to a graph; a node that is there already, value for value, is not added twice."""
        held = self.graphs.setdefault(graph, {})
        for node in nodes:
            known = held.setdefault(node.name, [])
            if node not in known:
                known.append(node)

    def names(self) -> list[str]:
        """Return the names of all graphs that hold something."""
        return sorted({*self.graphs, *(graph for graph, _records in self.tables)})

    def nodes(self, graph: str = "") -> list[Node]:
        """Return the nodes of a graph in the order of their names."""
        held = self.graphs.get(graph, {})
        return [node for name in sorted(held) for node in held[name]]

    def context(self) -> Mapping[Curie, Node]:
        """Return one node a name, over all graphs, for looking up what another node refers to."""
        return {
            name: nodes[0] for graph in sorted(self.graphs, reverse=True) for name, nodes in self.graphs[graph].items()
        }


def gather(fragments: Sequence[Fragment], tables: Sequence[Records] = ()) -> Gathered:
    """Return the nodes of a build, and the rows of its tables.

    The registry, the sources and the readings of each source's primary annotator go into the default graph, those of
    every further annotator into a graph of their own. Of the registry, what is used comes, and what that needs.
    """
    gathered, primary = Gathered(), primary_annotators(_readers(fragments, tables), _adjudicators(fragments))
    for fragment in fragments:
        is_primary = primary[fragment.source] == fragment.annotator
        gathered.add("", fragment.shared)
        gathered.add("" if is_primary else graph_of(fragment.source, fragment.annotator), fragment.readings)
        nodes = [*fragment.shared, *fragment.readings]
        _add_entries(gathered, fragment.registry, (name for node in nodes for name in references(node)))
    for records in tables:
        gathered.add("", records.shared)
        shared = (name for node in records.shared for name in references(node))
        _add_entries(gathered, records.registry, chain(records.used(_NAMING), shared))
        gathered.tables.extend(_by_graph(records, primary))
    for source, annotator in primary.items():
        if source:  # what a dump shares among its sources is of none
            gathered.add("", [Node("Source", source, {"primaryAnnotator": annotator})])
    return gathered


def _add_entries(gathered: Gathered, registry: Registry, used: Iterable[Curie]) -> None:
    for entry in registry.closure(used):
        gathered.add("", (entry.node, *entry.attached))


def _readers(fragments: Iterable[Fragment], tables: Iterable[Records]) -> Iterator[tuple[Curie, Curie]]:
    """Yield each source with each of its annotators."""
    yield from ((fragment.source, fragment.annotator) for fragment in fragments)
    yield from ((source, records.annotator) for records in tables for source in records.used(["source"]))


def _by_graph(records: Records, primary: Mapping[Curie, Curie]) -> Iterator[tuple[str, Records]]:
    """Yield the rows that go into each graph; nearly always that is one, and they are all of them."""

    def graph(source: Values) -> str:
        name = Curie(str(source))
        return "" if primary.get(name) == records.annotator else graph_of(name, records.annotator)

    graphs = records.sources.map(graph)
    names = sorted({graph(source) for source in records.used(["source"])})
    for name in names:
        rows = [row for row, own in enumerate(graphs) if own == name] if len(names) > 1 else None
        yield name, records if rows is None else records.take(rows)


def _adjudicators(fragments: Iterable[Fragment]) -> dict[Curie, Curie]:
    """Return who has decided between the annotators of a source, for those where somebody has."""
    return {
        Curie(str(source)): node.name
        for fragment in fragments
        for node in fragment.shared
        for source in (node.all("adjudicates") if node.type == "Annotator" else ())
    }


def primary_annotators(
    readers: Iterable[tuple[Curie, Curie]], adjudicators: Mapping[Curie, Curie]
) -> dict[Curie, Curie]:
    """Return the primary annotator of each source: who adjudicates it, or else the first in the order of the ids."""
    found: dict[Curie, Curie] = {}
    for source, annotator in readers:
        found[source] = adjudicators.get(source) or min(found.get(source, annotator), annotator)
    return found


def graph_of(source: Curie, annotator: Curie) -> Curie:
    """Return the name of the graph that holds the readings of a further annotator."""
    return mint("graph", "annotator", source.partition(":")[2], annotator.partition(":")[2])
