"""Turtle and TriG as people read and compare them: sorted, one predicate a line, always the same bytes. Layer: render.

Subjects come kind by kind, in the order in which :data:`stancegraph.iris.KINDS` lists the kinds, the dataset first;
within a kind by name. Of each, `a` comes first, the most specific class first, then the predicates by name. Only the
prefixes that are used are declared. Terms are those of the N-Triples that it is written from, lexical form and all.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from ..iris import KINDS, VOCABULARIES, Names
from ..vocabulary import vocabulary

_TYPE: Final = f"<{VOCABULARIES['rdf']}type>"
_RANKS: Final = {kind: rank for rank, kind in enumerate(KINDS)}
# What Turtle reads as a literal of this type when it stands there bare.
_BARE: Final = {
    f"{VOCABULARIES['xsd']}integer": re.compile(r'"([+-]?[0-9]+)"'),
    f"{VOCABULARIES['xsd']}decimal": re.compile(r'"([+-]?[0-9]*\.[0-9]+)"'),
    f"{VOCABULARIES['xsd']}boolean": re.compile(r'"(true|false)"'),
}


def render_turtle(triples: str, names: Names) -> str:
    r"""Return N-Triples, in whatever order, as Turtle.

    >>> span = "<https://w3id.org/stancegraph/data/span/d.0-4>"
    >>> print(render_turtle(f'{span} <http://www.w3.org/ns/oa#exact> "Port" .\n', Names()), end="")
    @prefix oa: <http://www.w3.org/ns/oa#> .
    @prefix span: <https://w3id.org/stancegraph/data/span/> .
    <BLANKLINE>
    span:d.0-4 oa:exact "Port" .
    """
    terms = _Terms(names)
    blocks = "\n".join(_blocks(triples, terms))
    return _head(terms) + blocks


def render_trig(default: str, graphs: Mapping[str, str], names: Names) -> str:
    """Return a dataset as TriG, from the N-Triples of its default graph and of each named graph by its IRI."""
    terms = _Terms(names)
    blocks = list(_blocks(default, terms))
    for graph in sorted(graphs):
        inside = "\n".join(_blocks(graphs[graph], terms))
        blocks.append(f"{terms[f'<{graph}>']} {{\n{_indented(inside)}}}\n")
    return _head(terms) + "\n".join(blocks)


class _Terms(dict[str, str]):
    """Terms of N-Triples as Turtle writes them; each distinct one is worked out once."""

    def __init__(self, names: Names) -> None:
        super().__init__()
        self.names = names
        self.used: set[str] = set()

    def __missing__(self, term: str) -> str:
        bare = term.removesuffix(" .")  # the object comes with the end of its line
        written = bare
        if bare[0] == "<":
            written = self._iri(bare)
        elif bare[0] == '"' and bare[-1] == ">":
            written = self._typed(bare)
        self[term] = written
        return written

    def _iri(self, term: str) -> str:
        short = self.names.shorten(term[1:-1])
        if len(short) == len(term) - 2:  # no prefix fits
            return term
        self.used.add(short.partition(":")[0])
        return short

    def _typed(self, term: str) -> str:
        cut = term.rindex('"^^<') + 1
        lexical, datatype = term[:cut], term[cut + 2 :]
        form = _BARE.get(datatype[1:-1])
        found = form.fullmatch(lexical) if form else None
        return found[1] if found else f"{lexical}^^{self[datatype]}"


def _head(terms: _Terms) -> str:
    lines = [f"@prefix {prefix}: <{terms.names.prefixes[prefix]}> .\n" for prefix in sorted(terms.used)]
    return "".join(lines) + ("\n" if lines else "")


def _blocks(triples: str, terms: _Terms) -> Iterator[str]:
    """Yield the text of each subject, in order."""
    by_subject = _by_subject(triples)
    ranked = sorted((_rank(terms[subject], terms), terms[subject], subject) for subject in by_subject)
    for _kind, written, subject in ranked:
        yield f"{written} {_said_of(by_subject[subject], terms)} .\n"


def _by_subject(triples: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for line in triples.split("\n"):  # never splitlines: U+2028 may stand in a literal
        subject, space, rest = line.partition(" ")
        if space:
            found.setdefault(subject, []).append(rest)
    return found


def _rank(written: str, terms: _Terms) -> int:
    if written == f"<{terms.names.base}>":
        return -1
    return _RANKS.get(written.partition(":")[0], len(_RANKS))


def _said_of(rests: Iterable[str], terms: _Terms) -> str:
    """Return the predicates of a subject with their objects."""
    objects: dict[str, list[str]] = {}
    types: list[str] = []
    for rest in rests:
        predicate, _, value = rest.partition(" ")
        held = types if predicate == _TYPE else objects.setdefault(terms[predicate], [])
        held.append(terms[value])
    parts = [f"{name} {', '.join(sorted(values))}" for name, values in sorted(objects.items())]
    if types:
        parts.insert(0, f"a {', '.join(sorted(types, key=_depth))}")
    return " ;\n    ".join(parts)


def _depth(written: str) -> tuple[int, str]:
    """Return the key that puts the most specific class first."""
    return -len(vocabulary().superclasses.get(written.removeprefix("sg:"), ())), written


def _indented(blocks: str) -> str:
    return "".join(f"    {line}\n" if line else "\n" for line in blocks.split("\n")[:-1])
