"""The ontology as Python sees it: classes, properties and concepts, read from the TTL files. Layer: foundation.

Nothing here is written twice: what a field is called, what its values are and which class lies below which is said in
``stancegraph.ttl`` and ``schemes.ttl`` alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files
from typing import Final

import pyoxigraph as ox

from .iris import ONTOLOGY, VOCABULARIES, Curie, Names

_TYPE: Final = VOCABULARIES["rdf"] + "type"
_SKOS: Final = VOCABULARIES["skos"]
_RDFS: Final = VOCABULARIES["rdfs"]
_LITERAL_NAMESPACES: Final = (VOCABULARIES["xsd"], VOCABULARIES["rdf"] + "langString")


@dataclass(frozen=True, slots=True, kw_only=True)
class Property:
    """One property: the field that it is written from, and how its values are written.

    ``datatype`` is the CURIE of a literal type, or empty where the values are resources; ``schemes`` names the schemes
    whose concepts are its values; ``broader`` are the properties that it implies.
    """

    name: Curie
    field: str
    datatype: str
    schemes: tuple[str, ...]
    broader: tuple[Curie, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One concept of a scheme, such as ``sg:insist``; ``value`` is its number where it is a position."""

    name: Curie
    notation: str
    label: str
    definition: str
    value: Decimal | None
    broader: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vocabulary:
    """All classes, properties and schemes of the ontology."""

    superclasses: Mapping[str, tuple[Curie, ...]]
    """Local name of a class → the class and every class above it, nearest first."""
    properties: Mapping[str, Property]
    """Field name (camelCase) → property."""
    schemes: Mapping[str, Mapping[str, Concept]]
    """Local name of a scheme (``ActScheme``) → notation → concept."""

    def concepts_of(self, field: str) -> dict[str, Concept]:
        """Return the concepts that the field may take, by notation.

        >>> sorted(vocabulary().concepts_of("polarity"))
        ['negative', 'positive']
        """
        return {
            notation: concept
            for scheme in self.properties[field].schemes
            for notation, concept in self.schemes[scheme].items()
        }

    def classes_below(self, name: str) -> tuple[str, ...]:
        """Return the local names of the class and of all classes below it, sorted."""
        return tuple(sorted(local for local, above in self.superclasses.items() if f"sg:{name}" in above))


def kebab(name: str) -> str:
    """Return a class name as it is typed in YAML and on the command line.

    >>> kebab("GovernmentBody")
    'government-body'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "-", name).lower()


def ontology_bytes(name: str) -> bytes:
    """Return the bytes of an ontology file, such as ``stancegraph.ttl``."""
    return files("stancegraph.ontology").joinpath(name).read_bytes()


class _Triples:
    """The triples of the two files, indexed by subject and predicate."""

    def __init__(self) -> None:
        self.values: defaultdict[tuple[str, str], list[ox.NamedNode | ox.Literal]] = defaultdict(list)
        for name in ("stancegraph.ttl", "schemes.ttl"):
            for quad in ox.parse(ontology_bytes(name), format=ox.RdfFormat.TURTLE):
                if isinstance(quad.subject, ox.NamedNode) and isinstance(quad.object, ox.NamedNode | ox.Literal):
                    self.values[quad.subject.value, quad.predicate.value].append(quad.object)

    def all(self, subject: str, predicate: str) -> list[str]:
        return [value.value for value in self.values.get((subject, predicate), ())]

    def one(self, subject: str, predicate: str, default: str = "") -> str:
        """Return the value, the English one where there are several languages."""
        found = self.values.get((subject, predicate), [])
        english = [value for value in found if not isinstance(value, ox.Literal) or value.language in (None, "en")]
        return (english or found)[0].value if found else default

    def instances(self, *types: str) -> Iterator[str]:
        for (subject, predicate), objects in self.values.items():
            if predicate == _TYPE and any(value.value in types for value in objects):
                yield subject


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary, read once."""
    triples, names = _Triples(), Names()
    owl = VOCABULARIES["owl"]
    properties = [
        _property(triples, names, iri) for iri in triples.instances(owl + "ObjectProperty", owl + "DatatypeProperty")
    ]
    classes = [iri for iri in triples.instances(owl + "Class") if iri.startswith(ONTOLOGY)]
    schemes = [*triples.instances(_SKOS + "ConceptScheme", ONTOLOGY + "PositionScheme")]
    return Vocabulary(
        superclasses={iri.removeprefix(ONTOLOGY): _upwards(triples, names, iri) for iri in sorted(classes)}
        | {name: (Curie(name),) for name in ("oa:TextQuoteSelector", "oa:TextPositionSelector", "void:Dataset")},
        properties={item.field: item for item in sorted(properties, key=lambda item: item.name)},
        schemes={iri.removeprefix(ONTOLOGY): _scheme(triples, names, iri) for iri in sorted(schemes)},
    )


def _upwards(triples: _Triples, names: Names, iri: str, predicate: str = _RDFS + "subClassOf") -> tuple[Curie, ...]:
    found = [iri]
    for lower in found:  # grows while it is walked: breadth first, nearest first
        found += [upper for upper in sorted(triples.all(lower, predicate)) if upper not in found]
    return tuple(Curie(names.shorten(upper)) for upper in found)


def _property(triples: _Triples, names: Names, iri: str) -> Property:
    value_type = triples.one(iri, _RDFS + "range")
    name = names.shorten(iri)
    return Property(
        name=Curie(name),
        field=triples.one(iri, ONTOLOGY + "field", name.partition(":")[2]),
        datatype=names.shorten(value_type) if value_type.startswith(_LITERAL_NAMESPACES) else "",
        schemes=tuple(sorted(scheme.removeprefix(ONTOLOGY) for scheme in triples.all(iri, ONTOLOGY + "scheme"))),
        broader=_upwards(triples, names, iri, _RDFS + "subPropertyOf")[1:],
    )


def _scheme(triples: _Triples, names: Names, scheme: str) -> dict[str, Concept]:
    members = sorted(
        subject
        for (subject, predicate), values in triples.values.items()
        if predicate == _SKOS + "inScheme" and any(value.value == scheme for value in values)
    )
    concepts = [_concept(triples, names, iri) for iri in members]
    return {
        concept.notation: concept
        for concept in sorted(concepts, key=lambda item: (item.value or Decimal(0), item.notation))
    }


def _concept(triples: _Triples, names: Names, iri: str) -> Concept:
    value = triples.one(iri, ONTOLOGY + "value")
    return Concept(
        name=Curie(names.shorten(iri)),
        notation=triples.one(iri, _SKOS + "notation", iri.removeprefix(ONTOLOGY)),
        label=triples.one(iri, _SKOS + "prefLabel"),
        definition=triples.one(iri, _SKOS + "definition"),
        value=Decimal(value) if value else None,
        broader=names.shorten(triples.one(iri, _SKOS + "broader")).removeprefix("sg:"),
    )
