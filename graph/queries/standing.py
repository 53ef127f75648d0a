"""What readings stand at a date: known by then, held then, and not superseded, corrected or retracted. Layer: queries.

A reading is *known* from the publication of its source, and *held* from its utterance until another takes its place.
The bounds of a time may not decide whether it came before the date: then the answer is None, and the reading is told
of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from ..errors import QueryError
from ..iris import ONTOLOGY
from ..times import HINT, Interval, parse_time
from .facts import Facts

ACTIVE: Final = "active"
DISPUTED: Final = "disputed"
_RECORD: Final = f"{ONTOLOGY}record"
_GONE: Final = ("retracted", "corrected", "superseded")  # the first that is true is the status
TIMES: Final = ("earliest", "latest", "edtf", "attributionType", "source", "expressedIn", "published")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The date of a question: what was held at the end of ``at``, as could be known at the end of ``known_by``."""

    at: str
    known_by: str

    @classmethod
    def parse(cls, at: str | None, known_by: str | None, latest: str) -> Moment:
        """Return the moment of two dates as they are typed; ``latest`` stands for one that is not given.

        >>> Moment.parse("2031-04-30", None, "2031-09-29T06:00:00Z")
        Moment(at='2031-04-30T23:59:59Z', known_by='2031-09-29T06:00:00Z')

        Raises:
            QueryError: one is no time, or has no end.
        """
        return cls(at=_end(at, "at") or latest, known_by=_end(known_by, "known-by") or latest)


def _end(text: str | None, option: str) -> str:
    if text is None:
        return ""
    try:
        end = parse_time(text).latest
    except ValueError as error:
        reason = str(error) if text in str(error) else f"{text!r}: {error}"
        raise QueryError(f"{option}: {reason}", hint=HINT) from error
    if not end:
        raise QueryError(f"{option}: {text!r} has no end", hint="give a date, such as 2031-03-02")
    return end


@dataclass(slots=True)
class Standing:
    """The status of readings at a moment.

    ``replies`` are the readings that act on others: reading → how → those who do it.
    """

    facts: Facts
    moment: Moment
    replies: Mapping[str, Mapping[str, list[str]]]
    _status: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, facts: Facts, moment: Moment, replies: Iterable[tuple[str, str, str]]) -> Standing:
        """Return the standing of readings; ``replies`` are a reading, what becomes of the other, and the other."""
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for reading, how, other in sorted(replies):
            found[other][how].append(reading)
        return cls(facts, moment, found)

    def load(self, nodes: Iterable[str]) -> None:
        """Look up what the standing of nodes needs."""
        known: dict[str, None] = {}
        waiting = list(nodes)
        while waiting:
            known |= dict.fromkeys(waiting)
            acting = (one for node in waiting for ones in self.replies.get(node, {}).values() for one in ones)
            waiting = [one for one in dict.fromkeys(acting) if one not in known]
        self.facts.load(known, TIMES)
        for name in ("source", "expressedIn"):
            self.facts.load([other for node in known for other in self.facts.nodes(node, name)], TIMES)

    def holds(self, node: str) -> bool | None:
        """Tell whether a reading was known and held at the moment: yes, no, or None where its times do not decide.

        Whether it has been superseded is its status.
        """
        if not self.is_known(node):
            return False
        return self._is_held(node)

    def is_known(self, node: str) -> bool:
        """Tell whether the source of a node had been published."""
        return self._published(node) <= self.moment.known_by

    def status(self, node: str) -> str:
        """Return what has become of a reading by the moment: active, disputed, superseded, corrected or retracted."""
        if node not in self._status:
            self._status[node] = ACTIVE  # so that readings that supersede each other come to an end
            self._status[node] = self._find_status(node)
        return self._status[node]

    def _find_status(self, node: str) -> str:
        replies = self.replies.get(node, {})
        for how in (*_GONE, DISPUTED):
            if any(self.holds(one) and self.status(one) not in _GONE[:2] for one in replies.get(how, ())):
                return how
        return ACTIVE

    def _published(self, node: str) -> str:
        source = next(iter(self.facts.nodes(node, "source")), "")
        return self.facts.text(source, "published") if source else ""

    def _is_held(self, node: str) -> bool | None:
        stated, published = self._interval(node), self._published(node)
        said = self._interval(next(iter(self.facts.nodes(node, "expressedIn")), ""))
        # The time of a claim is that of what is claimed, and a record is of an instant: both are held from then on.
        if self.facts.names.shorten(node).startswith("claim:"):
            return self._has_begun(said, published)
        if not stated.edtf or self.facts.text(node, "attributionType") == _RECORD:
            return self._has_begun(stated, published)
        return stated.earliest <= self.moment.at and not (stated.latest and stated.latest < self.moment.at)

    def _has_begun(self, said: Interval, published: str) -> bool | None:
        latest = said.latest or published
        if said.earliest > self.moment.at:
            return False
        return True if latest <= self.moment.at else None

    def _interval(self, node: str) -> Interval:
        earliest, latest, edtf = (self.facts.text(node, name) for name in ("earliest", "latest", "edtf"))
        return Interval(earliest=earliest, latest=latest, edtf=edtf)
