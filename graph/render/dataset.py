"""What an export holds: the triples of each graph, of one layer or of all. Layer: render."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Self

import pyoxigraph as ox

from ..iris import KINDS, Names
from ..store.directory import GraphDirectory


class Layer(StrEnum):
    """A part of a graph: who and what there is, what was read, what was read in it, what follows, or everything."""

    REGISTRY = "registry"
    SOURCES = "sources"
    READINGS = "readings"
    DERIVED = "derived"
    ALL = "all"


_KINDS_OF: Final = {
    Layer.REGISTRY: ("actor", "post", "membership", "issue", "prop"),
    Layer.SOURCES: ("source", "region", "mention", "annotator", "span", "record"),
}
_READINGS: Final = tuple(kind for kind in KINDS if not any(kind in kinds for kinds in _KINDS_OF.values()))


@dataclass(frozen=True, slots=True)
class Dataset:
    """Triples as N-Triples, in no order: those of the default graph, and those of each named graph by its IRI."""

    default: bytes
    graphs: Mapping[str, bytes] = field(default_factory=dict)

    def texts(self) -> tuple[bytes, ...]:
        """Return the triples of each graph, the default graph first."""
        return (self.default, *self.graphs.values())

    def map(self, change: Callable[[bytes], bytes]) -> Self:
        """Return the dataset with the triples of every graph changed; a graph of which nothing is left is left out."""
        graphs = {name: change(text) for name, text in self.graphs.items()}
        return type(self)(change(self.default), {name: text for name, text in graphs.items() if text})

    def merged(self) -> bytes:
        """Return the triples of all graphs together, each once."""
        if not self.graphs:
            return self.default
        lines = {line for text in self.texts() for line in text.split(b"\n") if line}
        return b"".join(b"%b\n" % line for line in lines)


def sorted_lines(text: bytes) -> bytes:
    """Return lines in order."""
    return b"\n".join([*filter(None, sorted(text.split(b"\n"))), b""])


def read_dataset(graph: GraphDirectory, *, named: bool) -> Dataset:
    """Return what a built graph holds: the default graph, and the named ones where they are wanted."""
    store = ox.Store.read_only(str(graph.store))
    graphs = [known for known in store.named_graphs() if isinstance(known, ox.NamedNode)] if named else []
    return Dataset(_dump(store, ox.DefaultGraph()), {known.value: _dump(store, known) for known in graphs})


def select_layer(data: Dataset, layer: Layer | None, names: Names) -> Dataset:
    """Return the triples of a layer; of registry, sources and readings with the node that says what the base is.

    ``derived`` are the graphs that rules concluded. The nodes of the other layers are told by their kind.
    """
    derived = names.expand("graph:derived.")
    if layer is None or layer is Layer.ALL:
        return data
    if layer is Layer.DERIVED:
        return Dataset(b"", {name: text for name, text in data.graphs.items() if name.startswith(derived)})
    readings = {name: text for name, text in data.graphs.items() if not name.startswith(derived)}
    return Dataset(data.default, readings).map(_of_kinds(_KINDS_OF.get(layer, _READINGS), names))


def _of_kinds(kinds: Iterable[str], names: Names) -> Callable[[bytes], bytes]:
    """Return what keeps of N-Triples those on nodes of these kinds, and on the dataset."""
    starts = tuple(f"<{iri}".encode() for iri in (f"{names.base}> ", *(names.prefixes[kind] for kind in kinds)))
    return lambda text: b"".join(b"%b\n" % line for line in text.split(b"\n") if line.startswith(starts))


def _dump(store: ox.Store, graph: ox.NamedNode | ox.DefaultGraph) -> bytes:
    return store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=graph) or b""
