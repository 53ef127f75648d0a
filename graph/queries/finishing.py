"""Finishes rows that tell something only together: what follows from all rows of a pair. Layer: queries."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from .questions import Question
from .rows import Row

Finish = Callable[[Sequence[Row]], list[Row]]


def finished(question: Question, rows: Sequence[Row]) -> list[Row]:
    """Return the rows of a question as they are answered."""
    return _FINISHES.get(question.name, list)(rows)


def _tell_shared_fears(rows: Sequence[Row]) -> list[Row]:
    """Say of each agreement whether all that the two agree on is that they are against one thing."""
    pairs = Counter(str(row["between"]) for row in rows)
    return [
        row | {"sharedFearOnly": row["sharedFearOnly"] == [True] and pairs[str(row["between"])] == 1} for row in rows
    ]


_FINISHES: Final[Mapping[str, Finish]] = {"agreements": _tell_shared_fears}
