"""Groups of the form: the utterance that several readings share, and the reports that lead to it. Layer: sources."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from ..iris import Curie, fingerprint, mint
from ..model.node import Node, Values
from ..times import Interval
from .evidence import Evidence
from .fields import Filled
from .moments import Moment
from .problems import Mark
from .resolving import Resolver

# What a step says of how it passes on: field of the node → field of the form.
_OF_A_STEP: Final = {"attributionType": "attribution", "certainty": "certainty"}


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


def utterance_nodes(group: Group) -> Iterator[Node]:
    """Yield the utterance of a group, and the reports that lead to it."""
    filled = group.filled
    values: dict[str, Values] = {
        "speaker": group.speakers,
        "addressee": filled.many("addressee"),
        "place": filled.get("place"),
    }
    yield Node("Utterance", group.utterance, values | group.time.values())
    yield from _reports(group)


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
