"""A reading as far as annotators are compared by it: its fields, and how far two differ in each. Layer: agreement."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from .unitizing import Span, joined

STANCE: Final = "stance"
CLAIM: Final = "claim"
POSITION: Final = "position"
SPAN: Final = "span"

# What is compared, and how much a full difference counts when the worst are listed first. A position counts by the
# difference of the values, which is 2 between the ends of the scale; everything else by 0 to 1 times its weight.
WEIGHTS: Final[Mapping[str, Mapping[str, float]]] = {
    STANCE: {
        "holder": 1.0,
        "target": 1.0,
        POSITION: 1.0,
        "condition": 0.5,
        "onBehalfOf": 0.5,
        "act": 0.5,
        "certainty": 0.25,
        SPAN: 0.25,
    },
    CLAIM: {"asserts": 1.0, "polarity": 1.0, "factuality": 0.5, "certainty": 0.25, SPAN: 0.25},
}
# How much it counts that another annotator has no such reading; of a claim, less than one step of a position does.
LACKING: Final[Mapping[str, float]] = {STANCE: 1.0, CLAIM: 0.3}

Canonical = Mapping[str, str]
"""Readings that are the same, by the name of each: one name for all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One reading of one annotator.

    ``local`` is the id that the annotator gave it, empty where none was given. ``values`` are those of the fields of
    :data:`WEIGHTS`; ``number`` is the position as a number. ``evidence`` are the names of the spans, and ``spans``
    their places where these are known.
    """

    name: str
    kind: str
    source: str
    annotator: str
    local: str = ""
    values: Mapping[str, frozenset[str]] = field(default_factory=dict)
    number: float | None = None
    evidence: frozenset[str] = frozenset()
    spans: tuple[Span, ...] = ()
    utterance: str = ""
    needs_review: bool = False
    alternatives: frozenset[str] = frozenset()

    @property
    def start(self) -> int:
        """Where its words begin; -1 where that is not known."""
        return min((start for start, _end in self.spans), default=-1)

    @property
    def end(self) -> int:
        """Where its words end; -1 where that is not known."""
        return max((end for _start, end in self.spans), default=-1)

    def of(self, name: str, canonical: Canonical) -> frozenset[str]:
        """Return the values of a field, a reading among them by its canonical name."""
        return frozenset(canonical.get(value, value) for value in self.values.get(name, ()))


def distance(name: str, one: Reading, other: Reading, canonical: Canonical) -> float:
    """Return how far two readings differ in a field: 0 where they do not; see :data:`WEIGHTS` for the range.

    That one has no position counts as 1, like the way from neutral to the end of the scale: it is no position at all.
    """
    if name == SPAN:
        return 1 - overlap(one, other)
    if name == POSITION:
        known = [number for number in (one.number, other.number) if number is not None]
        return len(known) % 2 if len(known) < 2 else abs(known[0] - known[1])  # noqa: PLR2004  both
    return 1 - _shared(one.of(name, canonical), other.of(name, canonical))


def overlap(one: Reading, other: Reading) -> float:
    """Return the share of the characters of either that both rest on; of quotes where no places are known."""
    if not one.spans or not other.spans:
        return _shared(one.evidence, other.evidence)
    if one.end <= other.start or other.end <= one.start:
        return 0.0  # most are: without a look at each span
    common = sum(
        max(0, min(end, stop) - max(start, begin))
        for start, end in joined(one.spans)
        for begin, stop in joined(other.spans)
    )
    whole = sum(end - start for start, end in joined((*one.spans, *other.spans)))
    return common / whole if whole else 0.0


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one | other else 1.0
