"""What a build writes, gathered from its fragments: which nodes go into which graph. Layer: emit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from ..iris import Curie, mint
from ..model.node import Node
from ..model.registry import Registry, references


class Fragment(Protocol):
    """What is needed of a source that was read: see :class:`stancegraph.sources.annotated.Fragment`."""

    source: Curie
    annotator: Curie
    registry: Registry
    shared: list[Node]
    readings: list[Node]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Nodes by graph; the default graph has the name ``""``."""

    graphs: dict[str, dict[Curie, list[Node]]] = field(default_factory=dict)

    def add(self, graph: str, nodes: Iterable[Node]) -> None:
        """Add nodes to a graph; a node that is there already, value for value, is not added twice."""
        held = self.graphs.setdefault(graph, {})
        for node in nodes:
            known = held.setdefault(node.name, [])
            if node not in known:
                known.append(node)

    def nodes(self, graph: str = "") -> list[Node]:
        """Return the nodes of a graph in the order of their names."""
        held = self.graphs.get(graph, {})
        return [node for name in sorted(held) for node in held[name]]

    def context(self) -> Mapping[Curie, Node]:
        """Return one node a name, over all graphs, for looking up what another node refers to."""
        return {
            name: nodes[0] for graph in sorted(self.graphs, reverse=True) for name, nodes in self.graphs[graph].items()
        }


def gather(fragments: Sequence[Fragment]) -> Gathered:
    """Return the nodes of a build.

    The registry, the sources and the readings of each source's primary annotator go into the default graph, those of
    every further annotator into a graph of their own. Of the registry, what is used comes, and what that needs.
    """
    gathered, primary = Gathered(), primary_annotators(fragments)
    for fragment in fragments:
        is_primary = primary[fragment.source] == fragment.annotator
        gathered.add("", fragment.shared)
        if fragment.source:  # what a dump shares among its sources is of none
            gathered.add("", [Node("Source", fragment.source, {"primaryAnnotator": primary[fragment.source]})])
        gathered.add("" if is_primary else graph_of(fragment), fragment.readings)
        nodes = [*fragment.shared, *fragment.readings]
        for entry in fragment.registry.closure(name for node in nodes for name in references(node)):
            gathered.add("", (entry.node, *entry.attached))
    return gathered


def primary_annotators(fragments: Iterable[Fragment]) -> dict[Curie, Curie]:
    """Return the primary annotator of each source: the first in the order of the ids."""
    found: dict[Curie, Curie] = {}
    for fragment in fragments:
        found[fragment.source] = min(found.get(fragment.source, fragment.annotator), fragment.annotator)
    return found


def graph_of(fragment: Fragment) -> Curie:
    """Return the name of the graph that holds the readings of a further annotator."""
    return mint("graph", "annotator", fragment.source.partition(":")[2], fragment.annotator.partition(":")[2])
