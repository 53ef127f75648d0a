"""What else there is to say of an answer: who was not heard, what no source says. Layer: queries."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from ..iris import ONTOLOGY
from .context import Context
from .questions import Question
from .rows import Solution, iri_of
from .solving import solve

Found = Mapping[str, Sequence[str]]
Remark = Callable[[Context, Question, Found, Sequence[Solution]], Iterator[str]]


def remarks_on(context: Context, question: Question, found: Found, solutions: Sequence[Solution]) -> Iterator[str]:
    """Yield remarks on the solutions of a question that was asked with the nodes ``found``."""
    remark = _REMARKS.get(question.name)
    if remark:
        yield from remark(context, question, found, solutions)


def _on_chain(context: Context, question: Question, found: Found, solutions: Sequence[Solution]) -> Iterator[str]:
    """Say that nobody in the chain says it, or that the holder is not in it."""
    del question
    facts, reading = context.facts, found["reading"][0]
    actors = {iri_of(one.get("actor")) for one in solutions}
    is_record = facts.text(reading, "attributionType") == f"{ONTOLOGY}record"
    holders = [node for node in facts.nodes(reading, "holder") if not is_record and node not in actors]
    context.labels.load(holders)
    if facts.text(reading, "ground") == f"{ONTOLOGY}inferred":
        basis = facts.text(reading, "basis")
        yield "nobody in the chain says so: the annotator infers it" + (f" ({basis})" if basis else "")
    for holder in holders:
        yield f"{context.labels.of(holder)}, whose position it is, is not in the chain: it was not heard"


def _on_parties(context: Context, question: Question, found: Found, solutions: Sequence[Solution]) -> Iterator[str]:
    """Say who mediates without its being said between whom."""
    del solutions
    if "between" not in found:
        return
    loose = [one for one in solve(context.door, question.query(()), {}) if not _parties(context, one)]
    names = sorted({iri_of(one.get("mediator")) for one in loose})
    context.labels.load(names)
    for name in names:
        yield f"{context.labels.of(name)} mediates, and between whom is not said"


def _parties(context: Context, solution: Solution) -> list[str]:
    return context.facts.nodes(iri_of(solution.get("participation")), "between")


_REMARKS: Final[Mapping[str, Remark]] = {"how-known": _on_chain, "mediators": _on_parties}
