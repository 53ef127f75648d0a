"""Krippendorff's alpha for what annotators said of given units. Layer: agreement.

Krippendorff (2011), Computing Krippendorff's Alpha-Reliability: alpha is 1 − Do / De, the disagreement that is observed
within units over that expected by chance, for any number of annotators and with values missing. It is 1 where all agree
and 0 where they agree as by chance; below 0 they disagree systematically. Where there is no variation, with fewer than
two distinct values, chance expects no disagreement and alpha is undefined: None, which is neither 1 nor 0.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from enum import StrEnum

import numpy as np

from .ratings import Floats, Measure, Ratings, point, ratio, sums


class Level(StrEnum):
    """What a difference between two values is: the levels of measurement.

    ``nominal``: they are equal or not. ``ordinal``: how many values lie between them. ``interval``: the difference of
    the numbers. The differences of the last two are squared (Krippendorff 2011, section D).
    """

    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"


def alpha(table: Sequence[Sequence[Hashable | None]], level: Level | str = Level.NOMINAL) -> float | None:
    """Return alpha of a table with a row a unit and a column an annotator; None in it is a missing value.

    The values are numbers where the level is ordinal or interval. None is returned where alpha is undefined.

    >>> alpha([["a", "a"], ["a", "b"], ["b", "b"], ["b", "b"]])
    0.5333333333333333
    >>> alpha([["a", "a"], ["a", "a"]]) is None
    True
    """
    ratings = Ratings.of(table)
    return point(alpha_of(ratings, Level(level)), ratings.units)


def alpha_of(ratings: Ratings, level: Level) -> Measure:
    """Return alpha as a measure of ratings: see :data:`.ratings.Measure`."""
    return _nominal(ratings) if level is Level.NOMINAL else _graded(ratings, level)


def _nominal(ratings: Ratings) -> Measure:
    pairable = ratings.each - 1
    agreeing = ratings.agreeing() / np.maximum(pairable, 1)

    def measure(weights: Floats) -> Floats:
        counts = ratings.counted(weights)
        total = counts.sum(axis=1)
        expected = (total**2 - (counts**2).sum(axis=1)) / np.maximum(total - 1, 1)
        return ratio(total - weights @ agreeing, expected)

    return measure


def _graded(ratings: Ratings, level: Level) -> Measure:
    numbers = np.array(ratings.values, dtype=np.float64)[None, :]

    def measure(weights: Floats) -> Floats:
        counts = ratings.counted(weights)
        scores = _middle_ranks(counts) if level is Level.ORDINAL else numbers
        total = counts.sum(axis=1)
        expected = 2 * total * _spread(scores, counts) / np.maximum(total - 1, 1)
        varied = (counts > 0).sum(axis=1) > 1
        return ratio((weights * _within(ratings, scores)).sum(axis=1), np.where(varied, expected, 0))

    return measure


def _middle_ranks(counts: Floats) -> Floats:
    """Return the ranks whose differences are the ordinal metric: sum of n between c and k, less (n_c + n_k) / 2."""
    return np.cumsum(counts, axis=1) - counts / 2


def _spread(scores: Floats, counts: Floats) -> Floats:
    """Return the sum of the squared distances of all values from their mean; twice n times it is that of all pairs."""
    total = np.maximum(counts.sum(axis=1, keepdims=True), 1)
    mean = (counts * scores).sum(axis=1, keepdims=True) / total
    spread: Floats = (counts * (scores - mean) ** 2).sum(axis=1)
    return spread


def _within(ratings: Ratings, scores: Floats) -> Floats:
    """Return the squared differences of the ordered pairs of each unit, over the number of its values less one."""
    each, given = ratings.each, scores[:, ratings.code]
    means = sums(ratings.unit, ratings.units, given) / each
    squares = sums(ratings.unit, ratings.units, (given - means[:, ratings.unit]) ** 2)
    within: Floats = 2 * each * squares / (each - 1)
    return within
