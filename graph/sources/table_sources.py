"""The sources that the rows of a table are from: one for all, or one for each value of a column. Layer: sources."""

from __future__ import annotations

from typing import Any, Final

from ..iris import Curie, mint
from ..model.columns import Column, combine
from ..model.node import Node, Values
from ..times import Interval
from .mapping import Cells
from .moments import Moment
from .refusals import Fault
from .table_cells import CellReader

_FIELDS: Final = ("publisher", "title", "language", "url", "creator", "note")
_UNKNOWN: Final = Curie("source:unknown")
"""The source of rows that are refused."""


def read_sources(cells: Cells, reader: CellReader) -> tuple[Column[Curie], list[Node]]:
    """Return the source of each row, and the nodes of the sources.

    A source that rows describe in two ways is a fault of the later ones; of several dates the latest counts.
    """
    ids = reader.need(cells["id"][0], "id of the source")
    names = ids.map(lambda held: mint("source", held[0]) if held else _UNKNOWN)
    fields = [name for name in _FIELDS if name in cells]
    columns: list[Column[Any]] = [names, *(reader.read(cells[name][0]) for name in fields)]
    known = _described(combine(columns), reader)
    published = _latest(names, cells, reader)
    return names, [
        _node(name, dict(zip(fields, held, strict=True)), published.get(name, Interval()))
        for name, held in known.items()
    ]


def _described(described: Column[tuple[Any, ...]], reader: CellReader) -> dict[Curie, tuple[Any, ...]]:
    """Return the fields of each source; note the rows that give it others than the first."""
    known: dict[Curie, tuple[Any, ...]] = {}
    faults: dict[int, Fault] = {}
    for code, (name, *held) in enumerate(described.values):
        if known.setdefault(name, tuple(held)) != tuple(held):
            message = f"{name} is described in two ways: its publisher, title or address differ between rows"
            faults[code] = Fault(code="differs", message=message, hint="make its id of more columns", id=name)
    reader.view.faults.add_values(described.codes, faults)
    known.pop(_UNKNOWN, None)
    return known


def _latest(names: Column[Curie], cells: Cells, reader: CellReader) -> dict[Curie, Interval]:
    """Return when each source was published, the latest of its rows."""
    found: dict[Curie, Interval] = {}
    columns: list[Column[Any]] = [names, reader.read(cells["published"][0])]
    for name, moments in combine(columns).values:
        for moment in moments:
            if isinstance(moment, Moment) and moment.interval.earliest >= found.get(name, Interval()).earliest:
                found[name] = moment.interval
    return found


def _node(name: Curie, held: dict[str, tuple[Any, ...]], published: Interval) -> Node:
    values: dict[str, Values] = {field: texts[0] if texts else None for field, texts in held.items()}
    url = values.pop("url", None)
    times: dict[str, Values] = {"published": published.earliest or None, "edtf": published.edtf or None}
    return Node("Source", name, values | times | {"url": f"<{url}>" if url else None})
