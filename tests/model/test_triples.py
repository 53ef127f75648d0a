"""What the emitter writes of a node is read back as that node, whatever its class and fields."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

import pyoxigraph as ox
from hypothesis import given
from hypothesis import strategies as st

from stancegraph.emit.turtle import turtle_of_nodes, turtle_prefixes
from stancegraph.iris import Curie, Names
from stancegraph.model.node import Node, Text, Values
from stancegraph.model.triples import Term, nodes_of
from stancegraph.vocabulary import Property, vocabulary

NAMES = Names("https://example.org/g/")
PROPERTIES = vocabulary().properties
CLASSES = sorted(name for name in vocabulary().superclasses if name != "void:Dataset")

texts = st.text(st.characters(exclude_categories=["Cs"]))
curies = st.builds(
    "{}:{}".format, st.sampled_from(["actor", "prop", "span"]), st.from_regex(r"[a-z0-9]+", fullmatch=True)
)
literals: dict[str, st.SearchStrategy[Any]] = {
    "xsd:string": texts,
    "rdf:langString": st.builds(Text, texts, st.sampled_from(["", "en", "fr", "zh-hans"])),
    "xsd:decimal": st.decimals("-1", "1", places=3).map(Decimal.normalize),
    "xsd:integer": st.integers(),
    "xsd:boolean": st.booleans(),
    "xsd:dateTime": st.datetimes().map(lambda moment: f"{moment:%Y-%m-%dT%H:%M:%S}Z".rjust(20, "0")),
}


def values_of(known: Property) -> st.SearchStrategy[Values]:
    if known.schemes:
        names = [concept.name.removeprefix("sg:") for concept in vocabulary().concepts_of(known.field).values()]
        return st.sampled_from(names)
    return literals[known.datatype] if known.datatype else curies.map(Curie)


fields = st.sampled_from(sorted(PROPERTIES)).flatmap(
    lambda name: st.tuples(st.just(name), st.lists(values_of(PROPERTIES[name]), min_size=1, max_size=3, unique=True))
)
nodes = st.builds(
    lambda kind, said: Node(kind, Curie("actor:a"), {name: tuple(values) for name, values in said}),
    st.sampled_from(CLASSES),
    st.lists(fields, max_size=6, unique_by=lambda one: one[0]),
)


def triples_of(found: list[Node]) -> set[ox.Triple]:
    turtle = turtle_prefixes(NAMES) + "".join(turtle_of_nodes(found))
    return {quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)}


def refuse(code: str, message: str, hint: str) -> None:
    raise AssertionError(code, message, hint)


def read(triples: set[ox.Triple]) -> list[Node]:
    said: list[tuple[str, Term]] = [(triple.predicate.value, triple.object) for triple in triples]
    return nodes_of(Curie("actor:a"), said, NAMES, refuse)


@given(nodes)
def test_a_node_is_read_back(node: Node) -> None:
    (found,) = read(triples_of([node]))
    assert found.type == node.type
    assert triples_of([found]) == triples_of([node])


@given(st.lists(nodes, min_size=2, max_size=3))
def test_nodes_of_one_name_are_read_back_together(several: list[Node]) -> None:
    found = read(triples_of(several))
    assert triples_of(found) == triples_of(several)
    assert {node.type for node in found} <= {node.type for node in several}


def test_what_a_property_or_class_implies_is_not_kept_twice() -> None:
    node = Node("MilitaryBody", Curie("actor:a"), {"advances": Curie("issue:tolls")})
    triples = triples_of([node])
    predicates: defaultdict[str, int] = defaultdict(int)
    for triple in triples:
        predicates[NAMES.shorten(triple.predicate.value)] += 1
    assert predicates == {"rdf:type": 7, "sg:advances": 1, "sg:about": 1}
    assert read(triples) == [node]
