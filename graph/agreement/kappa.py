"""Cohen's kappa for two annotators, and Fleiss' kappa for a fixed number of them. Layer: agreement.

Both are (P − Pe) / (1 − Pe): the share of agreement over that expected by chance. 1 is full agreement, 0 is agreement
as by chance, and below 0 is less than that. Where only one value occurs, chance expects full agreement and kappa is
undefined: None, which is neither 1 nor 0. Units for which a value is missing are left out.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence

import numpy as np

from .ratings import Floats, Measure, Ratings, point, ratio, sums


def cohen_kappa(first: Sequence[Hashable | None], second: Sequence[Hashable | None]) -> float | None:
    """Return the kappa of two annotators: Cohen (1960), A coefficient of agreement for nominal scales, formula 1.

    Chance is that of two annotators who each have their own distribution of values.

    >>> cohen_kappa(["a", "a", "b", "b"], ["a", "b", "b", "b"])
    0.5
    """
    ratings = complete(list(zip(first, second, strict=True)))
    return point(cohen_of(ratings), ratings.units)


def fleiss_kappa(table: Sequence[Sequence[Hashable | None]]) -> float | None:
    """Return the kappa of a table, a row a unit and a column an annotator.

    Fleiss (1971), Measuring nominal scale agreement among many raters, the overall kappa. Chance is that of annotators
    who share one distribution of values, so that it does not matter who gave which.

    >>> fleiss_kappa([["a", "a", "a"], ["b", "b", "b"], ["a", "a", "b"]])
    0.55
    """
    ratings = complete(table)
    return point(fleiss_of(ratings), ratings.units)


def complete(table: Sequence[Sequence[Hashable | None]]) -> Ratings:
    """Return the ratings of those units that have a value from every annotator."""
    return Ratings.of([row for row in table if row.count(None) == 0])


def cohen_of(ratings: Ratings) -> Measure:
    """Return Cohen's kappa as a measure of complete ratings by two annotators."""
    size = len(ratings.values)
    first, second = (ratings.code[ratings.rater == rater] for rater in (0, 1))
    same = (first == second).astype(np.float64)

    def measure(weights: Floats) -> Floats:
        total = weights.sum(axis=1)
        by_chance = (sums(first, size, weights) * sums(second, size, weights)).sum(axis=1)
        return ratio(1 - weights @ same / total, 1 - by_chance / total**2)

    return measure


def fleiss_of(ratings: Ratings) -> Measure:
    """Return Fleiss' kappa as a measure of complete ratings."""
    agreeing = ratings.agreeing() / np.maximum(ratings.raters * (ratings.raters - 1), 1)

    def measure(weights: Floats) -> Floats:
        counts = ratings.counted(weights)
        shares = counts / counts.sum(axis=1, keepdims=True)
        varied = (counts > 0).sum(axis=1) > 1
        expected = np.where(varied, 1 - (shares**2).sum(axis=1), 0)
        return ratio(1 - weights @ agreeing / weights.sum(axis=1), expected)

    return measure
