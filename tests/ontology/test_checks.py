"""Each check finds the example in its header, and nothing in its counter-example."""

import re
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
import pytest

from stancegraph.errors import Problem
from stancegraph.query_files import QueryFile, read_query_files
from stancegraph.rules.checking import check_queries

if TYPE_CHECKING:
    from tests.ontology.conftest import Rdf

CHECKS: Final = read_query_files("stancegraph.ontology", "checks")
HEADER: Final = {
    "title", "severity", "message", "hint", "finds", "must not find", "example", "counter-example",
}  # fmt: skip


@pytest.fixture(params=list(CHECKS.values()), ids=list(CHECKS))
def check(request: pytest.FixtureRequest) -> QueryFile:
    """Return one check after the other."""
    found: QueryFile = request.param
    return found


def in_graph(quad: ox.Quad, graph: ox.NamedNode) -> ox.Quad:
    return ox.Quad(quad.subject, quad.predicate, quad.object, graph)


def problems(rdf: "Rdf", quads: list[ox.Quad]) -> list[Problem]:
    store = ox.Store()
    store.extend(quads)
    return list(check_queries(store, rdf.names, lambda name: (f"{name}.yaml", 0, 0)))


def test_the_example_is_found_and_by_no_other_check(rdf: "Rdf", check: QueryFile) -> None:
    found = problems(rdf, rdf.parse(check.one("example")))
    assert {problem.code for problem in found} == {check.name}


def test_the_counter_example_is_left_alone(rdf: "Rdf", check: QueryFile) -> None:
    assert rdf.parse(check.one("counter-example"))
    assert problems(rdf, rdf.parse(check.one("counter-example"))) == []


def test_what_a_second_annotator_read_is_checked_too(rdf: "Rdf", check: QueryFile) -> None:
    graph = rdf.iri("graph:annotator.daily.reader-2")
    quads = [in_graph(quad, graph) for quad in rdf.parse(check.one("example"))]
    assert {problem.code for problem in problems(rdf, quads)} == {check.name}


def test_what_a_rule_concluded_is_not_checked(rdf: "Rdf", check: QueryFile) -> None:
    graph = rdf.iri("graph:derived.official")
    assert problems(rdf, [in_graph(quad, graph) for quad in rdf.parse(check.one("example"))]) == []


def test_the_message_names_what_is_found(rdf: "Rdf", check: QueryFile) -> None:
    for problem in problems(rdf, rdf.parse(check.one("example"))):
        assert problem.id
        assert problem.message.startswith(problem.id)
        assert not re.search(r"[{}]", problem.message)
        assert problem.hint
        assert problem.file == f"{problem.id}.yaml"


def test_the_header_is_complete(check: QueryFile) -> None:
    assert check.header.keys() >= HEADER
    assert check.one("severity") in {"error", "warning"}
    assert "{node}" in check.one("message")
    assert re.search(r"^SELECT DISTINCT \?node \?value$", check.text, re.MULTILINE)


def test_no_check_asks_for_each_node_whether_something_is_not_there(check: QueryFile) -> None:
    """FILTER NOT EXISTS is answered once a row: on a million stances that is minutes, MINUS is seconds."""
    assert not re.search(r"(?i)\bnot\s+exists\b", check.text)


def test_the_examples_of_the_vocabulary_pass(rdf: "Rdf", example_graph: list[ox.Quad]) -> None:
    assert problems(rdf, example_graph) == []


def test_classes_that_exclude_each_other_are_those_of_the_vocabulary(rdf: "Rdf", triples: list[ox.Quad]) -> None:
    declared = {
        frozenset((rdf.curie(quad.subject), rdf.curie(quad.object)))
        for quad in triples
        if rdf.curie(quad.predicate) == "owl:disjointWith"
    }
    listed = re.findall(r"\((sg:\w+) (sg:\w+) \"", CHECKS["disjoint-types"].text)
    assert declared == {frozenset(pair) for pair in listed}
