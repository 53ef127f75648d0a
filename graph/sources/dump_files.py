"""RDF files as what they say of each subject in each graph, before it is known whether that is ours. Layer: sources."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from ..iris import Names, is_iri
from ..model.triples import Term
from .problems import Mark, Problems

Said = list[tuple[str, Term]]
"""Predicates, as IRIs, with their objects."""

FORMATS: Final = {
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
    ".trig": ox.RdfFormat.TRIG,
    ".nq": ox.RdfFormat.N_QUADS,
}
_URI_SPACE: Final = Names().expand("void:uriSpace")
_PLACE: Final = re.compile(r"^Parser error .*?: ")  # which the problem says by itself


@dataclass(slots=True, kw_only=True)
class DumpFile:
    """One file: by graph (the default graph is ``""``) and subject, as IRIs, what is said.

    ``lines`` gives for the first word of each line, which in a dump is the subject, the first line that it begins.
    """

    file: str
    names: Names
    said: dict[str, dict[str, Said]]
    lines: dict[str, int]

    def mark(self, name: str) -> Mark:
        """Return where a subject stands."""
        return Mark(self.file, self.lines.get(name) or self.lines.get(f"<{self.names.expand(name)}>", 0))


def base_of_dumps(paths: Iterable[Path]) -> str | None:
    """Return the base that the first dump among files gives as the ``void:uriSpace`` of its dataset, or None."""
    for path in paths:
        if path.suffix in FORMATS and path.is_file():
            try:
                for quad in ox.parse(path=str(path), format=FORMATS[path.suffix]):
                    if quad.predicate.value == _URI_SPACE:
                        return _base(quad.object)
            except SyntaxError:
                return None  # whoever reads the file says so
    return None


def read_dump_file(path: Path, base: str, problems: Problems) -> DumpFile | None:
    """Read a file; None where it is no RDF, has blank nodes, or gives a base that can be none.

    A file that does not say what its base is has ``base``.
    """
    try:
        said, bases = _collect(path)
    except SyntaxError as error:
        mark = Mark(str(path), error.lineno or 0, error.offset or 0)
        message = _PLACE.sub("", error.msg)
        problems.error("rdf-syntax", mark, message, hint="a dump is what `stancegraph export` writes")
        return None
    except OSError as error:
        message = error.strerror or str(error)
        problems.error("unreadable", Mark(str(path)), message, hint="check the path and its permissions")
        return None
    dump = DumpFile(file=str(path), names=Names(next(filter(None, bases), base)), said=said, lines=_lines(path))
    return dump if _is_sound(dump, bases, problems) else None


def _collect(path: Path) -> tuple[dict[str, dict[str, Said]], set[str | None]]:
    """Return what a file says, and the bases that it gives."""
    said: defaultdict[str, dict[str, Said]] = defaultdict(lambda: defaultdict(list))
    known: dict[tuple[str, Term], tuple[str, Term]] = {}  # most are said of many subjects: one tuple for all
    for quad in ox.parse(path=str(path), format=FORMATS[path.suffix]):
        one = (quad.predicate.value, quad.object)
        said[_graph(quad.graph_name)][_iri(quad.subject)].append(known.setdefault(one, one))
    return dict(said), {_base(term) for predicate, term in known if predicate == _URI_SPACE}


def _is_sound(dump: DumpFile, bases: set[str | None], problems: Problems) -> bool:
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


def _graph(term: object) -> str:
    return "" if isinstance(term, ox.DefaultGraph) else _iri(term)


def _iri(term: object) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _base(term: Term) -> str | None:
    """Return what all names of a dump begin with, None where the term cannot be that."""
    text = term.value if isinstance(term, ox.Literal) else ""
    return text if is_iri(text) and text.endswith(("/", "#")) else None


def _lines(path: Path) -> dict[str, int]:
    found: dict[str, int] = {}
    with path.open(encoding="utf-8", newline="\n") as file:
        for word, number in _first_words(file):
            found.setdefault(word, number)
    return found


def _first_words(lines: Iterable[str]) -> Iterator[tuple[str, int]]:
    for number, line in enumerate(lines, 1):
        for word in line.split(maxsplit=1)[:1]:
            yield word, number
