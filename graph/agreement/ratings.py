"""What several annotators said of the same units, as arrays that measures of agreement run on. Layer: agreement."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

_DENSE: Final = 1 << 16  # up to so many numbers, a table of units by values is multiplied faster than it is walked

Floats = NDArray[np.float64]
Measure = Callable[[Floats], Floats]
"""Takes how often each unit counts, a row for each sample, and gives a value a row: NaN where it is undefined."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Ratings:
    """The values that annotators gave to units: one entry a value, in the order of the units.

    ``values`` are the distinct ones in their order, and ``code[i]`` tells which of them the annotator ``rater[i]`` gave
    to the unit ``unit[i]``.
    """

    values: tuple[Any, ...]
    units: int
    raters: int
    unit: NDArray[np.int64]
    rater: NDArray[np.int64]
    code: NDArray[np.int64]

    @classmethod
    def of(cls, table: Sequence[Sequence[Hashable | None]]) -> Ratings:
        """Return the ratings of a table: a row a unit, a column an annotator, None where a value is missing.

        A unit with fewer than two values tells nothing of agreement, and is left out.

        >>> ratings = Ratings.of([["a", "b"], ["b", "b"], ["a", None]])
        >>> ratings.units, ratings.values, ratings.code.tolist()
        (2, ('a', 'b'), [0, 1, 1, 1])
        """
        kept = [row for row in table if len(row) - row.count(None) > 1]
        cells = [(unit, rater, value) for unit, row in enumerate(kept) for rater, value in enumerate(row)]
        found: list[tuple[int, int, Any]] = [cell for cell in cells if cell[2] is not None]
        values = tuple(sorted({value for _, _, value in found}))
        place = dict(zip(values, range(len(values)), strict=True))
        columns = np.array([(unit, rater, place[value]) for unit, rater, value in found], dtype=np.int64).reshape(-1, 3)
        raters = max(map(len, kept), default=0)
        unit, rater, code = columns.T
        return cls(values=values, units=len(kept), raters=raters, unit=unit, rater=rater, code=code)

    @property
    def each(self) -> Floats:
        """How many values each unit has."""
        return np.bincount(self.unit, minlength=self.units).astype(np.float64)

    def agreeing(self) -> Floats:
        """Return for each unit how many of its ordered pairs of values are equal."""
        size = max(len(self.values), 1)
        places, counts = np.unique(self.unit * size + self.code, return_counts=True)
        return np.bincount(places // size, weights=counts * (counts - 1.0), minlength=self.units).astype(np.float64)

    def counted(self, weights: Floats) -> Floats:
        """Return how often each value occurs, a row for each row of weights."""
        size = len(self.values)
        if self.units * size > _DENSE:
            return sums(self.code, size, weights[:, self.unit])
        places = self.unit * size + self.code
        found = weights @ np.bincount(places, minlength=self.units * size).reshape(self.units, size)
        return found.astype(np.float64, copy=False)


def sums(index: NDArray[np.int64], size: int, numbers: Floats) -> Floats:
    """Return for each row of ``numbers`` its sums by ``index``, which is below ``size``.

    >>> sums(np.array([0, 1, 1]), 2, np.array([[1.0, 2.0, 3.0]])).tolist()
    [[1.0, 5.0]]
    """
    rows = len(numbers)
    places = np.arange(rows)[:, None] * size + index
    found = np.bincount(places.ravel(), weights=numbers.ravel(), minlength=rows * size)
    return found.reshape(rows, size).astype(np.float64, copy=False)


def point(measure: Measure, units: int) -> float | None:
    """Return the value of a measure when each unit counts once; None where it is undefined."""
    value = float(measure(np.ones((1, units)))[0]) if units else float("nan")
    return None if np.isnan(value) else value


def ratio(disagreement: Floats, expected: Floats) -> Floats:
    """Return 1 − disagreement / expected, NaN where none is expected."""
    defined = expected > 0
    return np.where(defined, 1 - disagreement / np.where(defined, expected, 1), np.nan)
