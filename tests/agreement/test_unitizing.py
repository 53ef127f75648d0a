"""Alpha for unitizing is what Krippendorff's papers print, and sees where annotators mark a text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancegraph.agreement.unitizing import Continuum, Span, alpha_u, joined

# Krippendorff (2004), appendix: a continuum from 150 to 450, two observers, units of two categories.
C = Continuum(length=300, marked=(((75, 145), (220, 250)), ((70, 150), (205, 225), (250, 270))))
K = Continuum(length=300, marked=(((30, 90), (150, 200)), ((30, 90), (150, 200))))
# Krippendorff (1995), examples A and D: 24 places, here stretched until it does not matter how finely they are divided.
BERTHA_AND_BILL = (((2, 10), (14, 20)), ((4, 8), (15, 17)))
HEATHER_AND_HILL = (
    ((0, 2), (2, 10), (10, 14), (14, 20), (20, 24)),
    ((0, 4), (4, 8), (8, 15), (15, 17), (17, 24)),
)


def stretched(marked: tuple[tuple[Span, ...], ...], by: int = 50_000) -> Continuum:
    return Continuum(
        length=24 * by, marked=tuple(tuple((start * by, end * by) for start, end in spans) for spans in marked)
    )


@st.composite
def spans(draw: st.DrawFn) -> tuple[Span, ...]:
    ends = draw(st.lists(st.integers(0, 60), max_size=8, unique=True).map(sorted))
    return tuple(zip(ends[::2], ends[1::2], strict=False))


def test_the_example_of_2004() -> None:
    assert alpha_u([C]) == pytest.approx(0.7286, abs=5e-4)
    assert alpha_u([K]) == 1
    assert alpha_u([C, K]) == pytest.approx(0.8587, abs=5e-4)


def test_the_examples_of_1995() -> None:
    assert alpha_u([stretched(BERTHA_AND_BILL)]) == pytest.approx(0.553, abs=5e-4)
    assert alpha_u([stretched(HEATHER_AND_HILL)]) == pytest.approx(0.066, abs=5e-4)


def test_a_unit_where_the_other_has_none_is_disagreement() -> None:
    found = alpha_u([Continuum(length=100, marked=(((0, 20),), ((60, 80),)))])
    assert found is not None
    assert found < 0


def test_nearer_boundaries_agree_more() -> None:
    found = [alpha_u([Continuum(length=100, marked=(((10, 30),), ((10, end),)))]) for end in (30, 33, 50)]
    assert found[0] == 1
    assert sorted(found, key=lambda one: -(one or 0)) == found
    assert len(set(found)) == 3


@pytest.mark.parametrize(
    "empty",
    [
        [],
        [Continuum(length=100, marked=(((1, 9),),))],
        [Continuum(length=100, marked=((), ()))],
        [Continuum(length=0, marked=((), ()))],
    ],
)
def test_where_nothing_is_marked_there_is_no_value(empty: list[Continuum]) -> None:
    assert alpha_u(empty) is None


@given(spans(), spans())
def test_the_order_of_annotators_does_not_matter(one: tuple[Span, ...], other: tuple[Span, ...]) -> None:
    pair = Continuum(length=60, marked=(one, other))
    turned = Continuum(length=60, marked=(other, one))
    assert alpha_u([pair]) == pytest.approx(alpha_u([turned]))


@given(spans(), st.integers(2, 3))
def test_the_same_spans_agree_fully(marked: tuple[Span, ...], annotators: int) -> None:
    found = alpha_u([Continuum(length=61, marked=(marked,) * annotators)])
    assert found == (1 if marked else None)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9)).map(lambda one: (one[0], one[0] + one[1]))))
def test_joined_spans_cover_the_same_and_do_not_overlap(marked: list[Span]) -> None:
    found = joined(marked)
    assert {place for span in found for place in range(*span)} == {place for span in marked for place in range(*span)}
    assert all(end <= start for (_, end), (start, _) in pairwise(found))
