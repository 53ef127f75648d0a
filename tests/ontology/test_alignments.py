"""The mappings to other vocabularies use terms that are there, and stay out of what is loaded."""

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
import pytest

from stancegraph.vocabulary import ontology_bytes, vocabulary

if TYPE_CHECKING:
    from tests.ontology.conftest import Rdf

ALIGN: Final = "https://w3id.org/stancegraph/alignments#"
MATCHES: Final = {f"skos:{kind}Match" for kind in ("close", "broad", "narrow", "related")}
THEIRS: Final = (
    "http://www.w3.org/ns/prov#",
    "http://www.w3.org/ns/org#",
    "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "http://www.gsi.dit.upm.es/ontologies/marl/ns#",
    "http://groundedannotationframework.org/",
    "http://www.w3.org/ns/opengov#",
    "https://w3id.org/deliberation/ontology#",
    "http://www.arg.dundee.ac.uk/aif#",
)


@pytest.fixture(scope="module")
def mappings(rdf: "Rdf") -> list[ox.Quad]:
    """Return what is said of terms of ours."""
    read = ox.parse(ontology_bytes("alignments.ttl"), format=ox.RdfFormat.TURTLE)
    return [quad for quad in read if rdf.curie(quad.subject).startswith("sg:")]


def test_every_vocabulary_is_mapped_to(mappings: list[ox.Quad]) -> None:
    found = [quad.object.value for quad in mappings if isinstance(quad.object, ox.NamedNode)]
    assert all(iri.startswith(THEIRS) for iri in found)
    for namespace in THEIRS:
        assert any(iri.startswith(namespace) for iri in found), namespace


def test_terms_of_ours_are_mapped_by_what_maps(rdf: "Rdf", mappings: list[ox.Quad]) -> None:
    assert {rdf.curie(quad.predicate) for quad in mappings} == {"rdfs:subPropertyOf", "skos:notation", *MATCHES}


def test_codes_say_of_which_scheme_they_are(mappings: list[ox.Quad]) -> None:
    declared = {
        quad.subject.value
        for quad in ox.parse(ontology_bytes("alignments.ttl"), format=ox.RdfFormat.TURTLE)
        if isinstance(quad.object, ox.NamedNode) and quad.object.value.endswith("rdf-schema#Datatype")
    }
    used = {quad.object.datatype.value for quad in mappings if isinstance(quad.object, ox.Literal)}
    assert used == declared == {f"{ALIGN}cameo", f"{ALIGN}plover"}


def test_mappings_are_not_loaded() -> None:
    """A mapping to a property above ours would double what is written of it."""
    assert vocabulary().properties["source"].broader == ()
