"""Krippendorff's alpha is what the paper prints and what another implementation finds, and what must hold holds."""

import math
import random
import warnings
from collections.abc import Sequence

import krippendorff
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancegraph.agreement.alpha import Level, alpha

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, the data of its sections A to D, a row an observer.
A = ["0100000010", "1110010000"]
B = ["aabbdcccedda", "babbbccceddd"]
C = ["123321412...", "1233224125.3", ".3332342251.", "12332441251."]
VALUES = st.one_of(st.none(), st.integers(0, 4))
TABLES = st.integers(2, 4).flatmap(
    lambda raters: st.lists(st.lists(VALUES, min_size=raters, max_size=raters), min_size=1, max_size=12)
)
LEVELS = st.sampled_from(list(Level))
Table = Sequence[Sequence[int | None]]


def table(observers: Sequence[str]) -> list[list[str | None]]:
    return [[None if value == "." else value for value in unit] for unit in zip(*observers, strict=True)]


def numbers(observers: Sequence[str]) -> list[list[int | None]]:
    return [[None if value is None else int(value) for value in unit] for unit in table(observers)]


def same(one: float | None, other: float | None) -> bool:
    return one is other is None or (one is not None and other is not None and math.isclose(one, other, abs_tol=1e-9))


# ---------------------------------------------------------------------------------- as published


def test_binary_data_of_two_observers() -> None:
    assert alpha(table(A)) == pytest.approx(0.095, abs=5e-4)


def test_nominal_data_of_two_observers() -> None:
    assert alpha(table(B)) == pytest.approx(0.692, abs=5e-4)


@pytest.mark.parametrize(
    ("level", "expected"), [(Level.NOMINAL, 0.743), (Level.ORDINAL, 0.815), (Level.INTERVAL, 0.849)]
)
def test_any_number_of_observers_with_missing_values(level: Level, expected: float) -> None:
    assert alpha(numbers(C), level) == pytest.approx(expected, abs=5e-4)


# ------------------------------------------------------------------------- as another program finds


@given(TABLES, LEVELS)
def test_another_implementation_finds_the_same(ratings: Table, level: Level) -> None:
    found = alpha(ratings, level)
    by_observer = [[math.nan if value is None else value for value in row] for row in zip(*ratings, strict=True)]
    paired = [value for row in ratings if len(row) - row.count(None) > 1 for value in row if value is not None]
    if len(set(paired)) < 2:
        assert found is None
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        expected = krippendorff.alpha(np.array(by_observer), level_of_measurement=level.value)
    assert found == pytest.approx(expected, abs=1e-9)


# ---------------------------------------------------------------------------------- what must hold


@given(TABLES, LEVELS, st.randoms())
def test_neither_the_order_of_annotators_nor_that_of_units_matters(
    ratings: Table, level: Level, chance: random.Random
) -> None:
    columns = chance.sample(range(len(ratings[0])), len(ratings[0]))
    shuffled = [[row[column] for column in columns] for row in chance.sample(list(ratings), len(ratings))]
    assert same(alpha(shuffled, level), alpha(ratings, level))


@given(st.lists(st.integers(0, 4), min_size=2, max_size=10), st.integers(2, 4), LEVELS)
def test_full_agreement_is_one_where_something_varies_and_undefined_elsewhere(
    values: list[int], raters: int, level: Level
) -> None:
    found = alpha([[value] * raters for value in values], level)
    assert found == (pytest.approx(1) if len(set(values)) > 1 else None)


@given(TABLES, LEVELS)
def test_a_unit_with_one_value_changes_nothing(ratings: Table, level: Level) -> None:
    alone = [0, *[None] * (len(ratings[0]) - 1)]
    assert same(alpha([*ratings, alone], level), alpha(ratings, level))


def test_systematic_disagreement_is_below_zero() -> None:
    found = alpha([["a", "b"], ["b", "a"], ["a", "b"], ["b", "a"]])
    assert found is not None
    assert found < 0


def test_the_levels_tell_near_from_far() -> None:
    near, far = [[1, 2], [2, 2], [3, 3], [5, 5]], [[1, 5], [2, 2], [3, 3], [5, 5]]
    assert alpha(near) == alpha(far)
    for level in (Level.ORDINAL, Level.INTERVAL):
        close, distant = alpha(near, level), alpha(far, level)
        assert close is not None
        assert distant is not None
        assert close > distant


@pytest.mark.parametrize("nothing", [[], [[None, None]], [["a", None], [None, "b"]]])
def test_where_nothing_can_be_compared_there_is_no_value(nothing: list[list[str | None]]) -> None:
    assert alpha(nothing) is None
