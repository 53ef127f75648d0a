"""What the questions to one graph share: its names, facts, sources, and which readings answer which. Layer: queries."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..iris import Names
from ..store.directory import GraphDirectory
from .door import Door
from .facts import Facts
from .labels import Labels
from .naming import NameFinder, merged_into
from .quoting import Quotes
from .solving import look_for


@dataclass(slots=True, kw_only=True)
class Context:
    """What is known of an open graph; it does not change, so it can be kept as long as the graph is open.

    ``merged`` tells into which entry of the registry another was merged, ``published`` when each source came out,
    ``replies`` which reading makes what of another (reading, ``superseded``, other), and ``off_story`` what rests on
    words alone that do not belong to the story.
    """

    graph: GraphDirectory
    door: Door
    facts: Facts
    labels: Labels
    quotes: Quotes
    finder: NameFinder
    merged: Mapping[str, str]
    published: Mapping[str, str]
    replies: Sequence[tuple[str, str, str]]
    off_story: frozenset[str]
    _full: dict[str, bool] = field(default_factory=dict)

    @classmethod
    def of(cls, graph: GraphDirectory, door: Door) -> Context:
        """Return what is needed to ask questions of the graph that ``door`` opens."""
        facts = Facts(door, Names(graph.manifest.base))
        rows = {name: list(_rows(door, name)) for name in ("sources", "merged", "replies", "off-story")}
        merged = merged_into((row["old"], row["new"]) for row in rows["merged"])
        return cls(
            graph=graph,
            door=door,
            facts=facts,
            labels=Labels(facts, merged),
            quotes=Quotes(facts),
            finder=NameFinder(door, facts, merged),
            merged=merged,
            published={row["source"]: row.get("published", "") for row in rows["sources"]},
            replies=[(row["reading"], row["how"], row["other"]) for row in rows["replies"]],
            off_story=frozenset(row["node"] for row in rows["off-story"]),
        )

    def is_full(self, column: str) -> bool:
        """Tell whether every stance has a value in a column of the statement table, which knows it without a search."""
        if column not in self._full:
            import pyarrow.parquet as pq

            table = pq.ParquetFile(self.graph.table("statements"))
            place = table.schema_arrow.get_field_index(column)
            groups = (table.metadata.row_group(number) for number in range(table.metadata.num_row_groups))
            counts = [group.column(place).statistics for group in groups]
            self._full[column] = all(one is not None and one.null_count == 0 for one in counts)
        return self._full[column]


def _rows(door: Door, name: str) -> Iterator[dict[str, str]]:
    for solution in look_for(door, name):
        yield {variable: getattr(term, "value", "") for variable, term in solution.items()}
