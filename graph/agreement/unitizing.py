"""Krippendorff's alpha for unitizing: how far annotators mark the same stretches of a text. Layer: agreement.

Krippendorff (1995), On the reliability of unitizing continuous data, Sociological Methodology 25; (2004), Measuring the
reliability of qualitative text analysis data, Quality & Quantity 38, with the worked example of its appendix. Alpha is
1 − Do / De as in :mod:`.alpha`. The difference δ² of two units that overlap is (b − b')² + (e − e')² for their
beginnings and ends; that of a unit which another annotator left wholly unmarked is its length squared. Of more than two
annotators, look at each pair: Krippendorff et al. (2016), On the reliability of unitizing textual continua, tell why.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Final

import numpy as np

from .ratings import Floats, Measure, point, ratio

_FEWEST: Final = 2  # annotators: one alone agrees with nobody

Span = tuple[int, int]
"""Beginning and end, in code points; the end does not belong to it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Continuum:
    """A text of some length, and the spans that each of its annotators marked in it."""

    length: int
    marked: tuple[tuple[Span, ...], ...]


@dataclass(frozen=True, slots=True)
class _Section:
    """A unit that was marked, or the gap between two."""

    start: int
    end: int
    is_unit: bool

    @property
    def length(self) -> int:
        return self.end - self.start


def alpha_u(continua: Sequence[Continuum]) -> float | None:
    """Return alpha for unitizing over one text or several; None where nothing is marked in any of them.

    Over several texts the disagreements of all are summed, observed and expected, in squared code points: what chance
    expects is that the same stretches lie elsewhere in the same text.

    >>> alpha_u([Continuum(length=100, marked=(((10, 30),), ((10, 30),)))])
    1.0
    """
    return point(alpha_u_of(continua), len(continua))


def alpha_u_of(continua: Sequence[Continuum]) -> Measure:
    """Return alpha for unitizing as a measure, of which each text is a unit."""
    pairs = np.array([_disagreements(one) for one in continua], dtype=np.float64).reshape(-1, 2)

    def measure(weights: Floats) -> Floats:
        return ratio(weights @ pairs[:, 0], weights @ pairs[:, 1])

    return measure


def joined(spans: Sequence[Span]) -> tuple[Span, ...]:
    """Return spans in their order, those that overlap made one: units of one annotator do not overlap.

    >>> joined([(5, 9), (0, 6), (9, 12)])
    ((0, 9), (9, 12))
    """
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)


def _disagreements(continuum: Continuum) -> tuple[float, float]:
    """Return the observed and the expected disagreement of a text, both times its length squared."""
    if continuum.length < 1 or len(continuum.marked) < _FEWEST:
        return 0.0, 0.0
    sections = [_sections(joined(spans), continuum.length) for spans in continuum.marked]
    return _observed(sections), _expected(sections, continuum.length)


def _sections(spans: Sequence[Span], length: int) -> list[_Section]:
    """Return units and the gaps between them, which together are the whole text."""
    found: list[_Section] = []
    end = 0
    for start, stop in spans:
        if start > end:
            found.append(_Section(end, start, is_unit=False))
        found.append(_Section(start, stop, is_unit=True))
        end = stop
    return [*found, _Section(end, length, is_unit=False)] if end < length else found


def _observed(sections: Sequence[Sequence[_Section]]) -> float:
    """Return Do times the length squared: the mean of δ² over the ordered pairs of annotators, summed over sections."""
    pairs = list(combinations(map(_array, sections), 2))
    return sum(_differences(one, other) for one, other in pairs) / len(pairs)


def _array(sections: Sequence[_Section]) -> Floats:
    return np.array([(one.start, one.end, one.is_unit) for one in sections], dtype=np.float64)


def _differences(one: Floats, other: Floats) -> float:
    """Return the sum of δ² over all pairs of the sections of two annotators."""
    start, end, is_unit = one.T[:, :, None]
    begin, stop, also = other.T[:, None, :]
    overlapping = np.minimum(end, stop) > np.maximum(start, begin)
    moved = is_unit * also * overlapping * ((start - begin) ** 2 + (end - stop) ** 2)
    alone = is_unit * (1 - also) * ((begin <= start) & (end <= stop)) * (end - start) ** 2
    left_out = (1 - is_unit) * also * ((start <= begin) & (stop <= end)) * (stop - begin) ** 2
    return float((moved + alone + left_out).sum())


def _expected(sections: Sequence[Sequence[_Section]], length: int) -> float:
    """Return De times the length squared: δ² over all places where the units might lie, by themselves or in gaps."""
    units = np.array([one.length for one in chain(*sections) if one.is_unit], dtype=np.float64)
    gaps = np.array([one.length for one in chain(*sections) if not one.is_unit], dtype=np.float64)
    meeting = (len(units) - 1) / 3 * (2 * units**3 - 3 * units**2 + units)
    places = np.maximum(gaps[None, :] - units[:, None] + 1, 0).sum(axis=1)
    whole = len(sections) * length
    chances = whole * (whole - 1) - (units * (units - 1)).sum()
    expected: float = 2 / length * (meeting + units**2 * places).sum() / chances * length**2 if chances > 0 else 0.0
    return float(expected)
