"""Solves queries: named look-ups that others are made of, and any other text. Layer: queries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from ..query_files import read_query_files
from .answer import Term
from .door import Door
from .rows import Solution


@cache
def lookups() -> dict[str, str]:
    """Return the text of each look-up by name: the files of ``lookups/``."""
    return {name: file.text for name, file in read_query_files("stancegraph.queries", "lookups").items()}


def look_for(door: Door, name: str, **bindings: Term) -> Iterator[Solution]:
    """Yield the solutions of the look-up of that name."""
    return solve(door, lookups()[name], bindings)


def solve(door: Door, text: str, bindings: Mapping[str, Term]) -> Iterator[Solution]:
    """Yield the solutions of a SELECT: the term of each variable that is bound."""
    variables, rows = door.run(text, bindings=bindings).to_rows()
    for row in rows:
        yield {name: term for name, term in zip(variables, row, strict=True) if term is not None}
