"""Agreement is measured by field, among all, by pair and by source, over what several annotators have read."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from stancegraph.agreement.matching import Alignment, align
from stancegraph.agreement.measuring import ALPHA, ALPHA_U, COHEN, FLEISS, Agreement, measure_agreement
from stancegraph.agreement.reading import Reading

Make = Callable[..., Reading]


def only(found: Sequence[Agreement], field: str, measure: str, *annotators: str, source: str = "") -> Agreement:
    (one,) = [
        one
        for one in found
        if (one.field, one.measure, one.source) == (field, measure, source)
        and one.level != "ordinal"
        and (not annotators or one.annotators == annotators)
    ]
    return one


def read_by(make: Make, annotators: str, acts: Sequence[str], source: str = "d") -> Alignment:
    """Return readings of a source: what the act of each is in the eyes of each annotator, or - where it is lacking."""
    readings = [
        make(annotator, f"s{number}", at=(20 * number, 20 * number + 10), act=act, number=len(act) / 10)
        for number, by_annotator in enumerate(acts)
        for annotator, act in zip(annotators, by_annotator.split(), strict=True)
        if act != "-"
    ]
    return align(source, [replace(one, source=source) for one in readings], length=200)


def test_two_annotators_of_one_source(make: Make) -> None:
    found = measure_agreement([read_by(make, "ab", ["warn warn", "warn deny", "deny deny", "frame -"])])
    alpha = only(found, "act", ALPHA, "a", "b")
    assert alpha.estimate.units == 3
    assert alpha.estimate.value is not None
    assert 0 < alpha.estimate.value < 1
    assert only(found, "act", COHEN, "a", "b").estimate.value == pytest.approx(0.4)
    assert only(found, "holder", ALPHA, "a", "b").estimate.value is None  # there is but one
    assert only(found, "act", ALPHA, source="d").estimate == alpha.estimate
    assert not [one for one in found if one.measure == FLEISS]


def test_positions_are_ranked_and_measured(make: Make) -> None:
    found = measure_agreement([read_by(make, "ab", ["warn deny", "assert assert", "frame frame"])])
    levels = {one.level: one.estimate.value for one in found if one.field == "position" and not one.source}
    assert levels == {"ordinal": 1, "interval": 1}


def test_what_one_overlooked_is_seen_by_unitizing_alone(make: Make) -> None:
    found = measure_agreement([read_by(make, "ab", ["warn warn", "deny deny", "frame -", "frame -"])])
    spans = only(found, "span", ALPHA_U, "a", "b")
    assert only(found, "act", ALPHA, "a", "b").estimate.value == 1
    assert spans.estimate.value is not None
    assert spans.estimate.value < 1
    assert spans.estimate.units == 1


def test_three_annotators_together_and_in_pairs(make: Make) -> None:
    found = measure_agreement([read_by(make, "abc", ["warn warn warn", "deny deny warn", "deny deny deny"])])
    assert only(found, "act", ALPHA, "a", "b").estimate.value == 1
    together = only(found, "act", FLEISS, "a", "b", "c").estimate.value
    assert together is not None
    assert together < 1
    assert only(found, "span", ALPHA_U, "a", "b", "c").estimate.units == 3  # one for each pair


def test_a_pair_is_measured_over_the_sources_that_both_have_read(make: Make) -> None:
    alignments = [
        read_by(make, "ab", ["warn warn", "deny deny"], "one"),
        read_by(make, "bc", ["warn deny", "deny warn"], "two"),
        read_by(make, "c", ["warn"], "three"),
    ]
    found = measure_agreement(alignments)
    pairs = {one.annotators for one in found if not one.source and one.measure == COHEN}
    assert pairs == {("a", "b"), ("b", "c")}
    assert only(found, "act", ALPHA, "a", "b").estimate.value == 1
    assert (only(found, "act", ALPHA, "b", "c").estimate.value or 0) < 0
    assert {one.source for one in found} == {"", "one", "two"}


def test_one_annotator_agrees_with_nobody(make: Make) -> None:
    assert measure_agreement([read_by(make, "a", ["warn", "deny"])]) == []


def test_claims_are_not_measured(make: Make) -> None:
    claims = [make(name, "c", kind="claim", at=(0, 10)) for name in "ab"]
    found = measure_agreement([align("d", claims, length=100)])
    assert {one.estimate.value for one in found} == {None}
