"""Each shape has something that passes and something that breaks it; the vocabulary passes its own shapes."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
import pyshacl
import pytest
import rdflib
from rdflib.namespace import RDF, SH

from stancegraph.building import examine
from stancegraph.rules.checking import shape_findings, shape_problem, to_rdflib
from stancegraph.vocabulary import Property, ontology_bytes, vocabulary

if TYPE_CHECKING:
    from tests.ontology.conftest import Rdf

SHAPE: Final = "https://w3id.org/stancegraph/shapes#"
TARGETS: Final = (SH.targetClass, SH.targetSubjectsOf)
# Components of SHACL core that are used; what SHACL-SPARQL, JavaScript or rules would add is not.
CORE: Final = {
    "path", "targetClass", "targetSubjectsOf", "minCount", "maxCount", "class", "datatype", "nodeKind", "in", "pattern",
    "minLength", "minInclusive", "maxInclusive", "uniqueLang", "lessThan", "lessThanOrEquals", "alternativePath", "or",
    "xone", "message",
}  # fmt: skip
# How a remark on a property begins → whether a shape asks for at least one value, and for at most one.
HOW_MANY: Final = {
    "Exactly one": (True, True),
    "At most one a language": (False, False),
    "At most one": (False, True),
    "At least one": (True, False),
    "One or several": (True, False),
    "Any number": (False, False),
}
# Ranges that no shape asks for: texts in a language or without one, and what is not in the graph that is checked.
ANYTHING: Final = {"rdf:langString", "rdfs:Resource", "skos:Concept", "sg:Rule"}
# Properties that are checked together with others: which one of two a claim has, and what relates readings.
TOGETHER: Final = {
    "sg:asserts", "sg:assertsNone", "sg:inferredFrom", "sg:alternativeTo", "sg:respondsTo", "sg:supersedes",
    "sg:corrects", "sg:retracts", "sg:disputes", "prov:wasDerivedFrom",
}  # fmt: skip
Broken = set[tuple[str, str]]


@pytest.fixture(scope="module")
def shapes() -> rdflib.Graph:
    """Return the shapes."""
    return to_rdflib(ox.parse(ontology_bytes("shapes.ttl"), format=ox.RdfFormat.TURTLE))


@pytest.fixture(scope="module")
def aimed(shapes: rdflib.Graph) -> set[str]:
    """Return the names of the shapes that have targets of their own; the others are parts of these."""
    return {str(shape).removeprefix(SHAPE) for target in TARGETS for shape in shapes.subjects(target)}


@pytest.fixture(scope="module")
def right(triples: list[ox.Quad], example_graph: list[ox.Quad]) -> list[ox.Triple]:
    """Return the vocabulary and its examples."""
    return [quad.triple for quad in (*triples, *example_graph)]


@pytest.fixture(scope="module")
def wrong(rdf: "Rdf") -> list[ox.Quad]:
    """Return what breaks the shapes, in graphs named after them."""
    text = Path(__file__).with_name("wrong.trig").read_text(encoding="utf-8")
    return rdf.parse(f"@prefix shape: <{SHAPE}> .\n{text}")


def broken(rdf: "Rdf", data: Iterable[ox.Triple], shapes: rdflib.Graph) -> Broken:
    """Return which shapes are broken by which nodes."""
    _, report, _ = pyshacl.validate(to_rdflib(data), shacl_graph=shapes, inference="none")
    assert isinstance(report, rdflib.Graph)
    return {
        (str(report.value(result, SH.sourceShape)).removeprefix(SHAPE), rdf.names.shorten(str(focus)))
        for result in report.subjects(RDF.type, SH.ValidationResult)
        if (focus := report.value(result, SH.focusNode))
    }


def targets(shapes: rdflib.Graph, name: str, predicate: rdflib.URIRef) -> list[rdflib.URIRef]:
    return [
        found for found in shapes.objects(rdflib.URIRef(SHAPE + name), predicate) if isinstance(found, rdflib.URIRef)
    ]


def test_the_vocabulary_and_its_examples_conform(rdf: "Rdf", right: list[ox.Triple], shapes: rdflib.Graph) -> None:
    assert broken(rdf, right, shapes) == set()


def test_every_target_is_in_the_examples(right: list[ox.Triple], shapes: rdflib.Graph, aimed: set[str]) -> None:
    data = to_rdflib(right)
    for name in aimed:
        for class_ in targets(shapes, name, SH.targetClass):
            assert (None, RDF.type, class_) in data, f"{name}: no example is a {class_}"
        for path in targets(shapes, name, SH.targetSubjectsOf):
            assert (None, path, None) in data, f"{name}: no example has {path}"


def test_every_shape_is_broken_by_what_is_wrong(
    rdf: "Rdf", right: list[ox.Triple], wrong: list[ox.Quad], shapes: rdflib.Graph, aimed: set[str]
) -> None:
    expected = {(str(quad.graph_name.value).removeprefix(SHAPE), rdf.curie(quad.subject)) for quad in wrong}  # type: ignore[union-attr]
    found = broken(rdf, [*right, *(quad.triple for quad in wrong)], shapes)
    assert {name for name, _ in expected} == aimed
    assert expected - found == set()


def test_what_must_be_there_is_missed(rdf: "Rdf", shapes: rdflib.Graph, aimed: set[str]) -> None:
    """A node of a class, with nothing else, breaks every shape of the class that asks for something."""
    bare = {str(class_) for name in aimed for class_ in targets(shapes, name, SH.targetClass)}
    nodes = {class_: ox.NamedNode(f"https://example.org/{number}") for number, class_ in enumerate(sorted(bare))}
    data = [ox.Triple(node, rdf.iri("rdf:type"), ox.NamedNode(class_)) for class_, node in nodes.items()]
    expected = {
        (name, nodes[str(class_)].value)
        for name in aimed
        for class_ in targets(shapes, name, SH.targetClass)
        if shapes.value(rdflib.URIRef(SHAPE + name), SH.minCount)
    }
    assert {"holder", "label", "polarity"} <= {name for name, _ in expected}
    assert expected <= broken(rdf, data, shapes)


def test_only_the_core_of_shacl_is_used(shapes: rdflib.Graph) -> None:
    used = {
        str(predicate).removeprefix(str(SH)) for predicate in shapes.predicates() if str(predicate).startswith(str(SH))
    }
    assert used - {"property"} <= CORE


def test_messages_say_what_to_do(shapes: rdflib.Graph, aimed: set[str]) -> None:
    for name in aimed:
        (message,) = shapes.objects(rdflib.URIRef(SHAPE + name), SH.message)
        assert isinstance(message, rdflib.Literal)
        assert message.language == "en"
        assert message[0].islower(), f"{name}: it stands behind the name of a node"
        assert message[-1] not in ".!", name


@pytest.fixture(scope="module")
def by_path(rdf: "Rdf", shapes: rdflib.Graph, aimed: set[str]) -> dict[str, list[rdflib.URIRef]]:
    """Return the shapes of each property, those of the vocabulary's own terms left out."""
    found: dict[str, list[rdflib.URIRef]] = {}
    for shape in (rdflib.URIRef(SHAPE + name) for name in sorted(aimed) if not name.startswith(("term-", "concept-"))):
        path = shapes.value(shape, SH.path)
        if isinstance(path, rdflib.URIRef):
            found.setdefault(rdf.names.shorten(str(path)), []).append(shape)
    return found


