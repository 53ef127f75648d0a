"""What needs a second reader is found, each with its reason, and what is in order is not."""

from collections.abc import Callable

import pytest

from stancegraph.agreement.doubts import Doubt, Reason, find_doubts
from stancegraph.agreement.matching import align
from stancegraph.agreement.reading import Reading

Make = Callable[..., Reading]


def found(*readings: Reading) -> list[Doubt]:
    return find_doubts([align("d", readings)])


def reasons(*readings: Reading) -> list[tuple[str, ...]]:
    return [tuple(map(str, one.reasons)) for one in found(*readings)]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"act": "threaten"}, Reason.ACT),
        ({"act": "frame"}, Reason.ACT),
        ({"act": "blame"}, Reason.ACT),
        ({"certainty": "possible"}, Reason.CERTAINTY),
        ({"certainty": "uncommitted"}, Reason.CERTAINTY),
        ({"needs_review": True}, Reason.NEEDS_REVIEW),
    ],
)
def test_one_reading(make: Make, values: dict[str, str], reason: Reason) -> None:
    assert reasons(make("a", "s", **values)) == [(str(reason),)]


@pytest.mark.parametrize("values", [{}, {"act": "warn"}, {"certainty": "probable"}, {"certainty": "certain"}])
def test_what_is_plain_needs_nobody(make: Make, values: dict[str, str]) -> None:
    assert reasons(make("a", "s", **values)) == []


def test_all_reasons_for_one_reading_are_told_once_with_who_has_read_it(make: Make) -> None:
    one = make("a", "s", act="threaten", needs_review=True)
    other = make("b", "s", act="threaten")
    (doubt,) = found(one, other)
    assert doubt == Doubt(reasons=(Reason.ACT, Reason.NEEDS_REVIEW), readings=(one, other), readers=("a", "b"))


def test_what_one_has_read_alone_comes_first(make: Make) -> None:
    both = [make(name, "s1", act="blame", at=(0, 10)) for name in "ab"]
    alone = make("a", "s2", act="blame", at=(40, 50))
    assert [doubt.readers for doubt in found(*both, alone)] == [("a",), ("a", "b")]


def test_alternatives_are_one_case_and_no_duplicates(make: Make) -> None:
    one = make("a", name="one", position="support", number=0.67, alternatives=frozenset({"other"}))
    other = make("a", name="other", position="oppose", number=-0.67, alternatives=frozenset({"one"}))
    (doubt,) = found(one, other)
    assert (doubt.reasons, doubt.readings) == ((Reason.ALTERNATIVE,), (one, other))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"at": (0, 10)}, {"at": (5, 15)}, [("near-duplicate",)]),
        ({"at": (0, 10), "utterance": "u"}, {"at": (40, 50), "utterance": "u"}, [("near-duplicate",)]),
        ({"at": (0, 10), "utterance": "u"}, {"at": (40, 50), "utterance": "v"}, []),
        ({"at": (0, 10), "number": 1}, {"at": (5, 15), "number": 0.67}, [("overlap",)]),
        ({"at": (0, 10), "act": "warn"}, {"at": (5, 15), "act": "demand"}, [("overlap",)]),
        ({"at": (0, 10), "act": "warn"}, {"at": (40, 50), "act": "demand"}, []),
        ({"at": (0, 10)}, {"at": (5, 15), "target": "dam"}, []),
        ({"at": (0, 10)}, {"at": (5, 15), "holder": "arland"}, []),
    ],
)
def test_two_stances_of_one_annotator(
    make: Make, one: dict[str, str], other: dict[str, str], expected: list[tuple[str, ...]]
) -> None:
    assert reasons(make("a", "s1", **one), make("a", "s2", **other)) == expected


def test_two_annotators_are_no_duplicate_of_each_other(make: Make) -> None:
    assert reasons(make("a", "s1"), make("b", "s2")) == []
