"""Finds what people name in a graph: by id, CURIE, IRI, or a label or alias of one thing alone. Layer: queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Final

import pyoxigraph as ox

from ..errors import UnknownNameError
from ..iris import KINDS, Names, is_iri
from ..model.registry import fold
from .door import Door
from .facts import Facts
from .hints import NOT_SILENT, did_you_mean_ids, near_ids
from .questions import Kind
from .rows import iri_of
from .solving import look_for

# What a parameter may name: the prefixes under which ids are looked for, and the classes that fit.
_PREFIXES: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.ACTOR: ("actor",),
    Kind.ISSUE: ("issue",),
    Kind.EVENT: ("event",),
    Kind.TARGET: ("prop", "issue", "event", "actor", "stance", "claim"),
    Kind.READING: ("stance", "claim"),
}
_CLASSES: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.ACTOR: ("Actor",),
    Kind.ISSUE: ("Issue",),
    Kind.EVENT: ("Event",),
    Kind.TARGET: ("Proposition", "Issue", "Event", "Actor", "Stance", "Claim"),
    Kind.READING: ("Reading", "Participation", "Tenure", "Representation", "Causation", "Mention", "Region"),
}
_LABELLED: Final = frozenset({"Actor", "Issue", "Event", "Proposition"})
_WORDS: Final = {Kind.TARGET: "proposition, issue, event, actor, stance or claim"}
_SHORT: Final = {"e": "event"}  # as annotators type it


@dataclass(slots=True)
class NameFinder:
    """Finds the nodes of one graph that names stand for; ``merged`` tells into which node another was merged."""

    door: Door
    facts: Facts
    merged: Mapping[str, str]
    _index: dict[str, dict[str, set[str]]] = field(default_factory=dict)

    @property
    def names(self) -> Names:
        """The prefixes of the graph."""
        return self.facts.names

    def find(self, name: str, kind: Kind) -> str:
        """Return the IRI of what a name stands for; of an entry that was merged into another, that of the other.

        Raises:
            UnknownNameError: nothing in the graph has that name, or several things have.
        """
        found = self._by_id(name, kind) or self._by_words(name, kind)
        return self._only(name, found, kind, f"there is no {_words(kind)} {name!r} in this graph")

    def find_any(self, name: str) -> str:
        """Return the IRI of whatever a name stands for, of any kind.

        Raises:
            UnknownNameError: nothing in the graph has that name, or several things have.
        """
        found = self._typed(self._candidates(name, KINDS), ()) or self._by_words(name, Kind.TARGET)
        return self._only(name, found, Kind.TARGET, f"there is nothing called {name!r} in this graph")

    def _only(self, name: str, found: set[str], kind: Kind, unknown: str) -> str:
        """Return the only node that was found."""
        if not found:
            raise UnknownNameError(unknown, hint=self._hint(name, kind))
        if len(found) > 1:
            choices = ", ".join(self.names.shorten(node) for node in sorted(found))
            raise UnknownNameError(f"{name!r} stands for {len(found)} things", hint=f"write one of: {choices}")
        return next(iter(found))

    def with_former(self, node: str) -> list[str]:
        """Return a node and those that were merged into it."""
        return [node, *sorted(old for old, new in self.merged.items() if new == node)]

    def _by_id(self, name: str, kind: Kind) -> set[str]:
        candidates = self._candidates(name, _PREFIXES[kind])
        found = self._typed(candidates, _CLASSES[kind])
        others = self._typed(candidates, ()) if not found and len(candidates) == 1 else set()
        if others:
            types = {self.names.shorten(one) for node in others for one in self.facts.nodes(node, "type")}
            what = ", ".join(sorted(one.removeprefix("sg:") for one in types if one.startswith("sg:")))
            raise UnknownNameError(f"{name} is no {_words(kind)} ({what or 'something else'})")
        return found

    def _candidates(self, name: str, prefixes: Sequence[str]) -> list[str]:
        """Return the IRIs that a name may be."""
        kind, dot, rest = name.partition(".")
        full = self.names.expand(
            f"{_SHORT.get(kind, kind)}:{rest}" if dot and _SHORT.get(kind, kind) in KINDS else name
        )
        is_full = full != name or "://" in name
        iris = [full] if is_full else [self.names.expand(f"{prefix}:{name}") for prefix in prefixes]
        return [*filter(is_iri, iris)]

    def _typed(self, candidates: Sequence[str], classes: Iterable[str]) -> set[str]:
        """Return those that are in the graph, and of one of the classes; where none is given, of any."""
        wanted = {self.names.expand(f"sg:{one}") for one in classes}
        self.facts.load(candidates, ["type"])
        return {
            self.merged.get(node, node)
            for node in candidates
            if (types := set(self.facts.nodes(node, "type"))) and (not wanted or types & wanted)
        }

    def _by_words(self, name: str, kind: Kind) -> set[str]:
        named = (self._names_of(one).get(fold(name), ()) for one in self._labelled(kind))
        found = set(chain.from_iterable(named))
        return found or (self._by_ending(name) if {"stance", "claim"} & set(_PREFIXES[kind]) else set())

    def _names_of(self, one: str) -> dict[str, set[str]]:
        """Return the names of all nodes of a class."""
        if one not in self._index:
            index: dict[str, set[str]] = defaultdict(set)
            for found in look_for(self.door, "names", **{"class": ox.NamedNode(self.names.expand(f"sg:{one}"))}):
                node, name = iri_of(found["node"]), found["name"]
                if node and isinstance(name, ox.Literal):
                    index[fold(name.value)].add(self.merged.get(node, node))
            self._index[one] = dict(index)
        return self._index[one]

    def _by_ending(self, name: str) -> set[str]:
        """Return the readings that ``name`` is the id of, with or without the source before it."""
        source, dot, last = name.rpartition(".")
        start, end = ox.Literal(source + dot), ox.Literal(f".{last}")
        return {iri_of(found["node"]) for found in look_for(self.door, "readings-ending", start=start, end=end)}

    def _hint(self, name: str, kind: Kind) -> str:
        """Return what may help a person who typed a name that nothing has."""
        if kind is Kind.READING:
            return self._hint_of_reading(name)
        ids: dict[str, set[str]] = defaultdict(set)
        for known, nodes in chain.from_iterable(self._names_of(one).items() for one in self._labelled(kind)):
            for node in nodes:
                ids[known].add(self._local(node))
                ids[self._local(node)].add(self._local(node))
        asked = did_you_mean_ids(near_ids(name.rpartition(":")[2], ids))
        return f"{asked} if not: {NOT_SILENT}" if asked else NOT_SILENT

    def _hint_of_reading(self, name: str) -> str:
        locals_ = [self._local(iri_of(found["node"])) for found in look_for(self.door, "readings")]
        ids: dict[str, list[str]] = defaultdict(list)
        for local in locals_:
            ids[fold(local.rpartition(".")[2])].append(local)
        example = f", such as {min(locals_)}" if locals_ else ""
        asked = did_you_mean_ids(near_ids(name.rpartition(":")[2].rpartition(".")[2], ids))
        return asked or f"readings are named as in the answers to other questions, with --format json{example}"

    def _local(self, node: str) -> str:
        return self.names.shorten(node).partition(":")[2]

    def _labelled(self, kind: Kind) -> list[str]:
        """Return the classes of a kind whose members have labels."""
        return [one for one in _CLASSES[kind] if one in _LABELLED]


def _words(kind: Kind) -> str:
    return _WORDS.get(kind, str(kind))


def merged_into(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return into which entry each merged one went in the end; one that was split went into none.

    >>> merged_into([("a", "b"), ("b", "c"), ("d", "a"), ("d", "e")])
    {'a': 'c', 'b': 'c'}
    """
    newer: defaultdict[str, list[str]] = defaultdict(list)
    for old, new in sorted(pairs):
        newer[old].append(new)
    straight = {old: found[0] for old, found in newer.items() if len(found) == 1}
    return {old: _last(old, straight) for old in straight}


def _last(old: str, straight: Mapping[str, str]) -> str:
    seen = [old]
    while (new := straight.get(seen[-1])) and new not in seen:
        seen.append(new)
    return seen[-1]
