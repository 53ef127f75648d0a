"""Turtle and TriG as people read and compare them: sorted, one predicate a line, always the same bytes. Layer: render.

Subjects come kind by kind, in the order in which :data:`stancegraph.iris.KINDS` lists the kinds, the dataset first;
within a kind by name. Of each, `a` comes first, the most specific class first, then the predicates and their objects by
IRI. Only the prefixes that are used are declared. Terms are those of the N-Triples that it is written from, lexical
form and all. Everything stays in bytes, since a large graph is large.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from ..iris import KINDS, VOCABULARIES, Names
from ..vocabulary import vocabulary

_TYPE: Final = f"<{VOCABULARIES['rdf']}type>".encode()
_RANKS: Final = {kind.encode(): rank for rank, kind in enumerate(KINDS)}
# What Turtle reads as a literal of this type when it stands there bare.
_BARE: Final = {
    f"<{VOCABULARIES['xsd']}integer>".encode(): re.compile(rb'"([+-]?[0-9]+)"'),
    f"<{VOCABULARIES['xsd']}decimal>".encode(): re.compile(rb'"([+-]?[0-9]*\.[0-9]+)"'),
    f"<{VOCABULARIES['xsd']}boolean>".encode(): re.compile(rb'"(true|false)"'),
}


def render_turtle(triples: bytes, names: Names) -> bytes:
    r"""Return N-Triples, in whatever order, as Turtle.

    >>> span = "<https://w3id.org/stancegraph/data/span/d.0-4>"
    >>> print(render_turtle(f'{span} <http://www.w3.org/ns/oa#exact> "Port" .\n'.encode(), Names()).decode(), end="")
    @prefix oa: <http://www.w3.org/ns/oa#> .
    @prefix span: <https://w3id.org/stancegraph/data/span/> .
    <BLANKLINE>
    span:d.0-4 oa:exact "Port" .
    """
    terms = _Terms(names)
    blocks = b"\n".join(_blocks(triples, terms))
    return _head(terms) + blocks


def render_trig(default: bytes, graphs: Mapping[str, bytes], names: Names) -> bytes:
    """Return a dataset as TriG, from the N-Triples of its default graph and of each named graph by its IRI."""
    terms = _Terms(names)
    blocks = list(_blocks(default, terms))
    for graph in sorted(graphs):
        inside = b"\n".join(_blocks(graphs[graph], terms)).split(b"\n")[:-1]
        lines = b"".join(b"    %b\n" % line if line else b"\n" for line in inside)
        blocks.append(b"%b {\n%b}\n" % (terms[f"<{graph}>".encode()], lines))
    return _head(terms) + b"\n".join(blocks)


class _Terms(dict[bytes, bytes]):
    """Terms of N-Triples as Turtle writes them; each distinct one is worked out once."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self.names = names
        self.used: set[str] = set()

    def __missing__(self, term: bytes) -> bytes:
        bare = term.removesuffix(b" .")  # the object comes with the end of its line
        written = bare
        if bare.startswith(b"<"):
            written = self._iri(bare[1:-1].decode())
        elif bare.startswith(b'"') and bare.endswith(b">"):
            written = self._typed(bare)
        self[term] = written
        return written

    def _iri(self, iri: str) -> bytes:
        short = self.names.shorten(iri)
        if short == iri:
            return b"<%b>" % iri.encode()
        self.used.add(short.partition(":")[0])
        return short.encode()

    def _typed(self, term: bytes) -> bytes:
        cut = term.rindex(b'"^^<') + 1
        lexical, datatype = term[:cut], term[cut + 2 :]
        form = _BARE.get(datatype)
        found = form.fullmatch(lexical) if form else None
        return found[1] if found else b"%b^^%b" % (lexical, self[datatype])


def _head(terms: _Terms) -> bytes:
    lines = [f"@prefix {prefix}: <{terms.names.prefixes[prefix]}> .\n" for prefix in sorted(terms.used)]
    return "".join([*lines, "\n" if lines else ""]).encode()


@dataclass(slots=True)
class _Said:
    """What is said of a subject: its classes, and pieces of text that begin a predicate or go on with one."""

    types: list[bytes] = field(default_factory=list)
    pieces: list[bytes] = field(default_factory=list)


def _blocks(triples: bytes, terms: _Terms) -> Iterator[bytes]:
    """Yield the text of each subject, in order."""
    said = _by_subject(triples, terms)
    classes: dict[tuple[bytes, ...], bytes] = {}
    for _rank_of_kind, written, subject in sorted((_rank(terms[one], terms), terms[one], one) for one in said):
        types, text = tuple(said[subject].types), b"".join(said[subject].pieces)
        if types not in classes:
            specific_first: list[bytes] = sorted(types, key=_depth)
            classes[types] = b" a " + b", ".join(specific_first)
        yield b"%b%b%b .\n" % (written, classes[types], text) if types else b"%b %b .\n" % (written, text[_INDENT:])


_NEXT: Final = b" ;\n    "
_INDENT: Final = len(_NEXT)


def _by_subject(triples: bytes, terms: _Terms) -> dict[bytes, _Said]:
    found: dict[bytes, _Said] = {}
    subject, predicate, said = b"", b"", _Said()
    for line in sorted(triples.split(b"\n")):  # never splitlines, which splits at a carriage return too
        first, space, rest = line.partition(b" ")
        if not space:
            continue
        if first != subject:
            subject, predicate, said = first, b"", found.setdefault(first, _Said())
        second, _, value = rest.partition(b" ")
        if second == _TYPE:
            said.types.append(terms[value])
        elif second == predicate:
            said.pieces.append(b", " + terms[value])
        else:
            said.pieces.append(b"%b%b %b" % (_NEXT, terms[second], terms[value]))
            predicate = second
    return found


def _rank(written: bytes, terms: _Terms) -> int:
    if written == f"<{terms.names.base}>".encode():
        return -1
    return _RANKS.get(written.partition(b":")[0], len(_RANKS))


def _depth(written: bytes) -> tuple[int, bytes]:
    """Return the key that puts the most specific class first."""
    return -len(vocabulary().superclasses.get(written.decode().removeprefix("sg:"), ())), written
