"""Makes the rows of an answer of the solutions of a query: filled, labelled, collected, sorted. Layer: queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

import pyoxigraph as ox

from ..iris import ONTOLOGY, VOCABULARIES
from ..vocabulary import vocabulary
from .answer import Term
from .facts import Facts
from .labels import Labels, best_text
from .questions import Column, Question
from .quoting import Quotes
from .standing import TIMES, Standing

Plain = str | bool | int | float
Cell = Plain | None | list[Plain]
Row = dict[str, Cell]
Cells = dict[str, list[Plain]]
Solution = Mapping[str, Term]

EVIDENCE: Final = "evidence"
QUOTE: Final = "quote"
STATUS: Final = "status"
_MADE: Final = frozenset({EVIDENCE, QUOTE, STATUS})  # columns that no label goes with
_DIRECT: Final = f"{ONTOLOGY}direct-quote"
_XSD: Final = VOCABULARIES["xsd"]
_OF_SEVERAL: Final = " | "
_KINDS: Final = frozenset({"Stance", "Claim"})


class Resource(str):
    """The IRI of a resource in a row, as opposed to a text; it has a label."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RowMaker:
    """Makes the rows of one question; ``merged`` tells into which node another was merged."""

    question: Question
    facts: Facts
    labels: Labels
    quotes: Quotes
    standing: Standing
    merged: Mapping[str, str]

    def load(self, solutions: Sequence[Solution]) -> None:
        """Look up what the rows of solutions need, and what their standing needs, in few requests."""
        fields: dict[str, set[str]] = defaultdict(set)
        standing = (self.question.subject, *self.question.partners)
        for variable in standing:
            fields[variable].update(TIMES)
        for variable, *path in self._paths():
            fields[variable].update(path[:1])
        for variable, firsts in fields.items():
            self.facts.load(_nodes(solutions, variable), firsts)
        for variable, *path in self._paths():
            self.facts.follow(_nodes(solutions, variable), path)
        self.standing.load(node for variable in standing for node in _nodes(solutions, variable))
        self.quotes.load(str(one) for solution in solutions for one in self._values(solution, self._evidence))

    def _paths(self) -> list[tuple[str, ...]]:
        return [column.path for column in self.question.columns if column.name not in {QUOTE, STATUS}]

    @property
    def _evidence(self) -> Column:
        return next(column for column in self.question.columns if column.name == EVIDENCE)

    def make(self, solutions: Sequence[Solution]) -> list[Row]:
        """Return the rows of solutions, sorted; those that agree in their single values are one."""
        filled = [self._fill(solution) for solution in solutions]
        self.labels.load({one for cells in filled for one in _resources(cells)})
        singles = [column.name for column in self.question.columns if not column.many and column.name != QUOTE]
        groups: dict[str, list[Cells]] = defaultdict(list)
        for cells in filled:
            groups[str([cells[name] for name in singles])].append(cells)
        return sorted(map(self._row, groups.values()), key=self._order)

    def _fill(self, solution: Solution) -> Cells:
        """Return the values of each column for a solution."""
        subject = iri_of(solution.get(self.question.subject))
        cells = {column.name: self._values(solution, column) for column in self.question.columns}
        if STATUS in cells:
            cells[STATUS] = [self.standing.status(subject)]
        if QUOTE in cells:
            direct = self.facts.text(subject, "attributionType") == _DIRECT if subject else False
            words = self.quotes.join(map(str, cells[EVIDENCE]), direct=direct)
            cells[QUOTE] = [words] if words else []
        return cells

    def _values(self, solution: Solution, column: Column) -> list[Plain]:
        variable, *path = column.path
        start = solution.get(variable)
        if start is None or column.name in {QUOTE, STATUS}:
            return []
        terms = self.facts.ends(iri_of(start), tuple(path)) if path else [start]
        return self._plain_all(terms, path[-1] if path else "") or _default(path)

    def _plain_all(self, terms: Sequence[Term], name: str) -> list[Plain]:
        """Return terms as JSON has them; of a text in several languages the one to show, of types stance or claim."""
        texts = [term for term in terms if isinstance(term, ox.Literal) and term.language]
        plain = [best_text(texts)] if texts else list(map(self._plain, terms))
        return [one for one in plain if name != "type" or one in _KINDS]

    def _plain(self, term: Term) -> Plain:
        """Return a term as JSON has it: a resource by its IRI, a concept or class of ours by its local name."""
        if isinstance(term, ox.NamedNode):
            local = term.value.removeprefix(ONTOLOGY)
            return Resource(self.merged.get(term.value, term.value)) if local == term.value else local
        return plain_literal(term) if isinstance(term, ox.Literal) else str(term)

    def _row(self, group: Sequence[Cells]) -> Row:
        row: Row = {}
        for column in self.question.columns:
            values = [value for cells in group for value in cells[column.name]]
            if column.name == EVIDENCE:
                row[EVIDENCE] = list(self.quotes.in_order(map(str, values)))
            elif column.name == QUOTE:
                row[QUOTE] = _OF_SEVERAL.join(sorted(set(map(str, values)))) or None
            elif column.many:
                row.update(self._labelled(column.name, sorted(set(values), key=self._place)))
            else:
                row.update(self._labelled(column.name, min(values, key=str, default=None)))
        return row

    def _labelled(self, name: str, cell: Cell) -> Row:
        """Return a cell under its key, and with it the label of a resource."""
        values = cell if isinstance(cell, list) else [cell]
        if not any(isinstance(one, Resource) for one in values):
            return {name: cell}
        shown: list[Plain] = [self._shown(one) for one in values]
        return {name: cell, f"{name}Label": shown if isinstance(cell, list) else shown[0]}

    def _shown(self, value: Plain | None) -> str:
        return self.labels.of(value) if isinstance(value, Resource) else str(value)

    def _place(self, value: Plain) -> tuple[str, str]:
        return self._shown(value).casefold(), str(value)

    def _order(self, row: Row) -> tuple[tuple[bool, bool, float, str], ...]:
        cells = (row.get(f"{name}Label", row.get(name)) for name in (*self.question.sort, "reading"))
        return (*map(_rank, cells), _rank(str(row.get("reading"))))


