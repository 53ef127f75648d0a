"""A dump of a built graph (.ttl .nt .trig .nq) back to the nodes that it was written from. Layer: sources.

What is in a dump takes the same way as what annotators type: the same checks, the same emitter, the same rules. Hence
the graphs that rules concluded are not read: they are concluded again. Turtle and N-Triples have no graphs, so they
hold the primary readings alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from ..iris import KINDS, Curie, Names
from ..model.node import Node
from ..model.registry import Registry, references
from ..model.triples import Fault, nodes_of
from .anchoring import Anchors
from .annotated import Fragment
from .dump_files import DumpFile, Said, base_of_dumps, read_dump_file
from .evidence import Evidence
from .problems import Problems

__all__ = ["base_of_dumps", "read_dumps"]

Owner = tuple[Curie, Curie]
"""A source, and the annotator who read it."""

_TYPE: Final = Names().expand("rdf:type")
_CONCLUDED: Final = {ox.NamedNode(Names().expand(f"sg:{name}")) for name in ("Conclusion", "Official", "Mediator")}
_READINGS: Final = ("stance:", "claim:")
_NOBODY: Final = (Curie(""), Curie(""))
_PRIMARY: Final = "primaryAnnotator"


def read_dumps(paths: Sequence[Path], base: str, problems: Problems) -> list[Fragment]:
    """Return the fragments of dumps, one a source and annotator; everything that is wrong is noted.

    A dump that does not say what its base is has ``base``. Several dumps may refer to each other's nodes.
    """
    known = len(problems.errors)
    files = [file for path in paths if (file := read_dump_file(path, base, problems))]
    dumps = [_Dump(file, dict(_graphs(file, problems))) for file in files]
    if len(problems.errors) == known:
        _check_references(dumps, problems)
    return [fragment for dump in dumps for fragment in _fragments(dump, problems)]


@dataclass(frozen=True, slots=True)
class _Dump:
    """A file and its nodes, by the CURIE of their graph."""

    file: DumpFile
    graphs: dict[str, list[Node]]

    def nodes(self) -> Iterator[Node]:
        """Yield the nodes of all graphs."""
        for nodes in self.graphs.values():
            yield from nodes


def _graphs(file: DumpFile, problems: Problems) -> Iterator[tuple[str, list[Node]]]:
    """Yield the graphs that hold readings, with their nodes."""
    for graph, subjects in file.said.items():
        name = file.names.shorten(graph)
        if name.startswith("graph:derived."):
            continue
        if name and _annotator_of(name) is None:
            hint = "the graphs of a dump are those of second annotators, and what rules concluded"
            problems.error("unknown-graph", file.mark(name), f"{name} is no graph of ours", hint=hint, id=name)
            continue
        yield name, [node for iri in sorted(subjects) for node in _nodes(file, iri, subjects.pop(iri), problems)]


def _nodes(file: DumpFile, iri: str, said: Said, problems: Problems) -> list[Node]:
    """Return the node of a subject; that of the dataset is made anew by each build."""
    name, base = file.names.shorten(iri), file.names.base
    mark = file.mark(name)

    def fault(code: str, message: str, hint: str) -> None:
        problems.error(code, mark, f"{name}: {message}", hint=hint, id=name)

    if iri != base and name.partition(":")[0] not in KINDS:
        fault("unknown-subject", f"it is no name below the base {base}", "name the right base: --base IRI")
        return []
    if any(predicate == _TYPE and term in _CONCLUDED for predicate, term in said):
        hint = "export without --layer all, or as .trig or .nq, where conclusions have graphs of their own"
        fault("conclusion", "rules conclude it, and a build draws its conclusions itself", hint)
        return []
    found = nodes_of(Curie(name), said, file.names, fault)
    return _without_dataset(found, fault) if iri == base else found


def _without_dataset(nodes: Sequence[Node], fault: Fault) -> list[Node]:
    """Return nothing: the node of the dataset says what the base is and nothing else, or is a fault."""
    for node in nodes:
        if node.type != "void:Dataset" or node.values.keys() > {"uriSpace"}:
            fault("wrong-value", "the node of the dataset has its void:uriSpace and nothing else", "remove the rest")
    return []


def _annotator_of(graph: str) -> Owner | None:
    """Return the source and the annotator whose readings a graph holds.

    >>> _annotator_of("graph:annotator.daily.reader-2")
    ('source:daily', 'annotator:reader-2')
    """
    start, _, rest = graph.partition(".")
    source, _, annotator = rest.rpartition(".")
    if start != "graph:annotator" or not source:
        return None
    return Curie(f"source:{source}"), Curie(f"annotator:{annotator}")


def _check_references(dumps: Sequence[_Dump], problems: Problems) -> None:
    """Note what refers to a node of ours that no dump has."""
    known = {node.name for dump in dumps for node in dump.nodes()}
    for dump in dumps:
        for node in dump.nodes():
            for name in filter(_is_ours, references(node)):
                if name not in known:
                    message = f"{node.name}: it refers to {name}, of which the dump says nothing"
                    hint = "build from a whole export, or from those of all layers together"
                    problems.error("unknown-node", dump.file.mark(node.name), message, hint=hint, id=node.name)


def _is_ours(name: str) -> bool:
    """Tell whether a name is that of a node of ours; that a reading is nowhere is told for all inputs alike."""
    kind, colon, _ = name.partition(":")  # without a colon it is a concept
    return bool(colon) and kind in KINDS and not name.startswith(_READINGS)


def _fragments(dump: _Dump, problems: Problems) -> Iterator[Fragment]:
    """Yield one fragment for what readers share, and one for each source and annotator.

    Who is the primary annotator of a source is said anew by each build, which may have further readings of it.
    """
    default = dump.graphs.pop("", [])
    by_owner: dict[Owner, list[Node]] = {owner: [] for owner in _primary(default)}
    shared: list[Node] = []
    for node in default:
        by_owner.get(_owner(node.name), shared).append(_without_primary(node))
    yield _fragment(dump.file, _NOBODY, problems, shared=shared)
    for owner, nodes in by_owner.items():
        yield _fragment(dump.file, owner, problems, readings=nodes)
    for graph, nodes in dump.graphs.items():
        yield _fragment(dump.file, _annotator_of(graph) or _NOBODY, problems, readings=nodes)


def _primary(nodes: Sequence[Node]) -> Iterator[Owner]:
    for node in nodes:
        for annotator in node.all(_PRIMARY):
            yield node.name, Curie(str(annotator))


def _without_primary(node: Node) -> Node:
    if _PRIMARY not in node.values:
        return node
    return Node(node.type, node.name, {name: value for name, value in node.values.items() if name != _PRIMARY})


def _owner(name: str) -> Owner:
    """Return the source and the annotator that a node is named after.

    >>> _owner("stance:daily.reader-1.s1"), _owner("actor:brin")
    (('source:daily', 'annotator:reader-1'), ('', ''))
    """
    source, *rest = name.partition(":")[2].split(".", 2)
    return (Curie(f"source:{source}"), Curie(f"annotator:{rest[0]}")) if len(rest) > 1 else _NOBODY


def _fragment(
    file: DumpFile, owner: Owner, problems: Problems, *, shared: Sequence[Node] = (), readings: Sequence[Node] = ()
) -> Fragment:
    source, annotator = owner
    return Fragment(
        file=file.file,
        source=source,
        annotator=annotator,
        registry=Registry(),
        shared=list(shared),
        readings=list(readings),
        marks={node.name: file.mark(node.name) for node in (*shared, *readings)},
        evidence=Evidence(source=source, anchors=Anchors(), problems=problems),
    )
