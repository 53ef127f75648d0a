"""Checks a graph as a whole: SHACL for what one node can show, queries for what needs several. Layer: rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import pyoxigraph as ox

from ..errors import Problem, Severity
from ..iris import Names
from ..query_files import QueryFile, read_query_files
from ..vocabulary import ontology_bytes

Locate = Callable[[str], tuple[str, int, int]]
"""CURIE of a node → file, line and column where it was typed."""


def check_queries(store: ox.Store, names: Names, locate: Locate) -> Iterator[Problem]:
    """Yield what the violation queries of the ontology find in a store."""
    for check in read_query_files("stancegraph.ontology", "checks").values():
        for row in store.query(check.text, prefixes=names.prefixes):  # type: ignore[union-attr]
            node, value = (
                names.shorten(term.value) if (term := row[name]) is not None else "" for name in ("node", "value")
            )  # type: ignore[index, union-attr]
            yield _violation(check, node, value, locate)


def _violation(check: QueryFile, node: str, value: str, locate: Locate) -> Problem:
    file, line, column = locate(node)
    message = check.one("message", check.name).replace("{node}", node).replace("{value}", value)
    severity = Severity(check.one("severity", "error"))
    return Problem(
        file=file,
        line=line,
        column=column,
        code=check.name,
        id=node,
        message=message,
        hint=check.one("hint"),
        severity=severity,
    )


def check_shapes(turtle: bytes, names: Names, locate: Locate) -> Iterator[Problem]:
    """Yield what the SHACL shapes of the ontology find in a piece of Turtle."""
    import pyshacl
    import rdflib
    from rdflib.namespace import RDF, SH

    shapes = rdflib.Graph().parse(data=ontology_bytes("shapes.ttl"), format="turtle")
    data = to_rdflib(ox.parse(turtle, format=ox.RdfFormat.TURTLE))
    _conforms, report, _text = pyshacl.validate(
        data, shacl_graph=shapes, inference="none", advanced=False, meta_shacl=False
    )
    for result in report.subjects(RDF.type, SH.ValidationResult):  # type: ignore[union-attr]
        node = names.shorten(str(report.value(result, SH.focusNode)))  # type: ignore[union-attr]
        path, said = (report.value(result, name) for name in (SH.resultPath, SH.resultMessage))  # type: ignore[union-attr]
        file, line, column = locate(node)
        yield Problem(
            file=file,
            line=line,
            column=column,
            code="shape",
            id=node,
            message=f"{node} {names.shorten(str(path)) if path else ''}: {said}",
        )


def to_rdflib(triples: Iterable[ox.Triple | ox.Quad]) -> rdflib.Graph:  # noqa: F821  rdflib is loaded where it is used
    """Return triples as an rdflib graph."""
    import rdflib

    graph = rdflib.Graph()
    for triple in triples:
        graph.add(tuple(_term(term) for term in (triple.subject, triple.predicate, triple.object)))  # type: ignore[arg-type]
    return graph


def _term(term: object) -> object:
    import rdflib

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.Literal):
        return rdflib.Literal(
            term.value,
            lang=term.language,
            datatype=None if term.language else rdflib.URIRef(term.datatype.value),
            normalize=False,
        )
    return rdflib.BNode(term.value)  # type: ignore[attr-defined]
