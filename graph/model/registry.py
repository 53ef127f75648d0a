"""The registry: who and what can be named, under which names. Layer: model."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ..iris import Curie
from ..vocabulary import vocabulary
from .node import Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One registry entry: its node, the nodes that come with it (a tenure, a membership), the names it answers to."""

    node: Node
    attached: tuple[Node, ...] = ()
    names: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()

    @property
    def name(self) -> Curie:
        """The CURIE of the entry."""
        return self.node.name


@dataclass(slots=True)
class Registry:
    """Entries by name, over another registry that is asked where this one has no answer.

    A registry file of the user lies over the shipped one, and the ``new:`` section of an article over both.
    """

    below: Registry | None = None
    entries: dict[Curie, Entry] = field(default_factory=dict)
    _by_name: defaultdict[tuple[str, str], list[Curie]] = field(default_factory=lambda: defaultdict(list))

    def add(self, entry: Entry) -> None:
        """Add an entry; one of the same name in a registry below is hidden by it."""
        kind = entry.name.partition(":")[0]
        self.entries[entry.name] = entry
        for name in dict.fromkeys(fold(name) for name in entry.names):
            self._by_name[kind, name].append(entry.name)

    def get(self, name: Curie) -> Entry | None:
        """Return the entry of a CURIE, or None."""
        found = self.entries.get(name)
        return found or (self.below.get(name) if self.below else None)

    def find(self, kind: str, words: str) -> tuple[Curie, ...]:
        """Return every entry of ``kind`` that answers to ``words``: by id, else by label or alias in any case."""
        by_id = Curie(f"{kind}:{words}")
        if self.get(by_id):
            return (by_id,)
        return self._find_by_name(kind, fold(words))

    def _find_by_name(self, kind: str, folded: str) -> tuple[Curie, ...]:
        here = tuple(self._by_name.get((kind, folded), ()))
        below = self.below._find_by_name(kind, folded) if self.below else ()  # noqa: SLF001  the same class
        return here + tuple(name for name in below if name not in self.entries)

    def names(self, kind: str) -> Iterator[str]:
        """Yield every id and name of a kind, for suggestions."""
        for layer in self.layers():
            yield from (name.partition(":")[2] for name in layer.entries if name.startswith(kind + ":"))
            yield from (folded for known, folded in layer._by_name if known == kind)  # noqa: SLF001  the same class

    def layers(self) -> Iterator[Registry]:
        """Yield this registry, then those below it."""
        layer: Registry | None = self
        while layer:
            yield layer
            layer = layer.below

    def replacements(self, name: Curie) -> tuple[Curie, ...]:
        """Return what took the place of an entry: one after it was merged or renamed, several after it was split."""
        entry = self.get(name)
        return tuple(Curie(str(value)) for value in entry.node.all("replacedBy")) if entry else ()

    def newest(self, name: Curie) -> Curie:
        """Return the entry that an entry was merged into or renamed to, in the end; itself where it was not."""
        seen = [name]
        while len(newer := self.replacements(seen[-1])) == 1 and newer[0] not in seen:
            seen.append(newer[0])
        return seen[-1]

    def closure(self, used: Iterable[Curie]) -> list[Entry]:
        """Return the entries that are used, sorted by name, with all that these need, and what they have replaced.

        An entry needs broader issues, organs, posts. One that was merged into it is not lost, though nothing names it.
        """
        found: dict[Curie, Entry] = {}
        waiting = list(used)
        while waiting:
            self._find_needed(waiting, found)
            waiting = [old for old, new in self._former() if old not in found and not found.keys().isdisjoint(new)]
        return [found[name] for name in sorted(found)]

    def _find_needed(self, waiting: list[Curie], found: dict[Curie, Entry]) -> None:
        """Find the entries that wait, and all that these need."""
        while waiting:
            name = waiting.pop()
            entry = self.get(name) if name not in found else None
            if entry:
                found[name] = entry
                waiting += references(entry.node)
                for node in entry.attached:
                    waiting += references(node)

    def _former(self) -> Iterator[tuple[Curie, tuple[Curie, ...]]]:
        """Yield the entries that were replaced, each with what replaced it."""
        for layer in self.layers():
            for name, entry in layer.entries.items():
                if entry.node.values.get("replacedBy"):
                    yield name, self.replacements(name)


def fold(words: str) -> str:
    """Return ``words`` as they are compared: whatever the case, single spaces."""
    return " ".join(words.casefold().split())


def references(node: Node) -> Iterator[Curie]:
    """Yield the names of the nodes that a node refers to."""
    properties = vocabulary().properties
    for name, values in node.items():
        if not properties[name].datatype:
            yield from (Curie(value) for value in values if isinstance(value, str))
