"""Groups of the form to utterances, reports, stances and claims. Layer: sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from ..iris import Curie, fingerprint, mint
from ..model.node import Node, Value, Values
from ..times import Interval
from ..vocabulary import vocabulary
from .evidence import Evidence
from .fields import CONDITION_KINDS, Filled, Moment
from .located import Scalar
from .problems import Mark
from .resolving import Resolver

# What a step says of how it passes on: field of the node → field of the form.
_OF_A_STEP: Final = {"attributionType": "attribution", "certainty": "certainty"}
# Fields that a reading takes over from the form as they are.
_KEPT: Final = (
    "basis",
    "inferredFrom",
    "needsReview",
    "alternativeTo",
    "respondsTo",
    "supersedes",
    "corrects",
    "retracts",
    "disputes",
    "note",
)


@dataclass(frozen=True, slots=True)
class Speech:
    """What all groups of a file share."""

    source: Curie
    annotator: Curie
    publisher: Curie | None
    published: Interval
    resolver: Resolver
    evidence: Evidence
    marks: dict[Curie, Mark]

    def local(self, *parts: str) -> tuple[str, ...]:
        """Return the parts of a name that belongs to this source and annotator."""
        return (self.resolver.source, self.resolver.annotator, *parts)


@dataclass(slots=True)
class Group:
    """One utterance with what is expressed in it."""

    filled: Filled
    speech: Speech
    steps: tuple[Filled, ...] = ()
    speakers: tuple[Curie, ...] = ()
    utterance: Curie = field(default=Curie(""))
    time: Moment = field(default_factory=Moment)

    def __post_init__(self) -> None:
        self.steps = self.filled.many("via")
        publisher = (self.speech.publisher,) if self.speech.publisher else ()
        self.speakers = _actors(self.steps[-1]) if self.steps else publisher
        self.utterance = self._name()
        self.time = self._time()

    def _name(self) -> Curie:
        shared = self.filled.get("utterance")
        if shared:
            return mint("utterance", shared)
        chain = [actor for step in self.steps for actor in _actors(step)]
        quotes = [
            quote.text
            for kind in ("stances", "claims")
            for reading in self.filled.many(kind)
            for quote in reading.many("quote")
        ]
        return mint("utterance", *self.speech.local(fingerprint(*chain, "", *quotes)))

    def _time(self) -> Moment:
        """Return when it was said: as the source says, and at the latest when it was published."""
        said: Moment = self.filled.get("uttered") or Moment()
        published = self.speech.published
        if not self.steps:
            return said if self.filled.get("uttered") else Moment(interval=published)
        bounds = [said.interval.latest, self._event_bound(said.before, "latest"), published.latest]
        earliest = said.interval.earliest or self._event_bound(said.after, "earliest")
        latest = min((bound for bound in bounds if bound), default="")
        return Moment(
            interval=Interval(earliest=earliest, latest=latest, edtf=said.interval.edtf),
            before=said.before,
            after=said.after,
            during=said.during,
        )

    @property
    def reports(self) -> list[Curie]:
        """The names of the reports that lead to the utterance, outermost first; none in the outlet's own voice."""
        # Two groups of a file may reach one utterance by different chains: the chain is part of the name.
        utterance = self.utterance.partition(":")[2].rpartition(".")[2]
        chain = fingerprint(*(actor for step in self.steps for actor in _actors(step)))
        numbers = range(1, len(self.steps) + 1)
        return [mint("report", *self.speech.local(utterance, chain, str(number))) for number in numbers]

    def _event_bound(self, event: Curie | None, side: str) -> str:
        entry = self.speech.resolver.registry.get(event) if event else None
        bound = entry.node.one(side) if entry else None
        return bound if isinstance(bound, str) else ""


def _actors(step: Filled) -> tuple[Curie, ...]:
    return step.many("speakers") or step.many("actor")


