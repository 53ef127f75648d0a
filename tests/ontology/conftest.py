"""The vocabulary as triples, and the small graph that its examples make together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

import pyoxigraph as ox
import pytest

from stancegraph.iris import Names
from stancegraph.vocabulary import Property, ontology_bytes, vocabulary

VOCABULARY_FILES: Final = ("stancegraph.ttl", "schemes.ttl")


@dataclass(frozen=True, slots=True)
class Rdf:
    """Reads and completes small pieces of RDF that are written with the known prefixes."""

    names: Names = field(default_factory=Names)

    def iri(self, name: str) -> ox.NamedNode:
        """Return the IRI of a CURIE."""
        return ox.NamedNode(self.names.expand(name))

    def curie(self, node: object) -> str:
        """Return the CURIE of a node, the text of a literal."""
        assert isinstance(node, ox.NamedNode | ox.Literal | ox.BlankNode)
        return self.names.shorten(node.value)

    def parse(self, text: str) -> list[ox.Quad]:
        """Return the quads of Turtle or TriG, with the classes and properties above those that are written."""
        prefixes = "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in self.names.prefixes.items())
        given = ox.parse((prefixes + text).encode(), format=ox.RdfFormat.TRIG)
        return [quad for one in given for quad in self._completed(one)]

    def _completed(self, quad: ox.Quad) -> Iterator[ox.Quad]:
        predicate = self.curie(quad.predicate)
        for name in (predicate, *self._broader(predicate)):
            for value in self._upwards(quad.object) if predicate == "rdf:type" else (quad.object,):
                yield ox.Quad(quad.subject, self.iri(name), value, quad.graph_name)

    def _broader(self, predicate: str) -> Iterable[str]:
        return next((known.broader for known in vocabulary().properties.values() if known.name == predicate), ())

    def _upwards(self, type_: object) -> Iterator[ox.NamedNode]:
        name = self.curie(type_)
        for upper in vocabulary().superclasses.get(name.removeprefix("sg:"), (name,)):
            yield self.iri(upper)


@pytest.fixture(scope="session")
def rdf() -> Rdf:
    """Return the reader of small pieces of RDF."""
    return Rdf()


@pytest.fixture(scope="session")
def triples() -> list[ox.Quad]:
    """Return the triples of the vocabulary."""
    return [quad for name in VOCABULARY_FILES for quad in ox.parse(ontology_bytes(name), format=ox.RdfFormat.TURTLE)]


@pytest.fixture(scope="session")
def turtle_examples(rdf: Rdf, triples: list[ox.Quad]) -> dict[str, str]:
    """Return the example of each term whose example is Turtle: all but the concepts, whose example is prose."""
    return {
        rdf.curie(quad.subject): rdf.curie(quad.object)
        for quad in triples
        if rdf.curie(quad.predicate) == "skos:example"
        and isinstance(quad.object, ox.Literal)
        and not quad.object.language
    }


@pytest.fixture(scope="session")
def example_graph(rdf: Rdf, turtle_examples: dict[str, str]) -> list[ox.Quad]:
    """Return the graph that all examples make together."""
    return list(dict.fromkeys(quad for text in turtle_examples.values() for quad in rdf.parse(text)))


@pytest.fixture(scope="session")
def properties() -> dict[str, Property]:
    """Return the properties by CURIE."""
    return {known.name: known for known in vocabulary().properties.values()}
