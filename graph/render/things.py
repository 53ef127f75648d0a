"""The resources of a graph and what it says of each, by CURIE, as text. Layer: render."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

import pyoxigraph as ox

from ..iris import Names

_LABELS: Final = ("skos:prefLabel", "dcterms:title")
_FIRST: Final = frozenset({"", "en"})  # languages
_UNNAMED: Final = "holder of the post "  # the office alone says as much


@dataclass(frozen=True, slots=True)
class Thing:
    """A resource: the values of each of its properties, CURIEs and plain text, sorted.

    >>> thing = Thing("actor:brin", {"rdf:type": ("sg:Actor", "sg:State"), "skos:prefLabel": ("Brin",)})
    >>> thing.one("skos:prefLabel"), thing.one("sg:organOf"), thing.has("rdf:type", "sg:State")
    ('Brin', '', True)
    """

    name: str
    values: Mapping[str, tuple[str, ...]]

    def one(self, predicate: str) -> str:
        """Return the first value of a property, or nothing."""
        return next(iter(self.all(predicate)), "")

    def all(self, predicate: str) -> tuple[str, ...]:
        """Return the values of a property."""
        return self.values.get(predicate, ())

    def word(self, predicate: str) -> str:
        """Return the local name of the first value, as a concept is written elsewhere: ``lean-for``."""
        return self.one(predicate).rpartition(":")[2]

    def has(self, predicate: str, value: str) -> bool:
        """Tell whether a property has a value."""
        return value in self.all(predicate)


@dataclass(frozen=True, slots=True)
class Things:
    """All resources of a graph, by CURIE, in the order of their names."""

    by_name: Mapping[str, Thing]
    _labels: Mapping[str, str] = field(repr=False)

    def __getitem__(self, name: str) -> Thing:
        return self.by_name.get(name) or Thing(name, {})

    def of_type(self, name: str) -> Iterator[Thing]:
        """Yield the resources of a class."""
        return (thing for thing in self.by_name.values() if thing.has("rdf:type", name))

    def label(self, name: str) -> str:
        """Return the label of a resource as it is called now, English where there is one, or else its local name."""
        name = self.current(name)
        return self._labels.get(name, "").removeprefix(_UNNAMED) or name.rpartition(":")[2]

    def current(self, name: str) -> str:
        """Return the name that has replaced a name, or the name itself; several did where it was split."""
        seen = {name}
        while len(newer := self[name].all("dcterms:isReplacedBy")) == 1 and newer[0] not in seen:
            seen.add(newer[0])
            name = newer[0]
        return name


def read_things(texts: Iterable[str | bytes], names: Names) -> Things:
    r"""Return the resources that N-Triples describe.

    >>> label = '<https://w3id.org/stancegraph/data/actor/brin> <http://www.w3.org/2004/02/skos/core#prefLabel> '
    >>> read_things([f'{label} "Brin"@fr .\n{label} "Brin Kingdom"@en .\n'], Names()).label("actor:brin")
    'Brin Kingdom'
    """
    values: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    labels: dict[str, tuple[bool, str, str]] = {}
    for quad in chain.from_iterable(ox.parse(text, format=ox.RdfFormat.N_TRIPLES) for text in texts):
        subject, predicate = names.shorten(quad.subject.value), names.shorten(quad.predicate.value)
        values[subject][predicate].add(_value(quad.object, names))
        if predicate in _LABELS:
            rank = _rank(quad.object)
            labels[subject] = min(labels.get(subject, rank), rank)
    things = {
        name: Thing(name, {predicate: tuple(sorted(held)) for predicate, held in values[name].items()})
        for name in sorted(values)
    }
    return Things(things, {name: label for name, (_, _, label) in labels.items()})


def _value(term: ox.NamedNode | ox.Literal, names: Names) -> str:
    return names.shorten(term.value) if isinstance(term, ox.NamedNode) else term.value


def _rank(label: ox.Literal) -> tuple[bool, str, str]:
    """Return what sorts labels: English ones first, or those of no language."""
    return (label.language or "") not in _FIRST, label.language or "", label.value
