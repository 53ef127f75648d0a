"""Groups of the form to utterances, reports, stances and claims. Layer: sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
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
    speech, last = group.speech, len(group.steps) - 1
    publisher = (speech.publisher,) if speech.publisher else ()
    reporters = [publisher, *(_actors(step) for step in group.steps[:-1])]
    # Two groups of a file may reach one utterance by different chains: the chain is part of the name.
    utterance = group.utterance.partition(":")[2].rpartition(".")[2]
    chain = fingerprint(*(actor for step in group.steps for actor in _actors(step)))
    names = [mint("report", *speech.local(utterance, chain, str(number))) for number in range(1, last + 2)]
    for number, step in enumerate(group.steps):
        if number < last and len(_actors(step)) > 1:
            message = "only the last step of a chain may have several speakers"
            hint = "write one group for each chain"
            speech.resolver.problems.error("several-reporters", step.mark, message, hint=hint)
        reports = names[number + 1] if number < last else group.utterance
        stated = group.filled if number == last else step
        values: dict[str, Values] = {"reporter": reporters[number][:1], "reports": reports, "source": speech.source}
        own = {name: step.get(key) or stated.get(key) for name, key in _OF_A_STEP.items()}
        yield Node("Report", names[number], values | own)


def _stance_nodes(stance: Filled, group: Group) -> Iterator[Node]:
    speech, problems = group.speech, group.speech.resolver.problems
    holder = stance.get("holder") or (group.speakers[0] if len(group.speakers) == 1 else None)
    target = stance.get("target")
    if holder is None and not ("holder" in stance.marks or len(group.speakers) < 1):
        problems.error(
            "missing-field",
            stance.mark,
            "the utterance has several speakers: say whose stance it is",
            hint="add holder:",
            id="holder",
        )
    if holder is None or target is None:
        return
    name = _name("stance", stance, group, holder, target, stance.get("act") or "")
    condition, about = _condition(stance, name, speech), _about(stance, target, speech)
    if not about:
        problems.warning(
            "no-issue",
            stance.mark,
            "the stance is about no issue",
            hint="add about: with the issues, or advances:/hinders: to the proposition",
            id=name,
        )
    values: dict[str, Values] = {
        "holder": holder,
        "target": target,
        "about": about,
        "onBehalfOf": stance.many("onBehalfOf"),
        "position": stance.get("position"),
        "value": _value(stance, problems.error),
        "act": stance.get("act"),
        "addressee": stance.many("addressee") or group.filled.many("addressee"),
        "condition": condition.name if condition else None,
    }
    yield Node("Stance", name, values | _concerns(stance) | _common(stance, name, group))
    if condition:
        yield condition


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


def _common(reading: Filled, name: Curie, group: Group) -> dict[str, Values]:
    """Return the values that stances and claims have in common."""
    speech, held = group.speech, reading.get("held")
    inferred = reading.get("basis") or reading.many("inferredFrom")
    time = (held or group.time).values()
    voice = None if group.steps else "author-voice"
    values: dict[str, Values] = {kept: reading.get(kept) for kept in _KEPT}
    return values | {
        "source": speech.source,
        "annotator": speech.annotator,
        "expressedIn": group.utterance,
        "attributionType": reading.get("attribution") or group.filled.get("attribution") or voice,
        "certainty": reading.get("certainty") or group.filled.get("certainty"),
        "ground": "inferred" if inferred else "stated",
        "evidence": _evidence(reading, name, speech),
        "earliest": time["earliest"],
        "latest": time["latest"],
        "edtf": time["edtf"] if held else None,
    }


def _evidence(reading: Filled, name: Curie, speech: Speech) -> Values:
    del name
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


def _about(stance: Filled, target: Curie, speech: Speech) -> tuple[Curie, ...]:
    """Return the issues of a stance: those of its proposition or event, the issue itself, and those given."""
    found: list[Curie] = list(stance.many("about"))
    found += [target] if target.startswith("issue:") else issues_of(target, speech.resolver)
    return tuple(dict.fromkeys(found))


def issues_of(target: Curie, resolver: Resolver) -> list[Curie]:
    """Return the issues that a proposition, or an event with what it realizes, is about."""
    entry = resolver.registry.get(target)
    if entry is None:
        return []
    own = [issue for name in ("advances", "hinders", "about") for issue in entry.node.all(name)]
    realized = [issue for prop in entry.node.all("realizes") for issue in issues_of(Curie(str(prop)), resolver)]
    return [Curie(str(issue)) for issue in own] + realized


def _claim_nodes(claim: Filled, group: Group) -> Iterator[Node]:
    asserted, pattern = claim.get("asserts"), claim.get("assertsNone")
    problems = group.speech.resolver.problems
    if (asserted is None) == (pattern is None):
        if not ({"asserts", "assertsNone"} & claim.marks.keys()) or (asserted and pattern):
            problems.error(
                "missing-field",
                claim.mark,
                "a claim has one of asserts: and assertsNone:",
                hint="say what is claimed",
                id="asserts",
            )
        return
    said = asserted or pattern
    name = _name("claim", claim, group, *(f"{key}={value}" for key, value in sorted(said.values.items(), key=str)))
    common = _common(claim, name, group)
    factuality = claim.get("factuality") or "actual"
    local = name.partition(":")[2]
    nodes = [_pattern(pattern, local)] if pattern else _asserted(asserted, local, problems.error)
    own: dict[str, Values] = {"polarity": claim.get("polarity") or "positive", "factuality": factuality}
    own["assertsNone" if pattern else "asserts"] = tuple(node.name for node in nodes)
    yield Node("Claim", name, own | common)
    yield from (_carrying(node, common, factuality) for node in nodes)


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
