"""Columns and lists are written alike, as Turtle and as rows of the statement table."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path

import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest

from stancegraph.emit.table import StatementTable
from stancegraph.emit.turtle import turtle_lines, turtle_prefixes
from stancegraph.errors import ExportError
from stancegraph.iris import Names
from stancegraph.model.columns import Column, Texts
from stancegraph.model.node import Values
from stancegraph.store.loading import load_turtle

ROWS: Mapping[str, Sequence[Values]] = {
    "holder": ["actor:iran", "actor:oman", "actor:iran"],
    "target": ["prop:a", "prop:a", "prop:b"],
    "about": [("issue:x", "issue:y"), (), ("issue:x",)],
    "position": ["yes", None, "no"],
    "value": [Decimal(1), None, Decimal(-1)],
    "note": ['say "no"\n', None, "é"],
    "ground": ["stated"] * 3,
    "source": ["source:d"] * 3,
}
NAMES = Texts(("stance:d.r.", Column.of(["s1", "s2", "s3"])))


def columns() -> dict[str, Column[Values]]:
    return {name: Column.of(values) for name, values in ROWS.items()}


def test_turtle_of_columns_is_that_of_lists() -> None:
    assert list(turtle_lines("Stance", NAMES, columns())) == list(turtle_lines("Stance", list(NAMES), ROWS))


def test_texts_are_written_row_by_row() -> None:
    held = Texts(('row "', Column.of(["1", "2"])))
    lines = list(turtle_lines("RecordLocator", ["record:a", "record:b"], {"row": held}))
    assert lines[1] == 'record:b a sg:RecordLocator,prov:Entity;sg:row "row \\"2".\n'


@pytest.mark.parametrize("value", ["one", Decimal("NaN"), ("1", "one")])
def test_a_value_that_cannot_be_written_names_its_node(value: Values) -> None:
    column: Column[Values] = Column.of([Decimal(1), value, Decimal(-1)])
    with pytest.raises(ExportError, match=r"stance:d\.r\.s2: the value .* of 'value' cannot be written"):
        list(turtle_lines("Stance", NAMES, {"value": column}))


def test_the_table_of_columns_is_that_of_lists(tmp_path: Path) -> None:
    own = {name: values for name, values in ROWS.items() if name not in ("about", "note", "value")}
    numbers = [1.0, None, -1.0]
    lists: dict[str, Sequence[object]] = {"stance": list(NAMES), "value": numbers, **own}
    held: dict[str, Sequence[object]] = {"stance": NAMES, "value": Column.of(numbers)}
    held |= {name: columns()[name] for name in own}
    read = []
    for name, given in (("lists", lists), ("columns", held)):
        table = StatementTable(Names())
        table.add(given, 3)
        assert table.write(tmp_path / name) == 3
        read.append(pq.read_table(tmp_path / name))
    assert read[0].equals(read[1])
    assert read[1].column("stance")[0].as_py() == Names().expand("stance:d.r.s1")


def test_rows_are_sorted_by_their_stances(tmp_path: Path) -> None:
    table = StatementTable(Names())
    held = {"holder": ["actor:a"], "target": ["prop:a"], "ground": ["stated"], "source": ["source:d"]}
    for name in ("stance:d.r.b", "stance:d.r.a"):
        table.add({"stance": [name], **held}, 1)
    table.add({name: Column.constant(values[0], 0) for name, values in {"stance": ["stance:x"], **held}.items()}, 0)
    table.write(tmp_path / "t.parquet")
    names = pq.read_table(tmp_path / "t.parquet").column("stance").to_pylist()
    assert [name[-1] for name in names] == ["a", "b"]


def test_lines_are_loaded_as_they_are_made() -> None:
    store, told = ox.Store(), list[int]()
    count = 10_000
    lines = (f"actor:a{number} a sg:State.\n" for number in range(count))
    load_turtle(store, turtle_prefixes(Names()), lines, progress=told.append)
    assert len(store) == count
    assert (told[-1], sorted(told)) == (count, told)
    load_turtle(store, turtle_prefixes(Names()), ["actor:a1 a sg:State.\n"], graph="urn:graph")
    assert len(store) == count + 1


def test_what_fails_while_lines_are_made_fails_the_load() -> None:
    def lines() -> Iterator[str]:
        yield "actor:a a sg:State.\n"
        raise ExportError("no more")

    with pytest.raises(ExportError, match="no more"):
        load_turtle(ox.Store(), turtle_prefixes(Names()), lines())
