"""The answer to a named question. Layer: queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from .notebook import html_table
from .rows import Cell, Row


class Outcome(StrEnum):
    """What an answer is: rows, silence, or a refusal to answer."""

    ROWS = "rows"
    NOT_STATED = "not-stated"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedAnswer:
    """The answer to a named question.

    ``parameters`` hold what the names stood for, and the dates. Each of the ``rows`` has the IRIs of its evidence; a
    resource is its IRI, with its label under the same key and ``Label``, and a concept is its local name. ``missing``
    says what is silent, undecided or left out, and ``reason`` why an answer is refused.
    """

    question: str
    parameters: Mapping[str, str | Sequence[str]]
    answer: Outcome
    rows: Sequence[Row]
    sources_examined: int
    missing: Sequence[str]
    reason: str = ""

    def to_dict(self) -> dict[str, Any]:
        """Return the answer in the shape that ``ask --format json`` prints."""
        return {
            "question": self.question,
            "parameters": dict(self.parameters),
            "answer": str(self.answer),
            "rows": [dict(row) for row in self.rows],
            "sources_examined": self.sources_examined,
            "missing": list(self.missing),
            **({"reason": self.reason} if self.reason else {}),
        }

    def _repr_html_(self) -> str:
        columns = list(dict.fromkeys(name for row in self.rows for name in row))
        cells = ([_shown(row.get(name)) for name in columns] for row in self.rows)
        notes = [
            f"{self.question}: {self.answer}, {self.sources_examined} sources examined",
            self.reason,
            *self.missing,
        ]
        return html_table(columns, cells, filter(None, notes))


def _shown(cell: Cell) -> str:
    return "; ".join(map(str, cell)) if isinstance(cell, list) else "" if cell is None else str(cell)
