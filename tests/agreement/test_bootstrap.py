"""Intervals hold the value, narrow with more units, are the same each time, and are missing where they mean nothing."""

import numpy as np
import pytest

from stancegraph.agreement.alpha import Level, alpha_of
from stancegraph.agreement.bootstrap import Estimate, estimate
from stancegraph.agreement.kappa import cohen_of, complete, fleiss_of
from stancegraph.agreement.ratings import Floats, Ratings

ROWS = [["a", "a"], ["a", "b"], ["b", "b"], ["c", "c"], ["c", "c"]]


def found(times: int, **options: int) -> Estimate:
    ratings = Ratings.of(ROWS * times)
    return estimate(alpha_of(ratings, Level.NOMINAL), ratings.units, **options)


def width(one: Estimate) -> float:
    assert one.high is not None
    assert one.low is not None
    return one.high - one.low


def test_the_interval_holds_the_value_and_narrows_with_more_units() -> None:
    few, many = found(4), found(40)
    for one in (few, many):
        assert one.low is not None
        assert one.value is not None
        assert one.high is not None
        assert one.low <= one.value <= one.high
    assert width(many) < width(few) / 2


def test_a_seed_gives_the_same_interval_each_time() -> None:
    assert found(9) == found(9)
    assert found(9, seed=8) != found(9)


def test_samples_that_are_drawn_in_parts_are_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = found(3)
    monkeypatch.setattr("stancegraph.agreement.bootstrap._AT_ONCE", 15 * 7)
    assert found(3) == whole


def test_the_mean_has_the_interval_that_theory_gives() -> None:
    numbers = np.arange(100) / 100

    def mean(weights: Floats) -> Floats:
        result: Floats = weights @ numbers / weights.sum(axis=1)
        return result

    one = estimate(mean, 100, replicates=4000)
    error = 1.96 * numbers.std() / 10
    assert one.value == pytest.approx(numbers.mean())
    assert [one.low, one.high] == pytest.approx([numbers.mean() - error, numbers.mean() + error], abs=0.01)


@pytest.mark.parametrize("rows", [[], [["a", "a"]], [["a", "a"]] * 9])
def test_what_is_undefined_has_neither_value_nor_interval(rows: list[list[str]]) -> None:
    ratings = complete(rows)
    for measure in (alpha_of(ratings, Level.NOMINAL), fleiss_of(ratings), cohen_of(ratings)):
        assert estimate(measure, ratings.units) == Estimate(value=None, low=None, high=None, units=len(rows))


def test_one_unit_has_a_value_and_no_interval() -> None:
    ratings = Ratings.of([["a", "b"]])
    assert estimate(alpha_of(ratings, Level.NOMINAL), 1) == Estimate(value=0.0, low=None, high=None, units=1)


def test_where_most_samples_are_undefined_there_is_no_interval() -> None:
    def rarely(weights: Floats) -> Floats:
        return np.where(weights[:, 0] == 1, 1.0, np.nan)

    one = estimate(rarely, 40)
    assert (one.value, one.low, one.high) == (1.0, None, None)
