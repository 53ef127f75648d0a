"""Queries are answered as rows, a truth or triples, in every format that fits."""

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from stancegraph.errors import ExportError, QueryError
from stancegraph.iris import Names
from stancegraph.queries.answer import ROW_FORMATS, TRIPLE_FORMATS, Format, format_for_people
from stancegraph.queries.door import Door, Graphs
from stancegraph.queries.guard import Form

NOTES = "SELECT ?note { stance:s1 skos:note ?note } ORDER BY ?note"
LABELS = "SELECT ?label { actor:iran skos:prefLabel ?label } ORDER BY ?label"


def values(door: Door, query: str, **bindings: ox.NamedNode | ox.Literal) -> list[str]:
    """Return the first column of a result."""
    _, rows = door.run(query, bindings=bindings).to_rows()
    return [str(row[0]) for row in rows]


def test_common_prefixes_need_no_declaration(door: Door) -> None:
    assert values(door, "SELECT ?s { ?s a sg:Stance ; sg:holder actor:iran }") == ["<https://example.org/stance/s1>"]


def test_a_declared_prefix_wins(door: Door) -> None:
    assert values(door, "PREFIX actor: <https://w3id.org/stancegraph/ontology#> SELECT ?s { ?s a actor:State }") == [
        "<https://example.org/actor/iran>"
    ]


def test_rows_have_terms_and_gaps(door: Door) -> None:
    query = "SELECT ?a ?b { VALUES (?a ?b) { (1 UNDEF) ('x'@en <urn:x>) } }"
    variables, rows = door.run(query).to_rows()
    assert variables == ("a", "b")
    assert list(rows) == [(ox.Literal(1), None), (ox.Literal("x", language="en"), ox.NamedNode("urn:x"))]


def test_conclusions_are_seen_and_second_readings_on_request(store: Path, names: Names, door: Door) -> None:
    assert values(door, NOTES) == ['"derived"']
    assert values(door, "SELECT ?g { GRAPH ?g { ?s ?p ?o } }") == ["<https://example.org/graph/derived.officials>"]
    with Door(store, names, graphs=Graphs.ALL) as every:
        assert values(every, NOTES) == ['"derived"', '"second"']


def test_bindings_choose(door: Door) -> None:
    query = "SELECT ?o ?s { ?s skos:prefLabel ?o } ORDER BY ?o"
    iran, nobody = (ox.NamedNode(f"https://example.org/actor/{name}") for name in ("iran", "nobody"))
    assert values(door, query, s=iran) == ['"Iran"@en', '"Иран"@ru']
    assert values(door, query, s=nobody) == []
    assert values(door, "SELECT ?o ?s { ?s ?p ?o }", o=ox.Literal("Iran", language="en")) == ['"Iran"@en']


@pytest.mark.parametrize("hostile", ['Ann" . ?x <urn:secret> ?leak } #', 'en" . <urn:evil> <urn:p> "y', "a\nb\\"])
def test_bindings_cannot_break_out(door: Door, hostile: str) -> None:
    assert values(door, "SELECT ?o ?s { ?s skos:prefLabel ?o }", o=ox.Literal(hostile)) == []
    assert values(door, "SELECT ?v { }", v=ox.Literal(hostile)) == [str(ox.Literal(hostile))]


def test_a_look_up_gives_the_terms_of_many_nodes(door: Door, names: Names) -> None:
    iran, label = names.expand("actor:iran"), names.expand("skos:prefLabel")
    stance, note = names.expand("stance:s1"), names.expand("skos:note")
    found = door.look_up([iran, stance, names.expand("actor:none")], [label, note])
    assert found == {
        iran: {label: [ox.Literal("Iran", language="en"), ox.Literal("Иран", language="ru")]},
        stance: {note: [ox.Literal("derived")]},
    }


def test_a_binding_must_be_returned(door: Door) -> None:
    with pytest.raises(QueryError, match="cannot be evaluated"):
        values(door, "SELECT ?o { ?s ?p ?o }", s=ox.NamedNode("urn:x"))


WRITTEN = {
    Format.CSV: b"label\r\nIran\r\n\xd0\x98\xd1\x80\xd0\xb0\xd0\xbd\r\n",
    Format.TSV: '?label\n"Iran"@en\n"Иран"@ru\n'.encode(),
}


@pytest.mark.parametrize(("wanted", "expected"), WRITTEN.items(), ids=list(WRITTEN))
def test_rows_as_text(door: Door, wanted: Format, expected: bytes) -> None:
    assert door.run(LABELS, format=wanted).data == expected


