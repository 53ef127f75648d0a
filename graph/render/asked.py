"""Writes the answer to a named question: a table with the words it rests on, JSON, or CSV. Layer: render."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from ..iris import Names
from ..queries.named_answer import NamedAnswer, Outcome
from ..queries.questions import Question
from ..queries.quoting import Quote
from ..queries.rows import EVIDENCE, Cell, Row
from ..visible import counted
from .answer_cells import Table, flat, table_of
from .quoted import tell_quote
from .tables import as_markdown, hang, render_markdown, render_table

if TYPE_CHECKING:
    import pyarrow as pa

_WORDS: Final = frozenset({"quote", "exact", "surface"})  # with one of these columns the table itself has the words


class AnswerFormat(StrEnum):
    """How the answer to a named question is written."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"
    MD = "md"


def render_asked(
    question: Question,
    answer: NamedAnswer,
    quotes: Mapping[str, Quote],
    names: Names,
    wanted: AnswerFormat,
    *,
    width: int | None = None,
    colour: bool = False,
) -> str:
    """Return an answer as it is printed.

    ``quotes`` are the words of each piece of evidence, and ``width`` is that of the terminal, None where nothing need
    fit.
    """
    if wanted is AnswerFormat.JSON:
        return json.dumps(answer.to_dict(), ensure_ascii=False, indent=2) + "\n"
    if wanted is AnswerFormat.CSV:
        return _csv(question, answer.rows)
    nodes = [] if _WORDS.intersection(question.shown) else evidence_of(answer.rows)
    numbers = {node: number for number, node in enumerate(nodes, 1)}
    table = table_of(question, answer.rows, numbers, names)
    quoted = [f"[{number}] {tell_quote(quotes[node], names)}" for node, number in numbers.items()]
    if wanted is AnswerFormat.MD:
        return _markdown(table, [*quoted, *notes_on(answer)])
    return _text(table, quoted, notes_on(answer), width, colour=colour)


def _markdown(table: Table, notes: Iterable[str]) -> str:
    columns, rows = table
    drawn = [render_markdown(columns, rows).rstrip("\n")] if rows else []
    return "\n\n".join([*drawn, *map(as_markdown, notes)]) + "\n"


def _text(table: Table, quoted: Iterable[str], notes: Iterable[str], width: int | None, *, colour: bool) -> str:
    """Return the table, the words that it rests on, and the notes; of a table without rows the notes alone."""
    columns, rows = table
    drawn = render_table(columns, rows, width=width, colour=colour) if rows else ""
    told = ("".join(hang(line, width) for line in lines) for lines in (quoted, notes))
    return "\n".join(filter(None, (drawn, *told)))


def _csv(question: Question, rows: Sequence[Row]) -> str:
    """Return rows as CSV, one column a key; several values stand in one cell, separated by semicolons."""
    import pyarrow as pa

    from .csv_table import render_csv

    named = {key for row in rows for key in row}
    keys = [key for column in question.columns for key in _keys(column.name, named)]
    return render_csv(pa.table({key: _column([row.get(key) for row in rows]) for key in keys})).decode()


def _keys(name: str, named: Collection[str]) -> list[str]:
    """Return the key of a column, and that of its labels where it has any."""
    return [name, *({f"{name}Label"} & set(named))]


def _column(cells: Sequence[Cell]) -> pa.Array:
    """Return one column: numbers as they are, and all else as text."""
    import pyarrow as pa

    given = [cell for cell in cells if cell is not None]
    if given and all(type(cell) in {int, float} for cell in given):
        return pa.array(cells)
    return pa.array([None if cell is None else flat(cell) for cell in cells], pa.string())


def notes_on(answer: NamedAnswer) -> Iterator[str]:
    """Yield what is to be said beside the rows: what is not stated or refused, how many sources, what is missing."""
    if answer.answer is Outcome.REFUSED:
        yield f"refused: {answer.reason}"
    silent = answer.answer is Outcome.NOT_STATED
    for number, text in enumerate(answer.missing):
        yield f"{'not stated' if silent and not number else 'missing'}: {text}"
    yield f"{counted(len(answer.rows), 'row')}, {counted(answer.sources_examined, 'source')} examined"


def evidence_of(rows: Sequence[Row]) -> list[str]:
    """Return the evidence of rows in the order in which it comes."""
    cells = (row.get(EVIDENCE) for row in rows)
    return list(dict.fromkeys(str(one) for cell in cells if isinstance(cell, list) for one in cell))
