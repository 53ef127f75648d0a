"""A graph that is judged piece by piece is judged as it would be as a whole."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from stancegraph.building import examine
from stancegraph.emit import pieces
from stancegraph.emit.gathering import Gathered
from stancegraph.emit.pieces import Piece, pieces_of
from stancegraph.emit.turtle import turtle_of_nodes, turtle_prefixes
from stancegraph.iris import Curie, Names
from stancegraph.model.node import Node
from stancegraph.rules.checking import Finding, shape_findings, to_rdflib
from stancegraph.vocabulary import ontology_bytes, vocabulary

NAMES = Names()


@pytest.fixture(scope="module")
def gathered(root: Path) -> Gathered:
    """Return the nodes of the tutorial."""
    folder = root / "data" / "tutorial"
    return examine([folder], NAMES, texts=folder / "texts", shapes=False).gathered


def damaged(gathered: Gathered) -> Gathered:
    """Return nodes of which every third lacks a field, and some actors have a class that they should not have."""
    counter, spoilt = 0, Gathered()
    for graph in sorted(gathered.graphs):
        for node in gathered.nodes(graph):
            counter += 1
            values = dict(node.values)
            if values and counter % 3 == 0:
                values.pop(sorted(values)[counter % len(values)])
            own = "Post" if node.type in {"State", "Person"} and counter % 2 else node.type
            spoilt.add(graph, [Node(own, node.name, values)])
    return spoilt


def findings_of(found: list[Piece]) -> list[Finding]:
    return sorted(
        finding for piece in found for finding in shape_findings(piece.turtle, NAMES) if finding[0] in piece.names
    )


def findings_as_a_whole(gathered: Gathered) -> list[Finding]:
    nodes = [node for graph in sorted(gathered.graphs) for node in gathered.nodes(graph)]
    return shape_findings("".join([turtle_prefixes(NAMES), *turtle_of_nodes(nodes)]).encode(), NAMES)


@pytest.mark.parametrize("most", [2000, 7])
def test_pieces_show_what_the_whole_shows(gathered: Gathered, most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "_MOST", most)
    spoilt = damaged(gathered)
    whole = findings_as_a_whole(spoilt)
    assert len({said for _node, said in whole}) > 15
    assert any("name the one actor whose position it is (not actor:" in said for _node, said in whole)
    assert findings_of(list(pieces_of(spoilt, NAMES))) == whole


def test_what_two_inputs_say_of_one_node_is_judged_together(gathered: Gathered) -> None:
    together = Gathered({graph: dict(nodes) for graph, nodes in gathered.graphs.items()})
    tenth = Node("Source", Curie("source:gazette-2031-02-03"), {"published": "2031-02-04T00:00:00Z"})
    together.graphs[""][tenth.name] = [*together.graphs[""][tenth.name], tenth]
    found = findings_of(list(pieces_of(together, NAMES)))
    assert found == findings_as_a_whole(together)
    assert [node for node, _said in found] == [tenth.name]


def test_every_node_is_in_one_piece(gathered: Gathered) -> None:
    made = frozenset({Curie("actor:arland")})
    counted = Counter(name for piece in pieces_of(gathered, NAMES, without=made) for name in piece.names)
    assert counted.keys() == {name for nodes in gathered.graphs.values() for name in nodes} - made
    assert set(counted.values()) == {1}


def test_a_piece_is_known_by_its_names_and_by_all_that_it_says() -> None:
    piece = Piece(names=frozenset({Curie("actor:a")}), turtle=b"x")
    others = [replace(piece, names=frozenset({Curie("actor:b")})), replace(piece, turtle=b"y")]
    assert piece.key == replace(piece).key
    assert piece.key not in {other.key for other in others}


def test_no_shape_asks_for_the_class_of_a_neighbour_that_a_piece_leaves_out() -> None:
    shapes = to_rdflib(ox.parse(ontology_bytes("shapes.ttl"), format=ox.RdfFormat.TURTLE))
    asked = {
        NAMES.shorten(str(one)) for one in shapes.objects(predicate=shapes.namespace_manager.expand_curie("sh:class"))
    }
    left_out = ("Reading", "Stance", "Claim", "TextSpan", "RecordLocator")
    assert asked
    assert not asked & {above for name in left_out for above in vocabulary().superclasses[name]}
