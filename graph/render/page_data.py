"""What the page shows, before it is a page: nodes, readings, links, sources, all as plain text. Layer: render.

Every text in here comes from sources and registries and is treated as hostile by those who write it into the page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain

from ..errors import ExportError

# Kinds of ties: those that are drawn, and those that tell who belongs to whom, drawn for a chosen actor alone.
DRAWN = ("mediates", "takes-part", "represents", "causes")
STRUCTURAL = ("office", "organ-of", "member-of")


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
    ``roles`` are 'official' and 'mediator', and 'inferred' where no source states the one that shows. ``offices`` are
    the posts of a person, ``of`` is the label of what an official or an organ belongs to.
    """

    id: str
    label: str
    kind: str
    roles: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    of: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageEvidence:
    """Words of a source, with what stands before and after them and their offsets in code points.

    Of words that are hidden ``sha256`` remains; ``record`` is the row of a table.
    """

    exact: str
    prefix: str = ""
    suffix: str = ""
    start: int | None = None
    end: int | None = None
    region: str = ""
    record: str = ""
    sha256: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageReading:
    """A stance, or a claim, as one source gives it.

    ``holder`` and ``target`` are ids of nodes. A claim has no target: ``text`` says what it claims, ``concerns`` names
    the nodes that it is about. ``chain`` leads from the outlet to the speaker. ``uttered`` is the time in words, as it
    was typed; ``earliest`` and ``latest`` are its bounds, ``published`` is when the source came out, all in ISO form.
    ``held`` is the time for which it holds, in words. ``ended`` is the publication of what superseded, corrected or
    retracted it. ``relations`` are pairs of what it does to another reading, and which. ``further`` are names and
    values of facts. ``value`` runs from −1 to 1, and is None where no position was stated: that is not 0.
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
    held: str = ""
    ended: str = ""
    relations: tuple[tuple[str, str], ...] = ()
    issues: tuple[str, ...] = ()
    off_story: bool = False
    needs_review: bool = False
    alternative_to: tuple[str, ...] = ()
    evidence: tuple[PageEvidence, ...] = ()
    further: tuple[tuple[str, str], ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageLink:
    """A tie between two nodes that is no stance.

    ``kind`` is mediates, takes-part, represents, office, organ-of, member-of, causes or reports: who has words from
    whom. ``readings`` are the claims that it rests on; ``registered`` says that the registry says so.
    """

    source: str
    target: str
    kind: str
    ground: str = "stated"
    factuality: str = "actual"
    readings: tuple[str, ...] = ()
    registered: bool = False
    label: str = ""

    @property
    def ends(self) -> tuple[str, str]:
        """The nodes that it ties."""
        return self.source, self.target


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
