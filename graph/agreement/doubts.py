"""Which readings need a second reader, and why. Layer: agreement."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Final

from .matching import Alignment
from .reading import POSITION, STANCE, Canonical, Reading, overlap


class Reason(StrEnum):
    """Why a second reader should look.

    ``needs-review``: its annotator asks for it. ``alternative``: the words can be read in two ways.
    ``interpretive-act``: that something is a threat, a framing or a reproach is for the reader to say, words rarely do.
    ``low-certainty``: it is presented as no more than possible. ``near-duplicate``: one annotator may have read the
    same twice. ``overlap``: one annotator has given the same words, holder and target different values.
    """

    NEEDS_REVIEW = "needs-review"
    ALTERNATIVE = "alternative"
    ACT = "interpretive-act"
    CERTAINTY = "low-certainty"
    DUPLICATE = "near-duplicate"
    OVERLAP = "overlap"


INTERPRETIVE: Final = frozenset({"threaten", "frame", "blame"})
LOW: Final = frozenset({"possible", "uncommitted"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """Readings of one annotator that a second reader should look at; ``readers`` are those who have read the first."""

    reason: Reason
    readings: tuple[Reading, ...]
    readers: tuple[str, ...]


def find_doubts(alignments: Iterable[Alignment]) -> list[Doubt]:
    """Return what needs a second reader; first what only one has read."""
    found = [one for alignment in alignments for one in _in_source(alignment)]
    return sorted(
        found, key=lambda one: (len(one.readers), one.readings[0].source, one.readings[0].start, one.readings[0].name)
    )


def _in_source(alignment: Alignment) -> Iterator[Doubt]:
    readers = {one.name: tuple(unit.readings) for unit in alignment.units for one in unit.readings.values()}
    readings = [one for unit in alignment.units for one in unit.readings.values()]
    for reading in readings:
        for reason in _alone(reading):
            yield Doubt(reason=reason, readings=(reading,), readers=readers[reading.name])
    yield from _alternatives(readings, readers)
    for one, other in combinations((reading for reading in readings if reading.kind == STANCE), 2):
        close = _together(one, other, alignment.canonical)
        if close:
            yield Doubt(reason=close, readings=(one, other), readers=readers[one.name])


def _alone(reading: Reading) -> Iterator[Reason]:
    """Yield why a reading by itself needs a second reader."""
    if reading.needs_review:
        yield Reason.NEEDS_REVIEW
    if INTERPRETIVE & set(reading.values.get("act", ())):
        yield Reason.ACT
    if LOW & set(reading.values.get("certainty", ())):
        yield Reason.CERTAINTY


def _alternatives(readings: Iterable[Reading], readers: Mapping[str, tuple[str, ...]]) -> Iterator[Doubt]:
    """Yield each pair of alternatives once, whichever of the two names the other."""
    known = {reading.name: reading for reading in readings}
    pairs = {tuple(sorted((one.name, other))) for one in known.values() for other in one.alternatives if other in known}
    for first, second in sorted(pairs):
        yield Doubt(reason=Reason.ALTERNATIVE, readings=(known[first], known[second]), readers=readers[first])


def _together(one: Reading, other: Reading, canonical: Canonical) -> Reason | None:
    """Return why two readings need a second reader, or None: they are of one annotator, on the same by the same."""
    same = one.annotator == other.annotator and all(
        one.of(name, canonical) == other.of(name, canonical) for name in ("holder", "target")
    )
    if not same or other.name in one.alternatives or one.name in other.alternatives:
        return None
    overlapping, as_graded = overlap(one, other) > 0, _graded(one) == _graded(other)
    if overlapping and not as_graded:
        return Reason.OVERLAP
    return Reason.DUPLICATE if as_graded and (overlapping or _in_one_utterance(one, other)) else None


def _graded(reading: Reading) -> tuple[frozenset[str], frozenset[str], float | None]:
    return frozenset(reading.values.get(POSITION, ())), frozenset(reading.values.get("act", ())), reading.number


def _in_one_utterance(one: Reading, other: Reading) -> bool:
    return bool(one.utterance) and one.utterance == other.utterance
