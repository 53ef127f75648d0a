"""Loads triples into a store while they are made, in bounded memory. Layer: store."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Final

import pyoxigraph as ox

Progress = Callable[[int], None]
"""Is told how many lines were written so far."""

_LINES: Final = 4096


def load_turtle(
    store: ox.Store, prefixes: str, lines: Iterable[str], *, graph: str = "", progress: Progress | None = None
) -> None:
    """Load lines of Turtle into a graph, the default one where it has no IRI.

    The engine takes the text while it sorts and writes what came before, so that making it costs hardly any time.
    """
    source = io.BufferedReader(_Lines(prefixes, iter(lines), progress), 1 << 20)
    to_graph = ox.NamedNode(graph) if graph else ox.DefaultGraph()
    store.bulk_load(source, format=ox.RdfFormat.TURTLE, to_graph=to_graph)


class _Lines(io.RawIOBase):
    """Reads what comes first, then from an iterator of lines."""

    def __init__(self, first: str, lines: Iterator[str], progress: Progress | None) -> None:
        super().__init__()
        self._lines, self._progress = lines, progress
        self._count = 0
        self._rest = first.encode()

    def readable(self) -> bool:
        """Return true: it is there to be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fill a buffer; return how many bytes were written, none at the end."""
        if not self._rest:
            block = list(islice(self._lines, _LINES))
            self._rest = "".join(block).encode()
            self._count += len(block)
            if self._progress and block:
                self._progress(self._count)
        size = min(len(buffer), len(self._rest))
        buffer[:size] = self._rest[:size]
        self._rest = self._rest[size:]
        return size
