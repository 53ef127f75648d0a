"""Makes the cells of the table that people see of an answer: labels, days, remarks, numbers. Layer: render."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from ..iris import Names
from ..queries.questions import Question
from ..queries.rows import EVIDENCE, Cell, Row
from .quoted import tell_source

Table = tuple[list[str], list[list[str]]]
"""The heads of a table, and the cells of each row."""

REMARKS: Final = "remarks"
"""A column that questions can show beside their own: what is out of the ordinary in a row."""

_REMARKED: Final = ("ground", "factuality", "certainty", "status", "needsReview")
_USUAL: Final[tuple[Cell, ...]] = (None, [], False, "stated", "actual", "active")  # what is not worth a column
_NUMBERS: Final = "words"
_HEADS: Final = {"over": "depends on", "openSet": "and others"}
_HUMP: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BETWEEN: Final = "; "
_DAY: Final = 10  # characters of a date


def table_of(question: Question, rows: Sequence[Row], numbers: Mapping[str, int], names: Names) -> Table:
    """Return the heads and the cells of the columns to show that tell something.

    ``numbers`` are those of the pieces of evidence below the table; where there are none, no column refers to them.
    """
    drawn = {key: [_shown(key, row, names) for row in rows] for key in question.shown if _tells(key, rows)}
    if numbers:
        drawn[_NUMBERS] = [_numbers(row, numbers) for row in rows]
    heads = [_HEADS.get(key, _HUMP.sub(" ", key).lower()) for key in drawn]
    return heads, [list(cells) for cells in zip(*drawn.values(), strict=True)]


def flat(cell: Cell) -> str:
    """Return a cell as text; several values are separated by semicolons.

    >>> flat(["iran", 0.67]), flat(True), flat(None)
    ('iran; 0.67', 'true', '')
    """
    if isinstance(cell, list):
        return _BETWEEN.join(map(flat, cell))
    return str(cell).lower() if isinstance(cell, bool) else "" if cell is None else str(cell)


def _tells(key: str, rows: Sequence[Row]) -> bool:
    return any(_remarks(row) if key == REMARKS else row.get(key) not in _USUAL for row in rows)


def _shown(key: str, row: Row, names: Names) -> str:
    make = _CELLS.get(key)
    return make(row, names) if make else _labelled(key, row)


def _labelled(key: str, row: Row) -> str:
    cell = row.get(f"{key}Label", row.get(key))
    return ("yes" if cell else "") if isinstance(cell, bool) else flat(cell)


def _holder(row: Row, names: Names) -> str:
    del names
    behind = _labelled("onBehalfOf", row)
    return _labelled("holder", row) + (f" for {behind}" if behind else "")


def _published(row: Row, names: Names) -> str:
    del names
    return flat(row.get("published"))[:_DAY]


def _source(row: Row, names: Names) -> str:
    cell = row.get("source")
    return _BETWEEN.join(tell_source(str(one), names) for one in (cell if isinstance(cell, list) else [cell]) if one)


def _remarks(row: Row, names: Names | None = None) -> str:
    """Return what is out of the ordinary: an inferred ground, some doubt, a reading that no longer holds."""
    del names
    unusual = (row.get(key) for key in _REMARKED if row.get(key) not in (*_USUAL, "certain"))
    return ", ".join("needs review" if one is True else flat(one) for one in unusual)


_CELLS: Final[Mapping[str, Callable[[Row, Names], str]]] = {
    "holder": _holder,
    "published": _published,
    "source": _source,
    REMARKS: _remarks,
}


def _numbers(row: Row, numbers: Mapping[str, int]) -> str:
    cell = row.get(EVIDENCE)
    return " ".join(f"[{numbers[str(one)]}]" for one in cell) if isinstance(cell, list) else ""
