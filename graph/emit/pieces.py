"""A graph in pieces that can be judged each by itself, and known again by their hash. Layer: emit.

Every node belongs to one piece: to that of the source it is named after, else to that of the registry. A piece also
has the class and the label of whatever its nodes refer to, since shapes ask for the class of a neighbour, and demand a
label of what has a name; what else there is to a neighbour shows in its own piece.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..iris import Curie, Names
from ..model.node import Node
from ..model.registry import references
from .gathering import Gathered
from .turtle import turtle_of_nodes, turtle_prefixes

_UNASKED: Final = ("stance:", "claim:", "span:", "record:")  # no shape asks for the class of a neighbour of these kinds
_MOST: Final = 2000  # nodes a piece: a source of more, such as a dump of a table, is several pieces

Versions = Mapping[Curie, Sequence[Node]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Some nodes of a graph, by ``names``; ``turtle`` says all of them, and what they refer to."""

    names: frozenset[Curie]
    turtle: bytes

    @property
    def key(self) -> str:
        """The hash of everything that a judgement of the piece can depend on, but for the shapes themselves."""
        digest = hashlib.sha256(" ".join(sorted(self.names)).encode())
        digest.update(b"\n" + self.turtle)
        return digest.hexdigest()


def pieces_of(gathered: Gathered, names: Names, *, without: Collection[Curie] = ()) -> Iterator[Piece]:
    """Yield the pieces of all graphs of a build together, without some nodes that need no judgement.

    Of a node that several inputs say something about, the piece has all that they say.
    """
    versions: defaultdict[Curie, list[Node]] = defaultdict(list)
    for graph in sorted(gathered.graphs):
        for name, nodes in gathered.graphs[graph].items():
            versions[name] += nodes
    members: defaultdict[str, list[Curie]] = defaultdict(list)
    for name in sorted(versions.keys() - without):
        members[_source_of(name, versions)].append(name)
    for source in sorted(members):
        for start in range(0, len(members[source]), _MOST):
            yield _piece(members[source][start : start + _MOST], versions, names)


def _source_of(name: Curie, versions: Versions) -> str:
    """Return the id of the source that a node is named after, empty where it is named after none."""
    owner = name.partition(":")[2].partition(".")[0]
    return owner if f"source:{owner}" in versions else ""


def _piece(members: Sequence[Curie], versions: Versions, names: Names) -> Piece:
    own = [node for name in members for node in versions[name]]
    others = {name for node in own for name in references(node)}.difference(members)
    known = (name for name in sorted(others) if name in versions and not name.startswith(_UNASKED))
    nodes = [*own, *(_outline(versions[name]) for name in known)]
    turtle = "".join([turtle_prefixes(names), *turtle_of_nodes(nodes)])
    return Piece(names=frozenset(members), turtle=turtle.encode())


def _outline(nodes: Sequence[Node]) -> Node:
    """Return the class and the label of a node, of which several inputs may say something."""
    label = next((node.values["label"] for node in nodes if "label" in node.values), None)
    return Node(nodes[0].type, nodes[0].name, {"label": label})