def plain_literal(term: ox.Literal) -> Plain:
    """Return the value of a literal.

    >>> plain_literal(ox.Literal(True)), plain_literal(ox.Literal("0.67", datatype=ox.NamedNode(_XSD + "decimal")))
    (True, 0.67)
    """
    match term.datatype.value.removeprefix(_XSD):
        case "boolean":
            return term.value == "true"
        case "integer":
            return int(term.value)
        case "decimal" | "double":
            return float(Decimal(term.value))
        case _:
            return term.value


def _nodes(solutions: Iterable[Solution], variable: str) -> list[str]:
    terms = (solution.get(variable) for solution in solutions)
    return list(dict.fromkeys(term.value for term in terms if isinstance(term, ox.NamedNode)))


def iri_of(term: Term | None) -> str:
    """Return the IRI of a node; nothing where the term is none."""
    return term.value if isinstance(term, ox.NamedNode) else ""


def _resources(cells: Cells) -> Iterator[str]:
    """Yield the resources in cells that are shown with their labels."""
    shown = (value for name, values in cells.items() if name not in _MADE for value in values)
    return (value for value in shown if isinstance(value, Resource))


def _default(path: Sequence[str]) -> list[Plain]:
    """Return what no value means: of a field that is true or false, false."""
    known = vocabulary().properties.get(path[-1]) if path else None
    return [False] if known and known.datatype == "xsd:boolean" else []


def _rank(cell: Cell) -> tuple[bool, bool, float, str]:
    """Return a key that sorts cells of any kind: numbers, texts, and nothing last."""
    if isinstance(cell, int | float):
        return False, False, float(cell), ""
    return cell is None, True, 0.0, str(cell).casefold()
