"""Every term is defined, exemplified and used as it is declared; the files load everywhere."""

import ast
import re
from collections.abc import Iterator
from importlib.resources import files
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyoxigraph as ox
import pytest
import rdflib

from stancegraph.query_files import read_query_files
from stancegraph.sources.inputs import read_inputs
from stancegraph.sources.problems import Problems
from stancegraph.vocabulary import ontology_bytes, vocabulary

if TYPE_CHECKING:
    from tests.ontology.conftest import Rdf

FILES: Final = ("stancegraph.ttl", "schemes.ttl", "shapes.ttl", "alignments.ttl")
QUERIES: Final = (("stancegraph.ontology", "rules"), ("stancegraph.ontology", "checks"), ("stancegraph.queries", ""))
CLASSES_OF_TERMS: Final = {
    "owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty",
    "skos:Concept", "skos:ConceptScheme", "sg:PositionScheme", "sg:Rule",
}  # fmt: skip
PROPERTIES: Final = {"owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty"}
SG_NAME: Final = re.compile(r"(?<![\w:/])sg:[A-Za-z][A-Za-z0-9-]*")
# The names that queries all over the world may use: none of them may ever go.
PINNED: Final = re.findall(r"\w+", """
    Actor State Person Organization GovernmentBody MilitaryBody MediaOutlet IntergovernmentalOrganization
    NonStateArmedGroup Delegation ActorGroup AnonymousActor Post Tenure Representation Issue Proposition
    Utterance Report Stance Claim Event Process Negotiation MediationProcess Participation
    MediationParticipation Source TextSpan RecordLocator Condition PositionScheme Official Mediator holder
    target about position value act addressee concerns condition onBehalfOf attributionType certainty evidence
    ground basis inferredFrom derivedBy derivedFrom expressedIn speaker reports reporter participant inEvent
    role between asserts assertsNone factuality polarity supersedes corrects retracts disputes respondsTo
    excludes advances hinders realizes earliest latest edtf
""")  # fmt: skip


@pytest.fixture(scope="module")
def types(rdf: "Rdf", triples: list[ox.Quad]) -> dict[str, set[str]]:
    """Return what each term of the vocabulary is."""
    found: dict[str, set[str]] = {}
    for quad in triples:
        if rdf.curie(quad.predicate) == "rdf:type":
            found.setdefault(rdf.curie(quad.subject), set()).add(rdf.curie(quad.object))
    return found


@pytest.fixture(scope="module")
def said(rdf: "Rdf", triples: list[ox.Quad]) -> dict[tuple[str, str], list[str]]:
    """Return the values of each term and property."""
    found: dict[tuple[str, str], list[str]] = {}
    for quad in triples:
        found.setdefault((rdf.curie(quad.subject), rdf.curie(quad.predicate)), []).append(rdf.curie(quad.object))
    return found


@pytest.mark.parametrize("name", FILES)
def test_a_file_loads_in_both_libraries_alike(name: str) -> None:
    read = list(ox.parse(ontology_bytes(name), format=ox.RdfFormat.TURTLE))
    assert len(read) == len(rdflib.Graph().parse(data=ontology_bytes(name), format="turtle")) > 50


@pytest.mark.parametrize("name", ["stancegraph.ttl", "schemes.ttl", "alignments.ttl"])
def test_there_are_no_blank_nodes(name: str) -> None:
    ends = [end for quad in ox.parse(ontology_bytes(name), format=ox.RdfFormat.TURTLE) for end in quad]
    assert not [end for end in ends if isinstance(end, ox.BlankNode)]


@pytest.mark.parametrize("name", FILES)
def test_files_use_no_undefined_term(name: str, rdf: "Rdf", types: dict[str, set[str]]) -> None:
    nodes = [end for quad in ox.parse(ontology_bytes(name), format=ox.RdfFormat.TURTLE) for end in quad]
    used = {rdf.curie(node) for node in nodes if isinstance(node, ox.NamedNode)}
    assert {term for term in used if term.startswith("sg:")} <= types.keys()


def test_queries_use_no_undefined_term(types: dict[str, set[str]]) -> None:
    texts = {
        f"{folder}/{name}": query.text
        for package, folder in QUERIES
        for name, query in read_query_files(package, folder).items()
    }
    undefined = {name: set(SG_NAME.findall(text)) - types.keys() for name, text in texts.items()}
    assert texts
    assert not {name: terms for name, terms in undefined.items() if terms}


def test_examples_use_no_undefined_term(turtle_examples: dict[str, str], types: dict[str, set[str]]) -> None:
    undefined = {term: set(SG_NAME.findall(text)) - types.keys() for term, text in turtle_examples.items()}
    assert not {term: names for term, names in undefined.items() if names}


def test_every_term_has_label_definition_and_example(
    types: dict[str, set[str]], said: dict[tuple[str, str], list[str]]
) -> None:
    terms = [term for term, kinds in types.items() if kinds & CLASSES_OF_TERMS]
    lacking = [
        f"{term} {name}"
        for term in terms
        for name in ("skos:definition", "skos:example")
        if not any(text.strip() for text in said.get((term, name), ()))
    ]
    unnamed = [term for term in terms if not said.get((term, "rdfs:label")) and not said.get((term, "skos:prefLabel"))]
    assert len(terms) > 200
    assert not lacking + unnamed


def test_an_example_is_of_the_term(rdf: "Rdf", turtle_examples: dict[str, str]) -> None:
    """It uses the term; that of a scheme uses one of its concepts."""
    for term, text in turtle_examples.items():
        used = {rdf.curie(end) for quad in rdf.parse(text) for end in quad.triple}
        concepts = vocabulary().schemes.get(term.removeprefix("sg:"), {})
        assert used & {term, *(concept.name for concept in concepts.values())}, term


