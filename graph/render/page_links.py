"""Ties between actors and events that are no stances: what claims assert, and what the registry says. Layer: render."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from .page_data import PageLink, PageReading
from .page_readings import reporters, speakers
from .things import Thing, Things

# From which property to which a tie leads, by the class of what a claim asserts; the first that fits.
ASSERTED: Final = {
    "sg:MediationParticipation": ("mediates", "sg:participant", "sg:inEvent"),
    "sg:Participation": ("takes-part", "sg:participant", "sg:inEvent"),
    "sg:Representation": ("represents", "sg:representative", "sg:represents"),
    "sg:Tenure": ("office", "sg:person", "sg:post"),
    "sg:Causation": ("causes", "sg:cause", "sg:effect"),
}
SAID_BY: Final = ("sg:role", "sg:capacity")  # what the tie is called more closely
GROUNDS: Final = ("stated", "inferred", "derived")
FACTUALITIES: Final = ("actual", "prospective", "hypothetical")


def page_links(things: Things, readings: Iterable[PageReading]) -> tuple[PageLink, ...]:
    """Return all ties, each once; one that rests on several claims looks like the firmest of them."""
    ended = {reading.id for reading in readings if reading.ended}
    bundles: defaultdict[tuple[str, str, str], list[PageLink]] = defaultdict(list)
    for link in (*_claimed(things), *_registered(things), *_reported(things)):
        if link.source != link.target:
            bundles[link.kind, link.source, link.target].append(link)
    return tuple(_merged(bundles[key], ended) for key in sorted(bundles))


def _merged(links: list[PageLink], ended: set[str]) -> PageLink:
    def firmness(link: PageLink) -> tuple[bool, int, int]:
        return not ended.isdisjoint(link.readings), FACTUALITIES.index(link.factuality), GROUNDS.index(link.ground)

    return replace(
        min(links, key=firmness),
        readings=tuple(sorted({name for link in links for name in link.readings})),
        registered=any(link.registered for link in links),
    )


def _claimed(things: Things) -> Iterator[PageLink]:
    """Yield the ties that claims assert; a claim that something is not so asserts none."""
    for claim in things.of_type("sg:Claim"):
        if claim.word("sg:polarity") != "negative":
            for name in claim.all("sg:asserts"):
                yield from _asserted(things[name], claim, things)


def _asserted(thing: Thing, claim: Thing, things: Things) -> Iterator[PageLink]:
    fitting = (ends for name, ends in ASSERTED.items() if thing.has("rdf:type", name))
    kind, start, end = next(fitting, ("", "", ""))
    target = thing.one(end)
    if kind:
        yield PageLink(
            source=things.current(thing.one(start)),
            target=things.current(things[target].one("sg:postOf") or target),
            kind=kind,
            ground=claim.word("sg:ground") or "stated",
            factuality=claim.word("sg:factuality") or "actual",
            readings=(claim.name,),
            label=things.label(target) if kind == "office" else next(filter(None, map(thing.word, SAID_BY)), ""),
        )


def _registered(things: Things) -> Iterator[PageLink]:
    """Yield what the registry says: whose organ an actor is, to what it belongs, which post it holds."""
    for actor in things.of_type("sg:Actor"):
        for whose in (*actor.all("sg:organOf"), *actor.all("sg:ofActor")):
            yield _known("organ-of", actor.name, whose, things)
    for membership in things.of_type("sg:Membership"):
        yield _known("member-of", membership.one("sg:member"), membership.one("sg:group"), things)
    for tenure in things.of_type("sg:Tenure"):
        if not tenure.one("sg:evidence"):
            post = things[tenure.one("sg:post")]
            link = _known("office", tenure.one("sg:person"), post.one("sg:postOf"), things)
            yield replace(link, label=things.label(post.name))


def _known(kind: str, source: str, target: str, things: Things) -> PageLink:
    return PageLink(source=things.current(source), target=things.current(target), kind=kind, registered=True)


def _reported(things: Things) -> Iterator[PageLink]:
    """Yield who has words from whom, step by step."""
    for reading in things.of_type("sg:Reading"):
        steps = [(report.one("sg:reporter"),) for report in reporters(reading, things)]
        for reporter, quoted in zip(steps, [*steps[1:], speakers(reading, things)], strict=False):
            for name in quoted:
                start, end = things.current(reporter[0]), things.current(name)
                yield PageLink(source=start, target=end, kind="reports", readings=(reading.name,))
