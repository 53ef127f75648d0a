"""The kappas are those of the papers that introduced them, and undefined where chance expects full agreement."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancegraph.agreement.kappa import cohen_kappa, fleiss_kappa

# Cohen (1960), table 1, times 200: what the first judge said, by what the second said.
JUDGES = [[88, 10, 2], [14, 40, 6], [18, 10, 12]]
# Fleiss (1971), table 1: the diagnoses of each of 30 patients by six psychiatrists.
PATIENTS = [
    [*said]
    for said in """
444444 222555 233335 555555 222444 113333 333355 113334 114444 555555
144444 124444 222333 144444 224445 333335 111455 111112 224444 133555
555555 244444 224555 114444 144445 222224 111155 224444 133333 555555
""".split()  # noqa: SIM905  as a table
]


def test_cohen() -> None:
    pairs = [(first, second) for first in range(3) for second in range(3) for _ in range(JUDGES[first][second])]
    assert len(pairs) == 200
    assert cohen_kappa(*zip(*pairs, strict=True)) == pytest.approx(0.492, abs=5e-4)


def test_fleiss() -> None:
    assert len(PATIENTS) == 30
    assert fleiss_kappa(PATIENTS) == pytest.approx(0.430, abs=5e-4)


def test_units_with_a_missing_value_are_left_out() -> None:
    assert cohen_kappa(["a", "b", None, "a"], ["a", "b", "a", None]) == 1
    assert fleiss_kappa([["a", "a"], ["b", "b"], ["a", None]]) == 1


@pytest.mark.parametrize("said", [[], ["a"], ["a", "a"]])
def test_without_variation_there_is_no_value(said: list[str]) -> None:
    assert cohen_kappa(said, said) is None
    assert fleiss_kappa([[one, one, one] for one in said]) is None


def test_two_who_never_agree_and_never_could_agree_as_by_chance() -> None:
    assert cohen_kappa(["a", "a"], ["b", "b"]) == 0


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), min_size=1))
def test_the_order_of_units_and_of_annotators_does_not_matter(pairs: list[tuple[str, str]]) -> None:
    first, second = zip(*pairs, strict=True)
    assert cohen_kappa(first, second) == pytest.approx(cohen_kappa(second[::-1], first[::-1]))
    assert fleiss_kappa(pairs) == pytest.approx(fleiss_kappa([pair[::-1] for pair in pairs[::-1]]))
