"""Explains why something is in a graph: rule, premises, their premises, down to the words. Layer: queries."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import pyoxigraph as ox

from ..iris import ONTOLOGY
from .context import Context
from .quoting import Quote
from .rows import iri_of
from .solving import look_for

DERIVED: Final = "derived"
# What leads from a node to its premises.
_PREMISES: Final = ("inferredFrom", "derivedFrom")
_NEEDED: Final = ("ground", "basis", "derivedBy", "evidence", "source", "type", *_PREMISES)


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """Why something is in the graph.

    ``ground`` is stated, inferred or derived, and empty for an entry of the registry, which nothing concludes. ``rule``
    is the IRI of the rule that concludes it, ``basis`` what an annotator says. ``quotes`` are the words that it rests
    on; a conclusion rests on those of its premises. ``source`` is the source that states or claims it.
    """

    iri: str
    label: str
    ground: str = ""
    rule: str = ""
    basis: str = ""
    source: str = ""
    premises: Sequence[Explanation] = ()
    quotes: Sequence[Quote] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the explanation in the shape that ``explain --format json`` prints."""
        return {
            "iri": self.iri,
            "label": self.label,
            "ground": self.ground or None,
            "rule": self.rule or None,
            **({"basis": self.basis} if self.basis else {}),
            **({"source": self.source} if self.source else {}),
            "premises": [premise.to_dict() for premise in self.premises],
            "quotes": [quote.to_dict() for quote in self.quotes],
        }


def explain_node(context: Context, name: str) -> Explanation:
    """Return why something is in the graph: a reading, what it claims, a conclusion, or whom conclusions are about.

    Raises:
        UnknownNameError: the graph has nothing of that name.
    """
    node = context.finder.find_any(name)
    own = _explain(context, node, ())
    if own.ground:
        return own
    conclusions = [_explain(context, one, (node,)) for one in _others(context, "conclusions-on", node)]
    if not conclusions:
        return own
    if len(conclusions) == 1:
        return replace(conclusions[0], iri=node, label=context.labels.of(node))
    return _made(context, node, DERIVED, conclusions)


def _explain(context: Context, node: str, above: tuple[str, ...]) -> Explanation:
    facts = context.facts
    facts.load([node], _NEEDED)
    below = (*above, node)
    ground = facts.text(node, "ground").removeprefix(ONTOLOGY)
    others = [other for other in _premises(context, node) if other not in below]  # no premise rests on itself
    return _made(context, node, ground, [_explain(context, other, below) for other in others])


def _made(context: Context, node: str, ground: str, premises: Sequence[Explanation]) -> Explanation:
    facts = context.facts
    words = {quote for premise in premises for quote in premise.quotes}
    return Explanation(
        iri=node,
        label=context.labels.of(node),
        ground=ground,
        rule=facts.text(node, "derivedBy"),
        basis=facts.text(node, "basis"),
        source=facts.text(node, "source"),
        premises=premises,
        quotes=context.quotes.read(facts.nodes(node, "evidence")) or sorted(words),
    )


def _premises(context: Context, node: str) -> Iterator[str]:
    """Yield the premises of a node; those of what a claim asserts are the claims."""
    facts = context.facts
    for field in _PREMISES:
        yield from facts.nodes(node, field)
    if f"{ONTOLOGY}Reading" not in facts.nodes(node, "type"):
        yield from _others(context, "claimed-by", node)


def _others(context: Context, query: str, node: str) -> list[str]:
    """Return what a query finds of a node, or of those that were merged into it."""
    nodes = context.finder.with_former(node)
    found = (look_for(context.door, query, node=ox.NamedNode(one)) for one in nodes)
    return sorted({iri_of(solution["other"]) for solutions in found for solution in solutions})
