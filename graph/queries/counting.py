"""Counts what is in a graph, and tells from when it is and how it was built. Layer: queries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
import pyoxigraph as ox

from ..iris import Names
from ..store.directory import GraphDirectory
from ..store.manifest import Manifest
from .door import Door
from .solving import look_for

# The classes that are worth a count, in this order; one that lies below another is counted with it too.
_CLASSES: Final = (
    "State", "Person", "Organization", "MediaOutlet", "ActorGroup", "AnonymousActor", "Official", "Mediator", "Post",
    "Issue", "Proposition", "Event", "Condition",
)  # fmt: skip
_OF_PRIMARY: Final = ("ground", "position", "attributionType")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """How much of what a graph holds.

    ``counts`` are by class. ``stances`` are by value of a column of the statement table: those of each annotator, and
    the primary ones by ground, position and attribution; what has no value is counted under the empty name.
    ``published`` is from when to when the sources came out; both are empty where no source tells.
    """

    manifest: Manifest
    counts: Mapping[str, int]
    stances: Mapping[str, Mapping[str, int]]
    published: tuple[str, str]

    def to_dict(self) -> dict[str, Any]:
        """Return the statistics in the shape that ``stats --format json`` prints."""
        first, last = self.published
        return {
            "build": self.manifest.build,
            "version": self.manifest.version,
            "base": self.manifest.base,
            "inputs": len(self.manifest.inputs),
            "warnings": len(self.manifest.warnings),
            "published": {"first": first or None, "last": last or None},
            "counts": dict(self.counts),
            "stances": {column: dict(values) for column, values in self.stances.items()},
        }


def count_graph(graph: GraphDirectory, door: Door) -> Statistics:
    """Return how much of what the graph that ``door`` opens holds."""
    return Statistics(
        manifest=graph.manifest,
        counts=dict(graph.manifest.counts) | dict(_by_class(graph, door)),
        stances=_by_column(graph),
        published=_published(door),
    )


def _by_class(graph: GraphDirectory, door: Door) -> Iterator[tuple[str, int]]:
    names = Names(graph.manifest.base)
    for name in _CLASSES:
        one = {"class": ox.NamedNode(names.expand(f"sg:{name}"))}
        counts = [found["count"] for found in look_for(door, "count", **one)]
        yield name, sum(int(count.value) for count in counts if isinstance(count, ox.Literal))


def _by_column(graph: GraphDirectory) -> dict[str, dict[str, int]]:
    table = pq.read_table(graph.table("statements"), columns=["primary", "annotator", *_OF_PRIMARY])
    primary = table.filter(table["primary"])
    return {name: _counted(primary[name]) for name in _OF_PRIMARY} | {"annotator": _counted(table["annotator"])}


def _counted(column: pa.ChunkedArray) -> dict[str, int]:
    """Return how often each value occurs, the most frequent first."""
    counts = {row["values"] or "": row["counts"] for row in pc.value_counts(column.cast("string")).to_pylist()}
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _published(door: Door) -> tuple[str, str]:
    solution = next(look_for(door, "published"), {})
    first, last = (getattr(solution.get(name), "value", "") for name in ("first", "last"))
    return first, last
