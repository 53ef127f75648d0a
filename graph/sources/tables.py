"""A table by its mapping to the stances of its rows, as columns. Layer: sources.

What a distinct value stands for is found once; a row with a value that stands for nothing is refused, with its line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from ..iris import Curie, mint
from ..model.columns import Column, Texts, combine
from ..model.node import Node, Text, Values
from ..model.records import Records, ValueColumn
from ..model.registry import Registry
from ..times import Interval
from ..vocabulary import vocabulary
from .making import make_entries
from .mapping import TableMapping
from .moments import Moment
from .problems import Mark, Problems
from .refusals import Fault, Refusals
from .resolving import Resolver
from .stances import issues_of
from .table_cells import CellReader
from .table_sources import read_sources
from .table_view import View, open_view

# Field of the mapping → field of the node, where a value is written as it is read.
_SINGLE: Final = {"act": "act", "certainty": "certainty", "needsReview": "needsReview", "note": "note"}
_SEVERAL: Final = {"onBehalfOf": "onBehalfOf", "addressee": "addressee"}
# A day or a moment, whose bounds say all that was typed.
_EXACT: Final = re.compile(r"\d{4}-\d{2}-\d{2}(?:T[\d:]+(?:Z|[+-][\d:]+)?)?|")


def read_records(
    mapping: TableMapping,
    find: Callable[[str, Mark], Path | None],
    registry: Registry,
    problems: Problems,
    refusals: Refusals,
) -> Records | None:
    """Read the stances of a table; ``find`` returns the path of a file that the mapping names.

    None where the table cannot be read, or a row cannot and the mapping does not say that such rows are left out; what
    is wrong is noted.
    """
    view = open_view(mapping, find, problems)
    if view is None:
        return None
    reader = CellReader(view, Registry(below=registry))
    made = make_entries(mapping.made, reader)
    records = _records(mapping, view, reader, made)
    kept = _refuse(view, records, problems, refusals)
    if view.refused and not mapping.report:
        return None
    records = records if kept is None else _without_unused(records.take(kept))
    _warn_of_no_issue(records, mapping, problems)
    return records


def _without_unused(records: Records) -> Records:
    """Return records without the sources that no row is left of."""
    used = {records.annotator, *records.used(["source"])}
    return replace(records, shared=tuple(node for node in records.shared if node.name in used))


def _records(mapping: TableMapping, view: View, reader: CellReader, made: frozenset[Curie]) -> Records:
    (row,) = mapping.stance["id"]
    sources, nodes = read_sources(mapping.source, reader)
    annotator = mint("annotator", mapping.annotator)
    of_source = sources.map(lambda name: name.partition(":")[2])
    local = Texts((of_source, f".{mapping.annotator}.", *view.id_parts(row, slugged=True)))
    columns = _stance_columns(mapping, view, reader) | _times(mapping, reader)
    own: dict[str, ValueColumn] = {
        "source": sources,
        "annotator": view.constant(annotator),
        "ground": view.constant("stated"),
        "evidence": local.after("record:"),
    }
    about_row: dict[str, ValueColumn] = {
        "source": sources,
        "file": view.constant(view.table.name),
        "row": Texts(view.id_parts(row, slugged=False)),
    }
    return Records(
        file=str(view.table.file.path),
        annotator=annotator,
        registry=reader.registry,
        shared=(*nodes, Node("Annotator", annotator, {"label": Text(mapping.annotator, "")})),
        made=made,
        names=local.after("stance:"),
        columns=columns | own,
        locators=local.after("record:"),
        locator_columns=about_row,
    )


def _stance_columns(mapping: TableMapping, view: View, reader: CellReader) -> dict[str, ValueColumn]:
    cells = mapping.stance
    target = reader.need(cells["target"][0], "target").map(_first)
    holder = reader.need(cells["holder"][0], "holder").map(_first)
    columns: dict[str, ValueColumn] = {"holder": holder, "target": target}
    columns |= {name: reader.read(cells[key][0]).map(_first) for key, name in _SINGLE.items() if key in cells}
    columns |= {name: _all(cells[key], reader) for key, name in _SEVERAL.items() if key in cells}
    columns["about"] = _about(target, _all(cells.get("about", ()), reader) if "about" in cells else None, reader)
    columns |= _position(mapping, reader)
    if "position" in columns:
        _check_poles(target, columns["position"], reader)
    attribution = cells.get("attribution")
    columns["attributionType"] = reader.read(attribution[0]).map(_first) if attribution else view.constant("record")
    return columns


def _first(held: tuple[Any, ...]) -> Any:
    return held[0] if held else None


def _all(cells: Sequence[Any], reader: CellReader) -> Column[Values]:
    columns = [reader.read(cell) for cell in cells]
    return combine(columns).map(lambda held: tuple(dict.fromkeys(value for values in held for value in values)))


def _about(target: Column[Curie | None], given: Column[Values] | None, reader: CellReader) -> Column[Values]:
    """Return the issues of each stance: those given, the issue itself, those of its proposition or event."""
    resolver = Resolver(registry=reader.registry, problems=Problems())

    def own(name: Curie | None) -> tuple[Curie, ...]:
        if name is None:
            return ()
        return tuple(dict.fromkeys([name] if name.startswith("issue:") else issues_of(name, resolver)))

    issues: Column[Any] = target.map(own)
    if given is None:
        return issues
    return combine([given, issues]).map(lambda held: tuple(dict.fromkeys((*held[0], *held[1]))))


def _position(mapping: TableMapping, reader: CellReader) -> dict[str, ValueColumn]:
    """Return position and value; the value is that of the concept where the table gives none."""
    concepts = vocabulary().concepts_of("position")
    if "position" not in mapping.stance:
        return {}
    position = reader.read(mapping.stance["position"][0]).map(_first)
    usual = position.map(lambda notation: concepts[notation].value if notation else None)
    if "value" not in mapping.stance:
        return {"position": position, "value": usual}
    given = reader.read(mapping.stance["value"][0]).map(_first)
    both = combine([position, given, usual])
    faults = {code: fault for code, held in enumerate(both.values) if (fault := _value_fault(*held[:2]))}
    reader.view.faults.add_values(both.codes, faults)
    return {"position": position, "value": both.map(lambda held: held[2] if held[1] is None else held[1])}


def _check_poles(target: Column[Curie | None], position: Any, reader: CellReader) -> None:
    """Note each position that is graded on an issue which does not say what a position of 1 on it means."""
    faults: dict[int, Fault] = {}
    both: Column[Any] = combine([target, position])
    for code, (name, graded) in enumerate(both.values):
        entry = reader.registry.get(name) if name and graded and name.startswith("issue:") else None
        if entry and not entry.node.one("pole"):
            message = f"a position is graded on {name}, which does not say what a position of 1 on it means"
            hint = "take a proposition as the target, or give the issue a pole:"
            faults[code] = Fault(code="issue-without-pole", message=message, hint=hint, id=name)
    reader.view.faults.add_values(both.codes, faults)


def _value_fault(position: str | None, value: Any) -> Fault | None:
    if value is not None and position is None:
        hint = "fill in the concept that comes nearest"
        return Fault(code="missing-value", message="a value needs a position", hint=hint, id="position")
    if value is not None and not -1 <= value <= 1:
        return Fault(code="wrong-value", message=f"the value {value} is not between -1 and 1", id="value")
    return None


def _times(mapping: TableMapping, reader: CellReader) -> dict[str, ValueColumn]:
    """Return when each stance was held: as the row says, else when it was published."""
    (cell,) = mapping.stance.get("time") or mapping.source["published"]
    moments = reader.read(cell).map(_first)
    spans = moments.map(lambda moment: moment.interval if isinstance(moment, Moment) else Interval())
    columns: dict[str, ValueColumn] = {
        "earliest": spans.map(lambda span: span.earliest or None),
        "latest": spans.map(lambda span: span.latest or None),
    }
    more = spans.map(lambda span: None if _EXACT.fullmatch(span.edtf) else span.edtf or None)
    return columns | ({"edtf": more} if any(more.values) else {})


def _refuse(view: View, records: Records, problems: Problems, refusals: Refusals) -> list[int] | None:
    """Take the rows that cannot be read out of the table: return the others, None where that is all of them."""
    _note_repeated(view, records)
    view.refused += view.at_fault()
    refusals.add(view.refused, problems, report=view.mapping.report)
    bad = view.faults.found
    return [row for row in range(len(records)) if row not in bad] if bad else None


def _note_repeated(view: View, records: Records) -> None:
    """Note each row whose id an earlier row has."""
    # Names whose hashes differ are different; the hashes take a third of the memory of the names.
    if len(set(map(hash, records.names))) == len(records):
        return
    first: dict[str, int] = {}
    for row, name in enumerate(records.names):
        if row not in view.faults.found and first.setdefault(name, row) != row:
            local = name.rpartition(".")[2]
            message = f"the id {local!r} is that of line {view.table.lines[first[name]]} already"
            hint = "put a further column into the id, or remove the row"
            view.faults.add_row(row, Fault(code="duplicate-id", message=message, hint=hint, id=local))


def _warn_of_no_issue(records: Records, mapping: TableMapping, problems: Problems) -> None:
    about = records.columns["about"]
    bare = sum(not issues for issues in about)
    if bare:
        message = f"{bare:,} of {len(records):,} stances are about no issue"
        hint = "say about: of the propositions that are made, or of the stance"
        problems.warning("no-issue", Mark(str(mapping.path), mapping.mark.line), message, hint=hint)
