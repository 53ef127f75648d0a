"""What nodes say, looked up in batches and kept: the fields of readings, sources, spans. Layer: queries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import pyoxigraph as ox

from ..iris import Names
from ..vocabulary import vocabulary
from .answer import Term
from .door import Door

_OF_RDF: Final = ("type", "subject", "predicate", "object")
_NOTHING: Final[dict[str, list[Term]]] = {}


class Facts:
    """The values of nodes by field, asked of one graph; nodes are IRIs, fields those of the ontology, and ``type``.

    What is asked for many nodes is loaded for all of them first: a request takes as long as fifty values.
    """

    def __init__(self, door: Door, names: Names) -> None:
        self._door = door
        self.names = names
        self._predicates = {name: names.expand(known.name) for name, known in vocabulary().properties.items()}
        self._predicates |= {name: names.expand(f"rdf:{name}") for name in _OF_RDF}
        self._values: dict[str, dict[str, list[Term]]] = {}
        self._loaded: dict[str, set[str]] = {}

    def load(self, nodes: Iterable[str], fields: Iterable[str]) -> None:
        """Look up fields of nodes that are not known yet."""
        wanted = {self._predicates[field] for field in fields}
        missing = [node for node in dict.fromkeys(nodes) if not wanted <= self._loaded.setdefault(node, set())]
        if not missing:
            return
        known: set[str] = set.intersection(*[self._loaded[node] for node in missing])
        predicates = wanted - known
        for node, values in self._door.look_up(missing, sorted(predicates)).items():
            self._values.setdefault(node, {}).update(values)
        for node in missing:
            self._loaded[node] |= predicates

    def all(self, node: str, field: str) -> list[Term]:
        """Return the values of a field, sorted; none where it has none, or there is no node."""
        predicate = self._predicates[field]
        if node and predicate not in self._loaded.get(node, ()):
            self.load([node], [field])
        return self._values.get(node, _NOTHING).get(predicate, [])

    def one(self, node: str, field: str) -> Term | None:
        """Return the first value of a field, or None."""
        return next(iter(self.all(node, field)), None)

    def text(self, node: str, field: str) -> str:
        """Return the text of the first value of a field, an IRI too; nothing where it has none."""
        term = self.one(node, field)
        return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""

    def nodes(self, node: str, field: str) -> list[str]:
        """Return the IRIs among the values of a field."""
        return [term.value for term in self.all(node, field) if isinstance(term, ox.NamedNode)]

    def follow(self, nodes: Iterable[str], path: Iterable[str]) -> None:
        """Look up what a path of fields leads to, one request a step."""
        here = list(nodes)
        for field in path:
            self.load(here, [field])
            here = [other for node in here for other in self.nodes(node, field)]

    def ends(self, node: str, path: tuple[str, ...]) -> list[Term]:
        """Return the values at the end of a path from a node."""
        if len(path) == 1:
            return self.all(node, path[0])
        return [end for other in self.nodes(node, path[0]) for end in self.ends(other, path[1:])]
