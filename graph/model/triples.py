"""Triples back to the records that they were written from: the inverse of the emitter. Layer: model.

Like the emitter it is driven by the ontology alone: of the classes of a node the most specific one is kept, a property
leads back to its field, and what a class or property implies is not kept twice. Whatever does not fit is a fault;
nothing is dropped.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from functools import cache
from sys import intern
from typing import Final

import pyoxigraph as ox

from ..errors import did_you_mean
from ..iris import Curie, Names
from ..vocabulary import Property, vocabulary
from .node import Node, Text, Value

Fault = Callable[[str, str, str], None]
"""Is told what does not fit: a code, what is wrong, and a hint."""
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_NAMES: Final = Names()
_TYPE: Final = "rdf:type"
_MOMENT: Final = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")


def nodes_of(name: Curie, said: Iterable[tuple[str, Term]], names: Names, fault: Fault) -> list[Node]:
    """Return the node of which ``said`` gives the predicates, as IRIs, with their objects.

    There are several where it belongs to classes of which none is below another: all values are with the first.

    >>> said = [(names.expand(p), ox.NamedNode(names.expand(o))) for names in [Names()] for p, o in [
    ...     ("rdf:type", "sg:Stance"), ("rdf:type", "sg:Reading"), ("sg:act", "sg:warn"), ("sg:holder", "actor:brin")]]
    >>> nodes_of(Curie("stance:d.r.s1"), said, Names(), print)
    [Node(type='Stance', name='stance:d.r.s1', values={'act': 'warn', 'holder': 'actor:brin'})]
    """
    given: defaultdict[str, list[Term]] = defaultdict(list)
    for predicate, term in said:
        given[names.shorten(predicate)].append(term)
    classes = _classes(given.pop(_TYPE, []), names, fault)
    _remove_implied(given)
    values = {
        known.field: _values(known, terms, names, fault)
        for predicate, terms in sorted(given.items())
        if (known := _known(predicate, fault))
    }
    return [Node(local, name, values if number == 0 else {}) for number, local in enumerate(classes)]


def _classes(terms: Iterable[Term], names: Names, fault: Fault) -> list[str]:
    """Return the classes of a node that no other of its classes is below of."""
    found = {names.shorten(term.value) if isinstance(term, ox.NamedNode) else str(term) for term in terms}
    above = vocabulary().superclasses
    ours = sorted(filter(above.__contains__, map(_local, found)))
    implied = {name for local in ours for name in above[local]}
    for name in sorted(found - implied):
        fault("unknown-class", f"the ontology has no class {name}", did_you_mean(name, map("sg:{}".format, above)))
    if not found:
        fault("no-class", "it has no class", "say what it is: a sg:Stance, a sg:State, …")
    return _most_specific(ours)


def _most_specific(classes: Sequence[str]) -> list[str]:
    above = vocabulary().superclasses
    implied = {_local(name) for local in classes for name in above[local][1:]}
    return [local for local in classes if local not in implied]


def _local(name: str) -> str:
    return name.removeprefix("sg:")


def _remove_implied(given: dict[str, list[Term]]) -> None:
    """Remove each value that stands under a narrower property too, and the properties of which nothing is left."""
    known = _properties()
    for narrow in filter(known.__contains__, list(given)):
        for broad in filter(given.__contains__, known[narrow].broader):
            given[broad] = [term for term in given[broad] if term not in given[narrow]]
    for name in [name for name, terms in given.items() if not terms]:
        del given[name]


@cache
def _properties() -> Mapping[str, Property]:
    return {known.name: known for known in vocabulary().properties.values()}


def _known(predicate: str, fault: Fault) -> Property | None:
    known = _properties().get(predicate)
    if known is None:
        fault("unknown-property", f"the ontology has no property {predicate}", did_you_mean(predicate, _properties()))
    return known


def _values(known: Property, terms: Iterable[Term], names: Names, fault: Fault) -> Value | tuple[Value, ...]:
    read: list[Value] = []
    for term in sorted(terms, key=str):
        try:
            read.append(_value(known, term, names))
        except ValueError as error:
            fault("wrong-value", f"{known.name} cannot be {term}: {error}", "")
    return read[0] if len(read) == 1 else tuple(read)


def _value(known: Property, term: Term, names: Names) -> Value:
    match term:
        case ox.Literal() if known.datatype:
            return _literal(known, term)
        case ox.NamedNode() if known.schemes:
            return _concept(known, names.shorten(term.value))
        case ox.NamedNode() if not known.datatype:
            short = names.shorten(term.value)
            return Curie(intern(short if short != term.value else f"<{term.value}>"))
    raise ValueError("a literal is expected" if known.datatype else "a node with an IRI is expected")


def _concept(known: Property, name: str) -> str:
    concepts = vocabulary().concepts_of(known.field)
    for concept in concepts.values():
        if concept.name == name:
            return intern(name.removeprefix("sg:"))
    raise ValueError(f"its values are {', '.join(f'sg:{notation}' for notation in concepts)}")


def _literal(known: Property, term: ox.Literal) -> Value:
    accepted = ("rdf:langString", "xsd:string") if known.datatype == "rdf:langString" else (known.datatype,)
    if _NAMES.shorten(term.datatype.value) not in accepted:
        raise ValueError(f"its values are of the type {known.datatype}")
    return _READERS[known.datatype](term)


def _moment(term: ox.Literal) -> str:
    if not _MOMENT.fullmatch(term.value):
        raise ValueError("a moment is written as 2031-03-02T08:00:00Z, in UTC")
    datetime.fromisoformat(term.value)
    return term.value


def _decimal(term: ox.Literal) -> Decimal:
    if not re.fullmatch(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)", term.value, re.ASCII):
        raise ValueError("a decimal number is expected")
    return Decimal(term.value)


def _integer(term: ox.Literal) -> int:
    if not re.fullmatch(r"[+-]?\d+", term.value, re.ASCII):
        raise ValueError("a whole number is expected")
    return int(term.value)


def _boolean(term: ox.Literal) -> bool:
    if term.value not in {"true", "false", "1", "0"}:
        raise ValueError("true or false is expected")
    return term.value in {"true", "1"}


_READERS: Final[dict[str, Callable[[ox.Literal], Value]]] = {
    "xsd:string": lambda term: term.value,
    "rdf:langString": lambda term: Text(term.value, term.language or ""),
    "xsd:decimal": _decimal,
    "xsd:integer": _integer,
    "xsd:boolean": _boolean,
    "xsd:dateTime": _moment,
}
