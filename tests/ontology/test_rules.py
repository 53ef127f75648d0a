"""Each rule concludes from the example in its header, and nothing from its counter-example."""

from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
import pytest

from stancegraph.query_files import QueryFile
from stancegraph.rules.concluding import run_rules, shipped_rules

if TYPE_CHECKING:
    from tests.ontology.conftest import Rdf

RULES: Final = {rule.name: rule for rule in shipped_rules()}
HEADER: Final = {"title", "stratum", "concludes", "from", "must not conclude", "example", "counter-example"}


@pytest.fixture(params=list(RULES.values()), ids=list(RULES))
def rule(request: pytest.FixtureRequest) -> QueryFile:
    """Return one rule after the other."""
    found: QueryFile = request.param
    return found


def conclusions(rdf: "Rdf", rule: QueryFile, text: str) -> set[ox.Triple]:
    """Return what a rule concludes from a text, after the rules of lower strata."""
    store = ox.Store()
    store.extend(rdf.parse(text))
    lower = [known for known in RULES.values() if known.one("stratum") < rule.one("stratum")]
    run_rules(store, rdf.names, [*lower, rule])
    return {quad.triple for quad in store.quads_for_pattern(None, None, None, rdf.iri(f"graph:derived.{rule.name}"))}


def test_the_header_is_complete(rule: QueryFile) -> None:
    assert rule.header.keys() >= HEADER
    assert rule.one("stratum").isdecimal()


def test_every_example_leads_to_a_conclusion(rdf: "Rdf", rule: QueryFile) -> None:
    for text in rule.header["example"]:
        assert conclusions(rdf, rule, text)


def test_no_counter_example_leads_to_a_conclusion(rdf: "Rdf", rule: QueryFile) -> None:
    for text in rule.header["counter-example"]:
        assert rdf.parse(text)
        assert conclusions(rdf, rule, text) == set()


def test_a_conclusion_names_rule_and_premises_and_holds(rdf: "Rdf", rule: QueryFile) -> None:
    for text in rule.header["example"]:
        store = ox.Store()
        store.extend(rdf.parse(text))
        run_rules(store, rdf.names, [known for known in RULES.values() if known.one("stratum") < rule.one("stratum")])
        given = {quad.subject for quad in store} | {quad.object for quad in store}
        found = conclusions(rdf, rule, text)
        said = {(triple.subject, rdf.curie(triple.predicate)): triple.object for triple in found}
        types: dict[ox.NamedNode | ox.BlankNode | ox.Triple, set[str]] = {triple.subject: set() for triple in found}
        for triple in found:
            if rdf.curie(triple.predicate) == "rdf:type":
                types[triple.subject].add(rdf.curie(triple.object))
        nodes = {node for node, kinds in types.items() if "sg:Conclusion" in kinds}
        assert nodes
        for node in nodes:
            assert said[node, "sg:ground"] == rdf.iri("sg:derived")
            assert said[node, "sg:derivedBy"] == rdf.iri(f"sg:rule-{rule.name}")
            assert said[node, "sg:derivedFrom"] in given
            if "rdf:Statement" in types[node]:  # other conclusions are a node of their own class
                parts = [said[node, f"rdf:{part}"] for part in ("subject", "predicate", "object")]
                assert ox.Triple(*parts) in found  # type: ignore[arg-type]
            else:
                assert types[node] - {"sg:Conclusion", "prov:Entity"}


def test_rules_and_their_names_in_the_vocabulary_go_together(rdf: "Rdf", triples: list[ox.Quad]) -> None:
    named = {rdf.curie(quad.subject) for quad in triples if quad.object == rdf.iri("sg:Rule")}
    assert {name for name in named if name.startswith("sg:rule-")} == {f"sg:rule-{name}" for name in RULES}
