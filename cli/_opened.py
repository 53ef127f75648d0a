"""Command line: opens a built graph for the verbs that look at it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..queries.context import Context


@contextmanager
def opened(directory: Path, *, all_annotators: bool = False) -> Iterator[Context]:
    """Yield what is needed to ask questions of the graph in a directory; second annotators' readings only if wanted."""
    from ..iris import Names
    from ..queries.context import Context
    from ..queries.door import Door, Graphs
    from ..store.directory import GraphDirectory

    graph = GraphDirectory.open(directory)
    with Door(graph.store, Names(graph.manifest.base), graphs=Graphs.ALL if all_annotators else Graphs.PRIMARY) as door:
        yield Context.of(graph, door)
