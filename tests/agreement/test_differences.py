"""Differences are told field by field, and the worst first."""

from collections.abc import Callable

import pytest

from stancegraph.agreement.differences import Difference, find_differences
from stancegraph.agreement.matching import align
from stancegraph.agreement.reading import Reading

Make = Callable[..., Reading]


def found(*readings: Reading) -> list[Difference]:
    return find_differences([align("d", readings)])


def test_the_same_is_no_difference(make: Make) -> None:
    assert found(make("a", position="insist", number=1), make("b", position="insist", number=1)) == []


@pytest.mark.parametrize(
    ("one", "other", "field", "score"),
    [
        ({"position": "reject", "number": -1}, {"position": "insist", "number": 1}, "position", 2),
        ({"position": "support", "number": 0.67}, {"position": "insist", "number": 1}, "position", 0.33),
        ({"position": "support", "number": 0.67}, {}, "position", 1),
        ({"holder": "arland"}, {}, "holder", 1),
        ({"target": "dam"}, {}, "target", 1),
        ({"act": "warn"}, {"act": "predict"}, "act", 0.5),
        ({"condition": "if paused"}, {}, "condition", 0.5),
        ({"onBehalfOf": "brin"}, {}, "onBehalfOf", 0.5),
        ({"certainty": "possible"}, {"certainty": "certain"}, "certainty", 0.25),
        ({"at": (0, 5)}, {"at": (0, 10)}, "span", 0.125),
    ],
)
def test_a_difference_counts_by_its_field(
    make: Make, one: dict[str, str], other: dict[str, str], field: str, score: float
) -> None:
    (difference,) = found(make("a", "s", **one), make("b", "s", **other))
    assert [told.field for told in difference.fields] == [field]
    assert difference.score == pytest.approx(score)


def test_values_are_told_by_annotator(make: Make) -> None:
    (difference,) = found(make("a", "s", act="warn"), make("b", "s", act="predict"), make("c", "s", act="warn"))
    assert difference.fields[0].values == {"a": ("warn",), "b": ("predict",), "c": ("warn",)}


def test_finer_positions_are_told_by_their_numbers(make: Make) -> None:
    one, other = (make(name, "s", position="support", number=value) for name, value in (("a", 0.67), ("b", 0.8)))
    (difference,) = found(one, other)
    assert difference.fields[0].values == {"a": ("0.67",), "b": ("0.8",)}


def test_a_reading_that_another_lacks(make: Make) -> None:
    (stance,) = found(make("a", "s1"), make("a", "s2", at=(40, 50)), make("b", "s1"))
    assert (stance.lacking, stance.score, stance.fields) == (("b",), 1, ())
    claims = [make(name, "c1", kind="claim") for name in "ab"]
    (claim,) = found(*claims, make("b", "c2", kind="claim", at=(40, 50)))
    assert (claim.kind, claim.lacking, claim.score) == ("claim", ("a",), 0.3)


def test_the_worst_comes_first(make: Make) -> None:
    names = ["span", "step", "missing", "opposite"]
    pairs = [
        (make("a", "span", at=(0, 10)), make("b", "span", at=(0, 9))),
        (make("a", "step", at=(20, 30), number=1), make("b", "step", at=(20, 30), number=0.67)),
        (make("a", "missing", at=(40, 50)),),
        (make("a", "opposite", at=(60, 70), number=1), make("b", "opposite", at=(60, 70), number=-1)),
    ]
    differences = found(*(reading for pair in pairs for reading in pair))
    assert [next(iter(one.readings.values())).local for one in differences] == names[::-1]
    assert [one.score for one in differences] == sorted((one.score for one in differences), reverse=True)


def test_a_source_with_one_annotator_has_no_differences(make: Make) -> None:
    assert found(make("a", "s1"), make("a", "s2", at=(40, 50))) == []
