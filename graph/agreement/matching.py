"""Which readings of several annotators of one source are the same reading. Layer: agreement.

Two readings of the same kind with the same id are matched where they have anything in common: words, holder, target. Of
the others those can be matched whose words overlap and that have holder or target in common (claims: some of what they
assert). Among all ways to pair them one to one, the one is taken in which the pairs have most in common: the share of
their characters that overlap, plus one for the same holder and one for the same target (claims: the share of what they
assert). Annotators come one after the other, in the order of their names, each matched with what is there already; and
readings on other readings come last, when it is known which of these are the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import rustworkx as rx

from .reading import CLAIM, Canonical, Reading, distance, overlap

_Unit = dict[str, Reading]
_SCALE = 1_000_000  # weights of a matching are whole numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One thing that was read: the reading of each annotator who has it."""

    readings: Mapping[str, Reading]

    @property
    def first(self) -> Reading:
        """The reading of the first annotator who has one."""
        return self.readings[min(self.readings)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """The readings of one source, those that are the same together.

    ``annotators`` are all who have a reading of it, ``length`` is that of its text in code points, None if not known.
    """

    source: str
    annotators: tuple[str, ...]
    units: tuple[Unit, ...]
    canonical: Canonical
    length: int | None = None

    @property
    def readings(self) -> list[Reading]:
        """The readings of all annotators."""
        return [reading for unit in self.units for reading in unit.readings.values()]


def align(
    source: str, readings: Sequence[Reading], *, length: int | None = None, merged: Canonical | None = None
) -> Alignment:
    """Return the readings of a source, those that are the same together, in the order of their words.

    ``merged`` tells which actors, issues and propositions are the same, as one was merged into the other.
    """
    canonical = dict(merged or {})
    units: list[_Unit] = []
    for waiting in _in_turn(readings):
        for _, own in groupby(sorted(waiting, key=_annotator), key=_annotator):
            _assign(units, list(own), canonical)
        canonical |= _canonical(units)
    found = (Unit(readings=dict(sorted(unit.items()))) for unit in units)
    return Alignment(
        source=source,
        annotators=tuple(sorted({*map(_annotator, readings)})),
        units=tuple(sorted(found, key=lambda unit: (unit.first.start, unit.first.name))),
        canonical=canonical,
        length=length,
    )


def _annotator(reading: Reading) -> str:
    return reading.annotator


def _canonical(units: Iterable[_Unit]) -> dict[str, str]:
    return {one.name: unit[min(unit)].name for unit in units for one in unit.values()}


def _in_turn(readings: Sequence[Reading]) -> tuple[list[Reading], list[Reading]]:
    """Return the readings on other things, then those on readings of the same annotator."""
    known = {reading.name for reading in readings}
    on_readings = [one for one in readings if known & one.values.get("target", frozenset())]
    names = {one.name for one in on_readings}
    return [one for one in readings if one.name not in names], on_readings


def _assign(units: list[_Unit], readings: Sequence[Reading], canonical: Canonical) -> None:
    """Add the readings of one annotator to the units that they belong to, or as new ones."""
    rest = [reading for reading in readings if not _add_by_id(units, reading, canonical)]
    places = dict(_best(units, rest, canonical))
    for number, reading in enumerate(rest):
        if number in places:
            units[places[number]][reading.annotator] = reading
        else:
            units.append({reading.annotator: reading})


def _add_by_id(units: Iterable[_Unit], reading: Reading, canonical: Canonical) -> bool:
    for unit in units if reading.local else ():
        if reading.annotator not in unit and any(_has_id(one, reading, canonical) for one in unit.values()):
            unit[reading.annotator] = reading
            return True
    return False


def _has_id(one: Reading, other: Reading, canonical: Canonical) -> bool:
    """Tell whether two readings have the same id, and not by chance, as s1 may be anything in each of two files."""
    if (one.kind, one.local) != (other.kind, other.local):
        return False
    return overlap(one, other) > 0 or _in_common(one, other, canonical) > 0


def _best(units: Sequence[_Unit], readings: Sequence[Reading], canonical: Canonical) -> Iterator[tuple[int, int]]:
    """Yield the number of a reading with that of its unit: the assignment of most weight."""
    graph: rx.PyGraph[int, int] = rx.PyGraph()
    graph.add_nodes_from(range(len(readings) + len(units)))
    for number, reading in enumerate(readings):
        for place, unit in enumerate(units):
            weight = _weight(unit, reading, canonical)
            if weight:
                graph.add_edge(number, len(readings) + place, weight)
    for pair in rx.max_weight_matching(graph, weight_fn=int):
        number, place = sorted(pair)
        yield number, place - len(readings)


def _weight(unit: _Unit, reading: Reading, canonical: Canonical) -> int:
    if reading.annotator in unit:
        return 0
    return round(_SCALE * max(affinity(one, reading, canonical) for one in unit.values()))


def affinity(one: Reading, other: Reading, canonical: Canonical) -> float:
    """Return how much two readings have in common, from 0 to 3; 0 where they cannot be the same."""
    if one.kind != other.kind:
        return 0.0
    words = overlap(one, other)
    common = _in_common(one, other, canonical) if words else 0.0
    return words + common if common else 0.0


def _in_common(one: Reading, other: Reading, canonical: Canonical) -> float:
    fields = ("asserts",) if one.kind == CLAIM else ("holder", "target")
    return sum(1 - distance(name, one, other, canonical) for name in fields)
