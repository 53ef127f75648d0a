"""The statement table: one row a stance, beside the store, for what runs on columns. Layer: emit.

``queries/statements.rq`` says the same in SPARQL: its result is the table of a store that has no columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ..iris import Curie, Names
from ..model.columns import Column, Texts
from ..model.node import Node, Values

# Columns of names of resources, of names of concepts, and the rest; text is dictionary-encoded where it repeats.
_REPEATED: Final = pa.dictionary(pa.int32(), pa.string())
STATEMENTS: Final = pa.schema(
    [
        pa.field("stance", pa.string(), nullable=False),
        pa.field("holder", _REPEATED, nullable=False),
        pa.field("target", _REPEATED, nullable=False),
        pa.field("position", _REPEATED),
        pa.field("value", pa.float64()),
        pa.field("act", _REPEATED),
        pa.field("attributionType", _REPEATED),
        pa.field("certainty", _REPEATED),
        pa.field("ground", _REPEATED, nullable=False),
        pa.field("source", _REPEATED, nullable=False),
        pa.field("annotator", _REPEATED),
        pa.field("utterance", _REPEATED),
        pa.field("speaker", _REPEATED),
        pa.field("outlet", _REPEATED),
        pa.field("earliest", _REPEATED),
        pa.field("latest", _REPEATED),
        pa.field("published", _REPEATED),
        pa.field("conditional", pa.bool_(), nullable=False),
        pa.field("needsReview", pa.bool_(), nullable=False),
        pa.field("offStory", pa.bool_(), nullable=False),
        pa.field("primary", pa.bool_(), nullable=False),
    ]
)
ABOUT: Final = pa.schema(
    [pa.field("target", pa.string()), pa.field("issue", pa.string()), pa.field("relation", pa.string())]
)
_RESOURCES: Final = frozenset({"stance", "holder", "target", "source", "annotator", "utterance", "speaker", "outlet"})


_BLOCK: Final = 65536


@dataclass(slots=True)
class StatementTable:
    """Collects the rows of the statement table, one batch an input, and writes them by the names of the stances."""

    names: Names
    _batches: list[pa.RecordBatch] = field(default_factory=list)

    def add(self, columns: Mapping[str, Sequence[object]], count: int) -> None:
        """Add rows: for each column of :data:`STATEMENTS` its values, or nothing where it has none.

        Resources are given as CURIEs and kept as IRIs.
        """
        arrays = [self._array(known, columns.get(known.name), count) for known in STATEMENTS]
        self._batches.append(pa.RecordBatch.from_arrays(arrays, schema=STATEMENTS))

    def write(self, path: Path) -> int:
        """Write the table and return its number of rows."""
        table = pa.Table.from_batches(self._batches, schema=STATEMENTS).unify_dictionaries()
        if len(self._batches) > 1:
            table = table.take(pc.sort_indices(table, sort_keys=[("stance", "ascending"), ("primary", "descending")]))
        pq.write_table(table, path, compression="zstd", row_group_size=1 << 20)
        count = int(table.num_rows)
        del table
        self._batches.clear()
        pa.default_memory_pool().release_unused()  # loading the store comes next, and needs much
        return count

    def _array(self, known: pa.Field, values: Sequence[object] | None, count: int) -> pa.Array:
        if values is None:
            return pa.array([False] * count) if pa.types.is_boolean(known.type) else pa.nulls(count, known.type)
        if isinstance(values, Texts):
            return self._resources(values)
        if isinstance(values, Column):
            return self._of_column(known, values)
        if known.type != _REPEATED:
            expanded = [self.names.expand(str(value)) for value in values] if known.name in _RESOURCES else values
            return pa.array(expanded, type=known.type)
        return self._encoded(values, resource=known.name in _RESOURCES)

    def _encoded(self, values: Sequence[object], *, resource: bool) -> pa.DictionaryArray:
        return self._of_codes(Column.of(values), resource=resource)

    def _of_column(self, known: pa.Field, column: Column[object]) -> pa.Array:
        """Return a column that holds each distinct value once as Arrow does it."""
        if known.type == _REPEATED:
            return self._of_codes(column, resource=known.name in _RESOURCES)
        # One more, so that there is a null to take where a table has no row at all.
        return pa.array([*column.values, None], type=known.type).take(_codes(column))

    def _of_codes(self, column: Column[object], *, resource: bool) -> pa.DictionaryArray:
        texts = [self._text(value, resource=resource) for value in column.values]
        kept = {text: number for number, text in enumerate(dict.fromkeys(text for text in texts if text is not None))}
        places = pa.array([None if text is None else kept[text] for text in texts], type=pa.int32())
        return pa.DictionaryArray.from_arrays(places.take(_codes(column)), pa.array(kept, type=pa.string()))

    def _text(self, value: object, *, resource: bool) -> str | None:
        if value is None:
            return None
        return " ".join(map(self.names.expand, str(value).split(" "))) if resource else str(value)

    def _resources(self, texts: Texts) -> pa.Array:
        """Return names as IRIs: they are of one kind, and so begin alike."""
        kind, _, rest = str(texts.parts[0]).partition(":")
        start = self.names.expand(f"{kind}:") + rest
        whole = Texts((start, *texts.parts[1:]))
        blocks = range(0, len(whole), _BLOCK)
        return pa.concat_arrays(
            [pa.array([], pa.string()), *(pa.array(list(whole[at : at + _BLOCK])) for at in blocks)]
        )


def _codes(column: Column[object]) -> pa.Array:
    return pa.Array.from_buffers(pa.int32(), len(column), [None, pa.py_buffer(column.codes)])


def statement_columns(
    stances: Sequence[Node], context: Mapping[Curie, Node], *, primary: bool
) -> dict[str, list[object]]:
    """Return the columns of stances that are nodes; ``context`` holds the nodes that they name."""
    rows = [_row(stance, context, primary=primary) for stance in stances]
    return {known.name: [row.get(known.name) for row in rows] for known in STATEMENTS}


_OWN: Final = (
    "holder", "target", "position", "act", "attributionType", "certainty", "ground",
    "earliest", "latest", "source", "annotator",
)  # fmt: skip


def _row(stance: Node, context: Mapping[Curie, Node], *, primary: bool) -> dict[str, object]:
    unknown = Node("Source", Curie(""), {})
    utterance = _named(stance, "expressedIn", context) or unknown
    source = _named(stance, "source", context) or unknown
    value = stance.one("value")
    return {
        **{name: stance.one(name) for name in _OWN},
        "stance": stance.name,
        "value": None if value is None else float(str(value)),
        "utterance": utterance.name or None,
        "speaker": " ".join(sorted(map(str, utterance.all("speaker")))) or None,
        "outlet": source.one("publisher"),
        "published": source.one("published"),
        "conditional": stance.one("condition") is not None,
        "needsReview": stance.one("needsReview") is True,
        "offStory": is_off_story(stance, context),
        "primary": primary,
    }


def _named(node: Node, name: str, context: Mapping[Curie, Node]) -> Node | None:
    value = node.one(name)
    return context.get(Curie(value)) if isinstance(value, str) else None


def is_off_story(reading: Node, context: Mapping[Curie, Node]) -> bool:
    """Tell whether all the evidence of a reading lies in regions that do not belong to the story."""
    spans = [context[Curie(str(name))] for name in reading.all("evidence") if str(name) in context]
    regions = [_named(span, "region", context) for span in spans]
    return bool(regions) and all(region is not None and region.one("relevance") == "off-story" for region in regions)


def about_columns(targets: Iterable[Node]) -> list[tuple[Curie, Values, str]]:
    """Return (target, issue, relation) for propositions, issues and events, sorted."""
    rows = {
        (node.name, issue, name)
        for node in targets
        for name in ("advances", "hinders", "about")
        for issue in node.all(name)
    }
    return sorted(rows, key=str)


def write_about(rows: Sequence[tuple[Curie, Values, str]], names: Names, path: Path) -> None:
    """Write the table of what targets are about."""
    columns = [
        [names.expand(str(target)) for target, _, _ in rows],
        [names.expand(str(issue)) for _, issue, _ in rows],
        [name for _, _, name in rows],
    ]
    pq.write_table(pa.table(columns, schema=ABOUT), path, compression="zstd")
