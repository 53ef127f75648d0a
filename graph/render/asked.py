"""Writes the answer to a named question: a table with the words it rests on, JSON, or CSV. Layer: render."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final

from ..iris import Names
from ..queries.named_answer import NamedAnswer, Outcome
from ..queries.questions import Question
from ..queries.quoting import Quote
from ..queries.rows import EVIDENCE, Cell, Row
from ..visible import counted
from .quoted import tell_quote
from .tables import as_markdown, hang, render_markdown, render_table

_USUAL: Final[tuple[Cell, ...]] = (None, [], False, "stated", "active")  # what is not worth a column
_NUMBERS: Final = "words"
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BETWEEN: Final = "; "
_DAY: Final = 10  # characters of a date

Table = tuple[list[str], list[list[str]]]  # the head, and the cells of each row


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
        return _csv(answer.rows)
    numbers = {node: number for number, node in enumerate(evidence_of(answer.rows), 1)}
    table = _table(question, answer.rows, numbers)
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
    drawn = render_table(columns, rows, width=width, colour=colour) + "\n" if rows else ""
    told = [*quoted, "", *notes] if rows else notes
    return drawn + "".join(hang(one, width) for one in told)


def _csv(rows: Sequence[Row]) -> str:
    """Return rows as CSV, one column a key; several values stand in one cell, separated by semicolons."""
    columns = list(dict.fromkeys(name for row in rows for name in row))
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([columns] * bool(columns))
    writer.writerows([_flat(row.get(name)) for name in columns] for row in rows)
    return text.getvalue()


def _flat(cell: Cell) -> str:
    if isinstance(cell, list):
        return _BETWEEN.join(map(_flat, cell))
    return str(cell).lower() if isinstance(cell, bool) else "" if cell is None else str(cell)


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


def _table(question: Question, rows: Sequence[Row], numbers: Mapping[str, int]) -> Table:
    """Return the head and the cells of the table: of the columns to show, those that tell something."""
    names = [name for name in question.shown if any(row.get(name) not in _USUAL for row in rows)]
    cells = [[_shown(name, row) for name in names] + [_numbers(row, numbers)] for row in rows]
    return [_HUMP.sub(" ", name).lower() for name in names] + [_NUMBERS], cells


def _shown(name: str, row: Row) -> str:
    cell = row.get(f"{name}Label", row.get(name))
    return _flat(cell)[:_DAY] if name == "published" else _flat(cell)


def _numbers(row: Row, numbers: Mapping[str, int]) -> str:
    cell = row.get(EVIDENCE)
    return " ".join(f"[{numbers[str(one)]}]" for one in cell) if isinstance(cell, list) else ""
