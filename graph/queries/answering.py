"""Answers one named question at one moment: what holds then, as rows, and what is missing. Layer: queries."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import filterfalse, product
from typing import Final

import pyoxigraph as ox

from ..iris import VOCABULARIES
from ..visible import counted
from .answer import Term
from .context import Context
from .finishing import finished
from .named_answer import NamedAnswer, Outcome
from .questions import LIMIT, Held, Kind, Question
from .remarks import remarks_on
from .rows import Row, RowMaker, Solution, iri_of
from .solving import solve
from .standing import ACTIVE, DISPUTED, Moment, Standing

_TOLD: Final = 20  # readings that are told of one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """One question: ``found`` are the IRIs of each parameter, ``dates`` the variables of the dates that are given."""

    context: Context
    question: Question
    moment: Moment
    found: Mapping[str, Sequence[str]]
    dates: frozenset[str]

    def answer(self) -> NamedAnswer:
        """Return the answer."""
        published = self.context.published.values()
        sources = sum(moment <= self.moment.known_by for moment in published)
        if not sources:
            reason = f"no source was published by {self.moment.known_by}" if published else "the graph has no source"
            return self._made(Outcome.REFUSED, reason=reason)
        maker, solutions = self._maker(), self._solutions()
        maker.load(solutions)
        held = [one for one in solutions if self._holds(maker.standing, one)]
        rows = finished(self.question, maker.make(list(filter(self._needed, held))))
        missing = [*self._absent(maker.standing, solutions, rows), *self._told(maker, held)]
        missing += [*self._undecided(maker.standing, solutions), *self._left_out(sources), *self._cut(solutions, rows)]
        outcome = Outcome.ROWS if rows else Outcome.NOT_STATED
        return self._made(outcome, rows=rows[:LIMIT], sources=sources, missing=missing)

    def _made(
        self,
        outcome: Outcome,
        *,
        rows: Sequence[Row] = (),
        sources: int = 0,
        missing: Sequence[str] = (),
        reason: str = "",
    ) -> NamedAnswer:
        given = {
            name: list(nodes) if self.question.parameter(name).kind is Kind.ACTORS else nodes[0]
            for name, nodes in self.found.items()
        }
        return NamedAnswer(
            question=self.question.name,
            parameters={**given, "at": self.moment.at, "known-by": self.moment.known_by},
            answer=outcome,
            rows=rows,
            sources_examined=sources,
            missing=missing,
            reason=reason,
        )

    def _maker(self) -> RowMaker:
        context = self.context
        return RowMaker(
            question=self.question,
            facts=context.facts,
            labels=context.labels,
            quotes=context.quotes,
            standing=Standing.of(context.facts, self.moment, context.replies),
            merged=context.merged,
        )

    def _solutions(self) -> list[Solution]:
        """Return what the query finds, for each name that the given nodes have or had."""
        if self.question.full_if and self.context.is_full(self.question.full_if):
            return []
        bound = self._bound()
        text = self.question.query({*bound, *self.dates})
        fixed = {name: date for name, date in self._date_terms().items() if name in self.question.variables}
        found: dict[tuple[tuple[str, Term], ...], Solution] = {}
        for nodes in product(*bound.values()):
            for solution in solve(self.context.door, text, fixed | dict(zip(bound, nodes, strict=True))):
                found.setdefault(tuple(sorted(solution.items(), key=str)), solution)
        return list(found.values())

    def _bound(self) -> dict[str, list[Term]]:
        """Return the terms to bind to each variable of a parameter: what it names, and what was merged into that."""
        return {
            place: [ox.NamedNode(one) for one in self.context.finder.with_former(node)]
            for place, node in self._placed()
        }

    def _placed(self) -> Iterator[tuple[str, str]]:
        """Yield the variables of the parameters that are given, each with the node that it is bound to."""
        for name, nodes in self.found.items():
            yield from zip(self.question.places(self.question.parameter(name)), nodes, strict=False)

    def _date_terms(self) -> dict[str, Term]:
        datatype = ox.NamedNode(f"{VOCABULARIES['xsd']}dateTime")
        moments = {"at": self.moment.at, "knownBy": self.moment.known_by}
        return {name: ox.Literal(text, datatype=datatype) for name, text in moments.items()}

    def _holds(self, standing: Standing, solution: Solution) -> bool | None:
        """Tell whether a solution belongs to the answer: yes, no, or None where its times do not decide."""
        nodes = (iri_of(solution.get(name)) for name in (self.question.subject, *self.question.partners))
        held = [self._stands(standing, node) for node in nodes if node]
        return False if False in held else None if None in held else True

    def _stands(self, standing: Standing, node: str) -> bool | None:
        if not self.question.off_story and node in self.context.off_story:
            return False
        if self.question.subject != "reading":
            return standing.is_known(node)
        active = self.question.held is Held.ALL or standing.status(node) in {ACTIVE, DISPUTED}
        return standing.holds(node) if active else False

    def _needed(self, solution: Solution) -> bool:
        """Tell whether a solution has the column without which it is no row."""
        column = next((one for one in self.question.columns if one.name == self.question.needs), None)
        if column is None:
            return True
        variable, *path = column.path
        node = iri_of(solution.get(variable))
        return bool(self.context.facts.ends(node, tuple(path))) if node and path else bool(node)

    def _absent(self, standing: Standing, solutions: Sequence[Solution], rows: Sequence[Row]) -> Iterator[str]:
        """Yield what is said of readings that are no longer held, or else of there being none."""
        gone = self._gone(standing, solutions)
        if not rows:
            told = self._list(gone, lambda node: f"no longer held ({standing.status(node)})")
            yield from told if gone else self._silence()
        elif gone:
            count = counted(len(gone), "reading")
            yield f"{count} superseded, corrected or retracted by then: ask at an earlier date"

    def _silence(self) -> Iterator[str]:
        nodes = [node for nodes in self.found.values() for node in nodes]
        self.context.labels.load(nodes)
        shown = {place: self.context.labels.of(node) for place, node in self._placed()}
        fitting = (text for text in self.question.silences if _fields(text) <= shown.keys())
        yield next(fitting, "nothing of the kind is stated").format_map(shown)

    def _gone(self, standing: Standing, solutions: Sequence[Solution]) -> list[str]:
        """Return the readings that would be held, had they not been superseded, corrected or retracted."""
        if self.question.held is Held.ALL or self.question.subject != "reading":
            return []
        found = {iri_of(one.get("reading")) for one in solutions} - {""}
        held = {node for node in found if standing.holds(node)}
        return [node for node in sorted(held) if standing.status(node) not in {ACTIVE, DISPUTED}]

    def _told(self, maker: RowMaker, solutions: Sequence[Solution]) -> Iterator[str]:
        """Yield what is said of the solutions that are no rows, and what there is to remark on those that are."""
        for row in maker.make([*filterfalse(self._needed, solutions)]):
            shown = {name: row.get(f"{name}Label", value) for name, value in row.items()}
            reading = row.get("reading")
            told = {"reading": self._told_of(reading)} if isinstance(reading, str) else {}
            yield self.question.lacking.format_map(shown | told)
        yield from remarks_on(self.context, self.question, self.found, solutions)

    def _undecided(self, standing: Standing, solutions: Sequence[Solution]) -> Iterator[str]:
        undecided = (one for one in solutions if self._holds(standing, one) is None)
        nodes = sorted({iri_of(one[self.question.subject]) for one in undecided})
        yield from self._list(nodes, lambda _: "undecided whether it was said by then")

    def _list(self, nodes: Sequence[str], why: Callable[[str], str]) -> Iterator[str]:
        """Yield what is said of some readings one by one, and of the others that they are more."""
        self.context.labels.load(nodes[:_TOLD])
        for node in nodes[:_TOLD]:
            yield f"{why(node)}: {self._told_of(node)}"
        if len(nodes) > _TOLD:
            yield f"{why(nodes[_TOLD])}: {len(nodes) - _TOLD:,} more"

    def _told_of(self, node: str) -> str:
        return f"{self.context.labels.of(node)} ({self.context.facts.names.shorten(node)})"

    def _left_out(self, examined: int) -> Iterator[str]:
        later = len(self.context.published) - examined
        if later:
            yield f"{later} of {len(self.context.published)} sources were published later, and are not examined"

    def _cut(self, solutions: Sequence[Solution], rows: Sequence[Row]) -> Iterator[str]:
        if len(rows) > LIMIT or len(solutions) >= self.question.limit:
            yield f"there are more than {LIMIT}, of which these are some: narrow the question, or use a query"


def _fields(text: str) -> set[str]:
    """Return the names in braces."""
    return {part.partition("}")[0] for part in text.split("{")[1:]}
