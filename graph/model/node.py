"""The record that every reader yields: one node with the values of its fields. Layer: model.

Which fields a node may have, and how they are written, is said by the ontology alone (:mod:`stancegraph.vocabulary`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ..iris import Curie


@dataclass(frozen=True, slots=True)
class Text:
    """A text in a language, for labels; ``language`` is a BCP 47 tag."""

    text: str
    language: str


Value = Curie | str | Text | Decimal | int | bool
"""A name of another node, or a literal; which of the two a ``str`` is, the property says."""
Values = Value | tuple[Value, ...] | None


@dataclass(frozen=True, slots=True)
class Node:
    """A node of the graph: its class (local name in the ontology), its name, its values by field (camelCase).

    >>> node = Node("Stance", Curie("stance:daily.r1.s1"), {"holder": Curie("actor:iran"), "act": None})
    >>> list(node.items())
    [('holder', ('actor:iran',))]
    """

    type: str
    name: Curie
    values: Mapping[str, Values]

    def items(self) -> Iterator[tuple[str, tuple[Value, ...]]]:
        """Yield each field that has values, with all of them."""
        for field, value in self.values.items():
            values = value if isinstance(value, tuple) else () if value is None else (value,)
            if values:
                yield field, values

    def all(self, field: str) -> tuple[Value, ...]:
        """Return the values of a field, none where it has none."""
        value = self.values.get(field)
        return value if isinstance(value, tuple) else () if value is None else (value,)

    def one(self, field: str) -> Value | None:
        """Return the first value of a field, or None."""
        values = self.all(field)
        return values[0] if values else None
