"""The stances and claims of a graph as the page shows them. Layer: render."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any, Final

from .page_data import PageEvidence, PageReading
from .telling import joined, tell_claim, tell_condition, tell_time, whole_words
from .things import Thing, Things

# What one reading does to another, in words from both ends; the first three end what they are about.
RELATIONS: Final = {
    "sg:supersedes": ("supersedes", "superseded by"),
    "sg:corrects": ("corrects", "corrected by"),
    "sg:retracts": ("retracts", "retracted by"),
    "sg:disputes": ("disputes", "disputed by"),
    "sg:respondsTo": ("responds to", "answered by"),
}
ENDING: Final = ("sg:supersedes", "sg:corrects", "sg:retracts")
FURTHER: Final = {
    "sg:onBehalfOf": "On behalf of",
    "sg:addressee": "To",
    "sg:blames": "Blamed",
    "sg:obliges": "Obliged",
    "sg:benefits": "To benefit",
}
CONCERNED: Final = (
    "sg:participant", "sg:inEvent", "sg:between", "sg:person", "sg:representative", "sg:represents",
    "sg:cause", "sg:effect",
)  # fmt: skip

Replies = dict[str, list[tuple[str, Thing]]]


def page_readings(things: Things) -> tuple[PageReading, ...]:
    """Return every stance and then every claim of a graph, each in the order of their names."""
    replies = _replies(things)
    return tuple(
        PageReading(**_common(thing, things, replies[thing.name]), **own(thing, things))
        for kind, own in (("sg:Stance", _of_stance), ("sg:Claim", _of_claim))
        for thing in things.of_type(kind)
    )


def _replies(things: Things) -> Replies:
    """Return, by the name of a reading, which readings do what to it."""
    found: Replies = defaultdict(list)
    for reading in things.of_type("sg:Reading"):
        for predicate in RELATIONS:
            for other in reading.all(predicate):
                found[other].append((predicate, reading))
    return found


def _common(thing: Thing, things: Things, replies: list[tuple[str, Thing]]) -> dict[str, Any]:
    """Return what stances and claims have in common."""
    source, utterance = things[thing.one("sg:source")], things[thing.one("sg:expressedIn")]
    spans = [things[name] for name in thing.all("sg:evidence")]
    return {
        "id": thing.name,
        "source": source.name,
        "ground": thing.word("sg:ground") or "stated",
        "basis": thing.one("sg:basis"),
        "certainty": thing.word("sg:certainty"),
        "attribution": thing.word("sg:attributionType"),
        "chain": tuple(_chain(thing, things)),
        "speaker": joined(things.label(name) for name in speakers(thing, things)),
        "uttered": tell_time(utterance, things),
        "earliest": utterance.one("sg:earliest"),
        "latest": utterance.one("sg:latest"),
        "published": source.one("dcterms:issued"),
        "ended": min(_endings(replies, things), default=""),
        "relations": (*_relations(thing), *((RELATIONS[name][1], reply.name) for name, reply in replies)),
        "off_story": _is_off_story(spans, things),
        "needs_review": thing.has("sg:needsReview", "true"),
        "alternative_to": thing.all("sg:alternativeTo"),
        "evidence": tuple(_evidence(span, things) for span in sorted(spans, key=_place)),
        "further": tuple(_further(thing, things)),
        "note": " ".join(thing.all("skos:note")),
    }


def _of_stance(stance: Thing, things: Things) -> dict[str, Any]:
    target, value, condition = (stance.one(f"sg:{name}") for name in ("target", "value", "condition"))
    return {
        "kind": "stance",
        "holder": things.current(stance.one("sg:holder")),
        "target": things.current(target),
        "concerns": _current(stance.all("sg:concerns"), things),
        "position": stance.word("sg:position") or None,
        "value": float(value) if value else None,
        "act": stance.word("sg:act") or None,
        "condition": tell_condition(things[condition], things) if condition else None,
        "issues": _current(stance.all("sg:about") or things[target].all("sg:about"), things),
        "held": tell_time(stance, things),
    }


def _of_claim(claim: Thing, things: Things) -> dict[str, Any]:
    asserted = [things[name] for name in (*claim.all("sg:asserts"), *claim.all("sg:assertsNone"))]
    concerned = _current((name for thing in asserted for name in _concerned(thing)), things)
    times = dict.fromkeys(tell_time(thing, things) for thing in asserted)
    return {
        "kind": "claim",
        "holder": things.current(speakers(claim, things)[0]),
        "text": tell_claim(claim, things),
        "concerns": concerned,
        "factuality": claim.word("sg:factuality") or "actual",
        "issues": _current((issue for name in concerned for issue in things[name].all("sg:about")), things),
        "held": tell_time(claim, things) or "; ".join(filter(None, times)),
    }


def _concerned(asserted: Thing) -> Iterator[str]:
    """Yield whom and what it concerns that something is so."""
    for predicate in CONCERNED:
        yield from asserted.all(predicate)
    if asserted.has("rdf:type", "sg:Event"):
        yield asserted.name


def _current(names: Iterable[str], things: Things) -> tuple[str, ...]:
    return tuple(dict.fromkeys(things.current(name) for name in names))


def speakers(reading: Thing, things: Things) -> tuple[str, ...]:
    """Return who said what a reading rests on: in rows of a table, and where no one is known, who published it."""
    said = things[reading.one("sg:expressedIn")].all("sg:speaker")
    return said or things[reading.one("sg:source")].all("dcterms:publisher") or (reading.one("sg:holder"),)


def reporters(reading: Thing, things: Things) -> Iterator[Thing]:
    """Yield the reports by which the source has a reading, the outlet's own first."""
    report = things[reading.one("sg:report")]
    while report.one("sg:reporter"):
        yield report
        report = things[report.one("sg:reports")]