@pytest.fixture(scope="module")
def fields(properties: dict[str, Property]) -> dict[str, Property]:
    """Return the properties that need a shape of their own: one below another is checked with it."""
    return {name: known for name, known in properties.items() if not any(up.startswith("sg:") for up in known.broader)}


def test_every_property_has_a_shape(by_path: dict[str, list[rdflib.URIRef]], fields: dict[str, Property]) -> None:
    assert by_path.keys() | TOGETHER == fields.keys()


def test_shapes_ask_for_as_many_values_as_the_vocabulary_says(
    rdf: "Rdf", triples: list[ox.Quad], shapes: rdflib.Graph, by_path: dict[str, list[rdflib.URIRef]]
) -> None:
    remarks = {
        rdf.curie(quad.subject): rdf.curie(quad.object)
        for quad in triples
        if rdf.curie(quad.predicate) == "skos:scopeNote"
    }
    for name, of_property in by_path.items():
        least, most = (any(shapes.value(shape, limit) for shape in of_property) for limit in (SH.minCount, SH.maxCount))
        said = next((words for words in HOW_MANY if remarks[name].startswith(words)), None)
        assert said, f"{name}: say how many values it has"
        assert (least, most) == HOW_MANY[said], name


def test_shapes_ask_for_the_kind_of_value_that_the_vocabulary_says(
    rdf: "Rdf", triples: list[ox.Quad], shapes: rdflib.Graph, by_path: dict[str, list[rdflib.URIRef]]
) -> None:
    ranges = {
        rdf.curie(quad.subject): rdf.curie(quad.object) for quad in triples if rdf.curie(quad.predicate) == "rdfs:range"
    }
    for name, of_property in by_path.items():
        asked = {
            rdf.names.shorten(str(kind))
            for shape in of_property
            for component in (SH["class"], SH.datatype)
            for kind in shapes.objects(shape, component)
        }
        known = ranges.get(name, "rdfs:Resource")
        assert asked == (set() if known in ANYTHING else {known}), name


def test_lists_of_concepts_are_those_of_the_schemes(
    rdf: "Rdf", shapes: rdflib.Graph, properties: dict[str, Property]
) -> None:
    listed: set[str] = set()
    for shape, head in shapes.subject_objects(SH["in"]):
        name = rdf.names.shorten(str(shapes.value(shape, SH.path)))
        concepts = {rdf.names.shorten(str(one)) for one in rdflib.collection.Collection(shapes, head)}
        known = {concept.name for concept in vocabulary().concepts_of(properties[name].field).values()}
        assert concepts == known or (name == "sg:ground" and concepts < known), name
        listed.add(name)
    assert listed == {known.name for known in properties.values() if known.schemes}


def test_what_is_wrong_is_told_with_the_place_and_what_is_there(rdf: "Rdf") -> None:
    turtle = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in rdf.names.prefixes.items())
    turtle += "condition:a a sg:Condition ; sg:conditionKind sg:warn ; sg:quantifier sg:all ; sg:over prop:a ."
    (finding,) = shape_findings(turtle.encode(), rdf.names)
    problem = shape_problem(finding, lambda name: (f"{name}.yaml", 3, 5))
    assert str(problem) == (
        "condition:a.yaml:3:5: condition:a: give exactly one condition kind, a concept of its scheme:"
        " if, only-if, unless (not sg:warn) [shape]"
    )


def test_the_tutorial_conforms(root: Path, rdf: "Rdf") -> None:
    folder = root / "data" / "tutorial"
    assert examine([folder], rdf.names, texts=folder / "texts").problems == ()
