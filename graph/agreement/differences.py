"""Where annotators differ, reading by reading, the worst first. Layer: agreement.

The score of a difference is the sum of how far the readings are apart in each field, times the weight of the field; of
more than two annotators, those count that are farthest apart. That an annotator lacks the reading counts like another
holder or target; of a claim, less than one step of a position does. The weights are those of :mod:`.reading`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from .matching import Alignment, Unit
from .reading import LACKING, POSITION, SPAN, WEIGHTS, Canonical, Reading, distance


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDifference:
    """One field in which readings differ: the values that each annotator gave, and the distance of the farthest."""

    field: str
    distance: float
    values: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One reading on which the annotators of a source differ; ``lacking`` are those who do not have it."""

    source: str
    kind: str
    score: float
    readings: Mapping[str, Reading]
    lacking: tuple[str, ...]
    fields: tuple[FieldDifference, ...]


def find_differences(alignments: Iterable[Alignment]) -> list[Difference]:
    """Return the differences in some sources, the highest score first."""
    found = [one for alignment in alignments for unit in alignment.units if (one := compare(unit, alignment))]
    return sorted(found, key=lambda one: (-one.score, one.source, min(each.start for each in one.readings.values())))


def compare(unit: Unit, alignment: Alignment) -> Difference | None:
    """Return in what the annotators of a source differ on one reading, or None where they all read the same."""
    lacking = tuple(name for name in alignment.annotators if name not in unit.readings)
    fields = tuple(_fields(unit, alignment.canonical))
    if not lacking and not fields:
        return None
    kind = unit.first.kind
    score = sum(WEIGHTS[kind][one.field] * one.distance for one in fields) + (LACKING[kind] if lacking else 0)
    return Difference(
        source=alignment.source,
        kind=kind,
        score=round(score, 4),
        readings=unit.readings,
        lacking=lacking,
        fields=fields,
    )


def _fields(unit: Unit, canonical: Canonical) -> Iterator[FieldDifference]:
    pairs = list(combinations(unit.readings.values(), 2))
    for name in WEIGHTS[unit.first.kind]:
        farthest = max((distance(name, one, other, canonical) for one, other in pairs), default=0.0)
        if farthest:
            yield FieldDifference(field=name, distance=round(farthest, 4), values=_values(name, unit))


def _values(name: str, unit: Unit) -> dict[str, tuple[str, ...]]:
    """Return the values of a field by annotator; of positions their numbers, where these alone differ."""
    if name == SPAN:
        return {annotator: tuple(sorted(one.evidence)) for annotator, one in unit.readings.items()}
    values = {annotator: tuple(sorted(one.values.get(name, ()))) for annotator, one in unit.readings.items()}
    if name == POSITION and len(set(values.values())) == 1:
        return {annotator: (f"{one.number:g}",) for annotator, one in unit.readings.items()}
    return values