def group_nodes(group: Group) -> Iterator[Node]:
    """Yield the utterance, the reports that lead to it, and every reading expressed in it."""
    filled = group.filled
    values: dict[str, Values] = {
        "speaker": group.speakers,
        "addressee": filled.many("addressee"),
        "place": filled.get("place"),
    }
    yield Node("Utterance", group.utterance, values | group.time.values())
    yield from _reports(group)
    for stance in filled.many("stances"):
        yield from _stance_nodes(stance, group)
    for claim in filled.many("claims"):
        yield from _claim_nodes(claim, group)


def _reports(group: Group) -> Iterator[Node]:
    """Yield one report a step: the outlet reports the first, each step the next, the last one is the speaker."""
    speech, names = group.speech, group.reports
    reporters = [speech.publisher, *(_relaying(step, speech) for step in group.steps[:-1])]
    passed_on = [*names[1:], group.utterance]
    for name, step, reporter, reports in zip(names, group.steps, reporters, passed_on, strict=False):
        stated = group.filled if reports == group.utterance else step
        own = {field: step.get(key) or stated.get(key) for field, key in _OF_A_STEP.items()}
        yield Node("Report", name, {"reporter": reporter, "reports": reports, "source": speech.source, **own})


def _relaying(step: Filled, speech: Speech) -> Curie | None:
    """Return who passes on what the next step says: one actor."""
    actors = _actors(step)
    if len(actors) > 1:
        message = "only the last step of a chain may have several speakers"
        speech.resolver.problems.error("several-reporters", step.mark, message, hint="write one group for each chain")
    return actors[0] if actors else None


def _stance_nodes(stance: Filled, group: Group) -> Iterator[Node]:
    holder, target = _holder(stance, group), stance.get("target")
    if holder is None or target is None:
        return  # what is wrong with either has been noted
    speech = group.speech
    name = _name("stance", stance, group, holder, target, stance.get("act") or "")
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
    yield Node("Stance", name, values | _concerns(stance) | _common(stance, group))
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


def _name(kind: str, reading: Filled, group: Group, *parts: str) -> Curie:
    """Return the name of a reading: its own id, or a hash of what it says. The same hash twice is noted."""
    speech, quotes = group.speech, [quote.text for quote in reading.many("quote")]
    name = mint(kind, *speech.local(reading.get("id") or fingerprint(*parts, *quotes)))
    if name in speech.marks and not reading.get("id"):
        message = f"this {kind} says the same as the one on line {speech.marks[name].line}"
        speech.resolver.problems.error(
            "duplicate-id", reading.mark, message, hint="remove one, or give each an id", id=name
        )
    speech.marks[name] = reading.mark
    return name


def _common(reading: Filled, group: Group) -> dict[str, Values]:
    """Return the values that stances and claims have in common."""
    speech, filled, held = group.speech, group.filled, reading.get("held")
    time = (held or group.time).values()
    voice = None if group.steps else "author-voice"
    return {
        **dict(zip(_KEPT, map(reading.get, _KEPT), strict=True)),
        "source": speech.source,
        "annotator": speech.annotator,
        "expressedIn": group.utterance,
        "report": next(iter(group.reports), None),
        "attributionType": next(filter(None, (reading.get("attribution"), filled.get("attribution"), voice)), None),
        "certainty": reading.get("certainty") or filled.get("certainty"),
        "ground": "inferred" if {"basis", "inferredFrom"} & reading.values.keys() else "stated",
        "evidence": _evidence(reading, speech),
        "earliest": time["earliest"],
        "latest": time["latest"],
        "edtf": time["edtf"] if held else None,
    }


def _evidence(reading: Filled, speech: Speech) -> Values:
    quotes: tuple[Scalar, ...] = reading.many("quote")
    located = (speech.evidence.locate(quote, reading.get("near") or "") for quote in quotes)
    return tuple(dict.fromkeys(span for span in located if span))


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


def _claim_nodes(claim: Filled, group: Group) -> Iterator[Node]:
    said = _said(claim, group)
    if said is None:
        return
    name = _name("claim", claim, group, *map(str, sorted(said.values.items(), key=str)))
    common, factuality = _common(claim, group), claim.get("factuality") or "actual"
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
