"""Readings are matched by their ids, else by words, holder and target, one to one and whatever the order."""

import random
from collections.abc import Callable, Sequence
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancegraph.agreement.matching import Alignment, align
from stancegraph.agreement.reading import Reading

Make = Callable[..., Reading]


def together(*readings: Reading) -> list[set[str]]:
    """Return the names of the readings that are the same."""
    return [{one.name for one in unit.readings.values()} for unit in align("d", readings).units]


def test_the_same_id_is_the_same_reading_even_on_other_words(make: Make) -> None:
    one, other = make("a", "s1", at=(0, 9)), make("b", "s1", at=(50, 60))
    assert together(one, other) == [{one.name, other.name}]


def test_the_same_id_by_chance_is_not(make: Make) -> None:
    one = make("a", "s1", at=(0, 9))
    other = make("b", "s1", at=(50, 60), holder="arland", target="dam")
    assert len(together(one, other)) == 2


def test_a_stance_is_no_claim(make: Make) -> None:
    assert len(together(make("a", "x"), make("b", "x", kind="claim"))) == 2


@pytest.mark.parametrize(
    ("other", "matched"),
    [
        ({"at": (5, 15)}, True),
        ({"at": (5, 15), "target": "dam"}, True),
        ({"at": (5, 15), "holder": "arland"}, True),
        ({"at": (5, 15), "holder": "arland", "target": "dam"}, False),
        ({"at": (10, 20)}, False),
    ],
)
def test_without_ids_words_must_overlap_and_holder_or_target_be_the_same(
    make: Make, other: dict[str, str], *, matched: bool
) -> None:
    assert (len(together(make("a", at=(0, 10)), make("b", **other))) == 1) is matched


def test_quotes_without_places_are_compared_as_they_are(make: Make) -> None:
    assert len(together(make("a", at=None), make("b", at=None))) == 1


def test_claims_are_matched_by_what_they_assert(make: Make) -> None:
    one = make("a", kind="claim", asserts="cassia mediator talks")
    near, far = (make("b", kind="claim", asserts=said) for said in ("cassia party talks", "arland seizure"))
    assert together(one, near, far) == [{one.name, near.name}, {far.name}]


def test_the_assignment_is_the_best_of_all_together(make: Make) -> None:
    """The first alone would have most in common with what is all that the second has."""
    first, second = make("a", at=(0, 10)), make("a", at=(4, 20))
    wide, narrow = make("b", at=(2, 14)), make("b", at=(0, 3))
    assert together(first, second, wide, narrow) == [{first.name, narrow.name}, {second.name, wide.name}]


def test_three_annotators(make: Make) -> None:
    readings = [make(name, "s1", at=(0, 10)) for name in "abc"]
    alone = make("c", "s2", at=(30, 40))
    found = align("d", [*readings, alone])
    assert found.annotators == ("a", "b", "c")
    assert [sorted(unit.readings) for unit in found.units] == [["a", "b", "c"], ["c"]]


def test_a_stance_on_a_reading_is_on_the_same_where_that_is_the_same(make: Make) -> None:
    denied = [make(name, at=(0, 10), name=f"{name}.seizure") for name in "ab"]
    denials = [make(name, at=(20, 30), holder=f"of-{name}", target=f"{name}.seizure") for name in "ab"]
    assert together(*denials, *denied) == [{one.name for one in denied}, {one.name for one in denials}]


def test_actors_that_were_merged_are_the_same(make: Make) -> None:
    one, other = make("a", holder="old", target="x"), make("b", holder="new", target="y")
    assert len(align("d", [one, other]).units) == 2
    assert len(align("d", [one, other], merged={"old": "new"}).units) == 1


PLACES = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(0, 40), st.integers(1, 9), st.sampled_from(["arland", "brin"])),
    max_size=12,
    unique=True,
)


def shape(alignment: Alignment) -> Sequence[frozenset[str]]:
    return sorted((frozenset(one.name for one in unit.readings.values()) for unit in alignment.units), key=sorted)


@given(PLACES, st.randoms(use_true_random=False))
def test_every_reading_is_in_one_unit_with_at_most_one_of_each_annotator(
    make: Make, places: list[tuple[str, int, int, str]], chance: random.Random
) -> None:
    readings = [
        make(annotator, at=(start, start + length), holder=holder) for annotator, start, length, holder in places
    ]
    found = align("d", chance.sample(readings, len(readings)))
    assert sorted(one.name for one in found.readings) == sorted(one.name for one in readings)
    for unit in found.units:
        assert all(one.annotator == annotator for annotator, one in unit.readings.items())


def test_the_order_of_readings_does_not_matter(make: Make) -> None:
    readings = [make("a", at=(0, 10)), make("a", at=(8, 20)), make("b", at=(0, 12)), make("b", at=(7, 19))]
    assert len({tuple(shape(align("d", order))) for order in permutations(readings)}) == 1
