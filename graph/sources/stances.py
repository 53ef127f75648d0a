"""Stances of the form to nodes: holder, target, issues, position, condition. Layer: sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ..iris import Curie, mint
from ..model.node import Node, Value, Values
from ..vocabulary import vocabulary
from .fields import CONDITION_KINDS, Filled
from .readings import common_values, name_reading
from .resolving import Resolver
from .utterances import Group, Speech


def stance_nodes(stance: Filled, group: Group) -> Iterator[Node]:
    """Yield a stance and its condition; nothing where it has an error, which is noted."""
    holder, target = _holder(stance, group), stance.get("target")
    if holder is None or target is None:
        return  # what is wrong with either has been noted
    speech = group.speech
    name = name_reading("stance", stance, group, holder, target, stance.get("act") or "")
    condition = _condition(stance, name, speech)
    values: dict[str, Values] = {
        "holder": holder,
        "target": target,
        "about": _about(stance, target, name, speech),
        "onBehalfOf": stance.many("onBehalfOf"),
        "position": stance.get("position"),
        "value": _value(stance, speech.resolver.problems.error),
        "act": stance.get("act"),
        "addressee": stance.many("addressee") or group.filled.many("addressee"),
        "condition": condition.name if condition else None,
    }
    yield Node("Stance", name, values | _concerns(stance) | common_values(stance, group))
    if condition:
        yield condition


def _holder(stance: Filled, group: Group) -> Curie | None:
    """Return whose position it is: as said, else the one speaker."""
    holder: Curie | None = stance.get("holder")
    if holder or "holder" in stance.marks:
        return holder
    if len(group.speakers) > 1:
        message = "the utterance has several speakers: say whose stance it is"
        group.speech.resolver.problems.error("missing-field", stance.mark, message, hint="add holder:", id="holder")
        return None
    return group.speakers[0] if group.speakers else None


def _value(stance: Filled, error: Callable[..., None]) -> Values:
    position, value = stance.get("position"), stance.get("value")
    if value is not None and not -1 <= value <= 1:
        error("wrong-value", stance.where("value"), f"the value {value} is not between -1 and 1", id="value")
    if value is not None and position is None:
        error(
            "missing-field",
            stance.mark,
            "a value needs a position",
            hint="add position:, the concept that comes nearest",
            id="position",
        )
    return value if value is not None or position is None else vocabulary().concepts_of("position")[position].value


def _concerns(stance: Filled) -> dict[str, Values]:
    values: dict[str, tuple[Value, ...]] = {}
    for concern in stance.many("concerns"):
        if concern.get("role") and concern.get("actor"):
            values[concern.get("role")] = (*values.get(concern.get("role"), ()), concern.get("actor"))
    return dict(values)


def _condition(stance: Filled, name: Curie, speech: Speech) -> Node | None:
    given: Filled | None = stance.get("condition")
    if given is None:
        return None
    kinds = [kind for kind in CONDITION_KINDS if given.get(kind)]
    if len(kinds) != 1:
        speech.resolver.problems.error(
            "wrong-value",
            given.mark,
            "a condition has one of: if, unless, only-if",
            hint="write two stances for two conditions",
        )
        return None
    values: dict[str, Values] = {
        "conditionKind": kinds[0],
        "quantifier": given.get("quantifier") or "all",
        "over": given.many(kinds[0]),
    }
    return Node("Condition", mint("condition", name.partition(":")[2]), values)


def _about(stance: Filled, target: Curie, name: Curie, speech: Speech) -> tuple[Curie, ...]:
    """Return the issues of a stance: those of its proposition or event, the issue itself, and those given."""
    own = [target] if target.startswith("issue:") else issues_of(target, speech.resolver)
    found = tuple(dict.fromkeys([*stance.many("about"), *own]))
    if not found:
        hint = "add about: with the issues, or advances:/hinders: to the proposition"
        speech.resolver.problems.warning("no-issue", stance.mark, "the stance is about no issue", hint=hint, id=name)
    return found


def issues_of(target: Curie, resolver: Resolver) -> list[Curie]:
    """Return the issues that a proposition, or an event with what it realizes, is about."""
    entry = resolver.registry.get(target)
    if entry is None:
        return []
    own = [issue for name in ("advances", "hinders", "about") for issue in entry.node.all(name)]
    realized = [issue for prop in entry.node.all("realizes") for issue in issues_of(Curie(str(prop)), resolver)]
    return [Curie(str(issue)) for issue in own] + realized