def test_examples_use_properties_as_they_are_declared(
    rdf: "Rdf", example_graph: list[ox.Quad], said: dict[tuple[str, str], list[str]]
) -> None:
    """A class that is declared as the domain or range of a property is that of the nodes in the examples."""
    of: dict[str, set[str]] = {}
    for quad in example_graph:
        if rdf.curie(quad.predicate) == "rdf:type":
            of.setdefault(rdf.curie(quad.subject), set()).add(rdf.curie(quad.object))
    offenders = [
        f"{rdf.curie(quad.subject)} {rdf.curie(quad.predicate)} {rdf.curie(quad.object)}"
        for quad in example_graph
        for end, names in (
            (quad.subject, ("rdfs:domain", "schema:domainIncludes")),
            (quad.object, ("rdfs:range", "schema:rangeIncludes")),
        )
        if isinstance(end, ox.NamedNode)
        and (known := of.get(rdf.curie(end)))
        and (declared := {value for name in names for value in said.get((rdf.curie(quad.predicate), name), ())})
        and not declared & (known | {"rdfs:Resource"})
    ]
    assert not offenders


def test_domains_and_ranges_are_classes(types: dict[str, set[str]], said: dict[tuple[str, str], list[str]]) -> None:
    named = {
        value
        for (_, name), values in said.items()
        for value in values
        if name in {"rdfs:domain", "rdfs:range", "schema:domainIncludes", "schema:rangeIncludes", "rdfs:subClassOf"}
    }
    assert not [name for name in named if name.startswith("sg:") and "owl:Class" not in types[name]]


def test_a_domain_is_either_one_or_several(said: dict[tuple[str, str], list[str]], types: dict[str, set[str]]) -> None:
    for term, kinds in types.items():
        for one, several in (("rdfs:domain", "schema:domainIncludes"), ("rdfs:range", "schema:rangeIncludes")):
            strict, loose = said.get((term, one), []), said.get((term, several), [])
            assert len(strict) <= 1, term
            assert not (strict and loose), term
            if kinds & PROPERTIES:
                assert strict or loose, f"{term} has neither {one} nor {several}"


def test_the_pinned_names_are_there(types: dict[str, set[str]]) -> None:
    assert {f"sg:{name}" for name in PINNED} <= types.keys()


def test_no_concept_is_a_property_or_class_too(types: dict[str, set[str]]) -> None:
    both = [term for term, kinds in types.items() if "skos:Concept" in kinds and kinds & (PROPERTIES | {"owl:Class"})]
    assert not both


def test_values_of_positions_differ_and_lie_between_the_ends() -> None:
    for scheme in ("AttitudeScheme", "VoteScheme"):
        values = [concept.value for concept in vocabulary().schemes[scheme].values()]
        assert None not in values
        assert len(set(values)) == len(values)
        assert all(value is not None and -1 <= value <= 1 for value in values)


def test_every_property_with_concepts_names_a_scheme(said: dict[tuple[str, str], list[str]]) -> None:
    of_concepts = {term for (term, name), values in said.items() if name == "rdfs:range" and values == ["skos:Concept"]}
    assert of_concepts == {term for term, name in said if name == "sg:scheme"}


# ------------------------------------------------------------------ what the readers write


def _sources() -> Iterator[ast.Module]:
    spec = find_spec("stancegraph.sources")
    for folder in map(Path, spec.submodule_search_locations or [] if spec else []):
        yield from (ast.parse(path.read_text(encoding="utf-8")) for path in sorted(folder.glob("*.py")))


def _nodes_made(module: ast.Module) -> Iterator[ast.Call]:
    for call in ast.walk(module):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Node":
            yield call


def _fields_written(module: ast.Module) -> Iterator[str]:
    """Yield the keys of each mapping that is made for a node: given to it, or declared to hold its values."""
    places: list[ast.AST] = [argument for call in _nodes_made(module) for argument in call.args[2:]]
    for one in ast.walk(module):
        annotated = isinstance(one, ast.AnnAssign) and ast.unparse(one.annotation) == "dict[str, Values]"
        named = isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == "values"
        places += [one] if annotated or named else []
    for mapping in (inner for place in places for inner in ast.walk(place) if isinstance(inner, ast.Dict)):
        yield from (key.value for key in mapping.keys if isinstance(key, ast.Constant) and isinstance(key.value, str))


def test_what_the_readers_write_is_in_the_vocabulary() -> None:
    fields = {name for module in _sources() for name in _fields_written(module)}
    classes = {
        call.args[0].value
        for module in _sources()
        for call in _nodes_made(module)
        if call.args and isinstance(call.args[0], ast.Constant)
    }
    assert {"holder", "speaker", "selector", "scopedTo"} <= fields
    assert fields <= vocabulary().properties.keys()
    assert {"Stance", "Report", "TextSpan"} <= classes
    assert classes <= vocabulary().superclasses.keys()


def test_what_the_tutorial_yields_is_in_the_vocabulary() -> None:
    folder = Path(str(files("stancegraph.data").joinpath("tutorial")))
    read = read_inputs([folder], Problems(), texts=folder / "texts")
    nodes = [node for fragment in read.fragments for node in (*fragment.shared, *fragment.readings)]
    assert {node.type for node in nodes} <= vocabulary().superclasses.keys()
    assert {name for node in nodes for name in node.values} <= vocabulary().properties.keys()