def _chain(reading: Thing, things: Things) -> Iterator[str]:
    """Yield who has a reading from whom, with the certainty of a step that is not certain; the speaker is the last."""
    for report in reporters(reading, things):
        certainty = report.word("sg:certainty")
        doubt = f" ({certainty})" if certainty not in {"", "certain"} else ""
        yield things.label(report.one("sg:reporter")) + doubt
    yield joined(things.label(name) for name in speakers(reading, things))


def _relations(reading: Thing) -> Iterator[tuple[str, str]]:
    for predicate, (word, _) in RELATIONS.items():
        yield from ((word, other) for other in reading.all(predicate))


def _further(reading: Thing, things: Things) -> Iterator[tuple[str, str]]:
    """Yield who else is in it, as what; and where it was said."""
    for predicate, word in FURTHER.items():
        if reading.all(predicate):
            yield word, joined(things.label(name) for name in reading.all(predicate))
    place = things[reading.one("sg:expressedIn")].one("sg:place")
    if place:
        yield "Place", place


def _endings(replies: list[tuple[str, Thing]], things: Things) -> Iterator[str]:
    """Yield when what ended a reading was published."""
    for predicate, reply in replies:
        if predicate in ENDING:
            yield things[reply.one("sg:source")].one("dcterms:issued")


def _is_off_story(spans: list[Thing], things: Things) -> bool:
    """Tell whether all that a reading rests on lies where another story is told."""
    regions = [things[span.one("sg:region")] for span in spans]
    return bool(regions) and all(region.has("sg:relevance", "sg:off-story") for region in regions)


def _place(span: Thing) -> tuple[int, str]:
    numbers = span.name.rpartition(".")[2].partition("-")[0]
    return int(numbers) if numbers.isdecimal() else 0, span.name


def _evidence(span: Thing, things: Things) -> PageEvidence:
    """Return the words of a span, or the row of a table; of words that are hidden, their hash."""
    said = {
        name: value for selector in span.all("oa:hasSelector") for name, (value, *_) in things[selector].values.items()
    }
    row = f"row {span.one('sg:row')} of {span.one('sg:file')}" if span.one("sg:row") else ""
    return PageEvidence(
        exact=said.get("oa:exact", ""),
        prefix=whole_words(said.get("oa:prefix", ""), last=True),
        suffix=whole_words(said.get("oa:suffix", ""), last=False),
        start=int(said["oa:start"]) if "oa:start" in said else None,
        end=int(said["oa:end"]) if "oa:end" in said else None,
        region=things[span.one("sg:region")].word("sg:regionKind"),
        record=row,
        sha256="" if "oa:exact" in said else span.one("sg:sha256"),
    )
