"""Describes one node of a graph: what it is called, its kind, its values, its words, what names it. Layer: queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import pyoxigraph as ox

from ..iris import ONTOLOGY
from ..vocabulary import Property, vocabulary
from .answer import Format, Term
from .context import Context
from .quoting import Quote
from .rows import Cell, Plain, iri_of, plain_literal
from .solving import look_for, lookups

_HIDDEN: Final = frozenset({"type", "evidence"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One value of a node: an IRI with its label, the local name of a concept, or what a literal holds."""

    value: Plain
    label: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a graph says of a node: ``values`` by field, and how often others name it, by field."""

    iri: str
    label: str
    types: Sequence[str]
    values: Mapping[str, Sequence[Value]]
    named_by: Mapping[str, int]
    quotes: Sequence[Quote]

    def to_dict(self) -> dict[str, Any]:
        """Return the description in the shape that ``show --format json`` prints."""
        return {
            "iri": self.iri,
            "label": self.label,
            "types": list(self.types),
            "values": {field: [_to_dict(value) for value in values] for field, values in self.values.items()},
            "namedBy": dict(self.named_by),
            "quotes": [quote.to_dict() for quote in self.quotes],
        }


def _to_dict(value: Value) -> dict[str, Cell]:
    said = {"label": value.label, "language": value.language}
    return {"value": value.value, **{key: text for key, text in said.items() if text}}


def describe_node(context: Context, name: str) -> Description:
    """Return what the graph says of whatever a name stands for.

    Raises:
        UnknownNameError: the graph has nothing of that name, or several things have it.
    """
    node = context.finder.find_any(name)
    terms: dict[str, list[Term]] = defaultdict(list)
    for solution in look_for(context.door, "values", node=ox.NamedNode(node)):
        terms[context.facts.names.shorten(iri_of(solution["property"]))].append(solution["value"])
    types = [context.facts.names.shorten(iri_of(one)) for one in terms.pop("rdf:type", [])]
    evidence = [iri_of(one) for one in terms.get("sg:evidence", ())]
    context.labels.load([node, *(iri_of(one) for values in terms.values() for one in values if iri_of(one))])
    return Description(
        iri=node,
        label=context.labels.of(node),
        types=_narrowest(types),
        values=_by_field(context, terms),
        named_by=_named_by(context, node),
        quotes=context.quotes.read(evidence),
    )


def describe_as_turtle(context: Context, name: str) -> bytes:
    """Return the same as Turtle, with the words that a reading rests on.

    Raises:
        UnknownNameError: the graph has nothing of that name, or several things have it.
    """
    node = ox.NamedNode(context.finder.find_any(name))
    return context.door.run(lookups()["description"], bindings={"node": node}, format=Format.TTL).data


def _narrowest(types: Sequence[str]) -> list[str]:
    """Return the local names of our classes, without those that another one implies."""
    above = {upper for one in types for upper in vocabulary().superclasses.get(one.removeprefix("sg:"), ())[1:]}
    return sorted(one.removeprefix("sg:") for one in types if one.startswith("sg:") and one not in above)


def _by_field(context: Context, terms: Mapping[str, Sequence[Term]]) -> dict[str, list[Value]]:
    """Return values by field, in the order of the fields; what a narrower property says is not said twice."""
    known = _by_name()
    implied = _implied(terms, known)
    kept = {
        _field(name, known): [term for term in values if (name, str(term)) not in implied]
        for name, values in terms.items()
    }
    return {
        field: sorted((_value(context, term) for term in kept[field]), key=str)
        for field in sorted(kept)
        if kept[field] and field not in _HIDDEN
    }


def _implied(terms: Mapping[str, Sequence[Term]], known: Mapping[str, Property]) -> set[tuple[str, str]]:
    """Return which property has which value because a narrower property has it."""
    narrow = [(known[name], values) for name, values in terms.items() if name in known]
    return {(upper, str(term)) for item, values in narrow for upper in item.broader for term in values}


def _by_name() -> dict[str, Property]:
    return {str(item.name): item for item in vocabulary().properties.values()}


def _field(name: str, known: Mapping[str, Property]) -> str:
    return known[name].field if name in known else name


def _value(context: Context, term: Term) -> Value:
    if isinstance(term, ox.Literal):
        return Value(value=plain_literal(term), language=term.language or "")
    iri = iri_of(term)
    if iri.startswith(ONTOLOGY):
        return Value(value=iri.removeprefix(ONTOLOGY))
    return Value(value=iri, label=context.labels.of(iri))


def _named_by(context: Context, node: str) -> dict[str, int]:
    known = _by_name()
    counted: dict[str, int] = {}
    for solution in look_for(context.door, "named-by", node=ox.NamedNode(node)):
        name = context.facts.names.shorten(iri_of(solution["property"]))
        count = solution["count"]
        if isinstance(count, ox.Literal) and not any(name in item.broader for item in known.values()):
            counted[_field(name, known)] = int(count.value)
    return dict(sorted(counted.items()))
