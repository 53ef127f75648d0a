"""Intervals of confidence by the bootstrap: how far a measure depends on the units at hand. Layer: agreement.

Efron (1979), Bootstrap methods: another look at the jackknife. As many units as there are are drawn with replacement,
again and again, and the measure is taken of each sample; the interval holds the middle 95 % of its values. The draws
are the same in every run: they begin with a seed that is told with the result.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from .ratings import Floats, Measure, point, sums

SEED: Final = 7
REPLICATES: Final = 1000
CONFIDENCE: Final = 0.95
_AT_ONCE: Final = 1 << 21  # numbers that are drawn and held at one time
_FEWEST: Final = 2  # units: from one alone, every sample is the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """The value of a measure over some units, and the interval around it.

    All are None where they are undefined: the value where nothing varies, the interval where there are fewer than two
    units or fewer than half of the samples have a value.
    """

    value: float | None
    low: float | None
    high: float | None
    units: int


def estimate(measure: Measure, units: int, *, seed: int = SEED, replicates: int = REPLICATES) -> Estimate:
    """Return the value of a measure with its interval.

    >>> from .alpha import Level, alpha_of
    >>> from .ratings import Ratings
    >>> ratings = Ratings.of([["a", "a"], ["a", "b"], ["b", "b"], ["b", "b"]] * 5)
    >>> found = estimate(alpha_of(ratings, Level.NOMINAL), ratings.units)
    >>> [round(one, 2) for one in (found.low, found.value, found.high)]
    [0.0, 0.48, 0.83]
    """
    value = point(measure, units)
    low, high = _interval(measure, units, seed, replicates) if value is not None and units >= _FEWEST else (None, None)
    return Estimate(value=value, low=low, high=high, units=units)


def _interval(measure: Measure, units: int, seed: int, replicates: int) -> tuple[float | None, float | None]:
    found = np.concatenate([measure(weights) for weights in _samples(units, seed, replicates)])
    defined = found[~np.isnan(found)]
    if 2 * len(defined) < replicates:
        return None, None
    tail = (1 - CONFIDENCE) / 2
    low, high = np.quantile(defined, [tail, 1 - tail])
    return float(low), float(high)


def _samples(units: int, seed: int, replicates: int) -> Iterator[Floats]:
    """Yield how often each unit is in each sample, as many samples at a time as are not too many."""
    generator = np.random.default_rng(seed)
    rows = max(1, min(replicates, _AT_ONCE // units))
    for start in range(0, replicates, rows):
        size = min(rows, replicates - start)
        drawn: NDArray[np.int64] = generator.integers(0, units, (size, units))
        yield sums(drawn, units, np.ones((size, units)))
