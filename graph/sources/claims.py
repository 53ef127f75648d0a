"""Claims of the form to nodes: what is claimed, and the node of what is asserted. Layer: sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from ..iris import mint
from ..model.node import Node, Values
from ..vocabulary import vocabulary
from .fields import Filled
from .readings import common_values, name_reading
from .utterances import Group


def claim_nodes(claim: Filled, group: Group) -> Iterator[Node]:
    """Yield a claim and what it asserts; nothing where it has an error, which is noted."""
    said = _said(claim, group)
    if said is None:
        return
    name = name_reading("claim", claim, group, *map(str, sorted(said.values.items(), key=str)))
    common, factuality = common_values(claim, group), claim.get("factuality") or "actual"
    is_pattern, local = said.form == "pattern", name.partition(":")[2]
    nodes = [_pattern(said, local)] if is_pattern else _asserted(said, local, group.speech.resolver.problems.error)
    own: dict[str, Values] = {"polarity": claim.get("polarity") or "positive", "factuality": factuality}
    own["assertsNone" if is_pattern else "asserts"] = tuple(node.name for node in nodes)
    yield Node("Claim", name, own | common)
    yield from map(partial(_carrying, common=common, factuality=factuality), nodes)


def _said(claim: Filled, group: Group) -> Filled | None:
    """Return what is claimed to be so, or the kind of event of which there was none."""
    given = {"asserts", "assertsNone"} & claim.marks.keys()
    if len(given) != 1:
        message = "a claim has one of asserts: and assertsNone:"
        hint = "say what is claimed"
        group.speech.resolver.problems.error("missing-field", claim.mark, message, hint=hint, id="asserts")
        return None
    said: Filled | None = claim.get(given.pop())
    return said


def _carrying(node: Node, common: dict[str, Values], factuality: str) -> Node:
    """Return what a claim asserts, with the ground and evidence of the claim.

    An event is one node whatever the number of claims on it, so whether it is a fact stays with each claim.
    """
    if node.type == "EventPattern":
        return node
    carried = {key: common[key] for key in ("ground", "basis", "inferredFrom", "certainty", "evidence")}
    own = {} if node.type == "Event" else {"factuality": factuality}
    return Node(node.type, node.name, {**node.values, **carried, **own})


def _pattern(pattern: Filled, local: str) -> Node:
    values: dict[str, Values] = {"eventKind": pattern.get("kind"), "participant": pattern.many("participants")}
    return Node(
        "EventPattern",
        mint("pattern", local),
        values | {"after": pattern.get("after"), "before": pattern.get("before")},
    )


def _asserted(asserted: Filled, local: str, error: Callable[..., None]) -> list[Node]:
    """Return the nodes of what a claim asserts; which fields are there tells what it is."""
    fitting = [make for fields, make in _ASSERTED.items() if all(name in asserted.values for name in fields)]
    if len(fitting) != 1:
        if not asserted.marks or asserted.values.keys() >= asserted.marks.keys():
            error(
                "wrong-value",
                asserted.mark,
                "cannot tell what is claimed",
                hint=f"give the fields of one of: {'; '.join(' + '.join(f) for f in _ASSERTED)}",
            )
        return []
    return fitting[0](asserted, local)


def _participations(asserted: Filled, local: str) -> list[Node]:
    role = asserted.get("role")
    concept = vocabulary().concepts_of("role").get(role or "")
    mediates = bool(asserted.many("between")) or (
        concept is not None and "mediation-role" in (concept.broader, concept.notation)
    )
    participants = asserted.many("participant")
    values: dict[str, Values] = {"inEvent": asserted.get("in"), "role": role, "between": asserted.many("between")}
    values |= {"onBehalfOf": asserted.many("onBehalfOf"), "openSet": asserted.get("openSet")}
    return [
        Node(
            "MediationParticipation" if mediates else "Participation",
            mint("participation", local if len(participants) == 1 else f"{local}-{number}"),
            {"participant": participant} | values,
        )
        for number, participant in enumerate(participants, 1)
    ]


def _tenure(asserted: Filled, local: str) -> list[Node]:
    held = asserted.get("held")
    values: dict[str, Values] = {"person": asserted.get("person"), "post": asserted.get("post")}
    return [Node("Tenure", mint("tenure", local), values | (held.values() if held else {}))]


def _representation(asserted: Filled, local: str) -> list[Node]:
    values: dict[str, Values] = {name: asserted.get(name) for name in ("representative", "represents", "capacity")}
    return [Node("Representation", mint("representation", local), values)]


def _causation(asserted: Filled, local: str) -> list[Node]:
    return [
        Node("Causation", mint("causation", local), {"cause": asserted.get("cause"), "effect": asserted.get("effect")})
    ]


def _event(asserted: Filled, local: str) -> list[Node]:
    del local
    return [Node("Event", asserted.get("event"), {})]


_ASSERTED: Final[dict[tuple[str, ...], Callable[[Filled, str], list[Node]]]] = {
    ("participant", "in"): _participations,
    ("person", "post"): _tenure,
    ("representative", "represents"): _representation,
    ("event",): _event,
    ("cause", "effect"): _causation,
}
