"""Checks a graph as a whole: SHACL for what one node can show, queries for what needs several. Layer: rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

import pyoxigraph as ox

from ..errors import Problem, Severity
from ..iris import Names
from ..query_files import QueryFile, read_query_files
from ..vocabulary import ontology_bytes

if TYPE_CHECKING:
    import rdflib

Locate = Callable[[str], tuple[str, int, int]]
"""CURIE of a node → file, line and column where it was typed."""

Finding = tuple[str, str]
"""CURIE of a node, and what is wrong with it."""


def check_queries(store: ox.Store, names: Names, locate: Locate) -> Iterator[Problem]:
    """Yield what the violation queries of the ontology find in a store.

    They see whatever was read, by every annotator, and nothing that a rule concluded.
    """
    read: list[ox.NamedNode | ox.BlankNode | ox.DefaultGraph] = [ox.DefaultGraph()]
    read += _graphs_of_annotators(store, names)
    for check in read_query_files("stancegraph.ontology", "checks").values():
        rows = store.query(check.text, prefixes=names.prefixes, default_graph=read)
        if not isinstance(rows, ox.QuerySolutions):
            raise TypeError(f"the check {check.name!r} is no SELECT query")
        for row in rows:
            yield _violation(check, _shown(row["node"], names), _shown(row["value"], names), locate)


def _graphs_of_annotators(store: ox.Store, names: Names) -> list[ox.NamedNode]:
    prefix = names.expand("graph:annotator.")
    graphs = [graph for graph in store.named_graphs() if isinstance(graph, ox.NamedNode)]
    return [graph for graph in graphs if graph.value.startswith(prefix)]


def _shown(term: Any, names: Names) -> str:
    return names.shorten(term.value) if term is not None else ""


def _violation(check: QueryFile, node: str, value: str, locate: Locate) -> Problem:
    file, line, column = locate(node)
    return Problem(
        file=file,
        line=line,
        column=column,
        code=check.name,
        id=node,
        message=check.one("message", check.name).replace("{node}", node).replace("{value}", value),
        hint=check.one("hint"),
        severity=Severity(check.one("severity", "error")),
    )


def shape_findings(turtle: bytes, names: Names) -> list[Finding]:
    """Return what the SHACL shapes of the ontology find in a piece of Turtle.

    The report has its results in no order: they are sorted, so that they are the same each time.
    """
    import pyshacl
    import rdflib
    from rdflib.namespace import RDF, SH

    data = to_rdflib(ox.parse(turtle, format=ox.RdfFormat.TURTLE))
    _conforms, report, _text = pyshacl.validate(data, shacl_graph=_shapes(), inference="none", meta_shacl=False)
    if not isinstance(report, rdflib.Graph):
        raise TypeError("the SHACL engine gave no report")
    return sorted(_result(report, result, names) for result in report.subjects(RDF.type, SH.ValidationResult))


@cache
def _shapes() -> rdflib.Graph:
    import rdflib

    return rdflib.Graph().parse(data=ontology_bytes("shapes.ttl"), format="turtle")


def shape_problem(finding: Finding, locate: Locate) -> Problem:
    """Return a finding as a problem of the place where its node was typed."""
    node, said = finding
    file, line, column = locate(node)
    return Problem(file=file, line=line, column=column, code="shape", id=node, message=f"{node}: {said}")


def _result(report: rdflib.Graph, result: rdflib.term.Node, names: Names) -> Finding:
    """Return the node of a validation result, and what is wrong with it: what to do, and what is there instead."""
    from rdflib.namespace import SH

    node, said, value = (report.value(result, name) for name in (SH.focusNode, SH.resultMessage, SH.value))
    found = "" if value in (None, node) else f" (not {names.shorten(str(value))})"
    return names.shorten(str(node)), f"{said}{found}"


def to_rdflib(triples: Iterable[ox.Triple | ox.Quad]) -> rdflib.Graph:
    """Return triples as an rdflib graph, every literal as it is written."""
    import rdflib

    graph, term = rdflib.Graph(), cache(_term)
    for triple in triples:
        graph.add((term(triple.subject), term(triple.predicate), term(triple.object)))
    return graph


def _term(term: Any) -> Any:
    import rdflib

    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if not isinstance(term, ox.Literal):
        return rdflib.BNode(term.value)
    datatype = None if term.language else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, lang=term.language, datatype=datatype, normalize=False)
