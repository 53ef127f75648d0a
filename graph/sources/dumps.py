"""A dump of a built graph (.ttl .nt .trig .nq) back to the nodes that it was written from. Layer: sources.

What is in a dump takes the same way as what annotators type: the same checks, the same emitter, the same rules. Hence
the graphs that rules concluded are not read: they are concluded again. Turtle and N-Triples have no graphs, so they
hold the primary readings alone.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from ..iris import KINDS, Curie, Names, is_iri
from ..model.node import Node
from ..model.registry import Registry, references
from ..model.triples import Fault, Term, nodes_of
from .anchoring import Anchors
from .annotated import Fragment
from .evidence import Evidence
from .problems import Mark, Problems

Said = list[tuple[str, Term]]
"""Predicates, as IRIs, with their objects."""
Owner = tuple[Curie, Curie]
"""A source, and the annotator who read it."""

_FORMATS: Final = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
}
_TYPE: Final = Names().expand("rdf:type")
_URI_SPACE: Final = Names().expand("void:uriSpace")
_CONCLUDED: Final = {ox.NamedNode(Names().expand(f"sg:{name}")) for name in ("Conclusion", "Official", "Mediator")}
_READINGS: Final = ("stance:", "claim:")
_PLACE: Final = re.compile(r"^Parser error .*?: ")  # which the problem says by itself
_NOBODY: Final = (Curie(""), Curie(""))
_PRIMARY: Final = "primaryAnnotator"


def base_of_dumps(paths: Iterable[Path]) -> str | None:
    """Return the base that the first dump among files gives as the ``void:uriSpace`` of its dataset, or None."""
    for path in paths:
        if path.suffix in _FORMATS and path.is_file():
            try:
                for quad in ox.parse(path=str(path), format=_FORMATS[path.suffix]):
                    if quad.predicate.value == _URI_SPACE:
                        return _base(quad.object)
            except SyntaxError:
                return None  # whoever reads the file says so
    return None


def read_dumps(paths: Sequence[Path], base: str, problems: Problems) -> list[Fragment]:
    """Return the fragments of dumps, one a source and annotator; everything that is wrong is noted.

    A dump that does not say what its base is has ``base``. Several dumps may refer to each other's nodes.
    """
    known = len(problems.errors)
    dumps = [dump for path in paths if (dump := _parse(path, base, problems))]
    for dump in dumps:
        dump.read_nodes(problems)
    if len(problems.errors) == known:
        _check_references(dumps, problems)
    return [fragment for dump in dumps for fragment in _fragments(dump, problems)]


@dataclass(slots=True, kw_only=True)
class _Dump:
    """One file: what it says of each subject in each graph, in which line each word stands first; then the nodes."""

    file: str
    names: Names
    said: Mapping[str, Mapping[str, Said]]
    lines: Mapping[str, int]
    nodes: dict[str, list[Node]] = field(default_factory=dict)

    def mark(self, name: str) -> Mark:
        """Return where a subject stands."""
        return Mark(self.file, self.lines.get(name) or self.lines.get(f"<{self.names.expand(name)}>", 0))

    def read_nodes(self, problems: Problems) -> None:
        """Turn what is said into nodes; the node of the dataset is made anew by each build."""
        for graph, subjects in self.said.items():
            name = self.names.shorten(graph)
            if name.startswith("graph:derived."):
                continue
            if name and _annotator_of(name) is None:
                hint = "the graphs of a dump are those of second annotators, and what rules concluded"
                problems.error("unknown-graph", self.mark(name), f"{name} is no graph of ours", hint=hint, id=name)
                continue
            self.nodes[name] = [node for iri in sorted(subjects) for node in self._nodes(iri, subjects[iri], problems)]

    def _nodes(self, iri: str, said: Said, problems: Problems) -> list[Node]:
        name = self.names.shorten(iri)
        mark = self.mark(name)

        def fault(code: str, message: str, hint: str) -> None:
            problems.error(code, mark, f"{name}: {message}", hint=hint, id=name)

        if iri != self.names.base and name.partition(":")[0] not in KINDS:
            fault(
                "unknown-subject", f"it is no name below the base {self.names.base}", "name the right base: --base IRI"
            )
        elif any(predicate == _TYPE and term in _CONCLUDED for predicate, term in said):
            hint = "export without --layer all, or as .trig or .nq, where conclusions have graphs of their own"
            fault("conclusion", "rules conclude it, and a build draws its conclusions itself", hint)
        else:
            found = nodes_of(Curie(name), said, self.names, fault)
            return [node for node in found if not _is_dataset(node, self.names.base, fault)]
        return []


def _parse(path: Path, base: str, problems: Problems) -> _Dump | None:
    """Read a file; None where it is no RDF, has blank nodes, or gives a base that can be none."""
    said: defaultdict[str, defaultdict[str, Said]] = defaultdict(lambda: defaultdict(list))
    try:
        for quad in ox.parse(path=str(path), format=_FORMATS[path.suffix]):
            graph = "" if isinstance(quad.graph_name, ox.DefaultGraph) else _iri(quad.graph_name)
            said[graph][_iri(quad.subject)].append((quad.predicate.value, quad.object))
    except SyntaxError as error:
        mark = Mark(str(path), error.lineno or 0, error.offset or 0)
        message = _PLACE.sub("", error.msg)
        problems.error("rdf-syntax", mark, message, hint="a dump is what `stancegraph export` writes")
        return None
    except OSError as error:
        message = error.strerror or str(error)
        problems.error("unreadable", Mark(str(path)), message, hint="check the path and its permissions")
        return None
    bases = {_base(term) for told in said[""].values() for predicate, term in told if predicate == _URI_SPACE}
    dump = _Dump(file=str(path), names=Names(next(filter(None, bases), base)), said=said, lines=_lines(path))
    return dump if _is_sound(dump, bases, problems) else None


def _is_sound(dump: _Dump, bases: set[str | None], problems: Problems) -> bool:
    """Note what makes all that a file says doubtful."""
    if len(bases) > 1 or None in bases:
        message = "the void:uriSpace of a dump is one IRI that ends with '/' or '#': what all names begin with"
        problems.error("wrong-value", Mark(dump.file), message, hint="keep that of the graph", id="void:uriSpace")
        return False
    blank = [subject for subjects in dump.said.values() for subject in subjects if subject.startswith("_:")]
    if blank:
        message = f"{len(blank)} of its subjects are blank nodes; a graph of ours has none"
        problems.error("blank-node", dump.mark(blank[0]), message, hint="give each an IRI below the base", id=blank[0])
    return not blank


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _base(term: Term) -> str | None:
    """Return what all names of a dump begin with, None where the term cannot be that."""
    text = term.value if isinstance(term, ox.Literal) else ""
    return text if is_iri(text) and text.endswith(("/", "#")) else None


def _lines(path: Path) -> dict[str, int]:
    """Return for the first word of each line the number of the first line that it begins."""
    found: dict[str, int] = {}
    with path.open(encoding="utf-8", newline="\n") as file:
        for number, line in enumerate(file, 1):
            word = line.split(maxsplit=1)[:1]
            if word:
                found.setdefault(word[0], number)
    return found


def _is_dataset(node: Node, base: str, fault: Fault) -> bool:
    """Tell whether a node is that of the dataset, which says what the base is and nothing else."""
    if node.name != base:
        return False
    if node.type != "void:Dataset" or set(node.values) > {"uriSpace"}:
        fault("wrong-value", "the node of the dataset has its void:uriSpace and nothing else", "remove the rest")
    return True


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
    known = {node.name for dump in dumps for nodes in dump.nodes.values() for node in nodes}
    for dump in dumps:
        for node in (node for nodes in dump.nodes.values() for node in nodes):
            for name in references(node):
                kind, colon, _ = name.partition(":")  # without a colon it is a concept
                if colon and kind in KINDS and name not in known and not name.startswith(_READINGS):
                    message = f"{node.name}: it refers to {name}, of which the dump says nothing"
                    hint = "build from a whole export, or from those of all layers together"
                    problems.error("unknown-node", dump.mark(node.name), message, hint=hint, id=node.name)


def _fragments(dump: _Dump, problems: Problems) -> Iterator[Fragment]:
    """Yield one fragment for what readers share, and one for each source and annotator.

    Who is the primary annotator of a source is said anew by each build, which may have further readings of it.
    """
    default = dump.nodes.pop("", [])
    by_owner: dict[Owner, list[Node]] = {
        (node.name, Curie(str(annotator))): [] for node in default if (annotator := node.one(_PRIMARY))
    }
    shared: list[Node] = []
    for node in default:
        kept = Node(node.type, node.name, {name: value for name, value in node.values.items() if name != _PRIMARY})
        by_owner.get(_owner(node.name), shared).append(kept)
    yield _fragment(dump, _NOBODY, problems, shared=shared)
    for owner, nodes in by_owner.items():
        yield _fragment(dump, owner, problems, readings=nodes)
    for graph, nodes in dump.nodes.items():
        yield _fragment(dump, _annotator_of(graph) or _NOBODY, problems, readings=nodes)


def _owner(name: str) -> Owner:
    """Return the source and the annotator that a node is named after.

    >>> _owner("stance:daily.reader-1.s1"), _owner("actor:brin")
    (('source:daily', 'annotator:reader-1'), ('', ''))
    """
    source, *rest = name.partition(":")[2].split(".", 2)
    return (Curie(f"source:{source}"), Curie(f"annotator:{rest[0]}")) if len(rest) > 1 else _NOBODY


def _fragment(
    dump: _Dump, owner: Owner, problems: Problems, *, shared: Sequence[Node] = (), readings: Sequence[Node] = ()
) -> Fragment:
    source, annotator = owner
    return Fragment(
        file=dump.file,
        source=source,
        annotator=annotator,
        registry=Registry(),
        shared=list(shared),
        readings=list(readings),
        marks={node.name: dump.mark(node.name) for node in (*shared, *readings)},
        evidence=Evidence(source=source, anchors=Anchors(), problems=problems),
    )
