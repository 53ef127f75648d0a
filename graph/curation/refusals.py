"""When an entry cannot become another: what would be wrong with the registry afterwards. Layer: curation."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..errors import RefusedChangeError
from ..iris import Curie
from ..model.node import Node
from ..vocabulary import kebab, vocabulary
from .held import Held, dotted

_BRANCHES: Final = ("State", "Person", "Organization", "ActorGroup", "AnonymousActor")
_UPWARDS: Final = ("broader", "organOf", "partOf", "memberOf", "replacedBy")
_KINDS: Final = {
    "actor": "an actor",
    "issue": "an issue",
    "prop": "a proposition",
    "event": "an event",
    "post": "a post",
}


def check_standing(held: Held, name: Curie) -> Node:
    """Return the node of an entry that stands for itself.

    Raises:
        RefusedChangeError: it was merged, renamed or split already.
    """
    entry = held.entry(name)
    if entry is None:
        raise RefusedChangeError(f"there is no entry {dotted(name)}")
    newer = [dotted(Curie(str(value))) for value in entry.node.all("replacedBy")]
    if newer:
        hint = f"change {newer[0]} instead, or undo the earlier change first"
        raise RefusedChangeError(f"{dotted(name)} has been replaced already, by {', '.join(newer)}", hint=hint)
    return entry.node


def check_same_kind(one: Node, other: Node) -> None:
    """See that two entries can be the same thing.

    Raises:
        RefusedChangeError: they can never be, as a person and a state.
    """
    if are_apart(one, other):
        message = f"{dotted(one.name)} is {said(one)} and {dotted(other.name)} {said(other)}: these are never the same"
        raise RefusedChangeError(message, hint="if the type of one of them is wrong, correct it first")
    if one.name in other.all("excludes") or other.name in one.all("excludes"):
        message = f"{dotted(one.name)} and {dotted(other.name)} exclude each other: they are not the same"
        raise RefusedChangeError(message, hint="if excludes: is wrong, remove it first")


def are_apart(one: Node, other: Node) -> bool:
    """Tell whether two entries are of kinds that exclude each other."""
    branches = {branch_of(one), branch_of(other)} - {""}
    return _kind(one) != _kind(other) or len(branches) > 1


def _kind(node: Node) -> str:
    return node.name.partition(":")[0]


def branch_of(node: Node) -> str:
    """Return which of the kinds an actor is that exclude each other; nothing where that is open, or it is no actor."""
    above = vocabulary().superclasses.get(node.type, ())
    return next((branch for branch in _BRANCHES if f"sg:{branch}" in above), "")


def check_no_circle(held: Held, old: Curie, new: Curie) -> None:
    """See that an entry does not come to lie above itself.

    Raises:
        RefusedChangeError: the new one lies below the old one; the steps between them are told.
    """
    path = next((found for found in _upwards(held, new) if found[-1] == old), None)
    if path:
        steps = " → ".join(map(dotted, path))
        message = f"{dotted(old)} would come to lie above itself: {steps} → {dotted(new)}"
        raise RefusedChangeError(message, hint="merge the other way round, or remove what leads from one to the other")


def _upwards(held: Held, name: Curie) -> Iterator[list[Curie]]:
    """Yield the ways that lead upwards from an entry, each to another entry."""
    paths, seen = [[name]], {name}
    for path in paths:  # grows while it is walked
        entry = held.entry(path[-1])
        above = [Curie(str(value)) for field in _UPWARDS for value in (entry.node.all(field) if entry else ())]
        new = [[*path, one] for one in dict.fromkeys(above) if one not in seen]
        seen |= {found[-1] for found in new}
        paths += new
        yield from new


def said(node: Node) -> str:
    """Return what kind of thing an entry is, in words.

    >>> said(Node("MilitaryBody", Curie("actor:navy"), {})), said(Node("Issue", Curie("issue:tolls"), {}))
    ('a military body', 'an issue')
    """
    if _kind(node) != "actor" or node.type == "Actor":
        return _KINDS[_kind(node)]
    words = kebab(node.type).replace("-", " ")
    return f"{'an' if words[0] in 'aio' else 'a'} {words}"


def differences(one: Node, other: Node) -> Iterator[str]:
    """Yield what two entries disagree on though they are to be the same, for a person to look at."""
    for field, words in (("exactMatch", "what they are elsewhere"), ("pole", "their poles")):
        mine, its = set(one.all(field)), set(other.all(field))
        if mine and its and mine.isdisjoint(its):
            values = [", ".join(sorted(map(str, values))) for values in (mine, its)]
            yield f"{words} differ: {values[0]} and {values[1]}"
