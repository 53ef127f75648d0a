"""The graph as networkx sees it: actors and what they take stances on, each stance an edge of its own. Layer: networks.

Nodes and edges carry flat attributes (text, numbers, truth values), so that they survive GraphML and GEXF. Nothing is
merged and nothing is weighed: that is for whoever projects it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pyoxigraph as ox

from ..iris import Names
from ..model.node import Node, Value
from ..store.directory import GraphDirectory
from ..vocabulary import kebab
from .reading import NodeReader
from .words import labels, quotes

if TYPE_CHECKING:
    import networkx as nx

Attributes = dict[str, str | float | bool]
Edge = tuple[str, str, str, Attributes]
"""From, to, key, attributes."""

_NODES: Final = ("Actor", "Post", "Proposition", "Issue", "Event")
_ROLES: Final = {"Official": "official", "Mediator": "mediator"}
_RELATIONS: Final = (
    "organOf", "memberOf", "postOf", "broader", "advances", "hinders", "about", "excludes", "partOf", "realizes",
)  # fmt: skip
# Classes of nodes that tie two others → kind of the edge, and the fields that name its ends.
_TIES: Final = {
    "Membership": (("member-of", "member", "group"),),
    "Tenure": (("holds", "person", "post"),),
    "Representation": (("represents", "representative", "represents"),),
    "Participation": (("takes-part", "participant", "inEvent"),),
    "MediationParticipation": (("takes-part", "participant", "inEvent"), ("mediates", "participant", "between")),
    "Causation": (("causes", "cause", "effect"),),
}
_OF_A_TIE: Final = ("role", "capacity", "ground", "factuality", "certainty", "source", "openSet", "earliest", "latest")
_OF_A_CLAIM: Final = ("polarity", "annotator", "attributionType")
_RESOURCES: Final = frozenset({"source", "annotator", "utterance", "speaker", "outlet"})


def to_networkx(graph: GraphDirectory, *, store: ox.Store | None = None, primary: bool = True) -> nx.MultiDiGraph[str]:
    """Return a built graph as a directed multigraph.

    Nodes are CURIEs; they have ``kind`` (as annotators write it: ``state``, ``media-outlet``, ``proposition``, …),
    ``label`` and ``iri``, and ``official`` or ``mediator`` where a rule concludes that.

    Edges have ``kind``. A ``stance`` leads from holder to target; its key is the stance, its attributes are the columns
    of the statement table and ``quote``. Claims and the registry tie two nodes (``takes-part``, ``mediates``,
    ``represents``, ``holds``, ``causes``, ``member-of``), with claim, ground, factuality and polarity. Relations tie
    propositions, issues, events and actors (``advances``, ``broader``, ``organ-of``, …). What is denied, prospective or
    hypothetical is an edge as well: look at ``polarity`` and ``factuality``.

    Args:
        graph: the graph.
        store: what the nodes, labels and quotes are read from, when it is not the store of the graph.
        primary: leave out the readings of second annotators.
    """
    import networkx as nx

    held = store or ox.Store.read_only(str(graph.store))
    reader, words = NodeReader(held, Names(graph.manifest.base), primary=primary), quotes(held)
    nodes = {name: _node(node, reader) for kind in _NODES for name, node in reader.nodes(kind).items()}
    edges = [*_relations(reader), *_ties(reader, words), *_stances(statements(graph, primary=primary), reader, words)]
    for name in {end for edge in edges for end in edge[:2]} - nodes.keys():
        nodes[name] = _reading(name, reader, words)
    _add_labels(nodes, labels(held))
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    made.add_nodes_from(sorted(nodes.items()))
    for start, end, key, attributes in sorted(edges, key=lambda edge: edge[:3]):
        made.add_edge(start, end, key=key, **attributes)
    return made


def statements(graph: GraphDirectory, *, primary: bool) -> pa.Table:
    """Return the statement table, of the primary readings alone if so wanted."""
    table = pq.read_table(graph.table("statements"))
    return table.filter(pc.field("primary")) if primary else table


def _node(node: Node, reader: NodeReader) -> Attributes:
    roles: Attributes = {word: True for name, word in _ROLES.items() if node.name in reader.concluded(name)}
    return {"kind": kebab(node.type), "label": node.name, "iri": reader.names.expand(node.name), **roles}


def _reading(name: str, reader: NodeReader, words: Mapping[str, str]) -> Attributes:
    """Return the attributes of a reading that another one is about: it is known by its words."""
    iri = reader.names.expand(name)
    return {"kind": name.partition(":")[0], "label": words.get(iri, name), "iri": iri}


def _add_labels(nodes: Mapping[str, Attributes], known: Mapping[str, str]) -> None:
    for attributes in nodes.values():
        attributes["label"] = known.get(str(attributes["iri"]), attributes["label"])


def _relations(reader: NodeReader) -> Iterator[Edge]:
    """Yield what the registry says of two nodes; of a proposition, `about` only where no sign says more."""
    for kind in _NODES:
        for node in reader.nodes(kind).values():
            for field in _RELATIONS:
                for end in node.all(field):
                    yield node.name, str(end), f"{node.name} {kebab(field)} {end}", {"kind": kebab(field)}


def _ties(reader: NodeReader, words: Mapping[str, str]) -> Iterator[Edge]:
    claims = {str(name): claim for claim in reader.nodes("Claim").values() for name in claim.all("asserts")}
    for kind in ("Membership", "Tenure", "Representation", "Participation", "Causation"):
        for node in reader.nodes(kind).values():
            claim = claims.get(node.name)
            attributes = _of_fields(node, _OF_A_TIE) | (_of_fields(claim, _OF_A_CLAIM) if claim else {})
            attributes |= {"claim": claim.name} if claim else {}
            attributes |= _quote(node.name, reader.names, words)
            for word, start, end in _TIES[node.type]:
                for first, second in _pairs(node, start, end):
                    yield first, second, f"{node.name} {word} {second}", {"kind": word, **attributes}


def _pairs(node: Node, start: str, end: str) -> Iterator[tuple[str, str]]:
    return ((str(first), str(second)) for first in node.all(start) for second in node.all(end))


def _of_fields(node: Node, fields: tuple[str, ...]) -> Attributes:
    return {field: _plain(value) for field in fields if (value := node.one(field)) is not None}


def _plain(value: Value) -> str | float | bool:
    return float(value) if isinstance(value, Decimal) else value if isinstance(value, bool) else str(value)


def _quote(name: str, names: Names, words: Mapping[str, str]) -> Attributes:
    found = words.get(names.expand(name))
    return {"quote": found} if found else {}


def _stances(table: pa.Table, reader: NodeReader, words: Mapping[str, str]) -> Iterator[Edge]:
    for row in table.to_pylist():
        iri, holder, target = (row.pop(name) for name in ("stance", "holder", "target"))
        attributes: Attributes = {"kind": "stance"}
        attributes |= {
            name: reader.shorten(value) if name in _RESOURCES else value
            for name, value in row.items()
            if value is not None
        }
        attributes |= {"quote": words[iri]} if iri in words else {}
        yield reader.shorten(holder), reader.shorten(target), reader.shorten(iri), attributes
