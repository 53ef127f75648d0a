"""Shows the answer to a query to people: a table for the terminal, or Markdown. Layer: render."""

from __future__ import annotations

import pyoxigraph as ox

from ..iris import Names
from ..queries.answer import RENDERED, Answer, Format, Term
from .tables import render_markdown, render_table


def render_answer(
    answer: Answer, wanted: Format, names: Names, *, width: int | None = None, colour: bool = False
) -> bytes:
    """Return an answer as it is printed: rendered where ``wanted`` is for people, otherwise as the engine wrote it.

    ``width`` is that of the terminal, None where nothing need fit.
    """
    if wanted not in RENDERED:
        return answer.data if answer.data.endswith(b"\n") else answer.data + b"\n"
    if answer.truth is not None:
        return b"true\n" if answer.truth else b"false\n"
    variables, solutions = answer.to_rows()
    rows = [[render_term(term, names) for term in row] for row in solutions]
    table = (
        render_markdown(variables, rows)
        if wanted is Format.MD
        else render_table(variables, rows, width=width, colour=colour)
    )
    return table.encode()


def render_term(term: Term | None, names: Names) -> str:
    """Return a term for people: a CURIE where a prefix fits, the words of a literal, nothing where it is unbound.

    >>> render_term(ox.NamedNode("https://w3id.org/stancegraph/ontology#insist"), Names())
    'sg:insist'
    """
    match term:
        case None:
            return ""
        case ox.NamedNode():
            return names.shorten(term.value)
        case ox.Literal():
            return term.value
        case _:
            return str(term)
