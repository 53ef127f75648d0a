"""Which readings need a second reader, and why. Layer: agreement."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations
from typing import Final

from .matching import Alignment, Unit
from .reading import POSITION, STANCE, Reading, overlap


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


_Case = tuple[tuple[Reason, ...], *tuple[Reading, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """What a second reader should look at, and why; ``readers`` are the annotators who have it.

    The readings are one reading, as each annotator has it who gives a reason, or two of one annotator.
    """

    reasons: tuple[Reason, ...]
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
    for reasons, *readings in _cases(alignment):
        yield Doubt(reasons=reasons, readings=tuple(readings), readers=readers[readings[0].name])


def _cases(alignment: Alignment) -> Iterator[_Case]:
    """Yield why something needs a second reader, with the reading or the two readings that do."""
    for unit in alignment.units:
        yield from _of_unit(unit)
    for pair in _alternatives(alignment.readings):
        yield (Reason.ALTERNATIVE,), *pair
    for one, other in _on_the_same(alignment):
        if reason := _together(one, other):
            yield (reason,), one, other


def _of_unit(unit: Unit) -> Iterator[_Case]:
    by_reading = [(reading, frozenset(_alone(reading))) for reading in unit.readings.values()]
    reasons = frozenset[Reason]().union(*(own for _, own in by_reading))
    if reasons:
        yield tuple(sorted(reasons)), *(reading for reading, own in by_reading if own)


def _alone(reading: Reading) -> Iterator[Reason]:
    """Yield why a reading by itself needs a second reader."""
    if reading.needs_review:
        yield Reason.NEEDS_REVIEW
    if INTERPRETIVE & set(reading.values.get("act", ())):
        yield Reason.ACT
    if LOW & set(reading.values.get("certainty", ())):
        yield Reason.CERTAINTY


def _alternatives(readings: Sequence[Reading]) -> list[tuple[Reading, Reading]]:
    """Return each pair of alternatives once, whichever of the two names the other."""
    known = {reading.name: reading for reading in readings}
    named = [(one.name, other) for one in readings for other in one.alternatives if other in known]
    return [(known[min(pair)], known[max(pair)]) for pair in sorted({(min(pair), max(pair)) for pair in named})]


def _on_the_same(alignment: Alignment) -> Iterator[tuple[Reading, Reading]]:
    """Yield the pairs of stances of one annotator that have the same holder and target and are no alternatives."""
    groups: dict[object, list[Reading]] = defaultdict(list)
    for one in alignment.readings:
        if one.kind == STANCE:
            same = (one.of(name, alignment.canonical) for name in ("holder", "target"))
            groups[one.annotator, *same].append(one)
    for readings in groups.values():
        for one, other in combinations(readings, 2):
            if other.name not in one.alternatives and one.name not in other.alternatives:
                yield one, other


def _together(one: Reading, other: Reading) -> Reason | None:
    """Return why two stances on the same by the same need a second reader, or None."""
    overlapping, as_graded = overlap(one, other) > 0, _graded(one) == _graded(other)
    if overlapping and not as_graded:
        return Reason.OVERLAP
    return Reason.DUPLICATE if as_graded and (overlapping or _in_one_utterance(one, other)) else None


def _graded(reading: Reading) -> tuple[frozenset[str], frozenset[str], float | None]:
    return frozenset(reading.values.get(POSITION, ())), frozenset(reading.values.get("act", ())), reading.number


def _in_one_utterance(one: Reading, other: Reading) -> bool:
    return bool(one.utterance) and one.utterance == other.utterance
