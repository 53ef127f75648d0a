"""The readings of a graph as annotators are compared by them. Layer: queries."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from ..agreement.reading import CLAIM, STANCE, Reading
from ..agreement.unitizing import Span
from ..iris import ONTOLOGY
from .context import Context
from .facts import Facts
from .rows import iri_of
from .solving import look_for

_HASH: Final = re.compile(r"h[0-9a-f]{12}")  # what stands in for an id that was not given
_OF_READING: Final = ("source", "annotator", "certainty", "evidence", "expressedIn", "needsReview", "alternativeTo")
_OF_STANCE: Final = ("holder", "target", "position", "value", "act", "onBehalfOf", "condition")
_OF_CLAIM: Final = ("asserts", "assertsNone", "polarity", "factuality")
_OF_CONDITION: Final = ("conditionKind", "quantifier", "over")
_OF_ASSERTED: Final = (
    "participant", "inEvent", "role", "between", "onBehalfOf", "person", "post", "representative", "represents",
    "capacity", "cause", "effect", "eventKind", "after", "before",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Compared:
    """The readings of all annotators; ``adjudicators`` tells who decided between those of a source."""

    readings: Sequence[Reading]
    adjudicators: Mapping[str, str]
    lengths: Mapping[str, int]


def read_compared(context: Context) -> Compared:
    """Return the readings of texts in the graphs that the context sees."""
    names = sorted(iri_of(one["reading"]) for one in look_for(context.door, "readings-in-texts"))
    readings = [*_stances(context, names), *_claims(context, names)]
    facts = context.facts
    return Compared(readings=readings, adjudicators=_adjudicators(facts, readings), lengths=_lengths(facts, readings))


def _stances(context: Context, names: Iterable[str]) -> list[Reading]:
    facts = context.facts
    own = [name for name in names if name.startswith(facts.names.prefixes[STANCE])]
    facts.load(own, (*_OF_READING, *_OF_STANCE))
    facts.load((node for name in own for node in facts.nodes(name, "condition")), _OF_CONDITION)
    return _readings(context, STANCE, own)


def _claims(context: Context, names: Iterable[str]) -> list[Reading]:
    facts = context.facts
    own = [name for name in names if name.startswith(facts.names.prefixes[CLAIM])]
    facts.load(own, (*_OF_READING, *_OF_CLAIM))
    facts.load((node for name in own for node in _asserted(facts, name)), _OF_ASSERTED)
    return _readings(context, CLAIM, own)


def _readings(context: Context, kind: str, names: Sequence[str]) -> list[Reading]:
    context.quotes.load(span for name in names for span in context.facts.nodes(name, "evidence"))
    values = {STANCE: _of_stance, CLAIM: _of_claim}[kind]
    return [_reading(context, name, kind, values(context.facts, name)) for name in names]


def _reading(context: Context, name: str, kind: str, values: dict[str, frozenset[str]]) -> Reading:
    facts = context.facts
    number, evidence = facts.text(name, "value"), frozenset(facts.nodes(name, "evidence"))
    return Reading(
        name=name,
        kind=kind,
        source=facts.text(name, "source"),
        annotator=facts.text(name, "annotator"),
        local=_local(facts.names.shorten(name)),
        values=values | {"certainty": _concepts(facts, name, "certainty")},
        number=float(number) if number else None,
        evidence=evidence,
        spans=tuple(_spans(context, evidence)),
        utterance=facts.text(name, "expressedIn"),
        needs_review=facts.text(name, "needsReview") == "true",
        alternatives=frozenset(facts.nodes(name, "alternativeTo")),
    )


def _local(name: str) -> str:
    """Return the id that an annotator gave a reading, nothing where a hash stands in for it.

    >>> _local("stance:daily.reader-1.s1"), _local("stance:daily.reader-1.h0ad465355283")
    ('s1', '')
    """
    local = name.split(".", 2)[-1]
    return "" if _HASH.fullmatch(local) else local


def _of_stance(facts: Facts, name: str) -> dict[str, frozenset[str]]:
    nodes = {field: frozenset(facts.nodes(name, field)) for field in ("holder", "target", "onBehalfOf")}
    condition = frozenset(
        value.removeprefix(ONTOLOGY)
        for node in facts.nodes(name, "condition")
        for field in _OF_CONDITION
        for value in facts.nodes(node, field)
    )
    return nodes | {field: _concepts(facts, name, field) for field in ("position", "act")} | {"condition": condition}


def _of_claim(facts: Facts, name: str) -> dict[str, frozenset[str]]:
    said = frozenset(one for node in _asserted(facts, name) for one in _said(facts, node))
    return {"asserts": said} | {field: _concepts(facts, name, field) for field in ("polarity", "factuality")}


def _asserted(facts: Facts, name: str) -> list[str]:
    return [*facts.nodes(name, "asserts"), *facts.nodes(name, "assertsNone")]


def _said(facts: Facts, node: str) -> Iterator[str]:
    """Yield what a claim asserts, each value with its field; an event is the same for all annotators."""
    if node.startswith(facts.names.prefixes["event"]):
        yield f"event {node}"
        return
    for field in _OF_ASSERTED:
        yield from (f"{field} {value.removeprefix(ONTOLOGY)}" for value in facts.nodes(node, field))


def _concepts(facts: Facts, name: str, field: str) -> frozenset[str]:
    return frozenset(value.removeprefix(ONTOLOGY) for value in facts.nodes(name, field))


def _spans(context: Context, evidence: Iterable[str]) -> Iterator[Span]:
    for quote in context.quotes.read(evidence):
        if quote.start >= 0:
            yield quote.start, quote.end


def _adjudicators(facts: Facts, readings: Iterable[Reading]) -> dict[str, str]:
    annotators = sorted({one.annotator for one in readings})
    facts.load(annotators, ["adjudicates"])
    return {source: annotator for annotator in annotators for source in facts.nodes(annotator, "adjudicates")}


def _lengths(facts: Facts, readings: Iterable[Reading]) -> dict[str, int]:
    """Return the length of the text of each source, where it is known."""
    sources = sorted({one.source for one in readings})
    facts.load(sources, ["length"])
    found = {source: facts.text(source, "length") for source in sources}
    return {source: int(length) for source, length in found.items() if length}
