"""Turtle is sorted, declares what it uses, and says exactly the triples that it was written from."""

import random

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from stancegraph.iris import KINDS, VOCABULARIES, Names
from stancegraph.render import turtle

NAMES = Names("https://example.org/g/")
XSD = VOCABULARIES["xsd"]


def render_turtle(triples: str) -> str:
    return turtle.render_turtle(triples.encode(), NAMES).decode()


def triple(subject: str, predicate: str, value: str) -> str:
    """Return one line of N-Triples; names are CURIEs, the value is a CURIE or a literal."""
    written = value if value.startswith('"') else f"<{NAMES.expand(value)}>"
    return f"<{NAMES.expand(subject)}> <{NAMES.expand(predicate)}> {written} .\n"


def quads(data: str, form: ox.RdfFormat) -> set[ox.Quad]:
    return set(ox.parse(data, format=form))


def test_subjects_come_by_kind_then_name_and_types_first() -> None:
    said = [
        triple("stance:d.r.s1", "sg:holder", "actor:brin"),
        triple("stance:d.r.s1", "rdf:type", "prov:Entity"),
        triple("stance:d.r.s1", "rdf:type", "sg:Reading"),
        triple("stance:d.r.s1", "rdf:type", "sg:Stance"),
        triple("actor:cassia", "rdf:type", "sg:State"),
        triple("actor:brin", "rdf:type", "sg:State"),
        triple("actor:brin", "skos:prefLabel", '"Brin"@fr'),
        triple("actor:brin", "skos:prefLabel", '"Brin"@en'),
        triple("issue:tolls", "rdf:type", "sg:Issue"),
        f'<{NAMES.base}> <{VOCABULARIES["void"]}uriSpace> "{NAMES.base}" .\n',
    ]
    head, _, body = render_turtle("".join(said)).partition("\n\n")
    assert head.split("\n") == [
        "@prefix actor: <https://example.org/g/actor/> .",
        "@prefix issue: <https://example.org/g/issue/> .",
        f"@prefix prov: <{VOCABULARIES['prov']}> .",
        f"@prefix sg: <{VOCABULARIES['sg']}> .",
        f"@prefix skos: <{VOCABULARIES['skos']}> .",
        "@prefix stance: <https://example.org/g/stance/> .",
        f"@prefix void: <{VOCABULARIES['void']}> .",
    ]
    assert body == (
        '<https://example.org/g/> void:uriSpace "https://example.org/g/" .\n\n'
        "actor:brin a sg:State ;\n"
        '    skos:prefLabel "Brin"@en, "Brin"@fr .\n\n'
        "actor:cassia a sg:State .\n\n"
        "issue:tolls a sg:Issue .\n\n"
        "stance:d.r.s1 a sg:Stance, sg:Reading, prov:Entity ;\n"
        "    sg:holder actor:brin .\n"
    )


@pytest.mark.parametrize(
    ("literal", "written"),
    [
        (f'"120"^^<{XSD}integer>', "120"),
        (f'"-0.67"^^<{XSD}decimal>', "-0.67"),
        (f'"1"^^<{XSD}decimal>', '"1"^^xsd:decimal'),  # bare, it would be an integer
        (f'"true"^^<{XSD}boolean>', "true"),
        (f'"1"^^<{XSD}boolean>', '"1"^^xsd:boolean'),
        (f'"2031-03-02T08:00:00Z"^^<{XSD}dateTime>', '"2031-03-02T08:00:00Z"^^xsd:dateTime'),
        ('"ends with ^^<http://x>"', '"ends with ^^<http://x>"'),
        ('"ends with ^^<http://x>"@en', '"ends with ^^<http://x>"@en'),
        (f'"a \\"^^<b> c"^^<{XSD}token>', '"a \\"^^<b> c"^^xsd:token'),
    ],
)
def test_literals_keep_their_lexical_form_and_type(literal: str, written: str) -> None:
    text = render_turtle(triple("span:d.1", "oa:exact", literal))
    assert f" {written} ." in text
    assert quads(text, ox.RdfFormat.TURTLE) == quads(triple("span:d.1", "oa:exact", literal), ox.RdfFormat.N_TRIPLES)


def test_an_iri_without_a_prefix_is_written_in_full() -> None:
    text = render_turtle(triple("actor:a", "skos:exactMatch", "<https://elsewhere.org/a/b(c)>"))
    assert "<https://elsewhere.org/a/b(c)>" in text
    assert "elsewhere" not in text.partition("\n\n")[0]


def test_nothing_is_nothing() -> None:
    assert render_turtle("") == ""


subjects = st.builds(
    "{}:{}".format, st.sampled_from(KINDS), st.from_regex(r"[a-z0-9]+([.-][a-z0-9]+){0,2}", fullmatch=True)
)
texts = st.text(st.characters(exclude_categories=["Cs"]))
objects = st.one_of(
    subjects.map(lambda name: ox.NamedNode(NAMES.expand(name))),
    st.builds(ox.Literal, texts),
    st.builds(lambda text, tag: ox.Literal(text, language=tag), texts, st.sampled_from(["en", "zh-hans", "fr-ca"])),
    st.builds(
        lambda text, name: ox.Literal(text, datatype=ox.NamedNode(XSD + name)),
        st.one_of(texts, st.from_regex(r"[+-]?[0-9]*(\.[0-9]+)?", fullmatch=True)),
        st.sampled_from(["integer", "decimal", "boolean", "dateTime", "token"]),
    ),
)
triples = st.builds(
    lambda subject, predicate, value: ox.Triple(
        ox.NamedNode(NAMES.expand(subject)), ox.NamedNode(NAMES.expand(predicate)), value
    ),
    subjects,
    st.sampled_from(["rdf:type", "sg:holder", "oa:exact", "skos:prefLabel"]),
    objects,
)


def n_triples(said: list[ox.Triple]) -> str:
    return (ox.serialize(said, format=ox.RdfFormat.N_TRIPLES) or b"").decode()


@given(st.lists(triples, max_size=12, unique=True), st.randoms(use_true_random=False))
def test_turtle_says_the_same_triples_whatever_the_order(said: list[ox.Triple], chance: random.Random) -> None:
    text = render_turtle(n_triples(said))
    assert {quad.triple for quad in ox.parse(text, format=ox.RdfFormat.TURTLE)} == set(said)
    chance.shuffle(said)
    assert render_turtle(n_triples(said)) == text


@given(st.lists(triples, max_size=4, unique=True), st.lists(triples, min_size=1, max_size=4, unique=True))
def test_trig_keeps_graphs_apart(default: list[ox.Triple], second: list[ox.Triple]) -> None:
    graph = NAMES.expand("graph:annotator.daily.reader-2")
    text = turtle.render_trig(n_triples(default).encode(), {graph: n_triples(second).encode()}, NAMES).decode()
    found = quads(text, ox.RdfFormat.TRIG)
    assert {quad.triple for quad in found if quad.graph_name == ox.NamedNode(graph)} == set(second)
    assert {quad.triple for quad in found if quad.graph_name == ox.DefaultGraph()} == set(default)
