"""The stances of a table as Turtle and as rows of the statement table: both from the same columns. Layer: emit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ..iris import Curie
from ..model.columns import Column
from ..model.node import Node, Values
from ..model.records import Records, ValueColumn
from .turtle import turtle_lines


def turtle_of_records(records: Records) -> Iterator[str]:
    """Yield the Turtle of the stances of a table, then that of the rows they rest on, a line each."""
    yield from turtle_lines("Stance", records.names, records.columns)
    yield from turtle_lines("RecordLocator", records.locators, records.locator_columns)


def record_columns(records: Records, context: Mapping[Curie, Node], *, primary: bool) -> dict[str, Sequence[object]]:
    """Return the columns of :data:`.table.STATEMENTS`; ``context`` holds the sources that they name."""
    columns: dict[str, Sequence[object]] = dict(records.columns)
    sources = records.sources.map(lambda name: context[Curie(str(name))])
    own: dict[str, Sequence[object]] = {
        "stance": records.names,
        "outlet": sources.map(lambda source: source.one("publisher")),
        "published": sources.map(lambda source: source.one("published")),
        "primary": sources.map(lambda _source: primary),
    }
    if "value" in columns:
        own["value"] = _of(records.columns["value"]).map(lambda value: None if value is None else float(str(value)))
    if "needsReview" in columns:
        own["needsReview"] = _of(records.columns["needsReview"]).map(lambda value: value is True)
    return columns | own


def _of(column: ValueColumn) -> Column[Values]:
    return column if isinstance(column, Column) else Column.of(column)