def test_rows_as_json_and_xml(door: Door) -> None:
    assert json.loads(door.run(LABELS, format=Format.JSON).data)["results"]["bindings"][0] == {
        "label": {"type": "literal", "value": "Iran", "xml:lang": "en"}
    }
    assert b'<literal xml:lang="en">Iran</literal>' in door.run(LABELS, format=Format.XML).data


@pytest.mark.parametrize("wanted", ROW_FORMATS)
@pytest.mark.parametrize(("query", "truth"), [("ASK { ?s a sg:State }", True), ("ASK { ?s a sg:Post }", False)])
def test_truth_in_every_format(door: Door, wanted: Format, query: str, *, truth: bool) -> None:
    answer = door.run(query, format=wanted)
    assert answer.truth is truth
    assert str(truth).lower().encode() in answer.data


def test_triples_as_turtle(door: Door) -> None:
    answer = door.run("CONSTRUCT { ?s sg:holder ?o } { ?s sg:holder ?o }", format=Format.TTL)
    assert answer.data.decode().splitlines() == [
        "@prefix actor: <https://example.org/actor/> .",
        "@prefix sg: <https://w3id.org/stancegraph/ontology#> .",
        "@prefix stance: <https://example.org/stance/> .",
        "stance:s1 sg:holder actor:iran .",
    ]


@pytest.mark.parametrize("wanted", TRIPLE_FORMATS)
def test_triples_are_the_same_every_time(store: Path, names: Names, wanted: Format) -> None:
    query = "CONSTRUCT { ?s ?p ?o . ?s sg:was [ sg:what ?o ] } { ?s ?p ?o }"
    written = []
    for _ in range(2):
        with Door(store, names) as door:
            written.append(door.run(query, format=wanted).data)
    assert written[0] == written[1]
    assert len(written[0].splitlines()) > 10 or wanted is Format.JSONLD


def test_triples_as_terms_are_sorted(door: Door) -> None:
    found = [str(triple) for triple in door.run("CONSTRUCT WHERE { ?s skos:prefLabel ?o }").to_triples()]
    assert found == sorted(found)
    assert len(found) == 2


def test_a_description_of_a_stance_reaches_its_words(door: Door) -> None:
    answer = door.run("DESCRIBE stance:s1")
    assert answer.form is Form.DESCRIBE
    assert len(answer.data.splitlines()) == 6 + 2 + 2
    assert b'"not on the agenda"' in answer.data
    assert b'"second"' not in answer.data


@pytest.mark.parametrize(
    ("query", "wanted", "message"),
    [
        ("SELECT * {}", Format.TTL, "SELECT returns rows, which cannot be written as ttl"),
        ("ASK {}", Format.NT, "ASK returns true or false, which cannot be written as nt"),
        ("CONSTRUCT WHERE {}", Format.CSV, "CONSTRUCT returns triples, which cannot be written as csv"),
        ("DESCRIBE <urn:x>", Format.TABLE, "DESCRIBE returns triples, which cannot be written as table"),
    ],
)
def test_a_format_that_does_not_fit(door: Door, query: str, wanted: Format, message: str) -> None:
    with pytest.raises(QueryError, match=message):
        door.run(query, format=wanted)


def test_answers_of_another_kind(door: Door) -> None:
    with pytest.raises(QueryError, match="no rows in the csv of SELECT"):
        door.run(LABELS, format=Format.CSV).to_rows()
    with pytest.raises(QueryError, match="no rows in the json of ASK"):
        door.run("ASK {}").to_rows()
    with pytest.raises(QueryError, match="no triples in the ttl of CONSTRUCT"):
        door.run("CONSTRUCT WHERE {}", format=Format.TTL).to_triples()


def test_xml_refuses_what_it_cannot_carry(door: Door) -> None:
    with pytest.raises(ExportError, match=r"U\+001B, which XML cannot carry"):
        door.run(r"SELECT ('a\u001Bb' AS ?x) {}", format=Format.XML)
    assert door.run(r"SELECT ('a\u001Bb' AS ?x) {}", format=Format.JSON).data


def test_a_query_must_be_unicode(door: Door) -> None:
    with pytest.raises(QueryError, match="not valid Unicode"):
        door.run("SELECT ('\udc80' AS ?x) {}")


def test_people_get_tables_and_turtle() -> None:
    assert [format_for_people(query) for query in ("ASK {}", "DESCRIBE <urn:x>", "SELCT")] == ["table", "ttl", "table"]
