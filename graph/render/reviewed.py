"""Writes a review for people: differences, agreement, and what needs a second reader. Layer: render."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..agreement.bootstrap import CONFIDENCE, REPLICATES, SEED, Estimate
from ..agreement.differences import Difference
from ..agreement.doubts import Doubt
from ..agreement.measuring import ALPHA, ALPHA_U, COHEN, FLEISS, Agreement
from ..agreement.reading import Reading
from ..queries.reviewing import Review
from ..visible import counted
from .quoted import tell_source
from .tables import hang, render_table

_MEASURES: Final = {ALPHA: "alpha", ALPHA_U: "alpha for unitizing", COHEN: "Cohen's kappa", FLEISS: "Fleiss' kappa"}
_NOTHING: Final = "–"
_DIFFERENCES: Final = ("score", "source", "reading", "field", "what each says")
_AGREEMENT: Final = ("among", "field", "measure", "value", f"{CONFIDENCE:.0%} interval", "units")
_DOUBTS: Final = ("why", "source", "reading", "read by", "words")


def render_review(review: Review, *, width: int | None = None, colour: bool = False) -> str:
    """Return a review as it is printed: three tables, each below a line that says what it is."""
    sections = (
        (
            _on_differences(review),
            _DIFFERENCES,
            [row for one in review.differences for row in _difference(review, one)],
        ),
        (_on_agreement(review), _AGREEMENT, [_agreement(review, one) for one in review.agreement]),
        (_on_doubts(review), _DOUBTS, [row for one in review.doubts for row in _doubt(review, one)]),
    )
    return "\n".join(
        hang(words, width, indent=0) + ("\n" + render_table(columns, rows, width=width, colour=colour) if rows else "")
        for words, columns, rows in sections
    )


def _on_differences(review: Review) -> str:
    sources = counted(len(review.alignments), "source")
    decided = [one for one in review.alignments if one.source in review.adjudicators]
    already = f"; {len(decided)} of them decided" if decided else ""
    found = counted(len(review.differences), "difference")
    return f"Where annotators differ: {found} in {sources} with several annotators{already}"


def _on_agreement(review: Review) -> str:
    if not review.agreement:
        return "How far they agree: no source has been read by two annotators"
    return f"How far they agree on stances, with intervals by bootstrap ({REPLICATES} samples, seed {SEED})"


def _on_doubts(review: Review) -> str:
    return f"What needs a second reader: {counted(len(review.doubts), 'case')}"


def _difference(review: Review, one: Difference) -> Iterator[list[str]]:
    """Yield a row for each field; what they have in common stands in the first alone."""
    first = next(iter(one.readings.values()))
    head = [f"{one.score:.2f}", tell_source(one.source, review.names), _name(review, first)]
    if one.lacking:
        who = ", ".join(map(review.annotator, one.lacking))
        yield [*head, "missing", f"{who} has none; {review.annotator(first.annotator)}: {review.words(first)}"]
        head = ["", "", ""]
    for field in one.fields:
        said = ((review.annotator(name), review.said(field.field, values)) for name, values in field.values.items())
        yield [*head, field.field, "; ".join(f"{name}: {', '.join(words) or _NOTHING}" for name, words in said)]
        head = ["", "", ""]


def _agreement(review: Review, one: Agreement) -> list[str]:
    among = tell_source(one.source, review.names) if one.source else ", ".join(map(review.annotator, one.annotators))
    measure = f"{_MEASURES[one.measure]}, {one.level}" if one.measure == ALPHA else _MEASURES[one.measure]
    return [among, one.field, measure, _number(one.estimate.value), _interval(one.estimate), str(one.estimate.units)]


def _number(value: float | None) -> str:
    return "undefined" if value is None else f"{round(value, 2) + 0.0:.2f}"


def _interval(found: Estimate) -> str:
    return _NOTHING if found.low is None else f"{_number(found.low)} to {_number(found.high)}"


def _doubt(review: Review, one: Doubt) -> Iterator[list[str]]:
    """Yield a row for each reading of one annotator; what they have in common stands in the first alone."""
    first = one.readings[0]
    readers = ", ".join(map(review.annotator, one.readers))
    head = [", ".join(one.reasons), tell_source(first.source, review.names)]
    for reading in one.readings:
        if reading.annotator == first.annotator:
            yield [*head, _name(review, reading), readers, review.words(reading)]
            head, readers = ["", ""], ""


def _name(review: Review, reading: Reading) -> str:
    """Return the kind of a reading and its id, without the source that stands beside it."""
    return f"{reading.kind} {review.names.shorten(reading.name).split('.', 2)[-1]}"
