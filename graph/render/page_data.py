"""What the page shows, before it is a page: nodes, readings, links, sources, all as plain text. Layer: render.

Every text in here comes from sources and registries and is treated as hostile by those who write it into the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from ..errors import ExportError


@dataclass(frozen=True, slots=True, kw_only=True)
class PageIssue:
    """An issue that readings can be filtered by; ``broader`` is the id of the issue above it."""

    id: str
    label: str
    broader: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PageSource:
    """A source that readings come from; ``published`` is an ISO date or date and time."""

    id: str
    title: str
    publisher: str = ""
    published: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNode:
    """An actor, or what actors take a stance on.

    ``id`` is a CURIE. ``kind`` is one of state, person, organization, government-body, military-body, media-outlet,
    intergovernmental-organization, non-state-armed-group, delegation, actor-group, anonymous, proposition, issue,
    event, or reading: a stance or claim that another one answers, with its words as the label.
    ``roles`` are 'official' and 'mediator'; ``of`` is the label of the organ or state that it belongs to.
    """

    id: str
    label: str
    kind: str
    roles: tuple[str, ...] = ()
    of: str | None = None
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEvidence:
    """Words of a source, with what stands before and after them and their offsets in code points."""

    exact: str
    title: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None
    region: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """A stance, or a claim, as one source gives it.

    ``holder`` and ``target`` are ids of nodes. A claim has no target: ``text`` says what it claims, ``concerns`` names
    the nodes that it is about. ``chain`` leads from the outlet to the speaker. ``uttered`` is the time in words, as it
    was typed; ``earliest`` and ``latest`` are its bounds, ``published`` is when the source came out, all in ISO form.
    ``value`` runs from −1 to 1, and is None where no position was stated: that is not 0.
    """

    id: str
    kind: str
    holder: str
    source: str
    target: str | None = None
    text: str = ""
    concerns: tuple[str, ...] = ()
    position: str | None = None
    value: float | None = None
    act: str | None = None
    ground: str = "stated"
    basis: str = ""
    condition: str | None = None
    factuality: str = "actual"
    certainty: str = ""
    attribution: str = ""
    chain: tuple[str, ...] = ()
    speaker: str = ""
    uttered: str = ""
    earliest: str = ""
    latest: str = ""
    published: str = ""
    issues: tuple[str, ...] = ()
    off_story: bool = False
    needs_review: bool = False
    alternative_to: tuple[str, ...] = ()
    evidence: tuple[PageEvidence, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A tie between two nodes that is no stance.

    ``kind`` is mediates, represents, organ-of, member-of, takes-part or reports (from an outlet to whom it quotes).
    ``reading`` is the claim that it rests on; None where the registry says so.
    """

    source: str
    target: str
    kind: str
    ground: str = "stated"
    factuality: str = "actual"
    reading: str | None = None
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageData:
    """All that one page shows; ``made_by`` says, in the order given, how it was made."""

    title: str
    nodes: tuple[PageNode, ...]
    readings: tuple[PageReading, ...]
    links: tuple[PageLink, ...] = ()
    issues: tuple[PageIssue, ...] = ()
    sources: tuple[PageSource, ...] = ()
    made_by: dict[str, str] = field(default_factory=dict)

    def stances(self) -> tuple[PageReading, ...]:
        """Return the readings that are drawn as lines: those with a target."""
        return tuple(reading for reading in self.readings if reading.target is not None)

    def number_of_stances(self) -> int:
        """Return how many stances there are, alternatives of one another counted once."""
        counted: set[str] = set()
        total = 0
        for reading in self.stances():
            total += counted.isdisjoint(reading.alternative_to)
            counted.add(reading.id)
        return total

    def check(self) -> None:
        """Raise an :class:`ExportError` that names everything that refers to what is not there, or is there twice.

        >>> arland = PageNode(id="actor:a", label="Arland", kind="state")
        >>> tie = PageLink(source="actor:a", target="actor:b", kind="mediates")
        >>> PageData(title="", nodes=(arland,), readings=(), links=(tie,)).check()
        Traceback (most recent call last):
        ...
        stancegraph.errors.ExportError: the page cannot be drawn: link actor:a → actor:b names actor:b, which is no node
          hint: the graph lacks these nodes; build it again
        """
        faults = list(chain(self._twice(), self._dangling()))
        if faults:
            raise ExportError(
                f"the page cannot be drawn: {'; '.join(faults)}", hint="the graph lacks these nodes; build it again"
            )

    def _twice(self) -> Iterator[str]:
        for what, things in (("node", self.nodes), ("reading", self.readings)):
            seen: set[str] = set()
            for thing in things:
                if thing.id in seen:
                    yield f"{what} {thing.id} is there twice"
                seen.add(thing.id)

    def _dangling(self) -> Iterator[str]:
        nodes = {node.id for node in self.nodes}
        for owner, names in self._references():
            for name in names:
                if name not in nodes:
                    yield f"{owner} names {name}, which is no node"

    def _references(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        for reading in self.readings:
            targets = () if reading.target is None else (reading.target,)
            yield f"reading {reading.id}", (reading.holder, *targets, *reading.concerns)
        for link in self.links:
            yield f"link {link.source} → {link.target}", (link.source, link.target)
